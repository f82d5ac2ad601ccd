// The npm package, taken along by each of the usual bundlers, and by none: what comes out is served
// under the policy of the README, and the element and the headless core read a text there.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { build as esbuild } from "esbuild";
import { build as vite, createLogger } from "vite";
import webpack from "webpack";

import { writePackage } from "../../www/make/package.js";
import { SITE, marksOf, useBrowser, visit } from "./harness.js";

useBrowser();

const SENTENCE = "10月8日，常州市委書記陳金虎在重慶讀《紅樓夢》，😀𠮷。";
const APP = `import "wenmai";
  import { load } from "wenmai/core";
  window.readAlone = async (text) => {
    const engine = await load({ readings: true });
    const article = await engine.analyse(text);
    const readings = await engine.readings(article, text, "pinyin");
    engine.end();
    return { article, readings: readings.length };
  };`;
const MAP = JSON.stringify({
  imports: {
    wenmai: "./node_modules/wenmai/define.js",
    "wenmai/core": "./node_modules/wenmai/core.js",
  },
});

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
const page = (script, map = "") => `<!doctype html><html lang="zh-Hant"><head><meta charset="utf-8">
  <title>host</title><link rel="icon" href="data:,">
  <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'${map && ` ${hash(map)}`}; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'">
  ${map && `<script type="importmap">${map}</script>`}<script type="module" src="${script}"></script></head>
  <body><wenmai-article panel="side" ruby="all">${SENTENCE}</wenmai-article></body></html>`;

/** A project that depends on the package. */
let project;
before(async () => {
  project = await mkdtemp(join(tmpdir(), "wenmai-bundlers-"));
  await writePackage(SITE, join(project, "node_modules/wenmai"));
  await writeFile(join(project, "package.json"), '{"type":"module","private":true}');
  await writeFile(join(project, "app.js"), APP);
  await writeFile(join(project, "index.html"), page("./app.js"));
});
after(() => rm(project, { recursive: true, force: true }));

/** Opens what was built, in a folder below the root of the host, and uses all of it. */
async function use(name, folder) {
  const root = join(project, `host-${name}`);
  await mkdir(root);
  await cp(folder, join(root, "sub"), { recursive: true, verbatimSymlinks: true });
  await visit({ root, path: "sub/" }, async (page, { url, requests }) => {
    const marks = await marksOf(page);
    assert.deepEqual(
      marks.filter(({ type }) => ["PERSON", "WORK", "TIME"].includes(type)).map(({ text }) => text),
      ["10月8日", "陳金虎", "《紅樓夢》"],
    );
    assert.equal(page.workers().length, 1, "it reads in a worker");
    assert.ok((await page.locator(".wenmai-reading").count()) > 10);
    await page.locator(".wenmai-mention[data-type=PERSON]").click();
    assert.equal(await page.locator(".card .name").textContent(), "陳金虎");
    const position = await page.locator(".card").evaluate((card) => getComputedStyle(card).position);
    assert.equal(position, "fixed", "its style sheet came along");
    const saved = await page.evaluate(() => document.querySelector("wenmai-article").export("html"));
    assert.ok(saved.includes("<wenmai-article") && saved.length > 90_000);
    const { article, readings } = await page.evaluate((text) => window.readAlone(text), SENTENCE);
    assert.ok(readings > 5);
    for (const { start, end, text } of article.mentions) assert.equal(article.text.slice(start, end), text);
    assert.deepEqual(article.mentions.map(({ text }) => text), marks.map(({ text }) => text));
    for (const request of requests) {
      assert.ok(request.startsWith(`${url}sub/`) || request.startsWith("data:,"), request);
    }
  });
}

test("without a bundler, by an import map", async () => {
  const folder = join(project, "bare");
  await cp(join(project, "node_modules"), join(folder, "node_modules"), { recursive: true });
  await writeFile(join(folder, "app.js"), APP);
  await writeFile(join(folder, "index.html"), page("./app.js", MAP));
  await use("bare", folder);
});

test("by Vite", async () => {
  const said = [];
  const logger = createLogger("warn");
  for (const level of ["warn", "warnOnce", "error"]) logger[level] = (message) => said.push(message);
  const outDir = join(project, "vite");
  await vite({ root: project, base: "./", configFile: false, customLogger: logger, build: { outDir } });
  assert.deepEqual(said, []);
  await use("vite", outDir);
});

test("by webpack, with the usual rule for style sheets", async () => {
  const path = join(project, "webpack");
  const compiler = webpack({
    mode: "production",
    context: project,
    entry: "./app.js",
    output: { path },
    performance: { hints: false },
    module: { rules: [{ test: /\.css$/i, use: ["style-loader", "css-loader"] }] },
  });
  const stats = await new Promise((resolve, reject) =>
    compiler.run((error, stats) => (error ? reject(error) : resolve(stats))),
  );
  await new Promise((done) => compiler.close(done));
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual([...errors, ...warnings].map(({ message }) => message), []);
  await writeFile(join(path, "index.html"), page("./main.js"));
  await use("webpack", path);
});

test("by esbuild, with the package copied beside its output", async () => {
  const outdir = join(project, "esbuild");
  const { warnings } = await esbuild({
    absWorkingDir: project,
    entryPoints: ["app.js"],
    bundle: true,
    splitting: true,
    format: "esm",
    outdir,
    logLevel: "silent",
  });
  assert.deepEqual(warnings, []);
  await cp(join(project, "node_modules/wenmai"), outdir, { recursive: true });
  await writeFile(join(outdir, "index.html"), page("./app.js"));
  await use("esbuild", outdir);
});
