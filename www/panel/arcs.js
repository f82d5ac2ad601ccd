/**
 * A diagram of arcs: one line a name, on its left an arc for each relation. A name that is
 * pointed at or focused has its arcs and neighbours lit, and the others fade.
 */

import { element } from "../nodes.js";
import { list } from "./lists.js";

const SVG = "http://www.w3.org/2000/svg";
/** Height of a line, and how far arcs reach at most and at least, in pixels at 16 a rem. */
const LINE = 28;
const WIDEST = 80;
const NARROWEST = 14;
/** Between arcs that join the same two names. */
const BESIDE = 7;

/**
 * @param {string[][]} groups identifiers of names, from top to bottom
 * @param {{type: string, from: string, to: string}[]} edges
 * @param {object} makes
 * @param {(id: string) => HTMLElement} makes.name the item of a name, with its button
 * @param {(edge: object) => string} makes.title what an arc says
 * @param {(edge: object) => void} makes.go called with the arc that was pressed
 * @returns {HTMLElement}
 */
export function diagram(groups, edges, { name, title, go }) {
  const places = new Map(groups.flatMap((group) => group.map((id, index) => [id, index])));
  const reach = ({ from, to }) => Math.abs(places.get(from) - places.get(to));
  const longest = Math.max(...edges.map(reach));
  const most = Math.min(WIDEST, NARROWEST + 9 * (longest - 1));
  const arcs = beside(edges).map(({ edge, turn }) => {
    const share = longest > 1 ? (reach(edge) - 1) / (longest - 1) : 0;
    return { edge, depth: NARROWEST + share * (most - NARROWEST) + turn * BESIDE };
  });
  const width = Math.max(...arcs.map(({ depth }) => depth)) + 2;
  const webs = element("div", { class: "webs" });
  for (const group of groups) {
    const own = arcs.filter(({ edge }) => group.includes(edge.from));
    const height = group.length * LINE;
    const drawn = own.map((arc) => {
      const drawing = drawArc(arc, places, width, title(arc.edge));
      drawing.addEventListener("click", () => go(arc.edge));
      light(webs, drawing, () => [arc.edge]);
      return drawing;
    });
    const picture = shape(
      "svg",
      {
        viewBox: `0 0 ${round(width)} ${height}`,
        width: `${round(width / 16)}rem`,
        height: `${height / 16}rem`,
        // The names say how many relations they have, and the table says which.
        "aria-hidden": "true",
      },
      ...drawn,
    );
    const names = group.map((id) => {
      const item = name(id);
      item.dataset.name = id;
      light(webs, item, () => edges.filter(({ from, to }) => from === id || to === id), id);
      return item;
    });
    webs.append(element("div", { class: "web" }, picture, list(names)));
  }
  return webs;
}

/** A piece of line as arcs of a type are drawn. */
export function sample(type) {
  const line = shape("path", { class: "line", d: "M0 3H22" });
  const size = { viewBox: "0 0 22 6", width: "1.375rem", height: "0.375rem" };
  return shape("svg", { ...size, "aria-hidden": "true", "data-relation": type }, line);
}

/** Numbers the arcs that join the same two names. */
function beside(edges) {
  const turns = new Map();
  return edges.map((edge) => {
    const pair = [edge.from, edge.to].sort().join(" ");
    const turn = turns.get(pair) ?? 0;
    turns.set(pair, turn + 1);
    return { edge, turn };
  });
}

function drawArc({ edge, depth }, places, width, title) {
  const [from, to] = [edge.from, edge.to].map((id) => (places.get(id) + 0.5) * LINE);
  const [top, bottom] = [Math.min(from, to), Math.max(from, to)];
  const [x, radius] = [round(width), round((bottom - top) / 2)];
  const line = `M${x} ${top}A${round(depth)} ${radius} 0 0 0 ${x} ${bottom}`;
  return shape(
    "g",
    {
      class: "arc",
      "data-relation": edge.type,
      "data-edge": `${edge.type} ${edge.from} ${edge.to}`,
    },
    shape("title", {}, title),
    shape("path", { class: "reach", d: line }),
    shape("path", { class: "line", d: line }),
    // At the name that the relation leads to.
    shape("path", { class: "head", d: `M${x} ${to}l-6 -3v6z` }),
  );
}

/** Lights what `edges` join while a part is pointed at or has the focus. */
function light(webs, part, edges, self) {
  const on = () => {
    const lit = edges();
    const names = new Set([self, ...lit.flatMap(({ from, to }) => [from, to])]);
    const arcs = new Set(lit.map(({ type, from, to }) => `${type} ${from} ${to}`));
    webs.toggleAttribute("data-active", true);
    for (const item of webs.querySelectorAll("[data-name]")) {
      item.querySelector("button").toggleAttribute("data-lit", names.has(item.dataset.name));
    }
    for (const arc of webs.querySelectorAll(".arc")) {
      arc.toggleAttribute("data-lit", arcs.has(arc.dataset.edge));
    }
  };
  const off = () => {
    webs.removeAttribute("data-active");
    for (const other of webs.querySelectorAll("[data-lit]")) other.removeAttribute("data-lit");
  };
  part.addEventListener("pointerenter", on);
  part.addEventListener("pointerleave", off);
  part.addEventListener("focusin", on);
  part.addEventListener("focusout", off);
}

function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function round(number) {
  return Math.round(number * 100) / 100;
}
