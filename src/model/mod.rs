//! The learned model: weights at rest, and the emissions they give.
//!
//! Layout, little-endian: the magic, the format version, the version of the feature templates and a CRC-32
//! of all that follows (u32 each). Then the heads: their number (u8), and for each one whether it
//! has a label for outside (u8), the number of its types (u8) and their names (u8 length and UTF-8
//! bytes), the scale of its weights (f32), and its transition scores in units of that scale (i16, allowed
//! transitions in row order). Then the features: the binary logarithm of the number of buckets (u8), the
//! bits of a fingerprint (u8, 8 or 16), the number of features and of weights (u32 each); and in planes,
//! which compress better than records: features in each bucket (u8), fingerprints (low bytes, then high
//! bytes if there are any), weights of each feature less one (u8), labels (u8, all heads counted through),
//! weights (i8).
//!
//! A feature's bucket is the top of its hash, its fingerprint the 16 bits below the top 32. Reading lays what is
//! asked for together side by side, in one pass and without a search: a character has some eighty features, and
//! what finding them costs is the memory that is touched.

pub mod decode;
pub mod features;
pub mod labels;
#[cfg(feature = "train")]
pub mod train;
#[cfg(not(target_arch = "wasm32"))]
pub mod write;

use std::ops::Range;

use crate::error::{Error, Result};
use decode::{Found, Lattice, Transitions};
use features::Observations;
use labels::{LabelMask, Labels};

/// First bytes of every model.
pub const MAGIC: [u8; 8] = *b"WENMODEL";
/// Format version; raised by every change that an older reader would misread.
/// 1: first.
pub const VERSION: u32 = 1;
/// Bytes before what the checksum covers.
const HEADER: usize = 20;

/// One task of the model.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its transitions, with its labels.
    pub transitions: Transitions,
    /// First of its labels, counted through all heads.
    first: usize,
    /// What one unit of a weight is worth, in natural logarithms.
    scale: f32,
}

/// One feature of the model, in eight bytes: most have one weight, which is found without another look.
#[derive(Clone, Copy, Debug)]
struct Feature {
    fingerprint: u16,
    first: Weight,
    /// Where its other weights start, in the low 24 bits, and how many there are.
    others: u32,
}

/// Weights that a model may have.
const MOST_WEIGHTS: usize = 1 << 24;

/// A label, counted through all heads, and what a feature says for it, in units of its head.
#[derive(Clone, Copy, Debug)]
struct Weight {
    label: u8,
    units: i8,
}

/// A model in memory.
#[derive(Clone, Debug)]
pub struct Model {
    heads: Vec<Head>,
    label_count: usize,
    bucket_bits: u32,
    /// The bits of a fingerprint that the model keeps.
    fingerprint_mask: u16,
    /// One bit for each of eight times as many buckets: whether it has a feature. Most features that a text shows are
    /// none of the model's, and this table is small enough to stay near.
    present: Vec<u64>,
    /// `features[buckets[b]..buckets[b + 1]]` are those of bucket `b`.
    buckets: Vec<u32>,
    features: Vec<Feature>,
    weights: Vec<Weight>,
}

impl Model {
    /// Validates `bytes` and lays them out.
    ///
    /// # Errors
    /// [`Error::ModelMagic`], [`Error::ModelVersion`], [`Error::ModelTruncated`] or
    /// [`Error::ModelChecksum`]; never panics, whatever the bytes.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        if bytes.get(..MAGIC.len()) != Some(&MAGIC[..]) {
            return Err(Error::ModelMagic);
        }
        let mut cursor = Cursor {
            bytes,
            position: MAGIC.len(),
        };
        for expected in [VERSION, features::VERSION] {
            let found = cursor.u32()?;
            if found != expected {
                return Err(Error::ModelVersion { expected, found });
            }
        }
        if cursor.u32()? != crc32fast::hash(&bytes[HEADER..]) {
            return Err(Error::ModelChecksum);
        }
        let mut heads = Vec::new();
        let mut label_count = 0;
        for _ in 0..cursor.u8()? {
            let head = cursor.head(label_count)?;
            label_count += head.labels().len();
            heads.push(head);
        }
        let bucket_bits = u32::from(cursor.u8()?);
        let fingerprint_bits = cursor.u8()?;
        if !(3..=28).contains(&bucket_bits) || !matches!(fingerprint_bits, 8 | 16) {
            return Err(Error::ModelTruncated);
        }
        let feature_count = cursor.u32()? as usize;
        let weight_count = cursor.u32()? as usize;
        let in_bucket = cursor.take(1 << bucket_bits)?;
        let low = cursor.take(feature_count)?;
        let high = cursor.take(if fingerprint_bits == 16 {
            feature_count
        } else {
            0
        })?;
        let more = cursor.take(feature_count)?;
        let labels = cursor.take(weight_count)?;
        let units = cursor.take(weight_count)?;
        let known = labels.iter().all(|&label| usize::from(label) < label_count);
        if !known || cursor.position != bytes.len() || weight_count >= MOST_WEIGHTS {
            return Err(Error::ModelTruncated);
        }

        let weight = |(&label, &units): (&u8, &u8)| Weight {
            label,
            units: units as i8,
        };
        let weights: Vec<Weight> = labels.iter().zip(units).map(weight).collect();
        let mut row = 0_usize;
        let mut features = Vec::with_capacity(feature_count);
        for (index, (&low, &more)) in low.iter().zip(more).enumerate() {
            let high = high.get(index).copied().unwrap_or_default();
            features.push(Feature {
                fingerprint: u16::from_le_bytes([low, high]),
                first: *weights.get(row).ok_or(Error::ModelTruncated)?,
                others: (row + 1) as u32 | u32::from(more) << 24,
            });
            row += usize::from(more) + 1;
        }
        let mut buckets = Vec::with_capacity(in_bucket.len() + 1);
        let mut present = vec![0_u64; in_bucket.len() / 8];
        let mut first = 0_usize;
        for (bucket, &count) in in_bucket.iter().enumerate() {
            buckets.push(first as u32);
            let behind = first + usize::from(count);
            for feature in features.get(first..behind).ok_or(Error::ModelTruncated)? {
                let (word, bit) = presence(bucket, feature.fingerprint);
                present[word] |= bit;
            }
            first = behind;
        }
        buckets.push(first as u32);
        if first != feature_count || row != weight_count {
            return Err(Error::ModelTruncated);
        }
        Ok(Self {
            heads,
            label_count,
            bucket_bits,
            fingerprint_mask: if fingerprint_bits == 16 {
                u16::MAX
            } else {
                0xFF
            },
            present,
            buckets,
            features,
            weights,
        })
    }

    /// The heads, in the order of their labels.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// Number of features and of weights.
    pub fn size(&self) -> (usize, usize) {
        (self.features.len(), self.weights.len())
    }

    /// Sums the weights of one character's features by label, all heads.
    fn sum(&self, observations: &Observations, index: usize, sums: &mut [i32]) {
        let shift = 64 - self.bucket_bits;
        sums.fill(0);
        observations.features(index, |hash| {
            let bucket = (hash >> shift) as usize;
            let print = fingerprint(hash) & self.fingerprint_mask;
            let (word, bit) = presence(bucket, print);
            if self.present[word] & bit == 0 {
                return;
            }
            let features =
                &self.features[self.buckets[bucket] as usize..self.buckets[bucket + 1] as usize];
            if let Some(feature) = features.iter().find(|feature| feature.fingerprint == print) {
                sums[usize::from(feature.first.label)] += i32::from(feature.first.units);
                let row = (feature.others & 0xFF_FFFF) as usize;
                for weight in &self.weights[row..row + (feature.others >> 24) as usize] {
                    sums[usize::from(weight.label)] += i32::from(weight.units);
                }
            }
        });
    }

    /// The head for entities, or the one for words.
    pub fn head(&self, entities: bool) -> Option<&Head> {
        self.heads
            .iter()
            .find(|head| head.labels().has_outside() == entities)
    }

    /// The best labels that one head gives the characters `range` of a text, which are one line.
    pub fn best(&self, observations: &Observations, range: Range<usize>, head: &Head) -> Vec<u8> {
        let mut lattice = Lattice::default();
        self.emissions(observations, range, |_, emissions| {
            lattice.push(&emissions[head.labels_of_all()], &head.transitions);
        });
        lattice.best(&head.transitions)
    }

    /// The same of those labels that `masks` allow for each character from `start` on.
    pub fn best_within(
        &self,
        observations: &Observations,
        start: usize,
        head: &Head,
        masks: &[LabelMask],
    ) -> Vec<u8> {
        let mut lattice = Lattice::default();
        self.emissions(
            observations,
            start..start + masks.len(),
            |index, emissions| {
                lattice.push_within(
                    &emissions[head.labels_of_all()],
                    masks[index - start],
                    &head.transitions,
                );
            },
        );
        lattice.best(&head.transitions)
    }

    /// Reads one line, the characters `range` of a text, with every head.
    pub fn decode(&self, observations: &Observations, range: Range<usize>) -> Vec<Decoded> {
        let mut lattices = vec![Lattice::default(); self.heads.len()];
        self.emissions(observations, range, |_, emissions| {
            for (head, lattice) in self.heads.iter().zip(&mut lattices) {
                lattice.push(&emissions[head.labels_of_all()], &head.transitions);
            }
        });
        self.heads
            .iter()
            .zip(lattices)
            .map(|(head, lattice)| Decoded {
                labels: lattice.best(&head.transitions),
                lattice,
            })
            .collect()
    }

    /// Hands the emissions of each character, all heads, to `take`.
    fn emissions(
        &self,
        observations: &Observations,
        range: Range<usize>,
        mut take: impl FnMut(usize, &[f32]),
    ) {
        let mut sums = vec![0; self.label_count];
        let mut emissions = vec![0.0; sums.len()];
        for index in range {
            self.sum(observations, index, &mut sums);
            for head in &self.heads {
                let all = head.labels_of_all();
                for (emission, &sum) in emissions[all.clone()].iter_mut().zip(&sums[all]) {
                    *emission = sum as f32 * head.scale;
                }
            }
            take(index, &emissions);
        }
    }
}

/// What one head read in a line.
#[derive(Debug)]
pub struct Decoded {
    /// The best label of each character.
    pub labels: Vec<u8>,
    lattice: Lattice,
}

impl Decoded {
    /// The mentions, each with its probability; `head` is the one that read.
    pub fn found(&self, head: &Head) -> Vec<Found> {
        self.lattice.found(&head.transitions, &self.labels)
    }
}

impl Head {
    /// Its labels.
    pub fn labels(&self) -> &Labels {
        self.transitions.labels()
    }

    /// Where its labels are among those of all heads.
    fn labels_of_all(&self) -> Range<usize> {
        self.first..self.first + self.labels().len()
    }
}

/// The part of a hash that tells features of one bucket apart.
pub(crate) const fn fingerprint(hash: u64) -> u16 {
    (hash >> 16) as u16
}

/// Word and bit of a feature in the table of bits: its bucket, and three bits of its fingerprint.
const fn presence(bucket: usize, print: u16) -> (usize, u64) {
    (bucket >> 3, 1 << ((bucket & 7) << 3 | (print & 7) as usize))
}

/// Reads numbers and names, never past the end.
struct Cursor<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8]> {
        let end = self
            .position
            .checked_add(length)
            .ok_or(Error::ModelTruncated)?;
        let taken = self
            .bytes
            .get(self.position..end)
            .ok_or(Error::ModelTruncated)?;
        self.position = end;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        self.take(N)?.try_into().map_err(|_| Error::ModelTruncated)
    }

    fn u8(&mut self) -> Result<u8> {
        self.array().map(|[byte]| byte)
    }

    fn u32(&mut self) -> Result<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn head(&mut self, first: usize) -> Result<Head> {
        let outside = self.u8()? != 0;
        let mut types = Vec::new();
        for _ in 0..self.u8()? {
            let length = usize::from(self.u8()?);
            let name =
                std::str::from_utf8(self.take(length)?).map_err(|_| Error::ModelTruncated)?;
            types.push(name.to_owned());
        }
        let labels = match (outside, types.len()) {
            (true, 1..=Labels::MAX_TYPES) => Labels::entities(types),
            (false, 1) => Some(Labels::words()),
            _ => None,
        };
        let labels = labels.ok_or(Error::ModelTruncated)?;
        let scale = f32::from_le_bytes(self.array()?);
        let mut scores = vec![0.0; labels.len() * labels.len()];
        for before in 0..labels.len() {
            for label in 0..labels.len() {
                if labels.follows(before, label) {
                    let score = f32::from(i16::from_le_bytes(self.array()?));
                    scores[before * labels.len() + label] = score * scale;
                }
            }
        }
        if !scale.is_finite() || scale <= 0.0 || first + labels.len() > 256 {
            return Err(Error::ModelTruncated);
        }
        Ok(Head {
            transitions: Transitions::new(labels, scores).ok_or(Error::ModelTruncated)?,
            first,
            scale,
        })
    }
}
