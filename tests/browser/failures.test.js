// A host that misbehaves: the article stays readable, and one sentence says what helps.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { crc32 } from "node:zlib";

import { SITE, eventually, sampleText, useBrowser, visit } from "./harness.js";

useBrowser();

/** The version of the pack's format, of the built one. */
const FORMAT = (await readFile(`${SITE}/wenmai.pack`)).readUInt32LE(8);

const NOT_FOUND = /^error: Failed to load resource: the server responded with a status of 404/;
const on = (file, answer) => (_, path) => (path.endsWith(`/${file}`) ? answer : undefined);

/** The page failed with a code; it can be read, says why, and reads the next text as text. */
async function assertReadable(page, sentence) {
  const notice = page.locator(".notice");
  assert.match(await notice.textContent(), sentence);
  assert.equal(await notice.isVisible(), true);
  const shown = await page.locator(":is(wenmai-article, .wenmai-paragraphs) > p").allTextContents();
  assert.equal(shown.join("\n"), await sampleText());
  assert.equal(await page.locator(".wenmai-mention").count(), 0);
  assert.equal(await page.locator(".panel").isVisible(), false);
  await page.locator(".tools .open").click();
  await page.locator("dialog textarea").fill("标题\n第一段，够长的一段文字。\n第二段。");
  await page.locator("dialog .read").click();
  assert.equal(await page.locator(":is(wenmai-article, .wenmai-paragraphs) > p").count(), 2);
  assert.equal(await page.locator(".wenmai-paragraphs h2").textContent(), "标题");
}

const code = (page) =>
  page.evaluate(() =>
    document.querySelector("wenmai-article").ready.then(
      () => null,
      (error) => error.code,
    ),
  );

test("the engine's file is missing", () =>
  visit(
    {
      override: on("wenmai_core_bg.wasm", { status: 404 }),
      // The first visit and the pasted text ask once each.
      expected: [NOT_FOUND, NOT_FOUND],
    },
    async (page) => {
      assert.equal(await code(page), "file-missing");
      await assertReadable(page, /wenmai_core_bg\.wasm.*上載/);
      assert.equal(await code(page), "file-missing");
    },
  ));

test("the pack is missing", () =>
  visit(
    { override: on("wenmai.pack", { status: 404 }), expected: [NOT_FOUND, NOT_FOUND] },
    async (page) => {
      assert.equal(await code(page), "file-missing");
      await assertReadable(page, /wenmai\.pack.*上載/);
      assert.equal(await code(page), "file-missing");
    },
  ));

test("the engine's script is missing", () =>
  visit(
    // Asked for, and asked why it did not come.
    { override: on("wenmai_core.js", { status: 404 }), expected: [NOT_FOUND, NOT_FOUND] },
    async (page) => {
      assert.equal(await code(page), "file-missing");
      assert.match(await page.locator(".notice").textContent(), /wenmai_core\.js.*上載/);
    },
  ));

test("the wrong media type is no failure, and costs no second download", () =>
  visit(
    { override: on("wenmai_core_bg.wasm", { headers: { "content-type": "application/octet-stream" } }) },
    async (page, { requests }) => {
      assert.equal(await code(page), null);
      assert.ok((await page.locator(".wenmai-mention").count()) > 0);
      assert.equal(requests.filter((url) => url.includes(".wasm")).length, 1);
    },
  ));

for (const type of ["text/html", "application/wasm"]) {
  test(`a web page in place of the engine, as ${type}`, () =>
    visit(
      {
        override: on("wenmai_core_bg.wasm", {
          headers: { "content-type": type },
          body: "<!doctype html><title>home</title>",
        }),
      },
      async (page, { requests }) => {
        assert.equal(await code(page), "engine-not-wasm");
        assert.equal(requests.filter((url) => url.includes(".wasm")).length, 2, "asked once more");
        await assertReadable(page, /網頁.*代替/);
        assert.equal(await code(page), "engine-not-wasm");
      },
    ));
}

test("a web page in place of the pack", () =>
  visit(
    { override: on("wenmai.pack", { headers: { "content-type": "text/html" }, body: "<!doctype html>" }) },
    async (page) => {
      assert.equal(await code(page), "pack-magic");
      assert.match(await page.locator(".notice").textContent(), /wenmai\.pack/);
    },
  ));

test("a damaged pack", async () => {
  const pack = await readFile(`${SITE}/wenmai.pack`);
  pack[pack.length - 1] ^= 1;
  await visit({ override: on("wenmai.pack", { body: pack }) }, async (page) => {
    assert.equal(await code(page), "pack-checksum");
    assert.match(await page.locator(".notice").textContent(), /損壞/);
  });
});

test("a security policy that refuses WebAssembly", () =>
  visit(
    {
      override: (_, path) =>
        path === "/" ? { headers: { "content-security-policy": "script-src 'self'" } } : undefined,
    },
    async (page, { requests }) => {
      assert.equal(await code(page), "engine-refused");
      assert.equal(requests.filter((url) => url.includes(".wasm")).length, 0, "nothing downloaded in vain");
      await assertReadable(page, /CSP.*wasm-unsafe-eval/);
      assert.equal(await code(page), "engine-refused");
    },
  ));

test("a script of another release", () =>
  visit(
    {
      override: on("release.js", {
        headers: { "content-type": "text/javascript" },
        body: 'export const RELEASE = "0.0.0+other";',
      }),
    },
    async (page) => {
      assert.equal(await code(page), "release-mismatch");
      await assertReadable(page, /版本不一致.*重新載入/);
      assert.equal(await code(page), "release-mismatch");
    },
  ));

test("a stale pack in a cache is asked for again, and then it works", async () => {
  let asked = 0;
  await visit(
    {
      override: (_, path) => {
        if (!path.endsWith("/wenmai.pack") || (asked += 1) > 1) return undefined;
        return { body: emptyPack("0.0.0+other") };
      },
    },
    async (page) => {
      assert.equal(await code(page), null);
      assert.equal(asked, 2);
    },
  );
});

test("a pack of another release", () =>
  visit({ override: on("wenmai.pack", { body: emptyPack("0.0.0+other") }) }, async (page) => {
    assert.ok(["release-mismatch", "pack-section"].includes(await code(page)), await code(page));
    assert.equal(await page.locator(".notice").isVisible(), true);
  }));

test("a browser without WebAssembly", () =>
  visit({ path: "bare.html", files: { "/bare.html": "<!doctype html><link rel=icon href=data:,>" }, wait: false }, async (page, { url }) => {
    await page.evaluate(() => delete globalThis.WebAssembly);
    const found = await page.evaluate(
      (url) => import(`${url}engine.js`).then(({ startEngine }) => startEngine()).catch(({ code }) => code),
      url,
    );
    assert.equal(found, "no-wasm");
  }));

test("a host that never answers is given up", () =>
  visit(
    {
      path: "bare.html",
      files: { "/bare.html": "<!doctype html><link rel=icon href=data:,>" },
      override: (_, path) => (path.endsWith(".wasm") ? new Promise(() => {}) : undefined),
      wait: false,
    },
    async (page, { url }) => {
      const found = await page.evaluate(
        (url) =>
          import(`${url}engine.js`)
            .then(({ startEngine }) => startEngine({ patience: 300 }))
            .catch(({ code }) => code),
        url,
      );
      assert.equal(found, "timeout");
    },
  ));

test("a host that does not answer is asked once more", async () => {
  let asked = 0;
  await visit(
    {
      path: "bare.html",
      files: { "/bare.html": "<!doctype html><link rel=icon href=data:,>" },
      override: (_, path) => (path.endsWith(".wasm") && (asked += 1) === 1 ? new Promise(() => {}) : undefined),
      wait: false,
    },
    async (page, { url }) => {
      await page.clock.install();
      const reading = page.evaluate(
        (url) =>
          import(`${url}engine.js`)
            .then(({ startEngine }) => startEngine({ worker: false }))
            .then((engine) => engine.analyse("陳小明到常州市。"))
            .then(({ mentions }) => mentions.map(({ text }) => text)),
        url,
      );
      await eventually(() => asked, 1);
      await page.clock.fastForward(25_000);
      assert.deepEqual(await reading, ["陳小明", "常州市"]);
      assert.equal(asked, 2);
    },
  );
});

test("an error tells the host its code and its cure", () =>
  visit(
    {
      path: "host.html",
      files: {
        "/host.html": `<!doctype html><html lang="en"><link rel="icon" href="data:,">
          <wenmai-article><p>他在讀《紅樓夢》。</p></wenmai-article>
          <script>addEventListener("wenmai-error", (event) => (window.failure = event.detail))</script>
          <script type="module" src="define.js"></script>`,
      },
      override: on("wenmai.pack", { status: 404 }),
      expected: [NOT_FOUND],
    },
    async (page) => {
      const { code, message, cure } = await page.evaluate(() => window.failure);
      assert.deepEqual([code, message, cure], [
        "file-missing",
        "The server does not have wenmai.pack",
        "its owner should upload every file of Wenmai together",
      ]);
    },
  ));

test("a panic of the core is reported on the console", () =>
  visit({ expected: [/^error: panicked at src\/wasm\.rs.*this is a drill/s] }, async (page) => {
    const trapped = await page.evaluate(async () => {
      const core = await import("./wenmai_core.js");
      try {
        core.panicDrill();
      } catch (error) {
        return error instanceof WebAssembly.RuntimeError;
      }
      return false;
    });
    assert.ok(trapped, "a panic traps");
  }));

test("an analysis that traps in place leaves the article, and the next one has a fresh engine", () =>
  visit(
    {
      path: "host.html",
      files: {
        "/host.html": `<!doctype html><html lang="zh-Hant"><meta charset="utf-8"><link rel="icon" href="data:,">
          <wenmai-article worker="off">他在讀《水滸傳》。</wenmai-article><script type="module" src="define.js"></script>`,
      },
    },
    async (page) => {
      const read = (text) =>
        page.evaluate((text) => {
          const element = document.querySelector("wenmai-article");
          element.text = text;
          return element.ready.then(() => null, ({ code }) => code);
        }, text);
      await page.evaluate(async () => {
        const core = await import("./wenmai_core.js");
        const original = core.Engine.prototype.analyse;
        core.Engine.prototype.analyse = function () {
          core.Engine.prototype.analyse = original;
          throw new WebAssembly.RuntimeError("unreachable");
        };
      });
      assert.equal(await read("他在讀《紅樓夢》。"), "panic");
      assert.match(await page.locator(".notice").textContent(), /內部錯誤/);
      assert.equal(await page.locator(".wenmai-paragraphs > p").textContent(), "他在讀《紅樓夢》。");
      assert.equal(await read("她在讀《紅樓夢》。"), null);
      assert.equal(await page.locator(".notice").isVisible(), false);
      assert.ok((await page.locator(".wenmai-mention").count()) > 0);
    },
  ));

/** A valid pack without sections, as `src/pack` describes it. */
function emptyPack(release) {
  const name = Buffer.from(release);
  const body = Buffer.alloc(2 + name.length + 4);
  body.writeUInt16LE(name.length, 0);
  name.copy(body, 2);
  const head = Buffer.alloc(16);
  Buffer.from("WENMAI\xe6\x96", "latin1").copy(head);
  head.writeUInt32LE(FORMAT, 8);
  head.writeUInt32LE(crc32(body), 12);
  return Buffer.concat([head, body]);
}
