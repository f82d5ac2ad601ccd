// Search in the article: the bar, the hits in the text, and the way from one to the next.

import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./access.js";
import { articleOf, settled, useBrowser, visit } from "./harness.js";
import { varied } from "./varied.js";

useBrowser();

const bar = (page) => page.locator("wenmai-article .search");
const read = async (page, text) => {
  await page.evaluate((text) => void (document.querySelector("wenmai-article").text = text), text);
  return settled(page);
};
const said = (page) => bar(page).getByRole("status");

/** What is marked as found, in order, and what is marked as the current one. */
const marked = (page) =>
  page.evaluate(() =>
    ["wenmai-found", "wenmai-found-current"].map((name) =>
      [...(CSS.highlights.get(name) ?? [])].map((range) => {
        const live = document.createRange();
        live.setStart(range.startContainer, range.startOffset);
        live.setEnd(range.endContainer, range.endOffset);
        return live.toString();
      }),
    ),
  );

/** Waits until the status says something. */
const says = async (page, text) => {
  await said(page).and(page.locator(`output:text-matches("${text}")`)).waitFor({ state: "attached", timeout: 20_000 });
};

test("what is typed is found and marked, in either script", () =>
  visit({}, async (page) => {
    const { text } = await articleOf(page);
    await page.evaluate(() => document.querySelector("wenmai-article").search());
    await page.keyboard.type("大数据");
    const count = text.split("大數據").length - 1;
    assert.ok(count > 5);
    await says(page, `^1／${count}$`);
    const [all, current] = await marked(page);
    assert.deepEqual([...new Set(all)], ["大數據"]);
    assert.equal(all.length, count);
    assert.deepEqual(current, ["大數據"]);
    // Nothing is in the text that was not there before.
    assert.equal(await page.evaluate(() => document.querySelectorAll("wenmai-article mark").length), 0);
  }));

test("Enter goes on, Shift+Enter goes back, Esc closes and gives the focus back", () =>
  visit({}, async (page) => {
    const first = page.locator(".wenmai-mention[tabindex='0']");
    await first.focus();
    await page.keyboard.press("/");
    await bar(page).waitFor();
    await page.keyboard.type("常州");
    await says(page, "^1／");
    const total = Number((await said(page).textContent()).split("／")[1]);
    await page.keyboard.press("Enter");
    await says(page, `^2／${total}$`);
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.press("Shift+Enter");
    await says(page, `^${total}／${total}$`);
    await bar(page).getByRole("button", { name: "下一處" }).click();
    await says(page, `^1／${total}$`);
    await page.keyboard.press("Escape");
    await bar(page).waitFor({ state: "hidden" });
    assert.deepEqual(await marked(page), [[], []]);
    assert.ok(await first.evaluate((node) => node === document.activeElement));
  }));

test("hits by their reading are said to be so", () =>
  visit({}, async (page) => {
    await page.evaluate(() => document.querySelector("wenmai-article").search("cz"));
    await says(page, "按拼音$");
    const [all] = await marked(page);
    assert.ok(all.includes("常州"), all.join());
  }));

test("nothing found is said, and an empty query says nothing", () =>
  visit({}, async (page) => {
    await page.evaluate(() => document.querySelector("wenmai-article").search("沒有這句話"));
    await says(page, "^沒有找到$");
    assert.deepEqual(await marked(page), [[], []]);
    await bar(page).locator("input").fill("");
    await says(page, "^$");
    await bar(page).locator("input").fill("😀");
    await says(page, "^沒有找到$");
  }));

test("stepping scrolls to the hit, which then stands below the bar", () =>
  visit({}, async (page) => {
    await read(page, varied(6000, "😀𠮷\r\n"));
    await page.evaluate(() => document.querySelector("wenmai-article").search("舊船"));
    await says(page, "^1／");
    for (let step = 0; step < 4; step += 1) await page.keyboard.press("Enter");
    await says(page, "^5／");
    await page.waitForTimeout(900);
    const { top, bottom, head } = await page.evaluate(() => {
      const [range] = CSS.highlights.get("wenmai-found-current");
      const live = document.createRange();
      live.setStart(range.startContainer, range.startOffset);
      live.setEnd(range.endContainer, range.endOffset);
      const { top, bottom } = live.getBoundingClientRect();
      const bar = document.querySelector("wenmai-article").shadowRoot.querySelector(".search");
      return { top, bottom, head: bar.getBoundingClientRect().bottom };
    });
    assert.ok(top >= head, "the bar covers the hit");
    assert.ok(bottom <= 900);
    assert.ok(head > 0, "the bar stays in the window");
  }));

test("hits stay marked when the types change and when the text is read again", () =>
  visit({}, async (page) => {
    await page.evaluate(() => document.querySelector("wenmai-article").search("陸志鵬"));
    await says(page, "^1／4$");
    for (const change of ["element.show({ types: ['ORG'] })", "element.corrections = []"]) {
      await page.evaluate(async (change) => {
        const element = document.querySelector("wenmai-article");
        new Function("element", change)(element);
        await element.ready;
      }, change);
      await page.waitForFunction(() => {
        const ranges = [...CSS.highlights.get("wenmai-found")];
        return ranges.length === 4 && ranges.every(({ startContainer }) => startContainer.isConnected);
      });
      assert.deepEqual((await marked(page))[0], Array(4).fill("陸志鵬"));
    }
  }));

test("the last of what is typed fast is what is shown", () =>
  visit({}, async (page) => {
    await read(page, varied(30_000));
    await page.evaluate(() => document.querySelector("wenmai-article").search());
    await page.keyboard.type("人民政府與", { delay: 5 });
    await says(page, "／");
    await page.waitForFunction(() => {
      const ranges = [...(CSS.highlights.get("wenmai-found") ?? [])];
      const total = document.querySelector("wenmai-article").shadowRoot.querySelector(".search output").value;
      return ranges.length > 0 && total.endsWith(`／${ranges.length}`);
    });
    assert.deepEqual([...new Set((await marked(page))[0])], ["人民政府與"]);
  }));

test("a removed element takes its marks with it", () =>
  visit({}, async (page) => {
    await page.evaluate(() => document.querySelector("wenmai-article").search("常州"));
    await says(page, "^1／");
    await page.evaluate(() => document.querySelector("wenmai-article").destroy());
    assert.deepEqual(await marked(page), [[], []]);
    assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
  }));

test("axe finds nothing in the bar; a phone has room for it", async () => {
  const context = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
  await visit({ context }, async (page) => {
    await page.evaluate(() => document.querySelector("wenmai-article").search("大數據"));
    await says(page, "^1／");
    await accessible(page, "bar");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    for (const button of await bar(page).getByRole("button").all()) {
      const { width, height } = await button.boundingBox();
      assert.ok(width >= 24 && height >= 24);
    }
  });
});
