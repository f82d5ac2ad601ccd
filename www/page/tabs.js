/** The open articles as tabs, and a button to close each. */

import { element } from "../nodes.js";

export class Tabs {
  #shelf;
  #panel;
  #list;
  #words;

  /**
   * @param {HTMLElement} root where the tabs go, hidden while there is one article only
   * @param {HTMLElement} panel what shows the article
   * @param {import("./shelf.js").Shelf} shelf
   */
  constructor(root, panel, shelf) {
    this.#panel = panel;
    this.#shelf = shelf;
    // The list owns its tabs by name: the buttons between them are no part of a list of tabs.
    this.#list = element("div", { role: "tablist" });
    root.append(this.#list);
    root.addEventListener("keydown", (event) => this.#pressed(event));
    shelf.addEventListener("change", () => this.#render());
    // What sticks below the tabs has to know how high they are.
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--shelf", `${root.offsetHeight}px`);
    }).observe(root);
    this.root = root;
  }

  /** Says everything in another language. */
  set words(words) {
    this.#words = words;
    this.#render();
  }

  #render() {
    if (!this.#words) return;
    const { articles, current } = this.#shelf;
    const root = this.root;
    const focused = root.contains(document.activeElement);
    root.hidden = articles.length < 2;
    const items = root.hidden ? [] : articles.map((article) => this.#item(article));
    root.replaceChildren(this.#list, ...items);
    for (const node of [root, this.#list]) node.setAttribute("aria-label", this.#words.articles);
    this.#list.setAttribute("aria-owns", articles.map(({ id }) => tabId(id)).join(" "));
    this.#list.hidden = root.hidden;
    if (root.hidden) {
      this.#panel.removeAttribute("role");
      this.#panel.removeAttribute("aria-labelledby");
    } else {
      this.#panel.setAttribute("role", "tabpanel");
      this.#panel.setAttribute("aria-labelledby", tabId(current.id));
    }
    // The one that is shown is in sight, however many there are.
    const shown = items.find((item) => item.dataset.shown !== undefined);
    if (shown) root.scrollTop = shown.offsetTop - root.offsetTop - root.clientHeight / 2;
    if (focused) this.#tabs.find(({ tabIndex }) => tabIndex === 0)?.focus();
  }

  #item({ id, title }) {
    const shown = id === this.#shelf.current.id;
    const name = title || this.#words.untitled;
    const tab = element(
      "button",
      {
        type: "button",
        role: "tab",
        id: tabId(id),
        "aria-selected": String(shown),
        "aria-controls": this.#panel.id,
        "aria-keyshortcuts": "Delete",
        tabindex: shown ? 0 : -1,
        title: name,
        "data-article": id,
        onclick: () => this.#shelf.show(id),
      },
      name,
    );
    const close = element(
      "button",
      {
        type: "button",
        class: "close",
        "aria-label": this.#words.closeArticle(name),
        tabindex: shown ? 0 : -1,
        onclick: () => this.#shelf.close(id),
      },
      element("span", { "aria-hidden": "true" }, "×"),
    );
    return element("span", { class: "opened", "data-shown": shown }, tab, close);
  }

  get #tabs() {
    return [...this.root.querySelectorAll("[role=tab]")];
  }

  #pressed(event) {
    const tabs = this.#tabs;
    const index = tabs.indexOf(event.target);
    if (index < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    const targets = {
      ArrowRight: (index + 1) % tabs.length,
      ArrowDown: (index + 1) % tabs.length,
      ArrowLeft: (index - 1 + tabs.length) % tabs.length,
      ArrowUp: (index - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    };
    if (event.key === "Delete") this.#shelf.close(event.target.dataset.article);
    else if (event.key in targets) {
      // Only the focus moves: each article on the way would have to be read.
      for (const tab of tabs) tab.tabIndex = -1;
      tabs[targets[event.key]].tabIndex = 0;
      tabs[targets[event.key]].focus();
    } else return;
    event.preventDefault();
  }
}

const tabId = (id) => `article-${id.replace(/[^\w-]/g, "_")}`;
