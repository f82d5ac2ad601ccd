//! Who holds which post where.
//!
//! A post stands before its holder (常州市委书记陈金虎), behind (曹副总经理), or is said of them (担任 … 总经理). Posts and
//! organisations in a row share what they have: 甲公司党委书记、董事长乙 holds both in 甲公司, and 副总经理丙、丁 are two.

use rustc_hash::FxHashMap;

use super::elsewhere::{Told, elsewhere};
use super::post::Seat;
use super::{Reader, is_joint};
use crate::affix::{ends_with_any, is_any, starts_with_any};
use crate::entity::{EntityKind, Relation, RelationKind};
use crate::rules::is_han;

/// What may stand between an organisation and the post in it.
const BEFORE_POST: &[&str] = &[
    "", "原", "前", "的", "时任", "现任", "新任", "首任", "前任", "候任", "代", "驻", "原任", "“",
    "”",
];
/// Longest stretch of an untagged department between an organisation and a post: 某合成旅.
const DEPARTMENT: usize = 4;
/// What no untagged department has in it.
const NO_DEPARTMENT: &str = "在与和向对的由了是为会将等派邀请任选及让给被把到任从";
/// How a post is said of somebody named before, right before the organisation or the post.
const BECOMES: &str = "\
    任 担任 出任 兼任 兼 就任 接任 继任 升任 转任 调任 改任 连任 留任 获任 历任 曾任 \
    现任 当选 当选为 受聘为 获聘为 任命为 推选为 聘为 辞去 卸任 不再担任";
/// The same, where it stands right behind the name.
const IS: &str = "是 为 系 曾是 作为";
/// Whose post is told in 免去甲的局长职务.
const LOSES: &str = "免去 撤销 罢免 任命";
/// What stands between a post and the holder it is said to have.
const HAS_HOLDER: &str = "是 为 系 由 一职由 将由 名叫 分别是";
/// How far back the one whose post is told may be named, in characters.
const REACH: usize = 40;
/// What the text calls an organisation that it has named before.
const NOUNS: &str = "公司 集团 企业 学校 医院 院方 校方 园区 该行 该院 该校 该厂";
/// Those of them that posts are sometimes tagged with.
const PREFIXES: &str = "公司 集团";

/// Every post with its holder.
pub fn find(reader: &Reader) -> Vec<Relation> {
    let mut posts = Posts::default();
    let mut next = 0;
    while next < reader.mentions.len() {
        if reader.is(next, EntityKind::Title) {
            let row = row(reader, next);
            next = row.last().map_or(next, |post| post.title) + 1;
            posts.add(reader, row);
        } else {
            next += 1;
        }
    }
    posts.relations(reader)
}

/// Where a post is held, as far as its own words say.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum At {
    /// In these organisations, by mention.
    Named(Vec<usize>),
    /// At the head of a place, or in a body that the post names itself.
    Place,
    /// In what the text calls so.
    Noun(&'static str),
    /// The words do not say.
    Open,
}

/// A post in a row of posts.
#[derive(Clone, Debug)]
pub(super) struct Post {
    pub(super) title: usize,
    pub(super) at: At,
}

/// The posts in a row from `first` on, each with its organisation.
fn row(reader: &Reader, first: usize) -> Vec<Post> {
    let mut row = vec![Post {
        title: first,
        at: named_before(reader, first),
    }];
    while let Some(last) = row.last().cloned() {
        let next = last.title + 1;
        if next >= reader.mentions.len() {
            break;
        }
        let gap = reader.gap(last.title, next);
        if !is_joint(gap) && !matches!(gap, "" | "," | ",兼" | "并兼任" | ",兼任") {
            break;
        }
        if reader.is(next, EntityKind::Title) {
            let own = named_before(reader, next);
            let at = if own == At::Open {
                inherited(reader, &last.at, next)
            } else {
                own
            };
            row.push(Post { title: next, at });
        } else if is_seat(reader, next)
            && reader.is(next + 1, EntityKind::Title)
            && named_before(reader, next + 1) != At::Open
        {
            let at = named_before(reader, next + 1);
            row.push(Post {
                title: next + 1,
                at,
            });
        } else {
            break;
        }
    }
    row
}

/// Whether a mention may be that in which a post is held.
fn is_seat(reader: &Reader, index: usize) -> bool {
    reader.is_organisation(index)
        || matches!(
            reader.kind(index),
            Some(EntityKind::Facility | EntityKind::Place)
        )
}

/// The organisation that stands right before a post.
fn named_before(reader: &Reader, title: usize) -> At {
    let own = reader.seat(title);
    let before = title
        .checked_sub(1)
        .filter(|&before| leads_to_post(reader.gap(before, title), reader.is_organisation(before)));
    if let Some(before) = before {
        // 中国常驻联合国代表 is not of 联合国, 世界粮食计划署驻莫代表 is of the programme.
        if reader.before(before, 1) == "驻" {
            let sender = before.checked_sub(1).filter(|&sender| {
                reader.is_organisation(sender)
                    && matches!(reader.gap(sender, before), "驻" | "常驻")
            });
            return sender.map_or(At::Place, |sender| At::Named(vec![sender]));
        }
        if reader.is_organisation(before) || reader.is(before, EntityKind::Facility) {
            let mut all = vec![before];
            // 甲报、乙报记者: the reporter is of both.
            while own == Seat::Medium
                && all[0] > 0
                && reader.is_organisation(all[0] - 1)
                && is_joint(reader.gap(all[0] - 1, all[0]))
            {
                all.insert(0, all[0] - 1);
            }
            return At::Named(all);
        }
        if reader.is(before, EntityKind::Place) {
            return At::Place;
        }
    }
    if own == Seat::Place {
        return At::Place;
    }
    // 集团党委书记, where the noun is taken for a part of the post.
    if let Some(noun) = starts_with_any(reader.shadow(title), PREFIXES) {
        return At::Noun(noun);
    }
    let words = reader.before(title, 4);
    let words = words.strip_suffix('原').unwrap_or(words);
    ends_with_any(words, NOUNS).map_or(At::Open, At::Noun)
}

/// Whether `gap` leads from an organisation to a post in it.
fn leads_to_post(gap: &str, organisation: bool) -> bool {
    let department = || {
        gap.chars().count() <= DEPARTMENT
            && gap
                .chars()
                .all(|character| is_han(character) && !NO_DEPARTMENT.contains(character))
    };
    BEFORE_POST.contains(&gap) || organisation && department()
}

/// Where a post is held that follows another one without an organisation of its own.
fn inherited(reader: &Reader, at: &At, title: usize) -> At {
    match (at, reader.seat(title)) {
        (_, Seat::Place) => At::Place,
        (At::Named(all), own) if all.iter().all(|&index| !fits(reader, own, index)) => At::Open,
        _ => at.clone(),
    }
}

pub(super) fn fits(reader: &Reader, own: Seat, index: usize) -> bool {
    reader
        .kind(index)
        .is_some_and(|kind| own.fits(kind, reader.shadow(index)))
}

/// The posts found, with their holders.
#[derive(Debug, Default)]
struct Posts {
    found: Vec<(Post, usize, &'static str, String)>,
}

impl Posts {
    /// Gives every post of a row to its holders, if the row has any.
    fn add(&mut self, reader: &Reader, row: Vec<Post>) {
        let (Some(first), Some(last)) = (row.first(), row.last()) else {
            return;
        };
        let (first, last) = (first.clone(), last.title);
        let (holders, rule, evidence) = match holders_behind(reader, last) {
            holders if !holders.is_empty() => (holders, "post-before-name", String::new()),
            _ => match holder_before(reader, &first) {
                Some((holder, rule, evidence)) => (vec![holder], rule, evidence),
                None => return,
            },
        };
        for post in row {
            for &holder in &holders {
                let mut post = post.clone();
                if post.at == At::Open && rule == "name-before-post" {
                    post.at = named_before_holder(reader, holder);
                }
                if post.at == At::Open {
                    post.at = self.goes_on(reader, first.title, post.title);
                }
                self.found.push((post, holder, rule, evidence.clone()));
            }
        }
    }

    /// Where the post before is held, where a row of posts goes on with a list of holders: 甲公司总经理乙、总工程师丙.
    fn goes_on(&self, reader: &Reader, first: usize, title: usize) -> At {
        let Some((before, holder, ..)) = self.found.last() else {
            return At::Open;
        };
        let gap = || reader.gap(*holder, first);
        let next = holder + 1 == first && (is_joint(gap()) || gap() == ",");
        match before.at {
            At::Place | At::Open => At::Open,
            _ if next => inherited(reader, &before.at, title),
            _ => At::Open,
        }
    }

    /// The relations, with organisations that only the rest of the text tells.
    fn relations(self, reader: &Reader) -> Vec<Relation> {
        let mut known: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for (post, holder, ..) in &self.found {
            if let At::Named(all) = &post.at {
                known.entry(reader.entity(*holder)).or_default().extend(all);
            }
        }
        let mut told = Told::default();
        let mut relations = Vec::new();
        for (post, holder, rule, evidence) in self.found {
            let title = title(reader, post.title);
            let organisations: Vec<Option<usize>> = match &post.at {
                At::Named(all) => all.iter().copied().map(Some).collect(),
                At::Place => vec![None],
                At::Open | At::Noun(_) => {
                    let of_holder = known
                        .get(&reader.entity(holder))
                        .map(Vec::as_slice)
                        .unwrap_or_default();
                    vec![elsewhere(reader, &post, of_holder, &mut told)]
                }
            };
            for organisation in organisations {
                let mut relation = reader.relation(
                    RelationKind::Holds,
                    holder,
                    organisation,
                    rule,
                    evidence.clone(),
                );
                relation.evidence.push(post.title);
                relation.evidence.sort_unstable();
                relation.title.clone_from(&title);
                relations.push(relation);
            }
        }
        relations
    }
}

/// The post in the words of the article, without the noun for its organisation.
fn title(reader: &Reader, index: usize) -> String {
    let noun = starts_with_any(reader.shadow(index), PREFIXES).unwrap_or_default();
    let start = reader.start(index) + noun.chars().count();
    reader.words(start, reader.end(index))
}

/// The persons whom a row of posts that ends in `last` stands before.
fn holders_behind(reader: &Reader, last: usize) -> Vec<usize> {
    let first = last + 1;
    if !reader.is(first, EntityKind::Person) || !leads_to_name(reader.gap(last, first)) {
        return Vec::new();
    }
    let press = reader.seat(last) == Seat::Medium;
    let mut holders = vec![first];
    let mut at = first;
    while reader.is(at + 1, EntityKind::Person) {
        let next = at + 1;
        let gap = reader.gap(at, next);
        let bracketed = gap == "(";
        if bracketed && reader.entity(next) == reader.entity(at) {
            // 皮埃尔·杜朗(Pierre Durand)
            at = next;
            continue;
        }
        let gap = gap.strip_prefix(')').unwrap_or(gap);
        let joint =
            is_joint(gap) || !gap.is_empty() && gap.trim().is_empty() || press && gap.is_empty();
        if !joint || has_own_post(reader, next) {
            break;
        }
        holders.push(next);
        at = next;
    }
    holders
}

/// Whether a post stands right behind a name and belongs to it: 丁教授.
fn has_own_post(reader: &Reader, person: usize) -> bool {
    let title = person + 1;
    reader.is(title, EntityKind::Title)
        && reader.gap(person, title).is_empty()
        && !(reader.is(title + 1, EntityKind::Person)
            && leads_to_name(reader.gap(title, title + 1)))
}

/// Whether what stands behind a post leaves it to the name that follows: 记者:甲, 部长(主持工作)乙.
fn leads_to_name(gap: &str) -> bool {
    let gap = gap.trim();
    let bracketed = gap.starts_with('(') && gap.ends_with(')') && gap.chars().count() <= 10;
    bracketed || matches!(gap, "" | ":" | "“" | "·" | "(")
}

/// The person whose post a row is that has no name behind it.
fn holder_before(reader: &Reader, first: &Post) -> Option<(usize, &'static str, String)> {
    let start = match &first.at {
        At::Named(all) => all.first().copied().unwrap_or(first.title),
        At::Place => first
            .title
            .checked_sub(1)
            .filter(|&place| {
                reader.is(place, EntityKind::Place)
                    && BEFORE_POST.contains(&reader.gap(place, first.title))
            })
            .unwrap_or(first.title),
        _ => first.title,
    };
    // 中国驻蒙古国大使 begins with 中国, 深圳卓翊电子生产经理 with 深圳.
    let start = if start > 0
        && reader.is(start - 1, EntityKind::Place)
        && matches!(reader.gap(start - 1, start), "" | "驻" | "的")
    {
        start - 1
    } else {
        start
    };
    let next = first.title + 1;
    if next < reader.mentions.len() && reader.is(next, EntityKind::Person) {
        let gap = reader.gap(first.title, next);
        if is_any(gap, HAS_HOLDER) {
            return Some((next, "post-is-held-by", gap.to_owned()));
        }
    }
    let person = reader
        .earlier_in_sentence(start)
        .find(|&index| reader.is(index, EntityKind::Person))?;
    let gap = reader.gap(person, start);
    if gap.is_empty() {
        return Some((person, "name-before-post", String::new()));
    }
    if gap == "(" || is_clause_end(reader, first.title) && only_commas(reader, person, start) {
        return Some((person, "post-in-apposition", String::new()));
    }
    if gap == "的" && ends_with_any(reader.before(person, 2), LOSES).is_some() {
        return Some((person, "post-is-taken", gap.to_owned()));
    }
    let nearest = person + 1 == start;
    let short = gap.chars().count() <= 4;
    if let Some(word) = ends_with_any(gap, BECOMES)
        && gap.chars().count() <= REACH
    {
        return Some((person, "post-is-taken", word.to_owned()));
    }
    let word = ends_with_any(gap, IS).filter(|_| nearest && short)?;
    Some((person, "post-is-stated", word.to_owned()))
}

/// Whether nothing but commas stands between a name and what is told of it, other mentions apart: 甲,45岁,乙公司董事长.
fn only_commas(reader: &Reader, person: usize, start: usize) -> bool {
    (person..start).all(|index| reader.gap(index, index + 1) == ",")
}

/// Whether a clause ends behind the row of posts that starts with `title`.
fn is_clause_end(reader: &Reader, title: usize) -> bool {
    let row = row(reader, title);
    let last = row.last().map_or(title, |post| post.title);
    matches!(
        reader.context.char(reader.end(last)),
        ',' | '。' | ';' | '\n' | ')'
    )
}

/// The organisation of a post behind a name: 南星医院谢主任.
fn named_before_holder(reader: &Reader, holder: usize) -> At {
    let before = holder
        .checked_sub(1)
        .filter(|&before| reader.is_organisation(before) && reader.gap(before, holder).is_empty());
    before.map_or(At::Open, |before| At::Named(vec![before]))
}
