// The order of names in the diagram of relations, and the tree of divisions.

import assert from "node:assert/strict";
import { test } from "node:test";

import { arranged, edgesOf, strongest } from "../www/panel/graph.js";
import { divisionTree, sitesOf } from "../www/panel/tree.js";

const edge = (from, to) => ({ type: "holds", from, to, relations: [] });

/** The lengths of all arcs, with the groups one below the other. */
function length(order, edges) {
  return edges.reduce((sum, { from, to }) => sum + Math.abs(order.indexOf(from) - order.indexOf(to)), 0);
}

/** Numbers that look random and are the same in every run. */
function* numbers(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

test("relations with two ends are edges, those of one pair and type one edge", () => {
  const holds = (id, organisation, title) => ({ id, type: "holds", from: "a", organisation, title });
  const relations = [
    holds("r1", "b", "主任"),
    holds("r2", "b", "書記"),
    holds("r3", null, "記者"),
    { id: "r4", type: "says", from: "a", text: "好" },
    { id: "r5", type: "part_of", from: "b", to: "c" },
    { id: "r6", type: "part_of", from: "c", to: "c" },
  ];
  assert.deepEqual(
    edgesOf({ relations }).map(({ type, from, to, relations }) => [type, from, to, relations.length]),
    [
      ["holds", "a", "b", 2],
      ["part_of", "b", "c", 1],
    ],
  );
});

test("arcs are shorter than in the order of the text, whatever the graph, and always the same", () => {
  const random = numbers(7);
  const next = (below) => Math.floor(random.next().value * below);
  for (let round = 0; round < 60; round += 1) {
    const all = Array.from({ length: 2 + next(39) }, (_, index) => `n${index}`);
    const edges = Array.from({ length: 1 + next(60) }, () => edge(all[next(all.length)], all[next(all.length)]))
      .filter(({ from, to }) => from !== to);
    const names = all.filter((name) => edges.some(({ from, to }) => from === name || to === name));
    const groups = arranged(names, edges);
    assert.deepEqual(groups.flat().sort(), [...names].sort(), "every name once");
    const group = (name) => groups.findIndex((members) => members.includes(name));
    for (const { from, to } of edges) assert.equal(group(from), group(to));
    assert.ok(length(groups.flat(), edges) <= length(names, edges));
    assert.deepEqual(arranged(names, edges), groups);
  }
});

test("who belongs together stands together", () => {
  // A chain that the text names from both ends.
  const chain = [edge("a", "e"), edge("e", "b"), edge("b", "d"), edge("d", "c")];
  const [order, ...others] = arranged(["a", "b", "c", "d", "e"], chain);
  assert.deepEqual(others, []);
  assert.equal(length(order, chain), 4);
});

test("of many names the most connected stay, and the number of the others is told", () => {
  const names = Array.from({ length: 50 }, (_, index) => `n${index}`);
  const entities = names.map((id, index) => ({ id, mentions: [`m${49 - index}`] }));
  const mentions = names.map((_, index) => ({ id: `m${index}` }));
  const edges = names.slice(1).map((name) => edge(name, "n0"));
  const graph = strongest({ entities, mentions }, edges, 10);
  assert.equal(graph.names.length, 10);
  assert.equal(graph.left, 40);
  // Among equals the first of the text, which is the last of the list.
  assert.deepEqual(graph.names.slice(0, 9), names.slice(41).reverse());
  assert.equal(graph.names[9], "n0");
  assert.equal(graph.edges.length, 9);
});

test("places by divisions: what holds nothing else is one line, what is not settled stands apart", () => {
  const place = (id, divisions, count = 1) => ({
    id,
    type: "PLACE",
    name: id,
    divisions,
    mentions: Array(count).fill("m"),
  });
  const { tree, open, plain } = divisionTree([
    place("福田", [["福田區", "深圳市", "廣東省"]]),
    place("南山", [["南山區", "深圳市", "廣東省"]], 3),
    place("江蘇", [["江蘇省"]]),
    place("鐘樓", [["鐘樓區", "常州市", "江蘇省"]]),
    place("鼓樓", [["鼓樓區", "南京市", "江蘇省"], ["鼓樓區", "福州市", "福建省"]]),
    place("巴黎"),
    { id: "o", type: "ORG", name: "o", mentions: ["m"] },
  ]);
  const plainTree = (nodes) =>
    nodes.map(({ path, entities, children }) => [path.join(">"), entities.map(({ id }) => id), plainTree(children)]);
  assert.deepEqual(plainTree(tree), [
    ["廣東省>深圳市", [], [["南山區", ["南山"], []], ["福田區", ["福田"], []]]],
    ["江蘇省", ["江蘇"], [["常州市>鐘樓區", ["鐘樓"], []]]],
  ]);
  assert.deepEqual(open.map(({ id }) => id), ["鼓樓"]);
  assert.deepEqual(plain.map(({ id }) => id), ["巴黎"]);
  const located = { type: "located_in", from: "o", to: "南山" };
  assert.deepEqual([...sitesOf({ relations: [located, { type: "part_of", from: "o", to: "南山" }] })], [
    ["南山", [located]],
  ]);
});
