/**
 * An article as one HTML file that needs nothing else: its text with the marks, the annotations
 * as JSON, styles and script. It asks no server for anything, and its own policy forbids it to.
 */

import { bytesOf } from "../download.js";
import { element } from "../nodes.js";
import { articleLanguage } from "../strings.js";
import { words as printWords } from "../strings/print.js";
import { titleOf } from "../titles.js";
import { bodyOf } from "./body.js";
import { ARTICLE, SCHEMA, SOURCE, THEME, embedded } from "./data.js";

/**
 * Writes the file; the same input gives the same file.
 * @param {object} article in the documented shape
 * @param {object} details
 * @param {string} details.text the raw text that the article was made from
 * @param {object[]} [details.corrections]
 * @param {object[]} [details.lexicon]
 * @param {string} [details.language] of the interface, until the script knows the reader's
 * @param {string} [details.made] the date that the file bears, as YYYY-MM-DD; today without it
 * @returns {Promise<string>}
 */
export async function write(article, details) {
  const { text, corrections = [], lexicon = [], language = "en", made = today() } = details;
  const [script, theme, set, page] = await Promise.all(
    ["standalone.js", "theme.css", "article.css", "standalone/page.css"].map(part),
  );
  const own = set + page;
  const policy =
    `default-src 'none'; script-src ${await hash(script)}; ` +
    `style-src ${await hash(theme)} ${await hash(own)}; img-src data:`;

  const lang = articleLanguage(article);
  const said = printWords(language);
  const title = titleOf(article.text) || "文脈";
  const head = lined("head", {}, [
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    element("title", {}, title),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("meta", { name: "generator", content: `Wenmai ${article.release}` }),
    element("meta", { name: "date", content: made }),
    element("link", { rel: "icon", href: "data:," }),
    element("style", { id: THEME }, theme),
    element("style", {}, own),
  ]);
  const blocks = bodyOf(article, text);
  const main = [lined("wenmai-article", { lang, panel: "side" }, blocks)];
  // Those who hear the file look for a heading.
  const named = blocks.some(({ localName }) => localName === "h1");
  if (!named) main.unshift(element("h1", { class: "unseen" }, title));
  const body = lined("body", {}, [
    lined("main", {}, main),
    lined("footer", { lang: language }, [
      element("p", { class: "made" }, said.made(made, article.release)),
      element("p", { class: "source" }, said.source(article.source.sha256)),
      element("noscript", {}, element("p", {}, said.noScript)),
    ]),
    block(ARTICLE, article),
    block(SOURCE, { schema: SCHEMA, text, corrections, lexicon }),
    element("script", {}, script),
  ]);
  // A tree that is in no document: nothing in it runs, loads, or asks this page's policy.
  return `<!doctype html>\n${lined("html", { lang }, [head, body]).outerHTML}\n`;
}

/** An element whose children stand on a line each. */
function lined(name, attributes, children) {
  return element(name, attributes, "\n", ...children.flatMap((child) => [child, "\n"]));
}

/** Data for programs. */
function block(id, value) {
  return element("script", { type: "application/json", id }, embedded(value));
}

/** A file of this release, as text. */
async function part(file) {
  return new TextDecoder().decode(await bytesOf(file)).replace(/\r\n?/g, "\n");
}

/** The source expression for a script or a style that the file itself holds. */
async function hash(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `'sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}'`;
}

function today() {
  return new Date().toISOString().slice(0, 10);
}
