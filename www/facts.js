/**
 * What the article states of a mention and its entity, as the lines of the card: what the mention
 * comes to, other names and why they are names of it, posts, words, parts, places, amounts.
 */

import { lookup } from "./lookup.js";
import { element } from "./nodes.js";
import { reason } from "./rules.js";
import { articleLanguage } from "./strings.js";
import { arithmetic, inWords, inferred } from "./values.js";

/** The lines for relations: their name, the type, and the end at which the card's entity is. */
const ROWS = [
  ["posts", "holds", "from"],
  ["people", "holds", "organisation"],
  ["holders", "holds", "title"],
  ["quotes", "says", "from"],
  ["wholes", "part_of", "from"],
  ["parts", "part_of", "to"],
  ["amounts", "amount_of", "to"],
  ["owners", "amount_of", "from"],
  ["places", "located_in", "from"],
  ["sites", "located_in", "to"],
  ["dates", "when", "from"],
  ["events", "when", "to"],
];
/** Where more can be found by name. Nothing is asked of them before the reader goes there. */
const ELSEWHERE = [
  ["Wikipedia", (name) => `https://zh.wikipedia.org/w/index.php?search=${name}`],
  ["Wikidata", (name) => `https://www.wikidata.org/w/index.php?search=${name}`],
  ["Baidu Baike", (name) => `https://baike.baidu.com/search?word=${name}`],
];
/** Types whose names encyclopaedias have. */
const NAMED = new Set(["PERSON", "ORG", "PLACE", "FACILITY", "EVENT", "PROJECT", "WORK", "TERM"]);
/** Longer lists start with so many. */
const SHOWN = 5;
/** Of what is folded away, so many are made at once. */
const AT_ONCE = 20;

export class Facts {
  #article;
  #words;
  #language;
  #go;
  #reasons = new Map();

  /** What of the lines is not made yet, as steps: the far ends of lists that are folded away. */
  left = [];

  /**
   * @param {object} article
   * @param {object} words
   * @param {string} language
   * @param {(id: string) => void} go called with the mention or entity that was chosen
   */
  constructor(article, words, language, go) {
    this.#article = article;
    this.#words = words;
    this.#language = language;
    this.#go = go;
  }

  /**
   * The lines for a mention and its entity; none where the article states nothing.
   * @param {object} mention
   * @param {object} entity
   * @returns {HTMLElement[]}
   */
  of(mention, entity) {
    return [
      this.#value(mention),
      this.#aliases(mention, entity),
      this.#divisions(entity),
      this.#nested(mention),
      this.#names(entity),
      ...ROWS.map(([name, type, end]) => this.#relations(name, type, end, mention, entity)),
    ].filter(Boolean);
  }

  /** Ways out of the page, for names that others may know. */
  links({ type, name }) {
    if (!NAMED.has(type)) return null;
    const links = ELSEWHERE.map(([site, address]) =>
      element(
        "a",
        {
          class: "link",
          href: address(encodeURIComponent(name)),
          target: "_blank",
          rel: "noopener noreferrer",
        },
        element("span", {}, this.#words.sites[site] ?? site),
      ),
    );
    return this.line("links", this.#words.lookUp, links);
  }

  /** The other articles that an entity stands in. */
  elsewhere(places) {
    if (!places.length) return null;
    const item = ({ title, count, go, href }) => [
      element(
        href ? "a" : "button",
        href ? { class: "link", href } : { type: "button", class: "link", onclick: go },
        element("span", {}, title),
      ),
      count && element("span", { class: "small" }, String(count)),
    ];
    return this.line("elsewhere", this.#words.elsewhere, this.#list(places, item));
  }

  /** A line: its name, and what it says, in the article's language where `lang` is given. */
  line(name, label, children, lang) {
    return element(
      "div",
      { class: name },
      element("dt", { class: "label" }, label),
      element("dd", { lang }, ...children),
    );
  }

  #value(mention) {
    const { value, text } = mention;
    if (!value) return null;
    const { comes, problems } = this.#words;
    if (value.problem) return this.line("value problem", comes, [problems[value.problem] ?? value.problem]);
    const said = inWords(mention, this.#words);
    const sum = arithmetic(mention);
    const part = inferred(mention);
    const flat = (words) => words.replace(/[\s,]/g, "");
    // What the words say outright goes without saying.
    if (!said || (flat(said) === flat(text) && !sum && !part)) return null;
    return this.line("value", comes, [
      said,
      sum && element("p", { class: "small sum", lang: this.#lang }, sum),
      part && element("p", { class: "small" }, this.#words.inferred[part]),
    ]);
  }

  #aliases(mention, { aliases, mentions }) {
    if (!aliases.length) return null;
    const own = this.#mentions(mentions);
    const item = (alias) => {
      // Of a form in several places the one that the card is of.
      const { linked } = [mention, ...own].find(({ text }) => text === alias) ?? {};
      return [
        element("span", { lang: this.#lang }, alias),
        " ",
        linked && element("span", { class: "small" }, this.#reason(linked)),
      ];
    };
    return this.line("aliases", this.#words.aliases, this.#list(aliases, item));
  }

  #divisions({ divisions = [] }) {
    if (!divisions.length) return null;
    const chain = (names) => [this.#plain(names.join(" ‹ "))];
    const several = divisions.length > 1 && element("p", { class: "small" }, this.#words.oneOf);
    return this.line("divisions", this.#words.chain, [several, ...this.#list(divisions, chain)]);
  }

  /** The names that the mention contains; those that stand by themselves too lead there. */
  #nested({ nested = [] }) {
    if (!nested.length) return null;
    const item = ({ text, type, entity }) => [
      entity ? this.#link(text, entity) : this.#plain(text),
      " ",
      element("span", { class: "small" }, this.#words.types[type] ?? type),
    ];
    return this.line("nested", this.#words.nested, this.#list(nested, item));
  }

  /** The longer names that contain the entity's. */
  #names({ id }) {
    const { entities, within } = lookup(this.#article);
    const names = [...(within.get(id) ?? [])];
    const item = (name) => [this.#link(entities.get(name).name, name)];
    return names.length ? this.line("names", this.#words.within, this.#list(names, item)) : null;
  }

  #relations(name, type, end, mention, entity) {
    // An amount or a date is what it is where it stands; two that read alike are not one.
    const here = new Set(mention.value ? [mention.id] : entity.mentions);
    const stated = lookup(this.#article).stated.get(entity.id) ?? [];
    const found = stated.filter(
      (relation) =>
        relation.type === type &&
        (end === "title" ? entity.type === "TITLE" : relation[end] === entity.id) &&
        (!(mention.value || end === "title") || relation.evidence.some((id) => here.has(id))),
    );
    if (!found.length) return null;
    const item = (relation) => this.#item(relation, end);
    const reasons = new Set(found.map(({ why }) => this.#reason(why)));
    return this.line(name, this.#words.rows[name], [
      ...this.#list(found, item),
      element("p", { class: "small" }, [...reasons].join(this.#words.joint)),
    ]);
  }

  /** What a relation says beyond the entity that stands at one `end` of it. */
  #item(relation, end) {
    const { type, from, text, direct, title, measure } = relation;
    if (type === "says") return [this.#quote(relation, direct ? this.#quoted(text) : text)];
    const to = relation.to ?? relation.organisation;
    const link = (id) => this.#entityLink(id, relation);
    const quality = type === "holds" ? this.#title(relation) : measure && this.#plain(measure);
    if (end === "title") return [link(from), to && link(to)];
    if (type === "amount_of") return [quality, link(end === "from" ? to : from)];
    return end === "from" ? [quality, to && link(to)] : [link(from), quality];
  }

  #plain(text) {
    return element("span", { lang: this.#lang }, text);
  }

  /** The post, which leads to where the text has it. */
  #title({ title, evidence }) {
    const there = this.#mentions(evidence).find((one) => one.type === "TITLE" && one.text === title);
    return there ? this.#link(title, there.id) : this.#plain(title);
  }

  /** What is named at the other end, which leads to where the text says so. */
  #entityLink(id, { evidence }) {
    const entity = lookup(this.#article).entities.get(id);
    if (!entity) return null;
    const there = this.#mentions(evidence).find((one) => one.entity === id);
    const said = there?.value && inWords(there, this.#words);
    const link = this.#link(there?.value ? there.text : entity.name, there?.id ?? id);
    return said && said !== there.text
      ? element("span", {}, link, " ", element("span", { class: "small" }, said))
      : link;
  }

  #quote({ evidence: [speaker] }, text) {
    return speaker ? this.#link(text, speaker, "link quote") : this.#plain(text);
  }

  #quoted(text) {
    return this.#lang === "zh-Hant" ? `「${text}」` : `“${text}”`;
  }

  #link(text, id, name = "link") {
    return element(
      "button",
      { type: "button", class: name, lang: this.#lang, "data-to": id, onclick: () => this.#go(id) },
      element("span", {}, text),
    );
  }

  /** A list of what `item` makes of each of `all`; of a long one the end is folded away. */
  #list(all, item) {
    const entry = (one) => element("li", {}, ...item(one));
    if (all.length <= SHOWN + 1) return [element("ul", {}, ...all.map(entry))];
    const rest = all.slice(SHOWN);
    const folded = element("ul", {}, ...rest.slice(0, AT_ONCE).map(entry));
    for (const one of rest.slice(AT_ONCE)) this.left.push(() => folded.append(entry(one)));
    return [
      element("ul", {}, ...all.slice(0, SHOWN).map(entry)),
      element(
        "details",
        {},
        element("summary", { class: "small" }, this.#words.more(rest.length)),
        folded,
      ),
    ];
  }

  /** A reason as a sentence, with the words that it went by as the article has them. */
  #reason({ rule, evidence }) {
    const key = JSON.stringify([rule, evidence]);
    if (!this.#reasons.has(key)) {
      const why = { rule, evidence: this.#article.text.includes(evidence) ? evidence : "" };
      this.#reasons.set(key, reason(why, this.#language));
    }
    return this.#reasons.get(key);
  }

  /** Evidence is in the order of the text already. */
  #mentions(ids) {
    const { mentions } = lookup(this.#article);
    return ids.map((id) => mentions.get(id)).filter(Boolean);
  }

  get #lang() {
    return articleLanguage(this.#article);
  }
}
