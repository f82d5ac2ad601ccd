//! The section `unknown`, from jieba's `hmm.model`.
//!
//! That is text: lines that begin with `#` are comments; then the scores to begin with, those of each state after each,
//! and for each state a line of `character:score`. Scores are natural logarithms of probabilities.

use std::path::Path;

use super::compile::{read as text_of, source_error};
use crate::error::Result;
use crate::unknown::{CHARACTERS, FIRST, HEADER, NEVER, SCORES, STATES};

/// Units of a score. With 8 or 14, in a byte, one word in 800 was another than with jieba's doubles.
const UNITS: f64 = 64.0;
/// What stands for the logarithm of zero in the file, or more.
const ZERO: f64 = -1e10;

/// The section's bytes.
///
/// # Errors
/// [`crate::error::Error::PackSource`] where the file is missing or not as expected.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    let text = text_of(path)?;
    encode(&text).ok_or_else(|| source_error(path, "not a model of unknown words"))
}

fn encode(text: &str) -> Option<Vec<u8>> {
    let mut lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut scores = Vec::with_capacity(SCORES);
    for _ in 0..1 + STATES {
        let before = scores.len();
        for score in lines.next()?.split_ascii_whitespace() {
            scores.push(units(score)?);
        }
        if scores.len() != before + STATES {
            return None;
        }
    }
    scores.resize(SCORES, NEVER);
    for state in 0..STATES {
        for entry in lines.next()?.split(',').filter(|entry| !entry.is_empty()) {
            let (character, score) = entry.rsplit_once(':')?;
            let index = u32::from(character.chars().next()?).checked_sub(FIRST);
            // The model has a few of other blocks, at which jieba never asks it.
            if let Some(index) = index.filter(|&index| index < CHARACTERS as u32) {
                scores[HEADER + index as usize * STATES + state] = units(score)?;
            }
        }
    }
    let low = scores.iter().map(|score| score.to_le_bytes()[0]);
    let high = scores.iter().map(|score| score.to_le_bytes()[1]);
    Some(low.chain(high).collect())
}

/// A score of the file in units.
fn units(score: &str) -> Option<u16> {
    let score: f64 = score.parse().ok()?;
    let units = (-score * UNITS).round();
    if score < ZERO {
        Some(NEVER)
    } else {
        (0.0..f64::from(NEVER))
            .contains(&units)
            .then_some(units as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = "#\n-0.25 -3.14e+100 -3.14e+100 -1.5\n-3.14e+100 -0.5 -1 -3.14e+100\n\
        -0.5 -3.14e+100 -3.14e+100 -1\n-3.14e+100 -0.5 -1 -3.14e+100\n-0.5 -3.14e+100 -3.14e+100 -1\n\
        #B\n一:-2,丁:-3\n#E\n丁:-1.25,∶:-3.5\n#M\n一:-9\n#S\n一:-3.14e+100\n";

    #[test]
    fn scores_lie_where_they_are_looked_for() {
        let bytes = encode(MODEL).unwrap();
        assert_eq!(bytes.len(), 2 * SCORES);
        let score = |place: usize| u16::from_le_bytes([bytes[place], bytes[SCORES + place]]);
        assert_eq!([0, 1, 2, 3].map(score), [16, NEVER, NEVER, 96]);
        assert_eq!(score(STATES + 1), 32);
        assert_eq!(
            [0, 1, 2, 3].map(|state| score(HEADER + state)),
            [128, NEVER, 576, NEVER]
        );
        assert_eq!(
            [0, 1, 2, 3].map(|state| score(HEADER + STATES + state)),
            [192, 80, NEVER, NEVER]
        );
    }

    #[test]
    fn what_is_no_model_is_refused() {
        assert_eq!(encode(""), None);
        for (from, to) in [
            ("-1.5", ""),
            ("-1.5", "x"),
            ("丁:-3", "丁"),
            ("一:-9", "一:9"),
            ("#S\n一:-3.14e+100\n", ""),
        ] {
            assert_eq!(encode(&MODEL.replacen(from, to, 1)), None, "{from} → {to}");
        }
    }
}
