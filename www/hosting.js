/** What the element has to do with the page that it stands in: events, states, the notice, sheets. */

import { WenmaiError, explain } from "./failures.js";
import { adopt, release } from "./styles.js";

/** Styles of the marks, and those of the shadow root, where the legend has the marks' lines too. */
const MARKS = "theme.css";
const CHROME = [MARKS, "chrome.css", "panel.css", "views.css", "card.css"];

/** Properties that may have been set before the element was defined. */
const UPGRADED = ["text", "corrections", "lexicon", "elsewhere"];

export class Hosting {
  #element;
  #notice;
  #states;
  #root = null;

  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} notice the part that says what went wrong
   */
  constructor(element, notice) {
    this.#element = element;
    this.#notice = notice;
    this.#states = element.attachInternals?.().states;
  }

  /** Properties that were set before the element was defined hide ours: they are set again. */
  upgrade() {
    const element = this.#element;
    for (const name of UPGRADED.filter((name) => Object.hasOwn(element, name))) {
      const value = element[name];
      delete element[name];
      element[name] = value;
    }
  }

  /** Tells the page; says whether it had nothing against it. */
  emit(name, detail, cancelable = false) {
    const options = { detail, bubbles: true, composed: true, cancelable };
    return this.#element.dispatchEvent(new CustomEvent(`wenmai-${name}`, options));
  }

  /** Says what went wrong and what helps, to the reader and to the page; gives it as an error. */
  report(cause, language) {
    const error = WenmaiError.from(cause);
    const { message, cure, sentence } = explain(error, language);
    this.#notice.textContent = sentence;
    this.#notice.hidden = false;
    this.emit("error", { code: error.code, message, cure, error });
    return error;
  }

  /** Nothing is wrong any more. */
  clear() {
    this.#notice.textContent = "";
    this.#notice.hidden = true;
  }

  /** Sets or clears a custom state; browsers without them do without. */
  state(name, on) {
    if (on) this.#states?.add(name);
    else this.#states?.delete(name);
  }

  /** Takes the style sheets into use where the element stands now. */
  dress() {
    this.#root = this.#element.getRootNode();
    adopt(this.#root, MARKS);
    for (const file of CHROME) adopt(this.#element.shadowRoot, file);
  }

  /** Lets go of them again. */
  undress() {
    release(this.#root, MARKS);
    for (const file of CHROME) release(this.#element.shadowRoot, file);
  }
}
