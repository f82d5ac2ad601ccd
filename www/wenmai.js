/**
 * `<wenmai-article>`: an article whose people, places, organisations, dates and amounts can be
 * clicked. The content of the element is its input and stays where it is; see `wenmai.d.ts`
 * for the interface. Importing this module has no effect; `define.js` registers the tag.
 */

import { Card } from "./card.js";
import { Content, fetchText } from "./content.js";
import { copyOf, fileOf, joined, parse } from "./corrections.js";
import { deferred } from "./deferred.js";
import { LIMIT } from "./documents.js";
import { sharedEngine } from "./engine.js";
import { WenmaiError, explain } from "./failures.js";
import { Marks } from "./marks.js";
import { element } from "./nodes.js";
import { Panel } from "./panel/panel.js";
import { adopt, release } from "./styles.js";
import { TYPES, articleLanguage, interfaceLanguage, words } from "./strings.js";


/** Styles of the shadow root; the theme has the lines of the legend too. */
const CHROME = ["theme.css", "chrome.css", "card.css"];

// On a server there is nothing to extend, and nothing to do.
const Base = globalThis.HTMLElement ?? class {};

/** The element; see `wenmai.d.ts`. */
export class WenmaiArticle extends Base {
  static observedAttributes = ["clean", "panel", "src", "types", "ui-lang"];

  /** Registers the element, unless a copy of it already has the name. */
  static define(tag = "wenmai-article", registry = globalThis.customElements) {
    if (!registry || registry.get(tag)) return;
    // One class can have one name only; further names get a class of their own.
    const named = registry.getName?.(this);
    registry.define(tag, named ? class extends this {} : this);
  }

  #card;
  #panel;
  #marks;
  #parts = {};
  #states;
  #observer;
  #listening = null;
  #painter = null;
  #engine = null;
  #content;
  #raw = "";
  #article = null;
  #types = null;
  #disabled = new Set();
  #corrections = [];
  #current = null;
  #runs = 0;
  #scheduled = 0;
  #outdated = false;
  #ready = deferred();
  #destroyed = false;
  #root = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    this.#states = this.attachInternals?.().states;
    this.#parts = {
      notice: element("p", { part: "notice", role: "status", class: "notice", hidden: true }),
      panel: element("aside", { part: "panel", class: "panel", hidden: true }),
      card: element("div", {
        part: "card",
        class: "card wenmai-key",
        role: "dialog",
        tabindex: "-1",
        hidden: true,
      }),
    };
    const { notice, panel, card } = this.#parts;
    const text = element("div", { class: "text", part: "text" }, notice, element("slot"));
    const layout = element("div", { class: "layout", part: "layout" }, text, panel);
    this.#parts.frame = element("div", { class: "frame" }, layout);
    root.append(this.#parts.frame, card);
    this.#content = new Content(this);
    this.#marks = new Marks(this);
    this.#card = new Card(card, {
      go: (id) => this.#select(id),
      close: (back) => this.#closeCard(back),
    });
    this.#panel = new Panel(panel, {
      toggleType: (type) => this.#toggleType(type),
      choose: (id) => this.#select(id),
      toggleEdits: (edits, active) => this.#toggleEdits(edits, active),
    });
    this.#observer = new MutationObserver((records) => this.#mutated(records));
  }

  /** The text that was read, raw; setting it replaces the content by its paragraphs. */
  get text() {
    return this.#raw || (this.#content.text ?? "");
  }

  set text(value) {
    this.#destroyed = false;
    this.#take(String(value));
    this.#schedule();
  }

  /** What the reader put right, a copy; setting it reads the text again. Other texts keep it. */
  get corrections() {
    return structuredClone(this.#corrections);
  }

  set corrections(list) {
    this.#correct(copyOf(list));
  }

  /** The article as last read, in the documented shape, or null. */
  get article() {
    return this.#article;
  }

  /** Settles when the content has been read and painted, or could not be. */
  get ready() {
    return this.#ready.promise;
  }

  /** Reads the content again; gives the article. */
  analyse() {
    this.#destroyed = false;
    if (this.isConnected && !this.#listening) this.connectedCallback();
    this.#schedule();
    return this.ready;
  }

  /** Scrolls to a mention, or to the first of an entity, and says whether it is there. */
  goTo(id) {
    const mention = this.#find(id);
    return mention ? this.#marks.goTo(mention.id) : false;
  }

  /** The article as a file of a format: `json`, the bytes that the command line writes. */
  async export(format = "json") {
    const engine = await sharedEngine();
    return engine.export(this.text, format, this.#options());
  }

  /** Adds the corrections of a file, an object or JSON, to those there are; gives them. */
  async import(data) {
    try {
      const file = parse(data);
      const imported = (await sharedEngine()).corrections(file);
      this.#correct(joined(this.#corrections, imported));
      return imported;
    } catch (cause) {
      throw this.#report(cause);
    }
  }

  /** Gives the content back exactly as it was, the same nodes, and stops listening. */
  destroy() {
    this.#destroyed = true;
    this.#runs += 1;
    clearTimeout(this.#scheduled);
    this.#closeCard(false);
    this.#unlisten();
    this.#unpaint();
    this.#content.restore();
    this.#observer.takeRecords();
    this.#article = null;
    this.#raw = "";
    this.#disabled.clear();
    this.#parts.panel.hidden = true;
    this.#notice("");
    this.#state("loading", false);
  }

  connectedCallback() {
    this.#upgrade("text");
    this.#upgrade("corrections");
    if (this.#destroyed) return;
    this.#listen();
    if (!this.#article || this.#outdated) this.#schedule();
  }

  disconnectedCallback() {
    this.#card.hide();
    this.#unlisten();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "types") {
      this.#types = after === null ? null : new Set(after.toUpperCase().split(/[\s,]+/));
      this.#typesChanged();
    } else if (name === "ui-lang") {
      this.#show();
    } else if (name === "panel") {
      this.#showPanel();
    } else if (this.isConnected && !this.#destroyed) {
      if (name === "src") this.#sourceChanged(after);
      this.#schedule();
    }
  }

  // Reading.

  #schedule() {
    if (this.#ready.settled) this.#ready = deferred();
    this.#outdated = true;
    clearTimeout(this.#scheduled);
    // Later: so that several changes at once, and content still being parsed, are one.
    this.#scheduled = setTimeout(() => this.isConnected && this.#run());
  }

  async #run() {
    const run = ++this.#runs;
    this.#outdated = false;
    const stale = () => run !== this.#runs;
    const source = this.getAttribute("src");
    try {
      if (source && this.#content.text === null) {
        const text = await fetchText(source, this.ownerDocument.baseURI);
        if (stale()) return;
        this.#take(text);
      }
      if (this.#content.takePlain()) this.#observer.takeRecords();
      if (!this.textContent.trim()) {
        if (this.#content.text !== null) throw new WenmaiError("input-empty");
        // Nothing to read yet; content that comes will be noticed.
        return;
      }
      this.#state("loading", true);
      this.#emit("progress", { stage: "engine" });
      const engine = await sharedEngine();
      if (stale()) return;
      if (engine !== this.#engine) {
        this.#unpaint();
        [this.#engine, this.#painter] = [engine, engine.painter(this)];
      }
      this.#emit("progress", { stage: "analyse" });
      const raw = this.#painter.read(this.#content.text ?? undefined);
      this.#observer.takeRecords();
      if (raw.length * 3 > LIMIT && new Blob([raw]).size > LIMIT) {
        throw new WenmaiError("input-too-large");
      }
      this.#raw = raw;
      // A list that cannot be read is named as such.
      if (this.#corrections.length > 0) engine.corrections(fileOf(this.#corrections));
      this.#article = engine.analyse(raw, this.#options());
      this.#emit("progress", { stage: "paint" });
      this.#show();
      this.#notice("");
      this.#state("loading", false);
      this.#ready.resolve(this.#article);
      this.#emit("ready", { article: this.#article });
    } catch (cause) {
      if (!stale()) this.#fail(cause);
    }
  }

  #options() {
    return {
      clean: this.getAttribute("clean") !== "off",
      disabledEdits: [...this.#disabled],
      corrections: this.#corrections,
      tokens: false,
    };
  }

  #correct(corrections) {
    this.#corrections = corrections;
    // Its mention may be another's, or nobody's, afterwards.
    this.#closeCard(false);
    if (!this.#destroyed) this.#schedule();
    this.#emit("change", { corrections: this.corrections });
  }

  #sourceChanged(source) {
    this.#content.text = null;
    if (source !== null) return;
    this.#unpaint();
    this.#content.restore();
    this.#observer.takeRecords();
  }

  /** Puts a text in place of the content, which is kept. */
  #take(text) {
    this.#closeCard(false);
    this.#unpaint();
    this.#raw = "";
    this.#article = null;
    this.#disabled.clear();
    this.#content.take(text);
    this.#observer.takeRecords();
    this.#parts.panel.hidden = true;
  }

  #mutated(records) {
    if (this.#destroyed || !this.#content.changed(records)) return;
    this.#disabled.clear();
    this.#schedule();
  }

  #unpaint() {
    try {
      this.#painter?.unpaint();
    } catch {
      // Its engine trapped while painting: what it has painted stays, as text.
      this.#painter = null;
    }
    this.#observer.takeRecords();
  }

  #fail(cause) {
    const error = WenmaiError.from(cause);
    this.#state("loading", false);
    this.#ready.reject(error);
    this.#report(error);
  }

  /** Says what went wrong and what helps, on the page and to the host; gives it as an error. */
  #report(cause) {
    const error = WenmaiError.from(cause);
    const { message, cure, sentence } = explain(error, this.#language);
    this.#notice(sentence);
    this.#emit("error", { code: error.code, message, cure, error });
    return error;
  }

  // Showing.

  get #language() {
    const asked =
      this.getAttribute("ui-lang") ?? this.closest("[lang]")?.lang ?? navigator.language;
    return interfaceLanguage(asked ?? "");
  }

  #isShown = (type) => !this.#types || this.#types.has(type);

  #show() {
    if (!this.#article) return;
    const language = this.#language;
    this.#parts.frame.lang = this.#parts.card.lang = language;
    this.#content.language = articleLanguage(this.#article);
    this.#paint();
    this.#panel.render(this.#article, this.#raw, words(language), this.#isShown);
    this.#showPanel();
    if (this.#card.open) this.#openCard(this.#find(this.#current));
  }

  #paint() {
    const { separator, types } = words(this.#language);
    const labels = Object.fromEntries(
      Object.entries(types).map(([type, name]) => [type, separator + name]),
    );
    const known = new Set([...TYPES, ...this.#article.mentions.map(({ type }) => type)]);
    this.#painter.paint(this.#article, { types: [...known].filter(this.#isShown), labels });
    this.#observer.takeRecords();
    this.#marks.fill(this.#find(this.#current) ?? null);
  }

  #showPanel() {
    const wanted = this.getAttribute("panel") ?? "none";
    this.#parts.panel.hidden = wanted === "none" || !this.#article;
  }

  #toggleType(type) {
    this.#types ??= new Set([...TYPES, ...this.#article.mentions.map((one) => one.type)]);
    if (!this.#types.delete(type)) this.#types.add(type);
    this.#typesChanged();
  }

  #typesChanged() {
    if (!this.#article) return;
    const open = this.#card.open && this.#find(this.#current);
    if (open && !this.#isShown(open.type)) this.#closeCard(false);
    this.#paint();
    this.#panel.update(this.#isShown);
  }

  #toggleEdits(edits, active) {
    for (const edit of edits) {
      if (active) this.#disabled.delete(edit);
      else this.#disabled.add(edit);
    }
    this.#closeCard(false);
    this.#schedule();
  }

  // Choosing.

  #find(id) {
    const entity = this.#article?.entities.find((one) => one.id === id);
    const wanted = entity ? entity.mentions[0] : id;
    return this.#article?.mentions.find((one) => one.id === wanted);
  }

  #select(id) {
    const mention = this.#find(id);
    if (!mention) return;
    const entity = this.#article.entities.find((one) => one.id === mention.entity);
    if (!this.#emit("select", { mention, entity }, true)) return;
    this.#openCard(mention);
    this.#marks.reveal(mention.id, this.#card.sheet);
  }

  #openCard(mention) {
    const pieces = () => this.#marks.pieces(mention.id);
    const language = this.#language;
    this.#current = mention.id;
    this.#marks.fill(mention);
    this.#marks.stopAt(pieces()[0]);
    // A sheet at the foot takes room that the page may not have below its last words.
    this.#parts.frame.toggleAttribute("data-sheet", this.#card.sheet);
    this.#card.show(this.#article, mention, words(language), language, pieces);
  }

  #closeCard(back) {
    if (!this.#card.open) return;
    const [piece] = this.#marks.pieces(this.#current);
    this.#card.hide();
    this.#current = null;
    this.#marks.fill(null);
    this.#parts.frame.removeAttribute("data-sheet");
    if (back) piece?.focus({ preventScroll: true });
  }

  #listen() {
    if (this.#listening) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.addEventListener("click", (event) => this.#clicked(event), { signal });
    this.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    this.addEventListener("focusin", ({ target }) => this.#marks.stopAt(Marks.at(target)), {
      signal,
    });
    this.#observer.observe(this, { childList: true, subtree: true });
    this.#root = this.getRootNode();
    adopt(this.#root, "theme.css");
    for (const file of CHROME) adopt(this.shadowRoot, file);
  }

  #unlisten() {
    if (!this.#listening) return;
    this.#listening.abort();
    this.#listening = null;
    this.#observer.disconnect();
    release(this.#root, "theme.css");
    for (const file of CHROME) release(this.shadowRoot, file);
  }

  #clicked(event) {
    const piece = Marks.at(event.target);
    // A link stays a link, and marking text with the mouse is no click.
    if (!piece || event.defaultPrevented || event.target.closest("a[href]")) return;
    if (!getSelection().isCollapsed) return;
    this.#select(piece.dataset.mention);
  }

  #pressed(event) {
    const piece = Marks.at(event.target);
    if (!piece || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") this.#select(piece.dataset.mention);
    else if (!this.#marks.step(piece, event.key)) return;
    event.preventDefault();
  }

  // Small things.

  #emit(name, detail, cancelable = false) {
    const options = { detail, bubbles: true, composed: true, cancelable };
    return this.dispatchEvent(new CustomEvent(`wenmai-${name}`, options));
  }

  #notice(text) {
    this.#parts.notice.textContent = text;
    this.#parts.notice.hidden = !text;
  }

  #state(name, on) {
    // Browsers without custom states do without.
    if (on) this.#states?.add(name);
    else this.#states?.delete(name);
  }

  /** A property set before the element was defined hides ours: set it again. */
  #upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete this[name];
    this[name] = value;
  }
}
