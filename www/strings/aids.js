/** The words of the word card. Parts of speech go by the tags of jieba's dictionary. */

const WORDS = {
  "zh-Hant": {
    card: (word) => `「${word}」`,
    close: "關閉",
    pos: "詞性",
    frequency: "常用度",
    bands: ["", "極常用", "常用", "較常用", "少用", "罕用"],
    define: "查英文釋義（另載 CC-CEDICT 辭典）",
    noDefinition: "辭典未收此詞",
    notCarried: "這個單一檔案不帶辭典；釋義請在文脈的網站版查。",
    credit: "釋義出自 CC-CEDICT，依 CC BY-SA 4.0 授權",
    parts: {
      n: "名詞", v: "動詞", a: "形容詞", d: "副詞", m: "數詞", q: "量詞", r: "代詞", p: "介詞",
      c: "連詞", u: "助詞", y: "語氣詞", f: "方位詞", s: "處所詞", t: "時間詞", i: "成語",
      l: "習用語", j: "簡稱", b: "區別詞", z: "狀態詞", e: "歎詞", o: "擬聲詞", h: "前綴",
      k: "後綴", g: "語素", nr: "人名", ns: "地名", nt: "機構名", nz: "專名", vn: "名動詞",
      an: "名形詞", ad: "副形詞", vd: "副動詞", x: "其他",
    },
  },
  "zh-Hans": {
    card: (word) => `“${word}”`,
    close: "关闭",
    pos: "词性",
    frequency: "常用度",
    bands: ["", "极常用", "常用", "较常用", "少用", "罕用"],
    define: "查英文释义（另载 CC-CEDICT 词典）",
    noDefinition: "词典未收此词",
    notCarried: "这个单一文件不带词典；释义请在文脉的网站版查。",
    credit: "释义出自 CC-CEDICT，依 CC BY-SA 4.0 授权",
    parts: {
      n: "名词", v: "动词", a: "形容词", d: "副词", m: "数词", q: "量词", r: "代词", p: "介词",
      c: "连词", u: "助词", y: "语气词", f: "方位词", s: "处所词", t: "时间词", i: "成语",
      l: "习用语", j: "简称", b: "区别词", z: "状态词", e: "叹词", o: "拟声词", h: "前缀",
      k: "后缀", g: "语素", nr: "人名", ns: "地名", nt: "机构名", nz: "专名", vn: "名动词",
      an: "名形词", ad: "副形词", vd: "副动词", x: "其他",
    },
  },
  en: {
    card: (word) => `The word ${word}`,
    close: "Close",
    pos: "Part of speech",
    frequency: "Frequency",
    bands: ["", "very common", "common", "fairly common", "uncommon", "rare"],
    define: "Look up in CC-CEDICT (a dictionary of its own to load)",
    noDefinition: "The dictionary does not have this word",
    notCarried: "This single file comes without a dictionary; Wenmai on a web site has one.",
    credit: "Definitions from CC-CEDICT, under CC BY-SA 4.0",
    parts: {
      n: "noun", v: "verb", a: "adjective", d: "adverb", m: "numeral", q: "measure word",
      r: "pronoun", p: "preposition", c: "conjunction", u: "particle", y: "modal particle",
      f: "word of direction", s: "word of place", t: "word of time", i: "idiom", l: "set phrase",
      j: "abbreviation", b: "attributive", z: "descriptive", e: "interjection",
      o: "onomatopoeia", h: "prefix", k: "suffix", g: "morpheme", nr: "personal name",
      ns: "place name", nt: "organisation", nz: "proper name", vn: "verbal noun",
      an: "nominal adjective", ad: "adverbial adjective", vd: "adverbial verb", x: "other",
    },
  },
};

/** The words of a language. */
export const words = (language) => WORDS[language] ?? WORDS.en;
