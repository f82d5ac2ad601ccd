/** From a repair in the panel to its place in the article. */

import { travel } from "../scrolling.js";

const FLASH = 1200;
const NAME = "wenmai-place";

/**
 * Where a repair stands in the article.
 * @param {HTMLElement} host the article's element
 * @param {{start: number, end: number}} edit
 * @param {number} index its number
 * @param {(start: number, end: number) => Range | undefined} range
 * @returns {Range | undefined}
 */
export function placeOf(host, edit, index, range) {
  const mark = host.querySelector(`[data-edit="${index}"]`);
  if (mark) {
    const place = mark.ownerDocument.createRange();
    place.selectNodeContents(mark);
    return place;
  }
  // What was taken out leaves nothing behind: the character before it is shown.
  return range(edit.start === edit.end ? Math.max(0, edit.start - 1) : edit.start, edit.end);
}

/** Scrolls to a place and lets it flash. */
export function jumpTo(place) {
  const { top, height } = place.getBoundingClientRect();
  travel(top + height / 2 - innerHeight / 2);
  // Browsers without highlights only scroll.
  if (!globalThis.CSS?.highlights) return;
  const highlight = new Highlight(place);
  CSS.highlights.set(NAME, highlight);
  setTimeout(() => {
    if (CSS.highlights.get(NAME) === highlight) CSS.highlights.delete(NAME);
  }, FLASH);
}
