/**
 * Style sheets as constructable sheets: asked for once a page, made once a document, adopted where
 * they are needed, and let go of again. Nothing is added to the host's head, and a strict CSP
 * allows it.
 */

import { request } from "./files.js";

/** What the files say, by name. */
const texts = new Map();
/** The sheets by document, each by its file: a sheet belongs to the document it was made in. */
const sheets = new WeakMap();
const users = new WeakMap();

function text(file) {
  if (!texts.has(file)) {
    const loading = request(file).then((response) => response.text());
    // Without its style the article is still an article.
    texts.set(file, loading.catch(() => ""));
  }
  return texts.get(file);
}

const documentOf = (root) => root.ownerDocument ?? root;

/** The sheet of a file in a document; null in one that nobody sees. */
async function sheet(document, file) {
  if (!document.defaultView) return null;
  const made = sheets.get(document) ?? new Map();
  sheets.set(document, made);
  if (!made.has(file)) made.set(file, make(document.defaultView, file));
  return made.get(file);
}

async function make({ CSSStyleSheet }, file) {
  return new CSSStyleSheet().replace(await text(file));
}

/**
 * Adopts a style sheet of this folder.
 * @param {Document | ShadowRoot} root
 * @param {string} file
 */
export async function adopt(root, file) {
  const counts = users.get(root) ?? new Map();
  users.set(root, counts);
  counts.set(file, (counts.get(file) ?? 0) + 1);
  const document = documentOf(root);
  const adopted = await sheet(document, file);
  // It may have moved to another meanwhile.
  if (!adopted || documentOf(root) !== document) return;
  if (counts.get(file) > 0 && !root.adoptedStyleSheets.includes(adopted)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, adopted];
  }
}

/**
 * Takes a style sheet out again once nobody else in the root needs it.
 * @param {Document | ShadowRoot} root
 * @param {string} file
 */
export async function release(root, file) {
  const counts = users.get(root);
  if (!counts?.get(file)) return;
  counts.set(file, counts.get(file) - 1);
  const adopted = await sheet(documentOf(root), file);
  if (counts.get(file) === 0) {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== adopted);
  }
}
