// The engine in its worker: one a page, the same answers as in place, and in place where there
// can be none.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { SITE, articleOf, marksOf, paste, useBrowser, visit } from "./harness.js";
import { varied } from "./varied.js";

useBrowser();

const SENTENCE = "10月8日，常州市委書記陳金虎在讀《紅樓夢》，😀𠮷。";
/** A page with elements, the first of which is waited for. */
const host = (...elements) => ({
  path: "host.html",
  files: {
    "/host.html": `<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><link rel="icon" href="data:,">
      ${elements.join("")}<script type="module" src="define.js"></script>`,
  },
});
const bare = { path: "bare.html", files: { "/bare.html": "<!doctype html><link rel=icon href=data:,>" }, wait: false };
const isApart = (page) =>
  page.evaluate(async () => {
    const { sharedEngine } = await import("./engine.js");
    return (await sharedEngine()).apart;
  });

test("two elements share one worker", () =>
  visit(host(`<wenmai-article>${SENTENCE}</wenmai-article><wenmai-article id="second">${SENTENCE}</wenmai-article>`), async (page, { requests }) => {
    await page.evaluate(() => document.querySelector("#second").ready);
    assert.equal(page.workers().length, 1);
    assert.equal(await isApart(page), true);
    assert.equal(requests.filter((url) => url.endsWith("wenmai.pack")).length, 1);
    const [first, second] = [await marksOf(page, "wenmai-article"), await marksOf(page, "#second")];
    assert.ok(second.length > 2);
    assert.deepEqual(first.slice(second.length), second);
  }));

test("without a worker the article is the same", () =>
  visit(host(`<wenmai-article>${SENTENCE}</wenmai-article>`), async (page) => {
    const apart = await articleOf(page);
    assert.equal(page.workers().length, 1);
    for (const { start, end, text } of apart.mentions) assert.equal(apart.text.slice(start, end), text);
    await visit(host(`<wenmai-article worker="off">${SENTENCE}</wenmai-article>`), async (page) => {
      assert.equal(page.workers().length, 0);
      assert.equal(await isApart(page), false);
      assert.deepEqual(await articleOf(page), apart);
    });
  }));

test("words come from the worker as they do in place, and cover the text", () =>
  visit(host(`<wenmai-article>${SENTENCE}</wenmai-article>`), async (page) => {
    const [apart, inPlace] = await page.evaluate(async (text) => {
      const { sharedEngine } = await import("./engine.js");
      const engines = [await sharedEngine({ worker: true }), await sharedEngine({ worker: false })];
      const ends = await Promise.all(engines.map((engine) => engine.segment(text)));
      return ends.map((ends) => [engines.length, ends instanceof Uint32Array, ...ends]);
    }, SENTENCE);
    assert.deepEqual(apart, inPlace);
    assert.equal(apart[1], true);
    assert.equal(apart.at(-1), SENTENCE.length);
    const words = apart.slice(2).map((end, at, ends) => SENTENCE.slice(at ? ends[at - 1] : 0, end));
    assert.ok(words.includes("😀") && words.includes("𠮷"), words.join(" "));
  }));

test("a text that changes in a line is read as one that is new", () =>
  visit(host(`<wenmai-article>${SENTENCE}</wenmai-article>`), async (page) => {
    const [again, afresh] = await page.evaluate(async (text) => {
      const element = document.querySelector("wenmai-article");
      const { sharedEngine } = await import("./engine.js");
      const changed = text.replace("陳金虎", "王小明");
      for (const version of [text, changed]) {
        element.text = version;
        await element.ready;
      }
      const engine = await sharedEngine();
      return [element.article, await engine.analyse(changed)];
    }, `${varied(5000)}\n${SENTENCE}\n${varied(5000, "又一篇。")}`);
    assert.deepEqual(again.mentions, afresh.mentions);
    assert.deepEqual(again.entities, afresh.entities);
    for (const { start, end, text } of again.mentions) assert.equal(again.text.slice(start, end), text);
    assert.ok(again.mentions.some(({ text }) => text === "王小明"));
  }));

test("a policy that refuses the worker", () =>
  visit(
    {
      override: (_, path) =>
        path === "/" ? { headers: { "content-security-policy": "worker-src 'none'" } } : undefined,
      expected: [/^error: .*worker/i],
    },
    async (page) => {
      assert.equal(await isApart(page), false);
      assert.ok((await page.locator(".wenmai-mention").count()) > 0);
    },
  ));

test("a host without the worker's script", () =>
  visit(
    {
      override: (_, path) => (path.endsWith("/worker.js") ? { status: 404 } : undefined),
    },
    async (page) => {
      assert.equal(await isApart(page), false);
      assert.ok((await page.locator(".wenmai-mention").count()) > 0);
    },
  ));

test("a worker that never says a word is given up", () =>
  visit(
    {
      override: (_, path) =>
        path.endsWith("/worker.js") ? { headers: { "content-type": "text/javascript" }, body: "" } : undefined,
    },
    async (page) => {
      assert.equal(await isApart(page), false);
      assert.equal(page.workers().length, 0, "it is ended");
      assert.ok((await page.locator(".wenmai-mention").count()) > 0);
    },
  ));

test("errors cross with their code and what the core says", () =>
  visit(bare, async (page) => {
    const failures = await page.evaluate(async () => {
      const { sharedEngine } = await import("./engine.js");
      const { WenmaiError } = await import("./failures.js");
      const told = [];
      for (const worker of [true, false]) {
        const engine = await sharedEngine({ worker });
        for (const call of [
          () => engine.analyse("一句話。", { disabledEdits: "three" }),
          () => engine.export("一句話。", "no such format", {}),
          () => engine.corrections({ schema: "wenmai-corrections/99" }),
        ]) {
          const error = await call().catch((error) => error);
          told.push([error instanceof WenmaiError, error.code, error.message, error.cause.cure]);
        }
      }
      return told;
    });
    assert.deepEqual(failures.slice(0, 3), failures.slice(3), "as in place");
    assert.deepEqual(failures.slice(0, 3).map(([ours, code]) => [ours, code]), [
      [true, "bad-options"],
      [true, "unknown-format"],
      [true, "corrections-version"],
    ]);
    assert.ok(failures.every(([, , , cure]) => cure?.length > 5));
  }));

test("a long article arrives whole", () =>
  visit(bare, async (page) => {
    const [apart, here, count] = await page.evaluate(async (text) => {
      const { sharedEngine } = await import("./engine.js");
      const read = async (worker) => (await sharedEngine({ worker })).analyse(text, { tokens: true });
      const [apart, here] = [await read(true), await read(false)];
      return [JSON.stringify(apart), JSON.stringify(here), apart.mentions.length];
    }, varied(20_000));
    assert.ok(count > 800, `only ${count} mentions`);
    assert.equal(apart, here);
  }));

test("what is called off is not answered, and the next call is", () =>
  visit(bare, async (page) => {
    const started = [];
    page.on("worker", (worker) => started.push(worker.url()));
    const codes = await page.evaluate(async (text) => {
      const { sharedEngine } = await import("./engine.js");
      const engine = await sharedEngine();
      const [runs, waits] = [new AbortController(), new AbortController()];
      const code = (promise) => promise.then(({ mentions }) => mentions.length > 0, ({ code }) => code);
      const first = code(engine.analyse(text, {}, { signal: runs.signal }));
      const second = code(engine.analyse(text, {}, { signal: waits.signal }));
      const third = code(engine.analyse("他在讀《紅樓夢》。", {}));
      waits.abort();
      runs.abort();
      const late = AbortSignal.abort();
      return Promise.all([first, second, third, code(engine.analyse("他。", {}, { signal: late }))]);
    }, varied(400_000));
    assert.deepEqual(codes, ["cancelled", "cancelled", true, "cancelled"]);
    assert.equal(started.length, 2, "the worker that was busy was ended, and one followed");
  }));

test("a worker that traps is followed by another", async () => {
  const core = await readFile(`${SITE}/wenmai_core.js`, "utf8");
  // The mark stands for whatever text it may be that makes the core trap.
  const trapping = `${core}
    ;{ const { analyse } = Engine.prototype;
       Engine.prototype.analyse = function (text, options) {
         if (text.includes("〓")) throw new WebAssembly.RuntimeError("unreachable");
         return analyse.call(this, text, options); }; }`;
  const exported = /export\s*\{[^}]*\b(\w+)\s+as\s+Engine\b/.exec(core)?.[1] ?? "Engine";
  await visit(
    {
      override: (_, path) =>
        path.endsWith("/wenmai_core.js")
          ? { headers: { "content-type": "text/javascript" }, body: trapping.replaceAll("Engine.prototype", `${exported}.prototype`) }
          : undefined,
    },
    async (page) => {
      const [first] = page.workers();
      assert.equal(await paste(page, "他在讀〓。"), "panic");
      assert.equal(await page.locator(":is(wenmai-article, .wenmai-paragraphs) > p").textContent(), "他在讀〓。");
      assert.equal(await paste(page, SENTENCE), null);
      assert.equal(page.workers().length, 1);
      assert.notEqual(page.workers()[0], first);
      assert.ok((await page.locator(".wenmai-mention").count()) > 2);
    },
  );
});

test("an article is read again without its marks going in between", () =>
  visit(host(`<wenmai-article>${SENTENCE}</wenmai-article>`), async (page) => {
    const fewest = await page.evaluate(async () => {
      const element = document.querySelector("wenmai-article");
      let fewest = Infinity;
      const count = () => (fewest = Math.min(fewest, element.querySelectorAll(".wenmai-mention").length));
      const beat = setInterval(count);
      const article = element.article;
      element.corrections = [
        { action: "delete", target: { start: article.mentions[0].start, end: article.mentions[0].end, exact: article.mentions[0].text } },
      ];
      await element.ready;
      clearInterval(beat);
      count();
      return [fewest, article.mentions.length, element.article.mentions.length];
    });
    assert.equal(fewest[2], fewest[1] - 1);
    assert.ok(fewest[0] >= fewest[2], "the marks were taken out to be read again");
  }));

/** All layout shifts of a page from its first moment, without those that follow input. */
async function shifts(options, run = async () => {}) {
  let all;
  await visit(options, async (page) => {
    await page.reload();
    await page.evaluate(() => document.querySelector("wenmai-article").ready);
    await run(page);
    await page.waitForTimeout(300);
    all = await page.evaluate(
      () =>
        new Promise((resolve) => {
          new PerformanceObserver((list) =>
            resolve(list.getEntries().map(({ value, sources }) => [value, sources.map(({ node }) => node?.outerHTML?.slice(0, 80))])),
          ).observe({ type: "layout-shift", buffered: true });
          // Without any entry the observer stays silent.
          setTimeout(() => resolve([]), 500);
        }),
    );
  });
  return all;
}

for (const viewport of [{ width: 1280, height: 900 }, { width: 900, height: 900 }, { width: 390, height: 800 }]) {
  test(`marks and panel come without moving the text, ${viewport.width} pixels wide`, async () => {
    const html = await readFile(`${SITE}/index.html`, "utf8");
    // A text without damage: a repair makes its paragraph shorter, whatever else is done.
    const paragraphs = varied(1500).split("\n").map((line) => `<p>${line}</p>`);
    const body = html.replace(/(<wenmai-article[^>]*>).*(<\/wenmai-article>)/s, `$1${paragraphs.join("")}$2`);
    assert.deepEqual(await shifts({ context: { viewport }, path: "other.html", files: { "/other.html": body } }), []);
  });
}
