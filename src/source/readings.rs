//! Which readings a character may have.
//!
//! A table of bytes, used where it lies (in the pack: section `readings`). Layout,
//! little-endian: version, number of syllables, length of the pool, zero (u16 each); the code that
//! the damaging machine worked in, as `super::gbk` has it; the syllables without tone, sorted, `SYLLABLE` bytes each, filled up with zeros; one u16 for
//! each character from `FIRST` on, the place of its list in the pool and its commonness; the pool
//! of lists, a u16 for each reading, the last of each list flagged. A list starts with the
//! commonest reading.
//!
//! The table covers the Unified Ideographs that GBK knows. Others cannot have been annotated:
//! the annotation was done on GBK bytes.

use std::fmt;
use std::sync::OnceLock;

use super::gbk::{self, Gbk};
use crate::error::{Error, Result};

/// Name of the pack's section.
pub const SECTION: &str = "readings";

/// Layout version. 1: first. 2: with the code.
const VERSION: u16 = 2;
/// Bytes of the header.
const HEADER: usize = 8;
/// Where the syllables start, behind the code.
const SYLLABLES: usize = HEADER + gbk::SIZE;
/// Bytes of a syllable, as long as `zhuang`.
const SYLLABLE: usize = 6;
/// First character of the table.
const FIRST: u32 = 0x4E00;
/// Number of characters in the table: the block of Unified Ideographs.
const CHARACTERS: usize = 0x5200;
/// Where a character's commonness starts in its entry; two bits.
const COMMONNESS_SHIFT: u16 = 14;
/// Of a character: place of its list in the pool.
const PLACE: u16 = 0x3FFF;
/// Place of the empty list.
const NO_READING: u16 = PLACE;
/// Of a reading: the last of its list.
const LAST: u16 = 0x8000;
/// Bits of a reading that hold the tone; the syllable's number lies above them.
const TONE_BITS: u16 = 3;

/// A syllable with its tone, as a number within one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reading(u16);

impl Reading {
    /// The tone, 1 to 4, or 0 where none is written: the neutral tone, or a toneless spelling.
    pub const fn tone(self) -> u16 {
        self.0 & ((1 << TONE_BITS) - 1)
    }

    /// Whether the two are the same syllable, whatever the tone.
    pub const fn same_syllable(self, other: Self) -> bool {
        self.0 >> TONE_BITS == other.0 >> TONE_BITS
    }
}

/// The table.
pub struct Readings {
    bytes: Box<dyn AsRef<[u8]> + Send + Sync>,
    syllables: usize,
    pool: usize,
    gbk: OnceLock<Gbk>,
}

impl fmt::Debug for Readings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Readings")
            .field("bytes", &self.table().len())
            .field("syllables", &self.syllables)
            .finish_non_exhaustive()
    }
}

impl Readings {
    /// Takes a table over, be it the pack's section or bytes of one's own; copies nothing.
    ///
    /// # Errors
    /// [`Error::PackSection`] if the bytes are not such a table, whole and consistent.
    pub fn from_bytes(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Result<Self> {
        let malformed = || Error::PackSection(SECTION.to_owned());
        let table = bytes.as_ref();
        let field = |index: usize| u16_at(table, index * 2).ok_or_else(malformed);
        let (version, syllables, pool, zero) = (field(0)?, field(1)?, field(2)?, field(3)?);
        let (syllables, pool) = (usize::from(syllables), usize::from(pool));
        let expected = SYLLABLES + syllables * SYLLABLE + CHARACTERS * 2 + pool * 2;
        if version != VERSION
            || zero != 0
            || table.len() != expected
            || pool > usize::from(NO_READING)
            || syllables > usize::from(!LAST) >> TONE_BITS
        {
            return Err(malformed());
        }
        let readings = Self {
            syllables,
            pool,
            bytes: Box::new(bytes),
            gbk: OnceLock::new(),
        };
        readings
            .is_consistent()
            .then_some(readings)
            .ok_or_else(malformed)
    }

    /// Whether all numbers point at something and the syllables are in order.
    fn is_consistent(&self) -> bool {
        let table = self.table();
        let spellings = &table[SYLLABLES..SYLLABLES + self.syllables * SYLLABLE];
        let in_order = spellings
            .chunks_exact(SYLLABLE)
            .zip(spellings.chunks_exact(SYLLABLE).skip(1))
            .all(|(one, next)| one < next);
        let pool_ends = self.pool == 0
            || self
                .pool_entry(self.pool - 1)
                .is_some_and(|entry| entry & LAST != 0);
        let entries = table[SYLLABLES + self.syllables * SYLLABLE..].chunks_exact(2);
        let mut entries = entries.map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let characters_point = entries
            .by_ref()
            .take(CHARACTERS)
            .all(|entry| entry & PLACE == NO_READING || usize::from(entry & PLACE) < self.pool);
        let pool_points = entries.all(|entry| {
            usize::from((entry & !LAST) >> TONE_BITS) < self.syllables && Reading(entry).tone() < 5
        });
        in_order && pool_ends && pool_points && characters_point
    }

    fn table(&self) -> &[u8] {
        (*self.bytes).as_ref()
    }

    /// The code that the damaging machine worked in, laid out for the first text that needs it.
    pub(super) fn gbk(&self) -> &Gbk {
        self.gbk.get_or_init(|| {
            let planes = self.table().get(HEADER..SYLLABLES);
            Gbk::new(planes.unwrap_or_default())
        })
    }

    fn entry(&self, index: usize) -> Option<u16> {
        u16_at(
            self.table(),
            SYLLABLES + self.syllables * SYLLABLE + index * 2,
        )
    }

    fn pool_entry(&self, place: usize) -> Option<u16> {
        let start = SYLLABLES + self.syllables * SYLLABLE + CHARACTERS * 2;
        u16_at(self.table(), start + place * 2)
    }

    fn character_entry(&self, character: char) -> Option<u16> {
        let index = u32::from(character).checked_sub(FIRST)? as usize;
        (index < CHARACTERS).then(|| self.entry(index)).flatten()
    }

    /// The readings of a character, the commonest first; none for what is no Han character.
    pub fn of(&self, character: char) -> impl Iterator<Item = Reading> + '_ {
        let mut next = self
            .character_entry(character)
            .map(|entry| entry & PLACE)
            .filter(|&place| place != NO_READING)
            .map(usize::from);
        std::iter::from_fn(move || {
            let place = next?;
            let entry = self.pool_entry(place)?;
            next = (entry & LAST == 0).then_some(place + 1);
            Some(Reading(entry & !LAST))
        })
    }

    /// The letters of a reading without its tone, in lower case: `v` for ü, `E` for ê.
    pub fn letters(&self, reading: Reading) -> &[u8] {
        let start = SYLLABLES + usize::from(reading.0 >> TONE_BITS) * SYLLABLE;
        let letters = self.table().get(start..start + SYLLABLE);
        let letters = letters.unwrap_or_default();
        let length = letters.iter().position(|letter| *letter == 0);
        letters
            .get(..length.unwrap_or(SYLLABLE))
            .unwrap_or_default()
    }

    /// Whether the character may be read so, tone included.
    pub fn has(&self, character: char, reading: Reading) -> bool {
        self.of(character).any(|found| found == reading)
    }

    /// Whether the character may be read so in some tone.
    pub fn has_syllable(&self, character: char, reading: Reading) -> bool {
        self.of(character).any(|found| found.same_syllable(reading))
    }

    /// How common the character is: 3 among the commonest of Traditional news, 2 among the
    /// 5,401 commoner ones of Big5 (Traditional text), 1 among the 3,755 commoner ones of
    /// GB 2312 (Simplified text), 0 otherwise.
    pub fn commonness(&self, character: char) -> u8 {
        self.character_entry(character)
            .map_or(0, |entry| (entry >> COMMONNESS_SHIFT) as u8)
    }

    /// A reading's syllable in plain letters (`v` for ü, `E` for ê); its tone is [`Reading::tone`].
    pub fn syllable(&self, reading: Reading) -> &str {
        self.syllable_at(usize::from(reading.0 >> TONE_BITS))
    }

    /// Every syllable of the table, as [`Readings::syllable`] gives it.
    pub fn syllables(&self) -> impl Iterator<Item = &str> {
        (0..self.syllables).map(|number| self.syllable_at(number))
    }

    fn syllable_at(&self, number: usize) -> &str {
        let start = SYLLABLES + number * SYLLABLE;
        let letters = self
            .table()
            .get(start..start + SYLLABLE)
            .unwrap_or_default();
        let length = letters.iter().position(|&letter| letter == 0);
        let letters = &letters[..length.unwrap_or(letters.len())];
        std::str::from_utf8(letters).unwrap_or_default()
    }

    /// The reading that `spelling` writes, if any character has it in any tone: lower case, the
    /// tone mark precomposed or combining or absent; `ü`, `v` and `u:` are one.
    pub fn parse(&self, spelling: &str) -> Option<Reading> {
        let (syllable, tone) = canonical(spelling)?;
        let table = self.table();
        let spellings = table.get(SYLLABLES..SYLLABLES + self.syllables * SYLLABLE)?;
        let (mut low, mut high) = (0, self.syllables);
        while low < high {
            let middle = low.midpoint(high);
            match spellings
                .get(middle * SYLLABLE..(middle + 1) * SYLLABLE)?
                .cmp(&syllable[..])
            {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => {
                    return Some(Reading((middle as u16) << TONE_BITS | tone));
                }
            }
        }
        None
    }
}

fn u16_at(bytes: &[u8], position: usize) -> Option<u16> {
    let pair = bytes.get(position..position + 2)?;
    Some(u16::from_le_bytes([pair[0], pair[1]]))
}

/// A spelling as plain letters (`v` for ü, `E` for ê) and a tone; nothing if it is no
/// syllable's spelling.
fn canonical(spelling: &str) -> Option<([u8; SYLLABLE], u16)> {
    const VOWELS: [(&str, u8); 7] = [
        ("āáǎà", b'a'),
        ("ēéěè", b'e'),
        ("īíǐì", b'i'),
        ("ōóǒò", b'o'),
        ("ūúǔù", b'u'),
        ("ǖǘǚǜ", b'v'),
        ("\0ńňǹ", b'n'),
    ];
    let mut letters = [0_u8; SYLLABLE];
    let mut length = 0_usize;
    let mut tone = 0;
    for character in spelling.chars() {
        let last = length.checked_sub(1).and_then(|last| letters.get_mut(last));
        let (letter, mark) = match character {
            'a'..='z' => (character as u8, 0),
            'ü' => (b'v', 0),
            'ê' => (b'E', 0),
            'ế' => (b'E', 2),
            'ề' => (b'E', 4),
            'ḿ' => (b'm', 2),
            'ɑ' => (b'a', 0),
            'ɡ' => (b'g', 0),
            ':' | '\u{308}' | '\u{302}' => {
                match last {
                    Some(last @ b'u') if character != '\u{302}' => *last = b'v',
                    Some(last @ b'e') if character == '\u{302}' => *last = b'E',
                    _ => return None,
                }
                continue;
            }
            '\u{304}' => (0, 1),
            '\u{301}' => (0, 2),
            '\u{30C}' => (0, 3),
            '\u{300}' => (0, 4),
            _ => VOWELS.iter().find_map(|&(marked, plain)| {
                let tone = marked.chars().position(|found| found == character)?;
                Some((plain, tone as u16 + 1))
            })?,
        };
        if mark != 0 {
            if tone != 0 || (letter == 0 && length == 0) {
                return None;
            }
            tone = mark;
        }
        if letter != 0 {
            *letters.get_mut(length)? = letter;
            length += 1;
        }
    }
    // After j, q, x and y there is only ü, written u; after l and n only ü goes before e.
    match letters {
        [b'j' | b'q' | b'x' | b'y', b'v', ..] => letters[1] = b'u',
        [b'l' | b'n', b'u', b'e', 0, ..] => letters[1] = b'v',
        _ => {}
    }
    (length > 0).then_some((letters, tone))
}

#[cfg(not(target_arch = "wasm32"))]
mod compile;
#[cfg(not(target_arch = "wasm32"))]
pub use compile::compile;

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Readings {
        Readings::from_bytes(compile()).unwrap()
    }

    #[test]
    fn characters_have_their_readings_and_no_others() {
        let readings = table();
        let has = |character, spelling| {
            readings
                .parse(spelling)
                .is_some_and(|reading| readings.has(character, reading))
        };
        for (character, spelling) in [
            ('業', "yè"),
            ('會', "huì"),
            ('長', "zhǎng"),
            ('長', "cháng"),
            ('們', "men"),
            ('乾', "qián"),
            ('乾', "gàn"),
            ('髮', "fā"),
            ('髮', "fà"),
            ('後', "hòu"),
            ('著', "zhe"),
            ('隻', "zhǐ"),
            ('臟', "zāng"),
            ('嗯', "ń"),
            ('呣', "ḿ"),
            ('欸', "ế"),
        ] {
            assert!(has(character, spelling), "{character}({spelling})");
        }
        for (character, spelling) in [
            ('東', "fā"),
            ('據', "dōng"),
            ('A', "a"),
            ('、', "dùn"),
            ('們', "me"),
        ] {
            assert!(!has(character, spelling), "{character}({spelling})");
        }
    }

    #[test]
    fn one_reading_has_many_spellings() {
        let readings = table();
        for spellings in [
            &[
                "lǜ",
                "lv\u{300}",
                "lu\u{308}\u{300}",
                "lu:\u{300}",
                "lü\u{300}",
            ][..],
            &["yè", "ye\u{300}"],
            &["xu", "xü", "xv", "xu:"],
            &["lüe", "lue", "lve"],
            &["gan", "ɡɑn"],
        ] {
            let parsed: Vec<_> = spellings
                .iter()
                .map(|spelling| readings.parse(spelling))
                .collect();
            assert!(
                parsed[0].is_some() && parsed.iter().all(|one| *one == parsed[0]),
                "{spellings:?}"
            );
        }
        for none in [
            "", "GDP", "Li", "東部", "xi'an", "tāotiè", "ma1", "māá", "\u{304}a", ":", "zhuangs",
            "sitiveni",
        ] {
            assert_eq!(readings.parse(none), None, "{none:?}");
        }
    }

    #[test]
    fn commonness_follows_the_standards() {
        let readings = table();
        for (character, commonness) in [
            ('的', 3),
            ('鑰', 2),
            ('业', 1),
            ('龘', 0),
            ('犇', 0),
            ('。', 0),
        ] {
            assert_eq!(readings.commonness(character), commonness, "{character}");
        }
    }

    #[test]
    fn the_table_is_small_and_the_same_every_time() {
        let table = compile();
        println!("{} bytes", table.len());
        assert!(table.len() - gbk::SIZE < 120_000);
        assert_eq!(table, compile());
    }

    #[test]
    fn garbage_and_truncation_are_errors() {
        let table = compile();
        for length in (0..table.len()).step_by(97).chain([table.len() - 1]) {
            assert!(
                Readings::from_bytes(table[..length].to_vec()).is_err(),
                "{length}"
            );
        }
        assert!(Readings::from_bytes(vec![0xFF; table.len()]).is_err());
        let mut damaged = table.clone();
        let end = damaged.len() - 1;
        damaged[end] = 0;
        assert!(
            matches!(Readings::from_bytes(damaged), Err(Error::PackSection(name)) if name == SECTION)
        );
        let mut longer = table;
        longer.push(0);
        assert!(Readings::from_bytes(longer).is_err());
    }
}
