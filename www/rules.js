/**
 * Why something was marked, as a sentence: one for each rule of the core, by its stable name.
 * What the rule went by follows in brackets, where there is something.
 */

const RULES = {
  learned: ["依上下文學得的模型判斷", "依上下文学得的模型判断", "the learned model read it from its context"],
  "title-marks": ["以書名號《》括起", "以书名号《》括起", "stands in title marks 《》"],
  date: ["寫明日期或時刻", "写明日期或时刻", "states a date or a time of day"],
  "time-range": ["寫明起訖", "写明起讫", "states a span of time"],
  "relative-time": ["相對於發稿日的時間", "相对于发稿日的时间", "a time relative to the day of writing"],
  period: ["年代、世紀或規劃時期", "年代、世纪或规划时期", "a decade, century or plan period"],
  duration: ["寫明時長", "写明时长", "states a duration"],
  "amount-with-currency": ["數字帶貨幣單位", "数字带货币单位", "a number with a currency"],
  "amount-by-context": ["前文表明是金額", "前文表明是金额", "the words before make it an amount"],
  "number-with-unit": ["數字帶計量單位", "数字带计量单位", "a number with a unit"],
  "number-with-classifier": ["數字帶量詞", "数字带量词", "a number with a classifier"],
  "scaled-number": ["以萬、億計的數字", "以万、亿计的数字", "a number in ten thousands or hundred millions"],
  fraction: ["分數或成數", "分数或成数", "a fraction"],
  "name-after-title": ["姓名緊接職稱之後", "姓名紧接职务之后", "a name right after a title"],
  "name-before-title": ["姓名在職稱之前", "姓名在职务之前", "a name before a title"],
  "name-after-role": ["姓名在身份之後", "姓名在身份之后", "a name right after a role"],
  "surname-before-title": ["姓氏緊接職稱", "姓氏紧接职务", "a surname before a title"],
  "surname-before-courtesy": ["姓氏後接尊稱", "姓氏后接尊称", "a surname before a word of courtesy"],
  "name-before-saying": ["姓名後接「說」「表示」一類動詞", "姓名后接“说”“表示”一类动词", "a name before a verb of saying"],
  "name-in-list": ["與其他人名並列", "与其他人名并列", "stands in a list of names"],
  "name-statistics": ["用字合於人名的統計", "用字合于人名的统计", "its characters are those of names"],
  byline: ["署名處的姓名", "署名处的姓名", "a name in a byline"],
  "foreign-name": ["音譯人名", "音译人名", "a foreign name written by sound"],
  "dotted-name": ["音譯人名，以間隔號相連", "音译人名，以间隔号相连", "a foreign name joined by dots"],
  "latin-name": ["括號內的外文姓名", "括号内的外文姓名", "the name in Latin letters"],
  "established-name": ["文中他處已認出此名", "文中他处已认出此名", "recognised elsewhere in the article"],
  "short-name": ["文中機構全稱的簡稱", "文中机构全称的简称", "short for a name in full in the article"],
  "title-lexicon": ["職稱表收錄", "职务表收录", "in the list of titles"],
  "title-beside-name": ["職稱緊鄰人名或機構", "职务紧邻人名或机构", "a title beside a name"],
  "organisation-suffix": ["以機構名常用的字尾結束", "以机构名常用的字尾结束", "ends as names of organisations do"],
  "company-ending": ["以行業詞結束，似企業簡稱", "以行业词结束，似企业简称", "ends in an industry word, as short names of companies do"],
  "company-list": ["在「等企業」一類的列舉中", "在“等企业”一类的列举中", "stands in a list of companies"],
  "name-before-title-and-person": ["在職稱與人名之前，應是機構", "在职务与人名之前，应是机构", "stands before a title and a name, where an organisation does"],
  "known-body": ["機構表收錄", "机构表收录", "in the list of known bodies"],
  dateline: ["電頭裡的媒體", "电头里的媒体", "the medium in a dateline"],
  "level-body": ["冠以省、市等級別的機關", "冠以省、市等级别的机关", "a body named by its level"],
  "facility-suffix": ["以場所名常用的字尾結束", "以场所名常用的字尾结束", "ends as names of sites do"],
  "event-suffix": ["以活動名常用的字尾結束", "以活动名常用的字尾结束", "ends as names of events do"],
  "project-suffix": ["以項目名常用的字尾結束", "以项目名常用的字尾结束", "ends as names of projects do"],
  "known-name": ["活動與項目表收錄", "活动与项目表收录", "in the list of known events and projects"],
  "quoted-name": ["引號內的活動或項目名", "引号内的活动或项目名", "a name of an event or project in quotation marks"],
  typhoon: ["颱風的編號或名字", "台风的编号或名字", "the number or name of a typhoon"],
  gazetteer: ["地名表收錄", "地名表收录", "in the gazetteer"],
  "place-dictionary": ["詞典收錄的地名", "词典收录的地名", "a place in the dictionary"],
  "place-in-context": ["上下文表明是地名", "上下文表明是地名", "its surroundings ask for a place"],
  "place-suffix": ["以地名常用的字尾結束", "以地名常用的字尾结束", "ends as names of places do"],
  "country-list": ["列舉國名的簡稱", "列举国名的简称", "in a list of countries in short"],
  "country-short": ["國名的簡稱", "国名的简称", "the short name of a country"],
  "country-pair": ["兩國簡稱並列", "两国简称并列", "short names of countries side by side"],
  "term-list": ["術語表收錄", "术语表收录", "in the list of terms"],
  correction: ["讀者更正", "读者更正", "a correction by the reader"],
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
