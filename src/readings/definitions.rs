//! What words mean: CC-CEDICT, searched where it lies.
//!
//! One section of lines, in order of their keys: key, Traditional and Simplified headword (nothing where it is the
//! key), reading, senses separated by slashes, with tabs between. The key is the headword's Simplified shadow; an
//! entry whose two headwords have different shadows stands under both. There is no index: a search halves the bytes
//! and goes on from the next line.

use crate::error::{Error, Result};
use crate::pack::{Pack, Section};
use crate::readings::{Definition, Style};

/// Name of the pack's section.
pub const SECTION: &str = "definitions";

/// The dictionary.
#[derive(Debug)]
pub struct Definitions(Section);

impl Definitions {
    /// Takes the section `definitions` of a pack.
    ///
    /// # Errors
    /// [`Error::PackSection`] where it is missing or not text.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        pack.text(SECTION)?;
        let section = pack.section(SECTION)?;
        let whole = section.as_ref().last().is_none_or(|&last| last == b'\n');
        whole
            .then_some(Self(section))
            .ok_or_else(|| Error::PackSection(SECTION.to_owned()))
    }

    /// The entries of `word`, whose Simplified shadow is `key`: those that have exactly this headword, in either
    /// script, or else all of the shadow's; common nouns before proper ones. Readings are written in `style`.
    pub fn of(&self, word: &str, key: &str, style: Style) -> Vec<Definition> {
        let bytes = self.0.as_ref();
        let mut entries = Vec::new();
        let mut at = first(bytes, key);
        while let Some((line, next)) = line(bytes, at)
            && let Some(entry) = entry(line, key, style)
        {
            entries.push(entry);
            at = next;
        }
        let own = |entry: &Definition| entry.traditional == word || entry.simplified == word;
        if entries.iter().any(own) {
            entries.retain(own);
        }
        entries
    }
}

/// The line that starts at `start`, without its end, and where the next one starts.
fn line(bytes: &[u8], start: usize) -> Option<(&[u8], usize)> {
    let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
    let length = rest.iter().position(|&byte| byte == b'\n')?;
    Some((rest.get(..length)?, start + length + 1))
}

/// Where the first line starts whose key is not before `key`.
fn first(bytes: &[u8], key: &str) -> usize {
    let starts_before = |line: &[u8]| {
        let end = line.iter().position(|&byte| byte == b'\t');
        line.get(..end.unwrap_or(line.len())).unwrap_or_default() < key.as_bytes()
    };
    // Every line that starts before `low` is before the key; the one sought starts at or before `high`.
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let back = bytes.get(low..middle).unwrap_or_default();
        let start = back.iter().rposition(|&byte| byte == b'\n');
        let start = start.map_or(low, |newline| low + newline + 1);
        match line(bytes, start) {
            Some((line, next)) if starts_before(line) => low = next,
            _ => high = start,
        }
    }
    low
}

/// The entry of a line, if it stands under `key`.
fn entry(line: &[u8], key: &str, style: Style) -> Option<Definition> {
    let mut fields = std::str::from_utf8(line).ok()?.split('\t');
    if fields.next()? != key {
        return None;
    }
    let headword = |field: &str| if field.is_empty() { key } else { field }.to_owned();
    Some(Definition {
        traditional: headword(fields.next()?),
        simplified: headword(fields.next()?),
        reading: reading(fields.next()?, style),
        senses: fields.next()?.split('/').map(str::to_owned).collect(),
    })
}

/// A reading in CC-CEDICT's spelling, `Chong2 qing4`, in `style`. What is no syllable stays as it is.
fn reading(spelled: &str, style: Style) -> String {
    let syllables: Vec<String> = spelled.split(' ').map(|one| syllable(one, style)).collect();
    syllables.join(" ")
}

fn syllable(spelled: &str, style: Style) -> String {
    let tone = spelled.bytes().last().filter(u8::is_ascii_digit);
    let letters = tone.and_then(|_| spelled.get(..spelled.len() - 1));
    let (Some(tone), Some(letters)) = (tone, letters) else {
        return spelled.to_owned();
    };
    if letters.is_empty() {
        return spelled.to_owned();
    }
    let plain = letters.to_ascii_lowercase().replace("u:", "v");
    let written = style.write(&plain, u16::from(tone - b'0') % 5);
    let capital =
        style == Style::Pinyin && letters.starts_with(|one: char| one.is_ascii_uppercase());
    let mut characters = written.chars();
    match characters.next().filter(|_| capital) {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => written,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::PackWriter;

    fn definitions(text: &str) -> Definitions {
        let mut writer = PackWriter::new();
        writer.add(SECTION, text.into());
        Definitions::from_pack(&Pack::read(writer.write("test")).unwrap()).unwrap()
    }

    const LINES: &str = "中\t\t\tzhong1\tmiddle/centre\n中国\t中國\t\tZhong1 guo2\tthe country\n\
        发\t發\t\tfa1\tto send\n发\t髮\t\tfa4\thair\n女\t\t\tnu:3\twoman\n这儿\t這兒\t\tzhe4 r5\there\n𠮷\t\t\tji2\tvariant\n";

    #[test]
    fn every_line_is_found() {
        let found = definitions(LINES);
        for line in LINES.lines() {
            let (key, _) = line.split_once('\t').unwrap();
            assert!(!found.of(key, key, Style::Pinyin).is_empty(), "{key}");
        }
        for other in ["", "一", "中国人", "国", "龘", "𠮷野"] {
            assert_eq!(found.of(other, other, Style::Pinyin), [], "{other}");
        }
        assert_eq!(definitions("").of("中", "中", Style::Pinyin), []);
    }

    #[test]
    fn the_exact_headword_wins() {
        let found = definitions(LINES);
        let senses = |word, key| -> Vec<String> {
            let entries = found.of(word, key, Style::Pinyin);
            entries.into_iter().flat_map(|entry| entry.senses).collect()
        };
        assert_eq!(senses("髮", "发"), ["hair"]);
        assert_eq!(senses("发", "发"), ["to send", "hair"]);
        assert_eq!(senses("彂", "发"), ["to send", "hair"]);
        assert_eq!(senses("中", "中"), ["middle", "centre"]);
    }

    #[test]
    fn readings_are_written_in_both_styles() {
        for (spelled, pinyin, zhuyin) in [
            ("Zhong1 guo2", "Zhōng guó", "ㄓㄨㄥ ㄍㄨㄛˊ"),
            ("nu:3 hai2 r5", "nǚ hái r", "ㄋㄩˇ ㄏㄞˊ ˙ㄦ"),
            ("E2 luo2 si1", "É luó sī", "ㄜˊ ㄌㄨㄛˊ ㄙ"),
            ("san1 D da3 yin4", "sān D dǎ yìn", "ㄙㄢ D ㄉㄚˇ ㄧㄣˋ"),
            ("xx5", "xx", "xx"),
            ("· 3", "· 3", "· 3"),
        ] {
            assert_eq!(reading(spelled, Style::Pinyin), pinyin);
            assert_eq!(reading(spelled, Style::Zhuyin), zhuyin);
        }
    }

    #[test]
    fn a_section_that_is_no_list_is_refused_or_has_nothing() {
        let mut writer = PackWriter::new();
        writer.add(SECTION, b"no end".to_vec());
        let pack = Pack::read(writer.write("test")).unwrap();
        assert!(matches!(
            Definitions::from_pack(&pack),
            Err(Error::PackSection(_))
        ));
        assert_eq!(
            definitions("一\n\t\n\n中\t\n").of("中", "中", Style::Pinyin),
            []
        );
    }
}
