// Writes SITE/integrity.json: node www/make/integrity.js SITE
// The digest of every file, as `integrity` attributes and import maps have it. Files that hosts
// send compressed have that of what they are unpacked to, which is what browsers compare.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { COMPRESSED, filesOf, integrityOf } from "./files.js";

const NAME = "integrity.json";

/**
 * @param {string} site
 * @returns {Promise<string>} JSON, a file a line, sorted
 */
export async function integrityFile(site) {
  const digests = {};
  for (const file of await filesOf(site)) {
    if (file === NAME || COMPRESSED.test(file)) continue;
    digests[file] = integrityOf("sha384", await readFile(join(site, file)));
  }
  return `${JSON.stringify(digests, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const site = process.argv[2];
  await writeFile(join(site, NAME), await integrityFile(site));
}
