/** The mention that the reader has chosen: its card, the marks that are filled for it, and the
 *  way back to it. */

import { Card } from "./card.js";
import { mentionAt } from "./corrections/place.js";
import { lookup } from "./lookup.js";
import { Marks } from "./marks.js";
import { words } from "./strings.js";

export class Choice {
  #view;
  #card;
  #marks;
  #current = null;
  /** The place that an open card follows to when the article has been read again. */
  #place = null;

  /**
   * @param {object} view what the element shows: `article`, `language`, `frame`, and
   *   `chosen(mention, entity)`, false to keep the card closed, `viewed()`, `elsewhere(entity)`,
   *   `correct(mention, entity)`, the card's section for corrections or null
   * @param {HTMLElement} card the part that holds the card
   * @param {Marks} marks
   */
  constructor(view, card, marks) {
    this.#view = view;
    this.#marks = marks;
    this.#card = new Card(card, {
      go: (id) => this.select(id),
      close: (back) => this.close(back),
      elsewhere: (entity) => view.elsewhere(entity),
      correct: (mention, entity) => view.correct?.(mention, entity) ?? null,
    });
  }

  /** The mention whose card is open, or undefined. */
  get mention() {
    return this.#current === null ? undefined : this.find(this.#current);
  }

  /** The mention of an identifier, or the first of an entity. */
  find(id) {
    const { article } = this.#view;
    if (!article) return undefined;
    const { entities, mentions } = lookup(article);
    return mentions.get(entities.get(id)?.mentions[0] ?? id);
  }

  /** Chooses a mention, or the first of an entity, unless the host would rather not. */
  select(id) {
    const mention = this.find(id);
    if (!mention) return;
    const entity = lookup(this.#view.article).entities.get(mention.entity);
    if (!this.#view.chosen(mention, entity)) return;
    this.#open(mention);
    this.#marks.reveal(mention.id, this.#card.sheet);
    this.#view.viewed();
  }

  /** To the next mark or the one before: with its card where one is open. */
  step(way) {
    const { mention } = this;
    const [from] = mention ? this.#marks.pieces(mention.id) : [];
    const piece = this.#marks.neighbour(from, way);
    if (!piece) return;
    if (mention) this.select(piece.dataset.mention);
    else this.#marks.focus(piece);
  }

  /** The article is read again with a correction: an open card stays with this place. */
  follow(place) {
    if (this.#card.open) this.#place = { start: place.start, end: place.end };
  }

  /** Finds what stands at the place to be followed; where nothing does, the card is closed. */
  settle() {
    if (!this.#place) return;
    const { start, end } = this.#place;
    const mention = mentionAt(this.#view.article, start, end);
    this.#place = null;
    if (!mention) return this.close(false);
    this.#current = mention.id;
    this.#view.viewed();
  }

  /** Fills again what is chosen, after painting. */
  fill() {
    this.#marks.fill(this.mention ?? null);
  }

  /** Shows the open card again: the article, its language or its neighbours are others. */
  refresh() {
    if (this.mention) this.#open(this.mention, true);
  }

  /** Closes the card; `back` returns the focus to its word. */
  close(back) {
    this.#place = null;
    if (!this.#card.open) return;
    const [piece] = this.#marks.pieces(this.#current);
    this.#card.hide();
    this.#current = null;
    this.#marks.fill(null);
    this.#view.frame.removeAttribute("data-sheet");
    if (!back) return;
    piece?.focus({ preventScroll: true });
    this.#view.viewed();
  }

  #open(mention, again = false) {
    const { article, language, frame } = this.#view;
    const pieces = () => this.#marks.pieces(mention.id);
    this.#current = mention.id;
    this.#marks.fill(mention);
    this.#marks.stopAt(pieces()[0]);
    // A sheet at the foot takes room that the page may not have below its last words.
    frame.toggleAttribute("data-sheet", this.#card.sheet);
    this.#card.show(article, mention, words(language), language, pieces, again);
  }
}
