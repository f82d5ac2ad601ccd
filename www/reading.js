/** How an element's content becomes an article: text, engine, analysis, painting, in that order,
 *  and each again when something changes. */

import { Content, fetchText } from "./content.js";
import { deferred } from "./deferred.js";
import { LIMIT } from "./documents.js";
import { sharedEngine } from "./engine.js";
import { WenmaiError } from "./failures.js";

export class Reading {
  #element;
  #actions;
  #observer;
  #content;
  #engine = null;
  #painter = null;
  #runs = 0;
  #scheduled = 0;
  #outdated = false;
  #ready = deferred();
  #raw = "";

  /** The article as last read, or null. */
  article = null;
  /** Numbers of the edits that the reader does without. */
  disabled = new Set();

  /**
   * @param {HTMLElement} element
   * @param {object} actions
   * @param {(engine: object) => Promise<object>} actions.options what to ask of the analysis
   * @param {(stage: string) => void} actions.progress a stage begins
   * @param {() => Promise<void>} actions.show paints and shows the article that has been read
   * @param {() => void} actions.done
   * @param {(error: WenmaiError) => void} actions.failed
   * @param {() => void} actions.replaced another text is to be read
   */
  constructor(element, actions) {
    this.#element = element;
    this.#actions = actions;
    this.#content = new Content(element);
    this.#observer = new MutationObserver((records) => this.#mutated(records));
  }

  /** The raw text that was read, or that is to be. */
  get text() {
    return this.#raw || (this.#content.text ?? "");
  }

  /** The raw text that the article was made from. */
  get raw() {
    return this.#raw;
  }

  /** Settles when the content has been read and painted, or could not be. */
  get ready() {
    return this.#ready.promise;
  }

  /** Whether something changed while nobody was looking. */
  get outdated() {
    return !this.article || this.#outdated;
  }

  /** Looks for changes of the content from here on. */
  observe() {
    this.#observer.observe(this.#element, { childList: true, subtree: true });
  }

  /** Stops looking. */
  ignore() {
    this.#observer.disconnect();
  }

  /** Reads again, soon. */
  schedule() {
    if (this.#ready.settled) this.#ready = deferred();
    this.#outdated = true;
    clearTimeout(this.#scheduled);
    // Later: so that several changes at once, and content still being parsed, are one.
    this.#scheduled = setTimeout(() => this.#element.isConnected && this.#run());
  }

  /** Reads no further. */
  cancel() {
    this.#runs += 1;
    clearTimeout(this.#scheduled);
  }

  /** Puts a text in place of the content, which is kept. */
  take(text) {
    this.#actions.replaced();
    this.unpaint();
    this.#raw = "";
    this.article = null;
    this.disabled.clear();
    this.#content.take(text);
    this.#observer.takeRecords();
  }

  /** The text is at another address, or nowhere but in the content. */
  sourceChanged(source) {
    this.#content.text = null;
    if (source === null) this.#restore();
  }

  /** Gives the content back exactly as it was. */
  restore() {
    this.#restore();
    this.article = null;
    this.#raw = "";
    this.disabled.clear();
  }

  /** Says which script the paragraphs are in, so that fonts and punctuation fit. */
  set language(tag) {
    this.#content.language = tag;
  }

  /** Marks the article in the content. */
  paint(look) {
    this.#painter?.paint(this.article, look);
    this.#observer.takeRecords();
  }

  /** The place of a stretch of the clean text in the document, or undefined. */
  range(start, end) {
    return this.#painter?.range?.(start, end);
  }

  /** The position in the clean text of a place in the document, or undefined. */
  position(node, offset) {
    return this.#painter?.position(node, offset);
  }

  /** Takes the marks out of the content. */
  unpaint() {
    try {
      this.#painter?.unpaint();
    } catch {
      // Its engine trapped while painting: what it has painted stays, as text.
      this.#painter = null;
    }
    this.#observer.takeRecords();
  }

  async #run() {
    const run = ++this.#runs;
    this.#outdated = false;
    const stale = () => run !== this.#runs;
    const element = this.#element;
    const source = element.getAttribute("src");
    try {
      if (source && this.#content.text === null) {
        const text = await fetchText(source, element.ownerDocument.baseURI);
        if (stale()) return;
        this.take(text);
      }
      if (this.#content.takePlain()) this.#observer.takeRecords();
      if (!element.textContent.trim()) {
        if (this.#content.text !== null) throw new WenmaiError("input-empty");
        // Nothing to read yet; content that comes will be noticed.
        return;
      }
      this.#actions.progress("engine");
      const engine = await sharedEngine();
      if (stale()) return;
      if (engine !== this.#engine) {
        this.unpaint();
        [this.#engine, this.#painter] = [engine, engine.painter(element)];
      }
      this.#actions.progress("analyse");
      const raw = this.#painter.read(this.#content.text ?? undefined);
      this.#observer.takeRecords();
      if (raw.length * 3 > LIMIT && new Blob([raw]).size > LIMIT) {
        throw new WenmaiError("input-too-large");
      }
      this.#raw = raw;
      const options = await this.#actions.options(engine);
      if (stale()) return;
      const article = await engine.analyse(raw, options);
      if (stale()) return;
      this.article = article;
      this.#actions.progress("paint");
      await this.#actions.show();
      if (stale()) return;
      this.#ready.resolve(article);
      this.#actions.done();
    } catch (cause) {
      if (stale()) return;
      const error = WenmaiError.from(cause);
      this.#ready.reject(error);
      this.#actions.failed(error);
    }
  }

  #restore() {
    this.unpaint();
    this.#content.restore();
    this.#observer.takeRecords();
  }

  #mutated(records) {
    if (!this.#content.changed(records)) return;
    this.disabled.clear();
    this.schedule();
  }
}
