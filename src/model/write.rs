//! Writes models: the inverse of [`Model::read`](super::Model::read).

use std::collections::BTreeMap;

use super::features::SLOTS;
use super::labels::Labels;
use super::table::fingerprint;
use super::{MAGIC, VERSION, features};

/// One head to be written.
#[derive(Clone, Debug)]
pub struct HeadWeights {
    /// Its labels.
    pub labels: Labels,
    /// Transition scores in row order, in natural logarithms.
    pub transitions: Vec<f32>,
    /// For each feature's number ([`features::feature`]), the weights by label.
    pub rows: BTreeMap<u64, Vec<(u8, f32)>>,
}

/// How weights are rounded.
#[derive(Clone, Copy, Debug)]
pub struct Rounding {
    /// Largest weight in units, at most 127: weights become whole numbers from its negative to it.
    pub levels: f32,
    /// Largest weight in natural logarithms that is told from larger ones.
    pub largest: f32,
    /// Bits of a fingerprint, 8 or 16: with 8, one feature in some hundreds that the model never saw is taken
    /// for another, for a byte less a feature.
    pub fingerprint_bits: u8,
}

impl Default for Rounding {
    fn default() -> Self {
        Self {
            levels: 127.0,
            largest: 4.0,
            fingerprint_bits: 16,
        }
    }
}

/// The weights of a feature by label, counted through all heads.
type Row = Vec<(u8, i8)>;

/// The bytes of a model with `heads`.
pub fn write(heads: &[HeadWeights], rounding: &Rounding) -> Vec<u8> {
    let scale = rounding.largest / rounding.levels;
    let mut body = vec![heads.len() as u8];
    let mut rows: BTreeMap<u64, Row> = BTreeMap::new();
    let mut first = 0;
    for head in heads {
        let labels = &head.labels;
        body.push(u8::from(labels.has_outside()));
        body.push(labels.types().len() as u8);
        for name in labels.types() {
            body.push(name.len() as u8);
            body.extend(name.bytes());
        }
        body.extend(scale.to_le_bytes());
        for before in 0..labels.len() {
            for label in 0..labels.len() {
                if labels.follows(before, label) {
                    let score = head.transitions[before * labels.len() + label] / scale;
                    body.extend((score.round() as i16).to_le_bytes());
                }
            }
        }
        for (&hash, row) in &head.rows {
            for &(label, weight) in row {
                let units = (weight / scale)
                    .round()
                    .clamp(-rounding.levels, rounding.levels) as i8;
                if units != 0 {
                    rows.entry(hash).or_default().push((first + label, units));
                }
            }
        }
        first += labels.len() as u8;
    }

    // About one thing a bucket; a bucket has no more than a byte can count.
    let mut things: Vec<Vec<(u64, &Row)>> = Vec::new();
    for (&feature, row) in &rows {
        match things.last_mut() {
            Some(thing) if thing[0].0 / u64::from(SLOTS) == feature / u64::from(SLOTS) => {
                thing.push((feature, row));
            }
            _ => things.push(vec![(feature, row)]),
        }
    }
    let bucket_bits = things
        .len()
        .next_power_of_two()
        .trailing_zeros()
        .clamp(8, 28);
    let mut in_bucket = vec![0_u8; 1 << bucket_bits];
    things.retain(|thing| {
        let count = &mut in_bucket[(thing[0].0 >> (64 - bucket_bits)) as usize];
        let room = *count < u8::MAX;
        *count += u8::from(room);
        room
    });
    let features = || things.iter().flatten();
    let weights = || features().flat_map(|(_, row)| row.iter());
    body.push(bucket_bits as u8);
    body.push(rounding.fingerprint_bits);
    for count in [things.len(), features().count(), weights().count()] {
        body.extend((count as u32).to_le_bytes());
    }
    body.extend(&in_bucket);
    let prints = || things.iter().map(|thing| fingerprint(thing[0].0));
    body.extend(prints().map(|print| print as u8));
    if rounding.fingerprint_bits > 8 {
        body.extend(prints().map(|print| (print >> 8) as u8));
    }
    body.extend(things.iter().map(|thing| (thing.len() - 1) as u8));
    body.extend(features().map(|(feature, _)| (feature % u64::from(SLOTS)) as u8));
    body.extend(features().map(|(_, row)| (row.len() - 1) as u8));
    body.extend(weights().map(|(label, _)| *label));
    body.extend(weights().map(|(_, weight)| *weight as u8));

    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(features::VERSION.to_le_bytes());
    bytes.extend(crc32fast::hash(&body).to_le_bytes());
    bytes.extend(body);
    bytes
}
