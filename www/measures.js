/**
 * How dates, amounts and units are said in Traditional Chinese, Simplified Chinese and English.
 * Chinese dates are spelled here: the browsers' ranges and months in Chinese are not as news has
 * them (2021/7/19至2021/7/21, 二月).
 */

/** Units whose characters differ, Simplified before Traditional. */
const UNITS =
  "个個吨噸册冊场場辆輛张張项項条條间間栋棟层層亩畝顷頃国國县縣颗顆户戶岁歲届屆员員类類级級队隊组組对對门門页頁笔筆处處块塊点點摄攝";
const PLAIN = UNITS.replace(/(.)./g, "$1");

/** Units that English has a word for; with others it keeps the character. */
const ENGLISH_UNITS = {
  个: "",
  人: "people",
  名: "people",
  位: "people",
  岁: "years of age",
  倍: "times",
  个百分点: "percentage points",
  米: "m",
  公里: "km",
  平方米: "m²",
  吨: "t",
  千瓦: "kW",
};
const ORDINALS = { one: "st", two: "nd", few: "rd", other: "th" };
const rank = new Intl.PluralRules("en", { type: "ordinal" });

const chinese = (locale, [about, century, currency]) => ({
  locale,
  compactFrom: 1e4,
  spaced: false,
  date: (year, month, day) =>
    (year === null ? "" : year > 0 ? `${year}年` : `公元前${1 - year}年`) +
    (month ? `${month}月` : "") +
    (day ? `${day}日` : ""),
  decade: (year) => `${year}年代`,
  century: (number) => number + century,
  seasons: ["春季", "夏季", "秋季", "冬季"],
  quarters: ["第一季度", "第二季度", "第三季度", "第四季度"],
  halves: ["上半年", "下半年"],
  part: (part, year) => (year === null ? part : `${year}年${part}`),
  range: (from, to) => `${from}至${to}`,
  // 2021年7月19日至21日
  span: (from, to) => {
    let rest = to;
    for (const unit of /^(\d+年)?(\d+月)?(\d+日 )?/.exec(from).slice(1).filter(Boolean)) {
      if (!rest.startsWith(unit) || rest === unit) break;
      rest = rest.slice(unit.length);
    }
    return `${from}至${rest}`;
  },
  since: (from) => `${from}起`,
  until: (to) => `${to}以前`,
  noYear: (date) => `${date}（年份未知）`,
  noCurrency: (number) => `${number}（${currency}未知）`,
  bounds: { about, "at-least": "至少", "more-than": "逾", "at-most": "至多", "less-than": "不足" },
  money: (number, code) => number + new Intl.DisplayNames(locale, { type: "currency" }).of(code),
  counted: (number, unit) => number + (locale === "zh-Hans" ? unit : unit.replace(/./gu, traditional)),
});

/** Dates and numbers by language. */
export const MEASURES = {
  "zh-Hant": chinese("zh-Hant", ["約", "世紀", "幣別"]),
  "zh-Hans": chinese("zh-Hans", ["约", "世纪", "币种"]),
  en: {
    locale: "en-GB",
    compactFrom: 1e6,
    spaced: true,
    date: englishDate,
    century: (number) => `the ${number}${ORDINALS[rank.select(number)]} century`,
    decade: (year) => `the ${year}s`,
    seasons: ["spring", "summer", "autumn", "winter"],
    quarters: ["first quarter", "second quarter", "third quarter", "fourth quarter"],
    halves: ["first half", "second half"],
    part: (part, year) =>
      year === null ? part : `${part} ${part.includes(" ") ? "of " : ""}${year}`,
    range: (from, to) => `${from} to ${to}`,
    span: englishSpan,
    since: (from) => `from ${from}`,
    until: (to) => `up to ${to}`,
    noYear: (date) => `${date} (year unknown)`,
    noCurrency: (number) => `${number} (currency unknown)`,
    bounds: {
      about: "about ",
      "at-least": "at least ",
      "more-than": "more than ",
      "at-most": "at most ",
      "less-than": "less than ",
    },
    money: (number, currency) => `${currency} ${number}`,
    counted: (number, unit) => `${number} ${ENGLISH_UNITS[unit] ?? unit}`.trim().replace(/^1 people$/, "1 person"),
  },
};

function traditional(character) {
  const at = PLAIN.indexOf(character);
  return at < 0 ? character : UNITS[2 * at + 1];
}

function englishDate(year, month, day) {
  const date = new Date(0);
  // Without a year, one that has a 29 February.
  date.setUTCFullYear(year ?? 2000, Math.max(month, 1) - 1, Math.max(day, 1));
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    ...(year !== null && { year: "numeric" }),
    ...(year !== null && year < 1 && { era: "short" }),
    ...(month > 0 && { month: "long" }),
    ...(day > 0 && { day: "numeric" }),
  }).format(date);
}

/** 19 to 21 July 2021 */
function englishSpan(from, to) {
  const [left, right] = [from.split(" "), to.split(" ")];
  while (left.length > 1 && right.length > 1 && left.at(-1) === right.at(-1)) {
    left.pop();
    right.pop();
  }
  return `${left.join(" ")} to ${to}`;
}
