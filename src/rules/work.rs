//! Titles in 《》, with their marks.

use super::{Candidate, Context};
use crate::entity::EntityKind;

/// Longest title in characters; beyond it a mark was most likely left open.
const MAX_LENGTH: usize = 120;

/// Every 《…》, the outermost where they nest.
pub fn candidates(context: &Context, found: &mut Vec<Candidate>) {
    let mut open = Vec::new();
    for (index, &character) in context.chars().iter().enumerate() {
        match character {
            '《' => open.push(index),
            '\n' => open.clear(),
            '》' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                    && (3..=MAX_LENGTH).contains(&(index + 1 - start))
                {
                    found.push(Candidate {
                        start,
                        end: index + 1,
                        kind: EntityKind::Work,
                        score: 0.98,
                        rule: "title-marks",
                        evidence: (start, start),
                    });
                }
            }
            _ => {}
        }
    }
}
