/** Files that the reader saves and chooses. */

import { LIMIT, decode } from "../documents.js";
import { WenmaiError } from "../failures.js";
import { element } from "../nodes.js";

/**
 * Saves a text as a file.
 * @param {string} name
 * @param {string} type media type
 * @param {string} text
 */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url));
}

/**
 * The text of a file that the reader chooses; null where none is chosen or it is no text.
 * @param {HTMLElement} near where the chooser belongs, so that the page's own listeners see it
 * @param {string} accept
 * @param {(error: unknown) => void} failed
 * @returns {Promise<string | null>}
 */
export function chooseText(near, accept, failed) {
  return new Promise((resolve) => {
    const chooser = element("input", { type: "file", accept, hidden: true });
    const done = (text) => (chooser.remove(), resolve(text));
    chooser.addEventListener("cancel", () => done(null));
    chooser.addEventListener("change", () => {
      textOf(chooser.files[0]).then(done, (error) => (failed(error), done(null)));
    });
    near.append(chooser);
    chooser.click();
  });
}

async function textOf(file) {
  if (file.size > LIMIT) throw new WenmaiError("input-too-large", { file: file.name });
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  if (text === null) throw new WenmaiError("input-not-text", { file: file.name });
  return text;
}
