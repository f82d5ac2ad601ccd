/**
 * One engine a page: finds its files beside this script, loads them, checks that they belong
 * together, and says precisely what went wrong where something did. It reads in a worker, so
 * that the page is never busy; where there can be none, on the page's own thread.
 */

import { Askable } from "./askable.js";
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
    // The worker makes its engine meanwhile; what this script finds to be wrong counts first.
    const starting = apart(thread, files);
    starting.catch(() => {});
    // Without the pack: what paints needs the document, and the document is here.
    const memory = await instantiate(core, files.module);
    if (core.release?.() !== release) throw new WenmaiError("release-mismatch");
    const calls = (await starting) ?? new Place({ ...files, memory }, gone);
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

/** A loaded engine: what can be asked of one, and what paints. */
export class Engine extends Askable {
  #core;
  #calls;

  /**
   * @param {object} core the module that wasm-bindgen wrote, ready to paint
   * @param {Thread | Place} calls who answers
   * @param {string} release
   */
  constructor(core, calls, release) {
    super((name, values, signal) => calls.ask(name, values, signal));
    this.#core = core;
    this.#calls = calls;
    /** The release of script, binary and pack. */
    this.release = release;
  }

  /** Whether it reads in a worker. */
  get apart() {
    return this.#calls.apart;
  }

  /** What {@link Askable.export} can write, as `{name, mediaType, suffix}`. */
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

  /** Ends the worker, if there is one; what was asked and not answered stays so. */
  end() {
    this.#calls.end();
  }
}
