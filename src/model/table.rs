//! The features of a model in memory, and what those of one character say together.
//!
//! A character shows some sixty features, of which half are the model's: what finding them costs is the memory
//! that is touched, and waiting for it. So all that a character shows are looked up together, step by step: the
//! loads of one step do not wait for each other. Nine weights in ten that are summed are those of a thousand
//! features which speak of nearly every label: these have a row with a place for each label, which the processor
//! adds many labels at a time.

use super::features::Observations;
use crate::error::{Error, Result};

/// One feature of the model, in eight bytes: most have one weight, which is found without another look.
#[derive(Clone, Copy, Debug)]
struct Feature {
    fingerprint: u16,
    first: Weight,
    /// Where its other weights start, or which row it has, in the low 22 bits; whether it has a row, and whether others
    /// share its bit, in the next two; how many other weights there are, in the rest.
    others: u32,
}

const ROW: u32 = 1 << 22;
const SHARED: u32 = 1 << 23;
/// Weights that a model may have.
const MOST_WEIGHTS: usize = 1 << 22;
/// Other weights from which a feature has a row.
const MANY: usize = 9;

impl Feature {
    const fn at(self) -> usize {
        (self.others & (ROW - 1)) as usize
    }

    const fn has_row(self) -> bool {
        self.others & ROW != 0
    }

    /// Number of its other weights; 0 where it has a row.
    const fn count(self) -> usize {
        (self.others >> 24) as usize
    }
}

/// A label, counted through all heads, and what a feature says for it, in units of its head.
#[derive(Clone, Copy, Debug)]
struct Weight {
    label: u8,
    units: i8,
}

impl Weight {
    const NOTHING: Self = Self { label: 0, units: 0 };
}

/// The planes of a model's file; see [`super`].
#[derive(Debug)]
pub(super) struct Planes<'a> {
    pub bucket_bits: u32,
    /// The bits of a fingerprint that the model keeps.
    pub fingerprint_mask: u16,
    /// Features in each bucket.
    pub in_bucket: &'a [u8],
    /// Low bytes of the fingerprints.
    pub low: &'a [u8],
    /// High bytes, if there are any.
    pub high: &'a [u8],
    /// Weights of each feature less one.
    pub more: &'a [u8],
    pub labels: &'a [u8],
    pub units: &'a [u8],
}

/// All features with their weights, found by hash.
///
/// Each feature has a bit, of its bucket and three bits of its fingerprint. Most of those that a text shows are none
/// of the model's, and their bits are not set: that table is small enough to stay near. Of those that are set, the bits
/// before it in its word tell where a feature stands.
#[derive(Clone, Debug)]
pub(super) struct Table {
    bucket_bits: u32,
    fingerprint_mask: u16,
    /// The bits, eight a bucket, eight buckets a word.
    present: Vec<u64>,
    /// Where the features of each word start.
    firsts: Vec<u32>,
    /// The first feature of each bit that is set, in order.
    features: Vec<Feature>,
    /// Further ones, in the order of the bits, each with the number of its bit.
    crowded: Vec<(u32, Feature)>,
    /// Those of features that have some, but no row, without the first of each.
    weights: Vec<Weight>,
    weight_count: usize,
    /// Rows of features with many weights: one weight for each label, [`Table::stride`] a row.
    rows: Vec<i16>,
    /// Labels, rounded up to what is added at a time.
    stride: usize,
}

/// Labels that are added at a time: their sums stay in registers while all rows are added.
const LANES: usize = 32;

/// Features that one character can show, and some more: the templates', and four for each class of the gazetteer.
const MOST_SHOWN: usize = 640;

/// A feature of the model that a character shows, while it is looked up.
#[derive(Clone, Copy, Debug)]
struct Look {
    hash: u64,
    feature: Feature,
    /// The first of its other weights.
    second: Weight,
}

/// What a table needs while it sums; kept, so that no character costs an allocation.
#[derive(Debug)]
pub(super) struct Scratch {
    hashes: [u64; MOST_SHOWN],
    looks: [Look; MOST_SHOWN],
    /// The rows that are added, by their starts.
    rows: [u32; MOST_SHOWN],
}

impl Default for Scratch {
    fn default() -> Self {
        let look = Look {
            hash: 0,
            feature: Feature {
                fingerprint: 0,
                first: Weight::NOTHING,
                others: 0,
            },
            second: Weight::NOTHING,
        };
        Self {
            hashes: [0; MOST_SHOWN],
            looks: [look; MOST_SHOWN],
            rows: [0; MOST_SHOWN],
        }
    }
}

impl Table {
    /// Lays the planes out, side by side what is asked for together; all labels are below `label_count`.
    ///
    /// # Errors
    /// [`Error::ModelTruncated`] where they contradict each other.
    pub fn new(planes: &Planes, label_count: usize) -> Result<Self> {
        let weight = |(&label, &units): (&u8, &u8)| Weight {
            label,
            units: units as i8,
        };
        let mut weights = planes.labels.iter().zip(planes.units).map(weight);
        if planes.labels.len() >= MOST_WEIGHTS {
            return Err(Error::ModelTruncated);
        }
        let mut table = Self {
            bucket_bits: planes.bucket_bits,
            fingerprint_mask: planes.fingerprint_mask,
            present: vec![0; planes.in_bucket.len() / 8],
            firsts: Vec::with_capacity(planes.in_bucket.len() / 8),
            features: Vec::with_capacity(planes.low.len()),
            crowded: Vec::new(),
            weights: Vec::with_capacity(planes.labels.len()),
            weight_count: 0,
            rows: Vec::new(),
            stride: label_count.next_multiple_of(LANES),
        };
        let mut index = 0;
        let mut row = Vec::with_capacity(256);
        for (bucket, &count) in planes.in_bucket.iter().enumerate() {
            if bucket % 8 == 0 {
                table.firsts.push(table.features.len() as u32);
            }
            let first = table.features.len();
            for _ in 0..count {
                let (Some(&low), Some(&more)) = (planes.low.get(index), planes.more.get(index))
                else {
                    return Err(Error::ModelTruncated);
                };
                let high = planes.high.get(index).copied().unwrap_or_default();
                row.clear();
                row.extend(weights.by_ref().take(usize::from(more) + 1));
                let print = u16::from_le_bytes([low, high]);
                let feature = table.lay(print, &row).ok_or(Error::ModelTruncated)?;
                table.add(bucket, first, feature);
                index += 1;
            }
        }
        if index != planes.low.len() || table.weight_count != planes.labels.len() {
            return Err(Error::ModelTruncated);
        }
        table.crowded.sort_by_key(|&(number, _)| number);
        Ok(table)
    }

    /// What it says of the labels below `end` alone: less to look through.
    pub fn part(&self, end: usize) -> Self {
        let mut part = Self {
            bucket_bits: self.bucket_bits,
            fingerprint_mask: self.fingerprint_mask,
            present: vec![0; self.present.len()],
            firsts: Vec::with_capacity(self.firsts.len()),
            features: Vec::new(),
            crowded: Vec::new(),
            weights: Vec::new(),
            weight_count: 0,
            rows: Vec::new(),
            stride: self.room_for(end),
        };
        let (mut row, mut prints) = (Vec::new(), Vec::new());
        let mut crowded = self.crowded.iter().peekable();
        for (word, (&present, &first)) in self.present.iter().zip(&self.firsts).enumerate() {
            part.firsts.push(part.features.len() as u32);
            let mut rest = present;
            // The bucket that is written, and its first feature.
            let mut here = (usize::MAX, 0);
            for &feature in &self.features[first as usize..] {
                if rest == 0 {
                    break;
                }
                let number = word as u32 * u64::BITS + rest.trailing_zeros();
                rest &= rest - 1;
                let others = std::iter::from_fn(|| crowded.next_if(|other| other.0 == number));
                prints.clear();
                for feature in std::iter::once(feature).chain(others.map(|&(_, other)| other)) {
                    // Of features that nothing tells apart the first is found.
                    if prints.contains(&feature.fingerprint) {
                        continue;
                    }
                    prints.push(feature.fingerprint);
                    row.clear();
                    self.weights_of(feature, |weight| {
                        if usize::from(weight.label) < end {
                            row.push(weight);
                        }
                    });
                    if let Some(feature) = part.lay(feature.fingerprint, &row) {
                        let bucket = number as usize / 8;
                        if bucket != here.0 {
                            here = (bucket, part.features.len());
                        }
                        part.add(bucket, here.1, feature);
                    }
                }
            }
        }
        part
    }

    /// The feature of a fingerprint whose weights these are; `None` where there is none.
    fn lay(&mut self, fingerprint: u16, weights: &[Weight]) -> Option<Feature> {
        let (&first, others) = weights.split_first()?;
        self.weight_count += weights.len();
        if others.len() < MANY {
            let start = self.weights.len() as u32;
            self.weights.extend_from_slice(others);
            return Some(Feature {
                fingerprint,
                first,
                others: start | (others.len() as u32) << 24,
            });
        }
        let start = self.rows.len();
        self.rows.resize(start + self.stride, 0);
        for weight in weights {
            self.rows[start + usize::from(weight.label)] = i16::from(weight.units);
        }
        Some(Feature {
            fingerprint,
            first: Weight::NOTHING,
            others: (start / self.stride) as u32 | ROW,
        })
    }

    fn weights_of(&self, feature: Feature, mut visit: impl FnMut(Weight)) {
        if !feature.has_row() {
            visit(feature.first);
            let others = &self.weights[feature.at()..feature.at() + feature.count()];
            others.iter().copied().for_each(visit);
            return;
        }
        let start = feature.at() * self.stride;
        for (&units, label) in self.rows[start..start + self.stride].iter().zip(0..) {
            if units != 0 {
                let units = units as i8;
                visit(Weight { label, units });
            }
        }
    }

    /// Adds a feature of the last bucket, whose features start at `first`.
    fn add(&mut self, bucket: usize, first: usize, feature: Feature) {
        let (word, bit) = place(bucket, feature.fingerprint);
        let sub = |feature: &Feature| feature.fingerprint & 7;
        let of_bucket = &mut self.features[first..];
        let at = of_bucket.partition_point(|before| sub(before) < sub(&feature));
        if self.present[word] & bit != 0 {
            of_bucket[at].others |= SHARED;
            self.crowded
                .push((number(bucket, feature.fingerprint), feature));
        } else {
            self.present[word] |= bit;
            if first + at == self.features.len() {
                self.features.push(feature);
            } else {
                self.features.insert(first + at, feature);
            }
        }
    }

    /// Number of features and of weights.
    pub fn size(&self) -> (usize, usize) {
        (self.features.len() + self.crowded.len(), self.weight_count)
    }

    /// Room for the sums of the labels below `end`, or of all.
    pub fn room_for(&self, end: usize) -> usize {
        self.stride
            .min(end.saturating_add(LANES - 1) / LANES * LANES)
    }

    /// Sums in `sums` the weights of what the character at `index` shows, by label, for the labels below its length:
    /// one that [`Table::room_for`] gives.
    #[inline]
    pub fn sum(
        &self,
        observations: &Observations,
        index: usize,
        scratch: &mut Scratch,
        sums: &mut [i16],
    ) {
        let Scratch {
            hashes,
            looks,
            rows,
        } = scratch;
        let mut shown = 0;
        observations.features(index, |hash| {
            if let Some(slot) = hashes.get_mut(shown) {
                *slot = hash;
                shown += 1;
            }
        });
        // Nothing branches on what is found here: it could not be foretold, and would wait for memory.
        let mut count = 0;
        for place in 0..shown {
            let hash = hashes[place];
            hashes[count] = hash;
            let (word, bit) = self.place(hash);
            count += usize::from(self.present[word] & bit != 0);
        }
        let looks = &mut looks[..count];
        for (look, &hash) in looks.iter_mut().zip(&hashes[..count]) {
            let (word, bit) = self.place(hash);
            let rank = (self.present[word] & (bit - 1)).count_ones();
            look.hash = hash;
            look.feature = self.features[(self.firsts[word] + rank) as usize];
        }
        for look in &mut *looks {
            // A feature without others may be the last.
            let second = self.weights.get(look.feature.at()).copied();
            look.second = second.unwrap_or(Weight::NOTHING);
        }
        sums.fill(0);
        // Some sixty features of a hundred units each stay far below what a sum can hold; of a model that is none, any sum
        // will do.
        let mut add = |weight: Weight| {
            if let Some(sum) = sums.get_mut(usize::from(weight.label)) {
                *sum = sum.wrapping_add(i16::from(weight.units));
            }
        };
        let mut row_count = 0;
        for look in &*looks {
            let print = fingerprint(look.hash) & self.fingerprint_mask;
            let (feature, second) = if look.feature.fingerprint == print {
                (look.feature, look.second)
            } else if look.feature.others & SHARED == 0 {
                continue;
            } else if let Some(other) = self.crowded(self.bucket(look.hash), print) {
                {
                    let second = self.weights.get(other.at()).copied();
                    (other, second.unwrap_or(Weight::NOTHING))
                }
            } else {
                continue;
            };
            rows[row_count] = (feature.at() * self.stride) as u32;
            row_count += usize::from(feature.has_row());
            add(feature.first);
            if feature.count() > 0 {
                add(second);
                let rest = feature.at() + 1..feature.at() + feature.count();
                self.weights[rest].iter().copied().for_each(&mut add);
            }
        }
        for (block, sums) in sums.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
            let mut added = *sums;
            for &start in &rows[..row_count] {
                let start = start as usize + block * LANES;
                let Some(row) = self.rows[start..].first_chunk::<LANES>() else {
                    continue;
                };
                for (sum, &units) in added.iter_mut().zip(row) {
                    *sum = sum.wrapping_add(units);
                }
            }
            *sums = added;
        }
    }

    fn bucket(&self, hash: u64) -> usize {
        (hash >> (64 - self.bucket_bits)) as usize
    }

    /// Word and bit of a feature's hash.
    fn place(&self, hash: u64) -> (usize, u64) {
        place(self.bucket(hash), fingerprint(hash))
    }

    /// The feature of a fingerprint that shares its bit with another, if there is one.
    #[cold]
    fn crowded(&self, bucket: usize, print: u16) -> Option<Feature> {
        let number = number(bucket, print);
        let start = self.crowded.partition_point(|&(other, _)| other < number);
        self.crowded[start..]
            .iter()
            .take_while(|&&(other, _)| other == number)
            .map(|&(_, feature)| feature)
            .find(|feature| feature.fingerprint == print)
    }
}

/// The part of a hash that tells features of one bucket apart.
pub(crate) const fn fingerprint(hash: u64) -> u16 {
    (hash >> 16) as u16
}

/// Word and bit of a feature: its bucket, and three bits of its fingerprint.
const fn place(bucket: usize, print: u16) -> (usize, u64) {
    (bucket / 8, 1 << ((bucket & 7) << 3 | (print & 7) as usize))
}

/// The number of that bit among all.
const fn number(bucket: usize, print: u16) -> u32 {
    (bucket << 3 | (print & 7) as usize) as u32
}
