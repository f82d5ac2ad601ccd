/** Words of the list of keys. */

const WORDS = {
  "zh-Hant": {
    title: "鍵盤操作",
    keys: {
      tab: "到文中的標記",
      arrows: "前後移動標記",
      enter: "打開卡片",
      n: "下一處標記",
      p: "上一處標記",
      slash: "在文中搜尋",
      question: "這份說明",
      escape: "關閉卡片、搜尋或說明",
    },
    single: "使用單鍵（n、p、/、?）",
    close: "關閉",
  },
  "zh-Hans": {
    title: "键盘操作",
    keys: {
      tab: "到文中的标记",
      arrows: "前后移动标记",
      enter: "打开卡片",
      n: "下一处标记",
      p: "上一处标记",
      slash: "在文中搜索",
      question: "这份说明",
      escape: "关闭卡片、搜索或说明",
    },
    single: "使用单键（n、p、/、?）",
    close: "关闭",
  },
  en: {
    title: "Keys",
    keys: {
      tab: "To the marks in the article",
      arrows: "From mark to mark",
      enter: "Open the card",
      n: "Next mark",
      p: "Previous mark",
      slash: "Search in the article",
      question: "This list",
      escape: "Close the card, the search or this list",
    },
    single: "Use single keys (n, p, /, ?)",
    close: "Close",
  },
};

/** @param {string} language */
export function words(language) {
  return WORDS[language] ?? WORDS.en;
}
