//! Reads an expression from left to right.

use super::number::{self, Number};

/// What is still to be read of an expression.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'a> {
    /// The rest of the text.
    pub rest: &'a str,
}

impl<'a> Cursor<'a> {
    /// Starts at the beginning of `text`.
    pub const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    /// The next character; a line feed at the end.
    pub fn next(&self) -> char {
        self.rest.chars().next().unwrap_or('\n')
    }

    /// Whether everything was read.
    pub const fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// Reads `word` if it is next.
    pub fn eat(&mut self, word: &str) -> bool {
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Reads the longest of the words that are next, and gives what it stands for.
    pub fn eat_longest<T: Copy>(&mut self, words: &[(&str, T)]) -> Option<T> {
        let (word, meaning) = words
            .iter()
            .filter(|(word, _)| self.rest.starts_with(word))
            .max_by_key(|(word, _)| word.len())?;
        self.eat(word);
        Some(*meaning)
    }

    /// Reads one of the words; longer ones must stand before their beginnings.
    pub fn eat_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.eat(word))
    }

    /// Reads the number that is next, if one is.
    pub fn number(&mut self) -> Option<Number> {
        let (number, length) = number::read(self.rest)?;
        self.rest = self.rest.get(length..)?;
        Some(number)
    }

    /// Reads the number that is next if `unit` follows it, and the unit.
    pub fn number_before(&mut self, unit: &str) -> Option<Number> {
        let mut ahead = *self;
        let number = ahead.number().filter(|_| ahead.eat(unit))?;
        *self = ahead;
        Some(number)
    }

    /// Reads what joins the two ends of a range.
    pub fn joint(&mut self) -> bool {
        self.eat_any(&["——", "--", "至", "到", "-", "~", "—", "–", "〜", "～"])
    }

    /// What was read since `start`, which is an earlier state.
    pub fn since(&self, start: Self) -> &'a str {
        start
            .rest
            .get(..start.rest.len() - self.rest.len())
            .unwrap_or_default()
    }
}
