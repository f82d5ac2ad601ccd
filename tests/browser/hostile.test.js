// `<wenmai-article>` in pages that make it hard: each ends readable, with a card that works, and with
// nothing on the console.

import assert from "node:assert/strict";
import { test } from "node:test";

import { marksOf, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'";
const TRUSTED = "require-trusted-types-for 'script'; trusted-types wenmai";

const CONTENT = `<h2>常州举行<em>科技</em>洽谈会😀</h2>
    <p class="lead">10月8日，常州市委书记<strong>陈金</strong>虎说，<a href="#there">《财富》</a>与《红<i>楼</i>梦》都有报道。</p>
    <p>项目总投资100亿元，<span class="own">位于常州</span>。</p>`;

/** A page with an article, its own style sheet and its own script, which runs first. */
const host = ({ head = "", base = "", style = "", script = "", content = CONTENT, attributes = "", ...more }) => ({
  path: "deep/host.html",
  files: {
    "/deep/host.html": `<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>host</title>
      <link rel="icon" href="data:,">${head}<link rel="stylesheet" href="/host.css">
      <script src="/host.js"></script><script type="module" src="/define.js"></script>${base}</head>
      <body><wenmai-article ${attributes}>${content}</wenmai-article></body></html>`,
  },
  override: (_, path) => {
    const own = { "/host.css": ["text/css", style], "/host.js": ["text/javascript", script] };
    if (own[path]) return { headers: { "content-type": own[path][0] }, body: own[path][1] };
    return more.answer?.(path);
  },
  ...more,
});

/** The text that the page had, and marks of the usual kinds in it, in its order. */
async function assertReadable(page, selector = "wenmai-article") {
  const text = await page.locator(selector).evaluate((node) => node.textContent);
  assert.equal(text, CONTENT.replace(/<[^>]*>/g, ""));
  const marks = await marksOf(page, selector);
  const shown = (type) => marks.filter((mark) => mark.type === type).map(({ text }) => text);
  assert.deepEqual(shown("PERSON"), ["陈金", "虎"]);
  assert.deepEqual(shown("WORK"), ["《财富》", "《红", "楼", "梦》"]);
}

/** The card opens by a click and by the keyboard, as itself, beside its word, and closes again. */
async function assertCard(page, selector = "wenmai-article") {
  const mark = page.locator(`${selector} .wenmai-mention[data-type=PERSON]`).first();
  const card = page.locator(`${selector} .card`);
  await mark.click();
  assert.equal(await card.isVisible(), true, "by a click");
  assert.equal(await card.locator(".name").textContent(), "陈金虎");
  const style = await card.evaluate((node) => {
    const { position, fontSize, color, textTransform, letterSpacing, textIndent, writingMode, animationName } =
      getComputedStyle(node);
    const { left, top, right, bottom } = node.getBoundingClientRect();
    const inside = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    return { position, fontSize, color, textTransform, letterSpacing, textIndent, writingMode, animationName, inside };
  });
  assert.deepEqual(style, {
    position: "fixed",
    fontSize: "14px",
    color: "rgb(34, 33, 31)",
    textTransform: "none",
    letterSpacing: "normal",
    textIndent: "0px",
    writingMode: "horizontal-tb",
    animationName: "appear",
    inside: true,
  });
  await card.locator(".close").click();
  assert.equal(await card.isVisible(), false);
  await mark.focus();
  await page.keyboard.press("Enter");
  assert.equal(await card.isVisible(), true, "by the keyboard");
  await page.keyboard.press("Escape");
  assert.equal(await card.isVisible(), false);
}

test("style sheets that take everything back, and set everything anew", () =>
  visit(
    host({
      attributes: 'panel="side"',
      style: `* { all: unset !important; animation: spin 3s infinite !important }
        @keyframes spin { to { opacity: 0.5 } }
        span { display: block !important; color: red !important; float: left !important }
        ::selection { background: black; color: black }
        html body { display: block !important; font: 40px/3 fantasy !important; color: rgb(1, 2, 3) !important;
          text-transform: uppercase !important; letter-spacing: 9px !important; text-indent: 90px !important;
          white-space: pre !important; text-shadow: 0 0 9px red !important; writing-mode: horizontal-tb !important;
          word-spacing: 50px !important; user-select: none !important }
        head, title, script { display: none !important }`,
    }),
    async (page) => {
      await assertReadable(page);
      const pieces = await page.$$eval(".wenmai-mention", (nodes) =>
        nodes.map((node) => [getComputedStyle(node).display, getComputedStyle(node).float].join(" ")),
      );
      assert.deepEqual([...new Set(pieces)], ["inline none"], "pieces run on in their line");
      assert.equal(await page.locator(".own").evaluate((node) => getComputedStyle(node).display), "block", "the host's own is the host's");
      await assertCard(page);
      const panel = await page.locator(".panel").evaluate((node) => {
        const { display, fontSize, textShadow, whiteSpace } = getComputedStyle(node);
        return { display, fontSize, textShadow, whiteSpace };
      });
      assert.deepEqual(panel, { display: "block", fontSize: "14px", textShadow: "none", whiteSpace: "normal" });
      await page.locator(".panel [role=tab]").nth(1).click();
      assert.equal(await page.locator(".panel [role=tab]").nth(1).getAttribute("aria-selected"), "true");
    },
  ));

test("handlers that stop clicks, and a base elsewhere", () =>
  visit(
    host({
      base: '<base href="http://elsewhere.invalid/path/">',
      script: `for (const name of ["click", "keydown", "pointerdown"]) {
          document.addEventListener(name, (event) => event.stopPropagation());
          addEventListener("DOMContentLoaded", () => {
            for (const node of document.querySelectorAll("p, strong, body")) {
              node.addEventListener(name, (event) => event.stopImmediatePropagation());
            }
          });
        }`,
      attributes: 'ruby="all"',
    }),
    async (page, { url, requests }) => {
      await assertReadable(page);
      assert.ok((await page.locator(".wenmai-reading").count()) > 10);
      await assertCard(page);
      for (const request of requests) assert.ok(request.startsWith(url) || request.startsWith("data:,"), request);
    },
  ));

test("a strict policy with Trusted Types", () =>
  visit(
    host({
      head: `<meta http-equiv="Content-Security-Policy" content="${POLICY}; ${TRUSTED}">`,
      answer: (path) =>
        path === "/deep/story.html"
          ? { headers: { "content-type": "text/html; charset=utf-8" }, body: "<article><p>他在讀《紅樓夢》。</p></article>" }
          : undefined,
    }),
    async (page, { said }) => {
      await assertReadable(page);
      await assertCard(page);
      assert.equal(page.workers().length, 1, "it reads in a worker");
      const saved = await page.evaluate(() => document.querySelector("wenmai-article").export("html"));
      assert.ok(saved.includes("陈金"));
      await page.evaluate(() => document.querySelector("wenmai-article").search("陈"));
      await page.evaluate(() => document.querySelector("wenmai-article").help());
      await page.keyboard.press("Escape");
      await page.evaluate(() => document.querySelector("wenmai-article").setAttribute("src", "story.html"));
      assert.equal(await settled(page), null);
      assert.deepEqual((await marksOf(page)).map(({ text }) => text), ["《紅樓夢》"]);
      assert.deepEqual(said, []);
    },
  ));

test("prototypes that others have added to and frozen", () =>
  visit(
    host({
      script: `Object.prototype.extra = Array.prototype.each = String.prototype.each = function () {};
        Element.prototype.closestOf = Node.prototype.observe = function () {};
        for (const one of [Object, Array, String, Function, Error, Promise, Map, Set, Event, Node, Element, HTMLElement]) {
          Object.freeze(one.prototype);
        }`,
      attributes: 'panel="bottom"',
    }),
    async (page) => {
      await assertReadable(page);
      await assertCard(page);
      const code = await page.evaluate(() => document.querySelector("wenmai-article").import("{").catch(({ code }) => code));
      assert.equal(code, "corrections-malformed");
      await page.evaluate(() => (document.querySelector("wenmai-article").lexicon = [{ word: "报道", type: "EVENT" }]));
      assert.equal(await settled(page), null);
      assert.ok((await marksOf(page)).some(({ text, type }) => text === "报道" && type === "EVENT"));
    },
  ));

test("another library that has the name", () =>
  visit(
    {
      ...host({
        script: `customElements.define("wenmai-article", class extends HTMLElement { get theirs() { return true; } });`,
      }),
      wait: false,
    },
    async (page) => {
      const kept = await page.evaluate(async (content) => {
        const { WenmaiArticle } = await import("/define.js");
        const other = document.querySelector("wenmai-article");
        WenmaiArticle.define("news-article");
        const element = document.createElement("news-article");
        element.innerHTML = content;
        document.body.append(element);
        await element.ready;
        return other.theirs && !(other instanceof WenmaiArticle) && other.innerHTML === content;
      }, CONTENT);
      assert.equal(kept, true);
      await assertReadable(page, "news-article");
      await assertCard(page, "news-article");
    },
  ));
