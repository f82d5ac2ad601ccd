/** What an element reads: the markup that it holds, or a text put in its place, and the way
 *  back. */

import { readBytes } from "./documents.js";
import { WenmaiError } from "./failures.js";
import { paragraphs } from "./paragraphs.js";

const PAINTED = ".wenmai-mention, .wenmai-repair, .wenmai-boilerplate, .wenmai-reading, .wenmai-text";

export class Content {
  #element;
  /** What the element held before a text took its place. */
  #originals = null;
  #container = null;

  /** @param {Element} element */
  constructor(element) {
    this.#element = element;
  }

  /** The text that the paragraphs were made from; null where the content is the host's. */
  text = null;

  /** Puts a text, as paragraphs, in place of the content, which is kept. */
  take(text) {
    this.#originals ??= [...this.#element.childNodes];
    this.#container = paragraphs(text);
    this.#element.replaceChildren(this.#container);
    this.text = text;
  }

  /** Content that is nothing but text becomes paragraphs; says whether it was. */
  takePlain() {
    const { childElementCount, textContent } = this.#element;
    if (childElementCount > 0 || !textContent.trim()) return false;
    this.take(textContent);
    return true;
  }

  /** Says which script the paragraphs are in, so that fonts and punctuation fit. */
  set language(tag) {
    if (this.#container) this.#container.lang = tag;
  }

  /** Puts back what the element held. */
  restore() {
    if (this.#originals) this.#element.replaceChildren(...this.#originals);
    this.#originals = this.#container = this.text = null;
  }

  /** Whether changes in the element are the host's; if they are, what is there is the input. */
  changed(records) {
    // Translators wrap words in <font>; answering them would start a quarrel.
    const foreign = records.some(
      ({ target, addedNodes }) =>
        !target.closest(`${PAINTED}, font`) &&
        ![...addedNodes].some(({ localName }) => localName === "font"),
    );
    if (foreign && this.#container?.parentNode !== this.#element) {
      this.#originals = this.#container = this.text = null;
    }
    return foreign;
  }
}

/**
 * The text at an address, a .txt or .html file in any of the usual encodings.
 * @param {string} source relative to `base`
 * @param {string} base
 * @returns {Promise<string>}
 */
export async function fetchText(source, base) {
  let response;
  try {
    response = await fetch(new URL(source, base));
  } catch (cause) {
    throw new WenmaiError("source-missing", { file: source, cause });
  }
  if (!response.ok) throw new WenmaiError("source-missing", { file: source });
  const type = response.headers.get("Content-Type") ?? "";
  return readBytes(new Uint8Array(await response.arrayBuffer()), { name: source, type });
}
