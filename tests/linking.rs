//! Which names are one, by `tests/cases/linking.txt`: every entity of several forms, no other one, each form with its
//! reason.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use wenmai::engine::Options;

#[test]
fn names_of_one_are_put_together() {
    let cases = common::cases(include_str!("cases/linking.txt"));
    assert!(cases.len() >= 15, "{} texts", cases.len());
    let mut wrong = String::new();
    for (text, expected) in cases {
        for text in [text.clone(), format!("😀\r\n{text}\r\n𠮷e\u{301}")] {
            let article = common::engine().analyse(&text, &Options::default());
            let several = article
                .entities
                .iter()
                .filter(|entity| !entity.aliases.is_empty());
            let found: Vec<String> = several
                .map(|entity| format!("{} = {}", entity.name, entity.aliases.join(" = ")))
                .collect();
            if found != expected {
                wrong += &format!("{text}\n  expected {expected:#?}\n  found {found:#?}\n");
            }
            for mention in &article.mentions {
                let name = &article.entities[mention.entity].name;
                let form = mention.span.of(article.text());
                // Every form says why it belongs, the name itself needs no reason.
                assert_eq!(
                    mention.linked.is_some(),
                    form != name,
                    "{form} of {name} in {text}"
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
