/** The panel beside or below the article: its tabs, each made when somebody looks at it. */

import { element } from "../nodes.js";
import { Index } from "./index.js";

/**
 * The tabs, in order: what each shows, where from, and whether an article has any of it, or how much. A view
 * is made with its container and the panel's actions, and has `render(article, words, shown, raw)`
 * and, where it depends on which types are marked, `update(shown)`.
 */
const TABS = {
  index: { load: async () => Index },
  cast: {
    load: async () => (await import("./cast.js")).Cast,
    has: ({ cast, bodies }) =>
      cast.length > 0 || bodies.some(({ people, amounts }) => people || amounts),
  },
  timeline: {
    load: async () => (await import("./timeline.js")).Timeline,
    has: ({ timeline }) => timeline.length > 0,
  },
  repairs: {
    load: async () => (await import("./repairs.js")).Repairs,
    count: ({ edits }) => edits.length,
  },
  corrections: {
    load: async () => (await import("./corrections.js")).Corrections,
    has: (article, { desk }) => !desk.host.element.hasAttribute("readonly"),
    count: (article, { desk }) => desk.value.corrections.length,
  },
};

export class Panel {
  #element;
  #actions;
  #tabs = {};
  #bodies = {};
  #views = {};
  /** What the views show, and for which of them it is not shown yet. */
  #shows = null;
  #outdated = new Set();

  /** The tab that is open. */
  current = "index";

  /**
   * @param {HTMLElement} container
   * @param {object} actions what the views may do: `choose(id)` an entity or a mention,
   *   `toggleType(type)`, `toggleEdits(edits, active)`, and those of the `desk`; `opened()` is told when a tab was
   */
  constructor(container, actions) {
    this.#element = container;
    this.#actions = actions;
    for (const name of Object.keys(TABS)) {
      this.#tabs[name] = element("button", {
        type: "button",
        role: "tab",
        part: "tab",
        id: `tab-${name}`,
        "aria-controls": `body-${name}`,
        onclick: () => this.#choose(name),
        onkeydown: (event) => this.#arrow(event, name),
      });
      this.#bodies[name] = element("div", {
        role: "tabpanel",
        id: `body-${name}`,
        class: name,
        part: name,
        "aria-labelledby": `tab-${name}`,
      });
    }
    container.append(
      element("div", { role: "tablist", class: "tabs" }, ...Object.values(this.#tabs)),
      ...Object.values(this.#bodies),
    );
    this.#mark();
  }

  /**
   * Shows an article.
   * @param {object} article
   * @param {object} words
   * @param {(type: string) => boolean} shown whether a type is marked
   * @param {string} raw the text as it was before it was cleaned
   */
  render(article, words, shown, raw) {
    this.#shows = [article, words, shown, raw];
    this.#outdated = new Set(Object.keys(TABS));
    this.#element.setAttribute("aria-label", words.panel);
    for (const [name, { has, count }] of Object.entries(TABS)) {
      const number = count?.(article, this.#actions);
      this.#tabs[name].replaceChildren(words[name]);
      if (number) this.#tabs[name].append(element("span", { class: "number" }, String(number)));
      this.#tabs[name].hidden = has ? !has(article, this.#actions) : false;
    }
    // What was open may have nothing to show for this article.
    if (this.#tabs[this.current].hidden) this.open("index");
    else this.#fill(this.current);
  }

  /**
   * Shows which types are marked now.
   * @param {(type: string) => boolean} shown
   */
  update(shown) {
    for (const view of Object.values(this.#views)) view.update?.(shown);
  }

  /**
   * Opens a tab; an unknown or a hidden one changes nothing.
   * @param {string} name
   */
  open(name) {
    if (!Object.hasOwn(TABS, name) || this.#tabs[name].hidden) return;
    this.current = name;
    this.#mark();
    this.#fill(name);
  }

  #mark() {
    for (const name of Object.keys(TABS)) {
      const chosen = name === this.current;
      this.#tabs[name].setAttribute("aria-selected", String(chosen));
      this.#tabs[name].tabIndex = chosen ? 0 : -1;
      this.#bodies[name].hidden = !chosen;
    }
  }

  async #fill(name) {
    if (!this.#shows || !this.#outdated.delete(name)) return;
    if (!this.#views[name]) {
      try {
        const View = await TABS[name].load();
        this.#views[name] ??= new View(this.#bodies[name], this.#actions);
      } catch {
        // The network is gone: the tab stays empty, and is tried again when it is opened again.
        this.#outdated.add(name);
        return;
      }
    }
    this.#views[name].render(...this.#shows);
  }

  #choose(name) {
    this.open(name);
    this.#actions.opened();
  }

  #arrow(event, name) {
    const tabs = Object.keys(TABS).filter((tab) => !this.#tabs[tab].hidden);
    const index = tabs.indexOf(name);
    const targets = {
      ArrowRight: (index + 1) % tabs.length,
      ArrowLeft: (index + tabs.length - 1) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    if (!(event.key in targets)) return;
    event.preventDefault();
    const other = tabs[targets[event.key]];
    this.#choose(other);
    this.#tabs[other].focus();
  }
}
