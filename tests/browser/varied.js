// Long articles: sentences of our own, in which names, places, dates and amounts take turns, so
// that every paragraph says something else and an article has entities by the hundred.

const SURNAMES = [..."王李張劉陳楊黃趙周吳徐孫朱馬胡郭林何高羅"];
const GIVEN = ["志明", "曉東", "麗華", "建國", "文靜", "國強", "雨桐", "子涵", "海波", "思遠", "玉蘭", "承志", "春生"];
const PLACES = ["南京市", "蘇州市", "杭州市", "濟南市", "成都市", "武漢市", "福州市", "太原市", "合肥市", "長沙市", "昆明市"];
const TRADES = ["光電", "生物科技", "精密機械", "環保材料", "軟件", "物流", "新能源汽車"];
const NAMES = ["恒遠", "華欣", "天和", "金橋", "東昇", "瑞豐", "明德", "海通", "中博", "安泰", "永新", "啟航", "同創"];
const POSTS = ["董事長", "總經理", "市長", "副市長", "院長", "主任"];

const SENTENCES = [
  (pick) => `${pick(PLACES)}${pick(POSTS)}${pick(SURNAMES)}${pick(GIVEN)}在${pick(PLACES)}會見了${pick(NAMES)}${pick(TRADES)}有限公司總經理${pick(SURNAMES)}${pick(GIVEN)}一行。`,
  (pick, number) => `${pick(NAMES)}${pick(TRADES)}有限公司將於${2000 + (number % 24)}年${1 + (number % 12)}月${1 + (number % 28)}日在${pick(PLACES)}動工興建新廠，總投資${3 + (number % 97)}億元。`,
  (pick, number) => `「我們今年要再招${100 + (number % 900)}名工程師。」${pick(SURNAMES)}${pick(GIVEN)}說，公司去年的營收增長了${1 + (number % 60)}%。`,
  (pick) => `據《${pick(NAMES)}日報》報道，${pick(PLACES)}人民政府與${pick(NAMES)}集團簽署了合作協議，雙方將共建${pick(TRADES)}產業園。`,
  (pick) => `天色漸暗，河邊的人慢慢散去，只剩幾盞燈還亮著，照見一條舊船。`,
  (pick, number) => `與會的${12 + (number % 80)}位代表參觀了${pick(PLACES)}博物館，${pick(POSTS)}${pick(SURNAMES)}${pick(GIVEN)}向他們介紹了館藏。`,
];

/**
 * An article of at least `length` UTF-16 units, the same each time; `more` begins its first
 * paragraph.
 */
export function varied(length, more = "") {
  let turn = 0;
  const pick = (list) => list[(turn = (turn * 31 + 17) % 10007) % list.length];
  let text = `沿河各市一年紀事\n${more}`;
  for (let number = 0; text.length < length; number += 1) {
    text += SENTENCES[number % SENTENCES.length](pick, number);
    if (number % 4 === 3) text += "\n";
  }
  return text;
}
