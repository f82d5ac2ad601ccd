/**
 * A clean article as nodes: headline and paragraphs with their marks, as the painter makes them
 * of a page's own markup, and page furniture set apart. The command line writes the same; a test
 * compares them.
 */

import { element } from "../nodes.js";
import { lines } from "../paragraphs.js";

/**
 * @param {object} article in the documented shape
 * @param {string} raw the text that it was made from
 * @returns {HTMLElement[]}
 */
export function bodyOf(article, raw) {
  const { text, mentions } = article;
  const repairs = article.edits
    .map((edit, index) => ({ ...edit, index }))
    .filter(({ active, kind }) => active || kind === "damaged");
  // What was taken out leaves nothing behind.
  const shown = repairs.filter(({ start, end }) => start < end);
  const brush = {
    text,
    mentions: new Sequence(mentions),
    repairs: new Sequence(shown),
    begun: new Set(),
  };
  const blocks = lines(text).map(({ start, end, headline, dateline }) => ({
    start,
    node: element(
      headline ? "h1" : "p",
      { class: dateline && "wenmai-dateline" },
      ...nodesOf(brush, start, end),
    ),
  }));
  // Where both begin at one place the furniture stood before.
  return [...furniture(repairs, raw), ...blocks]
    .sort((left, right) => left.start - right.start)
    .map(({ node }) => node);
}

/**
 * Page furniture is no part of the clean text: paragraphs of its own, where it stood. Cuts with
 * none of the clean text between them are one.
 */
function furniture(repairs, raw) {
  const cuts = new Map();
  for (const { kind, start, rawStart, rawEnd, index } of repairs) {
    if (kind !== "boilerplate") continue;
    const cut = cuts.get(start) ?? { said: "", index };
    cuts.set(start, { ...cut, said: cut.said + raw.slice(rawStart, rawEnd) });
  }
  return [...cuts].flatMap(([start, { said, index }]) =>
    lines(said).map((line) => {
      const text = said.slice(line.start, line.end);
      const attributes = { class: "wenmai-boilerplate", "data-edit": index, title: text };
      return { start, node: element("p", {}, element("span", attributes, text)) };
    }),
  );
}

/** Things in order of the text, asked for from its beginning to its end. */
class Sequence {
  #items;
  #first = 0;

  constructor(items) {
    this.#items = items;
  }

  /** Those in a stretch, and the one before each; no stretch begins before the last one did. */
  *within(start, end) {
    const items = this.#items;
    while (items[this.#first]?.end <= start) this.#first += 1;
    for (let index = this.#first; items[index]?.start < end; index += 1) {
      yield [items[index], items[index - 1]];
    }
  }
}

/** A stretch of the text with its marks. */
function nodesOf(brush, start, end) {
  const nodes = [];
  let position = start;
  for (const [mention, before] of brush.mentions.within(start, end)) {
    const from = Math.max(mention.start, position);
    const to = Math.min(mention.end, end);
    if (from >= to) continue;
    nodes.push(...repaired(brush, position, from));
    const attributes = markOf(brush, mention, before?.end === mention.start);
    nodes.push(element("span", attributes, ...repaired(brush, from, to)));
    position = to;
  }
  return [...nodes, ...repaired(brush, position, end)];
}

/**
 * What a mark says of its mention. Not that it is a button: that it becomes when the file's
 * script is there to answer.
 */
function markOf({ begun }, { id, type, subtype, entity }, adjacent) {
  const continued = begun.has(id);
  begun.add(id);
  return {
    class: "wenmai-mention",
    "data-mention": id,
    "data-type": type,
    "data-subtype": subtype,
    "data-entity": entity,
    "data-adjacent": adjacent && !continued,
    "data-continued": continued,
  };
}

/** A stretch of the text, with what was repaired or is damaged told apart. */
function repaired({ text, repairs }, start, end) {
  const nodes = [];
  let position = start;
  for (const [repair] of repairs.within(start, end)) {
    const from = Math.max(repair.start, position);
    const to = Math.min(repair.end, end);
    if (from >= to) continue;
    const { index, kind } = repair;
    const attributes = { class: "wenmai-repair", "data-edit": index, "data-kind": kind };
    nodes.push(text.slice(position, from), element("span", attributes, text.slice(from, to)));
    position = to;
  }
  nodes.push(text.slice(position, end));
  return nodes.filter(Boolean);
}
