/** The relations of an article as a graph, and an order of its names in which arcs are short. */

import { grouped } from "./lists.js";

/** The types of relations that join two entities, in the order of the legend. */
export const JOINING = ["holds", "part_of", "located_in", "amount_of", "when"];
/** Rounds of sorting by the neighbours' mean; orders settle within a few. */
const SWEEPS = 24;

/**
 * The relations that join two entities; what is stated several times is one.
 * @param {object} article
 * @returns {{type: string, from: string, to: string, relations: object[]}[]}
 */
export function edgesOf({ relations }) {
  const joining = relations
    .filter(({ type }) => JOINING.includes(type))
    .map((relation) => ({ relation, to: relation.to ?? relation.organisation }))
    .filter(({ relation, to }) => to && to !== relation.from);
  const same = grouped(joining, ({ relation: { type, from }, to }) => `${type} ${from} ${to}`);
  return [...same.values()].map((stated) => ({
    type: stated[0].relation.type,
    from: stated[0].relation.from,
    to: stated[0].to,
    relations: stated.map(({ relation }) => relation),
  }));
}

/**
 * The names with the most neighbours, and the relations among them.
 * @param {object} article
 * @param {object[]} edges
 * @param {number} most how many names may stay
 * @returns {{names: string[], edges: object[], left: number}} names in order of the text; how
 *   many there are beyond
 */
export function strongest({ entities, mentions }, edges, most) {
  const places = new Map(mentions.map(({ id }, index) => [id, index]));
  const first = new Map(entities.map((entity) => [entity.id, places.get(entity.mentions[0])]));
  const neighbours = neighboursOf(edges);
  const byText = (left, right) => first.get(left) - first.get(right);
  const all = [...neighbours.keys()].sort(byText);
  const chosen = new Set(
    all
      .toSorted((left, right) => neighbours.get(right).size - neighbours.get(left).size)
      .slice(0, most),
  );
  const kept = edges.filter(({ from, to }) => chosen.has(from) && chosen.has(to));
  const joined = neighboursOf(kept);
  const names = all.filter((name) => joined.has(name));
  return { names, edges: kept, left: all.length - names.length };
}

/**
 * Puts names in an order in which those that belong together stand together: groups without a
 * relation between them apart, each sorted by barycentres, then by exchange of neighbours while
 * that makes the arcs shorter. Nothing is left to chance: one graph has one order.
 * @param {string[]} names in order of the text
 * @param {{from: string, to: string}[]} edges
 * @returns {string[][]} the groups
 */
export function arranged(names, edges) {
  const neighbours = neighboursOf(edges);
  return groupsOf(names, neighbours).map((group) => {
    const own = edges.filter(({ from }) => group.includes(from));
    let order = group;
    let best = group;
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
      order = swept(order, neighbours);
      if (lengthOf(order, own) < lengthOf(best, own)) best = order;
    }
    return exchanged(best, own);
  });
}

function neighboursOf(edges) {
  const neighbours = new Map();
  const join = (one, other) => {
    if (!neighbours.has(one)) neighbours.set(one, new Set());
    neighbours.get(one).add(other);
  };
  for (const { from, to } of edges) {
    join(from, to);
    join(to, from);
  }
  return neighbours;
}

function groupsOf(names, neighbours) {
  const seen = new Set();
  const groups = [];
  for (const name of names) {
    if (seen.has(name)) continue;
    const group = [name];
    seen.add(name);
    for (const member of group) {
      for (const other of neighbours.get(member) ?? []) {
        if (!seen.has(other)) group.push(other);
        seen.add(other);
      }
    }
    groups.push(names.filter((one) => group.includes(one)));
  }
  return groups;
}

/** One round: by the mean place of the neighbours and of the name itself; ties stay as they were. */
function swept(order, neighbours) {
  const place = new Map(order.map((name, index) => [name, index]));
  const mean = (name) => {
    const near = [...neighbours.get(name)].map((other) => place.get(other));
    return near.reduce((sum, index) => sum + index, place.get(name)) / (near.length + 1);
  };
  const means = new Map(order.map((name) => [name, mean(name)]));
  return order.toSorted((left, right) => means.get(left) - means.get(right));
}

function exchanged(order, edges) {
  let best = order;
  let length = lengthOf(best, edges);
  for (let better = true; better; ) {
    better = false;
    for (let index = 1; index < best.length; index += 1) {
      const other = best.toSpliced(index - 1, 2, best[index], best[index - 1]);
      const shorter = lengthOf(other, edges);
      if (shorter >= length) continue;
      [best, length, better] = [other, shorter, true];
    }
  }
  return best;
}

function lengthOf(order, edges) {
  const place = new Map(order.map((name, index) => [name, index]));
  return edges.reduce((sum, { from, to }) => sum + Math.abs(place.get(from) - place.get(to)), 0);
}
