// What a text costs against its length, as JSON: node benches/length.js [LONGEST] >FILE
//
// In Node, from 1 kB to 10 MB; the text goes on in the same manner, so that only its length
// differs. All lengths are read by one instance of each engine, the shortest first.

import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";

import { varied } from "../tests/browser/varied.js";
import { open, timed, warmedUp } from "./measures.js";
import { summary } from "./statistics.js";
import { SITE } from "./texts.js";

/** Bytes in UTF-8: every half of a power of ten. */
const LENGTHS = Array.from({ length: 9 }, (_, index) => 10 ** (3 + index / 2)).filter(
  (bytes) => bytes <= Number(process.argv[2] ?? 10_000_000),
);
/** What is fitted: words as strings are the dictionary's with copies. */
const TASKS = ["dictionary", "learned", "analysis", "cut"];
/** Bytes of a character at least, on average: Han characters have three, digits one. */
const SHORTEST = 2.5;
const BATCHES = 5;
/** Milliseconds after which one call has to do for a length. */
const LONG = 1000;

const long = Buffer.from(varied(LENGTHS.at(-1) / SHORTEST));
// A character that the end tears is left out.
const texts = LENGTHS.map((bytes) => long.toString("utf8", 0, Math.round(bytes)).replace(/\ufffd$/, ""));
const engines = {
  Wenmai: await open("Wenmai", {
    at: `${pathToFileURL(SITE)}/`,
    read: (url) => readFile(new URL(url)),
  }),
  "jieba-wasm": await open("jieba-wasm", { at: "jieba-wasm" }),
};

const results = [];
for (const [engine, { tasks }] of Object.entries(engines)) {
  for (const task of TASKS.filter((task) => tasks[task])) {
    const points = texts.map((text) => {
      const call = () => tasks[task](text);
      return [Buffer.byteLength(text), timeOf(call)];
    });
    console.error(`  ${engine}, ${task}: ${points.at(-1)[1].toFixed(0)} ms for the longest`);
    results.push({ engine, task, points });
  }
}
console.log(JSON.stringify(results));

/** Milliseconds of one call: the median of batches, unless a call is long by itself. */
function timeOf(call) {
  const once = timed(call);
  if (once > LONG) return once;
  const calls = warmedUp(call);
  return summary(Array.from({ length: BATCHES }, () => timed(call, calls) / calls)).median;
}
