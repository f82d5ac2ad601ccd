//! The best labels of a text, and how sure each mention of them is.
//!
//! A linear chain (Lafferty et al. 2001) over the allowed transitions only. What ends a mention or is outside
//! may be followed by anything that begins one or is outside; what is inside one goes on with its own type. The
//! first kind goes over contiguous rows, and only from labels whose best path is near the best of all: so
//! the cost grows with the doubtful characters and little with the number of labels.

use super::labels::{LabelMask, Labels, Place};

/// How far below the best path the best path to a label may be for others to go on from it, in natural logarithms.
/// Measured: with twice as much nothing changes but the time, with 5 some tenths of a point are lost.
const BEAM: f32 = 7.0;

/// Score of what cannot be; finite, so that sums of it are no special case.
const IMPOSSIBLE: f32 = -1e30;

/// Transition scores of one head.
#[derive(Clone, Debug, PartialEq)]
pub struct Transitions {
    /// `scores[before * labels + label]`, in natural logarithms; [`IMPOSSIBLE`] where the labels do not
    /// allow it.
    scores: Vec<f32>,
    /// Their exponentials; 0 where the labels do not allow it.
    factors: Vec<f32>,
    /// Labels that may end a text.
    ending: Vec<bool>,
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
        let factors = scores.iter().map(|score| score.exp()).collect();
        Some(Self {
            scores,
            factors,
            ending: (0..count).map(|label| labels.ends(label)).collect(),
            labels,
        })
    }

    /// The labels.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The row of `table` from label `before` to those that begin.
    fn starting<'a>(&self, table: &'a [f32], before: usize) -> &'a [f32] {
        let row = before * self.labels.len();
        &table[row..row + self.labels.starting()]
    }

    /// The entry of `table` from `before` to `label`.
    fn entry(&self, table: &[f32], before: usize, label: usize) -> f32 {
        table[before * self.labels.len() + label]
    }
}

/// One line as it is read, character by character.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    /// Emissions of all characters, each less the best of its character, `labels` a character.
    emissions: Vec<f32>,
    /// The label before on the best path to each label.
    back: Vec<u8>,
    /// Scores of the best paths to the labels of the last character.
    best: Vec<f32>,
    /// Those of the character before.
    before: Vec<f32>,
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
    /// Adds a character by the emissions of all its labels, and finds the best path to each (Viterbi 1967).
    pub fn push(&mut self, emissions: &[f32], transitions: &Transitions) {
        let labels = transitions.labels();
        let (count, starting) = (labels.len(), labels.starting());
        let largest = emissions.iter().copied().fold(IMPOSSIBLE, f32::max);
        std::mem::swap(&mut self.best, &mut self.before);
        self.best.clear();
        self.best.resize(count, IMPOSSIBLE);
        let first = self.back.len();
        self.back.resize(first + count, 0);
        let (best, back) = (&mut self.best, &mut self.back[first..]);
        if self.before.is_empty() {
            best[..starting].fill(0.0);
        } else {
            let least = self.before.iter().copied().fold(IMPOSSIBLE, f32::max) - BEAM;
            for (label, &score) in self.before.iter().enumerate() {
                if score < least || !transitions.ending[label] {
                    continue;
                }
                let row = transitions.starting(&transitions.scores, label);
                for ((best, back), step) in best.iter_mut().zip(back.iter_mut()).zip(row) {
                    let reached = score + step;
                    if reached > *best {
                        (*best, *back) = (reached, label as u8);
                    }
                }
            }
            for kind in 0..labels.types().len() {
                for open in [Place::Begin, Place::Inside] {
                    let open = labels.label(open, kind);
                    let score = self.before[open];
                    if score < least {
                        continue;
                    }
                    for next in [Place::Inside, Place::End] {
                        let next = labels.label(next, kind);
                        let reached = score + transitions.entry(&transitions.scores, open, next);
                        if reached > best[next] {
                            (best[next], back[next]) = (reached, open as u8);
                        }
                    }
                }
            }
        }
        for (best, &emission) in best.iter_mut().zip(emissions) {
            *best += emission - largest;
        }
        self.emissions
            .extend(emissions.iter().map(|&emission| emission - largest));
    }

    /// The same where only the labels in `mask` count.
    pub fn push_within(&mut self, emissions: &[f32], mask: LabelMask, transitions: &Transitions) {
        let allowed = |(label, &emission): (usize, &f32)| {
            if mask >> label & 1 == 0 {
                IMPOSSIBLE
            } else {
                emission
            }
        };
        let emissions: Vec<f32> = emissions.iter().enumerate().map(allowed).collect();
        self.push(&emissions, transitions);
    }

    /// The best labels of the line.
    pub fn best(&self, transitions: &Transitions) -> Vec<u8> {
        let labels = transitions.labels();
        let count = labels.len();
        let ending = (0..self.best.len()).filter(|&label| labels.ends(label));
        let last = ending.max_by(|&one, &other| self.best[one].total_cmp(&self.best[other]));
        let Some(mut label) = last else {
            return Vec::new();
        };
        let mut path = vec![0; self.back.len() / count];
        for (place, back) in path.iter_mut().zip(self.back.chunks_exact(count)).rev() {
            *place = label as u8;
            label = usize::from(back[label]);
        }
        path
    }

    /// The mentions that `path` spells, each with its probability under all paths (forward–backward). A line without
    /// a mention costs nothing.
    pub fn found(&self, transitions: &Transitions, path: &[u8]) -> Vec<Found> {
        let labels = transitions.labels();
        let spans = labels.spans(path);
        if spans.is_empty() {
            return Vec::new();
        }
        let sums = Sums::new(self, transitions);
        let at = |position: usize| position * labels.len() + usize::from(path[position]);
        let probability = |start: usize, end: usize| {
            let mut product = sums.forward[at(start)];
            for position in start + 1..end {
                let (before, label) =
                    (usize::from(path[position - 1]), usize::from(path[position]));
                product *= transitions.entry(&transitions.factors, before, label)
                    * sums.weights[at(position)]
                    * sums.scales[position];
            }
            product * sums.backward[at(end - 1)]
        };
        let found = |(start, end, kind)| Found {
            start,
            end,
            kind,
            probability: probability(start, end).clamp(0.0, 1.0),
        };
        spans.into_iter().map(found).collect()
    }
}

/// Sums over all paths, as probabilities: those up to each character sum to one.
struct Sums {
    /// Exponential of each emission.
    weights: Vec<f32>,
    /// What each character's sums are multiplied by.
    scales: Vec<f32>,
    /// For each label of each character, the paths up to it.
    forward: Vec<f32>,
    /// The same for the paths behind it.
    backward: Vec<f32>,
}

/// A share of all paths that is not followed further.
const NEGLIGIBLE: f32 = 1e-4;

impl Sums {
    fn new(lattice: &Lattice, transitions: &Transitions) -> Self {
        let count = transitions.labels().len();
        let size = lattice.emissions.len();
        let mut sums = Self {
            weights: lattice
                .emissions
                .iter()
                .map(|&emission| exponential(emission))
                .collect(),
            scales: Vec::with_capacity(size / count),
            forward: vec![0.0; size],
            backward: vec![0.0; size],
        };
        for position in 0..size / count {
            sums.go_forward(position, position + 1 == size / count, transitions);
        }
        for position in (0..size / count).rev() {
            sums.go_backward(position, position + 1 == size / count, transitions);
        }
        sums
    }

    fn go_forward(&mut self, position: usize, last: bool, transitions: &Transitions) {
        let labels = transitions.labels();
        let count = labels.len();
        let (done, rest) = self.forward.split_at_mut(position * count);
        let here = &mut rest[..count];
        if position == 0 {
            here[..labels.starting()].fill(1.0);
        } else {
            let before = &done[(position - 1) * count..];
            for (label, &share) in before.iter().enumerate() {
                if share < NEGLIGIBLE || !transitions.ending[label] {
                    continue;
                }
                let row = transitions.starting(&transitions.factors, label);
                for (sum, factor) in here.iter_mut().zip(row) {
                    *sum += share * factor;
                }
            }
            for kind in 0..labels.types().len() {
                for open in [Place::Begin, Place::Inside] {
                    let open = labels.label(open, kind);
                    for next in [Place::Inside, Place::End] {
                        let next = labels.label(next, kind);
                        here[next] +=
                            before[open] * transitions.entry(&transitions.factors, open, next);
                    }
                }
            }
        }
        let mut total = 0.0;
        for (label, (sum, weight)) in here
            .iter_mut()
            .zip(&self.weights[position * count..])
            .enumerate()
        {
            *sum *= if last && !transitions.ending[label] {
                0.0
            } else {
                *weight
            };
            total += *sum;
        }
        let scale = 1.0 / total.max(f32::MIN_POSITIVE);
        here.iter_mut().for_each(|sum| *sum *= scale);
        self.scales.push(scale);
    }

    fn go_backward(&mut self, position: usize, last: bool, transitions: &Transitions) {
        let labels = transitions.labels();
        let (count, starting) = (labels.len(), labels.starting());
        let (rest, done) = self.backward.split_at_mut((position + 1) * count);
        let here = &mut rest[position * count..];
        if last {
            for (label, sum) in here.iter_mut().enumerate() {
                *sum = f32::from(labels.ends(label));
            }
            return;
        }
        let scale = self.scales[position + 1];
        // From here on the sums behind are those of the next character with its own weight.
        let next = &mut done[..count];
        let mut worth = [0.0; LabelMask::BITS as usize];
        for (worth, (sum, weight)) in worth
            .iter_mut()
            .zip(next.iter().zip(&self.weights[(position + 1) * count..]))
        {
            *worth = sum * weight * scale;
        }
        for (label, sum) in here.iter_mut().enumerate() {
            if self.forward[position * count + label] < NEGLIGIBLE * NEGLIGIBLE {
                continue;
            }
            if transitions.ending[label] {
                let row = transitions.starting(&transitions.factors, label);
                *sum = row
                    .iter()
                    .zip(&worth[..starting])
                    .map(|(factor, worth)| factor * worth)
                    .sum();
            } else {
                let (_, kind) = labels.place(label);
                for next in [Place::Inside, Place::End] {
                    let next = labels.label(next, kind);
                    *sum += transitions.entry(&transitions.factors, label, next) * worth[next];
                }
            }
        }
    }
}

/// The exponential of a number that is not positive, within a thousandth: by the bits of a power of two and a
/// polynomial for what is left; nothing below what counts. The library's own is several times slower in WebAssembly.
fn exponential(value: f32) -> f32 {
    if value < -20.0 {
        return 0.0;
    }
    let power = value * std::f32::consts::LOG2_E;
    let whole = power.floor();
    let rest = power - whole;
    let fraction = 1.0 + rest * (0.695_6 + rest * (0.226_2 + rest * 0.078_2));
    fraction * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Transitions {
        let labels = Labels::entities(vec!["PER".to_owned()]).unwrap();
        let count = labels.len();
        Transitions::new(labels, vec![0.0; count * count]).unwrap()
    }

    fn lattice(transitions: &Transitions, line: &[&[(usize, f32)]]) -> Lattice {
        let mut lattice = Lattice::default();
        for character in line {
            let mut emissions = vec![0.0; transitions.labels().len()];
            for &(label, emission) in *character {
                emissions[label] = emission;
            }
            lattice.push(&emissions, transitions);
        }
        lattice
    }

    #[test]
    fn the_best_path_is_a_valid_one() {
        let transitions = people();
        let begin = transitions.labels().label(Place::Begin, 0);
        // The end of a name is likely nowhere, so that its likely beginning is no beginning.
        let lattice = lattice(
            &transitions,
            &[&[(begin, 1.0), (0, 0.9)], &[(0, 3.0)], &[(0, 3.0)]],
        );
        assert_eq!(lattice.best(&transitions), [0, 0, 0]);
    }

    #[test]
    fn probabilities_are_those_of_all_paths() {
        let transitions = people();
        let single = transitions.labels().label(Place::Single, 0);
        // One character: outside or a name of one, e² to 1.
        let one = lattice(&transitions, &[&[(single, 2.0)]]);
        let found = one.found(&transitions, &one.best(&transitions));
        let expected = 2.0_f32.exp() / (2.0_f32.exp() + 1.0);
        assert!((found[0].probability - expected).abs() < 2e-3, "{found:?}");
        // Two characters: five paths, O O, S O, O S, S S, B E.
        let two = lattice(&transitions, &[&[(single, 2.0)], &[]]);
        let found = two.found(&transitions, &two.best(&transitions));
        let expected = 2.0 * 2.0_f32.exp() / (2.0 * 2.0_f32.exp() + 3.0);
        assert!((found[0].probability - expected).abs() < 2e-3, "{found:?}");
    }

    #[test]
    fn masks_rule_labels_out() {
        let transitions = people();
        let labels = transitions.labels();
        let single = labels.label(Place::Single, 0);
        let mut emissions = vec![0.0; labels.len()];
        emissions[single] = 5.0;
        let mut lattice = Lattice::default();
        lattice.push_within(&emissions, 1, &transitions);
        lattice.push_within(&emissions, labels.all(), &transitions);
        assert_eq!(lattice.best(&transitions), [0, single as u8]);
    }

    #[test]
    fn a_line_of_nothing_has_no_labels() {
        let lattice = Lattice::default();
        assert_eq!(lattice.best(&people()), Vec::<u8>::new());
        assert_eq!(lattice.found(&people(), &[]), []);
    }

    #[test]
    fn the_exponential_is_close() {
        for step in 0..200 {
            let value = -0.1 * step as f32;
            let error = exponential(value) / value.exp() - 1.0;
            assert!(error.abs() < 2e-3, "{value}: {error}");
        }
    }
}
