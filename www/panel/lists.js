/** What the tabs are made of: sections with a name, and names that lead into the article. */

import { lookup } from "../lookup.js";
import { element } from "../nodes.js";
import { articleLanguage } from "../strings.js";

/** Longer lists within an entry start with so many. */
const SHOWN = 5;

/**
 * A named list.
 * @param {string} name
 * @param {HTMLElement[]} entries
 * @param {object} [attributes] of the section
 * @param {Node} [note] behind the name
 * @param {string} [kind] class of the list
 */
export function section(name, entries, attributes, note, kind = "row") {
  return element(
    "section",
    attributes,
    // No heading: the host's page has its own, and their levels are not ours to know.
    element("p", { class: "kind", "aria-hidden": "true" }, name, note),
    list(entries, { "aria-label": name, class: kind }),
  );
}

/** A list that every screen reader takes for one, although it has no bullets. */
export function list(entries, attributes) {
  return element("ul", { role: "list", ...attributes }, ...entries);
}

/** A list of which the end, where it is long, is folded away. */
export function folded(entries, attributes, words) {
  if (entries.length <= SHOWN + 1) return [list(entries, attributes)];
  const rest = entries.slice(SHOWN);
  return [
    list(entries.slice(0, SHOWN), attributes),
    element(
      "details",
      {},
      element("summary", { class: "small" }, words.more(rest.length)),
      list(rest, attributes),
    ),
  ];
}

/**
 * A text of the article, which leads somewhere, and what stands behind it.
 * @param {string} text
 * @param {string} lang
 * @param {() => void} onclick
 * @param {object} [attributes] of the button
 * @param {...Node} more
 */
export function entry(text, lang, onclick, attributes, ...more) {
  return element(
    "button",
    { type: "button", part: "entry", ...attributes, onclick },
    element("span", { class: "entry", lang }, text),
    ...more,
  );
}

/** How often something is mentioned, where that is more than once. */
export function count(number, words) {
  return (
    number > 1 &&
    element(
      "span",
      { class: "number" },
      element("span", { "aria-hidden": "true" }, String(number)),
      element("span", { class: "spoken" }, words.separator + words.occurrences(number)),
    )
  );
}

/** The names of one article as links: each leads to the place that states what it is shown for. */
export class Links {
  #article;
  #entities;
  #mentions;
  #choose;

  /**
   * @param {object} article
   * @param {(id: string) => void} choose opens the card of a mention, or of an entity's first
   */
  constructor(article, choose) {
    this.#article = article;
    this.#choose = choose;
    ({ entities: this.#entities, mentions: this.#mentions } = lookup(article));
    /** The language of the article's text. */
    this.lang = articleLanguage(article);
    /** The relations by their identifiers. */
    this.relations = new Map(article.relations.map((relation) => [relation.id, relation]));
  }

  /** @returns {object} the entity of an identifier */
  entity(id) {
    return this.#entities.get(id);
  }

  /** @returns {object} the mention of an identifier */
  mention(id) {
    return this.#mentions.get(id);
  }

  /** The relations of a list of identifiers. */
  stated(ids = []) {
    return ids.map((id) => this.relations.get(id)).filter(Boolean);
  }

  /** The mention of an entity among those that state something, or its first. */
  place(entity, evidence = []) {
    const there = evidence.find((id) => this.#mentions.get(id)?.entity === entity);
    return there ?? this.#entities.get(entity).mentions[0];
  }

  /** An entity's name, which leads to where `evidence` has it, or to its first mention. */
  name(entity, evidence, attributes, ...more) {
    return this.to(this.place(entity, evidence), this.#entities.get(entity).name, attributes, ...more);
  }

  /** A post, which leads to where the text has it. */
  title({ title, evidence }) {
    const there = evidence.find((id) => {
      const mention = this.#mentions.get(id);
      return mention?.type === "TITLE" && mention.text === title;
    });
    return this.to(there ?? evidence[0], title);
  }

  /** What somebody says, which leads to its speaker; in quotation marks where the text has them. */
  quote({ text, direct, evidence }) {
    const [before, after] = this.lang === "zh-Hant" ? "「」" : "“”";
    return this.to(evidence[0], direct ? before + text + after : text, { class: "quote" });
  }

  /** A text that leads to a mention. */
  to(mention, text, attributes, ...more) {
    const there = { "data-to": mention, ...attributes };
    return entry(text, this.lang, () => this.#choose(mention), there, ...more);
  }
}

/** Things in a row, with something between each and the next. */
export function between(nodes, separator) {
  return nodes.flatMap((node, index) => (index ? [separator, node] : [node]));
}

/** Members by key, in order of their first. */
export function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const name = key(item);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(item);
  }
  return groups;
}
