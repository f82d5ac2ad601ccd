/** The open articles as tabs, and a button to close each. */

import { element } from "../nodes.js";

export class Tabs {
  #shelf;
  #panel;
  #list;
  #words;
  /** What each article has here, by its id. */
  #items = new Map();
  #shown = null;

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
    const { root } = this;
    const focused = root.contains(document.activeElement);
    root.hidden = articles.length < 2;
    const wanted = root.hidden ? [] : articles;
    for (const [id, { item }] of this.#items) {
      if (wanted.some((article) => article.id === id)) continue;
      item.remove();
      this.#items.delete(id);
    }
    // What is there stays the same node: somebody may be about to press it.
    for (const article of wanted) this.#name(article, article === current);
    for (const node of [root, this.#list]) node.setAttribute("aria-label", this.#words.articles);
    this.#list.setAttribute("aria-owns", articles.map(({ id }) => tabId(id)).join(" "));
    if (root.hidden) {
      this.#panel.removeAttribute("role");
      this.#panel.removeAttribute("aria-labelledby");
    } else {
      this.#panel.setAttribute("role", "tabpanel");
      this.#panel.setAttribute("aria-labelledby", tabId(current.id));
    }
    if (root.hidden || this.#shown === current.id) return;
    this.#shown = current.id;
    // The one that is shown is in sight, however many there are.
    const { item, tab } = this.#items.get(current.id);
    root.scrollTop += item.getBoundingClientRect().top - root.getBoundingClientRect().top;
    if (focused) tab.focus();
  }

  /** Gives an article its tab, or the tab its name. */
  #name({ id, title }, shown) {
    if (!this.#items.has(id)) this.#items.set(id, this.#make(id));
    const { item, tab, close } = this.#items.get(id);
    const name = title || this.#words.untitled;
    if (tab.textContent !== name) tab.textContent = name;
    tab.title = name;
    tab.setAttribute("aria-selected", String(shown));
    tab.tabIndex = close.tabIndex = shown ? 0 : -1;
    close.setAttribute("aria-label", this.#words.closeArticle(name));
    item.toggleAttribute("data-shown", shown);
  }

  #make(id) {
    const tab = element("button", {
      type: "button",
      role: "tab",
      id: tabId(id),
      "aria-controls": this.#panel.id,
      "aria-keyshortcuts": "Delete",
      "data-article": id,
      onclick: () => this.#shelf.show(id),
    });
    const close = element(
      "button",
      { type: "button", class: "close", onclick: () => this.#shelf.close(id) },
      element("span", { "aria-hidden": "true" }, "×"),
    );
    const item = element("span", { class: "opened" }, tab, close);
    this.root.append(item);
    return { item, tab, close };
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
