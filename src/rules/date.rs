//! Dates, clock times, periods; with [`super::duration`], every time expression.

use super::duration::duration;
use super::number::{self, Number, Style};
use super::{Candidate, Context};
use crate::entity::EntityKind;
use crate::lexicon::{Class, Classes};

/// Every time expression, the longest from each start; ranges are one.
pub fn candidates(context: &Context, found: &mut Vec<Candidate>) {
    let mut index = 0;
    while index < context.chars().len() {
        let Some((end, rule)) = expression(context, index) else {
            index += 1;
            continue;
        };
        let (end, rule) = range(context, end).map_or((end, rule), |end| (end, "time-range"));
        found.push(Candidate {
            start: index,
            end,
            kind: EntityKind::Time,
            score: 0.95,
            rule,
            evidence: (index, index),
        });
        index = end;
    }
}

/// The end and rule of the time expression that starts at `start`.
fn expression(context: &Context, start: usize) -> Option<(usize, &'static str)> {
    if !may_start(context, start) {
        return None;
    }
    let dated = date(context, start).map(|end| (end, "date"));
    let period = period(context, start).map(|end| (end, "period"));
    let relative = relative(context, start).map(|end| (end, "relative-time"));
    let lasting = duration(context, start).map(|end| (end, "duration"));
    // The longest wins, a date before a duration.
    [lasting, relative, period, dated]
        .into_iter()
        .flatten()
        .max_by_key(|(end, _)| *end)
}

/// Whether a time may start at `start`: with a number, a word that the gazetteer has, or one of those that the functions
/// below look for. Of most characters nothing else is asked.
fn may_start(context: &Context, start: usize) -> bool {
    const WORDS: Classes = Classes::of(&[Class::Time, Class::DayPart, Class::DurationBefore]);
    let character = context.char(start);
    number::may_start(character)
        || matches!(
            character,
            '北' | '当'
                | '农'
                | '公'
                | '民'
                | '“'
                | '上'
                | '本'
                | '半'
                | '昨'
                | '今'
                | '明'
                | '前'
        )
        || context.matches.longest(start, WORDS).is_some()
}

/// The end of a range whose first part ends at `end`: 至21日, —2022年.
fn range(context: &Context, end: usize) -> Option<usize> {
    let joint = match context.char(end) {
        '至' | '到' | '-' | '~' | '—' | '–' => {
            1 + usize::from(context.char(end) == '—' && context.char(end + 1) == '—')
        }
        _ => return None,
    };
    // 由 … 到 and 到 before a place or a person are no ranges: a time must follow.
    let (second, _) = expression(context, end + joint)?;
    Some(second)
}

fn is_unit(number: &Number, unit: char, low: f64, high: f64, context: &Context) -> bool {
    context.char(number.end) == unit
        && (low..=high).contains(&number.value)
        && !number.approximate
        && !number.scaled
}

/// Year, month, day, part of the day and clock time, in this order, each optional.
fn date(context: &Context, start: usize) -> Option<usize> {
    let mut end = zone(context, start);
    if let Some(stop) = numeric_date(context, end) {
        return Some(time_of_day(context, stop).unwrap_or(stop));
    }
    let era = if context.has(end, "民国") { 2 } else { 0 };
    let mut dated = false;
    if let Some(year) = number::at(context.chars(), end + era) {
        let four = year.length == 4 && (1000.0..2200.0).contains(&year.value);
        let two = year.style == Style::Arabic && year.length == 2 && year.value >= 49.0;
        let wide = era > 0
            || (year.style == Style::Digits && (2..=4).contains(&year.length))
            || four
            || (two && has_month(context, year.end + 1));
        if wide
            && (year.style != Style::Numeral || era > 0)
            && context.char(year.end) == '年'
            && context.char(year.end + 1) != '代'
        {
            end = year.end + 1;
            dated = true;
            if let Some(stop) = part_of_year(context, end) {
                return Some(stop);
            }
            if context.char(end) == '度' {
                return Some(end + 1);
            }
        } else if four
            && year.style == Style::Arabic
            && matches!(context.char(year.end), '-' | '至' | '—')
        {
            // 2016-2022年, 2021-2022年度
            let second =
                number::at(context.chars(), year.end + 1).filter(|second| second.length >= 2);
            if let Some(second) = second.filter(|second| context.char(second.end) == '年') {
                let stop = second.end + 1;
                return Some(stop + usize::from(context.char(stop) == '度'));
            }
        }
    }
    if let Some(stop) = month_and_day(context, end, dated) {
        end = stop;
        dated = true;
    }
    if !dated {
        return if context.char(end) == ' ' {
            None
        } else {
            time_of_day(context, end)
        };
    }
    let end = time_of_day(context, end).unwrap_or(end);
    Some(if context.has(end, "以来") {
        end + 2
    } else {
        end
    })
}

/// Where the date starts behind 北京时间 or 当地时间.
fn zone(context: &Context, start: usize) -> usize {
    ["北京时间", "当地时间", "农历", "公元前", "公元"]
        .iter()
        .find(|zone| context.has(start, zone))
        .map_or(start, |zone| start + zone.chars().count())
}

fn has_month(context: &Context, start: usize) -> bool {
    number::at(context.chars(), start)
        .is_some_and(|month| is_unit(&month, '月', 1.0, 12.0, context))
}

/// 2025-07-22, 2025/7/22, 2025.7.22
fn numeric_date(context: &Context, start: usize) -> Option<usize> {
    let digits = |from: usize| {
        (from..)
            .take_while(|&index| context.char(index).is_ascii_digit())
            .count()
    };
    if context.before(start).is_ascii_alphanumeric() || digits(start) != 4 {
        return None;
    }
    let separator = context.char(start + 4);
    if !matches!(separator, '-' | '/' | '.') || !matches!(context.char(start), '1' | '2') {
        return None;
    }
    let month = digits(start + 5);
    let day_start = start + 6 + month;
    let day = digits(day_start);
    let fits = (1..=2).contains(&month)
        && context.char(day_start - 1) == separator
        && (1..=2).contains(&day);
    fits.then_some(day_start + day)
}

fn part_of_year(context: &Context, start: usize) -> Option<usize> {
    const PARTS: [&str; 22] = [
        "上半年",
        "下半年",
        "年初",
        "年底",
        "年末",
        "初",
        "底",
        "末",
        "春节",
        "春天",
        "夏天",
        "秋天",
        "冬天",
        "春季",
        "夏季",
        "秋季",
        "冬季",
        "春",
        "夏",
        "秋",
        "冬",
        "度",
    ];
    if let Some(stop) = quarter(context, start) {
        return Some(stop);
    }
    let part = PARTS.iter().find(|part| context.has(start, part))?;
    let stop = start + part.chars().count();
    // 初 of 初步, 末 of 末端, 春 of 春运 belong to the next word.
    let alone = part.chars().count() > 1 || context.word_starts(stop);
    alone.then_some(stop)
}

/// 第三季度, 一季度, 前三季度, 首季
fn quarter(context: &Context, start: usize) -> Option<usize> {
    let from = start + usize::from(matches!(context.char(start), '第' | '前'));
    let number =
        number::at(context.chars(), from).filter(|number| (1.0..=4.0).contains(&number.value))?;
    let after = number.end + usize::from(context.char(number.end) == '个');
    if context.char(after) != '季' {
        return None;
    }
    let ordinal = context.char(after + 1) == '度' || from > start;
    ordinal.then_some(after + 1 + usize::from(context.char(after + 1) == '度'))
}

/// 10月9日, 10月上旬, 10月; a day alone (9日) too.
fn month_and_day(context: &Context, start: usize, dated: bool) -> Option<usize> {
    let first = number::at(context.chars(), start);
    let first = match first {
        Some(first) => first,
        None if dated
            && matches!(context.char(start), '元' | '正' | '腊')
            && context.char(start + 1) == '月' =>
        {
            return Some(start + 2);
        }
        None => return None,
    };
    if is_unit(&first, '月', 1.0, 12.0, context) {
        let mut end = first.end + 1;
        if let Some(day) = number::at(context.chars(), end)
            && (is_unit(&day, '日', 1.0, 31.0, context) || is_unit(&day, '号', 1.0, 31.0, context))
        {
            return Some(day.end + 1);
        }
        if context.char(end) == '份' {
            return Some(end + 1);
        }
        for part in ["上旬", "中旬", "下旬", "初", "底", "末", "中"] {
            if context.has(end, part) && (part.chars().count() > 1 || context.word_starts(end + 1))
            {
                end += part.chars().count();
                break;
            }
        }
        return Some(end);
    }
    // 9日 is a day of the month; 9号 alone is as often a house or a line.
    let day = is_unit(&first, '日', 1.0, 31.0, context) && first.length <= 3;
    let foreign = matches!(
        context.char(first.end + 1),
        '本' | '元' | '圆' | '游' | '间'
    );
    (day && !foreign).then_some(first.end + 1)
}

/// A part of the day, a clock time, or both.
fn time_of_day(context: &Context, start: usize) -> Option<usize> {
    let blank = usize::from(context.char(start) == ' ');
    if let Some(part) = context
        .longest(start, Class::DayPart)
        .filter(|part| part.end > start)
    {
        let end = part.end;
        // 晚 and 早 need the date before them, 早 of 早日 its own word.
        let single = end == start + 1;
        if !single
            || (matches!(context.before(start), '日' | '天' | '号' | ')')
                && context.word_starts(end))
        {
            return Some(clock(context, end).unwrap_or(end));
        }
    }
    clock(context, start + blank)
}

/// 8时, 9时10分, 8点半, 11:41:42
fn clock(context: &Context, start: usize) -> Option<usize> {
    let hour = number::at(context.chars(), start)
        .filter(|hour| hour.value <= 24.0 && !hour.approximate && !hour.scaled)?;
    let digits = |from: usize| {
        (from..)
            .take_while(|&index| context.char(index).is_ascii_digit())
            .count()
    };
    match context.char(hour.end) {
        ':' if hour.style == Style::Arabic && hour.length <= 2 => {
            let mut end = hour.end;
            while context.char(end) == ':' && digits(end + 1) == 2 {
                end += 3;
            }
            // 5:0 is a score, 21:15 a time.
            (end > hour.end).then_some(end)
        }
        unit @ ('时' | '点') => {
            let minute =
                number::at(context.chars(), hour.end + 1).filter(|minute| minute.value < 60.0);
            let minute = minute.filter(|minute| unit == '时' || context.char(minute.end) == '分');
            if let Some(minute) = minute {
                let mut end = minute.end + usize::from(context.char(minute.end) == '分');
                if let Some(second) = number::at(context.chars(), end)
                    .filter(|second| context.char(second.end) == '秒')
                {
                    end = second.end + 1;
                }
                return Some(end);
            }
            let mut end = hour.end + 1;
            if matches!(context.char(end), '半' | '整' | '钟') {
                end += 1;
            } else if unit == '点' && !day_part_before(context, start) || context.char(end) == '间'
            {
                return None;
            }
            // 1小时 is a duration, and 3点 without 下午 may count anything.
            Some(end)
        }
        _ => None,
    }
}

fn day_part_before(context: &Context, start: usize) -> bool {
    context.longest_ending(start, Class::DayPart).is_some()
        || matches!(context.before(start), '日' | '天')
}

/// 今年3月, 昨(12)日, 本月15日, 当天下午, 近年来, 春节假期
fn relative(context: &Context, start: usize) -> Option<usize> {
    if matches!(context.char(start), '昨' | '今' | '明' | '前') && context.char(start + 1) == '('
    {
        let day =
            number::at(context.chars(), start + 2).filter(|day| context.has(day.end, ")日"))?;
        return Some(time_of_day(context, day.end + 2).unwrap_or(day.end + 2));
    }
    let word = context.longest(start, Class::Time)?;
    if !starts_cleanly(context, start, word.end) {
        return None;
    }
    let mut end = word.end;
    if let Some(stop) = month_and_day(context, end, true).or_else(|| part_of_year(context, end)) {
        end = stop;
    } else if let Some(next) = context
        .longest(end, Class::Time)
        .filter(|next| context.word_starts(next.end))
    {
        // 今年春节假期, 去年国庆期间
        end = next.end;
    } else if let Some(stop) = quarter(context, end) {
        end = stop;
    }
    if let Some(stop) = time_of_day(context, end) {
        end = stop;
    }
    for tail in ["以来", "期间", "假期", "前后"] {
        if context.has(end, tail) && tail != "前后" {
            end += tail.chars().count();
        }
    }
    Some(end)
}

/// A gazetteer time inside a longer dictionary word (当日 in 当日本) is none: its end must be a
/// word's end, or its start one where the segmentation cut it.
fn starts_cleanly(context: &Context, start: usize, end: usize) -> bool {
    context.word_starts(end)
        && (context.word_starts(start) || context.word(start).is_none_or(|word| word.end <= end))
}

/// “十四五”期间, 上世纪90年代, 21世纪, 两会期间 is an event
fn period(context: &Context, start: usize) -> Option<usize> {
    let quoted = context.char(start) == '“';
    let from = start + usize::from(quoted);
    if let Some(plan) = number::at(context.chars(), from)
        && matches!(
            context.text(from, plan.end),
            "十四" | "十三" | "十二" | "十一" | "十五" | "十" | "九" | "八" | "七" | "六"
        )
        && context.char(plan.end) == '五'
    {
        return plan_period(context, plan.end + 1, quoted);
    }
    // 十四五 reads as one number of digits.
    if let Some(plan) = number::at(context.chars(), from)
        && matches!(
            context.text(from, plan.end),
            "十五五"
                | "十四五"
                | "十三五"
                | "十二五"
                | "十一五"
                | "十五"
                | "九五"
                | "八五"
                | "七五"
        )
    {
        return plan_period(context, plan.end, quoted);
    }
    if quoted {
        return None;
    }
    let century_before = ["上世纪", "本世纪"]
        .iter()
        .find(|century| context.has(start, century));
    let at = century_before.map_or(start, |_| start + 3);
    let number = number::at(context.chars(), at)?;
    if context.has(number.end, "世纪")
        && !number.approximate
        && number.value < 40.0
        && context.char(number.end + 2) != '级'
    {
        let end = number.end + 2;
        if let Some(decade) =
            number::at(context.chars(), end).filter(|decade| context.has(decade.end, "年代"))
        {
            return Some(tail(context, decade.end + 2));
        }
        return Some(tail(context, end));
    }
    context
        .has(number.end, "年代")
        .then(|| tail(context, number.end + 2))
}

/// 初, 末, 初期, 中期, 末期 behind a century or decade.
fn tail(context: &Context, end: usize) -> usize {
    let found = ["初期", "中期", "末期", "后期", "中叶", "初", "末"]
        .iter()
        .find(|part| context.has(end, part));
    found.map_or(end, |part| end + part.chars().count())
}

/// The rest of a plan period: its closing mark, and 期间, 时期, 末; without one of these a plan is
/// a period only in its marks.
fn plan_period(context: &Context, mut end: usize, quoted: bool) -> Option<usize> {
    if quoted {
        if context.char(end) != '”' {
            return None;
        }
        end += 1;
    }
    let tail = ["期间", "时期", "末", "初", "开局之年", "收官之年"]
        .iter()
        .find(|tail| context.has(end, tail));
    match tail {
        Some(tail) if tail.chars().count() <= 2 => Some(end + tail.chars().count()),
        Some(_) => Some(end),
        None if quoted && !context.has(end, "规划") => Some(end),
        None => None,
    }
}
