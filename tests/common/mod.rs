//! What the integration tests share: the engine over the built pack.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, dead_code)]

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use wenmai::article::Article;
use wenmai::engine::Engine;
use wenmai::entity::{Relation, RelationKind};

/// The pack's bytes: `$WENMAI_PACK`, else the one that `./build.sh pack` puts into `dist/site/`.
pub fn pack() -> Vec<u8> {
    let path = std::env::var_os("WENMAI_PACK").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("dist/site/wenmai.pack"),
        PathBuf::from,
    );
    std::fs::read(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; run ./build.sh build first", path.display()))
}

/// One engine for all tests of a file.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(pack()).expect("the built pack loads"))
}

/// The folder of annotated articles.
pub fn gold() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold")
}

/// The annotated articles: stem and raw text, in name order.
pub fn raw_articles() -> Vec<(String, String)> {
    let mut articles = Vec::new();
    for entry in std::fs::read_dir(gold())
        .expect("tests/gold is there")
        .flatten()
    {
        let path = entry.path();
        if let Some(stem) = path
            .file_name()
            .and_then(|name| name.to_str())
            .and_then(|name| name.strip_suffix(".raw.txt"))
        {
            articles.push((
                stem.to_owned(),
                std::fs::read_to_string(&path).expect("a readable article"),
            ));
        }
    }
    articles.sort();
    articles
}

/// Asserts that two readings are the same.
pub fn assert_same(one: &Article, other: &Article) {
    assert_eq!(one.text(), other.text());
    assert_eq!(one.mentions, other.mentions);
    assert_eq!(one.entities, other.entities);
    assert_eq!(one.relations, other.relations);
    assert_eq!(format!("{:?}", one.tokens), format!("{:?}", other.tokens));
}

/// A relation as one line: its type, the entities, what was said.
pub fn written(article: &Article, relation: &Relation) -> String {
    let name =
        |entity: Option<usize>| entity.map_or("-", |entity| article.entities[entity].name.as_str());
    let kind = relation.kind.name();
    let (from, to) = (name(relation.from), name(relation.to));
    match relation.kind {
        RelationKind::Says => {
            let quote = relation.quote.expect("words that were said");
            let sign = if quote.direct { '=' } else { '~' };
            format!("{kind} {from} {sign} {}", quote.span.of(article.text()))
        }
        RelationKind::Holds | RelationKind::AmountOf => {
            format!("{kind} {from} {} {to}", relation.title)
        }
        _ => format!("{kind} {from} {to}"),
    }
}

/// The texts of a file in `tests/cases/`, each with the indented lines behind it; `#` begins a comment.
pub fn cases(file: &str) -> Vec<(String, Vec<String>)> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
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
