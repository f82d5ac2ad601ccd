/** The words of the dialog that shares an article. */

const WORDS = {
  "zh-Hant": {
    title: "在手機上讀",
    code: "本頁網址的 QR 碼",
    scan: "用手機相機掃一掃。",
    dense: "QR 碼較密，請將手機靠近一些，並調亮螢幕。",
    tooDense: "文章較長，QR 碼會密得掃不出來；連結照樣可用，複製後傳到手機即可。",
    tooLong: "文章太長，放不進連結。請將檔案本身傳到手機，再在那裡開啟。",
    onDisk:
      "這一頁開自磁碟，沒有別的機器打得開的網址。請將這個檔案傳到手機，" +
      "或用「匯出」將文章存成網頁檔再傳。",
    noPacking: "這個瀏覽器太舊，不能把文章放進連結。請將檔案本身傳到手機。",
    inside: "全文壓縮在連結之中；「#」以後的部分不會送往任何伺服器。",
    local: "這個網址只在這部電腦上打得開。要在手機上讀，請先將網頁放到網站上。",
    target: "連結指向",
    article: "全文",
    entity: (name) => `「${name}」`,
    mention: (place, name) => `第 ${place} 處「${name}」`,
    address: "網址",
    copy: "複製連結",
    copied: "已複製",
    notCopied: "未能複製，請選取網址自行複製。",
    send: "傳送…",
    close: "關閉",
  },
  "zh-Hans": {
    title: "在手机上读",
    code: "本页网址的二维码",
    scan: "用手机相机扫一扫。",
    dense: "二维码较密，请将手机靠近一些，并调亮屏幕。",
    tooDense: "文章较长，二维码会密得扫不出来；链接照样可用，复制后发到手机即可。",
    tooLong: "文章太长，放不进链接。请将文件本身发到手机，再在那里打开。",
    onDisk:
      "这一页开自磁盘，没有别的机器打得开的网址。请将这个文件传到手机，" +
      "或用“导出”将文章存成网页文件再传。",
    noPacking: "这个浏览器太旧，不能把文章放进链接。请将文件本身发到手机。",
    inside: "全文压缩在链接之中；“#”以后的部分不会送往任何服务器。",
    local: "这个网址只在这台电脑上打得开。要在手机上读，请先将网页放到网站上。",
    target: "链接指向",
    article: "全文",
    entity: (name) => `“${name}”`,
    mention: (place, name) => `第 ${place} 处“${name}”`,
    address: "网址",
    copy: "复制链接",
    copied: "已复制",
    notCopied: "未能复制，请选取网址自行复制。",
    send: "发送…",
    close: "关闭",
  },
  en: {
    title: "Read it on a phone",
    code: "QR code of this page's address",
    scan: "Point the phone's camera at it.",
    dense: "The code is fine: hold the phone close and brighten the screen.",
    tooDense:
      "The article is too long for a QR code that could be read. The link works all the same: " +
      "copy it and send it to the phone.",
    tooLong: "The article is too long for a link. Send the file itself to the phone and open it there.",
    onDisk:
      "This page was opened from a disk and has no address that another machine could open. Send " +
      "this file to the phone, or save the article as a page, under Export, and send that.",
    noPacking:
      "This browser is too old to put the article into a link. Send the file itself to the phone.",
    inside: "The whole text is packed into the link; what follows “#” is sent to no server.",
    local:
      "This address opens on this computer only. To read on a phone, put the page on a web site first.",
    target: "The link leads to",
    article: "the article",
    entity: (name) => name,
    mention: (place, name) => `${name}, mention ${place}`,
    address: "Address",
    copy: "Copy link",
    copied: "Copied",
    notCopied: "Copying failed; select the address and copy it.",
    send: "Send…",
    close: "Close",
  },
};

/**
 * The words of one interface language.
 * @param {string} language one of those of `../strings.js`
 */
export function words(language) {
  return WORDS[language] ?? WORDS.en;
}
