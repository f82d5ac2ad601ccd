// How the reader sets the page, and what helps with reading: readings, the other script, words.

import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./access.js";
import { articleOf, paste, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const TEXT =
  "重慶市長陳小明昨日到長江邊的銀行了解會計工作，還把書歸還了😀𠮷野家。\r\n他說，頭髮與發展都要照看，e\u0301也一樣。";

/** Chooses a setting in the page's dialog, which stays open. */
async function choose(page, name, value) {
  if (!(await page.locator("dialog.settings").count())) await page.locator(".tools .set").click();
  await page.locator(`dialog.settings .${name} input[value="${value}"]`).check();
}

/** Waits until the article shows what `find` looks for. */
const shows = (page, selector) => page.locator(selector).first().waitFor({ state: "attached" });

/** The text that shows, without what is put around it. */
const shown = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll(".wenmai-paragraphs > *")].map((block) => block.textContent).join("\n"),
  );

/** Character and reading of everything that has one. */
const readings = (page) =>
  page.$$eval("wenmai-article .wenmai-reading", (marks) =>
    marks.map(({ dataset, textContent }) => [textContent, dataset.reading]),
  );

test("readings stand over the text, by word, and are no part of it", () =>
  visit({}, async (page) => {
    assert.equal(await paste(page, TEXT), null);
    const before = await shown(page);
    await choose(page, "ruby", "all");
    await shows(page, ".wenmai-reading");
    assert.equal(await shown(page), before);
    const found = await readings(page);
    const of = (word) => {
      const at = found.map(([character]) => character).join("").indexOf(word);
      return found.slice(at, at + word.length).map(([, reading]) => reading).join(" ");
    };
    assert.equal(of("重慶"), "chóng qìng");
    assert.equal(of("市長"), "shì zhǎng");
    assert.equal(of("長江"), "cháng jiāng");
    assert.equal(of("銀行"), "yín háng");
    assert.equal(of("會計"), "kuài jì");
    assert.equal(of("歸還"), "guī huán");
    for (const [character] of found) assert.equal([...character].length, 1);

    await choose(page, "reading", "zhuyin");
    await shows(page, '.wenmai-reading[data-reading="ㄔㄨㄥˊ"]');
    assert.equal(await shown(page), before);

    // Rarer words only, then fewer of them, then none.
    await choose(page, "ruby", "unknown");
    await page.waitForFunction(
      (all) => document.querySelectorAll(".wenmai-reading").length < all,
      found.length,
    );
    const some = (await readings(page)).length;
    await choose(page, "level", "4");
    await page.waitForFunction(
      (some) => document.querySelectorAll(".wenmai-reading").length < some,
      some,
    );
    await choose(page, "ruby", "off");
    await page.waitForFunction(() => !document.querySelector(".wenmai-reading"));
    assert.equal(await shown(page), before);
  }));

test("the other script is shown, unit for unit, and the text is as it was", () =>
  visit({}, async (page) => {
    assert.equal(await paste(page, TEXT), null);
    const before = await shown(page);
    const { text } = await articleOf(page);
    await choose(page, "script", "hans");
    await page.waitForFunction(() => document.querySelector(".wenmai-paragraphs").textContent.includes("头发"));
    const simplified = await shown(page);
    assert.equal(simplified.length, before.length);
    assert.ok(simplified.includes("头发与发展") && simplified.includes("😀𠮷野家"), simplified);
    assert.equal((await articleOf(page)).text, text);
    // Said to be converted, where it is chosen.
    assert.match(await page.locator(".settings .script .note").textContent(), /程式轉換/);
    await choose(page, "script", "original");
    await page.waitForFunction(() => document.querySelector(".wenmai-paragraphs").textContent.includes("頭髮"));
    assert.equal(await shown(page), before);

    await page.keyboard.press("Escape");
    assert.equal(await paste(page, "他在以后的头发里面找到了干净的面条，为此发展。"), null);
    await choose(page, "script", "hant");
    await page.waitForFunction(() => document.querySelector(".wenmai-paragraphs").textContent.includes("頭髮"));
    assert.equal(await shown(page), "他在以後的頭髮裡面找到了乾淨的麵條，為此發展。");
  }));

test("a tap on a word shows how it is read, and on request what it means", () =>
  visit({}, async (page) => {
    assert.equal(await paste(page, TEXT), null);
    await choose(page, "words", "on");
    await page.keyboard.press("Escape");
    const place = await page.evaluate(() => {
      const walk = document.createTreeWalker(document.querySelector(".wenmai-paragraphs"), NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.data.indexOf("會計");
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 2);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { x: left + width / 4, y: top + height / 2, bottom: top + height };
      }
      return null;
    });
    await page.mouse.click(place.x, place.y);
    const card = page.locator(".card.word");
    await card.waitFor();
    assert.equal(await card.locator(".name").textContent(), "會計");
    assert.equal(await card.locator(".reading").textContent(), "kuài jì");
    assert.ok((await card.locator(".band").textContent()).length > 3);
    assert.ok((await card.boundingBox()).y >= place.bottom, "the card covers its word");
    await card.locator(".define").click();
    await card.locator(".senses li").first().waitFor();
    assert.match(await card.locator(".senses").first().textContent(), /account/);
    assert.match(await card.textContent(), /CC-CEDICT/);
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden" });
  }));

test("settings hold over a reload, and leave nothing where all is as usual", () =>
  visit({}, async (page) => {
    await choose(page, "theme", "sepia");
    await choose(page, "size", "5");
    await choose(page, "direction", "vertical");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("dialog.settings").count(), 0);
    await page.reload();
    assert.equal(await settled(page), null);
    const { theme, size, direction, mode } = await page.evaluate(() => ({
      ...document.documentElement.dataset,
      mode: getComputedStyle(document.querySelector("wenmai-article p")).writingMode,
    }));
    assert.deepEqual([theme, size, direction, mode], ["sepia", "5", "vertical", "vertical-rl"]);
    for (const [name, value] of [["theme", "auto"], ["size", "3"], ["direction", "horizontal"]]) {
      await choose(page, name, value);
    }
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    assert.deepEqual(await page.evaluate(() => ({ ...document.documentElement.dataset })), {});
  }));

test("axe finds nothing in the dialog, with readings on, on any paper", () =>
  visit({ context: { viewport: { width: 320, height: 720 } } }, async (page) => {
    await choose(page, "ruby", "all");
    await shows(page, ".wenmai-reading");
    for (const theme of ["light", "sepia", "dark"]) {
      await choose(page, "theme", theme);
      await accessible(page, theme);
    }
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 320, `the page is ${width} pixels wide`);
    for (const label of await page.locator(".settings label:visible").all()) {
      const box = await label.boundingBox();
      assert.ok(box.height >= 24 && box.width >= 24, JSON.stringify(box));
    }
    await page.keyboard.press("Escape");
    await accessible(page, "readings");
  }));
