//! Durations and anniversaries.

use super::number::{self, Number, Style};
use super::{Context, is_break};
use crate::lexicon::Class;

/// How a duration's units are written, longest first.
const UNITS: [&str; 26] = [
    "个小时",
    "个多小时",
    "个半小时",
    "个多月",
    "个半月",
    "个月",
    "个星期",
    "个礼拜",
    "个工作日",
    "个世纪",
    "个季度",
    "小时",
    "分钟",
    "秒钟",
    "星期",
    "礼拜",
    "周年",
    "学年",
    "个昼夜",
    "年",
    "天",
    "周",
    "日",
    "载",
    "分",
    "秒",
];

/// 10年, 三个半小时, 1小时03分21秒, 过去11年间, 三年来, 72小时内
pub fn duration(context: &Context, start: usize) -> Option<usize> {
    let before = context
        .longest(start, Class::DurationBefore)
        .filter(|_| !context.before(start).is_alphanumeric() || context.word_starts(start));
    let at = before.map_or(start, |before| before.end);
    if context.has(at, "半年")
        || context.has(at, "半个月")
        || context.has(at, "半小时")
        || context.has(at, "半天")
    {
        let length = if context.has(at, "半年") || context.has(at, "半天") {
            2
        } else {
            3
        };
        return Some(duration_tail(context, at + length));
    }
    let number = number::at(context.chars(), at)?;
    if context.before(number.start) == '第'
        || number.length > 4
            && number.style == Style::Arabic
            && !context.text(at, number.end).contains('.')
    {
        return None;
    }
    // 百年, 千年 and 万年 without a digit are figures of speech.
    if number.style == Style::Numeral && number.end == at + 1 && number.value >= 100.0 {
        return None;
    }
    let (mut end, single) = unit(context, &number)?;
    // 四年六个月, 1小时03分21秒
    while let Some(next) = number::at(context.chars(), end) {
        match unit(context, &next) {
            Some((stop, _)) => end = stop,
            None => break,
        }
    }
    let compound = context.char(end - 1) != single;
    if single == '分' && !compound {
        return None;
    }
    let tail = duration_tail(context, end);
    if before.is_some() {
        let word = context.text(start, at);
        // 近 means “about” unless the stretch reaches to now; 前, 后, 头 and 这 need a tail or 年.
        let needs_tail = matches!(word, "近" | "这" | "后" | "整整");
        if needs_tail && tail == end {
            return None;
        }
        if word == "整整" {
            return None;
        }
    }
    Some(tail)
}

/// The end of a unit of time behind `number`, and the unit's first character.
fn unit(context: &Context, number: &Number) -> Option<(usize, char)> {
    let found = UNITS.iter().find(|unit| context.has(number.end, unit))?;
    let mut end = number.end + found.chars().count();
    let first = found.chars().next().unwrap_or_default();
    let next = context.char(end);
    let blocked = match *found {
        "年" => {
            matches!(next, '级' | '代' | '龄' | '期')
                || next == '度'
                || number.value >= 1000.0
                    && number.style == Style::Arabic
                    && !number.scaled
                    && number.length == 4
        }
        "天" => matches!(next, '然' | '下' | '津' | '空' | '地'),
        "日" => matches!(next, '本' | '元' | '游') || number.length > 3,
        "分" => next == '之' || context.text(number.start, number.end).contains('.'),
        "周" => matches!(next, '年' | '岁' | '边'),
        "载" => next != ',' && next != '。' && !is_break(next),
        _ => false,
    };
    if blocked {
        return None;
    }
    if matches!(context.char(end), '多' | '半' | '余') && context.char(end + 1) != '个' {
        end += 1;
    }
    Some((end, first))
}

fn duration_tail(context: &Context, end: usize) -> usize {
    for tail in [
        "以来", "之后", "之前", "之内", "来", "间", "前", "内", "后", "里",
    ] {
        if context.has(end, tail) {
            let stop = end + tail.chars().count();
            let next = context.char(stop);
            // 以内, 以上, 左右 stay outside; 后 of 后勤 and 前 of 前往 are other words.
            let clean = context.word_starts(stop)
                || context
                    .word(end)
                    .is_some_and(|word| word.pos.as_str() == "x");
            let own = tail.chars().count() > 1
                || clean && !matches!((tail, next), ("内", '容') | ("来", '到'));
            return if own { stop } else { end };
        }
    }
    end
}
