// The files of a site, as the scripts beside this one take them.

import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Names of what is made from other files of the site, for hosts that send it in their place. */
export const COMPRESSED = /\.(br|gz)$/;

/**
 * Paths of all files below a folder, with slashes, in the order of their characters.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

/**
 * A digest as `integrity` attributes have it.
 * @param {"sha256" | "sha384"} algorithm
 * @param {Uint8Array | string} bytes
 * @returns {string}
 */
export function integrityOf(algorithm, bytes) {
  return `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;
}
