/** How the page goes to another place in the text. */

/** Windows' heights; what is farther away is far. */
const FAR = 2;

/**
 * How to scroll: at once for those who would rather see nothing move, and where it is far. A long
 * text is laid out only where it is looked at, so that a way across it ends beside its goal.
 * @param {number} distance in pixels
 * @returns {ScrollBehavior}
 */
export function manner(distance) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return still || Math.abs(distance) > FAR * innerHeight ? "instant" : "smooth";
}

/** Scrolls the window by so many pixels. */
export function travel(distance, view = window) {
  view.scrollBy({ top: distance, behavior: manner(distance) });
}
