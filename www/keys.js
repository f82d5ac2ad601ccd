/** Single keys: from mark to mark, search, help. They act while the focus is in the element, or
 *  anywhere on a page that is the element's own (`keys="page"`). */

const FIELD = "input, textarea, select, [role=textbox], [role=searchbox], [role=combobox]";
/** Inputs that take no text. */
const PLAIN = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

export class Keys {
  #element;
  #actions;
  #listening = null;

  /**
   * @param {HTMLElement} element
   * @param {Record<string, () => void>} actions key → what it does
   */
  constructor(element, actions) {
    this.#element = element;
    this.#actions = actions;
  }

  /** Listens where the attribute says, from here on. */
  listen() {
    this.ignore();
    const where = this.#element.getAttribute("keys");
    if (where === "off") return;
    this.#listening = new AbortController();
    const target = where === "page" ? this.#element.ownerDocument : this.#element;
    target.addEventListener("keydown", (event) => this.#pressed(event), {
      signal: this.#listening.signal,
    });
  }

  /** Stops listening. */
  ignore() {
    this.#listening?.abort();
    this.#listening = null;
  }

  #pressed(event) {
    if (event.defaultPrevented || event.isComposing || !Object.hasOwn(this.#actions, event.key)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const path = event.composedPath();
    if (takesText(path[0])) return;
    // The focus may be in another article, or in a dialog in front of this one.
    const { localName, ownerDocument } = this.#element;
    const other = path.find((node) => node.localName === localName || node.localName === "dialog");
    if (other && other !== this.#element) return;
    if (!path.includes(this.#element) && ownerDocument.querySelector("dialog[open]")) return;
    event.preventDefault();
    this.#actions[event.key]();
  }
}

/** Whether what is typed goes into a node. */
function takesText(node) {
  if (!node.matches) return false;
  if (node.isContentEditable) return true;
  return node.matches(FIELD) && !(node.localName === "input" && PLAIN.test(node.type));
}
