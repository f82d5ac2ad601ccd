/** Words of an article in an archive, beside those of the element. */

const WORDS = {
  "zh-Hant": {
    search: "搜尋",
    correct: "更正",
    open: "另開文章",
    all: (count) => `全部 ${count} 篇`,
    loading: "正在載入引擎……",
    noEngine: "引擎未能載入，文章仍可閱讀。請檢查網路或檔案後重試。",
    pasted: "這是貼上的文章，只在這部電腦上。",
    back: "返回原來的文章",
  },
  "zh-Hans": {
    search: "搜索",
    correct: "更正",
    open: "另开文章",
    all: (count) => `全部 ${count} 篇`,
    loading: "正在载入引擎……",
    noEngine: "引擎未能载入，文章仍可阅读。请检查网络或文件后重试。",
    pasted: "这是粘贴的文章，只在这台电脑上。",
    back: "返回原来的文章",
  },
  en: {
    search: "Search",
    correct: "Correct",
    open: "Open another",
    all: (count) => `all ${count} articles`,
    loading: "Loading the engine…",
    noEngine: "The engine could not be loaded; the article can still be read. Check network or files and try again.",
    pasted: "This is a pasted text; it is on this machine only.",
    back: "Back to the article",
  },
};

/**
 * The words of one interface language.
 * @param {string} language
 */
export function words(language) {
  return WORDS[language] ?? WORDS.en;
}
