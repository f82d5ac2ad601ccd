/** What stands around an article, in its shadow root: notice, panel and card. */

import { element } from "./nodes.js";

/**
 * The parts, with the article's place among them, in a shadow root.
 * @param {ShadowRoot} root
 * @returns {{frame: HTMLElement, notice: HTMLElement, panel: HTMLElement, card: HTMLElement}}
 */
export function makeFrame(root) {
  const notice = element("p", { part: "notice", role: "status", class: "notice", hidden: true });
  const panel = element("aside", { part: "panel", class: "panel", hidden: true });
  const card = element("div", {
    part: "card",
    class: "card wenmai-key",
    role: "dialog",
    tabindex: "-1",
    hidden: true,
  });
  const text = element("div", { class: "text", part: "text" }, notice, element("slot"));
  const layout = element("div", { class: "layout", part: "layout" }, text, panel);
  const frame = element("div", { class: "frame" }, layout);
  root.append(frame, card);
  return { frame, notice, panel, card };
}
