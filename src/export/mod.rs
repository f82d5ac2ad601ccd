//! Writers of annotation files, one a format.

pub mod conll;
pub mod csv;
mod excerpt;
#[cfg(not(target_arch = "wasm32"))]
pub mod html;
pub mod json;
pub mod markdown;
pub mod paragraphs;
pub mod tei;
pub mod webanno;

use crate::article::Article;
use crate::utf16::OffsetUnit;
use crate::value::Value;
use csv::Table;

/// A kind of annotation file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The documented JSON, one object on one line.
    Json,
    /// One mention a row, for spreadsheets.
    Csv,
    /// One entity a row.
    CsvEntities,
    /// One relation a row.
    CsvRelations,
    /// One character and its BIO label a line.
    Conll,
    /// TEI P5, the text with everything marked up.
    Tei,
    /// The W3C's Web Annotation Data Model, as JSON-LD.
    WebAnnotation,
    /// Markdown: the text, then what is known of it, for notes.
    Markdown,
}

impl Format {
    /// Every format, in the order in which help and menus list them.
    pub const ALL: [Self; 8] = [
        Self::Json,
        Self::Csv,
        Self::CsvEntities,
        Self::CsvRelations,
        Self::Conll,
        Self::Tei,
        Self::WebAnnotation,
        Self::Markdown,
    ];

    /// The format's name on the command line and in `element.export(name)`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::CsvEntities => "csv-entities",
            Self::CsvRelations => "csv-relations",
            Self::Conll => "conll",
            Self::Tei => "tei",
            Self::WebAnnotation => "webanno",
            Self::Markdown => "markdown",
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
            Self::Csv | Self::CsvEntities | Self::CsvRelations => "text/csv;charset=utf-8",
            Self::Conll => "text/plain;charset=utf-8",
            Self::Tei => "application/tei+xml",
            Self::WebAnnotation => {
                "application/ld+json;profile=\"http://www.w3.org/ns/anno.jsonld\""
            }
            Self::Markdown => "text/markdown;charset=utf-8",
        }
    }

    /// What a file of the format is called behind its stem: `.csv`, `-entities.csv`.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Json => ".json",
            Self::Csv => ".csv",
            Self::CsvEntities => "-entities.csv",
            Self::CsvRelations => "-relations.csv",
            Self::Conll => ".conll",
            Self::Tei => ".tei.xml",
            Self::WebAnnotation => ".jsonld",
            Self::Markdown => ".md",
        }
    }

    /// What the rows of the format tell, if it has rows under a header.
    pub const fn table(self) -> Option<Table> {
        match self {
            Self::Csv => Some(Table::Mentions),
            Self::CsvEntities => Some(Table::Entities),
            Self::CsvRelations => Some(Table::Relations),
            Self::Json | Self::Conll | Self::Tei | Self::WebAnnotation | Self::Markdown => None,
        }
    }
}

/// `article` as a whole file of `format`, positions in `unit`. The command line and the page
/// both end here: their files are the same bytes.
///
/// Only JSON and the mentions of CSV have positions that a unit could be chosen for: TEI, CoNLL and
/// Markdown have none, and the Web Annotation standard counts code points.
pub fn write(article: &Article, format: Format, unit: OffsetUnit) -> String {
    match format {
        Format::Json => json::write(article, unit),
        Format::Csv => csv::write(article, Table::Mentions, unit),
        Format::CsvEntities => csv::write(article, Table::Entities, unit),
        Format::CsvRelations => csv::write(article, Table::Relations, unit),
        Format::Conll => conll::write(article),
        Format::Tei => tei::write(article),
        Format::WebAnnotation => webanno::write(article),
        Format::Markdown => markdown::write(article),
    }
}

/// A value in one cell: the date, clock time or duration, else the number, else the lowest and
/// the highest number with `..` between them. `None` where nothing is known.
fn spelled(value: &Value) -> Option<String> {
    if let Some(iso) = &value.iso {
        return Some(iso.clone());
    }
    if let Some(number) = value.number {
        return Some(number.to_string());
    }
    value.low.or(value.high)?;
    let [low, high] = [value.low, value.high]
        .map(|number| number.map_or_else(String::new, |number| number.to_string()));
    Some(format!("{low}..{high}"))
}

#[cfg(test)]
pub(crate) mod tests {
    use expect_test::expect_file;

    use super::*;
    use crate::entity::{
        Entity, EntityKind, Mention, OrganisationKind, Quote, Reason, Relation, RelationKind,
    };
    use crate::script::Script;
    use crate::source::{EditKind, Source};
    use crate::span::Span;
    use crate::value::{Bound, Value, ValueKind};

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
                nested: Vec::new(),
            });
        }
        article
    }

    pub(crate) fn reason() -> Reason {
        Reason {
            rule: "by-hand",
            evidence: String::new(),
        }
    }

    fn value(kind: ValueKind) -> Value {
        Value {
            kind,
            iso: None,
            number: None,
            low: None,
            high: None,
            bound: Bound::Exact,
            unit: None,
            inferred: false,
            problem: None,
            arithmetic: String::new(),
        }
    }

    /// An article with every kind of entity, value, edit and relation.
    pub(crate) fn news() -> Article {
        use EntityKind::*;
        let raw = "本報訊\r\n\u{3000}2021年10月8日8時30分，史𠮷(jí)，甲乙公司(sī)董事長，在鐘(zhōng)樓區常州館說：“要快，\"也\"要穩。”\r\n\r\n\
            甲乙|丙的京東園逾100億元，變?yōu)閼?zhàn)略會，《財(cái)富》5G占3%至5%，3000畝，2月30日<e\u{301}&😀>�壞。\n分享到：\n微信\n\u{b}止";
        let edits = [
            (EditKind::Reading, "(jí)", ""),
            (EditKind::Reading, "(sī)", ""),
            (EditKind::Reading, "(zhōng)", ""),
            (EditKind::Straddle, "變?yōu)閼?zhàn)略", "變為戰略"),
            (EditKind::Reading, "(cái)", ""),
            (EditKind::Damaged, "�壞", "�壞"),
            (EditKind::Boilerplate, "分享到：\n微信\n", ""),
        ];
        let edits = edits.map(|(kind, replaced, text)| (Some(kind), replaced, text));
        let mut article = Article {
            source: Source::edited(raw, &edits),
            script: Script::Traditional,
            tokens: Vec::new(),
            mentions: Vec::new(),
            entities: Vec::new(),
            relations: Vec::new(),
            unplaced: Vec::new(),
        };
        let money = Value {
            number: Some(1e10),
            low: Some(1e10),
            bound: Bound::MoreThan,
            unit: Some("CNY".to_owned()),
            ..value(ValueKind::Money)
        };
        let range = Value {
            low: Some(3.0),
            high: Some(5.0),
            bound: Bound::Range,
            ..value(ValueKind::Percentage)
        };
        let area = Value {
            number: Some(3000.0),
            unit: Some("畝".to_owned()),
            ..value(ValueKind::Quantity)
        };
        let impossible = Value {
            problem: Some("no-such-day"),
            ..value(ValueKind::Date)
        };
        let dated = |kind, iso: &str| Value {
            iso: Some(iso.to_owned()),
            ..value(kind)
        };
        let company = Organisation(OrganisationKind::Company);
        let found = [
            (
                "2021年10月8日",
                Time,
                "time-1",
                Some(dated(ValueKind::Date, "2021-10-08")),
            ),
            (
                "8時30分",
                Time,
                "time-2",
                Some(dated(ValueKind::Clock, "T08:30")),
            ),
            ("史𠮷", Person, "person-1", None),
            ("甲乙公司", company, "org-1", None),
            ("董事長", Title, "title-1", None),
            ("鐘樓區", Place, "place-1", None),
            ("常州館", Facility, "facility-1", None),
            ("甲乙|丙", company, "org-1", None),
            ("京東園", Project, "project-1", None),
            ("逾100億元", Money, "money-1", Some(money)),
            ("戰略會", Event, "event-1", None),
            ("《財富》", Work, "work-1", None),
            ("5G", Term, "term-1", None),
            ("3%至5%", Quantity, "quantity-1", Some(range)),
            ("3000畝", Quantity, "quantity-2", Some(area)),
            ("2月30日", Time, "time-3", Some(impossible)),
        ];
        let mut from = 0;
        for (text, kind, id, value) in found {
            let start = from + article.text()[from..].find(text).unwrap();
            from = start + text.len();
            let known = article.entities.iter().position(|entity| entity.id == id);
            let entity = known.unwrap_or(article.entities.len());
            if known.is_none() {
                article.entities.push(Entity {
                    id: id.to_owned(),
                    kind,
                    name: text.to_owned(),
                    aliases: Vec::new(),
                    mentions: Vec::new(),
                    divisions: Vec::new(),
                });
            }
            article.entities[entity]
                .mentions
                .push(article.mentions.len());
            article.mentions.push(Mention {
                span: Span::new(start, from),
                kind,
                score: 0.95,
                reason: reason(),
                entity,
                linked: known.map(|_| reason()),
                value,
                nested: Vec::new(),
            });
        }
        let index = |id: &str| article.entities.iter().position(|entity| entity.id == id);
        let words = "要快，\"也\"要穩";
        let said = article.text().find(words).unwrap();
        let quote = Quote {
            span: Span::new(said, said + words.len()),
            direct: true,
        };
        let relation = |kind, from: &str, to: &str, title: &str, evidence: &[usize]| Relation {
            kind,
            from: index(from),
            to: index(to),
            title: title.to_owned(),
            quote: (kind == RelationKind::Says).then_some(quote),
            evidence: evidence.to_vec(),
            reason: reason(),
        };
        article.relations = vec![
            relation(
                RelationKind::Holds,
                "person-1",
                "org-1",
                "董事長",
                &[2, 3, 4],
            ),
            relation(RelationKind::PartOf, "facility-1", "org-1", "", &[6]),
            relation(
                RelationKind::LocatedIn,
                "facility-1",
                "place-1",
                "",
                &[5, 6],
            ),
            relation(RelationKind::Says, "person-1", "", "", &[2]),
            relation(RelationKind::Says, "", "", "", &[]),
            relation(
                RelationKind::AmountOf,
                "money-1",
                "project-1",
                "總投資",
                &[9],
            ),
            relation(RelationKind::When, "event-1", "time-1", "", &[10, 0]),
        ];
        article.entities[3].aliases = vec!["甲乙|丙".to_owned(), "=乙".to_owned()];
        let chain = |whole: &str| vec!["鐘樓區".to_owned(), whole.to_owned()];
        article.entities[5].divisions = vec![chain("常州市"), chain("長沙市")];
        article
    }

    /// The files of [`news`], which has what no single real article has. Where they are kept, the
    /// tests in JavaScript validate them with standard parsers.
    #[test]
    fn files_of_an_article_made_by_hand() {
        let article = news();
        let kept = [
            (
                Format::Tei,
                expect_file!["../../tests/exports/by-hand.tei.xml"],
            ),
            (
                Format::WebAnnotation,
                expect_file!["../../tests/exports/by-hand.jsonld"],
            ),
            (
                Format::Markdown,
                expect_file!["../../tests/exports/by-hand.md"],
            ),
        ];
        for (format, expected) in kept {
            // What changes with every change of the sources.
            let written = write(&article, format, OffsetUnit::Utf16)
                .replace(&webanno::run(&article), "RUN")
                .replace(crate::RELEASE, "RELEASE");
            expected.assert_eq(&written);
        }
    }

    #[test]
    fn names_are_read_back_and_files_are_told_apart() {
        for format in Format::ALL {
            assert_eq!(Format::parse(format.name()), Some(format));
        }
        let suffixes: std::collections::HashSet<_> =
            Format::ALL.into_iter().map(Format::suffix).collect();
        assert_eq!(suffixes.len(), Format::ALL.len());
        assert_eq!(Format::parse("JSON"), None);
    }
}
