// Phones, paper, other eyes and other ears.

import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./access.js";
import { articleOf, paste, useBrowser, visit } from "./harness.js";

useBrowser();

const phone = (width, height) => ({
  viewport: { width, height },
  isMobile: true,
  hasTouch: true,
  deviceScaleFactor: 2,
});

const sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const [width, height] of [[320, 568], [390, 844]]) {
  test(`${width} pixels wide: no sideways scroll, the card is a sheet under its word`, () =>
    visit({ context: phone(width, height) }, async (page) => {
      assert.equal(await sideways(page), 0);
      const { mentions } = await articleOf(page);
      // The last word too: there must be room below it.
      for (const { id } of [mentions[3], mentions.at(-1)]) {
        const word = page.locator(`[data-mention=${id}]`).first();
        await word.tap();
        const card = page.locator(".card");
        await card.waitFor();
        await page.waitForTimeout(800);
        const sheet = await card.boundingBox();
        assert.equal(Math.round(sheet.x), 0);
        assert.equal(Math.round(sheet.width), width);
        assert.ok(Math.abs(sheet.y + sheet.height - height) < 1.5, "the sheet is at the foot");
        const box = await word.boundingBox();
        assert.ok(box.y >= 0 && box.y + box.height <= sheet.y, `the sheet covers ${id}`);
        assert.equal(await sideways(page), 0);
        await card.locator(".close").tap();
        await card.waitFor({ state: "hidden" });
      }
      for (const tab of ["cast", "places", "timeline", "amounts", "relations", "repairs", "exports"]) {
        await page.locator(`#tab-${tab}`).tap();
        assert.equal(await sideways(page), 0, tab);
      }
      await page.locator(".tools .open").tap();
      assert.equal(await sideways(page), 0);
    }));
}

test("long words and addresses do not widen a phone's page", () =>
  visit({ context: phone(320, 568) }, async (page) => {
    await paste(page, `詳見https://example.com/${"long-".repeat(60)}與《${"很長的書名".repeat(20)}》。`);
    assert.equal(await sideways(page), 0);
    await page.locator(".wenmai-mention").first().tap();
    assert.equal(await sideways(page), 0);
  }));

test("every control is at least 24 pixels wide and high", () =>
  visit({ context: phone(390, 844) }, async (page) => {
    await page.locator(".wenmai-mention").first().tap();
    const small = await page.evaluate(() => {
      const roots = [document, document.querySelector("wenmai-article").shadowRoot];
      return roots
        .flatMap((root) => [...root.querySelectorAll("button, summary, label, textarea")])
        .map((node) => [node.outerHTML.slice(0, 80), node.getBoundingClientRect()])
        .filter(([, { width, height }]) => width > 0 && Math.round(Math.min(width, height) * 64) / 64 < 24)
        .map(([html, { width, height }]) => `${html} ${width}×${height}`);
    });
    assert.deepEqual(small, []);
  }));

test("lines are 34 to 40 characters long on a desk", () =>
  visit({}, async (page) => {
    const [width, size, height] = await page.locator(":is(wenmai-article, .wenmai-paragraphs) > p").first().evaluate((node) => {
      const style = getComputedStyle(node);
      return [node.clientWidth, parseFloat(style.fontSize), parseFloat(style.lineHeight)];
    });
    assert.ok(width / size >= 34 && width / size <= 40, `${width / size} characters`);
    assert.ok(height / size >= 1.8 && height / size <= 1.901, `line height ${height / size}`);
  }));

test("neighbouring mentions have a hairline between them, and types differ without colour", () =>
  visit({}, async (page) => {
    const gap = await page.locator("[data-adjacent]").first().evaluate((node) => {
      const before = [...document.querySelectorAll(".wenmai-mention")];
      const other = before[before.indexOf(node) - 1];
      return [getComputedStyle(node).marginInlineStart, other.nextSibling === node];
    });
    assert.deepEqual(gap, ["2px", true]);
    const lines = await page.$$eval("wenmai-article .wenmai-mention", (nodes) =>
      Object.fromEntries(
        nodes.map((node) => {
          const style = getComputedStyle(node);
          const uncoloured = style.backgroundImage.replace(/(rgba?|color)\([^)]*\)/g, "");
          return [
            node.dataset.type,
            style.textDecorationLine === "none"
              ? uncoloured + style.backgroundSize
              : style.textDecorationStyle + style.textDecorationThickness,
          ];
        }),
      ),
    );
    assert.ok(Object.keys(lines).length > 5);
    assert.equal(new Set(Object.values(lines)).size, Object.keys(lines).length, JSON.stringify(lines));
  }));

test("on paper there is the article alone", () =>
  visit({}, async (page) => {
    await page.locator(".wenmai-mention").first().click();
    await page.emulateMedia({ media: "print" });
    for (const selector of [".tools", ".panel", ".card", ".wenmai-boilerplate"]) {
      assert.equal(await page.locator(selector).first().isVisible(), false, selector);
    }
    assert.equal(await page.locator(":is(wenmai-article, .wenmai-paragraphs) > p").first().isVisible(), true);
  }));

test("forced colours keep the lines", () =>
  visit({ context: { forcedColors: "active" } }, async (page) => {
    const lines = await page.$$eval(".wenmai-mention", (nodes) => [
      ...new Set(nodes.map((node) => getComputedStyle(node).textDecorationLine)),
    ]);
    assert.deepEqual(lines, ["underline"]);
  }));

test("who wants no motion gets none", () =>
  visit({ context: { reducedMotion: "reduce" } }, async (page) => {
    await page.locator(".wenmai-mention").first().click();
    const moving = await page.evaluate(() => document.getAnimations().length);
    assert.equal(moving, 0);
  }));

test("axe finds nothing in page, card, panel and dialog", async () => {
  await visit({}, async (page) => {
    await accessible(page, "page");
    await page.locator(".wenmai-mention").nth(2).click();
    await accessible(page, "card");
    await page.keyboard.press("Escape");
    await page.locator("#tab-repairs").click();
    await accessible(page, "repairs");
    await page.locator(".tools .open").click();
    await accessible(page, "dialog");
  });
});
