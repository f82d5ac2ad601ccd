// What copying takes of an article: its clean text and nothing that the page has added.

import assert from "node:assert/strict";
import { test } from "node:test";

import { paste, useBrowser, visit } from "./harness.js";

useBrowser();

const OWN = ["臺北市長赴常州", "李小明😀在常州會見𠮷野家<董事長>陳大文。", "cafe\u0301 與茶。", "掃一掃在手機打開當前頁"].join("\n");

/** Makes a selection by `select(range, element)`, copies it by key, and gives what the clipboard
 *  got, as text and as markup; null where the browser was left to itself. */
async function copied(page, select) {
  await page.evaluate(() => {
    document.addEventListener(
      "copy",
      (event) => {
        const types = ["text/plain", "text/html"];
        window.taken = event.defaultPrevented ? types.map((type) => event.clipboardData.getData(type)) : null;
      },
      { once: true },
    );
    window.select = (work) => {
      const range = document.createRange();
      work(range, document.querySelector("wenmai-article"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    };
  });
  await page.evaluate(select);
  await page.keyboard.press("Control+C");
  return page.evaluate(() => window.taken);
}

test("a copied article is its clean text, in paragraphs", async () => {
  await visit({}, async (page) => {
    const clean = await page.$eval("wenmai-article", ({ article }) => article.text.trim());
    const all = () => window.select((range, element) => range.selectNodeContents(element));
    const [text, html] = await copied(page, all);
    assert.equal(text, clean);
    assert.equal(html, clean.split("\n").map((line) => `<p>${line}</p>`).join(""));
  });
});

test("part of it, rare characters and furniture", async () => {
  await visit({}, async (page) => {
    await paste(page, OWN);
    const lines = OWN.split("\n");
    const within = await copied(page, () =>
      window.select((range, element) => {
        const [first, second] = element.querySelectorAll("p");
        range.setStart(first.querySelector(".wenmai-mention").firstChild, 1);
        range.setEnd(second.firstChild, 5);
      }),
    );
    const started = lines[1].slice(lines[1].indexOf("李小明") + 1);
    assert.equal(within[0], `${started}\ncafe\u0301`);
    const escaped = started.replace("<", "&lt;").replace(">", "&gt;");
    assert.equal(within[1], `<p>${escaped}</p><p>cafe\u0301</p>`);

    const all = () => window.select((range, element) => range.selectNodeContents(element));
    const [whole] = await copied(page, all);
    assert.equal(whole, lines.slice(0, 3).join("\n"));

    // Whoever marks nothing but page furniture wants it.
    const [apart] = await copied(page, () =>
      window.select((range, element) => range.selectNode(element.querySelector(".wenmai-boilerplate"))),
    );
    assert.equal(apart, lines[3]);
  });
});

test("readings, and what is no text, are left out; lines of any block are lines", async () => {
  const files = {
    "/host.html":
      '<!doctype html><link rel="icon" href="data:,"><script type="module" src="define.js"></script>' +
      "<wenmai-article><h1>常州</h1><ul><li>第一條</li><li>第二<b>條</b><br>又一行</li></ul>" +
      "<p><ruby>產<rt>chǎn</rt></ruby>業<script>0</script></p></wenmai-article><p id=after>之後</p><input value=字>",
  };
  await visit({ files, path: "host.html" }, async (page) => {
    const all = () => window.select((range, element) => range.selectNodeContents(element));
    assert.equal((await copied(page, all))[0], "常州\n第一條\n第二條\n又一行\n產業");
    // What reaches beyond the article is the page's, and so is what lies in a field.
    const beyond = () =>
      window.select((range, element) => {
        range.setStart(element.querySelector("li").firstChild, 0);
        range.setEnd(document.querySelector("#after").firstChild, 1);
      });
    assert.equal(await copied(page, beyond), null);
    const field = () => document.querySelector("input").select();
    assert.equal(await copied(page, field), null);
  });
});

test("the panel's own text is the browser's to copy", async () => {
  await visit({}, async (page) => {
    await page.locator(".wenmai-mention").first().click();
    const name = () => {
      const { shadowRoot } = document.querySelector("wenmai-article");
      getSelection().selectAllChildren(shadowRoot.querySelector(".card .name"));
    };
    assert.equal(await copied(page, name), null);
  });
});
