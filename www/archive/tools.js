/**
 * What an article in an archive needs the engine for: searching, correcting, reading a text that is
 * pasted. When the reader asks for one of these, the element takes the place of the written article.
 */

import { element } from "../nodes.js";
import { articleLanguage } from "../strings.js";

/** Under which the element keeps corrections, as on the article page. */
const STORAGE = "wenmai";
const FIELD = "input, textarea, select, [contenteditable], [role=textbox]";

export class Tools {
  #page;
  #message;
  #live = null;
  /** The text that the element has. */
  #text = null;

  /**
   * @param {object} page `holder` of the written article, what was `shown` in it, its `article` and
   *   `raw` text, the place for `tools`, the archive's `root`, words as `said`, and `adopt`, which
   *   tells the element of the archive
   */
  constructor(page) {
    this.#page = page;
    this.#message = element("p", { class: "message", role: "status", hidden: true });
  }

  /** Shows the tools. An article that was corrected in this browser is shown corrected. */
  offer() {
    const { tools, said, root, holder } = this.#page;
    const button = (name, onclick) => element("button", { type: "button", class: name, onclick }, said[name]);
    tools.append(
      button("search", () => this.#search()),
      button("correct", () => this.#use((live) => live.show({ panel: "corrections" }))),
      element("a", { href: new URL("wenmai/index.html", root).href }, said.open),
    );
    tools.hidden = false;
    holder.before(this.#message);
    addEventListener("keydown", (event) => {
      const { key, altKey, ctrlKey, metaKey, target, defaultPrevented } = event;
      // With the engine the element has keys of its own.
      if (this.#live || key !== "/" || altKey || ctrlKey || metaKey || defaultPrevented) return;
      if (target.closest?.(FIELD)) return;
      event.preventDefault();
      this.#search();
    });
    addEventListener("paste", (event) => {
      const [target] = event.composedPath();
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (event.defaultPrevented || target.closest?.(FIELD) || !text.trim()) return;
      event.preventDefault();
      this.#paste(text);
    });
    if (this.#corrected) this.#use(() => {});
  }

  #search() {
    return this.#use((live) => live.search());
  }

  async #paste(text) {
    const { said } = this.#page;
    const live = await this.#wake(text);
    if (!live) return;
    const article = await live.ready;
    live.lang = articleLanguage(article);
    const back = element("a", { href: location.pathname + location.search }, said.back);
    this.#say(said.pasted, " ", back);
  }

  async #use(work) {
    const live = await this.#wake();
    if (live) await work(live);
  }

  /** The element with a text in it, when it has been read; null where that failed. */
  async #wake(text) {
    const { holder, shown, root, raw, article, said } = this.#page;
    if (!this.#live) {
      // The written article is no element of ours: it has to be gone before the element is defined.
      const live = element("wenmai-article", {
        lang: articleLanguage(article),
        panel: "side",
        keys: "page",
        "storage-key": STORAGE,
        "ui-lang": shown.language,
      });
      for (const block of holder.children) live.append(block.cloneNode(true));
      shown.close();
      holder.replaceWith(live);
      this.#say(said.loading);
      try {
        await import(new URL("wenmai/define.js", root).href);
      } catch {
        live.replaceWith(holder);
        this.#say(said.noEngine);
        return null;
      }
      this.#live = live;
      this.#page.adopt(live);
      live.addEventListener("wenmai-change", ({ detail }) => this.#note(detail));
    }
    this.#say();
    const live = this.#live;
    const wanted = text ?? this.#text ?? raw;
    if (this.#text !== wanted) {
      this.#text = wanted;
      live.text = wanted;
      history.replaceState(history.state, "", location.pathname + location.search);
    }
    // The element itself says what went wrong.
    return live.ready.then(() => live, () => null);
  }

  #say(...said) {
    this.#message.replaceChildren(...said);
    this.#message.hidden = said.length === 0;
  }

  // Corrections lie in a database, which only the engine's part reads: a word beside it says whether
  // there are any.

  get #key() {
    return `wenmai-corrected:${this.#page.article.source.sha256}`;
  }

  get #corrected() {
    try {
      return localStorage.getItem(this.#key) !== null;
    } catch {
      return false;
    }
  }

  #note({ corrections }) {
    if (this.#text !== this.#page.raw) return;
    try {
      if (corrections.length) localStorage.setItem(this.#key, "");
      else localStorage.removeItem(this.#key);
    } catch {
      // Where storage is refused the corrections are not kept either.
    }
  }
}
