//! Dates: what a stated date comes to in its article.

use super::anchor::Anchor;
use super::bound::behind;
use super::calendar::Date;
use super::cursor::Cursor;
use super::point::{Failure, Point, last_day, resolve, span};
use super::stated::{Base, Part, Reach, Stated};
use super::{Bound, NO_SUCH_TIME, Value, ValueKind};

/// A read date expression: its value, and what later dates may refer to.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What the mention comes to.
    pub value: Value,
    /// Its first and last day; `None` for a time of day alone and for what cannot be.
    pub dates: Option<(Point, Option<Point>)>,
}

/// Reads a date, a time of day or a range of either. `None` where the expression is something else, or names
/// nothing that the article settles.
pub fn read(text: &str, before: &str, after: &str, anchor: &Anchor) -> Option<Reading> {
    let mut cursor = Cursor::new(text);
    let two = pair(&mut cursor);
    let (first, second) = match two {
        Some((first, second)) => (first, Some(second)),
        None => {
            let first = Stated::read(&mut cursor)?;
            let second = if cursor.joint() {
                if cursor.eat_any(&["今", "目前", "现在"]) {
                    None
                } else {
                    Some(Stated::read(&mut cursor)?.after(&first))
                }
            } else {
                None
            };
            let open = text.ends_with('今') && second.is_none();
            let reach = if open { Reach::Since } else { first.reach };
            (Stated { reach, ..first }, second)
        }
    };
    // 10日前 is as often ten days ago as before the tenth, 10日后 as often ten days later.
    let ambiguous = first.reach != Reach::Within
        && text.ends_with(['前', '后'])
        && first.month.is_none()
        && first.year.is_none()
        && matches!(first.day, Some(Base::At(_)));
    if !cursor.at_end() || ambiguous {
        return None;
    }
    match resolve_both(text, &first, second.as_ref(), before, after, anchor) {
        Ok(reading) => Some(reading),
        Err(Failure::Unknown) => None,
        Err(Failure::Impossible(problem)) => Some(Reading {
            value: Value {
                problem: Some(problem),
                arithmetic: text.to_owned(),
                ..Value::new(if problem == NO_SUCH_TIME {
                    ValueKind::Clock
                } else {
                    ValueKind::Date
                })
            },
            dates: None,
        }),
    }
}

/// 今明两年, 今明两日, 去冬今春
fn pair(cursor: &mut Cursor) -> Option<(Stated, Stated)> {
    let year = |base, part| Stated {
        year: Some(base),
        part,
        ..Stated::default()
    };
    let day = |base| Stated {
        day: Some(base),
        ..Stated::default()
    };
    if cursor.eat("去冬今春") {
        return Some((
            year(Base::Article(-1), Part::Season(24)),
            year(Base::Article(0), Part::Season(21)),
        ));
    }
    let (from, to) = cursor.eat_longest(&[
        ("今明两", (0, 1)),
        ("去今两", (-1, 0)),
        ("昨今两", (-1, 0)),
        ("明后两", (1, 2)),
    ])?;
    if cursor.eat("年") {
        return Some((
            year(Base::Article(from), Part::Whole),
            year(Base::Article(to), Part::Whole),
        ));
    }
    cursor
        .eat_any(&["天", "日"])
        .then(|| (day(Base::Article(from)), day(Base::Article(to))))
}

fn resolve_both(
    text: &str,
    first: &Stated,
    second: Option<&Stated>,
    before: &str,
    after: &str,
    anchor: &Anchor,
) -> Result<Reading, Failure> {
    if first.same_period {
        return same_period(text, anchor).ok_or(Failure::Unknown);
    }
    let start = resolve(first, before, anchor)?;
    let mut end = match second {
        Some(second) => Some(resolve(second, before, anchor)?),
        None => None,
    };
    // 12月28日至1月3日 ends in the next year.
    if let (Some(end), Some(second)) = (end.as_mut(), second)
        && second.year == first.year
        && end.date.month.is_some()
        && end.date < start.date
    {
        end.date.year = end.date.year.map(|year| year + 1);
    }
    if start.date == Date::default() && start.part == Part::Whole {
        return clock_alone(text, after, first, start, end);
    }
    let mut value = Value::new(ValueKind::Date);
    value.inferred = start.inferred || end.is_some_and(|end| end.inferred);
    let (from, to) = (span(&start)?, end.as_ref().map(span).transpose()?);
    let whole = from
        .1
        .clone()
        .map_or_else(|| from.0.clone(), |end| format!("{}/{end}", from.0));
    let mut iso = match (&to, first.reach) {
        (Some((low, high)), _) => {
            let high = high.clone().unwrap_or_else(|| low.clone());
            let opened = second.is_some_and(|second| second.reach == Reach::Since);
            format!("{}/{}", from.0, if opened { "..".to_owned() } else { high })
        }
        (None, Reach::Since) => {
            // 今年以来 lies within the year and begins with its first day, as does 年初以来.
            let current = matches!(
                (first.year, first.month),
                (Some(Base::Article(0)), None) | (None, Some(Base::Article(0)))
            );
            let whole = start.part == Part::Whole && first.day.is_none();
            let from = if current && whole || start.part == Part::Early {
                first_day(start.date).edtf()
            } else {
                from.0
            };
            format!("{from}/..")
        }
        (None, Reach::Before) => format!(
            "../{}",
            last_day(&start).unwrap_or_else(|| from.1.unwrap_or(from.0))
        ),
        (None, Reach::Within) => whole,
    };
    if iso.contains('~') {
        value.bound = Bound::About;
    }
    // 2010年前后
    if about(after) == Bound::About && !iso.contains(['/', '~']) {
        value.bound = Bound::About;
        if start.clock.is_none() {
            iso.push('~');
        }
    }
    value.arithmetic = arithmetic(text, first, &start, &iso, value.inferred);
    value.iso = Some(iso);
    Ok(Reading {
        value,
        dates: Some((start, end)),
    })
}

/// How a date was worked out; empty where the text says it in full.
fn arithmetic(text: &str, first: &Stated, start: &Point, iso: &str, inferred: bool) -> String {
    if let Some(year) = first.minguo {
        return format!("民国{year} + 1911 = {}", year + 1911);
    }
    let relative = [first.year, first.month, first.day]
        .into_iter()
        .flatten()
        .any(|base| !matches!(base, Base::At(_)))
        || matches!(start.part, Part::Week(..));
    match (relative, start.date.year) {
        (true, _) => format!("{text} = {iso}"),
        // 10月8日 + 2021, 9日 + 2021-10
        (false, Some(year)) if inferred => match (first.month, first.day, start.date.month) {
            (None, Some(_), Some(month)) => format!("{text} + {year:04}-{month:02}"),
            _ => format!("{text} + {year:04}"),
        },
        _ => String::new(),
    }
}

/// [`Bound::About`] before 左右, 许 and 前后.
fn about(after: &str) -> Bound {
    // Behind a time 许 is no surname: 8时许民警赶到.
    let around = after.starts_with('许') && !after.starts_with("许多");
    if around || behind(after) == Some(Bound::About) {
        Bound::About
    } else {
        Bound::Exact
    }
}

/// A time of day without a date, or two.
fn clock_alone(
    text: &str,
    after: &str,
    stated: &Stated,
    start: Point,
    end: Option<Point>,
) -> Result<Reading, Failure> {
    let zone = if stated.beijing { "+08:00" } else { "" };
    let clock = start.clock.ok_or(Failure::Unknown)?;
    let mut iso = format!("{}{zone}", clock.iso());
    if let Some(end) = end.and_then(|end| end.clock) {
        iso.push_str(&format!("/{}{zone}", end.iso()));
    }
    let shifted = stated
        .clock
        .is_some_and(|written| written.hour != clock.hour);
    let arithmetic = if shifted {
        format!("{text} = {iso}")
    } else {
        String::new()
    };
    Ok(Reading {
        value: Value {
            iso: Some(iso),
            arithmetic,
            bound: about(after),
            ..Value::new(ValueKind::Clock)
        },
        dates: None,
    })
}

/// 去年同期: the last date's stretch a year before, where that lies in the article's year; else the year.
fn same_period(text: &str, anchor: &Anchor) -> Option<Reading> {
    let year = anchor.date.year?;
    let back = |mut point: Point| {
        point.date.year = point.date.year.map(|year| year - 1);
        // 29 February has no twin.
        point.date.exists().then_some(point)
    };
    let last = anchor.last.as_ref().filter(|last| {
        last.start.date.year == Some(year)
            && last.end.is_none_or(|end| end.date.year == Some(year))
            && (last.start.part != Part::Whole || last.start.date.month.is_some())
    });
    let (start, end) = match last {
        Some(last) => {
            let end = match last.end {
                Some(end) => Some(back(end)?),
                None => None,
            };
            (back(last.start)?, end)
        }
        None => (
            Point {
                date: Date {
                    year: Some(year - 1),
                    ..Date::default()
                },
                ..Point::default()
            },
            None,
        ),
    };
    let from = span(&start).ok()?;
    let to = end.as_ref().and_then(|end| span(end).ok());
    let high = to.map(|(low, high)| high.unwrap_or(low)).or(from.1);
    let iso = high.map_or_else(|| from.0.clone(), |high| format!("{}/{high}", from.0));
    Some(Reading {
        value: Value {
            inferred: true,
            arithmetic: format!("{text} = {iso}"),
            iso: Some(iso),
            ..Value::new(ValueKind::Date)
        },
        dates: Some((start, end)),
    })
}

fn first_day(date: Date) -> Date {
    Date {
        month: Some(date.month.unwrap_or(1)),
        day: Some(date.day.unwrap_or(1)),
        ..date
    }
}
