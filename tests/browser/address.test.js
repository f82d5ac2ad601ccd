// What the address tells: it follows the reader, and the page follows it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { articleOf, dropFiles, marksOf, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash));
const awaitHash = (page, expected) =>
  page.waitForFunction((expected) => decodeURIComponent(location.hash) === expected, expected);
const current = (page) => page.locator("[data-current]").first().getAttribute("data-mention");

test("the address follows the reader, and never grows the history", () =>
  visit({}, async (page) => {
    const entries = await page.evaluate(() => history.length);
    assert.equal(await hash(page), "");
    const { entities, mentions } = await articleOf(page);
    const entity = entities.find(({ type, mentions }) => type === "PERSON" && mentions.length > 1);
    await page.locator(`[data-mention=${entity.mentions[0]}]`).first().click();
    await awaitHash(page, `#entity=PERSON:${entity.name}`);
    const second = mentions.find(({ id }) => id === entity.mentions[1]);
    await page.locator(".card [data-action=next]").click();
    await awaitHash(page, `#at=${second.start},${second.end - second.start}`);
    await page.keyboard.press("Escape");
    await awaitHash(page, "");
    // Types that are switched off leave the others to be named.
    await page.locator(".legend [data-type=TERM]").click();
    await page.waitForFunction(() => location.hash.includes("types="));
    const types = new URLSearchParams((await hash(page)).slice(1)).get("types").split(",");
    assert.ok(types.includes("person") && !types.includes("term"), types.join());
    await page.locator("#tab-cast").click();
    await page.waitForFunction(() => location.hash.endsWith("&panel=cast"));
    await page.locator("#tab-index").click();
    await page.locator(".legend [data-type=TERM]").click();
    await awaitHash(page, "");
    assert.equal(await page.evaluate(() => history.length), entries);
  }));

test("the page follows the address, at the start and when it changes", () =>
  visit({ path: "#types=person,org&panel=cast" }, async (page, { url }) => {
    assert.deepEqual([...new Set((await marksOf(page)).map(({ type }) => type))].sort(), ["ORG", "PERSON"]);
    assert.equal(await page.locator("#tab-cast").getAttribute("aria-selected"), "true");
    const { entities, mentions } = await articleOf(page);
    const entity = entities.find(({ type, mentions }) => type === "ORG" && mentions.length > 1);
    await page.evaluate((name) => (location.hash = `entity=ORG:${encodeURIComponent(name)}`), entity.name);
    await page.locator("[data-current]").first().waitFor();
    assert.equal(await current(page), entity.mentions[0]);
    assert.ok((await marksOf(page)).some(({ type }) => type === "PLACE"), "no types in the address are all");
    assert.equal(await page.locator("#tab-index").getAttribute("aria-selected"), "true");
    const place = mentions.find(({ id }) => id === entity.mentions[1]);
    await page.evaluate(({ start, end }) => (location.hash = `at=${start},${end - start}`), place);
    await page.waitForFunction((id) => document.querySelector("[data-current]").dataset.mention === id, place.id);
    // One unit off, as after a change of the text: what stands there.
    await page.evaluate(({ start, end }) => (location.hash = `at=${start + 1},${end - start}`), place);
    await page.waitForFunction(() => !location.hash.includes("undefined"));
    assert.equal(await current(page), place.id);
    assert.ok(page.url().startsWith(url));
  }));

test("an address that makes no sense shows the article", () =>
  visit({ path: "#types=&at=x,y&entity=PERSON:沒有這個人&panel=nonsense&%E4%BD=%E4&foo=bar&&=&at=99999999,1" }, async (page) => {
    assert.ok((await marksOf(page)).length > 20);
    assert.equal(await page.locator(".message").isVisible(), false);
    assert.equal(await page.locator(".card").isVisible(), false);
  }));

test("what is written is read again, whatever the names are", () =>
  visit({}, async (page) => {
    const views = [
      {},
      { types: ["person", "org"], panel: "cast" },
      { entity: { type: "PERSON", name: "陳金虎" } },
      { entity: { type: "WORK", name: "《a&b=c#d%e:f,g+h 😀𠮷e\u0301》" }, article: "k3x" },
      { at: { start: 0, length: 1 }, text: "abc-_" },
    ];
    const same = await page.evaluate(async (views) => {
      const { readFragment, writeFragment } = await import("./page/address.js");
      return views.map((view) => {
        // As a browser has it afterwards.
        const url = new URL(writeFragment(view) || "#", "http://example.org/");
        return readFragment(url.hash);
      });
    }, views);
    assert.deepEqual(same, views);
  }));

test("an article that was opened here has its own address, which a reload keeps", () =>
  visit({}, async (page) => {
    const text = "市長到訪園區\n市委書記陳金虎在常州考察，陳金虎說，園區的企業很好，常州很好。";
    await page.locator(".wenmai-mention").first().click();
    await page.waitForFunction(() => location.hash);
    await dropFiles(page, [["a.txt", text]]);
    await page.waitForFunction(() => location.hash.startsWith("#article="));
    assert.equal(await settled(page), null);
    const bare = await hash(page);
    assert.doesNotMatch(bare, /entity|at=/, "what was seen of another article is gone");
    const { entities } = await articleOf(page);
    const entity = entities.find(({ type }) => type === "PERSON");
    await page.locator(`[data-mention=${entity.mentions[0]}]`).first().click();
    await awaitHash(page, `${bare}&entity=PERSON:${entity.name}`);
    await page.reload();
    await page.locator("[data-current]").first().waitFor();
    assert.equal(await page.evaluate(() => document.querySelector("wenmai-article").text), text);
    assert.equal(await page.locator(".card .name").textContent(), entity.name);
    assert.equal(await hash(page), `${bare}&entity=PERSON:${entity.name}`);
    // Back to the page's own article, by the address alone.
    await page.evaluate(() => (location.hash = ""));
    await page.waitForFunction(() => document.querySelector("wenmai-article").article?.text.startsWith("2021"));
    assert.equal(await page.locator(".shelf [aria-selected=true]").textContent().then((title) => title.slice(0, 4)), "2021");
  }));
