// The main uses of the page in Firefox. Skipped where no Firefox is installed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launchFirefox, withoutFirefox as skip } from "./browsers.js";
import { SITE } from "./harness.js";
import { serve } from "./server.js";

let browser;
let server;

before(async () => {
  if (skip) return;
  browser = await launchFirefox();
  server = await serve(SITE, {});
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens the page, hands it to `run`, and asks that the console be empty. */
async function visit(path, run) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const said = [];
  page.on("console", (entry) => said.push(`${entry.type()}: ${entry.text()}`));
  page.on("pageerror", (error) => said.push(`uncaught: ${error}`));
  try {
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(server.url + path);
    assert.equal(await settled(page), null);
    await run(page);
  } finally {
    await context.close();
  }
  assert.deepEqual(said, []);
}

const settled = (page) =>
  page.evaluate(async () => {
    await customElements.whenDefined("wenmai-article");
    return document.querySelector("wenmai-article").ready.then(
      () => null,
      (error) => error.code,
    );
  });

/** What `find` gives for the element, once it is not empty. */
async function inElement(page, find) {
  for (let turn = 0; turn < 100; turn += 1) {
    const value = await page.evaluate(`(${find})(document.querySelector("wenmai-article"))`);
    if (value) return value;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(`never: ${find}`);
}

test("the sample is read, marked, and its text is the clean text", { skip }, () =>
  visit("", async (page) => {
    const { marks, mentions, shown, text } = await page.evaluate(() => {
      const element = document.querySelector("wenmai-article");
      const paragraphs = [...element.querySelectorAll("p")];
      return {
        marks: [...element.querySelectorAll(".wenmai-mention")].map((mark) => mark.textContent),
        mentions: element.article.mentions.map((mention) => mention.text),
        shown: paragraphs
          .filter((paragraph) => !paragraph.querySelector(".wenmai-boilerplate"))
          .map((paragraph) => paragraph.textContent)
          .join("\n"),
        text: element.article.text.trimEnd(),
      };
    });
    assert.ok(mentions.length > 20);
    assert.deepEqual(marks, mentions);
    assert.equal(shown, text);
  }));

test("a click and a key open the card; Escape goes back to the word", { skip }, () =>
  visit("", async (page) => {
    await page.click(".wenmai-mention[data-type=PERSON]");
    const name = await inElement(page, `(element) => element.shadowRoot.querySelector(".card:not([hidden]) .name")?.textContent`);
    const person = await page.$eval(".wenmai-mention[data-type=PERSON]", (mark) => mark.textContent);
    assert.equal(name, person);
    await page.keyboard.press("Escape");
    await inElement(page, `(element) => element.shadowRoot.querySelector(".card").hidden`);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), person);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await inElement(page, `(element) => !element.shadowRoot.querySelector(".card").hidden`);
  }));

test("another text is read in place of the sample", { skip }, () =>
  visit("", async (page) => {
    await page.evaluate(() => {
      document.querySelector("wenmai-article").text = "😀𠮷野家店長陳小明昨日到臺北市參觀。\r\n他說，很好。";
    });
    assert.equal(await settled(page), null);
    const mentions = await page.evaluate(() => {
      const { text, mentions } = document.querySelector("wenmai-article").article;
      return mentions.map((one) => [text.slice(one.start, one.end), one.text]);
    });
    assert.ok(mentions.some(([, text]) => text === "陳小明"), JSON.stringify(mentions));
    for (const [slice, text] of mentions) assert.equal(slice, text);
  }));
