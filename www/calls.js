/** What can be asked of a loaded engine, by name: the same in a worker and in place. */

import { WenmaiError } from "./failures.js";

/** Bytes in a page of WebAssembly's memory. */
const PAGE = 65_536;

/** Calls that need no engine, and the name that the core has for them. */
const OF_CORE = {
  corrections: "readCorrections",
  readLexicon: "readLexicon",
  writeLexicon: "writeLexicon",
};

/** Calls that load a further pack: a new engine has to be given it again. */
export const LOADS = new Set(["loadReadings", "loadDefinitions", "loadPhrases"]);

/**
 * Links the core's script with its module.
 * @param {object} core the exports of the script
 * @param {WebAssembly.Module} module
 * @returns {Promise<WebAssembly.Memory>} the memory that it works in
 * @throws {WenmaiError}
 */
export async function instantiate(core, module) {
  try {
    return (await core.default({ module_or_path: module })).memory;
  } catch (cause) {
    const error = WenmaiError.from(cause);
    // Script and binary of different builds do not link.
    throw error.code === "unknown" ? new WenmaiError("release-mismatch", { cause }) : error;
  }
}

/**
 * Makes an engine of its pack and of the further ones that had been loaded.
 * @param {object} core the exports of the script, its module instantiated
 * @param {Uint8Array} pack
 * @param {Map<string, unknown[]>} loaded call → its values
 */
export function open(core, pack, loaded) {
  const engine = new core.Engine(pack);
  for (const [name, values] of loaded) engine[name](...values);
  return engine;
}

/** Answers one call; what goes wrong is thrown as the core throws it. */
export function answer(core, engine, name, values) {
  return Object.hasOwn(OF_CORE, name)
    ? core[OF_CORE[name]](...values)
    : engine[name](...values);
}

/**
 * A failure of the core. One that ran out of memory traps like any other: whether that was it
 * shows in a memory that cannot be doubled, as the core's own lists double. Nobody asks an engine
 * again that has trapped, so that nothing is lost by trying.
 * @param {unknown} cause
 * @param {WebAssembly.Memory | undefined} memory
 * @returns {WenmaiError}
 */
export function failureOf(cause, memory) {
  const error = WenmaiError.from(cause);
  if (error.code !== "panic") return error;
  try {
    memory?.grow(memory.buffer.byteLength / PAGE);
    return error;
  } catch {
    return new WenmaiError("out-of-memory", { cause });
  }
}
