// What readers bring: files in any encoding, pages, odd and hostile text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { zipSync } from "fflate";

import { articleOf, dropFiles, marksOf, paste, settled, useBrowser, visit } from "./harness.js";

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
  await dropFiles(page, [[name, bytes]]);
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
      await textOf(page),
      "大会开幕\n他说，《财富》杂志的报道介绍了江苏省的经济发展情况和企业。\n会议由省政府主办。\n企业代表参加了会议。",
    );
    assert.equal(await page.evaluate(() => window.broken), undefined);
    assert.equal(await page.locator("wenmai-article img, wenmai-article script").count(), 0);
  }));

test("a file that is no text, an empty one and one too large are refused in a sentence", () =>
  visit({}, async (page) => {
    const before = await page.locator("wenmai-article").innerHTML();
    await drop(page, "picture.png", [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0xff, 0x80]);
    assert.match(await said(page), /picture\.png 不是.*UTF-8/);
    await dropFiles(page, [["blank.txt", " \r\n　"]]);
    await page.waitForFunction(() => !document.querySelector(".message").textContent.includes("png"));
    assert.match(await said(page), /沒有可讀的文字/);
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

const said = (page) => page.locator(".message").textContent();
/** The text that a dropped file gives. */
async function textOfFile(page, name, content) {
  const before = await textOf(page);
  assert.equal(await drop(page, name, content), null);
  // Libraries load before a file is read: what was there may still be.
  await page.waitForFunction((before) => document.querySelector("wenmai-article").text !== before, before);
  assert.equal(await settled(page), null);
  return textOf(page);
}

const SENTENCES = [
  "省政府十月八日在會議中心舉行發布會，介紹今年的經濟發展情況，多家企業的代表到場。",
  "發言人說，《財富》雜誌的報道與省裡的統計相符，企業投資比去年增加，出口也有所增長。",
  "市委書記在會上表示，明年將繼續支持中小企業，並且改善交通、醫療和教育方面的服務。",
  "會議由省發展改革委員會主辦，十二個市的代表參加，會期兩天，會後代表參觀了產業園。",
];

test("of a web page there is the article, its headline first, without the furniture", () =>
  visit({}, async (page) => {
    const links = Array.from({ length: 12 }, (_, index) => `<li><a href="/${index}">相關新聞第${index}條的標題</a></li>`);
    const html = `<!doctype html><html><head><meta charset="utf-8"><title>省政府介紹經濟發展_某某網</title>
      <style>p { color: red }</style></head><body onload="window.broken = 1">
      <div id="header" class="top-nav"><ul>${links.join("")}</ul></div>
      <div class="wrap"><h1 style="color:red">省政府介紹經濟發展</h1>
      <div class="post-content" id="content">${SENTENCES.map((line) => `<p onclick="window.broken=1">${line}</p>`).join("\n")}
      <p>據<ruby>常<rt>chang</rt></ruby>州報道，<!-- 註 -->企業紛紛響應。</p></div></div>
      <div class="sidebar related"><ul>${links.join("")}</ul></div>
      <form><input name="textContent" id="matches"></form>
      <div id="footer" class="footer">版權所有 某某網</div></body></html>`;
    const lines = (await textOfFile(page, "news.html", html)).split("\n");
    assert.equal(lines[0], "省政府介紹經濟發展");
    assert.deepEqual(lines.slice(1), [...SENTENCES, "據常州報道，企業紛紛響應。"]);
    assert.equal(await page.evaluate(() => window.broken), undefined);
    // One without any article is read whole.
    const bare = "<html><body><div>今天</div><div>在讀《紅樓夢》</div></body></html>";
    assert.equal(await textOfFile(page, "bare.htm", bare), "今天\n在讀《紅樓夢》");
  }));

test("Markdown gives its text", () =>
  visit({}, async (page) => {
    const source = `---\ntitle: "不用的題"\n---\n# 發布會😀舉行\r\n\n他說，**《財富》**雜誌[報道](https://example.com/)了\n此事。\n\n- 第一項\n- 第二項\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n\n<b onclick="window.broken=1">粗</b><script>window.broken=1</script>`;
    assert.equal(
      await textOfFile(page, "note.md", source),
      "發布會😀舉行\n他說，《財富》雜誌報道了此事。\n第一項\n第二項\n甲\n乙\n丙\n丁\n粗",
    );
    assert.equal(
      await textOfFile(page, "note2.markdown", "---\r\ntitle: 會議開幕\r\n---\r\n他出席了會議。\r\n"),
      "會議開幕\n他出席了會議。",
    );
    assert.equal(await page.evaluate(() => window.broken), undefined);
  }));

const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const encoded = (text) => new TextEncoder().encode(text);
const run = (text) => `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
const document = (body, head = "") =>
  `<?xml version="1.0" encoding="UTF-8"?>${head}<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>`;
const docx = (xml, more = {}) =>
  zipSync({ "[Content_Types].xml": encoded("<Types/>"), "word/document.xml": encoded(xml), ...more });

test("a .docx document gives what it says now: paragraphs, tabs, breaks, cells, no deletions", () =>
  visit({}, async (page) => {
    const body = [
      `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>${run("大會😀")}${run("開幕")}</w:p>`,
      `<w:p>${run("他說，")}<w:del><w:r><w:delText>不</w:delText></w:r></w:del><w:ins>${run("《𠮷野家》")}</w:ins><w:moveFrom>${run("移走")}</w:moveFrom>${run("在")}<w:r><w:tab/><w:t>常州</w:t><w:br/><w:t>開店。</w:t></w:r></w:p>`,
      `<w:p><w:r><w:fldChar/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>隱藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>可見</w:t></w:r><w:hyperlink>${run("連結")}</w:hyperlink><w:r><w:ruby><w:rt>${run("cháng")}</w:rt><w:rubyBase>${run("常")}</w:rubyBase></w:ruby></w:r></w:p>`,
      `<w:tbl><w:tr><w:tc><w:p>${run("甲&amp;&lt;乙&gt;")}</w:p></w:tc><w:tc><w:p>${run("丙e\u0301")}</w:p></w:tc></w:tr></w:tbl>`,
    ].join("");
    const picture = new Uint8Array(300_000).map((_, index) => (index * 7919) % 251);
    const file = docx(document(body), { "word/media/image1.png": picture });
    assert.equal(
      await textOfFile(page, "report.docx", file),
      "大會😀開幕\n他說，《𠮷野家》在\t常州\n開店。\n可見連結常\n甲&<乙>\n丙e\u0301",
    );
    const { mentions, text } = await articleOf(page);
    assert.ok(mentions.some((mention) => mention.text === "《𠮷野家》"));
    for (const { start, end, text: own } of mentions) assert.equal(text.slice(start, end), own);
  }));

test("archives that are damaged, swollen, of another kind, or that lie are refused in a sentence", () =>
  visit({}, async (page) => {
    const before = await page.locator("wenmai-article").innerHTML();
    const good = docx(document(`<w:p>${run("文字")}</w:p>`));
    const swollen = docx(document(`<w:p>${run("文".repeat(12_000_000))}</w:p>`));
    assert.ok(swollen.length < 200_000, "a small file");
    // The size that the archive's directory states, made small: 24 bytes behind the signature.
    const lying = Uint8Array.from(docx(document(`<w:p>${run("文".repeat(5000))}</w:p>`)));
    const view = new DataView(lying.buffer);
    for (let index = 0; index + 4 < lying.length; index += 1) {
      if (view.getUint32(index, true) === 0x02014b50) view.setUint32(index + 24, 100, true);
    }
    const entities = `<!DOCTYPE w:document [<!ENTITY a "文文文文文文文文文文"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`;
    for (const [name, bytes, sentence] of [
      ["cut.docx", good.slice(0, good.length / 2), /文件 cut\.docx 已損壞/],
      ["swollen.docx", swollen, /swollen\.docx 解開後太大/],
      ["lying.docx", lying, /文件 lying\.docx 已損壞/],
      ["entities.docx", docx(document(`<w:p>${run("&b;")}</w:p>`, entities)), /entities\.docx 已損壞/],
      ["broken.docx", docx("<w:document>"), /broken\.docx 已損壞/],
      ["table.xlsx", zipSync({ "xl/workbook.xml": encoded("<x/>") }), /table\.xlsx 這種格式讀不了/],
      ["paper.pdf", encoded("%PDF-1.7 \n…"), /paper\.pdf 這種格式讀不了/],
      ["empty.docx", docx(document("<w:p/>")), /沒有可讀的文字/],
    ]) {
      await dropFiles(page, [[name, bytes]]);
      await page.waitForFunction((source) => new RegExp(source).test(document.querySelector(".message").textContent), sentence.source);
    }
    assert.equal(await page.locator("wenmai-article").innerHTML(), before, "the article is untouched");
    assert.equal(await page.locator(".shelf [role=tab]").count(), 0);
  }));

test("a part of the page that cannot be loaded is named, and asked for again", async () => {
  let broken = true;
  const override = (request, path) =>
    broken && path === "/vendor/marked.js" ? { status: 404 } : undefined;
  await visit({ override, expected: [/404/] }, async (page) => {
    await drop(page, "note.md", "# 題\n\n他在讀《紅樓夢》。");
    assert.match(await said(page), /vendor\/marked\.js/);
    broken = false;
    assert.equal(await page.locator(".shelf [role=tab]").count(), 0);
  });
});

test("many files come one after the other; a bad one is named and does not stop the rest", () =>
  visit({}, async (page) => {
    const files = Array.from({ length: 6 }, (_, index) => [`${index}.txt`, `第${index}篇文章\n他在讀《紅樓夢》第${index}回，讀得很慢。`]);
    files.splice(2, 0, ["picture.png", [0x89, 0x50, 0x4e, 0x47, 0, 1, 2]]);
    files.splice(4, 0, ["blank.txt", " \n"]);
    await page.evaluate(() => {
      const progress = document.querySelector("main > .progress");
      window.seen = [];
      new MutationObserver(() => {
        if (!progress.hidden) window.seen.push(progress.querySelector("span").textContent);
      }).observe(progress, { attributes: true, childList: true, subtree: true });
    });
    await dropFiles(page, files);
    await page.waitForFunction(() => !document.querySelector(".message").hidden);
    const lines = (await said(page)).split("\n");
    assert.equal(lines.length, 2);
    assert.match(lines[0], /^picture\.png 不是/);
    assert.match(lines[1], /^blank\.txt: 沒有可讀的文字/);
    const seen = await page.evaluate(() => window.seen);
    assert.ok(seen.includes("正在讀取 3／8：picture.png"), seen.join("\n"));
    assert.equal(await page.locator("main > .progress").isVisible(), false);
    assert.equal(await settled(page), null);
    assert.deepEqual(
      (await page.locator(".shelf [role=tab]").allTextContents()).slice(1),
      Array.from({ length: 6 }, (_, index) => `第${index}篇文章`),
    );
    assert.equal(await page.locator(".shelf [aria-selected=true]").textContent(), "第0篇文章", "the first is shown");
  }));

test("reading many files can be stopped", () =>
  visit({}, async (page) => {
    await page.evaluate(() => {
      // The reader stops at the first opportunity.
      const progress = document.querySelector("main > .progress");
      new MutationObserver(() => {
        if (!progress.hidden) progress.querySelector("button").click();
      }).observe(progress, { attributes: true });
    });
    await dropFiles(page, Array.from({ length: 30 }, (_, index) => [`${index}.txt`, `第${index}篇，他在讀《紅樓夢》。`]));
    await page.locator(".shelf [role=tab]").nth(1).waitFor();
    await page.locator("main > .progress").waitFor({ state: "hidden" });
    assert.equal(await page.locator(".shelf [role=tab]").count(), 2);
  }));

test("what was typed survives Cancel, Escape and an empty try, until it has been read", () =>
  visit({}, async (page) => {
    const open = () => page.locator(".tools .open").click();
    const area = page.locator(".opening textarea");
    await open();
    await area.fill("他在讀《紅樓夢》。");
    await page.locator(".opening .cancel").click();
    await open();
    assert.equal(await area.inputValue(), "他在讀《紅樓夢》。");
    await page.keyboard.press("Escape");
    await open();
    assert.equal(await area.inputValue(), "他在讀《紅樓夢》。");
    await area.fill(" 　");
    await page.locator(".opening .read").click();
    assert.match(await page.locator(".complaint").textContent(), /沒有可讀的文字/);
    assert.equal(await page.locator(".opening").isVisible(), true, "the dialog stays");
    await area.fill("他在讀《紅樓夢》。");
    assert.equal(await page.locator(".complaint").isVisible(), false);
    await page.locator(".opening .read").click();
    assert.equal(await settled(page), null);
    await open();
    assert.equal(await area.inputValue(), "");
  }));

test("files are chosen, several at once", () =>
  visit({}, async (page) => {
    await page.locator(".tools .open").click();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.locator(".choose").click()]);
    assert.ok(chooser.isMultiple());
    await chooser.setFiles([
      { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("甲篇的題目\n他在讀《紅樓夢》，讀得很慢。") },
      { name: "b.md", mimeType: "text/markdown", buffer: Buffer.from("# 乙篇的題目\n\n她在讀《家》，讀得很快。") },
    ]);
    await page.locator(".shelf [role=tab]").nth(2).waitFor();
    assert.equal(await settled(page), null);
    assert.equal(await textOf(page), "甲篇的題目\n他在讀《紅樓夢》，讀得很慢。");
    assert.deepEqual((await page.locator(".shelf [role=tab]").allTextContents()).slice(1), ["甲篇的題目", "乙篇的題目"]);
  }));
