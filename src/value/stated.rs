//! What a date expression states, before the article says what it refers to.

use super::clock::{Clock, DayPart, day_part};
use super::cursor::Cursor;
use super::number::Style;
use super::words::{
    DAYS, MONTHS, NAMED_DAYS, NIGHTS, PARTS, SEASON_YEARS, SEASONS, WEEKDAYS, WEEKS, YEARS,
};

/// A year, month, day or week, or how it is counted from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// As stated.
    At(i32),
    /// So many after the article's own.
    Article(i32),
    /// So many after that of the last date before it.
    Last(i32),
}

/// A part of a year or month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    #[default]
    Whole,
    /// 年初, 月初
    Early,
    /// 年中, 月中
    Middle,
    /// 年底, 月末
    Late,
    /// 上旬, 中旬, 下旬: from 1.
    Third(u8),
    /// The EDTF code of a season, quarter or half-year.
    Season(u8),
    /// From the first month to the second: 前三季度.
    Months(u8, u8),
    /// The week so many after the article's; of it a day from Monday, 0, or all (7) or the weekend (8).
    Week(i32, i32),
}

/// Whether it is a point or the end of a stretch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// The date itself.
    #[default]
    Within,
    /// 以来, 后: from then on
    Since,
    /// 年底前
    Before,
}

/// One date as it is stated.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stated {
    /// The year.
    pub year: Option<Base>,
    /// The month.
    pub month: Option<Base>,
    /// The day of the month.
    pub day: Option<Base>,
    /// Of the smallest of these, the part.
    pub part: Part,
    /// 下午
    pub day_part: Option<DayPart>,
    /// The time of day.
    pub clock: Option<Clock>,
    /// 以来, 前
    pub reach: Reach,
    /// 北京时间
    pub beijing: bool,
    /// The year as counted in the Republic of China's era.
    pub minguo: Option<i32>,
    /// 去年同期: the same stretch as the last date's.
    pub same_period: bool,
}

use Base::{Article, At};

impl Stated {
    /// Reads one date, with or without a time of day, or a time of day alone.
    pub fn read(cursor: &mut Cursor) -> Option<Self> {
        let start = *cursor;
        let mut stated = Self::default();
        if cursor.eat("北京时间") {
            stated.beijing = true;
        } else {
            cursor.eat("当地时间");
        }
        let found = stated.numeric(cursor)
            || stated.week(cursor)
            || stated.day_word(cursor)
            || stated.month_word(cursor)
            || stated.calendar(cursor);
        let dated = cursor.rest.len();
        if found {
            cursor.eat(" ");
        }
        stated.day_part = day_part(cursor);
        stated.clock = Clock::read(cursor);
        if stated.clock.is_none() && stated.day_part.is_none() && found {
            // Give the blank back.
            cursor.rest = start.rest.get(start.rest.len() - dated..)?;
        }
        let timed = stated.clock.is_some();
        // 下午 alone is no time that could be given.
        if !found && !timed {
            *cursor = start;
            return None;
        }
        if found && cursor.eat_any(&["以来", "至今", "来", "之后", "以后", "后"]) {
            stated.reach = Reach::Since;
        } else if found && cursor.eat_any(&["之前", "以前", "前"]) {
            stated.reach = Reach::Before;
        } else if found {
            cursor.eat_any(&["期间", "间"]);
        }
        Some(stated)
    }

    /// 2025-07-22, 2025/7/22, 2025.7.22
    fn numeric(&mut self, cursor: &mut Cursor) -> bool {
        let mut rest = cursor.rest;
        let mut digits = |most: usize| {
            let count = rest
                .bytes()
                .take(most)
                .take_while(u8::is_ascii_digit)
                .count();
            let (number, behind) = rest.split_at_checked(count)?;
            rest = behind;
            let mark = behind.chars().next().unwrap_or('\n');
            rest = rest.get(mark.len_utf8()..).unwrap_or_default();
            Some((number.parse::<i32>().ok()?, count, mark, behind))
        };
        let date = digits(4)
            .filter(|&(_, count, mark, _)| count == 4 && matches!(mark, '-' | '/' | '.'))
            .and_then(|year| Some((year, digits(2)?, digits(2)?)))
            .filter(|(year, month, day)| {
                year.2 == month.2 && !day.3.starts_with(|next: char| next.is_ascii_digit())
            });
        let Some((year, month, day)) = date else {
            return false;
        };
        self.year = Some(At(year.0));
        self.month = Some(At(month.0));
        self.day = Some(At(day.0));
        // 2025-07-22T09:30
        cursor.rest = day.3;
        if cursor
            .rest
            .get(1..2)
            .is_some_and(|next| next.as_bytes().iter().all(u8::is_ascii_digit))
        {
            cursor.eat("T");
        }
        true
    }

    /// 上周三, 本周末
    fn week(&mut self, cursor: &mut Cursor) -> bool {
        let Some(week) = cursor.eat_longest(&WEEKS) else {
            return false;
        };
        let day = cursor.eat_longest(&WEEKDAYS).unwrap_or(7);
        self.part = Part::Week(week, day);
        true
    }

    /// 昨日, 昨(12)日, 当晚, 元旦
    fn day_word(&mut self, cursor: &mut Cursor) -> bool {
        let mut ahead = *cursor;
        if ahead.eat_longest(&NIGHTS).is_some() || ahead.eat("前") {
            // 昨(12)日: the number says it.
            if ahead.eat("(")
                && let Some(day) = ahead.number_before(")日").and_then(|day| day.ordinal())
            {
                *cursor = ahead;
                self.day = Some(At(day));
                return true;
            }
        }
        let mut ahead = *cursor;
        if let Some(base) = ahead
            .eat_longest(&NIGHTS)
            .filter(|_| matches!(ahead.next(), '晚' | '晨' | '早' | '夜'))
        {
            *cursor = ahead;
            self.day = Some(base);
            return true;
        }
        if let Some(base) = cursor.eat_longest(&DAYS) {
            self.day = Some(base);
            return true;
        }
        self.named_day(cursor)
    }

    fn named_day(&mut self, cursor: &mut Cursor) -> bool {
        let Some((month, day)) = cursor.eat_longest(&NAMED_DAYS) else {
            return false;
        };
        (self.month, self.day) = (Some(At(month)), Some(At(day)));
        true
    }

    /// 本月15日, 上月底
    fn month_word(&mut self, cursor: &mut Cursor) -> bool {
        if let Some(base) = cursor.eat_longest(&MONTHS) {
            self.month = Some(base);
        } else if cursor.rest.starts_with("月底")
            || cursor.rest.starts_with("月初")
            || cursor.rest.starts_with("月末")
            || cursor.rest.starts_with("月中")
        {
            cursor.eat("月");
            self.month = Some(Article(0));
        } else {
            return false;
        }
        self.within_month(cursor);
        true
    }

    /// The year in words or digits, and what is stated within it.
    fn calendar(&mut self, cursor: &mut Cursor) -> bool {
        let start = *cursor;
        let mut dated = self.year(cursor);
        if dated {
            cursor.eat("度");
            cursor.eat("的");
        }
        if dated && cursor.eat("同期") {
            self.same_period = true;
            return true;
        }
        let mut ahead = *cursor;
        if let Some(base) = ahead
            .eat_longest(&SEASON_YEARS)
            .filter(|_| !dated && matches!(ahead.next(), '春' | '夏' | '秋' | '冬'))
        {
            self.year = Some(base);
            *cursor = ahead;
            dated = true;
        }
        // 年底, 年初 of a year that goes without saying.
        let mut ahead = *cursor;
        let of_year = ahead.eat("年");
        let part = ahead
            .eat_longest(&PARTS)
            .filter(|part| (of_year || dated) && !matches!(part, Part::Third(_)));
        if let Some(part) = part {
            *cursor = ahead;
            self.part = part;
            return true;
        }
        let months =
            self.within_year(cursor, dated) || self.named_day(cursor) || self.month(cursor);
        if !dated && !months {
            *cursor = start;
        }
        dated || months
    }

    /// 2021年, 二〇二一年, 民国110年, 公元前221年, 今年; 2016 before a joint and another year.
    fn year(&mut self, cursor: &mut Cursor) -> bool {
        if let Some(base) = cursor.eat_longest(&YEARS) {
            self.year = Some(base);
            return true;
        }
        let mut ahead = *cursor;
        let minguo = ahead.eat("民国");
        let before_christ = !minguo && ahead.eat("公元前");
        let era = minguo || before_christ || ahead.eat("公元");
        let Some(number) = ahead.number() else {
            return false;
        };
        let Some(year) = number.ordinal().filter(|year| *year < 10_000) else {
            return false;
        };
        let shared = number.length == 4 && shares_unit(ahead, &["年"]);
        if !ahead.eat("年") && !shared {
            return false;
        }
        let full = number.style == Style::Digits && (3..=4).contains(&number.length)
            || number.style == Style::Arabic && number.length == 4 && year >= 1000;
        let mut behind = ahead;
        let short = number.length == 2
            && (number.style == Style::Digits
                || number.style == Style::Arabic && behind.number_before("月").is_some());
        self.year = Some(At(if minguo {
            self.minguo = Some(year);
            year + 1911
        } else if before_christ {
            1 - year
        } else if era || full {
            year
        } else if short {
            // 98年5月 is of the century that makes it no future: 1950 to 2049.
            year + if year >= 50 { 1900 } else { 2000 }
        } else {
            return false;
        }));
        *cursor = ahead;
        true
    }

    /// A quarter, half, season, or the first months of a year.
    fn within_year(&mut self, cursor: &mut Cursor, dated: bool) -> bool {
        // 春 alone is no date; 上半年 is.
        let mut ahead = *cursor;
        let season = ahead.eat_longest(&SEASONS);
        if let Some(code) = season.filter(|&code| dated || code >= 40) {
            *cursor = ahead;
            self.part = Part::Season(code);
            return true;
        }
        let mut ahead = *cursor;
        // 头三个月 without a year is how long.
        let first = ahead.eat("前") || dated && ahead.eat("头");
        let quarters = if ahead.eat("首") {
            Some(1)
        } else {
            ahead.eat("第");
            ahead.number().and_then(|number| number.ordinal())
        };
        let Some(count) = quarters.and_then(|count| u8::try_from(count).ok()) else {
            return false;
        };
        // 两个季度 is how long, 前两个季度 and 第二季度 when.
        let counted = ahead.eat("个");
        let quarter = ahead.eat_any(&["季度", "季"]);
        if counted && !first {
            return false;
        }
        if quarter && (1..=4).contains(&count) {
            self.part = if first {
                Part::Months(1, count * 3)
            } else {
                Part::Season(32 + count)
            };
        } else if first && ahead.eat("月") && (1..=12).contains(&count) {
            self.part = Part::Months(1, count);
        } else {
            return false;
        }
        *cursor = ahead;
        true
    }

    /// 10月8日, 10月上旬, 10月, 元月; a day alone (8日).
    fn month(&mut self, cursor: &mut Cursor) -> bool {
        let mut ahead = *cursor;
        if ahead.eat("元月") {
            self.month = Some(At(1));
        } else if let Some(month) = ahead.number().and_then(|month| month.ordinal()) {
            // 1至6月
            if shares_unit(ahead, &["月"]) {
                *cursor = ahead;
                self.month = Some(At(month));
                return true;
            }
            if !ahead.eat("月") {
                return self.day(cursor);
            }
            self.month = Some(At(month));
        } else {
            // 上旬 of a month that goes without saying.
            let third = ahead.eat_longest(&PARTS);
            if let Some(part @ Part::Third(_)) = third {
                *cursor = ahead;
                self.month = Some(Article(0));
                self.part = part;
                return true;
            }
            return false;
        }
        *cursor = ahead;
        self.within_month(cursor);
        true
    }

    fn within_month(&mut self, cursor: &mut Cursor) {
        if self.day(cursor) {
            return;
        }
        if cursor.eat("份") {
            return;
        }
        if let Some(part) = cursor.eat_longest(&PARTS) {
            self.part = part;
        }
    }

    /// 8日, 8号, 8 of 8至9日
    fn day(&mut self, cursor: &mut Cursor) -> bool {
        let mut ahead = *cursor;
        // 两日 and 90日 are how long.
        let long = self.month.is_none() && cursor.next() == '两';
        let day = ahead.number().and_then(|day| day.ordinal());
        let Some(day) = day.filter(|&day| !long && (self.month.is_some() || day <= 31)) else {
            return false;
        };
        if !shares_unit(ahead, &["日", "号"]) && !ahead.eat_any(&["日", "号"]) {
            return false;
        }
        *cursor = ahead;
        self.day = Some(At(day));
        true
    }

    /// The end of a range takes from its start what it leaves out.
    pub fn after(mut self, start: &Self) -> Self {
        let dated = self.year.is_some()
            || self.month.is_some()
            || self.day.is_some()
            || self.part != Part::Whole;
        if !dated {
            (self.year, self.month, self.day) = (start.year, start.month, start.day);
            self.part = start.part;
            self.day_part = self.day_part.or(start.day_part);
        } else if self.year.is_none() {
            self.year = start.year;
            if self.month.is_none() && self.part == Part::Whole {
                self.month = start.month;
            }
        }
        self.beijing |= start.beijing;
        self
    }
}

/// Whether a joint, a number and one of the units follow: the number before has their unit.
fn shares_unit(mut ahead: Cursor, units: &[&str]) -> bool {
    ahead.joint() && ahead.number().is_some() && ahead.eat_any(units)
}
