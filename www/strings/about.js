/** The words of the dialog that says what the page is. */

const WORDS = {
  "zh-Hant": {
    title: "關於文脈",
    privacy: "文章由這部裝置上的程式分析，不會傳送到任何地方；本頁只向所在的資料夾取檔案。",
    release: (release) => `版本 ${release}，MIT 授權。`,
    sources: "用到的資料與程式",
    all: "全部授權聲明",
    done: "完成",
  },
  "zh-Hans": {
    title: "关于文脉",
    privacy: "文章由这台设备上的程序分析，不会传送到任何地方；本页只向所在的文件夹取文件。",
    release: (release) => `版本 ${release}，MIT 许可。`,
    sources: "用到的数据与程序",
    all: "全部许可声明",
    done: "完成",
  },
  en: {
    title: "About Wenmai",
    privacy:
      "Articles are read by a program on this device and are sent nowhere; the page asks for nothing " +
      "but the files of its own folder.",
    release: (release) => `Release ${release}, under the MIT licence.`,
    sources: "Made with",
    all: "All notices",
    done: "Done",
  },
};

/**
 * The words of one interface language.
 * @param {string} language one of those of `../strings.js`
 */
export function words(language) {
  return WORDS[language] ?? WORDS.en;
}
