/** Words of the line that tells how far the reading of a long text has come. */

const WORDS = {
  "zh-Hant": {
    label: "閱讀進度",
    stages: { engine: "載入", analyse: "分析", paint: "標記" },
    share: (stage, percent) => `${stage} ${percent}%`,
    stop: "取消",
    stopped: "已停止標記，文章照常可讀。",
    again: "繼續",
    begin: "標出人物、機構、地點與時間",
  },
  "zh-Hans": {
    label: "阅读进度",
    stages: { engine: "加载", analyse: "分析", paint: "标记" },
    share: (stage, percent) => `${stage} ${percent}%`,
    stop: "取消",
    stopped: "已停止标记，文章照常可读。",
    again: "继续",
    begin: "标出人物、机构、地点与时间",
  },
  en: {
    label: "Progress of reading",
    stages: { engine: "Loading", analyse: "Analysing", paint: "Marking" },
    share: (stage, percent) => `${stage}, ${percent}%`,
    stop: "Cancel",
    stopped: "Marking was stopped; the article can be read as it is.",
    again: "Continue",
    begin: "Mark people, organisations, places and dates",
  },
};

/** @param {string} language */
export function words(language) {
  return WORDS[language] ?? WORDS.en;
}
