/**
 * Every visible word of element and page, in Traditional Chinese, Simplified Chinese and
 * English. Sentences for failures are in `failures.js`, sentences for rules in `rules.js`, dates
 * and numbers in `measures.js`.
 */

import { MEASURES } from "./measures.js";

/** Types in the order in which legend and index list them. */
export const TYPES = [
  "PERSON",
  "TITLE",
  "ORG",
  "PLACE",
  "FACILITY",
  "EVENT",
  "PROJECT",
  "WORK",
  "TIME",
  "MONEY",
  "QUANTITY",
  "TERM",
];

const WORDS = {
  "zh-Hant": {
    types: {
      PERSON: "人名",
      TITLE: "職稱",
      ORG: "機構",
      PLACE: "地名",
      FACILITY: "場所",
      EVENT: "活動",
      PROJECT: "項目",
      WORK: "作品",
      TIME: "時間",
      MONEY: "金額",
      QUANTITY: "數量",
      TERM: "術語",
    },
    subtypes: { COM: "企業", GOV: "黨政軍", OTH: "其他" },
    edits: { reading: "拼音", straddle: "錯位", damaged: "殘損", boilerplate: "頁面雜項" },
    editHelp: {
      reading: "轉換程式插在字後的讀音，已略去",
      straddle: "拼音插在兩字之間弄壞的字，已復原",
      damaged: "有位元組遺失，無法復原，保持原樣",
      boilerplate: "不屬正文，已另置",
    },
    separator: "，",
    index: "索引",
    repairs: "修復",
    corrections: "更正",
    legend: "類型",
    noMentions: "未標出任何詞語",
    noRepairs: "原文無須修復",
    show: (name) => `顯示${name}`,
    raw: "原文",
    clean: "修復後",
    apply: "採用",
    close: "關閉",
    why: "依據",
    aliases: "又作",
    nested: "名中含",
    within: "見於名稱",
    occurrences: (count) => `見於文中 ${count} 處`,
    previous: "上一處",
    next: "下一處",
    position: (index, count) => `${index}／${count}`,
    card: (name) => `${name}的卡片`,
    panel: "文章索引與修復",
    cast: "名錄",
    places: "地點",
    timeline: "時間線",
    amounts: "數額",
    relations: "關係",
    exports: "匯出",
    find: "尋找名稱",
    sort: "排序",
    sorts: { count: "依次數", first: "依先後", name: "依名稱" },
    matches: (count) => `找到 ${count} 個名稱`,
    noMatches: "沒有這樣的名稱",
    joint: "；",
    more: (count) => `其餘 ${count} 條`,
    confidence: (percent) => `把握 ${percent}％`,
    lookUp: "外查",
    sites: { Wikipedia: "維基百科", Wikidata: "維基數據", "Baidu Baike": "百度百科" },
    elsewhere: "亦見",
    comes: "即",
    chain: "所屬",
    oneOf: "下列之一",
    rows: {
      posts: "任職",
      holders: "任職者",
      quotes: "所言",
      people: "人員",
      parts: "下屬",
      wholes: "隸屬",
      amounts: "數額",
      owners: "關於",
      places: "位於",
      sites: "當地",
      dates: "時間",
      events: "事件",
    },
    inferred: {
      year: "年份依全文推定",
      date: "日期依全文推定",
      currency: "幣別依全文推定",
    },
    problems: {
      "no-such-date": "曆法上沒有這個日期，原文或有誤",
      "no-such-time": "一天之中沒有這個時刻，原文或有誤",
    },
    values: MEASURES["zh-Hant"],
  },
  "zh-Hans": {
    types: {
      PERSON: "人名",
      TITLE: "职务",
      ORG: "机构",
      PLACE: "地名",
      FACILITY: "场所",
      EVENT: "活动",
      PROJECT: "项目",
      WORK: "作品",
      TIME: "时间",
      MONEY: "金额",
      QUANTITY: "数量",
      TERM: "术语",
    },
    subtypes: { COM: "企业", GOV: "党政军", OTH: "其他" },
    edits: { reading: "拼音", straddle: "错位", damaged: "残损", boilerplate: "页面杂项" },
    editHelp: {
      reading: "转换程序插在字后的读音，已略去",
      straddle: "拼音插在两字之间弄坏的字，已复原",
      damaged: "有字节丢失，无法复原，保持原样",
      boilerplate: "不属正文，已另置",
    },
    separator: "，",
    index: "索引",
    repairs: "修复",
    corrections: "更正",
    legend: "类型",
    noMentions: "没有标出任何词语",
    noRepairs: "原文无须修复",
    show: (name) => `显示${name}`,
    raw: "原文",
    clean: "修复后",
    apply: "采用",
    close: "关闭",
    why: "依据",
    aliases: "又作",
    nested: "名中含",
    within: "见于名称",
    occurrences: (count) => `见于文中 ${count} 处`,
    previous: "上一处",
    next: "下一处",
    position: (index, count) => `${index}／${count}`,
    card: (name) => `${name}的卡片`,
    panel: "文章索引与修复",
    cast: "名录",
    places: "地点",
    timeline: "时间线",
    amounts: "数额",
    relations: "关系",
    exports: "导出",
    find: "查找名称",
    sort: "排序",
    sorts: { count: "按次数", first: "按先后", name: "按名称" },
    matches: (count) => `找到 ${count} 个名称`,
    noMatches: "没有这样的名称",
    joint: "；",
    more: (count) => `其余 ${count} 条`,
    confidence: (percent) => `把握 ${percent}％`,
    lookUp: "外查",
    sites: { Wikipedia: "维基百科", Wikidata: "维基数据", "Baidu Baike": "百度百科" },
    elsewhere: "亦见",
    comes: "即",
    chain: "所属",
    oneOf: "下列之一",
    rows: {
      posts: "任职",
      holders: "任职者",
      quotes: "所言",
      people: "人员",
      parts: "下属",
      wholes: "隶属",
      amounts: "数额",
      owners: "关于",
      places: "位于",
      sites: "当地",
      dates: "时间",
      events: "事件",
    },
    inferred: {
      year: "年份依全文推定",
      date: "日期依全文推定",
      currency: "币种依全文推定",
    },
    problems: {
      "no-such-date": "历法上没有这个日期，原文或有误",
      "no-such-time": "一天之中没有这个时刻，原文或有误",
    },
    values: MEASURES["zh-Hans"],
  },
  en: {
    types: {
      PERSON: "Person",
      TITLE: "Title",
      ORG: "Organisation",
      PLACE: "Place",
      FACILITY: "Facility",
      EVENT: "Event",
      PROJECT: "Project",
      WORK: "Work",
      TIME: "Time",
      MONEY: "Money",
      QUANTITY: "Quantity",
      TERM: "Term",
    },
    subtypes: { COM: "company", GOV: "government", OTH: "other" },
    edits: {
      reading: "Readings",
      straddle: "Torn characters",
      damaged: "Damage",
      boilerplate: "Page furniture",
    },
    editHelp: {
      reading: "put behind a character by a converter; left out",
      straddle: "torn apart by such a reading; put together again",
      damaged: "bytes are lost; left as it is",
      boilerplate: "no part of the article; set apart",
    },
    separator: ", ",
    index: "Index",
    repairs: "Repairs",
    corrections: "Corrections",
    legend: "Types",
    noMentions: "Nothing was marked.",
    noRepairs: "The text needed no repair.",
    show: (name) => `Show ${name.toLowerCase()}`,
    raw: "Raw",
    clean: "Repaired",
    apply: "Apply",
    close: "Close",
    why: "Why",
    aliases: "Also",
    nested: "Contains",
    within: "In the names",
    occurrences: (count) => `${count} ${count === 1 ? "mention" : "mentions"}`,
    previous: "Previous",
    next: "Next",
    position: (index, count) => `${index} / ${count}`,
    card: (name) => `Card of ${name}`,
    panel: "Index and repairs of the article",
    cast: "Cast",
    places: "Places",
    timeline: "Timeline",
    amounts: "Amounts",
    relations: "Relations",
    exports: "Export",
    find: "Find a name",
    sort: "Sort",
    sorts: { count: "by count", first: "in order", name: "by name" },
    matches: (count) => `${count} ${count === 1 ? "name" : "names"} found`,
    noMatches: "No such name.",
    joint: "; ",
    more: (count) => `${count} more`,
    confidence: (percent) => `Confidence ${percent} %`,
    lookUp: "Look up",
    sites: {},
    elsewhere: "Also in",
    comes: "That is",
    chain: "Within",
    oneOf: "one of these",
    rows: {
      posts: "Posts",
      holders: "Held by",
      quotes: "Says",
      people: "People",
      parts: "Parts",
      wholes: "Part of",
      amounts: "Amounts",
      owners: "Of",
      places: "Lies in",
      sites: "Here",
      dates: "Date",
      events: "Event",
    },
    inferred: {
      year: "year inferred from the article",
      date: "date inferred from the article",
      currency: "currency inferred from the article",
    },
    problems: {
      "no-such-date": "No calendar has this date; the text may be mistaken.",
      "no-such-time": "No day has this time; the text may be mistaken.",
    },
    values: MEASURES.en,
  },
};

/** The languages that the interface speaks. */
export const LANGUAGES = Object.keys(WORDS);

/**
 * The interface language for a language tag: `zh-TW` → `zh-Hant`; English where none fits.
 * @param {string} tag BCP 47 language tag, may be empty
 * @returns {"zh-Hant" | "zh-Hans" | "en"}
 */
export function interfaceLanguage(tag) {
  const name = tag.toLowerCase().replaceAll("_", "-");
  if (!/^(zh|yue|cmn|lzh|nan|wuu)\b/.test(name)) return "en";
  return /-(hant|tw|hk|mo)\b|^(yue|lzh|nan)\b/.test(name) && !/-hans\b/.test(name)
    ? "zh-Hant"
    : "zh-Hans";
}

const SCRIPTS = { hans: "zh-Hans", hant: "zh-Hant" };

/**
 * The language tag of an article's text, which decides on fonts and the place of punctuation.
 * @param {{source: {script: string}}} article
 * @returns {string}
 */
export function articleLanguage({ source }) {
  return SCRIPTS[source.script] ?? "zh";
}

/**
 * The words of one interface language.
 * @param {string} language one of {@link LANGUAGES}
 */
export function words(language) {
  return WORDS[language] ?? WORDS.en;
}
