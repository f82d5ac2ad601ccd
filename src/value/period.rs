//! Plan periods, centuries and decades.

use std::sync::OnceLock;

use super::anchor::Anchor;
use super::cursor::Cursor;
use super::{Bound, Value, ValueKind};

/// Our own list; its head says how it is written.
const LIST: &str = include_str!("../../data/periods.txt");

/// Parts of a century or decade, which EDTF cannot say: the whole is given, about.
const PARTS: [&str; 11] = [
    "初期", "前期", "中期", "后期", "末期", "中叶", "末叶", "初叶", "初", "末", "中",
];

/// Plans by name, with their first and last years.
fn plans() -> &'static [(&'static str, (i32, i32))] {
    static PLANS: OnceLock<Vec<(&str, (i32, i32))>> = OnceLock::new();
    PLANS.get_or_init(|| {
        let lines = LIST.lines().filter(|line| !line.starts_with('#'));
        lines
            .filter_map(|line| {
                let mut parts = line.split_whitespace();
                let name = parts.next()?;
                let years = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
                Some((name, years))
            })
            .collect()
    })
}

/// What a plan period, a century or a decade comes to.
pub fn read(text: &str, anchor: &Anchor) -> Option<Value> {
    plan(text).or_else(|| century(text, anchor))
}

/// “十四五”期间 is 2021/2025, “十三五”末 2020.
fn plan(text: &str) -> Option<Value> {
    let mut cursor = Cursor::new(text);
    let quoted = cursor.eat("“");
    let start = cursor;
    let (first, last) = cursor.eat_longest(plans())?;
    let name = cursor.since(start);
    if quoted && !cursor.eat("”") {
        return None;
    }
    cursor.eat("规划");
    let iso = if cursor.eat_any(&["末期", "末", "收官之年"]) {
        format!("{last:04}")
    } else if cursor.eat_any(&["初期", "初", "开局之年"]) {
        format!("{first:04}")
    } else if cursor.eat_any(&["期间", "时期"]) || quoted {
        if cursor.eat("以来") {
            format!("{first:04}/..")
        } else {
            format!("{first:04}/{last:04}")
        }
    } else {
        return None;
    };
    cursor.at_end().then(|| Value {
        arithmetic: format!("{name} = {iso}"),
        iso: Some(iso),
        ..Value::new(ValueKind::Date)
    })
}

/// 21世纪 is 20XX, 上世纪90年代 199X, 80年代 the last such decade.
fn century(text: &str, anchor: &Anchor) -> Option<Value> {
    let mut cursor = Cursor::new(text);
    let mut inferred = false;
    let now = anchor.date.year.map(|year| year.div_euclid(100));
    // The first two digits of the year, as far as they are known.
    let mut hundreds = if cursor.eat_any(&["上个世纪", "上世纪"]) {
        inferred = now.is_some();
        Some(now.map(|now| now - 1))
    } else if cursor.eat("本世纪") {
        inferred = now.is_some();
        Some(now)
    } else if let Some(number) = cursor.number_before("世纪") {
        let number = number
            .ordinal()
            .filter(|number| (1..=30).contains(number))?;
        Some(Some(number - 1))
    } else {
        None
    };
    let mut iso = String::new();
    let mut decades = 0;
    while let Some(decade) = decade(&mut cursor) {
        let year = decade?;
        if year >= 100 {
            hundreds = Some(Some(year / 100));
        } else if hundreds.is_none() {
            // 80年代 in an article of 2021 are those of the century before.
            let before = |now: i32| {
                let ahead = anchor
                    .date
                    .year
                    .is_some_and(|this| year > this.rem_euclid(100));
                now - i32::from(ahead)
            };
            hundreds = Some(now.map(before));
            inferred = now.is_some();
        }
        if decades > 0 {
            iso.push('/');
        }
        iso.push_str(&digits(hundreds??));
        iso.push_str(&format!("{}X", year % 100 / 10));
        decades += 1;
        if !cursor.joint() {
            break;
        }
    }
    if decades == 0 {
        iso = format!("{}XX", digits(hundreds??));
    }
    let about = cursor.eat_any(&PARTS);
    if cursor.eat_any(&["以来", "来"]) {
        iso.push_str("/..");
    } else {
        cursor.eat_any(&["期间", "间"]);
    }
    cursor.at_end().then(|| Value {
        bound: if about { Bound::About } else { Bound::Exact },
        inferred,
        arithmetic: if inferred {
            format!("{text} = {iso}")
        } else {
            String::new()
        },
        iso: Some(iso),
        ..Value::new(ValueKind::Date)
    })
}

fn digits(hundreds: i32) -> String {
    format!("{hundreds:02}")
}

/// 90年代, 1990年代, 九十年代; the first of a range (80至90年代) counts too. The inner option is empty where there
/// is no such decade.
fn decade(cursor: &mut Cursor) -> Option<Option<i32>> {
    let mut ahead = *cursor;
    let number = ahead.number()?;
    let mut behind = ahead;
    let shared = behind.joint() && behind.number_before("年代").is_some();
    if !ahead.eat("年代") && !shared {
        return None;
    }
    *cursor = ahead;
    let year = number.ordinal().filter(|year| year % 10 == 0);
    Some(year.filter(|year| (0..100).contains(year) || (1000..2200).contains(year)))
}
