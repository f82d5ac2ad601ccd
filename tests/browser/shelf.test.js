// Several articles: tabs, what each keeps, what survives a reload, what they share.

import assert from "node:assert/strict";
import { test } from "node:test";

import { accessible } from "./access.js";
import { articleOf, dropFiles, eventually, marksOf, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const FIRST = `市委書記到訪科技園區\n10月8日，市委書記陳金虎在常州考察😀科技園區，陳金虎說，園區的企業越來越多。\n${"園區的企業介紹了情況，市委書記陳金虎聽取了匯報，與會者一一發言。\n".repeat(40)}`;
const SECOND = "常州召开经济工作会议\r\n会议在常州举行，市委书记陈金虎主持会议，《财富》杂志作了报道。\r\n";
const THIRD = "他在讀《𠮷野家》。";

const tab = (page, title) => page.locator(".shelf [role=tab]", { hasText: title });
const titles = (page) => page.locator(".shelf [role=tab]").allTextContents();
const shown = (page) => page.locator(".shelf [aria-selected=true]").textContent();
const textOf = (page) => page.evaluate(() => document.querySelector("wenmai-article").text);

/** Shows an article by its tab. */
async function show(page, title) {
  await tab(page, title).click();
  assert.equal(await settled(page), null);
}

/** Opens texts as files: without the line ends of a text area. */
async function open(page, ...texts) {
  const before = (await titles(page)).length || 1;
  await dropFiles(page, texts.map((text, index) => [`${index}.txt`, text]));
  await page.locator(".shelf [role=tab]").nth(before + texts.length - 1).waitFor();
  assert.equal(await settled(page), null);
}

test("one article has no tabs; more have one each, and the page's own comes back as it was", () =>
  visit({}, async (page) => {
    const own = await page.locator("wenmai-article").innerHTML();
    assert.equal(await page.locator(".shelf").isVisible(), false);
    assert.equal(await page.locator("#reading").getAttribute("role"), null);
    await open(page, FIRST);
    await open(page, SECOND);
    assert.deepEqual((await titles(page)).slice(1), ["市委書記到訪科技園區", "常州召开经济工作会议"]);
    // Of one without a headline the first words, as they are once repaired.
    assert.match((await titles(page))[0], /^2021中國常州科技經貿洽談會將于10月9日開幕。/);
    assert.equal(await shown(page), "常州召开经济工作会议");
    assert.equal(await textOf(page), SECOND);
    assert.equal(await page.title(), "常州召开经济工作会议 – 文脈");
    await show(page, "市委書記到訪");
    assert.equal(await textOf(page), FIRST);
    const article = await articleOf(page);
    assert.ok(article.mentions.length > 10);
    for (const { start, end, text } of article.mentions) assert.equal(article.text.slice(start, end), text);
    await show(page, "2021中國常州");
    assert.equal(await page.locator("wenmai-article").innerHTML(), own, "the very markup");
    assert.equal(await page.locator("wenmai-article").getAttribute("lang"), "zh-Hant");
    // What is open already is not opened again.
    await open(page, THIRD);
    await dropFiles(page, [["again.txt", SECOND]]);
    await page.waitForFunction(() => document.querySelector(".shelf [aria-selected=true]").textContent.startsWith("常州"));
    assert.equal((await titles(page)).length, 4);
  }));

test("each article keeps its corrections and its place, also over a reload", () =>
  visit({}, async (page) => {
    await open(page, FIRST);
    await page.evaluate(() => scrollTo(0, 700));
    await open(page, SECOND);
    assert.equal(await page.evaluate(() => scrollY), 0);
    // A name that the reader adds to the second article, as the documented property takes it.
    const quote = { exact: "会议", start: SECOND.indexOf("会议在"), end: SECOND.indexOf("会议在") + 2 };
    const corrections = [{ action: "add", type: "EVENT", target: quote }];
    await page.evaluate((list) => (document.querySelector("wenmai-article").corrections = list), corrections);
    assert.equal(await settled(page), null);
    const corrected = await marksOf(page);
    assert.ok(corrected.some(({ type, text }) => type === "EVENT" && text === "会议"));

    await show(page, "市委書記到訪");
    await page.waitForFunction(() => scrollY === 700);
    const kept = () => page.evaluate(() => document.querySelector("wenmai-article").corrections);
    assert.deepEqual(await kept(), []);
    await show(page, "常州召开");
    assert.deepEqual(await kept(), corrections);
    assert.deepEqual(await marksOf(page), corrected);
    await show(page, "市委書記到訪");

    await page.reload();
    assert.equal(await settled(page), null);
    await tab(page, "常州召开").waitFor();
    await page.waitForFunction(() => document.querySelector("wenmai-article").article?.text.includes("園區"));
    assert.equal(await shown(page), "市委書記到訪科技園區", "the same article is shown");
    assert.equal(await textOf(page), FIRST);
    await page.waitForFunction(() => scrollY === 700);
    await show(page, "常州召开");
    assert.equal(await textOf(page), SECOND, "line ends and all");
    assert.deepEqual(await kept(), corrections);
    assert.deepEqual(await marksOf(page), corrected);
  }));

test("corrections of the page's own article survive a reload too", () =>
  visit({}, async (page) => {
    const { start, end, text } = (await articleOf(page)).mentions.find((mention) => mention.text === "陸志鵬");
    const corrections = [{ action: "delete", target: { start, end, exact: text }, everywhere: true }];
    const counted = async () => (await marksOf(page)).filter(({ text }) => text === "陸志鵬").length;
    assert.ok((await counted()) > 0);
    await page.evaluate((list) => (document.querySelector("wenmai-article").corrections = list), corrections);
    assert.equal(await settled(page), null);
    assert.equal(await counted(), 0);
    await page.reload();
    await page.waitForFunction(() => document.querySelector("wenmai-article").corrections?.length === 1);
    assert.equal(await settled(page), null);
    assert.equal(await counted(), 0);
    assert.equal(await page.locator(".shelf").isVisible(), false);
  }));

test("closing forgets an article, and the last one cannot be closed", () =>
  visit({}, async (page) => {
    await open(page, FIRST, SECOND, THIRD);
    await page.getByRole("button", { name: "關閉「常州召开经济工作会议」" }).click();
    assert.deepEqual((await titles(page)).slice(1), ["市委書記到訪科技園區", THIRD]);
    assert.equal(await shown(page), "市委書記到訪科技園區", "the one that is shown stays");
    await page.locator(".opened[data-shown] .close").click();
    assert.equal(await settled(page), null);
    assert.equal(await textOf(page), THIRD, "its neighbour takes its place");
    await page.reload();
    assert.equal(await settled(page), null);
    await tab(page, THIRD).waitFor();
    assert.equal((await titles(page)).length, 2, "what was closed is gone for good");
    await page.locator(".opened[data-shown] .close").click();
    await page.locator(".shelf").waitFor({ state: "hidden" });
    assert.equal(await settled(page), null);
    assert.ok((await textOf(page)).startsWith("2021"));
  }));

test("tabs by the keyboard alone: arrows move, Enter shows, Delete closes", () =>
  visit({}, async (page) => {
    await open(page, FIRST, SECOND);
    const active = () => page.evaluate(() => document.activeElement.textContent);
    await show(page, "市委書記到訪");
    await page.keyboard.press("ArrowRight");
    assert.equal(await active(), "常州召开经济工作会议");
    assert.equal(await textOf(page), FIRST, "arrows read nothing");
    await page.keyboard.press("ArrowRight");
    assert.match(await active(), /^2021/);
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    assert.equal(await settled(page), null);
    assert.equal(await textOf(page), SECOND);
    assert.equal(await active(), "常州召开经济工作会议", "the tab keeps the focus");
    assert.equal(await page.locator('.shelf [role=tab][tabindex="0"]').count(), 1, "one tab stop");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "關閉「常州召开经济工作会议」");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Delete");
    assert.equal(await settled(page), null);
    assert.deepEqual((await titles(page)).slice(1), ["市委書記到訪科技園區"]);
    assert.equal(await active(), "市委書記到訪科技園區");
  }));

test("an entity knows the other articles that name it, and leads there", () =>
  visit({}, async (page) => {
    await open(page, FIRST, SECOND);
    const elsewhere = (name) =>
      page.evaluate((name) => {
        const element = document.querySelector("wenmai-article");
        const entity = element.article.entities.find((one) => one.name === name);
        return element.elsewhere(entity).map(({ title, count }) => ({ title, count }));
      }, name);
    await page.waitForFunction(() => {
      const element = document.querySelector("wenmai-article");
      const entity = element.article.entities.find(({ name }) => name === "陳金虎");
      return element.elsewhere(entity).length > 0;
    });
    const { entities } = await articleOf(page);
    const own = entities.find(({ name }) => name === "陳金虎");
    assert.ok(own, "the person is found");
    const places = await elsewhere("陳金虎");
    const [{ title, count }] = places;
    assert.match(title, /^2021中國常州/);
    await show(page, "2021中國常州");
    const sample = (await articleOf(page)).entities.find(({ name }) => name === "陳金虎");
    assert.equal(count, sample.mentions.length, "counted as the other article has it");
    const back = (await elsewhere("陳金虎")).find((place) => place.title.startsWith("市委書記"));
    assert.equal(back.count, own.mentions.length);
    // A date of another article is another date.
    assert.deepEqual(await elsewhere("10月8日"), []);
    // The card shows them; a click leads there.
    await page.locator("[data-entity=" + sample.id + "]").first().click();
    await page.locator(".card").getByRole("button", { name: "市委書記到訪科技園區" }).click();
    await page.waitForFunction(() => document.querySelector("wenmai-article").article?.text.startsWith("市委"));
    assert.equal(await shown(page), "市委書記到訪科技園區");
    await page.waitForFunction(() => document.activeElement.textContent === "陳金虎");
  }));

test("a browser that stores nothing says so, and the page works", () =>
  visit({}, async (page) => {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("refused", "SecurityError");
      };
    });
    await page.reload();
    assert.equal(await settled(page), null);
    assert.equal(await page.locator(".message").isVisible(), false, "nothing to say yet");
    await open(page, FIRST, SECOND);
    assert.match(await page.locator(".message").textContent(), /瀏覽器不許本頁存檔/);
    await show(page, "常州召开");
    assert.equal(await textOf(page), SECOND);
    await page.reload();
    assert.equal(await settled(page), null);
    assert.match(await page.locator(".message").textContent(), /不在這部裝置上/);
    assert.ok((await textOf(page)).startsWith("2021"));
  }));

for (const [width, height] of [[320, 568], [768, 1024]]) {
  test(`${width} pixels wide: tabs wrap, and can be touched`, () =>
    visit({ context: { viewport: { width, height }, isMobile: true, hasTouch: true } }, async (page) => {
      const many = Array.from({ length: 9 }, (_, index) => `第${index}篇有一個很長很長的標題，長得一行放不下\n正文在此，他在讀《紅樓夢》第${index}回，讀得很慢，很慢，很慢，很慢。`);
      await open(page, ...many);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(sideways, 0);
      const small = await page.$$eval(".shelf button", (buttons) =>
        buttons
          .map((button) => [button.outerHTML, button.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 24 || height < 24)
          .map(([html, { width, height }]) => `${width}×${height} ${html}`),
      );
      assert.deepEqual(small, []);
      await show(page, "第8篇");
      const inSight = await tab(page, "第8篇").evaluate((node) => {
        const list = node.closest(".shelf").getBoundingClientRect();
        const { top, bottom } = node.getBoundingClientRect();
        return top >= list.top - 1 && bottom <= list.bottom + 1;
      });
      assert.ok(inSight, "the one that is shown is in sight");
    }));
}

test("axe finds nothing in the tabs and the dialog", async () => {
  await visit({}, async (page) => {
    await open(page, FIRST, SECOND);
    await accessible(page, "tabs");
    await page.locator(".tools .open").click();
    await page.locator(".opening .read").click();
    await accessible(page, "dialog with a complaint");
  });
});

test("a saved article comes back with what was put right in it", () =>
  visit({}, async (page) => {
    const TEXT = "😀市長方國強在𠮷野家說，天網工程已經開工。\r\n";
    const corrections = [
      { action: "add", target: { start: 2, end: 4, exact: "市長", prefix: "", suffix: "方國強" }, type: "TERM" },
    ];
    const lexicon = [{ word: "天網工程", type: "PROJECT" }];
    const source = JSON.stringify({ schema: "wenmai-source/1", text: TEXT, corrections, lexicon });
    const html = `<!doctype html><title>x</title><script type="application/json" id="wenmai-source">${source}</script>`;
    const read = () => page.evaluate(() => {
      const { corrections, lexicon, article } = document.querySelector("wenmai-article");
      const named = article.mentions.map(({ text, type }) => `${text} ${type}`);
      return [corrections.length, lexicon.length, named.includes("市長 TERM"), named.includes("天網工程 PROJECT")];
    });
    // The second of two waits for the moment that it is shown, even over a reload.
    await dropFiles(page, [["one.txt", THIRD], ["two.html", html]]);
    await tab(page, "市長方國強").waitFor();
    assert.equal(await settled(page), null);
    assert.deepEqual(await read(), [0, 0, false, false]);
    await page.reload();
    await show(page, "市長方國強");
    await eventually(read, [1, 1, true, true]);
    assert.equal(await textOf(page), TEXT);
    assert.match(await page.locator(".message").textContent(), /1 處更正、1 個詞/);
    // What is undone stays so after a reload; the file brings it again.
    await page.evaluate(() => document.querySelector("wenmai-article").undo());
    await eventually(async () => (await read())[0], 0);
    await page.reload();
    await show(page, "市長方國強");
    assert.deepEqual(await read(), [0, 1, false, true]);
    await dropFiles(page, [["two.html", html]]);
    await eventually(read, [1, 1, true, true]);
  }));
