// What a first visit downloads, by part and by file: node benches/size.js FOLDER
// Fails where it is more than the budget.

import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";

import { compressed, total } from "./compression.js";
import { parts } from "./parts.js";

export { compressed, total };

/** Brotli bytes of everything, tagger, page and shell. */
export const BUDGET = 1_500_000;
/** Where a first visit begins. */
const ENTRY = "index.html";
/** What a dynamic import names is loaded when it is used, not before; the table of addresses has
 *  all files, of which those that a page asks for are named by who asks. */
const LATER =
  /\bimport\(\s*["'`][^"'`]*["'`]\s*\)|["'`][\w./-]+["'`]:\s*new URL\(\s*["'`][^"'`]*["'`],\s*import\.meta\.url\s*\)/g;
/** But these are used by every page that keeps corrections, or that reads for a while. */
const ANYWAY = ["corrections/store.js", "strings/progress.js"];
/** Files as markup and scripts name them. */
const NAMES = /["'`]([\w./-]+\.(?:js|css|wasm|pack))["'`]/g;
const ATTRIBUTES = /\b(?:src|href)="([\w./-]+\.(?:js|css|svg))"/g;

/** Paths of the files that a first visit asks for: what the page names, what that names, and so on. */
export async function firstLoad(folder) {
  const found = new Set([ENTRY, ...ANYWAY]);
  for (const path of found) {
    if (!/\.(html|js)$/.test(path)) continue;
    const text = (await readFile(join(folder, path), "utf8")).replace(LATER, "");
    for (const [, name] of text.matchAll(path === ENTRY ? ATTRIBUTES : NAMES)) {
      // Scripts name others beside themselves by a dot; the engine's and the styles' files have
      // their names in the top folder.
      const beside = path === ENTRY || name.startsWith(".");
      const file = beside ? posix.join(posix.dirname(path), name) : name;
      if (existsSync(join(folder, file))) found.add(file);
    }
  }
  return [...found].sort();
}

/** {file, raw, gzip, brotli} of every file of the first load, largest first. */
export async function measure(folder) {
  const sizes = [];
  for (const file of await firstLoad(folder)) {
    sizes.push({ file, ...compressed(await readFile(join(folder, file))) });
  }
  return sizes.sort((a, b) => b.brotli - a.brotli || (a.file < b.file ? -1 : 1));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder] = process.argv;
  const sizes = await measure(folder);
  const sum = total(sizes);
  const row = (cells) => cells.map((cell, index) => (index ? cell.padStart(11) : cell.padEnd(30))).join("");
  const line = (name, { raw, gzip, brotli }) =>
    row([name, ...[raw, gzip, brotli].map((bytes) => bytes.toLocaleString("en"))]);
  console.log(row(["first load, by part", "raw", "gzip", "brotli"]));
  for (const one of await parts(folder, sizes)) console.log(line(one.within ? `  ${one.part}` : one.part, one));
  console.log(line("total", sum));
  console.log("What is indented is in the part above it, compressed alone.\n");
  console.log(row(["first load, by file", "raw", "gzip", "brotli"]));
  for (const one of [...sizes, sum]) console.log(line(one.file, one));
  const share = Math.round((sum.brotli / BUDGET) * 100);
  console.log(`${share} % of the budget of ${BUDGET.toLocaleString("en")} bytes brotli`);
  if (sum.brotli > BUDGET) {
    console.error("size: the first load is over its budget: see what grew in the tables above");
    process.exitCode = 1;
  }
}
