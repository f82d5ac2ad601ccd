/** Markdown into text. */

import { inertPage, linesOf } from "../documents.js";
import { part } from "./parts.js";

const FRONT_MATTER = /^\ufeff?---[ \t]*\r?\n([^]*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/;
const TITLE = /^title:[ \t]*["']?(.*?)["']?[ \t]*$/m;

/**
 * Signs of emphasis that stayed: by CommonMark's rules those of **《書名》**一書 are none, since
 * they stand between a bracket and a letter, which in Chinese have no blank between them.
 */
const LEFT = /(\*\*|__)(\S|\S.*?\S)\1/g;

/**
 * The text of a Markdown file, one line a block; what its front matter calls the title comes
 * first where the text has no heading.
 * @param {string} source
 * @returns {Promise<string>}
 */
export async function textOfMarkdown(source) {
  const { marked } = await part("vendor/marked.js", () => import("../vendor/marked.js"));
  const matter = FRONT_MATTER.exec(source);
  const page = inertPage(marked.parse(source.slice(matter?.[0].length ?? 0), { gfm: true }));
  const title = TITLE.exec(matter?.[1] ?? "")?.[1];
  const lines = linesOf(page.body);
  if (title && !page.querySelector("h1")) lines.unshift(title);
  return lines.map((line) => line.replace(LEFT, "$2")).join("\n");
}
