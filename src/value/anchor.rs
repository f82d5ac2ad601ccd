//! The article's own date, and what else of an article settles its expressions.
//!
//! The date is taken, in this order, from
//! 1. a full date in page furniture that was cut, in a line of its own near the head or end (发布时间：2021-10-12
//!    09:30), in a press line (新华社北京2021年10月8日电) or at the head of one of the first lines;
//! 2. month and day of a press line (新华社北京10月8日电), with the year of 3;
//! 3. the latest year that the article reports of: years of full dates that it does not put into the future (将,
//!    预计, 到2025年), and years at the head of an event's name in the first two lines
//!    (2021中國常州科技經貿洽談會). Both only say that the article is no older, hence the latest. Where a year
//!    alone (2023年) that is not in the future comes later than these, they are not the article's, and it has none.
//!
//! A year alone is no evidence: news writes the year just because it is not the present one.

use super::bound::future;
use super::calendar::Date;
use super::cursor::Cursor;
use super::date;
use super::point::Point;
use super::stated::{Base, Stated};
use crate::entity::{EntityKind, Mention};
use crate::script::{Shadow, half_width};
use crate::source::{EditKind, Source};

/// Lines at the head and at the end that may give the date, blank ones not counted.
const LINES: usize = 4;
/// Longest line in characters that holds nothing but a date, a source and names.
const LONGEST_LINE: usize = 60;
/// How far into a line a date at its head may begin, in characters: behind a press line's brackets.
const HEAD: usize = 25;
/// Characters around a mention that are looked at.
pub const AROUND: usize = 8;

/// The article's date and what refers to it.
#[derive(Clone, Debug, Default)]
pub struct Anchor {
    /// The article's own date, as far as it is known.
    pub date: Date,
    /// The words that it was taken from; empty where it is not known.
    pub evidence: String,
    /// ISO 4217 code of 元 where the article shows it to be another than CNY.
    pub yuan: Option<&'static str>,
    /// The last date before the expression.
    pub last: Option<Last>,
    /// The last one of which the month is known.
    pub last_month: Option<Point>,
    /// The last one of which the day is known.
    pub last_day: Option<Point>,
}

/// A date that later ones refer to.
#[derive(Clone, Copy, Debug)]
pub struct Last {
    /// The date, or the first of a range.
    pub start: Point,
    /// The last of a range.
    pub end: Option<Point>,
    /// Whether no sentence ended since.
    pub same_sentence: bool,
}

impl Last {
    /// The date, or the last of a range.
    pub fn latest(&self) -> Point {
        self.end.unwrap_or(self.start)
    }
}

impl Anchor {
    /// An article of this date, of which nothing else is known.
    pub fn at(date: Date) -> Self {
        Self {
            date,
            ..Self::default()
        }
    }

    /// Makes a date the last one before what follows.
    pub fn pass(&mut self, start: Point, end: Option<Point>) {
        let last = Last {
            start,
            end,
            same_sentence: true,
        };
        let latest = last.latest();
        if latest.date.month.is_some() {
            self.last_month = Some(latest);
        }
        if latest.date.day.is_some() {
            self.last_day = Some(latest);
        }
        self.last = Some(last);
    }
}

/// Finds what an article says of its own date.
pub fn find(shadow: &Shadow, mentions: &[Mention], source: &Source) -> Anchor {
    let mut anchor = Anchor {
        yuan: yuan(shadow.text()),
        ..Anchor::default()
    };
    let lines = Lines::new(shadow);
    let full = furniture(source).or_else(|| lines.dated(shadow, source.clean()));
    if let Some((date, evidence)) = full {
        (anchor.date, anchor.evidence) = (date, evidence);
        return anchor;
    }
    let Some((year, evidence)) = year(&lines, shadow, mentions, source.clean()) else {
        return anchor;
    };
    anchor.date.year = Some(year);
    anchor.evidence = evidence;
    // The press line's day.
    let head = lines.head_end();
    for mention in mentions
        .iter()
        .filter(|mention| mention.kind == EntityKind::Time)
    {
        let (start, end) = shadow.range(mention.span);
        if start >= head {
            break;
        }
        let behind = text(shadow, end, end + 1);
        let stated = Stated::read(&mut Cursor::new(text(shadow, start, end)));
        if let Some(Stated {
            month: Some(Base::At(month)),
            day: Some(Base::At(day)),
            ..
        }) = stated
            && matches!(behind, "电" | "讯")
        {
            let date = Date {
                year: Some(year),
                month: u8::try_from(month).ok(),
                day: u8::try_from(day).ok(),
            };
            if date.exists() {
                anchor.date = date;
                anchor.evidence =
                    format!("{}, {}", anchor.evidence, mention.span.of(source.clean()));
            }
            break;
        }
    }
    anchor
}

/// The currency that 元 stands for, if not CNY: an article that names the Taiwan dollar, or counts years from 1912,
/// and never the renminbi is Taiwan's; one that names the Hong Kong dollar and the city's own bodies is Hong Kong's.
fn yuan(text: &str) -> Option<&'static str> {
    let names = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let era = |text: &str| {
        text.match_indices("民国").any(|(at, era)| {
            let behind = text.get(at + era.len()..).unwrap_or_default();
            Cursor::new(behind)
                .number_before("年")
                .and_then(|year| year.ordinal())
                .is_some_and(|year| year >= 38)
        })
    };
    if names(&["人民币", "RMB"]) {
        None
    } else if names(&["新台币", "台币", "NT$"]) || era(text) {
        Some("TWD")
    } else if names(&["港元", "港币", "HK$"]) && names(&["港府", "特区政府", "本港", "立法会"])
    {
        Some("HKD")
    } else {
        None
    }
}

/// A full date in what was cut as page furniture; links to other articles are not looked at.
fn furniture(source: &Source) -> Option<(Date, String)> {
    let cut = source.edits().iter().filter(|edit| {
        edit.kind == EditKind::Boilerplate && !edit.evidence.starts_with(['上', '下'])
    });
    cut.map(|edit| edit.raw.of(source.raw())).find_map(|raw| {
        let chars: Vec<char> = raw.chars().map(half_width).collect();
        let (start, end, date) = full_dates(&chars).next()?;
        Some((date, raw.chars().skip(start).take(end - start).collect()))
    })
}

/// Lines that are not blank, in characters of the shadow.
struct Lines(Vec<(usize, usize)>);

impl Lines {
    fn new(shadow: &Shadow) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in shadow.chars().split(|&character| character == '\n') {
            let end = start + line.len();
            if line.iter().any(|character| !character.is_whitespace()) {
                lines.push((start, end));
            }
            start = end + 1;
        }
        Self(lines)
    }

    /// The end of the second line: what stands before it is the article's news.
    fn head_end(&self) -> usize {
        self.0.iter().take(2).next_back().map_or(0, |line| line.1)
    }

    /// A full date in a line of its own, in a press line or at the head of a line.
    fn dated(&self, shadow: &Shadow, clean: &str) -> Option<(Date, String)> {
        let chars = shadow.chars();
        let ends = self
            .0
            .iter()
            .take(LINES)
            .chain(self.0.iter().rev().take(LINES));
        let found = |start: usize, end: usize, date: Date| {
            (date, shadow.span(start, end).of(clean).to_owned())
        };
        for &(start, end) in ends {
            let line = chars.get(start..end).unwrap_or_default();
            if line.len() > LONGEST_LINE || line.contains(&'。') {
                continue;
            }
            let alone = full_dates(line).find(|&(from, to, _)| {
                let before = from.checked_sub(1).and_then(|index| line.get(index));
                let behind = line.get(to);
                before.is_none_or(|before| matches!(before, ' ' | '\t' | ':' | '(' | '|' | '·'))
                    && behind
                        .is_none_or(|behind| matches!(behind, ' ' | '\t' | '\r' | ')' | '|' | '·'))
            });
            if let Some((from, to, date)) = alone {
                return Some(found(start + from, start + to, date));
            }
        }
        for &(start, end) in self.0.iter().take(LINES) {
            let line = chars.get(start..end).unwrap_or_default();
            let head = full_dates(line).find(|&(from, to, _)| {
                let lead = line.get(..from).unwrap_or_default();
                let press = matches!(line.get(to), Some('电' | '讯'));
                // Behind another date or sentence it is no head.
                let first = !lead
                    .iter()
                    .any(|&character| character == '。' || character.is_ascii_digit());
                let apart = lead.last().is_none_or(|&last| crate::rules::is_break(last));
                from <= HEAD && first && (press || apart)
            });
            if let Some((from, to, date)) = head {
                return Some(found(start + from, start + to, date));
            }
        }
        None
    }
}

/// Full dates in a line, by first character and the one behind the last.
fn full_dates(chars: &[char]) -> impl Iterator<Item = (usize, usize, Date)> + '_ {
    let starts = chars.iter().enumerate().filter(|&(index, &first)| {
        let before = index.checked_sub(1).and_then(|before| chars.get(before));
        (first.is_ascii_digit() || matches!(first, '一' | '二' | '民'))
            && before.is_none_or(|before| !before.is_ascii_alphanumeric())
    });
    starts.filter_map(|(start, _)| {
        // Longer than any date with its time.
        let text: String = chars.iter().skip(start).take(32).collect();
        let mut cursor = Cursor::new(&text);
        let stated = Stated::read(&mut cursor)?;
        let (Some(Base::At(year)), Some(Base::At(month)), Some(Base::At(day))) =
            (stated.year, stated.month, stated.day)
        else {
            return None;
        };
        let date = Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let length = text.chars().count() - cursor.rest.chars().count();
        ((1900..2200).contains(&year) && date.exists()).then_some((start, start + length, date))
    })
}

/// The latest year that the article reports of, and the words that say so.
fn year(
    lines: &Lines,
    shadow: &Shadow,
    mentions: &[Mention],
    clean: &str,
) -> Option<(i32, String)> {
    let mut latest: Option<(i32, String)> = None;
    let mut floor = i32::MIN;
    for mention in mentions {
        let (start, end) = shadow.range(mention.span);
        let words = text(shadow, start, end);
        let year = match mention.kind {
            EntityKind::Event if start < lines.head_end() => {
                event_year(words).map(|year| (year, true))
            }
            EntityKind::Time => {
                let before = text(shadow, start.saturating_sub(AROUND), start);
                reported_year(words, before, text(shadow, end, end + 2))
            }
            _ => None,
        };
        let Some((year, full)) = year.filter(|(year, _)| (1900..2200).contains(year)) else {
            continue;
        };
        if !full {
            floor = floor.max(year);
        } else if latest.as_ref().is_none_or(|(other, _)| year > *other) {
            latest = Some((year, mention.span.of(clean).to_owned()));
        }
    }
    latest.filter(|(year, _)| *year >= floor)
}

/// 2021 of 2021中国常州科技经贸洽谈会.
fn event_year(words: &str) -> Option<i32> {
    let mut cursor = Cursor::new(words);
    let number = cursor.number().filter(|number| number.length == 4)?;
    number.ordinal()
}

/// The year that a date states and the text does not put into the future, and whether the date is a full one.
fn reported_year(words: &str, before: &str, after: &str) -> Option<(i32, bool)> {
    let ahead = future(before)
        || before.ends_with(['到', '至'])
        || after.starts_with(['将', '要', '拟', '前'])
        || after.starts_with("力争");
    if ahead || words.ends_with('前') {
        return None;
    }
    let (start, end) = date::read(words, before, "", &Anchor::default())?.dates?;
    let date = end.unwrap_or(start).date;
    Some((date.year?, date.day.is_some()))
}

/// Characters `start..end` of the shadow, as far as it reaches.
pub fn text(shadow: &Shadow, start: usize, end: usize) -> &str {
    shadow.slice(start, end.min(shadow.chars().len()))
}
