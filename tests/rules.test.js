// Every rule of the core has its sentence on the page, in every language.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "node:test";

import { reason } from "../www/rules.js";
import { LANGUAGES } from "../www/strings.js";

const source = new URL("../src/", import.meta.url);

/** The string literals that may be names of rules, of the code of a folder without its tests; parts of speech
 *  are shorter. */
async function names(folder) {
  const files = await readdir(new URL(folder, source), { recursive: true });
  const texts = await Promise.all(
    files
      .filter((file) => file.endsWith(".rs") && !file.endsWith("tests.rs"))
      .map((file) => readFile(new URL(folder + file, source), "utf8")),
  );
  const code = texts.map((text) => text.split("#[cfg(test)]")[0].replace(/^\s*\/\/.*$/gm, ""));
  const literals = code.flatMap((text) => [...text.matchAll(/"([a-z]{5,}|[a-z]+(?:-[a-z]+)+)"/g)]);
  return [...new Set(literals.map(([, name]) => name))];
}

const unsaid = (rules) =>
  rules.filter((rule) =>
    // A rule without a sentence is given by its name.
    LANGUAGES.some((language) => reason({ rule, evidence: "" }, language).includes(`${language === "en" ? "rule" : ""} ${rule}`)),
  );

test("a rule without a sentence is noticed", () => {
  assert.deepEqual(unsaid(["surname", "no-such-rule"]), ["no-such-rule"]);
});

for (const folder of ["rules/", "link/", "relate/"]) {
  test(`every rule in src/${folder} has its sentence`, async () => {
    const rules = await names(folder);
    assert.ok(rules.length > 10, `only ${rules}`);
    assert.deepEqual(unsaid(rules), []);
  });
}
