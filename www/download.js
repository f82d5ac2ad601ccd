/**
 * The files of the engine: downloaded, compiled and told apart, with a precise word for what is
 * wrong with one.
 */

import { ADDRESSES } from "./addresses.js";
import { WenmaiError } from "./failures.js";

const SCRIPT = "wenmai_core.js";
const BINARY = "wenmai_core_bg.wasm";
const RELEASE = "release.js";
/** The pack's file, for failures that concern it. */
export const PACK = "wenmai.pack";

/** First bytes of every WebAssembly module: `\0asm`. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d];
/** The smallest module there is: shows at once, without a download, whether any may run. */
const SMALLEST = Uint8Array.of(...MAGIC, 1, 0, 0, 0);

/** Asks the browser, for nothing, whether it would run a module at all. */
export function mayRun() {
  if (typeof WebAssembly !== "object") throw new WenmaiError("no-wasm");
  try {
    new WebAssembly.Module(SMALLEST);
  } catch (cause) {
    throw new WenmaiError("engine-refused", { cause });
  }
}

/**
 * Downloads the engine's files.
 * @param {AbortSignal} signal
 * @param {RequestCache} cache
 * @param {number} fresh where not 0, the script is loaded once more, with fresh state
 * @returns {Promise<{release: string, script: string, core: object, module: WebAssembly.Module,
 *   pack: Uint8Array}>} the release that the page is of; the script's address and its exports
 */
export async function download(signal, cache, fresh) {
  const script = address(SCRIPT, fresh);
  const parts = [
    importScript(RELEASE, () => importRelease(fresh)),
    importScript(SCRIPT, () => import(/* @vite-ignore */ /* webpackIgnore: true */ script)),
    request(BINARY, signal, cache).then(compile),
    request(PACK, signal, cache).then(bytes(PACK)),
  ];
  const [{ RELEASE: release }, core, module, pack] = await Promise.all(parts);
  return { release, script, core, module, pack };
}

function address(file, fresh) {
  const url = new URL(ADDRESSES[file]);
  if (fresh) url.searchParams.set("again", fresh);
  return url.href;
}

/** A bundler has the release in its bundle, and may make a `data:` address of so small a file. */
function importRelease(fresh) {
  if (!fresh || ADDRESSES[RELEASE].protocol === "data:") return import("./release.js");
  return import(/* @vite-ignore */ /* webpackIgnore: true */ address(RELEASE, fresh));
}

async function importScript(file, load) {
  try {
    return await load();
  } catch (cause) {
    throw new WenmaiError("script-missing", { file, cause });
  }
}

async function request(file, signal, cache) {
  let response;
  try {
    response = await fetch(ADDRESSES[file], { signal, cache });
  } catch (cause) {
    throw new WenmaiError("network", { file, cause });
  }
  if (!response.ok) throw new WenmaiError("file-missing", { file });
  return response;
}

/** Reads the body of an answer. */
export const bytes = (file) => async (response) => {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new WenmaiError("network", { file, cause });
  }
};

/** Compiles while downloading where the server names the type; else the same bytes, after. */
export async function compile(response) {
  const type = response.headers.get("Content-Type") ?? "";
  const streaming = WebAssembly.compileStreaming && /^application\/wasm\s*(;|$)/i.test(type);
  try {
    if (streaming) return await WebAssembly.compileStreaming(response);
    const binary = await bytes(BINARY)(response);
    if (MAGIC.some((byte, index) => binary[index] !== byte)) {
      throw new WenmaiError("engine-not-wasm", { file: BINARY });
    }
    return await WebAssembly.compile(binary);
  } catch (cause) {
    if (cause instanceof WenmaiError) throw cause;
    if (cause instanceof WebAssembly.CompileError) {
      // The smallest module was accepted: it is this one that the browser does not understand.
      const damaged = /magic|expected/i.test(cause.message);
      const code = damaged ? "engine-not-wasm" : "old-browser";
      throw new WenmaiError(code, { file: BINARY, cause });
    }
    throw new WenmaiError("network", { file: BINARY, cause });
  }
}
