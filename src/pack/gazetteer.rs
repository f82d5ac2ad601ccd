//! The section `gazetteer`: strings and their classes in columns, which compress to less than half of what an automaton
//! takes.
//!
//! Layout, little-endian: the number of groups (u16); for each group its classes (u64), the length of its strings in
//! UTF-16 units (u8) and their number (u16); then, group by group, the first units of all its strings (u16 each),
//! the second ones, and so on. The strings of a group are in the order of their endings, where names are most alike.

#[cfg(not(target_arch = "wasm32"))]
use std::collections::BTreeMap;
use std::ops::Range;

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

    /// The units at `place` of all strings, in order; none behind their end.
    pub fn column<'a>(&self, bytes: &'a [u8], place: usize) -> impl Iterator<Item = u16> + use<'a> {
        let size = 2 * usize::from(self.count);
        let start = self.start + place * size;
        let column = bytes.get(start..start + size);
        let column = column.filter(|_| place < usize::from(self.length));
        let pairs = column.unwrap_or_default().chunks_exact(2);
        pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
    }

    /// Where the columns are.
    fn columns(&self) -> Range<usize> {
        let units = usize::from(self.length) * usize::from(self.count);
        self.start..self.start + 2 * units
    }

    /// Whether all strings are text that neither begins nor ends with a blank: blanks are in no token, so that such a
    /// string would be no mention.
    fn is_sound(&self, bytes: &[u8]) -> bool {
        let Some(columns) = bytes.get(self.columns()) else {
            return false;
        };
        let units = columns
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        // Nearly all groups have no unit that could be either.
        if units.fold(true, |plain, unit| plain & is_plain(unit)) {
            return true;
        }
        (0..self.count).all(|index| {
            let places = 0..usize::from(self.length);
            let units: Vec<u16> = places.map(|place| self.unit(bytes, index, place)).collect();
            String::from_utf16(&units).is_ok_and(|text| text.trim() == text)
        })
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

/// The strings of one of `classes`, in the order of the section.
#[cfg(not(target_arch = "wasm32"))]
pub fn listed(bytes: &[u8], classes: Classes) -> Vec<String> {
    let groups = groups(bytes).unwrap_or_default().into_iter();
    groups
        .filter(|group| group.classes.any(classes))
        .flat_map(|group| (0..group.count).map(move |index| group.string(bytes, index)))
        .collect()
}

/// Whether a UTF-16 unit is certainly no half of a character and no blank.
const fn is_plain(unit: u16) -> bool {
    matches!(unit, 0x21..=0x7E | 0xA1..=0x167F | 0x3001..=0xD7FF | 0xE000..)
}

/// The groups of a section. `None` for one that is cut short or contradicts itself, and for strings that are no text or
/// empty or have blanks around them.
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
        let group = Group {
            classes: Classes(u64::from_le_bytes(*classes)),
            length,
            count,
            start,
        };
        // Any number of empty strings would fit.
        if length == 0 || !group.is_sound(bytes) {
            return None;
        }
        start = group.columns().end;
        groups.push(group);
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

    #[test]
    fn what_is_no_name_is_refused() {
        let section = |length: u8, count: u16, units: &[u16]| {
            let mut bytes = 1_u16.to_le_bytes().to_vec();
            bytes.extend(1_u64.to_le_bytes());
            bytes.push(length);
            bytes.extend(count.to_le_bytes());
            bytes.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
            bytes
        };
        let read = |length, units: &[u16]| super::groups(&section(length, 1, units)).is_some();
        assert!(read(2, &[0x5E38, 0x5DDE]) && read(3, &[0x5E38, 0x20, 0x5DDE]));
        assert!(read(2, &[0xD842, 0xDFB7]));
        for units in [
            &[0x5E38, 0xA][..],
            &[0x3000, 0x5E38],
            &[0x2028],
            &[0xD842],
            &[0xDFB7, 0xD842],
        ] {
            assert!(!read(units.len() as u8, units), "{units:X?}");
        }
        // Four thousand million of them would take no byte.
        let heading = &section(0, u16::MAX, &[])[2..];
        let mut empty = u16::MAX.to_le_bytes().to_vec();
        empty.extend(heading.repeat(usize::from(u16::MAX)));
        assert!(super::groups(&empty).is_none());
    }
}
