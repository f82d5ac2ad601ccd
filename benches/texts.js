// The texts that every engine reads, and where things are.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { varied } from "../tests/browser/varied.js";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** What is built; another folder for a comparison with an older build. */
export const SITE = process.env.WENMAI_SITE ?? join(ROOT, "dist/site");
/** How often things are measured. */
export const RUNS = Number(process.env.WENMAI_BENCH_RUNS ?? 11);

const gold = (name) => readFile(join(ROOT, "tests/gold", `${name}.txt`), "utf8");

/** Articles that need no repair, in one; both engines read them as they are. */
async function undamaged() {
  const names = ["02", "05", "08", "11", "13"];
  return (await Promise.all(names.map((name) => gold(`own-${name}.raw`)))).join("\n");
}

/** Texts for the measuring of speed, by title. */
export const TEXTS = {
  news: await undamaged(),
  seed: await gold("seed.clean"),
  raw: await gold("seed.raw"),
};

/** Han characters have three bytes: this is a megabyte. */
const MEGABYTE = 350_000;
const ARTICLES = 100;
const ARTICLE = 3000;

/** What is read one after the other while memory is watched; each list in an instance of its own,
 *  since memory never shrinks. */
export const STEPS = [
  {
    seed: [TEXTS.raw],
    articles: (() => {
      const long = varied(ARTICLES * ARTICLE);
      return Array.from({ length: ARTICLES }, (_, index) => long.slice(index * ARTICLE, (index + 1) * ARTICLE));
    })(),
  },
  { megabyte: [varied(MEGABYTE).slice(0, MEGABYTE)] },
];
