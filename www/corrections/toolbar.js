/** The small bar at a selection: what the selected text is to be marked as. */

import { element } from "../nodes.js";
import { TYPES, words as general } from "../strings.js";
import { isRepeated, markable } from "./edits.js";

/** Room between selection and bar, and between bar and the edge of the window, in pixels. */
const GAP = 10;
/** Up to this width of the window the bar stands at its foot. */
const FOOT = "(max-width: 40rem)";
/** Fingers have the browser's own menu above a selection. */
const COARSE = "(pointer: coarse)";

export class Toolbar {
  #editor;
  #element;
  #selection = null;
  #stretch = null;
  #dismissed = "";
  #back = null;
  #frame = 0;
  #listening = null;

  /** @param {import("./editor.js").Editor} editor */
  constructor(editor) {
    this.#editor = editor;
    this.#element = element("div", {
      class: "marking",
      part: "toolbar",
      role: "toolbar",
      hidden: true,
      // A press keeps the selection that it is about, and the focus where it was.
      onmousedown: (event) => event.preventDefault(),
      onkeydown: (event) => this.#keyed(event),
    });
    if ("popover" in this.#element) this.#element.popover = "manual";
    editor.host.element.shadowRoot.append(this.#element);
  }

  /**
   * Shows the bar for a selection, where it can be marked.
   * @param {{start: number, end: number, range: Range}} selection in the clean text
   */
  show(selection) {
    const { text } = this.#editor.article;
    const stretch = markable(text, selection.start, selection.end);
    if (!stretch) return this.hide();
    this.#selection = selection;
    const name = `${stretch.start} ${stretch.end}`;
    const shown = this.#stretch && name === `${this.#stretch.start} ${this.#stretch.end}`;
    if (shown || name === this.#dismissed) return this.#place();
    this.#dismissed = "";
    this.#stretch = stretch;
    const exact = text.slice(stretch.start, stretch.end);
    const { words } = this.#editor;
    this.#editor.host.closeCard();
    this.#element.lang = this.#editor.language;
    this.#element.setAttribute("aria-label", words.markAs);
    this.#element.replaceChildren(...this.#content(exact, words));
    this.#settle(this.#controls[0]);
    if (this.#element.hidden) {
      this.#back = this.#editor.host.element.getRootNode().activeElement;
      this.#element.hidden = false;
      this.#element.showPopover?.();
      this.#listen();
    }
    this.#place();
    this.#editor.say(words.selected(exact));
  }

  /** Hides the bar, unless it is in use. */
  deselected() {
    this.#dismissed = "";
    if (!this.#hasFocus) this.hide();
  }

  /** Hides the bar. */
  hide() {
    if (this.#element.hidden) return;
    this.#listening.abort();
    cancelAnimationFrame(this.#frame);
    this.#element.hidePopover?.();
    this.#element.hidden = true;
    this.#stretch = this.#selection = null;
  }

  get #controls() {
    return [...this.#element.querySelectorAll("button:not(:disabled), input")];
  }

  get #hasFocus() {
    return this.#element.contains(this.#editor.host.element.shadowRoot.activeElement);
  }

  #content(exact, words) {
    const { types } = general(this.#editor.language);
    const stretch = this.#stretch;
    const type = (name) =>
      element(
        "button",
        {
          type: "button",
          part: "button",
          class: "wenmai-key",
          "data-type": name,
          onclick: () => this.#act(() => this.#editor.mark(stretch, { type: name }, this.#everywhere)),
        },
        element("span", { class: "sample" }, types[name]),
      );
    const known = this.#editor.lexicon.some(({ word }) => word === exact);
    const repeated = isRepeated(this.#editor.article.text, exact);
    return [
      element("span", { class: "label", "aria-hidden": "true" }, words.markAs),
      element("div", { class: "types" }, ...TYPES.map(type)),
      element(
        "div",
        { class: "more" },
        repeated &&
          element(
            "label",
            { class: "apply" },
            element("input", {
              type: "checkbox",
              checked: this.#editor.everywhere,
              onchange: ({ target }) => (this.#editor.everywhere = target.checked),
            }),
            words.everywhere,
          ),
        element(
          "button",
          {
            type: "button",
            part: "button",
            class: "word",
            disabled: known,
            onclick: () => this.#act(() => this.#editor.addStretch(stretch)),
          },
          known ? words.hasWord : words.addWord,
        ),
      ),
    ];
  }

  get #everywhere() {
    return this.#element.querySelector("input")?.checked ?? false;
  }

  #act(work) {
    // Read before the bar, and what is selected, are gone.
    const done = work();
    this.hide();
    this.#editor.host.element.ownerDocument.getSelection()?.removeAllRanges();
    return done;
  }

  #keyed(event) {
    const controls = this.#controls;
    const index = controls.indexOf(event.target);
    const targets = {
      ArrowRight: index + 1,
      ArrowDown: index + 1,
      ArrowLeft: index - 1,
      ArrowUp: index - 1,
      Home: 0,
      End: -1,
    };
    if (!(event.key in targets)) return;
    event.preventDefault();
    const next = controls.at(targets[event.key] % controls.length);
    this.#settle(next);
    next.focus();
  }

  /** One tab stop. */
  #settle(stop) {
    for (const control of this.#controls) control.tabIndex = control === stop ? 0 : -1;
  }

  #listen() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const page = this.#editor.host.element.ownerDocument;
    const follow = () => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.#stretch && this.#place());
    };
    addEventListener("scroll", follow, { capture: true, passive: true, signal });
    addEventListener("resize", follow, { signal });
    const keyed = (event) => {
      if (event.defaultPrevented) return;
      if (event.key === "Escape") {
        event.preventDefault();
        this.#dismissed = `${this.#stretch.start} ${this.#stretch.end}`;
        const back = this.#hasFocus && this.#back;
        this.hide();
        if (back) back.focus({ preventScroll: true });
      } else if (event.key === "Tab" && !event.shiftKey && !this.#hasFocus) {
        // The bar stands at the end of the document, the selection anywhere.
        event.preventDefault();
        this.#controls.find(({ tabIndex }) => tabIndex === 0)?.focus();
      }
    };
    page.addEventListener("keydown", keyed, { signal });
  }

  /** Beside the selection, never over it. */
  #place() {
    if (!this.#stretch) return;
    const { style } = this.#element;
    for (const name of ["left", "top", "visibility"]) style.removeProperty(name);
    if (matchMedia(FOOT).matches) return;
    const box = this.#selection.range.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#element;
    const above = box.top - GAP - height;
    const below = box.bottom + GAP;
    const fitsBelow = below + height + GAP <= innerHeight;
    const isBelow = above < GAP || (matchMedia(COARSE).matches && fitsBelow);
    const left = box.left + box.width / 2 - width / 2;
    style.setProperty("top", `${isBelow ? below : above}px`);
    style.setProperty("left", `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`);
    if (box.bottom < 0 || box.top > innerHeight) style.setProperty("visibility", "hidden");
  }
}
