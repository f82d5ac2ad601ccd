/** The sentence around a mention, cut for a list. */

const END = /[。！？!?\n]/;
const CLOSING = /[”’」』）)]/;
const PAUSE = /[，、；：,;:]/;
/** Longest context on either side, in UTF-16 units. */
const LONGEST = 48;

/**
 * The sentence around a stretch of a text, in three parts, shortened with an ellipsis.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {number} [reach] longest context on either side, in UTF-16 units
 * @returns {{before: string, inside: string, after: string}}
 */
export function sentence(text, start, end, reach = LONGEST) {
  let from = start;
  while (from > 0 && !END.test(text[from - 1]) && start - from < reach) from -= 1;
  const begun = from > 0 && !END.test(text[from - 1]);
  // A sentence that is cut begins behind a pause, where it has one.
  if (begun) {
    const pause = text.slice(from, start).search(PAUSE);
    if (pause >= 0 && pause < reach / 2) from += pause + 1;
  }
  while (from < start && /[\s\u3000”’」』）)]/.test(text[from])) from += 1;
  let to = end;
  while (to < text.length && !END.test(text[to]) && to - end < reach) to += 1;
  // A sentence that is nearly over is not cut.
  const rest = text.slice(to, to + reach / 3).search(END);
  if (rest >= 0) to += rest;
  const cut = to < text.length && !END.test(text[to]);
  if (!cut && to < text.length && text[to] !== "\n") to += 1;
  while (!cut && to < text.length && CLOSING.test(text[to])) to += 1;
  from = whole(text, from);
  to = whole(text, to);
  return {
    before: (begun ? "…" : "") + text.slice(from, start),
    inside: text.slice(start, end),
    after: text.slice(end, to) + (cut ? "…" : ""),
  };
}

/** A position that does not lie inside a surrogate pair. */
function whole(text, position) {
  const code = text.charCodeAt(position);
  return code >= 0xdc00 && code <= 0xdfff ? position - 1 : position;
}
