// The page's scripts: node www/make/shell.js OUT
//
// Its modules are many and small, and a browser learns of one only when it has got the one that
// names it: a dozen round trips before the first of them may run. In OUT they are few. Each that
// is asked for by its name keeps it, what is loaded on demand stays by itself, and all that the
// element needs at once is one file. The page names the files that its script imports.

import { readFile, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { build, transform } from "esbuild";
import { rolldown } from "rolldown";

const SOURCES = fileURLToPath(new URL("../", import.meta.url));

/** Modules that pages, programs and other modules name, beside those that are loaded on demand. */
const ENTRIES = [
  ...["app.js", "core.js", "define.js", "engine.js", "failures.js", "wenmai.js"],
  ...["page/address.js", "page/offline.js", "standalone/read.js"],
];
/** Modules that the build makes, and that stay by themselves. */
const MADE = ["release.js", "wenmai_core.js"];
/** Asked for by its address, and by nobody else: one file with all that it imports. */
const WORKER = "worker.js";
/** Scripts that are no modules. */
const CLASSIC = ["embed.js", "sw.js", "sw-off.js"];
/** What the element needs at once, and the part of it that programs without an element need. */
const ELEMENT = { name: "element", entry: "define.js" };
const ENGINE = { name: "shared", entry: "core.js" };
/** Where the page names its first script. */
const FIRST = /^\s*<script type="module" src="app\.js"><\/script>$/m;

const COMMON = { minify: true, charset: "utf8", target: "esnext", logLevel: "warning" };
const written = (name) => join(SOURCES, name);
const nameOf = (path) => relative(SOURCES, path).replaceAll("\\", "/");

/** Module → the modules that it imports, at once and later, by their paths in `www/`. */
async function graph() {
  const { metafile } = await build({
    absWorkingDir: SOURCES,
    entryPoints: ENTRIES,
    bundle: true,
    splitting: true,
    format: "esm",
    outdir: "out",
    write: false,
    metafile: true,
    external: MADE.map((name) => `*/${name}`),
  });
  const of = (imports, kind) =>
    imports.filter((one) => one.kind === kind && !one.external).map(({ path }) => nameOf(resolve(SOURCES, path)));
  return new Map(
    Object.entries(metafile.inputs).map(([path, { imports }]) => [
      nameOf(resolve(SOURCES, path)),
      { atOnce: of(imports, "import-statement"), later: of(imports, "dynamic-import") },
    ]),
  );
}

/** A module with all that it imports at once, and what that imports. */
function closure(modules, entry) {
  const found = new Set([entry]);
  for (const name of found) for (const one of modules.get(name).atOnce) found.add(one);
  return found;
}

/**
 * Writes the scripts.
 * @param {string} out
 * @returns {Promise<string[]>} the files that the page's first script imports
 */
export async function writeScripts(out) {
  const modules = await graph();
  const later = [...modules.values()].flatMap((one) => one.later);
  const names = [...new Set([...ENTRIES, ...later])].sort();
  const [element, engine] = [ELEMENT, ENGINE].map(({ entry }) => closure(modules, entry));
  // What an entry does, it does when it is asked for by its own name.
  element.delete(ELEMENT.entry);
  engine.delete(ENGINE.entry);
  const bundle = await rolldown({
    cwd: SOURCES,
    input: Object.fromEntries(names.map((name) => [name.slice(0, -".js".length), written(name)])),
    external: MADE.map((name) => new RegExp(`/${name}$`)),
    // An entry may export more than it did: other files take parts of it from there.
    preserveEntrySignatures: "allow-extension",
    onLog: (_, { message }) => {
      throw new Error(`shell: ${message}`);
    },
  });
  const { output } = await bundle.write({
    dir: out,
    format: "esm",
    minify: true,
    entryFileNames: "[name].js",
    // The groups lie where they look for files beside themselves.
    chunkFileNames: ({ name }) => (name === ELEMENT.name || name === ENGINE.name ? "[name].js" : "parts/[name].js"),
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: ENGINE.name, priority: 2, test: (path) => engine.has(nameOf(path)) && element.has(nameOf(path)) },
        { name: ELEMENT.name, priority: 1, test: (path) => element.has(nameOf(path)) },
      ],
    },
  });
  await build({
    ...COMMON,
    entryPoints: [written(WORKER)],
    bundle: true,
    format: "esm",
    outfile: join(out, WORKER),
  });
  for (const name of CLASSIC) {
    const { code } = await transform(await readFile(written(name), "utf8"), COMMON);
    await writeFile(join(out, name), code);
  }
  return output.find(({ fileName }) => fileName === "app.js").imports;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , out] = process.argv;
  const imports = await writeScripts(resolve(out));
  const page = join(out, "index.html");
  const html = await readFile(page, "utf8");
  const links = [...new Set(imports)].map((name) => `    <link rel="modulepreload" href="${name}">\n`).join("");
  if (!FIRST.test(html)) throw new Error("shell: index.html has no script to begin with");
  await writeFile(page, html.replace(FIRST, (script) => links + script));
}
