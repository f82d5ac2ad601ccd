/** What printing needs, loaded when the page is idle: somebody who prints waits for nothing. */

import { idle } from "./pause.js";

/**
 * @param {object} view the element, as printing.js takes it
 * @param {AbortSignal} signal ends it
 */
export function printLater(view, signal) {
  idle(async () => {
    // Without the network print is the article alone.
    const printing = await import("./printing.js").catch(() => null);
    if (!signal.aborted) printing?.prepareForPrint(view, signal);
  });
}
