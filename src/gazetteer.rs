//! The gazetteer: names and words of known classes, and where they stand in a text.

use std::ops::Range;

use crate::error::{Error, Result};
use crate::lexicon::Classes;
use crate::pack::gazetteer::{Group, groups};
use crate::pack::{Pack, Section};

/// Binary logarithm of the number of buckets: about two strings each.
const BUCKET_BITS: u32 = 15;

/// Strings in one bucket, each of which is compared with every place of a text that begins as they do: the pack has a
/// hundred at most.
const MOST_ALIKE: u32 = 1_000;

/// Strings with their classes, by the two UTF-16 units that they begin with.
///
/// The strings stay in the columns of their section. What begins alike is in one bucket, with some others: at each
/// place of a text a few strings are compared with it.
#[derive(Debug)]
pub struct Gazetteer {
    section: Section,
    groups: Vec<Group>,
    /// `strings[buckets[b]..buckets[b + 1]]` are those of bucket `b`.
    buckets: Vec<u32>,
    strings: Vec<Place>,
    /// A bit for each unit: whether it is a string by itself, which few are.
    alone: Box<[u64]>,
}

/// Where a string is: the number of its group, and its own in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    group: u16,
    index: u16,
}

/// The bucket of strings that begin with two units; the second is 0 for those of one unit.
const fn bucket(first: u16, second: u16) -> usize {
    let both = (first as u32) << 16 | second as u32;
    // The multiplier is 2³² divided by the golden ratio (Knuth 1973).
    (both.wrapping_mul(0x9E37_79B1) >> (32 - BUCKET_BITS)) as usize
}

impl Gazetteer {
    /// Reads the section `gazetteer` of a pack.
    ///
    /// # Errors
    /// [`Error::PackSection`] where it is missing or malformed.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        let section = pack.section("gazetteer")?;
        let groups = groups(section.as_ref());
        groups
            .and_then(|groups| Self::new(section, groups))
            .ok_or_else(|| Error::PackSection("gazetteer".to_owned()))
    }

    /// `None` where too many strings begin alike.
    fn new(section: Section, groups: Vec<Group>) -> Option<Self> {
        let bytes = section.as_ref();
        // Strings are put in by what is noted here of each, since reading the columns again would cost more.
        let mut noted = Vec::new();
        let mut buckets = vec![0_u32; (1 << BUCKET_BITS) + 1];
        let mut alone = vec![0_u64; 1 << 10].into_boxed_slice();
        for group in &groups {
            let mut second = group.column(bytes, 1);
            for first in group.column(bytes, 0) {
                if group.length == 1 {
                    alone[usize::from(first) / 64] |= 1 << (first % 64);
                }
                let bucket = bucket(first, second.next().unwrap_or_default());
                buckets[bucket + 1] += 1;
                noted.push(bucket as u16);
            }
        }
        if buckets.iter().any(|&count| count > MOST_ALIKE) {
            return None;
        }
        for bucket in 0..1 << BUCKET_BITS {
            buckets[bucket + 1] += buckets[bucket];
        }
        let mut next = buckets.clone();
        let mut strings = vec![Place::default(); noted.len()];
        let mut noted = noted.into_iter();
        for (of, group) in groups.iter().zip(0..) {
            for (bucket, index) in noted.by_ref().take(usize::from(of.count)).zip(0..) {
                let next = &mut next[usize::from(bucket)];
                strings[*next as usize] = Place { group, index };
                *next += 1;
            }
        }
        Some(Self {
            alone,
            buckets,
            strings,
            groups,
            section,
        })
    }

    /// Where every string is that has one of `classes`, in the order of the section.
    pub fn places(&self, classes: Classes) -> impl Iterator<Item = Place> {
        let groups = self.groups.iter().zip(0..);
        groups
            .filter(move |(of, _)| of.classes.any(classes))
            .flat_map(|(of, group)| (0..of.count).map(move |index| Place { group, index }))
    }

    /// The string at a place.
    pub fn string(&self, place: Place) -> String {
        let group = self.groups.get(usize::from(place.group));
        group
            .map(|group| group.string(self.section.as_ref(), place.index))
            .unwrap_or_default()
    }

    /// Whether the string at a place ends with `ending`.
    pub fn ends_with(&self, place: Place, ending: &str) -> bool {
        let Some(group) = self.groups.get(usize::from(place.group)) else {
            return false;
        };
        let before = usize::from(group.length).checked_sub(ending.encode_utf16().count());
        before.is_some_and(|before| {
            let mut units = ending.encode_utf16().zip(before..);
            units.all(|(unit, at)| group.unit(self.section.as_ref(), place.index, at) == unit)
        })
    }

    /// Where the strings are that have one of `classes` and begin with the same two UTF-16 units as `text`.
    pub fn alike(&self, text: &str, classes: Classes) -> impl Iterator<Item = Place> {
        let mut units = text.encode_utf16();
        let first = units.next().unwrap_or_default();
        let second = units.next().unwrap_or_default();
        let bytes = self.section.as_ref();
        self.beginning_with(first, second)
            .filter(move |(group, place)| {
                let unit = |at| group.unit(bytes, place.index, at);
                group.classes.any(classes) && unit(0) == first && unit(1) == second
            })
            .map(|(_, place)| place)
    }

    /// The classes of a string; none for one that is not there.
    pub fn get(&self, text: &str) -> Classes {
        let units: Vec<u16> = text.encode_utf16().collect();
        let (first, second) = (units.first(), units.get(1));
        let Some(&first) = first else {
            return Classes::default();
        };
        let found = self.beginning(&units, first, second.copied().unwrap_or_default());
        found
            .filter(|group| usize::from(group.length) == units.len())
            .map(|group| group.classes)
            .next()
            .unwrap_or_default()
    }

    /// The groups of the strings that `units` begin with, of those that begin with `first` and `second`.
    fn beginning(&self, units: &[u16], first: u16, second: u16) -> impl Iterator<Item = &Group> {
        let bytes = self.section.as_ref();
        let groups = self.beginning_with(first, second);
        groups.filter_map(move |(group, place)| {
            let length = usize::from(group.length);
            let same = |(at, &unit): (usize, &u16)| group.unit(bytes, place.index, at) == unit;
            // One unit and several are asked for apart.
            let fits = (length > 1) == (second != 0) && length <= units.len();
            (fits && units[..length].iter().enumerate().all(same)).then_some(group)
        })
    }

    /// The strings that begin with two units, among a few others.
    fn beginning_with(&self, first: u16, second: u16) -> impl Iterator<Item = (&Group, Place)> {
        let bucket = bucket(first, second);
        let strings = self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize;
        let places = self.strings[strings].iter();
        places.map(|&place| (&self.groups[usize::from(place.group)], place))
    }

    /// All strings in `chars`, the characters of a shadow.
    pub fn matches(&self, chars: &[char]) -> Matches {
        let mut units = Vec::with_capacity(chars.len());
        for character in chars {
            units.extend_from_slice(character.encode_utf16(&mut [0; 2]));
        }
        // The characters that end by each unit, where some have two.
        let mut ends: Vec<u32> = Vec::new();
        if units.len() > chars.len() {
            ends = Vec::with_capacity(units.len() + 1);
            ends.push(0);
            for (index, character) in (1..).zip(chars) {
                ends.resize(ends.len() + character.len_utf16() - 1, index - 1);
                ends.push(index);
            }
        }
        let end = |units: usize| ends.get(units).map_or(units, |&end| end as usize);
        let mut matches = Matches {
            all: Vec::with_capacity(chars.len()),
            starts: Vec::with_capacity(chars.len() + 1),
            ..Matches::default()
        };
        let mut at = 0;
        for (start, character) in chars.iter().enumerate() {
            let rest = &units[at..];
            at += character.len_utf16();
            let first = matches.all.len();
            matches.starts.push(first as u32);
            let second = rest.get(1).copied().unwrap_or_default();
            let alone = self.alone[usize::from(rest[0]) / 64] >> (rest[0] % 64) & 1 != 0;
            let one = alone.then(|| self.beginning(rest, rest[0], 0));
            let several = (second != 0).then(|| self.beginning(rest, rest[0], second));
            let found = one.into_iter().flatten();
            for group in found.chain(several.into_iter().flatten()) {
                matches.all.push(Match {
                    start,
                    end: end(at - character.len_utf16() + usize::from(group.length)),
                    classes: group.classes,
                });
            }
            if matches.all.len() > first + 1 {
                matches.all[first..].sort_unstable_by_key(|found| found.end);
            }
        }
        matches.starts.push(matches.all.len() as u32);
        matches.group_by_end(chars.len());
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
    /// Groups what was found in a text of `length` characters by its ends.
    fn group_by_end(&mut self, length: usize) {
        self.ends = vec![0; length + 2];
        for found in &self.all {
            self.ends[found.end + 1] += 1;
        }
        for end in 0..=length {
            self.ends[end + 1] += self.ends[end];
        }
        let mut next = self.ends.clone();
        self.by_end = vec![0; self.all.len()];
        for (found, index) in self.all.iter().zip(0..) {
            self.by_end[next[found.end] as usize] = index;
            next[found.end] += 1;
        }
    }

    /// Every match, by start, shorter first.
    pub fn all(&self) -> &[Match] {
        &self.all
    }

    /// Every match within `range`, by start, shorter first.
    pub fn within(&self, range: Range<usize>) -> impl Iterator<Item = &Match> {
        let first = self
            .starts
            .get(range.start)
            .map_or(0, |&first| first as usize);
        let from = self.all.get(first..).unwrap_or_default().iter();
        from.take_while(move |found| found.start < range.end)
            .filter(move |found| found.end <= range.end)
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
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;
    use crate::lexicon::Class;
    use crate::pack::PackWriter;
    use crate::pack::gazetteer::encode;

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
        let mut writer = PackWriter::new();
        writer.add("gazetteer", encode(&strings));
        let pack = Pack::read(writer.write("test")).unwrap();
        let gazetteer = Gazetteer::from_pack(&pack).unwrap();
        let listed = gazetteer.places(county.with(title));
        let listed: BTreeSet<String> = listed.map(|place| gazetteer.string(place)).collect();
        assert_eq!(listed, strings.keys().cloned().collect());
        let alike = |text, classes| -> BTreeSet<String> {
            let places = gazetteer.alike(text, Classes::of(&[classes]));
            places.map(|place| gazetteer.string(place)).collect()
        };
        let expected = ["常州", "常州市"].map(str::to_owned).into();
        assert_eq!(alike("常州市长", Class::County), expected);
        assert_eq!(alike("市", Class::Title), ["市".to_owned()].into());
        assert!(alike("市长", Class::County).is_empty());
        let city = gazetteer
            .alike("常州", county)
            .find(|&place| gazetteer.string(place) == "常州市");
        for (ending, expected) in [
            ("市", true),
            ("州市", true),
            ("", true),
            ("州", false),
            ("大常州市", false),
        ] {
            assert_eq!(
                gazetteer.ends_with(city.unwrap(), ending),
                expected,
                "{ending}"
            );
        }
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
