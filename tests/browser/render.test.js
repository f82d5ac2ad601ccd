// What `wenmai render` writes: pages that need no engine, on a host and from disk; an archive whose
// lists lead to names in articles; the engine when the reader asks for it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { SITE, eventually, useBrowser, visit } from "./harness.js";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? path("../../target");
/** The command line: `WENMAI_BINARY`, or the one that `./build.sh build` made. */
const BINARY = process.env.WENMAI_BINARY ?? join(TARGET, "release", "wenmai");

const HOSTILE = "</script><img src=x onerror=alert(1)>";
const ARTICLES = {
  "2021/first #1.txt":
    "臺北市長赴常州\r\n2021-10-09 日報\r\n臺北市市長李小明😀10月8日在江蘇省常州市會見𠮷野家公司董事長陳大文。" +
    `cafe\u0301${HOSTILE}與<!--<script>都是原文。\r\n\u3000李小明說：「總投資100億元。」\u2028&amp;"引號"與'單引號'。`,
  "2021/second.txt":
    "陈大文在上海谈投资\n2021年11月2日　来源：日报\n𠮷野家公司董事长陈大文11月1日在上海市说，将在江苏省常州市投资5亿元。\n",
  "third.txt": "王建國先生2022年3月1日在北京市出席會議，會上沒有標題。會議由常州市人民政府主辦。",
};
const FIRST = "2021/first%20%231.html";

let folder;
let archive;

function render(...options) {
  execFileSync(BINARY, ["render", "--site", SITE, "--pack", join(SITE, "wenmai.pack"), ...options], {
    stdio: "pipe",
  });
}

useBrowser();
before(async () => {
  assert.ok(existsSync(BINARY), `${BINARY} is missing: run ./build.sh build`);
  folder = await mkdtemp(join(tmpdir(), "wenmai-"));
  await mkdir(join(folder, "in", "2021"), { recursive: true });
  for (const [name, text] of Object.entries(ARTICLES)) await writeFile(join(folder, "in", name), text);
  archive = join(folder, "out");
  render(join(folder, "in"), "-o", archive, "--ui-lang", "zh-Hant");
});
after(() => rm(folder, { recursive: true }));

const flat = (text) => text.replace(/\s+/g, "");
const card = (page) => page.locator("[role=dialog]");
const name = (page) => card(page).locator(".name").innerText();
const fragment = (page) => decodeURIComponent(new URL(page.url()).hash);

async function violations(page) {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  // The page's policy lets nothing in: by way of the browser, not of the page.
  await page.evaluate(await readFile(axe, "utf8"));
  return page.evaluate(async () => {
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  });
}

/** From the index by way of a name to its place in an article, and on to another article. */
async function wander(page) {
  assert.equal(await page.locator("script").count(), 0);
  await page.locator(".masthead nav a", { hasText: "人物" }).click();
  const entry = page.locator(".names > div", { hasText: "陈大文" }).or(
    page.locator(".names > div", { hasText: "陳大文" }),
  );
  assert.equal(await entry.locator("dd").count(), 2);
  await entry.locator("a", { hasText: "臺北市長赴常州" }).click();
  assert.equal(await name(page), "陳大文");
  assert.equal(fragment(page), "#entity=PERSON:陳大文");
  const others = card(page).locator(".elsewhere a");
  await eventually(() => others.allInnerTexts(), ["陈大文在上海谈投资", "全部 2 篇"]);
  await others.first().click();
  await eventually(() => fragment(page), "#entity=PERSON:陈大文");
  assert.equal(await name(page), "陈大文");
  await card(page).locator(".elsewhere a").last().click();
  assert.match(page.url(), /people\.html#e-[0-9a-f]{16}$/);
  await page.goBack();
  await eventually(() => card(page).isVisible(), true);
  await page.keyboard.press("Escape");
  assert.ok(await card(page).isHidden());
  assert.equal(fragment(page), "");
}

test("an archive on a host: lists lead to names, cards to other articles, and axe finds nothing", async () => {
  await visit({ root: archive, path: "index.html", wait: false }, async (page, { url, requests }) => {
    assert.deepEqual(await page.locator("main h2").allInnerTexts(), ["2022年3月", "2021年11月", "2021年10月"]);
    await wander(page);

    await page.goto(`${url}${FIRST}`);
    const article = await page.evaluate(() =>
      JSON.parse(document.getElementById("wenmai-article").textContent),
    );
    for (const { start, end, text } of article.mentions) {
      assert.equal(article.text.slice(start, end), text);
    }
    const marks = page.locator(".wenmai-mention:not([data-continued])");
    assert.deepEqual(await marks.allTextContents(), article.mentions.map(({ text }) => text));
    assert.equal(flat(await page.locator("wenmai-article").textContent()), flat(article.text));
    assert.equal(await page.locator("img").count(), 0);
    await marks.last().click();
    assert.ok(await card(page).isVisible());
    await page.locator("#tab-repairs, #tab-cast").first().click();
    assert.ok(!requests.some((request) => /\.(wasm|pack)$|define\.js$/.test(request)), requests.join("\n"));
    assert.ok(requests.every((request) => request.startsWith(url)), requests.join("\n"));

    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const one of ["index.html", "people.html", "places.html", `${FIRST}#entity=PERSON:李小明`]) {
        await page.goto("about:blank");
        await page.goto(url + one);
        assert.deepEqual(await violations(page), [], `${one}, ${colorScheme}`);
        await page.setViewportSize({ width: 320, height: 640 });
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, one);
        await page.setViewportSize({ width: 1280, height: 900 });
      }
    }
  });
});

test("the engine comes when the reader searches, corrects or pastes", async () => {
  await visit({ root: archive, path: FIRST, wait: false }, async (page, { url, requests }) => {
    await page.locator("body").press("/");
    const live = () => page.evaluate(() => document.querySelector("wenmai-article").article?.text);
    await page.locator("[role=search] input, input[type=search]").first().waitFor();
    assert.ok(requests.some((request) => request.endsWith(".wasm")));
    assert.match(await live(), /^臺北市長赴常州/);
    await page.keyboard.press("Escape");

    // A correction is there again when the article is opened again.
    await page.evaluate(async () => {
      const element = document.querySelector("wenmai-article");
      const start = element.article.text.indexOf("原文");
      const target = { start, end: start + 2, exact: "原文" };
      element.corrections = [{ action: "add", type: "WORK", target, everywhere: false }];
      await element.ready;
    });
    await page.goto("about:blank");
    await page.goto(url + FIRST);
    await page.locator(".wenmai-mention[data-type=WORK]", { hasText: "原文" }).waitFor();

    await page.goto(`${url}third.html`);
    await page.locator(".tools .correct").click();
    await eventually(() => page.locator("#tab-corrections").getAttribute("aria-selected"), "true");
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "王小明在南京。");
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    await eventually(live, "王小明在南京。");
    assert.match(await page.locator(".message").innerText(), /貼上的文章/);
    await page.locator(".message a").click();
    await eventually(() => page.locator("wenmai-article").innerText().then((text) => text.slice(0, 3)), "王建國");
    assert.equal(await page.evaluate(() => customElements.get("wenmai-article")), undefined);
    assert.ok(requests.every((request) => request.startsWith(url)), requests.join("\n"));
  });
});

test("where the engine is missing the written article stays, and the page says so", async () => {
  const override = (_, path) => path.endsWith("/define.js") && { status: 404 };
  await visit({ root: archive, path: FIRST, wait: false, override, expected: [/404/] }, async (page) => {
    await page.locator(".tools .search").click();
    await eventually(() => page.locator(".message").innerText(), "引擎未能載入，文章仍可閱讀。請檢查網路或檔案後重試。");
    await page.locator(".wenmai-mention[data-type=PERSON]").first().click();
    assert.equal(await name(page), "李小明");
  });
});

/** Opens a file of a folder from disk; nothing outside the folder may be asked for. */
async function fromDisk(page, root, file, run, context = {}) {
  const own = await page
    .context()
    .browser()
    .newContext({ locale: "zh-TW", viewport: { width: 1280, height: 900 }, ...context });
  const said = [];
  const requests = [];
  try {
    const opened = await own.newPage();
    opened.on("console", (entry) => said.push(`${entry.type()}: ${entry.text()}`));
    opened.on("pageerror", (error) => said.push(`uncaught: ${error.stack ?? error}`));
    opened.on("request", (request) => requests.push(request.url()));
    await opened.goto(`${pathToFileURL(root).href}/${file}`);
    await run(opened);
  } finally {
    await own.close();
  }
  assert.deepEqual(said, []);
  const inside = `${pathToFileURL(root).href}/`;
  assert.ok(requests.every((request) => request.startsWith(inside)), requests.join("\n"));
}

const BLANK = { wait: false, path: "blank.html", files: { "/blank.html": '<!doctype html><link rel="icon" href="data:,">' } };

test("an archive from disk: the same, and without JavaScript the text and its ways", async () => {
  await visit(BLANK, async (page) => {
    await fromDisk(page, archive, "index.html", async (opened) => {
      await wander(opened);
      assert.ok(await opened.locator(".tools").isHidden());
      const line = await opened
        .locator(".wenmai-mention[data-type=PERSON]")
        .first()
        .evaluate((piece) => getComputedStyle(piece).textDecorationLine);
      assert.equal(line, "underline");
    });
    const without = { javaScriptEnabled: false };
    await fromDisk(
      page,
      archive,
      FIRST,
      async (opened) => {
        assert.match(await opened.locator("wenmai-article").innerText(), /李小明說：「總投資100億元。」/);
        assert.equal(await opened.locator("h1").innerText(), "臺北市長赴常州");
        assert.ok(await opened.locator("noscript").isVisible());
        await opened.locator(".masthead nav a", { hasText: "地名" }).click();
        await opened.locator(".names a", { hasText: "臺北市長赴常州" }).first().click();
        assert.match(opened.url(), /first%20%231\.html#entity=PLACE:/);
      },
      without,
    );
  });
});

test("one page from the command line is the page that the element saves", async () => {
  const gold = path("../gold");
  const files = (await readdir(gold)).filter((file) => file.endsWith(".raw.txt")).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(gold, file), "utf8")));
  files.push("own");
  texts.push(ARTICLES["2021/first #1.txt"]);
  await visit({}, async (page) => {
    for (const [index, file] of files.entries()) {
      const [input, output] = [join(folder, "one.txt"), join(folder, "one.html")];
      await writeFile(input, texts[index]);
      render(input, "-o", output, "--date", "2026-11-28", "--ui-lang", "zh-Hant");
      const written = await readFile(output, "utf8");
      const [saved, printed] = await page.evaluate(
        async ({ text, written }) => {
          const element = document.querySelector("wenmai-article");
          element.text = text;
          const article = await element.ready;
          const { write } = await import("./standalone/write.js");
          const details = { text, language: "zh-Hant", made: "2026-11-28" };
          // Numbers are spelled alike, and attributes in whichever way this browser escapes them.
          return [await write(article, details), written].map((html) => {
            // Styles by another name: this page's policy would complain of them, even unused.
            const quiet = html.replace(/<(\/?)style\b/g, "<$1data-style");
            const parsed = new DOMParser().parseFromString(quiet, "text/html");
            for (const block of parsed.querySelectorAll('script[type="application/json"]')) {
              block.textContent = JSON.stringify(JSON.parse(block.textContent));
            }
            return parsed.documentElement.outerHTML;
          });
        },
        { text: texts[index], written },
      );
      // Only what is around the first difference: a page is long.
      let same = 0;
      while (same < printed.length && printed[same] === saved[same]) same += 1;
      const around = (html) => html.slice(Math.max(0, same - 80), same + 80);
      if (printed !== saved) assert.equal(around(printed), around(saved), file);
    }
    await fromDisk(page, folder, "one.html", async (opened) => {
      await opened.locator(".wenmai-mention[data-type=PERSON]").first().click();
      assert.equal(await name(opened), "李小明");
    });
  });
});
