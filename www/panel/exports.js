/** The article as a file: as a page of its own, in print, and in each
 *  format that the engine writes. */

import { sharedEngine } from "../engine.js";
import { element } from "../nodes.js";
import { words as panelWords } from "../strings/panel.js";
import { section } from "./lists.js";

/** The article as a page of its own, which the engine has no part in. */
const PAGE = { name: "html", suffix: ".html", mediaType: "text/html;charset=utf-8" };

export class Exports {
  #element;
  #actions;

  /**
   * @param {HTMLElement} container
   * @param {object} actions
   * @param {(format: string) => Promise<string | undefined>} actions.export gives the file, or
   *   nothing where it could not be written, which the article then says
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
    const [page, pageNote] = said.page;
    const [print, printNote] = said.print;
    const whole = [
      button(page, ".html", pageNote, { "data-format": "html", onclick: () => this.#save(PAGE) }),
      button(print, "", printNote, { "data-action": "print", onclick: () => globalThis.print() }),
    ];
    const files = formats.map((format) => {
      const [name, note] = said.formats[format.name] ?? [format.name];
      return button(name, format.suffix, note, {
        "data-format": format.name,
        onclick: () => this.#save(format),
      });
    });
    this.#element.replaceChildren(
      section(said.whole, whole, {}, null, "formats"),
      section(said.data, files, {}, null, "formats"),
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
