/** A value with its past and its future: every change can be undone and redone, without limit. */

export class History {
  #past = [];
  #future = [];

  /** @param {*} value the first value; values are never changed in place */
  constructor(value) {
    this.value = value;
  }

  /** Whether there is something to undo. */
  get canUndo() {
    return this.#past.length > 0;
  }

  /** Whether there is something to redo. */
  get canRedo() {
    return this.#future.length > 0;
  }

  /** A new value; what had been undone is gone. */
  change(value) {
    this.#past.push(this.value);
    this.#future = [];
    this.value = value;
  }

  /** Back to the value before; says whether there was one. */
  undo() {
    return this.#move(this.#past, this.#future);
  }

  /** Forward again; says whether there was something undone. */
  redo() {
    return this.#move(this.#future, this.#past);
  }

  #move(from, to) {
    if (!from.length) return false;
    to.push(this.value);
    this.value = from.pop();
    return true;
  }
}
