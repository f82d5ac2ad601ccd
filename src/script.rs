//! Scripts: the Simplified shadow that every decision is made on, script detection, and
//! conversion for display.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::error::{Error, Result};
use crate::pack::Pack;
use crate::span::Span;

mod quotes;

/// The section of phrases in the pack of that name.
pub const PHRASES: &str = "phrases";

/// The script that most of a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Simplified Chinese.
    Simplified,
    /// Traditional Chinese.
    Traditional,
    /// Both, neither clearly ahead.
    Mixed,
    /// No character that tells.
    Undetermined,
}

impl Script {
    /// The script's name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Simplified => "hans",
            Self::Traditional => "hant",
            Self::Mixed => "mixed",
            Self::Undetermined => "none",
        }
    }

    /// The script of that name that a text can be shown in: `hans` or `hant`.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Simplified, Self::Traditional]
            .into_iter()
            .find(|script| script.name() == name)
    }
}

/// A one-for-one Simplified, half-width copy of a text.
///
/// Character `i` of the shadow stands for character `i` of the text, so that positions never
/// move: rules count in shadow characters and report spans of the text.
#[derive(Clone, Debug)]
pub struct Shadow {
    text: String,
    chars: Vec<char>,
    /// Byte position in the original text of each character, and the text's length.
    offsets: Vec<usize>,
    /// The same in the shadow.
    starts: Vec<u32>,
}

impl Shadow {
    fn new(chars: Vec<char>, offsets: Vec<usize>) -> Self {
        let mut text = String::with_capacity(offsets.last().copied().unwrap_or_default());
        let mut starts = Vec::with_capacity(chars.len() + 1);
        for &character in &chars {
            starts.push(text.len() as u32);
            text.push(character);
        }
        starts.push(text.len() as u32);
        Self {
            text,
            chars,
            offsets,
            starts,
        }
    }

    /// The shadow as text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The shadow's characters.
    pub fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The shadow of some lines of the text alone, by their characters.
    #[must_use]
    pub fn part(&self, lines: &[Range<usize>]) -> Self {
        let (mut chars, mut offsets) = (Vec::new(), Vec::new());
        for line in lines {
            chars.extend_from_slice(&self.chars[line.clone()]);
            offsets.extend_from_slice(&self.offsets[line.clone()]);
        }
        offsets.push(lines.last().map_or(0, |line| self.offsets[line.end]));
        Self::new(chars, offsets)
    }

    /// Characters `start..end` of the shadow as text; empty where it does not have them all.
    pub fn slice(&self, start: usize, end: usize) -> &str {
        match (self.starts.get(start), self.starts.get(end)) {
            (Some(&start), Some(&end)) => self.text.get(start as usize..end as usize),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// The span of the original text that characters `start..end` of the shadow stand for.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let at = |index: usize| self.offsets[index.min(self.offsets.len() - 1)];
        Span::new(at(start), at(end))
    }

    /// The characters of the shadow that stand for a span of the original text, as start and
    /// end; a span that cuts characters is widened to whole ones.
    pub fn range(&self, span: Span) -> (usize, usize) {
        let start = self
            .offsets
            .partition_point(|&offset| offset <= span.start)
            .saturating_sub(1);
        let end = self.offsets.partition_point(|&offset| offset < span.end);
        (start.min(self.chars.len()), end.min(self.chars.len()))
    }
}

/// Conversion tables between the scripts, from OpenCC, and our own corrections to them.
#[derive(Debug)]
pub struct Converter {
    /// Traditional character → Simplified, where they differ.
    simplified: FxHashMap<char, char>,
    /// Simplified character → its commonest Traditional form, where they differ.
    traditional: FxHashMap<char, char>,
    /// Traditional phrases whose characters do not convert one by one, by first character.
    to_simplified: Phrases,
    /// Simplified phrases whose characters do not convert one by one, by first character: those
    /// in names of divisions, built at the first conversion; with the pack of phrases all.
    to_traditional: OnceLock<Phrases>,
    /// Whether all phrases are known.
    complete: bool,
    /// Simplified characters that stand for one another in some phrase (计画 and 计划), each with the one that is
    /// taken for all, in order; a dozen, built where texts are first compared.
    variants: OnceLock<Vec<(char, char)>>,
    pack: Pack,
}

/// Phrases by first character, longest first.
type Phrases = FxHashMap<char, Vec<(Box<[char]>, Box<[char]>)>>;

impl Converter {
    /// Reads the sections `simplified` and `traditional` of a pack: lines of key, tab, value;
    /// single characters and phrases mixed; key and value of equal length in characters.
    ///
    /// # Errors
    /// [`Error::PackSection`] where a section is missing or a line is not of that form.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        let (simplified, to_simplified) = read_table(pack, "simplified", true)?;
        let (traditional, _) = read_table(pack, "traditional", false)?;
        Ok(Self {
            simplified,
            traditional,
            to_simplified,
            to_traditional: OnceLock::new(),
            complete: false,
            variants: OnceLock::new(),
            pack: pack.clone(),
        })
    }

    /// Takes the phrases of the pack of phrases, which showing text in Traditional characters needs.
    ///
    /// # Errors
    /// [`Error::PackSection`] where it has none or a line is not as [`Converter::from_pack`] wants it.
    pub fn load_phrases(&mut self, pack: &Pack) -> Result<()> {
        self.to_traditional = OnceLock::from(read_table(pack, PHRASES, true)?.1);
        self.complete = true;
        Ok(())
    }

    /// Whether text can be shown in `script` as well as it can be.
    pub const fn is_complete_for(&self, script: Script) -> bool {
        self.complete || !matches!(script, Script::Traditional)
    }

    /// The shadow of `text`.
    pub fn shadow(&self, text: &str) -> Shadow {
        let mut offsets: Vec<usize> = text.char_indices().map(|(offset, _)| offset).collect();
        offsets.push(text.len());
        let original: Vec<char> = text.chars().collect();
        let mut chars = convert(&original, &self.simplified, &self.to_simplified);
        for character in &mut chars {
            *character = half_width(*character);
        }
        Shadow::new(chars, offsets)
    }

    /// The half-width character that stands for `character` and all that it may be written as in either
    /// script, whatever word it is in: so that a word folds alike wherever it stands, which it does not in a
    /// shadow (乾隆, but 干 alone). For comparing only; what is folded need not be a word.
    pub fn fold(&self, character: char) -> char {
        if character.is_ascii() {
            return character;
        }
        let character = self.alone(character);
        let variants = self.variants.get_or_init(|| self.find_variants());
        let variant = variants.binary_search_by_key(&character, |(variant, _)| *variant);
        half_width(variant.map_or(character, |found| variants[found].1))
    }

    /// A character in Simplified, as the table of characters has it.
    fn alone(&self, character: char) -> char {
        self.simplified
            .get(&character)
            .copied()
            .unwrap_or(character)
    }

    fn find_variants(&self) -> Vec<(char, char)> {
        let mut pairs = BTreeSet::new();
        for (key, value) in self.to_simplified.values().flatten() {
            for (&from, &to) in key.iter().zip(value) {
                pairs.insert((self.alone(from), self.alone(to)));
            }
        }
        let mut variants: BTreeMap<char, char> = BTreeMap::new();
        for (from, to) in pairs {
            let from = representative(&mut variants, from);
            let to = representative(&mut variants, to);
            if from != to {
                variants.insert(from, to);
            }
        }
        let all: Vec<char> = variants.keys().copied().collect();
        all.into_iter()
            .map(|variant| (variant, representative(&mut variants, variant)))
            .collect()
    }

    /// `text` in Simplified characters, for display.
    pub fn to_simplified(&self, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        convert(&chars, &self.simplified, &self.to_simplified)
            .into_iter()
            .collect()
    }

    /// `text` in Traditional characters, for display: by phrase where one is known, else each
    /// character by its commonest form.
    pub fn to_traditional(&self, text: &str) -> String {
        // Every line was validated with the characters; a phrase table that fails is left empty.
        let phrases = self.to_traditional.get_or_init(|| {
            let table = read_table(&self.pack, "traditional", true);
            table.map(|(_, phrases)| phrases).unwrap_or_default()
        });
        let chars: Vec<char> = text.chars().collect();
        convert(&chars, &self.traditional, phrases)
            .into_iter()
            .collect()
    }

    /// `text` for readers of `script`: by phrase, each of `units`, spans in order such as those
    /// of mentions, for itself, so that no phrase runs into a name; quotation marks as these
    /// readers set them. The result has as many characters, each as wide in UTF-16, so that
    /// positions hold: a character whose other form is wider or narrower stays.
    ///
    /// A text that is in `script` already comes back as it is, and so does every text for a
    /// script other than Simplified and Traditional. A span that does not fit is left out.
    pub fn display(&self, text: &str, script: Script, units: &[Span]) -> String {
        let convert: fn(&Self, &str) -> String = match script {
            Script::Simplified => Self::to_simplified,
            Script::Traditional => Self::to_traditional,
            Script::Mixed | Script::Undetermined => return text.to_owned(),
        };
        if self.detect(text) == script {
            return text.to_owned();
        }
        let mut converted = String::with_capacity(text.len());
        let mut position = 0;
        for unit in units {
            if let (Some(between), Some(unit_text)) = (
                text.get(position..unit.start),
                text.get(unit.start..unit.end),
            ) {
                converted.push_str(&convert(self, between));
                converted.push_str(&convert(self, unit_text));
                position = unit.end;
            }
        }
        converted.push_str(&convert(self, &text[position..]));
        let as_wide = |(before, after): (char, char)| {
            if before.len_utf16() == after.len_utf16() {
                after
            } else {
                before
            }
        };
        let mut chars: Vec<char> = text.chars().zip(converted.chars()).map(as_wide).collect();
        quotes::set(&mut chars, script);
        chars.into_iter().collect()
    }

    /// Which script `text` is written in, by the characters that only one script has.
    ///
    /// One script is said where it has at least nine in ten of the telling characters:
    /// mechanically converted Traditional text keeps some Simplified ones (云, 里, 制).
    pub fn detect(&self, text: &str) -> Script {
        let (mut simplified, mut traditional) = (0_usize, 0_usize);
        for character in text.chars() {
            if self.simplified.contains_key(&character) {
                traditional += 1;
            } else if self.traditional.contains_key(&character) {
                simplified += 1;
            }
        }
        match (simplified, traditional) {
            (0, 0) => Script::Undetermined,
            _ if simplified >= 9 * traditional => Script::Simplified,
            // A Simplified character that is also a Traditional one of another meaning (云, 后,
            // 里, 台) counts against Traditional, hence the lower bar.
            _ if traditional >= 3 * simplified => Script::Traditional,
            _ => Script::Mixed,
        }
    }
}

/// Full-width forms of ASCII, and the ideographic space, as their ASCII twins.
pub(crate) const fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => match char::from_u32(character as u32 - 0xFEE0) {
            Some(folded) => folded,
            None => character,
        },
        '\u{3000}' | '\u{A0}' => ' ',
        '〔' | '【' => '(',
        '〕' | '】' => ')',
        '「' | '『' => '“',
        '」' | '』' => '”',
        '•' | '‧' | '・' => '·',
        _ => character,
    }
}

/// What stands for a character in the end, in a forest whose ways it shortens (Tarjan and van Leeuwen 1984).
fn representative(parents: &mut BTreeMap<char, char>, mut character: char) -> char {
    while let Some(&parent) = parents.get(&character) {
        if let Some(&above) = parents.get(&parent) {
            parents.insert(character, above);
        }
        character = parent;
    }
    character
}

fn convert(chars: &[char], singles: &FxHashMap<char, char>, phrases: &Phrases) -> Vec<char> {
    let mut converted = Vec::with_capacity(chars.len());
    while let Some(&first) = chars.get(converted.len()) {
        let rest = &chars[converted.len()..];
        let phrase = phrases
            .get(&first)
            .and_then(|list| list.iter().find(|(key, _)| rest.starts_with(key)));
        match phrase {
            Some((_, value)) => converted.extend(value),
            None => converted.push(singles.get(&first).copied().unwrap_or(first)),
        }
    }
    converted
}

/// The single characters of a table, and its phrases by first character, longest first; these are left out unless
/// `with_phrases`, but every line is validated.
fn read_table(
    pack: &Pack,
    name: &str,
    with_phrases: bool,
) -> Result<(FxHashMap<char, char>, Phrases)> {
    let malformed = || Error::PackSection(name.to_owned());
    let text = pack.text(name)?;
    // Most lines are two characters of three bytes.
    let mut characters = FxHashMap::with_capacity_and_hasher(text.len() / 8, FxBuildHasher);
    let mut phrases = Phrases::default();
    let mut chars = text.chars();
    let mut key: Vec<char> = Vec::new();
    let mut value: Vec<char> = Vec::new();
    while let Some(first) = chars.next() {
        key.clear();
        let mut next = Some(first);
        while let Some(character) = next.filter(|&character| character != '\t') {
            if character == '\n' {
                return Err(malformed());
            }
            key.push(character);
            next = chars.next();
        }
        value.clear();
        value.extend(chars.by_ref().take_while(|&character| character != '\n'));
        if next.is_none() || !are_alike(&key, &value) {
            return Err(malformed());
        }
        match (key.as_slice(), value.as_slice()) {
            ([from], [to]) => {
                characters.insert(*from, *to);
            }
            ([first, ..], _) => {
                if with_phrases {
                    let list = phrases.entry(*first).or_default();
                    list.push((key.as_slice().into(), value.as_slice().into()));
                }
            }
            _ => return Err(malformed()),
        }
    }
    for list in phrases.values_mut() {
        list.sort_by_key(|(key, _)| std::cmp::Reverse(key.len()));
    }
    Ok((characters, phrases))
}

/// Whether a text may become another: of the same length, for positions must hold, and with blanks at the same places,
/// for words and lines are told apart by them.
fn are_alike(from: &[char], to: &[char]) -> bool {
    let alike = |(from, to): (&char, &char)| from.is_whitespace() == to.is_whitespace();
    from.len() == to.len() && from.iter().zip(to).all(alike)
}
