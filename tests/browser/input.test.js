// What readers bring: files in any encoding, pages, odd and hostile text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { articleOf, marksOf, paste, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const SIMPLIFIED = "他说，《财富》杂志的报道介绍了江苏省的经济发展。\r\n会议由省政府主办，企业代表参加了会议。";
const TRADITIONAL = "他說，《財富》雜誌的報道介紹了臺灣的經濟發展。\r\n會議由市政府主辦，企業代表參加了會議。";

/** Node decodes these encodings but does not write them: the table is the decoder, inverted. */
function encode(text, encoding) {
  const decoder = new TextDecoder(encoding);
  const table = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && character !== "\ufffd") table.set(character, [lead, trail]);
    }
  }
  return [...text].flatMap((character) => {
    if (character < "\u0080") return [character.charCodeAt(0)];
    assert.ok(table.has(character), `${encoding} lacks ${character}`);
    return table.get(character);
  });
}

const utf16 = (text, little) =>
  [0xfeff, ...Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))].flatMap((unit) =>
    little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255],
  );

async function drop(page, name, bytes) {
  await page.evaluate(
    ([name, bytes]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(bytes)], name));
      for (const type of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    },
    [name, [...bytes]],
  );
  await page.waitForFunction(
    () => !document.querySelector(".message").hidden || document.querySelector("wenmai-article div, wenmai-article h2"),
  );
  return settled(page);
}

const textOf = (page) => page.evaluate(() => document.querySelector("wenmai-article").text);

test("a dropped file is read in whatever encoding it has", async (context) => {
  const files = [
    ["GB18030", SIMPLIFIED, encode(SIMPLIFIED, "gb18030")],
    ["Big5", TRADITIONAL, encode(TRADITIONAL, "big5")],
    ["UTF-8", TRADITIONAL, Buffer.from(TRADITIONAL)],
    ["UTF-8 with a mark", TRADITIONAL, Buffer.from(`\ufeff${TRADITIONAL}`)],
    ["UTF-16LE", TRADITIONAL, utf16(TRADITIONAL, true)],
    ["UTF-16BE", SIMPLIFIED, utf16(SIMPLIFIED, false)],
  ];
  for (const [encoding, text, bytes] of files) {
    await context.test(encoding, () =>
      visit({}, async (page) => {
        assert.equal(await drop(page, "article.txt", bytes), null);
        assert.equal(await textOf(page), text);
        const work = text === SIMPLIFIED ? "《财富》" : "《財富》";
        assert.ok((await marksOf(page)).some((mark) => mark.text === work));
        assert.equal(await page.locator(".message").isVisible(), false);
      }),
    );
  }
});

test("an HTML file gives its text, and nothing of it runs", () =>
  visit({}, async (page) => {
    const html = `<!doctype html><html><head><meta charset="gb2312"><title>题</title></head><body>
      <!-- <p>注 > 释 --><script>if (1<b) { "</p>" }</script><div title="a > b" hidden>隐</div>
      <nav><a href="/">首页</a></nav><script>window.broken = true</script>
      <article><h1>大会开幕</h1><p>他说，<b>《财富》</b>杂志的报道<img src="x" onerror="window.broken = true">介绍了
      江苏省的经济发展情况和企业。</p><p>会议由省政府主办。<br>企业代表参加了会议。</p></article></body></html>`;
    assert.equal(await drop(page, "article.html", encode(html, "gb18030")), null);
    assert.equal(
      (await textOf(page)).replace("了 江", "了江"),
      "大会开幕\n他说，《财富》杂志的报道介绍了江苏省的经济发展情况和企业。\n会议由省政府主办。\n企业代表参加了会议。".replace("主办。\n企", "主办。\n企"),
    );
    assert.equal(await page.evaluate(() => window.broken), undefined);
    assert.equal(await page.locator("wenmai-article img, wenmai-article script").count(), 0);
  }));

test("a file that is no text, an empty one and one too large are refused in a sentence", () =>
  visit({}, async (page) => {
    const before = await page.locator("wenmai-article").innerHTML();
    const said = () => page.locator(".message").textContent();
    await drop(page, "picture.png", [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0xff, 0x80]);
    assert.match(await said(), /picture\.png 不是.*UTF-8/);
    await drop(page, "blank.txt", Buffer.from(" \r\n　"));
    assert.match(await said(), /沒有可讀的文字/);
    await page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(["文".repeat(1_800_000)], "long.txt"));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    });
    await page.waitForFunction(() => document.querySelector(".message").textContent.includes("5 MB"));
    assert.equal(await page.locator("wenmai-article").innerHTML(), before, "the article is untouched");
  }));

test("hostile text is text", () =>
  visit({}, async (page) => {
    const text = `<img src=x onerror="window.broken=1">《<script>window.broken=1</script>》說</wenmai-article>\n<!-- " ' & &amp; {{}} -->《"onclick="window.broken=1》`;
    assert.equal(await paste(page, text), null);
    assert.equal(await textOf(page), text);
    assert.equal(await page.locator("wenmai-article").evaluate((node) => node.innerText.replace(/\n+/g, "\n")), text);
    assert.equal(await page.locator(".wenmai-paragraphs :is(script, img)").count(), 0);
    const mark = page.locator(".wenmai-mention").first();
    await mark.click();
    await page.locator(".card").waitFor();
    assert.equal(await page.locator(".card :is(script, img)").count(), 0);
    assert.equal(await page.evaluate(() => window.broken), undefined);
  }));

test("every span slices to its text, in the page as in the engine", () =>
  visit({}, async (page) => {
    const text =
      "😀😀《𠮷野家》e\u0301\r\n\r\n　　👨‍👩‍👧《家\u0301書》，10月8日在常州市，《😀》\t\r\n《葛\udb40\udd00城》與《" + "𠮷".repeat(300) + "》。\r\n";
    // Not through the text area, which makes every line end a line feed.
    await page.evaluate((text) => (document.querySelector("wenmai-article").text = text), text);
    assert.equal(await settled(page), null);
    assert.equal(await textOf(page), text);
    const article = await articleOf(page);
    const marks = await marksOf(page);
    assert.ok(article.mentions.length >= 5);
    assert.equal(marks.length, article.mentions.length);
    article.mentions.forEach((mention, index) => {
      assert.equal(article.text.slice(mention.start, mention.end), mention.text);
      assert.equal(text.slice(mention.rawStart, mention.rawEnd), mention.text);
      assert.equal(marks[index].text, mention.text);
    });
    for (const work of ["《𠮷野家》", "《家\u0301書》", "《😀》", "《葛\udb40\udd00城》"]) {
      assert.ok(marks.some((mark) => mark.text === work), work);
    }
  }));

test("a lone surrogate moves nothing", () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      document.querySelector("wenmai-article").text = "\ud83d壞\udc00了的《家\ud83d書》，在讀《紅樓夢》。";
    });
    assert.equal(await settled(page), null);
    const article = await articleOf(page);
    const marks = await marksOf(page);
    assert.ok(marks.some((mark) => mark.text === "《紅樓夢》"));
    for (const { start, end, text } of article.mentions) assert.equal(article.text.slice(start, end), text);
    assert.equal(article.text.length, 19);
  }));

test("a long article is read", () =>
  visit({}, async (page) => {
    const line = "他說，《財富》雜誌的報道介紹了常州市的經濟發展，會議由市政府主辦。\n";
    assert.equal(await paste(page, line.repeat(600)), null);
    assert.equal((await marksOf(page)).filter((mark) => mark.text === "《財富》").length, 600);
  }));
