/** What the opened articles name, so that one can tell where else something is named. */

import { lookup } from "../lookup.js";

/**
 * Types whose names mean the same in every article. A post or a date names nothing by itself:
 * 副部長 and 10月8日 are other people's and other years' elsewhere.
 */
const NAMED = new Set(["PERSON", "ORG", "PLACE", "FACILITY", "EVENT", "PROJECT", "WORK", "TERM"]);

/**
 * @typedef {object} Named an entity of one article, as others look for it
 * @property {string} type
 * @property {string} name as the article writes it
 * @property {string} key its name in Simplified characters
 * @property {Set<string>} forms its name and aliases in Simplified characters
 * @property {number} count mentions
 */

/**
 * The entities of an article that has been read.
 * @param {object} article in the documented shape
 * @param {string} simplified its text in Simplified characters, unit by unit as long
 * @returns {Named[]}
 */
export function namedIn(article, simplified) {
  const { mentions } = lookup(article);
  return article.entities
    .filter(({ type }) => NAMED.has(type))
    .map(({ type, name, mentions: ids }) => {
      const own = ids.map((id) => mentions.get(id));
      const folded = ({ start, end }) => simplified.slice(start, end);
      const full = own.find(({ text }) => text === name) ?? own[0];
      return { type, name, key: folded(full), forms: new Set(own.map(folded)), count: ids.length };
    });
}

/**
 * Whether two entities of different articles are, by their names, the same: the full name of one
 * is a name of the other. Short forms alone prove nothing: every firm is 公司 somewhere.
 * @param {Named} one
 * @param {Named} other
 */
export function sameName(one, other) {
  return one.type === other.type && (one.forms.has(other.key) || other.forms.has(one.key));
}
