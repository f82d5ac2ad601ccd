//! Which organisation or site is a part of another.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reader;
use super::elsewhere::spoken_of;
use crate::affix::{ends_with_any, starts_with_any};
use crate::entity::{EntityKind, Relation, RelationKind};

/// What stands between the whole and its part, before a common noun: 甲集团下属企业乙.
const HAS: &str = "\
    子公司 全资子公司 控股子公司 分公司 下属 旗下 所属 下辖 属下 麾下 辖下 直属 控股的 \
    全资控股 全资 控股";
/// What the text calls a company that it has named before.
const WHOLES: &str = "公司 集团 企业 其";
/// Common nouns for a part, which may follow [`HAS`].
const PART_NOUNS: &str = "\
    企业 公司 子公司 全资子公司 控股子公司 分公司 单位 机构 院所 医院 学院 学校 品牌 \
    平台 媒体 工厂 上市公司 基金 部门 全资 控股 二级 三级 的";
/// How a part is said to be one, before the whole: 乙隶属于甲.
const BELONGS: &str = "隶属于 隶属 附属于 直属于 归属于 归属 属于 从属于";
/// What calls the part one, behind the whole: 乙是甲的全资子公司.
const CALLED: &str = "\
    子公司 分公司 分支机构 下属 旗下 直属 所属 附属 成员单位 成员企业 的一部分 控股企业 \
    控股公司 事业部 孙公司";
/// How names end that a department, branch or plant adds to the name of what it belongs to.
const DEPARTMENTS: &str = "\
    司 处 局 所 室 系 院 部 科 办公室 中心 学院 研究院 研究所 实验室 分公司 分行 支行 \
    分局 支队 大队 中队 派出所 分校 校区 党校 分院 附属医院 委员会 工厂 厂 分厂 代表处 \
    事业部 小组 工会 团委 党委 党组 常委会 文联 门店 车间 基地 学系 书院 编辑部 研究会 \
    大会 会议 署 组织 机构 队 厂区 园区";

/// Every part with its whole.
pub fn find(reader: &Reader) -> Vec<Relation> {
    let mut found = Vec::new();
    for index in 0..reader.mentions.len() {
        if !may_be_whole(reader, index) {
            continue;
        }
        stated(reader, index, &mut found);
    }
    for part in (0..reader.mentions.len()).filter(|&index| may_be_part(reader, index)) {
        of_noun(reader, part, &mut found);
    }
    named(reader, &mut found);
    found
}

/// 公司下属的乙厂: of the company that the text speaks of.
fn of_noun(reader: &Reader, part: usize, found: &mut Vec<Relation>) {
    let before = reader.before(part, 12);
    let owner = WHOLES
        .split(' ')
        .filter_map(|noun| Some((before.rfind(noun)?, noun)))
        .max_by_key(|&(at, noun)| at + noun.len());
    let Some((at, noun)) = owner else { return };
    let gap = &before[at + noun.len()..];
    if let Some(word) = has_part(gap)
        && let Some(whole) = spoken_of(reader, part)
    {
        add(
            reader,
            found,
            part,
            whole,
            "whole-has-part",
            word.to_owned(),
        );
    }
}

fn may_be_whole(reader: &Reader, index: usize) -> bool {
    reader.is_organisation(index)
}

fn may_be_part(reader: &Reader, index: usize) -> bool {
    reader.is_organisation(index) || reader.is(index, EntityKind::Facility)
}

/// The relations that the words beside a mention state: with the mention behind it as part or as whole.
fn stated(reader: &Reader, whole: usize, found: &mut Vec<Relation>) {
    let next = whole + 1;
    if next < reader.mentions.len() && reader.same_sentence(whole, next) {
        let gap = reader.gap(whole, next);
        if may_be_part(reader, next)
            && let Some(word) = has_part(gap)
        {
            for part in reader.list(next, |index| may_be_part(reader, index)) {
                add(
                    reader,
                    found,
                    part,
                    whole,
                    "whole-has-part",
                    word.to_owned(),
                );
            }
        }
        // 甲集团光谱技术中心, where the centre is tagged apart.
        let tail = reader.shadow(next);
        if gap.is_empty() && may_be_part(reader, next) && ends_with_any(tail, DEPARTMENTS).is_some()
        {
            add(
                reader,
                found,
                next,
                whole,
                "part-behind-whole",
                String::new(),
            );
        }
    }
    let Some(part) = whole
        .checked_sub(1)
        .filter(|&part| may_be_part(reader, part) && reader.same_sentence(part, whole))
    else {
        return;
    };
    let gap = reader.gap(part, whole);
    if let Some(word) = ends_with_any(gap, BELONGS).filter(|_| gap.chars().count() <= 8) {
        add(reader, found, part, whole, "part-belongs", word.to_owned());
    }
    let is = ["是", "为", "系", "作为", "(", ",是", ",系"].contains(&gap);
    let behind = reader.after(whole, 10).split([',', '、']).next();
    let clause = behind.filter(|_| is);
    let called = clause.and_then(|clause| CALLED.split(' ').find(|word| clause.contains(word)));
    if let Some(word) = called {
        add(
            reader,
            found,
            part,
            whole,
            "part-is-called",
            word.to_owned(),
        );
    }
}

/// The word for having parts, where `gap` is one with nothing but a common noun behind it.
fn has_part(gap: &str) -> Option<&'static str> {
    let gap = gap.strip_prefix('的').unwrap_or(gap);
    let word = starts_with_any(gap, HAS)?;
    let mut rest = &gap[word.len()..];
    while let Some(noun) = starts_with_any(rest, PART_NOUNS) {
        rest = &rest[noun.len()..];
    }
    matches!(rest, "" | "—" | "“" | "有").then_some(word)
}

/// Names that say it themselves: 外交部拉美司 is a part of 外交部, where the article names both.
fn named(reader: &Reader, found: &mut Vec<Relation>) {
    let may_be = |test: fn(&Reader, usize) -> bool| {
        (0..reader.mentions.len()).filter(move |&index| test(reader, index))
    };
    let mut wholes: FxHashMap<&str, usize> = FxHashMap::default();
    for index in may_be(may_be_whole) {
        wholes.entry(reader.shadow(index)).or_insert(index);
    }
    let mut done = FxHashSet::default();
    for part in may_be(may_be_part) {
        let name = reader.shadow(part);
        if !done.insert(name) {
            continue;
        }
        // The longest name of another organisation that this one begins with.
        let ends = name.char_indices().rev().map(|(end, _)| end);
        let whole = ends
            .filter(|end| name[..*end].chars().nth(1).is_some())
            .find_map(|end| {
                let whole = *wholes.get(&name[..end])?;
                let rest = &name[end..];
                let department =
                    rest.chars().nth(1).is_some() && ends_with_any(rest, DEPARTMENTS).is_some();
                (department && reader.entity(whole) != reader.entity(part)).then_some(whole)
            });
        if let Some(whole) = whole {
            let words = reader.mentions[whole].span.of(reader.text).to_owned();
            add(reader, found, part, whole, "name-of-whole", words);
        }
    }
}

fn add(
    reader: &Reader,
    found: &mut Vec<Relation>,
    part: usize,
    whole: usize,
    rule: &'static str,
    word: String,
) {
    if reader.entity(part) != reader.entity(whole) {
        found.push(reader.relation(RelationKind::PartOf, part, Some(whole), rule, word));
    }
}
