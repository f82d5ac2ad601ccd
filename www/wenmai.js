/**
 * `<wenmai-article>`: an article whose people, places, organisations, dates and amounts can be
 * clicked. The content of the element is its input and stays where it is; see `wenmai.d.ts`
 * for the interface. Importing this module has no effect; `define.js` registers the tag.
 */

import { Choice } from "./choice.js";
import { Correcting } from "./corrections/correcting.js";
import { copyOf, joined, parse } from "./corrections/file.js";
import { sharedEngine } from "./engine.js";
import { WenmaiError, explain } from "./failures.js";
import { Marks } from "./marks.js";
import { element } from "./nodes.js";
import { Panel } from "./panel/panel.js";
import { Reading } from "./reading.js";
import { adopt, release } from "./styles.js";
import { TYPES, articleLanguage, interfaceLanguage, words } from "./strings.js";

/** Styles of the shadow root; the theme has the lines of the legend too. */
const CHROME = ["theme.css", "chrome.css", "card.css"];
/** Attributes that change how the text shows, not what it is. */
const AIDS = ["ruby", "reading", "level", "script"];
/** Properties that may have been set before the element was defined. */
const UPGRADED = ["text", "corrections", "lexicon", "elsewhere"];

// On a server there is nothing to extend, and nothing to do.
const Base = globalThis.HTMLElement ?? class {};

/** The element; see `wenmai.d.ts`. */
export class WenmaiArticle extends Base {
  static observedAttributes = [
    ...["clean", "panel", "readonly", "src", "storage-key", "types", "ui-lang"],
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
  #parts = {};
  #states;
  #listening = null;
  #reading;
  /** What the reader put right, and the reader's own words. */
  #correcting;
  #types = null;
  /** What painting needs for readings and for the other script. */
  #aid = {};
  #wordCard = null;
  #elsewhere = null;
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
    this.#marks = new Marks(this);
    this.#choice = new Choice(this.#view, card, this.#marks);
    this.#correcting = new Correcting(this.#view);
    this.#panel = new Panel(panel, {
      desk: this.#correcting,
      toggleType: (type) => this.#toggleType(type),
      choose: (id) => this.#choice.select(id),
      toggleEdits: (edits, active) => this.#toggleEdits(edits, active),
      opened: () => this.#viewed(),
    });
    this.#reading = new Reading(this, {
      options: async (engine) => {
        await this.#correcting.prepare(engine, this.#reading.raw);
        return this.#options();
      },
      progress: (stage) => this.#progress(stage),
      show: () => this.#show(),
      done: () => this.#done(),
      failed: (error) => this.#fail(error),
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
    this.#reading.schedule();
    return this.ready;
  }

  /** Scrolls to a mention, or to the first of an entity, and says whether it is there. */
  goTo(id) {
    const mention = this.#choice.find(id);
    return mention ? this.#marks.goTo(mention.id) : false;
  }

  /** Shows types, a tab of the panel, and the card of an entity or a mention. */
  show({ types, panel, entity, mention } = {}) {
    if (types !== undefined) this.#setTypes(types && new Set(types));
    if (panel) this.#panel.open(panel);
    const found = this.#choice.find(mention ?? entity);
    if (found) this.#choice.select(found.id);
    return Boolean(found) || !(mention ?? entity);
  }

  /** The article as a file of a format: `json`, the bytes that the command line writes. */
  async export(format = "json") {
    const engine = await sharedEngine();
    return engine.export(this.text, format, this.#options());
  }

  /** Adds the corrections of a file, an object or JSON, to those there are; gives them. */
  async import(data) {
    try {
      const imported = await (await sharedEngine()).corrections(parse(data));
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
    this.#choice.close(false);
    this.#unlisten();
    this.#reading.restore();
    this.#parts.panel.hidden = true;
    this.#notice("");
    this.#state("loading", false);
  }

  connectedCallback() {
    for (const name of UPGRADED) this.#upgrade(name);
    if (this.#destroyed) return;
    this.#listen();
    if (this.#reading.outdated) this.#reading.schedule();
  }

  disconnectedCallback() {
    this.#choice.close(false);
    this.#unlisten();
  }

  attributeChangedCallback(name, before, after) {
    if (before === after) return;
    if (name === "types") {
      this.#types = after === null ? null : new Set(after.toUpperCase().split(/[\s,]+/));
      this.#typesChanged();
    } else if (name === "ui-lang") {
      if (this.article) this.#show();
    } else if (name === "panel") {
      this.#showPanel();
    } else if (name === "readonly") {
      this.#refresh();
    } else if (name === "storage-key") {
      this.#correcting.keepUnder(after);
      if (this.isConnected && !this.#destroyed) this.#reading.schedule();
    } else if (AIDS.includes(name)) {
      if (this.article) this.#aided();
    } else if (this.isConnected && !this.#destroyed) {
      if (name === "src") this.#reading.sourceChanged(after);
      this.#reading.schedule();
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
    };
  }

  /** Reads again after a correction; an open card follows to a place, or is closed. */
  #changed(place) {
    // Its mention may be another's, or nobody's, afterwards.
    if (place) this.#choice.follow(place);
    else this.#choice.close(false);
    if (!this.#destroyed) this.#reading.schedule();
    this.#announce();
  }

  #announce() {
    this.#emit("change", { corrections: this.corrections, lexicon: this.lexicon });
  }

  #replaced() {
    this.#correcting.replaced();
    this.#choice.close(false);
    this.#parts.panel.hidden = true;
  }

  #progress(stage) {
    this.#state("loading", true);
    this.#emit("progress", { stage });
  }

  #done() {
    this.#notice("");
    this.#state("loading", false);
    this.#emit("ready", { article: this.article });
  }

  #fail(error) {
    this.#state("loading", false);
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
    engine: sharedEngine,
    range: (start, end) => element.#reading.range(start, end),
    position: (node, offset) => element.#reading.position(node, offset),
    report: (error) => element.#report(error),
    chosen: (mention, entity) => element.#emit("select", { mention, entity }, true),
    viewed: () => element.#viewed(),
    elsewhere: (entity) => element.#elsewhere?.(entity) ?? [],
    correct: (mention, entity) =>
      element.#correcting.section(mention, entity, words(element.#language).corrections),
    get options() {
      return element.#options();
    },
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

  #isShown = (type) => !this.#types || this.#types.has(type);

  async #show() {
    const language = this.#language;
    this.#parts.frame.lang = this.#parts.card.lang = language;
    this.#reading.language = articleLanguage(this.article);
    this.#aid = await this.#findAid();
    this.#choice.settle();
    this.#paint();
    this.#refresh();
    this.#showPanel();
  }

  /** Shows card and panel again. */
  #refresh() {
    if (!this.article) return;
    this.#choice.refresh();
    this.#panel.render(this.article, words(this.#language), this.#isShown, this.#reading.raw);
  }

  async #aided() {
    const { article } = this;
    const aid = await this.#findAid();
    if (article !== this.article) return;
    this.#aid = aid;
    this.#paint();
  }

  /** Readings and script as the attributes ask for; a text without them is still a text. */
  async #findAid() {
    if (!this.hasAttribute("ruby") && !this.hasAttribute("script")) return {};
    try {
      const { aidsFor } = await import("./aids/aids.js");
      return await aidsFor(this, this.article, this.#reading.raw, await sharedEngine());
    } catch (cause) {
      this.#report(cause);
      return {};
    }
  }

  #paint() {
    const { separator, types } = words(this.#language);
    const labels = Object.fromEntries(
      Object.entries(types).map(([type, name]) => [type, separator + name]),
    );
    this.#reading.paint({ types: this.#known.filter(this.#isShown), labels, ...this.#aid });
    this.#choice.fill();
  }

  /** Every type there is, those of a later engine too. */
  get #known() {
    return [...new Set([...TYPES, ...this.article.mentions.map(({ type }) => type)])];
  }

  #showPanel() {
    const wanted = this.getAttribute("panel") ?? "none";
    this.#parts.panel.hidden = wanted === "none" || !this.article;
  }

  #toggleType(type) {
    const types = this.#types ? new Set(this.#types) : new Set(this.#known);
    if (!types.delete(type)) types.add(type);
    this.#setTypes(this.#known.every((type) => types.has(type)) ? null : types);
    this.#viewed();
  }

  /** The attribute says which types are marked; none means all. */
  #setTypes(types) {
    if (types) this.setAttribute("types", [...types].join(" ").toLowerCase());
    else this.removeAttribute("types");
  }

  #typesChanged() {
    if (!this.article) return;
    const { mention } = this.#choice;
    if (mention && !this.#isShown(mention.type)) this.#choice.close(false);
    this.#paint();
    this.#panel.update(this.#isShown);
  }

  #toggleEdits(edits, active) {
    for (const edit of edits) {
      if (active) this.#reading.disabled.delete(edit);
      else this.#reading.disabled.add(edit);
    }
    this.#choice.close(false);
    this.#reading.schedule();
  }

  // Choosing.

  /** Tells the host what the reader looks at now, so that it can keep it in an address. */
  #viewed() {
    if (!this.article) return;
    const { mention } = this.#choice;
    this.#emit("view", {
      types: this.#types && [...this.#types],
      panel: this.#panel.current,
      mention: mention?.id ?? null,
      entity: mention?.entity ?? null,
    });
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
    this.#correcting.listen(signal);
    this.#reading.observe();
    this.#root = this.getRootNode();
    adopt(this.#root, "theme.css");
    for (const file of CHROME) adopt(this.shadowRoot, file);
  }

  #unlisten() {
    if (!this.#listening) return;
    this.#listening.abort();
    this.#listening = null;
    this.#reading.ignore();
    release(this.#root, "theme.css");
    for (const file of CHROME) release(this.shadowRoot, file);
  }

  #clicked(event) {
    const piece = Marks.at(event.target);
    // A link stays a link, and marking text with the mouse is no click.
    if (event.defaultPrevented || event.target.closest("a[href]")) return;
    if (!getSelection().isCollapsed) return;
    if (piece) this.#choice.select(piece.dataset.mention);
    else if (this.getAttribute("words") === "on") this.#lookUp(event);
  }

  /** The card of a word that is no mention. */
  async #lookUp({ clientX, clientY }) {
    if (!this.article) return;
    const { WordCard } = await import("./aids/word.js");
    this.#wordCard ??= new WordCard(this.#view, this.shadowRoot);
    await this.#wordCard.at(clientX, clientY);
  }

  #pressed(event) {
    const piece = Marks.at(event.target);
    if (!piece || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") this.#choice.select(piece.dataset.mention);
    else if (!this.#marks[event.shiftKey ? "extend" : "step"](piece, event.key)) return;
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
