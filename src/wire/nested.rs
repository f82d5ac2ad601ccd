//! A name within a name, on the wire.

use serde::Serialize;

use super::WireReason;
use crate::article::Article;
use crate::entity::Nested;
use crate::utf16::Offsets;

/// A name that a mention contains; see [`crate::nested`].
#[derive(Debug, Serialize)]
pub struct WireNested<'a> {
    /// First position in the clean text.
    pub start: usize,
    /// Position behind the last.
    pub end: usize,
    /// The name itself: `text.slice(start, end)`.
    pub text: &'a str,
    /// `PERSON`, `ORG` …
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// `COM`, `GOV` or `OTH` for organisations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtype: Option<&'static str>,
    /// Identifier of the entity, where the article mentions it by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<&'a str>,
    /// Why it was found.
    pub why: WireReason<'a>,
}

impl<'a> WireNested<'a> {
    /// Puts `nested`, of a mention of `article`, on the wire; `clean` counts positions of its text.
    pub fn new(nested: &'a Nested, article: &'a Article, clean: &Offsets) -> Self {
        let entity = nested.entity.and_then(|index| article.entities.get(index));
        Self {
            start: clean.at(nested.span.start),
            end: clean.at(nested.span.end),
            text: nested.span.of(article.text()),
            kind: nested.kind.type_name(),
            subtype: nested.kind.subtype_name(),
            entity: entity.map(|entity| entity.id.as_str()),
            why: WireReason::from(&nested.reason),
        }
    }
}
