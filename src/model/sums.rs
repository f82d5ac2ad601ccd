//! How sure a mention is: its probability under all labels that the text could have.
//!
//! Sums over all paths, forward and backward (Rabiner 1989), of a stretch of one line. What has next to no share of them is not
//! followed further: of the labels of a character, few are.

use std::ops::Range;

use super::decode::Transitions;
use super::labels::{Labels, Place};

/// A share of the paths so far that is not followed further.
const NEGLIGIBLE: f32 = 1e-4;

/// The characters of a line that sums are of.
#[derive(Clone, Debug)]
pub(super) struct Stretch {
    pub range: Range<usize>,
    /// Whether the line begins with it; if not, its first character has the first label.
    pub begins: bool,
    /// Whether the line ends with it; if not, its last character has the first label.
    pub ends: bool,
}

/// The sums of a stretch, as probabilities: those up to each character sum to one.
pub(super) struct Sums<'a> {
    /// Of the stretch, as all that follows.
    deficits: &'a [u16],
    path: &'a [u8],
    /// First character of the stretch.
    start: usize,
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
    /// The sums of a stretch by the deficits of the line's emissions; the labels of `path` are followed in any case.
    pub fn new(
        deficits: &'a [u16],
        transitions: &'a Transitions,
        path: &'a [u8],
        stretch: Stretch,
    ) -> Self {
        let count = transitions.labels().len();
        let Stretch {
            range,
            begins,
            ends,
        } = stretch;
        let characters = range.len();
        let mut sums = Self {
            deficits: &deficits[range.start * count..range.end * count],
            path: &path[range.clone()],
            start: range.start,
            transitions,
            scales: Vec::with_capacity(characters),
            forward: vec![0.0; characters * count],
            backward: vec![0.0; characters * count],
            followed: Vec::with_capacity(8 * characters),
            firsts: Vec::with_capacity(characters + 1),
        };
        let mut begin = 0;
        if !begins {
            sums.forward[0] = 1.0;
            sums.follow(0);
            begin = 1;
        }
        for position in begin..characters {
            sums.go_forward(position, ends && position + 1 == characters);
        }
        sums.firsts.push(sums.followed.len());
        for position in (0..characters).rev() {
            if position + 1 < characters {
                sums.go_backward(position);
            } else if ends {
                sums.end(position);
            } else {
                sums.backward[position * count] = 1.0;
            }
        }
        sums
    }

    /// The probability that `start..end` of the line has exactly the labels that the path gives it.
    pub fn probability(&self, start: usize, end: usize) -> f32 {
        let (start, end) = (start - self.start, end - self.start);
        let (labels, factors) = (self.transitions.labels(), &self.transitions.factors);
        let at = |position: usize| position * labels.len() + usize::from(self.path[position]);
        let mut product = self.forward[at(start)];
        for position in start + 1..end {
            let (before, label) = (self.path[position - 1], self.path[position]);
            product *= factors.between(labels, usize::from(before), usize::from(label))
                * self.transitions.weight(self.deficits[at(position)])
                * self.scales[position];
        }
        (product * self.backward[at(end - 1)]).clamp(0.0, 1.0)
    }

    fn go_forward(&mut self, position: usize, last: bool) {
        let labels = self.transitions.labels();
        let factors = &self.transitions.factors;
        let count = labels.len();
        let (done, rest) = self.forward.split_at_mut(position * count);
        let here = &mut rest[..count];
        let (begin, inside) = (
            labels.label(Place::Begin, 0),
            labels.label(Place::Inside, 0),
        );
        let (single, end) = (labels.label(Place::Single, 0), labels.label(Place::End, 0));
        let starting = labels.starting();
        if position == 0 {
            here[..starting].fill(1.0);
        } else {
            let before = &done[(position - 1) * count..];
            for &label in &self.followed[self.firsts[position - 1]..] {
                let label = usize::from(label);
                let share = before[label];
                if label >= inside {
                    let kind = label - inside;
                    here[inside + kind] += share * factors.inside_inside[kind];
                    here[end + kind] += share * factors.inside_end[kind];
                } else if (begin..single).contains(&label) {
                    let kind = label - begin;
                    here[inside + kind] += share * factors.begin_inside[kind];
                    here[end + kind] += share * factors.begin_end[kind];
                } else {
                    for (sum, factor) in here.iter_mut().zip(factors.starting(label)) {
                        *sum += share * factor;
                    }
                }
            }
        }
        let mut total = 0.0;
        for (sum, &deficit) in here.iter_mut().zip(&self.deficits[position * count..]) {
            if *sum > 0.0 {
                *sum *= self.transitions.weight(deficit);
                total += *sum;
            }
        }
        if last {
            // What is still open has no end.
            for (label, sum) in here.iter_mut().enumerate() {
                if !labels.ends(label) {
                    total -= *sum;
                    *sum = 0.0;
                }
            }
        }
        let scale = 1.0 / total.max(f32::MIN_POSITIVE);
        here.iter_mut().for_each(|sum| *sum *= scale);
        self.follow(position);
        self.scales[position] = scale;
    }

    /// Notes which labels of a character are followed further.
    fn follow(&mut self, position: usize) {
        let count = self.transitions.labels().len();
        let chosen = usize::from(self.path[position]);
        self.firsts.push(self.followed.len());
        self.scales.push(1.0);
        let here = &self.forward[position * count..(position + 1) * count];
        for (label, &sum) in here.iter().enumerate() {
            if sum >= NEGLIGIBLE || label == chosen {
                self.followed.push(label as u8);
            }
        }
    }

    /// Nothing comes behind the last character of a line, and nothing is open there.
    fn end(&mut self, position: usize) {
        let labels = self.transitions.labels();
        let here = &mut self.backward[position * labels.len()..];
        for &label in &self.followed[self.firsts[position]..] {
            here[usize::from(label)] = f32::from(labels.ends(usize::from(label)));
        }
    }

    fn go_backward(&mut self, position: usize) {
        let labels = self.transitions.labels();
        let factors = &self.transitions.factors;
        let (count, starting) = (labels.len(), labels.starting());
        let (rest, done) = self.backward.split_at_mut((position + 1) * count);
        let here = &mut rest[position * count..];
        let followed = &self.followed[self.firsts[position]..self.firsts[position + 1]];
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
