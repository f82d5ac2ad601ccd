//! How common words are, by the dictionary that the base pack has.
//!
//! The section is searched where it lies: words stand in order, each written as what it adds to the one before, so
//! that a start is remembered every `STRIDE` words and the rest is read from there.
//!
//! Bands: a word's rank is the number of commoner words and half of those as common. Band 1 reaches to rank 1,000,
//! 2 to 3,000, 3 to 6,000, 4 to 15,000; 5 is the rest. A word that the dictionary lacks has the band of its rarest
//! character.

use crate::error::{Error, Result};
use crate::pack::{Pack, Section, words};

/// Highest ranks of bands 1 to 4.
pub const BANDS: [usize; 4] = [1_000, 3_000, 6_000, 15_000];

/// Words between two remembered starts.
const STRIDE: usize = 64;

/// The counted words.
#[derive(Debug)]
pub struct Frequencies {
    section: Section,
    planes: words::Planes,
    /// Of every [`STRIDE`]th word: its units, and where those that the next words add start.
    starts: Vec<(Box<[u16]>, usize)>,
    /// Band of each level of frequency.
    bands: Vec<u8>,
}

impl Frequencies {
    /// Reads the section `words` of the base pack.
    ///
    /// # Errors
    /// [`Error::PackSection`] where it is missing or malformed.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        let section = pack.section("words")?;
        Self::new(section).ok_or_else(|| Error::PackSection("words".to_owned()))
    }

    fn new(section: Section) -> Option<Self> {
        let bytes = section.as_ref();
        let planes = words::Planes::read(bytes)?;
        let mut starts = Vec::new();
        let mut counts = vec![0_usize; 256];
        let mut word: Vec<u16> = Vec::new();
        let mut units = planes.units();
        for index in 0..planes.count() {
            units = planes.step(bytes, index, units, &mut word)?;
            if index.is_multiple_of(STRIDE) {
                starts.push((word.as_slice().into(), units));
            }
            *counts.get_mut(usize::from(planes.level(bytes, index)?))? += 1;
        }
        let mut commoner = 0;
        let mut bands = vec![0; counts.len()];
        for (level, &count) in counts.iter().enumerate().rev() {
            let rank = commoner + count / 2;
            commoner += count;
            *bands.get_mut(level)? = BANDS.partition_point(|&limit| limit < rank) as u8 + 1;
        }
        Some(Self {
            planes,
            starts,
            bands,
            section,
        })
    }

    /// The level of a word's frequency.
    fn level(&self, text: &str) -> Option<u8> {
        let bytes = self.section.as_ref();
        let sought: Vec<u16> = text.encode_utf16().collect();
        let block = self
            .starts
            .partition_point(|(word, _)| in_order(word).le(in_order(&sought)));
        let block = block.checked_sub(1)?;
        let (first, units) = self.starts.get(block)?;
        let mut units = *units;
        let mut word = first.to_vec();
        let mut index = block * STRIDE;
        loop {
            if word == sought {
                return self.planes.level(bytes, index);
            }
            index += 1;
            if index.is_multiple_of(STRIDE) || index >= self.planes.count() {
                return None;
            }
            units = self.planes.step(bytes, index, units, &mut word)?;
        }
    }

    /// How often a word in Simplified characters was counted, to the nearest half power of two.
    pub fn frequency(&self, word: &str) -> Option<u64> {
        self.level(word).map(words::frequency)
    }

    /// How common a word in Simplified characters is, from 1 to 5.
    pub fn band(&self, word: &str) -> u8 {
        let rarest = BANDS.len() as u8 + 1;
        let of = |word: &str| self.bands.get(usize::from(self.level(word)?)).copied();
        of(word).unwrap_or_else(|| {
            let mut utf8 = [0; 4];
            let characters = word.chars().filter(|&one| super::predict::is_han(one));
            characters
                .map(|one| of(one.encode_utf8(&mut utf8)).unwrap_or(rarest))
                .max()
                .unwrap_or(rarest)
        })
    }
}

/// Units in the order of the code points that they write: surrogates behind all else.
fn in_order(units: &[u16]) -> impl Iterator<Item = u16> {
    units.iter().map(|&unit| match unit {
        0xD800..=0xDFFF => unit + 0x2000,
        0xE000.. => unit - 0x800,
        _ => unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::PackWriter;

    fn frequencies(entries: &[(String, u64, String)]) -> Frequencies {
        let mut writer = PackWriter::new();
        writer.add("words", words::encode(entries.iter()));
        Frequencies::from_pack(&Pack::read(writer.write("test")).unwrap()).unwrap()
    }

    #[test]
    fn every_word_is_found_and_no_other() {
        let mut entries: Vec<_> = (0..500_u32)
            .map(|number| char::from_u32(0x4E00 + 7 * number).unwrap())
            .flat_map(|one| [one.to_string(), format!("{one}国"), format!("{one}国人")])
            .chain(["𠮷".to_owned(), "𠮷野家".to_owned(), "\u{F900}".to_owned()])
            .map(|word| (word, 4096, "n".to_owned()))
            .collect();
        entries.sort();
        let found = frequencies(&entries);
        for (word, frequency, _) in &entries {
            assert_eq!(found.frequency(word), Some(*frequency), "{word}");
        }
        for other in ["", "国", "一国家", "𠮷野", "鿿", "A", "\u{10FFFF}"] {
            assert_eq!(found.frequency(other), None, "{other}");
        }
        assert_eq!(frequencies(&[]).frequency("一"), None);
        assert_eq!(frequencies(&[]).band("一"), 5);
    }

    #[test]
    fn bands_follow_the_rank() {
        // The frequency falls with the square of the rank.
        let mut entries: Vec<_> = (0..20_000_u32)
            .map(|rank| {
                let word = char::from_u32(0x4E00 + rank).unwrap().to_string();
                let frequency = 1_u64 << (40 - (f64::from(rank + 1).log2() * 2.0) as u32);
                (word, frequency, "n".to_owned())
            })
            .collect();
        entries.sort();
        let found = frequencies(&entries);
        let band = |rank: u32| {
            found.band(
                char::from_u32(0x4E00 + rank)
                    .unwrap()
                    .encode_utf8(&mut [0; 4]),
            )
        };
        assert_eq!(
            [0, 500, 2_000, 4_000, 10_000, 19_000].map(band),
            [1, 1, 2, 3, 4, 5]
        );
        // Not listed: the rarest character decides; characters that are none say nothing.
        assert_eq!(found.band("一\u{4E02}A"), 1);
        assert_eq!(
            found.band(&format!("一{}", char::from_u32(0x4E00 + 10_000).unwrap())),
            4
        );
        assert_eq!(found.band("𠮷"), 5);
    }
}
