/**
 * Plain text as paragraphs. Done without the engine, so that a pasted article can be read
 * where the engine cannot be loaded.
 */

/** Longest first line, in characters, that is still taken for a headline. */
const HEADLINE = 40;
const SENTENCE_END = /[。！？；;…!?.，,：:]["”’』」）)]*$/;
const BLANKS = /^[\s\u3000\ufeff]+|[\s\u3000\ufeff]+$/g;

/**
 * A container with one paragraph for each line that is not blank; indents are left to the
 * style. A short first line without a full stop, over longer ones, is the headline.
 * @param {string} text
 * @returns {HTMLElement}
 */
export function paragraphs(text) {
  const lines = text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => line.replace(BLANKS, ""))
    .filter(Boolean);
  const container = document.createElement("div");
  container.className = "wenmai-paragraphs";
  for (const [index, line] of lines.entries()) {
    const headline = index === 0 && isHeadline(lines);
    const block = document.createElement(headline ? "h2" : "p");
    if (headline) block.className = "wenmai-headline";
    block.textContent = line;
    container.append(block);
  }
  return container;
}

function isHeadline([first = "", ...others]) {
  return (
    [...first].length <= HEADLINE &&
    !SENTENCE_END.test(first) &&
    others.some((line) => line.length > first.length)
  );
}
