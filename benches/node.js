// What is measured in Node, as JSON: node benches/node.js >FILE
//
// Every engine that Node can run, each time in a process of its own, one after the other in turn;
// the speeds of all with one text in one process, so that their batches alternate. One of these
// processes is: node benches/node.js ready|process ENGINE | wasm ENGINE STEPS | speeds TEXT

import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { loadavg } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";

import { memories, open, speeds } from "./measures.js";
import { RUNS, SITE, STEPS, TEXTS } from "./texts.js";

const read = (url) => readFile(new URL(url));
const PLACES = {
  Wenmai: { at: `${pathToFileURL(SITE)}/`, read },
  "jieba-wasm": { at: "jieba-wasm" },
  segmentit: { at: "segmentit" },
  "@node-rs/jieba": { at: "@node-rs/jieba" },
  "Intl.Segmenter": {},
};
const WITH_WASM = ["Wenmai", "jieba-wasm"];

/** Bytes that the process has of this machine's memory; of the script's heap, what is in use. */
function resident() {
  globalThis.gc();
  return process.memoryUsage.rss();
}

const CHILD = {
  ready: async (name) => (await open(name, PLACES[name])).ready,
  async wasm(name, steps) {
    return memories(name, PLACES[name], STEPS[steps]);
  },
  // One article alone: segmentit takes hours for a megabyte.
  process: (name) => memories(name, PLACES[name], { seed: [TEXTS.raw] }, resident),
  speeds: (title) => speeds(PLACES, TEXTS[title], RUNS),
};

function child(...given) {
  const flags = ["--expose-gc", fileURLToPath(import.meta.url), ...given];
  return JSON.parse(execFileSync("node", flags, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));
}

function measured() {
  const found = { version: process.version, runs: RUNS, load: loadavg()[0] };
  Object.assign(found, { ready: {}, processes: {}, memories: {} });
  const names = Object.keys(PLACES);
  for (let run = 0; run <= RUNS; run += 1) {
    console.error(`  Node ${process.version}: run ${run} of ${RUNS}`);
    for (const name of names) {
      const cold = child("ready", name);
      const held = child("process", name);
      // The first run warms up the disk.
      if (run === 0) continue;
      (found.ready[name] ??= []).push({ cold });
      (found.processes[name] ??= []).push(held);
    }
  }
  console.error(`  Node ${process.version}: speeds`);
  found.speeds = {};
  for (const title of Object.keys(TEXTS)) found.speeds[title] = child("speeds", title);
  console.error(`  Node ${process.version}: memories`);
  for (const name of WITH_WASM) {
    const held = STEPS.map((_, steps) => child("wasm", name, String(steps)));
    found.memories[name] = Object.assign({}, ...held);
  }
  return found;
}

const [part, ...given] = process.argv.slice(2);
console.log(JSON.stringify(part ? await CHILD[part](...given) : { Node: measured() }));
