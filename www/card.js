/**
 * The card of a mention: what it is, why it was marked, and everywhere else it stands.
 */

import { Facts } from "./facts.js";
import { Later } from "./later.js";
import { lookup } from "./lookup.js";
import { Marks } from "./marks.js";
import { element } from "./nodes.js";
import { fitWidth, isSheet, placeBeside } from "./placing.js";
import { sentence } from "./sentences.js";
import { reason } from "./rules.js";
import { articleLanguage } from "./strings.js";

/** Sentences at either side of the current one, and at the list's head, that are made at once:
 *  those that can be in sight. The style puts off the layout of the others. */
const NEAR = 24;

export class Card {
  #element;
  #actions;
  #anchor = () => [];
  #frame = 0;
  #listening = null;
  /** What a common name's card has out of sight. */
  #later = new Later();

  /**
   * @param {HTMLElement} container the part that holds the card
   * @param {{go: (mention: string) => void, close: (back: boolean) => void,
   *   elsewhere: (entity: object) => {title: string, count?: number, go?: () => void, href?: string}[],
   *   correct: (mention: object, entity: object) => HTMLElement | null}} actions
   */
  constructor(container, actions) {
    this.#element = container;
    this.#actions = actions;
    // In the top layer no ancestor of the host page can clip it.
    if ("popover" in container) container.popover = "manual";
  }

  /** Whether the card is open. */
  get open() {
    return !this.#element.hidden;
  }

  /**
   * Shows the card of a mention.
   * @param {object} article
   * @param {object} mention
   * @param {object} words
   * @param {() => Element[]} anchor finds the pieces of the mention in the article
   * @param {boolean} [again] whether it was shown before, and takes no focus from elsewhere
   */
  show(article, mention, words, language, anchor, again = false) {
    const entity = lookup(article).entities.get(mention.entity);
    const stays = this.open;
    const active = this.#element.getRootNode().activeElement;
    const inside = this.#element.contains(active);
    this.#anchor = anchor;
    this.#element.setAttribute("aria-label", words.card(entity.name));
    const left = [];
    this.#element.replaceChildren(...this.#content(article, mention, entity, words, language, left));
    this.#element.dataset.type = mention.type;
    this.#element.hidden = false;
    this.#later.begin(left);
    if (!stays) {
      fitWidth(this.#element);
      this.#element.showPopover?.();
      this.#listen();
    }
    this.#place();
    // The list alone is scrolled: the card itself opens at its head.
    const list = this.#element.querySelector(".sentences");
    if (list) bring(list);
    if (again && !inside) return;
    const action = inside && active.dataset.action;
    const target = action && this.#element.querySelector(`[data-action=${action}]`);
    (target && !target.disabled ? target : this.#element).focus({ preventScroll: true });
  }

  /** Closes the card. */
  hide() {
    if (!this.open) return;
    this.#listening?.abort();
    this.#later.end();
    cancelAnimationFrame(this.#frame);
    this.#element.hidePopover?.();
    this.#element.hidden = true;
    this.#element.replaceChildren();
  }

  /** Whether the card is a sheet at the foot of the window. */
  get sheet() {
    return isSheet(this.#element.ownerDocument.defaultView);
  }

  /** @param {(() => void)[]} left takes what can be made later */
  #content(article, mention, entity, words, language, left) {
    const index = lookup(article);
    const mentions = entity.mentions.map((id) => index.mentions.get(id));
    const place = mentions.indexOf(mention);
    const subtype = mention.subtype && words.subtypes[mention.subtype];
    const lang = articleLanguage(article);
    // That a mention goes by itself goes without saying.
    const { rule, evidence } = mention.why;
    const why = { rule, evidence: evidence === mention.text ? "" : evidence };
    const facts = new Facts(article, words, language, this.#actions.go);
    const step = (name, label, target) =>
      element(
        "button",
        {
          type: "button",
          part: "button",
          class: `step ${name}`,
          "data-action": name,
          disabled: !target,
          onclick: () => this.#actions.go(target.id),
        },
        label,
      );
    const sentences = mentions.map(() => element("li", {}));
    const makeSentence = (at) =>
      sentences[at].append(this.#sentence(article.text, mentions[at], at === place));
    sentences.forEach((_, at) => {
      if (at < NEAR || Math.abs(at - place) <= NEAR) makeSentence(at);
    });
    const card = [
      element(
        "header",
        {},
        element(
          "p",
          { class: "type" },
          element("span", { class: "swatch", "aria-hidden": "true" }, "　"),
          words.types[mention.type] ?? mention.type,
          subtype ? element("span", { class: "subtype" }, subtype) : null,
        ),
        element(
          "button",
          {
            type: "button",
            part: "button",
            class: "close",
            "aria-label": words.close,
            onclick: () => this.#actions.close(true),
          },
          "×",
        ),
      ),
      element("p", { class: "name", lang }, entity.name),
      element(
        "dl",
        { class: "facts" },
        ...facts.of(mention, entity),
        facts.elsewhere(this.#actions.elsewhere(entity)),
        facts.line("why", words.why, [
          reason(why, language),
          element("p", { class: "small" }, words.confidence(Math.round(mention.score * 100))),
        ]),
        facts.links(entity),
      ),
      this.#actions.correct(mention, entity),
      element("p", { class: "count" }, words.occurrences(mentions.length)),
      element("ol", { class: "sentences", lang }, ...sentences),
      mentions.length > 1
        ? element(
            "footer",
            {},
            step("previous", words.previous, mentions[place - 1]),
            element(
              "span",
              { class: "position" },
              words.position(place + 1, mentions.length),
            ),
            step("next", words.next, mentions[place + 1]),
          )
        : null,
    ].filter(Boolean);
    left.push(...facts.left);
    sentences.forEach((one, at) => one.firstChild || left.push(() => makeSentence(at)));
    return card;
  }

  #sentence(text, mention, current) {
    const { before, inside, after } = sentence(text, mention.start, mention.end);
    return element(
      "button",
      {
        type: "button",
        "aria-current": current ? "true" : null,
        onclick: () => this.#actions.go(mention.id),
      },
      before,
      element("mark", {}, inside),
      after,
    );
  }

  /** While open: follows its word, closes on Escape and on a press elsewhere. */
  #listen() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const follow = () => {
      cancelAnimationFrame(this.#frame);
      this.#frame = requestAnimationFrame(() => this.open && this.#place());
    };
    const { ownerDocument } = this.#element;
    const { defaultView } = ownerDocument;
    defaultView.addEventListener("scroll", follow, { capture: true, passive: true, signal });
    defaultView.addEventListener("resize", follow, { signal });
    const escaped = (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      this.#actions.close(true);
    };
    // By itself too: a page may let nothing reach the document.
    this.#element.addEventListener("keydown", escaped, { signal });
    ownerDocument.addEventListener("keydown", escaped, { signal });
    ownerDocument.addEventListener(
      "pointerdown",
      (event) => {
        const path = event.composedPath();
        const inside = path.includes(this.#element);
        const onWord =
          path.includes(this.#element.getRootNode().host) && path.some((node) => Marks.at(node));
        if (!inside && !onWord) this.#actions.close(false);
      },
      { capture: true, signal },
    );
  }

  #place() {
    const list = this.#element.querySelector(".sentences");
    const held = list && isSeen(list);
    // To measure the card is to give it all its height, where nothing is scrolled.
    const scrolled = [this.#element, list].filter(Boolean).map((node) => [node, node.scrollTop]);
    placeBeside(this.#element, this.#anchor().flatMap((piece) => [...piece.getClientRects()]));
    for (const [node, place] of scrolled) node.scrollTop = place;
    // A lower card has a lower list.
    if (held && !isSeen(list)) bring(list);
  }
}

/** How far below the top of a list of sentences the current one begins, in pixels. */
function offset(list) {
  const current = list.querySelector("[aria-current=true]") ?? list;
  return current.getBoundingClientRect().top - list.getBoundingClientRect().top;
}

const isSeen = (list) => offset(list) > -1 && offset(list) < list.clientHeight;

/** Scrolls a list of sentences to the current one. */
function bring(list) {
  list.scrollTop += offset(list);
}
