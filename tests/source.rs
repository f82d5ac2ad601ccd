//! Cleaning: the gold articles, clean texts that must come back untouched, and the edit map.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use wenmai::source::readings::{self, Readings};
use wenmai::source::{EditKind, Source};

fn table() -> Readings {
    Readings::from_bytes(readings::compile()).unwrap()
}

/// The gold files by name.
fn gold() -> BTreeMap<String, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The text of an annotated file.
fn without_markup(annotated: &str) -> String {
    let text = annotated.split("\n---\n").next().unwrap();
    let mut plain = String::new();
    for piece in text.split('⟦') {
        match piece.split_once('⟧') {
            Some((mention, rest)) => {
                plain.push_str(mention.rsplit_once('|').unwrap().0);
                plain.push_str(rest);
            }
            None => plain.push_str(piece),
        }
    }
    plain
}

fn of_kind(source: &Source, kind: EditKind) -> Vec<&wenmai::source::Edit> {
    source
        .edits()
        .iter()
        .filter(|edit| edit.kind == kind)
        .collect()
}

#[test]
fn the_seed_is_repaired_with_proof() {
    let gold = gold();
    let source = Source::repair(gold["seed.raw.txt"].as_str(), &table());
    assert_eq!(source.clean(), gold["seed.clean.txt"]);
    assert_eq!(source.restored(), gold["seed.raw.txt"]);
    assert_eq!(of_kind(&source, EditKind::Reading).len(), 199);
    let straddles = of_kind(&source, EditKind::Straddle);
    assert_eq!(straddles.len(), 1);
    assert_eq!(straddles[0].raw.of(source.raw()), "?yōu)閼?zhàn)");
    assert_eq!(straddles[0].clean.of(source.clean()), "為戰");
    assert_eq!(
        straddles[0].evidence,
        "變?yōu)閼?zhàn) ← 變為戰(zhàn): D783 9EE9, 839E = 優 (yōu)"
    );
    let furniture: String = of_kind(&source, EditKind::Boilerplate)
        .iter()
        .map(|edit| edit.raw.of(source.raw()))
        .collect();
    assert_eq!(furniture, "掃一掃在手機打開當前頁 |");
    assert_eq!(source.clean().matches("(東部)").count(), 4);
    assert!(of_kind(&source, EditKind::Damaged).is_empty());
}

#[test]
fn every_gold_article_becomes_its_clean_text() {
    let gold = gold();
    let readings = table();
    for (name, raw) in gold.iter().filter(|(name, _)| name.ends_with(".raw.txt")) {
        let stem = name.trim_end_matches(".raw.txt");
        let source = Source::repair(raw.as_str(), &readings);
        match gold.get(&format!("{stem}.clean.txt")) {
            Some(clean) => assert_eq!(source.clean(), clean, "{stem}"),
            None => {
                let text = without_markup(&gold[&format!("{stem}.ann")]);
                assert_eq!(source.clean().trim_end(), text.trim_end(), "{stem}");
                assert_eq!(source.edits(), [], "{stem}");
            }
        }
        assert_eq!(&source.restored(), raw, "{stem}");
        for edit in of_kind(&source, EditKind::Straddle) {
            println!("{stem} {}", edit.evidence);
        }
        for edit in of_kind(&source, EditKind::Damaged) {
            println!("{stem} DAMAGED {}", edit.evidence);
        }
    }
}
