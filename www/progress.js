/** The quiet line at the top of an article whose reading takes a while: how far it has come, and
 *  a button to stop it, or to go on. */

import { element } from "./nodes.js";

/** Milliseconds within which nobody asks how long it will take. */
const PATIENCE = 400;
const BEAT = 200;
/** An estimate never says that all is done. */
const MOST = 0.95;

export class Progress {
  #parts;
  #actions;
  #language = "en";
  #stage = null;
  #words = null;
  #timer = 0;
  #stopped = false;

  /**
   * @param {HTMLElement} head where the line is shown
   * @param {object} actions `stop()`, `again()`, also for the first time, and `left()`, told when the focus was in a line
   *   that goes
   */
  constructor(head, actions) {
    this.#actions = actions;
    const fill = element("span", { class: "fill" });
    this.#parts = {
      fill,
      track: element("div", { class: "track", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100 }, fill),
      stage: element("span", { class: "stage", "aria-hidden": "true" }),
      said: element("span", { class: "said", role: "status" }),
      button: element("button", { type: "button", part: "button", onclick: () => this.#press() }),
    };
    const { track, stage, said, button } = this.#parts;
    this.#parts.line = element(
      "div",
      { class: "progress", part: "progress", hidden: true },
      track,
      stage,
      said,
      button,
    );
    head.append(this.#parts.line);
  }

  /**
   * A stage of reading begins.
   * @param {"engine" | "analyse" | "paint"} name
   * @param {number | undefined} expected milliseconds that it should take, where that is known
   * @param {string} language of the interface
   */
  begin(name, expected, language) {
    this.#language = language;
    this.#stage = { name, expected, began: performance.now() };
    if (this.#stopped) this.#hide();
    if (!this.#timer) this.#timer = setTimeout(() => this.#show(), PATIENCE);
    else if (!this.#parts.line.hidden) this.#update();
  }

  /** All has been read. */
  end() {
    this.#stage = null;
    this.#hide();
  }

  /** Reading was stopped; the reader may go on. */
  stop(language) {
    return this.#wait(language, "stopped", "again");
  }

  /** Nothing is read until the reader wants it. */
  offer(language) {
    return this.#wait(language, "", "begin");
  }

  async #wait(language, state, action) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#stage = null;
    this.#stopped = true;
    await this.#load(language);
    if (!this.#stopped || !this.#words) return;
    const { track, stage, said, button, line } = this.#parts;
    track.hidden = stage.hidden = true;
    line.toggleAttribute("data-offer", !state);
    said.textContent = this.#words[state] ?? "";
    button.textContent = this.#words[action];
    line.hidden = false;
  }

  async #show() {
    const timer = this.#timer;
    await this.#load(this.#language);
    // What has ended meanwhile is not shown; what has begun anew has a timer of its own.
    if (timer !== this.#timer || !this.#words) return;
    const { track, stage, said, button, line } = this.#parts;
    track.hidden = stage.hidden = false;
    line.toggleAttribute("data-offer", false);
    track.setAttribute("aria-label", this.#words.label);
    said.textContent = "";
    button.textContent = this.#words.stop;
    line.hidden = false;
    this.#update();
    this.#timer = setInterval(() => this.#update(), BEAT);
  }

  #update() {
    const { name, expected, began } = this.#stage;
    const { track, fill, stage } = this.#parts;
    const word = this.#words.stages[name];
    const share = expected && Math.min(MOST, (performance.now() - began) / expected);
    const percent = share && Math.round(share * 100);
    track.toggleAttribute("data-known", Boolean(share));
    if (share) track.setAttribute("aria-valuenow", percent);
    else track.removeAttribute("aria-valuenow");
    fill.style.setProperty("inline-size", share ? `${percent}%` : "");
    stage.textContent = share ? this.#words.share(word, percent) : word;
    track.setAttribute("aria-valuetext", stage.textContent);
  }

  #press() {
    if (this.#stopped) this.#actions.again();
    else this.#actions.stop();
  }

  #hide() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#stopped = false;
    const { line, button } = this.#parts;
    const left = button.matches(":focus");
    line.hidden = true;
    if (left) this.#actions.left();
  }

  async #load(language) {
    try {
      this.#words = (await import("./strings/progress.js")).words(language);
    } catch {
      // The network is gone: there is no line, and no harm.
    }
  }
}
