// `<wenmai-article>` in pages of other people.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SITE, articleOf, marksOf, scriptsBelow, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'";

const RICH = `
    <article class="story">
      <h2>常州举行<em>科技</em>洽谈会</h2>
      <figure><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="图"><figcaption>《财富》封面</figcaption></figure>
      <p>10月8日，常州市委书记<strong>陈金</strong>虎说，<a href="#there">《财富》</a>与《人民
        日报》、《红<i>楼</i>梦》都<!-- 注 -->有报道。&nbsp;<br>省政府<code>x&lt;y</code>主办。</p>
      <ul><li>《水浒传》</li><li></li></ul>
      <pre>一  《史记》
  二</pre>
      <script type="application/json">{"a":"《不是》"}</script>
      <template><p>《不是》</p></template><textarea>《不是》</textarea><noscript>《不是》</noscript>
      <p hidden>《不是》</p><ruby>漢<rt>《不是》</rt></ruby>
      <p id="there">終</p>
    </article>`;

/** A converted article; one reading runs across elements. */
const DAMAGED =
  "<p>2021中國常州科技經(jīng)貿(mào)洽談會(huì)將于10月9日開幕。<b>前來參會</b>(huì)的中國電子信息產(chǎn)<i>業(yè)集團(tuán)</i>有限公司副總經(jīng)理陸志鵬進(jìn)行實(shí)地考察。</p>";

const host = (content, attributes = "", more = "") => ({
  path: "host.html",
  files: {
    "/host.html": `<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>host</title>
      <link rel="icon" href="data:,"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
      <body><wenmai-article ${attributes}>${content}</wenmai-article>${more}
      <script type="module" src="define.js"></script></body></html>`,
  },
});

/** A page with nothing in it. */
const BARE = {
  path: "bare.html",
  files: { "/bare.html": "<!doctype html><link rel=icon href=data:,><meta charset=utf-8>" },
  wait: false,
};

/** The element's content before anything touched it. */
const pristine = (content) => ({
  ...host(content),
  context: { javaScriptEnabled: false },
  wait: false,
});

test("painting keeps the markup, and destroy gives back the very same nodes", () =>
  visit(host(RICH), async (page) => {
    let before;
    await visit(pristine(RICH), async (bare) => {
      before = await bare.locator("wenmai-article").evaluate((node) => node.outerHTML);
    });
    const marks = await marksOf(page);
    const article = await articleOf(page);
    for (const work of ["《财富》", "《水浒传》", "《史记》"]) {
      assert.ok(marks.some(({ text }) => text === work), work);
    }
    assert.ok(!article.text.includes("不是"), "text that does not show was read");
    // Across elements: pieces with one id, each inside the element its text was in.
    const across = article.mentions.find(({ text }) => text === "《红楼梦》");
    const pieces = await page.$$eval(`[data-mention=${across.id}]`, (nodes) =>
      nodes.map((node) => [node.parentElement.localName, node.textContent, node.getAttribute("role")]),
    );
    assert.deepEqual(pieces, [
      ["p", "《红", "button"],
      ["i", "楼", null],
      ["p", "梦》", null],
    ]);
    // A name that the source wraps is whole.
    assert.ok(article.mentions.some(({ text }) => text === "《人民日报》"));
    for (const selector of ["h2 em", "figure img", "p strong", "p a[href='#there']", "p code", "ul li", "pre"]) {
      assert.equal(await page.locator(`wenmai-article ${selector}`).count() > 0, true, selector);
    }
    assert.equal(await page.locator("wenmai-article pre").textContent(), "一  《史记》\n  二");
    const [same, after] = await page.evaluate(async (before) => {
      const element = document.querySelector("wenmai-article");
      element.destroy();
      return [element.outerHTML === before, element.outerHTML];
    }, before);
    assert.ok(same, after);
    assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
    // And again, as often as one likes.
    await page.evaluate(() => document.querySelector("wenmai-article").analyse());
    assert.deepEqual(await marksOf(page), marks);
  }));

test("repairs act across elements, and are undone with the rest", () =>
  visit(host(DAMAGED), async (page) => {
    assert.equal(
      await page.locator("wenmai-article > p").textContent(),
      "2021中國常州科技經貿洽談會將于10月9日開幕。前來參會的中國電子信息產業集團有限公司副總經理陸志鵬進行實地考察。",
    );
    const marks = await marksOf(page);
    const company = marks.filter(({ id }) => id === marks.find((one) => one.text.startsWith("中國電子")).id);
    assert.deepEqual(company.map(({ text }) => text), ["中國電子信息產", "業集團", "有限公司"]);
    assert.equal(
      await page.evaluate(() => {
        const element = document.querySelector("wenmai-article");
        element.destroy();
        return element.innerHTML;
      }),
      DAMAGED,
    );
  }));

test("destroy gives back node objects, not copies", () =>
  visit(BARE, async (page) => {
    const result = await page.evaluate(async (content) => {
      await import("./define.js");
      const element = document.createElement("wenmai-article");
      element.innerHTML = content;
      element.querySelector("p").append("相邻", "的《两个》", "");
      const nodes = (root) => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
        const all = [];
        while (walker.nextNode()) all.push(walker.currentNode);
        return all;
      };
      const before = nodes(element);
      document.body.append(element);
      await element.ready;
      const painted = element.querySelectorAll(".wenmai-mention").length;
      element.destroy();
      const after = nodes(element);
      return [painted > 0, before.length === after.length && before.every((node, index) => node === after[index])];
    }, RICH);
    assert.deepEqual(result, [true, true]);
  }));

test("text in the tag becomes paragraphs, and text again", () => {
  const text = "《红楼梦》开播\n  他说，《水浒传》也将开播，日期未定。\n\n完。";
  return visit(host(text), async (page) => {
    assert.equal(await page.locator(".wenmai-paragraphs h2").textContent(), "《红楼梦》开播");
    assert.equal(await page.locator(":is(wenmai-article, .wenmai-paragraphs) > p").count(), 2);
    assert.equal(await page.evaluate(() => document.querySelector("wenmai-article").text), text);
    assert.equal((await marksOf(page)).filter(({ type }) => type === "WORK").length, 2);
    assert.equal(
      await page.evaluate(() => {
        const element = document.querySelector("wenmai-article");
        element.destroy();
        return element.innerHTML;
      }),
      text,
    );
  });
});

test("a link stays a link; the keyboard opens its card", () =>
  visit(host(RICH), async (page) => {
    const link = page.locator("a .wenmai-mention");
    await link.click();
    assert.ok(page.url().endsWith("#there"));
    assert.equal(await page.locator(".card").isVisible(), false);
    await link.focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".card .name").textContent(), "《财富》");
  }));

test("two elements share one engine and nothing else", () =>
  visit(
    host("<p>《红楼梦》</p>", 'id="one"', '<wenmai-article id="two" panel="bottom"><p>《水浒传》与《史记》</p></wenmai-article>'),
    async (page, { requests }) => {
      await settled(page, "#two");
      assert.equal((await marksOf(page, "#one")).length, 1);
      assert.equal((await marksOf(page, "#two")).length, 2);
      for (const file of [".wasm", ".pack", "theme.css", "chrome.css"]) {
        assert.equal(requests.filter((url) => url.includes(file)).length, 1, file);
      }
      assert.equal(await page.locator("#one .panel").isVisible(), false);
      assert.equal(await page.locator("#two .panel").isVisible(), true);
      await page.locator("#two .wenmai-mention").first().click();
      assert.equal(await page.locator("#two .card").isVisible(), true);
      assert.equal(await page.locator("#one .card").isVisible(), false);
      await page.locator("#one .wenmai-mention").click();
      assert.equal(await page.locator("#one .card").isVisible(), true);
      assert.equal(await page.locator("#two .card").isVisible(), false, "one card at a time");
      await page.evaluate(() => document.querySelector("#one").destroy());
      assert.equal(await page.locator("#one .wenmai-mention").count(), 0);
      assert.equal((await marksOf(page, "#two")).length, 2);
      assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 1);
    },
  ));

test("attributes act at any time", () =>
  visit(host(DAMAGED.replace("的中國", "《紅樓夢》的中國")), async (page) => {
    const set = async (name, value) => {
      await page.evaluate(([name, value]) => {
        const element = document.querySelector("wenmai-article");
        if (value === null) element.removeAttribute(name);
        else element.setAttribute(name, value);
      }, [name, value]);
      await settled(page);
    };
    const types = async () => [...new Set((await marksOf(page)).map(({ type }) => type))];
    const all = await types();
    assert.ok(all.includes("WORK"));
    await set("types", "work");
    assert.deepEqual(await types(), ["WORK"]);
    await set("types", "");
    assert.deepEqual(await types(), []);
    await set("types", null);
    assert.deepEqual(await types(), all);
    await set("clean", "off");
    assert.ok((await page.locator("wenmai-article").textContent()).includes("經(jīng)貿(mào)"));
    await set("clean", null);
    assert.ok((await page.locator("wenmai-article").textContent()).includes("經貿"));
    await set("panel", "side");
    assert.equal(await page.locator(".panel").isVisible(), true);
    await set("panel", "none");
    assert.equal(await page.locator(".panel").isVisible(), false);
    await set("ui-lang", "en");
    const label = await page.locator(".wenmai-mention[data-type=WORK]").getAttribute("aria-label");
    assert.equal(label, "《紅樓夢》, Work");
    await set("theme", "dark");
    assert.equal(await page.locator("wenmai-article").evaluate((node) => getComputedStyle(node).colorScheme), "dark");
  }));

test("src is read in place of the content, which comes back", () =>
  visit(
    {
      ...host("<p>原來的</p>", 'src="story.txt"'),
      override: (_, path) =>
        path === "/story.txt"
          ? { headers: { "content-type": "text/plain" }, body: "他在讀《紅樓夢》。\r\n完。" }
          : undefined,
    },
    async (page) => {
      assert.ok((await marksOf(page)).some(({ text }) => text === "《紅樓夢》"));
      assert.equal(await page.evaluate(() => document.querySelector("wenmai-article").text), "他在讀《紅樓夢》。\r\n完。");
      const content = page.locator("wenmai-article");
      await page.evaluate(() => document.querySelector("wenmai-article").removeAttribute("src"));
      await settled(page);
      assert.equal(await content.textContent(), "原來的");
      await page.evaluate(() => document.querySelector("wenmai-article").destroy());
      assert.equal(await content.innerHTML(), "<p>原來的</p>");
    },
  ));

test("the host's own changes are read, moves are not", () =>
  visit(host("<p>《红楼梦》</p>"), async (page) => {
    await page.evaluate(() => (document.querySelector("wenmai-article").innerHTML = "<p>《水浒传》</p>"));
    await page.waitForSelector(".wenmai-mention");
    assert.deepEqual((await marksOf(page)).map(({ text }) => text), ["《水浒传》"]);
    const readAgain = await page.evaluate(async () => {
      const element = document.querySelector("wenmai-article");
      const { article } = element;
      const box = document.createElement("div");
      document.body.append(box);
      box.append(element);
      await new Promise((done) => setTimeout(done, 50));
      return element.article !== article;
    });
    assert.equal(readAgain, false);
    await page.locator(".wenmai-mention").click();
    assert.equal(await page.locator(".card").isVisible(), true, "still alive after the move");
  }));

test("events bubble out of shadow roots, and select can be cancelled", () =>
  visit({ ...BARE, override: scriptsBelow("/copy/", SITE) }, async (page) => {
    const seen = await page.evaluate(async () => {
      const seen = [];
      for (const name of ["progress", "ready", "select", "error"]) {
        document.addEventListener(`wenmai-${name}`, (event) => {
          seen.push(name === "progress" ? `progress ${event.detail.stage}` : name);
          if (name === "select") event.preventDefault();
        });
      }
      const { WenmaiArticle } = await import("./wenmai.js");
      if (customElements.get("wenmai-article")) seen.push("import has effects");
      await import("./define.js");
      // Once more, by a second copy, and under another name.
      const copy = await import("./copy/wenmai.js");
      if (copy.WenmaiArticle === WenmaiArticle) seen.push("no second copy");
      copy.WenmaiArticle.define();
      WenmaiArticle.define("other-article");
      if (!(document.createElement("other-article") instanceof WenmaiArticle)) seen.push("no other name");
      const root = document.body.attachShadow({ mode: "open" });
      const element = document.createElement("wenmai-article");
      const paragraph = document.createElement("p");
      paragraph.textContent = "《红楼梦》";
      element.append(paragraph);
      root.append(element);
      await element.ready;
      element.querySelector(".wenmai-mention").click();
      seen.push(element.goTo("m1"), element.goTo("m99"), element.goTo(element.article.entities[0].id));
      seen.push(getComputedStyle(element.querySelector(".wenmai-mention")).textDecorationStyle);
      return seen;
    });
    assert.deepEqual(seen, [
      "progress engine",
      "progress analyse",
      "progress paint",
      "ready",
      "select",
      true,
      false,
      true,
      "wavy",
    ]);
    assert.equal(await page.locator(".card").isVisible(), false, "cancelled");
  }));

test("the host's styles win over the marks, and ours touch nothing else", () =>
  visit(
    {
      ...host("<p>《红楼梦》</p>", "", '<p class="outside">《水浒传》</p><link rel="stylesheet" href="host.css">'),
      override: (_, path) =>
        path === "/host.css"
          ? { headers: { "content-type": "text/css" }, body: "span { text-decoration: none; color: rgb(1, 2, 3) } button { font-size: 99px }" }
          : undefined,
    },
    async (page) => {
      const style = await page.locator(".wenmai-mention").evaluate((node) => {
        const { textDecorationLine, color } = getComputedStyle(node);
        return [textDecorationLine, color];
      });
      assert.deepEqual(style, ["none", "rgb(1, 2, 3)"]);
      assert.equal(await page.locator(".outside").innerHTML(), "《水浒传》");
      assert.equal(await page.evaluate(() => document.head.querySelectorAll("style").length), 0);
    },
  ));

test("on a server the modules load and do nothing", async () => {
  const { WenmaiArticle } = await import(`${SITE}/define.js`);
  assert.equal(typeof WenmaiArticle.define, "function");
  assert.equal(globalThis.customElements, undefined);
});
