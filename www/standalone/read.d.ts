import type { WenmaiCorrection, WenmaiWord } from "../wenmai.js";

/** What a file of the format `html` was made from; null for any other page. */
export declare function readStandalone(html: string): {
  text: string;
  corrections: WenmaiCorrection[];
  lexicon: WenmaiWord[];
} | null;
