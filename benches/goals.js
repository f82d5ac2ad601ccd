// What the bench is to show, and whether it does.

import { BUDGET } from "./size.js";
import { ratio, significant } from "./writing.js";

/** Brotli bytes of the first load that are aimed at. */
const AIM = 1_000_000;
const MEGABYTE = 1_000_000;
/** A cost that grows with the length has a slope of 1: no more than measuring may be over. */
const SLOPE = 1.1;
const FIT = 0.98;
/** The text that speeds are compared with: clean, and some articles long. */
const TEXT = "news";
const CUT = ["jieba-wasm", "cut"];

const missing = { said: "not measured", met: undefined };
const atMost = (value, bound, said) => ({ said: said(value), met: value <= bound });
const atLeast = (value, bound) => ({ said: ratio(value), met: value >= bound });
const megabytes = (value) => `${significant(value / MEGABYTE)} MB`;

/** Goals of the download and the length: {name, wanted, said, met, more}. */
export function overall(results, firstLoad) {
  const fit = results.lengths.find(({ engine, task }) => engine === "Wenmai" && task === "analysis");
  const { slope, r2, points } = fit;
  const reached = points.at(-1)[0] > 8 * MEGABYTE;
  return [
    {
      name: "first load, brotli",
      wanted: `at most ${megabytes(BUDGET)}, aim ${megabytes(AIM)}`,
      said: `${significant(firstLoad / MEGABYTE, 4)} MB`,
      met: firstLoad <= BUDGET,
      more: firstLoad <= AIM ? "" : ", the aim is not",
    },
    {
      name: "cost of the full analysis against length, 1 kB to 10 MB",
      wanted: `linear: time ~ length^k with k at most ${SLOPE}`,
      said: reached ? `k = ${slope.toFixed(3)}, R² = ${r2.toFixed(4)}` : "not measured up to 10 MB",
      met: reached ? slope <= SLOPE && r2 >= FIT : undefined,
    },
  ];
}

/** Goals that are measured in every place: {name, wanted, cells} with {said, met} by place. */
export async function everywhere(results) {
  const goals = [
    {
      name: "engine ready, cold, against jieba-wasm",
      wanted: "at most 1/3",
      at: (place) => atMost(results.readyAgainst(place, "Wenmai", "jieba-wasm", "cold").median, 1 / 3, ratio),
    },
    against("the dictionary alone, characters a second, against jieba-wasm's cut", "dictionary", 1.5),
    against("learned words alone, the same", "learned", 0.8),
    against("full analysis, the same", "analysis", 0.5),
    natively("the dictionary alone, against our own native speed", "dictionary"),
    natively("learned words alone, the same", "learned"),
    natively("full analysis, the same", "analysis"),
    held("wasm memory after the seed", "seed", 24),
    held("wasm memory after a text of 1 MB", "megabyte", 96),
  ];

  function against(name, task, bound) {
    const at = (place) => atLeast(results.speedAgainst(place, ["Wenmai", task], CUT, TEXT).median, bound);
    return { name, wanted: `at least ${bound}×`, at };
  }

  function natively(name, task, bound = 0.6) {
    const at = async (place) => {
      const native = await results.nativeSpeed(task, TEXT);
      if (!native) return missing;
      return atLeast(results.speed(place, "Wenmai", task, TEXT).median / native.median, bound);
    };
    return { name, wanted: `at least ${bound}×`, at };
  }

  function held(name, step, bound) {
    const at = (place) => atMost(results.memory(place, "Wenmai", step), bound * MEGABYTE, megabytes);
    return { name, wanted: `at most ${bound} MB`, at };
  }

  const found = [];
  for (const { name, wanted, at } of goals) {
    const cells = {};
    for (const place of results.places.keys()) cells[place] = await at(place);
    found.push({ name, wanted, cells });
  }
  return found;
}
