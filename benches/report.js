// What was measured as a report: node benches/report.js FOLDER [--write]
//
// FOLDER holds what the other parts printed: browser.json, node.json and length.json. Printed is
// benches/RESULTS.md; with --write it is written, too, with its charts beside it.

import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

import { bars, lines } from "./chart.js";
import { compressed, total } from "./compression.js";
import { everywhere, overall } from "./goals.js";
import { parts } from "./parts.js";
import { collected } from "./results.js";
import { measure } from "./size.js";
import { ROOT, SITE, TEXTS } from "./texts.js";
import { bytes, length as lengthOf, megabytes, milliseconds, rate, ratio, significant, table } from "./writing.js";

const ENGINE = ["wenmai_core_bg.wasm", "wenmai_core.js", "wenmai.pack"];
/** What is measured of each engine, as the tables call it. */
const TASKS = [
  ["Wenmai", "dictionary", "Wenmai, the dictionary alone"],
  ["Wenmai", "strings", "the same, its words as strings"],
  ["Wenmai", "learned", "Wenmai, learned words alone"],
  ["Wenmai", "analysis", "Wenmai, full analysis"],
  ["jieba-wasm", "cut", "jieba-wasm, cut"],
  ["@node-rs/jieba", "cut", "@node-rs/jieba, cut (native)"],
  ["Intl.Segmenter", "segment", "Intl.Segmenter"],
  ["segmentit", "words", "segmentit"],
];
const STEPS = { start: "ready", seed: "the seed", articles: "100 articles", megabyte: "a text of 1 MB" };

const [folder] = process.argv.slice(2);
const criterion = process.env.WENMAI_CRITERION ?? join(ROOT, "target/bench/criterion");
const results = await collected(folder, criterion);
const places = [...results.places.keys()];
const sizes = await measure(SITE);
const packageOf = async (name) => JSON.parse(await readFile(join(ROOT, "node_modules", name, "package.json"), "utf8"));
const versions = {};
for (const name of ["jieba-wasm", "segmentit", "@node-rs/jieba"]) versions[name] = (await packageOf(name)).version;

// -------------------------------------------------------------------------------- the sections

const verdict = ({ said, met, more = "" }) =>
  met === undefined ? said : `${said} ${met ? "met" : "**missed**"}${more}`;

async function goals() {
  const general = overall(results, total(sizes).brotli);
  const local = await everywhere(results);
  return `${table(["goal", "wanted", "measured"], general.map((goal) => [goal.name, goal.wanted, verdict(goal)]), 2)}

${table(
  ["goal", "wanted", ...places],
  local.map(({ name, wanted, cells }) => [name, wanted, ...places.map((place) => verdict(cells[place]))]),
  2,
)}`;
}

async function download() {
  const row = (name, { raw, gzip, brotli }) => [name, bytes(raw), bytes(gzip), bytes(brotli)];
  const ofPackage = async (...paths) => {
    const files = paths.map((path) => readFile(join(ROOT, "node_modules", path)));
    return total((await Promise.all(files)).map(compressed));
  };
  const web = "jieba-wasm/pkg/web/jieba_rs_wasm";
  const split = (await parts(SITE, sizes)).map((one) => row(one.within ? `– ${one.part}` : one.part, one));
  return `${table(
    ["bytes", "raw", "gzip", "brotli"],
    [
      row("Wenmai, the engine alone", total(sizes.filter(({ file }) => ENGINE.includes(file)))),
      row("Wenmai, first load with the page", total(sizes)),
      row("jieba-wasm, script and wasm", await ofPackage(`${web}.js`, `${web}_bg.wasm`)),
      row("segmentit, its script as published", await ofPackage("segmentit/dist/esm/segmentit.js")),
    ],
  )}

${table(["the first load by part", "raw", "gzip", "brotli"], split)}

What begins with a dash is a part of the pack, compressed alone.`;
}

function ready() {
  const engines = ["Wenmai", "jieba-wasm", "segmentit", "@node-rs/jieba", "Intl.Segmenter"];
  const rows = places.flatMap((place) =>
    engines.flatMap((engine) => {
      const cold = results.ready(place, engine, "cold");
      if (!cold) return [];
      return [[place, engine, milliseconds(cold), milliseconds(results.ready(place, engine, "warm"))]];
    }),
  );
  return table(["", "", "cold", "warm"], rows, 2);
}

function page() {
  const moments = { readable: "text to be read", annotated: "marks" };
  const browsers = places.filter((place) => results.page(place, "readable", "cold"));
  const rows = browsers.flatMap((place) =>
    Object.entries(moments).map(([moment, name]) => [
      place,
      name,
      ...["cold", "warm"].map((visit) => milliseconds(results.page(place, moment, visit))),
    ]),
  );
  return table(["", "from navigation to", "first visit", "loaded again"], rows, 2);
}

function speeds(text) {
  const cell = (place, engine, task) => {
    const speed = results.speed(place, engine, task, text);
    const share = results.speedAgainst(place, [engine, task], ["jieba-wasm", "cut"], text);
    return speed ? `${rate(speed)}, ${ratio(share.median)}` : "–";
  };
  const rows = TASKS.map(([engine, task, name]) => [name, ...places.map((place) => cell(place, engine, task))]);
  return table(["characters a second", ...places], rows);
}

function memory() {
  const rows = ["Wenmai", "jieba-wasm"].flatMap((engine) =>
    places.map((place) => [
      place,
      engine,
      ...Object.keys(STEPS).map((step) => megabytes(results.memory(place, engine, step))),
    ]),
  );
  const held = (engine, step) => megabytes(results.process("Node", engine, step)?.median);
  const processes = [...new Set(TASKS.map(([engine]) => engine))].map((engine) => [
    engine,
    held(engine, "start"),
    held(engine, "seed"),
  ]);
  return `${table(["wasm memory after", "", ...Object.values(STEPS)], rows, 2)}

${table(["a process of Node in all, after", "ready", "the seed"], processes)}`;
}

async function natively() {
  const news = { dictionary: "the dictionary alone", learned: "learned words alone", analysis: "full analysis" };
  const rows = [];
  for (const [task, name] of Object.entries(news)) {
    const native = await results.nativeSpeed(task, "news");
    if (!native) continue;
    const share = (place) => ratio(results.speed(place, "Wenmai", task, "news").median / native.median);
    rows.push([name, rate(native), ...places.map(share)]);
  }
  const load = await results.native("load");
  if (!load && rows.length === 0) return "Not measured.";
  return `${table(["news, characters a second", "native", ...places.map((place) => `wasm in ${place}`)], rows)}

Loading the pack natively: ${milliseconds(load)}.`;
}

const named = ({ engine, task }) => TASKS.find(([one, other]) => one === engine && other === task)[2];

function length() {
  const rows = results.lengths.map((one) => {
    const [first, last] = [one.points[0], one.points.at(-1)];
    return [named(one), ...[first, last].map(([, time]) => `${significant(time)} ms`), one.slope.toFixed(3), one.r2.toFixed(4)];
  });
  const [shortest, longest] = [0, -1].map((index) => lengthOf(results.lengths[0].points.at(index)[0]));
  return table(["", shortest, longest, "k", "R²"], rows);
}

// ------------------------------------------------------------------------------------ the charts

function speedChart() {
  const panels = places.map((place) => ({
    title: place,
    bars: TASKS.filter(([, task]) => task !== "strings").flatMap(([engine, task, name]) => {
      const speed = results.speed(place, engine, task, "news");
      const ours = engine === "Wenmai";
      return speed ? [{ name, value: speed.median, label: `${significant(speed.median / 1000)} k`, ours }] : [];
    }),
  }));
  return bars("Characters a second, clean news", panels);
}

function lengthChart() {
  const names = ["µs", "ms", "s"];
  const time = (power) => {
    const unit = Math.min(2, Math.max(0, Math.floor(power / 3) + 1));
    return `${bytes(10 ** (power - 3 * (unit - 1)))} ${names[unit]}`;
  };
  const size = (power) => `${10 ** (power % 3)} ${["B", "kB", "MB"][Math.floor(power / 3)]}`;
  const series = results.lengths.map((one) => ({
    name: named(one),
    points: one.points,
    ours: one.engine === "Wenmai",
    label: `k = ${one.slope.toFixed(2)}`,
  }));
  return lines("Time against length, in Node", series, [
    { title: "length of the text in UTF-8", label: size },
    { label: time },
  ]);
}

// ------------------------------------------------------------------------------------ the report

const tool = (command) => execFileSync(command, ["--version"], { encoding: "utf8" }).trim();
const release = /"(.*)"/.exec(await readFile(join(SITE, "release.js"), "utf8"))[1];
const inPlaces = places.map((place) => `${place} ${results.places.get(place).version.replace(/^\D+/, "")}`).join(", ");
const loadAt = (place) => `${place} ${results.places.get(place).load.toFixed(1)}`;
const left = [...results.skipped].map(([name, why]) => `\n${name} was left out: ${why}.`).join("");
const count = Object.fromEntries(Object.entries(TEXTS).map(([name, text]) => [name, bytes([...text].length)]));

const memorySize = `${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory`;
const machine = `${cpus().length} × ${cpus()[0].model.trim()}, ${memorySize}, ${process.platform} ${process.arch}`;

const report = `# Measured by \`./build.sh bench --write\`

Wenmai ${release}; ${Object.entries(versions).map((each) => each.join(" ")).join(", ")};
${inPlaces}, browsers headless; ${tool("rustc")}.
${machine}; ${new Date().toISOString().slice(0, 10)}.${left}

Medians of ${results.runs} runs, quartiles in brackets. In each run the engines take turns, in fresh contexts
of one browser or in fresh processes of Node; all files come from this machine, so that no download
is in the times. Load of the machine when a part began: ${places.map(loadAt).join(", ")}.

## Goals

${await goals()}

## Download

${await download()}

## Ready

${ready()}

From nothing to the first sentence read: jieba-wasm builds its dictionary at the first call. Cold has
empty caches; warm is the same page loaded again, after a second of use, with what the browser kept.
Node keeps nothing. Wenmai's first call is a full analysis, the others' cuts words.

## The page

${page()}

The page opens with the seed, which stands in its markup.

## Speed

![Characters a second of all engines](results.svg)

All engines read the same text in one call, warmed up and in turns, in batches of a tenth of a second
or more; the ratio is to jieba-wasm's cut in the same place, the median of the rounds. Full analysis
is repairs, words, names, values, links and relations, as one object of JavaScript. Of the words alone
Wenmai and Intl.Segmenter give the ends as numbers, the others strings; one row has Wenmai's as strings.

Clean news, ${count.news} characters:

${speeds("news")}

The seed repaired, ${count.seed} characters:

${speeds("seed")}

The seed as scraped, ${count.raw} characters, which the full analysis repairs and the others read as it is:

${speeds("raw")}

## Against our own native speed

${await natively()}

## Memory

${memory()}

MB are 1,000,000 bytes. Memory of wasm never shrinks: the text of 1 MB is read by an instance that has
read nothing else, the articles after the seed. Wenmai analyses, the others cut words.

## Length

![Time against length, on logarithmic axes](length.svg)

${length()}

In Node, one text that goes on in the same manner. k and R² are of the least squares of log time on
log length: the time grows with the length to the power of k, and 1 is linear.
`;
console.log(report);
if (process.argv.includes("--write")) {
  const beside = (name) => join(ROOT, "benches", name);
  await writeFile(beside("RESULTS.md"), report);
  await writeFile(beside("results.svg"), speedChart());
  await writeFile(beside("length.svg"), lengthChart());
}
