/** The words of the page around the article. */

const listed = (separator, ...parts) => parts.filter(Boolean).join(separator);
const plural = (number, name) => number && `${number} ${name}${number === 1 ? "" : "s"}`;

const WORDS = {
  "zh-Hant": {
    tagline: "讀中文新聞",
    language: "介面語言",
    open: "開啟",
    share: "分享",
    set: "版式",
    openTitle: "開啟文章",
    pasteHere: "在此貼上文章",
    chooseFile: "選擇檔案",
    read: "閱讀",
    cancel: "取消",
    dropHint:
      "也可將 .txt、.html、.md 或 .docx 檔拖到頁面任何地方，一次可以多個。文章不會離開這部裝置。",
    dropNow: "放開以閱讀",
    progress: (index, count, name) => `正在讀取 ${index}／${count}：${name}`,
    stop: "停止",
    articles: "已開啟的文章",
    closeArticle: (title) => `關閉「${title}」`,
    untitled: "無題",
    notKept: "瀏覽器不許本頁存檔，這些文章在關閉或重新載入頁面後不會保留。",
    notHere: "連結所指的文章不在這部裝置上，請向分享者索取含全文的連結。",
    scan: "在手機上讀",
    about: "關於文脈",
    brought: ({ corrections, words }) =>
      `已加入檔案所帶的${listed("、", corrections && `${corrections} 處更正`, words && `${words} 個詞`)}，可以復原。`,
  },
  "zh-Hans": {
    tagline: "读中文新闻",
    language: "界面语言",
    open: "打开",
    share: "分享",
    set: "版式",
    openTitle: "打开文章",
    pasteHere: "在此粘贴文章",
    chooseFile: "选择文件",
    read: "阅读",
    cancel: "取消",
    dropHint:
      "也可将 .txt、.html、.md 或 .docx 文件拖到页面任何地方，一次可以多个。文章不会离开这台设备。",
    dropNow: "松开以阅读",
    progress: (index, count, name) => `正在读取 ${index}／${count}：${name}`,
    stop: "停止",
    articles: "已打开的文章",
    closeArticle: (title) => `关闭“${title}”`,
    untitled: "无题",
    notKept: "浏览器不许本页存储，这些文章在关闭或重新加载页面后不会保留。",
    notHere: "链接所指的文章不在这台设备上，请向分享者索取含全文的链接。",
    scan: "在手机上读",
    about: "关于文脉",
    brought: ({ corrections, words }) =>
      `已加入文件所带的${listed("、", corrections && `${corrections} 处更正`, words && `${words} 个词`)}，可以撤销。`,
  },
  en: {
    tagline: "reads Chinese news",
    language: "Language",
    open: "Open",
    share: "Share",
    set: "Setting",
    openTitle: "Open an article",
    pasteHere: "Paste an article here",
    chooseFile: "Choose files",
    read: "Read",
    cancel: "Cancel",
    dropHint:
      "Or drop .txt, .html, .md or .docx files anywhere on the page, several at once if you like. " +
      "No article leaves this device.",
    dropNow: "Let go to read",
    progress: (index, count, name) => `Reading ${index} of ${count}: ${name}`,
    stop: "Stop",
    articles: "Open articles",
    closeArticle: (title) => `Close ${title}`,
    untitled: "Untitled",
    notKept: "This browser stores nothing for the page: these articles last until it is closed or reloaded.",
    notHere: "The article of this link is not on this device; ask for a link that carries its text.",
    scan: "Read it on a phone",
    about: "About Wenmai",
    brought: ({ corrections, words }) =>
      `Added what the file brought: ${listed(", ", plural(corrections, "correction"), plural(words, "word"))}. You can undo it.`,
  },
};

/**
 * The words of one interface language.
 * @param {string} language one of those of `../strings.js`
 */
export function words(language) {
  return WORDS[language] ?? WORDS.en;
}
