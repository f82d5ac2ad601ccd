/** The reading aids that an element's attributes ask for; each is loaded when it first is. */

/** Attributes that change how the text shows, not what it is. */
export const AIDS = ["ruby", "reading", "level", "script"];

export class Aids {
  #view;
  #root;
  #card = null;

  /** What painting needs for them. */
  look = {};

  /**
   * @param {object} view the element: `element`, `article`, `raw`, `language`, `engine()`,
   *   `range(start, end)`, `position(node, offset)`, `report(error)`
   * @param {ShadowRoot} root where the card of a word is put
   */
  constructor(view, root) {
    this.#view = view;
    this.#root = root;
  }

  /** Readings and script as the attributes ask for; says whether the article is still the same.
   *  A text without them is still a text. */
  async refresh() {
    const { element, article, raw } = this.#view;
    let look = {};
    if (element.hasAttribute("ruby") || element.hasAttribute("script")) {
      try {
        const { aidsFor } = await import("./aids/aids.js");
        look = await aidsFor(element, article, raw, await this.#view.engine());
      } catch (cause) {
        this.#view.report(cause);
      }
    }
    if (article !== this.#view.article) return false;
    this.look = look;
    return true;
  }

  /** The card of a word that is no mention, where the attribute `words` asks for it. */
  async lookUp(event) {
    const { element, article } = this.#view;
    if (!article || element.getAttribute("words") !== "on" || event.defaultPrevented) return;
    if (event.target.closest("a[href], .wenmai-mention") || !element.ownerDocument.getSelection().isCollapsed) return;
    try {
      const { WordCard } = await import("./aids/word.js");
      this.#card ??= new WordCard(this.#view, this.#root);
      await this.#card.at(event.clientX, event.clientY);
    } catch (cause) {
      this.#view.report(cause);
    }
  }
}
