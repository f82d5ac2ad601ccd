//! One mention, entity or relation a row, for spreadsheets.
//!
//! RFC 4180: comma, CRLF, quotes where needed. Spreadsheets take a file without a byte order
//! mark for the system's old encoding, so there is one; and they run a cell that begins like a
//! formula, so such a cell gets an apostrophe in front. The article is somebody else's text: it
//! must not become a program in a reader's spreadsheet.

use std::collections::HashMap;
use std::fmt::Write;

use super::spelled;
use crate::article::Article;
use crate::utf16::OffsetUnit;
use crate::wire::{WireArticle, mention_id};

/// Tells spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A table of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// A mention a row.
    Mentions,
    /// An entity a row; aliases stand between `|`, and so do the chains of divisions, whose
    /// members stand between `/`.
    Entities,
    /// A relation a row; the ids of the mentions that state it stand between blanks.
    Relations,
}

impl Table {
    const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Mentions => &[
                "id", "start", "end", "rawStart", "rawEnd", "type", "subtype", "text", "entity",
                "name", "score", "rule", "evidence", "value", "unit", "bound",
            ],
            Self::Entities => &[
                "id",
                "type",
                "subtype",
                "name",
                "aliases",
                "mentions",
                "divisions",
            ],
            Self::Relations => &[
                "type", "from", "fromName", "title", "to", "toName", "quote", "evidence", "rule",
            ],
        }
    }
}

/// A table of `article` as a whole CSV file, positions in `unit`.
pub fn write(article: &Article, table: Table, unit: OffsetUnit) -> String {
    let mut csv = header(table, false);
    csv.push_str(&rows(article, table, unit, None));
    csv
}

/// The start of a file: byte order mark and column names; with a first column `file` in files
/// that hold several articles, whose ids would be ambiguous without it.
pub fn header(table: Table, with_file: bool) -> String {
    let mut csv = String::from(BYTE_ORDER_MARK);
    let file = with_file.then_some("file");
    put_row(
        &mut csv,
        file.into_iter().chain(table.columns().iter().copied()),
    );
    csv
}

/// The rows of one article; each begins with `file` where there is one.
pub fn rows(article: &Article, table: Table, unit: OffsetUnit, file: Option<&str>) -> String {
    let mut csv = String::new();
    let mut put = |cells: &[&str]| put_row(&mut csv, file.into_iter().chain(cells.iter().copied()));
    match table {
        Table::Mentions => mentions(article, unit, &mut put),
        Table::Entities => {
            for entity in &article.entities {
                let chains: Vec<String> = entity
                    .divisions
                    .iter()
                    .map(|chain| joined(chain, '/'))
                    .collect();
                put(&[
                    &entity.id,
                    entity.kind.type_name(),
                    entity.kind.subtype_name().unwrap_or_default(),
                    &entity.name,
                    &joined(&entity.aliases, '|'),
                    &entity.mentions.len().to_string(),
                    &chains.join("|"),
                ]);
            }
        }
        Table::Relations => {
            for relation in &article.relations {
                let end = |index: Option<usize>| {
                    index
                        .and_then(|index| article.entities.get(index))
                        .map_or(("", ""), |entity| {
                            (entity.id.as_str(), entity.name.as_str())
                        })
                };
                let (from, from_name) = end(relation.from);
                let (to, to_name) = end(relation.to);
                let quote = relation.quote.map(|quote| quote.span.of(article.text()));
                let evidence: Vec<String> =
                    relation.evidence.iter().copied().map(mention_id).collect();
                put(&[
                    relation.kind.name(),
                    from,
                    from_name,
                    &relation.title,
                    to,
                    to_name,
                    quote.unwrap_or_default(),
                    &evidence.join(" "),
                    relation.reason.rule,
                ]);
            }
        }
    }
    csv
}

fn mentions(article: &Article, unit: OffsetUnit, put: &mut dyn FnMut(&[&str])) {
    let wire = WireArticle::new(article, unit, false);
    let names: HashMap<_, _> = wire
        .entities
        .iter()
        .map(|entity| (entity.id, entity.name))
        .collect();
    for (mention, found) in wire.mentions.iter().zip(&article.mentions) {
        let positions = [
            mention.start,
            mention.end,
            mention.raw_start,
            mention.raw_end,
        ]
        .map(|position| position.to_string());
        let value = found.value.as_ref().and_then(spelled);
        // Without a value there is nothing that a unit or a bound could be of.
        let stated = mention.value.as_ref().filter(|_| value.is_some());
        put(&[
            mention.id.as_str(),
            &positions[0],
            &positions[1],
            &positions[2],
            &positions[3],
            mention.kind,
            mention.subtype.unwrap_or_default(),
            mention.text,
            mention.entity,
            names.get(mention.entity).copied().unwrap_or_default(),
            &mention.score.to_string(),
            mention.why.rule,
            mention.why.evidence,
            value.as_deref().unwrap_or_default(),
            stated.and_then(|value| value.unit).unwrap_or_default(),
            stated.map(|value| value.bound).unwrap_or_default(),
        ]);
    }
}

/// Several texts in one cell; a separator that is part of one has a backslash before it.
fn joined(texts: &[String], separator: char) -> String {
    let mut cell = String::new();
    for (index, text) in texts.iter().enumerate() {
        if index > 0 {
            cell.push(separator);
        }
        for character in text.chars() {
            if matches!(character, '|' | '/' | '\\') {
                cell.push('\\');
            }
            cell.push(character);
        }
    }
    cell
}

fn put_row<'a>(csv: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            csv.push(',');
        }
        put_cell(csv, cell);
    }
    csv.push_str("\r\n");
}

fn put_cell(csv: &mut String, cell: &str) {
    // The wide forms count too: spreadsheets in East Asian locales read them as the narrow ones.
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    {
        "'"
    } else {
        ""
    };
    // Writing to a string cannot fail.
    let _ = if cell.contains(['"', ',', '\r', '\n']) {
        write!(csv, "\"{guard}{}\"", cell.replace('"', "\"\""))
    } else {
        write!(csv, "{guard}{cell}")
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{ODD_TEXT, article, news};

    /// Reads a file back, with a reader that is not ours.
    fn parse(csv: &str) -> Vec<Vec<String>> {
        let text = csv.strip_prefix(BYTE_ORDER_MARK).unwrap();
        let mut reader = ::csv::ReaderBuilder::new()
            .has_headers(false)
            .terminator(::csv::Terminator::CRLF)
            .from_reader(text.as_bytes());
        let rows = reader.records().map(|record| {
            let record = record.unwrap();
            record.iter().map(str::to_owned).collect()
        });
        rows.collect()
    }

    #[test]
    fn rows_slice_to_their_text_in_every_unit() {
        let article = article(ODD_TEXT);
        let utf16: Vec<u16> = ODD_TEXT.encode_utf16().collect();
        let codepoints: Vec<char> = ODD_TEXT.chars().collect();
        for unit in [OffsetUnit::Utf16, OffsetUnit::Codepoint, OffsetUnit::Byte] {
            let rows = parse(&write(&article, Table::Mentions, unit));
            assert_eq!(rows[0], Table::Mentions.columns());
            assert_eq!(rows.len(), article.mentions.len() + 1);
            for row in &rows[1..] {
                let (start, end): (usize, usize) =
                    (row[1].parse().unwrap(), row[2].parse().unwrap());
                let sliced = match unit {
                    OffsetUnit::Utf16 => String::from_utf16(&utf16[start..end]).unwrap(),
                    OffsetUnit::Codepoint => codepoints[start..end].iter().collect(),
                    OffsetUnit::Byte => ODD_TEXT[start..end].to_owned(),
                };
                assert_eq!(sliced, row[7].strip_prefix('\'').unwrap_or(&row[7]));
            }
        }
    }

    #[test]
    fn cells_cannot_become_formulas_or_break_rows() {
        let cell = |text: &str| {
            let mut csv = String::new();
            put_cell(&mut csv, text);
            csv
        };
        assert_eq!(cell("常州"), "常州");
        assert_eq!(cell(""), "");
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell("＝1"), "'＝1");
        assert_eq!(cell("-5%"), "'-5%");
        assert_eq!(cell("@a,\"b\""), "\"'@a,\"\"b\"\"\"");
        assert_eq!(cell("甲\r\n乙"), "\"甲\r\n乙\"");
        assert_eq!(cell("\t=1"), "'\t=1");
    }

    #[test]
    fn several_articles_share_a_header_and_name_their_files() {
        let article = article("《甲》");
        for table in [Table::Mentions, Table::Entities] {
            let rows = rows(&article, table, OffsetUnit::Utf16, Some("一,二.txt"));
            let rows = parse(&(header(table, true) + &rows));
            assert_eq!(rows[0][..2], ["file", "id"]);
            assert_eq!(rows[1][0], "一,二.txt");
            assert_eq!(rows.len(), 2);
        }
    }

    #[test]
    fn values_stand_at_the_end_of_the_row() {
        let article = news();
        let rows = parse(&write(&article, Table::Mentions, OffsetUnit::Utf16));
        let of = |text: &str| {
            let row = rows.iter().find(|row| row[7] == text).unwrap();
            row[13..].join(",")
        };
        assert_eq!(of("2021年10月8日"), "2021-10-08,,exact");
        assert_eq!(of("逾100億元"), "10000000000,CNY,more-than");
        assert_eq!(of("3%至5%"), "3..5,,range");
        assert_eq!(of("2月30日"), ",,");
        assert_eq!(of("史𠮷"), ",,");
    }

    #[test]
    fn entities_and_relations_have_tables() {
        let article = news();
        let entities = parse(&write(&article, Table::Entities, OffsetUnit::Utf16));
        assert_eq!(entities[0], Table::Entities.columns());
        assert_eq!(entities.len(), article.entities.len() + 1);
        let of = |name: &str| entities.iter().find(|row| row[3] == name).unwrap()[1..].join(",");
        assert_eq!(of("甲乙公司"), "ORG,COM,甲乙公司,甲乙\\|丙|=乙,2,");
        assert_eq!(of("鐘樓區"), "PLACE,,鐘樓區,,1,鐘樓區/常州市|鐘樓區/長沙市");

        let relations = parse(&write(&article, Table::Relations, OffsetUnit::Utf16));
        assert_eq!(relations[0], Table::Relations.columns());
        let spelled: Vec<String> = relations[1..].iter().map(|row| row.join(",")).collect();
        assert_eq!(spelled.len(), article.relations.len());
        for line in [
            "holds,person-1,史𠮷,董事長,org-1,甲乙公司,,m3 m4 m5,by-hand",
            "says,,,,,,要快，\"也\"要穩,,by-hand",
            "amount_of,money-1,逾100億元,總投資,project-1,京東園,,m10,by-hand",
        ] {
            assert!(spelled.contains(&line.to_owned()), "{line}: {spelled:#?}");
        }
    }
}
