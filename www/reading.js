/** How an element's content becomes an article: text, engine, analysis, painting, in that order,
 *  and each again when something changes. */

import { Content, fetchText } from "./content.js";
import { deferred } from "./deferred.js";
import { LIMIT } from "./documents.js";
import { sharedEngine } from "./engine.js";
import { WenmaiError } from "./failures.js";
import { Moment } from "./moment.js";
import { frame, pause } from "./pause.js";

/** Milliseconds that painting may take before the browser gets its turn. */
const SLICE = 8;
/** Milliseconds after which an element that has been taken out of its document is gone. */
const ABSENCE = 2000;
/** Length of a text from which on it is shown, walked through and read with pauses: in one go it
 *  takes too long. */
const LONG = 20_000;
/** Characters from which on an analysis says something about the next one's speed. */
const TELLING = 2000;

/** Characters a millisecond, as measured on this page last; null before. */
let speed = null;

export class Reading {
  #element;
  #actions;
  #moment;
  #observer;
  #content;
  #engine = null;
  #painter = null;
  #runs = 0;
  #scheduled = 0;
  #leaving = 0;
  #outdated = false;
  #ready = deferred();
  #raw = "";
  /** The content may be another than the one last read. */
  #afresh = true;
  /** Calls off what the engine is asked for. */
  #abort = new AbortController();
  #paintings = 0;
  /** The painting that counts. */
  #last = Promise.resolve(false);
  /** An article is being painted for the first time. */
  #painting = false;

  /** The article as last read, or null. */
  article = null;
  /** Numbers of the edits that the reader does without. */
  disabled = new Set();

  /**
   * @param {HTMLElement} element
   * @param {object} actions
   * @param {(engine: object) => Promise<object>} actions.options what to ask of the analysis
   * @param {(stage: string, expected?: number) => void} actions.progress a stage begins, which
   *   should take some milliseconds, where that can be told
   * @param {() => void} actions.offered nothing is read before the reader asks for it
   * @param {() => Promise<void>} actions.show paints and shows the article that has been read
   * @param {() => void} actions.done
   * @param {(error: WenmaiError) => void} actions.failed
   * @param {() => void} actions.cancelled reading was stopped; the text is as it was
   * @param {() => void} actions.replaced another text is to be read
   */
  constructor(element, actions) {
    this.#element = element;
    this.#actions = actions;
    this.#moment = new Moment(element);
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
    clearTimeout(this.#leaving);
    this.#observer.observe(this.#element, { childList: true, subtree: true });
  }

  /** Stops looking. An element that has gone for good is let go of; one that is only moved, or
   *  soon put back, keeps its marks. */
  ignore() {
    this.#observer.disconnect();
    this.#afresh = true;
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => this.#element.isConnected || this.#leave(), ABSENCE);
  }

  /** The engine is to be loaded now, whatever was to be waited for. */
  begin() {
    this.#moment.now();
    this.schedule();
  }

  /** Reads the content again, soon. */
  schedule() {
    this.#afresh = true;
    this.refresh();
  }

  /** Analyses again, soon, what has been read: something else than the content has changed. */
  refresh() {
    // What is being read is as it was before: nobody waits for it any more.
    this.#runs += 1;
    if (this.#ready.settled) this.#ready = deferred();
    this.#outdated = true;
    clearTimeout(this.#scheduled);
    // Later: so that several changes at once, and content still being parsed, are one.
    this.#scheduled = setTimeout(() => this.#element.isConnected && this.#run());
  }

  /** Switches repairs on or off, by their numbers. */
  toggle(edits, active) {
    for (const edit of edits) {
      if (active) this.disabled.delete(edit);
      else this.disabled.add(edit);
    }
    this.refresh();
  }

  /** Reads no further. */
  cancel() {
    this.#runs += 1;
    this.#giveUp();
    this.#abort.abort();
    clearTimeout(this.#scheduled);
  }

  /** Stops on the reader's behalf: the text stays, {@link Reading.ready} fails. */
  stop() {
    if (this.#ready.settled) return;
    this.cancel();
    if (this.#afresh || this.#painting) {
      this.#actions.replaced();
      this.unpaint();
      this.article = null;
    }
    this.#outdated = true;
    this.#ready.reject(new WenmaiError("cancelled"));
    this.#actions.cancelled();
  }

  /** Puts a text in place of the content, which is kept. */
  take(text) {
    this.#afresh = true;
    this.#actions.replaced();
    // Our own paragraphs go as they are: to take ten thousand marks out of them first takes long.
    if (this.#content.text === null) this.unpaint();
    else this.#free();
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

  /**
   * Marks the article in the content, with pauses in which the page can answer; what is being
   * painted already is given up. Says whether the last painting came to its end.
   * @returns {Promise<boolean>}
   */
  paint(look) {
    this.#last = this.#paint(++this.#paintings, look);
    return this.#last;
  }

  /** The place of a stretch of the clean text in the document, or undefined. */
  range(start, end) {
    return this.#painter?.range?.(start, end);
  }

  /** The position in the clean text of a place in the document, or undefined. */
  position(node, offset) {
    return this.#painter?.position?.(node, offset);
  }

  /** Takes the marks out of the content. */
  unpaint() {
    this.#giveUp();
    try {
      this.#painter?.unpaint();
    } catch {
      // Its engine trapped while painting: what it has painted stays, as text.
      this.#painter = null;
    }
    this.#observer.takeRecords();
  }

  async #paint(painting, look) {
    const painter = this.#painter;
    if (!painter) return false;
    if (painter.begin) {
      painter.begin(this.article, look);
      while (!painter.advance(SLICE)) {
        this.#observer.takeRecords();
        await pause();
        if (painting !== this.#paintings) return this.#last;
      }
    } else {
      // An engine of before paints in one go.
      painter.paint(this.article, look);
    }
    this.#observer.takeRecords();
    return true;
  }

  async #run() {
    const run = ++this.#runs;
    this.#outdated = false;
    this.#abort.abort();
    this.#abort = new AbortController();
    const stale = () => run !== this.#runs;
    try {
      if (!(await this.#find(stale))) return;
      if (this.#moment.manner === "click") this.#actions.offered();
      await this.#moment.wait(this.#abort.signal);
      if (stale()) return;
      this.#actions.progress("engine");
      const engine = await sharedEngine(this.#thread);
      if (stale()) return;
      // It has gone meanwhile; should it come back, it is read then.
      if (!this.#element.isConnected) return void (this.#outdated = true);
      if (!(await this.#read(engine, stale))) return;
      const article = await this.#analyse(engine, stale);
      if (stale()) return;
      this.article = article;
      this.#actions.progress("paint");
      this.#painting = true;
      await this.#actions.show();
      if (stale()) return;
      this.#painting = false;
      this.#ready.resolve(article);
      this.#actions.done();
    } catch (cause) {
      if (stale()) return;
      const error = WenmaiError.from(cause);
      this.#ready.reject(error);
      this.#actions.failed(error);
    }
  }

  /** Sees to it that there is a text to read, and says whether there is. */
  async #find(stale) {
    const element = this.#element;
    const source = element.getAttribute("src");
    if (source && this.#content.text === null) {
      const text = await fetchText(source, element.ownerDocument.baseURI);
      if (stale()) return false;
      this.take(text);
    }
    if (this.#content.takePlain()) this.#observer.takeRecords();
    if (element.textContent.trim()) return true;
    if (this.#content.text !== null) throw new WenmaiError("input-empty");
    // Nothing to read yet; content that comes will be noticed.
    return false;
  }

  /** Reads the text of the content, unless it is `stale` before that is done. One that is painted and unchanged stays as it is: its marks
   *  would go, and come back with the analysis. */
  async #read(engine, stale) {
    if (engine !== this.#engine || !this.#painter) {
      this.#letGo();
      [this.#engine, this.#painter] = [engine, engine.painter(this.#element)];
      this.#afresh = true;
    }
    if (!this.#afresh) return true;
    this.#giveUp();
    const painter = this.#painter;
    const text = this.#content.text ?? undefined;
    let raw;
    if (text?.length > LONG) {
      await frame();
      if (stale()) return false;
      painter.walk();
      this.#observer.takeRecords();
      await pause();
      if (stale()) return false;
      raw = painter.align(text);
    } else {
      raw = painter.read(text);
      this.#observer.takeRecords();
    }
    if (raw.length * 3 > LIMIT && new Blob([raw]).size > LIMIT) {
      throw new WenmaiError("input-too-large");
    }
    this.#raw = raw;
    return true;
  }

  async #analyse(engine, stale) {
    const raw = this.#raw;
    const { signal } = this.#abort;
    this.#actions.progress("analyse", speed ? raw.length / speed : undefined);
    const options = await this.#actions.options(engine);
    if (stale()) return null;
    const began = performance.now();
    const article = await engine.analyse(raw, options, { signal });
    if (raw.length >= TELLING) speed = raw.length / (performance.now() - began);
    // Only now is what was read the content of an article.
    if (!stale()) this.#afresh = false;
    return article;
  }

  /** Nobody may want the element any more: it is read again if it comes back. */
  #leave() {
    this.#letGo();
    this.#outdated = true;
  }

  /** Gives the content its nodes back and frees the painter, whose module would keep them. */
  #letGo() {
    this.unpaint();
    this.#free();
  }

  #free() {
    this.#giveUp();
    try {
      this.#painter?.free();
    } catch {
      // Its engine has trapped, and goes as a whole.
    }
    this.#painter = null;
  }

  /** What is being painted is painted no further. */
  #giveUp() {
    this.#paintings += 1;
    this.#last = Promise.resolve(false);
  }

  #restore() {
    this.#letGo();
    this.#content.restore();
    this.#observer.takeRecords();
  }

  /** Where the engine is to read. */
  get #thread() {
    return { worker: this.#element.getAttribute("worker") !== "off" };
  }

  #mutated(records) {
    if (!this.#content.changed(records)) return;
    this.disabled.clear();
    this.schedule();
  }
}
