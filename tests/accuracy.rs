//! Accuracy on the annotated articles and on articles that no model learned from, raw text in, against the floor in `tests/accuracy.tsv`.
//!
//! The floor only rises: when a change raises a score, raise its line to just below the new one.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use std::path::Path;

use wenmai::evaluate::evaluate;

#[test]
fn no_type_falls_below_its_floor() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut checked = 0;
    for folder in ["gold", "unseen"] {
        let report = evaluate(common::engine(), &tests.join(folder))
            .expect("the annotated articles are well-formed");
        assert_eq!(
            report.texts_unlike_gold,
            Vec::<String>::new(),
            "repaired texts that are not the gold text"
        );
        for line in include_str!("accuracy.tsv").lines() {
            let fields: Vec<&str> = line.split('\t').collect();
            let [found, label, floor] = fields[..] else {
                assert!(
                    line.starts_with('#'),
                    "folder, tab, label, tab, floor: {line}"
                );
                continue;
            };
            if found != folder {
                continue;
            }
            let floor: f64 = floor.parse().expect("a number");
            let f1 = match label {
                "overall" => report.overall().f1,
                // Of linking the F1 of B³.
                "links" => report.knowledge.linking.b_cubed()[2],
                "holds" | "part_of" | "located_in" => report.of_relation(label).f1,
                label => report.of(label).f1,
            };
            assert!(
                f1 >= floor,
                "{folder}, {label}: F1 {f1} is below the floor {floor}\n{}",
                report.table()
            );
            checked += 1;
        }
    }
    assert_eq!(
        checked,
        2 * 17,
        "overall, the twelve scored types, linking and three relations of both"
    );
}
