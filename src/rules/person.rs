//! Persons: Chinese names by surname, statistics and surroundings; foreign names by sound.

use rustc_hash::FxHashMap;

use super::foreign::{self, by_sound};
use super::name::{NO_NAME, Name, courtesy, is_common, led, names, starts_clean, surname, unknown};
use super::{Candidate, Context, is_han};
use crate::entity::EntityKind;
use crate::lexicon::{Class, Classes, PLACES};

/// Titles by their ends and starts, in shadow characters.
#[derive(Debug, Default)]
pub struct Titles {
    starts: FxHashMap<usize, usize>,
    ends: FxHashMap<usize, usize>,
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

/// Every person.
pub fn candidates(context: &Context, titles: &Titles, found: &mut Vec<Candidate>) {
    foreign::dotted(context, titles, found);
    bylines(context, found);
    let mut index = 0;
    while index < context.chars().len() {
        // Most characters are no surname, and five of the rules need one.
        let surname = surname(context, index);
        let candidate = after_title(context, titles, index)
            .or_else(|| surname_before_title(context, titles, index, surname?))
            .or_else(|| surname.and_then(|_| before_title(context, titles, index)))
            .or_else(|| after_role(context, index))
            .or_else(|| surname.and_then(|_| at_clause_head(context, index)))
            .or_else(|| before_courtesy(context, index, surname?))
            .or_else(|| surname.and_then(|_| by_statistics(context, index)))
            .or_else(|| foreign::undotted(context, titles, index));
        let Some(candidate) = candidate else {
            index += 1;
            continue;
        };
        index = candidate.end;
        if let Some(latin) = foreign::latin(context, index) {
            let name = (candidate.start, candidate.end);
            found.push(person(index + 1, latin, 0.86, "latin-name", name));
        }
        found.push(candidate);
        index = list(context, index, found);
    }
}

/// A person at `start..end`.
pub fn person(
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
    let particle = context.word(start).is_some_and(|word| {
        word.end == start + 1 && matches!(word.pos.as_str(), "p" | "c" | "d" | "u" | "v")
    });
    if joint && particle {
        return None;
    }
    let better = |name: &Name| name.fit + name.right > 4.0;
    if joint
        && (names(context, start + 1).first().is_some_and(better)
            || by_sound(context, start + 1).is_some_and(|end| end > start + 3))
    {
        return None;
    }
    if let Some(name) = names(context, start).first().copied()
        && name.fit + name.right > -3.0
        && (!joint || name.fit > 0.0)
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

/// 石磊总经理: a name before its title, behind a mark or function word. A surname stands at `start`.
fn before_title(context: &Context, titles: &Titles, start: usize) -> Option<Candidate> {
    if !led(context, start) {
        return None;
    }
    let name = names(context, start)
        .into_iter()
        .find(|name| titles.starting(name.end).is_some() || courtesy(context, name.end))?;
    let title = titles.starting(name.end).unwrap_or(name.end + 2);
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

/// 曹副总经理, 田总, 莫院士: a surname of `length` characters before a title.
fn surname_before_title(
    context: &Context,
    titles: &Titles,
    start: usize,
    length: usize,
) -> Option<Candidate> {
    let title = titles.starting(start + length)?;
    if !led(context, start) || !starts_clean(context, start) {
        return None;
    }
    let text = context.text(start, start + length);
    // 副, 总 and level words that are also surnames: 党委书记, 区委书记, 于 市长
    let ambiguous = matches!(
        text,
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
    if let Some(end) = by_sound(context, start).filter(|&end| end >= start + 3) {
        return Some(person(
            start,
            end,
            0.86,
            "name-after-role",
            (role.start, role.end),
        ));
    }
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

/// A name at the head of a clause, before a verb of saying or doing: 陈金虎说. A surname stands at `start`.
fn at_clause_head(context: &Context, start: usize) -> Option<Candidate> {
    if is_han(context.before(start)) {
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

/// A name by its characters and whatever surrounds it. A surname stands at `start`.
fn by_statistics(context: &Context, start: usize) -> Option<Candidate> {
    if !starts_clean(context, start) {
        return None;
    }
    let name = names(context, start).into_iter().max_by(|one, other| {
        (one.fit + one.right + unknown(context, start, one.end))
            .total_cmp(&(other.fit + other.right + unknown(context, start, other.end)))
    })?;
    // “贝碧嘉”: what stands alone in marks is seldom a person.
    let quoted = context.before(start) == '“' && context.char(name.end) == '”';
    if quoted || context.matches.exactly(start, name.end).any(NO_NAME) || name.right < 0.0 {
        return None;
    }
    let left = match context.before(start) {
        before if !is_han(before) => 1.0,
        _ if led(context, start) => 0.5,
        _ => -0.5,
    };
    let short = if name.end == start + 2 { -2.5 } else { 0.0 };
    // 王毅、吴政隆等: a list of names at the head of a clause.
    let next = (context.char(name.end) == '、')
        .then(|| names(context, name.end + 1).first().copied())
        .flatten();
    let listed = next.is_some_and(|next| next.fit > 2.0 && next.right >= 2.0)
        && !is_han(context.before(start));
    let left = left + if listed { 3.0 } else { 0.0 };
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

/// 杜先生: a surname of `length` characters before a word of courtesy.
fn before_courtesy(context: &Context, start: usize, length: usize) -> Option<Candidate> {
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
    let marks = |&index: &usize| matches!(context.char(index), ':' | '/');
    let marks: Vec<usize> = (0..context.chars().len()).filter(marks).collect();
    for lead in LEADS {
        let length = lead.chars().count();
        for &index in &marks {
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
