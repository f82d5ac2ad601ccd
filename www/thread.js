/**
 * The page's side of the worker: one call at a time, in order, so that what waits can be called
 * off; what runs is ended with its worker, and the next call gets a new one.
 */

import { LOADS } from "./calls.js";
import { WenmaiError, isTrap } from "./failures.js";
import { makeWorker } from "./files.js";
import { Whole } from "./parts.js";

/** Milliseconds after which a worker that has not said anything never will. */
const SILENCE = 2000;

/** This page can have no worker, or the worker no engine; in place there may be one. */
export class Unavailable extends Error {}

/** One worker: what is sent and what comes back. */
class Line {
  #worker;
  #alive;
  #ended = false;
  #answer = null;

  constructor() {
    this.#alive = new Promise((resolve, reject) => {
      const fail = (message) => {
        const error = new Unavailable(message);
        reject(error);
        this.#settle({ error });
      };
      this.#begin(resolve, fail);
    });
    // It may be that nobody asks.
    this.#alive.catch(() => {});
  }

  async #begin(alive, fail) {
    let worker;
    try {
      worker = await makeWorker();
    } catch (error) {
      // A script of another origin; policies refuse with an event.
      return fail(error.message);
    }
    if (this.#ended) return worker.terminate();
    this.#worker = worker;
    const listen = (name, listener) => worker.addEventListener(name, listener);
    listen("message", ({ data }) => (data.alive ? alive() : this.#take(data)));
    listen("messageerror", () => fail("messageerror"));
    listen("error", (event) => {
      // The page goes on without it, and says nothing.
      event.preventDefault();
      fail(event.message ?? "error");
    });
  }

  /** Makes the engine; what the worker says of the pack is thrown with its code. */
  async start({ script, module, pack, loaded }) {
    let timer;
    const silent = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Unavailable("silent")), SILENCE);
    });
    try {
      await Promise.race([this.#alive, silent]);
    } finally {
      clearTimeout(timer);
    }
    try {
      await this.send("start", [{ script, module, pack, loaded }]);
    } catch (cause) {
      // In place there is room for one instance more: the one that paints is used.
      const final = cause.code && cause.code !== "out-of-memory";
      throw final ? cause : new Unavailable(cause.message);
    }
  }

  /** Sends a call, none of which may be under way, and gives what it comes to. */
  send(name, values) {
    return new Promise((resolve, reject) => {
      this.#answer = { whole: new Whole(), resolve, reject };
      this.#worker.postMessage({ name, values });
    });
  }

  end() {
    this.#ended = true;
    this.#worker?.terminate();
    this.#answer = null;
  }

  #take(message) {
    if (message.error) this.#settle(message);
    else if (this.#answer?.whole.take(message)) this.#settle({});
  }

  #settle({ error }) {
    const answer = this.#answer;
    this.#answer = null;
    if (error) answer?.reject(error);
    else answer?.resolve(answer.whole.result);
  }
}

export class Thread {
  #files = null;
  #line = null;
  #queue = [];
  #running = null;
  #starting = true;
  #lost;
  /** Milliseconds that the last start took: what it costs to end a worker. */
  #cost = 0;

  /**
   * Begins a worker, while the files that it needs are still coming.
   * @param {() => void} lost no worker can be had any more
   */
  constructor(lost) {
    this.#lost = lost;
    this.#line = new Line();
  }

  /** Whether calls are answered on another thread. */
  get apart() {
    return true;
  }

  /**
   * Makes the engine.
   * @param {object} files as downloaded, and what further packs are `loaded`
   * @throws {Unavailable} where the page can have no worker
   */
  async start(files) {
    const began = performance.now();
    this.#files = files;
    this.#line ??= new Line();
    this.#starting = true;
    await this.#line.start(files);
    this.#starting = false;
    this.#cost = performance.now() - began;
  }

  /**
   * Asks the engine.
   * @param {string} name of the call
   * @param {unknown[]} values
   * @param {AbortSignal} [signal] calls it off
   */
  ask(name, values, signal) {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new WenmaiError("cancelled"));
      const call = { name, values, resolve, reject, off: false };
      signal?.addEventListener("abort", () => this.#callOff(call), { once: true });
      this.#queue.push(call);
      this.#next();
    });
  }

  /** Ends the worker; what was asked and has no answer is called off. */
  end() {
    this.#drop();
    for (const { reject } of [this.#running, ...this.#queue].filter(Boolean)) {
      reject(new WenmaiError("cancelled"));
    }
    this.#running = null;
    this.#queue = [];
  }

  async #next() {
    if (this.#running || !this.#queue.length) return;
    const call = (this.#running = this.#queue.shift());
    try {
      if (!this.#line) await this.#restart();
      if (!call.off) call.resolve(await this.#answer(call));
    } catch (cause) {
      const error = WenmaiError.from(cause);
      // After a trap, or without a sign of life, nobody asks this worker again.
      if (isTrap(error) || cause instanceof Unavailable) this.#drop();
      call.reject(error);
    }
    // A call that was ended with its worker has been followed by the next one already.
    if (this.#running !== call) return;
    this.#running = null;
    this.#next();
  }

  async #answer({ name, values }) {
    const result = await this.#line.send(name, values);
    if (LOADS.has(name)) this.#files.loaded.set(name, values);
    return result;
  }

  async #restart() {
    try {
      await this.start(this.#files);
    } catch (error) {
      this.#lost();
      throw error;
    }
  }

  #drop() {
    this.#line?.end();
    this.#line = null;
  }

  #callOff(call) {
    call.off = true;
    call.reject(new WenmaiError("cancelled"));
    this.#queue = this.#queue.filter((other) => other !== call);
    if (this.#running !== call || this.#starting) return;
    // It may be done before a new worker would be there.
    setTimeout(() => {
      if (this.#running !== call) return;
      this.#drop();
      this.#running = null;
      this.#next();
    }, this.#cost);
  }
}
