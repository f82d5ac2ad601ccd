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
/** Length from which on a browser lays out only what the window shows, stretch by stretch. */
const LONG = 20_000;
/** Length of a stretch: about what a window shows. */
const STRETCH = 1500;
/** What the end of a paragraph takes, in characters: half a line, and the room beneath it. */
const PARAGRAPH_END = 30;
const LINE = /[^\r\n\u0085\u2028\u2029]+/g;

/**
 * A container with one paragraph for each line that is not blank; indents are left to the
 * style. A short first line without a full stop, over longer ones, is the headline; a line
 * beneath it that says when, where or by whom it was published is the dateline. The paragraphs
 * of a long text stand in stretches: one by one, thousands would keep every frame waiting.
 * @param {string} text
 * @returns {HTMLElement}
 */
export function paragraphs(text) {
  const container = made("div", "wenmai-paragraphs");
  const blocks = lines(text).map(({ start, end, headline, dateline }) => {
    const name = headline ? "wenmai-headline" : dateline ? "wenmai-dateline" : "";
    const block = made(headline ? "h2" : "p", name);
    block.textContent = text.slice(start, end);
    return block;
  });
  container.append(...(text.length > LONG ? stretches(blocks) : blocks));
  return container;
}

/** Paragraphs in stretches, each of which tells its style how long it is. */
function* stretches(blocks) {
  for (let next = 0; next < blocks.length; ) {
    const stretch = made("div", "wenmai-stretch");
    let length = 0;
    while (next < blocks.length && length < STRETCH) {
      length += blocks[next].textContent.length + PARAGRAPH_END;
      stretch.append(blocks[next]);
      next += 1;
    }
    stretch.style.setProperty("--wenmai-length", length);
    yield stretch;
  }
}

function made(tag, name) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  return element;
}

/**
 * The lines of a text that are not blank, without the blanks around them.
 * @param {string} text
 * @returns {{start: number, end: number, headline: boolean, dateline: boolean}[]} places in UTF-16
 *   units
 */
export function lines(text) {
  const found = [];
  for (const { 0: line, index } of text.matchAll(LINE)) {
    const end = index + line.trimEnd().length;
    const start = end - line.trim().length;
    if (start < end) found.push({ start, end, headline: false, dateline: false });
  }
  const said = found.map(({ start, end }) => text.slice(start, end));
  if (isHeadline(said)) {
    found[0].headline = true;
    found[1].dateline = isDateline(said[1]);
  }
  return found;
}

function isHeadline([first = "", ...others]) {
  return (
    [...first].length <= HEADLINE &&
    !SENTENCE_END.test(first) &&
    others.some((line) => line.length > first.length)
  );
}

function isDateline(line) {
  return [...line].length <= DATELINE && IMPRINT.test(line) && !/[。！？!?]/.test(line);
}
