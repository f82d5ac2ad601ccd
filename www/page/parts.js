/** What the page loads only when it is used. */

import { WenmaiError } from "../failures.js";

/**
 * A part of the page that is loaded on demand.
 * @template Part
 * @param {string} file its name, for the reader
 * @param {() => Promise<Part>} load its `import()`, in place so that bundlers see it
 * @returns {Promise<Part>}
 */
export async function part(file, load) {
  try {
    return await load();
  } catch (cause) {
    throw new WenmaiError("part-missing", { file, cause });
  }
}
