//! Corrections of mentions, applied to what the tagger found.

use std::collections::HashMap;

use crate::corrections::place::{Places, Range, Wanted};
use crate::corrections::{Action, CORRECTION, Correction, Obstacle, Unplaced};
use crate::entity::EntityKind;
use crate::rules::Candidate;

/// What the mentions were made of, and what is left to do once they have entities.
#[derive(Debug, Default)]
pub struct Corrected {
    /// The kinds that mentions of the tagger had, and those that the reader gave.
    pub(super) kinds: HashMap<Range, Decision>,
    /// The corrections of entities, in order.
    pub(super) pending: Vec<Pending>,
    pub(super) unplaced: Vec<Unplaced>,
}

/// What kind a mention is, and who says so.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decision {
    pub kind: EntityKind,
    /// The correction that says so, and whether it does so everywhere; `None` for the tagger.
    pub by: Option<(usize, bool)>,
}

/// A correction of entities whose mentions were there at its turn.
#[derive(Clone, Debug)]
pub(super) struct Pending {
    pub index: usize,
    pub everywhere: bool,
    pub target: Range,
    /// What a merge joins; a split has none.
    pub with: Option<Range>,
}

/// Applies `corrections` to `mentions`, which are in order, none overlapping, and stay so.
pub fn correct(
    corrections: &[Correction],
    places: &Places,
    mentions: &mut Vec<Candidate>,
) -> Corrected {
    let mut work = Work {
        places,
        mentions,
        decided: HashMap::new(),
        pending: Vec::new(),
    };
    let mut unplaced = Vec::new();
    for (index, correction) in corrections.iter().enumerate() {
        if let Err(reason) = work.apply(index, correction) {
            unplaced.push(Unplaced {
                index,
                reason,
                correction: correction.clone(),
            });
        }
    }
    let (mut kinds, pending) = (work.decided, work.pending);
    if !kinds.is_empty() {
        for mention in mentions {
            let tagged = Decision {
                kind: mention.kind,
                by: None,
            };
            kinds.entry(range(mention)).or_insert(tagged);
        }
    }
    Corrected {
        kinds,
        pending,
        unplaced,
    }
}

struct Work<'a, 't> {
    places: &'a Places<'t>,
    mentions: &'a mut Vec<Candidate>,
    /// The kinds that the reader gave, by mention.
    decided: HashMap<Range, Decision>,
    pending: Vec<Pending>,
}

/// A mention in place of another, or of none.
struct Replacement {
    /// Index of the mention that it replaces.
    old: Option<usize>,
    new: Candidate,
}

const fn range(mention: &Candidate) -> Range {
    (mention.start, mention.end)
}

/// A mention as the reader wants it.
const fn candidate((start, end): Range, kind: EntityKind) -> Candidate {
    Candidate {
        start,
        end,
        kind,
        score: 1.0,
        rule: CORRECTION,
        evidence: (start, start),
    }
}

impl Work<'_, '_> {
    fn apply(&mut self, index: usize, correction: &Correction) -> Result<(), Obstacle> {
        let wanted = self.places.wanted(&correction.target, correction.unit);
        let everywhere = correction.everywhere;
        match &correction.action {
            Action::Add(kind) => {
                let decision = Decision {
                    kind: *kind,
                    by: Some((index, everywhere)),
                };
                let found = self.force(&wanted, decision);
                or_elsewhere(found, everywhere && self.add_everywhere(&wanted, decision))
            }
            Action::Delete => {
                let found = self.delete(&wanted);
                or_elsewhere(found, everywhere && self.delete_everywhere(&wanted))
            }
            Action::Retype(kind) => {
                let decision = Decision {
                    kind: *kind,
                    by: Some((index, everywhere)),
                };
                let found = self.force(&wanted, decision);
                or_elsewhere(
                    found,
                    everywhere && self.retype_everywhere(&wanted, decision),
                )
            }
            Action::Resize(to) => {
                let change = self.places.change(&correction.target, to, correction.unit);
                let found = self.resize(&wanted, &change);
                let elsewhere = everywhere && self.resize_everywhere(&wanted, &change);
                or_elsewhere(found, elsewhere)
            }
            Action::Merge(with) => {
                let target = self.mention_at(&wanted, everywhere)?;
                let with = self.places.wanted(with, correction.unit);
                // Any mention of the entity says which one is meant.
                let with = self.mention_at(&with, true)?;
                self.pending.push(Pending {
                    index,
                    everywhere,
                    target,
                    with: Some(with),
                });
                Ok(())
            }
            Action::Split => {
                let target = self.mention_at(&wanted, everywhere)?;
                self.pending.push(Pending {
                    index,
                    everywhere,
                    target,
                    with: None,
                });
                Ok(())
            }
        }
    }

    /// Where `wanted` is, without blanks.
    fn find(&self, wanted: &Wanted) -> Result<Range, Obstacle> {
        let found = self.places.find(wanted, None)?;
        self.places.trimmed(found.range).ok_or(Obstacle::Blank)
    }

    /// Makes a mention of the text, whatever stands there.
    fn force(&mut self, wanted: &Wanted, decision: Decision) -> Result<(), Obstacle> {
        let found = self.find(wanted)?;
        self.put(candidate(found, decision.kind));
        self.decided.insert(found, decision);
        Ok(())
    }

    /// Puts `new` in place of all that it overlaps.
    fn put(&mut self, new: Candidate) {
        let (first, behind) = self.overlapped(range(&new));
        self.mentions.splice(first..behind, [new]);
    }

    /// The indices of the mentions that overlap `range`.
    fn overlapped(&self, range: Range) -> (usize, usize) {
        let first = self
            .mentions
            .partition_point(|mention| mention.end <= range.0);
        let behind = self
            .mentions
            .partition_point(|mention| mention.start < range.1);
        (first, behind.max(first))
    }

    /// The index of the mention with exactly these bounds.
    fn exact(&self, wanted: Range) -> Option<usize> {
        let first = self
            .mentions
            .partition_point(|mention| mention.start < wanted.0);
        let mention = self.mentions.get(first)?;
        (range(mention) == wanted).then_some(first)
    }

    /// The index of the mention that shares most with `wanted`; of several the first.
    fn nearest(&self, wanted: Range) -> Option<usize> {
        let (first, behind) = self.overlapped(wanted);
        (first..behind).rev().max_by_key(|&index| {
            let mention = &self.mentions[index];
            mention.end.min(wanted.1) - mention.start.max(wanted.0)
        })
    }

    /// The indices of the mentions whose text is that of `wanted`.
    fn of_text(&self, wanted: &Wanted) -> Vec<usize> {
        let same = |&index: &usize| self.places.is(range(&self.mentions[index]), wanted);
        (0..self.mentions.len()).filter(same).collect()
    }

    /// The mention at `wanted`; with `anywhere` one of the same text will do.
    fn mention_at(&self, wanted: &Wanted, anywhere: bool) -> Result<Range, Obstacle> {
        let found = self.find(wanted).and_then(|found| {
            let index = self.nearest(found).ok_or(Obstacle::NoMention)?;
            Ok(range(&self.mentions[index]))
        });
        match (found, anywhere) {
            (Err(obstacle), true) => {
                let first = self.of_text(wanted).first().copied();
                first
                    .map(|index| range(&self.mentions[index]))
                    .ok_or(obstacle)
            }
            (found, _) => found,
        }
    }

    fn delete(&mut self, wanted: &Wanted) -> Result<(), Obstacle> {
        let found = self.find(wanted)?;
        if let Some(index) = self.exact(found) {
            self.mentions.remove(index);
        }
        Ok(())
    }

    fn resize(&mut self, wanted: &Wanted, change: &super::place::Change) -> Result<(), Obstacle> {
        let found = self.places.find(wanted, Some(change))?;
        let to = found.changed.ok_or(Obstacle::QuoteMissing)?;
        let to = self.places.trimmed(to).ok_or(Obstacle::Blank)?;
        let old = self
            .exact(found.range)
            .or_else(|| self.exact(to))
            .or_else(|| self.nearest(found.range))
            .ok_or(Obstacle::NoMention)?;
        let old = self.mentions.remove(old);
        self.carry(range(&old), to);
        self.put(candidate(to, old.kind));
        Ok(())
    }

    /// What the reader decided of a mention holds for its new bounds.
    fn carry(&mut self, old: Range, new: Range) {
        if let Some(decision) = self.decided.remove(&old) {
            self.decided.insert(new, decision);
        } else {
            self.decided.remove(&new);
        }
    }

    // Everywhere. Each says whether there was anything.

    fn add_everywhere(&mut self, wanted: &Wanted, decision: Decision) -> bool {
        let alone = |&range: &Range| !self.cuts_latin(range);
        let replacements = self
            .places
            .occurrences(wanted)
            .into_iter()
            .filter(alone)
            .filter_map(|range| self.places.trimmed(range))
            .map(|range| Replacement {
                old: None,
                new: candidate(range, decision.kind),
            })
            .collect();
        let made = self.replace(replacements);
        for &(_, new) in &made {
            self.decided.insert(new, decision);
        }
        !made.is_empty()
    }

    /// Whether a range ends inside a word of Latin letters or a number: AI in CHAIN.
    fn cuts_latin(&self, (start, end): Range) -> bool {
        let chars = self.places.shadow().chars();
        let joined = |behind: usize| {
            let before = behind.checked_sub(1).and_then(|before| chars.get(before));
            let pair = before.zip(chars.get(behind));
            pair.is_some_and(|(one, other)| {
                one.is_ascii_alphanumeric() && other.is_ascii_alphanumeric()
            })
        };
        joined(start) || joined(end)
    }

    fn delete_everywhere(&mut self, wanted: &Wanted) -> bool {
        let before = self.mentions.len();
        self.mentions
            .retain(|mention| !self.places.is(range(mention), wanted));
        self.mentions.len() < before
    }

    fn retype_everywhere(&mut self, wanted: &Wanted, decision: Decision) -> bool {
        let same = self.of_text(wanted);
        for &index in &same {
            let found = range(&self.mentions[index]);
            self.mentions[index] = candidate(found, decision.kind);
            self.decided.insert(found, decision);
        }
        !same.is_empty()
    }

    fn resize_everywhere(&mut self, wanted: &Wanted, change: &super::place::Change) -> bool {
        let mut replacements: Vec<Replacement> = self
            .of_text(wanted)
            .into_iter()
            .filter_map(|index| {
                let old = &self.mentions[index];
                let to = self.places.changed(old.start, change)?;
                let to = self.places.trimmed(to)?;
                Some(Replacement {
                    old: Some(index),
                    new: candidate(to, old.kind),
                })
            })
            .collect();
        replacements.sort_by_key(|replacement| replacement.new.start);
        let made = self.replace(replacements);
        for &(old, new) in &made {
            self.carry(old.unwrap_or(new), new);
        }
        !made.is_empty()
    }

    /// Puts mentions, in order of the text, where they fit: over what lies wholly inside them, but
    /// not over a mention that reaches beyond, nor over each other. Gives the bounds before and
    /// after of those that did.
    ///
    /// All at once, since a word may stand in a long text very often.
    fn replace(&mut self, replacements: Vec<Replacement>) -> Vec<(Option<Range>, Range)> {
        let mut gone = vec![false; self.mentions.len()];
        let mut made = Vec::new();
        let mut fresh: Vec<Candidate> = Vec::new();
        for Replacement { old, new } in replacements {
            let taken = fresh.last().is_some_and(|last| new.start < last.end)
                || old.is_some_and(|old| gone[old]);
            let (first, behind) = self.overlapped(range(&new));
            let fits = (first..behind).all(|index| {
                let other = &self.mentions[index];
                Some(index) == old || (new.start <= other.start && other.end <= new.end)
            });
            if taken || !fits {
                continue;
            }
            gone[first..behind].fill(true);
            if let Some(old) = old {
                gone[old] = true;
            }
            made.push((old.map(|old| range(&self.mentions[old])), range(&new)));
            fresh.push(new);
        }
        let mut index = 0;
        self.mentions.retain(|_| {
            index += 1;
            !gone[index - 1]
        });
        self.mentions.extend(fresh);
        self.mentions.sort_by_key(|mention| mention.start);
        made
    }
}

/// A correction everywhere is applied where its text stands anywhere.
fn or_elsewhere(found: Result<(), Obstacle>, elsewhere: bool) -> Result<(), Obstacle> {
    if elsewhere { Ok(()) } else { found }
}
