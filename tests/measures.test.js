// What times, amounts and quantities come to, as the page says it in three languages.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { LANGUAGES, words } from "../www/strings.js";
import { arithmetic, inWords, inferred } from "../www/values.js";

/** The cases of tests/values.rs that have a value, as the core puts them on the wire. */
async function cases() {
  const lines = (await readFile(new URL("cases/values.tsv", import.meta.url), "utf8")).split("\n");
  const rows = lines.filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
  return rows
    .filter(([, , , value]) => value !== "-" && !value.startsWith("!"))
    .map(([type, text, , expected, sum]) => {
      const marks = /^(.*?)(?: (about|at-least|more-than|at-most|less-than|range))?( inferred)?$/.exec(expected);
      const [, spelled, bound = "exact", taken] = marks;
      const value = { bound, inferred: Boolean(taken), arithmetic: sum ?? "" };
      if (type === "TIME") {
        const kind = { P: "duration", T: "clock" }[spelled[0]] ?? "date";
        return { text: /\[(.*?)\]/.exec(text)[1], value: { ...value, kind, iso: spelled } };
      }
      const [unit, number] = spelled.split(" ");
      const [low, high] = number.split("..").map(Number);
      const kind = type === "MONEY" ? "money" : unit === "%" ? "percentage" : "quantity";
      return {
        text: /\[(.*?)\]/.exec(text)[1],
        value: {
          ...value,
          kind,
          ...(high === undefined ? { number: low } : { low, high }),
          ...(!/^(\?|number)$/.test(unit) && { unit }),
        },
      };
    });
}

test("every value of the cases has words in every language, and no codes in them", async () => {
  const all = await cases();
  assert.ok(all.length > 300, `only ${all.length} cases`);
  for (const mention of all) {
    for (const language of LANGUAGES) {
      const said = inWords(mention, words(language));
      assert.ok(said, `${language}: nothing for ${JSON.stringify(mention)}`);
      assert.doesNotMatch(said, /P\d|T\d|\d-\d|\dX|XX|~|\.\.|undefined|NaN|Invalid/, `${language}: ${mention.text}`);
    }
    if (mention.value.inferred) assert.ok(inferred(mention), mention.text);
  }
});

for (const [kind, value, hant, hans, en] of [
  ["date", { iso: "2021-10-08" }, "2021年10月8日", "2021年10月8日", "8 October 2021"],
  ["date", { iso: "XXXX-02-29" }, "2月29日（年份未知）", "2月29日（年份未知）", "29 February (year unknown)"],
  ["date", { iso: "-0220" }, "公元前221年", "公元前221年", "221 BC"],
  ["date", { iso: "199X" }, "1990年代", "1990年代", "the 1990s"],
  ["date", { iso: "20XX" }, "21世紀", "21世纪", "the 21st century"],
  ["date", { iso: "2016/2022" }, "2016年至2022年", "2016年至2022年", "2016 to 2022"],
  ["date", { iso: "2021-07-19/2021-07-21" }, "2021年7月19日至21日", "2021年7月19日至21日", "19 to 21 July 2021"],
  ["date", { iso: "2021-12-28/2022-01-03" }, "2021年12月28日至2022年1月3日", "2021年12月28日至2022年1月3日", "28 December 2021 to 3 January 2022"],
  ["date", { iso: "2021-10-08T09:00/2021-10-08T11:00" }, "2021年10月8日 09:00至11:00", "2021年10月8日 09:00至11:00", "8 October 2021 09:00 to 8 October 2021 11:00"],
  ["date", { iso: "../2021-12-31" }, "2021年12月31日以前", "2021年12月31日以前", "up to 31 December 2021"],
  ["date", { iso: "2017/.." }, "2017年起", "2017年起", "from 2017"],
  ["date", { iso: "2021-12~", bound: "about" }, "約2021年12月", "约2021年12月", "about December 2021"],
  ["date", { iso: "2022-21" }, "2022年春季", "2022年春季", "spring 2022"],
  ["date", { iso: "2021-35" }, "2021年第三季度", "2021年第三季度", "third quarter of 2021"],
  ["date", { iso: "XXXX-41" }, "下半年（年份未知）", "下半年（年份未知）", "second half (year unknown)"],
  ["clock", { iso: "T08:30+08:00" }, "08:30 (UTC+08:00)", "08:30 (UTC+08:00)", "08:30 (UTC+08:00)"],
  ["duration", { iso: "PT3H30M" }, "3小時30分鐘", "3小时30分钟", "3 hours 30 minutes"],
  ["duration", { iso: "P30Y", bound: "at-least" }, "至少30年", "至少30年", "at least 30 years"],
  ["money", { number: 1e10, unit: "CNY" }, "100億人民幣", "100亿人民币", "CNY 10 billion"],
  ["money", { number: 1.59e10, bound: "more-than" }, "逾159億（幣別未知）", "逾159亿（币种未知）", "more than 15.9 billion (currency unknown)"],
  ["money", { low: 1e6, high: 2e6, bound: "range", unit: "USD" }, "100萬至200萬美元", "100万至200万美元", "USD 1 million to 2 million"],
  ["money", { number: 123456789, unit: "CNY" }, "123,456,789人民幣", "123,456,789人民币", "CNY 123,456,789"],
  ["quantity", { number: 100, bound: "at-least", unit: "家" }, "至少100家", "至少100家", "at least 100 家"],
  ["quantity", { number: 250000, unit: "吨" }, "25萬噸", "25万吨", "250,000 t"],
  ["quantity", { number: 1, unit: "人" }, "1人", "1人", "1 person"],
  ["quantity", { number: 1 / 3 }, "0.3333…", "0.3333…", "0.3333…"],
  ["percentage", { low: 3, high: 5, bound: "range", unit: "%" }, "3%至5%", "3%至5%", "3% to 5%"],
  // What cannot be read is not claimed.
  ["date", { iso: "2021-W40" }, "", "", ""],
  ["date", { problem: "no-such-date" }, "", "", ""],
]) {
  test(`${kind} ${JSON.stringify(value)} in words`, () => {
    const mention = { text: "", value: { kind, bound: "exact", arithmetic: "", ...value } };
    assert.deepEqual(LANGUAGES.map((language) => inWords(mention, words(language))), [hant, hans, en]);
  });
}

test("arithmetic has the article's own words, long numbers in groups, and no codes", () => {
  const sum = (text, arithmetic_, iso) => arithmetic({ text, value: { arithmetic: arithmetic_, iso } });
  assert.equal(sum("100億元", "100 × 10⁸ = 10000000000 CNY"), "100 × 10⁸ = 10,000,000,000 CNY");
  assert.equal(sum("百萬分之二十", "20 ÷ 1000000 = 0.00002"), "20 ÷ 1,000,000 = 0.00002");
  assert.equal(sum("當天", "当天 = 2021-10-08", "2021-10-08"), "當天 = 2021-10-08");
  assert.equal(sum("三個半小時", "三个半小时 = PT3H30M", "PT3H30M"), "");
  assert.equal(sum("10月8日", "10月8日 + 2021", "2021-10-08"), "10月8日 + 2021");
});

test("what was inferred is named as narrowly as it is certain", () => {
  const part = (kind, text) => inferred({ text, value: { kind, inferred: true } });
  assert.equal(part("date", "10月8日"), "year");
  assert.equal(part("date", "十二月"), "year");
  assert.equal(part("date", "本月15日"), "date");
  assert.equal(part("date", "去年12月"), "date");
  assert.equal(part("money", "168億元"), "currency");
  assert.equal(inferred({ text: "2021年", value: { kind: "date" } }), null);
});
