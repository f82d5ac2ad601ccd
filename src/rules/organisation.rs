//! Organisations: known bodies, and names by suffix.

use super::suffix::{self, Shape, Walls};
use super::{Candidate, Context, is_break, is_han};
use crate::entity::{EntityKind, OrganisationKind};
use crate::lexicon::{Class, Classes, Match, PLACES};

const SHAPE: Shape = Shape {
    quotes: false,
    edition: false,
    joined: true,
    words: 4,
};

/// Every organisation whose name ends as such names do, or that is known by its name.
pub fn candidates(context: &Context, walls: &Walls, found: &mut Vec<Candidate>) {
    known(context, found);
    let suffixes = Classes::of(&[Class::Company, Class::Government, Class::Institution]);
    let mut seen = 0;
    for ending in context
        .matches
        .all()
        .iter()
        .filter(|ending| ending.classes.any(suffixes))
    {
        // The longest ending that starts here or before and ends at the same place decides.
        if ending.end <= seen
            && context
                .matches
                .longest_ending(ending.end, suffixes)
                .is_some_and(|longest| longest.start < ending.start)
        {
            continue;
        }
        seen = seen.max(ending.end);
        by_suffix(context, walls, ending, found);
    }
}

const fn organisation(kind: OrganisationKind) -> EntityKind {
    EntityKind::Organisation(kind)
}

fn known(context: &Context, found: &mut Vec<Candidate>) {
    for body in context.matches.all() {
        let kind = if body.classes.has(Class::BodyGovernment) {
            OrganisationKind::Government
        } else if body.classes.has(Class::BodyOther) {
            OrganisationKind::Other
        } else if body.classes.has(Class::BodyCompany) {
            OrganisationKind::Company
        } else {
            continue;
        };
        let cut = !context.word_starts(body.start) || !context.word_starts(body.end);
        if cut && body.end - body.start < 3 {
            continue;
        }
        // 各区委, 当地市政府: any place's.
        let any = matches!(context.before(body.start), '各' | '地' | '某' | '该' | '全');
        // A place before it makes a longer name of it.
        let start = place_before(context, body.start).unwrap_or(body.start);
        // 市委书记: the level is part of the title, which resolve prefers as the longer.
        let score = if any { 0.3 } else { 0.85 };
        found.push(Candidate {
            start,
            end: body.end,
            kind: organisation(kind),
            score,
            rule: "known-body",
            evidence: (body.start, body.end),
        });
    }
}

/// The start of the place right before `end` that is part of a body's name: 贵州省毕节市政协.
fn place_before(context: &Context, end: usize) -> Option<usize> {
    let mut start = None;
    let mut position = end;
    while let Some(place) = context
        .matches
        .ending(position)
        .filter(|place| {
            place.end - place.start >= 2
                && (place.classes.any(PLACES) || place.classes.has(Class::ShortCounty))
        })
        .filter(|place| context.word_starts(place.start))
        .min_by_key(|place| place.start)
    {
        position = place.start;
        start = Some(position);
    }
    start
}

fn by_suffix(context: &Context, walls: &Walls, ending: &Match, found: &mut Vec<Candidate>) {
    let next = context.char(ending.end);
    let text = context.text(ending.start, ending.end);
    let length = ending.end - ending.start;
    let (kind, strong) = if ending.classes.has(Class::Company) {
        (
            OrganisationKind::Company,
            length >= 4 || text.ends_with("公司") && length >= 3,
        )
    } else if ending.classes.has(Class::Government) {
        (OrganisationKind::Government, length >= 3)
    } else {
        (OrganisationKind::Other, length >= 3)
    };
    if cut_by_word(context, ending) {
        return;
    }
    // 局 and 部 of 局面 and 部分; 委员会 goes on as 委员会主任, which is a title's business.
    if length == 1 && (is_han(next) && !context.word_starts(ending.end)) {
        return;
    }
    let begin = suffix::beginning(context, walls, ending.start, SHAPE);
    if begin.start >= ending.start {
        return level_body(context, ending, kind, found);
    }
    let core = ending.start - begin.start;
    let whole = context.matches.exactly(begin.start, ending.end);
    if whole.any(Classes::of(&[
        Class::PlaceNot,
        Class::Stop,
        Class::CompanyList,
        Class::OtherList,
    ])) {
        return;
    }
    let generic = [
        "相关",
        "有关",
        "各",
        "本",
        "该",
        "某",
        "大型",
        "中小",
        "国有",
        "民营",
        "外资",
        "龙头",
        "上市",
        "高等",
        "重点",
        "全资",
        "下属",
        "参与",
        "中小型",
        "所属",
        "同类",
        "母",
        "老",
        "新",
    ];
    let core_text = context.text(begin.start, ending.start);
    if generic.contains(&core_text.as_str()) {
        return;
    }
    let single = length == 1;
    let score = match (begin.anchored, begin.proper) {
        (true, _) if single && core <= 2 && kind != OrganisationKind::Government => 0.5,
        (true, _) => 0.87,
        (false, true) if strong => 0.82,
        (false, true) if single => 0.45,
        (false, true) => 0.7,
        (false, false)
            if strong
                && begin.words <= 3
                && context.text(ending.start, ending.end).ends_with("有限公司") =>
        {
            0.8
        }
        (false, false) if strong && begin.words <= 2 => 0.55,
        _ => 0.35,
    };
    found.push(Candidate {
        start: begin.start,
        end: ending.end,
        kind: organisation(kind),
        score,
        rule: "organisation-suffix",
        evidence: (ending.start, ending.end),
    });
}

/// Whether a dictionary word straddles the end of the ending: 公司 in 公司法.
fn cut_by_word(context: &Context, ending: &Match) -> bool {
    let longer = context
        .word(ending.end)
        .is_some_and(|word| word.start < ending.end && word.pos.as_str() != "x");
    longer && is_han(context.char(ending.end))
}

/// 省公安厅, 市市场监管局: bodies without a proper name, unique within the article.
fn level_body(
    context: &Context,
    ending: &Match,
    kind: OrganisationKind,
    found: &mut Vec<Candidate>,
) {
    if kind != OrganisationKind::Government || ending.end - ending.start < 3 {
        return;
    }
    let level = context.before(ending.start);
    let before = ending
        .start
        .checked_sub(1)
        .map_or('\n', |index| context.before(index));
    let free = is_break(before)
        || ending
            .start
            .checked_sub(1)
            .is_some_and(|index| context.longest_ending(index, Class::Stop).is_some());
    if matches!(level, '省' | '市' | '县' | '区' | '州') && free {
        found.push(Candidate {
            start: ending.start - 1,
            end: ending.end,
            kind: organisation(kind),
            score: 0.82,
            rule: "level-body",
            evidence: (ending.start, ending.end),
        });
    }
}
