//! What speaks for and against a stretch of characters being a Chinese name.

use super::{Context, is_han};
use crate::lexicon::{Class, Classes, PLACES};

/// A possible name and how well its characters and surroundings fit one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Name {
    /// Character behind the last.
    pub end: usize,
    /// Natural logarithm of how much likelier its given characters are in a name than in text.
    pub fit: f32,
    /// What stands behind it speaks for its end, likewise as a logarithm.
    pub right: f32,
}

/// The length of the surname at `start`.
pub fn surname(context: &Context, start: usize) -> Option<usize> {
    let compound = context
        .longest(start, Class::SurnameCompound)
        .map(|found| found.end - start);
    compound.or_else(|| {
        context
            .matches
            .exactly(start, start + 1)
            .has(Class::Surname)
            .then_some(1)
    })
}

/// The names that may start at `start`, the best first.
pub fn names(context: &Context, start: usize) -> Vec<Name> {
    let weights = |index: usize| context.lexicon.name_weights(context.char(index));
    let compound = context
        .longest(start, Class::SurnameCompound)
        .map(|compound| compound.end - start);
    let single = context
        .matches
        .exactly(start, start + 1)
        .has(Class::Surname)
        .then_some(1);
    let mut names = Vec::new();
    for surname in compound.into_iter().chain(single) {
        for given in 1..=2 {
            let end = start + surname + given;
            if !(start + surname..end).all(|index| is_han(context.char(index)))
                || courtesy(context, start + surname)
            {
                break;
            }
            let first = start + surname;
            let fit = if given == 1 {
                f32::from(weights(first).single) / 4.0 - 0.7
            } else {
                f32::from(weights(first).first) / 4.0 + f32::from(weights(first + 1).second) / 4.0
            };
            let fit = fit + if surname > 1 { 4.0 } else { 0.0 } - verb(context, first, end);
            names.push(Name {
                end,
                fit,
                right: right(context, end),
            });
        }
    }
    names.sort_by(|one, other| (other.fit + other.right).total_cmp(&(one.fit + one.right)));
    names
}

/// What a given name loses whose second character begins what follows names: 率 of 陈波率团.
fn verb(context: &Context, first: usize, end: usize) -> f32 {
    if end < first + 2 {
        return 0.0;
    }
    let follows = context.longest(end - 1, Class::AfterPerson);
    let verb = follows.is_some_and(|follows| {
        follows.end > end || context.word_starts(end) && context.word_starts(end - 1)
    });
    let alone = matches!(
        context.char(end - 1),
        '率' | '携'
            | '带'
            | '说'
            | '称'
            | '等'
            | '在'
            | '对'
            | '向'
            | '与'
            | '和'
            | '为'
            | '是'
            | '将'
            | '也'
            | '就'
            | '还'
            | '从'
    );
    if verb {
        3.0
    } else if alone {
        4.0
    } else {
        0.0
    }
}

/// Whether a word of courtesy stands at `start`.
pub fn courtesy(context: &Context, start: usize) -> bool {
    ["先生", "女士", "小姐", "老师", "师傅", "大夫", "太太"]
        .iter()
        .any(|word| context.has(start, word))
}

/// How well a name ends at `end`: marks and words that follow names speak for it, a dictionary
/// word that `end` cuts in two against it.
pub fn right(context: &Context, end: usize) -> f32 {
    let next = context.char(end);
    if !is_han(next) {
        return 3.0;
    }
    let cut = context.word(end).filter(|word| word.start < end);
    let cut_penalty = match cut {
        Some(word) if word.pos.as_str() != "x" && word.end - word.start >= 2 => -2.5,
        _ => 0.0,
    };
    let follows = context
        .longest(end, Class::AfterPerson)
        .filter(|follows| follows.end > end + 1 || context.word_starts(follows.end));
    let title = context.matches.longest(
        end,
        Classes::of(&[Class::Title, Class::TitleWeak, Class::TitlePrefix]),
    );
    let mut score = cut_penalty;
    if follows.is_some() || title.is_some_and(|title| title.end > end + 1) {
        score += 2.5;
    } else if context
        .matches
        .longest(end, Classes::of(&[Class::Stop]))
        .is_some()
    {
        score += 1.0;
    }
    score
}

/// Whether a name may start here: no dictionary word reaches over from the left.
pub fn starts_clean(context: &Context, start: usize) -> bool {
    let before = context.before(start);
    !is_han(before)
        || context
            .word(start)
            .is_none_or(|word| word.start == start || word.pos.as_str() == "x")
}

/// Whether a mark, a line's start or a function word stands before `start`.
pub fn led(context: &Context, start: usize) -> bool {
    let before = context.before(start);
    !is_han(before)
        || context.matches.ending(start).any(|found| {
            found
                .classes
                .any(Classes::of(&[Class::Stop, Class::AfterPerson]))
                && context.word_starts(found.start)
        })
}

/// What the name is no name for: places, titles, times and the like.
pub const NO_NAME: Classes = PLACES.with(Classes::of(&[
    Class::ShortCounty,
    Class::PlaceNot,
    Class::Title,
    Class::Time,
    Class::Term,
    Class::Company,
    Class::CompanyWeak,
    Class::Facility,
    Class::Institution,
    Class::Government,
    Class::Event,
    Class::Project,
    Class::Currency,
    Class::StopSoft,
    Class::Stop,
]));

/// What the words inside a possible name say: unknown ones speak for it, everyday ones against.
pub fn unknown(context: &Context, start: usize, end: usize) -> f32 {
    let mut index = start;
    let mut evidence = 0.0;
    while index < end {
        let Some(word) = context.word(index) else {
            break;
        };
        let inside = word.start >= start && word.end <= end;
        evidence += match word.pos.as_str() {
            "nr" if word.start == start && word.end == end => 3.0,
            "nr" if inside => 1.0,
            "x" if inside => 1.0,
            "x" => 0.0,
            // Suffixes of places and things: 鹿丹村, 沙溪桥
            _ if inside && word.end - word.start == 1 => 0.5,
            _ if inside => -4.0,
            _ => -2.0,
        };
        index = word.end;
    }
    if matches!(
        context.before(end),
        '村' | '镇'
            | '桥'
            | '路'
            | '县'
            | '乡'
            | '寺'
            | '庙'
            | '河'
            | '山'
            | '湖'
            | '岛'
            | '街'
            | '店'
            | '厂'
            | '人'
            | '队'
            | '族'
            | '语'
            | '衫'
            | '赛'
            | '盾'
            | '塔'
            | '史'
    ) {
        evidence -= 3.0;
    }
    evidence
}

/// Whether a part of speech is that of an everyday word, not of a name or an unknown word.
pub fn is_common(pos: &str) -> bool {
    !matches!(pos, "nr" | "nrt" | "nrfg" | "x" | "nz" | "ng" | "zg" | "g")
}
