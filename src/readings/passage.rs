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
        let readings = source
            .edits()
            .iter()
            .filter(|edit| edit.kind == EditKind::Reading);
        Self {
            text: article.text(),
            mentions: article
                .mentions
                .iter()
                .map(|mention| (mention.span, mention.kind.type_name()))
                .collect(),
            annotations: readings
                .map(|edit| (edit.clean.start, spelling(edit.raw.of(source.raw()))))
                .collect(),
        }
    }
}

/// A removed reading without its brackets: `yè` of `(yè)`.
fn spelling(raw: &str) -> &str {
    raw.trim_matches([' ', '\u{A0}', '(', ')'])
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
        let readings = self
            .edits
            .iter()
            .filter(|edit| edit.kind == EditKind::Reading.name());
        let annotations = readings.filter_map(|edit| {
            let span = Span::new(
                raw_offsets.byte(edit.raw_start)?,
                raw_offsets.byte(edit.raw_end)?,
            );
            Some((clean.byte(edit.start)?, spelling(span.of(raw))))
        });
        Passage {
            text: &self.text,
            mentions: mentions.collect(),
            annotations: annotations.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_on_the_wire_is_read_in_bytes() {
        let raw = "😀企業(yè) 會( huì )談";
        let wire: WirePassage = serde_json::from_value(serde_json::json!({
            "text": "😀企業 會談",
            "edits": [
                {"kind": "reading", "rawStart": 4, "rawEnd": 8, "start": 4, "end": 4},
                {"kind": "reading", "rawStart": 10, "rawEnd": 17, "start": 6, "end": 6},
                {"kind": "damaged", "rawStart": 0, "rawEnd": 2, "start": 0, "end": 2},
                {"kind": "reading", "rawStart": 90, "rawEnd": 91, "start": 1, "end": 90},
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
