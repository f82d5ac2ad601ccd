/** Parts of the engine's data that only some readers need: fetched when they are first asked for. */

import { ADDRESSES } from "../addresses.js";
import { WenmaiError } from "../failures.js";

const FILES = {
  readings: "wenmai-readings.pack",
  definitions: "wenmai-definitions.pack",
  phrases: "wenmai-phrases.pack",
};
const LOADERS = {
  readings: "loadReadings",
  definitions: "loadDefinitions",
  phrases: "loadPhrases",
};
const loaded = new WeakMap();

/**
 * Loads a part into an engine, once.
 * @param {object} engine
 * @param {"readings" | "definitions" | "phrases"} name
 */
export function partOf(engine, name) {
  const parts = loaded.get(engine) ?? {};
  loaded.set(engine, parts);
  parts[name] ??= load(engine, name).catch((error) => {
    // Not kept: the next call tries again.
    delete parts[name];
    throw error;
  });
  return parts[name];
}

async function load(engine, name) {
  const file = FILES[name];
  let response;
  try {
    response = await fetch(ADDRESSES[file]);
  } catch (cause) {
    throw new WenmaiError("network", { file, cause });
  }
  if (!response.ok) throw new WenmaiError("file-missing", { file });
  await engine[LOADERS[name]](new Uint8Array(await response.arrayBuffer()));
}
