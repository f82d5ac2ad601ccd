// What each way to deliver the page costs a first visit: node benches/deliveries.js [RUNS]
//
// The sample article as the page, an element in a host's page, a frame, one file from a disk, and
// a finished page of an archive; beside them jieba-wasm, which cuts the same text, repaired, into
// words. All of them in one run, alternating, each in a fresh context; medians are printed, with
// the quartiles. Bytes are those of the files that were asked for, as a host sends them that
// compresses well; from this machine, so that no download is in the times.

import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { serve } from "../tests/browser/server.js";
import { compressed } from "./size.js";

const runs = Number(process.argv[2] ?? 9);
const root = fileURLToPath(new URL("..", import.meta.url));
const site = process.env.WENMAI_SITE ?? join(root, "dist/site");
const binary = process.env.WENMAI_BINARY ?? join(root, "target/release/wenmai");
const jieba = join(root, "node_modules/jieba-wasm/pkg/web");

const raw = join(root, "tests/gold/seed.raw.txt");
const escaped = (text) => text.replace(/[&<]/g, (one) => ({ "&": "&amp;", "<": "&lt;" })[one]);
const paragraphs = async (path) =>
  (await readFile(path, "utf8"))
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line) => `<p>${escaped(line)}</p>`)
    .join("\n");

const page = (head, body) => ({
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>bench</title>
<link rel="icon" href="data:,">${head}<body>${body}`,
});
const archive = await mkdtemp(join(tmpdir(), "wenmai-"));
execFileSync(binary, ["render", raw, "-o", archive], {
  stdio: "ignore",
  env: { ...process.env, WENMAI_PACK: process.env.WENMAI_PACK ?? join(site, "wenmai.pack") },
});

const text = await paragraphs(raw);
const own = {
  "/element.html": page('<script type="module" src="define.js"></script>', `<wenmai-article>${text}</wenmai-article>`),
  "/frame.html": page("", '<iframe src="embed.html?src=seed.txt" width="800" height="700"></iframe>'),
  "/seed.txt": { headers: { "content-type": "text/plain; charset=utf-8" }, body: await readFile(raw) },
  "/jieba.html": page(
    `<script type="module">
      import load, { cut } from "./jieba_rs_wasm.js";
      await load();
      globalThis.words = [...document.querySelectorAll("p")].map((p) => cut(p.textContent, true));
      globalThis.marked = performance.timeOrigin + performance.now();
    </script>`,
    await paragraphs(join(root, "tests/gold/seed.clean.txt")),
  ),
};

let asked = [];
const host = (folder) =>
  serve(folder, {
    override({ url }) {
      const path = decodeURIComponent(url.split("?")[0]);
      asked.push([path, own[path]?.body ?? join(folder, path.endsWith("/") ? `${path}index.html` : path)]);
      return own[path];
    },
  });
const [ours, theirs, finished] = [await host(site), await host(jieba), await host(archive)];
const single = join(site, "..", "wenmai.html");
const deliveries = {
  "the page": ours.url,
  "an element in a host's page": `${ours.url}element.html`,
  "a frame in a host's page": `${ours.url}frame.html`,
  "one file, from a disk": pathToFileURL(single).href,
  "a finished page of an archive": `${finished.url}seed.raw.html`,
  "jieba-wasm, words alone": `${theirs.url}jieba.html`,
};

/** In every frame: when its first paragraph could be read, and when its first mark was there. */
function watch() {
  const now = () => performance.timeOrigin + performance.now();
  const look = () => {
    const paragraphs = [...document.querySelectorAll("p")];
    if (paragraphs.some((one) => one.getBoundingClientRect().height > 0)) globalThis.readable ??= now();
    if (document.querySelector(".wenmai-mention")) globalThis.marked ??= now();
    if (!globalThis.marked) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function visit(browser, url) {
  const context = await browser.newContext({ locale: "zh-TW" });
  try {
    const page = await context.newPage();
    await page.addInitScript(watch);
    asked = [];
    await page.goto(url);
    const began = await page.evaluate(() => performance.timeOrigin);
    for (let tries = 0; tries < 600; tries += 1) {
      for (const frame of page.frames()) {
        const { readable, marked } = await frame.evaluate(() => ({
          readable: globalThis.readable,
          marked: globalThis.marked,
        }));
        if (readable && marked) {
          // What comes when the page is idle belongs to the visit.
          await page.waitForTimeout(1500);
          return { readable: readable - began, marked: marked - began, files: asked };
        }
      }
      await page.waitForTimeout(20);
    }
    throw new Error(`${url} was not read`);
  } finally {
    await context.close();
  }
}

/** How many files were asked for, and their bytes. */
async function cost(files) {
  let sum = 0;
  for (const [path, content] of new Map(files)) {
    const bytes = own[path] ? Buffer.from(content) : await readFile(content);
    sum += compressed(bytes).brotli;
  }
  return [new Map(files).size, sum];
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
const found = Object.fromEntries(Object.keys(deliveries).map((name) => [name, []]));
for (let run = 0; run <= runs; run += 1) {
  for (const [name, url] of Object.entries(deliveries)) {
    const seen = await visit(browser, url);
    // The first run warms up the browser and the disk.
    if (run > 0) found[name].push(seen);
  }
}
await browser.close();
for (const server of [ours, theirs, finished]) await server.close();

const quartiles = (values) => {
  const sorted = [...values].sort((left, right) => left - right);
  const at = (share) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]);
  return `${at(0.5)} ms (${at(0.25)}–${at(0.75)})`;
};
const rows = [];
for (const [name, visits] of Object.entries(found)) {
  const onDisk = deliveries[name].startsWith("file:");
  const [files, bytes] = await cost(onDisk ? [["", single]] : visits[0].files);
  rows.push(
    `| ${name} | ${files} | ${bytes.toLocaleString("en")} | ` +
      `${quartiles(visits.map(({ readable }) => readable))} | ${quartiles(visits.map(({ marked }) => marked))} |`,
  );
}
await rm(archive, { recursive: true });
console.log(`${cpus().length} × ${cpus()[0].model.trim()}, load ${loadavg()[0].toFixed(1)}, ${runs} runs

| | files | bytes, brotli | text to be read | marks |
| --- | --: | --: | --: | --: |
${rows.join("\n")}`);
