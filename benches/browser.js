// What is measured in browsers, as JSON: node benches/browser.js [Chromium|Firefox] >FILE
//
// Wenmai, jieba-wasm, segmentit and Intl.Segmenter in one run, alternating, so that whatever else
// this machine does meets all alike; all files come from this machine, so that no download is in
// the times. A browser that is not here is left out, with the reason.

import { readFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { extname, join } from "node:path";

import { chromium } from "playwright-core";

import { FLAGS, findChromium, launchFirefox, withoutFirefox } from "../tests/browser/browsers.js";
import { serve } from "../tests/browser/server.js";
import { ROOT, RUNS, SITE, STEPS, TEXTS } from "./texts.js";

const BROWSERS = {
  Chromium: { skip: false, launch: () => chromium.launch({ executablePath: findChromium(), args: FLAGS }) },
  Firefox: { skip: withoutFirefox, launch: launchFirefox },
};
/** Folders by the first part of an address. */
const FOLDERS = {
  wenmai: SITE,
  jieba: join(ROOT, "node_modules/jieba-wasm/pkg/web"),
  segmentit: join(ROOT, "node_modules/segmentit/dist/esm"),
  benches: join(ROOT, "benches"),
};
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };
const BLANK = '<!doctype html><link rel="icon" href="data:,">';
/** Milliseconds that an engine is used, and then let be, before its page is loaded again: browsers
 *  keep the code that they compiled once it has proved worth it and all of it is done. */
const USE = 1000;
const REST = 2000;

/** One host with every engine, whose answers may be kept, as a host would have it. */
async function answer({ url }) {
  const [, folder, path] = /^\/(\w+)\/([^?]*)/.exec(url) ?? [];
  const headers = { "cache-control": "max-age=3600" };
  if (url === "/blank.html") return { body: BLANK, headers: { ...headers, "content-type": "text/html" } };
  if (!FOLDERS[folder]) return undefined;
  const type = TYPES[extname(path)] ?? "application/octet-stream";
  return { body: await readFile(join(FOLDERS[folder], path)), headers: { ...headers, "content-type": type } };
}

const host = await serve(SITE, { override: answer });
const page = await serve(SITE, { headers: { "cache-control": "max-age=3600" } });
const script = `${host.url}benches/measures.js`;
const places = {
  Wenmai: `${host.url}wenmai/`,
  "jieba-wasm": `${host.url}jieba/jieba_rs_wasm.js`,
  segmentit: `${host.url}segmentit/segmentit.js`,
  "Intl.Segmenter": "",
};

/** Opens a page in a context of its own, whose caches are empty; `early` runs before its scripts. */
async function visit(browser, url, work, early) {
  const context = await (browser.newContext ?? browser.createBrowserContext).call(browser);
  try {
    const page = await context.newPage();
    if (early) await (page.addInitScript ?? page.evaluateOnNewDocument).call(page, early);
    await page.goto(url);
    return await work(page);
  } finally {
    await context.close();
  }
}

const blank = (browser, work) => visit(browser, `${host.url}blank.html`, work);

/** From nothing to the first sentence read, and the same when the page is loaded again. */
const ready = (browser, name) =>
  blank(browser, async (page) => {
    const measure = async ({ script, name, at, use, text }) => {
      const { open } = await import(script);
      const { ready, first } = await open(name, { at, read: (url) => fetch(url) });
      const until = performance.now() + use;
      while (performance.now() < until) first(text);
      return ready;
    };
    const given = { script, name, at: places[name], text: TEXTS.seed };
    const cold = await page.evaluate(measure, { ...given, use: USE });
    await new Promise((done) => setTimeout(done, REST));
    await page.reload();
    return { cold, warm: await page.evaluate(measure, { ...given, use: 0 }) };
  });

/** All engines in one page, with one text. */
const speeds = (browser, text) =>
  blank(browser, (page) =>
    page.evaluate(
      async ({ script, places, text, rounds }) => {
        const { speeds } = await import(script);
        const read = (url) => fetch(url);
        const opened = Object.entries(places).map(([name, at]) => [name, { at, read }]);
        return speeds(Object.fromEntries(opened), text, rounds);
      },
      { script, places, text, rounds: RUNS },
    ),
  );

async function memories(browser, name) {
  const held = {};
  for (const steps of STEPS) {
    const found = await blank(browser, (page) =>
      page.evaluate(
        async ({ script, name, at, steps }) => {
          const { memories } = await import(script);
          return memories(name, { at, read: (url) => fetch(url) }, steps);
        },
        { script, name, at: places[name], steps },
      ),
    );
    Object.assign(held, found);
  }
  return held;
}

/** In the page: when its first paragraph could be read, and when its first mark was there. */
function watch() {
  const look = () => {
    const text = document.querySelector("wenmai-article p");
    if (text?.getBoundingClientRect().height > 0) globalThis.readable ??= performance.now();
    if (document.querySelector(".wenmai-mention")) globalThis.annotated ??= performance.now();
    if (!globalThis.annotated) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** The page itself from navigation, at the first visit and when it is loaded again. */
const painted = (browser) =>
  visit(
    browser,
    page.url,
    async (page) => {
      const seen = async () => {
        await page.waitForFunction(() => globalThis.annotated);
        return page.evaluate(() => ({ readable: globalThis.readable, annotated: globalThis.annotated }));
      };
      const cold = await seen();
      await page.reload();
      return { cold, warm: await seen() };
    },
    watch,
  );

async function measured(launch) {
  const browser = await launch();
  const found = { version: await browser.version(), runs: RUNS, load: loadavg()[0], ready: {}, page: [] };
  const compared = Object.keys(places).filter((name) => places[name]);
  for (let run = 0; run <= RUNS; run += 1) {
    console.error(`  ${found.version}: run ${run} of ${RUNS}`);
    for (const name of compared) {
      const times = await ready(browser, name);
      // The first run warms up the browser and the disk.
      if (run > 0) (found.ready[name] ??= []).push(times);
    }
    const times = await painted(browser);
    if (run > 0) found.page.push(times);
  }
  console.error(`  ${found.version}: speeds`);
  found.speeds = {};
  for (const [title, text] of Object.entries(TEXTS)) found.speeds[title] = await speeds(browser, text);
  console.error(`  ${found.version}: memories`);
  found.memories = {};
  for (const name of ["Wenmai", "jieba-wasm"]) found.memories[name] = await memories(browser, name);
  await browser.close();
  return found;
}

const results = {};
for (const [name, { skip, launch }] of Object.entries(BROWSERS)) {
  if (process.argv[2] && process.argv[2] !== name) continue;
  results[name] = skip ? { skip } : await measured(launch);
}
await host.close();
await page.close();
console.log(JSON.stringify(results));
