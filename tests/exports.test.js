// Every format of the command line, read back by parsers that are not ours and compared with the
// JSON of the same article.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { parse as parseCsv } from "csv-parse/sync";
import jsonld from "jsonld";
import { RelaxNGValidator, XmlDocument } from "libxml2-wasm";
import { marked } from "marked";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? path("../target");
/** The command line: `WENMAI_BINARY`, or the one that `./build.sh build` made. */
const BINARY = process.env.WENMAI_BINARY ?? join(TARGET, "release", "wenmai");
/** The pack: `WENMAI_PACK`, or that of `dist/site/`. */
const PACK = process.env.WENMAI_PACK ?? path("../dist/site/wenmai.pack");

/** Characters of every width, joined emoji, both line ends, formulas, markup, a control character. */
const ODD =
  "\u{3000}😀《𠮷野家，\"史\"》e\u{301}\r\n《=1+1》👨‍👩‍👧《家 書\u{3000}一》\n\r\n10月8日，江蘇省常州市鐘樓區《@e\u{301}𠮷》" +
  "總投資100億元、3000畝、5%，<b>&amp;]]>\u{b}《😀》🇨🇳";

const TEI = { tei: "http://www.tei-c.org/ns/1.0" };

let folder;
/** `{file, raw, article}` of every text: the annotated articles, as they were found, and the odd one. */
const texts = [];

function tag(format, files, ...options) {
  return execFileSync(BINARY, ["tag", "--format", format, ...options, ...files], {
    env: { ...process.env, WENMAI_PACK: PACK },
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: "pipe",
  });
}

const allFiles = () => texts.map(({ file }) => file);
const lines = (output) => output.trimEnd().split("\n");

before(async () => {
  for (const needed of [BINARY, PACK]) {
    assert.ok(existsSync(needed), `${needed} is missing: run ./build.sh build`);
  }
  folder = await mkdtemp(join(tmpdir(), "wenmai-"));
  const gold = path("gold");
  const names = (await readdir(gold)).filter((name) => name.endsWith(".raw.txt")).sort();
  const files = names.map((name) => join(gold, name));
  files.push(join(folder, "odd, \"text\".txt"));
  await writeFile(files.at(-1), ODD);
  const articles = lines(tag("json", files)).map((line) => JSON.parse(line));
  for (const [index, file] of files.entries()) {
    texts.push({ file, raw: await readFile(file, "utf8"), article: articles[index] });
  }
  assert.ok(texts.length > 5);
});

after(() => rm(folder, { recursive: true }));

// ------------------------------------------------------------------------------------------ CSV

/** A cell without the apostrophe that keeps spreadsheets from running it. */
const unguarded = (cell) => cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, "");

/** The rows of each file, as objects. */
function table(format) {
  const output = tag(format, allFiles());
  assert.ok(output.startsWith("\ufeff"), "no byte order mark");
  const rows = parseCsv(output, { bom: true, columns: true, recordDelimiter: "\r\n" });
  return texts.map(({ file }) => rows.filter((row) => row.file === file));
}

const withoutFile = ({ file, ...cells }) =>
  Object.fromEntries(Object.entries(cells).map(([name, cell]) => [name, unguarded(cell)]));

const spelledValue = ({ iso, number, low, high } = {}) =>
  iso ?? ((number ?? low ?? high) === undefined ? "" : String(number ?? `${low ?? ""}..${high ?? ""}`));

test("a spreadsheet of mentions says what the JSON says", () => {
  for (const [index, rows] of table("csv").entries()) {
    const { article } = texts[index];
    const names = new Map(article.entities.map(({ id, name }) => [id, name]));
    const expected = article.mentions.map((mention) => {
      const { id, start, end, rawStart, rawEnd, type, subtype = "", text, entity, score, why, value } = mention;
      const spelled = value ? spelledValue(value) : "";
      return {
        ...{ id, start, end, rawStart, rawEnd, type, subtype, text, entity, name: names.get(entity) },
        ...{ score, rule: why.rule, evidence: why.evidence, value: spelled },
        unit: (spelled && value.unit) || "",
        bound: (spelled && value.bound) || "",
      };
    });
    const strings = expected.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, String(cell)])),
    );
    assert.deepEqual(rows.map(withoutFile), strings);
    for (const { start, end, text } of rows) {
      assert.equal(article.text.slice(start, end), unguarded(text));
    }
  }
});

test("a spreadsheet of entities says what the JSON says", () => {
  const escaped = (text) => text.replace(/[|/\\]/g, "\\$&");
  for (const [index, rows] of table("csv-entities").entries()) {
    const expected = texts[index].article.entities.map(
      ({ id, type, subtype = "", name, aliases, mentions, divisions = [] }) => ({
        ...{ id, type, subtype, name, aliases: aliases.map(escaped).join("|") },
        mentions: String(mentions.length),
        divisions: divisions.map((chain) => chain.map(escaped).join("/")).join("|"),
      }),
    );
    assert.deepEqual(rows.map(withoutFile), expected);
  }
});

test("a spreadsheet of relations says what the JSON says", () => {
  for (const [index, rows] of table("csv-relations").entries()) {
    const { entities, relations } = texts[index].article;
    const name = (id) => entities.find((entity) => entity.id === id)?.name ?? "";
    const expected = relations.map((relation) => {
      const to = relation.to ?? relation.organisation ?? "";
      return {
        ...{ type: relation.type, from: relation.from ?? "", fromName: name(relation.from) },
        ...{ title: relation.title ?? relation.measure ?? "", to, toName: name(to) },
        ...{ quote: relation.text ?? "", evidence: relation.evidence.join(" "), rule: relation.why.rule },
      };
    });
    assert.deepEqual(rows.map(withoutFile), expected);
  }
});

// ------------------------------------------------------------------------------------------ TEI

/** Characters that XML cannot hold are U+FFFD in TEI. */
const allowed = (text) => text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");

const content = (document, xpath) => document.find(xpath, TEI).map((node) => node.content).join("");

test("TEI is valid, and holds the clean text and the raw text", async () => {
  const schema = XmlDocument.fromString(await readFile(path("schemas/tei-subset.rng"), "utf8"));
  const validator = RelaxNGValidator.fromDoc(schema);
  for (const { file, raw, article } of texts) {
    const document = XmlDocument.fromString(tag("tei", [file]));
    validator.validate(document);
    const text = "//tei:body/tei:p//text()";
    const clean = content(document, `${text}[not(ancestor::tei:surplus or ancestor::tei:sic)]`);
    assert.equal(clean, allowed(article.text), file);
    assert.equal(content(document, `${text}[not(ancestor::tei:corr)]`), allowed(raw), file);
    document.dispose();
  }
  validator.dispose();
  schema.dispose();
});

test("TEI of every kind of entity, value, repair and relation is valid", async () => {
  const schema = XmlDocument.fromString(await readFile(path("schemas/tei-subset.rng"), "utf8"));
  const validator = RelaxNGValidator.fromDoc(schema);
  const document = XmlDocument.fromString(await readFile(path("exports/by-hand.tei.xml"), "utf8"));
  validator.validate(document);
  assert.equal(document.find("//tei:relation", TEI).length, 7);
  for (const disposable of [document, validator, schema]) disposable.dispose();
});

test("the schema refuses what TEI does not allow", async () => {
  const schema = XmlDocument.fromString(await readFile(path("schemas/tei-subset.rng"), "utf8"));
  const validator = RelaxNGValidator.fromDoc(schema);
  const good = tag("tei", [texts.at(-1).file]);
  const spoil = [
    [/<body>/, "<body>text"],
    [/<p>/, "<p><p/>"],
    [/<(\/?)title\b/g, "<$1work"],
    [/<standOff>/, "<standOff/><standOff>"],
    [/cert="0/, 'cert="7'],
    [/(<date [^>]*when=)"[^"]*"/, '$1"1. April"'],
  ];
  for (const [what, by] of spoil) {
    const bad = good.replace(what, by);
    assert.notEqual(bad, good, `${what} is not in the document`);
    const document = XmlDocument.fromString(bad);
    assert.throws(() => validator.validate(document), undefined, `${by} is let through`);
    document.dispose();
  }
  validator.dispose();
  schema.dispose();
});

test("TEI has every mention under its identifier, and every pointer leads somewhere", () => {
  for (const { file, article } of texts) {
    const document = XmlDocument.fromString(tag("tei", [file]));
    const attributes = (xpath) => document.find(xpath, TEI).map((node) => node.content);
    const ids = attributes("//@xml:id");
    assert.equal(new Set(ids).size, ids.length);
    for (const mention of article.mentions) {
      let spelled = "";
      for (let id = mention.id; id; ) {
        const element = `//tei:body//*[@xml:id='${id}']`;
        spelled += content(document, `${element}//text()[not(ancestor::tei:surplus or ancestor::tei:sic)]`);
        [id] = attributes(`${element}/@next`).map((next) => next.slice(1));
      }
      assert.equal(spelled, allowed(mention.text));
    }
    const listed = attributes("//tei:standOff//@xml:id").sort();
    assert.deepEqual(listed, article.entities.map(({ id }) => id).sort());
    assert.equal(document.find("//tei:relation", TEI).length, article.relations.length);
    for (const name of ["ref", "corresp", "active", "passive", "source", "resp", "next", "prev", "datingMethod"]) {
      for (const pointer of attributes(`//@${name}`).flatMap((value) => value.split(" "))) {
        assert.ok(pointer.startsWith("#") && ids.includes(pointer.slice(1)), `${name}="${pointer}"`);
      }
    }
    document.dispose();
  }
});

test("TEI of several files at once is refused, with what helps", () => {
  assert.throws(
    () => tag("tei", allFiles().slice(0, 2)),
    ({ status, stdout, stderr }) => status === 2 && stdout === "" && stderr.includes("once a file"),
  );
});

// ------------------------------------------------------------------------------- Web Annotation

const OA = "http://www.w3.org/ns/oa#";

/** Expands without a network, and without letting a term go that no context knows. */
async function expanded(document) {
  const context = JSON.parse(await readFile(path("schemas/anno-context.jsonld"), "utf8"));
  const documentLoader = (url) => {
    assert.equal(url, "http://www.w3.org/ns/anno.jsonld");
    return { contextUrl: null, documentUrl: url, document: context };
  };
  return jsonld.expand(document, { documentLoader, safe: true });
}

test("Web Annotations are JSON-LD that says what the JSON says", async () => {
  const collections = lines(tag("webanno", allFiles())).map((line) => JSON.parse(line));
  assert.equal(collections.length, texts.length);
  for (const [index, collection] of collections.entries()) {
    const { raw, article } = texts[index];
    const [node] = await expanded(collection);
    const activity = (name) => node[`http://www.w3.org/ns/activitystreams#${name}`];
    const [page] = activity("first");
    const [{ "@list": items }] = page["http://www.w3.org/ns/activitystreams#items"];
    assert.equal(items.length, article.mentions.length + article.relations.length);
    assert.equal(activity("totalItems")[0]["@value"], items.length);
    assert.equal(new Set(items.map((item) => item["@id"])).size, items.length);

    const characters = [...raw];
    for (const [at, mention] of article.mentions.entries()) {
      const item = items[at];
      assert.deepEqual(item["@type"], [`${OA}Annotation`]);
      const [target] = item[`${OA}hasTarget`];
      assert.deepEqual(target[`${OA}hasSource`], [{ "@id": `urn:sha256:${article.source.sha256}` }]);
      const [position, quote] = target[`${OA}hasSelector`];
      const of = (selector, name) => selector[`${OA}${name}`][0]["@value"];
      const [start, end] = [of(position, "start"), of(position, "end")];
      const exact = of(quote, "exact");
      assert.equal(characters.slice(start, end).join(""), exact);
      assert.equal(exact, raw.slice(mention.rawStart, mention.rawEnd));
      const [prefix, suffix] = [of(quote, "prefix"), of(quote, "suffix")];
      const around = prefix + exact + suffix;
      assert.equal(characters.slice(start - [...prefix].length, end + [...suffix].length).join(""), around);
      assert.ok([...prefix].length <= 32 && [...suffix].length <= 32);

      const bodies = new Map(
        item[`${OA}hasBody`].map((body) => [body[`${OA}hasPurpose`][0]["@id"].slice(OA.length), body]),
      );
      const value = (purpose) =>
        bodies.get(purpose)?.["http://www.w3.org/1999/02/22-rdf-syntax-ns#value"][0]["@value"];
      assert.equal(value("tagging"), mention.type);
      assert.equal(value("classifying"), mention.subtype);
      assert.equal(value("editing") ?? exact, mention.text);
      assert.ok(bodies.get("identifying")[`${OA}hasSource`][0]["@id"].endsWith(`:${mention.entity}`));
      assert.equal(value("describing") ?? "", mention.value ? spelledValue(mention.value) : "");
    }
    for (const relation of items.slice(article.mentions.length)) {
      assert.deepEqual(relation[`${OA}motivatedBy`], [{ "@id": `${OA}linking` }]);
      assert.ok(relation[`${OA}hasTarget`].length > 0);
    }
  }
});

test("Web Annotations of every kind of value and relation are JSON-LD", async () => {
  const [node] = await expanded(JSON.parse(await readFile(path("exports/by-hand.jsonld"), "utf8")));
  const iris = JSON.stringify(node);
  for (const term of ["role", "name", "kind", "number", "low", "high", "bound", "unit"]) {
    assert.ok(iris.includes(`"urn:wenmai:1:${term}"`), term);
  }
});

test("excerpts around a mention begin and end between whole characters", () => {
  const segmenter = new Intl.Segmenter("zh", { granularity: "grapheme" });
  const [{ file, raw, article }] = texts.slice(-1);
  const bounds = new Set([...segmenter.segment(raw)].map(({ index }) => index).concat(raw.length));
  const { items } = JSON.parse(tag("webanno", [file])).first;
  for (const [at, { rawStart, rawEnd }] of article.mentions.entries()) {
    const [, { prefix, suffix }] = items[at].target[0].selector;
    assert.ok(bounds.has(rawStart - prefix.length) && bounds.has(rawEnd + suffix.length), prefix + "…" + suffix);
  }
});

// ------------------------------------------------------------------------------------- Markdown

/** What a reader sees of a block or a part of one. */
const shown = ({ tokens, text }) => (tokens ? tokens.map(shown).join("") : text);

/** The blocks of a document, without the blank lines between them. */
const blocks = (markdown) => marked.lexer(markdown).filter(({ type }) => type !== "space");

const oneLine = (text) => text.split(/[\r\n\u0085\u2028\u2029]+/).map((part) => part.trim()).filter(Boolean).join(" ");

test("Markdown is the text in paragraphs, then lists of what the JSON says", () => {
  for (const { file, article } of texts) {
    const all = blocks(tag("markdown", [file]));
    const first = all.findIndex(({ type, depth }) => type === "heading" && depth === 2);
    const paragraphs = all.slice(0, first);
    assert.deepEqual(paragraphs.slice(1).map(({ type }) => type), paragraphs.slice(1).map(() => "paragraph"));
    const lines = article.text
      .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
      .map((line) => line.replace(/^[\s\ufeff]+|[\s\ufeff]+$/g, ""))
      .filter(Boolean);
    assert.deepEqual(paragraphs.map(shown), lines, file);

    const sections = all.slice(first);
    const lists = sections.filter((_, index) => index % 2);
    assert.ok(sections.every(({ type }, index) => type === (index % 2 ? "list" : "heading")));
    const counts = lists.map(({ items }) => items.length);
    const types = [...new Set(article.entities.map(({ type }) => type))];
    const entities = lists.slice(0, types.length).flatMap(({ items }) => items.map(shown));
    assert.equal(entities.length, article.entities.length);
    for (const { name, mentions } of article.entities) {
      const count = new RegExp(`，${mentions.length} [处處]`);
      assert.ok(entities.some((entry) => entry.startsWith(oneLine(name)) && count.test(entry)), name);
    }
    const rest = counts.slice(types.length);
    const expected = [article.relations.length, article.timeline.length].filter(Boolean);
    assert.deepEqual(rest, expected, file);
  }
});

test("Markdown of every kind of entity, value and relation is Markdown", async () => {
  const all = blocks(await readFile(path("exports/by-hand.md"), "utf8"));
  const lists = all.filter(({ type }) => type === "list");
  assert.equal(lists.length, 14);
  const items = lists.flatMap(({ items }) => items.map(shown));
  for (const entry of ["甲乙公司（又作甲乙|丙、=乙），2 處", "京東園的總投資為逾100億元。"]) {
    assert.ok(items.includes(entry), entry);
  }
});

test("Markdown of several files has a rule between two articles", () => {
  const all = blocks(tag("markdown", allFiles()));
  assert.equal(all.filter(({ type }) => type === "hr").length, texts.length - 1);
});

// ------------------------------------------------------------------------------------ all formats

test("the unit of positions changes no format but those that say so", () => {
  const [{ file }] = texts.slice(-1);
  for (const format of ["csv-entities", "csv-relations", "conll", "tei", "webanno", "markdown"]) {
    assert.equal(tag(format, [file], "--offset-unit", "byte"), tag(format, [file]), format);
  }
  for (const format of ["json", "csv"]) {
    assert.notEqual(tag(format, [file], "--offset-unit", "byte"), tag(format, [file]), format);
  }
});

test("jsonl is another name of json", () => {
  assert.equal(tag("jsonl", allFiles()), tag("json", allFiles()));
});
