//! The best labels of a text, and how sure each mention of them is.
//!
//! A linear chain (Lafferty et al. 2001) over the allowed transitions only. Labels whose emission is far
//! below the best of their character are left out: most characters keep one or two, so that the
//! cost grows with the doubtful characters and hardly with the number of labels.

use super::labels::Labels;

/// Emission below the best of its character, in natural logarithms, from which a label is left out.
const FAR_BELOW: f32 = 14.0;

/// Score of what cannot be.
const IMPOSSIBLE: f32 = f32::NEG_INFINITY;

/// Transition scores of one head.
#[derive(Clone, Debug, PartialEq)]
pub struct Transitions {
    /// `scores[before * labels + label]`, in natural logarithms; [`f32::NEG_INFINITY`] where the
    /// labels do not allow it.
    scores: Vec<f32>,
    labels: Labels,
}

impl Transitions {
    /// Takes scores in row order, `labels × labels`; those of transitions that are not allowed are ignored.
    /// `None` for another number of them or one that is not finite.
    pub fn new(labels: Labels, mut scores: Vec<f32>) -> Option<Self> {
        let count = labels.len();
        if scores.len() != count * count || scores.iter().any(|score| !score.is_finite()) {
            return None;
        }
        for before in 0..count {
            for label in 0..count {
                if !labels.follows(before, label) {
                    scores[before * count + label] = IMPOSSIBLE;
                }
            }
        }
        Some(Self { scores, labels })
    }

    /// The labels.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The score of `label` behind `before`.
    pub fn score(&self, before: usize, label: usize) -> f32 {
        self.scores[before * self.labels.len() + label]
    }
}

/// The labels that one character may have, and what speaks for each.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    label: u8,
    emission: f32,
    /// Best or summed score of all paths up to here.
    forward: f32,
    /// Index of the candidate before on the best path.
    back: u32,
}

/// The candidates of a whole line.
#[derive(Debug, Default)]
pub struct Lattice {
    candidates: Vec<Candidate>,
    /// Candidates of character `i` are `candidates[starts[i]..starts[i + 1]]`.
    starts: Vec<usize>,
}

/// A mention as decoded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// First character of the line.
    pub start: usize,
    /// Character behind the last.
    pub end: usize,
    /// Number of the type.
    pub kind: usize,
    /// Probability of exactly this mention, from 0 to 1.
    pub probability: f32,
}

impl Lattice {
    /// Forgets the line before.
    pub fn clear(&mut self) {
        self.candidates.clear();
        self.starts.clear();
        self.starts.push(0);
    }

    /// Adds a character by the emissions of all its labels.
    pub fn push(&mut self, emissions: &[f32], labels: &Labels) {
        let best = emissions.iter().copied().fold(IMPOSSIBLE, f32::max);
        for (label, &emission) in emissions.iter().enumerate() {
            // What is outside or single fits anywhere: with it there is always a path.
            let anywhere = if labels.has_outside() { label == 0 } else { true };
            if anywhere || emission >= best - FAR_BELOW {
                self.candidates.push(Candidate {
                    label: label as u8,
                    emission,
                    forward: IMPOSSIBLE,
                    back: 0,
                });
            }
        }
        self.starts.push(self.candidates.len());
    }

    fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn range(&self, index: usize) -> std::ops::Range<usize> {
        self.starts[index]..self.starts[index + 1]
    }

    /// The best labels of the line (Viterbi 1967).
    pub fn best(&mut self, transitions: &Transitions) -> Vec<u8> {
        let labels = transitions.labels();
        if self.len() == 0 {
            return Vec::new();
        }
        for index in self.range(0) {
            let candidate = &mut self.candidates[index];
            candidate.forward = if labels.starts(usize::from(candidate.label)) {
                candidate.emission
            } else {
                IMPOSSIBLE
            };
        }
        for position in 1..self.len() {
            let (before, here) = self.candidates.split_at_mut(self.starts[position]);
            let before = &before[self.starts[position - 1]..];
            for candidate in &mut here[..self.starts[position + 1] - self.starts[position]] {
                let (mut best, mut back) = (IMPOSSIBLE, 0);
                for (index, other) in before.iter().enumerate() {
                    let score = other.forward
                        + transitions.score(usize::from(other.label), usize::from(candidate.label));
                    if score > best {
                        (best, back) = (score, index as u32);
                    }
                }
                candidate.forward = best + candidate.emission;
                candidate.back = back;
            }
        }
        let last = self.range(self.len() - 1);
        let mut index = last.clone().next().unwrap_or_default();
        let mut best = IMPOSSIBLE;
        for candidate in last {
            let found = &self.candidates[candidate];
            if labels.ends(usize::from(found.label)) && found.forward > best {
                (index, best) = (candidate, found.forward);
            }
        }
        let mut path = vec![0; self.len()];
        for position in (0..self.len()).rev() {
            path[position] = self.candidates[index].label;
            if position > 0 {
                index = self.starts[position - 1] + self.candidates[index].back as usize;
            }
        }
        path
    }

    /// The mentions that `path` spells, each with its probability under all paths (forward–backward, by
    /// characters on which more than one path goes; a line of which all is certain costs nothing).
    pub fn found(&mut self, transitions: &Transitions, path: &[u8]) -> Vec<Found> {
        let spans = transitions.labels().spans(path);
        if spans.is_empty() {
            return Vec::new();
        }
        self.sum_forward(transitions);
        let backward = self.sum_backward(transitions);
        let last = self.range(self.len() - 1);
        let total = log_sum(last.filter_map(|index| {
            let candidate = &self.candidates[index];
            transitions.labels().ends(usize::from(candidate.label)).then_some(candidate.forward)
        }));
        let at = |position: usize| {
            self.range(position).find(|&index| self.candidates[index].label == path[position])
        };
        spans
            .into_iter()
            .map(|(start, end, kind)| {
                let mut score = -total;
                for position in start..end {
                    let Some(index) = at(position) else { continue };
                    if position == start {
                        score += self.candidates[index].forward;
                    } else {
                        score += self.candidates[index].emission
                            + transitions.score(
                                usize::from(path[position - 1]),
                                usize::from(path[position]),
                            );
                    }
                    if position + 1 == end {
                        score += backward[index];
                    }
                }
                Found {
                    start,
                    end,
                    kind,
                    probability: score.exp().clamp(0.0, 1.0),
                }
            })
            .collect()
    }

    fn sum_forward(&mut self, transitions: &Transitions) {
        for index in self.range(0) {
            let candidate = &mut self.candidates[index];
            candidate.forward = if transitions.labels().starts(usize::from(candidate.label)) {
                candidate.emission
            } else {
                IMPOSSIBLE
            };
        }
        for position in 1..self.len() {
            for index in self.range(position) {
                let label = usize::from(self.candidates[index].label);
                let sum = log_sum(self.range(position - 1).map(|before| {
                    let before = &self.candidates[before];
                    before.forward + transitions.score(usize::from(before.label), label)
                }));
                self.candidates[index].forward = sum + self.candidates[index].emission;
            }
        }
    }

    /// For each candidate the summed score of all paths behind it.
    fn sum_backward(&self, transitions: &Transitions) -> Vec<f32> {
        let mut backward = vec![IMPOSSIBLE; self.candidates.len()];
        for index in self.range(self.len() - 1) {
            if transitions.labels().ends(usize::from(self.candidates[index].label)) {
                backward[index] = 0.0;
            }
        }
        for position in (0..self.len() - 1).rev() {
            for index in self.range(position) {
                let label = usize::from(self.candidates[index].label);
                backward[index] = log_sum(self.range(position + 1).map(|after| {
                    let found = &self.candidates[after];
                    backward[after]
                        + found.emission
                        + transitions.score(label, usize::from(found.label))
                }));
            }
        }
        backward
    }
}

/// The logarithm of the sum of exponentials.
fn log_sum(values: impl Iterator<Item = f32> + Clone) -> f32 {
    let largest = values.clone().fold(IMPOSSIBLE, f32::max);
    if largest == IMPOSSIBLE {
        return IMPOSSIBLE;
    }
    largest + values.map(|value| (value - largest).exp()).sum::<f32>().ln()
}
