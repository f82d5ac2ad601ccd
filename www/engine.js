/**
 * One engine a page: finds its files beside this script, loads them, checks that they belong
 * together, and says precisely what went wrong where something did.
 */

import { WenmaiError } from "./failures.js";

const SCRIPT = "wenmai_core.js";
const BINARY = "wenmai_core_bg.wasm";
const PACK = "wenmai.pack";
const RELEASE = "release.js";

/** First bytes of every WebAssembly module: `\0asm`. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d];
/** The smallest module there is: shows at once, without a download, whether any may run. */
const SMALLEST = Uint8Array.of(...MAGIC, 1, 0, 0, 0);
const PATIENCE = 60_000;

let shared = null;
/** Counts engines, so that one after a trap gets a script with fresh state. */
let generation = 0;

/**
 * The page's engine, loaded on first use. A failure is not kept: the next call tries again.
 * @returns {Promise<Engine>}
 */
export function sharedEngine() {
  shared ??= startEngine().catch((error) => {
    shared = null;
    throw error;
  });
  return shared;
}

/** Lets go of an engine that has trapped: the next call of {@link sharedEngine} loads anew. */
export function discardEngine() {
  shared = null;
  generation += 1;
}

/**
 * Loads an engine.
 * @param {{base?: URL | string, patience?: number}} [options] the folder of the engine's files
 *   and the milliseconds after which loading is given up
 * @returns {Promise<Engine>}
 */
export async function startEngine({ base = import.meta.url, patience = PATIENCE } = {}) {
  mayRun();
  const abort = new AbortController();
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new WenmaiError("timeout"));
      abort.abort();
    }, patience);
  });
  const loading = load(base, abort.signal);
  // Whichever comes second has nobody waiting for it.
  loading.catch(() => {});
  try {
    return await Promise.race([loading, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Asks the browser, for nothing, whether it would run a module at all. */
function mayRun() {
  if (typeof WebAssembly !== "object") throw new WenmaiError("no-wasm");
  try {
    new WebAssembly.Module(SMALLEST);
  } catch (cause) {
    throw new WenmaiError("engine-refused", { cause });
  }
}

async function load(base, signal) {
  try {
    return await assemble(base, signal, "default");
  } catch (error) {
    // A stale or cut-off file in a cache is the one thing that asking again can cure; a file
    // that is not there stays away, and a second request only repeats the browser's complaint.
    const curable = /^(release-mismatch|network|engine-not-wasm|pack-.*)$/;
    if (!curable.test(error.code) || signal.aborted) throw error;
    return assemble(base, signal, "reload");
  }
}

async function assemble(base, signal, cache) {
  const fresh = generation + (cache === "reload" ? 0.5 : 0);
  const parts = [
    importScript(RELEASE, base, fresh),
    importScript(SCRIPT, base, fresh),
    request(BINARY, base, signal, cache).then(compile),
    request(PACK, base, signal, cache).then(bytes(PACK)),
  ];
  const [{ RELEASE: release }, core, module, pack] = await Promise.all(parts);
  try {
    await core.default({ module_or_path: module });
  } catch (cause) {
    // Script and binary of different builds do not link.
    throw new WenmaiError("release-mismatch", { cause });
  }
  if (core.release() !== release) throw new WenmaiError("release-mismatch");
  try {
    return new Engine(core, new core.Engine(pack), release);
  } catch (error) {
    throw WenmaiError.from(error, PACK);
  }
}

async function importScript(file, base, fresh) {
  const url = new URL(file, base);
  if (fresh) url.searchParams.set("again", fresh);
  try {
    return await import(url.href);
  } catch (cause) {
    throw new WenmaiError("script-missing", { file, cause });
  }
}

async function request(file, base, signal, cache) {
  let response;
  try {
    response = await fetch(new URL(file, base), { signal, cache });
  } catch (cause) {
    throw new WenmaiError("network", { file, cause });
  }
  if (!response.ok) throw new WenmaiError("file-missing", { file });
  return response;
}

const bytes = (file) => async (response) => {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new WenmaiError("network", { file, cause });
  }
};

/** Compiles while downloading where the server names the type; else the same bytes, after. */
async function compile(response) {
  const type = response.headers.get("Content-Type") ?? "";
  const streaming = WebAssembly.compileStreaming && /^application\/wasm\s*(;|$)/i.test(type);
  try {
    if (streaming) return await WebAssembly.compileStreaming(response);
    const binary = await bytes(BINARY)(response);
    if (MAGIC.some((byte, index) => binary[index] !== byte)) {
      throw new WenmaiError("engine-not-wasm", { file: BINARY });
    }
    return await WebAssembly.compile(binary);
  } catch (cause) {
    if (cause instanceof WenmaiError) throw cause;
    if (cause instanceof WebAssembly.CompileError) {
      // The smallest module was accepted: it is this one that the browser does not understand.
      const damaged = /magic|expected/i.test(cause.message);
      const code = damaged ? "engine-not-wasm" : "old-browser";
      throw new WenmaiError(code, { file: BINARY, cause });
    }
    throw new WenmaiError("network", { file: BINARY, cause });
  }
}

/** A loaded engine. */
export class Engine {
  #core;
  #engine;

  /**
   * @param {object} core the module that wasm-bindgen wrote
   * @param {object} engine its engine
   * @param {string} release
   */
  constructor(core, engine, release) {
    this.#core = core;
    this.#engine = engine;
    /** The release of script, binary and pack. */
    this.release = release;
  }

  /**
   * Reads a text.
   * @param {string} text
   * @param {{clean?: boolean, disabledEdits?: number[], corrections?: object[], tokens?: boolean}} options
   * @returns {object} the article, in the documented shape
   */
  analyse(text, options) {
    return this.#guarded(() => this.#engine.analyse(text, options));
  }

  /**
   * Reads a text and writes it as a file.
   * @param {string} text
   * @param {string} format
   * @param {object} options as for {@link Engine.analyse}
   * @returns {string}
   */
  export(text, format, options) {
    return this.#guarded(() => this.#engine.export(text, format, options));
  }

  /**
   * Reads a file of corrections.
   * @param {object} file in the documented shape
   * @returns {object[]} a list that `options.corrections` takes
   */
  corrections(file) {
    return this.#guarded(() => this.#core.readCorrections(file));
  }

  /**
   * Reads a lexicon, plain text with a word a line.
   * @param {string} text
   * @returns {object[]} a list that `options.lexicon` takes
   */
  readLexicon(text) {
    return this.#guarded(() => this.#core.readLexicon(text));
  }

  /**
   * Writes a lexicon as plain text; fails where a word of it cannot be used.
   * @param {object[]} words
   * @returns {string}
   */
  writeLexicon(words) {
    return this.#guarded(() => this.#core.writeLexicon(words));
  }

  /** What {@link Engine.export} can write, as `{name, mediaType, suffix}`. */
  get formats() {
    return this.#core.formats();
  }

  /**
   * A painter for one element.
   * @param {Element} element
   */
  painter(element) {
    return new this.#core.Painter(element);
  }

  /** A trap leaves the instance in an unknown state: nobody gets it again. */
  #guarded(call) {
    try {
      return call();
    } catch (cause) {
      const error = WenmaiError.from(cause);
      if (error.code === "panic") discardEngine();
      throw error;
    }
  }
}
