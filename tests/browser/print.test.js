// An article on paper: marks by line, paragraphs numbered, the index at the end.

import assert from "node:assert/strict";
import { test } from "node:test";

import { eventually, paste, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const OWN = [
  "臺北市長赴常州",
  "臺北市市長李小明😀10月8日在常州會見𠮷野家公司董事長陳大文。",
  "陳大文說，常州是公司在江蘇的第一站。",
  "\u3000\u3000李小明10月9日返回臺北市。cafe\u0301",
].join("\r\n");

/** The index as it is printed: {type: {name: places}}. */
const appendix = (page) =>
  page.$eval("wenmai-article", (element) => {
    const found = {};
    for (const section of element.shadowRoot.querySelectorAll(".wenmai-appendix section")) {
      const entries = [...section.querySelectorAll("li")].map((entry) => [
        entry.querySelector(".name").textContent,
        entry.querySelector(".places").textContent,
      ]);
      found[section.dataset.type] = Object.fromEntries(entries);
    }
    return found;
  });

/** Waits until what print needs is there. */
const prepared = (page) =>
  page.waitForFunction(() =>
    document.querySelector("wenmai-article").shadowRoot.adoptedStyleSheets.some((sheet) =>
      [...sheet.cssRules].some(({ selectorText }) => selectorText === ".wenmai-appendix"),
    ),
  );

test("print keeps text and lines, numbers the paragraphs and ends with the index", async () => {
  await visit({}, async (page) => {
    await paste(page, OWN);
    await prepared(page);
    await page.locator(".wenmai-mention[data-type=PERSON]").first().click();
    await page.emulateMedia({ media: "print" });
    const article = await page.$eval("wenmai-article", ({ article }) => article);
    const index = await appendix(page);
    // Every entity under its type, in order of first mention, and where it stands.
    const places = ({ id }) => {
      const lines = article.mentions
        .filter(({ entity }) => entity === id)
        .map(({ start }) => article.text.slice(0, start).split("\n").length - 1);
      return [...new Set(lines)].map((line) => line || "標題").join("、");
    };
    for (const [type, entries] of Object.entries(index)) {
      const own = article.entities.filter((entity) => entity.type === type);
      assert.deepEqual(entries, Object.fromEntries(own.map((entity) => [entity.name, places(entity)])));
      const first = ({ mentions: [id] }) => article.mentions.findIndex((mention) => mention.id === id);
      const ordered = own.toSorted((left, right) => first(left) - first(right));
      assert.deepEqual(Object.keys(entries), ordered.map(({ name }) => name));
    }
    const types = new Set(article.entities.map(({ type }) => type));
    assert.deepEqual(new Set(Object.keys(index)), types);
    assert.equal(index.PERSON["李小明"], "1、3");
    assert.equal(index.PLACE["常州"], "標題、1、2");

    const paper = await page.evaluate(() => {
      const element = document.querySelector("wenmai-article");
      const visible = (node) => node.checkVisibility();
      const { shadowRoot } = element;
      const numbers = [...element.querySelectorAll("p, h2")].map((node) => [
        node.localName,
        getComputedStyle(node, "::before").content,
      ]);
      const person = element.querySelector("[data-type=PERSON]");
      const { textDecorationLine, textDecorationStyle } = getComputedStyle(person);
      return {
        gone: [".panel", ".card"].map((name) => visible(shadowRoot.querySelector(name))),
        tools: visible(document.querySelector(".tools")),
        there: visible(shadowRoot.querySelector(".wenmai-appendix")),
        line: [textDecorationLine, textDecorationStyle],
        time: getComputedStyle(element.querySelector("[data-type=TIME]")).printColorAdjust,
        numbers,
      };
    });
    assert.deepEqual(paper, {
      gone: [false, false],
      tools: false,
      there: true,
      line: ["underline", "solid"],
      time: "exact",
      numbers: [["h2", "none"], ...Array(3).fill(["p", "counter(wenmai-paragraph)"])],
    });

    // Types that are not marked are not in the index; the language is the reader's.
    await page.$eval("wenmai-article", (element) => element.setAttribute("types", "person"));
    await page.emulateMedia({ media: "screen" });
    await eventually(() => appendix(page), {});
    await page.emulateMedia({ media: "print" });
    await eventually(async () => Object.keys(await appendix(page)), ["PERSON"]);
  });
});

test("the printed file has the index and the pages' numbers; nothing of it stays", async () => {
  await visit({}, async (page) => {
    await prepared(page);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const whole = pdf.toString("latin1");
    // A4, in points; one page for the article and at least one for the index.
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(whole);
    assert.deepEqual([Math.round(width), Math.round(height)], [595, 842]);
    const withIndex = whole.match(/\/Type\s*\/Page\b/g).length;
    assert.deepEqual(await appendix(page), {});
    // Without a panel there is no index and no number.
    await page.$eval("wenmai-article", (element) => element.setAttribute("panel", "none"));
    const without = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    assert.equal(without.match(/\/Type\s*\/Page\b/g).length, withIndex - 1);
    await page.emulateMedia({ media: "print" });
    const content = await page.$eval("wenmai-article p", (node) => getComputedStyle(node, "::before").content);
    assert.equal(content, "none");
  });
});

test("an element that is taken away prints nothing any more", async () => {
  await visit({}, async (page) => {
    await prepared(page);
    const left = await page.evaluate(async () => {
      const element = document.querySelector("wenmai-article");
      const before = document.adoptedStyleSheets.length;
      element.destroy();
      await new Promise((done) => setTimeout(done));
      dispatchEvent(new Event("beforeprint"));
      const { shadowRoot } = element;
      return {
        let: before - document.adoptedStyleSheets.length,
        inside: shadowRoot.adoptedStyleSheets.length,
        appendix: shadowRoot.querySelectorAll(".wenmai-appendix").length,
      };
    });
    // The layout alone stays: it is the element's own from the start.
    assert.deepEqual(left, { let: 1, inside: 1, appendix: 0 });
  });
});
