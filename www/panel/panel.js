/** The panel beside or below the article: its tabs, each made when somebody looks at it. */

import { element } from "../nodes.js";

/** A row of tabs in a narrow panel has at most so many; fewer where the names are long. */
const ROW = 5;
const LONG_ROW = 4;
/** From so many characters on a name is long. */
const LONG = 5;

export class Panel {
  #element;
  #table;
  #actions;
  #strip;
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
   * @param {object} tabs as in tabs.js; `index` is one of them
   * @param {object} actions what the views may do: `choose(id)` an entity or a mention, `goTo(id)`,
   *   `toggleType(type)`, `toggleEdits(edits, active)`, `export(format)`, `range(start, end)` in
   *   the `host`, and those of the `desk` for corrections; `opened()` is told when a tab was
   */
  constructor(container, tabs, actions) {
    this.#element = container;
    this.#table = tabs;
    this.#actions = actions;
    for (const name of Object.keys(this.#table)) {
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
    this.#strip = element("div", { role: "tablist", class: "tabs" }, ...Object.values(this.#tabs));
    container.append(this.#strip, ...Object.values(this.#bodies));
    this.#mark();
  }

  /**
   * Shows an article.
   * @param {object} article
   * @param {object} words
   * @param {(type: string) => boolean} shown whether a type is marked
   * @param {string} raw the text as it was before it was cleaned
   * @param {string} language of the words
   */
  render(article, words, shown, raw, language) {
    this.#shows = [article, words, shown, raw, language];
    this.#outdated = new Set(Object.keys(this.#table));
    this.#element.setAttribute("aria-label", words.panel);
    for (const [name, { has, count }] of Object.entries(this.#table)) {
      const number = count?.(article, this.#actions);
      this.#tabs[name].replaceChildren(words[name]);
      if (number) this.#tabs[name].append(element("span", { class: "number" }, String(number)));
      this.#tabs[name].hidden = has ? !has(article, this.#actions) : false;
    }
    this.#strip.style.setProperty("--columns", this.#columns(words));
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
    if (!Object.hasOwn(this.#table, name) || this.#tabs[name].hidden) return;
    this.current = name;
    this.#mark();
    this.#fill(name);
  }

  #mark() {
    for (const name of Object.keys(this.#table)) {
      const chosen = name === this.current;
      this.#tabs[name].setAttribute("aria-selected", String(chosen));
      this.#tabs[name].tabIndex = chosen ? 0 : -1;
      this.#bodies[name].hidden = !chosen;
    }
  }

  /** How many tabs stand in a row, so that rows are about equally long. */
  #columns(words) {
    const names = Object.keys(this.#table).filter((name) => !this.#tabs[name].hidden);
    const most = names.some((name) => words[name].length >= LONG) ? LONG_ROW : ROW;
    return Math.ceil(names.length / Math.ceil(names.length / most));
  }

  async #fill(name) {
    if (!this.#shows || !this.#outdated.delete(name)) return;
    if (!this.#views[name]) {
      try {
        const View = await this.#table[name].load();
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
    const tabs = Object.keys(this.#table).filter((tab) => !this.#tabs[tab].hidden);
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
