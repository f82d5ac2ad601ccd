//! Bytes from files and pipes to text: which encoding they are in, and whether they are text.
//!
//! Native only: in the browser the page decodes, with the browser's own tables.

use std::io::Read;
use std::path::Path;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8};

use crate::error::{Error, Result};

/// The most bytes that one article may have: some seven million characters, more than the
/// longest novels. What is larger is a corpus or a mistake.
pub const LIMIT: usize = 20 * 1024 * 1024;

/// Reads the text of the file at `path`.
///
/// # Errors
/// [`Error::Io`], or whatever [`decode`] finds. A file over [`LIMIT`] is not read.
pub fn read_file(path: &Path) -> Result<String> {
    let failed = |source| Error::Io {
        path: path.display().to_string(),
        source,
    };
    let file = std::fs::File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    let bytes = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    if metadata.is_file() && bytes > LIMIT {
        return Err(Error::InputTooLarge {
            bytes,
            limit: LIMIT,
        });
    }
    read(file, &path.display().to_string())
}

/// Reads the text of a pipe or device to its end; `name` is what errors call it.
///
/// # Errors
/// [`Error::Io`], or whatever [`decode`] finds. No more than [`LIMIT`] and one byte is read.
pub fn read(input: impl Read, name: &str) -> Result<String> {
    let mut bytes = Vec::new();
    input
        .take(LIMIT as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| Error::Io {
            path: name.to_owned(),
            source,
        })?;
    decode(&bytes)
}

/// The text that `bytes` hold: by byte order mark UTF-8 or UTF-16, else UTF-8 where all of it
/// is valid, else GB18030 or Big5, whichever the text is likelier in. The byte order mark is no
/// part of the text; line ends stay as they are.
///
/// # Errors
/// [`Error::InputTooLarge`], [`Error::InputEmpty`] where there is nothing but blanks, and
/// [`Error::InputNotText`]: better none than a page of wrong characters.
pub fn decode(bytes: &[u8]) -> Result<String> {
    if bytes.len() > LIMIT {
        return Err(Error::InputTooLarge {
            bytes: bytes.len(),
            limit: LIMIT,
        });
    }
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (encoding, &bytes[length..]),
        None => (guess(bytes)?, bytes),
    };
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(body)
        .ok_or(Error::InputNotText)?;
    if text.trim().is_empty() {
        return Err(Error::InputEmpty);
    }
    if !is_plausible(&text) {
        return Err(Error::InputNotText);
    }
    Ok(text.into_owned())
}

/// The encoding of bytes without a byte order mark.
fn guess(bytes: &[u8]) -> Result<&'static Encoding> {
    match std::str::from_utf8(bytes) {
        Ok(_) => return Ok(UTF_8),
        // Damaged UTF-8 is often valid GB18030, and nonsense there.
        Err(_) if is_mostly_utf8(bytes) => return Err(Error::InputNotText),
        Err(_) => {}
    }
    let valid = |encoding: &'static Encoding| {
        encoding.decode_without_bom_handling_and_without_replacement(bytes)
    };
    match (valid(GB18030), valid(BIG5)) {
        (Some(_), None) => Ok(GB18030),
        (None, Some(_)) => Ok(BIG5),
        (None, None) => Err(Error::InputNotText),
        (Some(as_gb18030), Some(as_big5)) => {
            let mut detector =
                chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
            // On a few characters it may say any language: then the more usual ones decide.
            if guess == BIG5
                || guess != GBK
                    && usual_share(&as_big5, BIG5, 0xa4..=0xc6)
                        > usual_share(&as_gb18030, GBK, 0xb0..=0xd7)
            {
                Ok(BIG5)
            } else {
                Ok(GB18030)
            }
        }
    }
}

/// The share of the characters beyond ASCII that `encoding` has in `rows`, by first byte. Both
/// standards put the most frequent characters into rows of their own.
fn usual_share(text: &str, encoding: &'static Encoding, rows: std::ops::RangeInclusive<u8>) -> f64 {
    let (mut all, mut usual) = (0.0, 0.0);
    let mut buffer = [0; 4];
    for character in text.chars().filter(|character| !character.is_ascii()) {
        let (encoded, _, unmappable) = encoding.encode(character.encode_utf8(&mut buffer));
        all += 1.0;
        if let ([first, second], false) = (&*encoded, unmappable)
            && rows.contains(first)
            && (encoding != GBK || *second >= 0xa1)
        {
            usual += 1.0;
        }
    }
    usual / f64::max(all, 1.0)
}

/// Whether nearly all that is not ASCII is well-formed UTF-8.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk
            .valid()
            .chars()
            .filter(|character| !character.is_ascii())
            .count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

/// Whether the characters are those of a text: no NUL, next to no control or private character,
/// next to none that already stands for a lost one.
fn is_plausible(text: &str) -> bool {
    let (mut all, mut odd) = (0_usize, 0_usize);
    for character in text.chars() {
        all += 1;
        match character {
            '\0' => return false,
            '\t' | '\n' | '\r' | '\u{c}' => {}
            '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => odd += 1,
            _ if character.is_control() => odd += 1,
            _ => {}
        }
    }
    odd * 50 <= all
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "10月8日，江苏省常州市钟楼区举行项目签约仪式，总投资超过100亿元。";
    const TRADITIONAL: &str = "10月8日，江蘇省常州市鐘樓區舉行項目簽約儀式，總投資超過100億元。";

    fn encode(encoding: &'static Encoding, text: &str) -> Vec<u8> {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable);
        bytes.into_owned()
    }

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        units.flat_map(to_bytes).collect()
    }

    #[test]
    fn every_encoding_is_read() {
        for text in [SIMPLIFIED, TRADITIONAL, "𠮷野家😀\r\n", "plain ASCII"] {
            assert_eq!(decode(text.as_bytes()).unwrap(), text);
            let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
            assert_eq!(decode(&marked).unwrap(), text);
            assert_eq!(decode(&utf16(text, u16::to_le_bytes)).unwrap(), text);
            assert_eq!(decode(&utf16(text, u16::to_be_bytes)).unwrap(), text);
        }
        assert_eq!(decode(&encode(GB18030, SIMPLIFIED)).unwrap(), SIMPLIFIED);
        assert_eq!(decode(&encode(GB18030, TRADITIONAL)).unwrap(), TRADITIONAL);
        assert_eq!(decode(&encode(BIG5, TRADITIONAL)).unwrap(), TRADITIONAL);
        let rare = format!("{SIMPLIFIED}𠮷野家😀");
        assert_eq!(decode(&encode(GB18030, &rare)).unwrap(), rare);
    }

    #[test]
    fn a_headline_is_enough() {
        for text in ["常州新闻", "总书记会见代表", "國家主席", "江蘇省常州市"]
        {
            assert_eq!(decode(&encode(GB18030, text)).unwrap(), text);
        }
        for text in ["國家主席", "江蘇省常州市", "總書記會見代表"] {
            assert_eq!(decode(&encode(BIG5, text)).unwrap(), text);
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let mut broken = SIMPLIFIED.as_bytes().to_vec();
        broken.remove(20);
        let big_endian = utf16(SIMPLIFIED, u16::to_be_bytes);
        let noise: Vec<u8> = (0..4096_u32)
            .map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        for bytes in [
            &broken[..],
            &noise,
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"\x7fELF\x02\x01\x01\0",
            b"a\0b",
            &SIMPLIFIED.as_bytes()[..SIMPLIFIED.len() - 1],
            &big_endian[..big_endian.len() - 1],
            &[0xff, 0xfe, 0x00, 0xd8],
            &[0x1b; 40],
        ] {
            let found = decode(bytes);
            assert!(matches!(found, Err(Error::InputNotText)), "{found:?}");
        }
    }

    #[test]
    fn blanks_are_empty() {
        for bytes in [&b""[..], b" \r\n\t", b"\xef\xbb\xbf", "\u{3000}".as_bytes()] {
            assert!(matches!(decode(bytes), Err(Error::InputEmpty)));
        }
    }

    #[test]
    fn an_endless_pipe_is_left_at_the_limit() {
        let found = read(std::io::repeat(b'a'), "pipe");
        assert!(matches!(found, Err(Error::InputTooLarge { .. })));
        assert!(decode(&vec![b'a'; LIMIT]).is_ok());
    }
}
