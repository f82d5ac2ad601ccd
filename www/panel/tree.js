/** The divisions of an article's places as a tree. */

/**
 * Sorts places by what is known of where they lie.
 * @param {object[]} entities
 * @returns {{tree: Division[], open: object[], plain: object[]}} the tree of those whose chain is
 *   settled, those with several chains, and those without one; in order of the text, in the tree
 *   the most mentioned first
 *
 * @typedef {{path: string[], entities: object[], children: Division[], weight: number}} Division
 *   `path` ends with the division's name; before it stand divisions that hold nothing else
 */
export function divisionTree(entities) {
  const places = entities.filter(({ type, divisions }) => type === "PLACE" || divisions);
  const root = division("");
  for (const entity of places.filter(({ divisions }) => divisions?.length === 1)) {
    let node = root;
    for (const name of entity.divisions[0].toReversed()) {
      if (!node.inner.has(name)) node.inner.set(name, division(name));
      node = node.inner.get(name);
    }
    node.entities.push(entity);
  }
  return {
    tree: finished(root).children,
    open: places.filter(({ divisions }) => divisions?.length > 1),
    plain: places.filter(({ divisions }) => !divisions?.length),
  };
}

/** What the article locates in each entity: the relations by the identifier of the place. */
export function sitesOf({ relations }) {
  const sites = new Map();
  for (const relation of relations) {
    if (relation.type !== "located_in" || relation.from === relation.to) continue;
    sites.set(relation.to, [...(sites.get(relation.to) ?? []), relation]);
  }
  return sites;
}

function division(name) {
  return { name, entities: [], inner: new Map() };
}

function finished({ name, entities, inner }) {
  const children = [...inner.values()].map(finished);
  // The sort is stable: equals stay in order of the text.
  children.sort((left, right) => right.weight - left.weight);
  const own = entities.reduce((sum, { mentions }) => sum + mentions.length, 0);
  const weight = children.reduce((sum, child) => sum + child.weight, own);
  if (name && !entities.length && children.length === 1) {
    const [only] = children;
    return { ...only, path: [name, ...only.path] };
  }
  return { path: [name], entities, children, weight };
}
