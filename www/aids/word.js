/** The card of a word that is no mention: how it is read, how common it is, what it means. */

import { WenmaiError } from "../failures.js";
import { element } from "../nodes.js";
import { placeBeside } from "../placing.js";
import { articleLanguage } from "../strings.js";
import { words } from "../strings/aids.js";
import { mayHave, partOf } from "./parts.js";

export class WordCard {
  #view;
  #card;
  #range = null;
  #words = { article: null, list: [] };
  #closing = null;

  /**
   * @param {object} view the element: `element`, `article`, `raw`, `language`, `engine()`,
   *   `range(start, end)`, `position(node, offset)`, `report(error)`
   * @param {ShadowRoot} root where the card is put
   */
  constructor(view, root) {
    this.#view = view;
    this.#card = element("div", {
      part: "word",
      class: "card word",
      role: "dialog",
      tabindex: "-1",
      hidden: true,
    });
    if ("popover" in this.#card) this.#card.popover = "manual";
    root.append(this.#card);
  }

  /**
   * Shows the word at a point of the window; none where there is no word.
   * @param {number} x
   * @param {number} y
   */
  async at(x, y) {
    const place = placeAt(x, y);
    const position = place && this.#view.position(place.node, place.offset);
    if (position !== undefined && position !== null) await this.#show(position, { x, y });
  }

  /** Closes the card. */
  hide() {
    if (this.#card.hidden) return;
    this.#closing?.abort();
    this.#card.hidePopover?.();
    this.#card.hidden = true;
  }

  async #show(position, point) {
    const { article, language } = this.#view;
    try {
      const engine = await this.#view.engine();
      await partOf(engine, "readings");
      const found = await this.#wordAt(position, point, engine);
      this.hide();
      if (!found || article !== this.#view.article) return;
      const text = article.text.slice(found.start, found.end);
      const info = await engine.word(text, this.#style);
      this.#range = this.#view.range(found.start, found.end);
      this.#card.setAttribute("aria-label", words(language).card(text));
      this.#card.replaceChildren(...this.#content(found, text, info));
      this.#card.hidden = false;
      this.#card.showPopover?.();
      this.#place();
      this.#listen();
      this.#card.focus({ preventScroll: true });
    } catch (error) {
      this.#view.report(WenmaiError.from(error));
    }
  }

  get #style() {
    return this.#view.element.getAttribute("reading") === "zhuyin" ? "zhuyin" : "pinyin";
  }

  async #wordAt(position, point, engine) {
    const { article, raw } = this.#view;
    if (this.#words.article !== article || this.#words.style !== this.#style) {
      const list = await engine.readings(article, raw, this.#style);
      this.#words = { article, style: this.#style, list };
    }
    // A caret stands between two characters: the point decides which is meant.
    const holds = (at) => this.#words.list.find(({ start, end }) => start <= at && at < end);
    const candidates = [holds(position), holds(position - 1)].filter(Boolean);
    return candidates.find(({ start, end }) =>
      [...(this.#view.range(start, end)?.getClientRects() ?? [])].some(
        ({ left, right, top, bottom }) =>
          left <= point.x && point.x <= right && top <= point.y && point.y <= bottom,
      ),
    );
  }

  #content({ readings }, text, info) {
    const { language, article } = this.#view;
    const said = words(language);
    const lang = articleLanguage(article);
    const joint = this.#style === "zhuyin" ? "\u3000" : " ";
    const fact = (name, label, ...children) =>
      element(
        "div",
        { class: name },
        element("dt", { class: "label" }, label),
        element("dd", {}, ...children),
      );
    const definitions = info.definitions ?? [];
    return [
      element(
        "header",
        {},
        element("p", { class: "name", lang }, text),
        element(
          "button",
          { type: "button", part: "button", class: "close", "aria-label": said.close, onclick: () => this.#back() },
          "×",
        ),
      ),
      element("p", { class: "reading" }, readings.filter(Boolean).join(joint)),
      element(
        "dl",
        { class: "facts" },
        info.pos && said.parts[info.pos] ? fact("pos", said.pos, said.parts[info.pos]) : null,
        fact("band", said.frequency, said.bands[info.band] ?? said.bands[5]),
      ),
      definitions.length
        ? element("ol", { class: "senses" }, ...definitions.map((one) => this.#definition(one)))
        : this.#offer(text, said),
    ].filter(Boolean);
  }

  #definition({ reading, senses }) {
    return element(
      "li",
      {},
      element("span", { class: "small" }, reading),
      element("span", { lang: "en" }, senses.join("; ")),
    );
  }

  /** The definitions are some megabytes of others' work: the reader decides, and sees whose. */
  #offer(text, said) {
    if (!mayHave("definitions")) return element("p", { class: "small uncarried" }, said.notCarried);
    const engine = this.#view.engine();
    const look = async () => {
      const loaded = await engine;
      await partOf(loaded, "definitions");
      const { definitions } = await loaded.word(text, this.#style);
      return element(
        "div",
        {},
        definitions.length
          ? element("ol", { class: "senses" }, ...definitions.map((one) => this.#definition(one)))
          : element("p", { class: "small" }, said.noDefinition),
        element("p", { class: "small" }, said.credit),
      );
    };
    const button = element(
      "button",
      {
        type: "button",
        part: "button",
        class: "define",
        onclick: async () => {
          button.disabled = true;
          try {
            button.replaceWith(await look());
            this.#place();
          } catch (error) {
            button.disabled = false;
            this.#view.report(WenmaiError.from(error));
          }
        },
      },
      said.define,
    );
    return button;
  }

  #place() {
    placeBeside(this.#card, [...(this.#range?.getClientRects() ?? [])]);
  }

  #back() {
    this.hide();
    this.#view.element.querySelector('.wenmai-mention[tabindex="0"]')?.focus({ preventScroll: true });
  }

  #listen() {
    this.#closing = new AbortController();
    const { signal } = this.#closing;
    addEventListener("scroll", () => this.#place(), { capture: true, passive: true, signal });
    document.addEventListener(
      "keydown",
      (event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        this.#back();
      },
      { signal },
    );
    document.addEventListener(
      "pointerdown",
      (event) => !event.composedPath().includes(this.#card) && this.hide(),
      { signal },
    );
  }
}

/** The place in the document under a point of the window, in either of the two dialects. */
function placeAt(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && { node: found.offsetNode, offset: found.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}
