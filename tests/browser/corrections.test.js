// What a reader puts right, through the element: applied, kept, announced, explained.

import assert from "node:assert/strict";
import { test } from "node:test";

import { articleOf, marksOf, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const TEXT = "<p>😀𠮷野家讀者在讀《紅樓夢》。</p><p>他說，《水滸傳》與《紅樓夢》都好。</p>";

const host = (content = TEXT, attributes = "") => ({
  path: "host.html",
  files: {
    "/host.html": `<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>host</title>
      <link rel="icon" href="data:,">
      <body><wenmai-article ${attributes}>${content}</wenmai-article>
      <script type="module" src="define.js"></script></body></html>`,
  },
});

/** A place of the article's text as corrections name it. */
function target(article, exact, nth = 0) {
  let start = article.text.indexOf(exact);
  for (let count = 0; count < nth; count += 1) start = article.text.indexOf(exact, start + 1);
  assert.ok(start >= 0, `${exact} does not stand in ${article.text}`);
  const end = start + exact.length;
  return {
    start,
    end,
    exact,
    prefix: article.text.slice(Math.max(0, start - 32), start),
    suffix: article.text.slice(end, end + 32),
  };
}

/** Sets the element's corrections and waits for the article. */
async function correct(page, corrections) {
  await page.evaluate((corrections) => {
    document.querySelector("wenmai-article").corrections = corrections;
  }, corrections);
  assert.equal(await settled(page), null);
  return articleOf(page);
}

const fileOf = (corrections) => ({ schema: "wenmai-corrections/1", offsetUnit: "utf-16", corrections });
const typesOf = async (page, text) =>
  (await marksOf(page)).filter((mark) => mark.text === text).map(({ type }) => type);

test("corrections are painted, and undone by leaving them out", () =>
  visit(host(), async (page) => {
    const before = await articleOf(page);
    const file = await page.evaluate(() => document.querySelector("wenmai-article").export());
    const corrections = [
      { action: "retype", type: "EVENT", target: target(before, "《紅樓夢》", 1) },
      { action: "delete", target: target(before, "《水滸傳》") },
      { action: "add", type: "ORG", subtype: "COM", target: target(before, "𠮷野家") },
    ];
    const after = await correct(page, corrections);
    assert.deepEqual(await typesOf(page, "《紅樓夢》"), ["WORK", "EVENT"]);
    assert.deepEqual(await typesOf(page, "《水滸傳》"), []);
    assert.deepEqual(await typesOf(page, "𠮷野家"), ["ORG"]);
    assert.deepEqual(after.unplaced, []);
    for (const { start, end, text } of after.mentions) assert.equal(after.text.slice(start, end), text);
    await page.locator(".wenmai-mention", { hasText: "𠮷野家" }).click();
    assert.match(await page.locator(".card").textContent(), /讀者更正/);

    assert.deepEqual(await correct(page, []), before);
    assert.equal(await page.locator(".card").isVisible(), false);
    assert.equal(await page.evaluate(() => document.querySelector("wenmai-article").export()), file);
  }));

test("the list is a copy, and every change of it is announced", () =>
  visit(host(), async (page) => {
    const article = await articleOf(page);
    const correction = { action: "split", target: target(article, "《紅樓夢》") };
    const [seen, kept] = await page.evaluate(async (correction) => {
      const element = document.querySelector("wenmai-article");
      const seen = [];
      document.addEventListener("wenmai-change", ({ detail }) => seen.push(detail.corrections.length));
      const list = [correction];
      element.corrections = list;
      list.length = 0;
      element.corrections.length = 0;
      const kept = element.corrections;
      await element.ready;
      element.corrections = [];
      await element.ready;
      return [seen, kept];
    }, correction);
    assert.deepEqual(seen, [1, 0]);
    assert.deepEqual(kept, [correction]);
  }));

test("corrections stay when the content changes; what has no place is told and kept", () =>
  visit(host(), async (page) => {
    const article = await articleOf(page);
    const corrections = [
      { action: "retype", type: "EVENT", target: target(article, "《紅樓夢》") },
      { action: "delete", target: target(article, "《水滸傳》") },
    ];
    await correct(page, corrections);
    // Text before.
    await page.evaluate(() => {
      const element = document.querySelector("wenmai-article");
      element.text = `😀新的一段，寫在前面。\n${element.article.text}`;
    });
    assert.equal(await settled(page), null);
    assert.deepEqual(await typesOf(page, "《紅樓夢》"), ["EVENT", "WORK"]);
    assert.deepEqual(await typesOf(page, "《水滸傳》"), []);
    // Another text altogether, and the first again.
    const read = async (text) => {
      await page.evaluate((text) => (document.querySelector("wenmai-article").text = text), text);
      assert.equal(await settled(page), null);
      return articleOf(page);
    };
    const other = await read("另一篇文章，寫的是《史記》，沒有別的。");
    assert.deepEqual(other.unplaced, [
      { index: 0, reason: "quote-missing", correction: corrections[0] },
      { index: 1, reason: "quote-missing", correction: corrections[1] },
    ]);
    assert.deepEqual(
      await page.evaluate(() => document.querySelector("wenmai-article").corrections),
      corrections,
    );
    assert.deepEqual((await read(article.text)).unplaced, []);
    assert.deepEqual(await typesOf(page, "《紅樓夢》"), ["EVENT", "WORK"]);
    // Nor does giving the content back lose them.
    await page.evaluate(() => document.querySelector("wenmai-article").destroy());
    await page.evaluate(() => document.querySelector("wenmai-article").analyse());
    assert.deepEqual(await typesOf(page, "《紅樓夢》"), ["EVENT", "WORK"]);
  }));

test("a file is imported as an object or as JSON, and not twice", () =>
  visit(host(), async (page) => {
    const article = await articleOf(page);
    const merge = {
      action: "merge",
      target: target(article, "《水滸傳》"),
      with: target(article, "《紅樓夢》"),
    };
    const bytes = (text) => Buffer.byteLength(text);
    const { start, exact } = target(article, "𠮷野家");
    const first = bytes(article.text.slice(0, start));
    const add = { action: "add", type: "ORG", target: { start: first, end: first + bytes(exact), exact } };
    const lengths = await page.evaluate(
      async ([merge, add]) => {
        const element = document.querySelector("wenmai-article");
        const lengths = [];
        for (const data of [merge, JSON.stringify(merge), add]) {
          await element.import(data);
          await element.ready;
          lengths.push(element.corrections.length);
        }
        return lengths;
      },
      [fileOf([merge]), { ...fileOf([add]), offsetUnit: "byte" }],
    );
    assert.deepEqual(lengths, [1, 1, 2]);
    const after = await articleOf(page);
    assert.deepEqual(after.unplaced, []);
    assert.deepEqual(await typesOf(page, "𠮷野家"), ["ORG"]);
    const works = after.entities.filter(({ type }) => type === "WORK");
    assert.deepEqual(works.map(({ mentions }) => mentions.length), [3]);
  }));

test("what cannot be read is explained, and changes nothing", () =>
  visit(host(TEXT, 'ui-lang="en"'), async (page) => {
    const before = await articleOf(page);
    const codes = await page.evaluate(async () => {
      const element = document.querySelector("wenmai-article");
      const codes = [];
      element.addEventListener("wenmai-error", ({ detail }) => codes.push(`told ${detail.code}`));
      const target = { start: 0, end: 1, exact: "x" };
      for (const data of [
        "{",
        null,
        { schema: "wenmai/1" },
        { schema: "wenmai-corrections/2" },
        { schema: "wenmai-corrections/1", corrections: [{ action: "rename", target }] },
      ]) {
        await element.import(data).then(
          () => codes.push("imported"),
          ({ code }) => codes.push(code),
        );
      }
      try {
        element.corrections = "delete";
      } catch ({ code }) {
        codes.push(`thrown ${code}`);
      }
      codes.push(element.corrections.length);
      return codes;
    });
    const malformed = ["told corrections-malformed", "corrections-malformed"];
    assert.deepEqual(codes, [
      ...malformed,
      ...malformed,
      ...malformed,
      "told corrections-version",
      "corrections-version",
      ...malformed,
      "thrown corrections-malformed",
      0,
    ]);
    assert.match(await page.locator(".notice").textContent(), /corrections cannot be read/);
    assert.deepEqual(await articleOf(page), before);
    // A list that the core cannot read is kept, and said to be the cause.
    await page.evaluate(() => {
      document.querySelector("wenmai-article").corrections = [{ action: "delete" }];
    });
    assert.equal(await settled(page), "corrections-malformed");
    assert.equal(await page.evaluate(() => document.querySelector("wenmai-article").corrections.length), 1);
    assert.equal((await correct(page, [])).mentions.length, before.mentions.length);
    assert.equal(await page.locator(".notice").isVisible(), false);
  }));

test("corrections that were set before the element was defined count", () =>
  visit(
    {
      path: "bare.html",
      files: { "/bare.html": "<!doctype html><link rel=icon href=data:,><meta charset=utf-8>" },
      wait: false,
    },
    async (page) => {
      const types = await page.evaluate(async () => {
        const element = document.createElement("wenmai-article");
        element.innerHTML = "<p>他在讀《史記》。</p>";
        element.corrections = [
          { action: "retype", type: "EVENT", target: { start: 3, end: 7, exact: "《史記》" } },
        ];
        document.body.append(element);
        await import("./define.js");
        await element.ready;
        const types = [element.article.mentions.map(({ type }) => type)];
        // Changed while it is out of the document: read when it is back.
        element.remove();
        element.corrections = [];
        await new Promise((done) => setTimeout(done, 50));
        document.body.append(element);
        await element.ready;
        types.push(element.article.mentions.map(({ type }) => type));
        return types;
      });
      assert.deepEqual(types, [["EVENT"], ["WORK"]]);
    },
  ));
