/** The panel beside or below the article: legend and index, and the repairs. */

import { element } from "../nodes.js";
import { Index } from "./index.js";
import { Legend } from "./legend.js";
import { Repairs } from "./repairs.js";

const TABS = ["index", "repairs"];

export class Panel {
  #element;
  #tabs = {};
  #bodies = {};
  #legend;
  #index;
  #repairs;

  /**
   * @param {HTMLElement} container
   * @param {{toggleType: Function, choose: Function, toggleEdits: Function}} actions
   */
  constructor(container, actions) {
    this.#element = container;
    for (const name of TABS) {
      this.#tabs[name] = element("button", {
        type: "button",
        role: "tab",
        part: "tab",
        id: `tab-${name}`,
        "aria-controls": `body-${name}`,
        onclick: () => this.open(name),
        onkeydown: (event) => this.#arrow(event, name),
      });
      this.#bodies[name] = element("div", {
        role: "tabpanel",
        id: `body-${name}`,
        class: name,
        "aria-labelledby": `tab-${name}`,
      });
    }
    const legend = element("div", { class: "legend", part: "legend", role: "group" });
    const index = element("div", { class: "entities", part: "index" });
    const repairs = element("div", { class: "edits", part: "repairs" });
    this.#bodies.index.append(legend, index);
    this.#bodies.repairs.append(repairs);
    this.#legend = new Legend(legend, actions.toggleType);
    this.#index = new Index(index, actions.choose);
    this.#repairs = new Repairs(repairs, actions.toggleEdits);
    container.append(
      element("div", { role: "tablist", class: "tabs" }, ...Object.values(this.#tabs)),
      ...Object.values(this.#bodies),
    );
    this.open("index");
  }

  /**
   * Shows an article.
   * @param {object} article
   * @param {string} raw
   * @param {object} words
   * @param {(type: string) => boolean} shown
   */
  render(article, raw, words, shown) {
    this.#element.setAttribute("aria-label", words.panel);
    this.#tabs.index.replaceChildren(words.index);
    this.#tabs.repairs.replaceChildren(
      words.repairs,
      ...(article.edits.length
        ? [element("span", { class: "number" }, String(article.edits.length))]
        : []),
    );
    this.#legend.render(article, words, shown);
    this.#index.render(article, words, shown);
    this.#repairs.render(article, raw, words);
  }

  /**
   * Shows which types are marked now.
   * @param {(type: string) => boolean} shown
   */
  update(shown) {
    this.#legend.update(shown);
    this.#index.update(shown);
  }

  /**
   * Opens a tab.
   * @param {"index" | "repairs"} name
   */
  open(name) {
    for (const tab of TABS) {
      const chosen = tab === name;
      this.#tabs[tab].setAttribute("aria-selected", String(chosen));
      this.#tabs[tab].tabIndex = chosen ? 0 : -1;
      this.#bodies[tab].hidden = !chosen;
    }
  }

  #arrow(event, name) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const other = TABS.find((tab) => tab !== name);
    this.open(other);
    this.#tabs[other].focus();
  }
}
