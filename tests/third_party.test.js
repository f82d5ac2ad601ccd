import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = new URL("..", import.meta.url);
const listed = await readFile(new URL("THIRD-PARTY.md", root), "utf8");

/** Name and version of every crate that ends up in what `target` gets. */
function shipped(target) {
  const options = ["--locked", "--edges", "normal,no-proc-macro", "--prefix", "none"];
  const tree = execFileSync("cargo", ["tree", ...options, "--target", target, "--format", "{p}"], {
    cwd: fileURLToPath(root),
    encoding: "utf8",
  });
  const crates = tree.split("\n").map((line) => line.split(" "));
  return crates.filter(([name]) => name && name !== "wenmai").map(([name, version]) => [name, version.slice(1)]);
}

test("every crate that ships is named with its version", () => {
  for (const target of ["wasm32-unknown-unknown", "x86_64-unknown-linux-gnu"]) {
    const missing = shipped(target).filter(([name, version]) => !listed.includes(`| ${name} | ${version} |`));
    assert.deepEqual(missing, [], `THIRD-PARTY.md lacks these of ${target}`);
  }
});

test("every npm package is named with its version", async () => {
  const text = await readFile(new URL("package.json", root), "utf8");
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text);
  const packages = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  for (const [name, version] of packages) {
    const row = listed.split("\n").find((line) => line.includes(name) && line.includes(`| ${version} |`));
    assert.ok(row, `THIRD-PARTY.md lacks ${name} ${version}`);
  }
});
