// The folder on hosts as they are: in a subfolder, with media types that nobody has told them,
// without compression, or with the files that are compressed already.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, test } from "node:test";

import { compress } from "../../www/make/compress.js";
import { workerOf } from "../../www/make/offline.js";
import { SITE, eventually, paste, sampleText, settled, useBrowser, visit } from "./harness.js";

useBrowser();

const TEXT = "😀𠮷野家店長陳小明昨日到臺北市參觀。\r\n他說，《史記》很好。";

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "wenmai-"));
});
after(() => rm(folder, { recursive: true, force: true }));

/** What browsers insist on; hosts that serve pages know these, if not always in their new form. */
const NEEDED = { ".css": "text/css", ".html": "text/html", ".js": "application/x-javascript" };
const WRONG = ["text/plain", "text/html", "application/octet-stream", "x/y"];

test("in a subfolder, with wrong media types for all else, uncompressed, every part works", async () => {
  const place = "/a b/文脈/news/";
  await mkdir(join(folder, "a b/文脈"), { recursive: true });
  await cp(SITE, join(folder, place), { recursive: true });
  const asked = [];
  const override = (request, path) => {
    asked.push(path);
    const needed = NEEDED[extname(path) || ".html"];
    const type = needed ?? WRONG[asked.length % WRONG.length];
    return { headers: { "content-type": type, "x-content-type-options": "nosniff" } };
  };
  await visit({ root: folder, path: encodeURI(place.slice(1)), override }, async (page) => {
    assert.equal(await paste(page, TEXT), null);
    const article = await page.evaluate(() => document.querySelector("wenmai-article").article);
    assert.ok(article.mentions.length > 2);
    for (const one of article.mentions) assert.equal(article.text.slice(one.start, one.end), one.text);
    // Parts and packs that are loaded when they are used.
    await page.locator(".tools .set").click();
    await page.locator(".settings .ruby [value=all]").click({ force: true });
    await page.locator(".settings .script [value=hans]").click({ force: true });
    await page.locator(".settings .read").click();
    await eventually(async () => (await page.locator(".wenmai-reading").count()) > 5, true);
    await eventually(async () => /陈小明/.test(await page.locator("wenmai-article").textContent()), true);
    await page.locator(".tools .share").click();
    await page.locator(".share svg").waitFor();
    await page.keyboard.press("Escape");
    assert.match(await page.evaluate(() => document.querySelector("wenmai-article").export("html")), /陳小明/);
    // What makes it a page to be installed.
    const manifest = await page.evaluate(async () => {
      const { href } = document.querySelector("link[rel=manifest]");
      const manifest = await (await fetch(href)).json();
      const absolute = (address) => decodeURI(new URL(address, href).pathname);
      const icons = manifest.icons.map(({ src, sizes, purpose }) => ({ path: absolute(src), sizes, purpose }));
      return { start: absolute(manifest.start_url), scope: absolute(manifest.scope), name: manifest.name, icons };
    });
    assert.deepEqual([manifest.start, manifest.scope, manifest.name], [place, place, "文脈"]);
    for (const sizes of ["192x192", "512x512"]) {
      assert.ok(manifest.icons.some((icon) => icon.sizes === sizes && icon.purpose === "any"));
    }
    assert.ok(manifest.icons.some(({ purpose }) => purpose === "maskable"));
    for (const { path } of manifest.icons) assert.ok(existsSync(join(folder, path)), path);
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      const [bar, ground] = await page.evaluate(() => {
        const metas = [...document.querySelectorAll("meta[name=theme-color]")];
        const probe = document.createElement("p");
        probe.style.color = metas.find(({ media }) => matchMedia(media).matches).content;
        document.body.append(probe);
        return [getComputedStyle(probe).color, getComputedStyle(document.documentElement).backgroundColor];
      });
      assert.equal(bar, ground, scheme);
    }
  });
  assert.ok(asked.includes(`${place}wenmai-readings.pack`));
  assert.deepEqual(asked.filter((path) => !path.startsWith(place)), []);
});

test("where scripts have a type that browsers refuse, the article can be read", async () => {
  const html = await readFile(join(SITE, "index.html"), "utf8");
  const scripts = html.match(/<link rel="modulepreload"|<script /g);
  await visit(
    {
      override: (_, path) => (path.endsWith(".js") ? { headers: { "content-type": "text/plain" } } : undefined),
      wait: false,
      // Each script that the page names.
      expected: scripts.map(() => /^error: Failed to load module script: .*MIME type of "text\/plain"/),
    },
    async (page) => {
      const shown = await page.locator("wenmai-article > p").allTextContents();
      assert.equal(shown.join("\n"), await sampleText());
      assert.equal(await page.locator(".tools").isVisible(), false);
    },
  );
});

test("the compressed files are sent in place of the others, and kept for use offline too", async () => {
  const root = join(folder, "packed");
  await cp(SITE, root, {
    recursive: true,
    filter: (path) => !/wenmai-(definitions|phrases)\.pack$/.test(path),
  });
  await writeFile(join(root, "sw.js"), await workerOf(root));
  // What is not tried here need not be compressed well.
  await compress(root, { quality: 4 });
  const encodings = { br: "br", gz: "gzip" };
  const sent = { br: 0, gz: 0 };
  const override = async (request, path) => {
    // One kind for scripts, the other for all else: hosts have what they have.
    const suffix = path.endsWith(".js") ? "br" : "gz";
    const file = join(root, `${path.endsWith("/") ? `${path}index.html` : path}.${suffix}`);
    if (!request.headers["accept-encoding"]?.includes(encodings[suffix]) || !existsSync(file)) return {};
    sent[suffix] += 1;
    const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm" };
    const headers = { "content-encoding": encodings[suffix], vary: "Accept-Encoding" };
    const type = types[extname(path) || ".html"];
    return { headers: { ...headers, ...(type && { "content-type": type }) }, body: await readFile(file) };
  };
  await visit({ root, override }, async (page) => {
    assert.equal(await settled(page), null);
    const sizes = await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .filter(({ name }) => /\.(pack|wasm)$|\/app\.js$/.test(name))
        .map(({ encodedBodySize, decodedBodySize }) => decodedBodySize / encodedBodySize),
    );
    assert.equal(sizes.length, 3);
    for (const ratio of sizes) assert.ok(ratio > 1.3, `${ratio}`);
    assert.ok(sent.br > 8 && sent.gz > 5, JSON.stringify(sent));
    // Digests are of what the files are unpacked to.
    await page.evaluate(() => import(new URL("page/offline.js", document.baseURI).href).then(({ keep }) => keep()));
    const names = await page.evaluate(() => caches.keys());
    assert.equal(names.length, 1);
    assert.ok(names[0].endsWith(/"release":"(\w+)"/.exec(await workerOf(root))[1]), names[0]);
    await page.reload();
    assert.equal(await settled(page), null);
  });
});
