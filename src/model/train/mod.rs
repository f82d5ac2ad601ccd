//! Training: from annotated corpora to a model.

pub mod crf;
pub mod index;

use std::collections::BTreeMap;

use crate::corpus::Sentence;
use crate::engine::Engine;
use crate::model::labels::{LabelMask, Labels, Place};
use crate::model::write::HeadWeights;
use crf::{Examples, Field, Settings};
use index::Counter;

/// How to make features from a corpus and train on them.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How the field is trained.
    pub settings: Settings,
    /// Occurrences from which a feature is kept.
    pub cutoff: u32,
}

/// Trains one head on one corpus, in the corpus's own types or words.
pub fn train_one(
    engine: &Engine,
    sentences: &[Sentence],
    words: bool,
    plan: &Plan,
    mut report: impl FnMut(&str),
) -> Option<HeadWeights> {
    let labels = if words {
        Labels::words()
    } else {
        let mut types: Vec<String> =
            sentences.iter().flat_map(|sentence| &sentence.spans).map(|span| span.2.clone()).collect();
        types.sort();
        types.dedup();
        Labels::entities(types)?
    };
    let mut counter = Counter::new(plan.cutoff);
    for sentence in sentences {
        let observations = engine.observe(&sentence.text);
        for index in 0..observations.len() {
            observations.features(index, |hash| counter.add(hash));
        }
    }
    let index = counter.finish();
    report(&format!("{} features", index.hashes.len()));
    let mut examples = Examples::new();
    let mut numbers = Vec::new();
    for sentence in sentences {
        let observations = engine.observe(&sentence.text);
        let masks = masks(&labels, sentence, observations.len());
        for (position, &mask) in masks.iter().enumerate() {
            numbers.clear();
            observations.features(position, |hash| numbers.extend(index.number(hash)));
            examples.push(numbers.iter().copied(), mask);
        }
        examples.end_sentence(1.0);
    }
    let mut field = Field::new(labels.clone(), index.hashes.len(), &examples, |_, _| true);
    field.train(&examples, &plan.settings, |epoch, loss| {
        report(&format!("epoch {}: loss {loss:.4} a sentence", epoch + 1));
    });
    report(&format!("{} weights", field.nonzero()));
    let rows: BTreeMap<_, _> = index
        .hashes
        .iter()
        .enumerate()
        .map(|(feature, &hash)| (hash, field.row(feature).collect::<Vec<_>>()))
        .filter(|(_, row)| !row.is_empty())
        .collect();
    Some(HeadWeights {
        labels,
        transitions: field.transitions(),
        rows,
    })
}

/// The one label of each character of a sentence whose annotation is complete.
fn masks(labels: &Labels, sentence: &Sentence, length: usize) -> Vec<LabelMask> {
    let outside = if labels.has_outside() { 1 } else { labels.all() };
    let mut masks = vec![outside; length];
    for (start, end, kind) in &sentence.spans {
        let kind = if labels.has_outside() {
            labels.types().iter().position(|found| found == kind)
        } else {
            Some(0)
        };
        let Some(kind) = kind else { continue };
        for position in *start..(*end).min(length) {
            let place = match (position == *start, position + 1 == *end) {
                (true, true) => Place::Single,
                (true, false) => Place::Begin,
                (false, true) => Place::End,
                (false, false) => Place::Inside,
            };
            masks[position] = 1 << labels.label(place, kind);
        }
    }
    masks
}
