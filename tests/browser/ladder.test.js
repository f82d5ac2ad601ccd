// Each thing that can keep the engine from coming, told apart by its code and said in a sentence;
// what can be cured is cured. One page for all of them: no element, only the engine.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { SITE, paste, settled, useBrowser, visit } from "./harness.js";
import { limited } from "./memory.js";
import { varied } from "./varied.js";

useBrowser();

const file = (name) => readFile(`${SITE}/${name}`);
const WASM = "wenmai_core_bg.wasm";
const HTML = "<!doctype html><title>home</title>";
const html = { headers: { "content-type": "text/html" }, body: HTML };
const half = (bytes) => bytes.subarray(0, bytes.length / 2);
const as = (type, body) => ({ headers: { "content-type": type }, body });
/** The answer breaks off in the middle. */
const cut = (bytes) => ({ headers: { "content-length": String(bytes.length) }, cut: half(bytes) });

/** A module that is whole, but has a section that no browser knows. */
const STRANGE = Buffer.from([0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0x63, 1, 0]);

const MODULE_TYPE = /^error: Failed to load module script.*MIME type/;
const NETWORK = /^error: Failed to load resource: net::/;
const BUSY = /^error: Failed to load resource: the server responded with a status of 503/;
const POLICY = /^error: .*(Content Security Policy|violates)/;

test("every failure has its code and its sentence, and what can be cured is cured", async () => {
  const [wasm, pack, core] = await Promise.all([WASM, "wenmai.pack", "wenmai_core.js"].map(file));
  const javascript = "text/javascript";
  /** name, {file: answers in order, the last for good}, code or null, what the console says */
  const faults = [
    ["a page for a script", { "release.js": [html] }, "script-not-script", [MODULE_TYPE, MODULE_TYPE]],
    ["a page for a script, once", { "release.js": [html, undefined] }, null, [MODULE_TYPE]],
    ["a page that is called a script", { "release.js": [as(javascript, HTML)] }, "script-not-script", []],
    ["a script of no type", { "wenmai_core.js": [as("text/plain", core)] }, "script-type", [MODULE_TYPE]],
    ["half a script", { "wenmai_core.js": [as(javascript, half(core))] }, "script-damaged", []],
    ["half a module", { [WASM]: [as("application/wasm", half(wasm))] }, "engine-damaged", []],
    ["half a module, once", { [WASM]: [as("application/wasm", half(wasm)), undefined] }, null, []],
    ["a strange module", { [WASM]: [as("application/wasm", STRANGE)] }, "old-browser", []],
    ["a download cut off", { [WASM]: [cut(wasm)] }, "network", [NETWORK, NETWORK]],
    ["a download cut off, once", { "wenmai.pack": [cut(pack), undefined] }, null, [NETWORK]],
    ["half a pack", { "wenmai.pack": [{ body: half(pack) }] }, "pack-damaged", []],
    ["a busy server", { "wenmai.pack": [{ status: 503 }] }, "server-failed", [BUSY, BUSY]],
    ["a busy server, once", { [WASM]: [{ status: 503 }, undefined] }, null, [BUSY]],
    [
      "everything compressed twice",
      { [WASM]: [as("application/wasm", gzipSync(wasm))], "wenmai.pack": [{ body: gzipSync(pack) }] },
      null,
      [],
    ],
    ["a module that gets no memory", { [WASM]: [as("application/wasm", limited(wasm, 60))] }, "out-of-memory", []],
  ];
  let answers = {};
  let policy;
  const options = {
    path: "bare.html",
    wait: false,
    override: (request, path) => {
      if (path === "/bare.html") {
        const headers = policy ? { "content-security-policy": policy } : {};
        return { headers: { ...headers, "content-type": "text/html" }, body: '<!doctype html><link rel="icon" href="data:,">' };
      }
      const list = answers[path.slice(1)];
      return list?.length > 1 ? list.shift() : list?.[0];
    },
  };
  await visit(options, async (page, { url, said }) => {
    /** Starts an engine on a fresh page; gives its code, and what the reader is told. */
    const start = async (before = () => {}) => {
      await page.goto(`${url}bare.html`);
      await page.evaluate(() => Promise.all([import("./engine.js"), import("./failures.js")]));
      await before();
      return page.evaluate(async () => {
        const { startEngine } = await import("./engine.js");
        const { explain } = await import("./failures.js");
        try {
          await startEngine({ worker: false });
          return { code: null };
        } catch (error) {
          const told = ["zh-Hant", "zh-Hans", "en"].map((language) => explain(error, language).sentence);
          return { code: error.code, told, unknown: explain({ code: "unknown" }, "en").sentence };
        }
      });
    };
    const assertTold = (name, { code, told, unknown }, expected, says) => {
      const known = { "pack-truncated": "pack-damaged", "pack-checksum": "pack-damaged" };
      assert.equal(known[code] ?? code, expected, name);
      if (code) {
        assert.equal(new Set(told).size, 3, name);
        assert.ok(!told.includes(unknown) && !told.some((one) => /\{|undefined| ,| ;/.test(one)), told);
      }
      const heard = said.splice(0);
      assert.equal(heard.length, says.length, `${name}: the console said:\n${heard.join("\n")}`);
      says.forEach((pattern, index) => assert.match(heard[index], pattern, name));
    };
    for (const [name, given, expected, says] of faults) {
      answers = Object.fromEntries(Object.entries(given).map(([key, list]) => [key, [...list]]));
      assertTold(name, await start(), expected, says);
    }
    answers = {};
    policy = "connect-src 'none'";
    const refused = await start();
    assertTold("a policy against requests", refused, "file-refused", said.map(() => POLICY));
    assert.match(refused.told[0], /CSP/);
    policy = undefined;
    const offline = await start(() => page.context().setOffline(true));
    assertTold("no network", offline, "offline", said.map(() => NETWORK));
    await page.context().setOffline(false);
    // Of the last requests the console may say it a moment later.
    await page.goto("about:blank");
    for (const entry of said.splice(0)) assert.match(entry, NETWORK);
    const full = () =>
      page.evaluate(() => {
        const message = "WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory";
        WebAssembly.instantiate = () => Promise.reject(new RangeError(message));
      });
    assertTold("no memory for a module", await start(full), "out-of-memory", []);
  });
});

test("a text for which there is not enough memory stays readable, and the next one is read", async () => {
  // Enough for the sample, too little for a book.
  const module = limited(await file(WASM), 420);
  const override = (_, path) => (path === `/${WASM}` ? as("application/wasm", module) : undefined);
  await visit({ override }, async (page) => {
    assert.ok((await page.locator(".wenmai-mention").count()) > 20);
    const long = varied(300_000);
    await page.evaluate((text) => (document.querySelector("wenmai-article").text = text), long);
    assert.equal(await settled(page), "out-of-memory");
    assert.match(await page.locator(".notice").textContent(), /記憶體不足.*照常可讀.*分成幾篇/);
    assert.equal(await page.locator(".wenmai-mention").count(), 0);
    const shown = await page.locator(".wenmai-paragraphs :is(h2, p)").allTextContents();
    assert.equal(shown.join("\n"), long.trimEnd());
    assert.equal(await paste(page, "他在讀《紅樓夢》。"), null);
    assert.ok((await page.locator(".wenmai-mention").count()) > 0);
  });
});

test("a page in place of the worker's script, and of a pack that comes later", async () => {
  const override = (_, path) =>
    path === "/worker.js" || path === "/wenmai-readings.pack" ? html : undefined;
  await visit({ override }, async (page) => {
    assert.ok((await page.locator(".wenmai-mention").count()) > 20, "read in place");
    assert.equal(page.workers().length, 0);
    const [code, message] = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const element = document.querySelector("wenmai-article");
          element.addEventListener("wenmai-error", ({ detail }) => resolve([detail.code, detail.message]));
          element.setAttribute("ruby", "all");
        }),
    );
    assert.equal(code, "pack-magic");
    assert.match(message, /wenmai-readings\.pack/);
    assert.ok((await page.locator(".wenmai-mention").count()) > 20);
  });
});
