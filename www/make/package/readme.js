/** The README of the npm package. */

const number = (bytes) => bytes.toLocaleString("en");

/**
 * @param {string} version
 * @param {[string, number, number][]} sizes what is downloaded, its bytes, and as gzip
 * @returns {string}
 */
export function readmeOf(version, sizes) {
  const rows = sizes.map(([what, raw, gzip]) => `| ${what} | ${number(raw)} | ${number(gzip)} |`);
  return `# wenmai ${version}

Marks, in Chinese news, every person, post, organisation, place, site, event, date and amount. It
runs in the browser, in a worker or in Node; no text leaves the machine, and nothing is asked for
outside this package's folder.

## The element

    import "wenmai";

    <wenmai-article lang="zh-Hant"><h1>…</h1><p>…</p></wenmai-article>

\`wenmai/element\` exports the class \`WenmaiArticle\` and registers nothing. On a server either import
does nothing. Attributes, properties, methods, events, parts and custom properties are in
\`wenmai.d.ts\` and \`custom-elements.json\`.

## The core

    import { load } from "wenmai/core";

    const engine = await load();
    const { text, mentions } = await engine.analyse("10月8日，常州市委書記陳金虎……");
    for (const { start, end, type } of mentions) console.log(text.slice(start, end), type);

It reads where it is called: in a page, call it in a worker of your own. In Node it reads its
files from this folder. \`load({ wasm, pack })\` takes addresses, responses, bytes or a compiled
module; \`readings\`, \`phrases\` and \`definitions\` add further packs, \`true\` for those of this folder.
Failures are errors with a \`code\`, a sentence, and a \`cure\`.

## Bundlers

The files that are asked for while a page runs stand in \`addresses.js\` as
\`new URL("./file", import.meta.url)\`: **Vite** and **webpack 5** take them along by themselves. Should
a server for development not find them, since it bundles packages beforehand as older versions of Vite
do, leave this one out of that: \`optimizeDeps: { exclude: ["wenmai"] }\`.

**esbuild** knows no such addresses: copy the files beside its output,

    esbuild app.js --bundle --splitting --format=esm --outdir=out
    cp -R node_modules/wenmai/. out/

**Without a bundler** copy this folder to the site and write
\`<script type="module" src="wenmai/define.js"></script>\`, or map the name:
\`{"imports": {"wenmai": "/wenmai/define.js", "wenmai/core": "/wenmai/core.js"}}\`.

Where a page demands Trusted Types, allow the policy \`wenmai\`. It runs under

    default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'

## Sizes

| bytes | as they are | gzip |
|---|--:|--:|
${rows.join("\n")}

## Licences

MIT; what the packs were made from is named in THIRD-PARTY.md, each with its licence.
`;
}
