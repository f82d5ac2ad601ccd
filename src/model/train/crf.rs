//! A linear-chain conditional random field, trained sentence by sentence.
//!
//! The gradient is that of the likelihood of all label sequences that an example allows (Tsuboi et al.
//! 2008): where a corpus does not say what a character is, every label is allowed and nothing is taught.
//! Weights follow FTRL-Proximal (McMahan et al. 2013): a step of its own for each weight, and an L1 term
//! that leaves most of them at exactly zero. A weight exists only where a feature was seen with a label.
//! Everything is computed in one order: two runs give the same bits.

use crate::model::labels::{LabelMask, Labels};

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Times that every sentence is seen.
    pub epochs: usize,
    /// Size of a step.
    pub rate: f32,
    /// L1 term.
    pub l1: f32,
    /// L2 term.
    pub l2: f32,
    /// Seed of the order of sentences.
    pub seed: u64,
}

/// Examples as numbers.
#[derive(Debug, Default)]
pub struct Examples {
    /// Features of all characters, one after the other.
    features: Vec<u32>,
    /// Features of character `i` are `features[starts[i]..starts[i + 1]]`.
    starts: Vec<usize>,
    /// Labels that each character may have.
    masks: Vec<LabelMask>,
    /// First character of each sentence, and the end.
    sentences: Vec<usize>,
    /// How much each sentence counts.
    importance: Vec<f32>,
}

impl Examples {
    /// No example.
    pub fn new() -> Self {
        Self {
            starts: vec![0],
            sentences: vec![0],
            ..Self::default()
        }
    }

    /// Adds a character to the sentence that is open.
    pub fn push(&mut self, features: impl Iterator<Item = u32>, mask: LabelMask) {
        self.features.extend(features);
        self.starts.push(self.features.len());
        self.masks.push(mask);
    }

    /// Ends the sentence that is open.
    pub fn end_sentence(&mut self, importance: f32) {
        if self.sentences.last() != Some(&self.masks.len()) {
            self.sentences.push(self.masks.len());
            self.importance.push(importance);
        }
    }

    /// Number of sentences.
    pub fn len(&self) -> usize {
        self.sentences.len() - 1
    }

    /// Whether there is no sentence.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of characters.
    pub fn characters(&self) -> usize {
        self.masks.len()
    }

    fn of(&self, position: usize) -> &[u32] {
        &self.features[self.starts[position]..self.starts[position + 1]]
    }
}

/// What the steps of a weight depend on.
#[derive(Clone, Copy, Debug, Default)]
struct Past {
    /// Sum of gradients, corrected for the steps made.
    z: f32,
    /// Sum of squared gradients.
    n: f32,
}

impl Past {
    /// The weight after a step, from the one before it.
    #[inline]
    fn step(&mut self, value: f32, gradient: f32, settings: &Settings) -> f32 {
        let n = self.n + gradient * gradient;
        let root = n.sqrt();
        self.z += gradient - (root - self.n.sqrt()) / settings.rate * value;
        self.n = n;
        if self.z.abs() <= settings.l1 {
            0.0
        } else {
            -(self.z - self.z.signum() * settings.l1) / ((1.0 + root) / settings.rate + settings.l2)
        }
    }
}

/// Least gradient worth a step: what is as good as certain costs no time.
const NEGLIGIBLE: f32 = 1e-3;

/// A field in training.
#[derive(Debug)]
pub struct Field {
    labels: Labels,
    /// Weights of feature `f` are `weights[rows[f]..rows[f + 1]]`, of the labels at the same indices.
    rows: Vec<u32>,
    row_labels: Vec<u8>,
    /// Apart from their past: most of the time only the weights are read.
    weights: Vec<f32>,
    past: Vec<Past>,
    /// `transitions[before * labels + label]`.
    transitions: Vec<f32>,
    transitions_past: Vec<Past>,
    /// For each label, those that may stand before it.
    before: Vec<Vec<u8>>,
}

impl Field {
    /// A field whose weights are zero: one for each feature and label that `examples` show together.
    pub fn new(labels: Labels, features: usize, examples: &Examples) -> Self {
        let mut seen: Vec<LabelMask> = vec![0; features];
        for (position, &mask) in examples.masks.iter().enumerate() {
            // What is hardly known says nothing on which weights are needed, but that outside is.
            let shown = match mask.count_ones() {
                0..=8 => mask,
                _ => mask & 1,
            };
            for &feature in examples.of(position) {
                seen[feature as usize] |= shown;
            }
        }
        let mut rows = vec![0];
        let mut row_labels = Vec::new();
        for mut mask in seen {
            while mask != 0 {
                let label = mask.trailing_zeros() as u8;
                row_labels.push(label);
                mask &= mask - 1;
            }
            rows.push(row_labels.len() as u32);
        }
        let count = labels.len();
        let before = (0..count)
            .map(|label| {
                (0..count)
                    .filter(|&before| labels.follows(before, label))
                    .map(|before| before as u8)
                    .collect()
            })
            .collect();
        Self {
            weights: vec![0.0; row_labels.len()],
            past: vec![Past::default(); row_labels.len()],
            rows,
            row_labels,
            transitions: vec![0.0; count * count],
            transitions_past: vec![Past::default(); count * count],
            before,
            labels,
        }
    }

    /// Goes over all examples `settings.epochs` times; `report` hears the mean loss of each.
    pub fn train(
        &mut self,
        examples: &Examples,
        settings: &Settings,
        mut report: impl FnMut(usize, f64),
    ) {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Random(settings.seed);
        let mut scratch = Scratch::default();
        for epoch in 0..settings.epochs {
            random.shuffle(&mut order);
            let mut loss = 0.0;
            for &sentence in &order {
                loss += f64::from(self.step(examples, sentence, settings, &mut scratch));
            }
            report(epoch, loss / examples.len().max(1) as f64);
        }
    }

    fn row_range(&self, feature: u32) -> std::ops::Range<usize> {
        self.rows[feature as usize] as usize..self.rows[feature as usize + 1] as usize
    }

    fn step(
        &mut self,
        examples: &Examples,
        sentence: usize,
        settings: &Settings,
        scratch: &mut Scratch,
    ) -> f32 {
        let (start, end) = (
            examples.sentences[sentence],
            examples.sentences[sentence + 1],
        );
        let (length, count) = (end - start, self.labels.len());
        let importance = examples.importance[sentence];
        scratch.prepare(length, count, &self.transitions);
        for position in 0..length {
            let emissions = &mut scratch.emissions[position * count..(position + 1) * count];
            for &feature in examples.of(start + position) {
                let row = self.row_range(feature);
                for (label, weight) in self.row_labels[row.clone()].iter().zip(&self.weights[row]) {
                    emissions[usize::from(*label)] += weight;
                }
            }
            let largest = emissions.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for emission in emissions {
                *emission = (*emission - largest).exp();
            }
        }
        let masks = &examples.masks[start..end];
        let all = self.marginals(scratch, None, length, 1.0);
        let allowed = self.marginals(scratch, Some(masks), length, -1.0);
        let gradients = std::mem::take(&mut scratch.gradients);
        for position in 0..length {
            let gradient = &gradients[position * count..(position + 1) * count];
            if gradient.iter().all(|gradient| gradient.abs() < NEGLIGIBLE) {
                continue;
            }
            for &feature in examples.of(start + position) {
                for index in self.row_range(feature) {
                    let gradient = gradient[usize::from(self.row_labels[index])];
                    if gradient.abs() >= NEGLIGIBLE {
                        let weight = &mut self.weights[index];
                        *weight = self.past[index].step(*weight, gradient * importance, settings);
                    }
                }
            }
        }
        scratch.gradients = gradients;
        for (index, gradient) in scratch.pairs.iter().enumerate() {
            if gradient.abs() >= NEGLIGIBLE {
                let weight = &mut self.transitions[index];
                *weight =
                    self.transitions_past[index].step(*weight, gradient * importance, settings);
            }
        }
        all - allowed
    }

    /// Adds `sign` times the marginals of the paths that `masks` allow to the gradients; returns the
    /// logarithm of their sum, up to what both calls for a sentence share.
    fn marginals(
        &self,
        scratch: &mut Scratch,
        masks: Option<&[LabelMask]>,
        length: usize,
        sign: f32,
    ) -> f32 {
        let count = self.labels.len();
        let allowed = |position: usize, label: usize| {
            masks.is_none_or(|masks| masks[position] >> label & 1 != 0)
        };
        let Scratch {
            emissions,
            factors,
            forward,
            backward,
            scales,
            gradients,
            pairs,
            weighted,
            ..
        } = scratch;
        let mut total = 0.0;
        for position in 0..length {
            let (done, rest) = forward.split_at_mut(position * count);
            let here = &mut rest[..count];
            let mut sum = 0.0;
            for label in 0..count {
                here[label] = 0.0;
                if !allowed(position, label) {
                    continue;
                }
                let reached = if position == 0 {
                    f32::from(self.labels.starts(label))
                } else {
                    let before = &done[(position - 1) * count..];
                    self.before[label]
                        .iter()
                        .map(|&other| {
                            before[usize::from(other)] * factors[usize::from(other) * count + label]
                        })
                        .sum()
                };
                let ends = position + 1 < length || self.labels.ends(label);
                here[label] = if ends {
                    reached * emissions[position * count + label]
                } else {
                    0.0
                };
                sum += here[label];
            }
            // What no path reaches (a contradiction in the data) teaches nothing.
            let scale = if sum > 1e-30 { 1.0 / sum } else { 0.0 };
            here.iter_mut().for_each(|value| *value *= scale);
            scales[position] = scale;
            total -= scale.max(1e-30).ln();
        }
        if scales[..length].contains(&0.0) {
            if sign < 0.0 {
                gradients.fill(0.0);
                pairs.fill(0.0);
            }
            return total;
        }
        for label in 0..count {
            backward[(length - 1) * count + label] = f32::from(self.labels.ends(label));
        }
        for position in (0..length).rev() {
            for label in 0..count {
                let index = position * count + label;
                gradients[index] += sign * forward[index] * backward[index];
            }
            if position == 0 {
                break;
            }
            // weighted: what a label at this position is worth to the one before it.
            for (label, weighted) in weighted.iter_mut().enumerate() {
                let index = position * count + label;
                *weighted = if allowed(position, label) {
                    emissions[index] * backward[index] * scales[position]
                } else {
                    0.0
                };
            }
            let (before, _) = backward.split_at_mut(position * count);
            let before = &mut before[(position - 1) * count..];
            before.fill(0.0);
            for label in 0..count {
                let worth = weighted[label];
                if worth == 0.0 {
                    continue;
                }
                for &other in &self.before[label] {
                    let other = usize::from(other);
                    let step = factors[other * count + label] * worth;
                    before[other] += step;
                    pairs[other * count + label] +=
                        sign * forward[(position - 1) * count + other] * step;
                }
            }
        }
        total
    }

    /// Sets all but the `keep` largest weights to zero for good, among those of features that `prunable` tells.
    pub fn prune(&mut self, keep: usize, prunable: impl Fn(usize) -> bool) {
        let mut sizes: Vec<f32> = Vec::new();
        let prunable: Vec<bool> = (0..self.rows.len() - 1).map(prunable).collect();
        for (feature, _) in prunable
            .iter()
            .enumerate()
            .filter(|(_, prunable)| **prunable)
        {
            sizes.extend(
                self.weights[self.row_range(feature as u32)]
                    .iter()
                    .map(|weight| weight.abs()),
            );
        }
        if sizes.len() <= keep {
            return;
        }
        let least = sizes.len() - keep.max(1);
        let (_, &mut least, larger) = sizes.select_nth_unstable_by(least, f32::total_cmp);
        // Of those that are equally small the first ones stay.
        let larger = larger.iter().filter(|size| **size > least).count();
        let mut equal = keep - larger;
        let (mut rows, mut row_labels, mut weights, mut past) =
            (vec![0], Vec::new(), Vec::new(), Vec::new());
        for (feature, prunable) in prunable.into_iter().enumerate() {
            for index in self.row_range(feature as u32) {
                let size = self.weights[index].abs();
                let stays = size > least || size == least && size > 0.0 && equal > 0;
                equal -= usize::from(prunable && stays && size == least);
                if !prunable || stays {
                    row_labels.push(self.row_labels[index]);
                    weights.push(self.weights[index]);
                    past.push(self.past[index]);
                }
            }
            rows.push(row_labels.len() as u32);
        }
        (self.rows, self.row_labels, self.weights, self.past) = (rows, row_labels, weights, past);
    }

    /// Number of weights that are not zero.
    pub fn nonzero(&self) -> usize {
        self.weights.iter().filter(|weight| **weight != 0.0).count()
    }

    /// The transition scores in row order.
    pub fn transitions(&self) -> Vec<f32> {
        self.transitions.clone()
    }

    /// The weights of a feature that are not zero, by label.
    pub fn row(&self, feature: usize) -> impl Iterator<Item = (u8, f32)> {
        let row = self.row_range(feature as u32);
        self.row_labels[row.clone()]
            .iter()
            .zip(&self.weights[row])
            .map(|(&label, &weight)| (label, weight))
            .filter(|(_, value)| *value != 0.0)
    }
}

/// Memory that sentences share.
#[derive(Debug, Default)]
struct Scratch {
    /// Exponentials of emissions, the largest of each character 1.
    emissions: Vec<f32>,
    /// Exponentials of transitions.
    factors: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    scales: Vec<f32>,
    gradients: Vec<f32>,
    pairs: Vec<f32>,
    weighted: Vec<f32>,
}

impl Scratch {
    fn prepare(&mut self, length: usize, count: usize, transitions: &[f32]) {
        for table in [
            &mut self.emissions,
            &mut self.forward,
            &mut self.backward,
            &mut self.gradients,
        ] {
            table.clear();
            table.resize(length * count, 0.0);
        }
        self.factors.clear();
        self.factors
            .extend(transitions.iter().map(|weight| weight.exp()));
        self.scales.resize(length.max(self.scales.len()), 0.0);
        self.pairs.clear();
        self.pairs.resize(count * count, 0.0);
        self.weighted.resize(count, 0.0);
    }
}

/// Random numbers that depend on a seed alone (SplitMix64, Steele et al. 2014).
#[derive(Clone, Debug)]
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        value ^ (value >> 31)
    }

    /// A number below `bound`, which is not 0.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.draw() % bound as u64) as usize
    }

    /// Puts a list into random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for index in (1..list.len()).rev() {
            list.swap(index, self.below(index + 1));
        }
    }
}
