//! Raw text, clean text, and the edits between them.
//!
//! The raw text is never changed. Cleaning finds edits, each with its kind and its proof; the
//! clean text is the raw text with the active edits applied, and every span of it has its place
//! in the raw text.
//!
//! A large body of Chinese web text was damaged by one machine: a Simplified article was
//! converted character by character to Traditional; then, on its GBK bytes, each character of a
//! list was replaced by itself and its reading in brackets; then the bytes were decoded
//! leniently. [`Source::repair`] undoes that exactly where no byte was lost, and leaves a text
//! that did not go through the machine as it is, byte for byte.

mod boilerplate;
mod gbk;
mod pinyin;
pub mod readings;
mod splice;

use std::cmp::Reverse;

use crate::span::Span;
pub use readings::Readings;

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

impl EditKind {
    /// The kind's name on the wire and in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reading => "reading",
            Self::Straddle => "straddle",
            Self::Damaged => "damaged",
            Self::Boilerplate => "boilerplate",
        }
    }
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

/// An edit as its finder proposes it.
struct Draft {
    kind: EditKind,
    raw: Span,
    /// What stands in the clean text instead; unused for [`EditKind::Damaged`].
    text: String,
    evidence: String,
}

/// Active edits that map as one: a repaired run, or the neighbours that left nothing behind.
#[derive(Clone, Copy, Debug)]
struct Block {
    raw: Span,
    clean: Span,
    /// Where a clean span that ends here ends in the raw text: behind the readings, which
    /// belong to the character before them, and before page furniture, which belongs to
    /// nothing.
    raw_end: usize,
}

/// A text before and after cleaning.
#[derive(Clone, Debug)]
pub struct Source {
    raw: String,
    clean: String,
    edits: Vec<Edit>,
    /// What each edit puts in place; empty for all but repaired runs.
    texts: Vec<String>,
    blocks: Vec<Block>,
}

impl Source {
    /// A text that is taken as it is.
    pub fn untouched(raw: impl Into<String>) -> Self {
        let raw = raw.into();
        Self {
            clean: raw.clone(),
            raw,
            edits: Vec::new(),
            texts: Vec::new(),
            blocks: Vec::new(),
        }
    }

    /// A text with all its repairs and cuts, each switched on.
    ///
    /// A text without insertions, damage or page furniture has no edit at all. Takes time in
    /// proportion to the length of the text.
    pub fn repair(raw: impl Into<String>, readings: &Readings) -> Self {
        Self::repair_with_words(raw, readings, &|_| false)
    }

    /// As [`Source::repair`], with one more thing to go by where a torn character can be put
    /// back in several ways: `is_word` says whether two characters, as they stand in the text,
    /// are a word. It is asked about candidates only.
    pub fn repair_with_words(
        raw: impl Into<String>,
        readings: &Readings,
        is_word: &dyn Fn(&str) -> bool,
    ) -> Self {
        let raw = raw.into();
        let mut drafts = Vec::new();
        if let Some(diagnosis) = pinyin::diagnose(&raw, readings) {
            drafts = splice::repair(&raw, readings, &diagnosis, is_word);
        }
        let drafts = boilerplate::set_apart(&raw, drafts);
        let mut source = Self::untouched(raw);
        for draft in drafts {
            source.edits.push(Edit {
                kind: draft.kind,
                raw: draft.raw,
                clean: Span::default(),
                evidence: draft.evidence,
                active: true,
            });
            source.texts.push(draft.text);
        }
        source.apply();
        source
    }

    /// A text with edits of the given kinds, in order: what each replaces, and by what; without
    /// a kind, what is passed over.
    #[cfg(test)]
    pub(crate) fn edited(raw: &str, edits: &[(Option<EditKind>, &str, &str)]) -> Self {
        let mut source = Self::untouched(raw);
        let mut from = 0;
        for &(kind, replaced, text) in edits {
            let start = from + raw[from..].find(replaced).unwrap();
            from = start + replaced.len();
            let Some(kind) = kind else { continue };
            source.edits.push(Edit {
                kind,
                raw: Span::new(start, from),
                clean: Span::default(),
                evidence: String::new(),
                active: true,
            });
            source.texts.push(text.to_owned());
        }
        source.apply();
        source
    }

    /// The same text with the edits at `disabled` switched off; the others stay as they are.
    /// Indices that point at no edit say nothing.
    #[must_use]
    pub fn without(&self, disabled: &[usize]) -> Self {
        let mut source = self.clone();
        for &index in disabled {
            if let Some(edit) = source.edits.get_mut(index) {
                edit.active = false;
            }
        }
        source.apply();
        source
    }

    /// Writes the clean text, and all clean spans, anew.
    fn apply(&mut self) {
        let mut clean = String::with_capacity(self.raw.len());
        let mut blocks: Vec<Block> = Vec::new();
        let mut done = 0;
        for (edit, text) in self.edits.iter_mut().zip(&self.texts) {
            clean.push_str(Span::new(done, edit.raw.start).of(&self.raw));
            let start = clean.len();
            let changes = edit.active && edit.kind != EditKind::Damaged;
            clean.push_str(if changes {
                text
            } else {
                edit.raw.of(&self.raw)
            });
            edit.clean = Span::new(start, clean.len());
            done = edit.raw.end;
            if !changes {
                continue;
            }
            let belongs_before = edit.kind != EditKind::Boilerplate;
            match blocks.last_mut() {
                Some(block)
                    if edit.clean.is_empty()
                        && block.clean.is_empty()
                        && block.raw.end == edit.raw.start =>
                {
                    if belongs_before && block.raw_end == block.raw.end {
                        block.raw_end = edit.raw.end;
                    }
                    block.raw.end = edit.raw.end;
                }
                _ => blocks.push(Block {
                    raw: edit.raw,
                    clean: edit.clean,
                    raw_end: if belongs_before {
                        edit.raw.end
                    } else {
                        edit.raw.start
                    },
                }),
            }
        }
        clean.push_str(Span::new(done, self.raw.len()).of(&self.raw));
        self.clean = clean;
        self.blocks = blocks;
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

    /// The raw text, put together again from the clean text and what the active edits replaced:
    /// always equal to [`Source::raw`], which shows that the edits account for every difference.
    pub fn restored(&self) -> String {
        let mut text = self.clean.clone();
        let mut tail = String::with_capacity(self.raw.len());
        let mut pieces: Vec<&str> = Vec::with_capacity(self.edits.len() * 2 + 1);
        let mut end = text.len();
        for edit in self.edits.iter().rev().filter(|edit| edit.active) {
            pieces.push(Span::new(edit.clean.end, end).of(&self.clean));
            pieces.push(edit.raw.of(&self.raw));
            end = edit.clean.start;
        }
        tail.extend(pieces.into_iter().rev());
        text.truncate(end);
        text + &tail
    }

    /// The bytes of the raw text that a span of the clean text stands for.
    ///
    /// A reading in brackets belongs to the character before it. A repaired run is one piece: a
    /// span that touches it stands for all of it. Page furniture belongs to nothing. Hence
    /// `to_clean(to_raw(span))` is `span` itself, widened to whole repaired runs.
    pub fn to_raw(&self, clean: Span) -> Span {
        let end = self.raw_end(clean.end);
        if clean.is_empty() {
            let inside = self.clean_block(clean.start).is_some_and(|block| {
                block.clean.start < clean.start && clean.start < block.clean.end
            });
            if !inside {
                return Span::new(end, end);
            }
        }
        let start = match self.clean_block(clean.start) {
            None => clean.start,
            Some(block) if clean.start < block.clean.end => block.raw.start,
            Some(block) => block.raw.end + (clean.start - block.clean.end),
        };
        Span::new(start.min(end), end)
    }

    /// The last block that starts at or before a position of the clean text.
    fn clean_block(&self, position: usize) -> Option<Block> {
        let count = self
            .blocks
            .partition_point(|block| block.clean.start <= position);
        self.blocks.get(count.checked_sub(1)?).copied()
    }

    /// Where a clean span that ends at `position` ends in the raw text.
    fn raw_end(&self, position: usize) -> usize {
        let count = self.blocks.partition_point(|block| {
            block.clean.start < position
                || (block.clean.start == position && block.clean.is_empty())
        });
        let block = count.checked_sub(1).and_then(|last| self.blocks.get(last));
        let raw = match block {
            None => position,
            Some(block) if position <= block.clean.end => block.raw_end,
            Some(block) => block.raw.end + (position - block.clean.end),
        };
        raw.min(self.raw.len())
    }

    /// The bytes of the clean text that a span of the raw text became.
    ///
    /// What an edit took out becomes nothing; a span that touches a repaired run becomes all of
    /// it.
    pub fn to_clean(&self, raw: Span) -> Span {
        let starts = self
            .blocks
            .partition_point(|block| block.raw.start <= raw.start);
        let start = match starts.checked_sub(1).and_then(|last| self.blocks.get(last)) {
            None => raw.start,
            Some(block) if raw.start < block.raw.end => block.clean.start,
            Some(block) => block.clean.end + (raw.start - block.raw.end),
        };
        let ends = self
            .blocks
            .partition_point(|block| block.raw.start < raw.end);
        let end = match ends.checked_sub(1).and_then(|last| self.blocks.get(last)) {
            None => raw.end,
            Some(block) if raw.end <= block.raw.end => block.clean.end,
            Some(block) => block.clean.end + (raw.end - block.raw.end),
        };
        let end = end.min(self.clean.len());
        Span::new(start.min(end), end)
    }
}

/// Puts drafts in order of the text.
fn in_order(drafts: &mut [Draft]) {
    drafts.sort_by_key(|draft| (draft.raw.start, Reverse(draft.raw.end)));
}
