//! The dictionary that proposes words, in jieba-rs.
//!
//! jieba-rs builds its trie from words, wherever they come from; to build it of all takes longer than everything else
//! that has to be loaded, and an article needs one word in thirty. So words are handed over when the first text has
//! the two characters that they begin with. What is read does not depend on the order: the frequencies of all words
//! that are still missing are those of one word that no text has, so that their sum stays the same.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use jieba_rs::Jieba;

use crate::pack::Section;
use crate::pack::words::{self, Planes};

/// Stands for all words that are not there yet: a character for private use, at which jieba breaks every text.
const MISSING: &str = "\u{10FFFD}";

/// Words with their frequencies and parts of speech.
#[derive(Debug)]
pub struct Dictionary {
    section: Section,
    planes: Planes,
    /// For each UTF-16 unit the number of its group, counted from 1; 0 where no word begins with it.
    numbers: Box<[u16]>,
    groups: Vec<Group>,
    state: RwLock<State>,
    /// Pairs that are known not to be missing, each at a place of its own or in another's: most are met again soon, and to
    /// look for them costs more than to read the words.
    known: Box<[AtomicU32]>,
}

/// Logarithm of the pairs that are known.
const KNOWN_BITS: u32 = 14;

/// The words that begin with one UTF-16 unit, or with two.
#[derive(Clone, Copy, Debug)]
struct Group {
    /// The unit, or the second one of two.
    unit: u16,
    /// Number of its first word.
    index: u32,
    /// Where what this word adds to the one before it starts in the section.
    units: u32,
}

/// What is there so far.
#[derive(Debug)]
struct State {
    jieba: Jieba,
    /// For each group the pairs that are missing, by second unit; `None` where no text has had the first.
    missing: Vec<Option<Vec<Group>>>,
    /// Sum of the frequencies of all missing words.
    frequency: u32,
}

impl Dictionary {
    /// Reads the section `words` of a pack, without building anything. `None` for a section that is cut short or
    /// contradicts itself.
    pub fn new(section: Section) -> Option<Self> {
        let bytes = section.as_ref();
        let planes = Planes::read(bytes)?;
        let mut numbers = vec![0_u16; 1 << 16].into_boxed_slice();
        let mut groups: Vec<Group> = Vec::new();
        let mut counts = [0_u64; 256];
        let mut length = 0;
        let mut units = planes.units();
        for entry in planes.entries(bytes)? {
            let shared = usize::from(entry.shared);
            if shared > length {
                return None;
            }
            if shared == 0 {
                let pair = bytes.get(units..units + 2)?;
                let unit = u16::from_le_bytes([pair[0], pair[1]]);
                if groups.last().is_none_or(|group| group.unit != unit) {
                    groups.push(Group {
                        unit,
                        index: entry.index,
                        units: units as u32,
                    });
                    let number = numbers.get_mut(usize::from(unit))?;
                    // One run of words for each unit.
                    if *number != 0 {
                        return None;
                    }
                    *number = u16::try_from(groups.len()).ok()?;
                }
            }
            length = shared + usize::from(entry.added);
            units += 2 * usize::from(entry.added);
            counts[usize::from(entry.level)] += 1;
        }
        if units != bytes.len() {
            return None;
        }
        let levels = (0..=u8::MAX).map(words::frequency);
        let all = levels.zip(counts).fold(0_u64, |sum, (each, count)| {
            sum.saturating_add(each.saturating_mul(count))
        });
        // While words are handed over, jieba counts some twice; where addresses have 32 bits, so do its counts.
        let frequency = u32::try_from(all).ok().filter(|&all| all <= u32::MAX / 2)?;
        let mut jieba = Jieba::empty();
        jieba.add_word(MISSING, Some(frequency as usize), None);
        let state = State {
            jieba,
            missing: vec![None; groups.len()],
            frequency,
        };
        Some(Self {
            planes,
            numbers,
            groups,
            state: RwLock::new(state),
            known: std::iter::repeat_with(AtomicU32::default)
                .take(1 << KNOWN_BITS)
                .collect(),
            section,
        })
    }

    /// Asks jieba, which knows all words that can stand in `text`.
    pub fn of<R>(&self, text: &str, ask: impl FnOnce(&Jieba) -> R) -> R {
        let state = self.read();
        if pairs(text).any(|pair| !self.is_known(pair, &state)) {
            drop(state);
            self.add(text);
            return ask(&self.read().jieba);
        }
        ask(&state.jieba)
    }

    /// The same once more of a text of which it was asked before, in whole or in part.
    pub fn again<R>(&self, ask: impl FnOnce(&Jieba) -> R) -> R {
        ask(&self.read().jieba)
    }

    /// Whether `word` is in it.
    pub fn has(&self, word: &str) -> bool {
        self.of(word, |jieba| jieba.has_word(word))
    }

    /// The part of speech of `word`, if it is in it; jieba tells it only of words that it would choose.
    pub fn tag(&self, word: &str) -> Option<&str> {
        let bytes = self.section.as_ref();
        let wanted: Vec<u16> = word.encode_utf16().collect();
        let group = self.groups[self.number(*wanted.first()?)?];
        let (mut units, mut read) = (group.units as usize, Vec::new());
        for index in group.index as usize..self.planes.count() {
            units = self.planes.step(bytes, index, units, &mut read)?;
            if read == wanted {
                return self.planes.tag(bytes, index);
            }
            if read.first() != wanted.first() {
                break;
            }
        }
        None
    }

    fn read(&self) -> RwLockReadGuard<'_, State> {
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// The number of a unit's group, counted from 0.
    fn number(&self, unit: u16) -> Option<usize> {
        usize::from(self.numbers[usize::from(unit)]).checked_sub(1)
    }

    /// Whether jieba has all words that begin with a pair, if there are any.
    fn is_known(&self, pair: (u16, u16), state: &State) -> bool {
        let key = u32::from(pair.0) << 16 | u32::from(pair.1);
        let slot = &self.known[(key.wrapping_mul(0x9E37_79B1) >> (32 - KNOWN_BITS)) as usize];
        if slot.load(Ordering::Relaxed) == key {
            return true;
        }
        let known = !self.is_missing(pair, state);
        if known {
            slot.store(key, Ordering::Relaxed);
        }
        known
    }

    fn is_missing(&self, (first, second): (u16, u16), state: &State) -> bool {
        self.number(first).is_some_and(|number| {
            let pairs = state.missing[number].as_ref();
            pairs.is_none_or(|pairs| find(pairs, second).is_ok())
        })
    }

    #[cold]
    fn add(&self, text: &str) {
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        let state = &mut *state;
        for (first, second) in pairs(text) {
            let Some(number) = self.number(first) else {
                continue;
            };
            if state.missing[number].is_none() {
                let pairs = self.split(self.groups[number], state);
                state.missing[number] = Some(pairs);
            }
            let missing = state.missing[number].as_mut();
            let group = missing.and_then(|pairs| Some(pairs.remove(find(pairs, second).ok()?)));
            if let Some(group) = group {
                self.add_pair(first, group, state);
            }
        }
        let rest = state.frequency as usize;
        state.jieba.add_word(MISSING, Some(rest), None);
    }

    /// The pairs that words of a group begin with, in the order of the second units; what is one unit long is handed
    /// over.
    fn split(&self, group: Group, state: &mut State) -> Vec<Group> {
        let bytes = self.section.as_ref();
        let mut pairs: Vec<Group> = Vec::new();
        let mut units = group.units as usize;
        for index in group.index as usize..self.planes.count() {
            let here = units;
            let Some((shared, added)) = self.planes.lengths(bytes, index) else {
                break;
            };
            units += 2 * added;
            // Most words begin as the one before them.
            if shared >= 2 {
                continue;
            }
            let unit = |at: usize| Some(u16::from_le_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
            if shared == 0 && unit(here) != Some(group.unit) {
                break;
            }
            if shared + added == 1 {
                self.hand_over(index, &[group.unit], state);
            } else if let Some(second) = unit(here + 2 - 2 * shared)
                && pairs.last().is_none_or(|pair| pair.unit != second)
            {
                pairs.push(Group {
                    unit: second,
                    index: index as u32,
                    units: here as u32,
                });
            }
        }
        // As they are written, unless the section is damaged.
        pairs.sort_by_key(|pair| pair.unit);
        pairs
    }

    /// Hands the words over that begin with two units.
    fn add_pair(&self, first: u16, group: Group, state: &mut State) {
        let bytes = self.section.as_ref();
        let mut word = vec![first];
        let mut units = group.units as usize;
        for index in group.index as usize..self.planes.count() {
            let next = self.planes.step(bytes, index, units, &mut word);
            let Some(next) = next.filter(|_| word.starts_with(&[first, group.unit])) else {
                break;
            };
            units = next;
            self.hand_over(index, &word, state);
        }
    }

    fn hand_over(&self, index: usize, word: &[u16], state: &mut State) {
        let bytes = self.section.as_ref();
        // Room for all of it at once: a character of the plane has three bytes.
        let mut text = String::with_capacity(3 * word.len());
        let characters = char::decode_utf16(word.iter().copied());
        text.extend(characters.map(|found| found.unwrap_or(char::REPLACEMENT_CHARACTER)));
        let level = self.planes.level(bytes, index).unwrap_or_default();
        let frequency = words::frequency(level) as u32;
        let tag = self.planes.tag(bytes, index);
        state.jieba.add_word(&text, Some(frequency as usize), tag);
        state.frequency = state.frequency.saturating_sub(frequency);
    }
}

/// Every UTF-16 unit of a text with the one behind it; 0 stands behind the last.
fn pairs(text: &str) -> impl Iterator<Item = (u16, u16)> {
    let behind = text.encode_utf16().skip(1).chain([0]);
    text.encode_utf16().zip(behind)
}

fn find(pairs: &[Group], second: u16) -> Result<usize, usize> {
    pairs.binary_search_by_key(&second, |pair| pair.unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Pack, PackWriter};

    fn entries() -> Vec<words::Entry> {
        [
            ("中", 100, "f"),
            ("中国", 4096, "ns"),
            ("中国人", 33, "n"),
            ("人", 2048, "n"),
            ("国人", 16, "n"),
            ("国家", 1024, "n"),
            ("𠮷野家", 1, "nz"),
            ("𠮶", 1, "n"),
        ]
        .map(|(word, frequency, tag)| (word.to_owned(), frequency, tag.to_owned()))
        .to_vec()
    }

    fn section(bytes: Vec<u8>) -> Section {
        let mut writer = PackWriter::new();
        writer.add("words", bytes);
        let pack = Pack::read(writer.write("test")).unwrap();
        pack.section("words").unwrap()
    }

    fn dictionary() -> Dictionary {
        Dictionary::new(section(words::encode(entries().iter()))).unwrap()
    }

    fn cut(dictionary: &Dictionary, text: &str) -> Vec<(String, String)> {
        let owned = |tag: jieba_rs::Tag| (tag.word.to_owned(), tag.tag.to_owned());
        dictionary.of(text, |jieba| {
            jieba.tag(text, true).into_iter().map(owned).collect()
        })
    }

    #[test]
    fn all_words_are_known_whatever_was_read_before() {
        let dictionary = dictionary();
        for (word, _, tag) in entries() {
            assert!(dictionary.has(&word), "{word}");
            assert_eq!(dictionary.tag(&word), Some(&*tag), "{word}");
        }
        assert_eq!(
            [
                dictionary.tag(""),
                dictionary.tag("中人"),
                dictionary.tag("外")
            ],
            [None; 3]
        );
        assert!(!dictionary.has("中人"));
        assert!(!dictionary.has("外"));
    }

    #[test]
    fn what_is_read_does_not_depend_on_what_was_read_before() {
        let texts = [
            "中国人",
            "国家中国人人",
            "𠮷野家在中国",
            "😀中e\u{301}国\r\n人",
        ];
        let fresh: Vec<_> = texts.iter().map(|text| cut(&dictionary(), text)).collect();
        let one = dictionary();
        for order in [[3, 2, 1, 0], [1, 0, 3, 2]] {
            for index in order {
                assert_eq!(cut(&one, texts[index]), fresh[index]);
            }
        }
        // jieba with all words from the start says the same.
        let lines = words::decode(&words::encode(entries().iter())).unwrap();
        let whole = Jieba::with_dict(&mut lines.as_bytes()).unwrap();
        for (text, fresh) in texts.iter().zip(&fresh) {
            let tags = whole.tag(text, true).into_iter();
            let tags: Vec<_> = tags
                .map(|tag| (tag.word.to_owned(), tag.tag.to_owned()))
                .collect();
            assert_eq!(&tags, fresh);
        }
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        let bytes = words::encode(entries().iter());
        for length in 0..bytes.len() {
            let cut = section(bytes[..length].to_vec());
            assert!(Dictionary::new(cut).is_none(), "{length} bytes");
        }
    }

    #[test]
    fn no_damage_makes_it_panic() {
        let bytes = words::encode(entries().iter());
        for position in 0..bytes.len() {
            for value in [0, 1, 0x7F, 0xFF] {
                let mut damaged = bytes.clone();
                damaged[position] = value;
                if let Some(dictionary) = Dictionary::new(section(damaged)) {
                    cut(&dictionary, "中国人国家𠮷野家");
                }
            }
        }
    }
}
