/** Who is who: persons with their posts and words, organisations with what is stated of them. */

import { element } from "../nodes.js";
import { inWords } from "../values.js";
import { between, folded, grouped, list, section } from "./lists.js";
import { View } from "./view.js";

/** Between posts, which are words of the article. */
const COMMA = "、";

export class Cast extends View {
  /** Persons and organisations, as the core has put them in order. */
  contents(article) {
    const { people, others, bodies } = this.words;
    const told = article.cast.filter(({ posts, quotes }) => posts.length || quotes.length);
    const rest = article.cast.filter((member) => !told.includes(member));
    const names = rest.map(({ person }) => element("li", {}, this.links.name(person)));
    return [
      told.length && section(people, told.map((member) => this.#person(member)), {}, null, "people"),
      // Who is only named needs no line.
      rest.length && section(told.length ? others : people, names),
      article.bodies.length &&
        section(bodies, article.bodies.map((body) => this.#body(body)), {}, null, "bodies"),
    ].filter(Boolean);
  }

  #person({ person, posts, quotes }) {
    const links = this.links;
    const held = grouped(links.stated(posts), ({ organisation }) => organisation);
    const said = links.stated(quotes).map((quote) => element("li", {}, links.quote(quote)));
    return element(
      "li",
      {},
      this.#name(person, quotes.length > 0 && this.words.quoted(quotes.length)),
      held.size > 0 && list([...held].map((group) => this.#post(group)), { class: "posts" }),
      ...(said.length ? folded(said, { class: "quotes" }, this.words) : []),
    );
  }

  /** An organisation, where the text names one, and the posts that somebody holds in it. */
  #post([organisation, relations]) {
    const evidence = relations.flatMap((relation) => relation.evidence);
    return element(
      "li",
      {},
      organisation && this.links.name(organisation, evidence),
      organisation && " ",
      ...between(relations.map((relation) => this.links.title(relation)), COMMA),
    );
  }

  #body({ entity, people, parts, wholes, amounts, places, quotes }) {
    const links = this.links;
    const { rows } = this.words;
    const stated = (ids, item) => links.stated(ids).map((one) => element("li", {}, ...item(one)));
    const other = (end) => (relation) => [links.name(relation[end], relation.evidence)];
    const lines = [
      [rows.people, this.#staff(people)],
      [rows.wholes, stated(wholes, other("to"))],
      [rows.parts, stated(parts, other("from"))],
      [rows.places, stated(places, other("to"))],
      [rows.amounts, stated(amounts, (relation) => this.#amount(relation))],
      [rows.quotes, stated(quotes, (relation) => [links.quote(relation)])],
    ].filter(([, items]) => items.length);
    return element(
      "li",
      {},
      this.#name(entity),
      element("dl", { class: "stated" }, ...lines.map((line) => this.#line(line))),
    );
  }

  #line([name, items]) {
    return element(
      "div",
      {},
      element("dt", {}, name),
      element("dd", {}, ...folded(items, {}, this.words)),
    );
  }

  /** Each person of an organisation once, with all posts in it. */
  #staff(ids) {
    return [...grouped(this.links.stated(ids), ({ from }) => from)].map(([person, relations]) => {
      const evidence = relations.flatMap((relation) => relation.evidence);
      const titles = relations.map((relation) => this.links.title(relation));
      return element(
        "li",
        {},
        this.links.name(person, evidence),
        " ",
        ...between(titles, COMMA),
      );
    });
  }

  #amount({ measure, from, evidence }) {
    const mention = this.links.mention(this.links.place(from, evidence));
    const said = inWords(mention, this.words);
    return [
      element("span", { lang: this.links.lang }, measure),
      " ",
      this.links.to(mention.id, mention.text),
      said && said !== mention.text && ` ${said}`,
    ];
  }

  #name(entity, note) {
    const { type } = this.links.entity(entity);
    const more = note && element("span", { class: "number" }, note);
    return element(
      "p",
      { class: "wenmai-key", "data-type": type },
      this.links.name(entity, [], { class: "name", "data-entity": entity }),
      more,
    );
  }
}
