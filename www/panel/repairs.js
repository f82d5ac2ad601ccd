/** The repairs: raw beside clean, the proof, and a switch for each. */

import { element } from "../nodes.js";
import { articleLanguage } from "../strings.js";
import { words as panelWords } from "../strings/panel.js";
import { jumpTo, placeOf } from "./jump.js";

/** How much text is shown on either side of an edit, in UTF-16 units. */
const CONTEXT = 6;
const KINDS = ["straddle", "damaged", "boilerplate", "reading"];
/** Longer lists start closed. */
const LONG = 12;

export class Repairs {
  #element;
  #actions;
  #open = new Map();
  /** Whether places without a mark of their own can be found in the article. */
  #reaches;

  /**
   * @param {HTMLElement} container
   * @param {object} actions
   * @param {(edits: number[], active: boolean) => void} [actions.toggleEdits] without it the repairs are
   *   shown and cannot be switched
   * @param {HTMLElement} actions.host the article's element
   * @param {(start: number, end: number) => Range | undefined} actions.range
   */
  constructor(container, actions) {
    this.#element = element("div", { class: "edits" });
    container.append(this.#element);
    this.#actions = actions;
  }

  /**
   * Lists the edits of an article; what was open stays open, and the switch just used keeps
   * the focus.
   * @param {object} article
   * @param {object} words
   * @param {(type: string) => boolean} shown
   * @param {string} raw the raw text
   * @param {string} language
   */
  render(article, words, shown, raw, language) {
    words = { ...words, ...panelWords(language) };
    const focused = this.#element.getRootNode().activeElement?.dataset?.edits;
    const edits = article.edits.map((edit, index) => ({ ...edit, index }));
    this.#reaches = Boolean(edits.length && this.#actions.range(0, edits[0].end));
    const kinds = [...KINDS, ...edits.map(({ kind }) => kind)];
    const groups = [...new Set(kinds)]
      .map((kind) => [kind, edits.filter((edit) => edit.kind === kind)])
      .filter(([, members]) => members.length);
    this.#element.replaceChildren(
      ...(groups.length
        ? groups.map(([kind, members]) => this.#group(kind, members, article, raw, words))
        : [element("p", { class: "empty" }, words.noRepairs)]),
    );
    if (focused) this.#element.querySelector(`[data-edits="${focused}"]`)?.focus();
  }

  #group(kind, edits, article, raw, words) {
    const open = this.#open.get(kind) ?? edits.length <= LONG;
    const list = element("ol", { lang: articleLanguage(article) });
    const fill = () => {
      if (list.childElementCount) return;
      list.append(...edits.map((edit) => this.#row(edit, article.text, raw, words)));
    };
    if (open) fill();
    return element(
      "details",
      {
        open,
        "data-kind": kind,
        ontoggle: (event) => {
          this.#open.set(kind, event.target.open);
          // A list of hundreds is made when somebody looks at it.
          if (event.target.open) fill();
        },
      },
      element(
        "summary",
        {},
        element("span", { class: "kind" }, words.edits[kind] ?? kind),
        element("span", { class: "number" }, String(edits.length)),
      ),
      element(
        "div",
        { class: "group" },
        element("p", { class: "help" }, words.editHelp[kind] ?? ""),
        kind === "damaged" || edits.length < 2
          ? null
          : this.#switch(
              edits.map(({ index }) => index),
              edits.every(({ active }) => active),
              `${words.apply}${words.separator}${words.edits[kind] ?? kind}`,
              words.apply,
            ),
      ),
      list,
    );
  }

  #row(edit, text, raw, words) {
    // The neighbours as they read now: theirs are other repairs.
    const before = flat(text.slice(Math.max(0, edit.start - CONTEXT), edit.start));
    const after = flat(text.slice(edit.end, edit.end + CONTEXT));
    const was = raw.slice(edit.rawStart, edit.rawEnd);
    const is = edit.kind === "boilerplate" ? "" : text.slice(edit.start, edit.end);
    return element(
      "li",
      { "data-edit": edit.index, "data-active": String(edit.active) },
      element(
        "div",
        { class: "does" },
        this.#jump(edit, `${words.jump}${words.separator}${flat(before + was + after)}`, words.jump),
        edit.kind === "damaged"
          ? null
          : this.#switch([edit.index], edit.active, `${words.apply}${words.separator}${was}`),
      ),
      element(
        "p",
        { class: "raw" },
        spoken(words.raw + words.separator),
        before,
        element("del", {}, flat(was)),
        after,
      ),
      edit.active && edit.kind !== "damaged"
        ? element(
            "p",
            { class: "clean" },
            spoken(words.clean + words.separator),
            before,
            element("ins", {}, flat(is)),
            after,
          )
        : null,
      edit.evidence ? element("p", { class: "proof" }, edit.evidence) : null,
    );
  }

  /** The way to the place in the article, where there is one. */
  #jump(edit, label, title) {
    const { host, range } = this.#actions;
    const place = () => placeOf(host, edit, edit.index, range);
    if (!this.#reaches && !place()) return null;
    return element(
      "button",
      {
        type: "button",
        class: "jump",
        title,
        "aria-label": label,
        onclick: () => {
          const there = place();
          if (there) jumpTo(there);
        },
      },
      "¶",
    );
  }

  #switch(indices, active, label, shown = "") {
    if (!this.#actions.toggleEdits) return null;
    return element(
      "label",
      { class: "apply" },
      element("input", {
        type: "checkbox",
        "aria-label": label,
        "data-edits": indices.length > 1 ? `kind-${indices[0]}` : String(indices[0]),
        checked: active,
        onchange: (event) => this.#actions.toggleEdits(indices, event.target.checked),
      }),
      shown,
    );
  }
}

/** Words for those who hear the page; the place on it says the same to the eye. */
function spoken(text) {
  return element("span", { class: "spoken" }, text);
}

/** One line of it, without halves of characters at its ends. */
function flat(text) {
  return text
    .replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, "")
    .replace(/\s*[\r\n]+\s*/g, " ");
}
