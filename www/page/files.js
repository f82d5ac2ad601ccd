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
 * The text of a file: plain text, a web page, Markdown or a .docx document.
 * @param {File} file
 * @returns {Promise<string>}
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
  const text = await textOf(bytes, { name, type });
  if (!text.trim()) throw new WenmaiError("input-empty", { file: name });
  return text;
}

async function textOf(bytes, { name, type }) {
  if (begins(bytes, ARCHIVE)) {
    const { textOfDocument } = await part("docx.js", () => import("./docx.js"));
    return textOfDocument(bytes, name);
  }
  if (FOREIGN.some((magic) => begins(bytes, magic))) {
    throw new WenmaiError("document-foreign", { file: name });
  }
  if (bytes.length > LIMIT) throw new WenmaiError("input-too-large", { file: name });
  const text = decode(bytes);
  if (text === null) throw new WenmaiError("input-not-text", { file: name });
  if (/\.(md|markdown)$/i.test(name) || /markdown/i.test(type)) {
    const { textOfMarkdown } = await part("markdown.js", () => import("./markdown.js"));
    return textOfMarkdown(text);
  }
  return isPage(text, { name, type }) ? textOfHtml(text) : text;
}

/**
 * The article in a web page: its headline, then its paragraphs, one a line; of a page that an
 * article was saved as, its raw text.
 * @param {string} html
 * @returns {Promise<string>}
 */
export async function textOfHtml(html) {
  const saved = readStandalone(html);
  if (saved) return saved.text;
  const { textOfWebPage } = await part("webpage.js", () => import("./webpage.js"));
  return textOfWebPage(html);
}
