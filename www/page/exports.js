/** The formats that the article can be taken away in, a button each. */

import { element } from "../nodes.js";

/** How formats are written where neither capitals nor words are right. */
const SPELLED = { conll: "CoNLL", webanno: "Web Annotation", markdown: "Markdown" };

export class Exports {
  #root;
  #article;
  #tell;
  #words;

  /**
   * @param {HTMLElement} root with a label, hidden until there is something to take away
   * @param {HTMLElement} article the `<wenmai-article>`
   * @param {(error: Error) => void} tell
   */
  constructor(root, article, tell) {
    this.#root = root;
    this.#article = article;
    this.#tell = tell;
  }

  /** Says everything in another language. */
  set words(words) {
    this.#words = words;
    for (const button of this.#root.querySelectorAll("[data-format]")) {
      const { format } = button.dataset;
      button.textContent = words.formats[format] ?? SPELLED[format] ?? format.toUpperCase();
      button.setAttribute("aria-label", words.exportAs(button.textContent));
    }
  }

  /** Offers what the engine can write, as `{name, mediaType, suffix}`. */
  offer(formats) {
    const label = this.#root.querySelector(".label");
    const buttons = formats.map((format) =>
      element("button", {
        type: "button",
        "data-format": format.name,
        onclick: () => this.#save(format),
      }),
    );
    this.#root.replaceChildren(label, ...buttons);
    this.words = this.#words;
    this.#root.hidden = false;
  }

  async #save({ name, mediaType, suffix }) {
    try {
      const content = await this.#article.export(name);
      const href = URL.createObjectURL(new Blob([content], { type: mediaType }));
      element("a", { href, download: `wenmai${suffix}` }).click();
      setTimeout(() => URL.revokeObjectURL(href));
    } catch (error) {
      this.#tell(error);
    }
  }
}
