//! What short texts state, by `tests/cases/relations.txt`: every relation of each text, no other one.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use wenmai::engine::Options;

#[test]
fn texts_state_what_they_state() {
    let cases = common::cases(include_str!("cases/relations.txt"));
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
