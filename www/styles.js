/**
 * Style sheets as constructable sheets: fetched once a page, adopted where they are needed, and
 * let go of again. Nothing is added to the host's head, and a strict CSP allows it.
 */

import { request } from "./files.js";

const sheets = new Map();
const users = new WeakMap();

function sheet(file) {
  let loading = sheets.get(file);
  if (!loading) {
    loading = request(file)
      .then((response) => response.text())
      // Without its style the article is still an article.
      .catch(() => "")
      .then((text) => new CSSStyleSheet().replace(text));
    sheets.set(file, loading);
  }
  return loading;
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
  const adopted = await sheet(file);
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
  const adopted = await sheet(file);
  if (counts.get(file) === 0) {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== adopted);
  }
}
