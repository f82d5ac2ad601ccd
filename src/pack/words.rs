//! The section `words`: the dictionary in planes, which compress to six tenths of what lines take.
//!
//! Layout, little-endian: the number of words (u32); the number of tags (u8) and the tags (u8 length and bytes);
//! then in planes, one entry a word, the words in order: UTF-16 units shared with the word before (u8), the level
//! of the frequency (u8), the number of the tag (u8), units that follow (u8); and these units (u16).
//!
//! A frequency is kept as the nearest half power of two: what decides between two readings of a text are factors.

#[cfg(not(target_arch = "wasm32"))]
use std::collections::BTreeSet;
#[cfg(test)]
use std::fmt::Write;

/// One word of a dictionary: the word, how often it was counted, its part of speech.
pub type Entry = (String, u64, String);

/// Levels of frequency to each doubling.
const LEVELS: f64 = 2.0;

/// The section's bytes; `entries` are sorted by word. A word of more than 255 UTF-16 units is left out, as is a tag that is the
/// 256th or later.
#[cfg(not(target_arch = "wasm32"))]
pub fn encode<'a>(entries: impl Iterator<Item = &'a Entry>) -> Vec<u8> {
    let entries: Vec<&Entry> = entries
        .filter(|(word, ..)| word.encode_utf16().count() < 256)
        .collect();
    let tags: BTreeSet<&str> = entries.iter().map(|(.., tag)| tag.as_str()).collect();
    let tags: Vec<&str> = tags.into_iter().take(255).collect();
    let mut bytes = (entries.len() as u32).to_le_bytes().to_vec();
    bytes.push(tags.len() as u8);
    for tag in &tags {
        bytes.push(tag.len() as u8);
        bytes.extend(tag.bytes());
    }
    let mut planes = [const { Vec::new() }; 4];
    let mut units = Vec::new();
    let mut before: Vec<u16> = Vec::new();
    for (word, frequency, tag) in entries {
        let word: Vec<u16> = word.encode_utf16().collect();
        let shared = word
            .iter()
            .zip(&before)
            .take_while(|(one, other)| one == other)
            .count();
        planes[0].push(shared as u8);
        planes[1].push((LEVELS * (*frequency.max(&1) as f64).log2()).round() as u8);
        planes[2].push(
            tags.iter()
                .position(|known| known == tag)
                .unwrap_or_default() as u8,
        );
        planes[3].push((word.len() - shared) as u8);
        units.extend(word[shared..].iter().flat_map(|unit| unit.to_le_bytes()));
        before = word;
    }
    planes.iter().for_each(|plane| bytes.extend(plane));
    bytes.extend(units);
    bytes
}

/// What the planes have of one word.
#[derive(Clone, Copy, Debug)]
pub struct PlaneEntry {
    /// Its number.
    pub index: u32,
    /// UTF-16 units shared with the word before.
    pub shared: u8,
    /// The level of its frequency.
    pub level: u8,
    /// Units that follow.
    pub added: u8,
}

/// Where the parts of a section lie; the section itself stays where it is.
#[derive(Clone, Debug)]
pub struct Planes {
    count: usize,
    tags: Vec<(usize, usize)>,
    /// Where the first plane starts.
    start: usize,
}

impl Planes {
    /// Reads the heading; `None` for a section that is cut short.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let (count, rest) = bytes.split_first_chunk()?;
        let count = u32::from_le_bytes(*count) as usize;
        let mut position = 5;
        let mut tags = Vec::new();
        for _ in 0..*rest.first()? {
            let length = usize::from(*bytes.get(position)?);
            let tag = (position + 1, position + 1 + length);
            std::str::from_utf8(bytes.get(tag.0..tag.1)?).ok()?;
            tags.push(tag);
            position = tag.1;
        }
        (bytes.len() >= position.checked_add(count.checked_mul(4)?)?).then_some(Self {
            count,
            tags,
            start: position,
        })
    }

    /// The number of words.
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Where the units of the first word start.
    pub const fn units(&self) -> usize {
        self.start + 4 * self.count
    }

    /// What the planes have of each word, in order.
    pub fn entries<'a>(
        &self,
        bytes: &'a [u8],
    ) -> Option<impl Iterator<Item = PlaneEntry> + use<'a>> {
        let all = bytes.get(self.start..self.units())?;
        let (shared, rest) = all.split_at_checked(self.count)?;
        let (levels, rest) = rest.split_at_checked(self.count)?;
        let (_, added) = rest.split_at_checked(self.count)?;
        let planes = shared.iter().zip(levels).zip(added).zip(0..);
        Some(
            planes.map(|(((&shared, &level), &added), index)| PlaneEntry {
                index,
                shared,
                level,
                added,
            }),
        )
    }

    fn entry(&self, bytes: &[u8], plane: usize, index: usize) -> Option<u8> {
        bytes.get(self.start + plane * self.count + index).copied()
    }

    /// How many units a word shares with the one before it, and how many it adds.
    pub fn lengths(&self, bytes: &[u8], index: usize) -> Option<(usize, usize)> {
        let shared = self.entry(bytes, 0, index)?;
        let added = self.entry(bytes, 3, index)?;
        Some((usize::from(shared), usize::from(added)))
    }

    /// The level of a word's frequency; see [`frequency`].
    pub fn level(&self, bytes: &[u8], index: usize) -> Option<u8> {
        self.entry(bytes, 1, index)
    }

    /// A word's part of speech; `None` for a number that no tag has.
    pub fn tag<'a>(&self, bytes: &'a [u8], index: usize) -> Option<&'a str> {
        let &(start, end) = self.tags.get(usize::from(self.entry(bytes, 2, index)?))?;
        std::str::from_utf8(bytes.get(start..end)?).ok()
    }

    /// Makes of the word before `index`, in UTF-16 units, the one at `index`, whose own units start at `units`; gives
    /// where those of the next one start.
    pub fn step(
        &self,
        bytes: &[u8],
        index: usize,
        units: usize,
        word: &mut Vec<u16>,
    ) -> Option<usize> {
        let (shared, added) = self.lengths(bytes, index)?;
        word.truncate(shared);
        let end = units + 2 * added;
        word.extend(
            bytes
                .get(units..end)?
                .chunks_exact(2)
                .map(|pair| u16::from_le_bytes([pair[0], pair[1]])),
        );
        Some(end)
    }
}

/// The frequency of a level.
pub fn frequency(level: u8) -> u64 {
    (f64::from(level) / LEVELS).exp2().round() as u64
}

/// The dictionary in the format that jieba reads: word, frequency and tag a line, separated by blanks. `None` for
/// a section that is cut short or contradicts itself.
#[cfg(test)]
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    let planes = Planes::read(bytes)?;
    let frequencies: Vec<u64> = (0..=u8::MAX).map(frequency).collect();
    let mut lines = String::with_capacity(24 * planes.count());
    let mut word: Vec<u16> = Vec::new();
    let mut units = planes.units();
    for index in 0..planes.count() {
        units = planes.step(bytes, index, units, &mut word)?;
        for character in char::decode_utf16(word.iter().copied()) {
            lines.push(character.ok()?);
        }
        let tag = planes.tag(bytes, index)?;
        let level = usize::from(planes.level(bytes, index)?);
        writeln!(lines, " {} {tag}", frequencies[level]).ok()?;
    }
    (units == bytes.len()).then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Vec<Entry> {
        [
            ("中", 100, "f"),
            ("中国", 4096, "ns"),
            ("中国人", 33, "n"),
            ("𠮷野家", 1, "nz"),
        ]
        .map(|(word, frequency, tag)| (word.to_owned(), frequency, tag.to_owned()))
        .to_vec()
    }

    #[test]
    fn words_come_back_with_rounded_frequencies() {
        let lines = decode(&encode(entries().iter())).unwrap();
        assert_eq!(lines, "中 91 f\n中国 4096 ns\n中国人 32 n\n𠮷野家 1 nz\n");
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        let bytes = encode(entries().iter());
        for length in 0..bytes.len() {
            assert_eq!(decode(&bytes[..length]), None, "{length} bytes");
        }
        assert_eq!(decode(&[bytes, vec![0]].concat()), None);
    }
}
