//! The learned model: weights at rest, and the emissions they give.
//!
//! Layout, little-endian: the magic, the format version, the version of the feature templates and a CRC-32
//! of all that follows (u32 each). Then the heads: their number (u8), and for each one whether it
//! has a label for outside (u8), the number of its types (u8) and their names (u8 length and UTF-8
//! bytes), the scale of its weights (f32), and its transition scores in units of that scale (i16, allowed
//! transitions in row order). Then the things ([`features`]): the binary logarithm of the number of buckets (u8), the bits
//! of a fingerprint (u8, 8 or 16), the number of things, of features and of weights (u32 each); and in planes, which
//! compress better than records: things in each bucket (u8), fingerprints (low bytes, then high bytes if there are any),
//! features of each thing less one (u8), their slots (u8), weights of each feature less one (u8), labels (u8, all heads
//! counted through), weights (i8).
//!
//! A thing's bucket is the top of its hash, its fingerprint the 16 bits below the top 32.

pub mod decode;
pub mod features;
pub mod labels;
pub mod observations;
mod sums;
mod table;
#[cfg(feature = "train")]
pub mod train;
#[cfg(not(target_arch = "wasm32"))]
pub mod write;

use std::ops::Range;
use std::sync::OnceLock;

use crate::error::{Error, Result};
use decode::{Found, Lattice, Transitions};
use features::Line;
use labels::{LabelMask, Labels};
use observations::Observations;
use table::{Planes, Scratch, Table};

/// First bytes of every model.
pub const MAGIC: [u8; 8] = *b"WENMODEL";
/// Format version; raised by every change that an older reader would misread.
/// 1: first. 2: features by their things.
pub const VERSION: u32 = 2;
/// Bytes before what the checksum covers.
const HEADER: usize = 20;

/// One task of the model.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its transitions, with its labels.
    pub transitions: Transitions,
    /// First of its labels, counted through all heads.
    first: usize,
}

/// A model in memory.
#[derive(Clone, Debug)]
pub struct Model {
    heads: Vec<Head>,
    table: Table,
    /// What the table says of words alone, made where they alone are asked for.
    words: OnceLock<Table>,
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
        let thing_count = cursor.u32()? as usize;
        let feature_count = cursor.u32()? as usize;
        let weight_count = cursor.u32()? as usize;
        let planes = Planes {
            bucket_bits,
            fingerprint_mask: if fingerprint_bits == 16 {
                u16::MAX
            } else {
                0xFF
            },
            in_bucket: cursor.take(1 << bucket_bits)?,
            low: cursor.take(thing_count)?,
            high: cursor.take(if fingerprint_bits == 16 {
                thing_count
            } else {
                0
            })?,
            features: cursor.take(thing_count)?,
            slots: cursor.take(feature_count)?,
            more: cursor.take(feature_count)?,
            labels: cursor.take(weight_count)?,
            units: cursor.take(weight_count)?,
        };
        let known = |&label: &u8| usize::from(label) < label_count;
        if !planes.labels.iter().all(known) || cursor.position != bytes.len() {
            return Err(Error::ModelTruncated);
        }
        Ok(Self {
            heads,
            table: Table::new(&planes, label_count)?,
            words: OnceLock::new(),
        })
    }

    /// The heads, in the order of their labels.
    pub fn heads(&self) -> &[Head] {
        &self.heads
    }

    /// Number of features and of weights.
    pub fn size(&self) -> (usize, usize) {
        self.table.size()
    }

    /// The head for entities, or the one for words.
    pub fn head(&self, entities: bool) -> Option<&Head> {
        self.heads
            .iter()
            .find(|head| head.labels().has_outside() == entities)
    }

    /// Looks up what it knows of a text.
    pub fn know<'a>(&'a self, observations: &'a Observations) -> Known<'a> {
        self.know_by(&self.table, observations)
    }

    /// The same for the head of words alone.
    pub fn know_words<'a>(&'a self, observations: &'a Observations) -> Known<'a> {
        let end = self.head(false).map_or(0, |head| head.labels_of_all().end);
        self.know_by(
            self.words.get_or_init(|| self.table.part(end)),
            observations,
        )
    }

    fn know_by<'a>(&'a self, table: &'a Table, observations: &'a Observations) -> Known<'a> {
        Known {
            heads: &self.heads,
            table,
            observations,
        }
    }
}

/// A text with what a model knows of its things.
#[derive(Debug)]
pub struct Known<'a> {
    heads: &'a [Head],
    table: &'a Table,
    observations: &'a Observations,
}

impl Known<'_> {
    /// The best labels that one head gives the characters `range` of the text, which are one line.
    pub fn best(&self, range: Range<usize>, head: &Head) -> Vec<u8> {
        let mut lattice = Lattice::default();
        let labels = head.labels_of_all();
        self.emissions(range, labels.end, |_, emissions| {
            lattice.push(&emissions[labels.clone()], &head.transitions);
        });
        lattice.best(&head.transitions)
    }

    /// The same of those labels that `masks` allow for each character from `start` on.
    pub fn best_within(&self, start: usize, head: &Head, masks: &[LabelMask]) -> Vec<u8> {
        let mut lattice = Lattice::default();
        let (labels, range) = (head.labels_of_all(), start..start + masks.len());
        self.emissions(range, labels.end, |index, emissions| {
            let mask = masks[index - start];
            lattice.push_within(&emissions[labels.clone()], mask, &head.transitions);
        });
        lattice.best(&head.transitions)
    }

    /// Reads one line, the characters `range` of the text, with every head.
    pub fn decode(&self, range: Range<usize>) -> Vec<Decoded> {
        let heads = self.heads;
        let room = |head: &Head| Lattice::with_capacity(range.len(), head.labels());
        let mut lattices: Vec<Lattice> = heads.iter().map(room).collect();
        self.emissions(range, usize::MAX, |_, emissions| {
            for (head, lattice) in heads.iter().zip(&mut lattices) {
                lattice.push(&emissions[head.labels_of_all()], &head.transitions);
            }
        });
        heads
            .iter()
            .zip(lattices)
            .map(|(head, lattice)| Decoded {
                labels: lattice.best(&head.transitions),
                lattice,
            })
            .collect()
    }

    /// Hands the emissions of each character in units to `take`: of the labels of all heads, those below `end` at least.
    fn emissions(&self, range: Range<usize>, end: usize, mut take: impl FnMut(usize, &[i16])) {
        let table = self.table;
        let line = Line::new(self.observations, range.clone());
        let mut scratch = Scratch::default();
        table.find(&line, &mut scratch);
        let mut sums = vec![0; table.room_for(end)];
        for index in range {
            table.sum(&line, index, &mut scratch, &mut sums);
            take(index, &sums);
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
        let mut scores = vec![0; labels.len() * labels.len()];
        for before in 0..labels.len() {
            for label in 0..labels.len() {
                if labels.follows(before, label) {
                    scores[before * labels.len() + label] = i16::from_le_bytes(self.array()?);
                }
            }
        }
        if first + labels.len() > 256 {
            return Err(Error::ModelTruncated);
        }
        Ok(Head {
            transitions: Transitions::new(labels, &scores, scale).ok_or(Error::ModelTruncated)?,
            first,
        })
    }
}
