//! Training: from annotated corpora to the weights of a head.

pub mod crf;
pub mod index;
pub mod recipe;

use std::collections::BTreeMap;

use crate::corpus::map::Map;
use crate::corpus::{Sentence, join};
use crate::engine::Engine;
use crate::model::Model;
use crate::model::features::{CLASSES, Line, class, feature, mix};
use crate::model::labels::{LabelMask, Labels};
use crate::model::observations::Observations;
use crate::model::write::{HeadWeights, Rounding, write};
use crf::{Examples, Field, Settings};
use index::{Counter, Index};
use recipe::{Conventions, Ingredient, masks};

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How the field is trained.
    pub settings: Settings,
    /// Occurrences from which a feature is kept.
    pub cutoff: u32,
    /// Weights of a head that are kept at the end, the largest; all of them if `None`.
    pub keep: Option<usize>,
    /// Times that every sentence is seen again once the others are gone.
    pub epochs_after: usize,
}

/// How many times the weights that are kept in the end are left on the way there, each for an epoch. Measured: of words
/// cut at once a tenth of a point is lost, since what is left cannot take over so much.
const STEPS: [usize; 2] = [5, 2];

/// An article as it is taught.
struct Lesson {
    observations: Observations,
    /// First character of each sentence, and the labels that its characters may have.
    sentences: Vec<(usize, Vec<LabelMask>)>,
    conventions: Conventions,
    /// What sets the conventions of its corpus apart; 0 for ours and what is near them.
    domain: u64,
    weight: f32,
}

impl Lesson {
    fn new(engine: &Engine, labels: &Labels, article: &[Sentence], map: &Map) -> Self {
        let (text, starts) = join(article);
        let masks =
            |sentence: &Sentence| masks(map, labels, sentence, sentence.text.chars().count());
        // Words need no rules, and are cut twice as fast without.
        let observations = engine.observe(&text, labels.has_outside());
        Self {
            observations,
            sentences: starts.into_iter().zip(article.iter().map(masks)).collect(),
            conventions: Conventions::Ours,
            domain: 0,
            weight: 1.0,
        }
    }

    /// Hands the features of each character of a sentence to `visit`.
    fn read(&self, start: usize, length: usize, mut visit: impl FnMut(usize, &[u64])) {
        let line = Line::new(&self.observations, start..start + length);
        let mut things: Vec<u64> = (0..CLASSES).map(class).collect();
        line.things(|thing| things.push(thing));
        let mut features = Vec::new();
        for position in 0..length {
            features.clear();
            line.features(start + position, |thing, slot| {
                if things[thing] != 0 {
                    features.push(feature(things[thing], slot));
                }
            });
            visit(position, &features);
        }
    }

    /// A feature as the corpus's own, if it has conventions of its own: beside those that all corpora share (Daumé 2007),
    /// so that these need not explain what is odd about it.
    fn own(&self, feature: u64) -> Option<u64> {
        (self.domain != 0).then(|| mix(feature, self.domain))
    }
}

/// Trains a head on one corpus, in the corpus's own types, or on its words. `None` for a corpus without a type
/// or with more than [`Labels::MAX_TYPES`].
pub fn train_alone(
    engine: &Engine,
    articles: &[&[Sentence]],
    words: bool,
    plan: &Plan,
    report: &mut dyn FnMut(&str),
) -> Option<HeadWeights> {
    let labels = if words {
        Labels::words()
    } else {
        let spans = articles
            .iter()
            .copied()
            .flatten()
            .flat_map(|sentence| &sentence.spans);
        let mut types: Vec<String> = spans.map(|span| span.2.clone()).collect();
        types.sort();
        types.dedup();
        Labels::entities(types).filter(|labels| labels.len() > 1)?
    };
    let map = Map::identity(labels.types());
    let lessons: Vec<_> = articles
        .iter()
        .map(|article| Lesson::new(engine, &labels, article, &map))
        .collect();
    Some(train(&lessons, &labels, plan, report))
}

/// Trains a head on all corpora of a recipe.
pub fn train_together(
    engine: &Engine,
    ingredients: &[Ingredient],
    labels: &Labels,
    plan: &Plan,
    report: &mut dyn FnMut(&str),
) -> HeadWeights {
    let mut lessons = Vec::new();
    for (number, ingredient) in ingredients.iter().enumerate() {
        for article in &ingredient.articles {
            lessons.push(Lesson {
                conventions: ingredient.conventions,
                domain: match ingredient.conventions {
                    Conventions::Other => number as u64 + 1,
                    Conventions::Ours | Conventions::Near => 0,
                },
                weight: ingredient.weight,
                ..Lesson::new(engine, labels, article, &ingredient.map)
            });
        }
    }
    if labels.has_outside() {
        settle(&mut lessons, labels, plan, report);
    }
    train(&lessons, labels, plan, report)
}

/// Fills in what other corpora leave open: a first field, trained on our own articles alone, reads them within what their
/// annotation allows, and what it reads is taught. Left open, a type that is annotated in few places drifts: it comes to
/// explain whatever is odd about the corpora that do not annotate it.
fn settle(lessons: &mut Vec<Lesson>, labels: &Labels, plan: &Plan, report: &mut dyn FnMut(&str)) {
    let (own, mut others): (Vec<_>, Vec<_>) = std::mem::take(lessons)
        .into_iter()
        .partition(|lesson| lesson.conventions == Conventions::Ours);
    if !own.is_empty() && !others.is_empty() {
        let first = train(
            &own,
            labels,
            &Plan {
                keep: None,
                cutoff: 2,
                ..*plan
            },
            report,
        );
        let model = Model::read(&write(&[first], &Rounding::default()));
        if let Some((model, head)) = model
            .as_ref()
            .ok()
            .and_then(|model| Some((model, model.head(true)?)))
        {
            for lesson in &mut others {
                let known = model.know(&lesson.observations);
                for (start, masks) in &mut lesson.sentences {
                    let best = known.best_within(*start, head, masks);
                    for (mask, label) in masks.iter_mut().zip(best) {
                        *mask = 1 << label;
                    }
                }
            }
        }
    }
    lessons.extend(own);
    lessons.extend(others);
}

fn train(
    lessons: &[Lesson],
    labels: &Labels,
    plan: &Plan,
    report: &mut dyn FnMut(&str),
) -> HeadWeights {
    let mut counter = Counter::new(plan.cutoff);
    for lesson in lessons {
        for (start, masks) in &lesson.sentences {
            lesson.read(*start, masks.len(), |_, features| {
                for &feature in features {
                    counter.add(feature);
                    lesson
                        .own(feature)
                        .into_iter()
                        .for_each(|own| counter.add(own));
                }
            });
        }
    }
    let index = counter.finish();
    let examples = examples(lessons, &index);
    report(&format!(
        "{} characters, {} features",
        examples.characters(),
        index.hashes.len()
    ));
    let mut field = Field::new(labels.clone(), index.hashes.len(), &examples);
    let mut heard = |epoch: usize, loss: f64| {
        report(&format!("epoch {}: loss {loss:.4} a sentence", epoch + 1))
    };
    field.train(&examples, &plan.settings, &mut heard);
    if let Some(keep) = plan.keep {
        // Of the corrections for other corpora's conventions nothing is kept in the end, but they stay while
        // the weights that are kept settle.
        let shared = shared(lessons, &index);
        let once = Settings {
            epochs: 1,
            ..plan.settings
        };
        for times in STEPS {
            field.prune(times * keep, |feature| shared[feature]);
            field.train(&examples, &once, &mut heard);
        }
        field.prune(keep, |feature| shared[feature]);
        let again = Settings {
            epochs: plan.epochs_after,
            ..plan.settings
        };
        field.train(&examples, &again, &mut heard);
        field.prune(keep, |feature| shared[feature]);
    }
    let shared = shared(lessons, &index);
    report(&format!("{} weights", field.nonzero()));
    let rows: BTreeMap<_, _> = index
        .hashes
        .iter()
        .enumerate()
        .filter(|(feature, _)| shared[*feature])
        .map(|(feature, &hash)| (hash, field.row(feature).collect::<Vec<_>>()))
        .filter(|(_, row)| !row.is_empty())
        .collect();
    HeadWeights {
        labels: labels.clone(),
        transitions: field.transitions(),
        rows,
    }
}

/// Which features are not a corpus's own.
fn shared(lessons: &[Lesson], index: &Index) -> Vec<bool> {
    let mut shared = vec![false; index.hashes.len()];
    for lesson in lessons {
        for (start, masks) in &lesson.sentences {
            lesson.read(*start, masks.len(), |_, features| {
                for number in features.iter().filter_map(|&feature| index.number(feature)) {
                    shared[number as usize] = true;
                }
            });
        }
    }
    shared
}

fn examples(lessons: &[Lesson], index: &Index) -> Examples {
    let mut examples = Examples::new();
    let mut numbers = Vec::new();
    for lesson in lessons {
        for (start, masks) in &lesson.sentences {
            lesson.read(*start, masks.len(), |position, features| {
                numbers.clear();
                for &feature in features {
                    numbers.extend(index.number(feature));
                    numbers.extend(lesson.own(feature).and_then(|own| index.number(own)));
                }
                examples.push(numbers.iter().copied(), masks[position]);
            });
            examples.end_sentence(lesson.weight);
        }
    }
    examples
}
