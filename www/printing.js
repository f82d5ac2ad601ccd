/** What an element needs in case somebody prints it; loaded when the page has nothing to do. */

import { appendWhenPrinted } from "./appendix.js";
import { adopt, release } from "./styles.js";

const STYLE = "print.css";

/**
 * @param {object} view what the element shows, as appendix.js takes it
 * @param {AbortSignal} signal ends it
 */
export function prepareForPrint(view, signal) {
  const roots = [view.element.getRootNode(), view.element.shadowRoot];
  for (const root of roots) adopt(root, STYLE);
  signal.addEventListener("abort", () => roots.forEach((root) => release(root, STYLE)));
  appendWhenPrinted(view, signal);
}
