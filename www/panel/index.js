/** The index: the legend, and every entity by type, with its number of mentions. */

import { element } from "../nodes.js";
import { TYPES, articleLanguage } from "../strings.js";
import { Legend } from "./legend.js";
import { entry, section } from "./lists.js";

export class Index {
  #element;
  #legend;
  #choose;

  /**
   * @param {HTMLElement} container
   * @param {{choose: (entity: string) => void, toggleType: (type: string) => void}} actions
   */
  constructor(container, { choose, toggleType }) {
    const legend = element("div", { class: "legend", part: "legend", role: "group" });
    this.#element = element("div", { class: "list entities" });
    container.append(legend, this.#element);
    this.#legend = new Legend(legend, toggleType);
    this.#choose = choose;
  }

  /**
   * Lists the entities of an article: types as in the legend, the most mentioned first.
   * @param {object} article
   * @param {object} words
   * @param {(type: string) => boolean} shown whether a type is marked
   */
  render(article, words, shown) {
    this.#legend.render(article, words, shown);
    const groups = Map.groupBy
      ? Map.groupBy(article.entities, ({ type }) => type)
      : groupBy(article.entities, ({ type }) => type);
    const types = [...TYPES, ...[...groups.keys()].filter((type) => !TYPES.includes(type))];
    const sections = types
      .filter((type) => groups.has(type))
      .map((type) => this.#group(type, groups.get(type), words, articleLanguage(article)));
    this.#element.replaceChildren(
      ...(sections.length ? sections : [element("p", { class: "empty" }, words.noMentions)]),
    );
    this.update(shown);
  }

  /**
   * Leaves out the types that are not marked now.
   * @param {(type: string) => boolean} shown
   */
  update(shown) {
    this.#legend.update(shown);
    for (const section of this.#element.querySelectorAll("section")) {
      section.hidden = !shown(section.dataset.type);
    }
  }

  #group(type, entities, words, lang) {
    // The sort is stable: equal counts stay in order of first mention.
    const sorted = [...entities].sort(
      (left, right) => right.mentions.length - left.mentions.length,
    );
    const name = words.types[type] ?? type;
    return section(
      name,
      sorted.map((entity) => this.#entry(entity, words, lang)),
      { class: "wenmai-key", "data-type": type },
      element("span", { class: "number" }, String(entities.length)),
    );
  }

  #entry({ id, name, mentions }, words, lang) {
    const count =
      mentions.length > 1 &&
      element(
        "span",
        { class: "number" },
        element("span", { "aria-hidden": "true" }, String(mentions.length)),
        element("span", { class: "spoken" }, words.occurrences(mentions.length)),
      );
    return element("li", {}, entry(name, lang, () => this.#choose(id), { "data-entity": id }, count));
  }
}

function groupBy(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
