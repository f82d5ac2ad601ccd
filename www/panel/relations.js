/** Who stands to whom in what relation: as a diagram of arcs, and the same as a table. */

import { element } from "../nodes.js";
import { words as panelWords } from "../strings/panel.js";
import { diagram, sample } from "./arcs.js";
import { JOINING, arranged, edgesOf, strongest } from "./graph.js";
import { Links } from "./lists.js";

/** More names than these are only in the table. */
const MOST = 40;
/** Between posts, which are words of the article. */
const COMMA = "、";

export class Relations {
  #element;
  #actions;
  #links;
  #words;
  #body;
  #shape = "graph";

  /**
   * @param {HTMLElement} container
   * @param {{choose: (id: string) => void, goTo: (id: string) => boolean}} actions
   */
  constructor(container, actions) {
    this.#element = container;
    this.#actions = actions;
  }

  /**
   * @param {object} article
   * @param {object} words
   * @param {(type: string) => boolean} shown
   * @param {string} raw
   * @param {string} language
   */
  render(article, words, shown, raw, language) {
    this.#links = new Links(article, this.#actions.choose);
    this.#words = { ...words, ...panelWords(language) };
    const edges = edgesOf(article);
    const graph = strongest(article, edges, MOST);
    const { shapes, shape } = this.#words;
    const buttons = Object.keys(shapes).map((name) =>
      element(
        "button",
        { type: "button", "data-shape": name, onclick: () => this.#choose(name) },
        shapes[name],
      ),
    );
    this.#body = {
      graph: this.#graph(graph),
      table: this.#table(edges),
    };
    this.#element.replaceChildren(
      element("div", { class: "shape", role: "group", "aria-label": shape }, ...buttons),
      ...Object.values(this.#body),
    );
    this.#choose(this.#shape);
  }

  #choose(shape) {
    this.#shape = shape;
    for (const [name, body] of Object.entries(this.#body)) body.hidden = name !== shape;
    for (const button of this.#element.querySelectorAll("[data-shape]")) {
      button.setAttribute("aria-pressed", String(button.dataset.shape === shape));
    }
  }

  #graph({ names, edges, left }) {
    const types = JOINING.filter((type) => edges.some((edge) => edge.type === type));
    const key = types.map((type) =>
      element("li", {}, sample(type), this.#words.relationTypes[type]),
    );
    const degrees = new Map(names.map((name) => [name, 0]));
    for (const { from, to } of edges) {
      for (const end of [from, to]) degrees.set(end, degrees.get(end) + 1);
    }
    const webs = diagram(arranged(names, edges), edges, {
      name: (id) => this.#name(id, degrees.get(id)),
      title: (edge) => this.#title(edge),
      go: ({ relations: [{ evidence }] }) => this.#actions.choose(evidence[0]),
    });
    return element(
      "div",
      {},
      element("ul", { class: "key", role: "list", "aria-label": this.#words.lines }, ...key),
      webs,
      left > 0 &&
        element(
          "button",
          { type: "button", class: "rest small", onclick: () => this.#choose("table") },
          this.#words.moreNames(left),
        ),
    );
  }

  #name(id, degree) {
    const { type, name } = this.#links.entity(id);
    const more = element(
      "span",
      { class: "spoken" },
      this.#words.separator + this.#words.related(degree),
    );
    const link = this.#links.name(id, [], { "data-entity": id, title: name }, more);
    link.firstChild.classList.add("sample");
    return element("li", { class: "wenmai-key", "data-type": type }, link);
  }

  /** 陸志鵬 — 黨組成員、副總經理 — 中國電子信息產業集團有限公司 */
  #title({ from, to, type, relations }) {
    const names = [from, to].map((id) => this.#links.entity(id).name);
    return [names[0], this.#quality({ type, relations }), names[1]].join(" — ");
  }

  /** What the relation is, in the article's own words where it has some. */
  #quality({ type, relations }) {
    const own = relations.map(({ title, measure }) => title ?? measure).filter(Boolean);
    return own.length ? [...new Set(own)].join(COMMA) : this.#words.relationTypes[type];
  }

  #table(edges) {
    const { columns, jump } = this.#words;
    const rows = edges.map((edge) => {
      const evidence = edge.relations.flatMap((relation) => relation.evidence);
      const own = edge.relations.some(({ title, measure }) => title ?? measure);
      return element(
        "tr",
        { "data-edge": `${edge.type} ${edge.from} ${edge.to}` },
        element("td", {}, this.#links.name(edge.from, evidence)),
        element("td", { lang: own ? this.#links.lang : null }, this.#quality(edge)),
        element("td", {}, this.#links.name(edge.to, evidence)),
        element(
          "td",
          {},
          element(
            "button",
            {
              type: "button",
              class: "jump",
              title: jump,
              "aria-label": jump + this.#words.separator + this.#title(edge),
              "data-to": evidence[0],
              onclick: () => this.#actions.goTo(evidence[0]),
            },
            "¶",
          ),
        ),
      );
    });
    const heads = columns.map((name) => element("th", { scope: "col" }, name));
    heads.push(element("th", { scope: "col" }, element("span", { class: "spoken" }, jump)));
    return element(
      "table",
      { "aria-label": this.#words.relations },
      element("thead", {}, element("tr", {}, ...heads)),
      element("tbody", {}, ...rows),
    );
  }
}
