/**
 * Plain text as paragraphs. Done without the engine, so that a pasted article can be read
 * where the engine cannot be loaded.
 */

/** Longest first line, in characters, that is still taken for a headline. */
const HEADLINE = 40;
const SENTENCE_END = /[。！？；;…!?.，,：:]["”’』」）)]*$/;
const LINE = /[^\r\n\u0085\u2028\u2029]+/g;

/**
 * A container with one paragraph for each line that is not blank; indents are left to the
 * style. A short first line without a full stop, over longer ones, is the headline.
 * @param {string} text
 * @returns {HTMLElement}
 */
export function paragraphs(text) {
  const container = document.createElement("div");
  container.className = "wenmai-paragraphs";
  for (const { start, end, headline } of lines(text)) {
    const block = document.createElement(headline ? "h2" : "p");
    if (headline) block.className = "wenmai-headline";
    block.textContent = text.slice(start, end);
    container.append(block);
  }
  return container;
}

/**
 * The lines of a text that are not blank, without the blanks around them.
 * @param {string} text
 * @returns {{start: number, end: number, headline: boolean}[]} places in UTF-16 units
 */
export function lines(text) {
  const found = [];
  for (const { 0: line, index } of text.matchAll(LINE)) {
    const end = index + line.trimEnd().length;
    const start = end - line.trim().length;
    if (start < end) found.push({ start, end, headline: false });
  }
  if (isHeadline(found.map(({ start, end }) => text.slice(start, end)))) found[0].headline = true;
  return found;
}

function isHeadline([first = "", ...others]) {
  return (
    [...first].length <= HEADLINE &&
    !SENTENCE_END.test(first) &&
    others.some((line) => line.length > first.length)
  );
}
