//! Short names of companies and other bodies, by lists, titles, endings and the full names that
//! the article gives.

use super::person::Titles;
use super::suffix::{self, Shape, Walls};
use super::{Candidate, Context, is_break, is_han};
use crate::entity::{EntityKind, OrganisationKind};
use crate::lexicon::{Class, Classes, PLACES};

const COMPANY: EntityKind = EntityKind::Organisation(OrganisationKind::Company);
const SHAPE: Shape = Shape {
    quotes: false,
    edition: false,
    joined: false,
    words: 2,
    brand: true,
};
/// Longest short name in characters.
const MAX_SHORT: usize = 10;

/// Every short name that its surroundings show.
pub fn candidates(context: &Context, titles: &Titles, walls: &Walls, found: &mut Vec<Candidate>) {
    lists(context, walls, found);
    by_ending(context, titles, walls, found);
    before_titles(context, titles, walls, found);
}

fn company(
    start: usize,
    end: usize,
    score: f32,
    rule: &'static str,
    evidence: (usize, usize),
) -> Candidate {
    Candidate {
        start,
        end,
        kind: COMPANY,
        score,
        rule,
        evidence,
    }
}

/// 微亿智造、常奥体育等一批优质企业
fn lists(context: &Context, walls: &Walls, found: &mut Vec<Candidate>) {
    for index in 0..context.chars().len() {
        if context.char(index) != '等' || is_break(context.before(index)) {
            continue;
        }
        // What is listed: the first such word behind 等, over numbers and adjectives.
        let reach = (index + 1..index + 12)
            .take_while(|&next| !is_break(context.char(next)) && context.char(next) != '的')
            .count();
        let listed = (index + 1..=index + 1 + reach).find_map(|start| {
            context
                .longest(start, Class::CompanyList)
                .filter(|_| context.word_starts(start))
        });
        let Some(listed) = listed else { continue };
        if is_han(context.char(listed.end)) && !context.word_starts(listed.end) {
            continue;
        }
        let mut end = index;
        let mut items = 0;
        loop {
            let start = item_start(context, walls, end);
            let length = end - start;
            if (2..=MAX_SHORT).contains(&length) && named(context, start, end) {
                found.push(company(
                    start,
                    end,
                    0.78,
                    "company-list",
                    (index, listed.end),
                ));
            }
            items += 1;
            if context.before(start) != '、' || items > 30 {
                break;
            }
            end = start - 1;
        }
    }
}

/// Where the item of a list begins that ends at `end`: behind a mark, wall or function word.
fn item_start(context: &Context, walls: &Walls, end: usize) -> usize {
    let mut start = end;
    while start > 0 && !is_break(context.before(start)) && !walls.at(start - 1) {
        let Some(word) = context.word(start - 1) else {
            break;
        };
        let stop = context.matches.exactly(word.start, start).has(Class::Stop);
        if start < end && (stop || matches!(word.pos.as_str(), "p" | "c" | "uj" | "r")) {
            break;
        }
        start = word.start.min(start - 1);
    }
    start
}

/// Whether `start..end` may be a name at all: no place, no word that every article has.
fn named(context: &Context, start: usize, end: usize) -> bool {
    // 阿里巴巴内容中心项目 in a list of projects names no company.
    if context
        .matches
        .longest_ending(
            end,
            Classes::of(&[
                Class::Project,
                Class::Event,
                Class::Facility,
                Class::Institution,
            ]),
        )
        .is_some()
    {
        return false;
    }
    let whole = context.matches.exactly(start, end);
    let not = Classes::of(&[
        Class::Stop,
        Class::CompanyWeak,
        Class::Company,
        Class::CompanyList,
        Class::OtherList,
        Class::Term,
        Class::PlaceNot,
        Class::Title,
        Class::Time,
    ]);
    if whole.any(not) || whole.any(PLACES) {
        return false;
    }
    let word = context
        .word(start)
        .filter(|word| word.start == start && word.end == end);
    let common = word
        .is_some_and(|word| !matches!(word.pos.as_str(), "x" | "nz" | "nr" | "nt" | "nrt" | "ns"));
    !common
        && (start..end)
            .any(|index| is_han(context.char(index)) || context.char(index).is_ascii_uppercase())
}

/// 岷野影视曾拍摄: an unknown word and an industry's, with a boundary on both sides.
fn by_ending(context: &Context, titles: &Titles, walls: &Walls, found: &mut Vec<Candidate>) {
    for ending in context
        .matches
        .all()
        .iter()
        .filter(|ending| ending.classes.has(Class::CompanyWeak))
    {
        let cut = !context.word_starts(ending.end) && is_han(context.char(ending.end));
        if cut
            || context
                .longest_ending(ending.end, Class::CompanyWeak)
                .is_some_and(|longest| longest.start < ending.start)
        {
            continue;
        }
        let begin = suffix::beginning(context, walls, ending.start, SHAPE);
        let core = ending.start - begin.start;
        if !(2..=6).contains(&core) || !begin.proper || !named(context, begin.start, ending.end) {
            continue;
        }
        let titled = titles.starting(ending.end).is_some();
        let next = context.char(ending.end);
        let listed = next == '、' || context.before(begin.start) == '、';
        let subject = context.longest(ending.end, Class::AfterPerson).is_some()
            || context.longest(ending.end, Class::Stop).is_some();
        let place_only = context
            .matches
            .exactly(begin.start, ending.start)
            .any(PLACES);
        let score = match (titled, listed && !is_han(next), subject || !is_han(next)) {
            _ if place_only => 0.3,
            (true, ..) => 0.82,
            (_, true, _) => 0.62,
            (_, _, true) => 0.58,
            _ => 0.4,
        };
        found.push(company(
            begin.start,
            ending.end,
            score,
            "company-ending",
            (ending.start, ending.end),
        ));
    }
}

/// 问天时空总裁骆宾: what stands between a mark and a title that a name follows.
fn before_titles(context: &Context, titles: &Titles, walls: &Walls, found: &mut Vec<Candidate>) {
    let persons: Vec<usize> = found
        .iter()
        .filter(|candidate| {
            candidate.kind == EntityKind::Person && candidate.rule == "name-after-title"
        })
        .map(|candidate| candidate.start)
        .collect();
    let mut added = Vec::new();
    for person in persons {
        let Some(mut title) = titles.ending(person) else {
            continue;
        };
        // 董事长兼首席执行官, 党委书记、董事长: the first of several posts.
        while let Some(earlier) = title
            .checked_sub(1)
            .filter(|&joint| matches!(context.char(joint), '、' | '兼'))
            .and_then(|joint| titles.ending(joint))
        {
            title = earlier;
        }
        let start = item_start(context, walls, title);
        let length = title - start;
        let free =
            is_break(context.before(start)) || context.longest_ending(start, Class::Stop).is_some();
        if !free || !(2..=MAX_SHORT).contains(&length) || !named(context, start, title) {
            continue;
        }
        let known = context.matches.exactly(start, title);
        let generic = known.any(Classes::of(&[
            Class::TitlePrefix,
            Class::Department,
            Class::Government,
            Class::Institution,
            Class::Facility,
        ]));
        let placed = context
            .matches
            .starting(start)
            .iter()
            .any(|found| found.classes.any(PLACES));
        if !generic && !placed {
            added.push(company(
                start,
                title,
                0.6,
                "name-before-title-and-person",
                (title, person),
            ));
        }
    }
    found.extend(added);
}

/// The core of a company's full name, in shadow characters: without the place in front and the legal form
/// behind; `None` where nothing is left.
pub fn core(context: &Context, start: usize, end: usize) -> Option<(usize, usize)> {
    let mut from = start;
    while let Some(place) =
        context.matches.starting(from).iter().rev().find(|place| {
            place.end < end && place.end - place.start >= 2 && place.classes.any(PLACES)
        })
    {
        from = place.end;
    }
    let mut to = end;
    loop {
        if context.before(to) == ')' {
            let open = (from..to).rev().find(|&index| context.char(index) == '(')?;
            to = open;
            continue;
        }
        let forms = Classes::of(&[Class::Company]);
        match context
            .matches
            .ending(to)
            .filter(|form| form.start > from && form.classes.any(forms))
            .min_by_key(|form| form.start)
        {
            Some(form) => to = form.start,
            None => break,
        }
    }
    (to >= from + 2).then_some((from, to))
}
