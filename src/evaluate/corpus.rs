//! Scores against a corpus in the corpus's own convention.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Counts, Score};
use crate::corpus::map::Map;
use crate::corpus::{Sentence, join};
use crate::engine::{Engine, Options};
use crate::error::{Error, Result};
use crate::model::Model;
use crate::utf16::{OffsetUnit, Offsets};

/// Who reads the corpus.
#[derive(Clone, Copy, Debug)]
pub enum Reader<'a> {
    /// The whole engine, with rules and model.
    Engine(&'a Engine),
    /// A model alone; the engine prepares what it sees.
    Model(&'a Engine, &'a Model),
}

/// What the corpus annotates.
#[derive(Clone, Copy, Debug)]
pub enum Task<'a> {
    /// Words.
    Words,
    /// Entities; the map says what the corpus calls those of the reader.
    Entities(&'a Map),
}

/// Precision, recall and F1 of exact spans, by type.
#[derive(Clone, Debug, Default)]
pub struct CorpusReport {
    counts: BTreeMap<String, Counts>,
    overall: Counts,
    sentences: usize,
}

/// The JSON form of a report.
#[derive(Debug, Serialize)]
pub struct CorpusReportJson {
    /// Scores over all types.
    pub overall: Score,
    /// Scores by type; none for words.
    pub types: BTreeMap<String, Score>,
    /// Sentences scored.
    pub sentences: usize,
}

impl CorpusReport {
    /// Scores over all types.
    pub fn overall(&self) -> Score {
        self.overall.into()
    }

    /// The report in its JSON form.
    pub fn json(&self) -> CorpusReportJson {
        let types = self.counts.iter().filter(|(name, _)| !name.is_empty());
        CorpusReportJson {
            overall: self.overall.into(),
            types: types
                .map(|(name, &counts)| (name.clone(), counts.into()))
                .collect(),
            sentences: self.sentences,
        }
    }

    /// The report as an aligned table.
    pub fn table(&self) -> String {
        let types = self.counts.iter().filter(|(name, _)| !name.is_empty());
        super::table(
            types
                .map(|(name, &counts)| (name.as_str(), counts))
                .chain([("overall", self.overall)]),
        )
    }

    fn add(&mut self, gold: &BTreeSet<Annotation>, found: &BTreeSet<Annotation>) {
        for (set, count) in [
            (
                gold,
                (|counts: &mut Counts| counts.gold += 1) as fn(&mut Counts),
            ),
            (found, |counts| counts.predicted += 1),
        ] {
            for annotation in set {
                count(self.counts.entry(annotation.2.clone()).or_default());
                count(&mut self.overall);
            }
        }
        for annotation in gold.intersection(found) {
            self.counts.entry(annotation.2.clone()).or_default().correct += 1;
            self.overall.correct += 1;
        }
    }
}

/// First character, character behind the last, type; the type of words is empty.
type Annotation = (usize, usize, String);

/// Scores a reader on articles.
///
/// # Errors
/// [`Error::ModelHead`] where the reader has nothing for the task, [`Error::MapMissing`] where no type
/// of the corpus is known.
pub fn evaluate_corpus(
    reader: Reader,
    articles: &[&[Sentence]],
    task: Task,
) -> Result<CorpusReport> {
    let words = matches!(task, Task::Words);
    let identity = Map::identity(&reader.types(words)?);
    let map = match task {
        Task::Entities(map) => map,
        Task::Words => &identity,
    };
    let known = |span: &&Annotation| map.compares(&span.2);
    let mut spans = articles
        .iter()
        .copied()
        .flatten()
        .flat_map(|sentence| &sentence.spans);
    if !spans.any(|span| known(&span)) {
        return Err(Error::MapMissing);
    }
    let mut report = CorpusReport::default();
    for &article in articles {
        report.sentences += article.len();
        let (text, starts) = join(article);
        let found = reader.read(&text, words);
        let named = found
            .into_iter()
            .filter_map(|(start, end, kind)| Some((start, end, map.name_of(&kind)?.to_owned())));
        let mut gold = BTreeSet::new();
        for (sentence, first) in article.iter().zip(starts) {
            let spans = sentence.spans.iter().filter(known);
            gold.extend(spans.map(|(start, end, kind)| (first + start, first + end, kind.clone())));
        }
        report.add(&gold, &named.collect());
    }
    Ok(report)
}

impl Reader<'_> {
    /// The types that the reader knows.
    ///
    /// # Errors
    /// [`Error::ModelHead`] where a model has nothing for the task.
    pub fn types(&self, words: bool) -> Result<Vec<String>> {
        match self {
            Self::Model(_, model) => {
                let head = model.head(!words).ok_or(Error::ModelHead)?;
                Ok(head.labels().types().to_vec())
            }
            Self::Engine(_) if words => Ok(vec![String::new()]),
            Self::Engine(_) => Ok(crate::entity::EntityKind::ALL
                .iter()
                .map(|kind| kind.full_name().to_owned())
                .collect()),
        }
    }

    fn read(&self, text: &str, words: bool) -> Vec<Annotation> {
        match (self, words) {
            (Self::Model(engine, model), _) => {
                let observations = engine.observe(text, !words);
                let Some(head) = model.head(!words) else {
                    return Vec::new();
                };
                let known = model.know(&observations);
                let mut found = Vec::new();
                for line in observations.lines() {
                    let start = line.start;
                    let labels = known.best(line, head);
                    let name = |kind: usize| head.labels().types()[kind].clone();
                    found.extend(
                        head.labels()
                            .spans(&labels)
                            .into_iter()
                            .map(|(first, end, kind)| (start + first, start + end, name(kind))),
                    );
                }
                found
            }
            (Self::Engine(engine), true) => engine
                .words(text)
                .into_iter()
                .map(|word| (word.start, word.end, String::new()))
                .collect(),
            (Self::Engine(engine), false) => {
                let options = Options {
                    clean: false,
                    ..Options::default()
                };
                let article = engine.analyse(text, &options);
                let offsets = Offsets::new(text, OffsetUnit::Codepoint);
                let mention = |mention: &crate::entity::Mention| {
                    let span = mention.span;
                    (
                        offsets.at(span.start),
                        offsets.at(span.end),
                        mention.kind.full_name().to_owned(),
                    )
                };
                article.mentions.iter().map(mention).collect()
            }
        }
    }
}
