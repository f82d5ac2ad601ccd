/** The reader's controls for correcting, and what each of their actions does and says. */

import { adopt } from "../styles.js";
import { words } from "../strings/corrections.js";
import { difference, inWords, kindInWords } from "./describe.js";
import { correction, marking, withCorrection } from "./edits.js";
import { mentionAt } from "./place.js";
import { fillSection } from "./section.js";
import { Toolbar } from "./toolbar.js";

export class Editor {
  #desk;
  #toolbar;

  /** Whether the last correction held for the whole article, which the next is offered too. */
  everywhere = false;
  /** Settles when the controls have their style. */
  styled;

  /** @param {import("./correcting.js").Correcting} desk */
  constructor(desk) {
    this.#desk = desk;
    this.styled = adopt(desk.host.element.shadowRoot, "corrections.css");
    this.#toolbar = new Toolbar(this);
  }

  get host() {
    return this.#desk.host;
  }

  get article() {
    return this.host.article;
  }

  get language() {
    return this.host.language;
  }

  get words() {
    return words(this.language);
  }

  get lexicon() {
    return this.#desk.value.lexicon;
  }

  /** Shows the toolbar for what is selected. */
  selected(selection) {
    this.#toolbar.show(selection);
  }

  /** Nothing is selected any more. */
  deselected() {
    this.#toolbar.deselected();
  }

  /** The element is leaving the document. */
  close() {
    this.#toolbar.hide();
  }

  /** Fills the card's section. */
  section(body, mention, entity) {
    fillSection(body, this, mention, entity);
  }

  say(text) {
    this.#desk.say(text);
  }

  // What the reader does.

  /** Marks a stretch of the clean text. */
  mark(stretch, kind, everywhere) {
    const made = marking(this.article, stretch, kind, everywhere);
    return this.#apply(made, this.words.marked(kindInWords(kind, this.language)), true);
  }

  /** Gives a mention a type. */
  retype(mention, kind) {
    const made = this.#correction("retype", mention, kind);
    return this.#apply(made, this.words.marked(kindInWords(kind, this.language)));
  }

  /** Gives a mention other bounds. */
  resize(mention, { start, end }) {
    const to = { start, end, exact: this.article.text.slice(start, end) };
    return this.#apply(this.#correction("resize", mention, { to }), this.words.resized(to.exact));
  }

  /** Makes a mention an entity of its own. */
  split(mention) {
    return this.#apply(this.#correction("split", mention), this.words.splitOff(mention.text));
  }

  /** Moves a mention to another entity. */
  merge(mention, entity) {
    const first = this.article.mentions.find(({ id }) => id === entity.mentions[0]);
    const { target } = correction("merge", this.article.text, first, false);
    const made = this.#correction("merge", mention, { with: target });
    return this.#apply(made, this.words.merged(entity.name));
  }

  /** Takes a mention away. */
  remove(mention) {
    return this.#apply(this.#correction("delete", mention), this.words.removed(mention.text));
  }

  /** Takes a correction out of the list. */
  takeBack(index) {
    const { corrections } = this.#desk.value;
    const said = this.words.takenBack(inWords(corrections[index], this.language));
    return this.#change({ corrections: corrections.toSpliced(index, 1) }, said);
  }

  /** Adds words to the lexicon, or puts one in place of the word at an index. */
  putWord(entry, index = this.lexicon.length) {
    const { addedWord, changedWord } = this.words;
    const said = index < this.lexicon.length ? changedWord : addedWord;
    // A word stands in the lexicon once.
    const others = this.lexicon.map((one, at) => (at !== index && one.word === entry.word ? null : one));
    others[index] = entry;
    return this.#change({ lexicon: others.filter(Boolean) }, said(entry.word));
  }

  /** Adds a stretch to the lexicon, as what it is marked as. */
  addStretch({ start, end }) {
    const { text, entities } = this.article;
    const word = text.slice(start, end);
    const there = mentionAt(this.article, start, end);
    const exact = there?.start === start && there.end === end;
    if (!exact) return this.putWord({ word });
    const { type, subtype, entity } = there;
    const { name } = entities.find(({ id }) => id === entity);
    const canonical = name === word ? {} : { canonical: name };
    return this.putWord({ word, type, ...(subtype ? { subtype } : {}), ...canonical });
  }

  /** Takes a word out of the lexicon. */
  dropWord(index) {
    const said = this.words.removedWord(this.lexicon[index].word);
    return this.#change({ lexicon: this.lexicon.toSpliced(index, 1) }, said);
  }

  /** Adds the words of a list to the lexicon; those that it has already are as the list says. */
  importWords(list) {
    const given = new Set(list.map(({ word }) => word));
    const lexicon = [...this.lexicon.filter(({ word }) => !given.has(word)), ...list];
    return this.#change({ lexicon }, this.words.imported(list.length));
  }

  /** Takes back the last change, or makes it again. */
  step(back) {
    const desk = this.#desk;
    if (!(back ? desk.canUndo : desk.canRedo)) return undefined;
    const before = desk.value;
    const place = this.host.chosenMention;
    const work = () => (back ? desk.undo(place) : desk.redo(place));
    const said = () => {
      const what = difference(before, desk.value, this.language);
      return back ? this.words.undone(what) : this.words.redone(what);
    };
    return desk.perform(work, { place, said });
  }

  #correction(action, mention, more) {
    return correction(action, this.article.text, mention, this.everywhere, more);
  }

  #apply(made, said, focus = false) {
    const corrections = withCorrection(this.#desk.value.corrections, made);
    const place = made.to ?? made.target;
    return this.#desk.perform(() => this.#desk.change({ corrections }, place), {
      place,
      focus,
      said: () => {
        const { reason } =
          this.article.unplaced.find(({ index }) => index === corrections.length - 1) ?? {};
        return reason ? this.words.unplaced(this.words.reasons[reason] ?? reason) : said;
      },
    });
  }

  #change(part, said) {
    const place = this.host.chosenMention;
    return this.#desk.perform(() => this.#desk.change(part, place), { place, said: () => said });
  }
}
