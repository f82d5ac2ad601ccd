/** Reading aids for the text: readings over its characters, and the other script. */

import { partOf } from "./parts.js";

/** What `ruby` may be: no readings, on hover, for words that are unlikely to be known, for all. */
export const MODES = ["off", "hover", "unknown", "all"];
/** A reader of level 2 knows the words of the bands 1 and 2: about the 3000 commonest. */
const LEVEL = 2;

/**
 * What painting needs so that an article shows as the element's attributes ask for.
 * @param {HTMLElement} element with `ruby`, `reading`, `level` and `script`
 * @param {object} article
 * @param {string} raw
 * @param {object} engine
 * @returns {Promise<{display?: string, readings?: {start: number, end: number, reading: string}[]}>}
 */
export async function aidsFor(element, article, raw, engine) {
  const look = {};
  const script = element.getAttribute("script");
  if (script === "hans" || script === "hant") {
    if (script === "hant") await partOf(engine, "phrases");
    look.display = await engine.display(article, script);
  }
  const mode = element.getAttribute("ruby") ?? "off";
  if (MODES.indexOf(mode) > 0) {
    await partOf(engine, "readings");
    const style = element.getAttribute("reading") === "zhuyin" ? "zhuyin" : "pinyin";
    const words = await engine.readings(article, raw, style);
    const level = Number(element.getAttribute("level") ?? LEVEL);
    look.readings = readingsOf(words, article.text, mode === "unknown" ? level : 0);
  }
  return look;
}

/**
 * The readings of the words that are rarer than a level, one for each character.
 * @param {{start: number, end: number, band: number, readings: (string | null)[]}[]} words
 * @param {string} text
 * @param {number} level words of this band and of lower ones are left out
 */
export function readingsOf(words, text, level) {
  const found = [];
  for (const { start, end, band, readings } of words) {
    if (band <= level) continue;
    let position = start;
    for (const [index, character] of [...text.slice(start, end)].entries()) {
      const next = position + character.length;
      if (readings[index]) found.push({ start: position, end: next, reading: readings[index] });
      position = next;
    }
  }
  return found;
}
