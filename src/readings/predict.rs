//! The readings of one word: by phrase where one is known, else character by character.

use crate::readings::book::Book;
use crate::source::Readings;
use crate::source::readings::Reading;

/// Where a word stands, as far as that tells how it is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Behind a number, a numeral or a demonstrative.
    pub counted: bool,
    /// Right behind a verb.
    pub behind_verb: bool,
    /// Right before a number.
    pub before_number: bool,
    /// Part of a person's name, in which a character is neither a particle nor an ending.
    pub name: bool,
}

/// Longest phrase, in characters.
pub const LONGEST: usize = 12;

/// The table of characters and the list of phrases, together.
#[derive(Clone, Copy, Debug)]
pub struct Predictor<'a> {
    /// Which readings a character may have.
    pub table: &'a Readings,
    /// What is known beyond.
    pub book: &'a Book,
}

impl<'a> Predictor<'a> {
    /// The readings of a word, one entry a character: `original` as it is written, `shadow` in Simplified characters.
    /// Both have the same length.
    pub fn word(
        &self,
        original: &[char],
        shadow: &[char],
        context: Context,
    ) -> Vec<Option<Reading>> {
        let mut readings = Vec::with_capacity(original.len());
        while let Some(rest) = shadow.get(readings.len()..).filter(|rest| !rest.is_empty()) {
            let done = readings.len();
            let text: String = rest.iter().take(LONGEST).collect();
            let phrase = self.book.longest(&text).and_then(|(key, spelled)| {
                let end = done + key.chars().count();
                self.phrase(original.get(done..end)?, shadow.get(done..end)?, spelled)
            });
            match phrase {
                Some(phrase) => readings.extend(phrase),
                None => readings.push(self.single(original, shadow, done, context)),
            }
        }
        readings
    }

    /// The readings of a phrase that is spelled so; a Traditional character keeps to those of its own. `None` where
    /// the spelling does not fit the phrase.
    pub fn phrase(
        &self,
        original: &[char],
        shadow: &[char],
        spelled: &str,
    ) -> Option<Vec<Option<Reading>>> {
        let mut spellings = spelled.split(' ');
        let mut readings = Vec::with_capacity(original.len());
        for (&original, &shadow) in original.iter().zip(shadow) {
            let reading = self.table.parse(spellings.next()?)?;
            readings.push(if self.fits(original, shadow, reading) {
                Some(reading)
            } else {
                self.usual(original, shadow)
            });
        }
        spellings.next().is_none().then_some(readings)
    }

    /// Whether what is known of the Simplified character can be true of the one that is written.
    fn fits(&self, original: char, shadow: char, reading: Reading) -> bool {
        original == shadow
            || self.table.has(original, reading)
            || reading.tone() == 0 && self.table.has_syllable(original, reading)
            || self.book.get(&key('/', &[original, shadow])) == Some("")
    }

    /// The reading of the character at `index` of a word, no phrase being known.
    fn single(
        &self,
        original: &[char],
        shadow: &[char],
        index: usize,
        context: Context,
    ) -> Option<Reading> {
        let (length, original, shadow) = (shadow.len(), *original.get(index)?, *shadow.get(index)?);
        if !is_han(original) {
            return None;
        }
        let signs: &[(bool, char)] = if context.name {
            &[]
        } else if length == 1 {
            &[
                (context.counted, '#'),
                (context.before_number, '$'),
                (context.behind_verb, '^'),
                (true, '='),
            ]
        } else {
            &[(index == 0, '<'), (index + 1 == length, '>')]
        };
        let own = self.book.get(&key('/', &[original, shadow]));
        if original == shadow || own.is_none_or(str::is_empty) {
            let special = signs
                .iter()
                .filter(|(holds, _)| *holds)
                .find_map(|&(_, sign)| {
                    let reading = self.table.parse(self.book.get(&key(sign, &[shadow]))?)?;
                    self.fits(original, shadow, reading).then_some(reading)
                });
            if special.is_some() {
                return special;
            }
        }
        self.usual(original, shadow)
    }

    /// The reading of a character where nothing tells otherwise. A Traditional one is read as the Simplified one it
    /// becomes, if it can be: of these it is better known which reading is the commonest.
    fn usual(&self, original: char, shadow: char) -> Option<Reading> {
        let known = |key: &str| self.table.parse(self.book.get(key)?);
        let own = |character: char| {
            known(character.encode_utf8(&mut [0; 4])).or_else(|| self.table.of(character).next())
        };
        if original == shadow {
            return own(original);
        }
        let simplified = own(shadow).filter(|&reading| self.fits(original, shadow, reading));
        known(&key('/', &[original, shadow]))
            .or(simplified)
            .or_else(|| own(original))
            .or_else(|| own(shadow))
    }

    /// The readings of a surname at the start of a name, as many as it has characters; none where it is read as
    /// elsewhere.
    pub fn surname(&self, original: &[char], shadow: &[char]) -> Vec<Option<Reading>> {
        for length in [2, 1] {
            let (Some(own), Some(name)) = (original.get(..length), shadow.get(..length)) else {
                continue;
            };
            if let Some(spelled) = self.book.get(&key('@', name)) {
                return self.phrase(own, name, spelled).unwrap_or_default();
            }
        }
        Vec::new()
    }
}

/// A key of the book that starts with a sign.
fn key(sign: char, characters: &[char]) -> String {
    std::iter::once(&sign).chain(characters).collect()
}

/// Whether a character is Han, and so may have a reading.
pub const fn is_han(character: char) -> bool {
    matches!(character, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}
