/**
 * Why something was marked, as a sentence: one for each rule of the core, by its stable name.
 * What the rule went by follows in brackets, where there is something.
 */

const RULES = {
  "title-marks": ["以書名號《》括起", "以书名号《》括起", "stands in title marks 《》"],
  date: ["寫明日期", "写明日期", "states a date"],
  "time-range": ["寫明起訖", "写明起讫", "states a span of time"],
  "relative-time": ["相對於發稿日的時間", "相对于发稿日的时间", "a time relative to the day of writing"],
  "amount-with-currency": ["數字帶貨幣單位", "数字带货币单位", "a number with a currency"],
  "amount-by-context": ["前文表明是金額", "前文表明是金额", "the words before make it an amount"],
  "number-with-unit": ["數字帶計量單位", "数字带计量单位", "a number with a unit"],
  "number-with-classifier": ["數字帶量詞", "数字带量词", "a number with a classifier"],
  "scaled-number": ["以萬、億計的數字", "以万、亿计的数字", "a number in ten thousands or hundred millions"],
  "name-after-title": ["姓名緊接職稱之後", "姓名紧接职务之后", "a name right after a title"],
  "name-before-title": ["姓名在職稱之前", "姓名在职务之前", "a name before a title"],
  "name-before-title-and-person": ["姓名在職稱與另一人名之前", "姓名在职务与另一人名之前", "a name before a title and another name"],
  "surname-before-title": ["姓氏緊接職稱", "姓氏紧接职务", "a surname before a title"],
  "name-before-saying": ["姓名後接「說」「表示」一類動詞", "姓名后接“说”“表示”一类动词", "a name before a verb of saying"],
  "name-in-list": ["與其他人名並列", "与其他人名并列", "stands in a list of names"],
  "name-dictionary": ["詞庫收錄的人名", "词库收录的人名", "a name in the lexicon"],
  "name-statistics": ["用字合於人名的統計", "用字合于人名的统计", "its characters are those of names"],
  "established-name": ["文中他處已認出此人名", "文中他处已认出此人名", "recognised as a name elsewhere in the article"],
  "known-name": ["文中他處已認出此名", "文中他处已认出此名", "recognised elsewhere in the article"],
  "dotted-name": ["音譯人名，以間隔號相連", "音译人名，以间隔号相连", "a foreign name joined by dots"],
  "latin-name": ["拉丁字母寫的人名", "拉丁字母写的人名", "a name in Latin letters"],
  "title-lexicon": ["詞庫收錄的職稱", "词库收录的职务", "a title in the lexicon"],
  "title-beside-name": ["職稱緊鄰人名", "职务紧邻人名", "a title beside a name"],
  "organisation-suffix": ["以機構名常用的字尾結束", "以机构名常用的字尾结束", "ends as names of organisations do"],
  "company-ending": ["以企業名常用的字尾結束", "以企业名常用的字尾结束", "ends as names of companies do"],
  "company-list": ["詞庫收錄的企業名", "词库收录的企业名", "a company in the lexicon"],
  "known-body": ["眾所周知的機關", "众所周知的机关", "a body known by this name"],
  "level-body": ["帶行政級別的機關", "带行政级别的机关", "a body with its administrative level"],
  "facility-suffix": ["以場所名常用的字尾結束", "以场所名常用的字尾结束", "ends as names of sites do"],
  "event-suffix": ["以活動名常用的字尾結束", "以活动名常用的字尾结束", "ends as names of events do"],
  "project-suffix": ["以項目名常用的字尾結束", "以项目名常用的字尾结束", "ends as names of projects do"],
  "place-dictionary": ["行政區劃名錄收錄", "行政区划名录收录", "in the list of administrative divisions"],
  "place-suffix": ["以地名常用的字尾結束", "以地名常用的字尾结束", "ends as names of places do"],
  "country-list": ["國名錄收錄", "国名录收录", "in the list of countries"],
  "country-short": ["國名的簡稱", "国名的简称", "the short name of a country"],
  "country-pair": ["幾國簡稱並列", "几国简称并列", "short names of countries side by side"],
  "term-list": ["詞庫收錄的術語", "词库收录的术语", "a term in the lexicon"],
  period: ["有名稱的時期", "有名称的时期", "a period with a name"],
  duration: ["一段時間的長短", "一段时间的长短", "a length of time"],
  fraction: ["分數、百分比或成數", "分数、百分比或成数", "a fraction or percentage"],
  gazetteer: ["行政區劃名錄收錄", "行政区划名录收录", "in the list of administrative divisions"],
  "place-in-context": ["上下文表明是地名", "上下文表明是地名", "the words around make it a place"],
  "short-name": ["文中全名的簡稱", "文中全名的简称", "short for a name in the article"],
  "quoted-name": ["引號內的名稱", "引号内的名称", "a name in quotation marks"],
  byline: ["署名處的姓名", "署名处的姓名", "a name in the byline"],
  "name-after-role": ["姓名緊接身分之後", "姓名紧接身份之后", "a name right after a role"],
  "foreign-name": ["音譯的外國人名", "音译的外国人名", "a foreign name written by sound"],
  "surname-before-courtesy": ["姓氏後接敬稱", "姓氏后接敬称", "a surname before a courtesy title"],
  "user-word": ["讀者加入的詞", "读者加入的词", "a word that the reader added"],
};

const COLUMN = { "zh-Hant": 0, "zh-Hans": 1, en: 2 };
const EVIDENCE = [
  (evidence) => `（“${evidence}”）`,
  (evidence) => `（“${evidence}”）`,
  (evidence) => ` (“${evidence}”)`,
];
const UNKNOWN = ["依規則 {rule}", "依规则 {rule}", "by the rule {rule}"];

/**
 * The sentence for a reason.
 * @param {{rule: string, evidence: string}} why
 * @param {string} language
 * @returns {string}
 */
export function reason({ rule, evidence }, language) {
  const column = COLUMN[language] ?? COLUMN.en;
  const known = RULES[rule] ?? UNKNOWN;
  const text = known[column].replace("{rule}", rule);
  return evidence ? text + EVIDENCE[column](evidence) : text;
}
