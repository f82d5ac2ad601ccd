//! Names within names: what a mention is told to contain.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use std::fmt::Write;

use wenmai::engine::Options;

/// The names that contain others, a line each: the name, and what it contains with its type; `=` where the article
/// names that by itself too.
fn nested(text: &str) -> String {
    let article = common::engine().analyse(text, &Options::default());
    article.check().unwrap();
    let mut lines = String::new();
    for mention in article.mentions.iter().filter(|one| !one.nested.is_empty()) {
        write!(lines, "{}:", mention.span.of(article.text())).unwrap();
        for name in &mention.nested {
            let slice = name.span.of(article.text());
            assert!(mention.span.of(article.text()).contains(slice));
            let known = name.entity.map_or("", |entity| {
                assert_eq!(
                    article.entities[entity].kind.type_name(),
                    name.kind.type_name()
                );
                "="
            });
            write!(lines, " {slice} {}{known}", name.kind.full_name()).unwrap();
        }
        lines.push('\n');
    }
    lines
}

#[test]
fn places_companies_and_years_in_names() {
    let text =
        "常州市总工会主席方国强在常州说，2021中国常州科技经贸洽谈会将在常州大数据产业园举行。";
    assert_eq!(
        nested(text),
        "常州市总工会: 常州市 PLACE=\n\
         2021中国常州科技经贸洽谈会: 中国 PLACE 常州 PLACE=\n\
         常州大数据产业园: 常州 PLACE=\n"
    );
}

#[test]
fn offsets_hold_in_any_text() {
    let text = "😀𠮷野家e\u{301}說：\r\n常州市總工會和京東智能產業園到了常州。\r\n";
    assert_eq!(
        nested(text),
        "常州市總工會: 常州市 PLACE=\n京東智能產業園: 京東 ORG.COM\n"
    );
}

#[test]
fn a_name_does_not_contain_itself_or_its_own_short_form() {
    let text = "中国电子信息产业集团有限公司说，中国电子去年开工。中国电子信息产业集团在北京。";
    for line in nested(text).lines() {
        assert!(!line.contains("中国电子 ORG="), "{line}");
        let (name, inside) = line.split_once(": ").unwrap();
        assert!(!inside.contains(&format!("{name} ")), "{line}");
    }
}

#[test]
fn what_a_reader_put_right_has_its_names_too() {
    let text = "方国强在常州说，常州天网工程已经开工。";
    let correction = wenmai::corrections::file::read(
        r#"{"schema":"wenmai-corrections/1","offsetUnit":"codepoint","corrections":[{"action":"add","type":"PROJECT",
            "target":{"start":8,"end":14,"exact":"常州天网工程","prefix":"","suffix":""}}]}"#,
    )
    .unwrap();
    let options = Options {
        corrections: correction,
        ..Options::default()
    };
    let article = common::engine().analyse(text, &options);
    article.check().unwrap();
    let mention = article
        .mentions
        .iter()
        .find(|mention| mention.span.of(article.text()) == "常州天网工程")
        .unwrap();
    let names: Vec<&str> = mention
        .nested
        .iter()
        .map(|name| name.span.of(article.text()))
        .collect();
    assert_eq!(names, ["常州"]);
}
