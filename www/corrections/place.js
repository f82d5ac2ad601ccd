/** Which mention stands at a place of the clean text, or nearest to it. */

/**
 * The mention that shares most with a stretch; of several the first.
 * @param {{mentions: object[]}} article
 * @param {number} start UTF-16 units
 * @param {number} end
 * @returns {object | undefined}
 */
export function mentionAt({ mentions }, start, end) {
  let best;
  let most = 0;
  for (const mention of mentions) {
    if (mention.start >= end) break;
    const shared = Math.min(mention.end, end) - Math.max(mention.start, start);
    if (shared > most) [best, most] = [mention, shared];
  }
  return best;
}

/**
 * The mention at a place, else the first behind it, else the last before.
 * @param {{mentions: object[]}} article
 * @param {number} start UTF-16 units
 * @returns {object | undefined}
 */
export function mentionNear({ mentions }, start) {
  return mentions.find((mention) => mention.end > start) ?? mentions.at(-1);
}
