//! The section `gazetteer`: strings and their classes in columns, which compress to less than half of what an automaton
//! takes.
//!
//! Layout, little-endian: the number of groups (u16); for each group its classes (u64), the length of its strings in
//! UTF-16 units (u8) and their number (u32); then, group by group, the first units of all its strings (u16 each),
//! the second ones, and so on. The strings of a group are in the order of their endings, where names are most alike.

#[cfg(not(target_arch = "wasm32"))]
use std::collections::BTreeMap;
use std::ops::Range;

use crate::lexicon::Classes;

/// Bytes of a group's heading.
const HEADING: usize = 13;

/// The strings of a section.
#[derive(Clone, Debug, Default)]
pub struct Decoded {
    /// The characters of all strings.
    pub chars: Vec<char>,
    /// The strings, group by group.
    pub strings: Vec<Text>,
    /// The different sets of classes.
    pub sets: Vec<Classes>,
}

/// A string of a section.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    start: u32,
    length: u8,
    /// Index into [`Decoded::sets`].
    pub kind: u16,
}

impl Text {
    /// Where it stands in [`Decoded::chars`].
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.start as usize + usize::from(self.length)
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
    let mut bytes = (groups.len() as u16).to_le_bytes().to_vec();
    for ((classes, length), strings) in &groups {
        bytes.extend(classes.to_le_bytes());
        bytes.push(*length);
        bytes.extend((strings.len() as u32).to_le_bytes());
    }
    for ((_, length), mut strings) in groups {
        strings.sort_by(|one, other| one.iter().rev().cmp(other.iter().rev()));
        for place in 0..usize::from(length) {
            bytes.extend(
                strings
                    .iter()
                    .flat_map(|string| string[place].to_le_bytes()),
            );
        }
    }
    bytes
}

/// The strings of a section. `None` for one that is cut short or contradicts itself.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    let (count, rest) = bytes.split_first_chunk()?;
    let count = usize::from(u16::from_le_bytes(*count));
    let (headings, mut columns) = rest.split_at_checked(count * HEADING)?;
    let mut decoded = Decoded::default();
    let mut units = Vec::new();
    for heading in headings.chunks_exact(HEADING) {
        let (classes, rest) = heading.split_first_chunk()?;
        let (length, number) = rest.split_first()?;
        let classes = Classes(u64::from_le_bytes(*classes));
        let number = u32::from_le_bytes(number.try_into().ok()?) as usize;
        let kind = match decoded.sets.last() {
            Some(last) if *last == classes => decoded.sets.len() - 1,
            _ => {
                decoded.sets.push(classes);
                decoded.sets.len() - 1
            }
        };
        let size = number.checked_mul(2 * usize::from(*length))?;
        let (group, behind) = columns.split_at_checked(size)?;
        columns = behind;
        for index in 0..number {
            units.clear();
            units.extend((0..usize::from(*length)).map(|place| {
                let at = 2 * (place * number + index);
                u16::from_le_bytes([group[at], group[at + 1]])
            }));
            let start = decoded.chars.len();
            for character in char::decode_utf16(units.iter().copied()) {
                decoded.chars.push(character.ok()?);
            }
            decoded.strings.push(Text {
                start: u32::try_from(start).ok()?,
                length: (decoded.chars.len() - start) as u8,
                kind: u16::try_from(kind).ok()?,
            });
        }
    }
    columns.is_empty().then_some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_short_is_refused() {
        let strings =
            [("常州", 4), ("苏州", 4), ("𠮷", 1)].map(|(text, classes)| (text.to_owned(), classes));
        let bytes = encode(&strings.into());
        assert_eq!(decode(&bytes).unwrap().strings.len(), 3);
        for length in 0..bytes.len() {
            assert!(decode(&bytes[..length]).is_none(), "{length} bytes");
        }
        assert!(decode(&[bytes, vec![0]].concat()).is_none());
    }
}
