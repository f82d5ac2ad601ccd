// What the build makes of the site's files: pictures of the icon, the worker's list, compressed
// files, digests. The same files give the same bytes.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";

import { compress } from "../www/make/compress.js";
import { filesOf } from "../www/make/files.js";
import { draw, png, shapesOf } from "../www/make/icons.js";
import { digestsOf, mapOf } from "../www/make/integrity.js";
import { listOf, workerOf } from "../www/make/offline.js";

const FILES = {
  "index.html": "<!doctype html><title>文脈</title>".repeat(20),
  "app.js": "console.log(1);\n".repeat(40),
  "page/設.js": "export const word = '字';\n".repeat(30),
  "wenmai.pack": "字詞".repeat(500),
  "wenmai-readings.pack": "讀音".repeat(500),
  "tiny.css": "a{}",
  "sw.js": "",
  "sw-off.js": "self.off = true;",
  "icon-192.png": "not to be compressed ".repeat(30),
  LICENSE: "MIT\n".repeat(50),
  ".nojekyll": "",
};

let root;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "wenmai-"));
});
after(() => rm(root, { recursive: true, force: true }));

/** A folder with the files, written in this order. */
async function site(name, files = FILES) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, name, path, ".."), { recursive: true });
    await writeFile(join(root, name, path), text);
  }
  return join(root, name);
}

/** Does all that a build does, and gives every file's bytes. */
async function finished(folder, options) {
  await writeFile(join(folder, "sw.js"), await workerOf(folder));
  await writeFile(join(folder, "integrity.json"), JSON.stringify(await digestsOf(folder)));
  const counts = await compress(folder, options);
  const bytes = {};
  for (const path of await filesOf(folder)) bytes[path] = await readFile(join(folder, path));
  return { bytes, counts };
}

const digest = (algorithm, bytes) => `${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`;

test("two runs, and a run over a finished folder, give the same bytes", async () => {
  const cache = join(root, "cache");
  const one = await site("one");
  const first = await finished(one, { cache });
  const other = await site("other", Object.fromEntries(Object.entries(FILES).reverse()));
  assert.deepEqual((await finished(other)).bytes, first.bytes);
  const again = await finished(one, { cache });
  assert.deepEqual(again.bytes, first.bytes);
  assert.ok(first.counts.made > 0);
  assert.deepEqual(again.counts, { written: first.counts.written, made: 0 });

  // What changed is compressed anew, and nobody keeps what it was.
  const kept = (await readdir(cache)).length;
  await writeFile(join(one, "app.js"), "console.log(2);\n".repeat(40));
  const changed = await finished(one, { cache });
  assert.ok(changed.counts.made > 0 && changed.counts.made < first.counts.made);
  assert.equal((await readdir(cache)).length, kept);
  assert.notDeepEqual(changed.bytes["app.js.br"], first.bytes["app.js.br"]);
});

test("compressed files are there where they gain, and unpack to the others", async () => {
  const { bytes } = await finished(await site("packed"));
  for (const [name, unpack] of [["br", brotliDecompressSync], ["gz", gunzipSync]]) {
    const packed = Object.keys(bytes).filter((path) => path.endsWith(`.${name}`));
    for (const path of packed) {
      const plain = bytes[path.slice(0, -3)];
      assert.deepEqual(unpack(bytes[path]), plain);
      assert.ok(bytes[path].length < plain.length);
    }
    for (const path of ["index.html", "page/設.js", "wenmai.pack", "sw.js"]) {
      assert.ok(packed.includes(`${path}.${name}`), path);
    }
    for (const path of ["tiny.css", "icon-192.png", ".nojekyll"]) {
      assert.ok(!packed.includes(`${path}.${name}`), path);
    }
  }
  // No time, no name, no system: nothing that differs from machine to machine.
  const { 3: flags, 9: system } = bytes["index.html.gz"];
  assert.deepEqual([flags, bytes["index.html.gz"].readUInt32LE(4), system], [0, 0, 255]);
});

test("digests are those of every file that is not made from another", async () => {
  const { bytes } = await finished(await site("digests"));
  const digests = JSON.parse(bytes["integrity.json"]);
  const expected = Object.keys(FILES).sort();
  assert.deepEqual(Object.keys(digests), expected);
  for (const path of expected) assert.equal(digests[path], digest("sha384", bytes[path]));
  assert.deepEqual(mapOf(digests, "/news/"), {
    integrity: { "/news/app.js": digests["app.js"], "/news/page/設.js": digests["page/設.js"] },
  });
});

test("the worker's list has what the page asks for, and a name of its own for every content", async () => {
  const folder = await site("listed");
  const { files, later } = await listOf(folder);
  assert.deepEqual(Object.keys(files), ["app.js", "icon-192.png", "index.html", "page/設.js", "tiny.css", "wenmai.pack"]);
  assert.deepEqual(Object.keys(later), ["wenmai-readings.pack"]);
  assert.equal(files["app.js"], digest("sha256", FILES["app.js"]));
  const release = async () => /"release":"(\w{16})"/.exec(await workerOf(folder))[1];
  const names = new Set([await release()]);
  for (const path of ["app.js", "wenmai-readings.pack"]) {
    await writeFile(join(folder, path), "another");
    names.add(await release());
  }
  assert.equal(names.size, 3);
});

test("the icon's pictures are its drawing", async () => {
  const svg = await readFile(new URL("../www/icon.svg", import.meta.url), "utf8");
  const drawing = shapesOf(svg);
  const pixels = draw(drawing, 64);
  const at = (x, y) => [...pixels.subarray((y * 64 + x) * 3, (y * 64 + x) * 3 + 3)];
  const [ground, ink] = [drawing.shapes[0].colour, drawing.shapes[1].colour];
  for (const [x, y] of [[0, 0], [63, 0], [0, 63], [63, 63], [32, 30]]) assert.deepEqual(at(x, y), ground);
  // On the bar, and where the two long strokes cross.
  for (const [x, y] of [[20, 21], [31, 36]]) assert.deepEqual(at(x, y), ink);
  // All that is drawn lies in the circle that masks keep, two fifths of the width around the middle.
  for (const { outlines } of drawing.shapes.slice(1)) {
    for (const [x, y] of outlines.flat()) {
      assert.ok(Math.hypot(x - drawing.size / 2, y - drawing.size / 2) <= drawing.size * 0.4, `${x} ${y}`);
    }
  }
  const file = png(pixels, 64);
  assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20)], [64, 64]);
  const start = file.indexOf("IDAT");
  const rows = inflateSync(file.subarray(start + 4, start + 4 + file.readUInt32BE(start - 4)));
  for (let row = 0; row < 64; row += 1) {
    assert.equal(rows[row * 193], 0);
    assert.deepEqual(rows.subarray(row * 193 + 1, (row + 1) * 193), Buffer.from(pixels.subarray(row * 192, (row + 1) * 192)));
  }
  // Half a pixel covered is half the colour.
  const half = shapesOf('<svg viewBox="0 0 4 4"><rect width="4" height="4" fill="#000000"/><path fill="#ffffff" d="M1.5 1 L3 1 L3 3 L1.5 3 Z"/></svg>');
  assert.deepEqual([...draw(half, 4)].filter((_, index) => index % 3 === 0).slice(4, 8), [0, 128, 255, 0]);
});
