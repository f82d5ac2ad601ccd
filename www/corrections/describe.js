/** Corrections, and changes of what the reader put right, in words. */

import { words as general } from "../strings.js";
import { words } from "../strings/corrections.js";

/**
 * A type with its subtype.
 * @param {{type: string, subtype?: string}} kind
 * @param {string} language
 */
export function kindInWords({ type, subtype }, language) {
  const { types, subtypes } = general(language);
  return words(language).kind(types[type] ?? type, subtype && (subtypes[subtype] ?? subtype));
}

/**
 * A correction in words.
 * @param {object} correction
 * @param {string} language
 * @param {{type: string, subtype?: string}} [former] what a retyped mention was
 * @returns {string}
 */
export function inWords(correction, language, former) {
  const said = words(language);
  const kind = (one) => kindInWords(one, language);
  const { action, target, to, with: other, everywhere } = correction;
  const exact = flat(target.exact);
  const spoken = {
    add: () => said.named(exact, said.adds(kind(correction))),
    retype: () => said.named(exact, said.retypes(former && kind(former), kind(correction))),
    resize: () => said.resizes(exact, flat(to.exact)),
    merge: () => said.named(exact, said.merges(flat(other.exact))),
    split: () => said.named(exact, said.splits),
    delete: () => said.named(exact, said.deletes),
  };
  return (spoken[action]?.() ?? exact) + (everywhere ? said.all : "");
}

/**
 * What is different between two values of corrections and lexicon, in words.
 * @param {{corrections: object[], lexicon: object[]}} before
 * @param {{corrections: object[], lexicon: object[]}} after
 * @param {string} language
 */
export function difference(before, after, language) {
  const said = words(language);
  const changed = [
    ...unequal(before.corrections, after.corrections).map((one) => inWords(one, language)),
    ...unequal(before.lexicon, after.lexicon).map(({ word }) => said.word(word)),
  ];
  // What replaces something is told as it is now.
  return changed.length > 2 ? said.several : (changed.at(-1) ?? said.several);
}

/** What only one of two lists has; what both have, once for each, is left out. */
function unequal(one, other) {
  const left = new Map();
  const key = (item) => JSON.stringify(item);
  for (const item of other) left.set(key(item), (left.get(key(item)) ?? 0) + 1);
  const only = [];
  for (const item of one) {
    const count = left.get(key(item)) ?? 0;
    if (count) left.set(key(item), count - 1);
    else only.push(item);
  }
  const more = other.filter((item) => {
    const count = left.get(key(item)) ?? 0;
    if (count) left.set(key(item), count - 1);
    return count > 0;
  });
  return [...only, ...more];
}

function flat(text) {
  return text.replace(/\s+/g, " ");
}
