/**
 * One engine a page: finds its files beside this script, loads them, checks that they belong
 * together, and says precisely what went wrong where something did. It reads in a worker, so
 * that the page is never busy; where there can be none, on the page's own thread.
 */

import { instantiate } from "./calls.js";
import { PACK, download, mayRun } from "./download.js";
import { WenmaiError } from "./failures.js";
import { Place } from "./place.js";
import { Thread, Unavailable } from "./thread.js";

const PATIENCE = 60_000;
/** Failures that may be gone when everything is asked for once more, past the caches. */
const CURABLE =
  /^(release-mismatch|network|server-failed|engine-(not-wasm|damaged)|script-(missing|not-script|damaged)|pack-.*)$/;

/** The page's engines: in a worker, and in place. */
const shared = { apart: null, here: null };
/** Counts engines, so that one after a trap gets a script with fresh state. */
let generation = 0;
/** Further packs that were loaded, as calls with their values: the next engine gets them too. */
const loaded = new Map();

/**
 * The page's engine, loaded on first use. A failure is not kept: the next call tries again.
 * @param {{worker?: boolean}} [options] whether it reads in a worker; where not said, the one
 *   that the page has, or else in a worker
 * @returns {Promise<Engine>}
 */
export function sharedEngine({ worker } = {}) {
  const slot = (worker ?? (shared.apart || !shared.here)) ? "apart" : "here";
  shared[slot] ??= share(slot);
  return shared[slot];
}

function share(slot) {
  // Only itself: by the time that it fails there may be another.
  const forget = () => shared[slot] === starting && (shared[slot] = null);
  const starting = startEngine({ worker: slot === "apart", lost: forget }).catch((error) => {
    forget();
    throw error;
  });
  return starting;
}

/**
 * Loads an engine.
 * @param {{patience?: number, worker?: boolean, lost?: () => void}} [options] the milliseconds
 *   after which loading is given up, whether to use a worker; `lost` is told when the engine can
 *   no longer be used
 * @returns {Promise<Engine>}
 */
export async function startEngine({ patience = PATIENCE, worker = true, lost = () => {} } = {}) {
  mayRun();
  const abort = new AbortController();
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new WenmaiError("timeout"));
      abort.abort();
    }, patience);
  });
  const loading = load({ signal: abort.signal, worker, lost });
  // Whichever comes second has nobody waiting for it.
  loading.catch(() => {});
  try {
    return await Promise.race([loading, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function load(options) {
  try {
    return await assemble(options, "default");
  } catch (error) {
    // A stale or cut-off file in a cache and a server's bad moment are what asking again can
    // cure; a file that is not there stays away, and asking only repeats the browser's complaint.
    if (!CURABLE.test(error.code) || options.signal.aborted) throw error;
    return assemble(options, "reload");
  }
}

async function assemble({ signal, worker, lost }, cache) {
  const gone = () => {
    generation += 1;
    lost();
  };
  const thread = worker ? new Thread(gone) : null;
  signal.addEventListener("abort", () => thread?.end());
  try {
    const fresh = generation + (cache === "reload" ? 0.5 : 0);
    const files = { ...(await download(signal, cache, fresh)), loaded };
    const { core, release } = files;
    // Without the pack: what paints needs the document, and the document is here.
    const memory = await instantiate(core, files.module);
    if (core.release?.() !== release) throw new WenmaiError("release-mismatch");
    const calls = (await apart(thread, files)) ?? new Place({ ...files, memory }, gone);
    return new Engine(core, calls, release);
  } catch (error) {
    thread?.end();
    throw WenmaiError.from(error, PACK);
  }
}

/** The worker with its engine, or null where the page can have none. */
async function apart(thread, files) {
  try {
    await thread?.start(files);
    return thread;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    thread.end();
    return null;
  }
}

/** A loaded engine. What it gives are promises, which reject with a `WenmaiError`. */
export class Engine {
  #core;
  #calls;

  /**
   * @param {object} core the module that wasm-bindgen wrote, ready to paint
   * @param {Thread | Place} calls who answers
   * @param {string} release
   */
  constructor(core, calls, release) {
    this.#core = core;
    this.#calls = calls;
    /** The release of script, binary and pack. */
    this.release = release;
  }

  /** Whether it reads in a worker. */
  get apart() {
    return this.#calls.apart;
  }

  /** What {@link Engine.export} can write, as `{name, mediaType, suffix}`. */
  get formats() {
    return this.#core.formats();
  }

  /**
   * A painter for one element; it works on the page's own thread.
   * @param {Element} element
   */
  painter(element) {
    return new this.#core.Painter(element);
  }

  /**
   * Reads a text.
   * @param {string} text
   * @param {{clean?: boolean, disabledEdits?: number[], corrections?: object[],
   *   lexicon?: object[], tokens?: boolean}} options
   * @param {{signal?: AbortSignal}} [manner] with `signal` the reading can be called off
   * @returns {Promise<object>} the article, in the documented shape
   */
  analyse(text, options, { signal } = {}) {
    return this.#calls.ask("analyse", [text, options], signal);
  }

  /**
   * Reads a text and writes it as a file.
   * @param {string} text
   * @param {string} format
   * @param {object} options as for {@link Engine.analyse}
   * @returns {Promise<string>}
   */
  export(text, format, options) {
    return this.#calls.ask("export", [text, format, options]);
  }

  /**
   * Reads a file of corrections.
   * @param {object} file in the documented shape
   * @returns {Promise<object[]>} a list that `options.corrections` takes
   */
  corrections(file) {
    return this.#calls.ask("corrections", [file]);
  }

  /**
   * Finds a string in a text, in either script and width, by its characters or its readings.
   * @param {string} text
   * @param {string} query
   * @param {{signal?: AbortSignal}} [manner] with `signal` the search can be called off
   * @returns {Promise<{start: number, end: number, how: "text" | "reading"}[]>}
   */
  search(text, query, { signal } = {}) {
    return this.#calls.ask("search", [text, query], signal);
  }

  /** The article's clean text in the other script, position by position. */
  display(article, script) {
    return this.#calls.ask("display", [article, script]);
  }

  /** Loads the pack of readings; later engines of the page get it too. */
  loadReadings(bytes) {
    return this.#calls.ask("loadReadings", [bytes]);
  }

  /** Readings word by word, in the style `pinyin` or `zhuyin`. */
  readings(article, raw, style) {
    return this.#calls.ask("readings", [article, raw, style]);
  }

  /** Loads the pack of definitions; later engines of the page get it too. */
  loadDefinitions(bytes) {
    return this.#calls.ask("loadDefinitions", [bytes]);
  }

  /** Loads the pack of phrases; later engines of the page get it too. */
  loadPhrases(bytes) {
    return this.#calls.ask("loadPhrases", [bytes]);
  }

  /** What is known of a word. */
  word(text, style) {
    return this.#calls.ask("word", [text, style]);
  }

  /** Reads a file of words. */
  readLexicon(text) {
    return this.#calls.ask("readLexicon", [text]);
  }

  /** Writes words as a file. */
  writeLexicon(words) {
    return this.#calls.ask("writeLexicon", [words]);
  }

  /** Ends the worker, if there is one; what was asked and not answered stays so. */
  end() {
    this.#calls.end();
  }
}
