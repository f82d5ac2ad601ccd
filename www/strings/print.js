/** Words on paper, and in the file that an article is saved as. */

const WORDS = {
  "zh-Hant": {
    appendix: "索引",
    appendixNote: "數字為段落序號，見頁邊。",
    heading: "標題",
    also: (names) => `又作${names.join("、")}`,
    places: (places) => places.join("、"),
    made: (date, release) => `由文脈 ${release} 於 ${date} 讀成`,
    madeBy: (release) => `由文脈 ${release} 讀成`,
    source: (digest) => `原文 SHA-256：${digest}`,
    noScript: "此檔的文字無須程式即可閱讀；卡片與索引須允許執行 JavaScript。",
  },
  "zh-Hans": {
    appendix: "索引",
    appendixNote: "数字为段落序号，见页边。",
    heading: "标题",
    also: (names) => `又作${names.join("、")}`,
    places: (places) => places.join("、"),
    made: (date, release) => `由文脉 ${release} 于 ${date} 读成`,
    madeBy: (release) => `由文脉 ${release} 读成`,
    source: (digest) => `原文 SHA-256：${digest}`,
    noScript: "此文件的文字无须程序即可阅读；卡片与索引须允许运行 JavaScript。",
  },
  en: {
    appendix: "Index",
    appendixNote: "Numbers are those of paragraphs, in the margin.",
    heading: "heading",
    also: (names) => `also ${names.join(", ")}`,
    places: (places) => places.join(", "),
    made: (date, release) => `Read by Wenmai ${release} on ${date}`,
    madeBy: (release) => `Read by Wenmai ${release}`,
    source: (digest) => `SHA-256 of the source: ${digest}`,
    noScript: "The text needs no program to be read; cards and index need JavaScript.",
  },
};

/**
 * The words of one interface language.
 * @param {string} language
 */
export function words(language) {
  return WORDS[language] ?? WORDS.en;
}
