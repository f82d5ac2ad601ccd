/** The timeline: what the article tells of each date, in the order of the calendar, by years. */

import { element } from "../nodes.js";
import { inWords, inferred } from "../values.js";
import { grouped, list, section } from "./lists.js";
import { View } from "./view.js";

/** The year, decade or century that a date begins with. */
const YEAR = /-?[\dX]{4}/;

export class Timeline extends View {
  #events;

  /** The dated sentences by year; those of one date stand together. */
  contents(article) {
    this.#events = article.relations.filter(({ type }) => type === "when");
    const entries = article.timeline.map(({ mention, start, end }) => ({
      mention: this.links.mention(mention),
      text: article.text.slice(start, end),
    }));
    const years = grouped(entries, ({ mention }) => YEAR.exec(mention.value.iso)?.[0] ?? "");
    return [...years].map(([year, entries]) => {
      const name = inWords({ value: { kind: "date", iso: year } }, this.words);
      const dates = grouped(entries, ({ mention }) => inWords(mention, this.words));
      const items = [...dates].map(([date, entries]) => this.#date(date, name, entries));
      return section(name, items, {}, null, "dates");
    });
  }

  #date(date, year, entries) {
    const { iso } = entries[0].mention.value;
    const label = within(date, year, iso);
    const forms = [...new Set(entries.map(({ mention }) => beyond(mention.text, date, label)))];
    const parts = entries.map(({ mention }) => inferred(mention));
    // Where the text says the date outright once, nothing is inferred.
    const part = parts.every(Boolean) && this.words.inferred[parts[0]];
    const notes = [
      ...forms.filter(Boolean).map((form) => element("span", { class: "small", lang: this.links.lang }, form)),
      part && element("span", { class: "small" }, part),
    ];
    const own = new Set(entries.map(({ mention }) => mention.id));
    const events = this.#events.filter(({ evidence }) => evidence.some((id) => own.has(id)));
    return element(
      "li",
      { "data-span": iso.includes("/") },
      (label || notes.some(Boolean)) &&
        element("p", { class: "when" }, label && element("span", {}, label), ...notes.filter(Boolean)),
      ...events.map((event) => this.#event(event)),
      list(
        entries.map(({ mention, text }) =>
          element("li", {}, this.links.to(mention.id, text, { class: "quote" })),
        ),
        { class: "sentences" },
      ),
    );
  }

  #event({ from, evidence }) {
    const { type } = this.links.entity(from);
    const link = this.links.name(from, evidence);
    link.firstChild.classList.add("sample");
    return element("p", { class: "event wenmai-key", "data-type": type }, link);
  }
}

/**
 * A date under the heading of its year, without the year.
 * @param {string} date in words
 * @param {string} year in words
 * @param {string} iso
 */
function within(date, year, iso) {
  if (date === year) return "";
  const ends = iso.split("/").filter((end) => end && end !== "..");
  // A stretch from year to year needs both.
  if (ends.some((end) => !/^\d{4}-/.test(end) || !end.startsWith(ends[0].slice(0, 4)))) return date;
  if (date.startsWith(year)) return date.slice(year.length);
  const tail = ` ${year}`;
  return date.endsWith(tail) && !date.endsWith(` of${tail}`) ? date.slice(0, -tail.length) : date;
}

/** What the text's own words for a date say beyond the label: 下午, “十四五”期間. */
function beyond(text, date, label) {
  const flat = (words) => words.replace(/\s/g, "");
  const own = flat(text);
  // A date in figures says no more than the label does.
  if (own === flat(date) || /^[\d年月日号號./-]+$/.test(own)) return "";
  return label && own.startsWith(flat(label)) ? own.slice(flat(label).length) : text;
}
