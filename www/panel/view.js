/** A tab that lists what an article states, with links into its text. */

import { element } from "../nodes.js";
import { words as panelWords } from "../strings/panel.js";
import { Links } from "./lists.js";

export class View {
  #element;
  #choose;

  /** Names of the article as links; for what the view makes. */
  links;
  /** The words of the interface. */
  words;

  /**
   * @param {HTMLElement} container
   * @param {{choose: (id: string) => void}} actions
   */
  constructor(container, { choose }) {
    this.#element = element("div", { class: "list" });
    container.append(this.#element);
    this.#choose = choose;
  }

  /**
   * @param {object} article
   * @param {object} words
   * @param {(type: string) => boolean} shown
   * @param {string} raw
   * @param {string} language
   */
  render(article, words, shown, raw, language) {
    this.links = new Links(article, this.#choose);
    this.words = { ...words, ...panelWords(language) };
    this.#element.replaceChildren(...this.contents(article));
  }
}
