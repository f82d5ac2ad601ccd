/**
 * The files of the engine: asked for, compiled and told apart, with a precise word for what is
 * wrong with one.
 */

import { unanswered } from "./diagnosis.js";
import { WenmaiError } from "./failures.js";
import { loadScripts, request } from "./files.js";

const BINARY = "wenmai_core_bg.wasm";
/** The pack's file, for failures that concern it. */
export const PACK = "wenmai.pack";

/** First bytes of every WebAssembly module: `\0asm`. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d];
/** First bytes of every gzip file. */
const GZIP = [0x1f, 0x8b];
/** The smallest module there is: shows at once, without a download, whether any may run. */
const SMALLEST = Uint8Array.of(...MAGIC, 1, 0, 0, 0);

const begins = (bytes, magic) => magic.every((byte, index) => bytes[index] === byte);

/** Asks the browser, for nothing, whether it would run a module at all. */
export function mayRun() {
  if (typeof WebAssembly !== "object") throw new WenmaiError("no-wasm");
  try {
    // Safari compiles what its policy then forbids to run.
    new WebAssembly.Instance(new WebAssembly.Module(SMALLEST));
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
  const options = { signal, cache };
  const [scripts, module, pack] = await Promise.all([
    loadScripts(fresh),
    request(BINARY, options).then((response) => compile(response, cache)),
    bytesOf(PACK, options),
  ]);
  return { ...scripts, module, pack };
}

/**
 * The content of a file of this release.
 * @param {string} file
 * @param {object} [options] as for `request`
 * @returns {Promise<Uint8Array>}
 */
export async function bytesOf(file, options) {
  return read(await request(file, options), file);
}

/** All of an answer. What arrives compressed although the browser has unpacked it was compressed
 *  twice, or the server did not say that it is: one more step, and it is what was asked for. */
export async function read(response, file) {
  try {
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!begins(bytes, GZIP) || typeof DecompressionStream !== "function") return bytes;
    const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(unpacked).arrayBuffer());
  } catch (cause) {
    throw await unanswered(file, response.url, cause);
  }
}

/** Compiles while downloading where the server names the type; else the same bytes, after. The
 *  second time always after: then it can be seen what is wrong with them. */
export async function compile(response, cache) {
  const type = response.headers.get("Content-Type") ?? "";
  const named = WebAssembly.compileStreaming && /^application\/wasm\s*(;|$)/i.test(type);
  if (!named || cache === "reload") return compileBytes(await read(response, BINARY));
  try {
    return await WebAssembly.compileStreaming(response);
  } catch (cause) {
    if (!(cause instanceof WebAssembly.CompileError)) {
      throw await unanswered(BINARY, response.url, cause);
    }
    throw new WenmaiError("engine-not-wasm", { file: BINARY, cause });
  }
}

async function compileBytes(bytes) {
  const failure = (code, cause) => new WenmaiError(code, { file: BINARY, cause });
  if (!begins(bytes, MAGIC)) throw failure("engine-not-wasm");
  try {
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    if (!(cause instanceof WebAssembly.CompileError)) throw WenmaiError.from(cause, BINARY);
    // The smallest module was accepted: it is this one that the browser does not understand.
    throw failure(isWhole(bytes) ? "old-browser" : "engine-damaged", cause);
  }
}

/** Whether a module's sections, each a number, a length (LEB128) and its content, end where its
 *  bytes do. */
function isWhole(bytes) {
  let position = SMALLEST.length;
  while (position < bytes.length) {
    let [length, shift] = [0, 0];
    do {
      position += 1;
      length += (bytes[position] & 0x7f) * 2 ** shift;
      shift += 7;
    } while (bytes[position] & 0x80);
    position += 1 + length;
  }
  return position === bytes.length;
}
