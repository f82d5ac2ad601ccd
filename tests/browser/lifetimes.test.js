// `<wenmai-article>` as pages treat elements: put in, taken out, moved, put back, also in another
// document; and its interface as the manifest of custom elements states it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { SITE, eventually, marksOf, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const CONTENT = `
    <h2>常州举行<em>科技</em>洽谈会😀</h2>
    <p>10月8日，常州市委书记<strong>陈金</strong>虎说，<a href="#there">《财富》</a>与《红<i>楼</i>梦》有报道。<img alt="图" src="data:,"></p>
    <table><tbody><tr><th>地点</th><td>常州市钟楼区</td></tr></tbody></table>
    <p>2021中國常州科技經(jīng)貿(mào)洽談會(huì)將于10月9日開幕。𠮷 cafe\u0301</p>`;
const host = (attributes = "") => ({
  path: "host.html",
  files: {
    "/host.html": `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>host</title>
      <link rel="icon" href="data:,"><body><wenmai-article ${attributes}>${CONTENT}</wenmai-article>
      <div id="box"></div><script type="module" src="define.js"></script></body></html>`,
  },
});
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const html = (page) => page.evaluate(() => window.element.innerHTML);

test("taken out, put back, moved, into a shadow root, given up", () =>
  visit(host(), async (page, { requests }) => {
    const marks = await marksOf(page);
    assert.ok(marks.length > 6);
    await page.evaluate(() => {
      window.element = document.querySelector("wenmai-article");
      window.first = element.article;
      element.remove();
    });
    // A short absence is a move: the marks stay, and nothing is read again.
    await pause(300);
    await page.evaluate(() => document.querySelector("#box").append(element));
    assert.deepEqual(await marksOf(page), marks);
    assert.equal(await page.evaluate(() => element.article === first), true);
    await page.locator(".wenmai-mention[data-type=PERSON]").first().click();
    assert.equal(await page.locator(".card").isVisible(), true);
    await page.keyboard.press("Escape");

    // After a long one the content is as it was, and is read when the element comes back.
    await page.evaluate(() => element.remove());
    await eventually(() => html(page), CONTENT);
    await page.evaluate(() => {
      element.querySelector("strong").firstChild.data = "李明";
      const root = document.querySelector("#box").attachShadow({ mode: "open" });
      root.append(element);
    });
    assert.equal(await page.evaluate(() => element.ready.then(() => element.article !== first)), true);
    assert.ok((await page.evaluate(() => element.textContent)).includes("经") === false);
    const style = await page.evaluate(() => getComputedStyle(element.querySelector(".wenmai-mention")).cursor);
    assert.equal(style, "pointer", "the shadow root has the marks' sheet");
    assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0, "the page has it no more");
    await page.evaluate(() => element.destroy());
    assert.equal(await html(page), CONTENT.replace("陈金", "李明"));
    await page.evaluate(() => {
      element.remove();
      document.querySelector("#box").shadowRoot.append(element);
    });
    await pause(100);
    assert.equal(await html(page), CONTENT.replace("陈金", "李明"), "given up is given up");
    await page.evaluate(() => element.analyse());
    assert.ok((await page.evaluate(() => element.querySelectorAll(".wenmai-mention").length)) > 6);
    for (const file of [".wasm", ".pack"]) assert.equal(requests.filter((url) => url.includes(file)).length, 1);
  }));

test("into the document of a frame, and back", () =>
  visit(host(), async (page) => {
    const marks = await marksOf(page);
    await page.evaluate(async () => {
      window.element = document.querySelector("wenmai-article");
      window.frame = document.createElement("iframe");
      frame.style.cssText = "width: 900px; height: 700px";
      document.body.append(frame);
      frame.contentDocument.body.append(element);
      await element.ready;
    });
    const inside = page.frames()[1];
    const there = await inside.$$eval(".wenmai-mention", (nodes) => nodes.map((node) => node.dataset.mention));
    assert.deepEqual(there, marks.map(({ id }) => id));
    await eventually(
      () => inside.evaluate(() => getComputedStyle(document.querySelector(".wenmai-mention")).cursor),
      "pointer",
    );
    await inside.locator(".wenmai-mention[data-type=PERSON]").first().click();
    assert.equal(await inside.locator(".card").isVisible(), true);
    assert.equal(await inside.locator(".card").evaluate((card) => getComputedStyle(card).position), "fixed");
    await inside.locator("body").press("Escape");
    assert.equal(await inside.locator(".card").isVisible(), false);
    await page.evaluate(() => {
      document.body.append(element);
      frame.remove();
    });
    assert.deepEqual(await marksOf(page), marks);
    await page.locator(".wenmai-mention[data-type=PERSON]").first().click();
    assert.equal(await page.locator(".card").isVisible(), true);
    await page.evaluate(() => element.destroy());
    assert.equal(await html(page), CONTENT);
  }));

test("what reads while it is taken out is read when it comes back", () =>
  visit({ ...host(), wait: false }, async (page) => {
    const state = await page.evaluate(async () => {
      await customElements.whenDefined("wenmai-article");
      window.element = document.querySelector("wenmai-article");
      const settled = element.ready.then(() => "read");
      element.remove();
      const waited = new Promise((done) => setTimeout(done, 1500, "waiting"));
      return [await Promise.race([settled, waited]), element.querySelectorAll(".wenmai-mention").length];
    });
    assert.deepEqual(state, ["waiting", 0]);
    await page.evaluate(() => document.body.append(element));
    assert.equal(await settled(page), null);
    assert.ok((await marksOf(page)).length > 6);
  }));

test("the element is what its manifest says", () =>
  visit(host('panel="side"'), async (page) => {
    const { modules } = JSON.parse(await readFile(`${SITE}/custom-elements.json`, "utf8"));
    const { attributes, members, cssParts, cssStates, events } = modules[0].declarations[0];
    const names = (list) => list.map(({ name }) => name).sort();
    const found = await page.evaluate(async () => {
      const element = document.querySelector("wenmai-article");
      const prototype = Object.getPrototypeOf(element);
      const own = Object.entries(Object.getOwnPropertyDescriptors(prototype));
      const inherited = /^(constructor|\w+Callback)$/;
      const seen = new Set();
      for (const name of ["ready", "progress", "select", "change", "view", "error"]) {
        element.addEventListener(`wenmai-${name}`, ({ type, bubbles, composed }) => seen.add(`${type} ${bubbles} ${composed}`));
      }
      element.lexicon = [{ word: "报道", type: "EVENT" }];
      await element.ready;
      element.querySelector(".wenmai-mention").click();
      await element.import("{").catch(() => {});
      return {
        observed: prototype.constructor.observedAttributes,
        fields: own.filter(([, { get }]) => get).map(([name, { set }]) => `${name} ${Boolean(set)}`),
        methods: own.filter(([name, { value }]) => value && !inherited.test(name)).map(([name]) => name),
        statics: typeof prototype.constructor.define,
        parts: [...element.shadowRoot.querySelectorAll("[part]")].map((node) => node.getAttribute("part")),
        events: [...seen],
      };
    });
    const stated = new Set(names(attributes));
    for (const name of found.observed) assert.ok(stated.has(name), name);
    // The rest is read when it is needed, or by style sheets alone.
    const unobserved = [...stated].filter((name) => !found.observed.includes(name));
    assert.deepEqual(unobserved.sort(), ["theme", "words", "worker"]);
    const fields = members.filter(({ kind }) => kind === "field");
    assert.deepEqual(found.fields.sort(), fields.map(({ name, readonly }) => `${name} ${!readonly}`).sort());
    const methods = members.filter(({ kind, static: ofClass }) => kind === "method" && !ofClass);
    assert.deepEqual(found.methods.sort(), names(methods));
    assert.equal(found.statics, "function");
    for (const part of found.parts) assert.ok(names(cssParts).includes(part), part);
    assert.deepEqual(found.events.map((event) => event.split(" ")[0]).sort(), names(events));
    for (const event of found.events) assert.match(event, /true true$/);
    assert.deepEqual(names(cssStates), ["loading"]);
  }));
