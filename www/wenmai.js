/**
 * `<wenmai-article>`: an article whose people, places, organisations, dates and amounts can be
 * clicked. The content of the element is its input and stays where it is; see `wenmai.d.ts`
 * for the interface. Importing this module has no effect; `define.js` registers the tag.
 */

import { AIDS, Aids } from "./aids.js";
import { Choice } from "./choice.js";
import { copyClean } from "./copying.js";
import { Correcting } from "./corrections/correcting.js";
import { copyOf, joined, parse } from "./corrections/file.js";
import { sharedEngine } from "./engine.js";
import { makeFrame } from "./frame.js";
import { Hosting } from "./hosting.js";
import { Keys } from "./keys.js";
import { layOut } from "./layout.js";
import { prepare } from "./lookup.js";
import { Marks } from "./marks.js";
import { Panel } from "./panel/panel.js";
import { TABS } from "./panel/tabs.js";
import { TOOLS } from "./panel/tools.js";
import { pointAt } from "./pointing.js";
import { printLater } from "./print-later.js";
import { Progress } from "./progress.js";
import { Reading } from "./reading.js";
import { MarkedTypes } from "./types.js";
import { articleLanguage, interfaceLanguage, words } from "./strings.js";
import { isWritten, write } from "./writers.js";

// On a server there is nothing to extend, and nothing to do.
const Base = globalThis.HTMLElement ?? class {};

/** The element; see `wenmai.d.ts`. */
export class WenmaiArticle extends Base {
  static observedAttributes = [
    ...["clean", "keys", "load", "panel", "readonly", "src", "storage-key", "types", "ui-lang"],
    ...AIDS,
  ];

  /** Registers the element, unless a copy of it already has the name. */
  static define(tag = "wenmai-article", registry = globalThis.customElements) {
    if (!registry || registry.get(tag)) return;
    // One class can have one name only; further names get a class of their own.
    const named = registry.getName?.(this);
    registry.define(tag, named ? class extends this {} : this);
  }

  #choice;
  #panel;
  #marks;
  #progress;
  #keys;
  #search = null;
  #parts = {};
  #host;
  #listening = null;
  #reading;
  /** What the reader put right, and the reader's own words. */
  #correcting;
  #types = new MarkedTypes(this);
  #aids;
  #elsewhere = null;
  #destroyed = false;
  /** The listening that print has been prepared for. */
  #printable = null;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    layOut(root);
    this.#parts = makeFrame(root);
    this.#host = new Hosting(this, this.#parts.notice);
    const { lines, panel, card } = this.#parts;
    this.#marks = new Marks(this, (id) => {
      const mention = this.#choice.find(id);
      return mention && this.#reading.range(mention.start, mention.end);
    });
    this.#aids = new Aids(this.#view, root);
    this.#choice = new Choice(this.#view, card, this.#marks);
    this.#correcting = new Correcting(this.#view);
    this.#panel = new Panel(panel, { ...TABS, ...TOOLS }, {
      desk: this.#correcting,
      toggleType: (type) => this.#toggleType(type),
      choose: (id) => this.#choice.select(id),
      toggleEdits: (edits, active) => this.#toggleEdits(edits, active),
      goTo: (id) => this.goTo(id),
      export: (format) => this.export(format).catch((cause) => void this.#report(cause)),
      host: this,
      range: (start, end) => this.#reading.range(start, end),
      opened: () => this.#viewed(),
    });
    this.#progress = new Progress(lines, {
      stop: () => this.#reading.stop(),
      again: () => this.analyse(),
      left: () => this.#marks.stop?.focus({ preventScroll: true }),
    });
    this.#keys = new Keys(this, {
      n: () => this.#choice.step(1),
      p: () => this.#choice.step(-1),
      "/": () => this.search(),
      "?": () => this.help(),
    });
    this.#reading = new Reading(this, {
      options: async (engine) => {
        await this.#correcting.prepare(engine, this.#reading.raw);
        return this.#options();
      },
      progress: (stage, expected) => this.#stage(stage, expected),
      offered: () => this.#progress.offer(this.#language),
      show: () => this.#show(),
      done: () => this.#done(),
      failed: (error) => this.#fail(error),
      cancelled: () => this.#cancelled(),
      replaced: () => this.#replaced(),
    });
  }

  /** The text that was read, raw; setting it replaces the content by its paragraphs. */
  get text() {
    return this.#reading.text;
  }

  set text(value) {
    this.#destroyed = false;
    this.#reading.take(String(value));
    this.#reading.schedule();
  }

  /** What the reader put right, a copy; setting it reads the text again. Other texts keep it. */
  get corrections() {
    return structuredClone(this.#correcting.value.corrections);
  }

  set corrections(list) {
    this.#correcting.change({ corrections: copyOf(list) });
  }

  /** The reader's own words, a copy; setting it reads the text again. Other texts keep it. */
  get lexicon() {
    return structuredClone(this.#correcting.value.lexicon);
  }

  set lexicon(list) {
    this.#correcting.change({ lexicon: copyOf(list) });
  }

  /** Where else an entity of the article is met; a host with several articles sets it. */
  get elsewhere() {
    return this.#elsewhere;
  }

  set elsewhere(find) {
    this.#elsewhere = find;
    this.#choice.refresh();
  }

  /** The article as last read, in the documented shape, or null. */
  get article() {
    return this.#reading.article;
  }

  /** Settles when the content has been read and painted, or could not be. */
  get ready() {
    return this.#reading.ready;
  }

  /** Reads the content again; gives the article. */
  analyse() {
    this.#destroyed = false;
    if (this.isConnected && !this.#listening) this.connectedCallback();
    this.#reading.begin();
    return this.ready;
  }

  /** Scrolls to a mention, or to the first of an entity, and says whether it is there. */
  goTo(id) {
    const mention = this.#choice.find(id);
    return mention ? this.#marks.goTo(mention.id) : false;
  }

  /** Opens the search in the article, with a query or with the one before. */
  async search(query) {
    const { Search } = await import("./search/search.js");
    this.#search ??= new Search(this.#view);
    if (this.isConnected) await this.#search.open(query);
  }

  /** Shows the list of keys. */
  async help() {
    const { showHelp } = await import("./help.js");
    if (this.isConnected) await showHelp(this, this.#language);
  }

  /** Shows types, a tab of the panel, and the card of an entity or a mention. */
  show({ types, panel, entity, mention } = {}) {
    if (types !== undefined) this.#types.write(types);
    if (panel) this.#panel.open(panel);
    const found = this.#choice.find(mention ?? entity);
    if (found) this.#choice.select(found.id);
    return Boolean(found) || !(mention ?? entity);
  }

  /** The article as a file of a format: `json`, the bytes that the command line writes. */
  async export(format = "json") {
    if (isWritten(format)) return write(format, this, this.#language);
    const engine = await this.#engine();
    return engine.export(this.text, format, this.#options());
  }

  /** Adds the corrections of a file, an object or JSON, to those there are; gives them. */
  async import(data) {
    try {
      const imported = await (await this.#engine()).corrections(parse(data));
      const { corrections } = this.#correcting.value;
      this.#correcting.change({ corrections: joined(corrections, imported) });
      return imported;
    } catch (cause) {
      throw this.#report(cause);
    }
  }

  /** Takes back the last change of corrections or lexicon; says whether there was one. */
  undo() {
    return this.#correcting.undo();
  }

  /** Makes the change again that was taken back last; says whether there was one. */
  redo() {
    return this.#correcting.redo();
  }

  /** Gives the content back exactly as it was, the same nodes, and stops listening. */
  destroy() {
    this.#destroyed = true;
    this.#reading.cancel();
    this.#correcting.replaced();
    this.#choice.close(false);
    this.#search?.close(false);
    this.#unlisten();
    this.#reading.restore();
    this.#progress.end();
    this.#parts.panel.hidden = true;
    this.#host.clear();
    this.#host.state("loading", false);
  }

  connectedCallback() {
    this.#host.upgrade();
    if (this.#destroyed) return;
    this.#listen();
    if (this.#reading.outdated) this.#reading.schedule();
  }

  /** A sheet belongs to the document that it was made in. */
  adoptedCallback() {
    layOut(this.shadowRoot);
  }

  disconnectedCallback() {
    this.#choice.close(false);
    this.#search?.close(false);
    this.#unlisten();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "types") {
      this.#types.read(after);
      this.#typesChanged();
    } else if (name === "ui-lang") {
      if (this.article) this.#show().catch((cause) => this.#report(cause));
    } else if (name === "panel") {
      this.#showPanel();
    } else if (name === "readonly") {
      this.#refresh();
    } else if (name === "storage-key") {
      this.#correcting.keepUnder(after);
      if (this.isConnected && !this.#destroyed) this.#reading.refresh();
    } else if (AIDS.includes(name)) {
      if (this.article) this.#aided();
    } else if (name === "keys") {
      if (this.#listening) this.#keys.listen();
    } else if (name === "load") {
      if (this.#listening && this.#reading.outdated) this.#reading.refresh();
    } else if (this.isConnected && !this.#destroyed) {
      if (name === "src") this.#reading.sourceChanged(after);
      if (name === "clean") this.#reading.refresh();
      else this.#reading.schedule();
    }
  }

  // Reading.

  #options() {
    const { corrections, lexicon } = this.#correcting.value;
    return {
      clean: this.getAttribute("clean") !== "off",
      disabledEdits: [...this.#reading.disabled],
      corrections,
      lexicon,
      tokens: false,
      remember: true,
    };
  }

  /** Reads again after a correction; an open card follows to a place, or is closed. */
  #changed(place) {
    // Its mention may be another's, or nobody's, afterwards.
    if (place) this.#choice.follow(place);
    else this.#choice.close(false);
    if (!this.#destroyed) this.#reading.refresh();
    this.#announce();
  }

  #announce() {
    this.#host.emit("change", { corrections: this.corrections, lexicon: this.lexicon });
  }

  #replaced() {
    this.#correcting.replaced();
    this.#choice.close(false);
    this.#parts.panel.hidden = true;
  }

  #engine() {
    return sharedEngine({ worker: this.getAttribute("worker") !== "off" });
  }

  #stage(stage, expected) {
    if (stage === "engine") this.#correcting.expect();
    this.#host.state("loading", true);
    this.#progress.begin(stage, expected, this.#language);
    this.#host.emit("progress", { stage });
  }

  #cancelled() {
    this.#host.state("loading", false);
    this.#progress.stop(this.#language);
    this.#host.emit("progress", { stage: "cancelled" });
  }

  #done() {
    this.#host.clear();
    this.#host.state("loading", false);
    this.#progress.end();
    const { article } = this;
    this.#host.emit("ready", { article });
    // The first card is not to wait for it.
    prepare(article);
    if (!this.#listening || this.#printable === this.#listening) return;
    this.#printable = this.#listening;
    printLater(this.#view, this.#listening.signal);
  }

  #fail(error) {
    this.#host.state("loading", false);
    this.#progress.end();
    this.#report(error);
  }

  /** Says what went wrong and what helps; gives it as an error. */
  #report(cause) {
    return this.#host.report(cause, this.#language);
  }

  // Showing.

  get #language() {
    const asked =
      this.getAttribute("ui-lang") ?? this.closest("[lang]")?.lang ?? navigator.language;
    return interfaceLanguage(asked ?? "");
  }

  /** What those that show something see of the element. */
  #view = ((element) => ({
    element,
    get article() {
      return element.article;
    },
    get raw() {
      return element.#reading.raw;
    },
    get language() {
      return element.#language;
    },
    get frame() {
      return element.#parts.frame;
    },
    get head() {
      return element.#parts.lines;
    },
    engine: () => element.#engine(),
    range: (start, end) => element.#reading.range(start, end),
    position: (node, offset) => element.#reading.position(node, offset),
    report: (error) => element.#report(error),
    chosen: (mention, entity) => element.#host.emit("select", { mention, entity }, true),
    viewed: () => element.#viewed(),
    elsewhere: (entity) => element.#elsewhere?.(entity) ?? [],
    correct: (mention, entity) =>
      element.#correcting.section(mention, entity, words(element.#language).corrections),
    get options() {
      return element.#options();
    },
    disable: (edits) => edits.forEach((edit) => element.#reading.disabled.add(edit)),
    get marks() {
      return element.#marks;
    },
    get chosenMention() {
      return element.#choice.mention;
    },
    changed: (place) => element.#changed(place),
    announce: () => element.#announce(),
    refresh: () => element.#refresh(),
    closeCard: () => element.#choice.close(false),
  }))(this);

  async #show() {
    const language = this.#language;
    this.#parts.frame.lang = this.#parts.card.lang = language;
    this.#reading.language = articleLanguage(this.article);
    await this.#aids.refresh();
    this.#choice.settle();
    if (!(await this.#paint())) return;
    this.#refresh();
    this.#showPanel();
  }

  /** Shows card and panel again. */
  #refresh() {
    if (!this.article) return;
    const language = this.#language;
    this.#choice.refresh();
    this.#panel.render(this.article, words(language), this.#types.isShown, this.#reading.raw, language);
  }

  async #aided() {
    if (await this.#aids.refresh()) await this.#paint();
  }

  /** Marks the article, and says whether it did so to the end. */
  async #paint() {
    const labels = this.#types.labels(this.#language);
    const look = { types: this.#types.shown, labels, ...this.#aids.look };
    if (!(await this.#reading.paint(look))) return false;
    this.#choice.fill();
    this.#search?.refresh();
    return true;
  }

  #showPanel() {
    const wanted = this.getAttribute("panel") ?? "none";
    this.#parts.panel.hidden = wanted === "none" || !this.article;
  }

  #toggleType(type) {
    this.#types.toggle(type);
    this.#viewed();
  }

  #typesChanged() {
    if (!this.article) return;
    const { mention } = this.#choice;
    if (mention && !this.#types.isShown(mention.type)) this.#choice.close(false);
    this.#paint().catch((cause) => this.#report(cause));
    this.#panel.update(this.#types.isShown);
  }

  #toggleEdits(edits, active) {
    this.#choice.close(false);
    this.#reading.toggle(edits, active);
    this.#correcting.keepRepairs(this.#reading.disabled);
  }

  // Choosing.

  /** Tells the host what the reader looks at now, so that it can keep it in an address. */
  #viewed() {
    if (!this.article) return;
    const { mention } = this.#choice;
    this.#host.emit("view", {
      types: this.#types.list,
      panel: this.#panel.current,
      mention: mention?.id ?? null,
      entity: mention?.entity ?? null,
    });
  }

  #listen() {
    if (this.#listening) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    pointAt(this, this.#marks, (id) => this.#choice.select(id), signal);
    this.addEventListener("click", (event) => this.#aids.lookUp(event), { signal });
    copyClean(this, signal);
    this.#correcting.listen(signal);
    this.#keys.listen();
    this.#reading.observe();
    this.#host.dress();
  }

  #unlisten() {
    if (!this.#listening) return;
    this.#listening.abort();
    this.#listening = null;
    this.#keys.ignore();
    this.#reading.ignore();
    this.#host.undress();
  }
}
