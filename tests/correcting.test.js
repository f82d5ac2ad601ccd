// Corrections as data and in words: where a reader may mark, how bounds move, what is said.

import assert from "node:assert/strict";
import { test } from "node:test";

import { difference, inWords } from "../www/corrections/describe.js";
import {
  correction,
  formerKinds,
  isRepeated,
  markable,
  marking,
  stepped,
  target,
  withCorrection,
} from "../www/corrections/edits.js";
import { mentionAt, mentionNear } from "../www/corrections/place.js";
import { LANGUAGES } from "../www/strings.js";
import { words } from "../www/strings/corrections.js";

const TEXT = "😀𠮷野家在鐘樓新城開店。\r\n他讀《紅樓夢》，e\u0301tude 一曲。\n\u3000家人👨‍👩‍👧很好";

/** A stretch of a text by its words. */
function stretch(text, exact) {
  const start = text.indexOf(exact);
  assert.ok(start >= 0, exact);
  return { start, end: start + exact.length };
}

const slice = (text, { start, end }) => text.slice(start, end);

test("what can be marked is trimmed, whole, within a paragraph and not too long", () => {
  const { start, end } = stretch(TEXT, "鐘樓新城");
  assert.deepEqual(markable(TEXT, start, end), { start, end });
  assert.deepEqual(markable(TEXT, end, start), { start, end });
  // A triple click ends behind the line break.
  const line = markable(TEXT, 0, TEXT.indexOf("他"));
  assert.equal(slice(TEXT, line), "😀𠮷野家在鐘樓新城開店。");
  const indented = TEXT.indexOf("\u3000");
  assert.equal(slice(TEXT, markable(TEXT, indented, indented + 3)), "家人");
  // Halves of characters are made whole.
  assert.equal(slice(TEXT, markable(TEXT, 3, 4)), "𠮷");
  assert.equal(slice(TEXT, markable(TEXT, 1, 3)), "😀𠮷");
  assert.equal(markable(TEXT, TEXT.indexOf("店"), TEXT.indexOf("讀")), null);
  assert.equal(markable(TEXT, indented, indented + 1), null);
  assert.equal(markable(TEXT, 4, 4), null);
  const long = "𠮷".repeat(61);
  assert.equal(markable(long, 0, 122), null);
  assert.deepEqual(markable(long, 0, 120), { start: 0, end: 120 });
});

test("bounds move by what a reader takes for a character", () => {
  const step = (exact, bound, by) => {
    const moved = stepped(TEXT, stretch(TEXT, exact), bound, by);
    return moved && slice(TEXT, moved);
  };
  assert.equal(step("鐘樓新城", "end", 1), "鐘樓新城開");
  assert.equal(step("鐘樓新城", "end", -1), "鐘樓新");
  assert.equal(step("鐘樓新城", "start", -1), "在鐘樓新城");
  assert.equal(step("鐘樓新城", "start", 1), "樓新城");
  assert.equal(step("野家", "start", -1), "𠮷野家");
  assert.equal(step("𠮷野家", "start", -1), "😀𠮷野家");
  assert.equal(step("𠮷野家", "start", 1), "野家");
  assert.equal(step("，", "end", 1), "，e\u0301");
  assert.equal(step("e\u0301t", "start", 1), "t");
  assert.equal(step("tude", "end", 1), "tude 一");
  assert.equal(step("tude 一", "end", -1), "tude");
  assert.equal(step("家人", "end", 1), "家人👨‍👩‍👧");
  assert.equal(step("很好", "start", -1), "👨‍👩‍👧很好");
  // Nowhere to go: the ends of paragraphs and of the text, and nothing left.
  assert.equal(step("店。", "end", 1), null);
  assert.equal(step("他讀", "start", -1), null);
  assert.equal(step("家人", "start", -1), null);
  assert.equal(step("很好", "end", 1), null);
  assert.equal(step("😀", "start", -1), null);
  assert.equal(step("曲", "end", -1), null);
  assert.equal(step("曲", "start", 1), null);
});

test("targets quote whole characters around, and slice to their text", () => {
  for (const text of [TEXT, "𠮷".repeat(80), `x${"𠮷".repeat(80)}`, "字"]) {
    const middle = Math.floor(text.length / 4) * 2;
    const place = markable(text, middle, middle + 1) ?? { start: 0, end: 1 };
    const made = target(text, place.start, place.end);
    assert.equal(text.slice(made.start, made.end), made.exact);
    assert.equal(text.slice(made.start - made.prefix.length, made.start), made.prefix);
    assert.equal(text.slice(made.end, made.end + made.suffix.length), made.suffix);
    for (const quote of [made.prefix, made.exact, made.suffix]) {
      assert.ok(quote.isWellFormed?.() ?? true, JSON.stringify(quote));
      assert.ok([...quote].length <= 32);
    }
  }
  const { prefix, suffix } = target("𠮷".repeat(80), 80, 82);
  assert.deepEqual([[...prefix].length, [...suffix].length], [32, 32]);
});

const mention = (id, exact, type, text = TEXT) => ({ id, type, text: exact, ...stretch(text, exact) });
const article = {
  text: TEXT,
  mentions: [mention("m1", "𠮷野家", "ORG"), mention("m2", "鐘樓新城", "PLACE"), mention("m3", "《紅樓夢》", "WORK")],
};

test("the mention at a place is the one that shares most with it", () => {
  const at = (exact) => mentionAt(article, stretch(TEXT, exact).start, stretch(TEXT, exact).end)?.id;
  assert.equal(at("鐘樓新城"), "m2");
  assert.equal(at("新城開店"), "m2");
  assert.equal(at("家在鐘樓"), "m2");
  assert.equal(at("開店"), undefined);
  const near = (exact) => mentionNear(article, stretch(TEXT, exact).start).id;
  assert.equal(near("開店"), "m3");
  assert.equal(near("很好"), "m3");
  assert.equal(near("鐘樓"), "m2");
});

test("marking retypes what is marked already, and adds else", () => {
  const place = stretch(TEXT, "鐘樓新城");
  const made = marking(article, place, { type: "ORG", subtype: "COM" }, false);
  assert.deepEqual([made.action, made.type, made.subtype, made.everywhere], ["retype", "ORG", "COM", undefined]);
  assert.equal(made.target.exact, "鐘樓新城");
  assert.equal(marking(article, stretch(TEXT, "鐘樓"), { type: "ORG" }, false).action, "add");
  const all = marking(article, place, { type: "ORG" }, true);
  assert.deepEqual([all.action, all.everywhere], ["add", true]);
  assert.equal(isRepeated("常州與常州", "常州"), true);
  assert.equal(isRepeated("常州與鐘樓", "常州"), false);
});

test("a type that is changed again replaces the one before, nothing else does", () => {
  const place = stretch(TEXT, "鐘樓新城");
  const retype = (type, everywhere) => correction("retype", TEXT, place, everywhere, { type });
  const first = withCorrection([], retype("ORG", false));
  assert.deepEqual(withCorrection(first, retype("EVENT", false)), [retype("EVENT", false)]);
  assert.equal(withCorrection(first, retype("EVENT", true)).length, 2);
  const other = correction("retype", TEXT, stretch(TEXT, "《紅樓夢》"), false, { type: "EVENT" });
  assert.equal(withCorrection(first, other).length, 2);
  const deleted = correction("delete", TEXT, place, false);
  assert.equal(withCorrection([deleted], deleted).length, 2);
  assert.equal(first.length, 1);
});

test("what a retyped mention was is that of the article, or of the correction before", () => {
  const place = stretch(TEXT, "《紅樓夢》");
  const to = { ...stretch(TEXT, "紅樓夢"), exact: "紅樓夢" };
  const list = [
    correction("retype", TEXT, place, false, { type: "EVENT" }),
    correction("retype", TEXT, place, true, { type: "PROJECT" }),
    correction("resize", TEXT, place, false, { to }),
    correction("retype", TEXT, to, false, { type: "TERM" }),
    correction("retype", TEXT, stretch(TEXT, "一曲"), false, { type: "TERM" }),
  ];
  const types = (former) => former.map((kind) => kind?.type);
  assert.deepEqual(types(formerKinds(list, article)), ["WORK", "EVENT", undefined, "PROJECT", undefined]);
  assert.deepEqual(types(formerKinds(list, null)), [undefined, "EVENT", undefined, "PROJECT", undefined]);
});

test("every action is said in every language", () => {
  const place = stretch(TEXT, "《紅樓夢》");
  const to = { ...stretch(TEXT, "紅樓夢"), exact: "紅樓夢" };
  const make = (action, more, everywhere = false) => correction(action, TEXT, place, everywhere, more);
  const retype = make("retype", { type: "EVENT" }, true);
  const said = [
    inWords(retype, "zh-Hant", { type: "WORK" }),
    inWords(retype, "zh-Hans", { type: "WORK" }),
    inWords(retype, "en"),
    inWords(make("add", { type: "ORG", subtype: "COM" }), "zh-Hant"),
    inWords(make("resize", { to }), "zh-Hant"),
    inWords(make("merge", { with: to }), "zh-Hant"),
    inWords(make("split"), "zh-Hant"),
    inWords(make("delete"), "zh-Hant"),
  ];
  assert.deepEqual(said, [
    "《紅樓夢》：作品 → 活動（全文）",
    "《紅樓夢》：作品 → 活动（全文）",
    "《紅樓夢》: now Event (everywhere)",
    "《紅樓夢》：標為機構·企業",
    "《紅樓夢》 → 紅樓夢",
    "《紅樓夢》：併入紅樓夢",
    "《紅樓夢》：另立",
    "《紅樓夢》：不是專名",
  ]);
  const shape = (value) =>
    typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shape(one)])) : typeof value;
  for (const language of LANGUAGES) assert.deepEqual(shape(words(language)), shape(words("en")));
});

test("the difference of two values is said by what changed", () => {
  const place = stretch(TEXT, "《紅樓夢》");
  const one = correction("delete", TEXT, place, false);
  const other = correction("split", TEXT, place, false);
  const value = (corrections, lexicon = []) => ({ corrections, lexicon });
  const said = (before, after) => difference(before, after, "zh-Hant");
  assert.equal(said(value([one]), value([])), "《紅樓夢》：不是專名");
  assert.equal(said(value([one]), value([one, one])), "《紅樓夢》：不是專名");
  assert.equal(said(value([one]), value([other])), "《紅樓夢》：另立");
  assert.equal(said(value([], [{ word: "微億" }]), value([])), "詞庫的「微億」");
  assert.equal(said(value([one, other, one]), value([])), "數條更改");
});
