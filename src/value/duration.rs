//! Lengths of time.

use super::amount::Amount;
use super::anchor::Anchor;
use super::bound;
use super::calendar::{Date, neighbour};
use super::cursor::Cursor;
use super::decimal::Decimal;
use super::{Bound, Value, ValueKind};

/// Designators of ISO 8601 in their order; those from the fifth on stand behind `T`.
const DESIGNATORS: [char; 7] = ['Y', 'M', 'W', 'D', 'H', 'M', 'S'];
const TIME: usize = 4;

/// Units by designator, and how many of it they are.
const UNITS: [(&str, (usize, i64)); 27] = [
    ("年", (0, 1)),
    ("周年", (0, 1)),
    ("学年", (0, 1)),
    ("载", (0, 1)),
    ("世纪", (0, 100)),
    ("月", (1, 1)),
    ("季度", (1, 3)),
    ("周", (2, 1)),
    ("星期", (2, 1)),
    ("礼拜", (2, 1)),
    ("天", (3, 1)),
    ("日", (3, 1)),
    ("昼夜", (3, 1)),
    ("整天", (3, 1)),
    ("小时", (4, 1)),
    ("钟头", (4, 1)),
    ("时", (4, 1)),
    ("分钟", (5, 1)),
    ("分", (5, 1)),
    ("刻钟", (5, 15)),
    ("秒", (6, 1)),
    ("秒钟", (6, 1)),
    ("年时间", (0, 1)),
    ("天时间", (3, 1)),
    ("小时时间", (4, 1)),
    ("分钟时间", (5, 1)),
    ("月时间", (1, 1)),
];

/// What may stand before a duration and belong to it.
const HEADS: [&str; 12] = [
    "过去", "最近", "近", "未来", "此后", "今后", "之后", "前", "这", "后", "头", "整整",
];

/// One length: an amount of each unit.
#[derive(Clone, Debug)]
struct Length {
    parts: [Option<(Decimal, Decimal)>; 7],
    bound: Bound,
    /// Whether a half, a quarter or a larger unit was worked out.
    worked: bool,
}

/// What a mention of a length of time comes to; a length ago (十年前) is a date, counted from the article's.
pub fn read(text: &str, before: &str, after: &str, anchor: &Anchor) -> Option<Value> {
    let mut cursor = Cursor::new(text);
    let near = cursor.rest.starts_with('近');
    // 前一周 is the one before another.
    if cursor.rest.starts_with("前一") || cursor.rest.starts_with("后一") {
        return None;
    }
    cursor.eat_any(&HEADS);
    // 2030年 is a year even where nothing says which part of it is meant.
    let digits = cursor.rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = cursor.rest.get(digits..).unwrap_or_default();
    if digits == 4 && cursor.rest.starts_with(['1', '2']) && behind.starts_with('年') {
        return None;
    }
    let first = Length::read(&mut cursor)?;
    let second = if cursor.joint() {
        Some(Length::read(&mut cursor)?)
    } else {
        None
    };
    let (mut tail, mut within) = (false, false);
    if cursor.eat_any(&["之前", "以前", "前"]) {
        return if cursor.at_end() && second.is_none() {
            ago(text, &first, anchor)
        } else {
            None
        };
    } else if cursor.eat_any(&["之内", "以内", "内"]) {
        within = true;
    } else {
        tail = cursor.eat_any(&[
            "以来", "之后", "以后", "期间", "时间", "来", "间", "后", "里",
        ]);
    }
    // 5日 and 5日至7日 are days; 七日内, 三日来, 两日 and 90日 last.
    let day = text.ends_with('日') && !text.starts_with('两') && first.days_of_a_month();
    if !cursor.at_end() || day {
        return None;
    }
    let mut value = Value::new(ValueKind::Duration);
    let mut iso = first.iso(false)?;
    value.bound = first.bound;
    if let Some(second) = &second {
        iso = format!("{iso}/{}", second.iso(true)?);
        value.bound = Bound::Range;
    } else if first.bound == Bound::Range {
        iso = format!("{iso}/{}", first.iso(true)?);
    } else if within {
        value.bound = Bound::AtMost;
    } else if near && !tail && first.parts.iter().skip(TIME).any(Option::is_some) {
        // 近两小时 is nearly two hours; 近十年 the last ten years.
        value.bound = Bound::About;
    }
    if value.bound != Bound::Range
        && let Some(around) = bound::around(before, after, false)
    {
        value.bound = around;
    }
    if value.bound == Bound::Exact && after.starts_with('内') && !after.starts_with("内容") {
        value.bound = Bound::AtMost;
    }
    if first.worked {
        value.arithmetic = format!("{text} = {iso}");
    }
    value.iso = Some(iso);
    Some(value)
}

impl Length {
    /// Reads one amount after another, each of a smaller unit: 四年六个月.
    fn read(cursor: &mut Cursor) -> Option<Self> {
        let mut length = Self {
            parts: [None; 7],
            bound: Bound::Exact,
            worked: false,
        };
        let mut smallest = None;
        while let Some(unit) = length.part(cursor, smallest)? {
            smallest = Some(unit);
        }
        smallest.is_some().then_some(length)
    }

    /// Reads one amount and its unit; says which. `Some(None)` at the end of the length, `None` where it is none.
    fn part(&mut self, cursor: &mut Cursor, last: Option<usize>) -> Option<Option<usize>> {
        let mut ahead = *cursor;
        let start = ahead;
        let half = Decimal::whole(5).shift(-1)?;
        let mut amount = if ahead.eat("半") {
            self.worked = true;
            ahead.eat("个");
            Amount {
                low: half,
                high: half,
                bound: Bound::Exact,
                arithmetic: String::new(),
            }
        } else {
            match Amount::read(&mut ahead, |_| {}) {
                Some(amount) => amount,
                None => return Some(None),
            }
        };
        let counted = ahead.since(start).ends_with('个') || ahead.eat("个");
        // 两个半月, 三个多小时
        if counted && ahead.eat("半") {
            amount = amount.with(half)?;
            self.worked = true;
        } else if counted && ahead.eat("多") {
            amount.bound = Bound::AtLeast;
        }
        let written = ahead;
        let Some((unit, factor)) = ahead.eat_longest(&UNITS) else {
            // 1年至3: no unit, no length.
            return if last.is_some() { Some(None) } else { None };
        };
        // 8时 and 5月 are no lengths.
        let name = ahead.since(written);
        let only_clock = last.is_none()
            && (name == "时" || name == "分" && { ahead }.number_before("秒").is_none());
        if unit == 1 && name.starts_with('月') && !counted || only_clock {
            return None;
        }
        if last.is_some_and(|last| unit <= last) {
            return None;
        }
        if ahead.eat("半") {
            amount = amount.with(half)?;
            self.worked = true;
        } else if ahead.eat_any(&["多", "余"]) {
            amount.bound = Bound::AtLeast;
        }
        // 2分08秒36
        if unit == 6 {
            let places = ahead.rest.bytes().take_while(u8::is_ascii_digit).count();
            if places > 0 && places <= 3 {
                let fraction: i64 = ahead.rest.get(..places)?.parse().ok()?;
                let fraction = Decimal::whole(fraction).shift(-i32::try_from(places).ok()?)?;
                ahead.rest = ahead.rest.get(places..)?;
                (amount.low, amount.high) =
                    (amount.low.plus(fraction)?, amount.high.plus(fraction)?);
            }
        }
        if amount.bound != Bound::Exact {
            self.bound = amount.bound;
        }
        self.worked |= factor > 1;
        self.add(unit, amount.low.times(factor)?, amount.high.times(factor)?)?;
        *cursor = ahead;
        Some(Some(unit))
    }

    /// Adds so many of a unit; a half year becomes six months, a half hour thirty minutes.
    fn add(&mut self, unit: usize, low: Decimal, high: Decimal) -> Option<()> {
        let smaller = match unit {
            0 => Some((1, 12)),
            4 | 5 => Some((unit + 1, 60)),
            _ => None,
        };
        let whole = |number: Decimal| number.integer().map(i64::from);
        let doubled = whole(low.times(2)?).filter(|_| low == high && whole(low).is_none());
        match (smaller, doubled) {
            (Some((smaller, parts)), Some(doubled)) if self.worked => {
                let rest = Decimal::whole(parts / 2);
                let wholes = Decimal::whole(doubled / 2);
                *self.parts.get_mut(smaller)? = Some((rest, rest));
                if !wholes.is_zero() {
                    *self.parts.get_mut(unit)? = Some((wholes, wholes));
                }
            }
            _ => *self.parts.get_mut(unit)? = Some((low, high)),
        }
        Some(())
    }

    /// Whether it is so many days as a month may have.
    fn days_of_a_month(&self) -> bool {
        matches!(self.parts, [None, None, None, Some((low, _)), None, None, None] if low <= Decimal::whole(31))
    }

    /// The duration as ISO 8601 writes it; of a range the low or the high end.
    fn iso(&self, high: bool) -> Option<String> {
        let mut iso = "P".to_owned();
        for (unit, (part, designator)) in self.parts.iter().zip(DESIGNATORS).enumerate() {
            let Some((low, highest)) = part else {
                continue;
            };
            if unit >= TIME && !iso.contains('T') {
                iso.push('T');
            }
            let number = if high { highest } else { low };
            iso.push_str(&number.to_string());
            iso.push(designator);
        }
        (iso.len() > 2).then_some(iso)
    }
}

/// 十年前 in an article of 2021 is about 2011; 三天前 needs the article's day. Counted from the article, as news does.
fn ago(text: &str, length: &Length, anchor: &Anchor) -> Option<Value> {
    if length.bound != Bound::Exact || length.worked {
        return None;
    }
    let mut units = length
        .parts
        .iter()
        .enumerate()
        .filter_map(|(unit, part)| Some((unit, (*part)?.0)));
    let (unit, number) = units.next()?;
    if units.next().is_some() {
        return None;
    }
    let count = number
        .integer()
        .filter(|count| (1..=10_000).contains(count))?;
    let year = anchor.date.year?;
    let (iso, bound) = match unit {
        0 => {
            let date = Date {
                year: Some(year - count),
                ..Date::default()
            };
            (format!("{}~", date.edtf()), Bound::About)
        }
        1 => {
            let (year, month) = neighbour(year, anchor.date.month?, -count)?;
            let date = Date {
                year: Some(year),
                month: Some(month),
                day: None,
            };
            (format!("{}~", date.edtf()), Bound::About)
        }
        2 => (
            format!("{}~", anchor.date.plus_days(-7 * count)?.edtf()),
            Bound::About,
        ),
        // 10日前 is as often before the tenth.
        3 if text.contains('日') => return None,
        3 => (anchor.date.plus_days(-count)?.edtf(), Bound::Exact),
        _ => return None,
    };
    Some(Value {
        arithmetic: format!("{text} = {iso}"),
        iso: Some(iso),
        bound,
        inferred: true,
        ..Value::new(ValueKind::Date)
    })
}
