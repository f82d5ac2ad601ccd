/**
 * The engine's side of a worker. The first message says that the worker is alive; the first it
 * gets makes the engine, each further one is a call, answered in order.
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

  const start = async ({ script, module, pack, loaded }) => {
    core = await load(script);
    memory = await instantiate(core, module);
    engine = open(core, pack, loaded);
  };

  addEventListener("message", async ({ data: { name, values } }) => {
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
