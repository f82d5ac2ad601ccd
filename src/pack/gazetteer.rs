//! The section `gazetteer`: strings and their classes in columns, which compress to less than half of what an automaton
//! takes.
//!
//! Layout, little-endian: the number of groups (u16); for each group its classes (u64), the length of its strings in
//! UTF-16 units (u8) and their number (u16); then, group by group, the first units of all its strings (u16 each),
//! the second ones, and so on. The strings of a group are in the order of their endings, where names are most alike.

#[cfg(not(target_arch = "wasm32"))]
use std::collections::BTreeMap;

use crate::lexicon::Classes;

/// Bytes of a group's heading.
const HEADING: usize = 11;

/// Strings of one length with the same classes; their columns stay where they are.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What each of them is good for.
    pub classes: Classes,
    /// UTF-16 units of each of them.
    pub length: u8,
    /// How many there are.
    pub count: u16,
    /// Where the first column starts.
    start: usize,
}

impl Group {
    /// The unit at `place` of string `index`; 0 behind its end.
    pub fn unit(&self, bytes: &[u8], index: u16, place: usize) -> u16 {
        let at = self.start + 2 * (place * usize::from(self.count) + usize::from(index));
        match bytes.get(at..at + 2) {
            Some(&[low, high]) if place < usize::from(self.length) => {
                u16::from_le_bytes([low, high])
            }
            _ => 0,
        }
    }

    /// String `index`.
    pub fn string(&self, bytes: &[u8], index: u16) -> String {
        let places = 0..usize::from(self.length);
        let units: Vec<u16> = places.map(|place| self.unit(bytes, index, place)).collect();
        String::from_utf16_lossy(&units)
    }
}

/// The section's bytes. A string of more than 255 UTF-16 units, and an empty one, is left out.
#[cfg(not(target_arch = "wasm32"))]
pub fn encode(strings: &BTreeMap<String, u64>) -> Vec<u8> {
    let mut groups: BTreeMap<(u64, u8), Vec<Vec<u16>>> = BTreeMap::new();
    for (string, classes) in strings {
        let units: Vec<u16> = string.encode_utf16().collect();
        if let Ok(length @ 1..) = u8::try_from(units.len()) {
            groups.entry((*classes, length)).or_default().push(units);
        }
    }
    let mut parts = Vec::new();
    for ((classes, length), mut strings) in groups {
        strings.sort_by(|one, other| one.iter().rev().cmp(other.iter().rev()));
        let chunks = strings.chunks(usize::from(u16::MAX)).map(<[_]>::to_vec);
        parts.extend(chunks.map(|strings| (classes, length, strings)));
    }
    let mut bytes = (parts.len() as u16).to_le_bytes().to_vec();
    for (classes, length, strings) in &parts {
        bytes.extend(classes.to_le_bytes());
        bytes.push(*length);
        bytes.extend((strings.len() as u16).to_le_bytes());
    }
    for (_, length, strings) in parts {
        for place in 0..usize::from(length) {
            let column = strings
                .iter()
                .flat_map(|string| string[place].to_le_bytes());
            bytes.extend(column);
        }
    }
    bytes
}

/// The groups of a section. `None` for one that is cut short or contradicts itself.
pub fn groups(bytes: &[u8]) -> Option<Vec<Group>> {
    let (count, rest) = bytes.split_first_chunk()?;
    let count = usize::from(u16::from_le_bytes(*count));
    let (headings, _) = rest.split_at_checked(count * HEADING)?;
    let mut start = 2 + headings.len();
    let mut groups = Vec::with_capacity(count);
    for heading in headings.chunks_exact(HEADING) {
        let (classes, rest) = heading.split_first_chunk()?;
        let (&length, count) = rest.split_first()?;
        let count = u16::from_le_bytes(count.try_into().ok()?);
        groups.push(Group {
            classes: Classes(u64::from_le_bytes(*classes)),
            length,
            count,
            start,
        });
        start = start.checked_add(2 * usize::from(length) * usize::from(count))?;
    }
    (start == bytes.len()).then_some(groups)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_short_is_refused() {
        let strings =
            [("常州", 4), ("苏州", 4), ("𠮷", 1)].map(|(text, classes)| (text.to_owned(), classes));
        let bytes = encode(&strings.clone().into());
        let groups = groups(&bytes).unwrap();
        let read = groups.iter().flat_map(|group| {
            let bytes = &bytes;
            (0..group.count).map(move |index| (group.string(bytes, index), group.classes.0))
        });
        assert_eq!(read.collect::<BTreeMap<_, _>>(), strings.into());
        for length in 0..bytes.len() {
            assert!(super::groups(&bytes[..length]).is_none(), "{length} bytes");
        }
        assert!(super::groups(&[bytes, vec![0]].concat()).is_none());
    }
}
