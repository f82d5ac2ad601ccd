//! The learned model: what it refuses, and that it reads what was written and learns what it is taught.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use wenmai::engine::Options;
use wenmai::error::Error;
use wenmai::model::Model;
use wenmai::model::features::{CLASSES, Line, SLOTS};
use wenmai::model::labels::Labels;
use wenmai::model::write::{HeadWeights, Rounding, write};
use wenmai::own_words::OwnWord;
use wenmai::pack::Pack;

/// A small model with one head for one type.
fn small(rounding: &Rounding) -> Vec<u8> {
    let labels = Labels::entities(vec!["PERSON".to_owned()]).unwrap();
    let rows: BTreeMap<u64, Vec<(u8, f32)>> = (0..300_u64)
        .map(|number| {
            (
                number.wrapping_mul(0x9E37_79B9_7F4A_7C15),
                vec![(0, 0.5), (1, -1.0)],
            )
        })
        .collect();
    let transitions = vec![0.25; labels.len() * labels.len()];
    write(
        &[HeadWeights {
            labels,
            transitions,
            rows,
        }],
        rounding,
    )
}

/// The bytes with the checksum that belongs to them.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let checksum = crc32fast::hash(&bytes[20..]).to_le_bytes();
    bytes[16..20].copy_from_slice(&checksum);
    bytes
}

#[test]
fn what_was_written_is_read() {
    for fingerprint_bits in [8, 16] {
        let model = Model::read(&small(&Rounding {
            fingerprint_bits,
            ..Rounding::default()
        }))
        .unwrap();
        assert_eq!(model.size(), (300, 600));
        assert_eq!(model.heads().len(), 1);
        assert_eq!(model.heads()[0].labels().types(), ["PERSON"]);
    }
}

#[test]
fn foreign_future_and_changed_bytes_are_refused() {
    let bytes = small(&Rounding::default());
    assert!(matches!(Model::read(b""), Err(Error::ModelMagic)));
    assert!(matches!(
        Model::read(b"<!doctype html>"),
        Err(Error::ModelMagic)
    ));
    for field in [8, 12] {
        let mut future = bytes.clone();
        future[field] += 1;
        assert!(matches!(
            Model::read(&future),
            Err(Error::ModelVersion { .. })
        ));
    }
    let mut changed = bytes.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert!(matches!(Model::read(&changed), Err(Error::ModelChecksum)));
}

#[test]
fn every_cut_is_refused_even_with_its_own_checksum() {
    let bytes = small(&Rounding::default());
    for length in 20..bytes.len() {
        let cut = sealed(bytes[..length].to_vec());
        assert!(
            matches!(Model::read(&cut), Err(Error::ModelTruncated)),
            "{length} bytes"
        );
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(position in 20_usize..3000, byte: u8, text in "\\PC{0,40}") {
        let mut bytes = small(&Rounding::default());
        let position = position % bytes.len().max(21);
        bytes[position.max(20)] = byte;
        if let Ok(model) = Model::read(&sealed(bytes)) {
            // Tables that contradict nothing may still be nonsense: reading with them ends all the same.
            let observations = common::engine().observe(&text, true);
            let known = model.know(&observations);
            for line in observations.lines() {
                known.decode(line);
            }
        }
    }
}

#[test]
fn every_feature_is_a_thing_of_its_line_and_a_slot() {
    for (name, raw) in common::raw_articles() {
        let observations = common::engine().observe(&raw, true);
        for range in observations.lines() {
            let line = Line::new(&observations, range.clone());
            let mut count = CLASSES;
            line.things(|_| count += 1);
            assert_eq!(count, line.count(), "{name} {range:?}");
            for index in range {
                let mut shown = BTreeSet::new();
                line.features(index, |thing, slot| {
                    assert!(thing < count && slot < SLOTS, "{name} {index}");
                    assert!(shown.insert((thing, slot)), "{name}: twice at {index}");
                });
                assert!(shown.len() > 40, "{name} {index}");
            }
        }
    }
}

#[test]
fn the_part_of_the_model_for_words_reads_them_as_the_whole_does() {
    let pack = Pack::read(common::pack()).unwrap();
    let model = Model::read(pack.section("model").unwrap().as_ref()).unwrap();
    let head = model.head(false).unwrap();
    let mut words = 0;
    for (_, raw) in common::raw_articles() {
        let observations = common::engine().observe(&raw, true);
        let (whole, part) = (model.know(&observations), model.know_words(&observations));
        for line in observations.lines() {
            let labels = whole.best(line.clone(), head);
            words += head.labels().spans(&labels).len();
            assert_eq!(labels, part.best(line, head));
        }
    }
    assert!(words > 5000, "{words}");
}

#[test]
fn the_reader_wins_over_the_model() {
    let text = "记者从北京获悉，微亿智造😀在常州开业。𠮷";
    let project = Some(wenmai::entity::EntityKind::Project);
    let options = Options {
        lexicon: vec![OwnWord::new("从北京获", project, None).unwrap()],
        ..Options::default()
    };
    let article = common::engine().analyse(text, &options);
    let found = article
        .mentions
        .iter()
        .find(|mention| mention.span.of(article.text()) == "从北京获");
    assert_eq!(found.unwrap().kind, wenmai::entity::EntityKind::Project);
    let whole = article
        .tokens
        .iter()
        .any(|token| token.span.of(article.text()) == "从北京获");
    assert!(whole, "a word of the reader's stays whole");
}

#[test]
fn a_way_that_is_named_after_both_of_its_ends_is_one_name() {
    let text = "😀𠮷杭州至紹興高速公路通車。\r\n从广州至深圳，公路已经修好。\r\n";
    let article = common::engine().analyse(text, &Options::default());
    article.check().unwrap();
    let named = |kind: &str| -> Vec<&str> {
        let mentions = article.mentions.iter();
        mentions
            .filter(|mention| mention.kind.full_name() == kind)
            .map(|mention| mention.span.of(article.text()))
            .collect()
    };
    assert_eq!(named("FACILITY"), ["杭州至紹興高速公路"]);
    assert_eq!(named("PLACE"), ["广州", "深圳"]);
}

#[test]
fn both_scripts_are_read_alike() {
    let engine = common::engine();
    let simplified = "国家电网董事长张国华9月3日在乌鲁木齐会见了记者李兰。";
    let traditional = "國家電網董事長張國華9月3日在烏魯木齊會見了記者李蘭。";
    let read = |text: &str| {
        let article = engine.analyse(text, &Options::default());
        let mentions: Vec<_> = article
            .mentions
            .iter()
            .map(|mention| (mention.span, mention.kind))
            .collect();
        let tokens: Vec<_> = article.tokens.iter().map(|token| token.span).collect();
        (mentions, tokens)
    };
    assert_eq!(read(simplified), read(traditional));
}

#[cfg(feature = "train")]
mod train {
    use super::*;
    use wenmai::corpus::map::Map;
    use wenmai::corpus::{Format, Part, Sentence, articles, read};
    use wenmai::evaluate::corpus::{Reader, Task, evaluate_corpus};
    use wenmai::model::train::crf::Settings;
    use wenmai::model::train::{Plan, train_alone};

    const PLAN: Plan = Plan {
        settings: Settings {
            epochs: 8,
            rate: 0.1,
            l1: 0.01,
            l2: 1.0,
            seed: 1,
        },
        cutoff: 1,
        keep: None,
        epochs_after: 0,
    };

    /// Sentences of our own in which 甲 to 癸 are ships, by what stands around them.
    fn ships() -> Vec<Sentence> {
        let mut corpus = String::new();
        for ship in "甲乙丙丁戊己庚辛壬癸".chars() {
            for (before, after) in [
                ("渡轮", "号驶入港口。"),
                ("𠮷😀轮船", "号离港。"),
                ("看见", "先生走了。"),
            ] {
                for character in before.chars() {
                    corpus += &format!("{character}\tO\n");
                }
                let label = if before == "看见" { "O" } else { "B-SHIP" };
                corpus += &format!("{ship}\t{label}\n");
                for character in after.chars() {
                    corpus += &format!("{character}\tO\n");
                }
                corpus.push('\n');
            }
        }
        read("ships", &corpus, Format::Conll).unwrap()
    }

    fn model(sentences: &[Sentence], plan: &Plan) -> Vec<u8> {
        let engine = common::engine();
        let articles = articles(sentences, 1, None, Part::Training);
        let head = train_alone(engine, &articles, false, plan, &mut |_| {}).unwrap();
        write(&[head], &Rounding::default())
    }

    #[test]
    fn contexts_are_learned_and_names_not_needed() {
        let sentences = ships();
        let (known, new) = sentences.split_at(24);
        let model = Model::read(&model(known, &PLAN)).unwrap();
        let map = Map::identity(&["SHIP".to_owned()]);
        let reader = Reader::Model(common::engine(), &model);
        let new = articles(new, 1, None, Part::HeldOut);
        let report = evaluate_corpus(reader, &new, Task::Entities(&map)).unwrap();
        assert_eq!(report.overall().f1, 100.0, "{}", report.table());
    }

    #[test]
    fn two_runs_write_the_same_bytes_and_pruning_keeps_what_was_asked() {
        let sentences = ships();
        assert_eq!(model(&sentences, &PLAN), model(&sentences, &PLAN));
        let pruned = Plan {
            keep: Some(40),
            epochs_after: 2,
            ..PLAN
        };
        let model = Model::read(&model(&sentences, &pruned)).unwrap();
        assert!((1..=40).contains(&model.size().1), "{:?}", model.size());
    }

    #[test]
    fn what_is_held_out_is_not_trained_on() {
        let sentences = ships();
        let training = articles(&sentences, 2, Some(5), Part::Training);
        let held_out = articles(&sentences, 2, Some(5), Part::HeldOut);
        assert_eq!(training.len() + held_out.len(), 15);
        assert_eq!(held_out.len(), 3);
        assert!(
            training
                .iter()
                .all(|article| !held_out.contains(article) || article.len() < 2)
        );
    }
}
