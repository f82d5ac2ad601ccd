/** Who is who: persons with their posts, organisations with their people and amounts. */

import { element } from "../nodes.js";
import { articleLanguage } from "../strings.js";
import { entry, section } from "./lists.js";

export class Cast {
  #element;
  #choose;

  /**
   * @param {HTMLElement} container
   * @param {{choose: (entity: string) => void}} actions
   */
  constructor(container, { choose }) {
    this.#element = element("div", { class: "list" });
    container.append(this.#element);
    this.#choose = choose;
  }

  /**
   * Lists the persons and the organisations of an article, as the core has put them in order.
   * @param {object} article
   * @param {object} words
   */
  render(article, words) {
    const relations = new Map(article.relations.map((relation) => [relation.id, relation]));
    const names = new Map(article.entities.map(({ id, name }) => [id, name]));
    const lang = articleLanguage(article);
    const stated = (ids = []) => ids.map((id) => relations.get(id));
    const member = (id, notes, quotes) =>
      element(
        "li",
        {},
        entry(names.get(id), lang, () => this.#choose(id), { "data-to": id }),
        quotes && element("span", { class: "number" }, words.quoted(quotes)),
        ...notes.map((parts) => element("p", { class: "note", lang }, parts.filter(Boolean).join("\u3000"))),
      );
    const people = article.cast.map(({ person, posts, quotes }) => {
      const held = stated(posts).map(({ title, organisation }) => [title, names.get(organisation)]);
      return member(person, held, quotes.length > 0 && quotes.length);
    });
    const bodies = article.bodies
      .filter(({ people, amounts }) => people || amounts)
      .map(({ entity, people, amounts }) => {
        const staff = [...new Set(stated(people).map(({ from }) => names.get(from)))];
        const sums = stated(amounts).map(({ measure, from }) => [measure, names.get(from)]);
        return member(entity, staff.length ? [[staff.join("、")], ...sums] : sums);
      });
    this.#element.replaceChildren(
      ...[
        [words.people, people],
        [words.bodies, bodies],
      ]
        .filter(([, entries]) => entries.length)
        .map(([name, entries]) => section(name, entries)),
    );
  }
}
