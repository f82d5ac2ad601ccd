/** The reader's own words: listed, added, changed, removed, and exchanged as plain text. */

import { element } from "../nodes.js";
import { TYPES } from "../strings.js";
import { kindInWords } from "./describe.js";
import { kindOf } from "./edits.js";
import { chooseText, save } from "./files.js";

/** What a word can be, subtypes of organisations included; null is only a word. */
const KINDS = [
  null,
  ...TYPES.flatMap((type) =>
    type === "ORG" ? ["COM", "GOV", "OTH"].map((subtype) => kindOf(type, subtype)) : [kindOf(type)],
  ),
];
/** Longest word, in characters, that the core takes. */
const LONGEST = 64;

export class Lexicon {
  #element;
  #list = element("ul", { class: "entries" });
  #tools = element("p", { class: "row" });
  #form;
  #fields;
  #desk;
  #words = null;
  #language = "en";
  /** The word that is being changed, or null for a new one. */
  #changing = null;
  #next = null;

  /**
   * @param {HTMLElement} container
   * @param {import("./correcting.js").Correcting} desk
   */
  constructor(container, desk) {
    this.#element = container;
    this.#desk = desk;
    const field = (name, more) =>
      element("input", {
        name,
        class: "field",
        autocomplete: "off",
        maxlength: LONGEST,
        // Not a text for the page to open.
        onpaste: (event) => event.stopPropagation(),
        ...more,
      });
    this.#fields = {
      word: field("word", { required: true }),
      kind: element("select", { name: "kind", onchange: () => this.#fit() }),
      canonical: field("canonical"),
    };
    this.#form = element("form", {
      class: "word-form",
      onsubmit: (event) => {
        event.preventDefault();
        this.#submit();
      },
    });
  }

  /**
   * Lists the words; what is being typed stays.
   * @param {object} words
   * @param {string} language
   */
  render(words, language) {
    const another = this.#language !== language || !this.#words;
    [this.#words, this.#language] = [words, language];
    if (another) this.#build();
    const { lexicon } = this.#desk.value;
    const active = this.#element.getRootNode().activeElement;
    const focused = this.#list.contains(active) ? active.dataset.action : null;
    this.#list.replaceChildren(...lexicon.map((entry, index) => this.#row(entry, index)));
    this.#list.hidden = !lexicon.length;
    this.#tools.querySelector("[data-action=export-words]").disabled = !lexicon.length;
    if (this.#changing !== null && !lexicon[this.#changing]) this.#leave();
    const action = this.#next === null ? focused : `drop-word-${Math.min(this.#next, lexicon.length - 1)}`;
    this.#next = null;
    if (!action) return;
    const target = this.#list.querySelector(`[data-action=${action}]`) ?? this.#fields.word;
    target.focus({ preventScroll: true });
  }

  #build() {
    const words = this.#words;
    const { word, kind, canonical } = this.#fields;
    const chosen = Math.max(0, kind.selectedIndex);
    const label = (name, control, more) =>
      element("label", {}, element("span", { class: "label" }, name), control, more);
    kind.replaceChildren(
      ...KINDS.map((one) =>
        element("option", {}, one ? kindInWords(one, this.#language) : words.wordOnly),
      ),
    );
    kind.selectedIndex = chosen;
    this.#fit();
    canonical.placeholder = words.canonicalHelp;
    const act = (action, text, more) =>
      element("button", { part: "button", class: "act", "data-action": action, ...more }, text);
    this.#form.replaceChildren(
      label(words.newWord, word),
      label(words.type, kind),
      label(words.canonical, canonical),
      element(
        "p",
        { class: "row" },
        act("save-word", this.#changing === null ? words.add : words.save, { type: "submit" }),
        act("cancel-word", words.cancel, {
          type: "button",
          hidden: this.#changing === null,
          onclick: () => (this.#leave(), word.focus()),
        }),
      ),
    );
    this.#list.setAttribute("aria-label", words.lexicon);
    this.#form.setAttribute("aria-label", words.lexicon);
    this.#tools.replaceChildren(
      element("span", { class: "kind" }, words.lexicon),
      element("span", { class: "spring" }),
      act("export-words", words.exports, {
        type: "button",
        "aria-label": words.exportWords,
        onclick: () => this.#export(),
      }),
      act("import-words", words.imports, {
        type: "button",
        "aria-label": words.importWords,
        onclick: () => this.#import(),
      }),
    );
    this.#element.replaceChildren(
      this.#tools,
      element("p", { class: "help" }, words.lexiconHelp),
      this.#list,
      this.#form,
    );
  }

  #row(entry, index) {
    const { word, type, canonical } = entry;
    const words = this.#words;
    const notes = [type && kindInWords(entry, this.#language), canonical].filter(Boolean);
    return element(
      "li",
      {},
      element(
        "button",
        {
          type: "button",
          part: "entry",
          class: "to",
          "data-action": `edit-word-${index}`,
          onclick: () => this.#enter(entry, index),
        },
        element("span", { class: "spoken" }, `${words.edit} `),
        element("span", { class: "entry" }, word),
        notes.length > 0 && element("span", { class: "number" }, notes.join(" · ")),
      ),
      element(
        "button",
        {
          type: "button",
          part: "button",
          class: "drop",
          "data-action": `drop-word-${index}`,
          "aria-label": words.drop(word),
          onclick: () => {
            this.#next = index;
            this.#do((editor) => editor.dropWord(index));
          },
        },
        "×",
      ),
    );
  }

  /** Only what is marked has a full name. */
  #fit() {
    this.#fields.canonical.disabled = this.#fields.kind.selectedIndex < 1;
  }

  #enter({ word, type, subtype, canonical = "" }, index) {
    this.#changing = index;
    const fields = this.#fields;
    fields.word.value = word;
    fields.canonical.value = canonical;
    const wanted = type === "ORG" ? (subtype ?? "OTH") : undefined;
    fields.kind.selectedIndex = Math.max(
      0,
      KINDS.findIndex((kind) => kind?.type === type && kind?.subtype === wanted),
    );
    this.#build();
    fields.word.focus();
  }

  #leave() {
    this.#changing = null;
    this.#form.reset();
    this.#build();
  }

  async #submit() {
    const { word, kind, canonical } = this.#fields;
    const name = KINDS[kind.selectedIndex] && canonical.value.trim();
    const entry = {
      word: word.value.trim(),
      ...KINDS[kind.selectedIndex],
      ...(name ? { canonical: name } : {}),
    };
    const index = this.#changing ?? undefined;
    try {
      // A word that the core cannot use stays in the form.
      await (await this.#desk.host.engine()).writeLexicon([entry]);
    } catch (error) {
      this.#desk.host.report(error);
      return word.focus();
    }
    this.#leave();
    word.focus();
    return this.#do((editor) => editor.putWord(entry, index));
  }

  async #export() {
    try {
      const engine = await this.#desk.host.engine();
      save("wenmai-lexicon.txt", "text/plain", await engine.writeLexicon(this.#desk.value.lexicon));
    } catch (error) {
      this.#desk.host.report(error);
    }
  }

  async #import() {
    const { report } = this.#desk.host;
    const text = await chooseText(this.#element, ".txt,.tsv,text/plain", report);
    if (text === null) return;
    try {
      const list = await (await this.#desk.host.engine()).readLexicon(text);
      await this.#do((editor) => editor.importWords(list));
    } catch (error) {
      report(error);
    }
  }

  async #do(work) {
    const editor = await this.#desk.editor();
    return editor && work(editor);
  }
}
