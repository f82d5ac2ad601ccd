// What a reader's browser needs, ours beside jieba-wasm from npm: node benches/browser.js [--write]
//
// One run measures both, alternating, each time in a fresh context with empty caches, so that
// whatever else this machine does meets both alike. Medians, with the quartiles around them.

import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, totalmem } from "node:os";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { serve } from "../tests/browser/server.js";
import { compressed, measure, total } from "./size.js";

const RUNS = Number(process.env.WENMAI_BENCH_RUNS ?? 11);
/** Timers of browsers are coarse: calls are timed by the batch. */
const BATCH = 20;
const BATCHES = 10;
const FIRST = "常州市鐘樓區舉行簽約儀式。";

const root = fileURLToPath(new URL("..", import.meta.url));
const jieba = `${root}node_modules/jieba-wasm/`;
const seed = await readFile(`${root}tests/gold/seed.raw.txt`, "utf8");
const clean = await readFile(`${root}tests/gold/seed.clean.txt`, "utf8");

/** In the page: from nothing to the first answer of our engine, then whole articles. */
async function ours({ first, text, batch, batches }) {
  const begin = performance.now();
  const [[core, exports], pack] = await Promise.all([
    import("/wenmai_core.js").then(async (core) => [
      core,
      await core.default({ module_or_path: "/wenmai_core_bg.wasm" }),
    ]),
    fetch("/wenmai.pack").then(async (response) => new Uint8Array(await response.arrayBuffer())),
  ]);
  const loaded = performance.now();
  const engine = new core.Engine(pack);
  engine.analyse(first);
  const ready = performance.now();
  const times = [];
  engine.analyse(text);
  const memory = exports.memory.buffer.byteLength;
  for (let index = 0; index < batches; index += 1) {
    const start = performance.now();
    for (let call = 0; call < batch; call += 1) engine.analyse(text);
    times.push((performance.now() - start) / batch);
  }
  times.sort((a, b) => a - b);
  return { loaded: loaded - begin, ready: ready - begin, memory, article: times[times.length >> 1] };
}

/** In the page: the same of jieba-wasm, which builds its dictionary at the first call. */
async function theirs({ first, text, batch, batches }) {
  const begin = performance.now();
  const module = await import("/jieba_rs_wasm.js");
  const exports = await module.default();
  const loaded = performance.now();
  module.cut(first, true);
  const ready = performance.now();
  const times = [];
  module.cut(text, true);
  const memory = exports.memory.buffer.byteLength;
  for (let index = 0; index < batches; index += 1) {
    const start = performance.now();
    for (let call = 0; call < batch; call += 1) module.cut(text, true);
    times.push((performance.now() - start) / batch);
  }
  times.sort((a, b) => a - b);
  return { loaded: loaded - begin, ready: ready - begin, memory, article: times[times.length >> 1] };
}

/** The page itself, from navigation: when its text stands, when its marks do. */
async function painted(context, url) {
  const page = await context.newPage();
  await page.addInitScript(() => {
    addEventListener("wenmai-ready", () => (globalThis.wenmaiReady ??= performance.now()));
  });
  await page.goto(url);
  await page.waitForFunction(() => globalThis.wenmaiReady, undefined, { timeout: 60_000 });
  return page.evaluate(async () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return { readable: paint?.startTime ?? Number.NaN, annotated: globalThis.wenmaiReady };
  });
}

/** Runs `step` in a fresh context of `browser`. */
async function fresh(browser, step) {
  const context = await browser.newContext();
  try {
    return await step(context);
  } finally {
    await context.close();
  }
}

async function inPage(browser, url, measured, argument) {
  return fresh(browser, async (context) => {
    const page = await context.newPage();
    await page.goto(`${url}bench.html`);
    return page.evaluate(measured, argument);
  });
}

function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

const blank = ({ url }) =>
  url === "/bench.html"
    ? { body: '<!doctype html><link rel="icon" href="data:,">', headers: { "content-type": "text/html" } }
    : undefined;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
const ourHost = await serve(`${root}dist/site`, { override: blank });
const theirHost = await serve(`${jieba}pkg/web`, { override: blank });
const results = { ours: [], theirs: [], page: [] };
const hasPage = (await fetch(`${ourHost.url}index.html`)).ok;
const common = { first: FIRST, batch: BATCH, batches: BATCHES };
for (let run = 0; run <= RUNS; run += 1) {
  const found = {
    ours: await inPage(browser, ourHost.url, ours, { ...common, text: seed }),
    // jieba repairs nothing: it gets the text as it should be.
    theirs: await inPage(browser, theirHost.url, theirs, { ...common, text: clean }),
    page: hasPage ? await fresh(browser, (context) => painted(context, ourHost.url)) : undefined,
  };
  // The first run warms up the browser and the disk.
  if (run > 0) for (const [name, value] of Object.entries(found)) if (value) results[name].push(value);
}
const browserVersion = browser.version();
await browser.close();
await ourHost.close();
await theirHost.close();

// --------------------------------------------------------------------------------- the report

const sizes = await measure(`${root}dist/site`);
const brotli = {
  engine: total(sizes.filter(({ file }) => /^wenmai(_core.*)?\.(js|wasm|pack)$/.test(file) && file !== "wenmai.js")).brotli,
  all: total(sizes).brotli,
  theirs: 0,
};
for (const file of ["jieba_rs_wasm.js", "jieba_rs_wasm_bg.wasm"]) {
  brotli.theirs += compressed(await readFile(`${jieba}pkg/web/${file}`)).brotli;
}

const pick = (name, key) => summary(results[name].map((result) => result[key]));
const ms = ({ median, low, high }) => `${short(median)} ms (${short(low)}–${short(high)})`;
const short = (value) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const kilobytes = (bytes) => `${Math.round(bytes / 1000).toLocaleString("en")} kB`;
const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const times = (ours, theirs) => `${(ours / theirs).toFixed(2)}×`;
const count = (text) => [...text].length;

const ready = [pick("ours", "ready"), pick("theirs", "ready")];
const article = [pick("ours", "article"), pick("theirs", "article")];
const memory = [pick("ours", "memory"), pick("theirs", "memory")].map(({ median }) => median);
const speed = [count(seed) / article[0].median, count(clean) / article[1].median];
const rows = [
  ["engine alone, brotli", kilobytes(brotli.engine), kilobytes(brotli.theirs), times(brotli.engine, brotli.theirs)],
  ["first load, everything, brotli", kilobytes(brotli.all), "–", times(brotli.all, brotli.theirs)],
  ["script, wasm and pack loaded", ms(pick("ours", "loaded")), ms(pick("theirs", "loaded")), times(pick("ours", "loaded").median, pick("theirs", "loaded").median)],
  ["engine ready: the first sentence read", ms(ready[0]), ms(ready[1]), times(ready[0].median, ready[1].median)],
  ["wasm memory after the first article", mebibytes(memory[0]), mebibytes(memory[1]), times(memory[0], memory[1])],
  ["the article: full analysis / `cut` alone", ms(article[0]), ms(article[1]), times(article[0].median, article[1].median)],
  ["characters a second", ...speed.map((each) => `${Math.round(each).toLocaleString("en")} k`), times(...speed)],
];
if (results.page.length > 0) {
  rows.push(["the page: navigation to readable text", ms(pick("page", "readable")), "–", "–"]);
  rows.push(["the page: navigation to painted marks", ms(pick("page", "annotated")), "–", "–"]);
}
const natively = {
  load: "native: load the pack",
  "article/analyse": "native: full analysis",
  "article/clean": "native: the repairs alone",
  "article/segment": "native: the words alone",
};
for (const [name, label] of Object.entries(natively)) {
  const native = await estimate(name);
  if (native) rows.push([label, ms(native), "–", "–"]);
}

/** What criterion measured last. */
async function estimate(name) {
  const folder = process.env.WENMAI_CRITERION ?? `${root}target/bench/criterion`;
  try {
    const { median } = JSON.parse(await readFile(`${folder}/${name}/new/estimates.json`, "utf8"));
    const { lower_bound: low, upper_bound: high } = median.confidence_interval;
    return { median: median.point_estimate / 1e6, low: low / 1e6, high: high / 1e6 };
  } catch {
    return undefined;
  }
}

const version = createRequire(import.meta.url)(`${jieba}package.json`).version;
const tool = (command) => execFileSync(command, ["--version"], { encoding: "utf8" }).trim();
const release = /"(.*)"/.exec(await readFile(`${root}dist/site/release.js`, "utf8"))[1];
const table = [["", `Wenmai ${release}`, `jieba-wasm ${version}`, "ratio"], ["---", "--:", "--:", "--:"], ...rows]
  .map((cells) => `| ${cells.join(" | ")} |`)
  .join("\n");
const report = `# Measured by \`./build.sh bench --write\`

${cpus().length} × ${cpus()[0].model.trim()}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory, ${process.platform} ${process.arch};
Chromium ${browserVersion} headless, Node ${process.version}, ${tool("rustc")}; ${new Date().toISOString().slice(0, 10)}.

${table}

Medians of ${results.ours.length} alternating runs in one browser, quartiles in brackets; each run has a fresh
context without caches, and both engines come from this machine, so that download time is not
in the times. Ready includes the first sentence, since jieba builds its dictionary at the first
call. The article has ${count(seed)} characters as scraped, ${count(clean)} repaired; Wenmai reads the former (repairs,
words, entities, links, one object to JavaScript), jieba-wasm cuts the latter into words. Native
times are criterion's, with its confidence interval.
`;
console.log(report);
if (process.argv.includes("--write")) await writeFile(`${root}benches/RESULTS.md`, report);
