//! The gazetteer: names and words of known classes, and where they stand in a text.

use crate::error::{Error, Result};
use crate::lexicon::Classes;
use crate::pack::{Pack, gazetteer};

/// Characters below this one, which Chinese text consists of, have their strings in a table.
const TABLE: usize = 0xA000;

/// Strings with their classes, in the order of their characters.
///
/// A text is matched by narrowing the range of strings that it can begin, character by character: with the first
/// looked up in a table, a few comparisons each.
#[derive(Debug)]
pub struct Gazetteer {
    /// The strings, one behind the other.
    chars: Vec<char>,
    /// Where each string ends in `chars`.
    ends: Vec<u32>,
    /// For each string the number of its classes.
    kinds: Vec<u16>,
    sets: Vec<Classes>,
    /// For each first character below [`TABLE`] the first string that has it or a later one.
    firsts: Vec<u32>,
}

impl Gazetteer {
    /// Reads the section `gazetteer` of a pack.
    ///
    /// # Errors
    /// [`Error::PackSection`] where it is missing or malformed.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        let section = pack.section("gazetteer")?;
        let decoded = gazetteer::decode(section.as_ref());
        let decoded = decoded.ok_or_else(|| Error::PackSection("gazetteer".to_owned()))?;
        Ok(Self::new(&decoded))
    }

    fn new(decoded: &gazetteer::Decoded) -> Self {
        // Three characters of 21 bits settle the order of nearly all pairs.
        let mut order: Vec<(u64, u32)> = Vec::with_capacity(decoded.strings.len());
        for (index, string) in decoded.strings.iter().enumerate() {
            let text = &decoded.chars[string.range()];
            let key = (0..3).fold(0, |key, place| {
                key << 21 | text.get(place).map_or(0, |&c| u64::from(u32::from(c)))
            });
            order.push((key, index as u32));
        }
        let text = |index: u32| &decoded.chars[decoded.strings[index as usize].range()];
        order.sort_unstable_by(|one, other| {
            one.0
                .cmp(&other.0)
                .then_with(|| text(one.1).cmp(text(other.1)))
        });
        let mut found = Self {
            chars: Vec::with_capacity(decoded.chars.len()),
            ends: Vec::with_capacity(order.len()),
            kinds: Vec::with_capacity(order.len()),
            sets: decoded.sets.clone(),
            firsts: Vec::with_capacity(TABLE + 1),
        };
        for (number, &(_, index)) in order.iter().enumerate() {
            let text = text(index);
            let first = text.first().map_or(0, |&first| u32::from(first) as usize);
            while found.firsts.len() <= first.min(TABLE) {
                found.firsts.push(number as u32);
            }
            found.chars.extend(text);
            found.ends.push(found.chars.len() as u32);
            found.kinds.push(decoded.strings[index as usize].kind);
        }
        found.firsts.resize(TABLE + 1, order.len() as u32);
        found
    }

    /// How many strings there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no string.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Every string with its classes, in the order of their characters.
    pub fn iter(&self) -> impl Iterator<Item = (&[char], Classes)> {
        (0..self.len()).map(|index| (self.string(index), self.classes(index)))
    }

    /// The classes of a string; none for one that is not there.
    pub fn get(&self, text: &str) -> Classes {
        let text: Vec<char> = text.chars().collect();
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.string(middle).cmp(&text) {
                std::cmp::Ordering::Equal => return self.classes(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Classes::default()
    }

    fn string(&self, index: usize) -> &[char] {
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.chars[start as usize..self.ends[index] as usize]
    }

    fn classes(&self, index: usize) -> Classes {
        self.sets[usize::from(self.kinds[index])]
    }

    /// The strings that begin with `first`.
    fn beginning(&self, first: char) -> (usize, usize) {
        let code = u32::from(first) as usize;
        match self.firsts.get(code..code + 2) {
            Some(&[low, high]) => (low as usize, high as usize),
            _ => self.narrowed((self.firsts[TABLE] as usize, self.len()), 0, first),
        }
    }

    /// Those of a range of strings, all longer than `place`, that have `character` there.
    fn narrowed(
        &self,
        (low, high): (usize, usize),
        place: usize,
        character: char,
    ) -> (usize, usize) {
        let at = |index: usize| self.string(index)[place];
        let first = |mut low: usize, mut high: usize, before: &dyn Fn(char) -> bool| {
            while low < high {
                let middle = low.midpoint(high);
                if before(at(middle)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        let from = first(low, high, &|found| found < character);
        (from, first(from, high, &|found| found == character))
    }

    /// All strings in `chars`, the characters of a shadow.
    pub fn matches(&self, chars: &[char]) -> Matches {
        let mut matches = Matches::default();
        for (start, &first) in chars.iter().enumerate() {
            matches.starts.push(matches.all.len() as u32);
            let (mut low, mut high) = self.beginning(first);
            let mut length = 1;
            while low < high {
                // The shortest comes first.
                if self.string(low).len() == length {
                    matches.all.push(Match {
                        start,
                        end: start + length,
                        classes: self.classes(low),
                    });
                    low += 1;
                }
                let Some(&next) = chars.get(start + length) else {
                    break;
                };
                (low, high) = self.narrowed((low, high), length, next);
                length += 1;
            }
        }
        matches.starts.push(matches.all.len() as u32);
        matches.by_end = (0..matches.all.len() as u32).collect();
        matches
            .by_end
            .sort_by_key(|&index| matches.all[index as usize].end);
        let mut next = 0;
        for end in 0..=chars.len() + 1 {
            while matches
                .by_end
                .get(next)
                .is_some_and(|&index| matches.all[index as usize].end < end)
            {
                next += 1;
            }
            matches.ends.push(next as u32);
        }
        matches
    }
}

/// One gazetteer string in a text, in shadow characters.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// First character.
    pub start: usize,
    /// Character behind the last.
    pub end: usize,
    /// What the string is good for.
    pub classes: Classes,
}

/// All gazetteer strings of a text, found once and asked by start or end.
#[derive(Debug, Default)]
pub struct Matches {
    all: Vec<Match>,
    /// `all[starts[i]..starts[i + 1]]` start at character `i`.
    starts: Vec<u32>,
    /// Indices into `all`, grouped by end.
    by_end: Vec<u32>,
    /// `by_end[ends[i]..ends[i + 1]]` end at character `i`.
    ends: Vec<u32>,
}

impl Matches {
    /// Every match, by start, shorter first.
    pub fn all(&self) -> &[Match] {
        &self.all
    }

    /// The matches that start at character `start`, shorter first.
    pub fn starting(&self, start: usize) -> &[Match] {
        let at = |index: usize| {
            self.starts
                .get(index)
                .copied()
                .unwrap_or(self.all.len() as u32) as usize
        };
        self.all.get(at(start)..at(start + 1)).unwrap_or_default()
    }

    /// The matches that end before character `end`, in no particular order.
    pub fn ending(&self, end: usize) -> impl Iterator<Item = &Match> {
        let at = |index: usize| {
            self.ends
                .get(index)
                .copied()
                .unwrap_or(self.by_end.len() as u32) as usize
        };
        let indices = self.by_end.get(at(end)..at(end + 1)).unwrap_or_default();
        indices
            .iter()
            .filter_map(|&index| self.all.get(index as usize))
    }

    /// The longest match of one of `classes` that starts at `start`.
    pub fn longest(&self, start: usize, classes: Classes) -> Option<Match> {
        self.starting(start)
            .iter()
            .rev()
            .find(|found| found.classes.any(classes))
            .copied()
    }

    /// The longest match of one of `classes` that ends at `end`.
    pub fn longest_ending(&self, end: usize, classes: Classes) -> Option<Match> {
        self.ending(end)
            .filter(|found| found.classes.any(classes))
            .min_by_key(|found| found.start)
            .copied()
    }

    /// The classes of exactly `start..end`.
    pub fn exactly(&self, start: usize, end: usize) -> Classes {
        let found = self.starting(start).iter().find(|found| found.end == end);
        found.map(|found| found.classes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::lexicon::Class;

    #[test]
    fn strings_are_found_wherever_they_stand() {
        let (county, title) = (Classes::of(&[Class::County]), Classes::of(&[Class::Title]));
        let strings: BTreeMap<String, u64> = [
            ("市", title),
            ("市长", title),
            ("常州市", county),
            ("常州", county),
            ("𠮷野", county),
            ("常", title),
            ("Ａ", title),
        ]
        .map(|(text, classes)| (text.to_owned(), classes.0))
        .into();
        let decoded = gazetteer::decode(&gazetteer::encode(&strings)).unwrap();
        let gazetteer = Gazetteer::new(&decoded);
        let listed: Vec<String> = gazetteer
            .iter()
            .map(|(text, _)| text.iter().collect())
            .collect();
        assert_eq!(listed, strings.keys().cloned().collect::<Vec<_>>());
        for (text, classes) in &strings {
            assert_eq!(gazetteer.get(text), Classes(*classes), "{text}");
        }
        assert_eq!(gazetteer.get("州市"), Classes::default());
        let text: Vec<char> = "😀常州市长在𠮷野常".chars().collect();
        let matches = gazetteer.matches(&text);
        let found: Vec<String> = matches
            .all()
            .iter()
            .map(|found| text[found.start..found.end].iter().collect())
            .collect();
        assert_eq!(found, ["常", "常州", "常州市", "市", "市长", "𠮷野", "常"]);
        assert_eq!(matches.ending(4).count(), 2);
    }
}
