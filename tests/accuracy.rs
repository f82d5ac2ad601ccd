//! Accuracy on the annotated articles, raw text in, against the floor in `tests/accuracy.tsv`.
//!
//! The floor only rises: when a change raises a score, raise its line to just below the new one.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use wenmai::evaluate::evaluate;

#[test]
fn no_type_falls_below_its_floor() {
    let report = evaluate(common::engine(), &common::gold())
        .expect("the annotated articles are well-formed");
    assert_eq!(
        report.texts_unlike_gold,
        Vec::<String>::new(),
        "repaired texts that are not the gold text"
    );
    let floors = include_str!("accuracy.tsv");
    let mut checked = 0;
    for line in floors
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
    {
        let (label, floor) = line.split_once('\t').expect("label, tab, floor");
        let floor: f64 = floor.parse().expect("a number");
        let f1 = if label == "overall" {
            report.overall().f1
        } else {
            report.of(label).f1
        };
        assert!(
            f1 >= floor,
            "{label}: F1 {f1} is below the floor {floor}\n{}",
            report.table()
        );
        checked += 1;
    }
    assert_eq!(checked, 13, "overall and the twelve scored lines");
}
