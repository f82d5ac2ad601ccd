//! Where sites, projects and organisations lie.

use super::{Reader, is_joint};
use crate::affix::{ends_with_any, is_any, starts_with_any};
use crate::entity::{EntityKind, Relation, RelationKind};
use crate::rules::is_han;

/// What puts something in the place that follows.
const LIES: &str = "\
    位于 坐落于 坐落在 座落于 座落在 地处 落户 落户于 落户在 落地 落地于 落子 设在 设于 \
    建在 建于 选址 选址于 选址在 扎根 扎根于 总部位于 总部设在 总部在 毗邻 创立于 成立于 \
    诞生于 注册在 布局在 入驻 定址";
/// What happens at the place that stands before it: 甲项目在乙开工.
const HAPPENS: &str = "\
    开工 奠基 开建 投产 揭牌 落成 启用 建设 动工 建成 投用 成立 开业 设立 兴建 竣工 开园 \
    落户 落地 挂牌 投入使用 正式开工 正式投产 正式启用 正式揭牌 正式成立 正式开业 建厂 \
    新建 创办 运营 投运 开馆 开张 签约落户";
/// What is done in a place to something that is then there: 在乙兴建甲.
const BUILT: &str = "\
    建设 兴建 新建 承建 修建 创办 开办 开设 设立 打造 发掘 投建 建 开 成立 建成 建立 \
    开建 规划建设 投资建设 合作建设 共同建设 投资兴建 合作共建 共建 启用";
/// Common nouns between a place and what is there: 江阴传感器企业甲.
const KINDS: &str = "\
    企业 公司 智库 老字号 机构 工厂 厂商 高校 品牌 医院 学校 餐厅 酒店 书店 团队 巨头";
/// What lies where in a place is said to lie.
const PARTS: &str = "\
    的 上的 境内的 市内的 城内的 近郊的 郊外的 城郊的 市区的 城区的 市中心的";
/// Longest stretch between a name and the verb that puts it in a place, in characters.
const REACH: usize = 12;

/// Everything that the text puts in a place.
pub fn find(reader: &Reader) -> Vec<Relation> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < reader.mentions.len() {
        if !reader.is(index, EntityKind::Place) {
            index += 1;
            continue;
        }
        let places = reader.list(index, |index| reader.is(index, EntityKind::Place));
        let last = places.last().copied().unwrap_or(index);
        around(reader, &places, &mut found);
        index = last + 1;
    }
    found
}

fn may_lie(reader: &Reader, index: usize) -> bool {
    reader.is_organisation(index)
        || matches!(
            reader.kind(index),
            Some(EntityKind::Facility | EntityKind::Project)
        )
}

/// What the words around a list of places put there.
fn around(reader: &Reader, places: &[usize], found: &mut Vec<Relation>) {
    let (Some(&first), Some(&last)) = (places.first(), places.last()) else {
        return;
    };
    let before = reader.before(first, REACH);
    let verb = ends_with_any(before, LIES);
    if let Some(verb) = verb
        && let Some(subject) = subject(reader, first, verb)
    {
        add(reader, found, &[subject], places, "lies-in", verb);
    }
    let next = last + 1;
    if next < reader.mentions.len() && may_lie(reader, next) && reader.same_sentence(last, next) {
        let gap = reader.gap(last, next);
        let listed = reader.list(next, |index| may_lie(reader, index));
        let built = || {
            let verb = gap.trim_end_matches(['了', '的']);
            is_any(verb, BUILT) && before.ends_with('在')
        };
        let site = reader.is(next, EntityKind::Facility);
        if gap.is_empty() && site {
            // 徐州市经济开发区甲之窗、乙产业园: the place governs a list.
            add(reader, found, &listed, places, "place-before", "");
        } else if places.len() == 1 && built() {
            add(reader, found, &listed, places, "built-in", gap);
        } else if places.len() == 1 && (site || verb.is_some() || !is_country(reader, last)) {
            // 东京的乙广场, 位于相城区的甲公司, 江阴传感器企业甲
            let kind = ends_with_any(gap, KINDS).filter(|_| {
                gap.chars().count() <= REACH / 2
                    && gap.chars().all(is_han)
                    && !gap.contains(['在', '与', '和', '对', '为'])
            });
            let of = is_any(gap, PARTS)
                || verb.is_some()
                    && gap.starts_with('的')
                    && gap.chars().count() <= 8
                    && !gap.contains([',', '、']);
            if of || kind.is_some() && !reader.is(next, EntityKind::Project) {
                add(
                    reader,
                    found,
                    &listed[..1],
                    places,
                    "place-of",
                    kind.or(verb).unwrap_or("的"),
                );
            }
        }
    }
    // 甲项目(今天)在乙开工
    let after = reader.after(last, 6);
    if ends_with_any(before, "在 于").is_some()
        && let Some(verb) = starts_with_any(after, HAPPENS)
        && !(next < reader.mentions.len()
            && may_lie(reader, next)
            && reader.gap(last, next) == verb)
        && let Some(subject) = subject(reader, first, "在")
    {
        add(reader, found, &[subject], places, "founded-in", verb);
    }
}

/// What the sentence says lies where: the nearest name before the verb in its clause, times apart.
fn subject(reader: &Reader, place: usize, verb: &str) -> Option<usize> {
    let end = reader.start(place).saturating_sub(verb.chars().count());
    for index in reader.earlier_in_sentence(place) {
        let gap = reader.between(reader.end(index), end);
        if reader.is(index, EntityKind::Time) && !gap.contains('的') {
            continue;
        }
        let near = gap.chars().count() <= REACH && !gap.contains(['、', '“', ':']);
        return (near && may_lie(reader, index) && !is_joint(gap)).then_some(index);
    }
    // 位于 opens the sentence: what the one before speaks of first.
    let alone = reader.before(place, REACH) == verb;
    let before = (0..place).rev().take_while(|&index| {
        reader.same_paragraph(index, place) && reader.places[index].0 + 1 >= reader.places[place].0
    });
    before
        .filter(|&index| alone && may_lie(reader, index))
        .last()
}

/// Whether a place is a country: 日本的甲公司 says whose company it is, not where it lies.
fn is_country(reader: &Reader, place: usize) -> bool {
    let classes = reader
        .context
        .matches
        .exactly(reader.start(place), reader.end(place));
    classes.has(crate::lexicon::Class::Country) || classes.has(crate::lexicon::Class::CountryShort)
}

fn add(
    reader: &Reader,
    found: &mut Vec<Relation>,
    subjects: &[usize],
    places: &[usize],
    rule: &'static str,
    word: &str,
) {
    for &subject in subjects {
        for &place in places {
            found.push(reader.relation(
                RelationKind::LocatedIn,
                subject,
                Some(place),
                rule,
                word.to_owned(),
            ));
        }
    }
}
