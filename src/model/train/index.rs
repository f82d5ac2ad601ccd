//! From hashes to numbers: which features a training run keeps, and every example as numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::model::features::mix;

/// A hasher for keys that are hashes already.
#[derive(Default)]
pub struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

type HashCounts = HashMap<u64, u32, BuildHasherDefault<Identity>>;

/// Counts features, and keeps those that are frequent enough.
///
/// Most features occur once. A first sketch of small counters (one hash, no key) keeps these out of the
/// exact count, which would need gigabytes for them.
#[derive(Debug)]
pub struct Counter {
    sketch: Vec<u8>,
    counts: HashCounts,
    cutoff: u32,
}

/// Counters of the sketch: 64 MiB.
const SKETCH_BITS: u32 = 26;

impl Counter {
    /// Keeps features that occur `cutoff` times or more.
    pub fn new(cutoff: u32) -> Self {
        Self {
            sketch: vec![0; 1 << SKETCH_BITS],
            counts: HashCounts::default(),
            cutoff: cutoff.max(1),
        }
    }

    /// Counts one occurrence.
    pub fn add(&mut self, feature: u64) {
        // The top of a feature is that of its thing, whose features are many.
        let slot = &mut self.sketch[(mix(feature, 0) >> (64 - SKETCH_BITS)) as usize];
        if u32::from(*slot) + 1 < self.cutoff {
            *slot += 1;
        } else {
            *self.counts.entry(feature).or_insert(self.cutoff - 1) += 1;
        }
    }

    /// Numbers the features that were frequent enough, the most frequent first, so that what is used
    /// together lies together in memory.
    pub fn finish(self) -> Index {
        let mut counts: Vec<(u64, u32)> = self.counts.into_iter().collect();
        counts.sort_unstable_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
        let hashes: Vec<u64> = counts.into_iter().map(|(hash, _)| hash).collect();
        let numbers = hashes
            .iter()
            .zip(0..)
            .map(|(&hash, number)| (hash, number))
            .collect();
        Index { hashes, numbers }
    }
}

/// The features of a run.
#[derive(Debug)]
pub struct Index {
    /// Hash of each feature, by number.
    pub hashes: Vec<u64>,
    numbers: HashCounts,
}

impl Index {
    /// The number of a feature that was kept.
    pub fn number(&self, hash: u64) -> Option<u32> {
        self.numbers.get(&hash).copied()
    }
}
