//! The things of a model in memory, and what the features of one character say together.
//!
//! A character shows some sixty features, of which half are the model's. What finding them costs is the memory that is
//! touched, so the things of a line are looked up once for all characters that meet them ([`Table::find`]), and lie side
//! by side while the line is read; what is left for a character is to ask whether a slot is taken. Nine weights in ten
//! that are then summed are those of a thousand features which speak of nearly every label: these have a row with a place
//! for each label, which the processor adds many labels at a time.

#[cfg(test)]
mod tests;

use super::features::{CLASSES, Line, SLOTS, class};
use crate::error::{Error, Result};

/// What is known of one thing.
#[derive(Clone, Copy, Debug, Default)]
struct Thing {
    /// The slots that it has, one bit each.
    slots: u32,
    /// The feature of the first slot; those of the others follow.
    first: u32,
}

/// One feature: its weight if it has one; or else where its weights start and how many there are, or its row.
#[derive(Clone, Copy, Debug)]
struct Feature(u32);

impl Feature {
    const SEVERAL: u32 = 1 << 31;
    const ROW: u32 = 1 << 30;
    /// Bits of the place of a row or of weights; what is above counts them.
    const PLACE: u32 = 24;

    const fn one(weight: Weight) -> Self {
        Self((weight.label as u32) << 8 | weight.units.cast_unsigned() as u32)
    }

    const fn several(start: usize, count: usize) -> Self {
        Self(Self::SEVERAL | (count as u32) << Self::PLACE | start as u32)
    }

    const fn row(start: usize) -> Self {
        Self(Self::ROW | start as u32)
    }

    const fn has_several(self) -> bool {
        self.0 & Self::SEVERAL != 0
    }

    const fn has_row(self) -> bool {
        self.0 & Self::ROW != 0
    }

    /// Its weight; nothing where it has several or a row.
    const fn single(self) -> Weight {
        let one = if self.0 < Self::ROW { self.0 } else { 0 };
        Weight {
            label: (one >> 8) as u8,
            units: (one as u8).cast_signed(),
        }
    }

    /// Where its row starts.
    const fn start(self) -> u32 {
        self.0 & ((1 << Self::PLACE) - 1)
    }

    /// Where its weights are, if it has several.
    const fn weights(self) -> std::ops::Range<usize> {
        let start = self.start() as usize;
        start..start + (self.0 >> Self::PLACE & 0x3F) as usize
    }
}

/// Weights from which a feature has a row. Measured: between 6 and 16 it makes little difference.
const MANY: usize = 10;
/// Weights that a model may have, and places in rows.
const MOST_WEIGHTS: usize = 1 << Feature::PLACE;

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
    /// Things in each bucket.
    pub in_bucket: &'a [u8],
    /// Low bytes of the fingerprints.
    pub low: &'a [u8],
    /// High bytes, if there are any.
    pub high: &'a [u8],
    /// Features of each thing less one.
    pub features: &'a [u8],
    /// Slots, rising within a thing.
    pub slots: &'a [u8],
    /// Weights of each feature less one.
    pub more: &'a [u8],
    pub labels: &'a [u8],
    pub units: &'a [u8],
}

/// All features with their weights.
///
/// Each thing has a bit, of its bucket and three bits of its fingerprint. Most of those that a text has are none of the
/// model's, and their bits are not set.
#[derive(Clone, Debug)]
pub(super) struct Table {
    bucket_bits: u32,
    fingerprint_mask: u16,
    /// The bits, eight a bucket, eight buckets a word.
    present: Vec<u64>,
    /// Where the things of each word start, and where the last ones end.
    firsts: Vec<u32>,
    /// What tells the things of a word apart, rising within one.
    keys: Vec<u32>,
    /// The first is one without a slot.
    things: Vec<Thing>,
    /// Those of the gazetteer's classes.
    classes: Vec<Thing>,
    features: Vec<Feature>,
    /// Those of features that have several, but no row.
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

/// What a table needs while it reads a line; kept, so that no character costs an allocation.
#[derive(Debug)]
pub(super) struct Scratch {
    /// The line's things, and which of them may be the model's.
    things: Vec<u64>,
    there: Vec<u32>,
    /// What is known of them, by number.
    known: Vec<Thing>,
    /// The features of the model that a character shows.
    shown: [u32; MOST_SHOWN],
    /// The rows that are added, by their starts.
    rows: [u32; MOST_SHOWN],
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            things: Vec::new(),
            there: Vec::new(),
            known: Vec::new(),
            shown: [0; MOST_SHOWN],
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
        let mut table = Self {
            bucket_bits: planes.bucket_bits,
            fingerprint_mask: planes.fingerprint_mask,
            present: vec![0; planes.in_bucket.len() / 8],
            firsts: vec![1],
            keys: vec![u32::MAX],
            things: vec![Thing::default()],
            classes: Vec::new(),
            features: Vec::with_capacity(planes.slots.len()),
            weights: Vec::with_capacity(planes.labels.len()),
            weight_count: 0,
            rows: Vec::new(),
            stride: label_count.next_multiple_of(LANES),
        };
        let mut row = Vec::with_capacity(256);
        for &more in planes.more {
            row.clear();
            row.extend(weights.by_ref().take(usize::from(more) + 1));
            if row.len() <= usize::from(more) {
                return Err(Error::ModelTruncated);
            }
            table.lay(&row).ok_or_else(truncated)?;
        }
        let (mut index, mut first) = (0, 0);
        for (bucket, &count) in planes.in_bucket.iter().enumerate() {
            for index in index..index + usize::from(count) {
                let (Some(&low), Some(&features)) =
                    (planes.low.get(index), planes.features.get(index))
                else {
                    return Err(Error::ModelTruncated);
                };
                let high = planes.high.get(index).copied().unwrap_or_default();
                let print = u16::from_le_bytes([low, high]);
                let behind = first + usize::from(features) + 1;
                let slots = planes.slots.get(first..behind);
                let slots = slots.and_then(slots_of).ok_or_else(truncated)?;
                let first = std::mem::replace(&mut first, behind) as u32;
                table.add(bucket, print, Thing { slots, first });
            }
            index += usize::from(count);
            if bucket % 8 == 7 {
                table.firsts.push(table.things.len() as u32);
            }
        }
        let whole = table.weight_count == planes.labels.len()
            && first == table.features.len()
            && index == planes.low.len();
        table.find_classes();
        whole.then_some(table).ok_or_else(truncated)
    }

    /// What it says of the labels below `end` alone: less to look through.
    pub fn part(&self, end: usize) -> Self {
        let mut part = Self {
            bucket_bits: self.bucket_bits,
            fingerprint_mask: self.fingerprint_mask,
            present: vec![0; self.present.len()],
            firsts: vec![1],
            keys: vec![u32::MAX],
            things: vec![Thing::default()],
            classes: Vec::new(),
            features: Vec::new(),
            weights: Vec::new(),
            weight_count: 0,
            rows: Vec::new(),
            stride: self.room_for(end),
        };
        let mut row = Vec::new();
        for (word, edges) in self.firsts.windows(2).enumerate() {
            let here = edges[0] as usize..edges[1] as usize;
            for (thing, &key) in self.things[here.clone()].iter().zip(&self.keys[here]) {
                let first = part.features.len() as u32;
                let mut slots = 0;
                let mut rest = thing.slots;
                for &feature in &self.features[thing.first as usize..] {
                    if rest == 0 {
                        break;
                    }
                    row.clear();
                    self.weights_of(feature, |weight| {
                        if usize::from(weight.label) < end {
                            row.push(weight);
                        }
                    });
                    if part.lay(&row).is_some() {
                        slots |= rest & rest.wrapping_neg();
                    }
                    rest &= rest - 1;
                }
                if slots != 0 {
                    let bucket = word * 8 + (key >> 19) as usize;
                    part.add(bucket, key as u16, Thing { slots, first });
                }
            }
            part.firsts.push(part.things.len() as u32);
        }
        part.find_classes();
        part
    }

    /// Adds a thing of the last word, in the order of the bits.
    fn add(&mut self, bucket: usize, print: u16, thing: Thing) {
        let (word, bit) = place(bucket, print);
        let key = key(bit, print);
        let first = self.firsts[word] as usize;
        let at = first + self.keys[first..].partition_point(|&before| before <= key);
        self.present[word] |= bit;
        self.keys.insert(at, key);
        self.things.insert(at, thing);
    }

    /// Adds the feature whose weights these are; `None` where there is none, or no room.
    fn lay(&mut self, weights: &[Weight]) -> Option<()> {
        self.weight_count += weights.len();
        let feature = match weights {
            [] => return None,
            [weight] => Feature::one(*weight),
            _ if weights.len() < MANY => {
                let start = self.weights.len();
                self.weights.extend_from_slice(weights);
                Feature::several(start, weights.len())
            }
            _ => {
                let start = self.rows.len();
                self.rows.resize(start + self.stride, 0);
                for weight in weights {
                    self.rows[start + usize::from(weight.label)] = i16::from(weight.units);
                }
                Feature::row(start)
            }
        };
        self.features.push(feature);
        (self.weights.len().max(self.rows.len()) < MOST_WEIGHTS).then_some(())
    }

    fn weights_of(&self, feature: Feature, mut visit: impl FnMut(Weight)) {
        if feature.has_several() {
            let weights = &self.weights[feature.weights()];
            weights.iter().copied().for_each(visit);
        } else if feature.has_row() {
            let start = feature.start() as usize;
            for (&units, label) in self.rows[start..start + self.stride]
                .iter()
                .zip(0..=u8::MAX)
            {
                if units != 0 {
                    let units = units as i8;
                    visit(Weight { label, units });
                }
            }
        } else {
            visit(feature.single());
        }
    }

    fn find_classes(&mut self) {
        self.classes = (0..CLASSES)
            .map(|number| self.thing(class(number)))
            .collect();
    }

    /// Number of features and of weights.
    pub fn size(&self) -> (usize, usize) {
        (self.features.len(), self.weight_count)
    }

    /// Looks up the things of a line, all of them step by step: the loads of one step do not wait for each other.
    pub fn find(&self, line: &Line, scratch: &mut Scratch) {
        let Scratch {
            things,
            there,
            known,
            ..
        } = scratch;
        things.clear();
        line.things(|thing| things.push(thing));
        // Most are none of the model's; the table of bits is small enough to stay near. Nothing branches on what is found
        // there: it could not be foretold.
        there.resize(things.len(), 0);
        let mut count = 0;
        for (&thing, index) in things.iter().zip(0..) {
            let (bucket, print) = self.hashed(thing);
            let (word, bit) = place(bucket, print);
            there[count] = index;
            count += usize::from(self.present[word] & bit != 0 && thing != 0);
        }
        known.clear();
        known.extend_from_slice(&self.classes);
        known.resize(self.classes.len() + things.len(), Thing::default());
        for &index in &there[..count] {
            let index = index as usize;
            known[self.classes.len() + index] = self.thing(things[index]);
        }
    }

    /// A thing, if the model has it; one without a slot if not.
    fn thing(&self, thing: u64) -> Thing {
        let (bucket, print) = self.hashed(thing);
        let (word, bit) = place(bucket, print);
        let key = key(bit, print);
        // The bits before it tell where it stands, unless others share theirs.
        let before = (self.present[word] & (bit - 1)).count_ones();
        let here = (self.firsts[word] + before) as usize..self.firsts[word + 1] as usize;
        let keys = self.keys.get(here.clone()).unwrap_or_default().iter();
        for (&known, thing) in keys.zip(&self.things[here]) {
            if known >= key {
                return if known == key {
                    *thing
                } else {
                    Thing::default()
                };
            }
        }
        Thing::default()
    }

    fn hashed(&self, thing: u64) -> (usize, u16) {
        let bucket = (thing >> (64 - self.bucket_bits)) as usize;
        (bucket, fingerprint(thing) & self.fingerprint_mask)
    }

    /// Room for the sums of the labels below `end`, or of all.
    pub fn room_for(&self, end: usize) -> usize {
        self.stride
            .min(end.saturating_add(LANES - 1) / LANES * LANES)
    }

    /// Sums in `sums` the weights of what the character at `index` of the text shows, by label, for the labels below its
    /// length: one that [`Table::room_for`] gives. The things of its line were looked up last.
    #[inline]
    pub fn sum(&self, line: &Line, index: usize, scratch: &mut Scratch, sums: &mut [i16]) {
        let Scratch {
            known, shown, rows, ..
        } = scratch;
        let mut count = 0;
        line.features(index, |thing, slot| {
            // Nothing branches on what is found here: it could not be foretold.
            let thing = known[thing];
            let bit = 1 << slot;
            if let Some(shown) = shown.get_mut(count) {
                *shown = thing.first + (thing.slots & (bit - 1)).count_ones();
            }
            count += usize::from(thing.slots & bit != 0);
        });
        sums.fill(0);
        // Sixty features of a hundred units each stay far below what a sum can hold; of a model that is none, any sum
        // will do.
        let mut add = |weight: Weight| {
            if let Some(sum) = sums.get_mut(usize::from(weight.label)) {
                *sum = sum.wrapping_add(i16::from(weight.units));
            }
        };
        let mut row_count = 0;
        for &feature in &shown[..count.min(MOST_SHOWN)] {
            let feature = self.features[feature as usize];
            rows[row_count] = feature.start();
            row_count += usize::from(feature.has_row());
            add(feature.single());
            if feature.has_several() {
                self.weights[feature.weights()]
                    .iter()
                    .copied()
                    .for_each(&mut add);
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
}

/// Only made where it is needed: an error costs something to make and to drop, and a table is asked for 200,000.
const fn truncated() -> Error {
    Error::ModelTruncated
}

/// The set of some slots, if they rise.
fn slots_of(slots: &[u8]) -> Option<u32> {
    let rise = slots.is_sorted_by(|one, other| one < other);
    let fit = slots.last().is_some_and(|&last| u32::from(last) < SLOTS);
    (rise && fit).then(|| slots.iter().fold(0, |set, &slot| set | 1 << slot))
}

/// Word and bit of a thing: its bucket, and three bits of its fingerprint.
const fn place(bucket: usize, print: u16) -> (usize, u64) {
    (bucket / 8, 1 << ((bucket & 7) << 3 | (print & 7) as usize))
}

/// What tells a thing from others of its word: its bit, and the fingerprint.
const fn key(bit: u64, print: u16) -> u32 {
    bit.trailing_zeros() << 16 | print as u32
}

/// The part of a thing's hash that tells things of one bucket apart.
pub(crate) const fn fingerprint(thing: u64) -> u16 {
    (thing >> 16) as u16
}
