/** What copying takes from an article: its text, without what the page has added or set apart. */

import { element } from "./nodes.js";

const APART = ".wenmai-boilerplate";
const NO_TEXT = "rt, rp, script, style, template, noscript, [hidden]";
const BLOCK =
  /^(address|article|aside|blockquote|br|center|dd|div|dl|dt|figcaption|figure|footer|h\d|header|hr|li|main|nav|ol|p|pre|section|table|tr|ul)$/;

/**
 * Gives what is copied from an element as clean paragraphs. A selection that reaches beyond the
 * element, or lies in a field or in the panel, is the browser's.
 * @param {HTMLElement} holder
 * @param {AbortSignal} [signal] ends it
 */
export function copyClean(holder, signal) {
  const copied = (event) => {
    const [target] = event.composedPath();
    if (event.defaultPrevented || !event.clipboardData) return;
    if (target.getRootNode() !== holder.getRootNode()) return;
    if (target.closest?.("input, textarea, [contenteditable]")) return;
    const selection = holder.ownerDocument.getSelection();
    const lines = selection.isCollapsed ? [] : linesIn(selection, holder);
    if (!lines.length) return;
    event.clipboardData.setData("text/plain", lines.join("\n"));
    const paragraphs = lines.map((line) => element("p", {}, line).outerHTML);
    event.clipboardData.setData("text/html", paragraphs.join(""));
    event.preventDefault();
  };
  holder.addEventListener("copy", copied, { signal });
}

/** The lines of a selection, one a block; none where it reaches beyond the holder. */
function linesIn(selection, holder) {
  const lines = [];
  for (let index = 0; index < selection.rangeCount; index += 1) {
    const range = selection.getRangeAt(index);
    if (!holder.contains(range.commonAncestorContainer)) return [];
    const content = range.cloneContents();
    const apart = content.querySelectorAll(APART);
    for (const node of content.querySelectorAll(NO_TEXT)) node.remove();
    // Page furniture is taken along only where somebody marks nothing else.
    const rest = content.cloneNode(true);
    for (const node of rest.querySelectorAll(APART)) node.remove();
    lines.push(...linesOf(apart.length && !rest.textContent.trim() ? content : rest));
  }
  return lines;
}

function linesOf(content) {
  const lines = [""];
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_ALL);
  // A block ends a line where it begins and where it ends; its end is met with the next node
  // that is not in it.
  let block = content;
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const own = blockOf(node, content);
    if (own !== block && lines.at(-1)) lines.push("");
    block = own;
    if (node.nodeType === Node.TEXT_NODE) lines[lines.length - 1] += node.data;
  }
  return lines.map((line) => line.replace(/[\t\n\f\r ]+/g, " ").trim()).filter(Boolean);
}

function blockOf(node, content) {
  for (let at = node; at && at !== content; at = at.parentNode) {
    if (BLOCK.test(at.localName ?? "")) return at;
  }
  return content;
}
