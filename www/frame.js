/** What stands around an article, in its shadow root: lines above it, notice, panel and card. */

import { element } from "./nodes.js";

/**
 * The parts, with the article's place among them, in a shadow root.
 * @param {ShadowRoot} root
 * @returns {Record<"frame" | "lines" | "notice" | "panel" | "card", HTMLElement>}
 */
export function makeFrame(root) {
  const lines = element("div", { class: "lines" });
  const notice = element("p", { part: "notice", role: "status", class: "notice", hidden: true });
  const panel = element("aside", { part: "panel", class: "panel", hidden: true });
  const card = element("div", {
    part: "card",
    class: "card wenmai-key",
    role: "dialog",
    tabindex: "-1",
    hidden: true,
  });
  const head = element("div", { class: "head" }, lines);
  const text = element("div", { class: "text", part: "text" }, head, notice, element("slot"));
  const layout = element("div", { class: "layout", part: "layout" }, text, panel);
  const frame = element("div", { class: "frame" }, layout);
  root.append(frame, card);
  return { frame, lines, notice, panel, card };
}
