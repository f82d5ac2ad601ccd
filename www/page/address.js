/**
 * What the reader sees, in the address: `#types=person,org&panel=cast&entity=PERSON:陳金虎`, or
 * `&at=120,3` for one place, in UTF-16 units of the repaired text. It is replaced, never pushed:
 * the way back leads out of the page, as before.
 */

import { frame } from "../pause.js";

/** What an address says, in this order. */
const NAMES = ["article", "text", "types", "panel", "entity", "at"];

/** The tab that the panel opens with, of which no address speaks. */
const FIRST_PANEL = "index";

/**
 * @typedef {object} View what a reader sees; what is left out is as the page has it
 * @property {string} [article] identifier of an article that was opened on this machine
 * @property {string} [text] an article's text, packed
 * @property {string[]} [types] in lower case
 * @property {string} [panel]
 * @property {{type: string, name: string}} [entity]
 * @property {{start: number, length: number}} [at]
 */

/**
 * @param {string} fragment with or without its `#`
 * @returns {View} without what cannot be read
 */
export function readFragment(fragment) {
  const view = {};
  for (const pair of fragment.replace(/^#/, "").split("&")) {
    const [name, coded] = pair.split(/=(.*)/s);
    const value = decoded(coded ?? "");
    if (!NAMES.includes(name) || !value) continue;
    if (name === "types") {
      view.types = value.toLowerCase().split(",").map((type) => type.trim()).filter(Boolean);
    } else if (name === "entity") {
      const [type, entity] = value.split(/:(.*)/s);
      if (entity) view.entity = { type: type.toUpperCase(), name: entity };
    } else if (name === "at") {
      const [start, length] = value.split(",").map(Number);
      if (Number.isSafeInteger(start) && Number.isSafeInteger(length)) view.at = { start, length };
    } else {
      view[name] = value;
    }
  }
  return view;
}

/**
 * @param {View} view
 * @returns {string} with its `#`; empty where there is nothing to say
 */
export function writeFragment(view) {
  const { entity, at, types } = view;
  const values = {
    ...view,
    types: types?.join(","),
    entity: entity && `${entity.type}:${entity.name}`,
    at: at && `${at.start},${at.length}`,
  };
  const pairs = NAMES.filter((name) => values[name]).map((name) => `${name}=${coded(values[name])}`);
  return pairs.length ? `#${pairs.join("&")}` : "";
}

const coded = (value) => encodeURIComponent(value).replace(/%(2C|3A)/g, decodeURIComponent);

function decoded(value) {
  try {
    return decodeURIComponent(value);
  } catch {
    // Cut off in the middle of a character: nothing of it can be trusted.
    return "";
  }
}

/** Keeps address and element in step. */
export class Address {
  #element;
  /** What of the reader's view the address tells. */
  #view = {};
  #subject = () => ({});
  /** What was chosen last in the article, closed since or not. */
  #chosen = null;
  #awaited = null;

  /**
   * @param {HTMLElement} element the `<wenmai-article>`
   * @param {() => View} subject which article is shown, as an address says it
   */
  constructor(element, subject) {
    this.#element = element;
    this.#subject = subject;
    element.addEventListener("wenmai-view", ({ detail }) => this.#seen(detail));
    element.addEventListener("wenmai-ready", () => this.#arrive());
  }

  /** What the reader sees of the article. */
  get view() {
    return { ...this.#view };
  }

  /** The mention that the reader chose last, with its entity, or null. */
  get chosen() {
    return this.#chosen;
  }

  /** Forgets what was seen of the article before: another one is shown. */
  leave() {
    const { types, panel } = this.#view;
    this.#view = { ...(types && { types }), ...(panel && { panel }) };
    this.#chosen = null;
    this.#awaited = null;
    this.write();
  }

  /** Shows what an address says, the places in the text once it has been read. */
  apply({ types, panel, entity, at }) {
    const before = this.#view;
    this.#view = { types, panel, entity, at };
    // What neither address speaks of stays as it is.
    if (types || before.types) this.#element.show({ types: types ?? null });
    if (panel || before.panel) this.#element.show({ panel: panel ?? FIRST_PANEL });
    this.#awaited = entity || at ? { entity, at } : null;
    this.write();
    this.#arrive();
  }

  /** Writes the address anew. */
  write() {
    const fragment = writeFragment({ ...this.#subject(), ...this.#view });
    if (fragment === location.hash) return;
    try {
      history.replaceState(history.state, "", fragment || location.pathname + location.search);
    } catch {
      // Browsers refuse when it changes too often; the next change writes it.
    }
  }

  /** Goes to the place that an address named. */
  #arrive() {
    const article = this.#element.article;
    if (!this.#awaited || !article) return;
    const { entity, at } = this.#awaited;
    const named =
      entity && article.entities.find(({ type, name }) => type === entity.type && name === entity.name);
    const end = at ? at.start + at.length : 0;
    const mention =
      at &&
      (article.mentions.find((one) => one.start === at.start && one.end === end) ??
        // Read a little differently since: what stands there now.
        article.mentions.find((one) => one.start < Math.max(end, at.start + 1) && one.end > at.start));
    this.#awaited = null;
    const id = mention?.id ?? named?.id;
    if (!id) return;
    this.#element.show(mention ? { mention: id } : { entity: id });
  }

  #seen({ types, panel, entity, mention }) {
    const view = this.#view;
    if (types !== undefined) view.types = types?.map((type) => type.toLowerCase());
    if (panel !== undefined) view.panel = panel === FIRST_PANEL ? undefined : panel;
    if (mention !== undefined || entity !== undefined) this.#chose(entity, mention);
    // Browsers take their time over an address: first of all the reader sees what was pressed.
    frame().then(() => this.write());
  }

  #chose(entityGiven, mentionGiven) {
    const { entities = [], mentions = [] } = this.#element.article ?? {};
    const byId = (list, one) => list.find(({ id }) => id === (one?.id ?? one));
    const mention = byId(mentions, mentionGiven);
    const entity = byId(entities, entityGiven ?? mention?.entity);
    delete this.#view.entity;
    delete this.#view.at;
    if (!entity) return;
    this.#chosen = { entity, mention: mention ?? byId(mentions, entity.mentions[0]) };
    Object.assign(this.#view, placeOf(this.#chosen));
  }
}

/**
 * How an address names what a reader chose: an entity by its name, which survives changes of the
 * text, where it is its first mention; else the place.
 * @param {{entity: object, mention: object}} chosen
 * @returns {View}
 */
export function placeOf({ entity, mention }) {
  const { type, name } = entity;
  if (!mention || mention.id === entity.mentions[0]) return { entity: { type, name } };
  return { at: { start: mention.start, length: mention.end - mention.start } };
}
