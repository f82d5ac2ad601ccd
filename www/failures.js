/**
 * What can go wrong, said to the reader: what happened, and what helps. One sentence each, in
 * the three interface languages; `{file}` is the file concerned.
 */

const FAILURES = {
  "no-wasm": [
    ["瀏覽器不支援 WebAssembly", "請更新瀏覽器，或關閉「鎖定模式」後重新載入"],
    ["浏览器不支持 WebAssembly", "请更新浏览器，或关闭“锁定模式”后重新加载"],
    ["This browser has no WebAssembly", "update it, or leave its lockdown mode, and reload"],
  ],
  "old-browser": [
    ["瀏覽器太舊，無法執行分析引擎", "請更新瀏覽器後重新載入"],
    ["浏览器太旧，无法运行分析引擎", "请更新浏览器后重新加载"],
    ["This browser is too old for the engine", "update it and reload"],
  ],
  "engine-refused": [
    ["網站的安全政策（CSP）不准執行 WebAssembly", "請站方在 script-src 加上 'wasm-unsafe-eval'"],
    ["网站的安全策略（CSP）不准运行 WebAssembly", "请站方在 script-src 加上 'wasm-unsafe-eval'"],
    [
      "The site's security policy (CSP) refuses WebAssembly",
      "its owner can add 'wasm-unsafe-eval' to script-src",
    ],
  ],
  "file-missing": [
    ["伺服器上沒有 {file}", "請站方將文脈的所有檔案一併上載"],
    ["服务器上没有 {file}", "请站方将文脉的所有文件一并上传"],
    ["The server does not have {file}", "its owner should upload every file of Wenmai together"],
  ],
  "server-failed": [
    ["伺服器此刻送不出 {file}", "請稍後重新載入"],
    ["服务器此刻送不出 {file}", "请稍后重新加载"],
    ["The server cannot send {file} at the moment", "reload in a while"],
  ],
  "file-refused": [
    ["網站的安全政策（CSP）不准載入 {file}", "請站方在 script-src 和 connect-src 加上 'self'"],
    ["网站的安全策略（CSP）不准加载 {file}", "请站方在 script-src 和 connect-src 加上 'self'"],
    [
      "The site's security policy (CSP) refuses {file}",
      "its owner can add 'self' to script-src and connect-src",
    ],
  ],
  "engine-not-wasm": [
    ["伺服器以別的內容（多半是網頁）代替了 {file}", "請站方上載該檔，並勿將其網址轉到首頁"],
    ["服务器以别的内容（多半是网页）代替了 {file}", "请站方上传该文件，并勿将其网址转到首页"],
    [
      "The server sent something else, most likely a web page, in place of {file}",
      "its owner should upload the file and exempt it from rewriting",
    ],
  ],
  "script-missing": [
    ["分析引擎的程式 {file} 載入不了", "請檢查網絡後重新載入，站方則請確認檔案齊全"],
    ["分析引擎的程序 {file} 加载不了", "请检查网络后重新加载，站方则请确认文件齐全"],
    [
      "The engine's script {file} could not be loaded",
      "check the connection and reload; the site's owner should check that no file is missing",
    ],
  ],
  "script-type": [
    ["伺服器沒有將 {file} 標明為程式，瀏覽器因此不執行", "請站方將 .js 檔的類型設為 text/javascript"],
    ["服务器没有将 {file} 标明为程序，浏览器因此不运行", "请站方将 .js 文件的类型设为 text/javascript"],
    [
      "The server does not say that {file} is a script, so the browser does not run it",
      "its owner should send .js files as text/javascript",
    ],
  ],
  "pack-magic": [
    ["伺服器以別的內容代替了 {file}", "請站方重新上載該檔"],
    ["服务器以别的内容代替了 {file}", "请站方重新上传该文件"],
    ["The server sent something else in place of {file}", "its owner should upload it again"],
  ],
  "pack-damaged": [
    ["檔案 {file} 不完整或已損壞", "請重新載入；若仍如此，請站方重新上載該檔"],
    ["文件 {file} 不完整或已损坏", "请重新加载；若仍如此，请站方重新上传该文件"],
    [
      "The file {file} is incomplete or damaged",
      "reload; if that does not help, it must be uploaded again",
    ],
  ],
  "release-mismatch": [
    ["網頁與分析引擎的版本不一致", "請按住 Shift 重新載入，略過快取"],
    ["网页与分析引擎的版本不一致", "请按住 Shift 重新加载，跳过缓存"],
    ["Page and engine are of different releases", "reload past the cache, holding Shift"],
  ],
  network: [
    ["{file} 下載中斷", "請檢查網絡後重新載入"],
    ["{file} 下载中断", "请检查网络后重新加载"],
    ["The download of {file} broke off", "check the connection and reload"],
  ],
  offline: [
    ["沒有網絡，{file} 下載不了", "請連上網絡後重新載入"],
    ["没有网络，{file} 下载不了", "请连上网络后重新加载"],
    ["There is no network to download {file}", "connect and reload"],
  ],
  timeout: [
    ["分析引擎遲遲未能載入", "請檢查網絡後重新載入"],
    ["分析引擎迟迟未能加载", "请检查网络后重新加载"],
    ["The engine did not load in time", "check the connection and reload"],
  ],
  panic: [
    ["分析時出了內部錯誤，文章保持原樣", "請重新載入；若再發生，請將文章寄給我們"],
    ["分析时出了内部错误，文章保持原样", "请重新加载；若再发生，请将文章寄给我们"],
    [
      "The engine failed on this article and left it as it is",
      "reload; if it happens again, send us the article",
    ],
  ],
  "out-of-memory": [
    ["記憶體不足，文章未能標記，照常可讀", "請關閉一些分頁後重新載入，長文可分成幾篇"],
    ["内存不足，文章未能标记，照常可读", "请关闭一些标签页后重新加载，长文可分成几篇"],
    [
      "There is not enough memory to mark the article, which can be read as it is",
      "close some tabs and reload, or split a long text",
    ],
  ],
  cancelled: [
    ["已停止標記，文章照常可讀", "要標記請重新開始"],
    ["已停止标记，文章照常可读", "要标记请重新开始"],
    ["Marking was stopped, and the article can be read", "start it again for the marks"],
  ],
  "input-empty": [
    ["沒有可讀的文字", "請給一篇至少有一個字的文章"],
    ["没有可读的文字", "请给一篇至少有一个字的文章"],
    ["There is no text to read", "give an article of at least one character"],
  ],
  "input-too-large": [
    ["文章超過 5 MB", "請分成幾篇再讀"],
    ["文章超过 5 MB", "请分成几篇再读"],
    ["The article is larger than 5 MB", "split it and read the parts"],
  ],
  "input-not-text": [
    ["{file} 不是 UTF-8、UTF-16、GB18030 或 Big5 的文字檔", "請另存為 UTF-8 再開啟"],
    ["{file} 不是 UTF-8、UTF-16、GB18030 或 Big5 的文本文件", "请另存为 UTF-8 再打开"],
    [
      "{file} is not text in UTF-8, UTF-16, GB18030 or Big5",
      "save it as UTF-8 and open it again",
    ],
  ],
  "document-foreign": [
    ["{file} 這種格式讀不了", "請另存為 .docx、.html 或 .txt 再開啟"],
    ["{file} 这种格式读不了", "请另存为 .docx、.html 或 .txt 再打开"],
    ["{file} is in a format that is not read here", "save it as .docx, .html or .txt"],
  ],
  "document-damaged": [
    ["文件 {file} 已損壞", "請用文書處理程式另存一次再開啟"],
    ["文档 {file} 已损坏", "请用文字处理程序另存一次再打开"],
    ["The document {file} is damaged", "save it once more with a word processor"],
  ],
  "document-too-large": [
    ["{file} 解開後太大", "請分成幾個檔案再讀"],
    ["{file} 解开后太大", "请分成几个文件再读"],
    ["{file} is too large once unpacked", "split it and read the parts"],
  ],
  "file-unreadable": [
    ["檔案 {file} 讀取不到", "請確認它仍在原處，再選一次"],
    ["文件 {file} 读取不到", "请确认它仍在原处，再选一次"],
    ["The file {file} cannot be read from the disk", "check that it is still there and choose it again"],
  ],
  "copy-damaged": [
    ["這個網頁檔已損壞，缺了 {file}", "請重新複製或下載一份"],
    ["这个网页文件已损坏，缺了 {file}", "请重新复制或下载一份"],
    ["This page's file is damaged in {file}", "copy or download it again"],
  ],
  "not-carried": [
    ["這個單一檔案不含 {file}", "請用文脈的網站版"],
    ["这个单一文件不含 {file}", "请用文脉的网站版"],
    ["This single file does not contain {file}", "use Wenmai on a web site"],
  ],
  "part-missing": [
    ["網頁的程式 {file} 載入不了", "請檢查網絡後再試，站方則請確認檔案齊全"],
    ["网页的程序 {file} 加载不了", "请检查网络后再试，站方则请确认文件齐全"],
    [
      "A part of this page, {file}, could not be loaded",
      "check the connection and try again; the site's owner should check that no file is missing",
    ],
  ],
  "link-damaged": [
    ["連結中的文章不完整", "請向分享者再要一次完整的連結"],
    ["链接中的文章不完整", "请向分享者再要一次完整的链接"],
    ["The article in this link is not complete", "ask for the whole link once more"],
  ],
  "link-unsupported": [
    ["瀏覽器太舊，打不開連結中的文章", "請更新瀏覽器後再開一次"],
    ["浏览器太旧，打不开链接中的文章", "请更新浏览器后再打开一次"],
    ["This browser is too old to open the article in the link", "update it and open the link again"],
  ],
  "source-missing": [
    ["文章 {file} 取不到", "請檢查網址後重新載入"],
    ["文章 {file} 取不到", "请检查网址后重新加载"],
    ["The article {file} cannot be fetched", "check its address and reload"],
  ],
  "corrections-malformed": [
    ["更正的內容讀不懂", "請給文脈匯出的更正檔，或照說明的格式寫"],
    ["更正的内容读不懂", "请给文脉导出的更正文件，或照说明的格式写"],
    [
      "The corrections cannot be read",
      "give a file of corrections as Wenmai writes it, or follow the documented format",
    ],
  ],
  "corrections-version": [
    ["更正檔出自較新的版本", "請更新文脈後再匯入"],
    ["更正文件出自较新的版本", "请更新文脉后再导入"],
    ["The corrections are of a newer version", "open them with a newer release of Wenmai"],
  ],
  "lexicon-malformed": [
    ["詞庫的第 {line} 項不能用", "請一行一詞，其後可以 Tab 隔開類型與全稱，如 ORG.COM"],
    ["词库的第 {line} 项不能用", "请一行一词，其后可以 Tab 隔开类型与全称，如 ORG.COM"],
    [
      "Item {line} of the lexicon cannot be used",
      "write a word a line, behind a tab its type, such as ORG.COM, behind another its full name",
    ],
  ],
  unknown: [
    ["分析引擎出了意外的錯誤", "請重新載入"],
    ["分析引擎出了意外的错误", "请重新加载"],
    ["The engine failed unexpectedly", "reload"],
  ],
};

/** Codes of the core that say the same to a reader. */
const SAME = {
  "engine-damaged": "pack-damaged",
  "script-damaged": "pack-damaged",
  "script-not-script": "engine-not-wasm",
  "pack-version": "release-mismatch",
  "pack-truncated": "pack-damaged",
  "pack-checksum": "pack-damaged",
  "pack-section": "pack-damaged",
  "model-magic": "pack-damaged",
  "model-truncated": "pack-damaged",
  "model-checksum": "pack-damaged",
  "model-version": "release-mismatch",
};

const COLUMN = { "zh-Hant": 0, "zh-Hans": 1, en: 2 };

/** A failure with a stable code; what the reader is told depends on the language. */
export class WenmaiError extends Error {
  // Not assigned: pages that freeze the prototypes forbid that.
  name = "WenmaiError";

  /**
   * @param {string} code stable, machine-readable name
   * @param {{file?: string, cause?: unknown}} [details]
   */
  constructor(code, { file = "", cause } = {}) {
    super(cause?.message ? `${code}: ${cause.message}` : code, { cause });
    this.code = code;
    this.file = file;
  }

  /**
   * Any failure as one of ours: those of the core carry a code already, a trap is a panic.
   * @param {unknown} error
   * @param {string} [file] the file concerned, where the failure does not say
   */
  static from(error, file = "") {
    if (error instanceof WenmaiError) return error;
    const code = error?.code && typeof error.code === "string" ? error.code : nativeCode(error);
    return new WenmaiError(code, { file, cause: error });
  }
}

/** Whether the engine that failed so can be used no longer. */
export const isTrap = ({ code }) => code === "panic" || code === "out-of-memory";

/** How browsers say that there is no memory left, for a module, a buffer or a string. */
const NO_ROOM = /out of memory|allocat|too many memory pages|invalid (typed )?(array|string) length/i;

/** What the browser's own errors come to. */
function nativeCode(error) {
  const { message = "" } = error ?? {};
  // A stack that is too deep has as many names as there are browsers.
  if (/call stack|recursion/i.test(message)) return "panic";
  if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) return "panic";
  return NO_ROOM.test(message) ? "out-of-memory" : "unknown";
}

/**
 * What happened and what helps, in the reader's language.
 * @param {WenmaiError} error
 * @param {string} language
 * @returns {{message: string, cure: string, sentence: string}}
 */
export function explain(error, language) {
  const failure = FAILURES[SAME[error.code] ?? error.code] ?? FAILURES.unknown;
  const [message, cure] = failure[COLUMN[language] ?? COLUMN.en].map((part) =>
    part.replace("{file}", error.file).replace("{line}", error.cause?.line ?? ""),
  );
  const sentence = language === "en" ? `${message}; ${cure}.` : `${message}，${cure}。`;
  return { message, cure, sentence };
}
