//! What short texts state, by `tests/cases/relations.txt`: every relation of each text, no other one.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use wenmai::engine::Options;

/// The texts with the lines that state their relations.
fn cases() -> Vec<(String, Vec<String>)> {
    let lines = include_str!("cases/relations.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    let mut cases: Vec<(String, Vec<String>)> = Vec::new();
    let mut open = false;
    for line in lines {
        if line.is_empty() {
            open = false;
        } else if let Some(relation) = line.strip_prefix("  ") {
            let (_, relations) = cases.last_mut().expect("a text before its relations");
            relations.push(relation.to_owned());
        } else if open {
            let (text, _) = cases.last_mut().expect("an open text");
            text.push('\n');
            text.push_str(line);
        } else {
            cases.push((line.to_owned(), Vec::new()));
            open = true;
        }
    }
    cases
}

#[test]
fn texts_state_what_they_state() {
    let cases = cases();
    assert!(cases.len() >= 30, "{} texts", cases.len());
    let mut wrong = String::new();
    for (text, mut expected) in cases {
        for text in [text.clone(), format!("😀\r\n{text}\r\n𠮷e\u{301}")] {
            let article = common::engine().analyse(&text, &Options::default());
            let mut found: Vec<String> = article
                .relations
                .iter()
                .map(|relation| common::written(&article, relation))
                .collect();
            found.sort();
            expected.sort();
            if found != expected {
                wrong += &format!("{text}\n  expected {expected:#?}\n  found {found:#?}\n");
            }
            for relation in &article.relations {
                assert!(!relation.reason.rule.is_empty());
                assert!(
                    relation.evidence.windows(2).all(|pair| pair[0] < pair[1]),
                    "{text}"
                );
                assert!(
                    relation
                        .evidence
                        .iter()
                        .all(|&mention| mention < article.mentions.len())
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
