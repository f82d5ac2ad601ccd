/**
 * Types of `<wenmai-article>`, written by hand: these are the interface, the rest is detail.
 * Every position counts UTF-16 units, as JavaScript indexes strings.
 */

/** The type of a mention or an entity. */
export type WenmaiType =
  | "PERSON"
  | "TITLE"
  | "ORG"
  | "PLACE"
  | "FACILITY"
  | "EVENT"
  | "PROJECT"
  | "WORK"
  | "TIME"
  | "MONEY"
  | "QUANTITY"
  | "TERM";

/** The kind of an organisation: company, government or party body, any other. */
export type WenmaiSubtype = "COM" | "GOV" | "OTH";

/** One difference between raw and clean text. */
export interface WenmaiEdit {
  kind: "reading" | "straddle" | "damaged" | "boilerplate";
  /** Place in the raw text. */
  rawStart: number;
  rawEnd: number;
  /** Place in the clean text. */
  start: number;
  end: number;
  /** The proof, in words and bytes. */
  evidence: string;
  /** Whether the clean text has it applied. */
  active: boolean;
}

/** Why something was found. */
export interface WenmaiReason {
  /** The rule, by its stable name. */
  rule: string;
  /** The words that it went by; empty where there are none. */
  evidence: string;
}

/** One place of the clean text that names something. */
export interface WenmaiMention {
  /** `m1`, `m2` … in order of the text. */
  id: string;
  /** `article.text.slice(start, end) === text`, always. */
  start: number;
  end: number;
  /** Place in the raw text. */
  rawStart: number;
  rawEnd: number;
  text: string;
  type: WenmaiType;
  subtype?: WenmaiSubtype;
  /** Identifier of the entity. */
  entity: string;
  /** Confidence from 0 to 1. */
  score: number;
  /** Why it was marked. */
  why: WenmaiReason;
  /** Why a form other than the entity's name belongs to it; none for the name itself. */
  linked?: WenmaiReason;
  /** What a time, an amount or a quantity comes to, where its words and the article settle it. */
  value?: WenmaiValue;
  /** The names that it contains, in order; left out where there are none. */
  nested?: WenmaiNested[];
}

/** A name within the name of a mention, such as the place in that of an office. */
export interface WenmaiNested {
  /** Place in the clean text, within the mention's and shorter. */
  start: number;
  end: number;
  text: string;
  type: WenmaiType;
  subtype?: WenmaiSubtype;
  /** Identifier of its entity, where the article mentions it by itself too. */
  entity?: string;
  why: WenmaiReason;
}

/** What a time, an amount or a quantity comes to. */
export interface WenmaiValue {
  kind: "date" | "clock" | "duration" | "money" | "quantity" | "percentage" | "multiple";
  /** Dates in EDTF (`2021-10-08`, `2016/2022`, `199X`), clock times and durations in ISO 8601. */
  iso?: string;
  /** The number as stated; none for ranges and dates. */
  number?: number;
  /** Lowest and highest number meant. */
  low?: number;
  high?: number;
  bound: "exact" | "about" | "at-least" | "more-than" | "at-most" | "less-than" | "range";
  /** ISO 4217 code of the currency, or the unit in Simplified characters. */
  unit?: string;
  /** Whether a part, such as the year, was taken from the rest of the article. */
  inferred?: true;
  /** Why the expression cannot be true; then it has no value. */
  problem?: "no-such-date" | "no-such-time";
  /** How the value was worked out; empty where the text says it outright. */
  arithmetic: string;
}

/** What one or more mentions name. */
export interface WenmaiEntity {
  id: string;
  type: WenmaiType;
  subtype?: WenmaiSubtype;
  /** The fullest form in the article. */
  name: string;
  /** The other forms. */
  aliases: string[];
  /** Identifiers of the mentions, in order of the text. */
  mentions: string[];
  /**
   * For a place in China the divisions that it lies in, itself first; several chains where it is
   * not settled which place is meant.
   */
  divisions?: string[][];
}

/** What every relation has. */
interface WenmaiStated {
  /** `r1`, `r2` … in order of type and text. */
  id: string;
  /** Identifiers of the mentions that state it, in order of the text; may be empty for words. */
  evidence: string[];
  why: WenmaiReason;
}

/** What the text states of an entity; `from`, `to` and `organisation` are identifiers of entities. */
export type WenmaiRelation = WenmaiStated &
  (
    | {
        /** A person holds a post. */
        type: "holds";
        from: string;
        /** The post, as the text has it. */
        title: string;
        /** Null where the text names none. */
        organisation: string | null;
      }
    | {
        /** An organisation or site is a part of another; something lies in a place; an event has its date. */
        type: "part_of" | "located_in" | "when";
        from: string;
        to: string;
      }
    | {
        /** A person or an organisation says something. */
        type: "says";
        /** Null where the text names nobody. */
        from: string | null;
        /** `article.text.slice(start, end) === text`, always. */
        start: number;
        end: number;
        text: string;
        /** Whether it stands in quotation marks, which are not part of it. */
        direct: boolean;
      }
    | {
        /** An amount is that of an organisation, site, project or event. */
        type: "amount_of";
        from: string;
        to: string;
        /** What is measured (總投資), as the text has it. */
        measure: string;
      }
  );

/** A person; every person of the article has an entry, those with posts or words first. */
export interface WenmaiMember {
  /** Identifier of the entity. */
  person: string;
  /** Identifiers of the relations that name their posts. */
  posts: string[];
  /** Identifiers of the relations that quote them. */
  quotes: string[];
}

/**
 * An organisation, site or project of which the article states something. The lists hold
 * identifiers of relations; empty ones are left out.
 */
export interface WenmaiBody {
  /** Identifier of the entity. */
  entity: string;
  /** Who holds a post in it. */
  people?: string[];
  parts?: string[];
  /** What it is a part of. */
  wholes?: string[];
  amounts?: string[];
  /** Where it lies. */
  places?: string[];
  /** What it said. */
  quotes?: string[];
}

/** A dated sentence. */
export interface WenmaiEntry {
  /** Identifier of the date's mention. */
  mention: string;
  /** Place of the sentence in the clean text. */
  start: number;
  end: number;
}

/**
 * The formats of export: the JSON of {@link WenmaiResult} with its words; tables of mentions,
 * entities and relations; BIO labels; TEI P5; the W3C's Web Annotations as JSON-LD, whose
 * positions count code points of the raw text; Markdown for notes, the text and what is known of
 * it; one HTML file that needs nothing else, stays interactive, and carries raw text, corrections
 * and words, which `readStandalone` of `standalone/read.js` finds again.
 */
export type WenmaiFormat =
  | "json"
  | "csv"
  | "csv-entities"
  | "csv-relations"
  | "conll"
  | "tei"
  | "webanno"
  | "markdown"
  | "html";

/**
 * A word of the reader's. With a type it is a mention of that type wherever it stands, in either
 * script, whatever the engine found there; without one it only is one word.
 */
export interface WenmaiWord {
  /** 1 to 64 characters, on one line, not beginning with `#`. */
  word: string;
  type?: WenmaiType;
  /** For organisations; `OTH` without it. */
  subtype?: WenmaiSubtype;
  /** Name of the entity that it belongs to, where not a name of its own; asks for a type. */
  canonical?: string;
}

/** A place where a search found its query. */
export interface WenmaiHit {
  /** Place in the clean text. */
  start: number;
  end: number;
  /** Whether by its characters or by their readings in pinyin. */
  how: "text" | "reading";
}

/** A place in the clean text, by position and by quote. */
export interface WenmaiTarget {
  start: number;
  end: number;
  /** The text itself. */
  exact: string;
  /** Text right before and right behind it; with some, it finds its place in a changed text. */
  prefix?: string;
  suffix?: string;
}

/** What every correction says. */
interface WenmaiCorrected {
  target: WenmaiTarget;
  /** Whether it holds for the same text wherever it stands, in either script. */
  everywhere?: boolean;
  /** What its positions count; UTF-16 units without it. */
  offsetUnit?: "utf-16" | "codepoint" | "byte";
}

/** One thing that a reader put right; the README says what each action does. */
export type WenmaiCorrection = WenmaiCorrected &
  (
    | { action: "add" | "retype"; type: WenmaiType; subtype?: WenmaiSubtype }
    | { action: "delete" | "split" }
    | { action: "resize"; to: WenmaiTarget }
    | { action: "merge"; with: WenmaiTarget }
  );

/** A file of corrections. */
export interface WenmaiCorrections {
  schema: "wenmai-corrections/1";
  offsetUnit?: "utf-16" | "codepoint" | "byte";
  corrections: WenmaiCorrection[];
}

/** A correction that the article has no place for. */
export interface WenmaiUnplaced {
  /** Its place in the list, from 0. */
  index: number;
  reason: "quote-missing" | "quote-ambiguous" | "context-differs" | "no-mention" | "blank";
  correction: WenmaiCorrection;
}

/** A word of the text. */
export interface WenmaiToken {
  start: number;
  end: number;
  /** Part of speech, as jieba names it. */
  pos: string;
}

/** An article that has been read. */
export interface WenmaiResult {
  schema: "wenmai/1";
  release: string;
  offsetUnit: "utf-16";
  /** The clean text. */
  text: string;
  /** The raw text, in short. */
  source: { sha256: string; length: number; script: "hans" | "hant" | "mixed" | "none" };
  edits: WenmaiEdit[];
  /** Only where they were asked for, as in the export `json`. */
  tokens?: WenmaiToken[];
  mentions: WenmaiMention[];
  entities: WenmaiEntity[];
  relations: WenmaiRelation[];
  /** Who is who. */
  cast: WenmaiMember[];
  /** Organisations, sites and projects, the most mentioned first. */
  bodies: WenmaiBody[];
  /** Sentences with a date whose year is known, in the order of the calendar. */
  timeline: WenmaiEntry[];
  /** The corrections that were not applied, in order. */
  unplaced: WenmaiUnplaced[];
}

/** What a reader looks at. */
export interface WenmaiView {
  /** Types that are marked, null for all. */
  types: string[] | null;
  /** The open tab of the panel, by its part's name. */
  panel: string;
  /** Identifier of the mention whose card is open, and of its entity. */
  mention: string | null;
  entity: string | null;
}

/** A failure: `code` is stable, `file` the file concerned or empty. */
export interface WenmaiFailure extends Error {
  code: string;
  file: string;
}

/** Events of the element; all bubble and cross shadow roots. */
export interface WenmaiEventMap {
  /** The content has been read and painted. */
  "wenmai-ready": CustomEvent<{ article: WenmaiResult }>;
  /** A stage of reading begins, or the reader has stopped it: then `ready` fails as `cancelled`. */
  "wenmai-progress": CustomEvent<{ stage: "engine" | "analyse" | "paint" | "cancelled" }>;
  /** A mention was chosen; `preventDefault()` keeps the card closed. */
  "wenmai-select": CustomEvent<{ mention: WenmaiMention; entity: WenmaiEntity }>;
  /** The list of corrections, or the lexicon, is another; the article follows with `wenmai-ready`. */
  "wenmai-change": CustomEvent<{ corrections: WenmaiCorrection[]; lexicon: WenmaiWord[] }>;
  /** The reader looks at something else: enough for a host to keep it in an address. */
  "wenmai-view": CustomEvent<WenmaiView>;
  /** Something went wrong; the article stays readable. */
  "wenmai-error": CustomEvent<{ code: string; message: string; cure: string; error: WenmaiFailure }>;
}

/**
 * `<wenmai-article>`. Its content is its input, and what shows without JavaScript.
 *
 * Attributes, all of which can be changed at any time:
 * - `src`: address of a .txt or .html file to read in place of the content
 * - `types`: the types to mark, such as `person org place`; all without it
 * - `clean`: `off` leaves the text unrepaired
 * - `ui-lang`: `zh-Hant`, `zh-Hans` or `en`; else the nearest `lang`, else the browser's
 * - `theme`: `light`, `dark` or `auto`; else as the host page
 * - `panel`: `side`, `bottom` or `none` (which is the default)
 * - `keys`: `page` if the single keys n, p, / and ? act wherever the focus is, `off` if nowhere;
 *   else while it is in the element
 * - `worker`: `off` to read on the page's own thread, from the next reading on
 * - `load`: when the engine is loaded and the text marked, once it can be read: `eager`, which is
 *   the default, `idle` (when the page has loaded and nothing is to do), `visible` (when the text
 *   comes near the window) or `click` (when the reader clicks it, or the button above it); nothing
 *   but the text of `src` and the element's own scripts and styles is loaded before. `analyse()`
 *   waits for nothing
 * - `readonly`: the reader is offered nothing to correct, and no tab for it
 * - `storage-key`: corrections, text by text, and lexicon are kept in the browser under this name
 *   (database `NAME-corrections`) and come back with their text; nothing is stored without it
 * - `ruby`: readings over characters, `off`, `hover`, `unknown` (rarer words) or `all`; with
 *   `reading` for their notation, `pinyin` or `zhuyin`, and `level`, `1` to `4`: the band up to which
 *   words are known
 * - `script`: `hant` or `hans` shows the text converted by machine; else as it was written
 * - `words`: `on` lets a click look up any word
 *
 * Parts for `::part()`: `layout`, `text`, `notice`, `panel`, `tab`, `legend`, `switch`, `index`,
 * `entry`, `cast`, `places`, `timeline`, `amounts`, `relations`, `repairs`, `corrections`, `exports`,
 * `toolbar`, `card`, `word`, `button`, `select`, `search`, `progress`, `help`, `appendix` (in print only). Custom states:
 * `:state(loading)`. Custom properties:
 * `--wenmai-serif` and `--wenmai-sans`, for one script with `-hans` or `-hant` behind, and a colour for each type, `--wenmai-person` and so on.
 */
export declare class WenmaiArticle extends HTMLElement {
  /** Registers the element, unless a copy of it already has the name. */
  static define(tag?: string, registry?: CustomElementRegistry): void;

  /** The raw text; setting it replaces the content by its paragraphs. */
  text: string;
  /**
   * What the reader put right, in the order in which it is applied; a copy. Setting it reads the
   * text again. It stays when the text changes, and `article.unplaced` says what had no place;
   * with `storage-key` every text has a list of its own.
   */
  corrections: WenmaiCorrection[];
  /** The reader's own words, a copy. Setting it reads the text again; it stays when that changes. */
  lexicon: WenmaiWord[];
  /** Where else an entity is met, for its card; set by a host that has several articles. A place is
   *  gone to by `go`, or lies at `href`. */
  elsewhere:
    | ((entity: WenmaiEntity) => { title: string; count?: number; go?: () => void; href?: string }[])
    | null;
  /** The article as last read, or null. */
  readonly article: WenmaiResult | null;
  /**
   * Settles when the content has been read and painted; rejects where it could not be. An element
   * that is taken out meanwhile is read when it comes back.
   */
  readonly ready: Promise<WenmaiResult>;

  /** Reads the content again. */
  analyse(): Promise<WenmaiResult>;
  /** Scrolls to a mention, or to an entity's first, and says whether it is there. */
  goTo(id: string): boolean;
  /**
   * Shows what a view holds: types (null for all), a tab of the panel, the card of an entity or a
   * mention; says whether what was named is there.
   */
  show(view: Partial<WenmaiView>): boolean;
  /** Opens the search in the article, with a query or with the one before. */
  search(query?: string): Promise<void>;
  /** Shows the list of keys. */
  help(): Promise<void>;
  /** The article as a file, the very bytes that the command line writes; `html` it does not write. */
  export(format?: WenmaiFormat): Promise<string>;
  /**
   * Adds the corrections of a file, given as an object or as JSON, to those there are, and gives
   * them; rejects with a `code` where they cannot be read, and then changes nothing.
   */
  import(data: WenmaiCorrections | string): Promise<WenmaiCorrection[]>;
  /** Takes back the last change of corrections or lexicon; says whether there was one. */
  undo(): boolean;
  /** Makes the change again that was taken back last; says whether there was one. */
  redo(): boolean;
  /** Gives the content back as it was, the very same nodes. */
  destroy(): void;

  addEventListener<Name extends keyof WenmaiEventMap>(
    type: Name,
    listener: (this: WenmaiArticle, event: WenmaiEventMap[Name]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/**
 * What the frame `embed.html` says to its host, by `postMessage`, to the origins that its address
 * names: that it listens, how high its content is, in pixels of CSS, and what the element's events
 * of the same names say.
 */
export type WenmaiFrameMessage = { wenmai: 1 } & (
  | { type: "listening" }
  | { type: "height"; height: number }
  | { type: "ready"; article: WenmaiResult }
  | { type: "select"; mention: WenmaiMention; entity: WenmaiEntity }
  | { type: "error"; code: string; message: string; cure: string }
);

/** What a host says to the frame. */
export type WenmaiFrameRequest = { wenmai: 1 } & (
  | { type: "analyse"; text: string }
  | ({ type: "show" } & Partial<WenmaiView>)
  | {
      type: "set";
      /** Attributes of the element, null to take one away. */
      options: Partial<Record<WenmaiFrameOption, string | null>>;
    }
);

/** What a frame's address or a message can set: attributes of the element. */
export type WenmaiFrameOption =
  | "types"
  | "ui-lang"
  | "panel"
  | "script"
  | "theme"
  | "ruby"
  | "reading"
  | "level"
  | "words"
  | "clean"
  | "lang";

declare global {
  interface HTMLElementTagNameMap {
    "wenmai-article": WenmaiArticle;
  }
}
