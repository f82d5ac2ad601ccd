/** Marks under the pointer and under the keys. */

import { Marks } from "./marks.js";

/**
 * Lets a reader choose marks by click, tap, Enter and space, and walk through them by arrow keys.
 * @param {HTMLElement} element what holds the marks
 * @param {Marks} marks
 * @param {(mention: string) => void} choose
 * @param {AbortSignal} [signal] ends it
 */
export function pointAt(element, marks, choose, signal) {
  const clicked = (event) => {
    const piece = Marks.at(event.target);
    // A link stays a link, and marking text with the mouse is no click.
    if (!piece || event.defaultPrevented || event.target.closest("a[href]")) return;
    if (!element.ownerDocument.getSelection().isCollapsed) return;
    choose(piece.dataset.mention);
  };
  const pressed = (event) => {
    const piece = Marks.at(event.target);
    if (!piece || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") choose(piece.dataset.mention);
    else if (!marks[event.shiftKey ? "extend" : "step"](piece, event.key)) return;
    event.preventDefault();
  };
  // Before what the article holds: a paragraph may have a handler that stops the event.
  element.addEventListener("click", clicked, { capture: true, signal });
  element.addEventListener("keydown", pressed, { capture: true, signal });
  element.addEventListener("focusin", ({ target }) => marks.stopAt(Marks.at(target)), { signal });
}
