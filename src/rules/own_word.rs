//! The reader's own words, before which everything gives way.

use crate::rules::{Candidate, Context};

/// Name of the reason for what the reader's lexicon says.
pub const OWN_WORD: &str = "own-word";

/// Score of a word of the reader's: above that of all else.
const SCORE: f32 = 2.0;

/// Candidates for the words that have a type.
pub fn candidates(context: &Context, found: &mut Vec<Candidate>) {
    for own in context.own.iter() {
        if let Some(kind) = own.word.kind {
            found.push(Candidate {
                start: own.start,
                end: own.end,
                kind,
                score: SCORE,
                rule: OWN_WORD,
                evidence: (own.start, own.end),
            });
        }
    }
}

/// Drops what overlaps a word of the reader's that has a type, or ends inside one that has none.
pub fn give_way(context: &Context, found: &mut Vec<Candidate>) {
    if !context.own.is_empty() {
        found.retain(|other| {
            other.rule == OWN_WORD || !context.own.is_in_the_way(other.start, other.end)
        });
    }
}
