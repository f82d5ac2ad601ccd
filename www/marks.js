/** The marks in an article as a reader meets them: found, walked through, shown, filled. */

import { Later } from "./later.js";
import { manner, travel } from "./scrolling.js";

const MENTION = ".wenmai-mention";
const FIRST = `${MENTION}[role=button]`;
const STRETCH = ".wenmai-stretch";
const FLASH = 1200;
/** A word nearer than this to an edge of the window, in pixels, is not in plain sight. */
const EDGE = 56;

export class Marks {
  #element;
  #range;
  /** The pieces that are filled. */
  #filled = new Set();
  #later = new Later();
  /** The mark that was last made the keyboard's stop. */
  #stop = null;

  /**
   * @param {Element} element the element that is painted
   * @param {(mention: string) => Range | undefined} [range] where a mention stands, where that can
   *   be told: to look for it in a long article takes milliseconds
   */
  constructor(element, range = () => undefined) {
    this.#element = element;
    this.#range = range;
  }

  /** The mark that a node is, or lies in. */
  static at(node) {
    return node.closest?.(MENTION) ?? null;
  }

  /** The pieces of a mention, in order. */
  pieces(id) {
    const { startContainer, endContainer } = this.#range(id) ?? {};
    const first = startContainer?.parentElement.closest(MENTION);
    const last = endContainer?.parentElement.closest(MENTION);
    if (first && first === last && first.dataset.mention === id) return [first];
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
    this.#later.end();
    // Only what changes is written: a long article has thousands of marks.
    for (const piece of this.#filled) {
      piece.removeAttribute("data-current");
      piece.removeAttribute("data-related");
    }
    this.#filled.clear();
    if (!mention) return;
    for (const piece of this.pieces(mention.id)) this.#fill(piece, "data-current");
    this.#later.begin(this.#relatives(mention));
  }

  /** Fills the other mentions of an entity, one a step. */
  *#relatives({ id, entity }) {
    const own = `${MENTION}[data-entity="${CSS.escape(entity)}"]`;
    for (const piece of this.#element.querySelectorAll(own)) {
      if (piece.dataset.mention !== id) yield () => this.#fill(piece, "data-related");
    }
  }

  #fill(piece, how) {
    piece.setAttribute(how, "");
    this.#filled.add(piece);
  }

  /** One tab stop an article: the mention that was last in use. */
  stopAt(piece) {
    if (!piece || piece.tabIndex === 0 || piece.getAttribute("role") !== "button") return;
    const known = this.#stop?.isConnected && this.#stop.tabIndex === 0 ? [this.#stop] : null;
    const stops = known ?? this.#element.querySelectorAll(`${MENTION}[tabindex="0"]`);
    for (const other of stops) other.tabIndex = -1;
    piece.tabIndex = 0;
    this.#stop = piece;
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
    const { activeElement } = this.#element.getRootNode();
    const start = from ?? Marks.at(activeElement ?? this.#element);
    if (start?.matches(FIRST) && this.#element.contains(start)) return this.#beside(start, way);
    // Where a mark of a long text stands costs the layout of all around it: what lies before the
    // window, or behind it, is passed over whole.
    const box = (node) => node.getBoundingClientRect();
    const { innerHeight } = this.#window;
    const stretches = [...this.#element.querySelectorAll(STRETCH)];
    if (!stretches.length) stretches.push(this.#element);
    if (way < 0) stretches.reverse();
    for (const stretch of stretches) {
      if (way > 0 ? box(stretch).bottom < 0 : box(stretch).top > innerHeight) continue;
      const all = [...stretch.querySelectorAll(FIRST)];
      const found =
        way > 0
          ? all.find((piece) => box(piece).top >= 0)
          : all.findLast((piece) => box(piece).top <= innerHeight);
      if (found) return found;
    }
    return undefined;
  }

  /** The mark before or behind another, in the order of the text. */
  #beside(piece, way) {
    const walker = this.#walker;
    walker.currentNode = piece;
    return (way > 0 ? walker.nextNode() : walker.previousNode()) ?? undefined;
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

  /** Goes from mark to mark: a list of all would take milliseconds. */
  get #walker() {
    return this.#element.ownerDocument.createTreeWalker(
      this.#element,
      NodeFilter.SHOW_ELEMENT,
      (node) => (node.matches(FIRST) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP),
    );
  }

  /** Moves the focus from a mark as a key says; says whether the key was one of these. */
  step(from, key) {
    const targets = {
      ArrowRight: () => this.#beside(from, 1),
      ArrowDown: () => this.#beside(from, 1),
      ArrowLeft: () => this.#beside(from, -1),
      ArrowUp: () => this.#beside(from, -1),
      Home: () => this.#walker.firstChild(),
      End: () => this.#walker.lastChild(),
    };
    if (!(key in targets)) return false;
    targets[key]()?.focus();
    return true;
  }
}
