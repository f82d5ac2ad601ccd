//! What expressions come to: the table of cases, whole articles, and numbers written in every way.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use std::fmt::Write;

use proptest::prelude::*;
use wenmai::engine::Options;
use wenmai::entity::EntityKind;
use wenmai::value::anchor::Anchor;
use wenmai::value::calendar::Date;
use wenmai::value::point::Point;
use wenmai::value::{Bound, Value, ValueKind, value};

const CASES: &str = include_str!("cases/values.tsv");

/// A value as the table of cases writes it.
fn compact(value: Option<&Value>) -> String {
    let Some(value) = value else {
        return "-".to_owned();
    };
    if let Some(problem) = value.problem {
        return format!("! {problem}");
    }
    let mut text = String::new();
    match (&value.iso, value.kind) {
        (Some(iso), _) => text.push_str(iso),
        (None, kind) => {
            let none = if kind == ValueKind::Money {
                "?"
            } else {
                "number"
            };
            text.push_str(value.unit.as_deref().unwrap_or(none));
            match (value.number, value.low, value.high) {
                (Some(number), ..) => write!(text, " {number}").unwrap(),
                (None, low, high) => write!(text, " {}..{}", low.unwrap(), high.unwrap()).unwrap(),
            }
        }
    }
    let range = value.bound == Bound::Range && value.iso.is_none();
    if value.bound != Bound::Exact && !range {
        write!(text, " {}", value.bound.name()).unwrap();
    }
    if value.inferred {
        text.push_str(" inferred");
    }
    text
}

fn date(text: &str) -> Date {
    let parts: Vec<&str> = text.split('-').collect();
    Date {
        // XXXX is a year that is not known.
        year: parts.first().and_then(|year| year.parse().ok()),
        month: parts.get(1).map(|month| month.parse().unwrap()),
        day: parts.get(2).map(|day| day.parse().unwrap()),
    }
}

/// The article column: `-`, `2021-10-08`, `2021 < 2021-09-12`, `TWD`.
fn anchor(text: &str) -> Anchor {
    match text {
        "-" => return Anchor::default(),
        "TWD" | "HKD" => {
            return Anchor {
                yuan: Some(if text == "TWD" { "TWD" } else { "HKD" }),
                ..Anchor::default()
            };
        }
        _ => {}
    }
    let (article, last) = match text.split_once(" < ") {
        Some((article, last)) => (article, Some(last)),
        None => (text, None),
    };
    let mut anchor = Anchor::at(if article == "-" {
        Date::default()
    } else {
        date(article)
    });
    if let Some(last) = last {
        let point = Point {
            date: date(last),
            ..Point::default()
        };
        anchor.pass(point, None);
    }
    anchor
}

/// The value of the mention in brackets, through the shadow of the built pack.
fn value_of(kind: EntityKind, marked: &str, anchor: &Anchor) -> Option<Value> {
    let (before, rest) = marked.split_once('[').expect("a mention in brackets");
    let (mention, after) = rest.split_once(']').expect("a mention in brackets");
    let text = format!("{before}{mention}{after}");
    let shadow = common::engine().converter().shadow(&text);
    let start = before.chars().count();
    let end = start + mention.chars().count();
    let part = |from: usize, to: usize| shadow.chars()[from..to].iter().collect::<String>();
    value(
        kind,
        &part(start, end),
        &part(0, start),
        &part(end, shadow.chars().len()),
        anchor,
    )
}

#[test]
fn table_of_cases() {
    let mut failures = String::new();
    let (mut times, mut money, mut quantities) = (0, 0, 0);
    for line in CASES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let columns: Vec<&str> = line.split('\t').collect();
        let [name, marked, article, expected, ..] = columns[..] else {
            panic!("four columns: {line}");
        };
        let kind = EntityKind::parse(name).expect(line);
        match kind {
            EntityKind::Time => times += 1,
            EntityKind::Money => money += 1,
            _ => quantities += 1,
        }
        let value = value_of(kind, marked, &anchor(article));
        let found = compact(value.as_ref());
        if found != expected {
            writeln!(failures, "{marked} ({article}): {found}, not {expected}").unwrap();
        }
        if let (Some(expected), Some(value)) = (columns.get(4), &value)
            && value.arithmetic != *expected
        {
            writeln!(
                failures,
                "{marked}: “{}”, not “{expected}”",
                value.arithmetic
            )
            .unwrap();
        }
        if let Some(value) = &value {
            let by_unit = match (expected.chars().next(), kind) {
                (Some('P'), EntityKind::Time) => ValueKind::Duration,
                (Some('T'), EntityKind::Time) => ValueKind::Clock,
                (Some('%'), _) => ValueKind::Percentage,
                (Some('倍'), _) => ValueKind::Multiple,
                (_, EntityKind::Time) if value.problem.is_some() => value.kind,
                (_, EntityKind::Time) => ValueKind::Date,
                (_, EntityKind::Money) => ValueKind::Money,
                _ => ValueKind::Quantity,
            };
            if value.kind != by_unit {
                writeln!(failures, "{marked}: a {}", value.kind.name()).unwrap();
            }
        }
    }
    assert_eq!(failures, "");
    assert!(
        times >= 230 && money >= 75 && quantities >= 90,
        "{times} {money} {quantities}"
    );
}

/// The mentions that have a value, with it.
fn values_of(raw: &str) -> Vec<(String, String)> {
    let article = common::engine().analyse(raw, &Options::default());
    let text = article.text();
    let with_value = article
        .mentions
        .iter()
        .filter(|mention| mention.value.is_some());
    with_value
        .map(|mention| {
            let words = mention.span.of(text);
            assert!(!words.is_empty(), "{:?}", mention.span);
            (words.to_owned(), compact(mention.value.as_ref()))
        })
        .collect()
}

fn has(values: &[(String, String)], words: &str, expected: &str) {
    let found: Vec<&str> = values
        .iter()
        .filter(|(text, _)| text == words)
        .map(|(_, value)| value.as_str())
        .collect();
    assert!(!found.is_empty(), "{words} in {values:?}");
    for value in found {
        assert_eq!(value, expected, "{words}");
    }
}

#[test]
fn the_first_article() {
    let raw = std::fs::read_to_string(common::gold().join("seed.raw.txt")).unwrap();
    let values = values_of(&raw);
    for (words, value) in [
        ("10月8日", "2021-10-08 inferred"),
        ("10月9日", "2021-10-09 inferred"),
        ("2017年", "2017"),
        ("2020年", "2020"),
        ("今年以來", "2021-01-01/.. inferred"),
        ("“十四五”期間", "2021/2025"),
        ("10年", "P10Y"),
        ("100億元", "CNY 10000000000"),
        ("3000人", "人 3000 more-than"),
        ("100多家", "家 100 at-least"),
    ] {
        has(&values, words, value);
    }
    assert!(values.iter().all(|(words, _)| words != "近年來"));
}

#[test]
fn dates_refer_to_one_another() {
    let raw = "🎉𠮷林新闻网 2021-10-12 09:30\r\n\
        10月8日上午，论坛在常州开幕。当天，双方签署协议。9日，代表团参观园区；次日返程。\r\n\
        👍🏽昨日，市政府召开会议，部署本月工作。去年同期，全市完成投资100亿元。\r\n";
    let values = values_of(raw);
    for (words, value) in [
        ("10月8日上午", "2021-10-08 inferred"),
        ("当天", "2021-10-08 inferred"),
        ("9日", "2021-10-09 inferred"),
        ("次日", "2021-10-10 inferred"),
        ("昨日", "2021-10-11 inferred"),
        ("本月", "2021-10 inferred"),
        ("去年同期", "2020-10 inferred"),
        ("100亿元", "CNY 10000000000"),
    ] {
        has(&values, words, value);
    }
}

#[test]
fn the_press_line_gives_the_day() {
    let raw = "新华社北京10月8日电（记者 王伟）2021年9月30日，国务院召开会议。会议指出，今年全国经济增长8%。\n\
        昨日，北京市政府公布了具体办法。\n";
    let values = values_of(raw);
    has(&values, "10月8日", "2021-10-08 inferred");
    has(&values, "2021年9月30日", "2021-09-30");
    has(&values, "今年", "2021 inferred");
    has(&values, "昨日", "2021-10-07 inferred");
}

#[test]
fn a_date_ahead_or_long_past_is_not_the_articles() {
    // 2030 lies ahead, and of 2018 the article only tells.
    let raw = "10月8日，常州市政府召开会议，预计2030年12月31日全面建成。\n";
    has(&values_of(raw), "10月8日", "XXXX-10-08");
    let raw =
        "3月5日，常州市人民法院开庭审理此案。2018年5月1日，被告人签订合同。2023年，被告人到案。\n";
    has(&values_of(raw), "3月5日", "XXXX-03-05");
}

#[test]
fn the_same_stretch_a_year_before() {
    let raw = "2021年10月20日，常州市统计局发布数据。前三季度，全市完成投资300亿元，比去年同期增长14.2%。\n";
    let values = values_of(raw);
    has(&values, "前三季度", "2021-01/2021-09 inferred");
    has(&values, "去年同期", "2020-01/2020-09 inferred");
    has(&values, "14.2%", "% 14.2");
}

#[test]
fn yuan_is_what_the_article_says() {
    let taiwan = "民國110年10月8日，臺南市政府表示，計畫帶動投資新臺幣214億元，並匡列168億元。\n";
    let values = values_of(taiwan);
    has(&values, "新臺幣214億元", "TWD 21400000000");
    has(&values, "168億元", "TWD 16800000000 inferred");
    let mainland =
        "2021年10月8日，公司公布，投资3亿元人民币，其中设备费1亿元，另有5亿新台币贷款。\n";
    has(&values_of(mainland), "1亿元", "CNY 100000000");
}

#[test]
fn a_headline_amount_takes_its_currency() {
    let raw = "總投資超159億！常州簽約\n2021年10月8日，常州市集中簽約項目，總投資159億元。\n";
    let values = values_of(raw);
    has(&values, "159億", "CNY 15900000000 more-than inferred");
    has(&values, "159億元", "CNY 15900000000");
}

/// A whole number in Chinese numerals, as they are written out in full.
fn chinese(number: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    fn section(number: u64) -> String {
        let mut text = String::new();
        let mut gap = false;
        for (power, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = number / power % 10;
            if digit == 0 {
                gap = !text.is_empty();
                continue;
            }
            if gap {
                text.push('零');
                gap = false;
            }
            text.push_str(DIGITS[digit as usize]);
            text.push_str(name);
        }
        text
    }
    let mut text = String::new();
    for (power, name) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
        let part = number / power % 10_000;
        if part == 0 {
            continue;
        }
        if !text.is_empty() && part < 1000 {
            text.push('零');
        }
        text.push_str(&section(part));
        text.push_str(name);
    }
    text
}

fn number_of(kind: EntityKind, text: &str) -> Option<f64> {
    value(kind, text, "", "", &Anchor::default())?.number
}

proptest! {
    #[test]
    fn whole_numbers_come_back(number in 1_u64..1_000_000_000_000) {
        let written = number.to_string();
        prop_assert_eq!(number_of(EntityKind::Quantity, &format!("{written}家")), Some(number as f64));
        let mut grouped = String::new();
        for (index, digit) in written.chars().enumerate() {
            if index > 0 && (written.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        prop_assert_eq!(number_of(EntityKind::Money, &format!("{grouped}元")), Some(number as f64));
        let numeral = chinese(number);
        prop_assert_eq!(
            number_of(EntityKind::Quantity, &format!("{numeral}家")),
            Some(number as f64),
            "{}", numeral
        );
    }

    #[test]
    fn decimals_come_back_with_their_scale(whole in 0_u32..100_000, places in 0_usize..5, digits in 0_u32..10_000) {
        let fraction = &format!("{digits:04}")[..places.min(4)];
        let written = if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") };
        for (word, exponent) in [("", 0), ("万", 4), ("亿", 8), ("万亿", 12)] {
            let expected: f64 = format!("{written}e{exponent}").parse().unwrap();
            prop_assert_eq!(
                number_of(EntityKind::Money, &format!("{written}{word}元")),
                Some(expected)
            );
        }
        let percent: f64 = written.parse().unwrap();
        prop_assert_eq!(number_of(EntityKind::Quantity, &format!("{written}%")), Some(percent));
    }

    #[test]
    fn nothing_panics(
        text in "[0-9一二三十百千万亿点两半几数多余零〇廿年月日号时分秒个家元美%成倍至到前内来今去昨当次周世纪代上下旬初底季度民国“”()./:,-]{0,24}",
        before in "[超约近不足将于]{0,3}",
        year in -3000_i32..3000,
        month in 0_u8..14,
        day in 0_u8..33,
    ) {
        let mut anchor = Anchor::at(Date { year: Some(year), month: Some(month), day: Some(day) });
        anchor.pass(Point { date: anchor.date, ..Point::default() }, None);
        for kind in [EntityKind::Time, EntityKind::Money, EntityKind::Quantity] {
            if let Some(value) = value(kind, &text, &before, "以上", &anchor) {
                prop_assert!(value.number.is_none_or(f64::is_finite), "{value:?}");
                prop_assert!(value.iso.is_some() || value.number.is_some() || value.low.is_some() || value.problem.is_some());
            }
        }
    }
}
