/**
 * The articles that are open: the page's own and those that the reader brought. One is shown, in
 * the one element that the page has; the others wait, each at its place. What was put right in a
 * text the element keeps itself.
 */

import { fileOf, joined } from "../corrections/file.js";
import { linesOf } from "../documents.js";
import { sharedEngine } from "../engine.js";
import { idle } from "../pause.js";
import { titleOf } from "../titles.js";
import { namedIn, sameName } from "./entities.js";

/** Longest text, in UTF-16 units, that is read ahead for what it names. */
const READ_AHEAD = 300_000;

/** Milliseconds without scrolling after which the place is kept. */
const REST = 250;

/**
 * @typedef {object} Opened an open article
 * @property {string} id
 * @property {string | null} text raw; null for the page's own, which stands in its markup
 * @property {string} [source] the text of the page's own as far as its markup tells it
 * @property {string} title
 * @property {number} scroll pixels
 * @property {object[]} [corrections] that a file brought, until the article has been shown
 * @property {object[]} [lexicon] words that a file brought, until then
 * @property {string} [link] its text as an address carries it, where it came by one
 */

export class Shelf extends EventTarget {
  #element;
  #storage;
  #articles = [];
  #current;
  /** Names by the article's id, of those that have been read. */
  #named = new Map();
  #engineWorks = false;
  #reading = false;
  #arriving = null;
  #resting = 0;

  /**
   * Sends `change` when another article is shown or the list is another, with the `shown` one
   * where it is another, and `brought` when corrections and words of a file have been taken up.
   * @param {HTMLElement} element the `<wenmai-article>`, with the page's own article in it
   * @param {import("./storage.js").Storage} storage
   */
  constructor(element, storage) {
    super();
    this.#element = element;
    this.#storage = storage;
    const own = { id: `own:${location.pathname}`, text: null, scroll: 0 };
    const source = linesOf(element).join("\n");
    this.#current = { ...own, source, title: titleOf(source) };
    this.#articles = [this.#current];
    element.addEventListener("wenmai-ready", ({ detail }) => this.#wasRead(detail.article));
    // Not on leaving the page, when nothing is written any more.
    addEventListener("scroll", () => this.#scrolled(), { passive: true });
  }

  /** @returns {readonly Opened[]} the page's own first, the others as they were opened */
  get articles() {
    return this.#articles;
  }

  /** @returns {Opened} the one that is shown */
  get current() {
    return this.#current;
  }

  /** Whether the articles are there after a reload. */
  get lasting() {
    return this.#storage.lasting;
  }

  /** Takes up what was open before; says nothing of articles that other pages own. */
  async restore() {
    const records = await this.#storage.all();
    const record = (id) => records.find((one) => one.id === id);
    const kept = records.filter(({ text }) => typeof text === "string");
    kept.sort((one, other) => one.opened - other.opened);
    for (const one of kept) {
      if (this.#articles.some(({ text }) => text === one.text)) continue;
      this.#articles.push({ ...one, title: titleOf(one.text), scroll: 0 });
    }
    for (const article of this.#articles) {
      if (article !== this.#current) article.scroll = record(placeOf(article))?.scroll ?? 0;
    }
    if (kept.length) this.#changed();
  }

  /** @returns {Opened | undefined} */
  find(id) {
    return this.#articles.find((article) => article.id === id);
  }

  /**
   * Opens a text; one that is open already is not opened twice.
   * @param {string} text
   * @param {{show?: boolean, link?: string, corrections?: object[], lexicon?: object[]}} [options]
   * @returns {Opened}
   */
  add(text, { show = true, link, corrections = [], lexicon = [] } = {}) {
    let article = this.#articles.find((one) => one.text === text);
    if (!article) {
      article = { id: identifier(), text, title: titleOf(text), scroll: 0 };
      article.opened = Math.max(Date.now(), ...this.#articles.map(({ opened }) => (opened ?? 0) + 1));
      this.#articles.push(article);
    }
    if (corrections.length + lexicon.length) Object.assign(article, { corrections, lexicon });
    this.#keep(article);
    if (link) article.link = link;
    if (show && this.#current !== article) this.show(article.id);
    else this.#changed();
    if (this.#current === article && this.#element.article) this.#takeUp(article);
    this.#readAhead();
    return article;
  }

  /** Shows an open article. */
  show(id) {
    const article = this.find(id);
    if (!article || article === this.#current) return;
    this.#leave();
    this.#put(article);
  }

  /** Closes an article for good; the last one stays. */
  close(id) {
    const index = this.#articles.findIndex((article) => article.id === id);
    if (index < 0 || this.#articles.length === 1) return;
    const [closed] = this.#articles.splice(index, 1);
    this.#named.delete(id);
    if (closed.text !== null) {
      this.#storage.remove(id);
      this.#storage.remove(placeOf(closed));
    }
    if (closed === this.#current) this.#put(this.#articles[Math.min(index, this.#articles.length - 1)]);
    else this.#changed();
  }

  /**
   * Where else an entity of the shown article is named.
   * @param {{type: string, name: string, mentions: string[]}} entity
   * @returns {{title: string, count: number, go: () => void}[]} the other articles
   */
  elsewhere(entity) {
    const named = this.#named
      .get(this.#current.id)
      ?.find(({ type, name }) => type === entity.type && name === entity.name);
    if (!named) return [];
    return this.#articles.flatMap((article) => {
      if (article === this.#current) return [];
      const found = this.#named.get(article.id)?.filter((other) => sameName(named, other)) ?? [];
      if (!found.length) return [];
      const count = found.reduce((sum, one) => sum + one.count, 0);
      return [{ title: article.title, count, go: () => this.#goTo(article.id, found[0]) }];
    });
  }

  /** Shows an article at the first place that names something. */
  #goTo(id, { type, name }) {
    this.show(id);
    this.#arriving = (article) => {
      const entity = article.entities.find((one) => one.type === type && one.name === name);
      if (entity) this.#element.goTo(entity.id);
    };
  }

  #put(article) {
    const element = this.#element;
    this.#current = article;
    element.removeAttribute("lang");
    if (article.text === null) {
      // Its own nodes again, links and pictures included.
      element.destroy();
      element.analyse().catch(() => {});
    } else {
      element.text = article.text;
    }
    // At once, for the text stands there already, and again when its repairs have moved it.
    const top = article.scroll;
    scrollTo({ top, behavior: "instant" });
    this.#arriving = () => scrollTo({ top, behavior: "instant" });
    this.#changed(article);
  }

  #keep({ id, text, opened, corrections, lexicon }) {
    this.#storage.put({ id, text, opened, corrections, lexicon });
  }

  /** Adds what the article's file brought to what there is. */
  async #takeUp(article) {
    const { corrections = [], lexicon = [] } = article;
    if (!corrections.length && !lexicon.length) return;
    delete article.corrections;
    delete article.lexicon;
    const element = this.#element;
    try {
      if (lexicon.length) element.lexicon = joined(element.lexicon, lexicon);
      if (corrections.length) await element.import(fileOf(corrections));
      this.#keep(article);
      const detail = { corrections: corrections.length, words: lexicon.length };
      this.dispatchEvent(new CustomEvent("brought", { detail }));
    } catch {
      // The element has told the reader what is wrong with them.
    }
  }

  #wasRead(result) {
    this.#engineWorks = true;
    const article = this.#current;
    const title = titleOf(result.text);
    this.#index(article, result);
    this.#takeUp(article);
    const arrived = this.#arriving;
    this.#arriving = null;
    arrived?.(result);
    if (title && title !== article.title) {
      article.title = title;
      this.#changed();
    }
    this.#readAhead();
  }

  async #index(article, result) {
    const engine = await sharedEngine();
    // Names are compared in Simplified characters, where the engine can give them.
    const simplified = (await engine.display?.(result, "hans")) ?? result.text;
    if (this.find(article.id)) this.#named.set(article.id, namedIn(result, simplified));
  }

  /** Reads the other articles for what they name, one after the other, while nothing is to do. */
  #readAhead() {
    if (!this.#engineWorks || this.#reading) return;
    const article = this.#articles.find(
      (one) =>
        one !== this.#current &&
        sourceOf(one).length <= READ_AHEAD &&
        !this.#named.has(one.id),
    );
    if (!article) return;
    this.#reading = true;
    idle(async () => {
      try {
        const engine = await sharedEngine();
        const { lexicon } = this.#element;
        const options = { clean: true, disabledEdits: [], corrections: [], lexicon, tokens: false };
        const result = await engine.analyse(sourceOf(article), options);
        await this.#index(article, result);
        article.title = titleOf(result.text) || article.title;
        this.#changed();
      } catch {
        // Whatever is wrong with it is told when it is opened.
        this.#named.set(article.id, []);
      }
      this.#reading = false;
      this.#readAhead();
    });
  }

  #scrolled() {
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.#leave(), REST);
  }

  /** Keeps the place of the article that is shown. */
  #leave() {
    const article = this.#current;
    clearTimeout(this.#resting);
    if (this.#arriving || article.scroll === Math.round(scrollY)) return;
    article.scroll = Math.round(scrollY);
    this.#storage.put({ id: placeOf(article), scroll: article.scroll });
  }

  #changed(shown) {
    this.dispatchEvent(new CustomEvent("change", { detail: { shown } }));
  }
}

const sourceOf = ({ text, source }) => text ?? source;
const placeOf = ({ id }) => `place:${id}`;

/** A name that no other article has; not `randomUUID`, which plain http lacks. */
function identifier() {
  const numbers = crypto.getRandomValues(new Uint32Array(2));
  return [...numbers].map((number) => number.toString(36)).join("");
}
