// What is measured of an engine, in a page as in Node: the same code, so that only the place differs.

import { ENGINES } from "./engines.js";

/** Milliseconds of calls before a task is timed: by then it runs as optimised as it will. */
const WARM = 600;
/** Milliseconds of a batch at least: a browser's timer may be as coarse as one. */
const BATCH = 100;
/** What counts as ready: the first sentence read. */
const FIRST = "常州市鐘樓區舉行簽約儀式。";

/** An engine, and the milliseconds from nothing until it has read one sentence. */
export async function open(name, place) {
  const begin = performance.now();
  const engine = await ENGINES[name](place);
  engine.first(FIRST);
  return { ready: performance.now() - begin, ...engine };
}

/**
 * Characters a second of every task of the engines with one text: {engine, task, speeds}. Engines
 * take turns, a batch each, so that what else the machine does meets all of them.
 */
export async function speeds(places, text, rounds) {
  const { length } = [...text];
  const measured = [];
  for (const [engine, place] of Object.entries(places)) {
    const { tasks } = await open(engine, place);
    for (const [task, work] of Object.entries(tasks)) {
      check(work(text), text, `${engine}, ${task}`);
      measured.push({ engine, task, work: () => work(text), speeds: [] });
    }
  }
  for (const one of measured) {
    one.calls = warmedUp(one.work);
    await breath();
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { work, calls, speeds } of measured) {
      speeds.push((calls * length * 1000) / timed(work, calls));
      await breath();
    }
  }
  return measured.map(({ engine, task, speeds }) => ({ engine, task, speeds }));
}

/**
 * Bytes that are held once the engine is ready, and after each of the steps, which are lists of
 * texts: of its wasm, or whatever `memory` tells.
 */
export async function memories(name, place, steps, memory) {
  const engine = await open(name, place);
  const { first } = engine;
  memory ??= engine.memory;
  const held = { start: memory() };
  for (const [step, texts] of Object.entries(steps)) {
    for (const text of texts) first(text);
    held[step] = memory();
  }
  return held;
}

/** Milliseconds of so many calls. */
export function timed(work, calls = 1) {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) work();
  return performance.now() - start;
}

/** Calls that make up a batch, once the work is warm. */
export function warmedUp(work) {
  const begin = performance.now();
  let calls = 0;
  // Half of it is not counted: the first calls are slower.
  let counted = begin;
  do {
    work();
    calls += 1;
    if (performance.now() - begin < WARM / 2) [counted, calls] = [performance.now(), 0];
  } while (performance.now() - begin < WARM);
  return Math.max(1, Math.ceil((BATCH * calls) / (performance.now() - counted)));
}

/** A task that left words out would be fast. */
function check(answer, text, what) {
  if (!Array.isArray(answer) && !(answer instanceof Uint32Array)) return;
  const covered = typeof answer[0] === "string" ? answer.join("").length : answer.at(-1);
  // segmentit drops the ends of lines.
  const owed = text.replace(/\s/g, "").length;
  if (!(covered >= owed && covered <= text.length)) throw new Error(`${what}: ${covered} of ${text.length} units`);
}

/** Lets a page do what waits, so that no batch pays for it. */
const breath = () => new Promise((done) => setTimeout(done));
