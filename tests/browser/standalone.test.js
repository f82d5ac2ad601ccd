// The file that an article is saved as: complete, interactive, silent, and openable again.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { readStandalone } from "../../www/standalone/read.js";
import { accessible } from "./access.js";
import { sampleText, settled, useBrowser, visit } from "./harness.js";

useBrowser();

/** Largest file of the sample article, in bytes. */
const LARGEST = 175_000;
const HOSTILE = "</script><img src=x onerror=alert(1)>";
const OWN = [
  "臺北市長赴常州",
  `臺北市市長李小明😀10月8日在常州會見𠮷野家公司董事長陳大文。cafe\u0301${HOSTILE}與<!--<script>都是原文。`,
  "\u3000\u3000李小明說：「總投資100億元。」&amp;\"引號\"與'單引號'。",
].join("\r\n");

const flat = (text) => text.replace(/\s+/g, "");

const CORRECTIONS = [
  {
    action: "add",
    type: "WORK",
    target: {
      start: OWN.replaceAll("\r\n", "\n").indexOf(HOSTILE),
      end: OWN.replaceAll("\r\n", "\n").indexOf(HOSTILE) + HOSTILE.length,
      exact: HOSTILE,
    },
    everywhere: true,
  },
];

/** Saves what the element shows, or another text, with the article that it came of. */
function saved(page, { text, corrections, made = "2026-11-28" } = {}) {
  return page.evaluate(
    async ({ text, corrections, made }) => {
      const element = document.querySelector("wenmai-article");
      if (text !== undefined) element.text = text;
      if (corrections) element.corrections = corrections;
      const article = await element.ready;
      const { write } = await import("./standalone/write.js");
      const { text: raw, lexicon } = element;
      const details = { text: raw, corrections: element.corrections, lexicon, language: "zh-Hant", made };
      return { html: await write(article, details), article };
    },
    { text, corrections, made },
  );
}

/** The sample and our own article, saved; made once, for loading the engine takes its time. */
let files;
const made = () =>
  (files ??= (async () => {
    const found = {};
    await visit({}, async (page) => {
      found.exported = await page.evaluate(() => document.querySelector("wenmai-article").export("html"));
      found.sample = await saved(page);
      found.twice = await saved(page);
      found.own = await saved(page, { text: OWN, corrections: CORRECTIONS });
      const { text, corrections } = readStandalone(found.own.html);
      await saved(page, { text: "常州", corrections: [] });
      found.again = await saved(page, { text, corrections });
    });
    return found;
  })());

/** A page of the browser without an engine, from which files are opened. */
const BLANK = '<!doctype html><link rel="icon" href="data:,">';
const plain = (run) => visit({ wait: false, path: "blank.html", files: { "/blank.html": BLANK } }, run);

/** Opens a file from disk; nothing but the file may be asked for, and the console stays empty. */
async function open(page, html, run, context = {}) {
  const folder = await mkdtemp(join(tmpdir(), "wenmai-"));
  const url = pathToFileURL(join(folder, "article.html")).href;
  await writeFile(join(folder, "article.html"), html);
  const own = await page
    .context()
    .browser()
    .newContext({ locale: "zh-TW", viewport: { width: 1280, height: 900 }, ...context });
  const said = [];
  const requests = [];
  try {
    const file = await own.newPage();
    file.on("console", (entry) => said.push(`${entry.type()}: ${entry.text()}`));
    file.on("pageerror", (error) => said.push(`uncaught: ${error.stack ?? error}`));
    file.on("dialog", (dialog) => (said.push(`dialog: ${dialog.message()}`), dialog.dismiss()));
    file.on("request", (request) => requests.push(request.url()));
    await file.goto(url);
    await run(file);
  } finally {
    await own.close();
    await rm(folder, { recursive: true });
  }
  assert.deepEqual(said, []);
  assert.deepEqual(requests, [url]);
}

const block = (page, id) =>
  page.evaluate((id) => JSON.parse(document.getElementById(id).textContent), id);

/** The text of the article without what is set apart. */
const shown = (page) =>
  page.$eval("wenmai-article", (element) => {
    const copy = element.cloneNode(true);
    for (const node of copy.querySelectorAll(".wenmai-boilerplate")) node.remove();
    return copy.textContent;
  });

test("the sample article is one file that asks for nothing and says what it holds", async () => {
  await plain(async (page) => {
    const { exported, sample, twice } = await made();
    const { html, article } = sample;
    assert.ok(Buffer.byteLength(html) <= LARGEST, `${Buffer.byteLength(html)} bytes`);
    const { text, corrections, lexicon } = readStandalone(html);
    assert.equal(text, await sampleText());
    assert.deepEqual([corrections, lexicon], [[], []]);
    assert.equal(html, twice.html);
    // Exported today, and otherwise the same.
    const undated = (file) => file.replace(/\d{4}-\d\d-\d\d/g, "");
    assert.equal(undated(exported), undated(html));
    await open(page, html, async (file) => {
      assert.deepEqual(await block(file, "wenmai-article"), article);
      assert.equal(flat(await shown(file)), flat(article.text));
      const marks = await file.$$eval(".wenmai-mention:not([data-continued])", (pieces) =>
        pieces.map(({ dataset, textContent }) => [dataset.mention, dataset.type, textContent]),
      );
      const mentions = article.mentions.map(({ id, type, text }) => [id, type, text]);
      assert.deepEqual(marks, mentions);
      assert.equal(await file.locator(".wenmai-boilerplate").innerText(), "掃一掃在手機打開當前頁 |");
      const policy = await file.$eval("meta[http-equiv]", ({ content }) => content);
      assert.match(
        policy,
        /^default-src 'none'; script-src 'sha256-\S+'; style-src 'sha256-\S+' 'sha256-\S+'; img-src data:$/,
      );
      assert.equal(await file.$$eval("script", (all) => all.filter(({ type }) => type === "module").length), 0);
    });
  });
});

test("marks answer to mouse and keys, and the panel to its tabs", async () => {
  await plain(async (page) => {
    const { html } = (await made()).sample;
    await open(page, html, async (file) => {
      const card = file.locator("[role=dialog]");
      const person = file.locator(".wenmai-mention[data-type=PERSON]").first();
      await person.click();
      assert.equal(await card.locator(".name").innerText(), "陸志鵬");
      await file.keyboard.press("Escape");
      assert.ok(await card.isHidden());
      assert.ok(await person.evaluate((piece) => piece === document.activeElement));
      await file.keyboard.press("ArrowRight");
      await file.keyboard.press("Enter");
      assert.ok(await card.isVisible());
      const focused = await file.$eval("[data-current]", ({ tabIndex }) => tabIndex);
      assert.equal(focused, 0);
      assert.equal(await file.locator('.wenmai-mention[tabindex="0"]').count(), 1);
      await file.keyboard.press("Escape");
      for (const tab of ["cast", "timeline", "repairs"]) {
        await file.locator(`#tab-${tab}`).click();
        await file.locator(`#body-${tab} :is(li, summary)`).first().waitFor();
      }
      assert.ok((await file.locator("#body-repairs li").count()) > 0);
      assert.equal(await file.locator("#body-repairs input").count(), 0);
      await file.locator("#tab-index").click();
      await file.locator("#body-index .entities button", { hasText: "陳金虎" }).click();
      assert.equal(await card.locator(".name").innerText(), "陳金虎");
      await card.locator(".step.next").click();
      assert.equal(await card.locator(".position").innerText(), "2／2");
    });
  });
});

test("a type that is switched off is text like any other, and back on a mark as before", async () => {
  await plain(async (page) => {
    const { html } = (await made()).sample;
    await open(page, html, async (file) => {
      const look = () =>
        file.$$eval("wenmai-article [data-mention]", (pieces) => pieces.map(({ outerHTML }) => outerHTML));
      const before = await look();
      const toggle = file.locator(".legend [data-type=EVENT]");
      await file.locator(".wenmai-mention[data-type=EVENT]").first().click();
      await toggle.click();
      assert.ok(await file.locator("[role=dialog]").isHidden());
      assert.equal(await toggle.getAttribute("aria-checked"), "false");
      assert.equal(await file.locator(".wenmai-mention[data-type=EVENT]").count(), 0);
      const left = await file.$$eval("[data-mention][data-type=EVENT]", (pieces) =>
        pieces.flatMap((piece) => ["role", "tabindex", "aria-label"].filter((name) => piece.hasAttribute(name))),
      );
      assert.deepEqual(left, []);
      // The first mark was of that type: the keyboard has another way in.
      assert.equal(await file.locator('.wenmai-mention[tabindex="0"]').count(), 1);
      assert.equal(await file.locator("#body-index section[data-type=EVENT]").isVisible(), false);
      await file.locator("[data-mention][data-type=EVENT]").first().click();
      assert.ok(await file.locator("[role=dialog]").isHidden());
      await toggle.click();
      assert.deepEqual(await look(), before);
    });
  });
});

test("hostile text, emoji and rare characters stay text; corrections come back", async () => {
  await plain(async (page) => {
    const { html, article } = (await made()).own;
    assert.deepEqual(readStandalone(html), { text: OWN, corrections: CORRECTIONS, lexicon: [] });
    await open(page, html, async (file) => {
      assert.equal(await file.title(), "臺北市長赴常州");
      assert.equal(await file.locator("wenmai-article > h1").count(), 1);
      assert.deepEqual(await block(file, "wenmai-article"), article);
      assert.equal(flat(await shown(file)), flat(article.text));
      assert.equal(await file.locator("img").count(), 0);
      for (const { start, end, text } of article.mentions) {
        assert.equal(article.text.slice(start, end), text);
      }
      const added = file.locator(".wenmai-mention[data-type=WORK]");
      assert.deepEqual(await added.allTextContents(), [HOSTILE]);
      await added.click();
      assert.equal(await file.locator("[role=dialog] .name").innerText(), HOSTILE);
    });
  });
});

test("an article saved, opened again and saved once more is the same file", async () => {
  const { own, again } = await made();
  assert.equal(again.html, own.html);
});

test("without JavaScript the text is complete, and its marks are words", async () => {
  await plain(async (page) => {
    const { html, article } = (await made()).sample;
    await open(
      page,
      html,
      async (file) => {
        const text = flat(await file.locator("wenmai-article").innerText());
        assert.equal(text, flat(`${article.text}掃一掃在手機打開當前頁 |`));
        assert.equal(await file.locator("wenmai-article [role=button]").count(), 0);
        assert.ok(await file.locator("noscript").isVisible());
        const line = await file
          .locator(".wenmai-mention[data-type=PERSON]")
          .first()
          .evaluate((piece) => getComputedStyle(piece).textDecorationLine);
        assert.equal(line, "underline");
      },
      { javaScriptEnabled: false },
    );
  });
});

test("it speaks the reader's language and follows the reader's scheme", async () => {
  await plain(async (page) => {
    const { html } = (await made()).sample;
    for (const [locale, tab, note] of [
      ["zh-TW", "索引", /^由文脈 /],
      ["zh-CN", "索引", /^由文脉 /],
      ["en-GB", "Index", /^Read by Wenmai /],
    ]) {
      await open(
        page,
        html,
        async (file) => {
          assert.equal(await file.locator("#tab-index").innerText(), tab);
          assert.match(await file.locator("footer .made").innerText(), note);
          assert.match(await file.locator("footer .made").innerText(), /2026-11-28/);
          const ground = await file.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
          assert.equal(ground, "rgb(25, 24, 22)");
        },
        { locale, colorScheme: "dark" },
      );
    }
  });
});

test("axe finds nothing in it", async () => {
  await plain(async (page) => {
    const { sample, own } = await made();
    for (const { html } of [sample, own]) {
      await open(
        page,
        html,
        async (file) => {
          await accessible(file, "file");
          await file.locator(".wenmai-mention").nth(2).click();
          await accessible(file, "card");
        },
        { reducedMotion: "reduce" },
      );
    }
  });
});

test("at 320 pixels nothing is wider than the window, and the card is a sheet", async () => {
  await plain(async (page) => {
    const { html } = (await made()).sample;
    await open(
      page,
      html,
      async (file) => {
        const wide = () => file.evaluate(() => document.documentElement.scrollWidth);
        assert.ok((await wide()) <= 320);
        await file.locator(".wenmai-mention").first().tap();
        const { x, width, y, height } = await file.locator("[role=dialog]").boundingBox();
        assert.deepEqual([x, width, Math.round(y + height)], [0, 320, 640]);
        assert.ok((await wide()) <= 320);
      },
      { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true, reducedMotion: "reduce" },
    );
  });
});

test("where its script cannot be fetched the failure says so", async () => {
  const override = (_, path) => path.endsWith("/standalone.js") && { status: 404 };
  await visit({ override, expected: [/404/] }, async (page) => {
    const code = await page.evaluate(() =>
      document
        .querySelector("wenmai-article")
        .export("html")
        .then(
          () => null,
          (error) => [error.code, error.file],
        ),
    );
    assert.deepEqual(code, ["file-missing", "standalone.js"]);
    assert.equal(await settled(page), null);
  });
});

test("other pages, and files of a later version, are no standalone files", () => {
  const page = (id, value) =>
    `<!doctype html><script type="application/json" id="${id}">${JSON.stringify(value)}</script>`;
  const good = { schema: "wenmai-source/1", text: "常州", corrections: [], lexicon: [] };
  const { schema, ...rest } = good;
  assert.deepEqual(readStandalone(page("wenmai-source", good)), rest);
  assert.equal(readStandalone(page("wenmai-source", { ...good, schema: "wenmai-source/2" })), null);
  assert.equal(readStandalone(page("wenmai-source", { schema, text: "常州" })), null);
  assert.equal(readStandalone(page("wenmai-source", null)), null);
  assert.equal(readStandalone(page("other", good)), null);
  assert.equal(readStandalone('<p id="wenmai-source">常州</p>'), null);
  assert.equal(readStandalone('<script type="application/json" id="wenmai-source">{</script>'), null);
  assert.equal(readStandalone("wenmai-source"), null);
});
