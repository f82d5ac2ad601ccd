/** Mentions and entities of an article by their identifiers: a long article has ten thousand, and
 *  a card asks for hundreds. */

const indexes = new WeakMap();

/**
 * @param {object} article
 * @returns {{mentions: Map<string, object>, entities: Map<string, object>,
 *   within: Map<string, Set<string>>}} `within`: entity → entities whose names contain its
 */
export function lookup(article) {
  let index = indexes.get(article);
  if (!index) {
    const byId = (list) => new Map(list.map((one) => [one.id, one]));
    index = {
      mentions: byId(article.mentions),
      entities: byId(article.entities),
      within: containing(article.mentions),
    };
    indexes.set(article, index);
  }
  return index;
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
