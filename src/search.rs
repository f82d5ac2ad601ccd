//! Search inside an article: by text, and by the sound of the words in pinyin.
//!
//! Text is found as a substring, whatever its words: Traditional or Simplified, full or half width,
//! upper or lower case are one; quotation marks, and blanks beside Chinese characters, count for
//! nothing. A query of letters is also read as pinyin without tones, of which any syllable may be
//! written by its initial and the last one may be unfinished: `changzhou`, `chang zhou`, `changz`,
//! `cz`.

use crate::rules::is_han;
use crate::script::Converter;
use crate::source::readings::Readings;
use crate::span::Span;

/// Letters of a query from which on it may be pinyin: one letter alone begins a word in ten.
const FEWEST_LETTERS: usize = 2;
/// Letters up to which a query may be pinyin: the places in it are bits of a `u64`.
const MOST_LETTERS: usize = 64;

/// A place where a query was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of the text.
    pub span: Span,
    /// What the query was found by.
    pub how: How,
}

/// What a query was found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By its characters.
    Text,
    /// By the readings of the characters.
    Reading,
}

impl How {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Reading => "reading",
        }
    }
}

/// Where `text` has `query`, in order, without overlaps; nowhere if the query has nothing to look
/// for. Takes time in proportion to the text.
pub fn search(text: &str, query: &str, converter: &Converter, readings: &Readings) -> Vec<Hit> {
    let letters = fold(text, converter);
    let wanted: Vec<char> = fold(query, converter)
        .iter()
        .map(|letter| letter.folded)
        .collect();
    let mut found = by_text(&letters, &wanted);
    if let Some(pinyin) = Pinyin::parse(query, converter) {
        // Letters and characters with readings are never the same: the two do not overlap.
        found.extend(pinyin.find(&letters, readings));
        found.sort_unstable_by_key(|(first, ..)| *first);
    }
    let hit = |(first, last, how): (usize, usize, How)| {
        let (first, last) = (letters.get(first)?, letters.get(last)?);
        let rest = text.get(last.byte..)?;
        // A variation selector belongs to the character before it.
        let selectors = rest.chars().skip(1).take_while(|next| is_selector(*next));
        let end = last.original.len_utf8() + selectors.map(char::len_utf8).sum::<usize>();
        let span = Span::new(first.byte, last.byte + end);
        Some(Hit { span, how })
    };
    found.into_iter().filter_map(hit).collect()
}

/// A character that counts.
#[derive(Clone, Copy, Debug)]
struct Letter {
    folded: char,
    original: char,
    /// Where it stands in the text.
    byte: usize,
}

/// The characters of `text` that count, folded. Runs of blanks are one, and none beside Chinese
/// characters; line ends stay, since nobody looks for what goes over two paragraphs.
fn fold(text: &str, converter: &Converter) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len() / 3);
    let mut blank = None;
    let parted = |character: char| !is_han(character) && character != '\n';
    for (byte, original) in text.char_indices() {
        let folded = match lower_case(converter.fold(original)) {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            folded if folded.is_whitespace() => {
                blank.get_or_insert(byte);
                continue;
            }
            folded if is_quotation_mark(folded) || is_unseen(folded) => continue,
            folded => folded,
        };
        let before = letters.last().is_some_and(|last| parted(last.folded));
        if let Some(byte) = blank.take()
            && before
            && parted(folded)
        {
            let (folded, original) = (' ', ' ');
            letters.push(Letter {
                folded,
                original,
                byte,
            });
        }
        letters.push(Letter {
            folded,
            original,
            byte,
        });
    }
    letters
}

/// In lower case, where that is one character too.
fn lower_case(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => character,
    }
}

/// Of folded characters: 「 is “ by now.
const fn is_quotation_mark(character: char) -> bool {
    matches!(
        character,
        '“' | '”' | '‘' | '’' | '"' | '\'' | '〝' | '〞' | '〟' | '﹁' | '﹂' | '﹃' | '﹄'
    )
}

const fn is_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// What is not seen, or only says which shape of a character is meant.
const fn is_unseen(character: char) -> bool {
    is_selector(character) || matches!(character, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// The first and last letters of the places that have exactly `wanted`: the algorithm of Knuth,
/// Morris and Pratt, which looks at no letter twice.
fn by_text(letters: &[Letter], wanted: &[char]) -> Vec<(usize, usize, How)> {
    // For each beginning of `wanted`, the length of the longest shorter one that it ends with.
    let mut shorter = vec![0; wanted.len()];
    let advance = |shorter: &[usize], mut length: usize, letter: char| {
        while wanted.get(length) != Some(&letter) {
            match length.checked_sub(1).and_then(|last| shorter.get(last)) {
                Some(&next) => length = next,
                None => return 0,
            }
        }
        length + 1
    };
    let mut length = 0;
    for (index, &letter) in wanted.iter().enumerate().skip(1) {
        length = advance(&shorter, length, letter);
        if let Some(entry) = shorter.get_mut(index) {
            *entry = length;
        }
    }
    let mut found = Vec::new();
    let mut length = 0;
    for (index, letter) in letters.iter().enumerate() {
        length = advance(&shorter, length, letter.folded);
        if length > 0 && length == wanted.len() {
            found.push((index + 1 - length, index, How::Text));
            length = 0;
        }
    }
    found
}

/// A query as pinyin without tones.
#[derive(Debug)]
struct Pinyin {
    /// Lower case, `v` for ü.
    letters: Vec<u8>,
    /// Bit `n`: a syllable begins with letter `n`.
    borders: u64,
}

impl Pinyin {
    /// Reads a query of letters, which blanks, apostrophes and hyphens may part into syllables.
    fn parse(query: &str, converter: &Converter) -> Option<Self> {
        let mut letters = Vec::new();
        let mut borders = 0_u64;
        for character in query.chars() {
            match lower_case(converter.fold(character)) {
                // After these there is only ü, which is written u.
                'v' | 'ü' if matches!(letters.last(), Some(b'j' | b'q' | b'x' | b'y')) => {
                    letters.push(b'u');
                }
                'ü' => letters.push(b'v'),
                letter @ 'a'..='z' => letters.push(letter as u8),
                '\'' | '’' | '‘' | '-' | '·' => borders |= bit(letters.len()),
                blank if blank.is_whitespace() => borders |= bit(letters.len()),
                _ => return None,
            }
        }
        (FEWEST_LETTERS..=MOST_LETTERS)
            .contains(&letters.len())
            .then_some(Self { letters, borders })
    }

    /// The first and last letters of the places that may be read so: each the shortest that there is,
    /// that is, the one with the fewest initials.
    fn find(&self, text: &[Letter], readings: &Readings) -> Vec<(usize, usize, How)> {
        let mut found = Vec::new();
        // The places of the query that are reached behind a character of the text: as bits, and for each
        // the first character of what reaches it.
        let mut reached = 0_u64;
        let mut starts = vec![0_usize; MOST_LETTERS];
        let mut next_starts = starts.clone();
        for (index, letter) in text.iter().enumerate() {
            let mut next = 0_u64;
            let mut whole: Option<usize> = None;
            let mut before = None;
            for reading in readings.of(letter.original) {
                // 啊 has every tone of one syllable.
                if before
                    .replace(reading)
                    .is_some_and(|before| reading.same_syllable(before))
                {
                    continue;
                }
                let syllable = readings.letters(reading);
                let mut open = reached | 1;
                while open != 0 {
                    let place = open.trailing_zeros() as usize;
                    open &= open - 1;
                    let start = if place == 0 { index } else { starts[place] };
                    for length in self.steps(place, syllable) {
                        let to = place + length;
                        if to == self.letters.len() {
                            whole = whole.max(Some(start));
                        } else if next & bit(to) == 0 || next_starts[to] < start {
                            next |= bit(to);
                            next_starts[to] = start;
                        }
                    }
                }
            }
            std::mem::swap(&mut starts, &mut next_starts);
            reached = next;
            if let Some(start) = whole {
                found.push((start, index, How::Reading));
                reached = 0;
            }
        }
        found
    }

    /// How many letters of the query from `place` on may write a syllable: all of it, its initial (zh
    /// also as z), or, at the end of the query, as far as it goes.
    fn steps(&self, place: usize, syllable: &[u8]) -> impl Iterator<Item = usize> {
        let rest = self.letters.get(place..).unwrap_or_default();
        let typed = rest.iter().zip(syllable);
        let common = typed
            .take_while(|&(&typed, &letter)| is_same(typed, letter))
            .count();
        let initial = match syllable {
            [b'z' | b'c' | b's', b'h', ..] => 2,
            _ => 1,
        };
        let ends = [1, initial, syllable.len(), rest.len()];
        let borders = self.borders;
        (1..=common).filter(move |length| {
            // No syllable goes over a border.
            let inside = bit(place + length).wrapping_sub(bit(place + 1));
            ends.contains(length) && borders & inside == 0
        })
    }
}

/// A letter as typed, and as the table has it.
const fn is_same(typed: u8, letter: u8) -> bool {
    matches!((typed, letter), (b'u', b'v') | (b'e', b'E')) || typed == letter
}

/// The bit of one place of a query; none behind the last that a query may have.
const fn bit(place: usize) -> u64 {
    if place < MOST_LETTERS { 1 << place } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::{Pack, PackWriter};

    fn table() -> Readings {
        Readings::from_bytes(crate::source::readings::compile()).unwrap()
    }

    fn converter() -> Converter {
        let mut pack = PackWriter::new();
        pack.add("simplified", "綠\t绿\n".into());
        pack.add("traditional", "绿\t綠\n".into());
        Converter::from_pack(&Pack::read(pack.write("test")).unwrap()).unwrap()
    }

    /// Where, by characters, `text` may be read as `query`.
    fn read(text: &str, query: &str) -> Vec<String> {
        let converter = converter();
        let letters = fold(text, &converter);
        let Some(pinyin) = Pinyin::parse(query, &converter) else {
            return vec!["no pinyin".to_owned()];
        };
        let found = pinyin.find(&letters, &table()).into_iter();
        found
            .map(|(first, last, _)| {
                letters[first..=last]
                    .iter()
                    .map(|one| one.original)
                    .collect()
            })
            .collect()
    }

    #[test]
    fn syllables_initials_and_an_unfinished_end_mix() {
        let text = "江苏常州市，中国电子";
        for query in [
            "changzhou",
            "chang zhou",
            "chang'zhou",
            "CHANG-ZHOU",
            "ｃｚ",
            "cz",
            "chzh",
            "czh",
            "changz",
            "changzho",
            "chzhou",
            "c zhou",
            "ch zh",
        ] {
            assert_eq!(read(text, query), ["常州"], "{query}");
        }
        for query in ["czs", "changzs", "changzhous", "czshi", "czsh"] {
            assert_eq!(read(text, query), ["常州市"], "{query}");
        }
        for query in [
            "zhongguodz",
            "zgdz",
            "zhgdz",
            "zhongguodianzi",
            "zguodianzi",
        ] {
            assert_eq!(read(text, query), ["中国电子"], "{query}");
        }
        // Only the last syllable may be unfinished; no syllable goes over a border, nor over a mark.
        for query in [
            "chazhou",
            "chan gzhou",
            "cha ngzhou",
            "sz g",
            "shizhong",
            "changzhouz",
        ] {
            assert_eq!(read(text, query), [""; 0], "{query}");
        }
    }

    #[test]
    fn letters_that_are_no_pinyin() {
        for query in ["", "c", "c ", "5g", "常州", "a.b", "cz市", &"a".repeat(65)] {
            assert_eq!(read("常州", query), ["no pinyin"], "{query}");
        }
        assert_eq!(read(&"啊".repeat(64), &"a".repeat(64)).len(), 1);
        assert_eq!(read(&"啊".repeat(63), &"a".repeat(64)).len(), 0);
    }

    #[test]
    fn every_reading_counts_and_every_spelling_of_u_with_two_dots() {
        for query in ["yinhang", "yinxing", "yh", "yx", "yinhu"] {
            let found = read("银行", query);
            assert_eq!(found.len(), usize::from(query != "yinhu"), "{query}");
        }
        for query in ["lvse", "luse", "lüse", "lvs", "ls"] {
            assert_eq!(read("綠色", query), ["綠色"], "{query}");
        }
        assert_eq!(read("道路色", "lvse"), [""; 0]);
        for query in ["juzhang", "jvzhang", "jüzhang"] {
            assert_eq!(read("局长", query), ["局长"], "{query}");
        }
        for query in ["zhanlve", "zhanlue", "zhanlüe", "zlve"] {
            assert_eq!(read("战略", query), ["战略"], "{query}");
        }
    }

    #[test]
    fn the_place_with_the_fewest_initials_is_found() {
        assert_eq!(read("西安先", "xian"), ["西安", "先"]);
        assert_eq!(read("常常州州", "cz"), ["常州"]);
        assert_eq!(read("常州常州", "cz"), ["常州", "常州"]);
        assert_eq!(read("刚昂刚", "gang"), ["刚", "刚"]);
    }

    #[test]
    fn text_is_found_once_a_place() {
        let found = |text: &str, query: &str| {
            let converter = converter();
            let wanted: Vec<char> = query.chars().collect();
            let found = by_text(&fold(text, &converter), &wanted);
            found
                .into_iter()
                .map(|(first, last, _)| (first, last))
                .collect::<Vec<_>>()
        };
        assert_eq!(found("aaaaa", "aa"), [(0, 1), (2, 3)]);
        assert_eq!(found("aabaaab", "aab"), [(0, 2), (4, 6)]);
        assert_eq!(found("abababac", "ababac"), [(2, 7)]);
        assert_eq!(found("abc", ""), []);
        assert_eq!(found("", "a"), []);
    }
}
