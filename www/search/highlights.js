/** Hits marked in the text without touching it: by the CSS Custom Highlight API. A browser that
 *  has none marks nothing. */

import { pause } from "../pause.js";

const ALL = "wenmai-found";
const CURRENT = "wenmai-found-current";
/** Milliseconds of work before the browser gets its turn. */
const SLICE = 8;

export class Highlights {
  #range;
  #shown = { [ALL]: [], [CURRENT]: [] };
  #runs = 0;

  /** @param {(start: number, end: number) => Range | undefined} range of a stretch of the text */
  constructor(range) {
    this.#range = range;
  }

  /** Shows hits, of which one is current. */
  async show(hits, current) {
    const run = ++this.#runs;
    this.#clear(ALL);
    this.#mark(CURRENT, hits[current] ? [hits[current]] : []);
    for (let index = 0, began = performance.now(); index < hits.length; index += 1) {
      this.#add(ALL, hits[index]);
      if (performance.now() - began < SLICE) continue;
      await pause();
      if (run !== this.#runs) return;
      began = performance.now();
    }
  }

  /** Another hit is the current one. */
  choose(hit) {
    this.#mark(CURRENT, [hit]);
  }

  /** Shows nothing any more. */
  end() {
    this.#runs += 1;
    this.#clear(ALL);
    this.#clear(CURRENT);
  }

  #mark(name, hits) {
    this.#clear(name);
    for (const hit of hits) this.#add(name, hit);
  }

  #add(name, { start, end }) {
    const found = globalThis.Highlight && this.#range(start, end);
    if (!found) return;
    // One that does not follow changes costs nothing while the text is painted.
    const range = new StaticRange(found);
    this.#shown[name].push(range);
    registered(name).add(range);
  }

  #clear(name) {
    // Other elements of the page have theirs under the same name.
    for (const range of this.#shown[name]) registered(name).delete(range);
    this.#shown[name] = [];
  }
}

function registered(name) {
  if (!CSS.highlights.has(name)) {
    const made = new Highlight();
    made.priority = name === CURRENT ? 1 : 0;
    CSS.highlights.set(name, made);
  }
  return CSS.highlights.get(name);
}
