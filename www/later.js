/** Work that can wait until the first look has been had: done in slices, a frame apart. */

import { frame } from "./pause.js";

/** Milliseconds a slice. */
const SLICE = 8;

export class Later {
  #runs = 0;

  /**
   * Takes up work from the next frame on; what was left of the work before is dropped.
   * @param {Iterable<() => void>} steps
   */
  async begin(steps) {
    const run = ++this.#runs;
    await frame();
    let end = performance.now() + SLICE;
    for (const step of steps) {
      if (performance.now() >= end) {
        await frame();
        end = performance.now() + SLICE;
      }
      if (run !== this.#runs) return;
      step();
    }
  }

  /** Drops what is left. */
  end() {
    this.#runs += 1;
  }
}
