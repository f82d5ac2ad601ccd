//! The result of reading one text.

use crate::corrections::Unplaced;
use crate::entity::{Entity, Mention, Relation};
use crate::script::Script;
use crate::source::Source;
use crate::span::Span;
use crate::token::Token;

/// Everything that was found in one text.
///
/// Invariants, checked in debug builds by [`Article::check`]: tokens are in order, cover every
/// character that is not white space and never overlap; mentions are in order, never overlap and
/// are unions of tokens; every mention belongs to exactly one entity, of its own kind.
#[derive(Clone, Debug)]
pub struct Article {
    /// Raw text, clean text and the edits between them.
    pub source: Source,
    /// The script most of the text is written in.
    pub script: Script,
    /// The words of the clean text.
    pub tokens: Vec<Token>,
    /// The mentions in the clean text.
    pub mentions: Vec<Mention>,
    /// What the mentions name, in order of first mention.
    pub entities: Vec<Entity>,
    /// What the text states between entities.
    pub relations: Vec<Relation>,
    /// The reader's corrections that could not be placed, in order.
    pub unplaced: Vec<Unplaced>,
}

impl Article {
    /// The text that spans of tokens and mentions point into.
    pub fn text(&self) -> &str {
        self.source.clean()
    }

    /// Says which invariant does not hold, if any.
    pub fn check(&self) -> std::result::Result<(), String> {
        let text = self.text();
        let mut end = 0;
        for token in &self.tokens {
            let gap = text
                .get(end..token.span.start)
                .ok_or("a token overlaps the one before it")?;
            if !gap.trim().is_empty() {
                return Err(format!("no token covers “{gap}”"));
            }
            if token.span.of(text).is_empty() {
                return Err(format!("a token at byte {} is empty", token.span.start));
            }
            end = token.span.end;
        }
        let starts: std::collections::HashSet<_> =
            self.tokens.iter().map(|token| token.span.start).collect();
        let ends: std::collections::HashSet<_> =
            self.tokens.iter().map(|token| token.span.end).collect();
        let mut end = 0;
        for (index, mention) in self.mentions.iter().enumerate() {
            let name = mention.span.of(text);
            if name.is_empty() || mention.span.start < end {
                return Err(format!("mention {index} “{name}” is empty or overlaps"));
            }
            if !starts.contains(&mention.span.start) || !ends.contains(&mention.span.end) {
                return Err(format!("mention {index} “{name}” cuts a token"));
            }
            let entity = self
                .entities
                .get(mention.entity)
                .ok_or("a mention names no entity")?;
            if entity.kind != mention.kind || !entity.mentions.contains(&index) {
                return Err(format!("mention {index} “{name}” and its entity disagree"));
            }
            let mut inner = mention.span.start;
            for nested in &mention.nested {
                let Span { start, end } = nested.span;
                let whole = nested.span == mention.span;
                if start < inner || end > mention.span.end || start >= end || whole {
                    return Err(format!(
                        "a name within mention {index} “{name}” is out of place"
                    ));
                }
                inner = end;
            }
            end = mention.span.end;
        }
        Ok(())
    }
}
