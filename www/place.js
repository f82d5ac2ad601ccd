/** The engine on the page's own thread: where there is no worker, or none is wanted. */

import { LOADS, answer, open } from "./calls.js";
import { WenmaiError } from "./failures.js";

export class Place {
  #core;
  #engine;
  #loaded;
  #trapped;

  /**
   * @param {object} files as downloaded, and what further packs are `loaded`
   * @param {() => void} trapped the engine can no longer be used
   */
  constructor({ core, pack, loaded }, trapped) {
    this.#core = core;
    this.#engine = open(core, pack, loaded);
    this.#loaded = loaded;
    this.#trapped = trapped;
  }

  /** Whether calls are answered on another thread. */
  get apart() {
    return false;
  }

  /** Answers a call; nothing can be called off while it runs. */
  async ask(name, values, signal) {
    if (signal?.aborted) throw new WenmaiError("cancelled");
    try {
      const result = answer(this.#core, this.#engine, name, values);
      if (LOADS.has(name)) this.#loaded.set(name, values);
      return result;
    } catch (cause) {
      const error = WenmaiError.from(cause);
      // A trap leaves the instance in an unknown state: nobody gets it again.
      if (error.code === "panic") this.#trapped();
      throw error;
    }
  }

  /** Frees the engine: nobody may ask it again. */
  end() {
    this.#engine?.free();
    this.#engine = null;
  }
}
