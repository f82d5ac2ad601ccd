// What every browser test needs: the browser, the built page on a host that may misbehave, and
// a record of all that the console said. A test that leaves anything unexpected there fails.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { FLAGS, findChromium } from "./browsers.js";
import { serve } from "./server.js";

/** The page's modules, as they are written. */
export const WRITTEN = fileURLToPath(new URL("../../www", import.meta.url));

/** The built site: `WENMAI_SITE`, or `dist/site/` of this clone. */
export const SITE = process.env.WENMAI_SITE ?? fileURLToPath(new URL("../../dist/site", import.meta.url));

let browser;

/** Starts the browser before a file's tests and ends it after them. */
export function useBrowser() {
  before(async () => {
    assert.ok(existsSync(SITE), `${SITE} is missing: run ./build.sh build`);
    browser = await chromium.launch({ executablePath: findChromium(), args: FLAGS });
  });
  after(() => browser?.close());
}

/**
 * Opens a page of the built folder, hands it to `run`, and asks that the console be empty.
 *
 * options.path      path behind the host, for pages that `files` adds
 * options.root      folder to serve, `SITE` without it
 * options.files     {path: text}: pages of the test
 * options.override  as in server.js
 * options.context   of Playwright; the reader is in Taiwan unless it says otherwise
 * options.expected  what the console says, as regular expressions in order; nothing without it
 * options.wait      false for a page without the element
 */
export async function visit(options, run) {
  const server = await serve(options.root ?? SITE, {
    override: (request) => {
      const path = decodeURIComponent(request.url.split("?")[0]);
      if (options.files?.[path] !== undefined) {
        return { headers: { "content-type": "text/html; charset=utf-8" }, body: options.files[path] };
      }
      return options.override?.(request, path);
    },
  });
  const context = await browser.newContext({
    locale: "zh-TW",
    viewport: { width: 1280, height: 900 },
    ...options.context,
  });
  const said = [];
  const requests = [];
  try {
    const page = await context.newPage();
    page.on("console", (entry) => said.push(`${entry.type()}: ${entry.text()}`));
    page.on("pageerror", (error) => said.push(`uncaught: ${error.stack ?? error}`));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(server.url + (options.path ?? ""));
    if (options.wait !== false) await settled(page);
    await run(page, { url: server.url, requests, said });
    // What a page does on leaving counts too.
    await page.goto("about:blank");
  } finally {
    await context.close();
    await server.close();
  }
  const expected = options.expected ?? [];
  assert.equal(said.length, expected.length, `the console said:\n${said.join("\n")}`);
  expected.forEach((pattern, index) => assert.match(said[index], pattern));
}

/**
 * An `override` by which the scripts of a folder of this machine lie below a path of the host too.
 * @param {string} prefix of the paths, with a slash at its end
 * @param {string} root the folder
 */
export function scriptsBelow(prefix, root) {
  return async (_, path) =>
    path.startsWith(prefix)
      ? { headers: { "content-type": "text/javascript" }, body: await readFile(join(root, path.slice(prefix.length))) }
      : undefined;
}

/** Waits until the element has read, or has failed; gives its error's code or null. */
export function settled(page, selector = "wenmai-article") {
  return page.evaluate(async (selector) => {
    await customElements.whenDefined("wenmai-article");
    return document.querySelector(selector).ready.then(
      () => null,
      (error) => error.code,
    );
  }, selector);
}

/** The article of the page's element, in the documented shape. */
export function articleOf(page, selector = "wenmai-article") {
  return page.evaluate((selector) => document.querySelector(selector).article, selector);
}

/** Reads a text through the page's dialog, as a reader pastes it. */
export async function paste(page, text) {
  await page.locator(".tools .open").click();
  await page.locator("dialog textarea").fill(text);
  await page.locator("dialog .read").click();
  return settled(page);
}

/** The raw text of the page's own article, from its source. */
export async function sampleText() {
  const html = await readFile(`${SITE}/index.html`, "utf8");
  const [, inside] = /<wenmai-article[^>]*>(.*?)<\/wenmai-article>/s.exec(html);
  return [...inside.matchAll(/<p>(.*?)<\/p>/gs)].map(([, text]) => text).join("\n");
}

/** The mention's pieces on the page: their ids, texts and types, in order. */
export function marksOf(page, selector = "wenmai-article") {
  return page.$$eval(`${selector} .wenmai-mention`, (pieces) =>
    pieces.map(({ dataset, textContent }) => ({
      id: dataset.mention,
      type: dataset.type,
      text: textContent,
    })),
  );
}

/** Drops files, as `[name, bytes or text]`, onto the page, as a reader drags them there. */
export function dropFiles(page, files) {
  return page.evaluate(
    (files) => {
      const dataTransfer = new DataTransfer();
      for (const [name, content] of files) {
        const part = typeof content === "string" ? content : Uint8Array.from(content);
        dataTransfer.items.add(new File([part], name));
      }
      for (const type of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    files.map(([name, content]) => [name, typeof content === "string" ? content : [...content]]),
  );
}

/** Waits until `read` gives what is expected; after a while it fails with what it gave last. */
export async function eventually(read, expected) {
  let last;
  for (let tries = 0; tries < 300; tries += 1) {
    last = await read();
    try {
      assert.deepEqual(last, expected);
      return;
    } catch {
      await new Promise((done) => setTimeout(done, 50));
    }
  }
  assert.deepEqual(last, expected);
}
