//! Readings of running Chinese text, word by word, and what a dictionary says of a word.
//!
//! What a character of several readings is read as here is decided, in this order, by the reading that the article
//! itself had in brackets behind it, or behind it in the same word elsewhere; by what it is part of (a surname, a
//! post); by the phrase that it stands in; by its place in the word; by its commonest reading. Decisions are made
//! on the Simplified shadow, but a Traditional character only ever gets a reading of its own: 髮 is not read as 發,
//! though both are 发.
//!
//! Tones are those of the dictionary: neither 一 and 不 nor third tones in a row are changed by what follows them,
//! and light tones are light where dictionaries have them so.

pub mod book;
pub mod definitions;
pub mod frequency;
pub mod passage;
pub mod predict;
pub mod spelling;
pub mod text;

pub use book::Book;
pub use definitions::Definitions;
pub use frequency::Frequencies;
pub use passage::{Passage, WirePassage};
pub use spelling::Style;

use serde::Serialize;

use crate::span::Span;
use crate::utf16::{OffsetUnit, Offsets};

/// How one word of a text is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordReading {
    /// Bytes of the clean text.
    pub span: Span,
    /// How common the word is, from 1, the commonest, to 5; see [`frequency`].
    pub band: u8,
    /// For each character its reading; `None` for one that has none.
    pub readings: Vec<Option<String>>,
}

/// A word's readings on the wire.
#[derive(Clone, Debug, Serialize)]
pub struct WireWordReading {
    /// First position in the clean text.
    pub start: usize,
    /// Position behind the last.
    pub end: usize,
    /// From 1, the commonest, to 5.
    pub band: u8,
    /// For each character, not each unit, its reading or null.
    pub readings: Vec<Option<String>>,
}

/// Readings of `text` on the wire, in `unit`.
pub fn wire(text: &str, readings: Vec<WordReading>, unit: OffsetUnit) -> Vec<WireWordReading> {
    let offsets = Offsets::new(text, unit);
    readings
        .into_iter()
        .map(|word| WireWordReading {
            start: offsets.at(word.span.start),
            end: offsets.at(word.span.end),
            band: word.band,
            readings: word.readings,
        })
        .collect()
}

/// What is known of one word.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WordInformation {
    /// The word as it was asked for.
    pub word: String,
    /// For each character its reading, or null.
    pub readings: Vec<Option<String>>,
    /// The dictionary's part of speech, in the notation of tokens; null for a word that it lacks.
    pub pos: Option<String>,
    /// From 1, the commonest, to 5; see [`frequency`].
    pub band: u8,
    /// How often the dictionary counted the word, to the nearest half power of two; null for a word that it lacks.
    pub frequency: Option<u64>,
    /// What it means; null as long as no definitions are loaded.
    pub definitions: Option<Vec<Definition>>,
}

/// One entry of a dictionary of definitions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// Headword in Traditional characters.
    pub traditional: String,
    /// Headword in Simplified characters.
    pub simplified: String,
    /// How it is read, the syllables separated by blanks.
    pub reading: String,
    /// What it means, in English.
    pub senses: Vec<String>,
}
