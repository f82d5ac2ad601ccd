/** Mentions and entities of an article by their identifiers: a long article has ten thousand, and
 *  a card asks for hundreds. */

const indexes = new WeakMap();

/**
 * @param {object} article
 * @returns {{mentions: Map<string, object>, entities: Map<string, object>}}
 */
export function lookup(article) {
  let index = indexes.get(article);
  if (!index) {
    const byId = (list) => new Map(list.map((one) => [one.id, one]));
    index = { mentions: byId(article.mentions), entities: byId(article.entities) };
    indexes.set(article, index);
  }
  return index;
}
