/** The repairs: raw beside clean, the proof, and a switch for each. */

import { element } from "../nodes.js";
import { articleLanguage } from "../strings.js";

/** How much text is shown on either side of an edit, in UTF-16 units. */
const CONTEXT = 6;
const KINDS = ["straddle", "damaged", "boilerplate", "reading"];
/** Longer lists start closed. */
const LONG = 12;

export class Repairs {
  #element;
  #toggle;
  #open = new Map();

  /**
   * @param {HTMLElement} container
   * @param {{toggleEdits?: (edits: number[], active: boolean) => void}} actions without it
   *   the repairs are shown and cannot be switched
   */
  constructor(container, { toggleEdits }) {
    this.#element = element("div", { class: "edits" });
    container.append(this.#element);
    this.#toggle = toggleEdits;
  }

  /**
   * Lists the edits of an article; what was open stays open, and the switch just used keeps
   * the focus.
   * @param {object} article
   * @param {object} words
   * @param {(type: string) => boolean} shown
   * @param {string} raw the raw text
   */
  render(article, words, shown, raw) {
    const focused = this.#element.getRootNode().activeElement?.dataset?.edits;
    const edits = article.edits.map((edit, index) => ({ ...edit, index }));
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
      edit.kind === "damaged"
        ? null
        : this.#switch([edit.index], edit.active, `${words.apply}${words.separator}${was}`),
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

  #switch(indices, active, label, shown = "") {
    if (!this.#toggle) return null;
    return element(
      "label",
      { class: "apply" },
      element("input", {
        type: "checkbox",
        "aria-label": label,
        "data-edits": indices.length > 1 ? `kind-${indices[0]}` : String(indices[0]),
        checked: active,
        onchange: (event) => this.#toggle(indices, event.target.checked),
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
