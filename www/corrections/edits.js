/**
 * Corrections as data: where a reader may mark, which places bounds can move to, and what a
 * correction is made of. Positions count UTF-16 units of the article's clean text.
 */

import { mentionAt } from "./place.js";

/** Characters of surroundings that a correction quotes on either side, as the core does. */
const SURROUNDINGS = 32;
/** Longest text, in characters, that is offered to be marked. */
const LONGEST = 60;
/** Longest grapheme that a bound steps over as one, in UTF-16 units. */
const REACH = 64;

const graphemes =
  typeof Intl.Segmenter === "function" ? new Intl.Segmenter("zh", { granularity: "grapheme" }) : null;

const split = (text) =>
  graphemes ? Array.from(graphemes.segment(text), ({ segment }) => segment) : [...text];

/**
 * A place of a text by position and quote, as corrections name it.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
export function target(text, start, end) {
  // Twice the characters in units: a half of one at the far end is not among those kept.
  const before = [...text.slice(Math.max(0, start - 2 * SURROUNDINGS - 1), start)];
  const behind = [...text.slice(end, end + 2 * SURROUNDINGS + 1)];
  return {
    start,
    end,
    exact: text.slice(start, end),
    prefix: before.slice(-SURROUNDINGS).join(""),
    suffix: behind.slice(0, SURROUNDINGS).join(""),
  };
}

/**
 * What of a stretch can be marked: without white space at its ends, whole characters, within one
 * paragraph, and not too long to be a name.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {{start: number, end: number} | null}
 */
export function markable(text, start, end) {
  let [from, to] = [Math.min(start, end), Math.max(start, end)];
  if (isLow(text, from)) from -= 1;
  if (isLow(text, to)) to += 1;
  const exact = text.slice(from, to);
  from += exact.length - exact.trimStart().length;
  to -= exact.length - exact.trimEnd().length;
  if (from >= to) return null;
  const kept = text.slice(from, to);
  return /[\n\r\u2028\u2029]/.test(kept) || [...kept].length > LONGEST ? null : { start: from, end: to };
}

/**
 * A stretch with one of its bounds a character further on or back; white space counts with the
 * character beyond it. Null where the bound has nowhere to go.
 * @param {string} text
 * @param {{start: number, end: number}} stretch
 * @param {"start" | "end"} bound
 * @param {1 | -1} step towards the end of the text, or its beginning
 * @returns {{start: number, end: number} | null}
 */
export function stepped(text, stretch, bound, step) {
  let at = stretch[bound];
  // The character that goes in or out, blanks before it skipped.
  for (;;) {
    const near = step > 0 ? text.slice(at, at + REACH) : text.slice(Math.max(0, at - REACH), at);
    const character = split(near).at(step > 0 ? 0 : -1);
    if (!character) return null;
    at += step * character.length;
    if (character.trim()) break;
  }
  const moved = { ...stretch, [bound]: at };
  const kept = markable(text, moved.start, moved.end);
  if (moved.start >= moved.end || !kept) return null;
  return kept.start === stretch.start && kept.end === stretch.end ? null : kept;
}

/** How often a text stands in another, not overlapping; counts no further than 2. */
export function isRepeated(text, exact) {
  return text.indexOf(exact, text.indexOf(exact) + exact.length) >= 0;
}

/** The kind of a correction or a lexicon entry, as its two fields. */
export function kindOf(type, subtype) {
  return { type, ...(subtype ? { subtype } : {}) };
}

/**
 * Marks a stretch as of a type: a mention with just these bounds is given the type, else one is
 * added; everywhere, it is added where it stands unmarked too.
 * @param {object} article
 * @param {{start: number, end: number}} stretch
 * @param {{type: string, subtype?: string}} kind
 * @param {boolean} everywhere
 */
export function marking(article, { start, end }, kind, everywhere) {
  const there = mentionAt(article, start, end);
  const exact = there?.start === start && there.end === end;
  const action = exact && !everywhere ? "retype" : "add";
  return correction(action, article.text, { start, end }, everywhere, kind);
}

/**
 * A correction in the documented shape.
 * @param {string} action
 * @param {string} text
 * @param {{start: number, end: number}} place
 * @param {boolean} everywhere
 * @param {object} [more] what the action says beside its target
 */
export function correction(action, text, { start, end }, everywhere, more = {}) {
  const made = { action, target: target(text, start, end), ...more };
  return everywhere ? { ...made, everywhere: true } : made;
}

/**
 * A list with one more correction. A type that is changed once more, such as with the arrow keys,
 * replaces the one before.
 * @param {object[]} list
 * @param {object} added
 */
export function withCorrection(list, added) {
  const last = list.at(-1);
  const again =
    added.action === "retype" &&
    last?.action === "retype" &&
    Boolean(last.everywhere) === Boolean(added.everywhere) &&
    JSON.stringify(last.target) === JSON.stringify(added.target);
  return [...(again ? list.slice(0, -1) : list), added];
}

/**
 * The kind that each `retype` of a list changed: that of the article without corrections, or that
 * of an earlier correction of the same place.
 * @param {object[]} list
 * @param {object | null} untouched the article as it is without any
 * @returns {({type: string, subtype?: string} | undefined)[]} by place in the list
 */
export function formerKinds(list, untouched) {
  const given = new Map();
  const found = new Map(untouched?.mentions.map((one) => [`${one.start} ${one.end} ${one.text}`, one]));
  return list.map(({ action, target: { start, end, exact }, to, type, subtype }) => {
    const place = `${start} ${end} ${exact}`;
    const before = given.get(place) ?? found.get(place);
    if (action === "add" || action === "retype") given.set(place, { type, subtype });
    else if (action === "resize" && before) given.set(`${to.start} ${to.end} ${to.exact}`, before);
    return action === "retype" && before ? kindOf(before.type, before.subtype) : undefined;
  });
}

function isLow(text, position) {
  const code = text.charCodeAt(position);
  const before = text.charCodeAt(position - 1);
  return code >= 0xdc00 && code <= 0xdfff && before >= 0xd800 && before <= 0xdbff;
}
