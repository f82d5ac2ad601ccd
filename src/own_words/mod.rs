//! The reader's own words: which there are, and where a text has them.
//!
//! They come with each text ([`crate::engine::Options`]) and leave no trace in the engine. A word
//! with a type is a mention of that type wherever it stands, in either script, before all that the
//! engine finds; one without a type only says where a word begins and ends. Of words that overlap
//! in the text the one that begins first is taken, of those the longest. What the reader corrected
//! in the article itself comes after them and wins.

mod entities;
pub mod file;

use std::collections::HashMap;
use std::ops::Range;

pub use self::entities::unite;
use crate::entity::EntityKind;
use crate::script::{Converter, Shadow};

/// Characters that a word or a name may have.
pub const LONGEST: usize = 64;

/// What begins a comment in a file of words, and therefore no word.
pub const COMMENT: char = '#';

/// A word of the reader's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnWord {
    /// The word, in either script, without blanks at its ends.
    pub word: String,
    /// What it names; `None` for what is only a word.
    pub kind: Option<EntityKind>,
    /// Name of the entity that it belongs to, where not a name of its own.
    pub canonical: Option<String>,
}

impl OwnWord {
    /// Makes a word, its blanks trimmed; an empty `canonical` is none.
    ///
    /// # Errors
    /// What is wrong with it, as a clause: a word or name that is empty, longer than [`LONGEST`],
    /// has a tab or a line end, or begins a comment; a name without a type.
    pub fn new(
        word: &str,
        kind: Option<EntityKind>,
        canonical: Option<&str>,
    ) -> std::result::Result<Self, String> {
        let canonical = canonical.map(str::trim).filter(|name| !name.is_empty());
        let word = check(word)?;
        if word.starts_with(COMMENT) {
            return Err(format!(
                "a word cannot begin with {COMMENT}, which begins a comment"
            ));
        }
        if canonical.is_some() && kind.is_none() {
            return Err(format!("“{word}” has a full name but no type"));
        }
        Ok(Self {
            word: word.to_owned(),
            kind,
            canonical: canonical.map(check).transpose()?.map(str::to_owned),
        })
    }
}

fn check(text: &str) -> std::result::Result<&str, String> {
    let text = text
        .trim_matches(['\u{feff}', ' ', '\u{3000}', '\t', '\n', '\r'])
        .trim();
    let length = text.chars().count();
    if length == 0 {
        return Err("the word is empty".to_owned());
    }
    if length > LONGEST {
        return Err(format!(
            "“{text}” has {length} characters, more than {LONGEST}"
        ));
    }
    if text.contains(['\t', '\n', '\r']) {
        return Err("a word cannot have a tab or a line end".to_owned());
    }
    Ok(text)
}

/// A place where a text has a word of the reader's.
#[derive(Clone, Copy, Debug)]
pub struct Occurrence<'a> {
    /// First character of the shadow.
    pub start: usize,
    /// Character behind the last.
    pub end: usize,
    /// The word.
    pub word: &'a OwnWord,
}

/// All places where a text has words of the reader's, in order, without overlaps.
#[derive(Clone, Debug)]
pub struct Occurrences<'a>(Vec<Occurrence<'a>>);

impl<'a> Occurrences<'a> {
    /// No place.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Looks for `words` in `text`, whose shadow is `shadow`. Of two entries for one word the later
    /// counts.
    pub fn find(words: &'a [OwnWord], text: &str, shadow: &Shadow, converter: &Converter) -> Self {
        if words.is_empty() {
            return Self::none();
        }
        let lists = by_first(words, converter);
        let folded = fold(text, converter);
        let mut found = Vec::new();
        let mut start = 0;
        while let Some(first) = folded.get(start) {
            let rest = &folded[start..];
            let here = lists.get(first).into_iter().flatten();
            let longest = here.rev().find(|(letters, _)| {
                rest.starts_with(letters)
                    && !cuts_latin(shadow.chars(), start)
                    && !cuts_latin(shadow.chars(), start + letters.len())
            });
            let Some((letters, word)) = longest else {
                start += 1;
                continue;
            };
            let end = start + letters.len();
            found.push(Occurrence { start, end, word });
            start = end;
        }
        Self(found)
    }

    /// Those in some lines of the text alone, counted in the characters of these.
    #[must_use]
    pub fn part(&self, lines: &[Range<usize>]) -> Self {
        let mut found = Vec::new();
        let mut before = 0;
        for line in lines {
            let first = self.0.partition_point(|own| own.start < line.start);
            let here = self.0[first..].iter();
            found.extend(
                here.take_while(|own| own.start < line.end)
                    .map(|own| Occurrence {
                        start: before + own.start - line.start,
                        end: before + own.end - line.start,
                        word: own.word,
                    }),
            );
            before += line.len();
        }
        Self(found)
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The places, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Occurrence<'a>> {
        self.0.iter()
    }

    /// The word that stands exactly at characters `start..end`.
    pub fn at(&self, start: usize, end: usize) -> Option<&'a OwnWord> {
        let first = self.0.partition_point(|own| own.start < start);
        let own = self.0.get(first)?;
        ((own.start, own.end) == (start, end)).then_some(own.word)
    }

    /// Whether a word stands exactly at characters `start..end`.
    pub fn has(&self, start: usize, end: usize) -> bool {
        self.at(start, end).is_some()
    }

    /// Whether characters `start..end` overlap a word that has a type, or end inside one that has
    /// none.
    pub fn is_in_the_way(&self, start: usize, end: usize) -> bool {
        let first = self.0.partition_point(|own| own.end <= start);
        let overlapped = self.0.iter().skip(first);
        overlapped
            .take_while(|own| own.start < end)
            .any(|own| own.word.kind.is_some() || own.start < start || end < own.end)
    }
}

/// The words by their first letter, folded, each list from the shortest to the longest.
type Lists<'a> = HashMap<char, Vec<(Vec<char>, &'a OwnWord)>>;

fn by_first<'a>(words: &'a [OwnWord], converter: &Converter) -> Lists<'a> {
    let mut lists = Lists::new();
    for word in words {
        let letters = fold(word.word.trim(), converter);
        if let Some(&first) = letters.first() {
            lists.entry(first).or_default().push((letters, word));
        }
    }
    for list in lists.values_mut() {
        // Stable, and read from the end: of two entries for one word the later is met first.
        list.sort_by_key(|(letters, _)| letters.len());
    }
    lists
}

fn fold(text: &str, converter: &Converter) -> Vec<char> {
    text.chars()
        .map(|character| converter.fold(character))
        .collect()
}

/// Whether a word of Latin letters or a number goes on over `border`: AI in CHAIN.
fn cuts_latin(chars: &[char], border: usize) -> bool {
    let before = border.checked_sub(1).and_then(|before| chars.get(before));
    let joined = before.zip(chars.get(border));
    joined.is_some_and(|(one, other)| one.is_ascii_alphanumeric() && other.is_ascii_alphanumeric())
}
