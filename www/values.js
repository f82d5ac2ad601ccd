/** What a time, an amount or a quantity comes to, in the words of one language. */

const POINT =
  /^(-?\d{4}|\d{3}X|\d\dXX|XXXX)(?:-(\d\d)(?:-(\d\d))?)?(?:T([\d:]+)([+-]\d\d:\d\d|Z)?)?(~)?$/;
const CLOCK = /^T([\d:]+)([+-]\d\d:\d\d|Z)?$/;
const DURATION =
  /^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/;
const UNITS = ["year", "month", "week", "day", "hour", "minute", "second"];
/** A number is written in ten thousands or millions where that takes no more decimals. */
const DECIMALS = 3;

/**
 * A value in words; empty where there is none, or none that can be said without a doubt.
 * @param {object} mention with its `value`
 * @param {object} words
 * @returns {string}
 */
export function inWords({ value }, words) {
  if (!value || value.problem) return "";
  const said = words.values;
  if (value.iso) {
    const read = { clock, duration }[value.kind] ?? point;
    let spelled = stretch(value.iso, (iso) => read(iso, said), said);
    if (!spelled) return "";
    // What EDTF marks by itself, the point has said.
    if (!value.iso.includes("~")) spelled = bounded(spelled, value.bound, said);
    return value.iso.includes("XXXX") ? said.noYear(spelled) : spelled;
  }
  const { number, low, high } = value;
  const one = (number) => figure(number, said) + (value.unit === "%" ? "%" : "");
  if (number !== undefined) return bounded(measured(one(number), value, said), value.bound, said);
  if (low === undefined || high === undefined) return "";
  return measured(said.range(one(low), one(high)), value, said);
}

/**
 * How a value was worked out, for the eye: long numbers in groups, the words as the text has them.
 * @param {object} mention with its `value`
 * @returns {string} empty where it says nothing more than {@link inWords}
 */
export function arithmetic({ value, text }) {
  const { arithmetic = "", iso } = value ?? {};
  // Codes such as P3D or 2021-40 are for machines.
  if (!arithmetic || (arithmetic.endsWith(` = ${iso}`) && !/^\d{4}(-\d\d){0,2}$/.test(iso))) return "";
  const [head] = arithmetic.split(/ [=+×÷] /);
  const own = [...head].length === [...text].length ? text + arithmetic.slice(head.length) : arithmetic;
  // Decimals stay as they are.
  return own.replace(/\.?\d{5,}/g, (digits) => (digits[0] === "." ? digits : BigInt(digits).toLocaleString("en")));
}

/**
 * What was taken from the rest of the article: the `year` or the whole `date`, or the `currency`.
 * @param {object} mention with its `value`
 * @returns {"year" | "date" | "currency" | null}
 */
export function inferred({ value, text }) {
  if (!value?.inferred) return null;
  if (value.kind === "money") return "currency";
  return /[\d一二三四五六七八九十元][月／/.]/u.test(text) && !text.includes("年") ? "year" : "date";
}

function bounded(text, bound, said) {
  return (said.bounds[bound] ?? "") + text;
}

/** Both ends of `from/to`, either of which may be open; or the one that there is. */
function stretch(iso, read, said) {
  const [from, to] = iso.split("/");
  if (to === undefined) return read(from);
  const open = (end) => end === ".." || end === "";
  const [first, last] = [from, to].map((end) => (open(end) ? "" : read(end)));
  if (open(from)) return last && said.until(last);
  if (open(to)) return first && said.since(first);
  return first && last && said.span(first, last);
}

function point(edtf, said) {
  const [, year, ...rest] = POINT.exec(edtf) ?? [];
  if (!year) return "";
  const [month, day] = rest.map((part) => (part === undefined ? 0 : Number(part)));
  const [, , time, zone, about] = rest;
  const known = year === "XXXX" ? null : Number(year);
  let text;
  if (year.endsWith("XX") && known !== null) text = said.century(Number(year.slice(0, 2)) + 1);
  else if (year.endsWith("X") && known !== null) text = said.decade(`${year.slice(0, 3)}0`);
  else if (month > 12) {
    // Seasons, quarters and half-years by the codes of ISO 8601-2.
    const part = said.seasons[month - 21] ?? said.quarters[month - 33] ?? said.halves[month - 40];
    text = part && said.part(part, known);
  }
  else text = known === null && !month ? "" : said.date(known, month, day);
  if (!text) return "";
  if (time) text += ` ${time}${offset(zone)}`;
  return bounded(text, about && "about", said);
}

function clock(iso) {
  const [, time, zone] = CLOCK.exec(iso) ?? [];
  return time ? time + offset(zone) : "";
}

function offset(zone) {
  return zone ? ` (UTC${zone === "Z" ? "" : zone})` : "";
}

function duration(iso, said) {
  const [, ...amounts] = DURATION.exec(iso) ?? [];
  const parts = amounts
    .map((amount, index) => {
      const options = { style: "unit", unit: UNITS[index], unitDisplay: "long", maximumFractionDigits: 20 };
      return amount && new Intl.NumberFormat(said.locale, options).format(amount);
    })
    .filter(Boolean);
  return said.spaced ? parts.join(" ") : parts.join("").replaceAll(" ", "");
}

function measured(digits, { kind, unit }, said) {
  if (kind === "money") return unit ? said.money(digits, unit) : said.noCurrency(digits);
  return unit && unit !== "%" ? said.counted(digits, unit) : digits;
}

/** 10 billion, 12,000, 0.3333…: never rounded without saying so. */
function figure(number, { locale, compactFrom }) {
  const exact = { maximumFractionDigits: 20 };
  const compact = new Intl.NumberFormat(locale, { ...exact, notation: "compact", compactDisplay: "long" });
  const decimals = compact.formatToParts(number).find(({ type }) => type === "fraction")?.value ?? "";
  if (Math.abs(number) >= compactFrom && decimals.length <= DECIMALS) return compact.format(number);
  const plain = new Intl.NumberFormat(locale, exact).format(number);
  return plain.replace(/(\.\d{4})\d{6,}$/, "$1…");
}
