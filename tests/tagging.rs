//! What the engine marks in the annotated articles, as text that a linguist can read in a diff.
//!
//! `UPDATE_EXPECT=1 cargo test --test tagging` rewrites the files in `tests/golden/`; look at every
//! changed line before committing it.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use expect_test::expect_file;
use wenmai::article::Article;
use wenmai::engine::Options;
use wenmai::value::{Bound, Value};

/// The clean text with its mentions marked as in `.ann` files, the entities with more than one form, what the text
/// states, and what its times and amounts come to.
fn marked(article: &Article) -> String {
    let text = article.text();
    let mut marked = String::new();
    let mut end = 0;
    for mention in &article.mentions {
        marked.push_str(&text[end..mention.span.start]);
        let subtype = mention
            .kind
            .subtype_name()
            .map(|name| format!(".{name}"))
            .unwrap_or_default();
        marked.push_str(&format!(
            "⟦{}|{}{subtype}⟧",
            mention.span.of(text),
            mention.kind.type_name()
        ));
        end = mention.span.end;
    }
    marked.push_str(&text[end..]);
    marked.push_str("\n---\n");
    for entity in article
        .entities
        .iter()
        .filter(|entity| !entity.aliases.is_empty())
    {
        marked.push_str(&format!(
            "{} = {}\n",
            entity.name,
            entity.aliases.join(" = ")
        ));
    }
    for relation in &article.relations {
        marked.push_str(&common::written(article, relation));
        marked.push('\n');
    }
    let mut seen = std::collections::HashSet::new();
    for mention in &article.mentions {
        if let Some(value) = &mention.value {
            let line = format!("{} ≙ {}\n", mention.span.of(text), worth(value));
            if seen.insert(line.clone()) {
                marked.push_str(&line);
            }
        }
    }
    marked
}

fn worth(value: &Value) -> String {
    let number = value.number.map(|number| number.to_string());
    let range = value
        .low
        .zip(value.high)
        .map(|(low, high)| format!("{low}..{high}"));
    let parts = [
        value.iso.clone().or(number).or(range),
        value.unit.clone(),
        (value.bound != Bound::Exact).then(|| value.bound.name().to_owned()),
        value.inferred.then(|| "inferred".to_owned()),
        value.problem.map(str::to_owned),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" ")
}

#[test]
fn annotated_articles() {
    for (stem, raw) in common::raw_articles() {
        let article = common::engine().analyse(&raw, &Options::default());
        assert_eq!(article.check(), Ok(()), "{stem}");
        let path = format!("{}/tests/golden/{stem}.txt", env!("CARGO_MANIFEST_DIR"));
        expect_file![path].assert_eq(&marked(&article));
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    for (stem, raw) in common::raw_articles() {
        let json = || {
            let article = common::engine().analyse(&raw, &Options::default());
            wenmai::export::json::write(&article, wenmai::utf16::OffsetUnit::Utf16)
        };
        assert_eq!(json(), json(), "{stem}");
    }
}
