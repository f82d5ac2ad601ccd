// Single keys: they move, search and help, and never take what belongs to the host.

import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./access.js";
import { articleOf, useBrowser, visit } from "./harness.js";

useBrowser();

const focusedMention = (page) => page.evaluate(() => document.activeElement?.dataset?.mention ?? null);
const isOpen = (page, part) => page.locator(`wenmai-article ${part}`).isVisible();
const host = (attributes = "") => ({
  path: "host.html",
  files: {
    "/host.html": `<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>host</title><link rel="icon" href="data:,">
      <input id="field"><div id="editor" contenteditable>稿</div><button id="button">鈕</button>
      <wenmai-article ${attributes}>10月8日，常州市委書記陳金虎在讀《紅樓夢》。</wenmai-article>
      <script type="module">
        import "./define.js";
        window.heard = [];
        addEventListener("keydown", (event) => window.heard.push([event.key, event.defaultPrevented]));
      </script>`,
  },
});
const heard = (page) => page.evaluate(() => window.heard.splice(0));

test("n and p go from mark to mark, on a page that is the article's own", () =>
  visit({}, async (page) => {
    const { mentions } = await articleOf(page);
    await page.keyboard.press("n");
    assert.equal(await focusedMention(page), mentions[0].id);
    await page.keyboard.press("n");
    await page.keyboard.press("n");
    assert.equal(await focusedMention(page), mentions[2].id);
    await page.keyboard.press("p");
    assert.equal(await focusedMention(page), mentions[1].id);
    // With a card open, the card goes along.
    await page.keyboard.press("Enter");
    await page.locator(".card").waitFor();
    await page.keyboard.press("n");
    assert.equal(await page.locator(".wenmai-mention[data-current]").first().getAttribute("data-mention"), mentions[2].id);
    await page.keyboard.press("Escape");
    await page.locator(".card").waitFor({ state: "hidden" });
    assert.equal(await focusedMention(page), mentions[2].id);
    // There is one tab stop, where the reader was last.
    assert.equal(await page.locator(".wenmai-mention[tabindex='0']").count(), 1);
    assert.equal(await page.locator(".wenmai-mention[tabindex='0']").getAttribute("data-mention"), mentions[2].id);
  }));

test("in a page of others the keys are the host's while the focus is not in the element", () =>
  visit(host(), async (page) => {
    for (const selector of ["body", "#button"]) {
      if (selector !== "body") await page.locator(selector).focus();
      for (const key of ["n", "p", "/", "?"]) await page.keyboard.press(key);
      assert.deepEqual(await heard(page), ["n", "p", "/", "?"].map((key) => [key, false]));
    }
    assert.equal(await isOpen(page, ".search"), false);
    await page.locator(".wenmai-mention").first().focus();
    await page.keyboard.press("n");
    assert.deepEqual(await heard(page), [["n", true]]);
    assert.equal(await focusedMention(page), "m2");
    await page.keyboard.press("/");
    await page.locator("wenmai-article .search").waitFor();
  }));

test("fields and combinations keep their keys", () =>
  visit(host('keys="page"'), async (page) => {
    await page.locator("#field").focus();
    await page.keyboard.type("n/p?");
    assert.equal(await page.locator("#field").inputValue(), "n/p?");
    await page.locator("#editor").focus();
    await page.keyboard.press("End");
    await page.keyboard.type("n/?");
    assert.equal(await page.locator("#editor").textContent(), "稿n/?");
    await page.locator("#button").focus();
    for (const key of ["Control+p", "Alt+n", "Meta+/"]) await page.keyboard.press(key);
    assert.ok((await heard(page)).every(([, prevented]) => !prevented));
    assert.equal(await focusedMention(page), null);
    await page.keyboard.press("/");
    const input = page.locator("wenmai-article .search input");
    await input.waitFor();
    await input.evaluate((node) => node.getRootNode().activeElement === node);
    await page.keyboard.type("n?/");
    assert.equal(await input.inputValue(), "n?/");
    assert.equal(await isOpen(page, "dialog.keys"), false);
  }));

test("the attribute is heeded when it changes", () =>
  visit(host('keys="page"'), async (page) => {
    const set = (value) =>
      page.evaluate((value) => document.querySelector("wenmai-article").setAttribute("keys", value), value);
    await set("off");
    await page.locator(".wenmai-mention").first().focus();
    await page.keyboard.press("n");
    assert.equal(await focusedMention(page), "m1");
    await set("page");
    await page.keyboard.press("n");
    assert.equal(await focusedMention(page), "m2");
    await page.evaluate(() => document.querySelector("wenmai-article").remove());
    await heard(page);
    await page.keyboard.press("n");
    assert.deepEqual(await heard(page), [["n", false]]);
  }));

for (const [locale, title] of [["zh-TW", "鍵盤操作"], ["zh-CN", "键盘操作"], ["en", "Keys"]]) {
  test(`? lists the keys, ${locale}`, async () => {
    await visit({ context: { locale } }, async (page) => {
      await page.keyboard.press("n");
      await page.keyboard.press("?");
      const dialog = page.locator("wenmai-article dialog.keys");
      await dialog.waitFor();
      assert.equal(await dialog.locator("h2").textContent(), title);
      assert.equal(await dialog.locator("kbd").count(), 9);
      await accessible(page, "keys");
      // Nothing behind it moves.
      await page.keyboard.press("n");
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      assert.equal(await focusedMention(page), "m1");
    });
  });
}

test("who cannot use single keys turns them off in the list", () =>
  visit({}, async (page) => {
    await page.keyboard.press("?");
    await page.locator("dialog.keys input").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    assert.equal(await focusedMention(page), null);
    await page.evaluate(() => document.querySelector("wenmai-article").help());
    const box = page.locator("dialog.keys input");
    assert.equal(await box.isChecked(), false);
    await box.check();
    await page.keyboard.press("Escape");
    await page.locator(".wenmai-mention").first().focus();
    await page.keyboard.press("n");
    assert.equal(await focusedMention(page), "m2");
  }));
