/** The article as a file: a button for each format that the engine writes, and what it is for. */

import { sharedEngine } from "../engine.js";
import { element } from "../nodes.js";
import { words as panelWords } from "../strings/panel.js";
import { list, section } from "./lists.js";

export class Exports {
  #element;
  #actions;

  /**
   * @param {HTMLElement} container
   * @param {object} actions
   * @param {(format: string) => Promise<string | undefined>} actions.export gives the file, or
   *   nothing where it could not be written, which the article then says
   * @param {() => {name: string, note: string, run: () => void}[]} [actions.exports] what else the
   *   host offers to do with the article: to save or to print it
   */
  constructor(container, actions) {
    this.#element = element("div", { class: "list" });
    container.append(this.#element);
    this.#actions = actions;
  }

  /**
   * @param {object} article
   * @param {object} words
   * @param {(type: string) => boolean} shown
   * @param {string} raw
   * @param {string} language
   */
  async render(article, words, shown, raw, language) {
    const said = panelWords(language);
    const formats = await (await sharedEngine()).formats;
    const extra = (this.#actions.exports?.() ?? []).map(({ name, note, run }) =>
      button(name, "", note, { onclick: run }),
    );
    const files = formats.map((format) => {
      const [name, note] = said.formats[format.name] ?? [format.name];
      return button(name, format.suffix, note, {
        "data-format": format.name,
        onclick: () => this.#save(format),
      });
    });
    this.#element.replaceChildren(
      ...(extra.length
        ? [section(said.whole, extra, {}, null, "formats"), section(said.data, files, {}, null, "formats")]
        : [list(files, { class: "formats", "aria-label": words.exports })]),
    );
  }

  async #save({ name, mediaType, suffix }) {
    const content = await this.#actions.export(name);
    if (content === undefined) return;
    const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
    element("a", { href: url, download: `wenmai${suffix}` }).click();
    setTimeout(() => URL.revokeObjectURL(url));
  }
}

function button(name, suffix, note, attributes) {
  return element(
    "li",
    {},
    element(
      "button",
      { type: "button", part: "button", ...attributes },
      element(
        "span",
        {},
        element("span", {}, name),
        " ",
        suffix && element("span", { class: "small" }, suffix),
      ),
      " ",
      note && element("span", { class: "small" }, note),
    ),
  );
}
