/** What can be asked of an engine, wherever it reads: in a worker, on the page's thread, in Node. */

/** The questions; every answer is a promise, which rejects with a `WenmaiError`. */
export class Askable {
  #ask;

  /**
   * @param {(name: string, values: unknown[], signal?: AbortSignal) => Promise<unknown>} ask
   *   answers a call of `calls.js`
   */
  constructor(ask) {
    this.#ask = ask;
  }

  /**
   * Reads a text.
   * @param {string} text
   * @param {{clean?: boolean, disabledEdits?: number[], corrections?: object[],
   *   lexicon?: object[], tokens?: boolean, remember?: boolean}} options
   * @param {{signal?: AbortSignal}} [manner] with `signal` the reading can be called off
   * @returns {Promise<object>} the article, in the documented shape
   */
  analyse(text, options, { signal } = {}) {
    return this.#ask("analyse", [text, options], signal);
  }

  /**
   * Cuts a text, as it is, into words, and does nothing else.
   * @param {string} text
   * @param {{learned?: boolean}} [manner] whether the model cuts, or the dictionary alone
   * @param {{signal?: AbortSignal}} [call] with `signal` the cutting can be called off
   * @returns {Promise<Uint32Array>} where each word ends; they cover the text, blanks included
   */
  segment(text, { learned = true } = {}, { signal } = {}) {
    return this.#ask("segment", [text, learned], signal);
  }

  /**
   * Reads a text and writes it as a file.
   * @param {string} text
   * @param {string} format
   * @param {object} options as for {@link Askable.analyse}
   * @returns {Promise<string>}
   */
  export(text, format, options) {
    return this.#ask("export", [text, format, options]);
  }

  /**
   * Reads a file of corrections.
   * @param {object} file in the documented shape
   * @returns {Promise<object[]>} a list that `options.corrections` takes
   */
  corrections(file) {
    return this.#ask("corrections", [file]);
  }

  /**
   * Finds a string in a text, in either script and width, by its characters or its readings.
   * @param {string} text
   * @param {string} query
   * @param {{signal?: AbortSignal}} [manner] with `signal` the search can be called off
   * @returns {Promise<{start: number, end: number, how: "text" | "reading"}[]>}
   */
  search(text, query, { signal } = {}) {
    return this.#ask("search", [text, query], signal);
  }

  /** The article's clean text in the other script, position by position. */
  display(article, script) {
    // A long article as a message keeps the page busy: only what is needed of it.
    const mentions = article.mentions.map(({ start, end }) => ({ start, end }));
    return this.#ask("display", [{ text: article.text, mentions }, script]);
  }

  /** Loads the pack of readings; later engines of the page get it too. */
  loadReadings(bytes) {
    return this.#ask("loadReadings", [bytes]);
  }

  /** Readings word by word, in the style `pinyin` or `zhuyin`. */
  readings(article, raw, style) {
    return this.#ask("readings", [article, raw, style]);
  }

  /** Loads the pack of definitions; later engines of the page get it too. */
  loadDefinitions(bytes) {
    return this.#ask("loadDefinitions", [bytes]);
  }

  /** Loads the pack of phrases; later engines of the page get it too. */
  loadPhrases(bytes) {
    return this.#ask("loadPhrases", [bytes]);
  }

  /** What is known of a word. */
  word(text, style) {
    return this.#ask("word", [text, style]);
  }

  /** Reads a file of words. */
  readLexicon(text) {
    return this.#ask("readLexicon", [text]);
  }

  /** Writes words as a file. */
  writeLexicon(words) {
    return this.#ask("writeLexicon", [words]);
  }
}
