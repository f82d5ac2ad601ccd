// Correcting with the element's own controls: the bar at a selection, the card's section, the tab;
// by mouse, keyboard and touch.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { accessible } from "./access.js";
import { articleOf, marksOf, settled, useBrowser, visit, eventually } from "./harness.js";

useBrowser();

const TEXT =
  "<p>😀𠮷野家的讀者在讀《紅樓夢》，也讀<em>《水滸傳》</em>。</p>\r\n" +
  "<p>他說，《水滸傳》與《紅樓夢》都好，陳大文也這樣說。</p><p>新店在鐘樓新城。</p>";

const host = (attributes = 'panel="bottom"', content = TEXT, context = undefined) => ({
  path: "host.html",
  context,
  files: {
    "/host.html": `<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><title>host</title>
      <meta name="viewport" content="width=device-width">
      <link rel="icon" href="data:,">
      <body><main><p>外面的文字</p><wenmai-article ${attributes}>${content}</wenmai-article></main>
      <script type="module" src="define.js"></script></body></html>`,
  },
});

/** Selects a text of the page, by the place of its characters, as a reader does. */
function select(page, from, to = from) {
  return page.evaluate(
    ([from, to]) => {
      const root = document.body;
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const nodes = [];
      while (walker.nextNode()) {
        if (!walker.currentNode.parentElement.closest("script")) nodes.push(walker.currentNode);
      }
      const text = nodes.map(({ data }) => data).join("");
      const find = (at, last) => {
        for (const node of nodes) {
          if (at < node.length || (last && at === node.length)) return [node, at];
          at -= node.length;
        }
        throw new Error("not in the page");
      };
      const start = text.indexOf(from);
      const end = text.indexOf(to, start) + to.length;
      if (start < 0 || end < to.length) throw new Error(`${from} … ${to} is not in the page`);
      getSelection().setBaseAndExtent(...find(start, false), ...find(end, true));
    },
    [from, to],
  );
}

const bar = (page) => page.locator(".marking");
/** Longer than a selection rests before anything is offered for it. */
const rest = (page) => page.waitForTimeout(400);
const corrections = (page) => page.evaluate(() => document.querySelector("wenmai-article").corrections);
const said = (page) => page.locator(".spoken.done[role=status]").textContent();
const focused = (page) => page.evaluate(() => document.activeElement.textContent);
const typesOf = async (page, text) =>
  (await marksOf(page)).filter((mark) => mark.text === text).map(({ type }) => type);
async function openSection(page, text, nth = 0) {
  await page.locator(".wenmai-mention", { hasText: text }).nth(nth).click();
  const summary = page.locator(".card .correct summary");
  if (!(await page.locator(".card .desk select").isVisible())) await summary.click();
  await page.locator(".card .desk select").waitFor();
}

test("selected text is marked, undone and redone", () =>
  visit(host(), async (page, { requests }) => {
    const names = () => requests.map((url) => new URL(url).pathname.split("/").pop());
    // Nothing of it is loaded before it is needed.
    const needed = ["editor.js", "store.js", "corrections.css"];
    assert.deepEqual(names().filter((name) => needed.includes(name)), []);

    await select(page, "𠮷野家");
    await bar(page).waitFor();
    assert.ok(names().includes("editor.js") && !names().includes("store.js"));
    assert.equal(await bar(page).getAttribute("role"), "toolbar");
    assert.equal(await bar(page).locator("[data-type]").count(), 12);
    // It stands once: there is nothing to choose.
    assert.equal(await bar(page).locator("input").count(), 0);
    await bar(page).locator("[data-type=ORG]").click();
    await eventually(() => typesOf(page, "𠮷野家"), ["ORG"]);
    await eventually(() => focused(page), "𠮷野家");
    assert.equal(await said(page), "已標為機構");
    assert.equal(await bar(page).isVisible(), false);
    const [made] = await corrections(page);
    const { text } = await articleOf(page);
    assert.equal(made.action, "add");
    assert.equal(text.slice(made.target.start, made.target.end), "𠮷野家");
    assert.equal(made.target.prefix, "😀");

    await page.keyboard.press("Control+z");
    await eventually(() => typesOf(page, "𠮷野家"), []);
    await eventually(() => said(page), "已復原：𠮷野家：標為機構");
    // The mark is gone; the focus is on a mark near it, so that the keys go on working.
    await eventually(() => focused(page), "《紅樓夢》");
    await page.keyboard.press("Control+Shift+Z");
    await eventually(() => typesOf(page, "𠮷野家"), ["ORG"]);
    await eventually(() => said(page), "已重做：𠮷野家：標為機構");
    await page.keyboard.press("Control+z");
    await eventually(() => typesOf(page, "𠮷野家"), []);
    await page.keyboard.press("Control+y");
    await eventually(() => typesOf(page, "𠮷野家"), ["ORG"]);
  }));

test("parts of marks and stretches over several are marked; everywhere where it stands again", () =>
  visit(host(), async (page) => {
    await select(page, "讀");
    await bar(page).locator("input").check();
    await bar(page).locator("[data-type=EVENT]").click();
    await eventually(() => typesOf(page, "讀"), ["EVENT", "EVENT", "EVENT"]);
    await select(page, "紅樓夢");
    await bar(page).locator("input").uncheck();
    await bar(page).locator("[data-type=EVENT]").click();
    await eventually(() => typesOf(page, "紅樓夢"), ["EVENT"]);
    // Over a mark and its neighbours, in markup of the host's.
    await select(page, "《水", "。");
    await bar(page).locator("[data-type=TERM]").click();
    await eventually(async () => (await articleOf(page)).mentions.map(({ text }) => text).includes("《水滸傳》。"), true);
    const article = await articleOf(page);
    for (const { start, end, text } of article.mentions) assert.equal(article.text.slice(start, end), text);
    assert.deepEqual(article.unplaced, []);
    // What is marked already is given the type.
    await select(page, "鐘樓新城");
    await bar(page).locator("[data-type=FACILITY]").click();
    await eventually(() => typesOf(page, "鐘樓新城"), ["FACILITY"]);
  }));

test("nothing is offered for what cannot be marked, nor where the host does not want it", () =>
  visit(host('panel="bottom"', `${TEXT}<p>${"字".repeat(61)}</p>`), async (page) => {
    const offered = async (...selection) => {
      await select(page, ...selection);
      await rest(page);
      const visible = await bar(page).isVisible();
      await page.evaluate(() => getSelection().removeAllRanges());
      await rest(page);
      assert.equal(await bar(page).isVisible(), false);
      return visible;
    };
    await select(page, "讀者");
    await bar(page).waitFor();
    assert.equal(await offered("都好"), true);
    assert.equal(await offered("都好", "新店"), false);
    assert.equal(await offered("字".repeat(61)), false);
    assert.equal(await offered("外面的文字"), false);
    assert.equal(await offered("外面", "𠮷野家"), false);
    // Escape sends it away until something else is selected.
    await select(page, "讀者");
    await bar(page).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await bar(page).isVisible(), false);
    await page.evaluate(() => document.dispatchEvent(new Event("selectionchange")));
    await rest(page);
    assert.equal(await bar(page).isVisible(), false);
    assert.equal(await offered("都好"), true);

    await page.locator("wenmai-article").evaluate((element) => element.setAttribute("readonly", ""));
    assert.equal(await offered("讀者"), false);
    assert.equal(await page.locator("#tab-corrections").isVisible(), false);
    await page.locator(".wenmai-mention", { hasText: "鐘樓新城" }).click();
    assert.equal(await page.locator(".card").isVisible(), true);
    assert.equal(await page.locator(".card .correct").count(), 0);
    await page.evaluate(() => {
      const element = document.querySelector("wenmai-article");
      element.corrections = [{ action: "delete", target: { start: 0, end: 2, exact: "😀" } }];
    });
    await settled(page);
    await page.locator(".wenmai-mention").first().focus();
    await page.keyboard.press("Control+z");
    await rest(page);
    assert.equal((await corrections(page)).length, 1);
  }));

test("the bar stands beside the selection, never over it, and follows it", () =>
  visit(host("", `<p>${"前文。".repeat(300)}</p>${TEXT}<p>${"後文。".repeat(2000)}</p>`), async (page) => {
    const clear = async () => {
      await bar(page).waitFor();
      await page.waitForTimeout(250);
      const [own, marked] = await page.evaluate(() => {
        const plain = ({ top, bottom, left, right }) => ({ top, bottom, left, right });
        const root = document.querySelector("wenmai-article").shadowRoot;
        const own = root.querySelector(".marking").getBoundingClientRect();
        return [plain(own), plain(getSelection().getRangeAt(0).getBoundingClientRect())];
      });
      assert.ok(own.bottom <= marked.top || own.top >= marked.bottom, JSON.stringify([own, marked]));
      assert.ok(own.left >= 0 && own.right <= 1280);
      return own.top - marked.top;
    };
    await page.locator("p", { hasText: "鐘樓新城" }).evaluate((node) => node.scrollIntoView({ block: "center" }));
    await select(page, "鐘樓");
    assert.ok((await clear()) < 0);
    await page.locator("p", { hasText: "鐘樓新城" }).evaluate((node) => node.scrollIntoView({ block: "start" }));
    assert.ok((await clear()) > 0);
  }));

test("the card corrects its mention and stays with it", () =>
  visit(host(), async (page) => {
    await openSection(page, "《水滸傳》", 1);
    const select = page.locator(".card [data-action=retype]");
    await select.focus();
    assert.equal(await select.evaluate(({ selectedIndex, options }) => options[selectedIndex].text), "作品");
    // Here.
    await select.selectOption("活動");
    await eventually(() => typesOf(page, "《水滸傳》"), ["WORK", "EVENT"]);
    assert.match(await page.locator(".card .type").textContent(), /活動/);
    assert.match(await page.locator(".card .facts").textContent(), /讀者更正/);
    assert.equal(await said(page), "已標為活動");
    const inCard = () =>
      page.evaluate(() => document.querySelector("wenmai-article").shadowRoot.activeElement?.dataset.action);
    assert.equal(await inCard(), "retype");
    // Everywhere, and once more: the last one counts.
    await page.locator(".card [data-action=everywhere]").check();
    await page.locator(".card [data-action=retype]").selectOption("機構·企業");
    await eventually(() => typesOf(page, "《水滸傳》"), ["ORG", "ORG"]);
    await page.locator(".card [data-action=retype]").selectOption("作品");
    await eventually(() => typesOf(page, "《水滸傳》"), ["WORK", "WORK"]);
    assert.deepEqual((await corrections(page)).map(({ action, type }) => [action, type]), [
      ["retype", "EVENT"],
      ["retype", "WORK"],
    ]);

    // Bounds, shown before they are so.
    await page.locator(".card [data-action=bound-startLess]").click();
    await page.locator(".card [data-action=bound-endLess]").click();
    assert.equal(await page.locator(".card .preview mark").textContent(), "水滸傳");
    assert.deepEqual(await typesOf(page, "水滸傳"), []);
    await page.locator(".card [data-action=revert]").click();
    assert.equal(await page.locator(".card .preview mark").textContent(), "《水滸傳》");
    assert.equal(await page.locator(".card [data-action=resize]").isVisible(), false);
    await page.locator(".card [data-action=bound-startLess]").click();
    await page.locator(".card [data-action=bound-endLess]").click();
    await page.locator(".card [data-action=resize]").click();
    await eventually(() => typesOf(page, "水滸傳"), ["WORK", "WORK"]);
    assert.equal(await page.locator(".card .name").textContent(), "水滸傳");
    assert.equal(await said(page), "起訖已改為「水滸傳」");

    // Another entity, and one of its own.
    const works = async () =>
      (await articleOf(page)).entities.filter(({ type }) => type === "WORK").map(({ mentions }) => mentions.length);
    assert.deepEqual(await works(), [2, 2]);
    await page.locator(".card [data-action=merge]").click();
    await page.locator(".card .chooser input").fill("紅樓");
    assert.deepEqual(await page.locator(".card .others button").allTextContents(), ["《紅樓夢》作品"]);
    await page.locator(".card .others button").click();
    await eventually(works, [4]);
    assert.equal(await said(page), "已併入《紅樓夢》");
    await page.locator(".card [data-action=here]").check();
    await page.locator(".card [data-action=split]").click();
    await eventually(works, [3, 1]);

    // Not a name: the card goes, the focus stays near.
    await page.locator(".card [data-action=remove]").click();
    await eventually(() => typesOf(page, "水滸傳"), ["WORK"]);
    assert.equal(await page.locator(".card").isVisible(), false);
    await eventually(() => focused(page), "《紅樓夢》");
    assert.equal(await said(page), "「水滸傳」不再標為專名");
    assert.deepEqual((await articleOf(page)).unplaced, []);
    // All the way back.
    for (let count = (await corrections(page)).length + 1; count > 0; count -= 1) {
      await page.keyboard.press("Control+z");
      await rest(page);
    }
    await eventually(() => corrections(page), []);
    await eventually(() => typesOf(page, "《水滸傳》"), ["WORK", "WORK"]);
  }));

test("all of it goes with the keyboard alone", () =>
  visit(host(), async (page) => {
    await page.locator(".wenmai-mention", { hasText: "鐘樓新城" }).focus();
    for (let count = 0; count < 3; count += 1) await page.keyboard.press("Shift+ArrowRight");
    // The end of the article is the end.
    assert.equal(await page.evaluate(() => String(getSelection())), "鐘樓新城。");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Shift+ArrowLeft");
    assert.equal(await page.evaluate(() => String(getSelection())), "鐘樓新");
    await bar(page).waitFor();
    await eventually(() => said(page), "已選取「鐘樓新」，按 Tab 鍵可標類型");
    await page.keyboard.press("Tab");
    const inside = () =>
      page.evaluate(() => document.querySelector("wenmai-article").shadowRoot.activeElement?.dataset.type);
    assert.equal(await inside(), "PERSON");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    assert.equal(await inside(), "ORG");
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Escape");
    // Back to where it was selected.
    assert.equal(await focused(page), "鐘樓新城");
    await page.keyboard.press("Shift+ArrowLeft");
    await bar(page).waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    await eventually(() => typesOf(page, "鐘樓"), ["ORG"]);
    await eventually(() => focused(page), "鐘樓");

    // The card's section.
    await page.keyboard.press("Enter");
    const action = () =>
      page.evaluate(() => document.querySelector("wenmai-article").shadowRoot.activeElement?.dataset.action);
    const tabTo = async (name) => {
      for (let count = 0; count < 30 && (await action()) !== name; count += 1) await page.keyboard.press("Tab");
      assert.equal(await action(), name);
    };
    await tabTo("correct");
    await page.keyboard.press("Enter");
    await page.locator(".card .desk select").waitFor();
    await tabTo("bound-endMore");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    assert.equal(await said(page), "鐘樓新城");
    await tabTo("resize");
    await page.keyboard.press("Enter");
    await eventually(() => typesOf(page, "鐘樓新城"), ["ORG"]);
    await tabTo("remove");
    await page.keyboard.press("Enter");
    await eventually(() => typesOf(page, "鐘樓新城"), []);
    await page.keyboard.press("Control+z");
    await eventually(() => typesOf(page, "鐘樓新城"), ["ORG"]);
  }));

test("with a finger, at 320 pixels, the bar stands at the foot", () => {
  const context = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
  return visit(host("", TEXT, context), async (page) => {
    await select(page, "讀者");
    await bar(page).waitFor();
    await page.waitForTimeout(250);
    const { x, y, width, height } = await bar(page).boundingBox();
    assert.deepEqual([Math.round(x), Math.round(width), Math.round(y + height)], [0, 320, 640]);
    const small = await bar(page)
      .locator("button, label")
      .evaluateAll((nodes) => nodes.map((node) => node.getBoundingClientRect()).filter((box) => box.width < 24 || box.height < 24).length);
    assert.equal(small, 0);
    await bar(page).locator("[data-type=TITLE]").tap();
    await eventually(() => typesOf(page, "讀者"), ["TITLE"]);
    await page.locator(".wenmai-mention", { hasText: "讀者" }).tap();
    await page.locator(".card .correct summary").tap();
    await page.locator(".card .desk select").waitFor();
    const controls = page.locator(".card .desk").locator("button, select, label");
    const tiny = await controls.evaluateAll((nodes) =>
      nodes.filter((node) => node.offsetParent).map((node) => node.getBoundingClientRect()).filter((box) => box.width < 24 || box.height < 24).length,
    );
    assert.equal(tiny, 0);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    await page.locator(".card [data-action=remove]").tap();
    await eventually(() => typesOf(page, "讀者"), []);
  });
});

test("the tab lists corrections in words, leads to them, and takes them out", () =>
  visit(host(), async (page) => {
    const tab = page.locator("#tab-corrections");
    assert.equal(await tab.textContent(), "更正");
    await tab.click();
    await page.locator(".corrections .empty").waitFor();
    const { text } = await articleOf(page);
    const target = (exact, start = text.indexOf(exact)) => ({ start, end: start + exact.length, exact });
    await page.evaluate(
      (list) => (document.querySelector("wenmai-article").corrections = list),
      [
        { action: "retype", type: "EVENT", target: target("《紅樓夢》"), everywhere: true },
        { action: "delete", target: target("鐘樓新城") },
        { action: "delete", target: { start: 2, end: 6, exact: "不在文中" } },
      ],
    );
    const rows = () => page.locator(".corrections-list .to").allTextContents();
    await eventually(rows, [
      "《紅樓夢》：作品 → 活動（全文）",
      "鐘樓新城：不是專名",
      "不在文中：不是專名未套用：文中已無此文字",
    ]);
    assert.equal(await tab.textContent(), "更正3");
    await page.locator("[data-action=jump-0]").click();
    await eventually(() => focused(page), "《紅樓夢》");
    await page.locator("[data-action=jump-1]").click();
    assert.equal(await page.evaluate(() => String(getSelection())), "鐘樓新城");
    await page.evaluate(() => getSelection().removeAllRanges());

    const at = () =>
      page.evaluate(() => document.querySelector("wenmai-article").shadowRoot.activeElement?.dataset.action);
    await page.locator("[data-action=drop-0]").click();
    await eventually(() => typesOf(page, "《紅樓夢》"), ["WORK", "WORK"]);
    await eventually(rows, ["鐘樓新城：不是專名", "不在文中：不是專名未套用：文中已無此文字"]);
    assert.equal(await at(), "drop-0");
    assert.equal(await said(page), "已移除更正：《紅樓夢》：改為活動（全文）");
    await page.locator("[data-action=undo]").click();
    await eventually(async () => (await rows()).length, 3);
    assert.equal(await at(), "undo");
    await page.locator("[data-action=redo]").click();
    await eventually(async () => (await rows()).length, 2);
    // There is nothing to redo any more: the focus goes to what there is.
    assert.equal(await at(), "undo");
  }));

test("corrections go out as a file and come in again; what cannot be read is told", () =>
  visit(host(), async (page) => {
    const { text } = await articleOf(page);
    const start = text.indexOf("《水滸傳》");
    const list = [{ action: "delete", target: { start, end: start + 5, exact: "《水滸傳》" } }];
    await page.evaluate((list) => (document.querySelector("wenmai-article").corrections = list), list);
    await settled(page);
    await page.locator("#tab-corrections").click();
    const saving = page.waitForEvent("download");
    await page.locator("[data-action=export]").click();
    const download = await saving;
    assert.equal(download.suggestedFilename(), "wenmai-corrections.json");
    const saved = await readFile(await download.path(), "utf8");
    assert.deepEqual(JSON.parse(saved), { schema: "wenmai-corrections/1", offsetUnit: "utf-16", corrections: list });

    const give = async (name, content) => {
      const choosing = page.waitForEvent("filechooser");
      await page.locator("[data-action=import]").click();
      await (await choosing).setFiles({ name, mimeType: "application/json", buffer: Buffer.from(content) });
    };
    await page.evaluate(() => (document.querySelector("wenmai-article").corrections = []));
    await settled(page);
    await give("a.json", saved);
    await eventually(() => said(page), "已匯入 1 條");
    await eventually(async () => (await corrections(page)).map(({ action }) => action), ["delete"]);
    await eventually(() => typesOf(page, "《水滸傳》"), ["WORK"]);
    await give("b.json", "{");
    await eventually(() => page.locator(".notice").textContent(), "更正的內容讀不懂，請給文脈匯出的更正檔，或照說明的格式寫。");
    await give("c.json", "\u0000\u0001");
    await eventually(async () => /不是 UTF-8/.test(await page.locator(".notice").textContent()), true);
    assert.equal((await corrections(page)).length, 1);
  }));

test("the lexicon is added to, changed, exchanged as text, and makes marks", () =>
  visit(host(), async (page) => {
    const lexicon = () => page.evaluate(() => document.querySelector("wenmai-article").lexicon);
    // From a selection: a part of the text as a word, a mark as what it is.
    await select(page, "讀者");
    await bar(page).locator(".word").click();
    await eventually(lexicon, [{ word: "讀者" }]);
    await eventually(() => said(page), "「讀者」已加入詞庫");
    await select(page, "讀者");
    await bar(page).waitFor();
    assert.equal(await bar(page).locator(".word").isDisabled(), true);
    assert.equal(await bar(page).locator(".word").textContent(), "已在詞庫");
    await page.keyboard.press("Escape");

    await page.locator("#tab-corrections").click();
    const form = page.locator(".word-form");
    await form.locator("[name=word]").fill("𠮷野家");
    assert.equal(await form.locator("[name=canonical]").isDisabled(), true);
    await form.locator("select").selectOption("機構·企業");
    await form.locator("[name=canonical]").fill("𠮷野家控股");
    await page.keyboard.press("Enter");
    await eventually(lexicon, [
      { word: "讀者" },
      { word: "𠮷野家", type: "ORG", subtype: "COM", canonical: "𠮷野家控股" },
    ]);
    assert.equal(await form.locator("[name=word]").inputValue(), "");
    await eventually(() => typesOf(page, "𠮷野家"), ["ORG"]);

    // Changed, and taken out.
    await page.locator("[data-action=edit-word-0]").click();
    assert.equal(await form.locator("[name=word]").inputValue(), "讀者");
    await form.locator("select").selectOption("職稱");
    await page.locator("[data-action=save-word]").click();
    await eventually(async () => (await lexicon())[0], { word: "讀者", type: "TITLE" });
    await eventually(() => typesOf(page, "讀者"), ["TITLE"]);
    await page.locator("[data-action=drop-word-0]").click();
    await eventually(async () => (await lexicon()).length, 1);
    await eventually(() => typesOf(page, "讀者"), []);

    const saving = page.waitForEvent("download");
    await page.locator("[data-action=export-words]").click();
    const saved = await readFile(await (await saving).path(), "utf8");
    assert.match(saved, /^𠮷野家\tORG\.COM\t𠮷野家控股$/m);
    const give = async (content) => {
      const choosing = page.waitForEvent("filechooser");
      await page.locator("[data-action=import-words]").click();
      await (await choosing).setFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from(content) });
    };
    await give("讀者\n𠮷野家\tFACILITY\n");
    await eventually(lexicon, [{ word: "讀者" }, { word: "𠮷野家", type: "FACILITY" }]);
    await give("讀者\t不是類型\n");
    await eventually(async () => /^詞庫的第 1 項不能用/.test(await page.locator(".notice").textContent()), true);
    assert.equal((await lexicon()).length, 2);
    // A change of the lexicon can be undone like any other.
    await page.locator("[data-action=undo]").click();
    await eventually(async () => (await lexicon()).length, 1);
  }));

test("axe finds nothing in the bar, the section and the tab", async () => {
  await visit({}, async (page) => {
    await select(page, "實地考察");
    await bar(page).waitFor();
    await accessible(page, "bar");
    await bar(page).locator("[data-type=EVENT]").click();
    await eventually(() => typesOf(page, "實地考察"), ["EVENT"]);
    await openSection(page, "常州");
    await page.locator(".card [data-action=bound-endMore]").click();
    await page.locator(".card [data-action=merge]").click();
    await accessible(page, "section");
    await page.keyboard.press("Escape");
    await page.locator("#tab-corrections").click();
    await page.evaluate(() => {
      const element = document.querySelector("wenmai-article");
      const lost = { action: "delete", target: { start: 0, end: 4, exact: "不在文中" } };
      element.corrections = [...element.corrections, lost];
      element.lexicon = [{ word: "微億智造", type: "ORG", subtype: "COM" }];
    });
    await page.locator(".corrections .reason").waitFor();
    await accessible(page, "tab");
  });
});
