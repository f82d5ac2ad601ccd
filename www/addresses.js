/**
 * Where the files lie that are asked for by name while a page runs. Each address is spelt out,
 * for that is how bundlers find such files, take them along and rename them; a name put together
 * at run time they cannot see.
 */

/** Name of a file → its address. */
export const ADDRESSES = {
  "release.js": new URL("./release.js", import.meta.url),
  "worker.js": new URL("./worker.js", import.meta.url),
  "wenmai_core.js": new URL("./wenmai_core.js", import.meta.url),
  "wenmai_core_bg.wasm": new URL("./wenmai_core_bg.wasm", import.meta.url),
  "wenmai.pack": new URL("./wenmai.pack", import.meta.url),
  "wenmai-readings.pack": new URL("./wenmai-readings.pack", import.meta.url),
  "wenmai-definitions.pack": new URL("./wenmai-definitions.pack", import.meta.url),
  "wenmai-phrases.pack": new URL("./wenmai-phrases.pack", import.meta.url),
  "theme.css": new URL("./theme.css", import.meta.url),
  "chrome.css": new URL("./chrome.css", import.meta.url),
  "panel.css": new URL("./panel.css", import.meta.url),
  "views.css": new URL("./views.css", import.meta.url),
  "card.css": new URL("./card.css", import.meta.url),
  "corrections.css": new URL("./corrections.css", import.meta.url),
  "search/search.css": new URL("./search/search.css", import.meta.url),
  "help.css": new URL("./help.css", import.meta.url),
  "print.css": new URL("./print.css", import.meta.url),
  "standalone.js": new URL("./standalone.js", import.meta.url),
  "article.css": new URL("./article.css", import.meta.url),
  "standalone/page.css": new URL("./standalone/page.css", import.meta.url),
};
