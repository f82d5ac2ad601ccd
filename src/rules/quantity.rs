//! Numbers with a classifier or unit, percentages, fractions and multiples.

use super::number::{self, Number, Style};
use super::{Candidate, Context, is_han};
use crate::entity::EntityKind;
use crate::lexicon::Class;

/// Every quantity; a range of two is one.
pub fn candidates(context: &Context, found: &mut Vec<Candidate>) {
    let mut index = 0;
    while index < context.chars().len() {
        let number = number::at(context.chars(), index);
        let quantity = fraction(context, index, number)
            .or_else(|| number.and_then(|number| counted(context, index, number)));
        let Some((end, rule, score)) = quantity else {
            index += 1;
            continue;
        };
        found.push(Candidate {
            start: index,
            end,
            kind: EntityKind::Quantity,
            score,
            rule,
            evidence: (index, index),
        });
        index = end;
    }
}

/// 三分之一, 百分之二十, 三成, 3成半
fn fraction(
    context: &Context,
    start: usize,
    whole: Option<Number>,
) -> Option<(usize, &'static str, f32)> {
    if context.has(start, "百分之") || context.has(start, "千分之") {
        let part = number::at(context.chars(), start + 3)?;
        return Some((part.end, "fraction", 0.93));
    }
    let whole = whole?;
    if context.has(whole.end, "分之") {
        let part = number::at(context.chars(), whole.end + 2)?;
        return Some((part.end, "fraction", 0.93));
    }
    let tenths = context.char(whole.end) == '成' && whole.value <= 10.0 && !whole.scaled;
    let word = context
        .word(whole.end)
        .is_none_or(|word| word.end == whole.end + 1);
    if tenths && word && context.before(start) != '第' {
        let end = whole.end + 1;
        return Some((
            end + usize::from(matches!(context.char(end), '半' | '多')),
            "fraction",
            0.9,
        ));
    }
    None
}

fn counted(context: &Context, start: usize, first: Number) -> Option<(usize, &'static str, f32)> {
    if matches!(
        context.before(start),
        '第' | '初' | '星' | '周' | '-' | '/' | '№'
    ) || context.has_before(start, "世界")
    {
        return None;
    }
    let last = second_of_range(context, &first).unwrap_or(first);
    if let Some(unit) = context
        .longest(last.end, Class::Unit)
        .filter(|unit| unit_ends(context, unit.end))
    {
        return Some((unit.end, "number-with-unit", 0.95));
    }
    let not = context.longest(last.end, Class::NumberNot);
    let classifier = classifier(context, &last);
    match (classifier, not) {
        (Some(classifier), Some(not)) if not.end >= classifier => None,
        (Some(end), _) if counts(&last) && !coined(context, start) => {
            Some((bracketed_unit(context, end), "number-with-classifier", 0.92))
        }
        // 4.35亿: a scaled number alone still says how many.
        (None, None)
            if last.scaled && last.style == Style::Arabic && !is_han(context.char(last.end)) =>
        {
            Some((last.end, "scaled-number", 0.8))
        }
        // 5国, 11国: the noun itself counts.
        _ => None,
    }
}

/// “两张网”: a coinage in marks counts nothing.
fn coined(context: &Context, start: usize) -> bool {
    context.before(start) == '“'
        && (start..start + 7).any(|index| context.char(index) == '”')
        && !context.char(start).is_ascii_digit()
}

/// Whether a number says how many: 一 in 一个 mostly does not.
fn counts(number: &Number) -> bool {
    // 百 of 百科 and 千 of 千方 stand for “many”.
    let bare =
        number.style == Style::Numeral && number.end == number.start + 1 && number.value >= 100.0;
    !bare
        && number.style != Style::Digits
        && !(number.style == Style::Numeral
            && number.end == number.start + 1
            && number.value == 1.0)
}

/// The end of the classifier behind `number`.
fn classifier(context: &Context, number: &Number) -> Option<usize> {
    let mut found = context.longest(number.end, Class::Classifier);
    // The longest classifier may swallow the counted noun's first character: 个 in 个人.
    if let Some(longest) = found
        && !context.word_starts(longest.end)
    {
        let list = context.matches.starting(number.end);
        let mut classifiers = list
            .iter()
            .filter(|found| found.classes.has(Class::Classifier));
        let shortest = classifiers.clone().next();
        found = classifiers
            .rfind(|found| context.word_starts(found.end))
            .or(shortest)
            .copied();
    }
    let found = found?;
    let unit = context.text(number.end, found.end);
    let next = context.char(found.end);
    let chinese = number.style == Style::Numeral;
    let short = number.length <= 1;
    let blocked = match unit {
        // 三国 and 两国, 一行, 三方, 四面, 两头: figures, not counts.
        "国" | "省" | "市" | "县" | "村" | "镇" | "城" | "校" => {
            chinese || matches!(next, '道' | '务' | '内' | '外' | '际' | '级')
        }
        "面" | "头" | "口" | "手" | "心" | "路" | "处" | "下" | "里" | "角" | "道" | "步"
        | "行" | "线" | "声" | "代" | "重" | "回" | "关" | "团" | "单" | "号" | "样" | "度"
        | "点" | "级" | "层" | "毫" | "丝" | "串" | "波" | "把" | "担" | "顿" | "圈" | "环"
        | "格" | "例" | "起" | "排" => chinese && short || next == '者',
        "份" => chinese && short && number.value <= 2.0,
        "期" | "安" | "伏" | "瓦" | "帕" | "科" | "磅" | "兆" | "开" => chinese,
        "分" => matches!(next, '之' | '钟' | '行' | '公' | '别') || chinese,
        "成" => true,
        "对" => next == '一',
        "大" => true,
        "万" | "亿" | "千" | "千万" | "百万" => true,
        _ => false,
    };
    // 级 and 号 behind a unit name a class: 54公斤级, 10万吨级.
    let class =
        matches!(next, '级') && unit != "级" || matches!(next, '制' | '型' | '版') && unit == "个";
    (!blocked && !class).then_some(found.end)
}

/// Takes in a second unit, in brackets or behind a stroke: 17台(套), 42米/秒.
fn bracketed_unit(context: &Context, end: usize) -> usize {
    if context.char(end) == '/' {
        let per = [
            "小时",
            "分钟",
            "平方米",
            "立方米",
            "公里",
            "秒",
            "时",
            "天",
            "年",
            "人",
            "吨",
            "亩",
            "次",
            "升",
        ];
        let unit = per.iter().find(|unit| context.has(end + 1, unit));
        return unit.map_or(end, |unit| end + 1 + unit.chars().count());
    }
    if context.char(end) == '('
        && let Some(inside) = context.longest(end + 1, Class::Classifier)
        && context.char(inside.end) == ')'
    {
        return inside.end + 1;
    }
    end
}

/// A Latin unit ends where no further letter follows.
fn unit_ends(context: &Context, end: usize) -> bool {
    !context.before(end).is_ascii_alphabetic() || !context.char(end).is_ascii_alphanumeric()
}

/// The second number of 3%至5%, 100—200名.
fn second_of_range(context: &Context, first: &Number) -> Option<Number> {
    let mut end = first.end;
    if let Some(unit) = context
        .longest(end, Class::Unit)
        .or_else(|| context.longest(end, Class::Classifier))
    {
        end = unit.end;
    }
    if !matches!(context.char(end), '至' | '到' | '-' | '~' | '—') {
        return None;
    }
    let second = number::at(context.chars(), end + 1)?;
    let counted = context.longest(second.end, Class::Unit).is_some()
        || context.longest(second.end, Class::Classifier).is_some();
    counted.then_some(second)
}
