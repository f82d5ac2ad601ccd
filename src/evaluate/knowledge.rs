//! Scores of what is known of the mentions: which are one, and what the text states of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::gold::{Gold, GoldRelation};
use super::{Alignment, Counts};
use crate::article::Article;
use crate::entity::RelationKind;
use crate::span::Span;

/// The relations that the annotation guidelines define.
pub const SCORED: [RelationKind; 3] = [
    RelationKind::Holds,
    RelationKind::PartOf,
    RelationKind::LocatedIn,
];

/// How well mentions are put together, over the mentions of the gold that carry an identifier. One that was not
/// found, or found with other limits, stands alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Linking {
    /// Pairs of mentions of one entity.
    pub pairs: Counts,
    precision: f64,
    recall: f64,
    mentions: usize,
}

impl Linking {
    /// B³ precision, recall and F1 in percent (Bagga and Baldwin 1998), averaged over mentions.
    pub fn b_cubed(&self) -> [f64; 3] {
        let percent = |sum: f64| (10_000.0 * sum / self.mentions.max(1) as f64).round() / 100.0;
        let (precision, recall) = (percent(self.precision), percent(self.recall));
        let f1 = 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE);
        [precision, recall, (f1 * 100.0).round() / 100.0]
    }

    /// Mentions of the gold that carry an identifier.
    pub const fn mentions(&self) -> usize {
        self.mentions
    }

    /// Adds one article: for each mention its entity in the gold and as found.
    fn add(&mut self, pairs: &[(&str, Found)]) {
        let size =
            |test: &dyn Fn(&(&str, Found)) -> bool| pairs.iter().filter(|pair| test(pair)).count();
        for &(gold, found) in pairs {
            let both = size(&|other| *other == (gold, found)) as f64;
            self.precision += both / size(&|other| other.1 == found) as f64;
            self.recall += both / size(&|other| other.0 == gold) as f64;
        }
        self.mentions += pairs.len();
        for (index, left) in pairs.iter().enumerate() {
            for right in &pairs[index + 1..] {
                let (gold, found) = (left.0 == right.0, left.1 == right.1);
                self.pairs.gold += usize::from(gold);
                self.pairs.predicted += usize::from(found);
                self.pairs.correct += usize::from(gold && found);
            }
        }
    }
}

/// The entity of a mention, or the number of the mention that was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    Entity(usize),
    Missed(usize),
}

/// A relation, or two mentions of one entity, that gold and prediction disagree on.
#[derive(Clone, Debug)]
pub struct Disagreement {
    /// File stem of the article.
    pub article: String,
    /// Whether the gold has it (missed) or the prediction (spurious).
    pub missed: bool,
    /// `holds`, `part_of`, `located_in` or `link`.
    pub label: &'static str,
    /// The entities in words.
    pub text: String,
}

/// Scores of linking and relations.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// Linking.
    pub linking: Linking,
    /// Counts of each relation of [`SCORED`].
    pub relations: BTreeMap<RelationKind, Counts>,
    /// Everything that was missed or spurious.
    pub disagreements: Vec<Disagreement>,
}

impl Knowledge {
    /// Adds one article, whose spans `alignment` maps to the gold text. Relations are scored where the gold
    /// states any: a file without them was annotated without them.
    pub(super) fn add(
        &mut self,
        stem: &str,
        gold: &Gold,
        article: &Article,
        alignment: &Alignment,
    ) {
        let found: HashMap<Span, usize> = article
            .mentions
            .iter()
            .map(|mention| (alignment.map(mention.span), mention.entity))
            .collect();
        let mut pairs = Vec::new();
        for (index, mention) in gold.mentions.iter().enumerate() {
            let entity = found.get(&mention.span).copied();
            if let Some(id) = &mention.id {
                pairs.push((
                    id.as_str(),
                    entity.map_or(Found::Missed(index), Found::Entity),
                ));
            }
        }
        self.linking.add(&pairs);
        self.note_links(stem, gold, article, &pairs);
        if !gold.relations.is_empty() {
            self.add_relations(stem, gold, article, &pairs);
        }
    }

    fn note_links(&mut self, stem: &str, gold: &Gold, article: &Article, pairs: &[(&str, Found)]) {
        let mut met: BTreeMap<&str, Vec<Found>> = BTreeMap::new();
        for &(id, found) in pairs {
            let met = met.entry(id).or_default();
            if matches!(found, Found::Entity(_)) && !met.contains(&found) {
                met.push(found);
            }
        }
        let name = |found: Found| match found {
            Found::Entity(index) => article.entities[index].name.clone(),
            Found::Missed(index) => gold.mentions[index].span.of(&gold.text).to_owned(),
        };
        let mut owners: HashMap<usize, &str> = HashMap::new();
        for (id, all) in met {
            if all.len() > 1 {
                let names: Vec<String> = all.iter().copied().map(name).collect();
                self.note(stem, true, "link", names.join(" = "));
            }
            for found in all {
                let Found::Entity(index) = found else {
                    continue;
                };
                if let Some(other) = owners.insert(index, id) {
                    let both = format!("{} is {other} and {id}", name(found));
                    self.note(stem, false, "link", both);
                }
            }
        }
    }

    fn add_relations(
        &mut self,
        stem: &str,
        gold: &Gold,
        article: &Article,
        pairs: &[(&str, Found)],
    ) {
        // An entity is the one of the gold that most of its mentions have.
        let id = |entity: usize| -> String {
            let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
            for (id, found) in pairs {
                if *found == Found::Entity(entity) {
                    *votes.entry(id).or_default() += 1;
                }
            }
            let best = votes.iter().max_by_key(|&(_, count)| *count);
            best.map_or_else(
                || format!("?{}", article.entities[entity].name),
                |(id, _)| (*id).to_owned(),
            )
        };
        let predicted: BTreeSet<GoldRelation> = article
            .relations
            .iter()
            .filter(|relation| SCORED.contains(&relation.kind))
            .filter_map(|relation| {
                Some(GoldRelation {
                    kind: relation.kind,
                    from: id(relation.from?),
                    title: relation.title.clone(),
                    to: relation.to.map(id),
                })
            })
            .collect();
        let expected: BTreeSet<GoldRelation> = gold.relations.iter().cloned().collect();
        for kind in SCORED {
            let of = |set: &BTreeSet<GoldRelation>| {
                set.iter().filter(|relation| relation.kind == kind).count()
            };
            let counts = self.relations.entry(kind).or_default();
            counts.gold += of(&expected);
            counts.predicted += of(&predicted);
            counts.correct += predicted
                .intersection(&expected)
                .filter(|relation| relation.kind == kind)
                .count();
        }
        let name = |id: &str| {
            let mention = gold
                .mentions
                .iter()
                .find(|mention| mention.id.as_deref() == Some(id));
            mention.map_or_else(
                || id.to_owned(),
                |mention| mention.span.of(&gold.text).to_owned(),
            )
        };
        let in_words = |relation: &GoldRelation| {
            let to = relation.to.as_deref().map_or_else(|| "-".to_owned(), name);
            format!("{} {} {to}", name(&relation.from), relation.title)
        };
        for relation in expected.difference(&predicted) {
            self.note(stem, true, relation.kind.name(), in_words(relation));
        }
        for relation in predicted.difference(&expected) {
            self.note(stem, false, relation.kind.name(), in_words(relation));
        }
    }

    fn note(&mut self, stem: &str, missed: bool, label: &'static str, text: String) {
        self.disagreements.push(Disagreement {
            article: stem.to_owned(),
            missed,
            label,
            text,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linking_is_scored_by_pairs_and_b_cubed() {
        use Found::{Entity, Missed};
        let mut linking = Linking::default();
        linking.add(&[
            ("a", Entity(0)),
            ("a", Entity(0)),
            ("a", Missed(2)),
            ("b", Entity(0)),
        ]);
        // Precision: 2/3, 2/3, 1, 1/3; recall: 2/3, 2/3, 1/3, 1.
        assert_eq!(linking.b_cubed(), [66.67, 66.67, 66.67]);
        assert_eq!(
            linking.pairs,
            Counts {
                correct: 1,
                predicted: 3,
                gold: 3
            }
        );
    }
}
