// From paste to export: once by the keyboard alone, once with a finger at 320 pixels.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { articleOf, eventually, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const TEXT =
  "鐘樓新城開園\n2023-05-06 來源：本報\n記者陳小明昨日在鐘樓新城採訪。😀𠮷野家店長王大年說，生意很好。\r\n陳小明又到常州市大數據產業園，園區總投資100億元。";

/** What has the focus: its name for those who hear the page, or its text. */
const focused = (page) =>
  page.evaluate(() => {
    let { activeElement } = document;
    while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
    return activeElement?.getAttribute("aria-label") ?? activeElement?.textContent?.trim() ?? "";
  });

/** Presses Tab until something of a name has the focus. */
async function tabTo(page, pattern) {
  for (let count = 0; count < 60; count += 1) {
    if (pattern.test(await focused(page))) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never comes to ${pattern}; it is at ${await focused(page)}`);
}

test("the keyboard alone leads from paste to export", () =>
  visit({}, async (page) => {
    await tabTo(page, /^開啟$/);
    await page.keyboard.press("Enter");
    await page.locator("dialog.opening textarea").waitFor();
    await tabTo(page, /貼/);
    await page.keyboard.insertText(TEXT);
    await tabTo(page, /^閱讀$/);
    await page.keyboard.press("Enter");
    await eventually(() => page.locator(".wenmai-headline").textContent(), "鐘樓新城開園");
    assert.equal(await settled(page), null);
    assert.equal(await page.locator(".wenmai-dateline").textContent(), "2023-05-06 來源：本報");

    // A mention, its card, the next place, and back.
    const article = await articleOf(page);
    const person = article.entities.find(({ name }) => name === "陳小明");
    assert.equal(person.mentions.length, 2);
    await page.locator("body").press("n");
    for (let count = 0; count < 30 && !/^陳小明/.test(await focused(page)); count += 1) await page.keyboard.press("n");
    await page.keyboard.press("Enter");
    await page.locator(".card .name").waitFor();
    assert.equal(await page.locator(".card .name").textContent(), "陳小明");
    await tabTo(page, /^下一處$/);
    await page.keyboard.press("Enter");
    assert.match(await page.locator(".card .position").textContent(), /^2/);
    await page.keyboard.press("Escape");
    assert.match(await focused(page), /^陳小明/);

    // Search, by initials, and back to the text.
    await page.keyboard.press("/");
    await page.locator(".search input").waitFor();
    await page.keyboard.type("cz");
    await eventually(async () => /1／\d/.test(await page.locator(".search").textContent()), true);
    await page.keyboard.press("Escape");

    // The panel: the last tab, and the article as JSON.
    await tabTo(page, /^索引$/);
    await page.keyboard.press("End");
    assert.equal(await focused(page), "匯出");
    await tabTo(page, /^JSON/);
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    const saved = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.equal(saved.text, article.text);
    assert.deepEqual(saved.mentions, article.mentions);
    for (const { start, end, text } of saved.mentions) assert.equal(saved.text.slice(start, end), text);
  }));

test("a finger does the same at 320 pixels", () =>
  visit(
    { context: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true } },
    async (page) => {
      const narrow = async () => {
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 320, `the page is ${width} pixels wide`);
      };
      await narrow();
      await page.locator(".tools .open").tap();
      await page.locator("dialog.opening textarea").fill(TEXT);
      await narrow();
      await page.locator("dialog.opening .read").tap();
      await eventually(() => page.locator(".wenmai-headline").textContent(), "鐘樓新城開園");
      assert.equal(await settled(page), null);
      await page.locator(".wenmai-mention[data-type=PERSON]").first().tap();
      const card = page.locator(".card:not([hidden])");
      await card.waitFor();
      const sheet = await card.boundingBox();
      assert.ok(sheet.x === 0 && sheet.width === 320 && Math.abs(sheet.y + sheet.height - 640) < 2, JSON.stringify(sheet));
      const word = await page.locator("[data-current]").first().boundingBox();
      assert.ok(word.y >= 0 && word.y + word.height <= sheet.y, "the sheet covers its word");
      for (const button of await card.locator("button:visible, a:visible, summary:visible").all()) {
        const { width, height } = await button.boundingBox();
        assert.ok(width >= 24 && height >= 24, `${await button.textContent()}: ${width} × ${height}`);
      }
      await narrow();
      await card.locator(".close").tap();
      await card.waitFor({ state: "hidden" });
      await page.locator("#tab-exports").tap();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator("[data-format=markdown]").tap(),
      ]);
      assert.match(await readFile(await download.path(), "utf8"), /鐘樓新城開園/);
      await narrow();
    },
  ));
