//! Names within names: 常州市 in 常州市总工会, 2021 in 2021服务贸易展览会.
//!
//! Mentions never overlap; what a longer name begins with or contains is kept beside it, so that a reader of
//! either finds the other. The rules' candidates are the source: they propose freely.

use rustc_hash::FxHashMap;

use crate::entity::{Entity, EntityKind, Mention, Nested, Reason};
use crate::resolve::{ACCEPT, outermost};
use crate::rules::{Candidate, Context};

/// Least score of a person: fewer signs speak against a chance reading inside a name than in running text.
const SURE_PERSON: f32 = 0.7;
/// Ranks that a place's everyday name goes without.
const RANKS: [&str; 6] = ["省", "市", "县", "区", "州", "镇"];

/// Gives each of `mentions` the outermost of the `candidates` that lie within it and are shorter. `found` are the
/// candidates that became the mentions, in the same order; `text` is the clean text.
pub fn nest(
    context: &Context,
    candidates: Vec<Candidate>,
    found: &[Candidate],
    mentions: &mut [Mention],
    entities: &[Entity],
    text: &str,
) {
    let mut within: Vec<Vec<Candidate>> = vec![Vec::new(); found.len()];
    for candidate in candidates {
        let least = match candidate.kind {
            EntityKind::Person => SURE_PERSON,
            _ => ACCEPT,
        };
        if candidate.score < least || !is_name(candidate.kind) {
            continue;
        }
        // The mentions are in order and do not overlap: one of them at most contains it.
        let behind = found.partition_point(|mention| mention.start <= candidate.start);
        let Some(index) = behind.checked_sub(1) else {
            continue;
        };
        let (Some(outer), Some(inner)) = (found.get(index), within.get_mut(index)) else {
            continue;
        };
        let shorter = candidate.end - candidate.start < outer.end - outer.start;
        if candidate.end <= outer.end && shorter && contains(outer.kind, &candidate) {
            inner.push(candidate);
        }
    }
    let mut named: Option<FxHashMap<(&str, &str), usize>> = None;
    for ((mention, outer), inner) in mentions.iter_mut().zip(found).zip(within) {
        if inner.is_empty() {
            continue;
        }
        let named = named.get_or_insert_with(|| by_form(context, found, entities));
        mention.nested = outermost(inner, outer.start, outer.end)
            .into_iter()
            .map(|candidate| {
                let entity = named.get(&form(context, &candidate)).copied();
                (candidate, entity)
            })
            .filter(|(candidate, entity)| match entity {
                // 中国电子 in its own full name.
                Some(entity) => *entity != mention.entity,
                // 科技大学 in 西南科技大学: the name without its beginning, which names nothing.
                None => candidate.end < outer.end || candidate.kind != outer.kind,
            })
            .map(|(candidate, entity)| Nested {
                span: context.shadow.span(candidate.start, candidate.end),
                kind: candidate.kind,
                entity,
                reason: Reason {
                    rule: candidate.rule,
                    evidence: match candidate.evidence {
                        (start, end) if start < end => {
                            context.shadow.span(start, end).of(text).to_owned()
                        }
                        _ => String::new(),
                    },
                },
            })
            .collect();
    }
}

/// Kinds that are names; a number in a name is a part of it and says nothing by itself.
const fn is_name(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Person
            | EntityKind::Organisation(_)
            | EntityKind::Place
            | EntityKind::Facility
            | EntityKind::Event
            | EntityKind::Project
            | EntityKind::Work
            | EntityKind::Time
    )
}

/// Whether a name of a kind can contain the candidate's: dates lie in the names of events and the like only, and the
/// parts of a date are no names.
const fn contains(outer: EntityKind, candidate: &Candidate) -> bool {
    match outer {
        EntityKind::Person
        | EntityKind::Time
        | EntityKind::Money
        | EntityKind::Quantity
        | EntityKind::Term => false,
        EntityKind::Event | EntityKind::Project | EntityKind::Work => true,
        EntityKind::Title
        | EntityKind::Organisation(_)
        | EntityKind::Place
        | EntityKind::Facility => !matches!(candidate.kind, EntityKind::Time),
    }
}

/// The entities of the article by type and form, in the shadow; places without their rank.
fn by_form<'a>(
    context: &Context<'a>,
    found: &[Candidate],
    entities: &[Entity],
) -> FxHashMap<(&'static str, &'a str), usize> {
    let mut named = FxHashMap::default();
    for (index, entity) in entities.iter().enumerate() {
        for mention in entity.mentions.iter().filter_map(|&one| found.get(one)) {
            named.entry(form(context, mention)).or_insert(index);
        }
    }
    named
}

fn form<'a>(context: &Context<'a>, candidate: &Candidate) -> (&'static str, &'a str) {
    let text = context.text(candidate.start, candidate.end);
    let short = RANKS
        .iter()
        .find_map(|rank| text.strip_suffix(rank))
        .filter(|short| candidate.kind == EntityKind::Place && short.chars().count() >= 2);
    (candidate.kind.type_name(), short.unwrap_or(text))
}
