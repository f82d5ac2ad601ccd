//! Search inside a text: the table of cases, positions, and what a long text costs.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use proptest::prelude::*;
use wenmai::search::How;
use wenmai::utf16::OffsetUnit;
use wenmai::wire::WireHit;

const CASES: &str = include_str!("cases/search.tsv");

/// `text` with what `query` finds in marks, as the table of cases writes it.
fn marked(text: &str, query: &str) -> String {
    let mut written = String::new();
    let mut end = 0;
    for hit in common::engine().search(text, query) {
        let [open, close] = match hit.how {
            How::Text => ['⟦', '⟧'],
            How::Reading => ['⟨', '⟩'],
        };
        written.push_str(&text[end..hit.span.start]);
        written.push(open);
        written.push_str(hit.span.of(text));
        written.push(close);
        end = hit.span.end;
    }
    written + &text[end..]
}

/// A cell with its escapes read.
fn cell(text: &str) -> String {
    let mut text = text.replace("\\r", "\r").replace("\\n", "\n");
    while let Some(start) = text.find("\\u{") {
        let end = start + text[start..].find('}').unwrap();
        let code = u32::from_str_radix(&text[start + 3..end], 16).unwrap();
        text.replace_range(start..=end, &char::from_u32(code).unwrap().to_string());
    }
    text
}

#[test]
fn the_table_of_cases() {
    let mut count = 0;
    for line in CASES.lines() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (query, expected) = line.split_once('\t').unwrap();
        let (query, expected) = (cell(query), cell(expected));
        let text = expected.replace(['⟦', '⟧', '⟨', '⟩'], "");
        assert_eq!(marked(&text, &query), expected, "{line}");
        count += 1;
    }
    assert!(count > 60, "only {count} cases");
}

#[test]
fn positions_in_utf_16_slice_to_what_was_found() {
    let text = "😀𠮷e\u{301}常州\r\n😀AI與人工智能，常\u{e0100}州";
    let units: Vec<u16> = text.encode_utf16().collect();
    for (query, expected) in [
        ("常州", &["常州", "常\u{e0100}州"][..]),
        ("ai", &["AI"]),
        ("rgzn", &["人工智能"]),
    ] {
        let hits = common::engine().search(text, query);
        let hits = WireHit::all(text, &hits, OffsetUnit::Utf16);
        let found: Vec<String> = hits
            .iter()
            .map(|hit| String::from_utf16(&units[hit.start..hit.end]).unwrap())
            .collect();
        assert_eq!(found, expected, "{query}");
        assert_eq!(
            hits[0].how,
            if query == "rgzn" { "reading" } else { "text" }
        );
    }
}

#[test]
fn whatever_the_page_can_show_is_found() {
    // Any stretch of an article on one line, typed in as it stands or in the other script.
    let engine = common::engine();
    for (stem, raw) in common::raw_articles().into_iter().take(3) {
        let article = engine.analyse(&raw, &wenmai::engine::Options::default());
        let text = article.text();
        for mention in &article.mentions {
            let form = mention.span.of(text);
            if form.contains('\n') {
                continue;
            }
            let simplified = engine.converter().to_simplified(form);
            for query in [form, &simplified] {
                let hits = engine.search(text, query);
                let is_there = hits.iter().any(|hit| {
                    hit.how == How::Text
                        && hit.span.start < mention.span.end
                        && mention.span.start < hit.span.end
                });
                assert!(is_there, "{stem}: {query}");
            }
        }
    }
}

#[test]
fn long_and_hostile_texts_are_searched_in_linear_time() {
    let engine = common::engine();
    for (piece, query) in [
        ("的", "的".repeat(2000) + "地"),
        ("啊", "a".repeat(64)),
        ("啊", "a".repeat(63) + "z"),
        ("重行长", "zchzhc".repeat(10)),
        (" ", "a b".to_owned()),
        ("「", "常州".to_owned()),
        ("a ", "a a a a a a ab".to_owned()),
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        for hit in engine.search(&text, &query) {
            assert!(!hit.span.of(&text).is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Hits slice to their text, stand in order, and do not overlap; what is found by text has as many
    /// characters that count as the query.
    #[test]
    fn any_text_and_query(
        text in "[常州市鐘樓区czsahounig「」 \u{3000}😀𠮷\u{301}\u{e0100}\r\n5GＧ]{0,60}",
        query in "[常州市czsahoun「 '5g𠮷]{0,6}",
    ) {
        let mut end = 0;
        for hit in common::engine().search(&text, &query) {
            prop_assert!(hit.span.start >= end);
            prop_assert!(text.is_char_boundary(hit.span.start) && text.is_char_boundary(hit.span.end));
            prop_assert!(!hit.span.of(&text).contains(['\n', '\r']));
            prop_assert!(!hit.span.of(&text).trim().is_empty());
            end = hit.span.end;
        }
    }

    /// A stretch of a text without what counts for nothing is found in it.
    #[test]
    fn a_stretch_is_found(before in "[常州市樓czAI5😀𠮷]{0,20}", stretch in "[常州市樓czAI5😀𠮷]{1,8}", behind in "[常州市樓czAI5😀𠮷]{0,20}") {
        let text = format!("{before}{stretch}{behind}");
        let hits = common::engine().search(&text, &stretch);
        prop_assert!(hits.iter().any(|hit| hit.how == How::Text && hit.span.start <= before.len()));
    }
}
