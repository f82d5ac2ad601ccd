/**
 * An article whose marks are in the markup already: card, panel and print over them, from the
 * annotations that stand beside it. It plays the element's part without an engine: nothing is read
 * or painted, types are marked or not, repairs are shown.
 */

import { appendWhenPrinted } from "../appendix.js";
import card from "../card.css";
import chrome from "../chrome.css";
import { Choice } from "../choice.js";
import { copyClean } from "../copying.js";
import { makeFrame } from "../frame.js";
import { LAYOUT } from "../layout.js";
import { Marks } from "../marks.js";
import panel from "../panel.css";
import { Panel } from "../panel/panel.js";
import { TABS } from "../panel/tabs.js";
import { pointAt } from "../pointing.js";
import print from "../print.css";
import { interfaceLanguage, words } from "../strings.js";
import { setRunningTitle } from "../titles.js";
import views from "../views.css";

/** The JSON of a data block of the page. */
export const read = (id) => JSON.parse(document.getElementById(id).textContent);

export class Standalone {
  #element;
  #article;
  #raw;
  #language = interfaceLanguage(navigator.languages?.[0] ?? navigator.language ?? "");
  #words = words(this.#language);
  #parts;
  #marks;
  #choice;
  #panel;
  /** Types that the reader does without. */
  #off = new Set();
  /** The pieces of all mentions, in order. */
  #pieces;

  /**
   * @param {HTMLElement} holder of the article's text
   * @param {object} article
   * @param {string} raw the text that it was made from
   * @param {string} theme the style of the marks, which the panel's samples have too
   * @param {{elsewhere?: (entity: object) => object[], viewed?: () => void}} [page] where else an
   *   entity is met, and who is told that another mention is chosen
   */
  constructor(holder, article, raw, theme, page = {}) {
    this.#element = holder;
    this.#article = article;
    this.#raw = raw;
    const root = holder.attachShadow({ mode: "open" });
    // Never defined, it would keep the measure that it has before a script comes.
    holder.setAttribute("data-shown", "");
    root.adoptedStyleSheets = [LAYOUT, theme, chrome, panel, views, card, print].map(sheet);
    this.#parts = makeFrame(root);
    this.#pieces = [...holder.querySelectorAll(".wenmai-mention")];
    this.#marks = new Marks(holder);
    const view = {
      element: holder,
      article,
      language: this.#language,
      frame: this.#parts.frame,
      chosen: () => true,
      viewed: () => page.viewed?.(),
      elsewhere: (entity) => page.elsewhere?.(entity) ?? [],
    };
    this.#choice = new Choice(view, this.#parts.card, this.#marks);
    this.#panel = new Panel(this.#parts.panel, TABS, {
      toggleType: (type) => this.#toggle(type),
      choose: (id) => this.#choice.select(id),
      goTo: (id) => this.#marks.goTo(this.#choice.find(id)?.id),
      host: holder,
      range: () => undefined,
      opened: () => {},
    });
    pointAt(holder, this.#marks, (id) => this.#choice.select(id));
    copyClean(holder);
    appendWhenPrinted(view);
  }

  /** Shows panel and marks, in the reader's language. */
  show() {
    this.#parts.frame.lang = this.#parts.card.lang = this.#language;
    this.#parts.panel.hidden = false;
    this.#mark();
    setRunningTitle(this.#article.text);
    this.#panel.render(this.#article, this.#words, this.#isShown, this.#raw, this.#language);
  }

  #isShown = (type) => !this.#off.has(type);

  #toggle(type) {
    if (!this.#off.delete(type)) this.#off.add(type);
    const { mention } = this.#choice;
    if (mention && !this.#isShown(mention.type)) this.#choice.close(false);
    this.#mark();
    this.#panel.update(this.#isShown);
  }

  /** What is not marked is text like any other; one mark is the keyboard's way in. */
  #mark() {
    const { separator, types } = this.#words;
    const texts = new Map(this.#article.mentions.map(({ id, text }) => [id, text]));
    let entered = false;
    for (const piece of this.#pieces) {
      const { mention, type, continued } = piece.dataset;
      const shown = this.#isShown(type);
      piece.classList.toggle("wenmai-mention", shown);
      if (continued !== undefined) continue;
      assign(piece, {
        role: shown && "button",
        tabindex: shown && (entered ? -1 : 0),
        "aria-label": shown && texts.get(mention) + separator + (types[type] ?? type),
      });
      entered ||= shown;
    }
  }

  /** The interface language of the reader. */
  get language() {
    return this.#language;
  }

  /** The mention whose card is open, or undefined. */
  get mention() {
    return this.#choice.mention;
  }

  /** Opens the card of a mention, or of the first of an entity. */
  select(id) {
    this.#choice.select(id);
  }

  /** Shows an open card again: more is known of it. */
  refresh() {
    this.#choice.refresh();
  }

  /** Closes an open card. */
  close() {
    this.#choice.close(false);
  }
}

function sheet(text) {
  const made = new CSSStyleSheet();
  made.replaceSync(text);
  return made;
}

function assign(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false) node.removeAttribute(name);
    else node.setAttribute(name, value);
  }
}
