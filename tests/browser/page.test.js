// The article page as a reader uses it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { firstLoad } from "../../benches/size.js";
import { reason } from "../../www/rules.js";
import { SITE, articleOf, marksOf, paste, sampleText, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const count = (items) =>
  items.reduce((counts, { type }) => ({ ...counts, [type]: (counts[type] ?? 0) + 1 }), {});

test("the sample is annotated as the engine says", () =>
  visit({}, async (page) => {
    const article = JSON.parse(await page.evaluate(() => document.querySelector("wenmai-article").export("json")));
    assert.ok(article.mentions.length > 20, `only ${article.mentions.length} mentions`);
    const marks = await marksOf(page);
    assert.deepEqual(
      marks.map(({ id, type, text }) => ({ id, type, text })),
      article.mentions.map(({ id, type, text }) => ({ id, type, text })),
    );
    // Legend and index count what the engine counted.
    const legend = await page.$$eval(".legend button", (buttons) =>
      buttons.map((button) => [button.dataset.type, Number(button.querySelector(".number").textContent)]),
    );
    assert.deepEqual(Object.fromEntries(legend), count(article.mentions));
    const index = await page.$$eval(".entities section", (sections) =>
      sections.map((section) => [section.dataset.type, section.querySelectorAll("li").length]),
    );
    assert.deepEqual(Object.fromEntries(index), count(article.entities));
    // The text that shows is the clean text.
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll("wenmai-article > p")]
        .filter((paragraph) => !paragraph.querySelector(".wenmai-boilerplate"))
        .map((paragraph) => paragraph.textContent),
    );
    assert.equal(shown.join("\n"), article.text.trimEnd());
  }));

test("every export has the bytes of the command line", () =>
  visit({}, async (page) => {
    const folder = await mkdtemp(join(tmpdir(), "wenmai-"));
    try {
      const file = join(folder, "sample.txt");
      await writeFile(file, await sampleText());
      const target = process.env.CARGO_TARGET_DIR ?? fileURLToPath(new URL("../../target", import.meta.url));
      const binary = process.env.WENMAI_BINARY ?? join(target, "release", "wenmai");
      await page.locator("#tab-exports").click();
      await page.locator("[data-format=json]").waitFor();
      const offered = await page.$$eval("[data-format]", (buttons) => buttons.map(({ dataset }) => dataset.format));
      // The page of its own is none that the command line writes.
      const formats = offered.filter((format) => format !== "html");
      assert.equal(offered.length, formats.length + 1);
      assert.ok(formats.includes("json") && formats.length > 1, `formats: ${formats}`);
      for (const format of formats) {
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.locator(`[data-format=${format}]`).click(),
        ]);
        const native = execFileSync(binary, ["tag", "--format", format, file], {
          env: { ...process.env, WENMAI_PACK: join(SITE, "wenmai.pack") },
          maxBuffer: 1 << 26,
        });
        const saved = await readFile(await download.path());
        assert.equal(saved.compare(native), 0, `${format} differs`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  }));

test("a click opens the card beside its word, and it leads to the next mention", () =>
  visit({}, async (page) => {
    const article = await articleOf(page);
    const entity = article.entities.find(({ mentions }) => mentions.length > 2);
    const [first, second] = entity.mentions;
    const word = page.locator(`[data-mention=${first}]`).first();
    await word.click();
    const card = page.locator(".card");
    await card.waitFor();
    assert.equal(await card.locator(".name").textContent(), entity.name);
    assert.ok((await card.locator(".why").textContent()).length > 3);
    assert.equal(await card.locator(".sentences li").count(), entity.mentions.length);
    const marked = await card.locator(".sentences mark").allTextContents();
    const texts = entity.mentions.map((id) => article.mentions.find((one) => one.id === id).text);
    assert.deepEqual(marked, texts);
    for (const alias of entity.aliases) {
      assert.ok((await card.locator(".aliases").textContent()).includes(alias));
    }
    assert.ok(!overlaps(await word.boundingBox(), await card.boundingBox()), "the card covers its word");
    assert.equal(await page.locator("[data-current]").first().getAttribute("data-mention"), first);

    await card.locator("[data-action=next]").click();
    const next = page.locator(`[data-mention=${second}]`).first();
    assert.equal(await page.locator("[data-current]").first().getAttribute("data-mention"), second);
    await page.waitForTimeout(700);
    const box = await next.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 900, "the next mention is out of sight");
    assert.ok(!overlaps(box, await card.boundingBox()), "the card covers the next word");
    assert.ok((await card.locator(".position").textContent()).startsWith("2"));

    // Back, and a press elsewhere closes.
    await card.locator("[data-action=previous]").click();
    assert.equal(await page.locator("[data-current]").first().getAttribute("data-mention"), first);
    await page.mouse.click(5, 5);
    await card.waitFor({ state: "hidden" });
    assert.equal(await page.locator("[data-current], [data-related]").count(), 0);
  }));

test("a card never covers its word, wherever the word stands", () =>
  visit({ context: { viewport: { width: 1000, height: 600 } } }, async (page) => {
    const words = page.locator(".wenmai-mention[role=button]");
    for (let index = 0; index < (await words.count()); index += 4) {
      await words.nth(index).click();
      await page.waitForTimeout(500);
      const card = await page.locator(".card").boundingBox();
      const boxes = await words.nth(index).evaluate((word) =>
        [...word.getClientRects()].map(({ x, y, width, height }) => ({ x, y, width, height })),
      );
      for (const box of boxes) assert.ok(!overlaps(box, card), `the card covers word ${index}`);
      assert.ok(card.x >= 0 && card.x + card.width <= 1000 && card.y >= 0 && card.y + card.height <= 600);
      await page.keyboard.press("Escape");
    }
  }));

test("the keyboard alone does everything", () =>
  visit({}, async (page) => {
    const active = () =>
      page.evaluate(() => {
        const { activeElement } = document;
        const inner = activeElement.shadowRoot?.activeElement;
        return inner ? `in ${inner.className || inner.id}` : (activeElement.dataset.mention ?? activeElement.className);
      });
    assert.equal(await page.locator('.wenmai-mention[tabindex="0"]').count(), 1, "one tab stop");
    let stops = 0;
    while ((await active()) !== "m1") {
      await page.keyboard.press("Tab");
      assert.ok((stops += 1) < 12, "the article cannot be reached");
    }
    await page.keyboard.press("ArrowRight");
    assert.equal(await active(), "m2");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await active(), "m2");
    await page.keyboard.press("End");
    const last = (await articleOf(page)).mentions.at(-1).id;
    assert.equal(await active(), last);
    await page.keyboard.press("Home");
    assert.equal(await active(), "m1");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.locator('.wenmai-mention[tabindex="0"]').count(), 1, "still one tab stop");

    await page.keyboard.press("Enter");
    await page.locator(".card").waitFor();
    assert.equal(await active(), "in card wenmai-key");
    await page.keyboard.press("Escape");
    await page.locator(".card").waitFor({ state: "hidden" });
    assert.equal(await active(), "m2", "Escape returns to the word");
    await page.keyboard.press("Space");
    await page.locator(".card").waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await active(), "in close");
    await page.keyboard.press("Enter");
    assert.equal(await active(), "m2");

    // Out of the article: its line that shares the page; tabs, the first switch of the legend,
    // used with Space.
    await page.keyboard.press("Tab");
    assert.equal(await active(), "wenmai-boilerplate");
    await page.keyboard.press("Tab");
    assert.equal(await active(), "in tab-index");
    const tabs = await page.$$eval("[role=tab]:not([hidden])", (tabs) => tabs.map(({ id }) => id));
    assert.ok(tabs.length > 5, tabs.join());
    for (const tab of [...tabs.slice(1), "tab-index", tabs[1]]) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await active(), `in ${tab}`);
    }
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await active(), `in ${tabs.at(-1)}`);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Tab");
    const [type] = await page.$$eval(".legend button", (buttons) => buttons.map(({ dataset }) => dataset.type));
    await page.keyboard.press("Space");
    assert.equal(await page.locator(`.wenmai-mention[data-type=${type}]`).count(), 0);
  }));

test("a type is switched off and on", () =>
  visit({}, async (page) => {
    const before = await marksOf(page);
    const text = await page.locator("wenmai-article").textContent();
    const type = before[0].type;
    const button = page.locator(`.legend [data-type=${type}]`);
    await button.click();
    assert.equal(await button.getAttribute("aria-checked"), "false");
    const others = before.filter((mark) => mark.type !== type);
    assert.deepEqual(await marksOf(page), others);
    assert.equal(await page.locator("wenmai-article").textContent(), text);
    assert.equal(await page.locator(`.entities section[data-type=${type}]`).isVisible(), false);
    assert.equal(await page.locator('.wenmai-mention[tabindex="0"]').count(), 1, "a tab stop remains");
    await button.click();
    assert.deepEqual(await marksOf(page), before);
    assert.equal(await page.locator(`.entities section[data-type=${type}]`).isVisible(), true);
  }));

test("the index leads to the first mention", () =>
  visit({}, async (page) => {
    const article = await articleOf(page);
    const entity = article.entities.at(-1);
    await page.locator(`[data-entity="${entity.id}"][part=entry]`).click();
    assert.equal(await page.locator(".card .name").textContent(), entity.name);
    await page.waitForTimeout(700);
    const box = await page.locator(`[data-mention=${entity.mentions[0]}]`).first().boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 900, "the mention is out of sight");
  }));

test("repairs stand raw beside clean, and each can be switched off", () =>
  visit({}, async (page) => {
    const article = await articleOf(page);
    const raw = await page.evaluate(() => document.querySelector("wenmai-article").text);
    assert.ok(article.edits.length > 100, `only ${article.edits.length} edits`);
    await page.locator("#tab-repairs").click();
    await page.locator(".edits details").first().waitFor();
    for (const details of await page.locator(".edits details:not([open]) summary").all()) await details.click();
    // A list is made when it is opened, which the browser reports a little later.
    await page.locator(".edits li").nth(article.edits.length - 1).waitFor({ state: "attached" });
    assert.equal(await page.locator(".edits li").count(), article.edits.length);
    const index = article.edits.findIndex(({ kind }) => kind === "straddle");
    const edit = article.edits[index];
    const row = page.locator(`.edits li[data-edit="${index}"]`);
    assert.equal(await row.locator("del").textContent(), raw.slice(edit.rawStart, edit.rawEnd));
    assert.equal(await row.locator("ins").textContent(), article.text.slice(edit.start, edit.end));
    assert.equal(await row.locator(".proof").textContent(), edit.evidence);

    await row.locator("input").click();
    await settled(page);
    const without = await articleOf(page);
    assert.deepEqual(
      without.edits.map(({ active }) => active),
      article.edits.map((_, other) => other !== index),
    );
    assert.ok((await page.locator("wenmai-article").textContent()).includes(raw.slice(edit.rawStart, edit.rawEnd)));
    assert.equal(
      await page.evaluate(() => document.querySelector("wenmai-article").shadowRoot.activeElement?.dataset.edits),
      String(index),
      "the switch keeps the focus",
    );
    await row.locator("input").click();
    await settled(page);
    assert.deepEqual(await articleOf(page), article);
  }));

test("every rule that the gold articles go by has its sentence in every language", () =>
  visit({}, async (page) => {
    const folder = new URL("../gold/", import.meta.url);
    const files = (await readdir(folder)).filter((file) => file.endsWith(".raw.txt"));
    assert.ok(files.length > 5, `only ${files.length} articles`);
    const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), "utf8")));
    const rules = await page.evaluate(async (texts) => {
      const { sharedEngine } = await import("./engine.js");
      const engine = await sharedEngine();
      const articles = await Promise.all(texts.map((text) => engine.analyse(text, {})));
      const reasons = articles.flatMap(({ mentions, relations }) =>
        [...mentions.flatMap(({ why, linked }) => [why, linked]), ...relations.map(({ why }) => why)].filter(Boolean),
      );
      return [...new Set(reasons.map(({ rule }) => rule))];
    }, texts);
    assert.ok(rules.length > 10, `only ${rules.length} rules`);
    const unsaid = rules.filter((rule) =>
      // A rule without a sentence is given by its name.
      ["zh-Hant", "zh-Hans", "en"].some((language) => /依規則|依规则|by the rule/.test(reason({ rule, evidence: "" }, language))),
    );
    assert.deepEqual(unsaid, []);
  }));

test("the boilerplate is set apart, not destroyed", () =>
  visit({}, async (page) => {
    const article = await articleOf(page);
    const raw = await page.evaluate(() => document.querySelector("wenmai-article").text);
    const edits = article.edits.filter(({ kind }) => kind === "boilerplate");
    const furniture = edits.map(({ rawStart, rawEnd }) => raw.slice(rawStart, rawEnd)).join("");
    assert.ok(furniture.length > 5);
    const shown = await page.locator(".wenmai-boilerplate").allTextContents();
    assert.deepEqual(shown, [furniture.trim()]);
  }));

test("another article is pasted", () =>
  visit({}, async (page) => {
    const text = "财政部发布年度报告\n　　《中国财政》杂志10月8日称，财政部部长刘昆出席了会议，会议在北京举行，与会者来自全国各地。\n\n　　《人民日报》也作了报道。";
    assert.equal(await paste(page, text), null);
    const article = await articleOf(page);
    assert.equal(await page.evaluate(() => document.querySelector("wenmai-article").text), text);
    assert.ok(article.mentions.length >= 2);
    assert.deepEqual(
      (await marksOf(page)).map((mark) => mark.text),
      article.mentions.map((mention) => mention.text),
    );
    assert.equal(await page.locator(".wenmai-paragraphs h2").textContent(), "财政部发布年度报告");
    assert.equal(await page.locator(".wenmai-paragraphs > p").count(), 2);
    assert.equal(await page.locator("wenmai-article").getAttribute("lang"), "zh-Hans");

    // The same by the clipboard, onto the page itself.
    await page.evaluate(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "他在讀《紅樓夢》。");
      document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    });
    await settled(page);
    assert.ok((await marksOf(page)).some((mark) => mark.text === "《紅樓夢》"));
  }));

test("without JavaScript the article is there to read", () =>
  visit({ context: { javaScriptEnabled: false }, wait: false }, async (page) => {
    const shown = await page.locator(":is(wenmai-article, .wenmai-paragraphs) > p").allTextContents();
    assert.equal(shown.join("\n"), await sampleText());
    assert.ok(shown.length > 5);
    assert.equal(await page.locator(":is(wenmai-article, .wenmai-paragraphs) > p").first().isVisible(), true);
    assert.equal(await page.locator(".tools").isVisible(), false, "tools that could do nothing");
  }));

test("the interface speaks three languages, and says so", () =>
  visit({ context: { locale: "zh-CN" } }, async (page) => {
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-Hans");
    for (const [language, tab] of [["en", "Repairs"], ["zh-Hant", "修復"], ["zh-Hans", "修复"]]) {
      await page.locator(`.languages [lang=${language}]`).click();
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.ok((await page.locator("#tab-repairs").textContent()).startsWith(tab));
    }
    const label = await page.locator(".wenmai-mention[data-type=PERSON]").first().getAttribute("aria-label");
    assert.ok(label.endsWith("，人名"), label);
  }));

test("nothing is asked for outside the folder, nothing twice, and first what is counted", async () => {
  const root = await mkdtemp(join(tmpdir(), "wenmai-"));
  try {
    await mkdir(join(root, "deep"));
    await cp(SITE, join(root, "deep", "news"), { recursive: true });
    await visit({ root, path: "deep/news/" }, async (page, { url, requests }) => {
      assert.equal((await articleOf(page)).schema, "wenmai/1");
      // What the size of the first load counts is what a first visit asks for.
      const names = requests.map((request) => request.slice(`${url}deep/news/`.length) || "index.html");
      const counted = await firstLoad(SITE);
      // These come when the reading is done, for a print that may follow.
      const idle = ["printing.js", "appendix.js", "print.css", "strings/print.js"];
      assert.deepEqual(names.filter((name) => !counted.includes(name) && !idle.includes(name)), []);
      const spare = counted.filter((name) => !names.includes(name));
      // Browsers ask for the icon when they like.
      assert.deepEqual(spare.filter((name) => !["strings/progress.js", "icon.svg"].includes(name)), []);
      await paste(page, "他在讀《紅樓夢》。");
      for (const request of requests) {
        assert.ok(request.startsWith(`${url}deep/news/`) || request.startsWith("data:"), request);
      }
      // A worker has modules of its own, which come out of the cache; the large files come once.
      const twice = requests.filter((request, index) => requests.indexOf(request) < index);
      const scripts = twice.filter((request) => /\/wenmai_core\.js$/.test(request));
      assert.deepEqual(twice.filter((request) => !request.endsWith("/icon.svg")), scripts);
      assert.equal(new Set(scripts).size, scripts.length, requests.join("\n"));
      assert.equal(await page.evaluate(() => localStorage.length + document.cookie.length), 0);
    });
  } finally {
    await rm(root, { recursive: true });
  }
});

function overlaps(one, other) {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}
