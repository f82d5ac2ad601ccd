/** The words of the page's use without a network. */

const WORDS = {
  "zh-Hant": {
    keeping: "正在存入這部裝置……",
    on: "已存入這部裝置，沒有網絡也能用。",
    unsupported: "這裡不能離線使用：網址須是 https，視窗不可是無痕視窗。",
    taken: "這個網站另有自己的離線程式，文脈不取代它。",
    absent: "網站沒有離線用的程式 sw.js，請站方將文脈的所有檔案一併上載。",
    incomplete: "沒有存齊，因此什麼也沒有留下；請檢查網絡和剩餘空間，稍後再開。",
    update: {
      ready: "新版本已備妥",
      others: "請先關閉文脈的其他分頁",
      reload: "重新載入",
      later: "以後再說",
    },
  },
  "zh-Hans": {
    keeping: "正在存入这台设备……",
    on: "已存入这台设备，没有网络也能用。",
    unsupported: "这里不能离线使用：网址须是 https，窗口不可是无痕窗口。",
    taken: "这个网站另有自己的离线程序，文脉不取代它。",
    absent: "网站没有离线用的程序 sw.js，请站方将文脉的所有文件一并上传。",
    incomplete: "没有存齐，因此什么也没有留下；请检查网络和剩余空间，稍后再开。",
    update: {
      ready: "新版本已备妥",
      others: "请先关闭文脉的其他标签页",
      reload: "重新加载",
      later: "以后再说",
    },
  },
  en: {
    keeping: "Being stored on this device…",
    on: "Stored on this device; it works without a network.",
    unsupported: "Not possible here: it needs an https address and a window that is not private.",
    taken: "This site has an offline program of its own, which is left in place.",
    absent:
      "The site does not have the program for it, sw.js; its owner should upload every file of " +
      "Wenmai together.",
    incomplete:
      "Not all of it arrived, so nothing was kept; check the connection and the free space, and " +
      "try again later.",
    update: {
      ready: "A new version is ready",
      others: "Close the other tabs of Wenmai first",
      reload: "Reload",
      later: "Not now",
    },
  },
};

/** The words of a language. */
export const words = (language) => WORDS[language] ?? WORDS.en;
