/** Where it happens: the places of an article by the divisions that they lie in, with the sites
 *  there; places without divisions, and sites without a place, apart. */

import { element } from "../nodes.js";
import { between, count, list, section } from "./lists.js";
import { divisionTree, sitesOf } from "./tree.js";
import { View } from "./view.js";

export class Places extends View {
  #sites;

  /** Divisions as a tree, then what is in none. */
  contents(article) {
    this.#sites = sitesOf(article);
    const { divisions, unsettled, elsewhere, sites } = this.words.places;
    const { tree, open, plain } = divisionTree(article.entities);
    const located = new Set([...this.#sites.values()].flatMap((there) => there.map(({ from }) => from)));
    const roots = [...this.#sites.keys()].filter((id) => !located.has(id));
    const alone = article.entities.filter(
      ({ id, type }) =>
        type === "FACILITY" && !located.has(id) && !roots.includes(id),
    );
    // What is no place itself may have something in it, a park or a building.
    const holding = roots.map((id) => this.links.entity(id)).filter(({ type }) => type !== "PLACE");
    return [
      [divisions, tree.map((node) => this.#node(node)), "tree"],
      [unsettled, open.map((entity) => this.#open(entity)), "tree"],
      [elsewhere, plain.map((entity) => this.#site(entity.id)), this.#kind(plain)],
      [sites, [...holding, ...alone].map(({ id }) => this.#site(id)), this.#kind(holding)],
    ]
      .filter(([, entries]) => entries.length)
      .map(([name, entries, kind]) => section(name, entries, {}, null, kind));
  }

  /** In a row, unless something stands below one of them. */
  #kind(entities) {
    return entities.some(({ id }) => this.#sites.has(id)) ? "tree" : "row";
  }

  #node({ path, entities, children }) {
    const name = path.at(-1);
    const above = path
      .slice(0, -1)
      .map((part) => element("span", { class: "crumb", lang: this.links.lang }, part));
    // One place has the division's own name; of several each has the name that the text has.
    const own = entities.map((entity) =>
      this.#entity(entity, [], entities.length === 1 ? name : entity.name),
    );
    return element(
      "li",
      {},
      element(
        "p",
        {},
        ...above,
        ...(own.length
          ? between(own, " ")
          : [element("span", { class: "unsaid", lang: this.links.lang }, name)]),
      ),
      this.#there(entities.map(({ id }) => id)),
      children.length > 0 && list(children.map((child) => this.#node(child))),
    );
  }

  #open(entity) {
    const chains = entity.divisions.map((chain) =>
      element("li", { lang: this.links.lang }, chain.toReversed().join(" › ")),
    );
    return element(
      "li",
      {},
      element("p", {}, this.#entity(entity)),
      list(chains, { class: "chains" }),
      this.#there([entity.id]),
    );
  }

  #site(id, evidence = [], above = []) {
    return element(
      "li",
      {},
      element("p", {}, this.#entity(this.links.entity(id), evidence)),
      // What the text says to lie in itself, by whatever road, ends there.
      !above.includes(id) && this.#there([id], [...above, id]),
    );
  }

  /** What lies in a place. */
  #there(ids, above = ids) {
    const relations = ids.flatMap((id) => this.#sites.get(id) ?? []);
    if (!relations.length) return null;
    const sites = relations.map(({ from, evidence }) => this.#site(from, evidence, above));
    return list(sites, { class: "sites", "aria-label": this.words.rows.sites });
  }

  #entity({ id, type, name, mentions }, evidence = [], shown = name) {
    const link = this.links.to(this.links.place(id, evidence), shown, { "data-entity": id });
    link.firstChild.classList.add("sample");
    return element(
      "span",
      { class: "wenmai-key", "data-type": type },
      link,
      count(mentions.length, this.words),
    );
  }
}
