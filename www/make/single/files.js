/**
 * In the page that is one file, this stands in place of `files.js`: the files of the release are
 * data blocks behind the text, compressed and in base64. Nothing is asked of anybody.
 */

import { WenmaiError } from "../../failures.js";
// Written by `make/single.js`: the release, and a new instance of the engine's script a call.
import { RELEASE, makeCore } from "wenmai:core";

/** The worker's script, as a data block. */
const WORKER = "worker.js";
const TYPES = { wasm: "application/wasm", css: "text/css", js: "text/javascript" };

/** Compressed content by name, once it has been taken out of the page. */
const taken = new Map();

const blockOf = (file) => document.querySelector(`script[data-file="${file}"]`);

/** Whether the page has a file. */
export const carries = (file) => taken.has(file) || blockOf(file) !== null;

/**
 * A file of this release.
 * @param {string} file
 * @returns {Promise<Response>}
 */
export async function request(file) {
  if (!carries(file)) throw new WenmaiError("not-carried", { file });
  let content;
  try {
    if (!taken.has(file)) take(file);
    const packed = new Blob([taken.get(file)]).stream();
    content = await new Response(packed.pipeThrough(new DecompressionStream("gzip"))).blob();
  } catch (cause) {
    const old = typeof DecompressionStream !== "function";
    throw new WenmaiError(old ? "old-browser" : "copy-damaged", { file, cause });
  }
  const type = TYPES[file.split(".").at(-1)] ?? "application/octet-stream";
  return new Response(content, { headers: { "Content-Type": type } });
}

/** The scripts of the engine, with fresh state each time. */
export async function loadScripts() {
  return { release: RELEASE, core: makeCore(), script: "" };
}

/** A worker that answers calls; rejects where the page may have none. */
export async function makeWorker() {
  const address = URL.createObjectURL(await (await request(WORKER)).blob());
  try {
    return new Worker(address, { name: "wenmai" });
  } finally {
    // It has been asked for; the address may go once it has been looked up.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}

/** Takes a file out of the page: base64 is a third more, and twice that as a string. */
function take(file) {
  const block = blockOf(file);
  taken.set(file, decode(block.textContent));
  block.remove();
}

/** The bytes that base64 stands for. */
function decode(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < bytes.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
