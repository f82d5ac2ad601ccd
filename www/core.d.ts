/**
 * Types of the headless core, written by hand. It needs no document: it runs in a page, in a
 * worker and in Node, and reads where it is called. Positions count UTF-16 units.
 */

import type {
  WenmaiCorrection,
  WenmaiCorrections,
  WenmaiFailure,
  WenmaiFormat,
  WenmaiHit,
  WenmaiResult,
  WenmaiWord,
} from "./wenmai.js";

/** Bytes: their address, relative to the page; in Node also a path; or they themselves. */
export type WenmaiSource = URL | string | Response | BufferSource;

/** Where an engine gets its files; what is not named lies beside this file. */
export interface WenmaiSources {
  wasm?: WenmaiSource | WebAssembly.Module | PromiseLike<WenmaiSource | WebAssembly.Module>;
  pack?: WenmaiSource | PromiseLike<WenmaiSource>;
  /** Needed by `readings` and `word`; `true` for the pack beside this file. */
  readings?: true | WenmaiSource | PromiseLike<WenmaiSource>;
  /** Adds definitions to `word`. */
  definitions?: true | WenmaiSource | PromiseLike<WenmaiSource>;
  /** Needed by `display` in Traditional characters. */
  phrases?: true | WenmaiSource | PromiseLike<WenmaiSource>;
}

/** What may be asked of an analysis. */
export interface WenmaiOptions {
  /** False leaves the text unrepaired. */
  clean?: boolean;
  /** Numbers of repairs, in `edits`, to do without. */
  disabledEdits?: number[];
  corrections?: WenmaiCorrection[];
  lexicon?: WenmaiWord[];
  /** Whether the article is to have its tokens. */
  tokens?: boolean;
  /** Whether its lines are kept in mind: for a text that changes, which is read faster afterwards, to the same result. */
  remember?: boolean;
}

/** The readings of a word. */
export interface WenmaiReadings {
  start: number;
  end: number;
  /** How common it is, 1 for the commonest words to 5. */
  band: number;
  /** One a character; null where it has none. */
  readings: (string | null)[];
}

/** What is known of a word. */
export interface WenmaiKnown {
  word: string;
  readings: (string | null)[];
  pos: string;
  band: number;
  frequency: number;
  /** Null as long as the pack of definitions is not loaded. */
  definitions:
    | { traditional: string; simplified: string; reading: string; senses: string[] }[]
    | null;
}

/**
 * An engine. Every promise rejects with an `Error` whose `message` is a sentence and which has a
 * `code` and a `cure`; before it is loaded the code is `not-loaded`.
 */
export declare class Engine {
  constructor();
  readonly release: string;
  /** What `export` can write; a file is named by its stem and the suffix. */
  readonly formats: { name: string; mediaType: string; suffix: string }[];

  /** Loads it, or loads it again after a failure. */
  load(sources?: WenmaiSources): Promise<void>;
  /** Reads a text. */
  analyse(text: string, options?: WenmaiOptions): Promise<WenmaiResult>;
  /** Cuts a text, as it is, into words, by the model or by the dictionary alone: where each word
   *  ends. They cover the text, blanks included. */
  segment(text: string, options?: { learned?: boolean }): Promise<Uint32Array>;
  /** Reads a text and writes it as a file, the bytes that the command line writes. */
  export(
    text: string,
    format: Exclude<WenmaiFormat, "html">,
    options?: WenmaiOptions,
  ): Promise<string>;
  /** Finds a string in a text, in either script and width, by characters or readings. */
  search(text: string, query: string): Promise<WenmaiHit[]>;
  /** Reads a file of corrections, as a list that `options.corrections` takes. */
  corrections(file: WenmaiCorrections): Promise<WenmaiCorrection[]>;
  /** Reads a file of words. */
  readLexicon(text: string): Promise<WenmaiWord[]>;
  /** Writes words as a file. */
  writeLexicon(words: WenmaiWord[]): Promise<string>;
  /** The clean text of an article in another script, position by position. */
  display(article: WenmaiResult, script: "hans" | "hant"): Promise<string>;
  /** The readings of an article, as `analyse` gave it for `raw`, word by word. */
  readings(
    article: WenmaiResult,
    raw: string,
    style: "pinyin" | "zhuyin",
  ): Promise<WenmaiReadings[]>;
  /** What is known of a word. */
  word(text: string, style: "pinyin" | "zhuyin"): Promise<WenmaiKnown>;
  /** Takes the bytes of a further pack. */
  loadReadings(pack: Uint8Array): Promise<void>;
  loadDefinitions(pack: Uint8Array): Promise<void>;
  loadPhrases(pack: Uint8Array): Promise<void>;
  /** Frees what it holds; it can be loaded again. */
  end(): void;
}

/** A failure of the core. */
export interface WenmaiCoreFailure extends WenmaiFailure {
  cure: string;
}

/** An engine, loaded. */
export declare function load(sources?: WenmaiSources): Promise<Engine>;
