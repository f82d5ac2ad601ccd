/**
 * A result in parts, each a message of its own. A long article as one message would be read by
 * the receiver in one go, during which the page answers nobody; parts leave gaps.
 */

/** Items a message: a millisecond or two to read. */
const ITEMS = 400;

/**
 * The messages that carry a result, in order.
 * @param {unknown} result plain data
 */
export function* parts(result) {
  if (isLong(result)) {
    yield { result: [] };
    yield* pieces(result);
  } else if (isRecord(result)) {
    const long = Object.keys(result).filter((key) => isLong(result[key]));
    // The keys keep their order.
    yield { result: { ...result, ...Object.fromEntries(long.map((key) => [key, []])) } };
    for (const key of long) yield* pieces(result[key], key);
  } else {
    yield { result };
  }
  yield { done: true };
}

/** Plain data by name; arrays of numbers, whose bytes are copied at once, go whole. */
const isRecord = (value) =>
  value && typeof value === "object" && !Array.isArray(value) && !ArrayBuffer.isView(value);
const isLong = (value) => Array.isArray(value) && value.length > ITEMS;

function* pieces(list, key) {
  for (let index = 0; index < list.length; index += ITEMS) {
    yield { items: list.slice(index, index + ITEMS), key };
  }
}

/** Puts the messages of {@link parts} together again. */
export class Whole {
  /** The result; complete once a message has said so. */
  result = undefined;

  /** Takes the next message; says whether it was the last. */
  take({ result, items, key, done }) {
    if (done) return true;
    if (items) (key === undefined ? this.result : this.result[key]).push(...items);
    else this.result = result;
    return false;
  }
}
