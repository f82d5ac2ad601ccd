// The first load by what it is for: the engine, the sections of its pack, the page.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { compressed, total } from "./compression.js";

const PACK = "wenmai.pack";
/** Parts of the first load by their files: each file is of the first that knows it. */
const PARTS = [
  ["engine code", (file) => file.endsWith(".wasm")],
  ["engine script", (file) => file === "wenmai_core.js"],
  ["pack", (file) => file === PACK],
  ["page scripts", (file) => file.endsWith(".js")],
  ["styles", (file) => file.endsWith(".css")],
  ["page and icon", () => true],
];
/** Sections of the pack; what is not here is one of the other tables. */
const SECTIONS = { words: "words", gazetteer: "gazetteers", model: "model" };
const OTHERS = "other tables";
/** Bytes before the release: magic, version, checksum. */
const HEADER = 16;

/**
 * {part, raw, gzip, brotli} of each part of the files in `sizes`; behind the pack its sections,
 * with `within`, each compressed alone: together they share what they have in common.
 */
export async function parts(folder, sizes) {
  const left = [...sizes];
  const found = [];
  for (const [part, isOf] of PARTS) {
    const its = left.filter(({ file }) => isOf(file));
    for (const one of its) left.splice(left.indexOf(one), 1);
    const { raw, gzip, brotli } = total(its);
    found.push({ part, raw, gzip, brotli });
    if (part === "pack") found.push(...contents(await readFile(join(folder, PACK))));
  }
  return found;
}

function contents(pack) {
  const found = new Map();
  for (const [name, bytes] of sections(pack)) {
    const part = SECTIONS[name] ?? OTHERS;
    found.set(part, [...(found.get(part) ?? []), compressed(bytes)]);
  }
  const order = [...Object.values(SECTIONS), OTHERS].filter((part) => found.has(part));
  return order.map((part) => {
    const { raw, gzip, brotli } = total(found.get(part));
    return { part, within: "pack", raw, gzip, brotli };
  });
}

/** [name, bytes] of each section, by the layout that src/pack/mod.rs has. */
function sections(pack) {
  let at = HEADER;
  const number = () => pack.readUInt32LE((at += 4) - 4);
  const string = () => {
    const length = pack.readUInt16LE(at);
    at += 2 + length;
    return pack.toString("utf8", at - length, at);
  };
  string(); // The release.
  return Array.from({ length: number() }, () => {
    const [name, start, length] = [string(), number(), number()];
    return [name, pack.subarray(start, start + length)];
  });
}
