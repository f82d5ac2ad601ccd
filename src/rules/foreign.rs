//! Foreign names, written by sound: 卡洛斯·费雷罗, 克林顿; and Latin forms in brackets.

use super::name::{NO_NAME, is_common, led, right, starts_clean};
use super::person::{Titles, person};
use super::{Candidate, Context, is_han};
use crate::lexicon::{Class, Classes, PLACES};

/// Every dotted name, 卡洛斯·费雷罗, 阿迪力·吐尔逊, and the Latin form in brackets behind a name.
pub fn dotted(context: &Context, titles: &Titles, found: &mut Vec<Candidate>) {
    let mut index = 0;
    while index < context.chars().len() {
        if context.char(index) != '·' {
            index += 1;
            continue;
        }
        let Some(start) = sound_start(context, titles, index) else {
            index += 1;
            continue;
        };
        let dot = index;
        let mut end = index + 1;
        loop {
            end = sound_end(context, end);
            if context.char(end) != '·' || !is_han(context.char(end + 1)) {
                break;
            }
            end += 1;
        }
        index = end.max(index + 1);
        // 节日·清明: everyday words joined by a dot are no name.
        let everyday = |start: usize| {
            context.word(start).is_some_and(|word| {
                word.start == start
                    && word.end - start >= 2
                    && is_common(word.pos.as_str())
                    && !sounds(context, start)
            })
        };
        let everyday = everyday(start) || everyday(dot + 1);
        let company = everyday || context.longest(end, Class::Company).is_some();
        if end > start + 3 && context.before(end) != '·' && !company {
            found.push(person(start, end, 0.9, "dotted-name", (start, start)));
            if let Some(latin) = latin(context, end) {
                found.push(person(end + 1, latin, 0.88, "latin-name", (start, end)));
            }
        }
    }
}

/// Where the part before a dot begins: behind a title, place, mark, function word or everyday word.
fn sound_start(context: &Context, titles: &Titles, dot: usize) -> Option<usize> {
    let mut start = dot;
    while dot - start < 8 && is_han(context.before(start)) {
        let boundary = titles.ending(start).is_some()
            || context.matches.ending(start).any(|found| {
                found.end - found.start >= 2 && found.classes.any(PLACES)
                    || found
                        .classes
                        .any(Classes::of(&[Class::Stop, Class::PersonLead]))
                        && !sounds(context, start - 1)
            });
        let everyday = context.word(start - 1).is_some_and(|word| {
            word.end <= start && word.end - word.start >= 2 && is_common(word.pos.as_str())
                || word.end == start && !sounds(context, start - 1) && is_common(word.pos.as_str())
        });
        if start < dot && (boundary || everyday) {
            break;
        }
        start -= 1;
    }
    (dot > start).then_some(start)
}

/// Where the part behind a dot ends: at a mark, before what follows names, or where the sound ends.
fn sound_end(context: &Context, start: usize) -> usize {
    let mut end = start;
    while end < start + 9 && is_han(context.char(end)) {
        let follows = context.matches.starting(end).iter().any(|found| {
            found.classes.any(Classes::of(&[
                Class::AfterPerson,
                Class::Title,
                Class::Stop,
                Class::Company,
            ])) && found.end > end + usize::from(sounds(context, end))
        });
        let everyday = context.word(end).is_some_and(|word| {
            word.start == end
                && is_common(word.pos.as_str())
                && (word.end - end >= 2 || !sounds(context, end))
        });
        if end > start && (follows || everyday) {
            break;
        }
        end += 1;
    }
    end
}

/// The end of a Latin name in brackets that open at `open`.
pub fn latin(context: &Context, open: usize) -> Option<usize> {
    if context.char(open) != '(' || !context.char(open + 1).is_ascii_uppercase() {
        return None;
    }
    let end = (open + 1..open + 48).find(|&index| context.char(index) == ')')?;
    let name = (open + 1..end).all(|index| {
        matches!(context.char(index), ' ' | '.' | '-' | '\'')
            || context.char(index).is_alphabetic() && !is_han(context.char(index))
    });
    (name && end - open > 4).then_some(end)
}

/// 克林顿总统, 布拉特说: a foreign name written by sound.
pub fn undotted(context: &Context, titles: &Titles, start: usize) -> Option<Candidate> {
    if !sounds(context, start) || !starts_clean(context, start) || context.before(start) == '·' {
        return None;
    }
    if context
        .matches
        .longest(start, PLACES)
        .is_some_and(|place| place.end > start + 1)
    {
        return None;
    }
    let end = by_sound(context, start).filter(|&end| end >= start + 2)?;
    if context.matches.exactly(start, end).any(NO_NAME) || context.char(end) == '·' {
        return None;
    }
    let listed = context
        .longest(start, Class::WordForeignName)
        .is_some_and(|name| name.end == end);
    let strange = (start..end).all(|index| {
        context.word(index).is_none_or(|word| {
            word.end - word.start == 1 || !is_common(word.pos.as_str()) && word.pos.as_str() != "ns"
        })
    });
    if !strange || !led(context, start) {
        return None;
    }
    if titles.starting(end).is_some() && end >= start + 2 {
        return Some(person(
            start,
            end,
            0.74,
            "name-before-title",
            (end, titles.starting(end)?),
        ));
    }
    let says = context
        .longest(end, Class::Say)
        .is_some_and(|say| context.word_starts(say.end));
    let long = end >= start + 3;
    let score = match (says, listed, long) {
        (true, _, true) | (true, true, _) => 0.7,
        (_, true, true) => 0.6,
        _ => return None,
    };
    Some(person(start, end, score, "foreign-name", (start, start)))
}

/// The end of a foreign name written by sound at `start`: two to six such characters and a
/// boundary behind them.
pub fn by_sound(context: &Context, start: usize) -> Option<usize> {
    let known = context
        .longest(start, Class::WordForeignName)
        .map(|name| name.end);
    let run = (start..start + 7)
        .take_while(|&index| sounds(context, index))
        .count();
    let bounded = (2..=run.min(6))
        .rev()
        .map(|length| start + length)
        .find(|&end| right(context, end) >= 1.0);
    known.filter(|&end| right(context, end) >= 1.0).max(bounded)
}

/// Whether the character at `index` writes foreign names.
pub fn sounds(context: &Context, index: usize) -> bool {
    context
        .matches
        .exactly(index, index + 1)
        .has(Class::Transliteration)
}
