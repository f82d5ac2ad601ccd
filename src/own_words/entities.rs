//! Which entities the reader's own words belong to.

use std::collections::{HashMap, HashSet};

use crate::entity::{Entity, EntityKind, Mention, Reason};
use crate::link::identifier;
use crate::own_words::{Occurrences, OwnWord, fold};
use crate::rules::own_word::OWN_WORD;
use crate::script::{Converter, Shadow};

/// Puts the mentions of words that have a full name into the entity of that name or alias, or else
/// into one that is named so. An entity goes along whole where such a word is its name.
///
/// `mentions` are in order; `entities` are left in order of their first mention.
pub fn unite(
    own: &Occurrences,
    shadow: &Shadow,
    text: &str,
    converter: &Converter,
    mentions: &mut [Mention],
    entities: &mut Vec<Entity>,
) {
    let words: Vec<Option<&OwnWord>> = mentions
        .iter()
        .map(|mention| {
            let (start, end) = shadow.range(mention.span);
            let word = own.at(start, end);
            word.filter(|_| mention.reason.rule == OWN_WORD)
        })
        .collect();
    let canonical = |mention: usize| words[mention].and_then(|word| word.canonical.as_deref());
    if (0..words.len()).all(|mention| canonical(mention).is_none()) {
        return;
    }
    let key = |kind: EntityKind, name: &str| (kind.type_name(), fold(name, converter));
    let mut known = HashMap::new();
    for (index, entity) in entities.iter().enumerate() {
        known.insert(key(entity.kind, &entity.name), index);
    }
    for (index, entity) in entities.iter().enumerate() {
        for alias in &entity.aliases {
            known.entry(key(entity.kind, alias)).or_insert(index);
        }
    }
    // What became of an entity that went along whole; itself for the others.
    let mut now: Vec<usize> = (0..entities.len()).collect();
    let mut touched = HashSet::new();
    let mut moved: HashSet<usize> = HashSet::new();
    for mention in 0..words.len() {
        let (Some(word), Some(name)) = (words[mention], canonical(mention)) else {
            continue;
        };
        let (from, kind) = (mentions[mention].entity, mentions[mention].kind);
        let mut named = known.get(&key(kind, name)).copied();
        while let Some(entity) = named.filter(|&entity| now[entity] != entity) {
            named = Some(now[entity]);
        }
        if named == Some(from) {
            continue;
        }
        // Another word of the reader's may say that this name is of another kind.
        let fits = |entity: &usize| {
            let of = |&other: &usize| words[other].is_none() || mentions[other].kind == kind;
            entities[*entity].mentions.iter().all(of)
        };
        let to = named.filter(fits);
        let to = to.unwrap_or_else(|| {
            entities.push(Entity {
                id: identifier(kind, name),
                kind,
                name: name.to_owned(),
                aliases: Vec::new(),
                mentions: Vec::new(),
                divisions: Vec::new(),
            });
            let new = entities.len() - 1;
            known.insert(key(kind, name), new);
            now.push(new);
            new
        });
        let whole = fold(&entities[from].name, converter) == fold(&word.word, converter);
        let (going, staying): (Vec<usize>, Vec<usize>) =
            entities[from].mentions.iter().partition(|&&other| {
                let other = words[other];
                let goes_along = other
                    .and_then(|other| other.canonical.as_deref())
                    .is_none_or(|other| other == name);
                other == Some(word) || whole && goes_along
            });
        for &other in &going {
            mentions[other].entity = to;
        }
        moved.extend(&going);
        entities[to].kind = kind;
        entities[to].mentions.extend(going);
        entities[to].mentions.sort_unstable();
        if staying.is_empty() {
            now[from] = to;
        }
        entities[from].mentions = staying;
        touched.extend([from, to]);
    }
    for &index in &touched {
        let entity = &mut entities[index];
        entity.aliases.clear();
        for &member in &entity.mentions {
            let mention = &mut mentions[member];
            let form = mention.span.of(text);
            mention.kind = entity.kind;
            if form == entity.name {
                mention.linked = None;
                continue;
            }
            if moved.contains(&member) {
                mention.linked = Some(Reason {
                    rule: OWN_WORD,
                    evidence: String::new(),
                });
            }
            if !entity.aliases.iter().any(|alias| alias == form) {
                entity.aliases.push(form.to_owned());
            }
        }
    }
    in_order(mentions, entities);
}

/// Drops entities without mentions, puts the others in order, and tells equal identifiers apart.
fn in_order(mentions: &mut [Mention], entities: &mut Vec<Entity>) {
    entities.retain(|entity| !entity.mentions.is_empty());
    entities.sort_by_key(|entity| entity.mentions.first().copied());
    let mut taken = HashSet::new();
    for (index, entity) in entities.iter_mut().enumerate() {
        for &mention in &entity.mentions {
            mentions[mention].entity = index;
        }
        let base = entity.id.clone();
        let mut count = 2;
        while !taken.insert(entity.id.clone()) {
            entity.id = format!("{base}-{count}");
            count += 1;
        }
    }
}
