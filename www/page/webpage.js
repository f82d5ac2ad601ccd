/** The article in a web page, found by Mozilla's Readability. */

import { inertPage, linesOf, textOfPage } from "../documents.js";
import { part } from "./parts.js";

/** What sites put between an article's title and their own name. */
const SITE = /\s*[_|｜]\s*.*$|\s+[-–—]\s+\S*$/;
/** A shorter heading, in characters, may stand in a title by chance. */
const HEADING = 4;

const folded = (text) => (text ?? "").replace(/\s+/g, "");

/**
 * The text of a page's article: the headline, then a line a paragraph. Where no article can be
 * told from the page's furniture, all the text that the page has.
 * @param {string} html
 * @returns {Promise<string>}
 */
export async function textOfWebPage(html) {
  const { Readability } = await part(
    "vendor/readability.js",
    () => import("../vendor/readability.js"),
  );
  const page = inertPage(html);
  const headings = [...page.querySelectorAll("h1, h2")].flatMap((heading) => {
    const line = linesOf(heading).join(" ");
    return folded(line).length >= HEADING ? [line] : [];
  });
  const whole = folded(page.body?.textContent);
  const found = articleIn(page, Readability);
  const lines = found ? linesOf(found.content) : [];
  if (!lines.length) return textOfPage(html);
  const headline = headlineOf(found.title ?? "", headings, lines[0]);
  // The line that names author or date is part of the page, unless only its head has it.
  const byline = folded(found.byline);
  const first = [headline];
  const named = lines.slice(0, 3).some((line) => folded(line).includes(byline));
  if (byline && !named && whole.includes(byline)) {
    first.push(found.byline.replace(/\s+/g, " ").trim());
  }
  const repeated = lines.findIndex((line) => folded(line) === folded(headline));
  if (repeated >= 0 && repeated < 3) lines.splice(repeated, 1);
  return [...first, ...lines].filter(Boolean).join("\n");
}

function articleIn(page, Readability) {
  try {
    return new Readability(page, { serializer: (node) => node }).parse();
  } catch {
    // It trips over rare markup; the plain way does not.
    return null;
  }
}

/** The heading that the title repeats or the text begins with, else the title without the site. */
function headlineOf(title, headings, first) {
  const wanted = folded(title);
  const repeats = (text, part) => wanted && (text.includes(part) || part.includes(text));
  const same = headings.find((heading) => repeats(wanted, folded(heading)));
  const leading = headings.find((heading) => folded(heading) === folded(first));
  if (same ?? leading) return same ?? leading;
  const cut = title.replace(SITE, "").trim();
  if (folded(cut).length >= HEADING) return cut;
  return headings.length === 1 ? headings[0] : title.trim();
}
