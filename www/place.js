/** The engine on the page's own thread: where there is no worker, or none is wanted. */

import { LOADS, answer, failureOf, open } from "./calls.js";
import { WenmaiError, isTrap } from "./failures.js";

export class Place {
  #core;
  #engine;
  #loaded;
  #memory;
  #trapped;

  /**
   * @param {object} files as downloaded, what further packs are `loaded`, and the `memory` that
   *   the core works in
   * @param {() => void} trapped the engine can no longer be used
   */
  constructor({ core, pack, loaded, memory }, trapped) {
    this.#core = core;
    this.#memory = memory;
    this.#loaded = loaded;
    this.#trapped = trapped;
    try {
      this.#engine = open(core, pack, loaded);
    } catch (cause) {
      throw this.#failure(cause);
    }
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
      throw this.#failure(cause);
    }
  }

  /** Frees the engine: nobody may ask it again. */
  end() {
    this.#engine?.free();
    this.#engine = null;
  }

  #failure(cause) {
    const error = failureOf(cause, this.#memory);
    // A trap leaves the instance in an unknown state: nobody gets it again.
    if (isTrap(error)) this.#trapped();
    return error;
  }
}
