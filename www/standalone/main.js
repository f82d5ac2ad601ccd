/**
 * The script of a standalone file: card, panel and print over the marks that are in its markup
 * already, from the annotations that it carries. It plays the element's part without an engine:
 * nothing is read or painted, types are marked or not, repairs are shown.
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
import { words as printWords } from "../strings/print.js";
import { setRunningTitle } from "../titles.js";
import views from "../views.css";
import { ARTICLE, SOURCE, THEME } from "./data.js";

const read = (id) => JSON.parse(document.getElementById(id).textContent);

class Standalone {
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
   */
  constructor(holder, article, raw) {
    this.#element = holder;
    this.#article = article;
    this.#raw = raw;
    const root = holder.attachShadow({ mode: "open" });
    const theme = document.getElementById(THEME).textContent;
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
      viewed: () => {},
      elsewhere: () => [],
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
    this.#speak();
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

  /** What the file says of itself, in the reader's language. */
  #speak() {
    const said = printWords(this.#language);
    const { release, source } = this.#article;
    const note = document.querySelector("footer");
    note.lang = this.#language;
    const made = document.querySelector("meta[name=date]").content;
    note.querySelector(".made").textContent = said.made(made, release);
    note.querySelector(".source").textContent = said.source(source.sha256);
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

new Standalone(document.querySelector("wenmai-article"), read(ARTICLE), read(SOURCE).text).show();
