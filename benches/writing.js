// How figures and tables are written.

/** A number with three digits that say something. */
export function significant(value, digits = 3) {
  const places = Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places });
}

export const ratio = (value) => `${significant(value)}×`;
export const bytes = (value) => value.toLocaleString("en");
export const length = (value) => (value < 1e6 ? `${significant(value / 1000)} kB` : megabytes(value));
export const megabytes = (value) => (value === undefined ? "–" : `${significant(value / 1e6)} MB`);

/** A median with its quartiles, each written by `write`; a dash for none. */
export function spread(summary, write, unit) {
  if (!summary) return "–";
  const { median, low, high } = summary;
  return `${write(median)}${unit} (${write(low)}–${write(high)})`;
}

export const milliseconds = (summary) => spread(summary, (value) => significant(value), " ms");
/** Thousands of characters a second. */
export const rate = (summary) => spread(summary, (value) => significant(value / 1000), " k");

/** A table in Markdown, its first columns to the left, the others to the right. */
export function table(head, rows, left = 1) {
  const rule = head.map((_, index) => (index < left ? "---" : "--:"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
