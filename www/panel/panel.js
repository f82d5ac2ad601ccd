/** The panel beside or below the article: legend and index, cast, timeline, and the repairs. */

import { element } from "../nodes.js";
import { Cast } from "./cast.js";
import { Index } from "./index.js";
import { Legend } from "./legend.js";
import { Repairs } from "./repairs.js";
import { Timeline } from "./timeline.js";

const TABS = ["index", "cast", "timeline", "repairs"];

export class Panel {
  #element;
  #tabs = {};
  #bodies = {};
  #legend;
  #index;
  #cast;
  #timeline;
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
    const index = element("div", { class: "list entities", part: "index" });
    const cast = element("div", { class: "list", part: "cast" });
    const timeline = element("div", { class: "list", part: "timeline" });
    const repairs = element("div", { class: "edits", part: "repairs" });
    this.#bodies.index.append(legend, index);
    this.#bodies.cast.append(cast);
    this.#bodies.timeline.append(timeline);
    this.#bodies.repairs.append(repairs);
    this.#legend = new Legend(legend, actions.toggleType);
    this.#index = new Index(index, actions.choose);
    this.#cast = new Cast(cast, actions.choose);
    this.#timeline = new Timeline(timeline, actions.choose);
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
    for (const name of TABS) this.#tabs[name].replaceChildren(words[name]);
    if (article.edits.length) {
      this.#tabs.repairs.append(element("span", { class: "number" }, String(article.edits.length)));
    }
    this.#legend.render(article, words, shown);
    this.#index.render(article, words, shown);
    this.#repairs.render(article, raw, words);
    this.#tabs.cast.hidden = !this.#cast.render(article, words);
    this.#tabs.timeline.hidden = !this.#timeline.render(article, words);
    // What was open may have nothing to show for this article.
    if (TABS.some((name) => this.#tabs[name].hidden && !this.#bodies[name].hidden)) this.open("index");
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
   * @param {"index" | "cast" | "timeline" | "repairs"} name
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
    const tabs = TABS.filter((tab) => !this.#tabs[tab].hidden);
    const step = event.key === "ArrowLeft" ? -1 : 1;
    const other = tabs.at((tabs.indexOf(name) + step) % tabs.length);
    this.open(other);
    this.#tabs[other].focus();
  }
}
