//! Writers of annotation files, one a format.

pub mod conll;
pub mod csv;
pub mod json;

use crate::article::Article;
use crate::utf16::OffsetUnit;

/// A kind of annotation file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The documented JSON, one object on one line.
    Json,
    /// One mention a row, for spreadsheets.
    Csv,
    /// One character and its BIO label a line.
    Conll,
}

impl Format {
    /// Every format, in the order in which help and menus list them.
    pub const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Conll];

    /// The format's name on the command line and in `element.export(name)`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Conll => "conll",
        }
    }

    /// The format of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The media type that a download of the format states.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv;charset=utf-8",
            Self::Conll => "text/plain;charset=utf-8",
        }
    }
}

/// `article` as a whole file of `format`, positions in `unit`. The command line and the page
/// both end here: their files are the same bytes.
pub fn write(article: &Article, format: Format, unit: OffsetUnit) -> String {
    match format {
        Format::Json => json::write(article, unit),
        Format::Csv => csv::write(article, unit),
        Format::Conll => conll::write(article),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::entity::{Entity, EntityKind, Mention, Reason};
    use crate::script::Script;
    use crate::source::Source;
    use crate::span::Span;

    /// Characters of every width, combining marks, joined emoji, both line ends, cells that look
    /// like formulas.
    pub(crate) const ODD_TEXT: &str = "😀《𠮷野家，\"史\"》e\u{301}\r\n《=1+1》👨‍👩‍👧《家 書\u{3000}一》\n\r\n常州《e\u{301}𠮷》《😀》";

    /// An article of `text` in which exactly what stands in 《》 is a work.
    pub(crate) fn article(text: &str) -> Article {
        let mut article = Article {
            source: Source::untouched(text),
            script: Script::Undetermined,
            tokens: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            relations: Vec::new(),
            unplaced: Vec::new(),
        };
        for (start, _) in text.match_indices('《') {
            let length = text[start..].find('》').unwrap() + '》'.len_utf8();
            let span = Span::new(start, start + length);
            article.entities.push(Entity {
                id: format!("work-{start}"),
                kind: EntityKind::Work,
                name: span.of(text).to_owned(),
                aliases: Vec::new(),
                mentions: vec![article.mentions.len()],
                divisions: Vec::new(),
            });
            article.mentions.push(Mention {
                span,
                kind: EntityKind::Work,
                score: 0.95,
                reason: Reason {
                    rule: "title-marks",
                    evidence: String::new(),
                },
                entity: article.mentions.len(),
                linked: None,
                value: None,
            });
        }
        article
    }

    #[test]
    fn names_are_read_back() {
        for format in Format::ALL {
            assert_eq!(Format::parse(format.name()), Some(format));
        }
        assert_eq!(Format::parse("JSON"), None);
    }
}
