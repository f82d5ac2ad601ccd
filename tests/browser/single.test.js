// The page as one file, opened from a disk: everything that the site's page has, and no request.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { single } from "../../www/make/single.js";
import { readStandalone } from "../../www/standalone/read.js";
import { launchFirefox, withoutFirefox } from "./browsers.js";
import { SITE, articleOf, dropFiles, eventually, marksOf, paste, sampleText, settled, useBrowser, visit } from "./harness.js";
import { limited } from "./memory.js";
import { varied } from "./varied.js";

useBrowser();

/** The file: `WENMAI_SINGLE`, or where `./build.sh dist` puts it, beside the site. */
const FILE = resolve(process.env.WENMAI_SINGLE ?? join(SITE, "..", "wenmai.html"));
const OWN = "😀𠮷野家店長陳小明昨日到臺北市參觀。\r\n市長李小明cafe\u0301說：「總投資100億元。」";

let folder;
before(async () => {
  assert.ok(existsSync(FILE), `${FILE} is missing: run ./build.sh dist`);
  folder = await mkdtemp(join(tmpdir(), "wenmai-"));
});
after(() => folder && rm(folder, { recursive: true }));

/** Opens a file from disk in a context of its own, without a network. */
async function open(page, path, run, before = () => {}) {
  const url = pathToFileURL(path).href;
  const own = await page
    .context()
    .browser()
    .newContext({ locale: "zh-TW", viewport: { width: 1280, height: 900 }, offline: true });
  const said = [];
  const requests = [];
  try {
    await own.addInitScript(before);
    const file = await own.newPage();
    file.on("console", (entry) => said.push(`${entry.type()}: ${entry.text()}`));
    file.on("pageerror", (error) => said.push(`uncaught: ${error.stack ?? error}`));
    own.on("request", (request) => requests.push(request.url()));
    await file.goto(url);
    await run(file, requests);
    await file.goto("about:blank");
  } finally {
    await own.close();
  }
  assert.deepEqual(said, []);
  // The worker's script is made in the page: a blob is no request to anybody.
  const asked = requests.filter((one) => !one.startsWith("blob:null/") && one !== "about:blank");
  assert.ok(asked.every((one) => one === url), asked.join("\n"));
}

const BLANK = '<!doctype html><link rel="icon" href="data:,">';
const plain = (run) => visit({ wait: false, path: "blank.html", files: { "/blank.html": BLANK } }, run);

/** Saves what a button offers, and gives its name and content. */
async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path(), "utf8") };
}

test("the file is complete, and made the same again", async () => {
  const html = await readFile(FILE, "utf8");
  assert.equal(html, await single(SITE));
  const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html);
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const [scripts, styles] = [/<script>(.*?)<\/script>/gs, /<style>(.*?)<\/style>/gs].map((pattern) =>
    [...html.matchAll(pattern)].map(([, text]) => hash(text)),
  );
  assert.equal(scripts.length, 1);
  assert.equal(
    policy,
    `default-src 'none'; script-src ${scripts[0]} 'wasm-unsafe-eval'; style-src ${styles.join(" ")}; ` +
      "img-src data:; connect-src 'none'; worker-src blob:; base-uri 'none'; form-action 'none'",
  );
  assert.ok(html.indexOf("掃一掃在手機打開") < html.indexOf("<script"), "the text comes first");
  assert.match(html, /MIT License[^]*jieba/i, "the notices are there");
});

test("from a disk, without a network, it is the site's page", async () => {
  let expected;
  await visit({}, async (page) => {
    expected = await articleOf(page);
    await open(page, FILE, async (file) => {
      assert.equal(await settled(file), null);
      assert.equal(file.workers().length, 1);
      assert.deepEqual(await articleOf(file), expected);
      const marks = await marksOf(file);
      assert.deepEqual(marks.map(({ text }) => text), expected.mentions.map(({ text }) => text));
      for (const { start, end, text } of expected.mentions) assert.equal(expected.text.slice(start, end), text);
      const left = await file.$$eval("script[data-file]", (all) => all.map(({ dataset }) => dataset.file));
      assert.ok(left.includes("wenmai-readings.pack"), "what nobody asked for is still packed");
      for (const name of ["wenmai.pack", "wenmai_core_bg.wasm", "worker.js"]) {
        assert.ok(!left.includes(name), `${name} is there twice`);
      }

      const card = file.locator("wenmai-article").locator("[part=card]");
      await file.locator(".wenmai-mention[data-type=PERSON]").first().click();
      assert.equal(await card.locator(".name").textContent(), "陸志鵬");
      await file.keyboard.press("Escape");
      for (const tab of ["cast", "places", "timeline", "amounts", "relations", "repairs", "corrections", "exports"]) {
        await file.locator(`#tab-${tab}`).click();
        await file.locator(`#body-${tab} :is(li, summary, button)`).first().waitFor();
      }
      const json = await saved(file, file.locator("[data-format=json]"));
      assert.equal(JSON.parse(json.content).text, expected.text);
      const html = await saved(file, file.locator("[data-format=html]"));
      assert.equal(readStandalone(html.content).text, await sampleText());

      await file.keyboard.press("/");
      const search = file.locator("wenmai-article .search");
      await search.locator("input").fill("zhipeng");
      await search.locator("output", { hasText: "/" }).or(search.locator("output", { hasText: "／" })).waitFor();
      await file.keyboard.press("Escape");

      const copy = join(folder, "saved.html");
      await writeFile(copy, html.content);
      await open(page, copy, (one) =>
        eventually(() => one.locator(".wenmai-mention[role=button]").count(), expected.mentions.length),
      );
    });
  });
});

test("from a disk: another text, a document, readings, script, a word, sharing, corrections that stay", () =>
  plain((page) =>
    open(page, FILE, async (file) => {
      assert.equal(await paste(file, OWN), null);
      const article = await articleOf(file);
      for (const { start, end, text } of article.mentions) assert.equal(article.text.slice(start, end), text);
      assert.ok(article.mentions.some(({ text }) => text === "陳小明"));

      await dropFiles(file, [["own.md", "# 常州開會\n\n市長**李小明**10月8日到臺北市。"]]);
      await file.locator(".shelf [role=tab]").nth(2).waitFor();
      assert.equal(await settled(file), null);
      assert.equal(await file.locator("wenmai-article h2").textContent(), "常州開會");

      await file.evaluate(() => {
        const element = document.querySelector("wenmai-article");
        element.setAttribute("ruby", "all");
        element.setAttribute("script", "hant");
        element.setAttribute("words", "on");
      });
      await file.locator(".wenmai-reading").first().waitFor();
      const word = file.locator("[part=word]");
      const bare = await file.evaluate(() => {
        const heading = document.querySelector("wenmai-article h2");
        const walker = document.createTreeWalker(heading, NodeFilter.SHOW_TEXT);
        let node = walker.nextNode();
        while (!node.data.includes("開")) node = walker.nextNode();
        const range = new Range();
        range.setStart(node, node.data.indexOf("開"));
        range.setEnd(node, node.data.indexOf("開") + 1);
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x: x + width / 2, y: y + height / 2 };
      });
      await file.mouse.click(bare.x, bare.y);
      await word.waitFor();
      assert.match(await word.textContent(), /kāi.*單一檔案不帶辭典/);
      assert.equal(await word.locator(".define").count(), 0);
      await file.keyboard.press("Escape");

      await file.locator(".tools .share").click();
      await file.locator("dialog.share .notes p").waitFor();
      assert.match(await file.locator("dialog.share .notes").textContent(), /開自磁碟/);
      for (const part of [".code", ".address", ".copy"]) {
        assert.equal(await file.locator(`dialog.share ${part}`).isVisible(), false, part);
      }
      await file.locator("dialog.share .finish").click();
      await file.locator(".tools .set").click();
      await file.locator("dialog[open] input[name=setting-theme]").first().waitFor();
      await file.locator(".settings .offline").waitFor({ state: "hidden" });
      await file.keyboard.press("Escape");

      const correct = () =>
        file.evaluate(async () => {
          const element = document.querySelector("wenmai-article");
          const [{ start, end, text }] = element.article.mentions.filter(({ text }) => text === "李小明");
          element.corrections = [{ action: "delete", target: { start, end, exact: text } }];
          await element.ready;
          return element.article.mentions.some(({ text }) => text === "李小明");
        });
      assert.equal(await correct(), false);
      await file.reload();
      assert.equal(await settled(file), null);
      const tabs = file.locator(".shelf [role=tab]");
      await tabs.nth(2).click();
      assert.equal(await settled(file), null);
      await eventually(() => file.evaluate(() => document.querySelector("wenmai-article").corrections.length), 1);
    }),
  ));

test("a damaged copy can be read, and says what is wrong with it", async () => {
  const html = await readFile(FILE, "utf8");
  const damaged = html.replace(/(data-file="wenmai\.pack">)(.{1000})./, "$1$2!");
  const cut = html.slice(0, html.indexOf('data-file="wenmai.pack"') + 5000);
  await plain(async (page) => {
    for (const [name, content] of [["damaged", damaged], ["cut", cut]]) {
      const path = join(folder, `${name}.html`);
      await writeFile(path, content);
      await open(page, path, async (file) => {
        const text = await file.locator("wenmai-article > p").allTextContents();
        assert.equal(text.join("\n"), await sampleText());
        // Of a file that ends before its script nothing runs, and nothing is in the way.
        if (name === "cut") return;
        assert.equal(await settled(file), "copy-damaged");
        assert.match(await file.locator(".notice").textContent(), /已損壞.*wenmai\.pack.*重新複製/);
      });
    }
  });
});

test("without a worker it reads in place, and again after it has run out of memory", async () => {
  const html = await readFile(FILE, "utf8");
  const module = limited(await readFile(join(SITE, "wenmai_core_bg.wasm")), 420);
  const path = join(folder, "small.html");
  const block = /(?<=data-file="wenmai_core_bg\.wasm">)[^<]*/;
  await writeFile(path, html.replace(block, gzipSync(module).toString("base64")));
  const read = (file, text) =>
    file.evaluate((text) => {
      const element = document.querySelector("wenmai-article");
      element.text = text;
      return element.ready.then(({ mentions }) => mentions.length, ({ code }) => code);
    }, text);
  const run = async (file) => {
    assert.equal(await settled(file), null);
    assert.equal(file.workers().length, 0);
    assert.ok((await marksOf(file)).length > 20);
    assert.equal(await read(file, varied(300_000)), "out-of-memory");
    assert.ok((await read(file, OWN)) > 2, "with a fresh instance of the engine");
  };
  await plain((page) => open(page, path, run, () => delete globalThis.Worker));
});

test("in Firefox, with its strict rule for files, it reads, answers and asks for nothing", { skip: withoutFirefox }, async () => {
  const browser = await launchFirefox();
  const [said, requests] = [[], []];
  const url = pathToFileURL(FILE).href;
  try {
    const page = await browser.newPage();
    page.on("console", (entry) => said.push(`${entry.type()}: ${entry.text()}`));
    page.on("pageerror", (error) => said.push(`uncaught: ${error}`));
    page.on("request", (request) => requests.push(request.url()));
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(url);
    assert.equal(await settled(page), null);
    await page.click(".wenmai-mention[data-type=PERSON]");
    const name = () =>
      page.evaluate(() => {
        const { shadowRoot } = document.querySelector("wenmai-article");
        return shadowRoot.querySelector(".card:not([hidden]) .name")?.textContent;
      });
    await eventually(name, "陸志鵬");
    await page.keyboard.press("Escape");
    const read = await page.evaluate(async (text) => {
      const element = document.querySelector("wenmai-article");
      element.text = text;
      await element.ready;
      const { mentions } = element.article;
      const sliced = mentions.every((one) => element.article.text.slice(one.start, one.end) === one.text);
      element.setAttribute("ruby", "all");
      const json = JSON.parse(await element.export("json"));
      const html = await element.export("html");
      return [sliced, mentions.some(({ text }) => text === "陳小明"), json.mentions.length, mentions.length, html];
    }, OWN);
    assert.deepEqual(read.slice(0, 2), [true, true]);
    assert.equal(read[2], read[3]);
    assert.equal(readStandalone(read[4]).text, OWN);
    await eventually(() => page.evaluate(() => document.querySelectorAll(".wenmai-reading").length > 0), true);
  } finally {
    await browser.close();
  }
  assert.deepEqual(said, []);
  const asked = requests.filter((one) => !/^(data:|blob:)/.test(one));
  assert.ok(asked.every((one) => one === url), asked.join("\n"));
});
