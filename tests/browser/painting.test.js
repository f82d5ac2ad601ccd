// The painter in the browser: what it shows, where that lies, in how many steps it comes, and
// that all of it can be undone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { sampleText, useBrowser, visit } from "./harness.js";

useBrowser();

/** Hard things in one article: markup, links, repairs, wide and joined characters, furniture. */
const RICH = `<h2>2021中国常州<em>科技</em>洽谈会</h2>
  <p>10月8日，常州市委书记<strong>陈金</strong>虎说：“<a href="#there">《红<i>楼</i>梦》</a>与《人民
    日报》都<!-- 注 -->有报道。”<br>😀𠮷野家e\u0301在<code>x</code>常州市开业，<ruby>漢<rt>hàn</rt></ruby>字。</p>
  <ul><li>《水浒传》</li><li></li><li>电子信息產(chǎn)<b>業集團(tuán)有限</b>公司副總經(jīng)理進(jìn)行實(shí)地考察</li></ul>
  <pre>一  《史记》\r\n  二</pre><button>《不是》</button>
  <p id="there">终</p>`;

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src data:; connect-src 'self'";

/**
 * Opens a page with an article and everything at hand in `painting`: engine, painter, article,
 * and what the tests ask of them again and again.
 */
function paint(content, run) {
  const page = {
    path: "host.html",
    wait: false,
    files: {
      "/host.html": `<!doctype html><html lang="zh"><meta charset="utf-8"><title>host</title>
        <link rel="icon" href="data:,"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
        <body><p id="before">前</p><article>${content}</article><p id="after">后</p></body></html>`,
    },
  };
  return visit(page, async (page) => {
    await page.evaluate(setUp);
    await run(page);
  });
}

async function setUp() {
  const core = await import("./wenmai_core.js");
  await core.default({ module_or_path: "./wenmai_core_bg.wasm" });
  const pack = await fetch("./wenmai.pack");
  const engine = new core.Engine(new Uint8Array(await pack.arrayBuffer()));
  const root = document.querySelector("article");
  const painter = new core.Painter(root);
  const texts = (node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const all = [];
    while (walker.nextNode()) all.push(walker.currentNode);
    return all;
  };
  const nodes = () => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
    const all = [];
    while (walker.nextNode()) all.push(walker.currentNode);
    return all;
  };
  const before = nodes();
  const raw = painter.read();
  const article = engine.analyse(raw, { tokens: false });
  /** A reading, which is no real one, for every Han character. */
  const readings = () => {
    const all = [];
    for (const { 0: character, index } of article.text.matchAll(/\p{Script=Han}/gu)) {
      const code = character.codePointAt(0).toString(36);
      all.push({ start: index, end: index + character.length, reading: `r${code}` });
    }
    return all;
  };
  const other = article.source.script === "hans" ? "hant" : "hans";
  const labels = { PERSON: "，人名", PLACE: "，地名" };
  Object.assign(globalThis, {
    painting: { engine, painter, root, article, raw, readings, other, labels, texts, nodes, before },
  });
}

/** In the page: everything that must hold of what is painted; gives what does not. */
function check(shown) {
  const { painter, root, article } = globalThis.painting;
  const wrong = [];
  const say = (what, ...more) => wrong.length < 9 && wrong.push([what, ...more].join(" "));
  const plain = (text) => text.replace(/\s/g, "");
  for (const { start, end, id } of article.mentions) {
    const range = painter.range(start, end);
    const text = range && plain(range.toString());
    if (text !== plain(shown.slice(start, end))) say("range", id, start, text);
    const pieces = [...root.querySelectorAll(`[data-mention=${id}]`)];
    const marked = pieces.map((piece) => piece.textContent).join("");
    if (plain(marked) !== plain(shown.slice(start, end))) say("mark", id, marked);
    const label = pieces[0].getAttribute("aria-label");
    if (!label.startsWith(shown.slice(start, end))) say("label", id, label);
    if (painter.position(range.startContainer, range.startOffset) !== start) say("start", id);
    if (painter.position(range.endContainer, range.endOffset) !== end) say("end", id);
  }
  for (let start = 0; start < shown.length; start += 1) {
    const range = painter.range(start, start + 1);
    if (plain(range.toString()) !== plain(shown[start])) say("unit", start, range.toString());
    // A line break between blocks is nowhere on the page.
    const found = painter.position(range.startContainer, range.startOffset);
    if (plain(shown[start]) ? found !== start : plain(shown.slice(Math.min(found, start), start))) {
      say("position", start, found);
    }
  }
  const copy = root.cloneNode(true);
  const foreign = ".wenmai-boilerplate, rt, button";
  for (const element of copy.querySelectorAll(foreign)) element.remove();
  if (plain(copy.textContent) !== plain(shown)) say("text", copy.textContent);
  const all = painter.range(0, shown.length);
  if (!plain(all.toString()).startsWith(plain(shown).slice(0, 40))) say("all", all);
  return wrong;
}

/** In the page: undone, the very nodes are there. */
function undone() {
  const { painter, nodes, before } = globalThis.painting;
  painter.unpaint();
  const after = nodes();
  return (
    before.length === after.length &&
    before.every((node, index) => node === after[index]) &&
    painter.range(0, 1) === undefined &&
    painter.position(after.find(({ nodeType }) => nodeType === 3), 0) === undefined
  );
}

for (const [name, content] of [
  ["hard markup", () => RICH],
  [
    "the sample",
    async () => (await sampleText()).split("\n").map((line) => `<p>${line}</p>`).join("\n"),
  ],
]) {
  test(`${name}: readings and another script stand where the text stood`, async () => {
    const html = await content();
    await paint(html, async (page) => {
      for (const look of ["plain", "readings", "display", "both", "plain"]) {
        const shown = await page.evaluate((look) => {
          const { engine, painter, article, readings, other, labels } = globalThis.painting;
          const display = look === "display" || look === "both" ? engine.display(article, other) : undefined;
          const read = look === "readings" || look === "both" ? readings() : undefined;
          painter.paint(article, { labels, display, readings: read });
          return display ?? article.text;
        }, look);
        assert.deepEqual(await page.evaluate(check, shown), [], look);
        const [length, read, same] = await page.evaluate((look) => {
          const { root, article, engine, readings, other } = globalThis.painting;
          const shown = engine.display(article, other);
          const spans = [...root.querySelectorAll(".wenmai-reading")];
          const wanted = look === "readings" || look === "both" ? readings() : [];
          const text = look === "both" ? shown : article.text;
          const same = spans.every((span, index) => {
            const { start, end, reading } = wanted[index];
            return span.textContent === text.slice(start, end) && span.dataset.reading === reading;
          });
          return [shown.length === article.text.length, spans.length === wanted.length, same];
        }, look);
        assert.deepEqual([length, read, same], [true, true, true], look);
      }
      assert.equal(await page.evaluate(undone), true);
      assert.equal(await page.evaluate(() => globalThis.painting.painter.read() === globalThis.painting.raw), true);
    });
  });
}

test("what is shown is converted phrase by phrase, with the marks of its readers", () =>
  paint("<p>记者张云说：“头发和发展。”</p>", async (page) => {
    const [hant, hans, codes] = await page.evaluate(async () => {
      const { engine, article } = globalThis.painting;
      const codes = [];
      for (const script of ["latn", "hant"]) {
        try {
          engine.display(article, script);
        } catch (error) {
          codes.push(error.code);
        }
      }
      const phrases = await fetch("./wenmai-phrases.pack");
      engine.loadPhrases(new Uint8Array(await phrases.arrayBuffer()));
      return [engine.display(article, "hant"), engine.display(article, "hans"), codes];
    });
    assert.equal(hant, "記者張雲說：「頭髮和發展。」");
    assert.equal(hans, "记者张云说：“头发和发展。”");
    assert.deepEqual(codes, ["bad-options", "phrases-not-loaded"]);
  }));

test("furniture and repairs show as they did, and lie at the nearest text", async () => {
  const html = (await sampleText()).split("\n").map((line) => `<p>${line}</p>`).join("");
  await paint(html, async (page) => {
    const result = await page.evaluate(() => {
      const { engine, painter, root, article, readings, other } = globalThis.painting;
      const furniture = () => root.querySelector(".wenmai-boilerplate");
      painter.paint(article, {});
      const before = furniture().outerHTML;
      const repairs = root.querySelectorAll(".wenmai-repair").length;
      painter.paint(article, { display: engine.display(article, other), readings: readings() });
      const [first] = globalThis.painting.texts(furniture());
      return {
        same: furniture().outerHTML === before,
        repairs: [repairs, root.querySelectorAll(".wenmai-repair").length],
        read: furniture().querySelectorAll(".wenmai-reading").length,
        at: painter.position(first, 3),
        length: article.text.trimEnd().length,
      };
    });
    assert.equal(result.same, true);
    assert.equal(result.repairs[0], result.repairs[1]);
    assert.equal(result.read, 0);
    assert.equal(result.at, result.length);
  });
});

test("every place of a selection has a position, or none", () =>
  paint(RICH, async (page) => {
    const found = await page.evaluate(() => {
      const { painter, root, article, readings, texts } = globalThis.painting;
      painter.paint(article, { readings: readings() });
      const { text } = article;
      const at = (node, offset) => painter.position(node, offset);
      const paragraph = root.querySelector("#there");
      const strong = root.querySelector("strong");
      const items = root.querySelectorAll("li");
      const [button] = texts(root.querySelector("button"));
      const [over] = texts(root.querySelector("rt"));
      return {
        text,
        outside: [at(document.querySelector("#before"), 0), at(document.body, 1), at(document, 0), at(null, 0)],
        whole: [at(root, 0), at(root, root.childNodes.length), at(root, 999)],
        last: [at(paragraph, 0), at(paragraph, 1), at(texts(paragraph)[0], 999)],
        strong: [at(strong, 0), at(strong, strong.childNodes.length), at(strong.parentNode, [...strong.parentNode.childNodes].indexOf(strong))],
        empty: [at(items[1], 0), text.indexOf("电子")],
        skipped: [at(button, 1), at(over, 1), text.indexOf("字。")],
        comment: at([...root.querySelector("p").childNodes].find(({ nodeType }) => nodeType === 8), 0),
        orders: [painter.range(3, 2), painter.range(0, text.length + 1), painter.range(text.length, text.length)?.collapsed],
      };
    });
    const { text } = found;
    assert.deepEqual(found.outside, [undefined, undefined, undefined, undefined]);
    assert.deepEqual(found.whole, [0, text.length, text.length]);
    assert.deepEqual(found.last, [text.length - 1, text.length, text.length]);
    const name = text.indexOf("陈金");
    assert.deepEqual(found.strong, [name, name + 2, name]);
    assert.ok(text.includes("產業集團有限公司"), text);
    // Behind the item before: the line break that follows is nowhere.
    assert.deepEqual(found.empty, [found.empty[1] - 1, found.empty[1]]);
    assert.deepEqual(found.skipped, [text.length - 1, found.skipped[2], found.skipped[2]]);
    assert.equal(found.comment, text.indexOf("有报道"));
    assert.deepEqual(found.orders, [undefined, undefined, true]);
  }));

test("where the page has been changed there is no position, or the right one", () =>
  paint("<p>他说，《红楼梦》开播，《史记》也是。</p><p>没有名字的一段。</p><p>《水浒传》。</p>", async (page) => {
    const found = await page.evaluate(() => {
      const { painter, root, article } = globalThis.painting;
      const { text } = article;
      const at = (word) => text.indexOf(word);
      const range = (word) => painter.range(at(word), at(word) + word.length);
      painter.paint(article, {});
      // Split and wrapped: a mark is still whole, a bare text is not.
      const dream = range("红楼梦").startContainer;
      dream.splitText(2);
      const wrapper = document.createElement("font");
      dream.replaceWith(wrapper);
      wrapper.append(dream);
      const inMark = [range("楼梦").toString(), painter.position(wrapper.parentNode.lastChild, 1), at("梦》")];
      const bare = range("没有").startContainer;
      const rest = bare.splitText(2);
      const inBare = [range("没有"), range("名字"), painter.position(bare, 1), painter.position(rest, 1)];
      // Translated: the words are others.
      const book = range("史记").startContainer;
      book.data = book.data.replace("史", "诗");
      const changed = [range("史记"), painter.position(book, 1)];
      // What came later is not of the article.
      const added = document.createTextNode("新");
      root.querySelector("p").append(added);
      const late = painter.position(added, 0);
      const still = range("水浒传").toString();
      return { inMark, inBare, changed, late, still };
    });
    assert.deepEqual(found.inMark, ["楼梦", found.inMark[2], found.inMark[2]]);
    assert.deepEqual(found.inBare, [undefined, undefined, undefined, undefined]);
    assert.deepEqual(found.changed, [undefined, undefined]);
    assert.equal(found.late, undefined);
    assert.equal(found.still, "水浒传");
  }));

/** Paragraphs with a name each, one text node a paragraph. */
const LONG = Array.from({ length: 40 }, (_, index) => `<p>第${index}段，记者在常州市采访。</p>`).join("");

test("slices give what one stroke gives, in the order of the document", () =>
  paint(LONG, async (page) => {
    const result = await page.evaluate(() => {
      const { painter, root, article, labels, nodes, before } = globalThis.painting;
      const look = { labels };
      const marks = () => root.querySelectorAll(".wenmai-mention").length;
      painter.paint(article, look);
      const whole = root.innerHTML;
      painter.unpaint();
      painter.begin(article, look);
      const counts = [marks()];
      const ends = [];
      const { length } = article.text;
      let done = false;
      while (!done) {
        done = painter.advance(0);
        counts.push(marks());
        ends.push([painter.range(length - 1, length) !== undefined, done]);
      }
      const sliced = root.innerHTML;
      const again = painter.advance(0);
      painter.unpaint();
      const after = nodes();
      return {
        same: sliced === whole,
        again,
        counts,
        early: ends.some(([there, done]) => there && !done),
        there: ends.at(-1)[0],
        restored: before.every((node, index) => node === after[index]),
      };
    });
    assert.equal(result.same, true);
    assert.equal(result.again, true);
    assert.ok(result.counts.length > 40, "no slice paints more than a node");
    assert.ok(result.counts.every((count, index, all) => index === 0 || count >= all[index - 1]));
    assert.equal(result.early, false);
    assert.equal(result.there, true);
    assert.equal(result.restored, true);
  }));

test("what is begun anew gives up what had begun", () =>
  paint(LONG, async (page) => {
    const result = await page.evaluate(() => {
      const { painter, root, article, labels, readings, nodes, before } = globalThis.painting;
      const looks = [{ labels }, { labels, readings: readings() }, { types: ["TIME"], labels: {} }];
      const whole = looks.map((look) => {
        painter.unpaint();
        painter.paint(article, look);
        return root.innerHTML;
      });
      const found = [];
      painter.unpaint();
      for (const [index, look] of [...looks, ...looks.toReversed()].entries()) {
        painter.begin(article, look);
        for (let step = 0; step < 5 + 3 * index; step += 1) painter.advance(0);
      }
      for (const [index, look] of looks.entries()) {
        painter.begin(article, looks[(index + 1) % 3]);
        for (let step = 0; step < 9; step += 1) painter.advance(0);
        painter.begin(article, look);
        painter.advance(Infinity);
        // Which mention is in the keyboard's round may differ.
        const plain = (html) => html.replaceAll(/ tabindex="-?\d"/g, "");
        found.push([plain(root.innerHTML) === plain(whole[index]), root.querySelectorAll("[tabindex='0']").length]);
      }
      painter.begin(article, looks[0]);
      painter.advance(0);
      painter.unpaint();
      const after = nodes();
      return [found, before.every((node, index) => node === after[index]), painter.advance(0)];
    });
    const marked = await page.evaluate(() => globalThis.painting.article.mentions.some(({ type }) => type === "TIME"));
    assert.deepEqual(result, [[[true, 1], [true, 1], [true, marked ? 1 : 0]], true, true]);
  }));

test("repainting leaves alone what does not change", () =>
  paint(`${LONG}<p>《水浒传》在南京。</p>`, async (page) => {
    const result = await page.evaluate(() => {
      const { painter, root, article, labels, readings } = globalThis.painting;
      const types = [...new Set(article.mentions.map(({ type }) => type))];
      painter.paint(article, { types, labels });
      const marks = () => [...root.querySelectorAll(".wenmai-mention")];
      const before = marks();
      const place = before.findLast(({ dataset }) => dataset.type === "PLACE");
      // The reader has walked on.
      before[0].tabIndex = -1;
      place.tabIndex = 0;
      place.focus();
      painter.paint(article, { types, labels: { PLACE: " (place)" } });
      const renamed = marks().every((mark, index) => mark === before[index]);
      const label = place.getAttribute("aria-label");
      const focused = document.activeElement === place;
      const others = types.filter((type) => type !== "WORK");
      const kept = before.filter((mark) => !mark.parentNode.textContent.includes("水浒传"));
      painter.paint(article, { types: others, labels: { PLACE: " (place)" } });
      const works = root.querySelectorAll("[data-type=WORK]").length;
      const same = kept.every((mark) => mark.isConnected);
      const stops = () => [...root.querySelectorAll("[tabindex='0']")].map((mark) => marks().indexOf(mark));
      const [stop] = stops();
      painter.paint(article, { types: others, labels, readings: readings().slice(0, 3) });
      const half = kept.map((mark) => mark.isConnected);
      painter.paint(article, { types: [], labels });
      const none = [marks().length, stops().length];
      painter.paint(article, { types, labels });
      return { renamed, label, focused, works, same, stop, half, none, stops: stops() };
    });
    assert.equal(result.renamed, true);
    assert.match(result.label, / \(place\)$/);
    assert.equal(result.focused, true);
    assert.equal(result.works, 0);
    assert.equal(result.same, true);
    assert.ok(result.stop >= 0, "a mention is in the keyboard's round");
    assert.equal(result.half.at(-1), true);
    assert.deepEqual(result.none, [0, 0]);
    assert.deepEqual(result.stops, [0]);
  }));

test("an article of another text, or of another shape, is refused", () =>
  paint("<p>《红楼梦》开播。</p><p>《史记》开播。</p>", async (page) => {
    const result = await page.evaluate(() => {
      const { engine, painter, root, article } = globalThis.painting;
      painter.paint(article, {});
      const html = root.innerHTML;
      const refuses = (call) => {
        try {
          call();
          return false;
        } catch {
          return true;
        }
      };
      const refused = [
        refuses(() => painter.paint(engine.analyse("别的", {}), {})),
        refuses(() => painter.begin(article, { display: "短" })),
        refuses(() => painter.begin({ ...article, mentions: 7 }, {})),
        refuses(() => painter.begin({}, {})),
      ];
      const same = root.innerHTML === html && painter.range(0, 1).toString() === "《";
      const broken = { ...article, mentions: [article.mentions[0], { id: 7 }] };
      const late = refuses(() => painter.paint(broken, {})) && painter.range(0, 1) === undefined;
      painter.paint(article, {});
      return { refused, same, late, again: root.innerHTML === html };
    });
    assert.deepEqual(result, { refused: [true, true, true, true], same: true, late: true, again: true });
  }));
