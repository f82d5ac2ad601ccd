// Texts that take a while: a line tells how far it is, a button stops it, and nothing is lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./access.js";
import { WRITTEN, eventually, scriptsBelow, settled, useBrowser, visit } from "./harness.js";
import { varied } from "./varied.js";

useBrowser();

const shown = (page) =>
  page.locator(":is(wenmai-article, .wenmai-paragraphs, .wenmai-stretch) > :is(h2, p)").allTextContents();
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

test("a text that begins while the words of the line are awaited for one that has ended has a line of its own", async () => {
  const { override: hold, release } = held("strings/progress.js");
  const written = scriptsBelow("/written/", WRITTEN);
  const override = async (...asked) => (await hold(...asked)) ?? written(...asked);
  await visit({ override, wait: false }, async (page) => {
    assert.equal(await settled(page), null);
    // Longer than the line waits before it asks for its words.
    const patience = 500;
    await page.evaluate(async (patience) => {
      const { Progress } = await import("/written/progress.js");
      globalThis.head = document.body.appendChild(document.createElement("div"));
      globalThis.progress = new Progress(head, {});
      globalThis.pass = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      progress.begin("engine", undefined, "zh-Hant");
      await pass(patience);
      progress.end();
      progress.begin("analyse", undefined, "zh-Hant");
    }, patience);
    release();
    const [stage, hidden] = await page.evaluate(async (patience) => {
      await pass(2 * patience);
      const stage = head.querySelector("[role=progressbar]").getAttribute("aria-valuetext");
      progress.end();
      // Another beat of a timer that was left would fail, and the console would say so.
      await pass(patience);
      return [stage, head.firstChild.hidden];
    }, patience);
    assert.deepEqual([stage, hidden], ["分析", true]);
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

test("a long text stands in stretches, which are laid out where they are looked at", () =>
  visit({}, async (page) => {
    const text = varied(60_000);
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync("wenmai-article p { margin: 1em 0 !important; }");
      const ask = window.getComputedStyle;
      globalThis.asked = 0;
      window.getComputedStyle = (...about) => ((globalThis.asked += 1), ask.apply(window, about));
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    });
    assert.equal(await read(page, text), null);
    const seen = await page.evaluate(() => {
      const stretches = [...document.querySelectorAll(".wenmai-stretch")];
      const heights = () => stretches.map(({ offsetHeight }) => offsetHeight);
      const estimated = heights();
      for (const { style } of stretches) style.contentVisibility = "visible";
      const sum = (list) => list.reduce((all, one) => all + one, 0);
      const paragraphs = [...document.querySelectorAll(".wenmai-stretch > p")];
      const gaps = paragraphs.slice(1).map((paragraph, index) => {
        const gap = paragraph.getBoundingClientRect().top - paragraphs[index].getBoundingClientRect().bottom;
        return Math.round(gap * 4) / 4;
      });
      return {
        asked: globalThis.asked,
        stretches: stretches.length,
        paragraphs: paragraphs.length,
        accuracy: sum(estimated) / sum(heights()),
        gaps: [...new Set(gaps)].length,
      };
    });
    // The painter asks for the style of one paragraph of a kind: each further one would be laid out.
    assert.ok(seen.asked < seen.stretches + 20, `${seen.asked} styles were asked for`);
    assert.ok(seen.stretches > 20 && seen.paragraphs > 5 * seen.stretches, JSON.stringify(seen));
    assert.ok(Math.abs(seen.accuracy - 1) < 0.1, `the heights are told to ${seen.accuracy}`);
    // A host's margins stay what they are where a stretch ends.
    assert.ok(seen.gaps <= 1, `${seen.gaps} different gaps`);
  }));

test("a long index comes frame by frame", () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("wenmai-article");
      const entries = () => shadowRoot.querySelectorAll(".panel .entities [data-entity]").length;
      globalThis.counts = [];
      const look = () => {
        globalThis.counts.push(entries());
        requestAnimationFrame(look);
      };
      look();
    });
    assert.equal(await read(page, varied(60_000)), null);
    const entities = await page.evaluate(() => document.querySelector("wenmai-article").article.entities.length);
    assert.ok(entities > 400, `only ${entities} entities`);
    const last = () => page.evaluate(() => globalThis.counts.at(-1));
    await eventually(last, entities);
    const steps = await page.evaluate(() => globalThis.counts.slice(1).map((one, at) => one - globalThis.counts[at]));
    assert.ok(Math.max(...steps) <= 80, `${Math.max(...steps)} entries came in a frame`);
  }));

test("a common name's card fills out of sight: nothing moves, nothing is missing, all in order", () =>
  visit({ context: { reducedMotion: "reduce" } }, async (page) => {
    assert.equal(await read(page, varied(90_000)), null);
    const { id, texts, near } = await page.evaluate(async () => {
      const element = document.querySelector("wenmai-article");
      const { entities, mentions, text } = element.article;
      const entity = entities.toSorted((left, right) => right.mentions.length - left.mentions.length)[0];
      const id = entity.mentions[entity.mentions.length >> 1];
      // Once to get there: the card moves with its word.
      element.show({ mention: id });
      await new Promise((resolve) => setTimeout(resolve, 800));
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
      element.show({ mention: id });
      globalThis.state = () => {
        const box = (selector) => element.shadowRoot.querySelector(selector).getBoundingClientRect().top;
        const lines = [...element.shadowRoot.querySelectorAll(".card .sentences li")];
        return {
          card: box(".card"),
          sentence: box(".card [aria-current=true]"),
          lines: lines.map(({ textContent }) => textContent),
          focus: element.shadowRoot.activeElement?.className.split(" ")[0],
        };
      };
      await new Promise(requestAnimationFrame);
      const near = globalThis.state();
      const own = mentions.filter(({ entity: one }) => one === entity.id);
      const around = ({ start, end }) => text.slice(Math.max(0, start - 1), end + 1).trim();
      return { id, texts: own.map(around), near };
    });
    assert.ok(texts.length > 80, `only ${texts.length} mentions`);
    assert.equal(near.lines.length, texts.length, "as many lines as sentences from the start");
    assert.ok(near.lines.some((line) => !line), "a part comes later");
    const filled = () => page.evaluate(() => globalThis.state().lines.every(Boolean));
    await eventually(filled, true);
    const all = await page.evaluate(() => globalThis.state());
    assert.ok(all.lines.every((line, at) => line.includes(texts[at])), "another order");
    assert.deepEqual([all.card, all.focus], [near.card, "card"]);
    assert.ok(Math.abs(all.sentence - near.sentence) < 1, `${near.sentence} became ${all.sentence}`);
    // The other marks of the name are filled, and none stays so.
    const count = (selector) => page.locator(selector).count();
    assert.equal(await page.locator("[data-current]").first().getAttribute("data-mention"), id);
    await eventually(() => count("[data-related][role=button]"), texts.length - 1);
    await page.keyboard.press("Escape");
    assert.equal(await count("[data-current], [data-related]"), 0);
    await page.evaluate((mention) => document.querySelector("wenmai-article").show({ mention }), id);
    await page.keyboard.press("Escape");
    await page.waitForTimeout(300);
    assert.equal(await count("[data-current], [data-related]"), 0);
  }));

test("n and p far down in a long text begin with what the window shows", () =>
  visit({}, async (page) => {
    assert.equal(await read(page, varied(60_000)), null);
    await page.evaluate(() => {
      document.activeElement?.blur();
      scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: "instant" });
    });
    await page.waitForTimeout(300);
    const place = () =>
      page.evaluate(() => {
        const marks = [...document.querySelectorAll(".wenmai-mention[role=button]")];
        return marks.indexOf(document.activeElement);
      });
    const [first, last] = await page.evaluate(() => {
      const marks = [...document.querySelectorAll(".wenmai-mention[role=button]")];
      const top = (mark) => mark.getBoundingClientRect().top;
      return [marks.findIndex((mark) => top(mark) >= 0), marks.findLastIndex((mark) => top(mark) <= innerHeight)];
    });
    await page.keyboard.press("n");
    assert.equal(await place(), first);
    await page.keyboard.press("n");
    assert.equal(await place(), first + 1);
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("p");
    assert.ok(Math.abs((await place()) - last) < 12, `${await place()} instead of ${last}`);
    await page.keyboard.press("End");
    assert.equal(await place(), (await page.locator(".wenmai-mention[role=button]").count()) - 1);
    await page.keyboard.press("Home");
    assert.equal(await place(), 0);
  }));
