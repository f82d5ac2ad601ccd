/** QR codes as drawings of our own elements; uqr works out where the black modules are. */

import { part } from "./parts.js";

const SVG = "http://www.w3.org/2000/svg";
/** White modules around the code, as ISO/IEC 18004 asks. */
const QUIET = 4;

/** Pixels that a small code is wide. */
const ROOM = 240;

/**
 * The code of a text, or null where it is longer than a code can hold.
 * @param {string} text
 * @param {string} title for those who do not see it
 * @returns {Promise<{drawing: SVGElement, version: number} | null>}
 */
export async function drawCode(text, title) {
  const { encode } = await part("vendor/uqr.js", () => import("../vendor/uqr.js"));
  let code;
  try {
    code = encode(text, { ecc: "L", boostEcc: true, border: QUIET });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  const { data, version } = code;
  // Whole pixels a module, where there is room: no camera likes blurred edges.
  const scale = Math.max(3, Math.round(ROOM / data.length));
  const drawing = svg("svg", {
    viewBox: `0 0 ${data.length} ${data.length}`,
    role: "img",
    "shape-rendering": "crispEdges",
    width: data.length * scale,
  });
  const name = svg("title", {});
  name.textContent = title;
  // Black on white whatever the theme: that is what cameras look for.
  const ground = svg("rect", { width: data.length, height: data.length, fill: "#fff" });
  drawing.append(name, ground, svg("path", { d: data.map(rowPath).join(""), fill: "#000" }));
  return { drawing, version };
}

/** One rectangle for each run of black modules. */
function rowPath(row, y) {
  let path = "";
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x += 1;
    const width = x - start + 1;
    path += `M${start} ${y}h${width}v1h${-width}z`;
  }
  return path;
}

function svg(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
