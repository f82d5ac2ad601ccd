//! The features of a model in memory, and what those of one character say together.
//!
//! A character shows some sixty features, of which a third are the model's: what finding them costs is the memory
//! that is touched, and waiting for it. So all that a character shows are looked up together, step by step: the
//! loads of one step do not wait for each other.

use super::features::Observations;
use crate::error::{Error, Result};

/// One feature of the model, in eight bytes: most have one weight, which is found without another look.
#[derive(Clone, Copy, Debug)]
struct Feature {
    fingerprint: u16,
    first: Weight,
    /// Where its other weights start, in the low 23 bits; whether others share its bit, in the next; how many other
    /// weights there are, in the rest.
    others: u32,
}

/// Weights that a model may have.
const MOST_WEIGHTS: usize = 1 << 23;
const SHARED: u32 = 1 << 23;

impl Feature {
    const fn row(self) -> usize {
        (self.others & (SHARED - 1)) as usize
    }

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
    weights: Vec<Weight>,
}

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
}

impl Default for Scratch {
    fn default() -> Self {
        let nothing = Weight { label: 0, units: 0 };
        let look = Look {
            hash: 0,
            feature: Feature {
                fingerprint: 0,
                first: nothing,
                others: 0,
            },
            second: nothing,
        };
        Self {
            hashes: [0; MOST_SHOWN],
            looks: [look; MOST_SHOWN],
        }
    }
}

impl Table {
    /// Lays the planes out, side by side what is asked for together.
    ///
    /// # Errors
    /// [`Error::ModelTruncated`] where they contradict each other.
    pub fn new(planes: &Planes) -> Result<Self> {
        let weight = |(&label, &units): (&u8, &u8)| Weight {
            label,
            units: units as i8,
        };
        let mut weights: Vec<Weight> = planes.labels.iter().zip(planes.units).map(weight).collect();
        let weight_count = weights.len();
        // Where a last feature has no other weight, something can be looked at.
        weights.push(Weight { label: 0, units: 0 });
        if weights.len() >= MOST_WEIGHTS {
            return Err(Error::ModelTruncated);
        }
        let mut table = Self {
            bucket_bits: planes.bucket_bits,
            fingerprint_mask: planes.fingerprint_mask,
            present: vec![0; planes.in_bucket.len() / 8],
            firsts: Vec::with_capacity(planes.in_bucket.len() / 8),
            features: Vec::with_capacity(planes.low.len()),
            crowded: Vec::new(),
            weights,
        };
        let (mut index, mut row) = (0, 0);
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
                let feature = Feature {
                    fingerprint: u16::from_le_bytes([low, high]),
                    first: *table.weights.get(row).ok_or(Error::ModelTruncated)?,
                    others: (row + 1) as u32 | u32::from(more) << 24,
                };
                table.add(bucket, first, feature);
                index += 1;
                row += usize::from(more) + 1;
            }
        }
        if index != planes.low.len() || row != weight_count {
            return Err(Error::ModelTruncated);
        }
        table.crowded.sort_by_key(|&(number, _)| number);
        Ok(table)
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
        (
            self.features.len() + self.crowded.len(),
            self.weights.len() - 1,
        )
    }

    /// Sums in `sums` the weights of what the character at `index` shows, by label, all heads.
    #[inline]
    pub fn sum(
        &self,
        observations: &Observations,
        index: usize,
        scratch: &mut Scratch,
        sums: &mut [i32],
    ) {
        let Scratch { hashes, looks } = scratch;
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
            look.second = self.weights[look.feature.row()];
        }
        sums.fill(0);
        for look in &*looks {
            let mut feature = look.feature;
            let print = fingerprint(look.hash) & self.fingerprint_mask;
            if feature.fingerprint != print {
                if feature.others & SHARED == 0 {
                    continue;
                }
                match self.crowded(self.bucket(look.hash), print) {
                    Some(other) => feature = other,
                    None => continue,
                }
            } else if feature.count() > 0 {
                sums[usize::from(look.second.label)] += i32::from(look.second.units);
                feature.others = feature.others.wrapping_add(1).wrapping_sub(1 << 24);
            }
            sums[usize::from(feature.first.label)] += i32::from(feature.first.units);
            for weight in &self.weights[feature.row()..feature.row() + feature.count()] {
                sums[usize::from(weight.label)] += i32::from(weight.units);
            }
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
