/** What the reader put right, as a list in the documented shape; the core applies it. */

import { WenmaiError } from "../failures.js";

/** Name and version of the file's shape. */
const SCHEMA = "wenmai-corrections/1";

/** A copy of a list of corrections, or a failure where it is none. */
export function copyOf(list) {
  if (!Array.isArray(list)) throw new WenmaiError("corrections-malformed");
  return structuredClone(list);
}

/** The file of a list of corrections whose positions count UTF-16 units. */
export const fileOf = (corrections) => ({ schema: SCHEMA, offsetUnit: "utf-16", corrections });

/** A file that was given as an object or as JSON, as an object. */
export function parse(data) {
  if (typeof data !== "string") return data;
  try {
    return JSON.parse(data);
  } catch (cause) {
    throw new WenmaiError("corrections-malformed", { cause });
  }
}

/** Both lists, one after the other; what the first has already is not said twice. */
export function joined(list, more) {
  const known = new Set(list.map((correction) => JSON.stringify(correction)));
  return [...list, ...more.filter((correction) => !known.has(JSON.stringify(correction)))];
}
