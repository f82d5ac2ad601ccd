/** Formats that the engine does not write, and what does; each is loaded when it is asked for. */

import { WenmaiError } from "./failures.js";

const WRITERS = { html: () => import("./standalone/write.js") };

/** Whether a format is written here. */
export const isWritten = (format) => Object.hasOwn(WRITERS, format);

/**
 * The article of an element as a file.
 * @param {string} format
 * @param {HTMLElement} element
 * @param {string} language
 * @returns {Promise<string>}
 */
export async function write(format, element, language) {
  const writer = await WRITERS[format]().catch((cause) => {
    throw new WenmaiError("network", { file: `the writer of ${format}`, cause });
  });
  const article = await element.ready;
  const { text, corrections, lexicon } = element;
  return writer.write(article, { text, corrections, lexicon, language });
}
