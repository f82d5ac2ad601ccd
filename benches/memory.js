// Whether memory stays flat: node benches/memory.js [TIMES [WATCH]]; WATCH is part of a row's name
//
// One element reads texts one after the other; elements are put into a page, read, and are taken
// out again, some of them given up with destroy(); the headless core reads in Node. Printed are,
// after garbage collection, the modules' memories, the script's heap, and what the page holds of
// nodes and listeners. Fails where any of it grows from the tenth time to the last.

import { execFileSync } from "node:child_process";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { serve } from "../tests/browser/server.js";
import { varied } from "../tests/browser/varied.js";

const times = Number(process.argv[2] ?? 100);
const wanted = process.argv[3] ?? "";
const site = process.env.WENMAI_SITE ?? fileURLToPath(new URL("../dist/site", import.meta.url));
/** When the first things have been made that stay: caches, compiled code. */
const SETTLED = 10;
/** Characters of a text; each is another. */
const LENGTH = 3000;
/** Growth that is noise: room for elements that overlap, gaps between engines, compiled code. An
 *  element that stays is 50 kB of the module's memory and 2,000 nodes, an engine is 8 MB. */
const NOISE = { wasm: 1_048_576, heap: 1_000_000, nodes: 200, listeners: 40 };
/** Milliseconds after which an element that was taken out is let go of, and some more. */
const ABSENCE = 2500;

const PAGE = `<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><link rel="icon" href="data:,">
  <body><script type="module" src="define.js"></script></body></html>`;

const server = await serve(site, {
  override: ({ url }) =>
    url === "/memory.html" ? { headers: { "content-type": "text/html" }, body: PAGE } : undefined,
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
const long = varied(LENGTH * (times + 1));
const text = (index) => long.slice(index * LENGTH, (index + 1) * LENGTH);
const rows = [];
let failed = false;

/** Bytes of the module's memory, where the engine's script has been loaded. */
const memoryOf = (script) =>
  import(script).then(async (core) => (await core.default()).memory.buffer.byteLength);

async function measured(page, session) {
  await page.waitForTimeout(ABSENCE);
  for (let round = 0; round < 3; round += 1) {
    await session.send("HeapProfiler.collectGarbage");
    await page.waitForTimeout(200);
  }
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name) => metrics.find((one) => one.name === name).value;
  const script = `${server.url}wenmai_core.js`;
  const [worker] = page.workers();
  return {
    wasm: await page.evaluate(memoryOf, script),
    worker: worker ? await worker.evaluate(memoryOf, script) : 0,
    heap: metric("JSHeapUsedSize"),
    nodes: metric("Nodes"),
    listeners: metric("JSEventListeners"),
  };
}

/** Does a work over and over in a fresh page, and measures after some and after all. */
async function watch(name, work) {
  if (!name.includes(wanted)) return;
  const page = await browser.newPage();
  await page.goto(`${server.url}memory.html`);
  await page.evaluate(() => customElements.whenDefined("wenmai-article"));
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  let settled;
  for (let index = 1; index <= times; index += 1) {
    await page.evaluate(work, text(index));
    if (index === SETTLED) settled = await measured(page, session);
  }
  compare(name, settled, await measured(page, session));
  await page.close();
}

function compare(name, before, after) {
  for (const [key, value] of Object.entries(after)) {
    const grown = value - before[key];
    const over = grown > (NOISE[key] ?? 0);
    failed ||= over;
    rows.push([name, key, before[key], value, grown, over ? "grows" : "flat"]);
  }
}

await watch("one element, other texts", async (text) => {
  globalThis.element ??= document.body.appendChild(document.createElement("wenmai-article"));
  element.text = text;
  await element.ready;
});
await watch("the same on the page's thread", async (text) => {
  globalThis.element ??= document.body.appendChild(document.createElement("wenmai-article"));
  element.setAttribute("worker", "off");
  element.text = text;
  await element.ready;
});
await watch("put in, read, taken out", async (text) => {
  const element = document.createElement("wenmai-article");
  element.append(...text.split("\n").map((line) => Object.assign(document.createElement("p"), { textContent: line })));
  element.setAttribute("panel", "side");
  document.body.append(element);
  await element.ready;
  element.querySelector(".wenmai-mention").click();
  element.remove();
});
await watch("put in, read, given up", async (text) => {
  const element = document.createElement("wenmai-article");
  element.textContent = text;
  document.body.append(element);
  await element.ready;
  element.destroy();
  element.remove();
});
await browser.close();
await server.close();

/** In Node: the module's memory and the script's heap after some readings, and after all. */
const core = `
  import { readFileSync } from "node:fs";
  import { load } from ${JSON.stringify(pathToFileURL(`${site}/core.js`).href)};
  import * as script from ${JSON.stringify(pathToFileURL(`${site}/wenmai_core.js`).href)};
  const long = readFileSync(0, "utf8");
  let engine = await load();
  const { memory } = await script.default();
  const measured = () => (gc(), { wasm: memory.buffer.byteLength, heap: process.memoryUsage().heapUsed });
  const all = [];
  for (let index = 1; index <= ${times}; index += 1) {
    await engine.analyse(long.slice(index * ${LENGTH}, (index + 1) * ${LENGTH}));
    if (index % ${SETTLED} === 0) {
      engine.end();
      engine = await load();
    }
    if (index === ${SETTLED} || index === ${times}) all.push(measured());
  }
  console.log(JSON.stringify(all));`;
const CORE = "the core in Node, loaded again";
const flags = ["--expose-gc", "--input-type=module", "-e", core];
if (CORE.includes(wanted)) {
  const said = execFileSync("node", flags, { input: long, encoding: "utf8" });
  const [before, after] = JSON.parse(said);
  compare(CORE, before, after);
}

const cells = [["", "", `after ${SETTLED}`, `after ${times}`, "grown", ""], ...rows];
for (const [name, key, ...figures] of cells) {
  const shown = figures.map((figure) => (typeof figure === "number" ? figure.toLocaleString("en") : figure));
  console.log([name.padEnd(32), key.padEnd(10), ...shown.map((figure) => figure.padStart(12))].join(""));
}
if (failed) {
  console.error("memory: something grows with every reading: see the table above");
  process.exitCode = 1;
}
