//! Candidate generators: one file a kind, each candidate with a score and a named reason.
//!
//! Rules count in characters of the shadow ([`crate::script::Shadow`]) and never change the text.
//! They propose freely; [`crate::resolve`] decides between them.

pub mod company;
pub mod date;
pub mod duration;
pub mod foreign;
pub mod money;
pub mod name;
pub mod number;
pub mod organisation;
pub mod own_word;
pub mod person;
pub mod place;
pub mod quantity;
pub mod reading;
pub mod site;
pub mod suffix;
pub mod term;
pub mod title;
pub mod work;

use crate::entity::EntityKind;
use crate::gazetteer::{Match, Matches};
use crate::lexicon::{Class, Classes, Lexicon};
use crate::own_words::Occurrences;
use crate::script::Shadow;
use crate::segment::Word;

/// A stretch of the shadow that may be a mention.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// First character.
    pub start: usize,
    /// Character behind the last.
    pub end: usize,
    /// What it may name.
    pub kind: EntityKind,
    /// From 0 to 1; how sure the rule is.
    pub score: f32,
    /// Stable name of the rule, in kebab case.
    pub rule: &'static str,
    /// Characters of the shadow that triggered the rule; empty where the candidate itself did.
    pub evidence: (usize, usize),
}

/// What rules look at: one text, read and matched.
#[derive(Debug)]
pub struct Context<'a> {
    /// The text's shadow.
    pub shadow: &'a Shadow,
    /// Its words.
    pub words: &'a [Word],
    /// Its gazetteer strings.
    pub matches: Matches,
    /// What is known beforehand.
    pub lexicon: &'a Lexicon,
    /// Where it has words of the reader's own.
    pub own: &'a Occurrences<'a>,
    /// For each character, the index of its word.
    word_of: Vec<u32>,
}

impl<'a> Context<'a> {
    /// Matches the gazetteer against `shadow`.
    pub fn new(shadow: &'a Shadow, words: &'a [Word], lexicon: &'a Lexicon) -> Self {
        let mut word_of = vec![0; shadow.chars().len()];
        for (index, word) in words.iter().enumerate() {
            word_of[word.start..word.end].fill(index as u32);
        }
        Self {
            shadow,
            words,
            matches: lexicon.matches(shadow.chars()),
            lexicon,
            own: const { &Occurrences::none() },
            word_of,
        }
    }

    /// The same for a text in which the reader's own words are known.
    #[must_use]
    pub const fn with_own_words(mut self, own: &'a Occurrences<'a>) -> Self {
        self.own = own;
        self
    }

    /// The shadow's characters.
    pub fn chars(&self) -> &'a [char] {
        self.shadow.chars()
    }

    /// The character at `index`; a line feed before the start and behind the end, where every
    /// text stops.
    pub fn char(&self, index: usize) -> char {
        self.chars().get(index).copied().unwrap_or('\n')
    }

    /// The character before `index`.
    pub fn before(&self, index: usize) -> char {
        index.checked_sub(1).map_or('\n', |index| self.char(index))
    }

    /// Whether `text` stands at `start`.
    pub fn has(&self, start: usize, text: &str) -> bool {
        text.chars()
            .enumerate()
            .all(|(index, character)| self.char(start + index) == character)
    }

    /// Whether `text` stands right before `end`.
    pub fn has_before(&self, end: usize, text: &str) -> bool {
        end.checked_sub(text.chars().count())
            .is_some_and(|start| self.has(start, text))
    }

    /// The word that covers the character at `index`.
    pub fn word(&self, index: usize) -> Option<Word> {
        self.words.get(*self.word_of.get(index)? as usize).copied()
    }

    /// Whether a word starts at `index`; the end of the text counts.
    pub fn word_starts(&self, index: usize) -> bool {
        self.word(index).is_none_or(|word| word.start == index)
    }

    /// The text of `start..end` in the shadow.
    pub fn text(&self, start: usize, end: usize) -> &'a str {
        self.shadow.slice(start, end)
    }

    /// The longest gazetteer string of one class at `start`.
    pub fn longest(&self, start: usize, class: Class) -> Option<Match> {
        self.matches.longest(start, Classes::of(&[class]))
    }

    /// The longest gazetteer string of one class before `end`.
    pub fn longest_ending(&self, end: usize, class: Class) -> Option<Match> {
        self.matches.longest_ending(end, Classes::of(&[class]))
    }
}

/// Whether `character` is Han.
pub const fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// Whether a clause ends at `character`.
pub const fn is_break(character: char) -> bool {
    matches!(
        character,
        '\n' | '\r'
            | ','
            | '，'
            | '。'
            | ';'
            | '!'
            | '?'
            | ':'
            | '、'
            | '…'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '('
            | ')'
            | '《'
            | '》'
            | '/'
            | '|'
            | ' '
            | '\t'
            | '—'
            | '~'
    )
}
