// Texts that take a while: a line tells how far it is, a button stops it, and nothing is lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./access.js";
import { eventually, settled, useBrowser, visit } from "./harness.js";
import { varied } from "./varied.js";

useBrowser();

const shown = (page) => page.locator(":is(wenmai-article, .wenmai-paragraphs) > :is(h2, p)").allTextContents();
const line = (page) => page.locator("wenmai-article .progress");

/** Gives the element a text; typing a long one into the page's field takes Chromium longer than
 *  reading it. */
const give = (page, text) =>
  page.evaluate((text) => void (document.querySelector("wenmai-article").text = text), text);
const read = async (page, text) => {
  await give(page, text);
  return settled(page);
};

/** Holds the answers for a file until told. */
function held(file) {
  let release;
  const released = new Promise((resolve) => (release = resolve));
  return {
    release,
    override: (_, path) => (path.endsWith(`/${file}`) ? released.then(() => undefined) : undefined),
  };
}

test("an engine that is long in coming: the line says so, and goes when it is there", async () => {
  const { override, release } = held("wenmai.pack");
  await visit({ override, wait: false }, async (page) => {
    await line(page).waitFor();
    const bar = line(page).locator("[role=progressbar]");
    assert.equal(await bar.getAttribute("aria-valuetext"), "載入");
    assert.equal(await bar.getAttribute("aria-valuenow"), null, "nobody knows how long");
    const before = await page.locator("wenmai-article > p").first().boundingBox();
    await accessible(page, "line");
    release();
    assert.equal(await settled(page), null);
    await line(page).waitFor({ state: "hidden" });
    const after = await page.locator("wenmai-article > p").first().boundingBox();
    assert.deepEqual([after.x, after.y, after.width], [before.x, before.y, before.width]);
  });
});

test("reading that was stopped leaves the text, and goes on where the reader wants", async () => {
  const { override, release } = held("wenmai.pack");
  await visit({ override, wait: false }, async (page) => {
    const text = await shown(page);
    await line(page).getByRole("button", { name: "取消" }).click();
    assert.equal(await settled(page), "cancelled");
    await line(page).getByRole("status").filter({ hasText: "文章照常可讀" }).waitFor({ state: "attached" });
    assert.deepEqual(await shown(page), text);
    assert.equal(await page.locator("wenmai-article .notice").isVisible(), false, "that is no failure");
    assert.ok(await page.evaluate(() => document.querySelector("wenmai-article").shadowRoot.activeElement?.matches(".progress button")));
    release();
    await page.keyboard.press("Enter");
    assert.equal(await settled(page), null);
    await line(page).waitFor({ state: "hidden" });
    assert.ok((await page.locator(".wenmai-mention").count()) > 20);
  });
});

test("an analysis can be stopped while it runs, and begun again", () =>
  visit({}, async (page) => {
    // The first tells how fast this machine is: the second knows how long it will take.
    assert.equal(await read(page, varied(20_000)), null);
    const text = varied(150_000);
    await give(page, text);
    const bar = line(page).locator("[role=progressbar]");
    await bar.and(page.locator("[aria-valuetext^=分析][aria-valuenow]")).waitFor();
    const [worker] = page.workers();
    await line(page).getByRole("button", { name: "取消" }).click();
    assert.equal(await settled(page), "cancelled");
    const paragraphs = text.split("\n").filter(Boolean);
    assert.deepEqual(await shown(page), paragraphs);
    assert.equal(await page.locator(".wenmai-mention").count(), 0);
    assert.equal(await page.evaluate(() => document.querySelector("wenmai-article").article), null);
    // Another text is read by another worker, at once.
    assert.equal(await read(page, "他在讀《紅樓夢》。"), null);
    await eventually(async () => page.workers().includes(worker), false);
    assert.equal(await page.locator(".wenmai-mention").count(), 1);
    assert.equal(await line(page).isVisible(), false);
  }));

test("the last of several texts is the one that is read", () =>
  visit({}, async (page) => {
    const mentions = await page.evaluate(async (texts) => {
      const element = document.querySelector("wenmai-article");
      for (const text of texts) {
        element.text = text;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      await element.ready;
      return [element.article.text, element.querySelectorAll(".wenmai-mention").length, element.article.mentions.length];
    }, [varied(60_000), varied(50_000, "又一篇。"), "他在讀《紅樓夢》。"]);
    assert.deepEqual(mentions, ["他在讀《紅樓夢》。", 1, 1]);
  }));

test("a long text is painted whole, in order, and every mark slices to its text", () =>
  visit({}, async (page) => {
    assert.equal(await read(page, varied(40_000, "😀𠮷")), null);
    const wrong = await page.evaluate(() => {
      const element = document.querySelector("wenmai-article");
      const { text, mentions } = element.article;
      const painted = new Map();
      for (const piece of element.querySelectorAll(".wenmai-mention")) {
        const { mention } = piece.dataset;
        painted.set(mention, (painted.get(mention) ?? "") + piece.textContent);
      }
      const order = [...painted.keys()].join() === mentions.map(({ id }) => id).join();
      return [order, mentions.filter(({ id, start, end }) => painted.get(id) !== text.slice(start, end))];
    });
    assert.deepEqual(wrong, [true, []]);
  }));

for (const [width, height] of [[1280, 900], [360, 740]]) {
  test(`a mention far away is brought into sight, its card beside it, ${width} pixels wide`, () =>
    visit({ context: { viewport: { width, height } } }, async (page) => {
      assert.equal(await read(page, varied(40_000)), null);
      // The place with most mentions, in the middle of the text, then at its end, then at its start.
      const ids = await page.evaluate(() => {
        const { entities } = document.querySelector("wenmai-article").article;
        const places = entities.filter(({ type }) => type === "PLACE");
        const { mentions } = places.toSorted((left, right) => right.mentions.length - left.mentions.length)[0];
        return [mentions[mentions.length >> 1], mentions.at(-1), mentions[0]];
      });
      for (const id of ids) {
        await page.evaluate((mention) => document.querySelector("wenmai-article").show({ mention }), id);
        const seen = () =>
          page.evaluate((id) => {
            const element = document.querySelector("wenmai-article");
            const word = element.querySelector(`[data-mention="${id}"]`)?.getBoundingClientRect();
            const card = element.shadowRoot.querySelector(".card").getBoundingClientRect();
            const inside = ({ top, bottom }) => top >= 0 && bottom <= innerHeight;
            if (!word) return "no word";
            const sentence = element.shadowRoot.querySelector(".card [aria-current=true]").getBoundingClientRect();
            const list = element.shadowRoot.querySelector(".card .sentences").getBoundingClientRect();
            return {
              word: inside(word),
              card: inside(card),
              apart: card.top >= word.bottom || card.bottom <= word.top,
              sentence: sentence.top >= list.top - 1 && sentence.top < list.bottom,
            };
          }, id);
        await eventually(seen, { word: true, card: true, apart: true, sentence: true });
        // It stays so once what is in sight has been laid out.
        await page.waitForTimeout(500);
        assert.deepEqual(await seen(), { word: true, card: true, apart: true, sentence: true });
      }
    }));
}
