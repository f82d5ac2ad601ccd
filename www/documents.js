/**
 * Bytes into text: what encoding they are in, and what of an HTML page is text.
 */

import { WenmaiError } from "./failures.js";
import { inertDocument } from "./trusted.js";

/** Largest article, in bytes. */
export const LIMIT = 5 * 1024 * 1024;

/** Characters that make up about half of any Chinese text, in both scripts. */
const COMMON = new Set(
  "的一是在不了有和人這这中大為为上個个國国我以要他時时來来用們们生到作地於于出就分對对成會会" +
    "可主發发年動动同工也能下過过子說说產产種种面而方後后多定行學学法所民得經经十三之進进着著等" +
    "部度家電电力里裡如水化高自二理起小物現现實实加量都兩两體体制機机當当使點点從从業业本去把性" +
    "好應应開开它合還还因由其些然前外天政四日那社義义事平形相全表間间樣样與与關关各重新線线內内" +
    "數数正心反你明看原又利比或但質质氣气第向道命此變变條条只沒没結结解問问意建月公無无系軍军情" +
    "者最立代想已通並并提直題题黨党程展五果料員员位入常文總总次品式活設设及管特件長长求基資资流" +
    "路級级少統统接知較较將将組组見见計计別别期根論论運运指幾几區区強强放決决西被做必先回則则任" +
    "據据處处南給给保北造百規规領领海口東东導导志世金增市，。、；：「」“”（）",
);

/**
 * The text of a file's bytes.
 * @param {Uint8Array} bytes
 * @param {{name?: string, type?: string}} [hints] name and media type
 * @returns {string}
 */
export function readBytes(bytes, { name = "", type = "" } = {}) {
  if (bytes.length > LIMIT) throw new WenmaiError("input-too-large", { file: name });
  const text = decode(bytes);
  if (text === null) throw new WenmaiError("input-not-text", { file: name });
  return isPage(text, { name, type }) ? textOfPage(text) : text;
}

/** Whether a text is an HTML page, by its file's name, its media type or its first words. */
export function isPage(text, { name = "", type = "" } = {}) {
  return /\.x?html?$/i.test(name) || /html/i.test(type) || /^\s*<(!doctype|html)/i.test(text);
}

/**
 * Text of unknown encoding, or null where no encoding fits: a byte order mark decides, then
 * what an HTML page declares, then UTF-8 if it is valid, then whichever of GB18030 and Big5
 * gives more common characters.
 * @param {Uint8Array} bytes
 * @returns {string | null}
 */
export function decode(bytes) {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return strictly("utf-16le", bytes);
  if (first === 0xfe && second === 0xff) return strictly("utf-16be", bytes);
  if (first === 0xef && second === 0xbb && third === 0xbf) return strictly("utf-8", bytes);
  // No text has NUL bytes, but archives, pictures and office files do.
  if (bytes.includes(0)) return null;
  const utf8 = strictly("utf-8", bytes);
  if (utf8 !== null) return utf8;
  const declared = declaredEncoding(bytes);
  const candidates = ["gb18030", "big5"]
    .map((encoding) => ({ encoding, text: strictly(encoding, bytes) }))
    .filter(({ text }) => text !== null)
    .map((candidate) => ({ ...candidate, score: familiarity(candidate.text) }))
    .sort((left, right) => right.score - left.score);
  const chosen = candidates.find(({ encoding }) => encoding === declared) ?? candidates[0];
  return chosen && chosen.score > 0.05 ? chosen.text : null;
}

function strictly(encoding, bytes) {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function declaredEncoding(bytes) {
  const head = String.fromCharCode(...bytes.subarray(0, 1024));
  const label = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  if (!label) return null;
  return { gbk: "gb18030", gb2312: "gb18030" }[label.toLowerCase()] ?? label.toLowerCase();
}

/** The share of common characters among those that are not ASCII. */
function familiarity(text) {
  let common = 0;
  let all = 0;
  for (const character of text.slice(0, 20_000)) {
    if (character < "\u0080") continue;
    all += 1;
    if (COMMON.has(character)) common += 1;
  }
  return all ? common / all : 0;
}

const SKIPPED =
  "script,style,noscript,template,textarea,select,button,nav,footer,aside,svg,math,rt,rp,title," +
  "iframe,object,head,[hidden]";
const INLINE =
  /^(a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|ins|kbd|mark|q|rb|ruby|s|samp|small|span|strong|sub|sup|time|tt|u|var|wbr)$/;

/**
 * The text of an HTML page, one line a block. Only its text nodes are used.
 * @param {string} html
 * @returns {string}
 */
export function textOfPage(html) {
  const { body } = inertPage(html);
  if (!body) return "";
  const whole = body.textContent.length;
  const candidates = [...body.querySelectorAll("article, main, [itemprop=articleBody]")];
  // The part that the page itself calls its article, unless it is a mere teaser.
  const root = candidates.find(({ textContent }) => textContent.length > whole / 3) ?? body;
  return linesOf(root).join("\n");
}

/**
 * A page as a document of its own in which nothing runs and nothing loads.
 * @param {string} html
 * @returns {Document}
 */
export function inertPage(html) {
  return inertDocument(bare(html));
}

/** Where source was broken between Chinese characters, which are not set apart by a blank. */
const CHINESE = "[\\p{Script=Han}\\u3000-\\u303f\\uff00-\\uffef]";
const BROKEN = new RegExp(`(${CHINESE}) ?\\n[ \\n]*(?=${CHINESE})`, "gu");

/**
 * The text below a node, one line a block, without what is no running text.
 * @param {Node} root
 * @returns {string[]} none of them blank
 */
export function linesOf(root) {
  const lines = [""];
  const endLine = () => lines.at(-1) && lines.push("");
  // A path instead of recursion: markup can be nested as deep as somebody likes.
  const path = [{ node: root, next: root.firstChild }];
  while (path.length) {
    const open = path.at(-1);
    const { next } = open;
    if (!next) {
      if (!INLINE.test(open.node.localName)) endLine();
      path.pop();
      continue;
    }
    open.next = next.nextSibling;
    if (next.nodeType === Node.TEXT_NODE) {
      const text = next.data.replace(/[\t\f ]+/g, " ").replace(/ ?[\n\r][\n\r ]*/g, "\n");
      lines[lines.length - 1] += text;
    } else if (next.nodeType === Node.ELEMENT_NODE && !next.matches(SKIPPED)) {
      if (!INLINE.test(next.localName)) endLine();
      path.push({ node: next, next: next.firstChild });
    }
  }
  return lines
    .map((line) => line.replace(BROKEN, "$1").replace(/[ \n]+/g, " ").trim())
    .filter(Boolean);
}

/** Elements whose content is not markup and no text of the page. */
const RAW = ["script", "style", "textarea", "noscript", "iframe", "xmp"];
/** Attributes that tell text from its surroundings, and those that do so in a page's head. */
const KEPT = /^(aria-hidden|hidden|itemprop|role)$/;
const KEPT_OF_META = /^(content|itemprop|name|property)$/;
const ATTRIBUTE = /([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?/g;

/**
 * The page without comments, code and attributes but those that say what is text: nothing in it
 * would run anyway, but the browser's policy complains about each handler and style that it meets.
 */
function bare(html) {
  const opening = /<!--|<([a-z][^\s/>]*)/gi;
  let kept = "";
  let position = 0;
  for (let match = opening.exec(html); match; match = opening.exec(html)) {
    const [whole, name] = match;
    kept += html.slice(position, match.index);
    if (!name) {
      position = behind(html, "-->", opening.lastIndex);
    } else {
      const end = endOfTag(html, opening.lastIndex);
      const attributes = html.slice(opening.lastIndex, end);
      position = end + 1;
      if (RAW.includes(name.toLowerCase())) {
        const close = new RegExp(`</${name}[^>]*>`, "gi");
        close.lastIndex = position;
        position = close.exec(html) ? close.lastIndex : html.length;
      } else {
        kept += whole + keptOf(name.toLowerCase(), attributes) + ">";
      }
    }
    opening.lastIndex = position;
  }
  return kept + html.slice(position);
}

/**
 * Names and identifiers become classes: as what they are, those of a form's fields would hide
 * the form's own properties.
 */
function keptOf(name, attributes) {
  const wanted = name === "meta" ? KEPT_OF_META : KEPT;
  let kept = "";
  let classes = "";
  for (const [whole, given, value = ""] of attributes.matchAll(ATTRIBUTE)) {
    const attribute = given.toLowerCase();
    if (wanted.test(attribute)) kept += ` ${whole}`;
    else if (attribute === "class" || attribute === "id") {
      classes += ` ${value.replace(/["'<>&]/g, " ").trim()}`;
    }
  }
  return classes.trim() ? `${kept} class="${classes.trim()}"` : kept;
}

function behind(text, mark, from) {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
}

/** Where a tag's `>` is: one inside a quoted value is not it. */
function endOfTag(html, from) {
  let quote = "";
  let before = "";
  for (let index = from; index < html.length; index += 1) {
    const character = html[index];
    if (quote) {
      if (character === quote) quote = "";
    } else if (character === ">") {
      return index;
    } else if (before === "=" && (character === '"' || character === "'")) {
      quote = character;
    }
    if (character.trim()) before = character;
  }
  return html.length;
}
