//! Takes out readings behind a letter: `邦A(yù)dilabad`.
//!
//! The second byte of a character and a Latin letter may be a listed character as well. Nothing
//! is torn then, but the reading stands behind the letter.

use super::{Document, reading};
use crate::source::pinyin::reading_at;
use crate::source::{Draft, in_order};
use crate::span::Span;

/// The opening brackets right behind one letter or sign that may be the second byte of a pair,
/// itself right behind a character that may have two bytes.
pub(super) fn places(raw: &str) -> Vec<usize> {
    let bytes = raw.as_bytes();
    let fits = |place: usize| {
        matches!(
            bytes.get(place.wrapping_sub(2)..=place),
            Some([0x80..=0xFF, 0x40..=0x7E, b'('])
        )
    };
    raw.match_indices('(')
        .map(|(place, _)| place)
        .filter(|&place| fits(place))
        .collect()
}

impl Document<'_> {
    /// Adds a draft for each of `places` that shows a listed character.
    pub(super) fn repair_behind_letters(&self, places: &[usize], drafts: &mut Vec<Draft>) {
        let mut found = Vec::new();
        for &place in places {
            let next = drafts.partition_point(|draft| draft.raw.end <= place);
            let taken = drafts
                .get(next)
                .is_some_and(|draft| draft.raw.start <= place);
            if !taken {
                self.repair_behind_letter(place, &mut found);
            }
        }
        drafts.append(&mut found);
        in_order(drafts);
    }

    fn repair_behind_letter(&self, place: usize, found: &mut Vec<Draft>) -> Option<()> {
        let letter = *self.raw.as_bytes().get(place.checked_sub(1)?)?;
        let before = self.raw.get(..place - 1)?.chars().next_back()?;
        let pair = self.gbk.pair(before)?;
        let listed = [pair[1], letter];
        let character = self.gbk.character(listed)?;
        let mut place = place;
        while let Some((span, content)) =
            reading_at(self.raw, place, character, self.diagnosis, self.readings)
        {
            let spelling = content.of(self.raw);
            let parsed = self.readings.parse(spelling)?;
            if !self.diagnosis.may_list(character, parsed, self.readings) {
                break;
            }
            let seen = Span::new(place - 1, content.end + 1).of(self.raw);
            let mut draft = reading(character, span, content, self.raw);
            draft.evidence = format!(
                "{before}{seen}: {:02X}{:02X} {letter:02X}, {:02X}{letter:02X} = {character} ({spelling})",
                pair[0], pair[1], pair[1],
            );
            found.push(draft);
            place = span.end;
        }
        Some(())
    }
}
