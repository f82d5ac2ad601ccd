/**
 * The engine without the element, for programs: in a page, in a worker, in Node. It reads where
 * it is called, and says what goes wrong in a sentence; see `core.d.ts`.
 */

import { ADDRESSES } from "./addresses.js";
import { Askable } from "./askable.js";
import { instantiate } from "./calls.js";
import { PACK, compile, mayRun, read } from "./download.js";
import { WenmaiError, explain } from "./failures.js";
import { loadScripts } from "./files.js";
import { Place } from "./place.js";
import { RELEASE } from "./release.js";
import * as script from "./wenmai_core.js";

const BINARY = "wenmai_core_bg.wasm";
/** Further packs, and the calls that take them. */
const FURTHER = {
  readings: { file: "wenmai-readings.pack", call: "loadReadings" },
  definitions: { file: "wenmai-definitions.pack", call: "loadDefinitions" },
  phrases: { file: "wenmai-phrases.pack", call: "loadPhrases" },
};

/** A single letter is a drive of Windows. */
const SCHEME = /^[a-z][a-z+.-]+:/i;

/** The script that wasm-bindgen wrote: it has one instance of the module. Null after a trap. */
let core = script;
let traps = 0;

/**
 * An engine, loaded.
 * @param {object} [sources] as for {@link Engine.load}
 * @returns {Promise<Engine>}
 */
export async function load(sources) {
  const engine = new Engine();
  await engine.load(sources);
  return engine;
}

/** An engine, which has to be loaded before it is asked. */
export class Engine extends Askable {
  #core = null;
  #place = null;

  constructor() {
    super((...call) => this.#ask(...call));
  }

  /** The release of script, module and pack. */
  get release() {
    return RELEASE;
  }

  /** What {@link Askable.export} can write, as `{name, mediaType, suffix}`. */
  get formats() {
    if (!this.#place) throw notLoaded();
    return this.#core.formats();
  }

  /**
   * Loads it, or loads it again after a failure; without sources, from the files beside this one.
   * Each source is an address, the answer to a request, or bytes; `wasm` may be a compiled
   * module, too, and a further pack `true` for the one beside this file.
   * @param {{wasm?: unknown, pack?: unknown, readings?: unknown, definitions?: unknown,
   *   phrases?: unknown}} [sources]
   */
  async load({ wasm, pack, ...further } = {}) {
    try {
      mayRun();
      const wanted = Object.keys(FURTHER).filter((name) => further[name]);
      const sources = wanted.map((name) => (further[name] === true ? undefined : further[name]));
      const [module, base, ...others] = await Promise.all([
        moduleOf(wasm),
        bytesOf(PACK, pack),
        ...wanted.map((name, index) => bytesOf(FURTHER[name].file, sources[index])),
      ]);
      core ??= (await loadScripts(traps)).core;
      const memory = await instantiate(core, module);
      if (core.release?.() !== RELEASE) throw new WenmaiError("release-mismatch");
      const loaded = new Map(wanted.map((name, at) => [FURTHER[name].call, [others[at]]]));
      this.end();
      this.#core = core;
      this.#place = new Place({ core, pack: base, loaded, memory }, () => this.#trapped());
    } catch (cause) {
      throw inWords(WenmaiError.from(cause, PACK));
    }
  }

  /** Frees what it holds; it can be loaded again. */
  end() {
    this.#place?.end();
    this.#place = null;
  }

  async #ask(...call) {
    if (!this.#place) throw notLoaded();
    try {
      return await this.#place.ask(...call);
    } catch (cause) {
      throw inWords(cause);
    }
  }

  /** A trap leaves the instance in an unknown state: it is not even asked to free anything. */
  #trapped() {
    this.#place = null;
    if (core !== this.#core) return;
    core = null;
    traps += 1;
  }
}

async function moduleOf(source) {
  const given = await source;
  if (given instanceof WebAssembly.Module) return given;
  return compile(await answerOf(BINARY, given));
}

async function bytesOf(file, source) {
  return read(await answerOf(file, await source), file);
}

/** A source as the answer to a request for it. */
async function answerOf(file, source = ADDRESSES[file]) {
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) return new Response(source);
  const answer = source instanceof Response ? source : await open(file, source);
  if (!answer.ok) throw new WenmaiError("file-missing", { file });
  return answer;
}

async function open(file, source) {
  const here = globalThis.document?.baseURI ?? globalThis.location?.href;
  // Where there is no page, an address without a scheme is a path.
  const address = here || SCHEME.test(source) ? new URL(source, here) : source;
  const onDisk = globalThis.process?.versions?.node && !/^https?:/.test(address.protocol);
  try {
    return onDisk ? new Response(await readFromDisk(address)) : await fetch(address);
  } catch (cause) {
    throw new WenmaiError(cause.code === "ENOENT" ? "file-missing" : "network", { file, cause });
  }
}

async function readFromDisk(path) {
  // Put together, so that no bundler looks for it where there is no Node.
  const name = ["node:fs", "promises"].join("/");
  const { readFile } = await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  return readFile(path);
}

/** A failure whose message is a sentence, the core's own where it has one, and which has the cure
 *  by itself too. */
function inWords(cause) {
  const error = WenmaiError.from(cause);
  const said = error.cause?.cure ? error.cause : explain(error, "en");
  return Object.assign(error, { message: `${said.message}; ${said.cure}.`, cure: said.cure });
}

function notLoaded() {
  const cure = "await load() or engine.load() first";
  const error = new WenmaiError("not-loaded");
  return Object.assign(error, { message: `The engine is not loaded; ${cure}.`, cure });
}
