// What a first visit downloads, by file: node benches/size.js FOLDER
// Fails where it is more than the budget.

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** Brotli bytes of everything, tagger, page and shell. */
const BUDGET = 1_500_000;
/** In the folder, but fetched by no first visit. */
const LATER = /^(LICENSE|THIRD-PARTY\.md|.*\.d\.ts|\.nojekyll|standalone\.js|standalone\/.*)$/;

/** {file, raw, gzip, brotli} of every file of the first load, largest first. */
export async function measure(folder) {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = [];
  for (const entry of names) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const file = path.slice(folder.length).replace(/^\//, "");
    if (!entry.isFile() || LATER.test(file)) continue;
    sizes.push({ file, ...compressed(await readFile(path)) });
  }
  return sizes.sort((a, b) => b.brotli - a.brotli || (a.file < b.file ? -1 : 1));
}

/** Sizes of `bytes` as they are, and as a host that compresses well sends them. */
export function compressed(bytes) {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  };
}

export function total(sizes) {
  const sum = { file: "total", raw: 0, gzip: 0, brotli: 0 };
  for (const size of sizes) for (const key of ["raw", "gzip", "brotli"]) sum[key] += size[key];
  return sum;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sizes = await measure(process.argv[2]);
  const sum = total(sizes);
  const row = (cells) => cells.map((cell, index) => (index ? cell.padStart(11) : cell.padEnd(28))).join("");
  console.log(row(["first load", "raw", "gzip", "brotli"]));
  for (const { file, raw, gzip, brotli } of [...sizes, sum]) {
    console.log(row([file, ...[raw, gzip, brotli].map((bytes) => bytes.toLocaleString("en"))]));
  }
  const share = Math.round((sum.brotli / BUDGET) * 100);
  console.log(`${share} % of the budget of ${BUDGET.toLocaleString("en")} bytes brotli`);
  if (sum.brotli > BUDGET) {
    console.error("size: the first load is over its budget: see what grew in the table above");
    process.exitCode = 1;
  }
}
