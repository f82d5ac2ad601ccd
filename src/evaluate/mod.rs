//! Scores against annotated articles: precision, recall and F1 by type, exact span and type.

pub mod corpus;
pub mod gold;
pub mod knowledge;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use self::gold::Gold;
use self::knowledge::Knowledge;

use crate::engine::{Engine, Options};
use crate::entity::EntityKind;
use crate::error::{Error, Result};
use crate::span::Span;

/// Right, predicted and expected mentions of one type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Mentions found where and as the gold has them.
    pub correct: usize,
    /// Mentions found.
    pub predicted: usize,
    /// Mentions in the gold.
    pub gold: usize,
}

/// Scores in percent, with the counts behind them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// Share of the found mentions that are right.
    pub precision: f64,
    /// Share of the gold mentions that were found.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// Mentions in the gold.
    pub gold: usize,
    /// Mentions found.
    pub predicted: usize,
}

impl From<Counts> for Score {
    fn from(counts: Counts) -> Self {
        let percent = |part: usize, whole: usize| {
            if whole == 0 {
                0.0
            } else {
                (10_000.0 * part as f64 / whole as f64).round() / 100.0
            }
        };
        Self {
            precision: percent(counts.correct, counts.predicted),
            recall: percent(counts.correct, counts.gold),
            f1: percent(2 * counts.correct, counts.predicted + counts.gold),
            gold: counts.gold,
            predicted: counts.predicted,
        }
    }
}

/// One difference between gold and prediction.
#[derive(Clone, Debug)]
pub struct Difference {
    /// File stem of the article.
    pub article: String,
    /// Whether the gold has it (missed) or the prediction (spurious).
    pub missed: bool,
    /// The type's full name.
    pub label: String,
    /// The mention's text.
    pub text: String,
    /// What stands around it, the mention in brackets.
    pub context: String,
    /// The rule that tagged it, for spurious ones.
    pub rule: &'static str,
}

/// The result of an evaluation.
#[derive(Clone, Debug, Default)]
pub struct Report {
    counts: BTreeMap<&'static str, Counts>,
    overall: Counts,
    overall_subtyped: Counts,
    /// Articles scored.
    pub articles: usize,
    /// Articles whose repaired raw text was not exactly the gold text.
    pub texts_unlike_gold: Vec<String>,
    /// Everything that was missed or spurious.
    pub differences: Vec<Difference>,
    /// Linking and relations.
    pub knowledge: Knowledge,
}

/// The JSON form of a report.
#[derive(Debug, Serialize)]
pub struct ReportJson {
    /// Scores over all types but TERM, organisations without their subtype.
    pub overall: Score,
    /// The same with organisations' subtypes counted as types.
    pub overall_subtyped: Score,
    /// Scores by type; `ORG` without subtype beside `ORG.COM`, `ORG.GOV`, `ORG.OTH`.
    pub types: BTreeMap<&'static str, Score>,
    /// Articles scored.
    pub articles: usize,
    /// Which mentions are one.
    pub linking: LinkingJson,
    /// `holds`, `part_of` and `located_in`.
    pub relations: BTreeMap<&'static str, Score>,
}

/// The JSON form of the scores of linking, in percent.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkingJson {
    /// B³ precision.
    pub precision: f64,
    /// B³ recall.
    pub recall: f64,
    /// B³ F1.
    pub f1: f64,
    /// Pairs of mentions.
    pub pairs: Score,
    /// Mentions of the gold that carry an identifier.
    pub mentions: usize,
}

impl Report {
    /// Scores over all types but TERM, organisations without their subtype.
    pub fn overall(&self) -> Score {
        self.overall.into()
    }

    /// The score of a type's name: `PERSON`, `ORG`, `ORG.COM` …
    pub fn of(&self, label: &str) -> Score {
        self.counts.get(label).copied().unwrap_or_default().into()
    }

    /// The report in its JSON form.
    pub fn json(&self) -> ReportJson {
        let [precision, recall, f1] = self.knowledge.linking.b_cubed();
        ReportJson {
            overall: self.overall.into(),
            overall_subtyped: self.overall_subtyped.into(),
            types: self
                .counts
                .iter()
                .map(|(label, counts)| (*label, (*counts).into()))
                .collect(),
            articles: self.articles,
            linking: LinkingJson {
                precision,
                recall,
                f1,
                pairs: self.knowledge.linking.pairs.into(),
                mentions: self.knowledge.linking.mentions(),
            },
            relations: self
                .relations()
                .map(|(label, counts)| (label, counts.into()))
                .collect(),
        }
    }

    /// The counts of a relation's name, `holds`.
    pub fn of_relation(&self, label: &str) -> Score {
        let found = self.relations().find(|(name, _)| *name == label);
        found.map(|(_, counts)| counts).unwrap_or_default().into()
    }

    fn relations(&self) -> impl Iterator<Item = (&'static str, Counts)> {
        let relations = self.knowledge.relations.iter();
        relations.map(|(kind, counts)| (kind.name(), *counts))
    }

    /// The report as an aligned table.
    pub fn table(&self) -> String {
        let types = self.counts.iter().map(|(label, counts)| (*label, *counts));
        let mut table = table(
            types
                .chain([
                    ("overall", self.overall),
                    ("subtyped", self.overall_subtyped),
                    ("links", self.knowledge.linking.pairs),
                ])
                .chain(self.relations()),
        );
        let [precision, recall, f1] = self.knowledge.linking.b_cubed();
        table += &format!(
            "{:<12}{precision:>8.2}{recall:>8.2}{f1:>8.2}{:>8}\n",
            "links B³",
            self.knowledge.linking.mentions()
        );
        table
    }

    /// Adds one article's mentions; spans on both sides count bytes of the same text.
    fn add(
        &mut self,
        gold: &BTreeSet<(Span, &'static str)>,
        predicted: &BTreeSet<(Span, &'static str)>,
    ) {
        let count = |counts: &mut Counts, gold: &BTreeSet<_>, predicted: &BTreeSet<_>| {
            counts.correct += gold.intersection(predicted).count();
            counts.predicted += predicted.len();
            counts.gold += gold.len();
        };
        let coarse = |set: &BTreeSet<(Span, &'static str)>| -> BTreeSet<(Span, &'static str)> {
            set.iter()
                .map(|&(span, label)| {
                    (
                        span,
                        if label.starts_with("ORG") {
                            "ORG"
                        } else {
                            label
                        },
                    )
                })
                .collect()
        };
        let (coarse_gold, coarse_predicted) = (coarse(gold), coarse(predicted));
        count(&mut self.overall, &coarse_gold, &coarse_predicted);
        count(&mut self.overall_subtyped, gold, predicted);
        let only =
            |set: &BTreeSet<(Span, &'static str)>, label: &str| -> BTreeSet<(Span, &'static str)> {
                set.iter()
                    .filter(|(_, found)| *found == label)
                    .copied()
                    .collect()
            };
        for label in LABELS {
            let counts = self.counts.entry(label).or_default();
            if label == "ORG" {
                count(
                    counts,
                    &only(&coarse_gold, label),
                    &only(&coarse_predicted, label),
                );
            } else {
                count(counts, &only(gold, label), &only(predicted, label));
            }
        }
    }
}

/// Scores as an aligned table, a name and its score a line.
fn table<'a>(rows: impl Iterator<Item = (&'a str, Counts)>) -> String {
    let mut table = format!(
        "{:<12}{:>8}{:>8}{:>8}{:>8}{:>10}\n",
        "type", "P", "R", "F1", "gold", "predicted"
    );
    for (label, counts) in rows {
        let score = Score::from(counts);
        table += &format!(
            "{label:<12}{:>8.2}{:>8.2}{:>8.2}{:>8}{:>10}\n",
            score.precision, score.recall, score.f1, score.gold, score.predicted
        );
    }
    table
}

/// The rows of a report.
const LABELS: [&str; 14] = [
    "PERSON", "TITLE", "ORG", "ORG.COM", "ORG.GOV", "ORG.OTH", "PLACE", "FACILITY", "EVENT",
    "PROJECT", "WORK", "TIME", "MONEY", "QUANTITY",
];

/// The full name of a kind, `ORG.COM`; `None` for terms, which are not scored.
fn label(kind: EntityKind) -> Option<&'static str> {
    let name = kind.full_name();
    LABELS.contains(&name).then_some(name)
}

/// Scores `engine` on every `*.ann` file of a folder, in name order. Where a `.raw.txt` of the same
/// stem lies beside it, that is what is read; its repaired text is aligned to the gold text
/// character by character where they differ.
///
/// # Errors
/// [`Error::Io`] or [`Error::Annotation`]; a folder without `.ann` files is an [`Error::Annotation`].
pub fn evaluate(engine: &Engine, folder: &Path) -> Result<Report> {
    let io = |path: &Path| {
        let path = path.display().to_string();
        move |source| Error::Io { path, source }
    };
    let entries = fs::read_dir(folder).map_err(io(folder))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "ann"));
    paths.sort();
    if paths.is_empty() {
        return Err(Error::Annotation {
            path: folder.display().to_string(),
            line: 0,
            reason: "the folder has no .ann file".to_owned(),
        });
    }
    let mut report = Report::default();
    for path in paths {
        let gold = Gold::parse(
            &path.display().to_string(),
            &fs::read_to_string(&path).map_err(io(&path))?,
        )?;
        let stem = path
            .file_stem()
            .map(|stem| stem.to_string_lossy().into_owned())
            .unwrap_or_default();
        let raw_path = path.with_extension("raw.txt");
        let raw = if raw_path.exists() {
            fs::read_to_string(&raw_path).map_err(io(&raw_path))?
        } else {
            gold.text.clone()
        };
        add_article(&mut report, engine, &stem, &gold, &raw);
    }
    Ok(report)
}

fn add_article(report: &mut Report, engine: &Engine, stem: &str, gold: &Gold, raw: &str) {
    let article = engine.analyse(raw, &Options::default());
    let alignment = Alignment::new(article.text(), &gold.text);
    report.articles += 1;
    report.knowledge.add(stem, gold, &article, &alignment);
    if article.text().trim_end() != gold.text.trim_end() {
        report.texts_unlike_gold.push(stem.to_owned());
    }
    let gold_set: BTreeSet<_> = gold
        .mentions
        .iter()
        .filter_map(|mention| Some((mention.span, label(mention.kind)?)))
        .collect();
    let mut rules = BTreeMap::new();
    let mut predicted = BTreeSet::new();
    for mention in &article.mentions {
        if let Some(label) = label(mention.kind) {
            let span = alignment.map(mention.span);
            predicted.insert((span, label));
            rules.insert((span, label), mention.reason.rule);
        }
    }
    report.add(&gold_set, &predicted);
    let text = &gold.text;
    let mut difference = |&(span, label): &(Span, &'static str), missed: bool| {
        let before: String = text[..span.start]
            .chars()
            .rev()
            .take(8)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect();
        let after: String = text[span.end..].chars().take(8).collect();
        report.differences.push(Difference {
            article: stem.to_owned(),
            missed,
            label: label.to_owned(),
            text: span.of(text).to_owned(),
            context: format!("{before}[{}]{after}", span.of(text)).replace('\n', "⏎"),
            rule: rules.get(&(span, label)).copied().unwrap_or_default(),
        });
    };
    gold_set
        .difference(&predicted)
        .for_each(|missed| difference(missed, true));
    predicted
        .difference(&gold_set)
        .for_each(|spurious| difference(spurious, false));
}

/// Maps byte positions of one text to another that differs from it in places.
struct Alignment {
    /// Stretches that both texts share: start in the one, start in the other, length.
    shared: Vec<(usize, usize, usize)>,
}

impl Alignment {
    fn new(from: &str, to: &str) -> Self {
        let mut shared = Vec::new();
        let (mut here, mut there) = (0, 0);
        for chunk in dissimilar::diff(from, to) {
            match chunk {
                dissimilar::Chunk::Equal(text) => {
                    shared.push((here, there, text.len()));
                    here += text.len();
                    there += text.len();
                }
                dissimilar::Chunk::Delete(text) => here += text.len(),
                dissimilar::Chunk::Insert(text) => there += text.len(),
            }
        }
        Self { shared }
    }

    /// The span in the other text; a mention outside the shared stretches keeps a span that no
    /// gold mention has: an empty one.
    fn map(&self, span: Span) -> Span {
        let at = |position: usize| {
            self.shared.iter().find_map(|&(here, there, length)| {
                (here <= position && position <= here + length).then(|| there + position - here)
            })
        };
        match (at(span.start), at(span.end)) {
            (Some(start), Some(end)) if start <= end => Span::new(start, end),
            _ => Span::new(0, 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_map_over_differences() {
        let alignment = Alignment::new("甲乙?丙丁", "甲乙戊己丙丁");
        assert_eq!(alignment.map(Span::new(0, 6)), Span::new(0, 6));
        assert_eq!(alignment.map(Span::new(7, 13)), Span::new(12, 18));
    }

    #[test]
    fn scores_are_percentages() {
        let score = Score::from(Counts {
            correct: 1,
            predicted: 2,
            gold: 4,
        });
        assert_eq!(
            (score.precision, score.recall, score.f1),
            (50.0, 25.0, 33.33)
        );
    }
}
