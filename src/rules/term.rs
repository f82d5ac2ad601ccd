//! Terms of technology, industry and policy.

use super::{Candidate, Context, is_han};
use crate::entity::EntityKind;
use crate::lexicon::Class;

/// Every term of the list, the longest from each start.
pub fn candidates(context: &Context, found: &mut Vec<Candidate>) {
    let mut index = 0;
    while index < context.chars().len() {
        match context.longest(index, Class::Term) {
            Some(term)
                if context.word_starts(index)
                    && (context.word_starts(term.end) || !is_han(context.char(term.end))) =>
            {
                found.push(Candidate {
                    start: index,
                    end: term.end,
                    kind: EntityKind::Term,
                    score: 0.55,
                    rule: "term-list",
                    evidence: (index, index),
                });
                index = term.end;
            }
            _ => index += 1,
        }
    }
}
