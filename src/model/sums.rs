//! How sure a mention is: its probability under all labels that the text could have.
//!
//! Sums over all paths, forward and backward (Rabiner 1989), of a stretch of one line. From what has next to no share of
//! them nothing is followed further; what is followed goes over contiguous rows, a few labels at a time.

use std::ops::Range;

use super::decode::{LANES, Transitions};
use super::labels::{LabelMask, Labels, Place};

/// A share of the paths so far that is not followed further.
const NEGLIGIBLE: f32 = 1e-4;

/// Room for a sum for each label.
const MOST_LABELS: usize = (1 + 4 * Labels::MAX_TYPES).next_multiple_of(LANES);

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
    /// Room for the sums of one character.
    stride: usize,
    /// For each label of each character, what its emission multiplies sums by.
    weights: Vec<f32>,
    /// What each character's sums are multiplied by.
    scales: Vec<f32>,
    /// For each label of each character, the paths up to it.
    forward: Vec<f32>,
    /// The same for the paths behind it, where the label is followed.
    backward: Vec<f32>,
    /// The labels of each character that are followed.
    followed: Vec<LabelMask>,
    /// Those that end something.
    ending: LabelMask,
    /// Labels with what goes on from them, while they are summed.
    shares: Vec<(usize, f32)>,
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
        let stride = count.next_multiple_of(LANES);
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
            stride,
            weights: vec![0.0; characters * stride],
            scales: Vec::with_capacity(characters),
            forward: vec![0.0; characters * stride],
            backward: vec![0.0; characters * stride],
            followed: Vec::with_capacity(characters),
            shares: Vec::with_capacity(MOST_LABELS),
            ending: transitions
                .labels()
                .ending()
                .fold(0, |all, label| all | 1 << label),
        };
        let mut first = 0;
        if !begins {
            sums.forward[0] = 1.0;
            sums.scales.push(1.0);
            sums.follow(0);
            first = 1;
        }
        for position in first..characters {
            sums.go_forward(position, ends && position + 1 == characters);
            sums.follow(position);
        }
        for position in (0..characters).rev() {
            if position + 1 < characters {
                sums.go_backward(position);
            } else if ends {
                for label in transitions.labels().ending() {
                    sums.backward[position * stride + label] = 1.0;
                }
            } else {
                sums.backward[position * stride] = 1.0;
            }
        }
        sums
    }

    /// The probability that `start..end` of the line has exactly the labels that the path gives it.
    pub fn probability(&self, start: usize, end: usize) -> f32 {
        let (start, end) = (start - self.start, end - self.start);
        let (labels, factors) = (self.transitions.labels(), &self.transitions.factors);
        let at = |position: usize| position * self.stride + usize::from(self.path[position]);
        let mut product = self.forward[at(start)];
        for position in start + 1..end {
            let (before, label) = (self.path[position - 1], self.path[position]);
            product *= factors.between(labels, usize::from(before), usize::from(label))
                * self.weights[at(position)]
                * self.scales[position];
        }
        let probability = product * self.backward[at(end - 1)];
        // Transitions of a model that is none may be too large for sums.
        if probability.is_nan() {
            return 0.0;
        }
        probability.clamp(0.0, 1.0)
    }

    /// Sums the paths up to each label of a character.
    fn go_forward(&mut self, position: usize, last: bool) {
        let labels = self.transitions.labels();
        let factors = &self.transitions.factors;
        let (count, kinds) = (labels.len(), labels.types().len());
        let first = |place: Place| labels.label(place, 0);
        let (begin, end, inside) = (first(Place::Begin), first(Place::End), first(Place::Inside));
        let (done, rest) = self.forward.split_at_mut(position * self.stride);
        let here = &mut rest[..self.stride];
        let mut begun = [0.0; MOST_LABELS];
        if position == 0 {
            begun.fill(1.0);
        } else {
            let before = &done[(position - 1) * self.stride..];
            let labels = each(self.followed[position - 1] & self.ending);
            self.shares.clear();
            self.shares
                .extend(labels.map(|label| (label, before[label])));
            self.transitions.onwards.sum(&self.shares, &mut begun);
            let (begun, going) = (
                &before[begin..begin + kinds],
                &before[inside..inside + kinds],
            );
            let (inside, end) = (inside..inside + kinds, end..end + kinds);
            cross(
                &mut here[inside],
                [begun, going],
                [&factors.begin_inside, &factors.inside_inside],
            );
            cross(
                &mut here[end],
                [begun, going],
                [&factors.begin_end, &factors.inside_end],
            );
        }
        here[..labels.starting()].copy_from_slice(&begun[..labels.starting()]);
        if last {
            // What is still open has no end.
            here[begin..begin + kinds].fill(0.0);
            here[inside..inside + kinds].fill(0.0);
        }
        let weights = &mut self.weights[position * self.stride..(position + 1) * self.stride];
        let deficits = &self.deficits[position * count..(position + 1) * count];
        for (weight, &deficit) in weights.iter_mut().zip(deficits) {
            *weight = self.transitions.weight(deficit);
        }
        let mut totals = [0.0; LANES];
        let here = here.as_chunks_mut::<LANES>().0;
        for (sums, weights) in here.iter_mut().zip(weights.as_chunks::<LANES>().0) {
            let mut weighted = *sums;
            for ((sum, weight), total) in weighted.iter_mut().zip(weights).zip(&mut totals) {
                *sum *= weight;
                *total += *sum;
            }
            *sums = weighted;
        }
        let scale = 1.0 / totals.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        here.as_flattened_mut()
            .iter_mut()
            .for_each(|sum| *sum *= scale);
        self.scales.push(scale);
    }

    /// Notes which labels of a character are followed further.
    fn follow(&mut self, position: usize) {
        let here = &self.forward[position * self.stride..(position + 1) * self.stride];
        let mut followed: LabelMask = 1 << self.path[position];
        for (chunk, sums) in here.as_chunks::<LANES>().0.iter().enumerate() {
            let mut counting: u32 = 0;
            for (lane, &sum) in sums.iter().enumerate() {
                counting |= u32::from(sum >= NEGLIGIBLE) << lane;
            }
            followed |= LabelMask::from(counting) << (chunk * LANES);
        }
        self.followed.push(followed);
    }

    /// Sums the paths behind each label of a character that is not the last.
    fn go_backward(&mut self, position: usize) {
        let labels = self.transitions.labels();
        let factors = &self.transitions.factors;
        let kinds = labels.types().len();
        let first = |place: Place| labels.label(place, 0);
        let (begin, end, inside) = (first(Place::Begin), first(Place::End), first(Place::Inside));
        let next = (position + 1) * self.stride..(position + 2) * self.stride;
        let (rest, done) = self.backward.split_at_mut(next.start);
        let here = &mut rest[position * self.stride..];
        // From here on the sums behind are those of the next character with its own weight.
        let scale = self.scales[position + 1];
        let mut worth = [0.0; MOST_LABELS];
        let behind = done[..self.stride].iter().zip(&self.weights[next]);
        for (worth, (behind, weight)) in worth.iter_mut().zip(behind) {
            *worth = behind * weight * scale;
        }
        let mut sums = [0.0; MOST_LABELS];
        let begun = self.followed[position + 1] & ((1 << labels.starting()) - 1);
        self.shares.clear();
        self.shares
            .extend(each(begun).map(|label| (label, worth[label])));
        self.transitions.backwards.sum(&self.shares, &mut sums);
        here[..inside].copy_from_slice(&sums[..inside]);
        let (going, ended) = (&worth[inside..inside + kinds], &worth[end..end + kinds]);
        let (begun, inside) = (begin..begin + kinds, inside..inside + kinds);
        cross(
            &mut here[begun],
            [going, ended],
            [&factors.begin_inside, &factors.begin_end],
        );
        cross(
            &mut here[inside],
            [going, ended],
            [&factors.inside_inside, &factors.inside_end],
        );
    }
}

/// Sums, for each type, of two shares each with its factor.
fn cross(sums: &mut [f32], [one, other]: [&[f32]; 2], [first, second]: [&[f32]; 2]) {
    let count = sums.len();
    let (one, other) = (&one[..count], &other[..count]);
    let (first, second) = (&first[..count], &second[..count]);
    for kind in 0..count {
        sums[kind] = one[kind] * first[kind] + other[kind] * second[kind];
    }
}

/// The labels of a set, in order.
fn each(mut set: LabelMask) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let label = set.trailing_zeros() as usize;
        (set != 0).then(|| set &= set - 1).map(|()| label)
    })
}
