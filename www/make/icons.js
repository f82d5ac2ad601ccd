// Draws the icon as pictures, for installed pages: node www/make/icons.js SITE
// Reads SITE/icon.svg and writes SITE/icon-192.png and SITE/icon-512.png. It knows as much of SVG
// as the icon needs (filled rectangles and paths), so that no build depends on a browser.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { crc32, deflateSync } from "node:zlib";

const SIZES = [192, 512];
/** Lines that a row of pixels is sampled on; along a line, coverage is exact. */
const LINES = 8;
/** Straight pieces that a curve is drawn as. */
const PIECES = 24;

/**
 * The shapes of a drawing: colour and outlines, each a closed list of points.
 * @param {string} svg
 * @returns {{size: number, shapes: {colour: number[], outlines: number[][][]}[]}}
 */
export function shapesOf(svg) {
  const [, size] = /viewBox="0 0 (\d+) \1"/.exec(svg) ?? [];
  if (!size) throw new Error("icons: the drawing needs a square viewBox from 0 0");
  const shapes = [...svg.matchAll(/<(rect|path)\s([^>]*?)\/?>/g)].map(([, name, text]) => {
    const attribute = (wanted) => new RegExp(`(?:^|\\s)${wanted}="([^"]*)"`).exec(text)?.[1] ?? "0";
    const [x, y, width, height] = ["x", "y", "width", "height"].map((one) => Number(attribute(one)));
    const [right, bottom] = [x + width, y + height];
    const outlines = {
      rect: () => [[[x, y], [right, y], [right, bottom], [x, bottom]]],
      path: () => outlinesOf(attribute("d")),
    }[name]();
    return { colour: colourOf(attribute("fill")), outlines };
  });
  return { size: Number(size), shapes };
}

function colourOf(text) {
  const [, hex] = /^#([0-9a-f]{6})$/i.exec(text) ?? [];
  if (!hex) throw new Error(`icons: "${text}" is no colour of the form #rrggbb`);
  return [0, 2, 4].map((start) => parseInt(hex.slice(start, start + 2), 16));
}

/** A path of M, L, C and Z, in absolute positions. */
function outlinesOf(path) {
  const outlines = [];
  for (const [, command, text] of path.matchAll(/([A-Za-z])([^A-Za-z]*)/g)) {
    const numbers = text.trim().split(/[\s,]+/).filter(Boolean).map(Number);
    const points = [];
    while (numbers.length) points.push(numbers.splice(0, 2));
    const outline = outlines.at(-1);
    if (command === "M") outlines.push(points);
    else if (command === "L") outline.push(...points);
    else if (command === "C") {
      while (points.length) outline.push(...curve(outline.at(-1), points.splice(0, 3)));
    } else if (command !== "Z") throw new Error(`icons: "${command}" in a path is not drawn here`);
  }
  return outlines;
}

/** The points of a cubic curve behind its first. */
function curve(first, [second, third, last]) {
  return Array.from({ length: PIECES }, (_, index) => {
    const t = (index + 1) / PIECES;
    const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    return [0, 1].map((axis) =>
      [first, second, third, last].reduce((sum, point, at) => sum + weights[at] * point[axis], 0),
    );
  });
}

/**
 * A drawing in pixels, red, green and blue, row by row.
 * @param {ReturnType<typeof shapesOf>} drawing
 * @param {number} width of the square, in pixels
 * @returns {Uint8Array}
 */
export function draw({ size, shapes }, width) {
  const scale = width / size;
  const pixels = new Float64Array(width * width * 3);
  for (const { colour, outlines } of shapes) {
    const edges = outlines.flatMap((outline) =>
      outline.map((from, index) => [from, outline[(index + 1) % outline.length]]),
    );
    for (let row = 0; row < width; row += 1) {
      const cover = new Float64Array(width);
      for (let line = 0; line < LINES; line += 1) {
        fillLine(cover, edges, (row + (line + 0.5) / LINES) / scale, scale);
      }
      cover.forEach((amount, column) => {
        const share = amount / LINES;
        for (let channel = 0; channel < 3; channel += 1) {
          const at = (row * width + column) * 3 + channel;
          pixels[at] += (colour[channel] - pixels[at]) * share;
        }
      });
    }
  }
  return Uint8Array.from(pixels, Math.round);
}

/** Adds what a horizontal line covers of each pixel, inside as the winding number says. */
function fillLine(cover, edges, y, scale) {
  const crossings = edges
    .filter(([from, to]) => from[1] <= y !== to[1] <= y)
    .map(([from, to]) => ({
      x: (from[0] + ((y - from[1]) / (to[1] - from[1])) * (to[0] - from[0])) * scale,
      way: to[1] > from[1] ? 1 : -1,
    }))
    .sort((left, right) => left.x - right.x);
  let winding = 0;
  crossings.forEach(({ x, way }, index) => {
    winding += way;
    if (!winding) return;
    const end = Math.min(crossings[index + 1].x, cover.length);
    for (let column = Math.max(0, Math.floor(x)); column < end; column += 1) {
      cover[column] += Math.min(column + 1, end) - Math.max(column, x);
    }
  });
}

/**
 * Pixels as a PNG file.
 * @param {Uint8Array} pixels as {@link draw} gives them
 * @param {number} width
 * @returns {Buffer}
 */
export function png(pixels, width) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(width, 4);
  // Eight bits a channel, three channels.
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(width * (width * 3 + 1));
  for (let row = 0; row < width; row += 1) {
    rows.set(pixels.subarray(row * width * 3, (row + 1) * width * 3), row * (width * 3 + 1) + 1);
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(rows, { level: 9 });
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", data), chunk("IEND")]);
}

function chunk(name, data = Buffer.alloc(0)) {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const site = process.argv[2];
  const drawing = shapesOf(await readFile(join(site, "icon.svg"), "utf8"));
  for (const size of SIZES) {
    await writeFile(join(site, `icon-${size}.png`), png(draw(drawing, size), size));
  }
}
