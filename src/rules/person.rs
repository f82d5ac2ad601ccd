//! Persons: Chinese names by surname, statistics and surroundings; foreign names by sound.

use super::{Candidate, Context, is_han};
use crate::entity::EntityKind;
use crate::lexicon::{Class, Classes, PLACES};

/// Titles by their ends and starts, in shadow characters.
#[derive(Debug, Default)]
pub struct Titles {
    starts: std::collections::HashMap<usize, usize>,
    ends: std::collections::HashMap<usize, usize>,
}

impl Titles {
    /// The titles among `found`, weak ones included.
    pub fn new(found: &[Candidate]) -> Self {
        let titles = found
            .iter()
            .filter(|candidate| candidate.kind == EntityKind::Title);
        let mut index = Self::default();
        for title in titles {
            index.starts.insert(title.start, title.end);
            index.ends.insert(title.end, title.start);
        }
        index
    }

    /// The start of the title that ends at `end`.
    pub fn ending(&self, end: usize) -> Option<usize> {
        self.ends.get(&end).copied()
    }

    /// The end of the title that starts at `start`.
    pub fn starting(&self, start: usize) -> Option<usize> {
        self.starts.get(&start).copied()
    }
}

/// A possible name and how well its characters and surroundings fit one.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Name {
    end: usize,
    /// Natural logarithm of how much likelier its given characters are in a name than in text.
    fit: f32,
    /// What stands behind it speaks for its end.
    right: f32,
}

/// Every person.
pub fn candidates(context: &Context, titles: &Titles, found: &mut Vec<Candidate>) {
    dotted(context, titles, found);
    bylines(context, found);
    let mut index = 0;
    while index < context.chars().len() {
        let candidate = after_title(context, titles, index)
            .or_else(|| surname_before_title(context, titles, index))
            .or_else(|| before_title(context, titles, index))
            .or_else(|| after_role(context, index))
            .or_else(|| at_clause_head(context, index))
            .or_else(|| before_courtesy(context, index))
            .or_else(|| by_statistics(context, index))
            .or_else(|| foreign(context, titles, index));
        let Some(candidate) = candidate else {
            index += 1;
            continue;
        };
        index = candidate.end;
        found.push(candidate);
        index = list(context, index, found);
    }
}

fn person(
    start: usize,
    end: usize,
    score: f32,
    rule: &'static str,
    evidence: (usize, usize),
) -> Candidate {
    Candidate {
        start,
        end,
        kind: EntityKind::Person,
        score,
        rule,
        evidence,
    }
}

/// The length of the surname at `start`.
fn surname(context: &Context, start: usize) -> Option<usize> {
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
fn names(context: &Context, start: usize) -> Vec<Name> {
    let mut names = Vec::new();
    let weights = |index: usize| context.lexicon.name_weights(context.char(index));
    let mut lengths = Vec::new();
    if let Some(compound) = context.longest(start, Class::SurnameCompound) {
        lengths.push(compound.end - start);
    }
    if context
        .matches
        .exactly(start, start + 1)
        .has(Class::Surname)
    {
        lengths.push(1);
    }
    for surname in lengths {
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
            let fit = fit + if surname > 1 { 4.0 } else { 0.0 };
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

/// Whether a word of courtesy stands at `start`.
fn courtesy(context: &Context, start: usize) -> bool {
    ["先生", "女士", "小姐", "老师", "师傅", "大夫", "太太"]
        .iter()
        .any(|word| context.has(start, word))
}

/// How well a name ends at `end`: marks and words that follow names speak for it, a dictionary
/// word that `end` cuts in two against it.
fn right(context: &Context, end: usize) -> f32 {
    let next = context.char(end);
    if !is_han(next) {
        return 3.0;
    }
    let cut = context.word(end).filter(|word| word.start < end);
    let cut_penalty = match cut {
        Some(word) if word.pos.as_str() != "x" && word.end - word.start >= 2 => -2.5,
        _ => 0.0,
    };
    let follows = context.longest(end, Class::AfterPerson);
    let title = context.matches.longest(
        end,
        Classes::of(&[Class::Title, Class::TitleWeak, Class::TitlePrefix]),
    );
    let mut score = cut_penalty;
    if follows.is_some_and(|follows| follows.end > end + 1 || context.word_starts(follows.end)) {
        score += 2.5;
    } else if title.is_some_and(|title| title.end > end + 1) {
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
fn starts_clean(context: &Context, start: usize) -> bool {
    let before = context.before(start);
    !is_han(before)
        || context
            .word(start)
            .is_none_or(|word| word.start == start || word.pos.as_str() == "x")
}

fn separated(context: &Context, start: usize) -> usize {
    let mut position = start;
    while position > 0 && matches!(context.before(position), ' ' | ':' | '|' | '/') {
        position -= 1;
    }
    // 部长(主持工作)田野
    if position == start && context.before(position) == ')' {
        let open = (position.saturating_sub(8)..position)
            .rev()
            .find(|&index| context.char(index) == '(');
        let remark = open.filter(|&open| {
            context.has(open, "(主持")
                || context.has(open, "(正")
                || context.has(open, "(副")
                || context.has(open, "(兼")
        });
        return remark.unwrap_or(position);
    }
    position
}

/// 副总经理陆志鹏, 记者 何小满
fn after_title(context: &Context, titles: &Titles, start: usize) -> Option<Candidate> {
    let end = separated(context, start);
    let title = titles
        .ending(end)
        .filter(|_| start - end <= 2 || context.before(start) == ')')?;
    if context.before(start) == '/' {
        return None;
    }
    let evidence = (title, end);
    // A title may be listed without a name: 董事长、总经理.
    if titles.starting(start).is_some() {
        return None;
    }
    // 主席和克林顿: a conjunction, where the name behind it is the better one.
    let joint = matches!(
        context.char(start),
        '和' | '与'
            | '及'
            | '对'
            | '向'
            | '为'
            | '是'
            | '在'
            | '于'
            | '时'
            | '从'
            | '由'
            | '全'
            | '有'
            | '都'
            | '等'
            | '因'
    );
    let better = |name: &Name| name.fit + name.right > 4.0;
    if joint
        && (names(context, start + 1).first().is_some_and(better)
            || by_sound(context, start + 1).is_some_and(|end| end > start + 3))
    {
        return None;
    }
    if let Some(name) = names(context, start).first().copied()
        && name.fit + name.right > -3.0
    {
        let foreign = by_sound(context, start)
            .filter(|&foreign| foreign > name.end + 1 || foreign > name.end && name.right < 2.0);
        if let Some(foreign) = foreign {
            return Some(person(start, foreign, 0.86, "name-after-title", evidence));
        }
        let score = if name.fit + name.right > 0.0 {
            0.93
        } else {
            0.8
        };
        return Some(person(start, name.end, score, "name-after-title", evidence));
    }
    let foreign = by_sound(context, start)?;
    Some(person(start, foreign, 0.84, "name-after-title", evidence))
}

/// The end of a foreign name written by sound at `start`: two to six such characters and a
/// boundary behind them.
fn by_sound(context: &Context, start: usize) -> Option<usize> {
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

fn sounds(context: &Context, index: usize) -> bool {
    context
        .matches
        .exactly(index, index + 1)
        .has(Class::Transliteration)
}

/// 石磊总经理: a name before its title, behind a mark or function word.
fn before_title(context: &Context, titles: &Titles, start: usize) -> Option<Candidate> {
    if !led(context, start) || surname(context, start).is_none() {
        return None;
    }
    let name = names(context, start)
        .into_iter()
        .find(|name| titles.starting(name.end).is_some())?;
    let title = titles.starting(name.end)?;
    let word = context.word(start).is_some_and(|word| {
        word.start == start && word.end == name.end && is_common(word.pos.as_str())
    });
    let place = context.matches.exactly(start, name.end).any(PLACES);
    (name.fit > 0.5 && !word && !place).then(|| {
        person(
            start,
            name.end,
            0.72,
            "name-before-title",
            (name.end, title),
        )
    })
}

/// 曹副总经理, 田总, 莫院士: a surname before a title.
fn surname_before_title(context: &Context, titles: &Titles, start: usize) -> Option<Candidate> {
    let length = surname(context, start)?;
    let title = titles.starting(start + length)?;
    if !led(context, start) || !starts_clean(context, start) {
        return None;
    }
    let text = context.text(start, start + length);
    // 副, 总 and level words that are also surnames: 党委书记, 区委书记, 于 市长
    let ambiguous = matches!(
        text.as_str(),
        "于" | "党"
            | "和"
            | "为"
            | "由"
            | "因"
            | "时"
            | "从"
            | "原"
            | "区"
            | "国"
            | "向"
            | "是"
            | "公"
            | "都"
            | "全"
            | "但"
            | "有"
            | "对"
            | "同"
            | "与"
            | "商"
            | "席"
            | "台"
            | "班"
            | "车"
            | "计"
            | "管"
            | "令"
            | "来"
            | "那"
    );
    let whole = context.matches.exactly(start, title);
    (!ambiguous
        && !whole.any(Classes::of(&[
            Class::Title,
            Class::TitleNot,
            Class::TitleWeak,
        ])))
    .then(|| {
        person(
            start,
            start + length,
            0.85,
            "surname-before-title",
            (start + length, title),
        )
    })
}

/// 被告人佘广渊, 运动员岑若木: a name behind a role that is no title.
fn after_role(context: &Context, start: usize) -> Option<Candidate> {
    let role = context.longest_ending(start, Class::PersonLead)?;
    let name = names(context, start).first().copied()?;
    let word = context.word(start).is_some_and(|word| {
        word.start == start && word.end >= name.end && is_common(word.pos.as_str())
    });
    (name.fit + name.right > 2.5 && name.right > 0.0 && !word).then(|| {
        person(
            start,
            name.end,
            0.76,
            "name-after-role",
            (role.start, role.end),
        )
    })
}

/// Whether a mark, a line's start or a function word stands before `start`.
fn led(context: &Context, start: usize) -> bool {
    let before = context.before(start);
    !is_han(before)
        || context.matches.ending(start).any(|found| {
            found
                .classes
                .any(Classes::of(&[Class::Stop, Class::AfterPerson]))
                && context.word_starts(found.start)
        })
}

/// A name at the head of a clause, before a verb of saying or doing: 陈金虎说.
fn at_clause_head(context: &Context, start: usize) -> Option<Candidate> {
    if is_han(context.before(start)) || surname(context, start).is_none() {
        return None;
    }
    let name = names(context, start)
        .into_iter()
        .find(|name| context.longest(name.end, Class::Say).is_some())?;
    let say = context.longest(name.end, Class::Say)?;
    let common = context.word(start).is_some_and(|word| {
        word.start == start && word.end == name.end && is_common(word.pos.as_str())
    });
    let place = context.matches.exactly(start, name.end).any(PLACES);
    (name.fit > 1.0 && !common && !place && context.word_starts(say.end)).then(|| {
        person(
            start,
            name.end,
            0.74,
            "name-before-saying",
            (say.start, say.end),
        )
    })
}

/// Evidence, as a natural logarithm, from which characters are believed to be a name without any
/// word that says so; tuned on news sentences.
const LIKELY: f32 = 6.0;
const VERY_LIKELY: f32 = 9.0;

/// A name by its characters and whatever surrounds it.
fn by_statistics(context: &Context, start: usize) -> Option<Candidate> {
    surname(context, start)?;
    if !starts_clean(context, start) {
        return None;
    }
    let name = names(context, start).into_iter().max_by(|one, other| {
        (one.fit + one.right + unknown(context, start, one.end))
            .total_cmp(&(other.fit + other.right + unknown(context, start, other.end)))
    })?;
    if context.matches.exactly(start, name.end).any(NO_NAME) || name.right < 0.0 {
        return None;
    }
    let left = match context.before(start) {
        before if !is_han(before) => 1.0,
        _ if led(context, start) => 0.5,
        _ => -0.5,
    };
    let short = if name.end == start + 2 { -2.5 } else { 0.0 };
    let evidence =
        name.fit.min(8.0) + name.right + left + short + unknown(context, start, name.end);
    let score = match evidence {
        evidence if evidence > VERY_LIKELY => 0.72,
        evidence if evidence > LIKELY => 0.58,
        _ => return None,
    };
    Some(person(
        start,
        name.end,
        score,
        "name-statistics",
        (start, start),
    ))
}

/// What the name is no name for: places, titles, times and the like.
const NO_NAME: Classes = Classes::of(&[
    Class::Province,
    Class::Prefecture,
    Class::County,
    Class::Town,
    Class::ShortPrefecture,
    Class::Country,
    Class::Region,
    Class::City,
    Class::PlaceAlias,
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
]);

/// What the words inside a possible name say: unknown ones speak for it, everyday ones against.
fn unknown(context: &Context, start: usize, end: usize) -> f32 {
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

/// 克林顿总统, 布拉特说: a foreign name written by sound.
fn foreign(context: &Context, titles: &Titles, start: usize) -> Option<Candidate> {
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

/// 杜先生: a surname before a word of courtesy.
fn before_courtesy(context: &Context, start: usize) -> Option<Candidate> {
    let length = surname(context, start)?;
    let word = [
        "先生", "女士", "小姐", "老师", "师傅", "大夫", "老板", "太太", "同学",
    ]
    .iter()
    .find(|word| context.has(start + length, word))?;
    let end = start + length;
    (starts_clean(context, start) && led(context, start)).then(|| {
        person(
            start,
            end,
            0.7,
            "surname-before-courtesy",
            (end, end + word.chars().count()),
        )
    })
}

fn is_common(pos: &str) -> bool {
    !matches!(pos, "nr" | "nrt" | "nrfg" | "x" | "nz" | "ng" | "zg" | "g")
}

/// The names that follow in a list: 靳沐禾 behind 鄢子畴, 李四 behind 张三、.
fn list(context: &Context, mut end: usize, found: &mut Vec<Candidate>) -> usize {
    loop {
        let mut start = end;
        let separator = context.char(start);
        if !matches!(separator, '、' | ' ' | '和' | '与' | '及') {
            return end;
        }
        start += 1;
        while context.char(start) == ' ' {
            start += 1;
        }
        let name = names(context, start)
            .into_iter()
            .find(|name| !is_han(context.char(name.end)) || name.right >= 2.0);
        let Some(name) = name.filter(|name| name.fit > 0.5 && starts_clean(context, start)) else {
            return end;
        };
        let word = context.word(start).is_some_and(|word| {
            word.start == start && word.end == name.end && is_common(word.pos.as_str())
        });
        let other = context.matches.exactly(start, name.end).any(PLACES);
        let titled = context
            .matches
            .longest(start, Classes::of(&[Class::Title, Class::TitlePrefix]))
            .is_some();
        if word || other || titled {
            return end;
        }
        found.push(person(start, name.end, 0.78, "name-in-list", (end, start)));
        end = name.end;
    }
}

/// 卡洛斯·费雷罗, 阿迪力·吐尔逊; and the Latin form in brackets behind a name.
fn dotted(context: &Context, titles: &Titles, found: &mut Vec<Candidate>) {
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
        let mut end = index + 1;
        loop {
            end = sound_end(context, end);
            if context.char(end) != '·' || !is_han(context.char(end + 1)) {
                break;
            }
            end += 1;
        }
        index = end.max(index + 1);
        let company = context.longest(end, Class::Company).is_some();
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
fn latin(context: &Context, open: usize) -> Option<usize> {
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

/// 撰稿:周舟, 文/王筱青, 作者:…
fn bylines(context: &Context, found: &mut Vec<Candidate>) {
    const LEADS: [&str; 16] = [
        "撰稿:",
        "作者:",
        "撰文:",
        "编辑:",
        "责编:",
        "责任编辑:",
        "摄影:",
        "记者:",
        "通讯员:",
        "文/",
        "图/",
        "摄/",
        "校对:",
        "审核:",
        "供稿:",
        "编审:",
    ];
    for lead in LEADS {
        let length = lead.chars().count();
        let last = lead.chars().last().unwrap_or_default();
        for index in (0..context.chars().len()).filter(|&index| context.char(index) == last) {
            let Some(start) = (index + 1)
                .checked_sub(length)
                .filter(|&start| context.has(start, lead))
            else {
                continue;
            };
            let mut name_start = index + 1;
            while context.char(name_start) == ' ' {
                name_start += 1;
            }
            let name = names(context, name_start)
                .into_iter()
                .find(|name| !is_han(context.char(name.end)));
            if let Some(name) = name.filter(|name| name.fit > -4.0) {
                found.push(person(
                    name_start,
                    name.end,
                    0.86,
                    "byline",
                    (start, index + 1),
                ));
                list(context, name.end, found);
            }
        }
    }
}
