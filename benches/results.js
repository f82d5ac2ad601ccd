// What the parts of the bench measured, read back and asked by name.

import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { powerLaw, summary } from "./statistics.js";
import { TEXTS } from "./texts.js";

const characters = (title) => [...TEXTS[title]].length;

/** The results in `folder`, and criterion's in another. */
export async function collected(folder, criterion) {
  const part = async (name) => JSON.parse(await readFile(join(folder, `${name}.json`), "utf8"));
  const [browsers, node, length] = await Promise.all(["browser", "node", "length"].map(part));
  const places = { ...browsers, ...node };
  return new Results(places, length, criterion);
}

class Results {
  #criterion;

  constructor(places, length, criterion) {
    this.#criterion = criterion;
    const entries = Object.entries(places);
    /** Where something was measured, by name. */
    this.places = new Map(entries.filter(([, { skip }]) => !skip));
    /** Why a place was left out, by name. */
    this.skipped = new Map(entries.filter(([, { skip }]) => skip).map(([name, { skip }]) => [name, skip]));
    /** How often things were measured. */
    this.runs = Math.min(...[...this.places.values()].map(({ runs }) => runs));
    this.lengths = length.map((one) => ({ ...one, ...powerLaw(one.points) }));
  }

  /** Milliseconds until an engine had read its first sentence; `visit` is cold or warm. */
  ready(place, engine, visit) {
    return summary(this.#values(this.places.get(place).ready[engine], visit));
  }

  /** The share of another engine's time until then, each run by itself, since both took turns. */
  readyAgainst(place, engine, other, visit) {
    const times = this.places.get(place).ready;
    return summary(times[engine].map((time, run) => time[visit] / times[other][run][visit]));
  }

  /** Milliseconds from navigation to readable text or annotated text. */
  page(place, moment, visit) {
    return summary(this.places.get(place).page?.map((times) => times[visit][moment]));
  }

  /** Characters a second. */
  speed(place, engine, task, text) {
    return summary(this.#speeds(place, engine, task, text));
  }

  /** The share of another's speed, each round by itself; `which` and `other` are [engine, task]. */
  speedAgainst(place, which, other, text) {
    const [speeds, others] = [which, other].map((one) => this.#speeds(place, ...one, text));
    return summary(speeds?.map((speed, round) => speed / others[round]));
  }

  /** Bytes of an engine's wasm after a step. */
  memory(place, engine, step) {
    return this.places.get(place).memories[engine]?.[step];
  }

  /** Bytes of a whole process with the engine after a step. */
  process(place, engine, step) {
    return summary(this.#values(this.places.get(place).processes?.[engine], step));
  }

  /** Milliseconds that criterion measured last; undefined where it did not. */
  async native(name) {
    try {
      const path = join(this.#criterion, name, "new/estimates.json");
      const { median } = JSON.parse(await readFile(path, "utf8"));
      const { lower_bound: low, upper_bound: high } = median.confidence_interval;
      return { median: median.point_estimate / 1e6, low: low / 1e6, high: high / 1e6 };
    } catch {
      return undefined;
    }
  }

  /** Characters a second of a task natively, with the text of the same title. */
  async nativeSpeed(task, text) {
    const time = await this.native(`${text}/${task}`);
    const rate = (milliseconds) => (characters(text) * 1000) / milliseconds;
    return time && { median: rate(time.median), low: rate(time.high), high: rate(time.low) };
  }

  #speeds(place, engine, task, text) {
    const is = (one) => one.engine === engine && one.task === task;
    return this.places.get(place).speeds[text].find(is)?.speeds;
  }

  #values(list, key) {
    return list?.map((one) => one[key]).filter((value) => value !== undefined);
  }
}
