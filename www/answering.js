/**
 * The engine's side of a worker. The first message says that the worker is alive. It may be told
 * which script to expect, which has no answer; then it is told to make the engine, and each
 * further message is a call, answered in order.
 */

import { answer, failureOf, instantiate, open } from "./calls.js";
import { parts } from "./parts.js";

/**
 * Answers calls from here on.
 * @param {(script: string) => Promise<object>} load gives the exports of the core's script
 */
export function answerCalls(load) {
  let core;
  let engine;
  let memory;
  /** The core's script, asked for while module and pack are still coming, and its address. */
  let expected = {};

  const expect = (script) => {
    expected = { script, core: load(script) };
    // Who needs it says what went wrong.
    expected.core.catch(() => {});
  };

  const start = async ({ script, module, pack, loaded }) => {
    core = await (script === expected.script ? expected.core : load(script));
    memory = await instantiate(core, module);
    engine = open(core, pack, loaded);
  };

  addEventListener("message", async ({ data: { name, values } }) => {
    if (name === "expect") return expect(values[0]);
    try {
      const result = name === "start" ? await start(values[0]) : answer(core, engine, name, values);
      for (const part of parts(result)) postMessage(part);
    } catch (error) {
      postMessage({ error: plain(error, failureOf(error, memory)) });
    }
  });

  postMessage({ alive: true });
}

/** An error as plain data: structured cloning would lose its code and its cure. */
function plain(error, { code }) {
  const { name, message, cure, line } = error ?? {};
  const known = code === "unknown" ? undefined : code;
  return { name, message: String(message ?? error), code: known, cure, line };
}
