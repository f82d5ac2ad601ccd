//! Which bytes a run lost, where several would do.
//!
//! A candidate is worth points: most for a character on the machine's list, be it seen there
//! with the same reading or, if the list is one of converted characters, such a character; then
//! for its first reading, for how often the document has the character that comes out, for its
//! neighbours being neighbours elsewhere in the document, and for how common it is. One
//! candidate must lead the others by [`MARGIN`], more than one step of commonness gives.

use std::cmp::Reverse;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Document, Last, Listed, Run, Weighed};
use crate::source::pinyin::{is_converted, is_han};
use crate::source::readings::Reading;

/// By how much the best of several candidates must lead.
pub(super) const MARGIN: u32 = 20;

/// Bytes that a run may consist of, with the points for them.
pub(super) struct Choice {
    pub(super) bytes: Vec<u8>,
    points: u32,
}

/// The best choice, if it leads the others by enough.
pub(super) fn decided(choices: &[Choice]) -> Option<&Choice> {
    match choices {
        [] => None,
        [only] => Some(only),
        [best, next, ..] => (best.points >= next.points + MARGIN).then_some(best),
    }
}

impl Document<'_> {
    /// What the run's unknown bytes may be, the likeliest first.
    pub(super) fn choices(
        &self,
        owner: char,
        lead: u8,
        run: &Run,
        read: &[Reading],
    ) -> Vec<Choice> {
        let mut choices = Vec::new();
        for (first, first_points) in self.listed(lead, read) {
            let mut bytes = run.bytes.clone();
            bytes[0] = first;
            let (before_last, known) = (bytes[bytes.len() - 2], bytes[bytes.len() - 1]);
            let lasts = match &run.last {
                Last::Known => vec![(known, 0)],
                Last::Read(read) => self.listed(before_last, read),
                Last::LineEnd => self.line_ends(before_last),
            };
            for (last, last_points) in lasts {
                let length = bytes.len();
                bytes[length - 1] = last;
                if self.gbk.character([bytes[0], bytes[1]]).is_some() {
                    choices.push(Choice {
                        points: first_points + last_points,
                        bytes: bytes.clone(),
                    });
                }
            }
        }
        if choices.len() > 1 {
            let follower = self.raw.get(run.end..).and_then(|rest| rest.chars().next());
            for choice in &mut choices {
                choice.points += self.points_in_place(owner, &choice.bytes, &run.last, follower);
            }
            choices.sort_by_key(|choice| Reverse(choice.points));
        }
        choices
    }

    /// The second bytes that make `lead` a character with all of the readings that may be on
    /// the machine's list, with the points for it.
    fn listed(&self, lead: u8, read: &[Reading]) -> Vec<Weighed> {
        let Some((&first, others)) = read.split_first() else {
            return Vec::new();
        };
        let may_list = |byte, reading| {
            self.gbk
                .character([lead, byte])
                .filter(|&character| self.diagnosis.may_list(character, reading, self.readings))
        };
        let known = self.listed.borrow().get(&(lead, first)).cloned();
        let listed = known.unwrap_or_else(|| {
            let listed: Listed = (0x40..=0xFE)
                .filter_map(|byte| {
                    Some((byte, self.points_as_listed(may_list(byte, first)?, first)))
                })
                .collect();
            let key = (lead, first);
            self.listed.borrow_mut().insert(key, Rc::clone(&listed));
            listed
        });
        let mut listed = listed.to_vec();
        listed.retain(|&(byte, _)| others.iter().all(|&other| may_list(byte, other).is_some()));
        listed
    }

    /// How well the characters at both ends of a run, which depend on the choice, fit in.
    fn points_in_place(
        &self,
        owner: char,
        bytes: &[u8],
        last: &Last,
        follower: Option<char>,
    ) -> u32 {
        let at = |place: usize| match bytes.get(place..) {
            None | Some([]) => follower,
            Some(&[lead, trail, ..]) if lead >= 0x80 => self.gbk.character([lead, trail]),
            Some(rest) => rest.first().map(|&byte| char::from(byte)),
        };
        let first = at(0).map_or(0, |torn| self.points(Some(owner), torn, at(2)));
        let end = bytes.len() - 2;
        let last = match (last, at(end)) {
            (Last::Read(_), Some(last)) if end > 0 => {
                let before = self.gbk.decode(&bytes[..end]).0.chars().next_back();
                self.points(before, last, follower)
            }
            _ => 0,
        };
        first + last
    }

    /// How likely a character is to be on the machine's list.
    fn points_as_listed(&self, character: char, reading: Reading) -> u32 {
        let seen = if self.diagnosis.lists(character, reading) {
            200
        } else {
            0
        };
        let converted = if self.diagnosis.converted_only && is_converted(character, self.readings) {
            200
        } else {
            0
        };
        let first = self.readings.of(character).next();
        let usual = first.is_some_and(|first| match self.diagnosis.toned {
            true => first == reading,
            false => first.same_syllable(reading),
        });
        seen + converted + 25 * u32::from(usual) + self.commonness(character)
    }

    /// How likely a character is to stand between two others.
    fn points(&self, before: Option<char>, character: char, behind: Option<char>) -> u32 {
        let together = |one: Option<char>, other: Option<char>| {
            let Some(pair) = one.zip(other) else {
                return 0;
            };
            let count = self.neighbours().get(&pair).copied().unwrap_or(0);
            let mut word = [0; 8];
            let length = pair.0.encode_utf8(&mut word).len();
            let length = length + pair.1.encode_utf8(&mut word[length..]).len();
            let word = std::str::from_utf8(&word[..length]).unwrap_or_default();
            30 * count.min(3) + if (self.is_word)(word) { 60 } else { 0 }
        };
        let total = self.diagnosis.count(character).total;
        15 * total.checked_ilog2().map_or(0, |log| log + 1).min(4)
            + self.commonness(character)
            + together(before, Some(character))
            + together(Some(character), behind)
    }

    fn commonness(&self, character: char) -> u32 {
        if is_han(character) {
            15 * u32::from(self.readings.commonness(character))
        } else {
            // Punctuation is usual where the document has it; other signs are odd.
            30 * u32::from(self.diagnosis.count(character).total > 0)
        }
    }

    fn neighbours(&self) -> &FxHashMap<(char, char), u32> {
        self.neighbours.get_or_init(|| {
            let mut neighbours = FxHashMap::default();
            let mut spans = self
                .diagnosis
                .insertions
                .iter()
                .map(|insertion| insertion.span);
            let mut skip = spans.next();
            let mut before = None;
            for (position, character) in self.raw.char_indices() {
                while skip.is_some_and(|span| span.end <= position) {
                    skip = spans.next();
                }
                if skip.is_some_and(|span| span.start <= position) {
                    continue;
                }
                if let Some(before) = before {
                    *neighbours.entry((before, character)).or_insert(0) += 1;
                }
                before = Some(character);
            }
            neighbours
        })
    }

    /// The characters with lead byte `lead` that end other lines of the document, if it is
    /// one only.
    fn line_ends(&self, lead: u8) -> Vec<Weighed> {
        let ends = self.line_ends.get_or_init(|| {
            let mut ends = FxHashMap::default();
            for end in self.raw.lines().filter_map(|line| line.chars().next_back()) {
                *ends.entry(end).or_insert(0) += 1;
            }
            ends
        });
        let fitting: Vec<_> = ends
            .keys()
            .filter_map(|&end| self.gbk.pair(end))
            .filter(|pair| pair[0] == lead)
            .collect();
        match fitting.as_slice() {
            [only] => vec![(only[1], 0)],
            _ => Vec::new(),
        }
    }
}
