/** Search in the article: a bar at its top, the hits marked in the text, and the way from one to
 *  the next. */

import { sharedEngine } from "../engine.js";
import { WenmaiError, explain } from "../failures.js";
import { element } from "../nodes.js";
import { travel } from "../scrolling.js";
import { words as general } from "../strings.js";
import { words as own } from "../strings/search.js";
import { adopt, release } from "../styles.js";
import { Highlights } from "./highlights.js";

const STYLE = "search/search.css";
/** Room for the bar above a hit, and for a look at what follows it, in pixels. */
const EDGE = 72;

export class Search {
  #view;
  #parts;
  #highlights;
  #hits = [];
  #current = -1;
  #looking = false;
  #outdated = false;
  /** What had the focus before. */
  #before = null;

  /**
   * @param {object} view what the element shows: `element`, `article`, `language`, `head`, the
   *   part that holds the bar, and `range(start, end)`
   */
  constructor(view) {
    this.#view = view;
    this.#highlights = new Highlights((start, end) => view.range(start, end));
    const button = (name, press) =>
      element("button", { type: "button", part: "button", class: name, onclick: press });
    this.#parts = {
      input: element("input", {
        type: "text",
        inputmode: "search",
        enterkeyhint: "search",
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
        oninput: () => this.#look(),
        oncompositionend: () => this.#look(),
      }),
      said: element("output", { role: "status" }),
      previous: button("previous", () => this.#step(-1)),
      next: button("next", () => this.#step(1)),
      close: button("close", () => this.close()),
    };
    const { input, said, previous, next, close } = this.#parts;
    this.#parts.bar = element(
      "div",
      {
        class: "search",
        part: "search",
        role: "search",
        hidden: true,
        onkeydown: (event) => this.#pressed(event),
      },
      input,
      said,
      previous,
      next,
      close,
    );
    view.head.append(this.#parts.bar);
  }

  /** Whether the bar is there. */
  get isOpen() {
    return !this.#parts.bar.hidden;
  }

  /**
   * Opens the bar, with a query or with the one before.
   * @param {string} [query]
   */
  async open(query) {
    const { bar, input } = this.#parts;
    if (!this.isOpen) {
      this.#before = focused();
      await adopt(this.#view.element.shadowRoot, STYLE);
      if (!this.#view.element.isConnected) return release(this.#view.element.shadowRoot, STYLE);
    }
    this.#speak();
    bar.hidden = false;
    if (query !== undefined) input.value = query;
    input.focus({ preventScroll: true });
    input.select();
    this.#look();
  }

  /** Closes the bar; `back` returns the focus to where it was. */
  close(back = true) {
    if (!this.isOpen) return;
    this.#parts.bar.hidden = true;
    this.#hits = [];
    this.#current = -1;
    this.#highlights.end();
    release(this.#view.element.shadowRoot, STYLE);
    if (back && this.#before?.isConnected) this.#before.focus({ preventScroll: true });
    this.#before = null;
  }

  /** Looks again: the article, its marks or its language are others. */
  refresh() {
    if (!this.isOpen) return;
    this.#speak();
    this.#outdated = true;
    this.#look();
  }

  #speak() {
    const { bar, input, previous, next, close } = this.#parts;
    const { language } = this.#view;
    const [said, all] = [own(language), general(language)];
    bar.lang = language;
    bar.setAttribute("aria-label", said.search);
    input.setAttribute("aria-label", said.search);
    input.placeholder = said.hint;
    for (const [part, sign, word] of [
      [previous, "↑", all.previous],
      [next, "↓", all.next],
      [close, "×", all.close],
    ]) {
      part.textContent = sign;
      part.title = word;
      part.setAttribute("aria-label", word);
    }
  }

  /** Follows what is typed: one search at a time, and the last word has it. */
  async #look() {
    if (this.#looking) return;
    this.#looking = true;
    try {
      let query;
      let article;
      let hits;
      do {
        query = this.#parts.input.value.trim();
        ({ article } = this.#view);
        hits = article && query ? await this.#find(article.text, query) : [];
      } while (query !== this.#parts.input.value.trim() || article !== this.#view.article);
      if (this.isOpen) this.#show(hits, article, query);
    } catch (cause) {
      this.#show([], null, "");
      this.#parts.said.value = explain(WenmaiError.from(cause), this.#view.language).sentence;
    } finally {
      this.#looking = false;
    }
  }

  async #find(text, query) {
    const worker = this.#view.element.getAttribute("worker") !== "off";
    return (await sharedEngine({ worker })).search(text, query);
  }

  #show(hits, article, query) {
    const place = this.#hits[this.#current]?.start;
    this.#hits = hits;
    // Where the reader is: at the hit of before, or at what the window shows.
    if (!hits.length) this.#current = -1;
    else if (place === undefined) this.#current = this.#inView();
    else this.#current = Math.max(0, hits.findIndex(({ start }) => start >= place));
    this.#highlights.show(hits, this.#current);
    this.#tell(article, query);
    // Painting alone moves nobody.
    if (!this.#outdated) this.#reveal();
    this.#outdated = false;
  }

  #step(way) {
    if (!this.#hits.length) return;
    this.#current = (this.#current + way + this.#hits.length) % this.#hits.length;
    this.#highlights.choose(this.#hits[this.#current]);
    this.#tell(this.#view.article, this.#parts.input.value);
    this.#reveal();
  }

  #tell(article, query) {
    const { said, previous, next } = this.#parts;
    const { language } = this.#view;
    const hit = this.#hits[this.#current];
    previous.disabled = next.disabled = this.#hits.length < 2;
    if (hit) {
      const position = general(language).position(this.#current + 1, this.#hits.length);
      said.value = hit.how === "reading" ? own(language).reading(position) : position;
    } else if (!query.trim()) said.value = "";
    else said.value = article ? own(language).none : own(language).waiting;
  }

  /** The first hit that the window shows or that comes after it; the first of all where none is. */
  #inView() {
    let [low, high] = [0, this.#hits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#place(middle)?.bottom ?? 0) < EDGE) low = middle + 1;
      else high = middle;
    }
    return low % this.#hits.length;
  }

  #place(index) {
    const { start, end } = this.#hits[index];
    return this.#view.range(start, end)?.getBoundingClientRect();
  }

  #reveal() {
    if (this.#current < 0) return;
    const place = this.#place(this.#current);
    if (!place || (place.top >= EDGE && place.bottom <= innerHeight - EDGE)) return;
    travel(place.top - innerHeight * 0.35);
  }

  #pressed(event) {
    // Enter and Esc belong to the input method while it composes.
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.#parts.input) {
      this.#step(event.shiftKey ? -1 : 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** What has the focus, inside open shadow roots too. */
function focused() {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node;
}
