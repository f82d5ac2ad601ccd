//! Posts and professional titles: a head from the lexicon and what belongs to it on its left.

use super::{Candidate, Context, is_break, is_han};
use crate::entity::EntityKind;
use crate::lexicon::{Class, Classes, PLACES};

/// Score of a head that is a title wherever it stands.
const STRONG: f32 = 0.84;
/// Score of a head that needs a name or an organisation beside it; below what resolve accepts.
const WEAK: f32 = 0.4;
/// Longest department that a title takes in, in characters.
const MAX_DEPARTMENT: usize = 10;

/// Every title; weak heads too, with a score that only a name beside them raises.
pub fn candidates(context: &Context, found: &mut Vec<Candidate>) {
    let heads = Classes::of(&[Class::Title, Class::TitleWeak]);
    let mut end = context.chars().len();
    while end > 0 {
        let Some(head) = context
            .matches
            .longest_ending(end, heads)
            .filter(|head| is_head(context, head.start, end))
        else {
            end -= 1;
            continue;
        };
        let start = extend(context, head.start);
        let plain = prefixed(context, head.start);
        if plain > start {
            // 种植业管理司司长: where the department turns out to be part of a body's name, the title
            // is what is left.
            let weak = head.classes.has(Class::TitleWeak) && plain == head.start;
            found.push(Candidate {
                start: plain,
                end,
                kind: EntityKind::Title,
                score: if weak { WEAK } else { STRONG },
                rule: "title-lexicon",
                evidence: (head.start, end),
            });
        }
        // The title as it stands decides: 主任 alone is weak, 副主任 and 管委会主任 are not.
        let weak = head.classes.has(Class::TitleWeak) && start == head.start;
        found.push(Candidate {
            start,
            end,
            kind: EntityKind::Title,
            score: if weak { WEAK } else { STRONG },
            rule: "title-lexicon",
            evidence: (head.start, end),
        });
        end = start.min(end - 1);
    }
}

fn is_head(context: &Context, start: usize, end: usize) -> bool {
    let next = context.char(end);
    // 委员 of 委员会, 主席 of 主席台, 代表 of 代表团, 书记 of 书记处, 部长 of 部长级, 市长 of 城市长期
    if matches!(
        next,
        '会' | '台' | '团' | '处' | '级' | '室' | '们' | '作' | '性' | '大'
    ) && !context.word_starts(end)
    {
        return false;
    }
    if matches!(next, '会' | '团' | '级' | '们' | '室')
        || context.char(end - 1) == '长'
            && matches!(next, '期' | '度' | '远' | '效' | '三')
            && !context.word_starts(end)
    {
        return false;
    }
    let text = context.text(start, end);
    if text == "总" {
        // 田总: a surname before, and no word that 总 starts behind.
        return context.longest_ending(start, Class::Surname).is_some()
            && context.word_starts(end)
            && !is_number(context.before(start));
    }
    if text.chars().count() == 2
        && text.starts_with(
            [
                '市', '县', '区', '镇', '乡', '村', '站', '校', '院', '班', '组', '队',
            ]
            .as_slice(),
        )
    {
        // 市长 in 城市长, 校长 in 学校长期
        let named = context
            .matches
            .ending(start)
            .any(|place| place.end - place.start >= 2 && place.classes.any(PLACES));
        let word = context.word(start).filter(|_| !named);
        if word.is_some_and(|word| word.start < start && word.end > start && word.end < end) {
            return false;
        }
    }
    context.matches.exactly(start, end).has(Class::TitleNot)
        || context.longest_ending(end, Class::TitleNot).is_none()
}

fn is_number(character: char) -> bool {
    character.is_ascii_digit()
}

/// Where the title with its head at `start` begins, department included.
fn extend(context: &Context, start: usize) -> usize {
    let start = prefixed(context, start);
    department(context, start).unwrap_or(start)
}

/// Where the title with its head at `start` begins, with the words that may stand before a head.
fn prefixed(context: &Context, mut start: usize) -> usize {
    while let Some(prefix) = context
        .longest_ending(start, Class::TitlePrefix)
        .filter(|prefix| belongs(context, prefix.start, start))
    {
        start = prefix.start;
    }
    start
}

/// Whether the prefix `start..end` belongs to the title behind it and not to a name before it.
fn belongs(context: &Context, start: usize, end: usize) -> bool {
    let text = context.text(start, end);
    let level = text.chars().count() == 2 && text.ends_with('委');
    if level {
        // 绵阳市委书记: the committee has a proper name and is a mention of its own.
        let named = context.matches.ending(start).any(|found| {
            found.classes.any(PLACES)
                || found.classes.has(Class::ShortDistrict)
                || found.classes.has(Class::ShortCounty)
        });
        // 团市委副书记: a body of its own.
        return !named && context.before(start) != '团';
    }
    if text == "委员会"
        || text == "管委会"
        || text == "董事会"
        || text == "监事会"
        || text == "理事会"
    {
        let before = context.before(start);
        return !is_han(before) || context.longest_ending(start, Class::Stop).is_some();
    }
    if matches!(text, "国家" | "中央") {
        return true;
    }
    // 女 and 原 of another word, 总 of 老总
    context.word_starts(start) || text.chars().count() == 1 && matches!(text, "副" | "总" | "代")
}

/// Where a department without a proper name begins that stands right before a head: 生产部部长,
/// 食品抽检处处长. `None` where there is none, or where it has a name and is a mention itself.
fn department(context: &Context, head: usize) -> Option<usize> {
    let suffix = context.longest_ending(head, Class::Department)?;
    if context.longest_ending(head, Class::Company).is_some() {
        return None;
    }
    let bodies = Classes::of(&[Class::BodyGovernment, Class::BodyOther, Class::BodyCompany]);
    if context
        .matches
        .ending(head)
        .any(|found| found.classes.any(bodies))
    {
        return None;
    }
    let mut start = suffix.start;
    let mut words = 0;
    while start > 0 && head - start < MAX_DEPARTMENT {
        let before = context.before(start);
        if is_break(before) || !is_han(before) {
            break;
        }
        let named = context.matches.ending(start).any(|found| {
            found.classes.any(PLACES)
                || found.classes.any(bodies)
                || found.end - found.start >= 2
                    && found.classes.any(Classes::of(&[
                        Class::Stop,
                        Class::Company,
                        Class::Institution,
                        Class::Government,
                        Class::Facility,
                        Class::DayPart,
                        Class::Time,
                    ]))
                || found.end - found.start == 1
                    && found.classes.has(Class::Stop)
                    && context.word_starts(found.start)
                || matches!(context.char(found.start), '局' | '厅' | '署' | '院' | '校')
                    && found
                        .classes
                        .any(Classes::of(&[Class::Government, Class::Institution]))
        });
        if named {
            break;
        }
        let word = context.word(start - 1)?;
        if word.start >= start {
            break;
        }
        start = word.start;
        words += 1;
        if words > 4 {
            return None;
        }
    }
    let whole = words > 0 || head - suffix.start >= 2;
    (whole && head - start <= MAX_DEPARTMENT).then_some(start)
}
