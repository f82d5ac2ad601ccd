//! The running text of an article, with its mentions and repairs marked up.
//!
//! What an edit took out stands in `surplus`, what it changed in `choice` with `sic` and `corr`,
//! what is torn beyond repair in `damage`. Line breaks are text, at the end of their `p`. So the
//! text of all `p`, without `surplus` and `sic`, is the clean text; without `corr`, it is the raw
//! text.
//!
//! Elements nest, mentions and repaired runs need not: a mention that crosses the edge of a
//! repaired run is written in pieces, chained by `next` and `prev`.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::date;
use super::xml::Xml;
use crate::article::Article;
use crate::entity::{EntityKind, Mention};
use crate::source::{Edit, EditKind};
use crate::span::Span;
use crate::value::{Bound, Value, ValueKind};
use crate::wire::mention_id;

/// Writes the paragraphs of `article`: at least one.
pub fn write(xml: &mut Xml, article: &Article) {
    let mut body = Body {
        xml,
        article,
        pieces: pieces(article).into_iter().peekable(),
        open: None,
        in_paragraph: false,
        in_choice: false,
        has_content: false,
    };
    let mut done = 0;
    for edit in article.source.edits().iter().filter(|edit| edit.active) {
        body.plain(Span::new(done, edit.clean.start));
        body.edit(edit);
        done = edit.clean.end;
    }
    body.plain(Span::new(done, article.text().len()));
    body.close_piece();
    if article.source.raw().is_empty() {
        body.paragraph();
    }
    body.end_paragraph();
}

/// A mention, or a part of one that crosses the edge of a repaired run.
#[derive(Clone, Copy)]
struct Piece {
    /// Bytes of the clean text.
    span: Span,
    mention: usize,
    /// Which part it is, from 0.
    part: usize,
    last: bool,
}

/// All mentions, cut where they cross the edge of a run.
fn pieces(article: &Article) -> Vec<Piece> {
    let runs: Vec<Span> = article
        .source
        .edits()
        .iter()
        .filter(|edit| edit.active && !edit.clean.is_empty())
        .map(|edit| edit.clean)
        .collect();
    let mut pieces = Vec::with_capacity(article.mentions.len());
    for (mention, Mention { span, .. }) in article.mentions.iter().enumerate() {
        let (mut start, mut part) = (span.start, 0);
        let first = runs.partition_point(|run| run.end <= span.start);
        for run in runs
            .iter()
            .skip(first)
            .take_while(|run| run.start < span.end)
        {
            if span.contains(*run) || run.contains(*span) {
                continue;
            }
            for cut in [run.start, run.end] {
                if start < cut && cut < span.end {
                    pieces.push(Piece {
                        span: Span::new(start, cut),
                        mention,
                        part,
                        last: false,
                    });
                    (start, part) = (cut, part + 1);
                }
            }
        }
        pieces.push(Piece {
            span: Span::new(start, span.end),
            mention,
            part,
            last: true,
        });
    }
    pieces
}

struct Body<'a> {
    xml: &'a mut Xml,
    article: &'a Article,
    pieces: Peekable<IntoIter<Piece>>,
    /// The piece whose element is open. It stays so at its end, until something follows that
    /// does not belong to it: a reading behind its last character does.
    open: Option<Piece>,
    in_paragraph: bool,
    in_choice: bool,
    /// Whether the paragraph has more than white space.
    has_content: bool,
}

impl Body<'_> {
    /// Unchanged text, or the new text of a run.
    fn plain(&mut self, span: Span) {
        let mut position = span.start;
        while position < span.end {
            let end = match self.open {
                Some(piece) if piece.span.end <= position => {
                    self.close_piece();
                    continue;
                }
                Some(piece) => piece.span.end,
                None => match self.pieces.peek() {
                    Some(piece) if piece.span.start <= position => {
                        self.open_piece();
                        continue;
                    }
                    Some(piece) => piece.span.start,
                    None => span.end,
                },
            };
            let text = Span::new(position, end.min(span.end)).of(self.article.text());
            if self.open.is_some() || self.in_choice {
                self.text(text);
            } else {
                self.running(text);
            }
            position = end.min(span.end);
        }
    }

    /// Text outside mentions and runs: its line breaks end paragraphs.
    fn running(&mut self, mut text: &str) {
        while let Some(at) = text.find(['\n', '\r', '\u{2029}']) {
            // Blank lines that follow belong to the paragraph before them, indents do not.
            let blank = text.len() - text.get(at..).unwrap_or_default().trim_start().len();
            let end = text
                .get(..blank)
                .unwrap_or_default()
                .char_indices()
                .rev()
                .find(|(_, character)| matches!(character, '\n' | '\r' | '\u{2029}'))
                .map_or(text.len(), |(index, character)| {
                    index + character.len_utf8()
                });
            let (line, rest) = text.split_at(end);
            self.text(line);
            if self.has_content {
                self.end_paragraph();
            }
            text = rest;
        }
        self.text(text);
    }

    fn edit(&mut self, edit: &Edit) {
        let raw = edit.raw.of(self.article.source.raw());
        if edit.clean.is_empty() {
            if edit.kind == EditKind::Boilerplate {
                self.close_finished(edit.clean.start);
            }
            self.paragraph();
            self.xml
                .open("surplus")
                .attribute("reason", edit.kind.name())
                .attribute("resp", "#wenmai")
                .text(raw)
                .close();
            self.has_content = true;
            return;
        }
        self.close_finished(edit.clean.start);
        if self.open.is_none()
            && self.pieces.peek().is_some_and(|piece| {
                piece.span.start == edit.clean.start && piece.span.end >= edit.clean.end
            })
        {
            self.open_piece();
        }
        self.paragraph();
        if edit.kind == EditKind::Damaged {
            self.xml.open("damage").attribute("agent", "encoding");
        } else {
            self.xml.open("choice").element("sic", raw);
            self.xml.open("corr").attribute("resp", "#wenmai");
        }
        let whole = self.open.is_some();
        self.in_choice = true;
        self.plain(edit.clean);
        if !whole {
            self.close_piece();
        }
        self.in_choice = false;
        self.xml.close();
        if edit.kind != EditKind::Damaged {
            self.xml.close();
        }
        self.has_content = true;
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.paragraph();
            self.xml.text(text);
            self.has_content |= !text.trim().is_empty();
        }
    }

    fn paragraph(&mut self) {
        if !self.in_paragraph {
            self.xml.open("p");
            self.in_paragraph = true;
        }
    }

    fn end_paragraph(&mut self) {
        if self.in_paragraph {
            self.xml.close().line();
            self.in_paragraph = false;
            self.has_content = false;
        }
    }

    fn open_piece(&mut self) {
        let Some(piece) = self.pieces.next() else {
            return;
        };
        self.paragraph();
        self.open = Some(piece);
        let Some(mention) = self.article.mentions.get(piece.mention) else {
            return;
        };
        let id = |part: usize| match part {
            0 => mention_id(piece.mention),
            _ => format!("{}.{}", mention_id(piece.mention), part + 1),
        };
        let value = mention.value.as_ref();
        let (name, kind) = element(mention.kind, value);
        self.xml.open(name).attribute("xml:id", &id(piece.part));
        if let Some(kind) = kind {
            self.xml.attribute("type", kind);
        }
        if let Some(entity) = self.article.entities.get(mention.entity) {
            // Numbers and measures have no name that could refer.
            let reference = match name {
                "num" | "measure" => "corresp",
                _ => "ref",
            };
            self.xml.attribute(reference, &format!("#{}", entity.id));
        }
        self.xml.attribute("cert", &format!("{:.2}", mention.score));
        if piece.part > 0 {
            self.xml
                .attribute("prev", &format!("#{}", id(piece.part - 1)));
        } else if let Some(value) = value {
            self.value(name, value);
        }
        if !piece.last {
            self.xml
                .attribute("next", &format!("#{}", id(piece.part + 1)));
        }
    }

    fn value(&mut self, element: &str, value: &Value) {
        if let Some(iso) = value.iso.as_deref().filter(|iso| !iso.is_empty()) {
            if matches!(element, "date" | "time") {
                for (name, value) in date::attributes(iso) {
                    self.xml.attribute(name, &value);
                }
            }
            return;
        }
        let (low, high) = match value.bound {
            Bound::Range => ("min", "max"),
            _ => ("atLeast", "atMost"),
        };
        let exact = if element == "num" {
            "value"
        } else {
            "quantity"
        };
        if !matches!(element, "num" | "measure") {
            return;
        }
        for (name, number) in [(exact, value.number), (low, value.low), (high, value.high)] {
            if let Some(number) = number.filter(|number| number.is_finite()) {
                self.xml.attribute(name, &number.to_string());
            }
        }
        if let (Some(unit), "measure") = (&value.unit, element) {
            // TEI takes one word here.
            let unit: String = unit.split_whitespace().collect();
            if !unit.is_empty() {
                self.xml.attribute("unit", &unit);
            }
        }
    }

    fn close_piece(&mut self) {
        if self.open.take().is_some() {
            self.xml.close();
            self.has_content = true;
        }
    }

    fn close_finished(&mut self, position: usize) {
        if self.open.is_some_and(|piece| piece.span.end <= position) {
            self.close_piece();
        }
    }
}

/// The element of a mention, and its `type`.
pub fn element(kind: EntityKind, value: Option<&Value>) -> (&'static str, Option<&'static str>) {
    match kind {
        EntityKind::Person => ("persName", None),
        EntityKind::Title => ("roleName", None),
        EntityKind::Organisation(_) => ("orgName", kind.subtype_name()),
        EntityKind::Place => ("placeName", None),
        EntityKind::Facility => ("placeName", Some(kind.type_name())),
        EntityKind::Event | EntityKind::Project => ("name", Some(kind.type_name())),
        EntityKind::Work => ("title", None),
        EntityKind::Term => ("term", None),
        EntityKind::Time => match value.map(|value| value.kind) {
            Some(ValueKind::Clock) => ("time", None),
            _ => ("date", None),
        },
        EntityKind::Money => ("measure", Some("currency")),
        EntityKind::Quantity => match value.map(|value| (value.kind, &value.unit)) {
            Some((ValueKind::Percentage, _)) => ("num", Some("percentage")),
            Some((ValueKind::Multiple, _)) => ("num", Some("multiple")),
            Some((_, None)) => ("num", None),
            _ => ("measure", None),
        },
    }
}
