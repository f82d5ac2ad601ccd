// The npm package: node www/make/package.js SITE OUT
//
// SITE is a built site folder, OUT the folder to write. The package has the modules as they are
// written, for bundlers and for browsers without one, and beside them the files that are asked
// for by address while a page runs.

import { copyFile, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { ADDRESSES } from "../addresses.js";
import { readmeOf } from "./package/readme.js";

const SOURCES = fileURLToPath(new URL("../", import.meta.url));
/** What users import; what they import in turn belongs to the package too. */
const ENTRIES = ["define.js", "wenmai.js", "core.js", "standalone/read.js"];
/** Modules that the build makes. */
const MADE = ["wenmai_core.js", "release.js"];
const TYPES = ["wenmai.d.ts", "core.d.ts", "standalone/read.d.ts", "custom-elements.json"];
const NOTICES = ["LICENSE", "THIRD-PARTY.md"];
/** Bytes up to which bundlers put a file into its address, where policies forbid it. */
const SMALL = 8192;

/**
 * Writes the package.
 * @param {string} site a built site folder
 * @param {string} out
 */
export async function writePackage(site, out) {
  await rm(out, { recursive: true, force: true });
  const put = async (name, content) => {
    const path = join(out, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  };
  const copy = async (from, name, as = name) => {
    await mkdir(dirname(join(out, as)), { recursive: true });
    await copyFile(join(from, name), join(out, as));
  };

  const modules = await modulesOf(ENTRIES);
  for (const name of [...modules, ...TYPES]) await copy(SOURCES, name);
  for (const name of [...MADE, ...NOTICES]) await copy(site, name);
  const inPackage = new Set([...modules, ...MADE]);
  for (const name of Object.keys(ADDRESSES)) {
    if (name === "worker.js") await put(name, await bundled(name));
    else if (!inPackage.has(name)) await copy(site, name, nameOf(name));
  }
  await put("addresses.js", await addresses(out));

  const version = await versionOf();
  await put("package.json", `${JSON.stringify(manifest(version), null, 2)}\n`);
  await put("README.md", readmeOf(version, await sizes(out, [...modules, ...MADE])));
}

/** The modules that an entry is made of, itself among them, by their paths, in order. */
async function modulesOf(entries) {
  const { metafile } = await build({
    ...COMMON,
    entryPoints: entries.map((name) => join(SOURCES, name)),
    external: MADE.map((name) => `*/${name}`),
    splitting: true,
    outdir: "out",
    metafile: true,
  });
  return Object.keys(metafile.inputs)
    .map((path) => resolve(SOURCES, path).slice(SOURCES.length))
    .sort();
}

/** A script as one file: what is asked for by its address is not looked into by bundlers. */
async function bundled(name) {
  const made = await build({ ...COMMON, entryPoints: [join(SOURCES, name)], charset: "utf8" });
  return made.outputFiles[0].text;
}

const COMMON = {
  absWorkingDir: SOURCES,
  bundle: true,
  write: false,
  format: "esm",
  target: "esnext",
  logLevel: "warning",
};

/** Style sheets are text that a script asks for, and are called so: rules of a bundler for `.css`
 *  would make something else of them. */
const nameOf = (name) => (name.endsWith(".css") ? `${name}.txt` : name);

/** The module of addresses, with the names that files have here. */
async function addresses(out) {
  const small = new Set();
  for (const name of Object.keys(ADDRESSES)) {
    if ((await stat(join(out, nameOf(name)))).size <= SMALL) small.add(name);
  }
  const source = await readFile(join(SOURCES, "addresses.js"), "utf8");
  return source.replace(/new URL\("\.\/([^"]+)", import\.meta\.url\)/g, (_, name) => {
    const query = small.has(name) ? "?no-inline" : "";
    return `new URL("./${nameOf(name)}${query}", import.meta.url)`;
  });
}

async function versionOf() {
  const cargo = await readFile(join(SOURCES, "../Cargo.toml"), "utf8");
  return /^version = "([^"]+)"/m.exec(cargo)[1];
}

/** `package.json` of the package. */
function manifest(version) {
  const entry = (types, path) => ({ types: `./${types}`, default: `./${path}` });
  return {
    name: "wenmai",
    version,
    description:
      "Reads Chinese news: people, posts, organisations, places, dates and amounts, in the browser",
    keywords: ["chinese", "ner", "segmentation", "custom-element", "wasm"],
    license: "MIT",
    type: "module",
    main: "./define.js",
    types: "./wenmai.d.ts",
    exports: {
      ".": entry("wenmai.d.ts", "define.js"),
      "./element": entry("wenmai.d.ts", "wenmai.js"),
      "./core": entry("core.d.ts", "core.js"),
      "./standalone": entry("standalone/read.d.ts", "standalone/read.js"),
      "./wasm": "./wenmai_core_bg.wasm",
      "./pack": "./wenmai.pack",
      "./pack/readings": "./wenmai-readings.pack",
      "./pack/definitions": "./wenmai-definitions.pack",
      "./pack/phrases": "./wenmai-phrases.pack",
      "./wenmai.d.ts": "./wenmai.d.ts",
      "./custom-elements.json": "./custom-elements.json",
      "./package.json": "./package.json",
    },
    sideEffects: ["./define.js"],
    customElements: "./custom-elements.json",
  };
}

/** `[what, raw, gzip]` of what a page downloads, in bytes. */
async function sizes(out, modules) {
  const sheets = Object.keys(ADDRESSES).filter((name) => name.endsWith(".css")).map(nameOf);
  const groups = {
    "`wenmai_core_bg.wasm`, the engine": ["wenmai_core_bg.wasm"],
    "`wenmai.pack`, words and model": ["wenmai.pack"],
    "modules and style sheets of the element, many of them loaded when used": [
      ...modules,
      ...sheets,
    ],
    "`wenmai-readings.pack`, when readings are asked for": ["wenmai-readings.pack"],
    "`wenmai-phrases.pack`, when Traditional characters are": ["wenmai-phrases.pack"],
    "`wenmai-definitions.pack`, when definitions are": ["wenmai-definitions.pack"],
  };
  const rows = [];
  for (const [what, files] of Object.entries(groups)) {
    const contents = await Promise.all(files.map((name) => readFile(join(out, name))));
    const sum = (size) => contents.reduce((total, content) => total + size(content), 0);
    rows.push([what, sum(({ length }) => length), sum((content) => gzipSync(content, { level: 9 }).length)]);
  }
  return rows;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [site, out] = process.argv.slice(2);
  if (!site || !out) {
    console.error("usage: node www/make/package.js SITE OUT");
    process.exit(2);
  }
  await writePackage(resolve(site), resolve(out));
}
