/** What a standalone file carries for programs, and by which names: as data blocks of JSON. */

/** The article in the documented shape. */
export const ARTICLE = "wenmai-article";
/** What it was made from: the raw text, the reader's corrections and words. */
export const SOURCE = "wenmai-source";
/** Name and version of the shape of what it was made from. */
export const SCHEMA = "wenmai-source/1";
/** The style of the marks, which the panel's samples have too. */
export const THEME = "wenmai-theme";

/** JSON that can stand in a script element: no `<`, so nothing ends it early. */
export function embedded(value) {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
