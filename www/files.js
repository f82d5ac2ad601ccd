/**
 * Where the files of this release come from: the folder of this script. No other module knows;
 * a page that carries its files has another with these functions in place of this one.
 */

import { refusal, unanswered, unloadable } from "./diagnosis.js";

/** The release that the page is of. */
const RELEASE = "release.js";
/** What wasm-bindgen wrote. */
const SCRIPT = "wenmai_core.js";

/** Whether a file of this release can be had at all; a folder has them all. */
export const carries = () => true;

/**
 * A file of this release, or a failure that says what is wrong with it.
 * @param {string} file
 * @param {object} [options]
 * @param {URL | string} [options.base] the folder, where it is another
 * @param {AbortSignal} [options.signal]
 * @param {RequestCache} [options.cache]
 * @returns {Promise<Response>} its body may still fail
 */
export async function request(file, { base = import.meta.url, signal, cache } = {}) {
  const { href } = new URL(file, base);
  let response;
  try {
    response = await fetch(href, { signal, cache });
  } catch (cause) {
    throw await unanswered(file, href, cause);
  }
  const failure = refusal(file, response);
  if (failure) throw failure;
  return response;
}

/**
 * The scripts of the engine.
 * @param {object} options
 * @param {URL | string} [options.base] the folder, where it is another
 * @param {number} options.fresh where not 0, they are loaded once more, with fresh state
 * @returns {Promise<{release: string, core: object, script: string}>} the release that the page
 *   is of, what wasm-bindgen wrote, and its address for a worker
 */
export async function loadScripts({ base = import.meta.url, fresh }) {
  const address = (file) => {
    const url = new URL(file, base);
    if (fresh) url.searchParams.set("again", fresh);
    return url.href;
  };
  const load = async (file) => {
    try {
      return await import(address(file));
    } catch (cause) {
      throw await unloadable(file, address(file), cause);
    }
  };
  const [{ RELEASE: release }, core] = await Promise.all([load(RELEASE), load(SCRIPT)]);
  return { release, core, script: address(SCRIPT) };
}

/** A worker that answers calls; throws, or rejects, where the page may have none of that address. */
export function makeWorker() {
  return new Worker(new URL("./worker.js", import.meta.url), { type: "module", name: "wenmai" });
}
