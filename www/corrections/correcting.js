/**
 * What the reader put right, and the reader's own words: the values with their history, where
 * they are kept, and the way to the controls that change them. The controls themselves are loaded
 * when somebody selects text, opens the card's section or the tab.
 */

import { WenmaiError } from "../failures.js";
import { History } from "../history.js";
import { element } from "../nodes.js";
import { fileOf, joined } from "./file.js";
import { mentionNear } from "./place.js";

/** Milliseconds that a selection rests before anything is offered for it. */
const REST = 180;
/** The name under which the store has the reader's own words. */
const LEXICON = "lexicon";
const TEXT_FIELD = "textarea, input:not([type=checkbox], [type=radio], [type=file])";

export class Correcting {
  #host;
  #history = new History({ corrections: [], lexicon: [] });
  #status = element("div", { class: "spoken done", role: "status" });
  #key = null;
  #store = null;
  #Store = null;
  /** The text whose corrections these are, raw, and the names that the store has for them and for
   *  the repairs that are switched off. */
  #text = null;
  #name = null;
  #repairs = null;
  #turn = 0;
  #editor = null;
  #timer = 0;
  #pressed = false;
  #sectionOpen = false;

  /**
   * @param {object} host what the element lends: `element`, `article`, `raw`, `options`,
   *   `language`, `marks`, `position(node, offset)`, `range(start, end)`, `report(error)`,
   *   `chosenMention` and `closeCard()`, `refresh()` to show card and panel again,
   *   `changed(place)` after a change, with the place that an open card is to follow to, and
   *   `announce()` where only the values are others, and `disable(edits)` for repairs that the
   *   reader did without
   */
  constructor(host) {
    this.#host = host;
    host.frame.append(this.#status);
  }

  /** @returns {{corrections: object[], lexicon: object[]}} */
  get value() {
    return this.#history.value;
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  get host() {
    return this.#host;
  }

  /** Whether the browser refuses to keep what was asked to be kept. */
  get refused() {
    return this.#store?.lasting === false;
  }

  /** Other corrections, or another lexicon, or both; the same ones again are no change. */
  change(part, place) {
    const value = { ...this.value, ...part };
    if (same(value, this.value)) return;
    this.#history.change(value);
    this.#changed(place);
  }

  /** Back by one change; says whether there was one. */
  undo(place) {
    return this.#history.undo() && this.#changed(place);
  }

  /** Forward again by one change; says whether there was one. */
  redo(place) {
    return this.#history.redo() && this.#changed(place);
  }

  /** Says something to those who hear the page. */
  say(text) {
    this.#status.textContent = text;
  }

  /**
   * A change that the reader made with one of our controls: the card follows, the focus is put
   * where it was or at the mention that is there now, and it is said what was done.
   * @param {() => void} work makes the change
   * @param {object} options
   * @param {{start: number, end: number}} [options.place]
   * @param {boolean} [options.focus] whether the mention at the place gets the focus in any case
   * @param {() => string} options.said
   */
  async perform(work, { place, focus = false, said }) {
    const { host } = this;
    const start = place?.start ?? this.#focused()?.start ?? 0;
    work();
    try {
      await host.element.ready;
    } catch {
      // What went wrong has been told.
      return;
    }
    this.say(said());
    const mention = mentionNear(host.article, start);
    if (mention && (focus || this.#isFocusLost())) {
      host.marks.pieces(mention.id)[0]?.focus({ preventScroll: true });
    }
  }

  // Keeping.

  /** Keeps everything under a key from here on, or nothing. */
  keepUnder(key) {
    key ||= null;
    if (key === this.#key) return;
    this.#key = key;
    this.#turn += 1;
    this.#name = this.#text = null;
    this.#store?.close();
    this.#store = null;
  }

  /** Another text is to be read: what was put right in this one stays with it. */
  replaced() {
    if (!this.#key) return;
    this.#turn += 1;
    this.#store?.flush();
    this.#begin([], this.value.lexicon);
    this.#text = this.#name = null;
  }

  /** Keeps which repairs the reader does without in the text that was read. */
  keepRepairs(edits) {
    if (this.#name) this.#store?.save(this.#repairs, [...edits]);
  }

  /** A text is about to be read: what is kept is looked up while the engine is still coming. */
  async expect() {
    if (!this.#key || this.#store) return;
    const turn = this.#turn;
    try {
      await this.#loadStore();
    } catch {
      // Who needs it says what went wrong.
      return;
    }
    if (turn === this.#turn) this.#store ??= this.#open();
  }

  /** Brings what is kept for a text, before it is analysed. */
  async prepare(engine, raw) {
    if (this.#key && raw !== this.#text) await this.#restore(engine, raw);
    const { corrections } = this.value;
    // A list that cannot be read is named as such.
    if (corrections.length > 0) await engine.corrections(fileOf(corrections));
  }

  async #restore(engine, raw) {
    const turn = ++this.#turn;
    await this.#loadStore();
    if (turn !== this.#turn) return;
    const store = (this.#store ??= this.#open());
    const name = await digest(raw, engine);
    const [list, own] = await Promise.all([store.load(name), store.load(LEXICON)]);
    const corrections = await this.#readable(name, list, () => engine.corrections(fileOf(list)));
    const words = await this.#readable(LEXICON, own, () => engine.writeLexicon(own));
    if (turn !== this.#turn) return;
    // What a host has set for the text before it was read counts, and can be undone; what was put
    // right in another text does not.
    const given = this.#text === null ? this.value.corrections : [];
    const lexicon = joined(words, this.value.lexicon);
    this.#begin(corrections, lexicon);
    [this.#text, this.#name] = [raw, name];
    // Repairs have numbers, which mean the same as long as one release finds them.
    this.#repairs = `repairs ${engine.release} ${name}`;
    this.#host.disable(await store.load(this.#repairs));
    if (turn !== this.#turn) return;
    if (given.length && !same(given, corrections)) {
      this.#history.change({ corrections: given, lexicon });
      store.save(name, given);
    }
    if (!same(lexicon, words)) store.save(LEXICON, lexicon);
    if (this.value.corrections.length || lexicon.length) this.#host.announce();
  }

  async #loadStore() {
    this.#Store ??= (await import("./store.js")).Store;
  }

  #open() {
    return new this.#Store(this.#key, {
      changed: (name) => this.#changedElsewhere(name),
      refused: () => this.#host.refresh(),
    });
  }

  /** A kept list, unless this release cannot read it: then it is put aside, and that is told. */
  async #readable(name, list, read) {
    if (!list.length) return list;
    try {
      await read();
      return list;
    } catch (cause) {
      const error = WenmaiError.from(cause);
      if (!/^(corrections|lexicon)-/.test(error.code)) throw error;
      this.#store?.save(`unread ${name}`, list);
      // Reading the text takes back what was told before.
      const tell = () => this.#host.report(error);
      this.#host.element.ready.then(tell, tell);
      return [];
    }
  }

  async #changedElsewhere(name) {
    const lists = { [LEXICON]: "lexicon", [this.#name]: "corrections" };
    const part = lists[name];
    if (!part) return;
    const list = await this.#store.load(name);
    if (same(list, this.value[part])) return;
    this.#history.change({ ...this.value, [part]: list });
    this.#host.changed();
  }

  #begin(corrections, lexicon) {
    this.#history = new History({ corrections, lexicon });
  }

  #changed(place) {
    this.#save();
    this.#host.changed(place);
    return true;
  }

  #save() {
    if (!this.#store || !this.#name) return;
    this.#store.save(this.#name, this.value.corrections);
    this.#store.save(LEXICON, this.value.lexicon);
  }

  // Controls.

  /** Listens for selections and keys until the signal says otherwise. */
  listen(signal) {
    const { element } = this.#host;
    const { ownerDocument: page } = element;
    const rest = () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#offer(), REST);
    };
    page.addEventListener("selectionchange", rest, { signal });
    page.addEventListener("pointerdown", () => (this.#pressed = true), { signal });
    for (const end of ["pointerup", "pointercancel"]) {
      page.addEventListener(end, () => ((this.#pressed = false), rest()), { signal });
    }
    element.addEventListener("keydown", (event) => this.#keyed(event), { signal });
    addEventListener("pagehide", () => this.#store?.flush(), { signal });
    if (this.#name) {
      // It was out of the document, and may have been changed there.
      this.#store ??= this.#open();
      this.#save();
    }
    signal.addEventListener("abort", () => {
      clearTimeout(this.#timer);
      this.#store?.close();
      this.#store = null;
      this.#editor?.close();
    });
  }

  /** The card's section, closed or as it was left, or nothing where nothing is offered. */
  section(mention, entity, label) {
    if (this.#host.element.hasAttribute("readonly")) return null;
    const body = element("div", { class: "desk" });
    const fill = async () => {
      const editor = this.#editor ?? (await this.editor());
      if (!body.childElementCount) editor?.section(body, mention, entity);
      return editor;
    };
    // At once where it was open: the focus is put back into it.
    if (this.#sectionOpen) fill();
    return element(
      "details",
      {
        class: "correct",
        open: this.#sectionOpen,
        ontoggle: async ({ target }) => {
          const opens = target.open && !this.#sectionOpen;
          this.#sectionOpen = target.open;
          if (opens && (await fill())) body.scrollIntoView({ block: "nearest" });
        },
      },
      element("summary", { "data-action": "correct" }, label),
      body,
    );
  }

  /** The controls, loaded on first use; null where they cannot be. */
  async editor() {
    if (this.#editor) return this.#editor;
    try {
      const { Editor } = await import("./editor.js");
      this.#editor ??= new Editor(this);
      await this.#editor.styled;
    } catch {
      // The network is gone: it is tried again when it is asked for again.
    }
    return this.#editor;
  }

  async #offer() {
    const { host } = this;
    if (this.#pressed) return;
    const selection = this.selection;
    if (!selection || host.element.hasAttribute("readonly")) return this.#editor?.deselected();
    (await this.editor())?.selected(selection);
  }

  /** What is selected of the article, in the clean text, where anything is. */
  get selection() {
    const { element: root, article } = this.#host;
    const selection = root.ownerDocument.getSelection();
    if (!article || !selection?.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!root.contains(range.commonAncestorContainer)) return null;
    const start = this.#host.position(range.startContainer, range.startOffset);
    const end = this.#host.position(range.endContainer, range.endOffset);
    return start === undefined || end === undefined ? null : { start, end, range };
  }

  #keyed(event) {
    const [target] = event.composedPath();
    if (this.#host.element.hasAttribute("readonly") || event.defaultPrevented || target.closest?.(TEXT_FIELD)) return;
    if (target.isContentEditable) return;
    const command = (event.ctrlKey || event.metaKey) && !event.altKey;
    const key = event.key.toLowerCase();
    if (command && (key === "z" || (key === "y" && !event.shiftKey))) {
      const back = key === "z" && !event.shiftKey;
      if (!(back ? this.canUndo : this.canRedo)) return;
      event.preventDefault();
      this.editor().then((editor) => editor?.step(back));
    }
  }

  /** The mention that has the focus. */
  #focused() {
    const focused = this.#host.element.getRootNode().activeElement?.dataset?.mention;
    return this.#host.article?.mentions.find(({ id }) => id === focused);
  }

  #isFocusLost() {
    const { element } = this.#host;
    const { activeElement } = element.getRootNode();
    if (activeElement === element) return !element.shadowRoot.activeElement;
    return !activeElement || activeElement === element.ownerDocument.body;
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The SHA-256 of a text, as articles name their source. */
async function digest(raw, engine) {
  // Pages that came over plain http have no digest of their own.
  if (!globalThis.crypto?.subtle) return (await engine.analyse(raw, {})).source.sha256;
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(raw));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
