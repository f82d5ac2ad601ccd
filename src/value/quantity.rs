//! Quantities: counts and measures, percentages, fractions, multiples.

use super::amount::Amount;
use super::bound;
use super::cursor::Cursor;
use super::decimal::Decimal;
use super::{Bound, Value, ValueKind};

/// Behind a number or unit: more than stated.
const MORE: [&str; 3] = ["有余", "多", "余"];

/// What a mention of a quantity comes to.
pub fn quantity(text: &str, before: &str, after: &str) -> Option<Value> {
    let mut cursor = Cursor::new(text);
    let power = bound::is_power(cursor.next());
    let around = bound::around(before, after, power);
    if let Some(value) = fraction(text, around).or_else(|| doubled(text)) {
        return Some(value);
    }
    if cursor.eat("第") {
        return None;
    }
    let negative = cursor.eat_any(&["零下", "负"]);
    // 半斤, 半个
    let mut amount = if cursor.eat("半") {
        half()
    } else {
        Amount::read(&mut cursor, unit_before_joint)?
    };
    if negative {
        (amount.low, amount.high) = (amount.high.times(-1)?, amount.low.times(-1)?);
    }
    let written = cursor.rest;
    for (word, tenth) in [
        ("个百分点", false),
        ("百分点", false),
        ("成", true),
        ("%", true),
        ("‰", true),
    ] {
        if !cursor.eat(word) {
            continue;
        }
        if word == "成" {
            // 3成半
            if cursor.eat("半") {
                amount = amount.with(half().low)?;
            } else if let Some(hundredth) = cursor.number().filter(|part| part.length == 1) {
                // 七成六
                amount = amount.with(hundredth.low.shift(-1)?)?;
            }
            amount = amount.shift(1, " %")?;
        } else if word == "‰" {
            amount = amount.shift(-1, " %")?;
        }
        if cursor.eat_any(&MORE) {
            amount.bound = Bound::AtLeast;
        }
        let (kind, unit) = if tenth {
            (ValueKind::Percentage, "%")
        } else {
            (ValueKind::Quantity, word)
        };
        return cursor
            .at_end()
            .then(|| amount.value(kind, Some(unit.to_owned()), around));
    }
    if cursor.eat("倍") {
        if cursor.eat("半") {
            amount = amount.with(Decimal::whole(5).shift(-1)?)?;
        }
        if cursor.eat_any(&MORE) {
            amount.bound = Bound::AtLeast;
        }
        return cursor
            .at_end()
            .then(|| amount.value(ValueKind::Multiple, Some("倍".to_owned()), around));
    }
    let unit = unit(written, &mut amount)?;
    Some(amount.value(ValueKind::Quantity, unit, around))
}

fn half() -> Amount {
    Amount {
        low: Decimal::whole(5).shift(-1).unwrap_or_default(),
        high: Decimal::whole(5).shift(-1).unwrap_or_default(),
        bound: Bound::Exact,
        arithmetic: "1 ÷ 2 = 0.5".to_owned(),
    }
}

/// The unit between the first number of a range and its joint.
fn unit_before_joint(cursor: &mut Cursor) {
    let end = cursor.rest.find(['至', '到', '-', '~', '—', '–']);
    let unit = end
        .and_then(|end| cursor.rest.get(..end))
        .unwrap_or_default();
    if unit.chars().count() <= 4 {
        cursor.eat(unit);
    }
}

/// The unit that `written` is, without 多, 余 and 半 around it; they count for the amount.
fn unit(written: &str, amount: &mut Amount) -> Option<Option<String>> {
    let mut unit = written.trim();
    // 1米98, 两米二
    if let Some(rest) = unit.strip_prefix('米').filter(|rest| !rest.is_empty()) {
        let mut cursor = Cursor::new(rest);
        let fraction = cursor.number().filter(|_| cursor.at_end());
        if let Some(fraction) = fraction
            && fraction.bound == Bound::Exact
            && fraction.length <= 2
            && fraction.scale == 0
        {
            let places = i32::try_from(fraction.length).ok()?;
            *amount = amount.clone().with(fraction.low.shift(-places)?)?;
            unit = "米";
        }
    }
    // Another number is no unit: 四男一女.
    if unit.char_indices().any(|(at, _)| {
        unit.get(at..)
            .is_some_and(|rest| Cursor::new(rest).number().is_some())
    }) && !unit.contains('(')
    {
        return None;
    }
    for word in MORE {
        if let Some(rest) = unit.strip_suffix(word).or_else(|| unit.strip_prefix(word)) {
            unit = rest;
            if amount.bound == Bound::Exact {
                amount.bound = Bound::AtLeast;
            }
        }
    }
    // 两个半, 三斤半
    if let Some(rest) = unit.strip_suffix('半').filter(|rest| !rest.is_empty()) {
        unit = rest;
        *amount = amount.clone().with(half().low)?;
    }
    // 三个方面: the noun is what is counted, not the unit; 个基点 is one.
    let noun = unit.strip_prefix('个').unwrap_or_default();
    if !noun.is_empty() && noun != "基点" {
        unit = "个";
    }
    Some((!unit.is_empty()).then(|| unit.to_owned()))
}

/// 百分之二十, 千分之三, 三分之一, 一半
fn fraction(text: &str, around: Option<Bound>) -> Option<Value> {
    let mut cursor = Cursor::new(text);
    if cursor.eat("一半") || cursor.eat("半数") {
        return cursor
            .at_end()
            .then(|| half().value(ValueKind::Quantity, None, around));
    }
    for (word, powers) in [("百分之", 0), ("千分之", -1), ("万分之", -2)] {
        if !cursor.eat(word) {
            continue;
        }
        let mut amount = Amount::read(&mut cursor, |_| {})?;
        let start = cursor;
        if cursor.joint() && cursor.eat(word) {
            let second = Amount::read(&mut cursor, |_| {})?;
            amount.high = second.low;
            amount.bound = Bound::Range;
        } else {
            cursor = start;
        }
        if powers != 0 {
            amount = amount.shift(powers, " %")?;
        }
        return cursor
            .at_end()
            .then(|| amount.value(ValueKind::Percentage, Some("%".to_owned()), around));
    }
    let whole = cursor.number()?;
    if !cursor.eat("分之") {
        return None;
    }
    let part = cursor.number().filter(|_| cursor.at_end())?;
    let exact = whole.bound == Bound::Exact && part.bound == Bound::Exact;
    if !exact || whole.low.is_zero() {
        return None;
    }
    let share = part.low.to_f64() / whole.low.to_f64();
    let mut value = half().value(ValueKind::Quantity, None, around);
    value.number = Some(share);
    value.low = value.low.map(|_| share);
    value.high = value.high.map(|_| share);
    let digits = share.to_string();
    let written = match digits.get(..6) {
        Some("0.0000") if digits.len() > 8 => String::new(),
        Some(short) if digits.len() > 8 => format!(" = {short}…"),
        _ => format!(" = {digits}"),
    };
    value.arithmetic = format!("{} ÷ {}{written}", part.low, whole.low);
    Some(value)
}

/// 翻一番 is twice, 翻两番 four times as much.
fn doubled(text: &str) -> Option<Value> {
    let mut cursor = Cursor::new(text);
    if !cursor.eat("翻") {
        return None;
    }
    let times = if cursor.eat("番") {
        1
    } else {
        let times = cursor.number_before("番")?;
        times.ordinal().filter(|times| (1..=30).contains(times))?
    };
    let number = 1_i32.checked_shl(times.unsigned_abs())?;
    cursor.at_end().then(|| Value {
        number: Some(f64::from(number)),
        unit: Some("倍".to_owned()),
        arithmetic: format!("2{} = {number}", super::number::superscript(times)),
        ..Value::new(ValueKind::Multiple)
    })
}
