/** What an article is called where there is little room. */

/** Characters of a title. */
const LENGTH = 40;

/**
 * The headline of a text, or its first words.
 * @param {string} text
 * @returns {string} empty for a text without any
 */
export function titleOf(text) {
  const start = /[^\s\u3000\ufeff]/.exec(text)?.index ?? text.length;
  const [line] = text.slice(start, start + 400).split(/[\r\n\u0085\u2028\u2029]/, 1);
  const characters = [...line.trim()];
  if (characters.length <= LENGTH) return characters.join("");
  return `${characters.slice(0, LENGTH).join("")}…`;
}
