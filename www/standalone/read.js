/** What a standalone file was made from, so that it can be opened again. */

import { SCHEMA, SOURCE } from "./data.js";

/**
 * The raw text in a standalone file, with the reader's corrections and words.
 * @param {string} html
 * @returns {{text: string, corrections: object[], lexicon: object[]} | null} null for any other
 *   page, and for a file of a later version
 */
export function readStandalone(html) {
  // Most pages are none: they are not parsed for it.
  if (!html.includes(SOURCE)) return null;
  const block = dataBlock(html);
  if (block === null) return null;
  try {
    const { schema, text, corrections, lexicon } = JSON.parse(block);
    const lists = Array.isArray(corrections) && Array.isArray(lexicon);
    if (schema !== SCHEMA || typeof text !== "string" || !lists) return null;
    return { text, corrections, lexicon };
  } catch {
    return null;
  }
}

/**
 * The text of the block. Found by its own tag, not by parsing the page: the page may be a
 * stranger's, and a browser complains about each handler in it that its policy forbids.
 */
function dataBlock(html) {
  for (const [, attributes, content] of html.matchAll(/<script\b([^>]*)>([^<]*)<\/script>/gi)) {
    const id = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(attributes);
    const type = /\stype\s*=\s*["']?application\/json\b/i.test(attributes);
    if (type && id?.slice(1).includes(SOURCE)) return content;
  }
  return null;
}
