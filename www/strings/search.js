/** Words of the search in the article. */

const WORDS = {
  "zh-Hant": {
    search: "在文中搜尋",
    hint: "字詞、拼音或拼音首字母",
    none: "沒有找到",
    reading: (position) => `${position}，按拼音`,
    waiting: "分析完成後即可搜尋",
  },
  "zh-Hans": {
    search: "在文中搜索",
    hint: "字词、拼音或拼音首字母",
    none: "没有找到",
    reading: (position) => `${position}，按拼音`,
    waiting: "分析完成后即可搜索",
  },
  en: {
    search: "Search in the article",
    hint: "Characters, pinyin, or initials",
    none: "Nothing found",
    reading: (position) => `${position}, by its pinyin`,
    waiting: "Search begins once the article has been analysed",
  },
};

/** @param {string} language */
export function words(language) {
  return WORDS[language] ?? WORDS.en;
}
