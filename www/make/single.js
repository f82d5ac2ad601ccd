// The reader page as one file: node www/make/single.js SITE OUT
//
// SITE is a built site folder, OUT the file to write. The text comes first, then the files of the
// release as data, then one classic script, made of the modules as they are written: browsers load
// no modules, and ask for nothing, from a disk. The page's policy allows that script by its hash,
// and no request at all.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { ADDRESSES } from "../addresses.js";

/** What the page has in scripts of its own, not as data. */
const SCRIPTS = ["release.js", "wenmai_core.js", "worker.js"];
/** Left out: 9 MB that few readers ask for. The page says so where they do. */
const LEFT_OUT = ["wenmai-definitions.pack"];
/** A file cannot be installed, and has its modules in it. */
const LINKS = /\s*<link rel="(?:manifest|apple-touch-icon|modulepreload)"[^>]*>/g;
/** Modules that stand on the site's being a folder → those that take their place. */
const SUBSTITUTES = { "files.js": "files.js", "page/offline.js": "offline.js" };
/** Notices that go with every copy. */
const NOTICES = ["LICENSE", "THIRD-PARTY.md"];

const SOURCES = fileURLToPath(new URL("../", import.meta.url));
const OWN = fileURLToPath(new URL("./single/", import.meta.url));

/**
 * The page as one file.
 * @param {string} site a built site folder
 * @returns {Promise<string>}
 */
export async function single(site) {
  const folder = resolve(site);
  const read = (file) => readFile(join(folder, file), "utf8");
  const names = Object.keys(ADDRESSES).filter((name) => ![...SCRIPTS, ...LEFT_OUT].includes(name));
  const core = await coreOf(folder);
  const [script, worker] = await Promise.all(
    ["main.js", "worker.js"].map((entry) => bundle(folder, entry, core)),
  );
  const data = [dataBlock("worker.js", Buffer.from(worker))];
  for (const name of names) data.push(dataBlock(name, await readFile(join(folder, name))));
  const notices = await Promise.all(NOTICES.map(read));
  return page(await read("index.html"), read, { script, data, notices: notices.join("\n\n") });
}

/** The page's markup with everything in it that it names. */
async function page(html, read, { script, data, notices }) {
  const hashes = [];
  const styled = await replaced(html, /<link rel="stylesheet" href="([^"]+)">/g, async ([, file]) => {
    const style = (await read(file)).trim();
    hashes.push(hash(style));
    return `<style>${style}</style>`;
  });
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)} 'wasm-unsafe-eval'`,
    `style-src ${hashes.join(" ")}`,
    "img-src data:",
    "connect-src 'none'",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const end = [
    `<script type="text/markdown" id="licences">\n${notices.replaceAll("</", "<\\/")}\n</script>`,
    ...data,
    `<script>${script}</script>`,
  ];
  const made = [
    [/(?<=<meta\s+http-equiv="Content-Security-Policy"\s+content=)"[^"]*"/, `"${policy}"`],
    [/\s*<script type="module" src="app\.js"><\/script>/, ""],
    [/<link rel="icon"[^>]*>/, `<link rel="icon" href="${await iconOf(html, read)}">`],
    [/(?=\s*<\/body>)/, `\n${end.join("\n")}`],
  ].reduce(changed, styled.replace(LINKS, ""));
  // Whatever else the page may come to name has to be carried, too, or is forgotten here.
  const [left] = /\s(?:src|href)="(?!data:|#)[^"]*"/.exec(made.slice(0, made.indexOf('id="licences"'))) ?? [];
  if (left) throw new Error(`single: the page names a file that is not carried:${left}`);
  return made;
}

/** The page's icon, in the address itself. */
async function iconOf(html, read) {
  const [, file] = /<link rel="icon"[^>]*href="([^"]*)"/.exec(html) ?? [];
  if (!file?.endsWith(".svg")) return "data:,";
  return `data:image/svg+xml;base64,${Buffer.from(await read(file)).toString("base64")}`;
}

/** Replaces the one place that fits. */
function changed(html, [pattern, replacement]) {
  if (!pattern.test(html)) throw new Error(`single: index.html has no ${pattern}`);
  // By a function: in a string, dollar signs would mean something.
  return html.replace(pattern, () => replacement);
}

async function replaced(html, pattern, give) {
  const parts = [];
  let position = 0;
  for (const found of html.matchAll(pattern)) {
    parts.push(html.slice(position, found.index), await give(found));
    position = found.index + found[0].length;
  }
  return parts.join("") + html.slice(position);
}

/** A file as data: nothing runs it, and no policy asks for its hash. */
function dataBlock(name, bytes) {
  const packed = gzipSync(bytes, { level: 9 }).toString("base64");
  return `<script type="application/octet-stream" data-file="${name}">${packed}</script>`;
}

const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The engine's script as a module that makes it anew at each call: a module has its state once,
 *  and an engine that has trapped needs a fresh one. */
async function coreOf(folder) {
  const bundled = await build({
    ...COMMON,
    entryPoints: [join(folder, "wenmai_core.js")],
    globalName: "core",
    // It would look for its binary beside itself; it is always given one.
    define: { "import.meta.url": '""' },
  });
  const [{ text }] = bundled.outputFiles;
  const { RELEASE } = await import(dataAddress(await readFile(join(folder, "release.js"), "utf8")));
  return `export const RELEASE = ${JSON.stringify(RELEASE)};
    export function makeCore() { ${text} return core; }`;
}

const dataAddress = (script) => `data:text/javascript,${encodeURIComponent(script)}`;

const COMMON = {
  bundle: true,
  write: false,
  format: "iife",
  minify: true,
  charset: "utf8",
  target: "esnext",
  logLevel: "warning",
  legalComments: "inline",
};

/** One of our own scripts with all that it imports, as a classic script. */
async function bundle(folder, entry, core) {
  const bundled = await build({
    ...COMMON,
    entryPoints: [join(OWN, entry)],
    plugins: [carried(folder, core)],
  });
  // Such as an address beside a script, which a script in a page has none of.
  if (bundled.warnings.length) throw new Error(`single: ${bundled.warnings[0].text}`);
  const [{ text }] = bundled.outputFiles;
  // Neither may stand in a script in a page. In strings and patterns, where the second occurs, it
  // can be written otherwise, unless it is part of a look behind.
  if (/<\/script|\(\?<!--/i.test(text)) throw new Error(`single: ${entry} would end its element`);
  return text.trim().replaceAll("<!--", "\\x3C!--");
}

/** Where esbuild finds what the modules import. */
const carried = (folder, core) => ({
  name: "carried",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^wenmai:core$/ }, () => ({ path: "core", namespace: "wenmai" }));
    onLoad({ filter: /.*/, namespace: "wenmai" }, () => ({ contents: core }));
    onResolve({ filter: /\/release\.js$/ }, () => ({ path: join(folder, "release.js") }));
    onResolve({ filter: /^\.\.?\/.*\.js$/ }, ({ path, resolveDir }) => {
      const substitute = SUBSTITUTES[relative(SOURCES, resolve(resolveDir, path))];
      return substitute ? { path: join(OWN, substitute) } : null;
    });
  },
});

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [site, out] = process.argv.slice(2);
  if (!site || !out) {
    console.error("usage: node www/make/single.js SITE OUT");
    process.exit(2);
  }
  await writeFile(out, await single(site));
}
