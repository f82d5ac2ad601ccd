/** Parts of the engine's data that only some readers need: fetched when they are first asked for. */

import { bytesOf } from "../download.js";
import { WenmaiError } from "../failures.js";
import { carries } from "../files.js";

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

/** Whether a part can be had at all: a page that is one file leaves out the largest. */
export const mayHave = (name) => carries(FILES[name]);

async function load(engine, name) {
  const file = FILES[name];
  const bytes = await bytesOf(file);
  try {
    await engine[LOADERS[name]](bytes);
  } catch (cause) {
    const error = WenmaiError.from(cause);
    throw new WenmaiError(error.code, { file, cause });
  }
}
