//! The pack: words, gazetteer, divisions, readings, conversion tables, own lists and the model in one file.
//!
//! Layout, little-endian: the magic, the format version (u32), a CRC-32 of all that follows it
//! (u32), the release (u16 length and UTF-8 bytes), the number of sections (u32); then for each
//! section its name (u16 length and bytes), offset from the start of the file (u32) and length
//! (u32); then the sections, each on a multiple of [`ALIGNMENT`] bytes. Reading validates all
//! of it and copies nothing.

#[cfg(not(target_arch = "wasm32"))]
pub mod china;
#[cfg(not(target_arch = "wasm32"))]
pub mod compile;
#[cfg(not(target_arch = "wasm32"))]
pub mod definitions;
pub mod divisions;
pub mod gazetteer;
#[cfg(not(target_arch = "wasm32"))]
pub mod literal;
pub mod names;
#[cfg(not(target_arch = "wasm32"))]
pub mod phrases;
#[cfg(not(target_arch = "wasm32"))]
pub mod unknown;
pub mod words;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::error::{Error, Result};

/// First bytes of every pack.
pub const MAGIC: [u8; 8] = *b"WENMAI\xE6\x96";
/// Format version; raised by every change that an older reader would misread.
/// 1: first. 2: words in planes; the model. 4: names in planes, the gazetteer's
/// counts in two bytes. 5: divisions in the order of the gazetteer's section.
pub const VERSION: u32 = 5;
/// Sections start on multiples of this many bytes, so that tables can be used where they lie.
pub const ALIGNMENT: usize = 8;

/// Bytes before the release: magic, version, checksum.
const HEADER: usize = 16;

/// Part of a pack; keeps the whole alive.
#[derive(Clone, Debug)]
pub struct Section {
    bytes: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        self.bytes.get(self.range.clone()).unwrap_or_default()
    }
}

/// A validated pack in memory.
#[derive(Clone, Debug)]
pub struct Pack {
    bytes: Arc<Vec<u8>>,
    release: String,
    directory: Vec<(String, Range<usize>)>,
}

impl Pack {
    /// Validates `bytes` and takes them over.
    ///
    /// # Errors
    /// [`Error::PackMagic`], [`Error::PackVersion`], [`Error::PackTruncated`] or
    /// [`Error::PackChecksum`]; never panics, whatever the bytes.
    pub fn read(bytes: impl Into<Vec<u8>>) -> Result<Self> {
        let bytes: Vec<u8> = bytes.into();
        if bytes.get(..MAGIC.len()) != Some(&MAGIC[..]) {
            return Err(Error::PackMagic);
        }
        let mut cursor = Cursor {
            bytes: &bytes,
            position: MAGIC.len(),
        };
        let found = cursor.u32()?;
        if found != VERSION {
            return Err(Error::PackVersion {
                expected: VERSION,
                found,
            });
        }
        let checksum = cursor.u32()?;
        if crc32fast::hash(&bytes[HEADER..]) != checksum {
            return Err(Error::PackChecksum);
        }
        let release = cursor.string()?;
        let count = cursor.u32()?;
        let mut directory = Vec::new();
        let mut names = BTreeSet::new();
        for _ in 0..count {
            let name = cursor.string()?;
            // Which of two is meant could only be guessed.
            if !names.insert(name.clone()) {
                return Err(Error::PackTruncated);
            }
            let start = cursor.u32()? as usize;
            let length = cursor.u32()? as usize;
            let end = start
                .checked_add(length)
                .filter(|&end| end <= bytes.len())
                .ok_or(Error::PackTruncated)?;
            directory.push((name, start..end));
        }
        Ok(Self {
            // In a vector as it came: a slice of its own would be a copy of all.
            bytes: Arc::new(bytes),
            release,
            directory,
        })
    }

    /// The release that wrote the pack.
    pub fn release(&self) -> &str {
        &self.release
    }

    /// Names and sizes in bytes of all sections, in file order.
    pub fn sections(&self) -> impl Iterator<Item = (&str, usize)> {
        self.directory
            .iter()
            .map(|(name, range)| (name.as_str(), range.len()))
    }

    /// One section's bytes.
    ///
    /// # Errors
    /// [`Error::PackSection`] if there is none of that name.
    pub fn section(&self, name: &str) -> Result<Section> {
        let range = self
            .directory
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, range)| range.clone());
        range
            .map(|range| Section {
                bytes: Arc::clone(&self.bytes),
                range,
            })
            .ok_or_else(|| Error::PackSection(name.to_owned()))
    }

    /// One section's bytes as text.
    ///
    /// # Errors
    /// [`Error::PackSection`] if there is none of that name or it is not UTF-8.
    pub fn text(&self, name: &str) -> Result<&str> {
        let bytes = &self.bytes[self.range(name)?];
        std::str::from_utf8(bytes).map_err(|_| Error::PackSection(name.to_owned()))
    }

    fn range(&self, name: &str) -> Result<Range<usize>> {
        let found = self.directory.iter().find(|(found, _)| found == name);
        found
            .map(|(_, range)| range.clone())
            .ok_or_else(|| Error::PackSection(name.to_owned()))
    }
}

/// Collects sections and writes them as a pack.
#[derive(Debug, Default)]
pub struct PackWriter {
    sections: Vec<(String, Vec<u8>)>,
}

impl PackWriter {
    /// A pack without sections.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a section; the order of additions is the order in the file.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.sections.push((name.to_owned(), bytes));
    }

    /// The pack's bytes. The same sections and release give the same bytes.
    pub fn write(&self, release: &str) -> Vec<u8> {
        let directory: usize = self
            .sections
            .iter()
            .map(|(name, _)| 2 + name.len() + 8)
            .sum();
        let mut offset = HEADER + 2 + release.len() + 4 + directory;
        let mut body = Vec::new();
        put_string(&mut body, release);
        body.extend((self.sections.len() as u32).to_le_bytes());
        for (name, bytes) in &self.sections {
            offset = offset.next_multiple_of(ALIGNMENT);
            put_string(&mut body, name);
            body.extend((offset as u32).to_le_bytes());
            body.extend((bytes.len() as u32).to_le_bytes());
            offset += bytes.len();
        }
        for (_, bytes) in &self.sections {
            body.resize(
                (HEADER + body.len()).next_multiple_of(ALIGNMENT) - HEADER,
                0,
            );
            body.extend(bytes);
        }
        let mut pack = MAGIC.to_vec();
        pack.extend(VERSION.to_le_bytes());
        pack.extend(crc32fast::hash(&body).to_le_bytes());
        pack.extend(body);
        pack
    }
}

fn put_string(body: &mut Vec<u8>, string: &str) {
    body.extend((string.len() as u16).to_le_bytes());
    body.extend(string.as_bytes());
}

/// Reads fields in order; every step is checked against the end.
struct Cursor<'a> {
    bytes: &'a [u8],
    position: usize,
}

impl Cursor<'_> {
    fn take(&mut self, length: usize) -> Result<&[u8]> {
        let end = self
            .position
            .checked_add(length)
            .ok_or(Error::PackTruncated)?;
        let taken = self
            .bytes
            .get(self.position..end)
            .ok_or(Error::PackTruncated)?;
        self.position = end;
        Ok(taken)
    }

    fn u32(&mut self) -> Result<u32> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn string(&mut self) -> Result<String> {
        let bytes = self.take(2)?;
        let length = u16::from_le_bytes([bytes[0], bytes[1]]) as usize;
        let bytes = self.take(length)?.to_vec();
        String::from_utf8(bytes).map_err(|_| Error::PackTruncated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut writer = PackWriter::new();
        writer.add("words", "中国 10 ns\n".into());
        writer.add("empty", Vec::new());
        writer.add("table", vec![1, 2, 3]);
        writer.write("0.0.0+test")
    }

    #[test]
    fn what_is_written_is_read() {
        let pack = Pack::read(sample()).unwrap();
        assert_eq!(pack.release(), "0.0.0+test");
        assert_eq!(pack.text("words").unwrap(), "中国 10 ns\n");
        assert_eq!(pack.section("table").unwrap().as_ref(), [1, 2, 3]);
        assert_eq!(
            pack.sections().collect::<Vec<_>>(),
            [("words", 13), ("empty", 0), ("table", 3)]
        );
        assert!(matches!(pack.section("none"), Err(Error::PackSection(_))));
    }

    #[test]
    fn sections_are_aligned() {
        let bytes = sample();
        let pack = Pack::read(bytes).unwrap();
        assert!(
            pack.directory
                .iter()
                .all(|(_, range)| range.start % ALIGNMENT == 0)
        );
    }

    #[test]
    fn every_truncation_is_an_error() {
        let bytes = sample();
        for length in 0..bytes.len() {
            assert!(
                Pack::read(&bytes[..length]).is_err(),
                "{length} bytes were accepted"
            );
        }
    }

    #[test]
    fn every_flipped_bit_is_an_error() {
        let bytes = sample();
        for position in 0..bytes.len() * 8 {
            let mut damaged = bytes.clone();
            damaged[position / 8] ^= 1 << (position % 8);
            assert!(
                Pack::read(damaged).is_err(),
                "bit {position} was not missed"
            );
        }
    }

    #[test]
    fn a_section_twice_is_an_error() {
        let mut writer = PackWriter::new();
        writer.add("words", vec![1]);
        writer.add("words", vec![2]);
        let read = Pack::read(writer.write("0.0.0+test"));
        assert!(matches!(read, Err(Error::PackTruncated)), "{read:?}");
    }

    #[test]
    fn another_version_is_named() {
        let mut bytes = sample();
        bytes[8] = 9;
        let error = Pack::read(bytes).unwrap_err();
        assert!(matches!(
            error,
            Error::PackVersion {
                expected: VERSION,
                found: 9
            }
        ));
    }
}
