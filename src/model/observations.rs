//! A text prepared for the model: what dictionary, gazetteer and rules say of each character and word.

use std::ops::Range;

use jieba_rs::Jieba;

use super::features::mix;
use crate::entity::EntityKind;
use crate::gazetteer::Match;
use crate::rules::{Candidate, Context, is_break, is_han};
use crate::token::PartOfSpeech;

/// Longest dictionary word that is told from longer ones, in characters.
const LONGEST_WORD: u8 = 5;

/// What the templates read about one character: 64 bytes, a line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// The character; 0 outside the line.
    pub(super) character: u32,
    /// Index of its word in `words`; 0 for none.
    pub(super) word: u32,
    /// Its [`class`].
    pub(super) class: u8,
    /// Its place in the word: 0 begin, 1 inside, 2 end, 3 single.
    pub(super) place: u8,
    /// Lengths of the longest dictionary words that start with, end with and cover it.
    pub(super) starting: u8,
    pub(super) ending: u8,
    pub(super) covering: u8,
    /// How well it fits a given name: quarters of a natural logarithm, in steps.
    pub(super) first: u8,
    pub(super) second: u8,
    pub(super) single: u8,
    /// Gazetteer classes whose longest string begins with, goes on over, ends with it or is it.
    pub(super) begin: u64,
    pub(super) inside: u64,
    pub(super) end: u64,
    pub(super) whole: u64,
    /// What the rules make of it: the rule's name with the kind of the mention, and that kind with the place in it; 0
    /// for nothing.
    pub(super) rule: u64,
    pub(super) tagged: u8,
}

const _: () = assert!(size_of::<Seen>() <= 64);

impl Seen {
    pub(super) fn character(&self) -> u64 {
        u64::from(self.character)
    }

    pub(super) fn class(&self) -> u64 {
        u64::from(self.class)
    }

    pub(super) fn tagged(&self) -> u64 {
        u64::from(self.tagged)
    }

    pub(super) fn first(&self) -> u64 {
        u64::from(self.first)
    }

    pub(super) fn second(&self) -> u64 {
        u64::from(self.second)
    }

    pub(super) fn single(&self) -> u64 {
        u64::from(self.single)
    }
}

/// What the templates read about one word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SeenWord {
    pub(super) text: u64,
    pub(super) pos: u64,
    pub(super) length: u64,
    pub(super) last: u64,
}

impl SeenWord {
    fn new(characters: &[char], pos: PartOfSpeech) -> Self {
        let text = characters.iter().fold(7, |hash, &character| {
            mix(hash, u64::from(u32::from(character)))
        });
        let tag = pos.as_str().bytes();
        let last = characters.last();
        Self {
            text,
            pos: tag.fold(0, |all, byte| all << 8 | u64::from(byte)),
            length: characters.len().min(6) as u64,
            last: last.map_or(0, |&last| u64::from(u32::from(last))),
        }
    }

    /// What stands before and behind every line, as it did between the lines that the model has learned from.
    fn line_end() -> Self {
        Self::new(&['\n'], PartOfSpeech::PUNCTUATION)
    }
}

/// A text prepared for the templates.
///
/// Every line is read alone: between lines, as before the first and behind the last, stands nothing, for as far as
/// templates look.
#[derive(Clone, Debug)]
pub struct Observations {
    pub(super) seen: Vec<Seen>,
    pub(super) words: Vec<SeenWord>,
    /// Where each character is in `seen`.
    places: Vec<u32>,
    /// Where they start in the text.
    start: usize,
}

/// Characters that templates look to either side.
const MARGIN: usize = 3;

impl Observations {
    /// Prepares a text: its characters, its words as the dictionary proposes them, its gazetteer strings.
    pub fn new(context: &Context) -> Self {
        Self::of(context, 0..context.chars().len())
    }

    /// The same of some lines of a text, `range` in characters, counted from its start.
    pub fn of(context: &Context, range: Range<usize>) -> Self {
        let lexicon = context.lexicon;
        let chars = &context.chars()[range.clone()];
        let mut seen = Vec::with_capacity(chars.len() + chars.len() / 8 + 2 * MARGIN);
        let mut places = Vec::with_capacity(chars.len());
        seen.resize(MARGIN, Seen::default());
        for &character in chars {
            places.push(seen.len() as u32);
            if is_line_end(character) {
                seen.resize(seen.len() + MARGIN, Seen::default());
                continue;
            }
            let weights = lexicon.name_weights(character);
            seen.push(Seen {
                character: u32::from(character),
                class: class(character),
                first: step(weights.first),
                second: step(weights.second),
                single: step(weights.single),
                ..Seen::default()
            });
        }
        seen.resize(seen.len() + MARGIN, Seen::default());
        let mut observations = Self {
            seen,
            words: vec![SeenWord::default(), SeenWord::line_end()],
            places,
            start: range.start,
        };
        observations.note_words(context, range.clone());
        observations.note_dictionary(context, range.clone());
        observations.note_gazetteer(context.matches.within(range));
        observations
    }

    fn note_words(&mut self, context: &Context, range: Range<usize>) {
        let words = context.words;
        let first = words.partition_point(|word| word.start < range.start);
        for word in words[first..]
            .iter()
            .take_while(|word| word.end <= range.end)
        {
            let index = self.words.len() as u32;
            let characters = &context.chars()[word.start..word.end];
            if characters.iter().copied().any(is_line_end) {
                self.note_line_end();
                self.words.push(SeenWord::line_end());
                continue;
            }
            self.words.push(SeenWord::new(characters, word.pos));
            let length = characters.len();
            let places = word.start - range.start..word.end - range.start;
            for (position, &seen) in self.places[places].iter().enumerate() {
                let seen = &mut self.seen[seen as usize];
                seen.word = index;
                seen.place = place(position, length);
            }
        }
        self.note_line_end();
    }

    /// Nothing is seen beyond a line's end.
    fn note_line_end(&mut self) {
        self.words.push(SeenWord::line_end());
        self.words.push(SeenWord::default());
    }

    fn note_dictionary(&mut self, context: &Context, range: Range<usize>) {
        let text: String = context.chars()[range].iter().collect();
        // Line by line: jieba takes line ends together with what stands beside them.
        let words = |jieba: &Jieba| {
            let mut words = Vec::new();
            let mut start = 0;
            for line in text.split(is_line_end) {
                let found = jieba.cut_all(line).into_iter();
                words.extend(found.map(|word| (start + word.start, start + word.end)));
                start += line.chars().count() + 1;
            }
            words
        };
        let dictionary = context.lexicon.dictionary();
        let found = if context.own.is_empty() {
            // It has proposed the words.
            dictionary.again(words)
        } else {
            dictionary.of(&text, words)
        };
        for (start, end) in found {
            let length = (end - start).min(usize::from(LONGEST_WORD)) as u8;
            if length < 2 || end > self.places.len() {
                continue;
            }
            let longest = |slot: &mut u8| *slot = length.max(*slot);
            // A word is within one line.
            let (start, last) = (self.place(start), self.place(end - 1));
            longest(&mut self.seen[start].starting);
            longest(&mut self.seen[last].ending);
            for seen in &mut self.seen[start + 1..last] {
                longest(&mut seen.covering);
            }
        }
    }

    fn note_gazetteer<'a>(&mut self, matches: impl Iterator<Item = &'a Match>) {
        for found in matches {
            // Of strings of one class within each other only the longest counts: matches come by start,
            // shorter first, so a later one of the same start replaces, one inside is passed over.
            let start = self.place(found.start - self.start);
            let end = self.place(found.end - self.start - 1) + 1;
            let covered =
                |position: usize, seen: &[Seen]| seen[position].inside | seen[position].end;
            let mut classes = found.classes.0;
            classes &= !(covered(start, &self.seen) & covered(end - 1, &self.seen));
            if classes == 0 {
                continue;
            }
            if end - start == 1 {
                self.seen[start].whole |= classes;
                continue;
            }
            let shorter = (self.seen[start].begin | self.seen[start].whole) & classes;
            if shorter != 0 {
                self.seen[start].whole &= !shorter;
                for seen in &mut self.seen[start + 1..end - 1] {
                    seen.end &= !shorter;
                    seen.inside &= !shorter;
                }
            }
            self.seen[start].begin |= classes;
            self.seen[end - 1].end |= classes;
            for seen in &mut self.seen[start + 1..end - 1] {
                seen.inside |= classes;
            }
        }
    }

    /// Adds what the rules found, in order, so that the model learns where to trust them.
    pub fn note_rules(&mut self, mentions: &[Candidate]) {
        let behind = self.start + self.len();
        let first = mentions.partition_point(|mention| mention.end <= self.start);
        let here = mentions[first..].iter();
        for mention in here.take_while(|mention| mention.start < behind) {
            let kind = EntityKind::ALL
                .iter()
                .position(|kind| *kind == mention.kind)
                .unwrap_or_default() as u64;
            let rule = mention
                .rule
                .bytes()
                .fold(kind + 1, |all, byte| mix(all, u64::from(byte)));
            for position in mention.start.max(self.start)..mention.end.min(behind) {
                let place = place(position - mention.start, mention.end - mention.start);
                let seen = self.place(position - self.start);
                let seen = &mut self.seen[seen];
                seen.tagged = (kind as u8 + 1) << 2 | place;
                seen.rule = rule;
            }
        }
    }

    /// The lines that are not empty, as ranges of characters without their ends.
    pub fn lines(&self) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for position in 0..=self.len() {
            let seen = self.places.get(position).map(|&seen| seen as usize);
            if seen.is_none_or(|seen| self.seen[seen].character == 0) {
                if position > start {
                    lines.push(start..position);
                }
                start = position + 1;
            }
        }
        lines
    }

    /// Where the characters `range` of one line are in `seen`, with what templates see around them.
    pub(super) fn around(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            return 0..0;
        }
        self.place(range.start) - MARGIN..self.place(range.end - 1) + MARGIN + 1
    }

    /// Where the character at `index` is in `seen`.
    pub(super) fn place(&self, index: usize) -> usize {
        self.places[index] as usize
    }

    /// Characters of the text.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether the text has no character.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

const fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

fn place(position: usize, length: usize) -> u8 {
    match (position, length) {
        (_, 1) => 3,
        (0, _) => 0,
        (position, length) if position + 1 == length => 2,
        _ => 1,
    }
}

/// A name weight in steps of three quarters of a natural logarithm, from 1; 0 stands for no character.
fn step(weight: i8) -> u8 {
    (i32::from(weight).clamp(-12, 15) / 3 + 5) as u8
}

/// The class of a character, from 1 to 15; 0 stands for no character.
fn class(character: char) -> u8 {
    match character {
        '零' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
        | '百' | '千' | '万' | '亿' | '两' => 1,
        '年' | '月' | '日' | '时' | '分' | '秒' => 2,
        '0'..='9' => 3,
        'a'..='z' | 'A'..='Z' => 4,
        '·' => 5,
        '“' | '‘' | '「' | '『' => 6,
        '”' | '’' | '」' | '』' => 7,
        '《' | '〈' => 8,
        '》' | '〉' => 9,
        '(' | '[' | '【' => 10,
        ')' | ']' | '】' => 11,
        '、' => 12,
        _ if is_han(character) => 13,
        _ if is_break(character) => 14,
        _ => 15,
    }
}
