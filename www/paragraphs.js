/**
 * Plain text as paragraphs. Done without the engine, so that a pasted article can be read
 * where the engine cannot be loaded.
 */

/** Longest line, in characters, that is still taken for a dateline. */
const DATELINE = 60;
/** What datelines say: when it was published, where, by whom. */
const IMPRINT =
  /^(?:\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]|(?:來源|来源|作者|記者|记者|發布|发布|發佈|编辑|編輯|责编|責編|時間|时间|日期)\s*[:：｜|])/;
/** Longest first line, in characters, that is still taken for a headline. */
const HEADLINE = 40;
const SENTENCE_END = /[。！？；;…!?.，,：:]["”’』」）)]*$/;
const BLANKS = /^[\s\u3000\ufeff]+|[\s\u3000\ufeff]+$/g;

/**
 * A container with one paragraph for each line that is not blank; indents are left to the
 * style. A short first line without a full stop, over longer ones, is the headline; a line
 * beneath it that says when, where or by whom it was published is the dateline.
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
    else if (index === 1 && isDateline(lines)) block.className = "wenmai-dateline";
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

function isDateline(lines) {
  const [, line] = lines;
  return (
    isHeadline(lines) &&
    [...line].length <= DATELINE &&
    IMPRINT.test(line) &&
    !/[。！？!?]/.test(line)
  );
}
