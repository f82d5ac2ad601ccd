/** What an element needs in case somebody prints it; loaded when the page has nothing to do. */

import { appendWhenPrinted } from "./appendix.js";
import { adopt, release } from "./styles.js";

const STYLE = "print.css";

/**
 * @param {object} view what the element shows, as appendix.js takes it
 * @param {AbortSignal} signal ends it
 */
export function prepareForPrint(view, signal) {
  const { shadowRoot } = view.element;
  adopt(shadowRoot, STYLE);
  signal.addEventListener("abort", () => release(shadowRoot, STYLE));
  appendWhenPrinted(view, signal);
}
