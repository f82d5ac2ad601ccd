// Finishes the service worker of a site: node www/make/offline.js SITE
// Writes SITE/sw.js: the list of the page's files, each with its digest, and behind it the script
// `www/sw.js`. The release is named after all of that, so that a change of any file is another.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { transform } from "esbuild";

import { COMPRESSED, filesOf, integrityOf } from "./files.js";

const SOURCE = new URL("../sw.js", import.meta.url);

/** What the page asks for: scripts, styles, pages, engine, pictures. */
const ASKED = /\.(css|html|js|pack|png|svg|wasm|webmanifest)$/;
/** What is no part of it: the worker itself, what takes its place, and what archives are made of. */
const APART = ["sw.js", "sw-off.js", "archive.css", "archive.js"];
/** What is kept once the reader has used it: packs beside the one that every text needs. */
const LATER = /^wenmai-[^/]*\.pack$/;

/**
 * The list that the worker works by.
 * @param {string} site
 * @returns {Promise<{files: Record<string, string>, later: Record<string, string>}>}
 */
export async function listOf(site) {
  const list = { files: {}, later: {} };
  for (const file of await filesOf(site)) {
    if (!ASKED.test(file) || COMPRESSED.test(file) || APART.includes(file)) continue;
    const part = LATER.test(file) ? list.later : list.files;
    part[file] = integrityOf("sha256", await readFile(join(site, file)));
  }
  return list;
}

/**
 * The worker's script for a site.
 * @param {string} site
 * @returns {Promise<string>}
 */
export async function workerOf(site) {
  const list = await listOf(site);
  const { code } = await transform(await readFile(SOURCE, "utf8"), {
    charset: "utf8",
    minify: true,
    target: "esnext",
  });
  const digest = createHash("sha256").update(JSON.stringify(list)).update(code).digest("hex");
  const release = digest.slice(0, 16);
  return `const KEPT=${JSON.stringify({ release, ...list })};\n${code}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const site = process.argv[2];
  await writeFile(join(site, "sw.js"), await workerOf(site));
}
