/** The legend: what each line under a word means, and a switch for each type. */

import { element } from "../nodes.js";
import { TYPES } from "../strings.js";

export class Legend {
  #element;
  #toggle;

  /**
   * @param {HTMLElement} container
   * @param {(type: string) => void} toggle called with the type whose switch was used
   */
  constructor(container, toggle) {
    this.#element = container;
    this.#toggle = toggle;
  }

  /**
   * Shows the types of an article.
   * @param {object} article
   * @param {object} words
   * @param {(type: string) => boolean} shown whether a type is marked
   */
  render(article, words, shown) {
    const counts = new Map();
    for (const { type } of article.mentions) counts.set(type, (counts.get(type) ?? 0) + 1);
    const types = [...TYPES, ...[...counts.keys()].filter((type) => !TYPES.includes(type))];
    this.#element.setAttribute("aria-label", words.legend);
    this.#element.replaceChildren(
      ...types
        .filter((type) => counts.has(type))
        .map((type) =>
          element(
            "button",
            {
              type: "button",
              role: "switch",
              part: "switch",
              class: "wenmai-key",
              "data-type": type,
              "aria-checked": String(shown(type)),
              "aria-label": words.show(words.types[type] ?? type),
              onclick: () => this.#toggle(type),
            },
            element("span", { class: "sample" }, words.types[type] ?? type),
            element("span", { class: "number" }, String(counts.get(type))),
          ),
        ),
    );
  }

  /**
   * Shows which types are marked now.
   * @param {(type: string) => boolean} shown
   */
  update(shown) {
    for (const button of this.#element.children) {
      button.setAttribute("aria-checked", String(shown(button.dataset.type)));
    }
  }
}
