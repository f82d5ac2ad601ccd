//! What a reader puts right: mentions added, deleted, retyped and resized, entities merged and
//! split.
//!
//! A correction says what is so, and where: by position and by quote with its surroundings, so
//! that it finds its place again when the text around it, the lexicon or a repair has changed
//! ([`place`]). Those of mentions are applied behind the tagger, so that linking and all that
//! follows see them ([`mentions`]); those of entities behind linking ([`entities`]). The order is
//! that of the list, and the later one wins. What cannot be placed is reported, never dropped.

pub mod entities;
pub mod file;
pub mod mentions;
pub mod place;

use crate::entity::EntityKind;
use crate::span::Span;
use crate::utf16::{OffsetUnit, Offsets};

/// Name of the reason for what a reader corrected.
pub const CORRECTION: &str = "correction";

/// One thing that a reader put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// What is to be done.
    pub action: Action,
    /// The text that it is done to.
    pub target: Target,
    /// Whether it holds for the same text wherever it stands in the article, in either script;
    /// [`Action`] says what that is for each.
    pub everywhere: bool,
    /// What the positions of its targets count. They are not converted beforehand: the text that
    /// they belong to may have changed, and only a text at hand can be counted in another unit.
    pub unit: OffsetUnit,
}

/// What a correction does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The target is a mention of this kind; mentions that it overlaps give way. Everywhere: so is
    /// every other occurrence, unless a mention reaches beyond it there.
    Add(EntityKind),
    /// The target is no mention; one with other bounds stays. Everywhere: no mention of the same
    /// text is.
    Delete,
    /// The target is a mention, and of this kind. Everywhere: so are all mentions of the same
    /// text, and an organisation takes the subtype with all its names.
    Retype(EntityKind),
    /// The mention at the target has these bounds, which overlap the old ones; mentions that it
    /// overlaps give way. Everywhere: all mentions of the same text are changed by as much, where
    /// the text of the new bounds is the same too.
    Resize(Target),
    /// The mention at the target belongs to the entity of this one, and takes its kind.
    /// Everywhere: the two entities become one.
    Merge(Target),
    /// The mention at the target leaves its entity and becomes one of its own. Everywhere: so do,
    /// together, all mentions of the entity that have the same text.
    Split,
}

impl Action {
    /// The action's name in files and on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Add(_) => "add",
            Self::Delete => "delete",
            Self::Retype(_) => "retype",
            Self::Resize(_) => "resize",
            Self::Merge(_) => "merge",
            Self::Split => "split",
        }
    }
}

/// A place in the clean text: the position and quotation selectors of the W3C Web Annotation Data
/// Model in one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// First position, in the correction's unit.
    pub start: usize,
    /// Position behind the last.
    pub end: usize,
    /// The text itself; never empty.
    pub exact: String,
    /// Text right before it.
    pub prefix: String,
    /// Text right behind it.
    pub suffix: String,
}

impl Target {
    /// Characters of surroundings that [`Target::new`] quotes on either side: enough to tell the
    /// mentions of an article apart.
    pub const SURROUNDINGS: usize = 32;

    /// The place of `span`, bytes of `text`, with positions in `unit`.
    pub fn new(text: &str, span: Span, unit: OffsetUnit) -> Self {
        let offsets = Offsets::new(text, unit);
        let before = text.get(..span.start).unwrap_or_default();
        let behind = text.get(span.end..).unwrap_or_default();
        let from = before
            .char_indices()
            .rev()
            .take(Self::SURROUNDINGS)
            .last()
            .map_or(before.len(), |(start, _)| start);
        Self {
            start: offsets.at(span.start),
            end: offsets.at(span.end),
            exact: span.of(text).to_owned(),
            prefix: before[from..].to_owned(),
            suffix: behind.chars().take(Self::SURROUNDINGS).collect(),
        }
    }
}

/// A correction that was not applied, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unplaced {
    /// Its place in the list of corrections.
    pub index: usize,
    /// Why it was not applied.
    pub reason: Obstacle,
    /// The correction itself.
    pub correction: Correction,
}

/// Why a correction cannot be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The article does not have the quoted text.
    QuoteMissing,
    /// The article has it in several places, and the surroundings fit several equally well.
    QuoteAmbiguous,
    /// The article has it in other surroundings only.
    ContextDiffers,
    /// No mention stands there any more.
    NoMention,
    /// The text is nothing but white space.
    Blank,
}

impl Obstacle {
    /// The stable name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::QuoteMissing => "quote-missing",
            Self::QuoteAmbiguous => "quote-ambiguous",
            Self::ContextDiffers => "context-differs",
            Self::NoMention => "no-mention",
            Self::Blank => "blank",
        }
    }

    /// What is in the way, as a clause.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::QuoteMissing => "the article does not have its text",
            Self::QuoteAmbiguous => "the article has its text in several places that fit",
            Self::ContextDiffers => "the article has its text in other surroundings only",
            Self::NoMention => "no mention stands there any more",
            Self::Blank => "its text is nothing but white space",
        }
    }
}

#[cfg(test)]
mod tests;
