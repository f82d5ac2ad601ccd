/**
 * Why something was marked, linked or related, as a sentence: one for each rule of the core, by
 * its stable name. What the rule went by follows in brackets, where there is something.
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
  "alias-in-text": ["文中寫明的簡稱", "文中写明的简称", "given as its short form in the text"],
  "name-without-place": ["全稱略去地名", "全称略去地名", "the full name without its place"],
  "name-without-legal-form": ["全稱略去「有限公司」一類字樣", "全称略去“有限公司”一类字样", "the full name without its legal form"],
  "name-without-kind": ["全稱略去類別", "全称略去类别", "the full name without what kind it is"],
  "core-of-name": ["取全稱的字號", "取全称的字号", "the core of the full name"],
  "name-in-quotes": ["取全稱中引號內的部分", "取全称中引号内的部分", "what the full name has in quotation marks"],
  "abridged-name": ["縮減全稱而成", "缩减全称而成", "the full name abridged"],
  acronym: ["取全稱各詞一字而成", "取全称各词一字而成", "made of single characters of the full name"],
  "known-short-name": ["眾所周知的簡稱", "众所周知的简称", "a short name known to everybody"],
  "other-spelling": ["同一名稱的另一寫法", "同一名称的另一写法", "the same name written otherwise"],
  surname: ["只稱姓，指文中同姓者", "只称姓，指文中同姓者", "the surname of somebody named in full"],
  "part-of-name": ["音譯全名的一部分", "音译全名的一部分", "a part of the foreign name in full"],
  "latin-name-in-brackets": ["譯名之後括號內的原名", "译名之后括号内的原名", "the original name in brackets behind it"],
  "place-in-one-character": ["地名的單字簡稱", "地名的单字简称", "the place in one character"],
  "place-without-rank": ["地名略去或寫明「省」「市」一類通名", "地名略去或写明“省”“市”一类通名", "the place with or without its rank"],
  "place-at-end-of-chain": ["連寫地名的最後一級", "连写地名的最后一级", "the last of a chain of places"],
  "post-before-name": ["職稱在姓名之前", "职务在姓名之前", "the post stands before the name"],
  "name-before-post": ["職稱緊接姓名之後", "职务紧接姓名之后", "the post stands right behind the name"],
  "post-in-apposition": ["職稱在姓名之後，作同位語", "职务在姓名之后，作同位语", "the post follows the name in apposition"],
  "post-is-taken": ["文中說到任免", "文中说到任免", "the text speaks of taking or leaving the post"],
  "post-is-stated": ["文中說明其職稱", "文中说明其职务", "the text states the post"],
  "post-is-held-by": ["文中說明由誰任職", "文中说明由谁任职", "the text states who holds the post"],
  "whole-has-part": ["文中說明為其下屬", "文中说明为其下属", "the text says that it has this part"],
  "part-behind-whole": ["名稱緊接所屬機構之後", "名称紧接所属机构之后", "the part stands right behind the whole"],
  "part-belongs": ["文中說明隸屬關係", "文中说明隶属关系", "the text says that it belongs to it"],
  "part-is-called": ["文中稱其為下屬", "文中称其为下属", "the text calls it a part"],
  "name-of-whole": ["名稱以所屬機構開頭", "名称以所属机构开头", "its name begins with that of the whole"],
  "lies-in": ["文中說明所在", "文中说明所在", "the text says where it lies"],
  "founded-in": ["文中說到在當地設立或動工", "文中说到在当地设立或动工", "the text says what began there"],
  "built-in": ["文中說到在當地興建", "文中说到在当地兴建", "the text says that it is built there"],
  "place-before": ["地名緊接在前", "地名紧接在前", "the place stands right before it"],
  "place-of": ["前面的地名限定所在", "前面的地名限定所在", "the place before it says where"],
  "name-says": ["姓名之後是「說」一類動詞", "姓名之后是“说”一类动词", "a verb of saying follows the name"],
  "pronoun-says": ["「他說」「她說」，指前文此人", "“他说”“她说”，指前文此人", "“he said” or “she said”, of the one named before"],
  "post-says": ["職稱之後是「說」一類動詞", "职务之后是“说”一类动词", "a verb of saying follows the post"],
  "measure-of": ["數字之前寫明量的是什麼", "数字之前写明量的是什么", "the words before the number say what it measures"],
  "event-takes-place": ["文中說到何時舉行", "文中说到何时举行", "the text says when it takes place"],
  correction: ["讀者更正", "读者更正", "a correction by the reader"],
  "own-word": ["讀者詞表收錄", "读者词表收录", "in the reader's own list of words"],
};

const COLUMN = { "zh-Hant": 0, "zh-Hans": 1, en: 2 };
const EVIDENCE = [
  (evidence) => `（「${evidence}」）`,
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
