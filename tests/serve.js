// Serves a folder until interrupted: node tests/serve.js FOLDER [--port N] [--open]

import { spawn } from "node:child_process";
import { parseArgs } from "node:util";

import { serve } from "./browser/server.js";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { open: { type: "boolean" }, port: { type: "string", default: "8000" } },
});
const { url, close } = await serve(positionals[0], { port: Number(values.port) });
console.log(`Wenmai is at ${url} (Ctrl+C stops it)`);
if (values.open) open(url);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => close());

/** Opens a browser where there is a desktop; its absence is no failure. */
function open(address) {
  const desktop = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const command = { darwin: "open", linux: desktop && "xdg-open" }[process.platform];
  if (!command) return;
  const opener = spawn(command, [address], { stdio: "ignore", detached: true });
  opener.on("error", () => {});
  opener.unref();
}
