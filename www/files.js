/**
 * Where the files of this release come from: the folder of this script. Nobody else asks for one;
 * a page that carries its files has another module with these functions in place of this one.
 */

import { ADDRESSES } from "./addresses.js";
import { refusal, unanswered, unloadable, watchPolicy } from "./diagnosis.js";
import { trustedAddress } from "./trusted.js";

/** The release that the page is of. */
const RELEASE = "release.js";
/** What wasm-bindgen wrote. */
const SCRIPT = "wenmai_core.js";
const WORKER = "worker.js";
/** Milliseconds that a host may be silent before it is asked once more. */
const SILENCE = 20_000;

/** Whether a file of this release can be had at all; a folder has them all. */
export const carries = () => true;

/**
 * A file of this release, or a failure that says what is wrong with it.
 * @param {string} file
 * @param {{signal?: AbortSignal, cache?: RequestCache}} [options]
 * @returns {Promise<Response>} its body may still fail
 */
export async function request(file, options = {}) {
  const { href } = ADDRESSES[file];
  let response;
  watchPolicy();
  try {
    response = await ask(href, options);
  } catch (cause) {
    throw await unanswered(file, href, cause);
  }
  const failure = refusal(file, response);
  if (failure) throw failure;
  return response;
}

/** Asks a host, and once more where it does not begin to answer: connections get lost unnoticed. */
async function ask(href, { signal, cache }) {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), SILENCE);
  const signals = [signal, silence.signal].filter(Boolean);
  try {
    return await fetch(href, { signal: AbortSignal.any(signals), cache });
  } catch (cause) {
    if (signal?.aborted || !silence.signal.aborted) throw cause;
    return fetch(href, { signal, cache: "reload" });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The scripts of the engine.
 * @param {number} fresh where not 0, they are loaded once more, with fresh state
 * @returns {Promise<{release: string, core: object, script: string}>} the release that the page
 *   is of, what wasm-bindgen wrote, and its address for a worker
 */
export async function loadScripts(fresh) {
  const script = address(SCRIPT, fresh);
  const [{ RELEASE: release }, core] = await Promise.all([
    load(RELEASE, fresh, () => importRelease(fresh)),
    load(SCRIPT, fresh, () => import(/* @vite-ignore */ /* webpackIgnore: true */ script)),
  ]);
  return { release, core, script };
}

/** A worker that answers calls; throws, or rejects, where the page may have none of its address. */
export function makeWorker() {
  const script = trustedAddress(ADDRESSES[WORKER].href);
  const worker = new Worker(script, { type: "module", name: "wenmai" });
  worker.postMessage({ name: "expect", values: [address(SCRIPT, 0)] });
  return worker;
}

/** A bundler has the release in its bundle, and may make a `data:` address of so small a file. */
function importRelease(fresh) {
  if (!fresh || ADDRESSES[RELEASE].protocol === "data:") return import("./release.js");
  return import(/* @vite-ignore */ /* webpackIgnore: true */ address(RELEASE, fresh));
}

async function load(file, fresh, from) {
  watchPolicy();
  try {
    return await from();
  } catch (cause) {
    throw await unloadable(file, address(file, fresh), cause);
  }
}

function address(file, fresh) {
  const url = new URL(ADDRESSES[file]);
  if (fresh) url.searchParams.set("again", fresh);
  return url.href;
}
