/** The marks in an article as a reader meets them: found, walked through, shown, filled. */

import { manner, travel } from "./scrolling.js";

const MENTION = ".wenmai-mention";
const FLASH = 1200;
/** A word nearer than this to an edge of the window, in pixels, is not in plain sight. */
const EDGE = 56;

export class Marks {
  #element;

  /** @param {Element} element the element that is painted */
  constructor(element) {
    this.#element = element;
  }

  /** The mark that a node is, or lies in. */
  static at(node) {
    return node.closest?.(MENTION) ?? null;
  }

  /** The pieces of a mention, in order. */
  pieces(id) {
    return [...this.#element.querySelectorAll(`[data-mention="${CSS.escape(id)}"]`)];
  }

  /** Scrolls to a mention and lets it flash; says whether it is there. */
  goTo(id) {
    const pieces = this.pieces(id);
    if (!pieces.length) return false;
    const { top } = pieces[0].getBoundingClientRect();
    pieces[0].scrollIntoView({ block: "center", behavior: manner(top) });
    pieces[0].focus({ preventScroll: true });
    for (const piece of pieces) piece.setAttribute("data-flash", "");
    setTimeout(() => pieces.forEach((piece) => piece.removeAttribute("data-flash")), FLASH);
    return true;
  }

  /** Scrolls so that a mention stands above a sheet at the foot, or at ease in the window; one
   *  in plain sight does not move. */
  reveal(id, sheet) {
    const [piece] = this.pieces(id);
    if (!piece) return;
    const { top, bottom } = piece.getBoundingClientRect();
    const { innerHeight } = this.#window;
    const foot = sheet ? innerHeight * 0.42 : innerHeight - EDGE;
    if (top >= EDGE && bottom <= foot) return;
    travel(top - innerHeight * (sheet ? 0.2 : 0.35), this.#window);
  }

  /** Fills the chosen mention, and faintly all others of its entity; null for none. */
  fill(mention) {
    // Only what changes is written: a long article has thousands of marks.
    for (const name of ["data-current", "data-related"]) {
      const filled = this.#element.querySelectorAll(`[${name}]`);
      for (const piece of filled) piece.removeAttribute(name);
    }
    if (!mention) return;
    const entity = `[data-entity="${CSS.escape(mention.entity)}"]`;
    for (const piece of this.#element.querySelectorAll(MENTION + entity)) {
      const current = piece.dataset.mention === mention.id;
      piece.setAttribute(current ? "data-current" : "data-related", "");
    }
  }

  /** One tab stop an article: the mention that was last in use. */
  stopAt(piece) {
    if (!piece || piece.tabIndex === 0 || piece.getAttribute("role") !== "button") return;
    const stops = this.#element.querySelectorAll(`${MENTION}[tabindex="0"]`);
    for (const other of stops) other.tabIndex = -1;
    piece.tabIndex = 0;
  }

  /** Selects a mark, and further presses of an arrow more or less; says whether it was an arrow. */
  extend(from, key) {
    const ways = { ArrowRight: "forward", ArrowLeft: "backward", ArrowDown: "forward", ArrowUp: "backward" };
    if (!(key in ways)) return false;
    const selection = from.ownerDocument.getSelection();
    const granularity = key === "ArrowRight" || key === "ArrowLeft" ? "character" : "line";
    const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
    if (!selection.isCollapsed && this.#element.contains(anchorNode)) {
      const before = from.ownerDocument.createRange();
      before.setStart(focusNode, focusOffset);
      before.collapse(true);
      selection.modify("extend", ways[key], granularity);
      // At the ends of a document browsers go anywhere, even to its other end.
      const way = before.comparePoint(selection.focusNode, selection.focusOffset);
      const astray = ways[key] === "forward" ? way < 0 : way > 0;
      if (astray || !this.#element.contains(selection.focusNode)) {
        selection.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
      }
      return true;
    }
    const pieces = this.pieces(from.dataset.mention);
    const [first, last] = [pieces[0], pieces.at(-1)];
    const ends = [first, 0, last, last.childNodes.length];
    if (ways[key] === "backward") ends.push(...ends.splice(0, 2));
    selection.setBaseAndExtent(...ends);
    return true;
  }

  /** The mark that the Tab key leads to, or undefined. */
  get stop() {
    return this.#element.querySelector(`${MENTION}[tabindex="0"]`) ?? undefined;
  }

  /** The mark before or behind another, or behind the one that has the focus; where none has
   *  it, the first or the last that the window shows. */
  neighbour(from, way) {
    const all = this.#all;
    const { activeElement } = this.#element.getRootNode();
    const index = all.indexOf(from ?? Marks.at(activeElement ?? this.#element));
    if (index >= 0) return all[index + way];
    const top = (piece) => piece.getBoundingClientRect().top;
    return way > 0
      ? all.find((piece) => top(piece) >= 0)
      : all.findLast((piece) => top(piece) <= this.#window.innerHeight);
  }

  /** Gives a mark the focus, at ease in the window. */
  focus(piece) {
    piece.focus({ preventScroll: true });
    this.reveal(piece.dataset.mention, false);
  }

  /** The window that shows the element: it may be another than the script's. */
  get #window() {
    return this.#element.ownerDocument.defaultView;
  }

  get #all() {
    return [...this.#element.querySelectorAll(`${MENTION}[role=button]`)];
  }

  /** Moves the focus from a mark as a key says; says whether the key was one of these. */
  step(from, key) {
    const all = this.#all;
    const index = all.indexOf(from);
    const targets = {
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: all.length - 1,
    };
    if (!(key in targets)) return false;
    all[targets[key]]?.focus();
    return true;
  }
}
