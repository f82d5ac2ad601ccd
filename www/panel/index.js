/** The index: the legend, and every entity by type, which can be sorted and searched by name. */

import { element } from "../nodes.js";
import { frame } from "../pause.js";
import { TYPES, articleLanguage } from "../strings.js";
import { Legend } from "./legend.js";
import { count, entry, grouped, section } from "./lists.js";

/** Fewer entities are seen at a glance. */
const FEW = 8;
/** So many entries are made at once: what a window shows, so that nothing in it moves. */
const FIRST = 80;
/** So many more are made and laid out for a frame. */
const SLICE = 40;
const SORTS = ["count", "first", "name"];

export class Index {
  #element;
  #legend;
  #find;
  #choose;
  #article;
  #words;
  #shown;
  #sort = "count";
  /** Counts listings: a later one ends those before. */
  #listings = 0;

  /**
   * @param {HTMLElement} container
   * @param {{choose: (entity: string) => void, toggleType: (type: string) => void}} actions
   */
  constructor(container, { choose, toggleType }) {
    const legend = element("div", { class: "legend", part: "legend", role: "group" });
    this.#element = element("div", { class: "list entities" });
    this.#legend = new Legend(legend, toggleType);
    this.#choose = choose;
    this.#find = this.#makeFind();
    container.append(legend, this.#find.row, this.#element);
  }

  /**
   * Lists the entities of an article: types as in the legend, the most mentioned first.
   * @param {object} article
   * @param {object} words
   * @param {(type: string) => boolean} shown whether a type is marked
   */
  render(article, words, shown) {
    // What was looked for in one text is not looked for in another.
    if (article.text !== this.#article?.text) this.#find.field.value = "";
    [this.#article, this.#words, this.#shown] = [article, words, shown];
    this.#legend.render(article, words, shown);
    const { row, field, order } = this.#find;
    row.hidden = article.entities.length < FEW;
    if (row.hidden) field.value = "";
    field.placeholder = words.find;
    field.setAttribute("aria-label", words.find);
    order.setAttribute("aria-label", words.sort);
    for (const option of order.options) option.textContent = words.sorts[option.value];
    this.#list();
  }

  /**
   * Leaves out the types that are not marked now.
   * @param {(type: string) => boolean} shown
   */
  update(shown) {
    this.#shown = shown;
    this.#legend.update(shown);
    for (const section of this.#element.querySelectorAll("section")) {
      section.hidden = !shown(section.dataset.type);
    }
  }

  #makeFind() {
    const field = element("input", {
      type: "search",
      autocomplete: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      oninput: () => this.#list(true),
    });
    const order = element(
      "select",
      {
        onchange: () => {
          this.#sort = order.value;
          this.#list();
        },
      },
      ...SORTS.map((value) => element("option", { value })),
    );
    const found = element("span", { class: "spoken", role: "status" });
    return { field, order, found, row: element("div", { class: "find" }, field, order, found) };
  }

  /** @param {boolean} [tell] whether to say to those who hear the page how many there are */
  #list(tell = false) {
    const wanted = folded(this.#find.field.value);
    const words = this.#words;
    const entities = this.#sorted().filter(({ name, aliases }) =>
      [name, ...aliases].some((form) => folded(form).includes(wanted)),
    );
    const groups = grouped(entities, ({ type }) => type);
    const types = [...TYPES, ...[...groups.keys()].filter((type) => !TYPES.includes(type))];
    const sections = types
      .filter((type) => groups.has(type))
      .map((type) => this.#group(type, groups.get(type)));
    this.#fill(sections.map((one) => [one.querySelector("ul"), groups.get(one.dataset.type)]));
    const none = wanted ? words.noMatches : words.noMentions;
    this.#element.replaceChildren(
      ...(sections.length ? sections : [element("p", { class: "empty" }, none)]),
    );
    this.update(this.#shown);
    const visible = entities.filter(({ type }) => this.#shown(type)).length;
    if (tell) this.#find.found.textContent = wanted ? words.matches(visible) : "";
  }

  #sorted() {
    const { entities, mentions } = this.#article;
    if (this.#sort === "first") {
      const places = new Map(mentions.map(({ id }, index) => [id, index]));
      const first = (entity) => places.get(entity.mentions[0]);
      return entities.toSorted((left, right) => first(left) - first(right));
    }
    if (this.#sort === "name") {
      // By strokes or by pinyin, as is the custom of the article's script.
      const { compare } = new Intl.Collator(articleLanguage(this.#article), { numeric: true });
      return entities.toSorted((left, right) => compare(left.name, right.name));
    }
    // The sort is stable: equal counts stay in order of first mention.
    return entities.toSorted((left, right) => right.mentions.length - left.mentions.length);
  }

  #group(type, entities) {
    return section(
      this.#words.types[type] ?? type,
      [],
      { class: "wenmai-key", "data-type": type },
      element("span", { class: "number" }, String(entities.length)),
    );
  }

  /** Puts entries into their lists: the first at once, the others with pauses in between. */
  async #fill(lists) {
    const listing = ++this.#listings;
    let room = FIRST;
    for (const [list, entities] of lists) {
      for (let done = 0; done < entities.length; ) {
        if (!room) {
          await frame();
          if (listing !== this.#listings) return;
          room = SLICE;
        }
        const next = entities.slice(done, done + room);
        list.append(...next.map((entity) => this.#entry(entity)));
        done += next.length;
        room -= next.length;
      }
    }
  }

  #entry({ id, name, mentions }) {
    return element(
      "li",
      {},
      entry(
        name,
        articleLanguage(this.#article),
        () => this.#choose(id),
        { "data-entity": id },
        count(mentions.length, this.#words),
      ),
    );
  }
}

/** As it is compared: without differences of width and case. */
function folded(text) {
  return text.normalize("NFKC").trim().toLowerCase();
}
