//! What is to be read aloud, and the readings that it brings along.

use serde::Deserialize;

use crate::article::Article;
use crate::source::EditKind;
use crate::span::Span;
use crate::utf16::{OffsetUnit, Offsets};

/// A text with what is known of it already.
#[derive(Clone, Debug, Default)]
pub struct Passage<'a> {
    /// The clean text.
    pub text: &'a str,
    /// The mentions in it, in order: bytes of the text, and the name of the type (`PERSON`).
    pub mentions: Vec<(Span, &'a str)>,
    /// Readings that were written behind characters and taken out: the byte behind the character, and the reading as it
    /// was spelled.
    pub annotations: Vec<(usize, &'a str)>,
}

impl<'a> From<&'a Article> for Passage<'a> {
    fn from(article: &'a Article) -> Self {
        let source = &article.source;
        let edits = source.edits().iter().map(|edit| Removed {
            kind: edit.kind.name(),
            active: edit.active,
            raw: edit.raw,
            clean: edit.clean.start,
        });
        Self {
            text: article.text(),
            mentions: article
                .mentions
                .iter()
                .map(|mention| (mention.span, mention.kind.type_name()))
                .collect(),
            annotations: annotations(source.raw(), edits),
        }
    }
}

/// An edit, in bytes.
struct Removed<'a> {
    kind: &'a str,
    active: bool,
    raw: Span,
    clean: usize,
}

/// The readings among the edits of a text, in order; those in page furniture belong to nothing that is read.
fn annotations<'a, 'b>(
    raw: &'a str,
    edits: impl Iterator<Item = Removed<'b>>,
) -> Vec<(usize, &'a str)> {
    let mut annotations = Vec::new();
    let mut apart = None;
    for edit in edits {
        let in_furniture = apart == Some(edit.raw.start);
        let reading = edit.kind == EditKind::Reading.name();
        if edit.active && edit.kind == EditKind::Boilerplate.name() || reading && in_furniture {
            apart = Some(edit.raw.end);
        } else if reading {
            let spelling = edit.raw.of(raw).trim_matches([' ', '\u{A0}', '(', ')']);
            annotations.push((edit.clean, spelling));
        }
    }
    annotations
}

/// What reading needs of an article on the wire; positions are UTF-16 units.
#[derive(Clone, Debug, Deserialize)]
pub struct WirePassage {
    text: String,
    #[serde(default)]
    edits: Vec<WireEdit>,
    #[serde(default)]
    mentions: Vec<WireMention>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireEdit {
    kind: String,
    raw_start: usize,
    raw_end: usize,
    start: usize,
    active: bool,
}

#[derive(Clone, Debug, Deserialize)]
struct WireMention {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: String,
}

impl WirePassage {
    /// The passage in bytes; `raw` is the text that the article was read from. What points beside the text is left
    /// out.
    pub fn passage<'a>(&'a self, raw: &'a str) -> Passage<'a> {
        let clean = Offsets::new(&self.text, OffsetUnit::Utf16);
        let raw_offsets = Offsets::new(raw, OffsetUnit::Utf16);
        let mentions = self.mentions.iter().filter_map(|mention| {
            let span = Span::new(clean.byte(mention.start)?, clean.byte(mention.end)?);
            Some((span, mention.kind.as_str()))
        });
        let edits = self.edits.iter().filter_map(|edit| {
            Some(Removed {
                kind: &edit.kind,
                active: edit.active,
                raw: Span::new(
                    raw_offsets.byte(edit.raw_start)?,
                    raw_offsets.byte(edit.raw_end)?,
                ),
                clean: clean.byte(edit.start)?,
            })
        });
        Passage {
            text: &self.text,
            mentions: mentions.collect(),
            annotations: annotations(raw, edits),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_on_the_wire_is_read_in_bytes() {
        let raw = "😀企業(yè) 會( huì )談關(guān)";
        let wire: WirePassage = serde_json::from_value(serde_json::json!({
            "text": "😀企業 會談",
            "edits": [
                {"kind": "damaged", "rawStart": 0, "rawEnd": 2, "start": 0, "end": 2, "active": true},
                {"kind": "reading", "rawStart": 4, "rawEnd": 8, "start": 4, "end": 4, "active": true},
                {"kind": "reading", "rawStart": 10, "rawEnd": 17, "start": 6, "end": 6, "active": true},
                {"kind": "boilerplate", "rawStart": 18, "rawEnd": 19, "start": 7, "end": 7, "active": true},
                {"kind": "reading", "rawStart": 19, "rawEnd": 25, "start": 7, "end": 7, "active": true},
                {"kind": "reading", "rawStart": 90, "rawEnd": 91, "start": 1, "end": 90, "active": true},
            ],
            "mentions": [{"start": 2, "end": 4, "type": "TERM"}, {"start": 1, "end": 99, "type": "ORG"}],
        }))
        .unwrap();
        let passage = wire.passage(raw);
        assert_eq!(passage.annotations, [(10, "yè"), (14, "huì")]);
        assert_eq!(passage.mentions, [(Span::new(4, 10), "TERM")]);
        assert!(passage.text[..10].ends_with('業') && passage.text[..14].ends_with('會'));
    }
}
