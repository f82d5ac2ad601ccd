// What the reader put right is kept on this machine: by text, for all texts, and never lost.

import assert from "node:assert/strict";
import { test } from "node:test";

import { marksOf, settled, useBrowser, visit, eventually } from "./harness.js";

useBrowser();

const FIRST = "他在讀《史記》，《史記》很長。";
const OTHER = "另一篇文章說《漢書》和《史記》。";

const markup = (attributes, text = FIRST) => `<!doctype html><html lang="zh-Hant"><meta charset="utf-8">
  <title>host</title><link rel="icon" href="data:,">
  <body><wenmai-article ${attributes}><p>${text}</p></wenmai-article>
  <script type="module" src="define.js"></script></body></html>`;

const host = (attributes = 'panel="bottom" storage-key="trial"', more = {}) => ({
  path: "host.html",
  files: { "/host.html": markup(attributes), "/other.html": markup(attributes, OTHER), ...more },
});

const RETYPE = { action: "retype", type: "EVENT", target: { start: 3, end: 7, exact: "《史記》" } };
const DELETE = { action: "delete", target: { start: 8, end: 12, exact: "《史記》" } };
const WORD = { word: "很長", type: "TERM" };

const set = (page, values) =>
  page.evaluate((values) => void Object.assign(document.querySelector("wenmai-article"), values), values);
const kept = (page) =>
  page.evaluate(() => {
    const { corrections, lexicon } = document.querySelector("wenmai-article");
    return { corrections, lexicon };
  });
const read = async (page, text) => {
  await set(page, { text });
  assert.equal(await settled(page), null);
};
const databases = (page) =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));


test("corrections stay with their text, the lexicon with the reader", () =>
  visit(host(), async (page) => {
    await set(page, { corrections: [RETYPE, DELETE], lexicon: [WORD] });
    // Gone before anything that waits can be written.
    await page.reload();
    assert.equal(await settled(page), null);
    assert.deepEqual(await kept(page), { corrections: [RETYPE, DELETE], lexicon: [WORD] });
    const types = (await marksOf(page)).filter(({ text }) => text === "《史記》").map(({ type }) => type);
    assert.deepEqual(types, ["EVENT"]);
    assert.deepEqual(await databases(page), ["trial-corrections"]);
    // What was kept before is no change to be undone.
    assert.equal(await page.evaluate(() => document.querySelector("wenmai-article").undo()), false);

    // Another text has its own, and the first has them again.
    await read(page, OTHER);
    assert.deepEqual(await kept(page), { corrections: [], lexicon: [WORD] });
    const other = { action: "delete", target: { start: 6, end: 10, exact: "《漢書》" } };
    await set(page, { corrections: [other] });
    await read(page, FIRST);
    assert.deepEqual((await kept(page)).corrections, [RETYPE, DELETE]);
    await read(page, OTHER);
    assert.deepEqual((await kept(page)).corrections, [other]);
    // The same text in another page is the same text.
    await page.goto(new URL("other.html", page.url()).href);
    assert.equal(await settled(page), null);
    assert.deepEqual(await kept(page), { corrections: [other], lexicon: [WORD] });
    // What was emptied stays empty.
    await set(page, { corrections: [], lexicon: [] });
    await page.reload();
    assert.equal(await settled(page), null);
    assert.deepEqual(await kept(page), { corrections: [], lexicon: [] });
    await read(page, FIRST);
    assert.deepEqual((await kept(page)).corrections, [RETYPE, DELETE]);
  }));

test("repairs that are switched off stay so, text by text", () =>
  visit(host(), async (page) => {
    const damaged = "常州產(chǎn)業(yè)發(fā)展很快，企業(yè)很多。";
    const clean = () => page.evaluate(() => document.querySelector("wenmai-article").article.text);
    await read(page, damaged);
    assert.equal(await clean(), "常州產業發展很快，企業很多。");
    await page.locator("#tab-repairs").click();
    await page.locator(".repairs input").first().uncheck();
    await eventually(clean, damaged);
    await read(page, FIRST);
    assert.equal(await clean(), FIRST);
    await page.reload();
    assert.equal(await settled(page), null);
    await read(page, damaged);
    assert.equal(await clean(), damaged);
    await page.locator("#tab-repairs").click();
    await page.locator(".repairs input").first().check();
    await eventually(clean, "常州產業發展很快，企業很多。");
    await page.reload();
    assert.equal(await settled(page), null);
    await read(page, damaged);
    assert.equal(await clean(), "常州產業發展很快，企業很多。");
  }));

test("changes while a text is being read, or out of the document, are not lost either", () =>
  visit(host(), async (page) => {
    const events = await page.evaluate(
      async ([first, other, RETYPE, DELETE]) => {
        const element = document.querySelector("wenmai-article");
        const events = [];
        element.addEventListener("wenmai-change", ({ detail }) => events.push(detail.corrections.length));
        element.corrections = [DELETE];
        element.text = other;
        // For the new text, before it is read.
        element.corrections = [RETYPE];
        await element.ready;
        element.text = first;
        await element.ready;
        events.push("first", element.corrections.length);
        element.text = other;
        await element.ready;
        events.push("other", element.corrections.length);
        element.remove();
        element.corrections = [];
        document.body.append(element);
        await element.ready;
        return events;
      },
      [FIRST, OTHER, RETYPE, DELETE],
    );
    assert.deepEqual(events, [1, 1, 1, 1, "first", 1, 1, "other", 1, 0]);
    await page.goto(new URL("other.html", page.url()).href);
    assert.equal(await settled(page), null);
    assert.deepEqual((await kept(page)).corrections, []);
    await read(page, FIRST);
    assert.deepEqual((await kept(page)).corrections, [DELETE]);
  }));

test("other windows follow", () =>
  visit(host(), async (page) => {
    const second = await page.context().newPage();
    await second.goto(page.url());
    assert.equal(await settled(second), null);
    await set(page, { corrections: [RETYPE], lexicon: [WORD] });
    await eventually(() => kept(second), { corrections: [RETYPE], lexicon: [WORD] });
    await set(second, { corrections: [] });
    await eventually(() => kept(page), { corrections: [], lexicon: [WORD] });
    // What another window did can be undone here.
    await page.evaluate(() => document.querySelector("wenmai-article").undo());
    await eventually(() => kept(second), { corrections: [RETYPE], lexicon: [WORD] });
    await second.close();
  }));

test("without a key nothing is stored", () =>
  visit(host('panel="bottom"'), async (page, { requests }) => {
    await set(page, { corrections: [RETYPE], lexicon: [WORD] });
    assert.equal(await settled(page), null);
    await read(page, OTHER);
    assert.deepEqual((await kept(page)).corrections, [RETYPE]);
    assert.deepEqual(await databases(page), []);
    assert.ok(!requests.some((url) => url.endsWith("/store.js")));
    // A key that comes later keeps what there is.
    await page.evaluate(() => document.querySelector("wenmai-article").setAttribute("storage-key", "late"));
    assert.equal(await settled(page), null);
    assert.deepEqual(await kept(page), { corrections: [RETYPE], lexicon: [WORD] });
    await page.waitForTimeout(400);
    assert.deepEqual(await databases(page), ["late-corrections"]);
  }));

for (const [refusal, work] of Object.entries({
  "throws at once": () =>
    Object.defineProperty(globalThis, "indexedDB", {
      get() {
        throw new DOMException("no", "SecurityError");
      },
    }),
  "does not open": () => {
    IDBFactory.prototype.open = () => {
      const request = { error: new DOMException("no", "InvalidStateError") };
      setTimeout(() => request.onerror());
      return request;
    };
  },
  "is full": () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  },
})) {
  test(`where storage ${refusal}, everything lasts as long as the page, and a note says so`, () =>
    visit(host(), async (page) => {
      await page.addInitScript(work);
      await page.reload();
      assert.equal(await settled(page), null);
      await set(page, { corrections: [RETYPE], lexicon: [WORD] });
      assert.equal(await settled(page), null);
      await page.locator("#tab-corrections").click();
      const note = page.locator(".corrections .kept");
      await note.waitFor();
      assert.match(await note.textContent(), /不會保留/);
      await read(page, OTHER);
      assert.deepEqual(await kept(page), { corrections: [], lexicon: [WORD] });
      await read(page, FIRST);
      assert.deepEqual(await kept(page), { corrections: [RETYPE], lexicon: [WORD] });
    }));
}

test("where the page has no digest of its own, the engine's is used", () =>
  visit(host(), async (page) => {
    await set(page, { corrections: [RETYPE] });
    await page.addInitScript(() => Object.defineProperty(crypto, "subtle", { value: undefined }));
    await page.reload();
    assert.equal(await page.evaluate(() => crypto.subtle), undefined);
    assert.equal(await settled(page), null);
    assert.deepEqual((await kept(page)).corrections, [RETYPE]);
  }));

test("a kept list that cannot be read is put aside and told, and the text is read", () =>
  visit(host(), async (page) => {
    await set(page, { corrections: [RETYPE] });
    await page.waitForTimeout(500);
    const records = () =>
      page.evaluate(async () => {
        const settled = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
        const database = await settled(indexedDB.open("trial-corrections"));
        const found = {};
        const lists = () => database.transaction("lists").objectStore("lists");
        for (const key of await settled(lists().getAllKeys())) found[key] = await settled(lists().get(key));
        database.close();
        return found;
      });
    const [name] = Object.keys(await records());
    assert.match(name, /^[0-9a-f]{64}$/);
    const strange = [{ action: "transpose", target: RETYPE.target }];
    await page.evaluate(
      async ([name, strange]) => {
        const settled = (request) => new Promise((done) => (request.onsuccess = () => done(request.result)));
        const database = await settled(indexedDB.open("trial-corrections"));
        await settled(database.transaction("lists", "readwrite").objectStore("lists").put(strange, name));
        database.close();
      },
      [name, strange],
    );
    await page.reload();
    assert.equal(await settled(page), null);
    assert.deepEqual((await kept(page)).corrections, []);
    await eventually(async () => /更正的內容讀不懂/.test(await page.locator(".notice").textContent()), true);
    await set(page, { corrections: [DELETE] });
    await page.waitForTimeout(500);
    assert.deepEqual(await records(), { [name]: [DELETE], [`unread ${name}`]: strange });
  }));
