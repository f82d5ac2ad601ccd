//! Scores on public corpora in their own conventions, where these are at hand: `$WENMAI_CORPORA`, laid out as
//! `data/recipe.tsv` names them. They are not part of the project.
//!
//! What the shipped model is asked was kept apart from its training (`--held-out 20`); the floors only rise.

#![cfg(feature = "train")]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod common;

use std::path::PathBuf;

use wenmai::corpus::map::Map;
use wenmai::corpus::{Format, Part, Sentence, articles, read_file, read_text};
use wenmai::evaluate::corpus::{CorpusReport, Reader, Task, evaluate_corpus};
use wenmai::model::Model;
use wenmai::model::train::crf::Settings;
use wenmai::model::train::{Plan, train_alone};
use wenmai::model::write::{Rounding, write};

/// What `wenmai train` does if it is asked nothing else.
const PLAN: Plan = Plan {
    settings: Settings {
        epochs: 10,
        rate: 0.05,
        l1: 0.05,
        l2: 2.0,
        seed: 1,
    },
    cutoff: 2,
    keep: None,
    epochs_after: 2,
};

fn corpus(name: &str, format: Format) -> Option<Vec<Sentence>> {
    let Some(folder) = std::env::var_os("WENMAI_CORPORA").map(PathBuf::from) else {
        eprintln!("skipped: {name} needs the corpora; name their folder in WENMAI_CORPORA");
        return None;
    };
    Some(read_file(&folder.join(name), format).expect("the corpus is readable"))
}

fn check(what: &str, report: &CorpusReport, floor: f64) {
    let f1 = report.overall().f1;
    eprintln!("{what}: F1 {f1}");
    assert!(
        f1 >= floor,
        "{what}: F1 {f1} is below the floor {floor}\n{}",
        report.table()
    );
}

#[test]
fn the_shipped_model_cuts_words_as_the_peoples_daily_does() {
    let Some(sentences) = corpus("seg/pd199801_02.seg", Format::Words) else {
        return;
    };
    let held_out = articles(&sentences, 20, Some(20), Part::HeldOut);
    let report = evaluate_corpus(Reader::Engine(common::engine()), &held_out, Task::Words).unwrap();
    check("words, People's Daily", &report, FLOOR_WORDS);
}

#[test]
fn the_shipped_model_finds_the_names_of_msra() {
    let Some(sentences) = corpus("ner/msra.train.conll", Format::Conll) else {
        return;
    };
    let held_out = articles(&sentences, 20, Some(20), Part::HeldOut);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/maps/msra.tsv");
    let reader = Reader::Engine(common::engine());
    let map = Map::parse(
        "msra.tsv",
        &read_text(&path).unwrap(),
        &reader.types(false).unwrap(),
    )
    .unwrap();
    let report = evaluate_corpus(reader, &held_out, Task::Entities(&map)).unwrap();
    check("names, MSRA, by our conventions", &report, FLOOR_MSRA);
}

#[test]
fn the_learner_learns_resumes() {
    let Some(train) = corpus("ner/resume.train.conll", Format::Conll) else {
        return;
    };
    let Some(held_out) = corpus("ner/resume.dev.conll", Format::Conll) else {
        return;
    };
    let training = articles(&train, 20, None, Part::Training);
    let head = train_alone(common::engine(), &training, false, &PLAN, &mut |_| {}).unwrap();
    let model = Model::read(&write(&[head], &Rounding::default())).unwrap();
    let reader = Reader::Model(common::engine(), &model);
    let map = Map::identity(&reader.types(false).unwrap());
    let held_out = articles(&held_out, 20, None, Part::HeldOut);
    let report = evaluate_corpus(reader, &held_out, Task::Entities(&map)).unwrap();
    check(
        "resumes, learned from their training part",
        &report,
        FLOOR_RESUME,
    );
}

/// F1 in percent.
const FLOOR_WORDS: f64 = 97.25;
const FLOOR_MSRA: f64 = 73.0;
const FLOOR_RESUME: f64 = 94.9;
