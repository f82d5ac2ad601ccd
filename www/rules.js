/**
 * Why something was marked, as a sentence: one for each rule of the core, by its stable name.
 * `{evidence}` is the text that the rule went by; a sentence with it is used only where there
 * is some.
 */

const RULES = {
  "title-marks": ["以書名號《》括起", "以书名号《》括起", "stands in title marks 《》"],
};

const COLUMN = { "zh-Hant": 0, "zh-Hans": 1, en: 2 };
const EVIDENCE = [
  (evidence) => `（“${evidence}”）`,
  (evidence) => `（“${evidence}”）`,
  (evidence) => ` (“${evidence}”)`,
];
const UNKNOWN = ["依規則 {rule}", "依规则 {rule}", "by the rule {rule}"];

/**
 * The sentence for a reason.
 * @param {{rule: string, evidence: string}} why
 * @param {string} language
 * @returns {string}
 */
export function reason({ rule, evidence }, language) {
  const column = COLUMN[language] ?? COLUMN.en;
  const known = RULES[rule] ?? UNKNOWN;
  const text = known[column].replace("{rule}", rule);
  return evidence ? text + EVIDENCE[column](evidence) : text;
}
