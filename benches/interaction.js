// How the page feels while a long article is read: node benches/interaction.js [LENGTH]
//
// Figures of one run, printed: the longest task of the page's own thread in each stretch, by the
// clock and in processor time, the time from a click or a key to the next frame, layout shifts,
// and when the text could be read; then the same of a text of 1 MB, with the memory of both
// instances of the module. All but processor time depend on what else the machine does, and that
// does too, a little: the load is printed with them.

import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { serve } from "../tests/browser/server.js";
import { varied } from "../tests/browser/varied.js";

const length = Number(process.argv[2] ?? 100_000);
/** Bytes of UTF-8 that the page takes at most, near enough. */
const LARGE = 1_000_000;
const dist = process.env.WENMAI_SITE ?? fileURLToPath(new URL("../dist/site", import.meta.url));

/** Watches a page from its first moment. */
function watch() {
  const seen = (globalThis.seen = { events: [], shifts: [], ready: null });
  const observe = (type, take, more = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true, ...more });
  observe("event", ({ name, startTime, duration, interactionId }) => interactionId && seen.events.push({ name, startTime, duration }), { durationThreshold: 16 });
  observe("layout-shift", ({ startTime, value, hadRecentInput }) => hadRecentInput || seen.shifts.push({ startTime, value }));
  addEventListener("wenmai-ready", () => (seen.ready ??= performance.now()));
}

const server = await serve(dist);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
});
let rows = [];
const milliseconds = (value) => `${Math.round(value)} ms`;

/** What the page's own thread and the reader had to wait for while `run` ran. */
async function stretch(page, name, run, rest = 300) {
  const from = await page.evaluate(() => performance.now());
  await browser.startTracing(page, { categories: ["toplevel"] });
  await run();
  await page.waitForTimeout(rest);
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const events = await page.evaluate(
    (from) => globalThis.seen.events.filter(({ startTime }) => startTime >= from),
    from,
  );
  const tasks = traceEvents.filter(onPage(traceEvents));
  const worst = (list, key) => Math.max(0, ...list.map((one) => one[key] ?? 0));
  rows.push([
    name,
    milliseconds(worst(tasks, "tdur") / 1000),
    milliseconds(worst(tasks, "dur") / 1000),
    events.length ? milliseconds(worst(events, "duration")) : "–",
  ]);
}

/** Tells the tasks of the renderer's main thread, the one of them all that did most. */
function onPage(traceEvents) {
  const isTask = ({ name, ph }) => ph === "X" && /RunTask$/.test(name);
  const spent = new Map();
  const threads = traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const key = ({ pid, tid }) => `${pid} ${tid}`;
  for (const thread of threads) spent.set(key(thread), 0);
  for (const event of traceEvents.filter(isTask)) {
    if (spent.has(key(event))) spent.set(key(event), spent.get(key(event)) + (event.tdur ?? 0));
  }
  const [[busiest] = []] = [...spent].sort(([, left], [, right]) => right - left);
  return (event) => isTask(event) && key(event) === busiest;
}

const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
await page.addInitScript(watch);
await page.goto(server.url);
await page.waitForFunction(() => globalThis.seen.ready);
await page.waitForTimeout(500);
const first = await page.evaluate(() => ({
  text: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  ready: globalThis.seen.ready,
  shift: globalThis.seen.shifts.reduce((sum, { value }) => sum + value, 0),
}));

/** Reads a text, which is on the page already: to hand it over is a task of its own. */
async function read(text) {
  let took;
  await page.evaluate((text) => (globalThis.given = text), text);
  await stretch(page, "reading", async () => {
    took = await page.evaluate(async () => {
      const element = document.querySelector("wenmai-article");
      const began = performance.now();
      element.text = globalThis.given;
      await element.ready;
      return performance.now() - began;
    });
    // The lists of the panel, and what is got ready for the first card.
  }, 1500);
  const { mentions, entities } = await page.evaluate(() => {
    const { mentions, entities } = document.querySelector("wenmai-article").article;
    return { mentions: mentions.length, entities: entities.length };
  });
  return `${text.length} characters, ${mentions} mentions of ${entities} entities, read in ${milliseconds(took)}`;
}

/** Opens three cards, and goes from mark to mark. */
async function walk() {
  // By coordinates: a locator's click asks the page, within the event, what lies at the place.
  const places = await page.$$eval(".wenmai-mention[role=button]", (marks) =>
    [3, 5, 4].map((index) => {
      const { x, y, width, height } = marks[index].getClientRects()[0];
      return { x: x + Math.min(width / 2, 20), y: y + height / 2 };
    }),
  );
  await stretch(page, "clicking a mark", async () => {
    for (const { x, y } of places) {
      await page.mouse.click(x, y);
      await page.locator("wenmai-article .card").waitFor();
      await page.keyboard.press("Escape");
    }
  });
  await stretch(page, "n, five times", async () => {
    for (let index = 0; index < 5; index += 1) await page.keyboard.press("n");
  });
}

/** Bytes of the module's memory. */
const memoryOf = (script) =>
  import(script).then(async (core) => (await core.default()).memory.buffer.byteLength);
const table = () => `| | longest task, processor | by the clock | to the next frame |
| --- | --: | --: | --: |
${rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}`;

const long = await read(varied(length));
await walk();
await stretch(page, "opening the search", async () => {
  await page.keyboard.press("/");
  await page.locator("wenmai-article .search").waitFor();
});
await stretch(page, "typing in the search", async () => {
  for (const letter of "有限公司") await page.keyboard.insertText(letter).then(() => page.waitForTimeout(150));
  await page.keyboard.press("Backspace");
});
const found = await page.locator("wenmai-article .search output").textContent();
await stretch(page, "to the next hit, five times", async () => {
  for (let index = 0; index < 5; index += 1) await page.keyboard.press("Enter");
});
await page.keyboard.press("Escape");
await stretch(page, "hiding a type", () =>
  page.evaluate(() => document.querySelector("wenmai-article").show({ types: ["ORG", "PERSON"] })),
);
const tables = [table()];
rows = [];
await page.evaluate(() => document.querySelector("wenmai-article").show({ types: null }));
await page.evaluate(() => scrollTo(0, 0));
// Three bytes a character, all but the line ends.
const large = await read(varied(LARGE / 3));
await walk();
tables.push(table());
const script = `${server.url}wenmai_core.js`;
const memories = [await page.evaluate(memoryOf, script), await page.workers()[0].evaluate(memoryOf, script)];
const mebibytes = memories.map((bytes) => (bytes / 2 ** 20).toFixed(1));
await browser.close();
await server.close();

console.log(`${cpus().length} × ${cpus()[0].model.trim()}, load ${loadavg()[0].toFixed(1)}

The sample: text to be read after ${milliseconds(first.text)}, marks after ${milliseconds(first.ready)}, layout shift ${first.shift.toFixed(4)}
${long}; the search said ${found}

${tables[0]}

${large}; the module's memory ${mebibytes[0]} MiB on the page, ${mebibytes[1]} MiB in the worker

${tables[1]}`);
