//! Raw text, clean text, and the edits between them.
//!
//! The raw text is never changed. Cleaning finds edits, each with its kind and its proof; the
//! clean text is the raw text with the active edits applied, and every span of it has its place
//! in the raw text.

use crate::span::Span;

/// What an edit does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EditKind {
    /// Takes out a reading in brackets that a converter put behind a character: `業(yè)`.
    Reading,
    /// Puts back the characters that such an insertion tore apart at byte level.
    Straddle,
    /// Changes nothing: marks a stretch that lost bytes and cannot be restored.
    Damaged,
    /// Sets page furniture apart: share bars, editor lines, navigation.
    Boilerplate,
}

/// One difference between raw and clean text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What it does.
    pub kind: EditKind,
    /// The bytes of the raw text that it replaces.
    pub raw: Span,
    /// The bytes of the clean text that stand in their place.
    pub clean: Span,
    /// The proof, for a reader: which reading of which character, which bytes, which phrase.
    pub evidence: String,
    /// Whether the clean text has the edit applied.
    pub active: bool,
}

/// A text before and after cleaning.
#[derive(Clone, Debug)]
pub struct Source {
    raw: String,
    clean: String,
    edits: Vec<Edit>,
}

impl Source {
    /// A text that is taken as it is.
    pub fn untouched(raw: impl Into<String>) -> Self {
        let raw = raw.into();
        Self {
            clean: raw.clone(),
            raw,
            edits: Vec::new(),
        }
    }

    /// The text as it came.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The text with the active edits applied.
    pub fn clean(&self) -> &str {
        &self.clean
    }

    /// All edits, active or not, in order of the raw text; they never overlap.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// The bytes of the raw text that a span of the clean text stands for.
    pub fn to_raw(&self, clean: Span) -> Span {
        clean
    }

    /// The bytes of the clean text that a span of the raw text became.
    pub fn to_clean(&self, raw: Span) -> Span {
        raw
    }
}
