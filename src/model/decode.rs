//! The best labels of a text.
//!
//! A linear chain (Lafferty et al. 2001) over the allowed transitions only. What ends a mention or is outside
//! may be followed by anything that begins one or is outside; what is inside one goes on with its own type. The
//! first kind goes over contiguous rows, and only from labels whose best path is near the best of all: so
//! the cost grows with the doubtful characters and little with the number of labels.
//!
//! All scores are whole numbers, in the units of the model: sums are exact, and a score and the label that it came
//! from are compared as one number.

use super::labels::{LabelMask, Labels, Place};
use super::sums::{Stretch, Sums};

/// How far below the best path the best path to a label may be for others to go on from it, in natural logarithms.
/// Measured: with twice as much nothing changes but the time, with 5 some tenths of a point are lost.
const BEAM: f32 = 7.0;

/// How far the best path to a label is above those to all others where these are not asked for, in natural logarithms:
/// none has a ten-thousandth of its share. Measured: with 7, and a thousandth there, a tenth of a point is lost.
const SURE: f32 = 10.0;

/// Score of what cannot be, in units; far from the end of the numbers, so that sums of it are no special case.
const IMPOSSIBLE: i32 = -(1 << 22);

/// Low bits of a score that say which label it came from.
const ORIGIN_BITS: u32 = 7;
const ORIGIN: i32 = (1 << ORIGIN_BITS) - 1;

/// Room for a score for each label of a head.
const MOST_LABELS: usize = 1 + 4 * Labels::MAX_TYPES;
const _: () = assert!(MOST_LABELS < 1 << ORIGIN_BITS);

/// One number for each allowed transition.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Steps<T> {
    /// From each label that ends to all that begin: `labels × starting`.
    starting: Vec<T>,
    /// From the begin and the inside of each type to its inside and its end.
    pub begin_inside: Vec<T>,
    pub begin_end: Vec<T>,
    pub inside_inside: Vec<T>,
    pub inside_end: Vec<T>,
    row: usize,
}

impl<T: Copy> Steps<T> {
    fn new(labels: &Labels, step: impl Fn(usize, usize) -> T) -> Self {
        let within = |from: Place, to: Place| {
            let kinds = 0..labels.types().len();
            kinds
                .map(|kind| step(labels.label(from, kind), labels.label(to, kind)))
                .collect()
        };
        let row = labels.starting();
        let all = (0..labels.len()).flat_map(|before| (0..row).map(move |label| (before, label)));
        Self {
            starting: all.map(|(before, label)| step(before, label)).collect(),
            begin_inside: within(Place::Begin, Place::Inside),
            begin_end: within(Place::Begin, Place::End),
            inside_inside: within(Place::Inside, Place::Inside),
            inside_end: within(Place::Inside, Place::End),
            row,
        }
    }

    /// From label `before`, which ends something, to those that begin.
    pub fn starting(&self, before: usize) -> &[T] {
        &self.starting[before * self.row..(before + 1) * self.row]
    }

    /// From `before` to `label`, which may follow it.
    pub fn between(&self, labels: &Labels, before: usize, label: usize) -> T {
        let (from, kind) = labels.place(before);
        let to = labels.place(label).0;
        match (from, to) {
            (Place::Begin, Place::End) => self.begin_end[kind],
            (Place::Begin, _) => self.begin_inside[kind],
            (Place::Inside, Place::End) => self.inside_end[kind],
            (Place::Inside, _) => self.inside_inside[kind],
            _ => self.starting(before)[label],
        }
    }
}

/// Factors of transitions: a row for each label on one side, with a place for each on the other, and up to a multiple of
/// [`LANES`] nothing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Factors {
    factors: Vec<f32>,
    width: usize,
}

/// Numbers that are added at a time: while all rows are, their sums stay in registers. Fewer would be unrolled, and in the
/// wasm, which is built at level 2, added one by one.
pub(super) const LANES: usize = 32;

impl Factors {
    fn new(rows: usize, places: usize, factor: impl Fn(usize, usize) -> f32) -> Self {
        let width = places.next_multiple_of(LANES);
        let mut factors = vec![0.0; rows * width];
        for row in 0..rows {
            for place in 0..places {
                factors[row * width + place] = factor(row, place);
            }
        }
        Self { factors, width }
    }

    /// The sum of rows, each times a share, written to `sums`; further places stay what they were.
    pub fn sum(&self, shares: &[(usize, f32)], sums: &mut [f32]) {
        let chunks = sums.as_chunks_mut::<LANES>().0;
        for (chunk, sums) in chunks.iter_mut().take(self.width / LANES).enumerate() {
            let mut added = [0.0; LANES];
            for &(row, share) in shares {
                let start = row * self.width + chunk * LANES;
                let Some(row) = self.factors[start..].first_chunk::<LANES>() else {
                    continue;
                };
                for (sum, factor) in added.iter_mut().zip(row) {
                    *sum += share * factor;
                }
            }
            *sums = added;
        }
    }
}

/// Transition scores of one head.
#[derive(Clone, Debug, PartialEq)]
pub struct Transitions {
    labels: Labels,
    /// In units, above the bits for the origin.
    scores: Steps<i32>,
    /// Their exponentials.
    pub(super) factors: Steps<f32>,
    /// The same from each label that ends to those that begin, and back from each that begins.
    pub(super) onwards: Factors,
    pub(super) backwards: Factors,
    /// Exponentials of emissions, by how many units they are below the best of their character; the last is of all
    /// that lie further below, and nothing.
    weights: Box<[f32; MOST_UNITS]>,
    /// [`BEAM`] in units.
    beam: i32,
    /// [`SURE`] in units.
    sure: i32,
}

impl Transitions {
    /// Takes scores in row order, `labels × labels`, in units worth `scale` natural logarithms each; those of
    /// transitions that are not allowed are ignored. `None` for another number of them, or for a scale that is none.
    pub fn new(labels: Labels, scores: &[i16], scale: f32) -> Option<Self> {
        let count = labels.len();
        if scores.len() != count * count || !(1e-4..=1e4).contains(&scale) {
            return None;
        }
        let score = |before: usize, label: usize| i32::from(scores[before * count + label]);
        // Not the system's: its last bit differs from machine to machine, and with it a rounded score.
        let exponential = |units: i32| libm::expf(units as f32 * scale);
        let mut weights = Box::new([0.0; MOST_UNITS]);
        let (_, told) = weights.split_last_mut()?;
        for (weight, units) in told.iter_mut().zip(0..) {
            *weight = exponential(-units);
        }
        // Labels that end come before those that go on inside, and those that begin first of all.
        let (starting, inside) = (labels.starting(), labels.label(Place::Inside, 0));
        let factor = |before: usize, label: usize| {
            let ends = labels.ends(before);
            if ends {
                exponential(score(before, label))
            } else {
                0.0
            }
        };
        Some(Self {
            onwards: Factors::new(inside, starting, factor),
            backwards: Factors::new(starting, inside, |label, before| factor(before, label)),
            scores: Steps::new(&labels, |before, label| score(before, label) << ORIGIN_BITS),
            factors: Steps::new(&labels, |before, label| exponential(score(before, label))),
            weights,
            beam: (BEAM / scale).ceil() as i32,
            sure: (SURE / scale).ceil() as i32,
            labels,
        })
    }

    /// The labels.
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// The exponential of an emission that is `deficit` units below the best of its character.
    pub(super) fn weight(&self, deficit: u16) -> f32 {
        self.weights[usize::from(deficit).min(MOST_UNITS - 1)]
    }
}

/// By how many units an emission is below the best where it counts for nothing.
const MOST_UNITS: usize = 512;

/// One line as it is read, character by character.
#[derive(Clone, Debug, Default)]
pub struct Lattice {
    /// By how many units the emission of each label is below the best of its character, `labels` a character.
    pub(super) deficits: Vec<u16>,
    /// The label before on the best path to each label.
    back: Vec<u8>,
    /// Scores of the best paths to the labels of the last character, in units.
    best: Vec<i32>,
    /// For each character but the last: whether the best path to the first label leaves all others far behind.
    sure: Vec<bool>,
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
    /// A lattice with room for a line of `characters`.
    pub fn with_capacity(characters: usize, labels: &Labels) -> Self {
        Self {
            deficits: Vec::with_capacity(characters * labels.len()),
            back: Vec::with_capacity(characters * labels.len()),
            best: Vec::with_capacity(labels.len()),
            sure: Vec::with_capacity(characters),
        }
    }

    /// Adds a character by the emissions of all its labels in units, and finds the best path to each (Viterbi 1967).
    pub fn push(&mut self, emissions: &[i16], transitions: &Transitions) {
        let largest = emissions.iter().copied().fold(i16::MIN, i16::max);
        let below = emissions.iter().map(|&emission| deficit(largest, emission));
        self.deficits.extend(below);
        self.step(transitions);
    }

    /// The same where only the labels in `mask` count.
    pub fn push_within(&mut self, emissions: &[i16], mask: LabelMask, transitions: &Transitions) {
        let largest = emissions.iter().copied().fold(i16::MIN, i16::max);
        let below = emissions.iter().enumerate().map(|(label, &emission)| {
            if mask >> label & 1 == 0 {
                u16::MAX
            } else {
                deficit(largest, emission)
            }
        });
        self.deficits.extend(below);
        self.step(transitions);
    }

    fn step(&mut self, transitions: &Transitions) {
        let labels = &transitions.labels;
        let (count, kinds) = (labels.len(), labels.types().len());
        let steps = &transitions.scores;
        let deficits = &self.deficits[self.deficits.len() - count..];
        // Each with its origin; of two that are equal, the one from the lower label is the larger. What nothing leads to
        // comes from the first label, which every head has.
        let mut reached = [IMPOSSIBLE << ORIGIN_BITS | ORIGIN; MOST_LABELS];
        let reached = &mut reached[..count];
        if self.best.is_empty() {
            reached[..labels.starting()].fill(0);
            self.best.resize(count, 0);
        } else {
            let others = self.best[1..].iter().copied().fold(IMPOSSIBLE, i32::max);
            let largest = self.best[0].max(others);
            self.sure.push(largest - others > transitions.sure);
            let from = |label: usize, score: i32| {
                (score - largest) << ORIGIN_BITS | (ORIGIN - label as i32)
            };
            for label in labels.ending() {
                let score = self.best[label];
                if score < largest - transitions.beam {
                    continue;
                }
                let from = from(label, score);
                for (reached, step) in reached.iter_mut().zip(steps.starting(label)) {
                    *reached = (*reached).max(from + step);
                }
            }
            let (begin, end) = (labels.label(Place::Begin, 0), labels.label(Place::End, 0));
            let inside = labels.label(Place::Inside, 0);
            for kind in 0..kinds {
                let one = from(begin + kind, self.best[begin + kind]);
                let other = from(inside + kind, self.best[inside + kind]);
                reached[inside + kind] =
                    (one + steps.begin_inside[kind]).max(other + steps.inside_inside[kind]);
                reached[end + kind] =
                    (one + steps.begin_end[kind]).max(other + steps.inside_end[kind]);
            }
        }
        let origins = reached
            .iter()
            .map(|&reached| (ORIGIN - (reached & ORIGIN)) as u8);
        self.back.extend(origins);
        for ((best, reached), &deficit) in self.best.iter_mut().zip(reached).zip(deficits) {
            *best = ((*reached >> ORIGIN_BITS) - i32::from(deficit)).max(IMPOSSIBLE);
        }
    }

    /// The best labels of the line.
    pub fn best(&self, transitions: &Transitions) -> Vec<u8> {
        let labels = transitions.labels();
        let count = labels.len();
        let ending = (0..self.best.len()).filter(|&label| labels.ends(label));
        let Some(mut label) = ending.max_by_key(|&label| self.best[label]) else {
            return Vec::new();
        };
        let mut path = vec![0; self.back.len() / count];
        for (place, back) in path.iter_mut().zip(self.back.chunks_exact(count)).rev() {
            *place = label as u8;
            label = usize::from(back[label]);
        }
        path
    }

    /// The mentions that `path` spells, each with its probability under all paths.
    ///
    /// What is surely in nothing needs no sums: they are of the stretches around the mentions, from one such character
    /// to the next.
    pub fn found(&self, transitions: &Transitions, path: &[u8]) -> Vec<Found> {
        let spans = transitions.labels().spans(path);
        let mut found = Vec::with_capacity(spans.len());
        let mut rest = &spans[..];
        let mut behind = 0;
        while let Some(&(first, ..)) = rest.first() {
            let start = (behind..first).rev().find(|&place| self.is_sure(place));
            let mut end = path.len();
            let together = rest.iter().enumerate().position(|(index, &(_, last, _))| {
                let next = rest.get(index + 1).map_or(path.len(), |next| next.0);
                let sure = (last..next).find(|&place| self.is_sure(place));
                end = sure.unwrap_or(path.len());
                sure.is_some()
            });
            let (here, others) = rest.split_at(together.map_or(rest.len(), |index| index + 1));
            let stretch = Stretch {
                range: start.unwrap_or(behind)..path.len().min(end + 1),
                begins: start.is_none(),
                ends: end == path.len(),
            };
            let sums = Sums::new(&self.deficits, transitions, path, stretch);
            found.extend(here.iter().map(|&(start, end, kind)| Found {
                start,
                end,
                kind,
                probability: sums.probability(start, end),
            }));
            (rest, behind) = (others, end);
        }
        found
    }

    /// Whether the character at `place` surely has the first label.
    fn is_sure(&self, place: usize) -> bool {
        self.sure.get(place) == Some(&true)
    }
}

/// By how many units an emission is below the largest.
const fn deficit(largest: i16, emission: i16) -> u16 {
    largest.wrapping_sub(emission).cast_unsigned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Transitions {
        let labels = Labels::entities(vec!["PER".to_owned()]).unwrap();
        let count = labels.len();
        Transitions::new(labels, &vec![0; count * count], SCALE).unwrap()
    }

    const SCALE: f32 = 0.1;

    fn lattice(transitions: &Transitions, line: &[&[(usize, i16)]]) -> Lattice {
        let mut lattice = Lattice::default();
        for character in line {
            let mut emissions = vec![0; transitions.labels().len()];
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
            &[&[(begin, 10), (0, 9)], &[(0, 30)], &[(0, 30)]],
        );
        assert_eq!(lattice.best(&transitions), [0, 0, 0]);
    }

    #[test]
    fn probabilities_are_those_of_all_paths() {
        let transitions = people();
        let single = transitions.labels().label(Place::Single, 0);
        // One character: outside or a name of one, e² to 1.
        let one = lattice(&transitions, &[&[(single, 20)]]);
        let found = one.found(&transitions, &one.best(&transitions));
        let expected = 2.0_f32.exp() / (2.0_f32.exp() + 1.0);
        assert!((found[0].probability - expected).abs() < 1e-5, "{found:?}");
        // Two characters: five paths, O O, S O, O S, S S, B E.
        let two = lattice(&transitions, &[&[(single, 20)], &[]]);
        let found = two.found(&transitions, &two.best(&transitions));
        let expected = 2.0 * 2.0_f32.exp() / (2.0 * 2.0_f32.exp() + 3.0);
        assert!((found[0].probability - expected).abs() < 1e-5, "{found:?}");
    }

    #[test]
    fn masks_rule_labels_out() {
        let transitions = people();
        let labels = transitions.labels();
        let single = labels.label(Place::Single, 0);
        let mut emissions = vec![0; labels.len()];
        emissions[single] = 50;
        let mut lattice = Lattice::default();
        lattice.push_within(&emissions, 1, &transitions);
        lattice.push_within(&emissions, labels.all(), &transitions);
        assert_eq!(lattice.best(&transitions), [0, single as u8]);
    }

    #[test]
    fn what_nothing_leads_to_has_a_label_before_it() {
        let types = ["PER", "LOC"].map(str::to_owned).to_vec();
        let labels = Labels::entities(types).unwrap();
        let count = labels.len();
        let inside = |kind| labels.label(Place::Inside, kind);
        let mut scores = vec![0; count * count];
        scores[inside(0) * count + inside(0)] = i16::MIN;
        scores[labels.label(Place::Begin, 1) * count + inside(1)] = i16::MAX;
        scores[inside(1) * count + inside(1)] = i16::MAX;
        let transitions = Transitions::new(labels.clone(), &scores, SCALE).unwrap();
        // One type far above all else, until no other has a path; then the other.
        let mut lattice = Lattice::default();
        let best = std::iter::once(labels.label(Place::Begin, 0))
            .chain(std::iter::repeat_n(inside(0), 100))
            .chain(std::iter::repeat_n(inside(1), 100))
            .chain([labels.label(Place::End, 1)]);
        for label in best {
            let mut emissions = vec![i16::MIN; count];
            emissions[label] = i16::MAX;
            lattice.push(&emissions, &transitions);
        }
        let path = lattice.best(&transitions);
        assert!(path.iter().all(|&label| usize::from(label) < count));
        let probable = |found: &Found| (0.0..=1.0).contains(&found.probability);
        assert!(lattice.found(&transitions, &path).iter().all(probable));
    }

    #[test]
    fn a_line_of_nothing_has_no_labels() {
        let lattice = Lattice::default();
        assert_eq!(lattice.best(&people()), Vec::<u8>::new());
        assert_eq!(lattice.found(&people(), &[]), []);
    }
}
