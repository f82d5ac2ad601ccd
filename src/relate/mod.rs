//! What the text states of its entities: posts, parts, places, words, amounts and dates.
//!
//! Every relation is read off the mentions, the few characters between them and the order of the sentence; each
//! names the pattern that found it and the words that it went by.

mod amount;
mod elsewhere;
mod holds;
mod part;
mod place;
mod post;
mod says;
mod when;

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use self::post::{Seat, seat};
use crate::entity::{EntityKind, Mention, Reason, Relation, RelationKind};
use crate::rules::Context;
use crate::span::Span;

/// How far from its mentions the words of a pattern may stand, in characters.
const AROUND: usize = 60;

/// Everything that the text states, in order of type and place. `text` is the clean text.
pub fn relate(context: &Context, mentions: &[Mention], text: &str) -> Vec<Relation> {
    let reader = Reader::new(context, mentions, text);
    let mut found = holds::find(&reader);
    found.extend(part::find(&reader));
    found.extend(place::find(&reader));
    found.extend(says::find(&reader));
    found.extend(amount::find(&reader));
    found.extend(when::find(&reader));
    let mut relations = once(found);
    for relation in &mut relations {
        reader.put_in_own_words(relation);
    }
    relations
}

/// A relation stated several times is one, with the evidence of all; a post without its organisation goes where
/// the same post is stated with one.
fn once(found: Vec<Relation>) -> Vec<Relation> {
    let mut seen: FxHashMap<(RelationKind, Option<usize>, Option<usize>, String), usize> =
        FxHashMap::default();
    let mut relations: Vec<Relation> = Vec::new();
    for relation in found {
        if relation.kind == RelationKind::Says {
            relations.push(relation);
            continue;
        }
        let key = (
            relation.kind,
            relation.from,
            relation.to,
            relation.title.clone(),
        );
        if let Some(&index) = seen.get(&key) {
            let evidence = &mut relations[index].evidence;
            evidence.extend(relation.evidence);
            evidence.sort_unstable();
            evidence.dedup();
        } else {
            seen.insert(key, relations.len());
            relations.push(relation);
        }
    }
    let placed: std::collections::HashSet<(Option<usize>, String)> = relations
        .iter()
        .filter(|relation| relation.kind == RelationKind::Holds && relation.to.is_some())
        .map(|relation| (relation.from, relation.title.clone()))
        .collect();
    relations.retain(|relation| {
        relation.kind != RelationKind::Holds
            || relation.to.is_some()
            || !placed.contains(&(relation.from, relation.title.clone()))
    });
    relations.sort_by_key(|relation| (relation.kind, relation.evidence.first().copied()));
    relations
}

/// The mentions of a text in shadow characters, and what stands between them.
struct Reader<'a> {
    context: &'a Context<'a>,
    mentions: &'a [Mention],
    text: &'a str,
    /// First character of each mention and the one behind its last.
    ranges: Vec<(usize, usize)>,
    /// For each mention the number of its sentence and of its paragraph.
    places: Vec<(usize, usize)>,
    /// For each post that was asked about where its holder sits.
    seats: RefCell<FxHashMap<&'a str, Seat>>,
}

impl<'a> Reader<'a> {
    fn new(context: &'a Context<'a>, mentions: &'a [Mention], text: &'a str) -> Self {
        let ranges: Vec<_> = mentions
            .iter()
            .map(|mention| context.shadow.range(mention.span))
            .collect();
        let mut places = Vec::with_capacity(ranges.len());
        let (mut at, mut sentence, mut paragraph) = (0, 0, 0);
        for &(start, _) in &ranges {
            for &character in &context.chars()[at..start.max(at)] {
                sentence += usize::from(is_sentence_end(character));
                paragraph += usize::from(character == '\n');
            }
            at = start.max(at);
            places.push((sentence, paragraph));
        }
        Self {
            context,
            mentions,
            text,
            ranges,
            places,
            seats: RefCell::default(),
        }
    }

    /// Where the holder of a post sits, by its name: articles repeat posts, and each is asked about several times.
    fn seat(&self, index: usize) -> Seat {
        let title = self.shadow(index);
        *self
            .seats
            .borrow_mut()
            .entry(title)
            .or_insert_with(|| seat(title))
    }

    fn kind(&self, index: usize) -> Option<EntityKind> {
        self.mentions.get(index).map(|mention| mention.kind)
    }

    fn is(&self, index: usize, kind: EntityKind) -> bool {
        self.kind(index) == Some(kind)
    }

    fn is_organisation(&self, index: usize) -> bool {
        matches!(self.kind(index), Some(EntityKind::Organisation(_)))
    }

    fn entity(&self, index: usize) -> usize {
        self.mentions[index].entity
    }

    fn start(&self, index: usize) -> usize {
        self.ranges[index].0
    }

    fn end(&self, index: usize) -> usize {
        self.ranges[index].1
    }

    /// The mention's text in the shadow.
    fn shadow(&self, index: usize) -> &'a str {
        self.between(self.start(index), self.end(index))
    }

    fn between(&self, start: usize, end: usize) -> &'a str {
        self.context.text(start, end.max(start))
    }

    /// What stands between a mention and the next.
    fn gap(&self, left: usize, right: usize) -> &'a str {
        self.between(self.end(left), self.start(right))
    }

    /// Up to `length` characters before a mention, no further back than its sentence.
    fn before(&self, index: usize, length: usize) -> &'a str {
        let end = self.start(index);
        let mut start = end;
        while start > 0 && end - start < length && !is_sentence_end(self.context.char(start - 1)) {
            start -= 1;
        }
        self.between(start, end)
    }

    /// Up to `length` characters behind a mention, no further than its sentence.
    fn after(&self, index: usize, length: usize) -> &'a str {
        let start = self.end(index);
        let mut end = start;
        while end < self.context.chars().len()
            && end - start < length
            && !is_sentence_end(self.context.char(end))
        {
            end += 1;
        }
        self.between(start, end)
    }

    fn same_sentence(&self, left: usize, right: usize) -> bool {
        self.places[left].0 == self.places[right].0
    }

    fn same_paragraph(&self, left: usize, right: usize) -> bool {
        self.places[left].1 == self.places[right].1
    }

    /// The mentions before `index` that stand in its sentence, the nearest first.
    fn earlier_in_sentence(&self, index: usize) -> impl Iterator<Item = usize> {
        (0..index)
            .rev()
            .take_while(move |&other| self.same_sentence(other, index))
    }

    /// The mentions that a list beginning with `first` goes on with: of one kind as `is` says, joined as lists are.
    fn list(&self, first: usize, is: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut list = vec![first];
        let mut last = first;
        while last + 1 < self.mentions.len() && is(last + 1) && is_joint(self.gap(last, last + 1)) {
            last += 1;
            list.push(last);
        }
        list
    }

    /// The words of `start..end` of the shadow as the article has them.
    fn words(&self, start: usize, end: usize) -> String {
        self.context
            .shadow
            .span(start, end.max(start))
            .of(self.text)
            .to_owned()
    }

    /// Gives the words that a relation went by as the article has them: patterns are in Simplified.
    fn put_in_own_words(&self, relation: &mut Relation) {
        let words: Vec<char> = relation.reason.evidence.chars().collect();
        let (Some(&first), Some(&last)) = (relation.evidence.first(), relation.evidence.last())
        else {
            return;
        };
        if words.is_empty() {
            return;
        }
        let start = self.start(first).saturating_sub(AROUND);
        let end = (self.end(last) + AROUND).min(self.context.chars().len());
        let mut windows = self.context.chars()[start..end].windows(words.len());
        if let Some(at) = windows.position(|window| window == words) {
            relation.reason.evidence = self.words(start + at, start + at + words.len());
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        self.context.shadow.span(start, end.max(start))
    }

    fn relation(
        &self,
        kind: RelationKind,
        from: usize,
        to: Option<usize>,
        rule: &'static str,
        evidence: String,
    ) -> Relation {
        let mut mentions: Vec<usize> = std::iter::once(from).chain(to).collect();
        mentions.sort_unstable();
        Relation {
            kind,
            from: Some(self.entity(from)),
            to: to.map(|to| self.entity(to)),
            title: String::new(),
            quote: None,
            evidence: mentions,
            reason: Reason { rule, evidence },
        }
    }
}

/// Whether a sentence ends at `character`.
const fn is_sentence_end(character: char) -> bool {
    matches!(character, '。' | '!' | '?' | ';' | '\n')
}

/// Whether `gap` joins the members of a list.
fn is_joint(gap: &str) -> bool {
    matches!(
        gap.trim(),
        "、" | "和" | "与" | "及" | "以及" | "暨" | "兼" | "/"
    )
}
