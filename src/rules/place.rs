//! Places: administrative divisions and their chains, countries, regions, and names by suffix.

use super::{Candidate, Context, is_break, is_han};
use crate::entity::EntityKind;
use crate::gazetteer::Match;
use crate::lexicon::{Class, Classes, PLACES};

/// Places that only their surroundings confirm.
const WEAK: Classes = Classes::of(&[Class::ShortCounty, Class::ShortDistrict, Class::WordPlace]);
/// Longest name before a suffix, in characters.
const MAX_CORE: usize = 4;

/// Every place; chains from large to small are one.
pub fn candidates(context: &Context, found: &mut Vec<Candidate>) {
    let mut index = 0;
    while index < context.chars().len() {
        let Some((end, score, rule)) = place(context, index) else {
            index += 1;
            continue;
        };
        let end = chain(context, index, end);
        found.push(candidate(index, end, score, rule));
        index = end;
    }
    suffixed(context, found);
    one_character(context, found);
}

fn candidate(start: usize, end: usize, score: f32, rule: &'static str) -> Candidate {
    Candidate {
        start,
        end,
        kind: EntityKind::Place,
        score,
        rule,
        evidence: (start, start),
    }
}

/// The best place of the gazetteer at `start`.
fn place(context: &Context, start: usize) -> Option<(usize, f32, &'static str)> {
    let list = context.matches.starting(start);
    list.iter().rev().find_map(|found| {
        let length = found.end - found.start;
        if length < 2 || found.classes.has(Class::PlaceNot) {
            return None;
        }
        // 麒麟区委书记: the committee of 麒麟, not the district.
        let committee = matches!(context.char(found.end), '委')
            && context.word_starts(found.end + 1)
            // 高雄市长陈其迈: the mayor of 高雄.
            || context.char(found.end) == '长'
                && context.matches.exactly(found.end - 1, found.end + 1).has(Class::Title)
            || matches!(context.char(found.end), '级')
                && matches!(context.before(found.end), '省' | '市' | '县');
        if committee {
            return None;
        }
        let cut = cuts_word(context, found);
        let full = Classes::of(&[
            Class::Province,
            Class::Prefecture,
            Class::County,
            Class::Town,
        ]);
        if found.classes.any(PLACES) {
            // A full name of three characters is seldom part of something else; a short one is.
            let clean = !cut || length >= 3 && found.classes.any(full);
            return clean.then_some((found.end, 0.88, "gazetteer"));
        }
        let word = context
            .word(start)
            .filter(|word| word.start == start && word.end == found.end);
        let place_word =
            word.is_none_or(|word| matches!(word.pos.as_str(), "ns" | "x" | "nr" | "nz"));
        if cut || !found.classes.any(WEAK) || !place_word {
            return None;
        }
        // A short name is as often an ordinary word (和平, 深度): its surroundings decide.
        let led = led_to_place(context, start, found.end);
        let long = length >= 3 && found.classes.has(Class::WordPlace);
        match (led, long) {
            (true, _) => Some((found.end, 0.74, "place-in-context")),
            (_, true) => Some((found.end, 0.62, "place-dictionary")),
            _ => None,
        }
    })
}

/// Whether a place is expected: behind 在, 赴 and the like, in a list with a place, before 等地.
fn led_to_place(context: &Context, start: usize, end: usize) -> bool {
    const LEADS: [&str; 22] = [
        "位于",
        "来自",
        "前往",
        "往返于",
        "抵达",
        "来到",
        "落户",
        "坐落在",
        "地处",
        "赴",
        "在",
        "从",
        "自",
        "抵",
        "由",
        "到",
        "至",
        "往",
        "于",
        "出生于",
        "回到",
        "走进",
    ];
    const FOLLOWS: [&str; 12] = [
        "等地", "两地", "三地", "境内", "一带", "地区", "当地", "籍", "本地", "方面", "全境",
        "老区",
    ];
    let strong = |found: &Match| {
        found.classes.any(PLACES)
            && found.end - found.start >= 2
            && !found.classes.has(Class::PlaceNot)
    };
    let listed = context.before(start) == '、' && context.matches.ending(start - 1).any(strong)
        || context.char(end) == '、' && context.matches.starting(end + 1).iter().any(strong);
    let nested = context.matches.ending(start).any(strong);
    let single = |lead: &str| lead.chars().count() > 1 || context.word_starts(start - 1);
    let led = LEADS
        .iter()
        .any(|lead| context.has_before(start, lead) && single(lead));
    listed
        || nested
        || led && !is_han(context.char(end))
        || FOLLOWS.iter().any(|word| context.has(end, word))
        || led
            && context
                .matches
                .longest(end, Classes::of(&[Class::Stop]))
                .is_some()
}

/// Whether one of the match's ends lies inside a word.
fn cuts_word(context: &Context, found: &Match) -> bool {
    // 上海浦东 is one word of the dictionary, and a place itself.
    let within = context
        .word(found.start)
        .is_some_and(|word| word.start == found.start && word.pos.as_str() == "ns");
    !context.word_starts(found.start) || !context.word_starts(found.end) && !within
}

/// Follows a chain of divisions, and takes in an area word fused to the name.
fn chain(context: &Context, start: usize, mut end: usize) -> usize {
    let ranks = Classes::of(&[
        Class::Province,
        Class::Prefecture,
        Class::County,
        Class::Town,
        Class::City,
        Class::PlaceAlias,
    ]);
    loop {
        if let Some(next) = context
            .matches
            .longest(end, ranks)
            .filter(|next| next.end - next.start >= 2 && !next.classes.has(Class::PlaceNot))
        {
            end = next.end;
            continue;
        }
        // 旧金山市, 平阳省 behind a country
        let rank = matches!(context.char(end), '市' | '州' | '省' | '县' | '郡' | '府')
            && context.word_starts(end + 1);
        if rank
            && !matches!(context.before(end), '市' | '州' | '省' | '县' | '区')
            && !matches!(context.char(end + 1), '委' | '长')
        {
            end += 1;
            continue;
        }
        // 越南平阳省: a place of any length behind a country, before its rank.
        let foreign = (2..=4).map(|length| end + length).find(|&stop| {
            matches!(context.char(stop), '省' | '州' | '府' | '郡') && context.word_starts(stop + 1)
        });
        if let Some(stop) = foreign.filter(|&stop| {
            context.matches.exactly(start, end).has(Class::Country)
                && (end..stop).all(|index| {
                    is_han(context.char(index))
                        && !context.matches.exactly(index, index + 1).has(Class::Stop)
                })
        }) {
            end = stop + 1;
            continue;
        }
        // 中国南方, 甘肃地区, 北桥区域
        let area = ["地区", "区域", "片区", "城区", "南方", "北方", "境内"]
            .iter()
            .find(|area| context.has(end, area));
        match area {
            Some(&"境内") | None => break,
            Some(&"城区") => break,
            Some(area) => end += area.chars().count(),
        }
        break;
    }
    // 青秀区月湾路: a road behind a district belongs to the chain.
    if let Some(stop) =
        road(context, end).filter(|_| matches!(context.before(end), '区' | '市' | '县' | '镇'))
    {
        end = stop;
    }
    end
}

/// The end of a road's name that starts at `start`.
fn road(context: &Context, start: usize) -> Option<usize> {
    (start + 2..=start + 6).find(|&end| {
        let road = context
            .longest_ending(end, Class::PlaceSuffix)
            .is_some_and(|suffix| {
                suffix.start > start
                    && matches!(
                        context.text(suffix.start, end),
                        "路" | "街" | "大道" | "大街" | "巷" | "村" | "社区" | "道"
                    )
            });
        road && (start..end).all(|index| is_han(context.char(index))) && context.word_starts(end)
    })
}

/// Names that no list has, by their ending: 曲靖经济技术开发区, 平通河, 绵阳科技城新区.
fn suffixed(context: &Context, found: &mut Vec<Candidate>) {
    let strong_places: Vec<(usize, usize)> = found
        .iter()
        .filter(|candidate| candidate.kind == EntityKind::Place)
        .map(|candidate| (candidate.start, candidate.end))
        .collect();
    let starts_at = |end: usize| {
        let index = strong_places.partition_point(|&(_, stop)| stop < end);
        strong_places
            .get(index)
            .filter(|&&(_, stop)| stop == end)
            .map(|&(start, _)| start)
    };
    for suffix in context
        .matches
        .all()
        .iter()
        .filter(|suffix| suffix.classes.has(Class::PlaceSuffix))
    {
        let length = suffix.end - suffix.start;
        let next = context.char(suffix.end);
        if !context.word_starts(suffix.end) && is_han(next) {
            continue;
        }
        let zone = length >= 2;
        let mut core = suffix.start;
        let mut named = None;
        while suffix.start - core < if zone { 10 } else { MAX_CORE } {
            if let Some(start) = starts_at(core) {
                named = Some(start);
                break;
            }
            let before = context.before(core);
            if !is_han(before) || is_break(before) {
                break;
            }
            let Some(word) = context.word(core - 1) else {
                break;
            };
            let stop = context.matches.exactly(word.start, core).has(Class::Stop);
            if stop
                || word.end > core
                    && word.end > suffix.start
                    && word.start < core
                    && !zone
                    && word.end != suffix.end
            {
                break;
            }
            core = word.start.min(core - 1);
        }
        let start = named.unwrap_or(core);
        if start >= suffix.start {
            continue;
        }
        let whole = context.matches.exactly(start, suffix.end);
        if whole.has(Class::PlaceNot)
            || context
                .longest_ending(suffix.end, Class::PlaceNot)
                .is_some_and(|not| not.start <= suffix.start && not.start > start && length == 1)
        {
            continue;
        }
        if zone {
            let weak = Classes::of(&[Class::ShortDistrict, Class::ShortCounty, Class::WordPlace]);
            let known = context
                .matches
                .starting(start)
                .iter()
                .any(|place| place.end <= suffix.start && place.classes.any(weak));
            let unknown = context
                .word(start)
                .is_some_and(|word| word.start == start && word.pos.as_str() == "x");
            if named.is_some() || known || unknown && suffix.start - start <= 3 {
                found.push(candidate(
                    start,
                    suffix.end,
                    if named.is_some() { 0.86 } else { 0.66 },
                    "place-suffix",
                ));
            }
            continue;
        }
        // A single character names a place only behind a place, or before a name no word explains.
        let word = context.word(start);
        let dictionary = word.is_some_and(|word| {
            word.start == start
                && word.end == suffix.end
                && !matches!(word.pos.as_str(), "ns" | "x")
        });
        let core_length = suffix.start - start;
        let water = matches!(
            context.char(suffix.start),
            '河' | '江' | '湖' | '镇' | '乡' | '村' | '县' | '岛' | '路' | '街' | '山' | '湾'
        );
        if named.is_none() && water && !dictionary && (2..=3).contains(&core_length) {
            let before = context.before(start);
            let led = context.matches.ending(start).any(|led| {
                matches!(
                    context.text(led.start, led.end),
                    "在" | "位于"
                        | "于"
                        | "的"
                        | "到"
                        | "至"
                        | "从"
                        | "和"
                        | "与"
                        | "沿"
                        | "来到"
                        | "走进"
                        | "赴"
                )
            });
            let unknown =
                word.is_some_and(|word| word.pos.as_str() == "x" || word.pos.as_str() == "ns");
            if (is_break(before) || led) && unknown {
                found.push(candidate(start, suffix.end, 0.62, "place-suffix"));
            }
        }
    }
}

/// What follows two countries in one character each.
const BILATERAL: [&str; 22] = [
    "两国",
    "关系",
    "建交",
    "合作",
    "双边",
    "贸易",
    "经贸",
    "友好",
    "边境",
    "元首",
    "双方",
    "联合",
    "战略",
    "对话",
    "人文",
    "外交",
    "之间",
    "高层",
    "友谊",
    "自贸",
    "投资",
    "领导人",
];

/// 中乌建交, 访华, 中方, 美、法、德、俄等
fn one_character(context: &Context, found: &mut Vec<Candidate>) {
    let short = |index: usize| {
        context
            .matches
            .exactly(index, index + 1)
            .has(Class::CountryShort)
    };
    let province = |index: usize| {
        context
            .matches
            .exactly(index, index + 1)
            .has(Class::ProvinceShort)
    };
    let count = context.chars().len();
    let mut index = 0;
    while index < count {
        if !short(index) && !province(index) {
            index += 1;
            continue;
        }
        // 美、法、德、俄: at least three in a list.
        let mut end = index;
        while (short(end) || province(end))
            && context.char(end + 1) == '、'
            && context.before(index) != '、'
        {
            end += 2;
        }
        if end >= index + 4
            && (short(end) || province(end))
            && !context.char(end + 1).is_alphabetic()
                | matches!(
                    context.char(end + 1),
                    '等' | '和' | '及' | '三' | '四' | '五' | '六'
                )
        {
            for single in (index..=end).step_by(2) {
                found.push(candidate(single, single + 1, 0.84, "country-list"));
            }
            index = end + 1;
            continue;
        }
        // 粤港澳三地, 川渝两地: provinces in short, side by side.
        let run = (index..index + 4)
            .take_while(|&next| province(next))
            .count();
        let several = ["两地", "三地", "四地", "两省", "三省", "四省", "两市"]
            .iter()
            .any(|word| context.has(index + run, word));
        if run >= 2 && several {
            for single in index..index + run {
                found.push(candidate(single, single + 1, 0.95, "country-pair"));
            }
            index += run;
            continue;
        }
        if !short(index) {
            index += 1;
            continue;
        }
        let word = context.word(index);
        let side = context.char(index + 1) == '方'
            && !matches!(
                context.char(index + 2),
                '法' | '面' | '式' | '向' | '案' | '针' | '便' | '程'
            );
        let side = side
            && (word.is_some_and(|word| word.start == index)
                || is_break(context.before(index))
                || matches!(context.before(index), '同' | '与' | '和' | '对' | '向'));
        let moved = matches!(
            context.before(index),
            '访' | '对' | '驻' | '来' | '赴' | '在' | '旅' | '援' | '抵' | '涉'
        ) && matches!(
            context.char(index),
            '华' | '美'
                | '港'
                | '日'
                | '俄'
                | '英'
                | '法'
                | '德'
                | '韩'
                | '欧'
                | '朝'
                | '澳'
                | '台'
                | '印'
        ) && word.is_none_or(|word| word.end == index + 1 || word.start == index);
        if side || moved && context.word_starts(index + 1) {
            found.push(candidate(index, index + 1, 0.82, "country-short"));
            index += 1;
            continue;
        }
        let mut end = index + 1;
        while short(end) {
            end += 1;
        }
        let pair =
            (2..=6).contains(&(end - index)) && BILATERAL.iter().any(|word| context.has(end, word));
        let clean = is_break(context.before(index)) || context.word_starts(index);
        if pair && clean {
            for single in index..end {
                found.push(candidate(single, single + 1, 0.8, "country-pair"));
            }
        }
        index = end;
    }
}
