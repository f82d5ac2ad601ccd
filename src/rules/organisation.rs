//! Organisations: known bodies, and names by suffix.

use super::suffix::{self, Beginning, Shape, Walls};
use super::{Candidate, Context, is_break, is_han};
use crate::entity::{EntityKind, OrganisationKind};
use crate::gazetteer::Match;
use crate::lexicon::{Class, Classes, PLACES};

const SHAPE: Shape = Shape {
    quotes: false,
    edition: false,
    joined: true,
    words: 4,
    brand: true,
};

/// Every organisation whose name ends as such names do, or that is known by its name.
pub fn candidates(context: &Context, walls: &Walls, found: &mut Vec<Candidate>) {
    known(context, found);
    datelines(context, found);
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
        // 教育部门 is no ministry.
        let department = context.before(body.end) == '部' && context.char(body.end) == '门';
        if department || cut && body.end - body.start < 3 {
            continue;
        }
        // 各区委, 当地市政府: any place's.
        let any = matches!(context.before(body.start), '各' | '地' | '某' | '该' | '全');
        // A place before it makes a longer name of it.
        let start = place_before(context, body.start).unwrap_or(body.start);
        // 市委书记: the level is part of the title, which resolve prefers as the longer.
        let score = match body.end - start {
            _ if any => 0.3,
            2 => 0.85,
            _ => 0.9,
        };
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

/// Longest name of a medium in a dateline, in characters.
const MAX_MEDIUM: usize = 10;

/// 某某报北京3月8日电: the medium at the head of a dateline.
fn datelines(context: &Context, found: &mut Vec<Candidate>) {
    let sent =
        |index: usize| matches!(context.char(index), '电' | '讯') && context.before(index) == '日';
    for index in (0..context.chars().len()).filter(|&index| sent(index)) {
        let back = (index.saturating_sub(30)..index).rev();
        let Some(start) = back
            .take_while(|&index| !is_break(context.char(index)))
            .last()
        else {
            continue;
        };
        let headed = start == 0 || context.before(start) == '\n';
        // 据新华社北京…电
        let lead = ["另据", "又据", "据"]
            .iter()
            .find(|lead| context.has(start, lead));
        let start = start + lead.map_or(0, |lead| lead.chars().count());
        let place = |&end: &usize| {
            context.char(end).is_ascii_digit()
                || context
                    .matches
                    .longest(end, PLACES)
                    .is_some_and(|place| place.end > end + 1)
        };
        let Some(end) = (start + 2..=start + MAX_MEDIUM).find(place) else {
            continue;
        };
        let medium = matches!(context.before(end), '报' | '社' | '网' | '台' | '刊');
        if medium
            && headed
            && context.char(start) != '本'
            && (start..end).all(|index| is_han(context.char(index)))
        {
            found.push(Candidate {
                start,
                end,
                kind: organisation(OrganisationKind::Other),
                score: 0.88,
                rule: "dateline",
                evidence: (end, index + 1),
            });
        }
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
                && (place.classes.any(PLACES)
                    || place.classes.has(Class::ShortCounty)
                    || place.classes.has(Class::BodyGovernment))
        })
        .filter(|place| context.word_starts(place.start) && !place.classes.has(Class::Stop))
        .min_by_key(|place| place.start)
    {
        position = place.start;
        start = Some(position);
    }
    start
}

fn by_suffix(context: &Context, walls: &Walls, ending: &Match, found: &mut Vec<Candidate>) {
    let text = context.text(ending.start, ending.end);
    let kind = if ending.classes.has(Class::Company) {
        OrganisationKind::Company
    } else if ending.classes.has(Class::Government) {
        OrganisationKind::Government
    } else {
        OrganisationKind::Other
    };
    // 立法院 ends as courts do, but is known: a party before it is no part of it.
    let bodies = Classes::of(&[Class::BodyGovernment, Class::BodyOther, Class::BodyCompany]);
    let known = context.matches.longest_ending(ending.end, bodies);
    if cut_by_word(context, ending) || known.is_some_and(|body| body.start < ending.start) {
        return;
    }
    // 第十五届全国运动会组委会: a committee bears its event's edition.
    let committees = ["组委会", "组织委员会", "执委会", "筹委会", "代表团"];
    let edition = committees.iter().any(|committee| text.ends_with(committee));
    let mut begin = suffix::beginning(context, walls, ending.start, Shape { edition, ..SHAPE });
    if text.ends_with("有限公司") && ending.start - begin.start < 2 {
        begin = everyday_company(context, ending.start).unwrap_or(begin);
    }
    if begin.start >= ending.start {
        level_body(context, ending, kind, found);
    } else if !is_no_name(context, ending, text, begin.start) {
        found.push(Candidate {
            start: begin.start,
            end: ending.end,
            kind: organisation(kind),
            score: score(context, ending, text, kind, &begin),
            rule: "organisation-suffix",
            evidence: (ending.start, ending.end),
        });
    }
}

/// 明天见股份有限公司: a name of everyday words reaches to the mark before it.
fn everyday_company(context: &Context, ending: usize) -> Option<Beginning> {
    let reach = (ending.saturating_sub(8)..ending).rev();
    let start = reach
        .take_while(|&index| !is_break(context.char(index)))
        .last()?;
    let marked = is_break(context.before(start));
    marked.then_some(Beginning {
        start,
        anchored: false,
        proper: true,
        words: 2,
    })
}

/// What stands before an ending and makes no name with it.
const GENERIC: [&str; 24] = [
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

/// Whether the name from `start` to the ending is an everyday word or a common noun.
fn is_no_name(context: &Context, ending: &Match, text: &str, start: usize) -> bool {
    // 布局, 结合部: the ending is the end of an everyday word.
    let word = context.longest_ending(ending.end, Class::GovernmentNot);
    // 中国队: a team's name is a place and no more.
    let team = matches!(text, "队" | "女队" | "男队" | "国奥队");
    let place = context.matches.exactly(start, ending.start).any(PLACES);
    let not = Classes::of(&[
        Class::PlaceNot,
        Class::Stop,
        Class::CompanyList,
        Class::OtherList,
    ]);
    word.is_some_and(|word| word.start < ending.start)
        || team && !place
        || context.matches.exactly(start, ending.end).any(not)
        || GENERIC.contains(&context.text(start, ending.start))
}

/// How sure a name is by what begins it and how telling its ending is.
fn score(
    context: &Context,
    ending: &Match,
    text: &str,
    kind: OrganisationKind,
    begin: &Beginning,
) -> f32 {
    let government = kind == OrganisationKind::Government;
    let length = ending.end - ending.start;
    let core = ending.start - begin.start;
    let single = length == 1;
    let strong =
        length >= 4 || length >= 3 && (kind != OrganisationKind::Company || text.ends_with("公司"));
    let heads = Classes::of(&[Class::Title, Class::TitleWeak]);
    let titled = context.matches.longest(ending.end, heads).is_some();
    match (begin.anchored, begin.proper) {
        (true, _) if single && core <= 2 && !government && text != "队" => 0.5,
        (true, _) => 0.87,
        (false, true) if strong => 0.82,
        // 商务及经济发展局局长: a title behind it says that it is a body.
        (false, _) if government && core >= 3 && titled => 0.78,
        (false, true) if single => 0.45,
        (false, true) => 0.7,
        (false, false) if strong && begin.words <= 3 && text.ends_with("有限公司") => 0.8,
        (false, false) if strong && begin.words <= 2 => 0.55,
        (false, false) if plain_institution(context, ending, begin) => 0.58,
        _ => 0.35,
    }
}

/// 成功大学: a school, medium or hospital of everyday words, between boundaries, that is no word itself.
fn plain_institution(context: &Context, ending: &Match, begin: &Beginning) -> bool {
    const ENDINGS: [&str; 22] = [
        "大学",
        "学院",
        "医院",
        "协会",
        "学会",
        "商会",
        "研究院",
        "研究所",
        "出版社",
        "日报",
        "晚报",
        "早报",
        "时报",
        "电视台",
        "中学",
        "附中",
        "书院",
        "俱乐部",
        "乐团",
        "周刊",
        "杂志社",
        "银行",
    ];
    let core = ending.start - begin.start;
    let before = context.before(begin.start);
    let bounded = is_break(before) || context.longest_ending(begin.start, Class::Stop).is_some();
    let word = context
        .word(begin.start)
        .is_some_and(|word| word.start == begin.start && word.end >= ending.end);
    let generic = context
        .matches
        .exactly(begin.start, ending.start)
        .any(Classes::of(&[
            Class::StopSoft,
            Class::Stop,
            Class::PlaceNot,
        ]));
    ENDINGS.contains(&context.text(ending.start, ending.end))
        && (2..=6).contains(&core)
        && begin.words <= 3
        && bounded
        && !word
        && !generic
}

/// Whether a dictionary word straddles the end of the ending, 公司 in 公司法, or may: 局 in 局面.
fn cut_by_word(context: &Context, ending: &Match) -> bool {
    let straddles = |word: crate::segment::Word| {
        word.start < ending.end && (word.pos.as_str() != "x" || ending.end == ending.start + 1)
    };
    is_han(context.char(ending.end)) && context.word(ending.end).is_some_and(straddles)
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
