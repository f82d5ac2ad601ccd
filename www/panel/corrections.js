/** What the reader put right: the list of it, undo and redo, files, and the reader's own words. */

import { formerKinds } from "../corrections/edits.js";
import { inWords } from "../corrections/describe.js";
import { fileOf } from "../corrections/file.js";
import { Lexicon } from "../corrections/lexicon.js";
import { chooseText, save } from "../corrections/files.js";
import { mentionAt } from "../corrections/place.js";
import { element } from "../nodes.js";
import { articleLanguage } from "../strings.js";
import { words as own } from "../strings/corrections.js";

/** Longest text, in UTF-16 units, that is read once more for what it would be uncorrected. */
const READ_AGAIN = 200_000;

export class Corrections {
  #element = element("div", { class: "corrections-list" });
  #note = element("p", { class: "kept", hidden: true });
  #desk;
  #editor = null;
  #lexicon;
  #words = null;
  /** The article without corrections, and the text and words that it was made from. */
  #untouched = { of: "", article: null };
  /** The row that the focus goes to when the list is another. */
  #next = null;

  /**
   * @param {HTMLElement} container
   * @param {{desk: import("../corrections/correcting.js").Correcting}} actions
   */
  constructor(container, { desk }) {
    this.#desk = desk;
    const lexicon = element("div", { class: "lexicon" });
    container.append(this.#note, this.#element, lexicon);
    this.#lexicon = new Lexicon(lexicon, desk);
  }

  /**
   * Lists the corrections of an article.
   * @param {object} article
   */
  async render(article) {
    const desk = this.#desk;
    this.#editor ??= await desk.editor();
    const words = (this.#words = own(desk.host.language));
    this.#note.hidden = !desk.refused;
    this.#note.textContent = words.notKept;
    this.#list(article, null);
    this.#lexicon.render(words, desk.host.language);
    const { corrections } = desk.value;
    if (!corrections.some(({ action }) => action === "retype")) return;
    const untouched = await this.#withoutCorrections(article);
    const current = desk.host.article === article && desk.value.corrections === corrections;
    if (untouched && current) this.#name(formerKinds(corrections, untouched));
  }

  #list(article, former) {
    const words = this.#words;
    const { value, canUndo, canRedo } = this.#desk;
    const { corrections } = value;
    const unplaced = new Map(article.unplaced.map(({ index, reason }) => [index, reason]));
    const active = this.#element.getRootNode().activeElement;
    const focused = this.#element.contains(active) ? active.dataset.action : null;
    const act = (action, label, onclick, more) =>
      element("button", { type: "button", part: "button", class: "act", "data-action": action, onclick, ...more }, label);
    this.#element.replaceChildren(
      element(
        "p",
        { class: "row" },
        act("undo", words.undo, () => this.#editor?.step(true), { disabled: !canUndo }),
        act("redo", words.redo, () => this.#editor?.step(false), { disabled: !canRedo }),
        element("span", { class: "spring" }),
        act("export", words.exports, () => this.#export(), {
          disabled: !corrections.length,
          "aria-label": words.exportList,
        }),
        act("import", words.imports, () => this.#import(), { "aria-label": words.importList }),
      ),
      corrections.length
        ? element(
            "ol",
            { class: "entries", "aria-label": words.list },
            ...corrections.map((correction, index) =>
              this.#row(correction, index, unplaced.get(index), article),
            ),
          )
        : element("p", { class: "empty" }, words.empty),
    );
    if (former) this.#name(former);
    this.#refocus(focused);
  }

  #row(correction, index, reason, article) {
    const words = this.#words;
    const said = inWords(correction, this.#desk.host.language);
    return element(
      "li",
      { "data-unplaced": reason ?? null },
      element(
        "button",
        {
          type: "button",
          part: "entry",
          class: "to",
          "data-action": `jump-${index}`,
          onclick: () => this.#jump(correction, article),
        },
        element("span", { class: "entry", lang: articleLanguage(article) }, said),
        reason && element("span", { class: "reason" }, words.unplaced(words.reasons[reason] ?? reason)),
      ),
      element(
        "button",
        {
          type: "button",
          part: "button",
          class: "drop",
          "data-action": `drop-${index}`,
          "aria-label": words.takeBack(said),
          onclick: () => {
            this.#next = index;
            this.#editor?.takeBack(index);
          },
        },
        "×",
      ),
    );
  }

  /** Says of retyped mentions what they were. */
  #name(former) {
    const { corrections } = this.#desk.value;
    for (const [index, kind] of former.entries()) {
      if (!kind) continue;
      const said = inWords(corrections[index], this.#desk.host.language, kind);
      this.#element.querySelector(`[data-action=jump-${index}] .entry`).textContent = said;
    }
  }

  #refocus(focused) {
    const find = (action) => this.#element.querySelector(`[data-action=${action}]:not(:disabled)`);
    const next = this.#next;
    this.#next = null;
    const last = this.#desk.value.corrections.length - 1;
    const target =
      next === null
        ? focused && (find(focused) ?? find("undo") ?? find("redo") ?? find("import"))
        : (find(`drop-${Math.min(next, last)}`) ?? find("undo"));
    target?.focus({ preventScroll: true });
  }

  /** To what a correction made; to its text, where nothing is marked now. */
  #jump({ action, target, to }, article) {
    const { start, end } = place(to ?? target, article.text) ?? {};
    const mention = start === undefined ? undefined : mentionAt(article, start, end);
    if (mention && action !== "delete") return this.#desk.host.element.goTo(mention.id);
    const range = start === undefined ? null : this.#desk.host.range(start, end);
    if (!range) return this.#editor?.say(this.#words.reasons["quote-missing"]);
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
    const selection = this.#element.ownerDocument.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return undefined;
  }

  async #export() {
    const { corrections } = this.#desk.value;
    save("wenmai-corrections.json", "application/json", `${JSON.stringify(fileOf(corrections), null, 2)}\n`);
  }

  async #import() {
    const text = await chooseText(this.#element, ".json,application/json", this.#desk.host.report);
    if (text === null) return;
    try {
      const imported = await this.#desk.host.element.import(text);
      this.#editor?.say(this.#words.imported(imported.length));
    } catch {
      // It has been told, on the page and to the host.
    }
  }

  async #withoutCorrections(article) {
    const { raw, options } = this.#desk.host;
    if (raw.length > READ_AGAIN) return null;
    const asked = { ...options, corrections: [] };
    const of = article.source.sha256 + JSON.stringify(asked);
    if (this.#untouched.of === of) return this.#untouched.article;
    try {
      const engine = await this.#desk.host.engine();
      this.#untouched = { of, article: await engine.analyse(raw, asked) };
    } catch {
      // Then it is not said what they were.
      return null;
    }
    return this.#untouched.article;
  }
}

/** Where a target stands: at its position, else at the nearest of the same text. */
function place({ start, end, exact }, text) {
  if (text.slice(start, end) === exact) return { start, end };
  const before = text.lastIndexOf(exact, start);
  const behind = text.indexOf(exact, start);
  const found = [before, behind].filter((at) => at >= 0);
  if (!found.length) return null;
  const [nearest] = found.sort((one, other) => Math.abs(one - start) - Math.abs(other - start));
  return { start: nearest, end: nearest + exact.length };
}
