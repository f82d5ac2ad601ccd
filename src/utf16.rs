//! Conversion of byte positions to the units other languages count in.

use crate::segment::Word;

/// What a position counts, outside the core.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OffsetUnit {
    /// UTF-16 code units, as JavaScript, Java and C# index strings.
    #[default]
    Utf16,
    /// Unicode code points, as Python indexes strings.
    Codepoint,
    /// UTF-8 bytes, as Rust and Go index strings.
    Byte,
}

impl OffsetUnit {
    /// Every unit, in the order in which help lists them.
    pub const ALL: [Self; 3] = [Self::Utf16, Self::Codepoint, Self::Byte];

    /// The unit of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// The unit's name on the wire and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf16 => "utf-16",
            Self::Codepoint => "codepoint",
            Self::Byte => "byte",
        }
    }

    /// The units of whole characters.
    fn count(self, bytes: &[u8]) -> usize {
        let is_lead = |byte: u8| byte & 0xC0 != 0x80;
        // A character of four bytes is two units.
        let units = |&byte: &u8| usize::from(is_lead(byte)) + usize::from(byte >= 0xF0);
        match self {
            Self::Utf16 => bytes.iter().map(units).sum(),
            Self::Codepoint => bytes.iter().filter(|&&byte| is_lead(byte)).count(),
            Self::Byte => bytes.len(),
        }
    }

    fn width(self, character: char) -> usize {
        match self {
            Self::Utf16 => character.len_utf16(),
            Self::Codepoint => 1,
            Self::Byte => character.len_utf8(),
        }
    }
}

/// How many bytes lie between two remembered positions of an [`Offsets`]: ten characters, which are soon counted.
const STRIDE: usize = 32;

/// Converts byte positions of one text in constant time, with one entry for every 32 bytes.
#[derive(Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    unit: OffsetUnit,
    /// Position in `unit` of the first character that starts at or behind each multiple of
    /// [`STRIDE`], with that character's byte position.
    marks: Vec<(usize, usize)>,
    length: usize,
}

impl<'a> Offsets<'a> {
    /// Reads `text` once.
    pub fn new(text: &'a str, unit: OffsetUnit) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut position = 0;
        for (byte, character) in text.char_indices() {
            while marks.len() * STRIDE <= byte {
                marks.push((byte, position));
            }
            position += unit.width(character);
        }
        Self {
            text,
            unit,
            marks,
            length: position,
        }
    }

    /// Length of the text in the unit.
    pub const fn length(&self) -> usize {
        self.length
    }

    /// The position in the unit of byte `byte`; of the character around it where it lies inside
    /// one, of the end where it lies behind the text.
    pub fn at(&self, byte: usize) -> usize {
        if byte >= self.text.len() {
            return self.length;
        }
        // The mark at or before `byte`: a mark may lie behind its multiple, never before it.
        let mut index = (byte / STRIDE).min(self.marks.len().saturating_sub(1));
        while index > 0 && self.marks[index].0 > byte {
            index -= 1;
        }
        let Some(&(start, position)) = self.marks.get(index) else {
            return 0;
        };
        // Back to the start of a character that `byte` lies inside.
        let byte = self.text.floor_char_boundary(byte).max(start);
        position + self.unit.count(&self.text.as_bytes()[start..byte])
    }

    /// The byte at `position` in the unit, as [`Offsets::at`] read backwards; `None` inside a
    /// character and behind the text.
    pub fn byte(&self, position: usize) -> Option<usize> {
        let behind = self.marks.partition_point(|&(_, mark)| mark <= position);
        let (start, mut reached) = behind
            .checked_sub(1)
            .and_then(|index| self.marks.get(index).copied())
            .unwrap_or_default();
        let mut byte = start;
        for character in self.text[start..].chars() {
            if reached >= position {
                break;
            }
            byte += character.len_utf8();
            reached += self.unit.width(character);
        }
        (reached == position).then_some(byte)
    }
}

/// Where each of `words`, which cover `text`, ends in UTF-16 code units.
pub fn ends(text: &str, words: &[Word]) -> Vec<u32> {
    let mut characters = text.chars();
    let mut position = 0;
    let end = |word: &Word| {
        let inside = characters.by_ref().take(word.end - word.start);
        position += inside.map(char::len_utf16).sum::<usize>() as u32;
        position
    };
    words.iter().map(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::PartOfSpeech;

    #[test]
    fn words_end_where_they_end() {
        let text = "😀常州𠮷e\u{301}\r\n";
        let word = |start, end| Word {
            start,
            end,
            pos: PartOfSpeech::UNKNOWN,
        };
        let words = [word(0, 1), word(1, 3), word(3, 4), word(4, 6), word(6, 8)];
        assert_eq!(ends(text, &words), [2, 4, 6, 8, 10]);
        assert!(ends("", &[]).is_empty());
    }

    #[test]
    fn every_position_of_mixed_text_converts() {
        let text = "常州😀𠮷e\u{301}\r\n👨‍👩‍👧業(yè)".repeat(60);
        let utf16 = Offsets::new(&text, OffsetUnit::Utf16);
        let codepoints = Offsets::new(&text, OffsetUnit::Codepoint);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(utf16.at(byte), text[..byte].encode_utf16().count());
            assert_eq!(codepoints.at(byte), count);
            assert_eq!(utf16.byte(utf16.at(byte)), Some(byte));
            assert_eq!(codepoints.byte(count), Some(byte));
        }
        let inside = text[..text.find('😀').unwrap()].encode_utf16().count() + 1;
        assert_eq!(utf16.byte(inside), None);
        assert_eq!(utf16.byte(utf16.length()), Some(text.len()));
        assert_eq!(utf16.byte(utf16.length() + 1), None);
        assert_eq!(utf16.at(text.len()), utf16.length());
        assert_eq!(utf16.length(), text.encode_utf16().count());
        assert_eq!(Offsets::new("", OffsetUnit::Utf16).at(0), 0);
        assert_eq!(Offsets::new("", OffsetUnit::Utf16).byte(0), Some(0));
    }

    #[test]
    fn names_are_read_back() {
        for unit in OffsetUnit::ALL {
            assert_eq!(OffsetUnit::parse(unit.name()), Some(unit));
        }
        assert_eq!(OffsetUnit::parse("line"), None);
    }
}
