/** What an article is called: in a file's title, and over the pages of its print. */

import { lines } from "./paragraphs.js";

/** A title that is no headline is cut to so many characters. */
const LENGTH = 30;

/**
 * The headline of a text, or how it begins.
 * @param {string} text
 * @returns {string} empty for a text without any
 */
export function titleOf(text) {
  const [first] = lines(text);
  if (!first) return "";
  const line = text.slice(first.start, first.end);
  const characters = [...line];
  if (first.headline || characters.length <= LENGTH) return line;
  return `${characters.slice(0, LENGTH).join("")}…`;
}

/**
 * Puts an article's title over its printed pages, from the second on; for pages that are of one
 * article and adopt article.css.
 * @param {string} text
 */
export function setRunningTitle(text) {
  const string = titleOf(text).replace(/["\\]/g, "\\$&");
  document.documentElement.style.setProperty("--running-title", `"${string}"`);
}
