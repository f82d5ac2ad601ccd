/** Where a card stands: beside its word, on the side with more room, never over it. */

/** Room between word and card, and between card and the edge of the window, in pixels. */
const GAP = 8;
const WIDTH = 352;
/** Up to this width of the window a card is a sheet at its foot. */
const SHEET = "(max-width: 40rem)";

/** Highest card in a frame, in pixels: the frame may be higher than the screen that it is seen on. */
const HIGHEST = 480;

const isFramed = (view) => view.parent !== view;

/** Whether cards are sheets at the foot of a window; that of a frame may be out of sight. */
export const isSheet = (view = window) => !isFramed(view) && view.matchMedia(SHEET).matches;

/** How wide a card is, in pixels. */
const widthIn = ({ innerWidth }) => Math.min(WIDTH, innerWidth - 2 * GAP);

/** Gives a card the width that it will have, before it is shown: it is laid out once less. */
export function fitWidth(card) {
  const view = card.ownerDocument.defaultView;
  if (!isSheet(view)) card.style.setProperty("width", `${widthIn(view)}px`);
}

/**
 * Puts a card beside what it is about; a sheet is left to its style.
 * @param {HTMLElement} card fixed, or in the top layer
 * @param {DOMRect[]} boxes the boxes of the words, in the window
 */
export function placeBeside(card, boxes) {
  const { style } = card;
  const view = card.ownerDocument.defaultView;
  const { innerWidth, innerHeight } = view;
  for (const name of ["left", "top", "bottom", "width", "max-height"]) style.removeProperty(name);
  card.toggleAttribute("data-sheet", isSheet(view));
  if (isSheet(view) || !boxes.length) return;
  // Beside a word that is out of sight, at that edge of the window.
  const top = clamp(Math.min(...boxes.map((box) => box.top)), 0, innerHeight);
  const bottom = clamp(Math.max(...boxes.map((box) => box.bottom)), 0, innerHeight);
  const width = widthIn(view);
  const limit = isFramed(view) ? HIGHEST : Infinity;
  const above = Math.min(top - 2 * GAP, limit);
  const below = Math.min(innerHeight - bottom - 2 * GAP, limit);
  style.setProperty("width", `${width}px`);
  style.setProperty("left", `${clamp(boxes[0].left, GAP, innerWidth - width - GAP)}px`);
  const natural = card.offsetHeight;
  if (below >= Math.min(natural, 240) || below >= above) {
    style.setProperty("top", `${bottom + GAP}px`);
    style.setProperty("bottom", "auto");
    style.setProperty("max-height", `${Math.max(below, 120)}px`);
  } else {
    style.setProperty("top", "auto");
    style.setProperty("bottom", `${innerHeight - top + GAP}px`);
    style.setProperty("max-height", `${Math.max(above, 120)}px`);
  }
}

function clamp(value, low, high) {
  return Math.max(low, Math.min(value, high));
}
