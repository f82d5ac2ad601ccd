/** Which types of mentions are marked, as the element's attribute `types` says. */

import { TYPES, words } from "./strings.js";

export class MarkedTypes {
  #element;
  /** Null for all. */
  #types = null;

  /** @param {HTMLElement} element with `article` */
  constructor(element) {
    this.#element = element;
  }

  /** The types that are marked, or null for all. */
  get list() {
    return this.#types && [...this.#types];
  }

  /** Whether a type is marked. */
  isShown = (type) => !this.#types || this.#types.has(type);

  /** The marked ones of all types there are, those of a later engine too. */
  get shown() {
    return this.#known.filter(this.isShown);
  }

  /** What the accessible name of a mark says behind its text, by type. */
  labels(language) {
    const { separator, types } = words(language);
    return Object.fromEntries(
      Object.entries(types).map(([type, name]) => [type, separator + name]),
    );
  }

  /** Takes the attribute's value. */
  read(value) {
    this.#types = value === null ? null : new Set(value.toUpperCase().split(/[\s,]+/));
  }

  /** Writes the attribute: these types, or null for all. */
  write(types) {
    if (types) this.#element.setAttribute("types", [...types].join(" ").toLowerCase());
    else this.#element.removeAttribute("types");
  }

  /** Marks a type, or no longer. */
  toggle(type) {
    const types = new Set(this.#types ?? this.#known);
    if (!types.delete(type)) types.add(type);
    this.write(this.#known.every((type) => types.has(type)) ? null : types);
  }

  get #known() {
    return [...new Set([...TYPES, ...this.#element.article.mentions.map(({ type }) => type)])];
  }
}
