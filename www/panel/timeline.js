/** The timeline: what the article tells of each date, in the order of the calendar. */

import { element } from "../nodes.js";
import { articleLanguage } from "../strings.js";
import { inWords } from "../values.js";
import { entry, section } from "./lists.js";

export class Timeline {
  #element;
  #choose;

  /**
   * @param {HTMLElement} container
   * @param {{choose: (mention: string) => void}} actions
   */
  constructor(container, { choose }) {
    this.#element = element("div", { class: "list" });
    container.append(this.#element);
    this.#choose = choose;
  }

  /**
   * Lists the dated sentences of an article; those of one date stand together.
   * @param {object} article
   * @param {object} words
   */
  render(article, words) {
    const mentions = new Map(article.mentions.map((mention) => [mention.id, mention]));
    const lang = articleLanguage(article);
    const dates = [];
    for (const { mention, start, end } of article.timeline) {
      const date = inWords(mentions.get(mention), words);
      if (dates.at(-1)?.date !== date) dates.push({ date, entries: [] });
      const sentence = entry(article.text.slice(start, end), lang, () => this.#choose(mention));
      dates.at(-1).entries.push(element("li", {}, sentence));
    }
    this.#element.replaceChildren(...dates.map(({ date, entries }) => section(date, entries)));
  }
}
