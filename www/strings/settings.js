/** The words of the dialog in which the reader sets the page. */

const WORDS = {
  "zh-Hant": {
    title: "版式",
    done: "好",
    settings: {
      size: { label: "字號", choices: { 1: "小", 2: "稍小", 3: "中", 4: "大", 5: "特大" } },
      theme: { label: "底色", choices: { auto: "隨系統", light: "白", sepia: "米黃", dark: "黑" } },
      direction: { label: "行文", choices: { horizontal: "橫排", vertical: "直排" } },
      script: {
        label: "字體",
        choices: { original: "原文", hant: "繁體", hans: "簡體" },
        note: "繁簡由程式轉換，或有出入；以原文為準。",
      },
      ruby: {
        label: "注音",
        choices: { off: "不注", hover: "指到才注", unknown: "只注生詞", all: "全注" },
      },
      reading: { label: "注音方式", choices: { pinyin: "拼音", zhuyin: "注音符號" } },
      level: {
        label: "已識詞",
        choices: { 1: "約一千", 2: "約三千", 3: "約六千", 4: "約一萬五千" },
        note: "以新聞常用詞計，其餘視為生詞。",
      },
      words: { label: "點字查詞", choices: { off: "關", on: "開" } },
      offline: {
        label: "離線使用",
        choices: { off: "關", on: "開" },
        note: "把本頁存在這部裝置上，沒有網絡也能用。",
      },
    },
  },
  "zh-Hans": {
    title: "版式",
    done: "好",
    settings: {
      size: { label: "字号", choices: { 1: "小", 2: "稍小", 3: "中", 4: "大", 5: "特大" } },
      theme: { label: "底色", choices: { auto: "跟随系统", light: "白", sepia: "米黄", dark: "黑" } },
      direction: { label: "行文", choices: { horizontal: "横排", vertical: "竖排" } },
      script: {
        label: "字体",
        choices: { original: "原文", hant: "繁体", hans: "简体" },
        note: "繁简由程序转换，或有出入；以原文为准。",
      },
      ruby: {
        label: "注音",
        choices: { off: "不注", hover: "指到才注", unknown: "只注生词", all: "全注" },
      },
      reading: { label: "注音方式", choices: { pinyin: "拼音", zhuyin: "注音符号" } },
      level: {
        label: "已识词",
        choices: { 1: "约一千", 2: "约三千", 3: "约六千", 4: "约一万五千" },
        note: "按新闻常用词计，其余视为生词。",
      },
      words: { label: "点字查词", choices: { off: "关", on: "开" } },
      offline: {
        label: "离线使用",
        choices: { off: "关", on: "开" },
        note: "把本页存在这台设备上，没有网络也能用。",
      },
    },
  },
  en: {
    title: "Page setting",
    done: "Done",
    settings: {
      size: {
        label: "Text size",
        choices: { 1: "Small", 2: "Smaller", 3: "Medium", 4: "Large", 5: "Largest" },
      },
      theme: {
        label: "Paper",
        choices: { auto: "System", light: "White", sepia: "Sepia", dark: "Dark" },
      },
      direction: { label: "Lines", choices: { horizontal: "Horizontal", vertical: "Vertical" } },
      script: {
        label: "Script",
        choices: { original: "As written", hant: "Traditional", hans: "Simplified" },
        note: "Converted by machine, and not always right; the text as written counts.",
      },
      ruby: {
        label: "Readings",
        choices: { off: "None", hover: "When pointed at", unknown: "For rarer words", all: "For all" },
      },
      reading: { label: "Notation", choices: { pinyin: "Pinyin", zhuyin: "Zhuyin" } },
      level: {
        label: "Words I know",
        choices: { 1: "About 1,000", 2: "About 3,000", 3: "About 6,000", 4: "About 15,000" },
        note: "The commonest words of news; all others count as unknown.",
      },
      words: { label: "Look up words by a tap", choices: { off: "Off", on: "On" } },
      offline: {
        label: "Use offline",
        choices: { off: "Off", on: "On" },
        note: "Stores this page on this device, so that it works without a network.",
      },
    },
  },
};

/** The words of a language. */
export const words = (language) => WORDS[language] ?? WORDS.en;
