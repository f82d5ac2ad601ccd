/** Documents of word processors (.docx, Office Open XML) into text. */

import { WenmaiError } from "../failures.js";
import { part } from "./parts.js";

/** The one file of the archive that is opened; the rest, pictures above all, stays packed. */
const TEXT = "word/document.xml";
/** Largest text part once unpacked, in bytes: an archive of a few kilobytes can hold gigabytes. */
const UNPACKED_LIMIT = 32 * 1024 * 1024;

/** Elements whose text is not, or no longer, part of the text: deletions, readings, fallbacks. */
const SKIPPED = new Set(["del", "moveFrom", "rt", "Fallback", "rPr", "pPr", "instrText"]);
const SIGNS = { tab: "\t", br: "\n", cr: "\n", noBreakHyphen: "\u2011" };

/**
 * The text of a .docx document: a line a paragraph, table cells too; line breaks and tabs as
 * they are; insertions, but no deletions.
 * @param {Uint8Array} bytes
 * @param {string} file its name
 * @returns {Promise<string>}
 */
export async function textOfDocument(bytes, file) {
  const { unzipSync } = await part("vendor/fflate.js", () => import("../vendor/fflate.js"));
  let large = false;
  let xml;
  try {
    // The unpacker writes no more than the size that the archive states.
    const filter = ({ name, originalSize }) => {
      if (name !== TEXT) return false;
      large = originalSize > UNPACKED_LIMIT;
      return !large;
    };
    xml = unzipSync(bytes, { filter })[TEXT];
  } catch (cause) {
    throw new WenmaiError("document-damaged", { file, cause });
  }
  if (large) throw new WenmaiError("document-too-large", { file });
  if (!xml) throw new WenmaiError("document-foreign", { file });
  return linesOf(parse(xml, file).documentElement).join("\n");
}

function parse(xml, file) {
  let source;
  try {
    const marked = { 0xff: "utf-16le", 0xfe: "utf-16be" };
    source = new TextDecoder(marked[xml[0]] ?? "utf-8", { fatal: true }).decode(xml);
  } catch (cause) {
    throw new WenmaiError("document-damaged", { file, cause });
  }
  // The format has no document type; one could define entities that grow without end. What is
  // cut off is not parsed: browsers draw their message of that in styles that the policy refuses.
  const whole = !source.includes("<!DOCTYPE") && /<\/([\w-]+:)?document\s*>\s*$/.test(source);
  const page = whole ? new DOMParser().parseFromString(source, "text/xml") : null;
  if (!page || page.getElementsByTagName("parsererror").length) {
    throw new WenmaiError("document-damaged", { file });
  }
  return page;
}

function linesOf(root) {
  const lines = [];
  // Text boxes have paragraphs within a paragraph: theirs come before the rest of it.
  const open = [];
  const path = [{ node: root, next: root.firstElementChild }];
  while (path.length) {
    const place = path.at(-1);
    const { next } = place;
    if (!next) {
      if (place.node.localName === "p") lines.push(open.pop() ?? "");
      path.pop();
      continue;
    }
    place.next = next.nextElementSibling;
    const { localName } = next;
    if (SKIPPED.has(localName) || (localName === "r" && isHidden(next))) continue;
    if (localName === "t" || localName in SIGNS) {
      if (open.length) open[open.length - 1] += SIGNS[localName] ?? next.textContent;
      continue;
    }
    if (localName === "p") open.push("");
    path.push({ node: next, next: next.firstElementChild });
  }
  return lines;
}

/** Whether a run is hidden text. */
function isHidden(run) {
  const properties = [...run.children].find(({ localName }) => localName === "rPr");
  const vanish = [...(properties?.children ?? [])].find(({ localName }) => localName === "vanish");
  if (!vanish) return false;
  const value = [...vanish.attributes].find(({ localName }) => localName === "val")?.value;
  return !/^(0|false|off)$/.test(value ?? "");
}
