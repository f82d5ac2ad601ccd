/** The index that a printed article ends with: every entity, by type, with its paragraphs. */

import { element } from "./nodes.js";
import { TYPES, articleLanguage, words } from "./strings.js";
import { words as printWords } from "./strings/print.js";

/** The paragraphs that theme.css numbers in the margin; the two must agree. */
const PARAGRAPH = ":is(p, li):not(:has(> :is(.wenmai-boilerplate:only-child, p)))";
const HEADING = "h1, h2, h3, h4, h5, h6";

/**
 * Puts the index behind the article whenever it is printed, and takes it away again. Where an
 * article shows no panel its print has no index either.
 * @param {object} view what the element shows: `element`, `article`, `language`, `frame`
 * @param {AbortSignal} [signal] ends it
 */
export function appendWhenPrinted(view, signal) {
  let appendix = null;
  const drop = () => {
    appendix?.remove();
    appendix = null;
  };
  const add = () => {
    drop();
    const panel = view.element.getAttribute("panel") ?? "none";
    if (!view.article || panel === "none") return;
    appendix = makeAppendix(view);
    if (appendix) view.frame.append(appendix);
  };
  addEventListener("beforeprint", add, { signal });
  addEventListener("afterprint", drop, { signal });
  // A window that is told to look like paper prints nothing, and sends neither of the two.
  const paper = matchMedia("print");
  paper.addEventListener("change", () => (paper.matches ? add() : drop()), { signal });
  if (paper.matches) add();
  signal?.addEventListener("abort", drop);
}

/** The index of what is marked; null where nothing is. */
function makeAppendix({ element: holder, article, language }) {
  const said = { ...words(language), ...printWords(language) };
  const lang = articleLanguage(article);
  const places = placesIn(holder, said.heading);
  const order = new Map(article.mentions.map(({ id }, index) => [id, index]));
  const entities = article.entities
    .filter(({ id }) => places.has(id))
    .sort((left, right) => order.get(left.mentions[0]) - order.get(right.mentions[0]));
  if (!entities.length) return null;
  const types = new Set([...TYPES, ...entities.map(({ type }) => type)]);
  const sections = [...types].map((type) => {
    const own = entities.filter((entity) => entity.type === type);
    return own.length > 0 && group(type, own, places, said, lang);
  });
  return element(
    "section",
    { class: "wenmai-appendix", lang: language, part: "appendix" },
    element("h2", {}, said.appendix, element("span", { class: "note" }, said.appendixNote)),
    ...sections,
  );
}

function group(type, entities, places, said, lang) {
  return element(
    "section",
    { class: "wenmai-key", "data-type": type },
    element("h3", {}, element("span", { class: "sample" }, said.types[type] ?? type)),
    element(
      "ul",
      {},
      ...entities.map(({ id, name, aliases }) =>
        element(
          "li",
          { "data-entity": id },
          element("span", { class: "name", lang }, name),
          aliases.length > 0 && element("span", { class: "also", lang }, said.also(aliases)),
          element("span", { class: "places" }, said.places(places.get(id))),
        ),
      ),
    ),
  );
}

/** Where each entity stands: numbers of paragraphs, and the word for a heading. */
function placesIn(holder, heading) {
  const paragraphs = [...holder.querySelectorAll(PARAGRAPH)];
  const numbers = new Map(paragraphs.map((paragraph, index) => [paragraph, index + 1]));
  const places = new Map();
  for (const piece of holder.querySelectorAll(".wenmai-mention:not([data-continued])")) {
    const paragraph = piece.closest(PARAGRAPH);
    const place = numbers.get(paragraph) ?? (piece.closest(HEADING) ? heading : null);
    const own = places.get(piece.dataset.entity) ?? [];
    if (place !== null && own.at(-1) !== place) own.push(place);
    places.set(piece.dataset.entity, own);
  }
  return places;
}
