/**
 * The engine's side of the worker. The first message says that the worker is alive; the first it
 * gets makes the engine, each further one is a call, answered in order.
 */

import { answer, open } from "./calls.js";
import { parts } from "./parts.js";

let core;
let engine;

async function start({ script, module, pack, loaded }) {
  core = await import(/* @vite-ignore */ /* webpackIgnore: true */ script);
  await core.default({ module_or_path: module });
  engine = open(core, pack, loaded);
}

addEventListener("message", async ({ data: { name, values } }) => {
  try {
    const result = name === "start" ? await start(values[0]) : answer(core, engine, name, values);
    for (const part of parts(result)) postMessage(part);
  } catch (error) {
    postMessage({ error: plain(error) });
  }
});

/** An error as plain data: structured cloning would lose its code and its cure. */
function plain(error) {
  const trapped = error instanceof WebAssembly.RuntimeError;
  const { name, message, code, cure, line } = error ?? {};
  return { name, message: String(message ?? error), code: trapped ? "panic" : code, cure, line };
}

postMessage({ alive: true });
