// The npm package: what it holds, the headless core in Node, and that a server may import it. That
// browsers run it, bundled or not, is seen in browser/bundlers.test.js.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

import { writePackage } from "../www/make/package.js";
import { SITE } from "./browser/harness.js";

const run = promisify(execFile);

/** A project that depends on the package. */
let project;
let folder;
const read = (name) => readFile(join(folder, name), "utf8");

before(async () => {
  project = await mkdtemp(join(tmpdir(), "wenmai-package-"));
  folder = join(project, "node_modules/wenmai");
  await writePackage(SITE, folder);
});
after(() => rm(project, { recursive: true, force: true }));

/** What Node prints for a module in the project; anything on its standard error is a failure. */
async function node(module) {
  const { stdout, stderr } = await run("node", ["--input-type=module", "-e", module], { cwd: project });
  assert.equal(stderr, "");
  return stdout;
}

async function filesOf(root) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

test("package.json leads to files that are there", async () => {
  const { name, version, type, exports, sideEffects, main, types, customElements } = JSON.parse(await read("package.json"));
  const [, released] = /^version = "(.+)"/m.exec(await readFile(new URL("../Cargo.toml", import.meta.url), "utf8"));
  assert.deepEqual([name, type, version], ["wenmai", "module", released]);
  const named = Object.values(exports).flatMap((entry) => (typeof entry === "string" ? entry : Object.values(entry)));
  for (const path of [...named, ...sideEffects, main, types, customElements]) {
    assert.ok(existsSync(join(folder, path)), path);
  }
  for (const entry of [".", "./element", "./core"]) assert.ok(exports[entry].types.endsWith(".d.ts"), entry);
});

test("nothing of the article page is in it, and nothing is missing", async () => {
  const files = await filesOf(folder);
  for (const file of files) assert.ok(!/^(app\.|index\.html|page\/|make\/|vendor\/)/.test(file), file);
  const modules = files.filter((file) => file.endsWith(".js") && file !== "standalone.js");
  for (const module of modules) {
    const text = (await read(module)).replace(/^\s*(\/?\*|\/\/).*$/gm, "");
    // What it imports, at once or later, and every address that it spells out.
    for (const [, path] of text.matchAll(/(?:\bfrom |\bimport(?: |\()|new URL\()"(\.[^"?]+)/g)) {
      assert.ok(existsSync(join(folder, module, "..", path)), `${module} names ${path}`);
    }
  }
});

test("two runs write the same bytes", async () => {
  const again = join(project, "again");
  await writePackage(SITE, again);
  const digest = async (root) => {
    const hash = createHash("sha256");
    for (const file of await filesOf(root)) hash.update(`${file}\n`).update(await readFile(join(root, file)));
    return hash.digest("hex");
  };
  assert.equal(await digest(again), await digest(folder));
});

test("the README states the sizes that the files have", async () => {
  const readme = await read("README.md");
  for (const name of ["wenmai_core_bg.wasm", "wenmai.pack", "wenmai-definitions.pack"]) {
    const bytes = await readFile(join(folder, name));
    const [raw, gzip] = [bytes.length, gzipSync(bytes, { level: 9 }).length].map((size) => size.toLocaleString("en"));
    assert.match(readme, new RegExp(`\\| \`${name}\`, [^|]+ \\| ${raw} \\| ${gzip} \\|`));
  }
});

test("a server may import it, and nothing happens", async () => {
  const said = await node(`
    const before = Object.keys(globalThis).length;
    const { WenmaiArticle } = await import("wenmai");
    const element = await import("wenmai/element");
    WenmaiArticle.define();
    console.log(WenmaiArticle === element.WenmaiArticle, Object.keys(globalThis).length === before);`);
  assert.equal(said, "true true\n");
});

const TEXT = "😀𠮷野家10月8日開業\r\n常州市委書記陳金虎（cafe\u0301）在讀《紅樓夢》，共投入100億元。\r\n";

test("the core reads in Node", async () => {
  const said = await node(`
    import { load } from "wenmai/core";
    const engine = await load();
    const article = await engine.analyse(${JSON.stringify(TEXT)}, { tokens: true });
    const csv = await engine.export(${JSON.stringify(TEXT)}, "csv");
    const hits = await engine.search(article.text, "changzhou");
    const lexicon = await engine.readLexicon("開業\\tEVENT\\n");
    const own = await engine.analyse(${JSON.stringify(TEXT)}, { lexicon });
    console.log(JSON.stringify({ article, csv, hits, own, formats: engine.formats.length, release: engine.release }));`);
  const { article, csv, hits, own, formats, release } = JSON.parse(said);
  assert.ok(article.mentions.length >= 5 && article.tokens.length > article.mentions.length);
  for (const { start, end, text, rawStart, rawEnd } of article.mentions) {
    assert.equal(article.text.slice(start, end), text);
    assert.equal(TEXT.slice(rawStart, rawEnd), text);
  }
  const person = article.mentions.find(({ type }) => type === "PERSON");
  assert.equal(person.text, "陳金虎");
  assert.equal(csv.split("\n").length, article.mentions.length + 2);
  assert.deepEqual(hits.map(({ start, end }) => article.text.slice(start, end)), ["常州"]);
  assert.ok(own.mentions.some(({ text, type }) => text === "開業" && type === "EVENT"));
  assert.ok(formats > 5);
  assert.equal(release, article.release);
});

test("the core cuts words, by the model and by the dictionary alone", async () => {
  const said = await node(`
    import { load } from "wenmai/core";
    const engine = await load();
    const learned = await engine.segment(${JSON.stringify(TEXT)});
    const listed = await engine.segment(${JSON.stringify(TEXT)}, { learned: false });
    console.log(JSON.stringify([learned, listed].map((ends) => [ends.constructor.name, [...ends]])));`);
  const [learned, listed] = JSON.parse(said);
  assert.notDeepEqual(learned, listed);
  for (const [type, ends] of [learned, listed]) {
    assert.equal(type, "Uint32Array");
    const words = ends.map((end, index) => TEXT.slice(ends[index - 1] ?? 0, end));
    assert.equal(words.join(""), TEXT);
    assert.ok(words.every((word) => word && word.isWellFormed()));
    assert.ok(words.includes("投入") && words.includes("書記"), words.join(" "));
  }
});

test("the core takes its files in every form, and further packs", async () => {
  const said = await node(`
    import { readFile } from "node:fs/promises";
    import { load } from "wenmai/core";
    const file = (name) => new URL(import.meta.resolve("wenmai/" + name));
    const bytes = await readFile(file("pack"));
    const module = await WebAssembly.compile(await readFile(file("wasm")));
    const counts = [];
    for (const sources of [
      { wasm: module, pack: bytes },
      { wasm: file("wasm"), pack: file("pack").pathname },
      { wasm: file("wasm").href, pack: new Response(bytes) },
      { wasm: readFile(file("wasm")), pack: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) },
    ]) {
      const engine = await load({ ...sources, readings: true, phrases: file("pack/phrases") });
      const article = await engine.analyse("重庆银行行长到了常州。");
      const shown = await engine.display(article, "hant");
      const [first] = await engine.readings(article, "重庆银行行长到了常州。", "pinyin");
      const { readings } = await engine.word("银行", "zhuyin");
      counts.push([shown, first.readings[0], readings.join(" ")].join("|"));
      engine.end();
    }
    console.log(JSON.stringify(counts));`);
  assert.deepEqual(JSON.parse(said), Array(4).fill("重慶銀行行長到了常州。|chóng|ㄧㄣˊ ㄏㄤˊ"));
});

test("what goes wrong is said in a sentence, with a code and a cure", async () => {
  const said = await node(`
    import { Engine, load } from "wenmai/core";
    const told = (work) => work.then(() => null, ({ code, message, cure }) => ({ code, message, cure }));
    const engine = new Engine();
    const all = [await told(engine.analyse("他"))];
    await engine.load();
    all.push(await told(engine.export("他", "pdf")), await told(engine.word("他", "pinyin")));
    engine.end();
    all.push(await told(engine.search("他", "他")));
    await engine.load();
    all.push(await told(engine.search("他", "他")));
    all.push(await told(load({ pack: "nowhere.pack" })), await told(load({ wasm: new TextEncoder().encode("<html>") })));
    all.push(await told(load({ pack: new Uint8Array(100) })));
    console.log(JSON.stringify(all));`);
  const all = JSON.parse(said);
  assert.deepEqual(
    all.map((one) => one?.code),
    ["not-loaded", "unknown-format", "readings-not-loaded", "not-loaded", undefined, "file-missing", "engine-not-wasm", "pack-magic"],
  );
  for (const one of all.filter(Boolean)) {
    assert.match(one.message, /^.{15,}; .{8,}\.$/);
    assert.ok(one.message.endsWith(`; ${one.cure}.`));
  }
  assert.equal(all[0].message, "The engine is not loaded; await load() or engine.load() first.");
});

test("after a trap the core is loaded anew", async () => {
  const said = await node(`
    import * as script from ${JSON.stringify(join(folder, "wenmai_core.js"))};
    import { load } from "wenmai/core";
    const engine = await load();
    const other = await load();
    const real = script.Engine.prototype.analyse;
    script.Engine.prototype.analyse = () => { throw new WebAssembly.RuntimeError("unreachable"); };
    const code = await engine.analyse("他").catch(({ code }) => code);
    const then = await engine.analyse("他").catch(({ code }) => code);
    await engine.load();
    const { mentions } = await engine.analyse("常州市");
    script.Engine.prototype.analyse = real;
    console.log(code, then, mentions.length, (await other.analyse("常州市")).mentions.length);`);
  assert.equal(said, "panic not-loaded 1 1\n");
});

// The manifest of custom elements; against a live element it is checked in browser/element.test.js.

const manifest = async () => JSON.parse(await read("custom-elements.json"));

test("the manifest names the module and the tag that it is for", async () => {
  const { schemaVersion, modules } = await manifest();
  assert.match(schemaVersion, /^[12]\.\d+\.\d+$/);
  for (const { path, exports } of modules) {
    assert.ok(existsSync(join(folder, path)), path);
    const { WenmaiArticle } = await import(join(folder, path));
    for (const { kind, name } of exports) {
      if (kind === "js") assert.ok({ WenmaiArticle }[name], name);
    }
  }
});

test("the manifest has the parts and the custom properties of the styles, and the types name them", async () => {
  const { modules } = await manifest();
  const { cssParts, cssProperties, attributes, events, members } = modules[0].declarations[0];
  const sources = (await Promise.all((await filesOf(folder)).filter((file) => /\.(js|txt)$/.test(file)).map(read))).join("\n");
  const { TABS } = await import(join(folder, "panel/tabs.js"));
  const { TOOLS } = await import(join(folder, "panel/tools.js"));
  const parts = new Set([...Object.keys(TABS), ...Object.keys(TOOLS)]);
  for (const [, part] of sources.matchAll(/\bpart: "([\w ]+)"/g)) parts.add(part);
  assert.deepEqual(cssParts.map(({ name }) => name).sort(), [...parts].sort());

  // Of the custom properties those are for hosts that have a value to fall back on.
  const asked = new Set([...sources.matchAll(/var\(\s*(--wenmai-[\w-]+)\s*,/g)].map(([, name]) => name));
  for (const own of ["--wenmai-ink", "--wenmai-line", "--wenmai-weight"]) asked.delete(own);
  assert.deepEqual(cssProperties.map(({ name }) => name).sort(), [...asked].sort());

  const types = await read("wenmai.d.ts");
  for (const { name } of [...cssParts, ...attributes, ...events]) {
    assert.match(types, new RegExp(`[\`"]${name}[\`"]`), name);
  }
  for (const { name } of members) assert.match(types, new RegExp(`^  (static |readonly )?${name}[:(?]`, "m"), name);
});
