//! One mention a row, for spreadsheets.
//!
//! RFC 4180: comma, CRLF, quotes where needed. Spreadsheets take a file without a byte order
//! mark for the system's old encoding, so there is one; and they run a cell that begins like a
//! formula, so such a cell gets an apostrophe in front. The article is somebody else's text: it
//! must not become a program in a reader's spreadsheet.

use std::collections::HashMap;
use std::fmt::Write;

use crate::article::Article;
use crate::utf16::OffsetUnit;
use crate::wire::WireArticle;

/// Tells spreadsheets that the file is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

const COLUMNS: [&str; 13] = [
    "id", "start", "end", "rawStart", "rawEnd", "type", "subtype", "text", "entity", "name",
    "score", "rule", "evidence",
];

/// `article` as a whole CSV file, positions in `unit`.
pub fn write(article: &Article, unit: OffsetUnit) -> String {
    let mut csv = header(false);
    csv.push_str(&rows(article, unit, None));
    csv
}

/// The start of a file: byte order mark and column names; with a first column `file` in files
/// that hold several articles, whose mention ids would be ambiguous without it.
pub fn header(with_file: bool) -> String {
    let mut csv = String::from(BYTE_ORDER_MARK);
    let file = with_file.then_some("file");
    put_row(&mut csv, file.into_iter().chain(COLUMNS));
    csv
}

/// The rows of one article; each begins with `file` where there is one.
pub fn rows(article: &Article, unit: OffsetUnit, file: Option<&str>) -> String {
    let wire = WireArticle::new(article, unit, false);
    let names: HashMap<_, _> = wire
        .entities
        .iter()
        .map(|entity| (entity.id, entity.name))
        .collect();
    let mut csv = String::new();
    for mention in &wire.mentions {
        let positions = [
            mention.start,
            mention.end,
            mention.raw_start,
            mention.raw_end,
        ]
        .map(|position| position.to_string());
        let score = mention.score.to_string();
        let cells = [
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
            &score,
            mention.why.rule,
            mention.why.evidence,
        ];
        put_row(&mut csv, file.into_iter().chain(cells));
    }
    csv
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
    use crate::export::tests::{ODD_TEXT, article};

    /// Reads RFC 4180 back, independently of the writer.
    fn parse(csv: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
        let mut characters = csv.chars().peekable();
        let mut quoted = false;
        while let Some(character) = characters.next() {
            match (character, quoted) {
                ('"', true) if characters.peek() == Some(&'"') => {
                    characters.next();
                    cell.push('"');
                }
                ('"', _) => quoted = !quoted,
                (',', false) => row.push(std::mem::take(&mut cell)),
                ('\r', false) if characters.peek() == Some(&'\n') => {
                    characters.next();
                    row.push(std::mem::take(&mut cell));
                    rows.push(std::mem::take(&mut row));
                }
                _ => cell.push(character),
            }
        }
        assert!(!quoted && row.is_empty() && cell.is_empty(), "{csv:?}");
        rows
    }

    #[test]
    fn rows_slice_to_their_text_in_every_unit() {
        let article = article(ODD_TEXT);
        let utf16: Vec<u16> = ODD_TEXT.encode_utf16().collect();
        let codepoints: Vec<char> = ODD_TEXT.chars().collect();
        for unit in [OffsetUnit::Utf16, OffsetUnit::Codepoint, OffsetUnit::Byte] {
            let csv = write(&article, unit);
            let rows = parse(csv.strip_prefix(BYTE_ORDER_MARK).unwrap());
            assert_eq!(rows[0], COLUMNS);
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
        let csv = header(true) + &rows(&article, OffsetUnit::Utf16, Some("一,二.txt"));
        let rows = parse(csv.strip_prefix(BYTE_ORDER_MARK).unwrap());
        assert_eq!(rows[0][..2], ["file", "id"]);
        assert_eq!(rows[1][..2], ["一,二.txt", "m1"]);
    }
}
