//! How sure a mention is: its probability under all labels that the text could have.
//!
//! Sums over all paths, forward and backward (Rabiner 1989), of one line. What has next to no share of them is not
//! followed further: of the labels of a character, few are.

use super::decode::Transitions;
use super::labels::{Labels, Place};

/// A share of the paths so far that is not followed further.
const NEGLIGIBLE: f32 = 1e-4;

/// The sums of one line, as probabilities: those up to each character sum to one.
pub(super) struct Sums<'a> {
    deficits: &'a [u16],
    transitions: &'a Transitions,
    /// What each character's sums are multiplied by.
    scales: Vec<f32>,
    /// For each label of each character, the paths up to it.
    forward: Vec<f32>,
    /// The same for the paths behind it, where the label is followed.
    backward: Vec<f32>,
    /// The labels of each character that are followed, in order.
    followed: Vec<u8>,
    /// Where those of each character start, and where the last ones end.
    firsts: Vec<usize>,
}

impl<'a> Sums<'a> {
    /// The sums of a line by the deficits of its emissions; the labels of `path` are followed in any case.
    pub fn new(deficits: &'a [u16], transitions: &'a Transitions, path: &[u8]) -> Self {
        let count = transitions.labels().len();
        let characters = deficits.len() / count;
        let mut sums = Self {
            deficits,
            transitions,
            scales: Vec::with_capacity(characters),
            forward: vec![0.0; deficits.len()],
            backward: vec![0.0; deficits.len()],
            followed: Vec::with_capacity(8 * characters),
            firsts: Vec::with_capacity(characters + 1),
        };
        for (position, &label) in path.iter().enumerate() {
            sums.go_forward(position, position + 1 == characters, label);
        }
        sums.firsts.push(sums.followed.len());
        for position in (0..characters).rev() {
            sums.go_backward(position, position + 1 == characters);
        }
        sums
    }

    /// The probability that `start..end` has exactly the labels that `path` gives it.
    pub fn probability(&self, path: &[u8], start: usize, end: usize) -> f32 {
        let (labels, factors) = (self.transitions.labels(), &self.transitions.factors);
        let at = |position: usize| position * labels.len() + usize::from(path[position]);
        let mut product = self.forward[at(start)];
        for position in start + 1..end {
            let (before, label) = (usize::from(path[position - 1]), usize::from(path[position]));
            product *= factors.between(labels, before, label)
                * self.transitions.weight(self.deficits[at(position)])
                * self.scales[position];
        }
        (product * self.backward[at(end - 1)]).clamp(0.0, 1.0)
    }

    fn go_forward(&mut self, position: usize, last: bool, chosen: u8) {
        let labels = self.transitions.labels();
        let factors = &self.transitions.factors;
        let count = labels.len();
        let (done, rest) = self.forward.split_at_mut(position * count);
        let here = &mut rest[..count];
        if position == 0 {
            here[..labels.starting()].fill(1.0);
        } else {
            let before = &done[(position - 1) * count..];
            for label in labels.ending() {
                let share = before[label];
                if share < NEGLIGIBLE {
                    continue;
                }
                for (sum, factor) in here.iter_mut().zip(factors.starting(label)) {
                    *sum += share * factor;
                }
            }
            let begin = &before[labels.label(Place::Begin, 0)..];
            let inside = &before[labels.label(Place::Inside, 0)..];
            let (next_end, next_inside) =
                (labels.label(Place::End, 0), labels.label(Place::Inside, 0));
            for kind in 0..labels.types().len() {
                here[next_inside + kind] = begin[kind] * factors.begin_inside[kind]
                    + inside[kind] * factors.inside_inside[kind];
                here[next_end + kind] =
                    begin[kind] * factors.begin_end[kind] + inside[kind] * factors.inside_end[kind];
            }
        }
        let mut total = 0.0;
        for (sum, &deficit) in here.iter_mut().zip(&self.deficits[position * count..]) {
            *sum *= self.transitions.weight(deficit);
            total += *sum;
        }
        if last {
            // What is still open has no end.
            let open = |labels: &Labels, label: usize| !labels.ends(label);
            for (label, sum) in here.iter_mut().enumerate() {
                if open(labels, label) {
                    total -= *sum;
                    *sum = 0.0;
                }
            }
        }
        let scale = 1.0 / total.max(f32::MIN_POSITIVE);
        self.firsts.push(self.followed.len());
        for (label, sum) in here.iter_mut().enumerate() {
            *sum *= scale;
            if *sum >= NEGLIGIBLE || label == usize::from(chosen) {
                self.followed.push(label as u8);
            }
        }
        self.scales.push(scale);
    }

    fn go_backward(&mut self, position: usize, last: bool) {
        let labels = self.transitions.labels();
        let factors = &self.transitions.factors;
        let (count, starting) = (labels.len(), labels.starting());
        let (rest, done) = self.backward.split_at_mut((position + 1) * count);
        let here = &mut rest[position * count..];
        let followed = &self.followed[self.firsts[position]..self.firsts[position + 1]];
        if last {
            for &label in followed {
                here[usize::from(label)] = f32::from(labels.ends(usize::from(label)));
            }
            return;
        }
        // From here on the sums behind are those of the next character with its own weight.
        let behind = &mut done[..count];
        let next = &self.followed[self.firsts[position + 1]..self.firsts[position + 2]];
        let mut worth = [0.0; 1 + 4 * Labels::MAX_TYPES];
        for &label in next {
            let label = usize::from(label);
            let weight = self
                .transitions
                .weight(self.deficits[(position + 1) * count + label]);
            worth[label] = behind[label] * weight * self.scales[position + 1];
        }
        let first = |place: Place| labels.label(place, 0);
        let (begin, single) = (first(Place::Begin), first(Place::Single));
        let (end, inside) = (first(Place::End), first(Place::Inside));
        let begun = next.partition_point(|&label| usize::from(label) < starting);
        for &label in followed {
            let label = usize::from(label);
            here[label] = if label >= inside {
                let kind = label - inside;
                factors.inside_inside[kind] * worth[inside + kind]
                    + factors.inside_end[kind] * worth[end + kind]
            } else if (begin..single).contains(&label) {
                let kind = label - begin;
                factors.begin_inside[kind] * worth[inside + kind]
                    + factors.begin_end[kind] * worth[end + kind]
            } else {
                let row = factors.starting(label);
                let all = next[..begun].iter().map(|&label| usize::from(label));
                all.map(|label| row[label] * worth[label]).sum()
            };
        }
    }
}
