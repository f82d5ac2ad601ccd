/** Mentions, entities and relations of an article by identifiers: a long article has ten thousand,
 *  and a card asks for hundreds. */

import { idle } from "./pause.js";

const indexes = new WeakMap();

/**
 * Each of the lists is made when it is asked for, in one go.
 * @param {object} article
 * @returns {{mentions: Map<string, object>, entities: Map<string, object>,
 *   within: Map<string, Set<string>>, stated: Map<string, object[]>}} `within`: entity →
 *   entities whose names contain its; `stated`: entity → relations that it has an end of, or a
 *   mention among the evidence
 */
export function lookup(article) {
  if (!indexes.has(article)) indexes.set(article, new Index(article));
  return indexes.get(article);
}

/** Makes what {@link lookup} gives, with pauses, before somebody waits for it. */
export async function prepare(article) {
  const index = lookup(article);
  for (const name of ["entities", "mentions", "within", "stated"]) {
    await new Promise(idle);
    void index[name];
  }
}

class Index {
  #article;
  #made = new Map();

  constructor(article) {
    this.#article = article;
  }

  get mentions() {
    return this.#once("mentions", ({ mentions }) => byId(mentions));
  }

  get entities() {
    return this.#once("entities", ({ entities }) => byId(entities));
  }

  get within() {
    return this.#once("within", ({ mentions }) => containing(mentions));
  }

  get stated() {
    return this.#once("stated", ({ relations }) => concerning(relations, this.mentions));
  }

  #once(name, make) {
    if (!this.#made.has(name)) this.#made.set(name, make(this.#article));
    return this.#made.get(name);
  }
}

function byId(list) {
  const index = new Map();
  for (const one of list) index.set(one.id, one);
  return index;
}

/** In the order of the relations. */
function concerning(relations, mentions) {
  const stated = new Map();
  const note = (id, relation) => {
    if (!id) return;
    const list = stated.get(id);
    if (!list) stated.set(id, [relation]);
    else if (list.at(-1) !== relation) list.push(relation);
  };
  for (const relation of relations) {
    note(relation.from, relation);
    note(relation.to, relation);
    note(relation.organisation, relation);
    for (const id of relation.evidence) note(mentions.get(id)?.entity, relation);
  }
  return stated;
}

function containing(mentions) {
  const within = new Map();
  for (const { entity: outer, nested = [] } of mentions) {
    for (const { entity } of nested) {
      if (!entity) continue;
      if (!within.has(entity)) within.set(entity, new Set());
      within.get(entity).add(outer);
    }
  }
  return within;
}
