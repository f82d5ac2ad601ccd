// Writes SITE/integrity.json: node www/make/integrity.js SITE
// Prints an import map with the digests of the modules: node www/make/integrity.js SITE --map PREFIX
// The digest of every file, as `integrity` attributes and import maps have it. Files that hosts
// send compressed have that of what they are unpacked to, which is what browsers compare.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { COMPRESSED, filesOf, integrityOf } from "./files.js";

const NAME = "integrity.json";
/** Scripts that no script imports. */
const APART = /^(embed|standalone|sw|sw-off|worker)\.js$/;

/**
 * The digests of a site's files, in the order of their names.
 * @param {string} site
 * @returns {Promise<Record<string, string>>}
 */
export async function digestsOf(site) {
  const digests = {};
  for (const file of await filesOf(site)) {
    if (file === NAME || COMPRESSED.test(file)) continue;
    digests[file] = integrityOf("sha384", await readFile(join(site, file)));
  }
  return digests;
}

/**
 * What a page's import map says of the modules, where the site lies at an address.
 * @param {Record<string, string>} digests
 * @param {string} prefix
 */
export function mapOf(digests, prefix) {
  const modules = Object.entries(digests).filter(([file]) => /\.js$/.test(file) && !APART.test(file));
  return { integrity: Object.fromEntries(modules.map(([file, digest]) => [prefix + file, digest])) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const options = { map: { type: "string" } };
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [site] = positionals;
  const digests = await digestsOf(site);
  if (values.map) console.log(JSON.stringify(mapOf(digests, values.map)));
  else await writeFile(join(site, NAME), `${JSON.stringify(digests, null, 2)}\n`);
}
