//! What amounts and numbers are of: 总投资100亿元的京东智能产业园.

use super::Reader;
use crate::affix::ends_with_any;
use crate::entity::{EntityKind, Relation, RelationKind};

/// What is measured.
const MEASURES: &str = "\
    总投资 总投资额 投资 投资额 计划投资 计划总投资 投资总额 首期投资 一期投资 二期投资 固定资产投资 总规模 规模 募资规模 总面积 建筑面积 \
    总建筑面积 占地面积 占地 用地面积 面积 规划面积 注册资本 注册资金 年产值 总产值 产值 年产能 产能 年产量 产量 营收 营业收入 主营业务收入 \
    销售收入 销售额 销售总额 净利润 利润 总长 全长 线路全长 总里程 里程 总造价 造价 合同金额 合同额 合同总额 签约金额 签约总额 签约额 成交额 \
    成交金额 交易额 票房 募集资金 融资 融资额 市值 估值 员工 在校生 床位 装机容量 总装机容量 装机规模 客流量 总高 高度 跨度 主跨 预算 总预算 \
    税收 研发投入 出资 资助 奖金 总奖金 年营收 年销售额 吸引投资 总成本 库容 总库容 蓄水量 设计时速 用户 会员";
/// What only organisations have.
const OF_ORGANISATIONS: &str = "\
    注册资本 注册资金 营收 年营收 营业收入 主营业务收入 销售收入 销售额 销售总额 年销售额 净利润 利润 员工 市值 估值 融资 \
    融资额 研发投入 税收";
/// Words between a measure and its amount.
const BOUNDS: &str = "超 超过 逾 约 近 达 达到 为 高达 突破 不低于 不少于 至少 最高 将达 将超 已达 共 共计 合计 约为 超出 仅 有 达约 是 接近 了";
/// What the text calls a project or site that it has named before.
const NOUNS: &str = "项目 该项目 工程 该工程 园区 该园区 基地 公司 该公司 企业";
/// Longest stretch between a name and its measure, in characters.
const REACH: usize = 10;

/// Every amount with what it is of.
pub fn find(reader: &Reader) -> Vec<Relation> {
    let mut found: Vec<Relation> = Vec::new();
    for amount in 0..reader.mentions.len() {
        if !is_amount(reader, amount) {
            continue;
        }
        // 总投资120亿元,占地800亩: what owns the amount before owns this one too.
        let before = amount.checked_sub(1).filter(|&before| {
            is_amount(reader, before)
                && reader.same_sentence(before, amount)
                && reader.gap(before, amount).starts_with([',', '、'])
        });
        let again = found
            .last()
            .filter(|last| before.is_some_and(|before| last.evidence.contains(&before)));
        let owner = again.and_then(|last| {
            last.evidence
                .iter()
                .copied()
                .find(|&index| may_own(reader, index))
        });
        found.extend(owned(reader, amount, owner));
    }
    found
}

fn is_amount(reader: &Reader, index: usize) -> bool {
    matches!(
        reader.kind(index),
        Some(EntityKind::Money | EntityKind::Quantity)
    )
}

fn owned(reader: &Reader, amount: usize, before: Option<usize>) -> Option<Relation> {
    let words = reader.before(amount, REACH + 8);
    let mut stem = words;
    while let Some(bound) = ends_with_any(stem, BOUNDS) {
        stem = &stem[..stem.len() - bound.len()];
    }
    let measure = ends_with_any(stem, MEASURES)?;
    let clause = &stem[..stem.len() - measure.len()];
    // 总投资100亿元的京东智能产业园
    let next = amount + 1;
    if next < reader.mentions.len() && may_own(reader, next) {
        let gap = reader.gap(amount, next);
        let of = gap
            .strip_prefix("以上")
            .or(gap.strip_prefix("左右"))
            .unwrap_or(gap);
        if of.starts_with('的') && of.chars().count() <= 4 {
            return Some(relation(reader, amount, next, measure));
        }
    }
    let own = words.len() - clause.len();
    let behind_other = amount.checked_sub(1).is_some_and(|other| {
        let gap = reader.gap(other, amount);
        gap.len()
            .checked_sub(own)
            .is_some_and(|joint| matches!(&gap[..joint], "," | "、"))
    });
    if let Some(owner) = before.filter(|_| behind_other) {
        return Some(relation(reader, amount, owner, measure));
    }
    // 京东智能产业园(项目)总投资100亿元
    let owner = reader.earlier_in_sentence(amount).find(|&index| {
        may_own(reader, index)
            || matches!(
                reader.kind(index),
                Some(EntityKind::Money | EntityKind::Person)
            )
    });
    let noun = ends_with_any(clause, NOUNS);
    if let Some(owner) = owner.filter(|&owner| may_own(reader, owner)) {
        let end = reader.start(amount) - (words.chars().count() - clause.chars().count());
        let gap = reader.between(reader.end(owner), end);
        let body = OF_ORGANISATIONS.split(' ').any(|word| word == measure);
        let near = (!body || reader.is_organisation(owner))
            && !gap.starts_with('等')
            && gap.chars().count() <= REACH
            && !gap.contains(['、', '。', ':', '“', '”', '的']);
        if near {
            return Some(relation(reader, amount, owner, measure));
        }
    }
    // 项目总投资…: the one named last in the paragraph.
    let noun = noun.or_else(|| clause.is_empty().then_some("项目"))?;
    let company = noun.contains("公司") || noun.contains("企业");
    let earlier = (0..amount)
        .rev()
        .take_while(|&index| reader.same_paragraph(index, amount));
    let mut fitting =
        earlier.filter(|&index| may_own(reader, index) && company == reader.is_organisation(index));
    let owner = fitting.next()?;
    let only = fitting.all(|index| reader.entity(index) == reader.entity(owner));
    only.then(|| relation(reader, amount, owner, measure))
}

fn may_own(reader: &Reader, index: usize) -> bool {
    reader.is_organisation(index)
        || matches!(
            reader.kind(index),
            Some(EntityKind::Project | EntityKind::Facility | EntityKind::Event)
        )
}

fn relation(reader: &Reader, amount: usize, owner: usize, measure: &'static str) -> Relation {
    let mut relation = reader.relation(
        RelationKind::AmountOf,
        amount,
        Some(owner),
        "measure-of",
        measure.to_owned(),
    );
    // In the article's own script.
    let before = reader.before(amount, REACH + 8);
    if let Some(at) = before.rfind(measure) {
        let start = reader.start(amount) - before[at..].chars().count();
        relation.title = reader.words(start, start + measure.chars().count());
        relation.reason.evidence.clone_from(&relation.title);
    }
    relation
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_end_what_stands_before_an_amount() {
        assert_eq!(ends_with_any("的项目总投资", MEASURES), Some("总投资"));
        assert_eq!(ends_with_any("总规模超", BOUNDS), Some("超"));
    }
}
