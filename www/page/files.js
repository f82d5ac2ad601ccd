/** A reader's file, in any of the formats that the page opens, into text. */

import { LIMIT, decode, isPage } from "../documents.js";
import { WenmaiError } from "../failures.js";
import { readStandalone } from "../standalone/read.js";
import { part } from "./parts.js";

/** Largest document of a word processor, in bytes; most of one is pictures. */
const DOCUMENT_LIMIT = 64 * 1024 * 1024;

/** First bytes of formats that hold text but that the page does not open: PDF, old Word, RTF. */
const FOREIGN = [
  [0x25, 0x50, 0x44, 0x46],
  [0xd0, 0xcf, 0x11, 0xe0],
  [0x7b, 0x5c, 0x72, 0x74, 0x66],
];
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];

const begins = (bytes, magic) => magic.every((byte, index) => bytes[index] === byte);

/**
 * @typedef {object} Brought what a file or a piece of a page holds
 * @property {string} text
 * @property {object[]} [corrections] of the text, where an article was saved with them
 * @property {object[]} [lexicon] words that it was read with
 */

/**
 * What a file holds: plain text, a web page, Markdown or a .docx document.
 * @param {File} file
 * @returns {Promise<Brought>}
 */
export async function readFile(file) {
  const { name, type } = file;
  if (file.size > DOCUMENT_LIMIT) throw new WenmaiError("input-too-large", { file: name });
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new WenmaiError("file-unreadable", { file: name, cause });
  }
  const brought = await contentOf(bytes, { name, type });
  if (!brought.text.trim()) throw new WenmaiError("input-empty", { file: name });
  return brought;
}

async function contentOf(bytes, { name, type }) {
  if (begins(bytes, ARCHIVE)) {
    const { textOfDocument } = await part("docx.js", () => import("./docx.js"));
    return { text: await textOfDocument(bytes, name) };
  }
  if (FOREIGN.some((magic) => begins(bytes, magic))) {
    throw new WenmaiError("document-foreign", { file: name });
  }
  if (bytes.length > LIMIT) throw new WenmaiError("input-too-large", { file: name });
  const text = decode(bytes);
  if (text === null) throw new WenmaiError("input-not-text", { file: name });
  if (/\.(md|markdown)$/i.test(name) || /markdown/i.test(type)) {
    const { textOfMarkdown } = await part("markdown.js", () => import("./markdown.js"));
    return { text: await textOfMarkdown(text) };
  }
  return isPage(text, { name, type }) ? contentOfHtml(text) : { text };
}

/**
 * The article in a web page: its headline, then its paragraphs, one a line; of a page that an
 * article was saved as, its raw text with what was put right in it.
 * @param {string} html
 * @returns {Promise<Brought>}
 */
export async function contentOfHtml(html) {
  const saved = readStandalone(html);
  if (saved) return saved;
  const { textOfWebPage } = await part("webpage.js", () => import("./webpage.js"));
  return { text: await textOfWebPage(html) };
}
