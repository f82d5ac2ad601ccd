/** How much: money, numbers and shares, what each is of and whose, the largest first. */

import { element } from "../nodes.js";
import { sentence } from "../sentences.js";
import { inWords } from "../values.js";
import { grouped, section } from "./lists.js";
import { View } from "./view.js";

/** The kinds of values in order; what has no value comes last. */
const KINDS = ["money", "quantity", "percentage", "multiple", "other"];
/** Context on either side, in UTF-16 units. */
const REACH = 20;

export class Amounts extends View {
  #owners;

  /** The sections of the kinds that there are. */
  contents(article) {
    this.#owners = article.relations.filter(({ type }) => type === "amount_of");
    const kinds = grouped(article.mentions.filter(isAmount), kindOf);
    return KINDS.filter((kind) => kinds.has(kind)).map((kind) => {
      const rows = bySize(kinds.get(kind)).map((mention) => this.#row(mention, article.text));
      return section(this.words.amountKinds[kind], rows, {}, null, "sums");
    });
  }

  #row(mention, text) {
    const said = inWords(mention, this.words);
    const flat = (words) => words.replace(/[\s,]/g, "");
    const owners = this.#owners.filter(({ evidence }) => evidence.includes(mention.id));
    return element(
      "li",
      {},
      element(
        "p",
        { class: "figure" },
        this.links.to(mention.id, mention.text),
        said && flat(said) !== flat(mention.text) && element("span", { class: "small comes" }, said),
      ),
      ...owners.map(({ to, measure, evidence }) =>
        element(
          "p",
          { class: "owner", lang: this.links.lang },
          this.links.name(to, evidence),
          measure && " ",
          measure,
        ),
      ),
      this.#context(mention, text),
    );
  }

  #context({ id, start, end }, text) {
    const { before, inside, after } = sentence(text, start, end, REACH);
    const link = this.links.to(id, "", { class: "context quote" });
    link.firstChild.append(before, element("b", {}, inside), after);
    return link;
  }
}

function isAmount({ type }) {
  return type === "MONEY" || type === "QUANTITY";
}

function kindOf({ value }) {
  return value && KINDS.includes(value.kind) ? value.kind : "other";
}

/** What has one unit stands together, the largest first; units in order of the text. */
function bySize(mentions) {
  const size = ({ value }) => value?.number ?? value?.high ?? value?.low ?? 0;
  return [...grouped(mentions, ({ value }) => value?.unit).values()].flatMap((same) =>
    same.toSorted((left, right) => size(right) - size(left)),
  );
}
