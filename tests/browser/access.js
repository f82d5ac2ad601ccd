// What everybody must be able to use: a page as axe sees it, and as a finger finds it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Asks axe about a page as it is, in light and in dark, and that it find nothing.
 * @param {import("playwright-core").Page} page
 * @param {string} [where] what is to be seen, for the message
 */
export async function accessible(page, where = "page") {
  if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(axe);
  for (const colorScheme of ["light", "dark"]) {
    // Colours on their way to others have contrasts that nobody chose.
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const found = await page.evaluate(async () => {
      const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
    });
    assert.deepEqual(found, [], `${where}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

/**
 * Asks that nothing to press in the element's own parts be smaller than 24 pixels, and that nothing
 * be wider than the window, or than the part itself. Browsers lay out in sixty-fourths of a pixel.
 * @param {import("playwright-core").Page} page
 * @param {string} part selector of the part
 * @param {string} where what is to be seen, for the message
 */
export async function fits(page, part, where) {
  const [small, wider] = await page.evaluate((part) => {
    const { shadowRoot } = document.querySelector("wenmai-article");
    const pressed = "button, summary, input:not([type=checkbox]), select, label";
    const small = [...shadowRoot.querySelectorAll(pressed)]
      .map((node) => [node.outerHTML.slice(0, 90), node.getBoundingClientRect()])
      .filter(([, { width, height }]) => width > 0 && Math.round(Math.min(width, height) * 64) / 64 < 24)
      .map(([html, { width, height }]) => `${html} ${width}×${height}`);
    const inner = shadowRoot.querySelector(part);
    const { scrollWidth, clientWidth } = document.documentElement;
    return [small, [scrollWidth - clientWidth, inner.scrollWidth - inner.clientWidth]];
  }, part);
  assert.deepEqual(small, [], where);
  assert.deepEqual(wider, [0, 0], where);
}
