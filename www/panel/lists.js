/** What index, cast and timeline are made of: sections with a name, and names that are buttons. */

import { element } from "../nodes.js";

/**
 * A named list.
 * @param {string} name
 * @param {HTMLElement[]} entries
 * @param {object} [attributes] of the section
 * @param {Node} [note] behind the name
 */
export function section(name, entries, attributes, note) {
  return element(
    "section",
    attributes,
    // No heading: the host's page has its own, and their levels are not ours to know.
    element("p", { class: "kind", "aria-hidden": "true" }, name, note),
    element("ul", { "aria-label": name }, ...entries),
  );
}

/**
 * A text of the article, which leads somewhere, and what stands behind it.
 * @param {string} text
 * @param {string} lang
 * @param {() => void} onclick
 * @param {object} [attributes] of the button
 * @param {...Node} more
 */
export function entry(text, lang, onclick, attributes, ...more) {
  return element(
    "button",
    { type: "button", part: "entry", ...attributes, onclick },
    element("span", { class: "entry", lang }, text),
    ...more,
  );
}
