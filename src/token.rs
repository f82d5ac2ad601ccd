//! Words of the clean text.

use crate::span::Span;

/// One word, number or punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the clean text.
    pub span: Span,
    /// Part of speech in the notation of the ICTCLAS/PKU tag set, as jieba's dictionary uses
    /// it (`n`, `v`, `ns`, `nr` …); `x` where the word is unknown, `w` for punctuation.
    pub pos: PartOfSpeech,
}

/// A part-of-speech tag of at most four ASCII letters, kept inline: a token costs no heap.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartOfSpeech([u8; 4]);

impl PartOfSpeech {
    /// The tag of words that no list knows.
    pub const UNKNOWN: Self = Self(*b"x\0\0\0");
    /// The tag of punctuation and blanks.
    pub const PUNCTUATION: Self = Self(*b"w\0\0\0");
    /// The tag of numbers.
    pub const NUMBER: Self = Self(*b"m\0\0\0");

    /// Reads a tag; anything but one to four ASCII letters is [`Self::UNKNOWN`].
    pub fn new(tag: &str) -> Self {
        let bytes = tag.as_bytes();
        if bytes.is_empty() || bytes.len() > 4 || !bytes.iter().all(u8::is_ascii_alphabetic) {
            return Self::UNKNOWN;
        }
        let mut inline = [0; 4];
        inline[..bytes.len()].copy_from_slice(bytes);
        Self(inline)
    }

    /// The tag as text.
    pub fn as_str(&self) -> &str {
        let length = self
            .0
            .iter()
            .position(|&byte| byte == 0)
            .unwrap_or(self.0.len());
        std::str::from_utf8(&self.0[..length]).unwrap_or("x")
    }
}

impl std::fmt::Debug for PartOfSpeech {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}
