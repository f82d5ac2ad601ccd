//! What the model sees: one list of features a character, each a hash.
//!
//! Both heads and every corpus share the extraction. A feature is a template number and what the
//! template read, hashed to 64 bits; a model keeps hashes only (Weinberger et al. 2009), so that no
//! string and no list travels with it.

use std::ops::Range;

use jieba_rs::Jieba;

use crate::entity::EntityKind;
use crate::gazetteer::Match;
use crate::lexicon::{Class, Classes};
use crate::rules::{Candidate, Context, is_break, is_han};
use crate::token::PartOfSpeech;

/// Raised by every change after which an older model would read other features.
pub const VERSION: u32 = 1;

/// Longest dictionary word that is told from longer ones, in characters.
const LONGEST_WORD: u8 = 5;

/// What the templates read about one character: 64 bytes, a line of the processor's cache.
#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    /// The character; 0 outside the line.
    character: u32,
    /// Index of its word in `words`; the first element of `words` stands outside the line.
    word: u32,
    /// Its [`class`].
    class: u8,
    /// Its place in the word: 0 begin, 1 inside, 2 end, 3 single.
    place: u8,
    /// Lengths of the longest dictionary words that start with, end with and cover it.
    starting: u8,
    ending: u8,
    covering: u8,
    /// How well it fits a given name: quarters of a natural logarithm, in steps.
    first: u8,
    second: u8,
    single: u8,
    /// Gazetteer classes whose longest string begins with, goes on over, ends with it or is it.
    begin: u64,
    inside: u64,
    end: u64,
    whole: u64,
    /// What the rules make of it: the rule's name with the kind of the mention, and that kind with the place in it; 0
    /// for nothing.
    rule: u64,
    tagged: u8,
}

const _: () = assert!(size_of::<Seen>() <= 64);

impl Seen {
    fn character(&self) -> u64 {
        u64::from(self.character)
    }

    fn class(&self) -> u64 {
        u64::from(self.class)
    }

    fn place(&self) -> u64 {
        u64::from(self.place)
    }

    fn tagged(&self) -> u64 {
        u64::from(self.tagged)
    }

    fn first(&self) -> u64 {
        u64::from(self.first)
    }

    fn second(&self) -> u64 {
        u64::from(self.second)
    }

    fn single(&self) -> u64 {
        u64::from(self.single)
    }
}

/// What the templates read about one word.
#[derive(Clone, Copy, Debug, Default)]
struct SeenWord {
    text: u64,
    pos: u64,
    length: u64,
    last: u64,
    /// Whether a line ends with it: nothing is seen beyond.
    ends_line: bool,
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
            ends_line: false,
        }
    }

    /// What stands before and behind every line, as it did between the lines that the model has learned from.
    fn line_end() -> Self {
        Self {
            ends_line: true,
            ..Self::new(&['\n'], PartOfSpeech::PUNCTUATION)
        }
    }
}

/// A text prepared for the templates.
#[derive(Clone, Debug)]
pub struct Observations {
    seen: Vec<Seen>,
    words: Vec<SeenWord>,
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
        let mut seen = vec![Seen::default(); chars.len() + 2 * MARGIN];
        for (seen, &character) in seen[MARGIN..].iter_mut().zip(chars) {
            // A line's end is the text's end: every line is read alone.
            if is_line_end(character) {
                continue;
            }
            let weights = lexicon.name_weights(character);
            seen.character = u32::from(character);
            seen.class = class(character);
            seen.first = step(weights.first);
            seen.second = step(weights.second);
            seen.single = step(weights.single);
        }
        let mut observations = Self {
            seen,
            words: vec![SeenWord::line_end()],
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
            let length = word.end - word.start;
            let start = word.start - range.start + MARGIN;
            for (position, seen) in self.seen[start..start + length].iter_mut().enumerate() {
                seen.word = index;
                seen.place = place(position, length);
            }
            let characters = &context.chars()[word.start..word.end];
            let ends_line = characters.iter().copied().any(is_line_end);
            self.words.push(if ends_line {
                SeenWord::line_end()
            } else {
                SeenWord::new(characters, word.pos)
            });
        }
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
            if length < 2 || end + MARGIN > self.seen.len() {
                continue;
            }
            let longest = |slot: &mut u8| *slot = length.max(*slot);
            longest(&mut self.seen[start + MARGIN].starting);
            longest(&mut self.seen[end - 1 + MARGIN].ending);
            for position in start + 1..end - 1 {
                longest(&mut self.seen[position + MARGIN].covering);
            }
        }
    }

    fn note_gazetteer<'a>(&mut self, matches: impl Iterator<Item = &'a Match>) {
        for found in matches {
            // Of strings of one class within each other only the longest counts: matches come by start,
            // shorter first, so a later one of the same start replaces, one inside is passed over.
            let start = found.start - self.start + MARGIN;
            let end = found.end - self.start + MARGIN;
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
                let seen = &mut self.seen[position - self.start + MARGIN];
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
            if self.seen[position + MARGIN].character == 0 {
                if position > start {
                    lines.push(start..position);
                }
                start = position + 1;
            }
        }
        lines
    }

    /// Characters of the text.
    pub fn len(&self) -> usize {
        self.seen.len() - 2 * MARGIN
    }

    /// Whether the text has no character.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Hands the features of the character at `index` to `emit`.
    #[inline]
    pub fn features(&self, index: usize, mut emit: impl FnMut(u64)) {
        // What lies beyond a line's end is not seen.
        let beyond = |near: &'_ Seen, far: usize| if near.character() == 0 { 0 } else { far };
        let at = |position: usize| &self.seen[position];
        let middle = index + MARGIN;
        let (l1, here, r1) = (at(middle - 1), at(middle), at(middle + 1));
        let l2 = at(beyond(l1, middle - 2));
        let l3 = at(beyond(l2, middle - 3));
        let r2 = at(beyond(r1, middle + 2));
        let r3 = at(beyond(r2, middle + 3));
        let word = self.words[here.word as usize];
        // The first of all words ends the line before, and so does what is missing behind the last.
        let neighbour = |index: u32| *self.words.get(index as usize).unwrap_or(&self.words[0]);
        let behind = |near: &SeenWord, index: u32| match near.ends_line {
            true => SeenWord::default(),
            false => neighbour(index),
        };
        let before = neighbour(here.word.saturating_sub(1));
        let before2 = behind(&before, here.word.saturating_sub(2));
        let after = neighbour(here.word + 1);
        let after2 = behind(&after, here.word + 2);

        let surname = |seen: &Seen| u64::from(Classes(seen.whole).has(Class::Surname));
        let mut template = 0;
        let mut add = |content: u64| {
            template += 1;
            emit(mix(content, template));
        };
        let left = mix(l1.character(), here.character());
        let right = mix(here.character(), r1.character());
        // Characters: one, two, three and four of them.
        add(l2.character());
        add(l1.character());
        add(here.character());
        add(r1.character());
        add(r2.character());
        add(mix(l2.character(), l1.character()));
        add(left);
        add(right);
        add(mix(r1.character(), r2.character()));
        add(mix(l1.character(), r1.character()));
        add(mix(l2.character(), left));
        add(mix(left, r1.character()));
        add(mix(right, r2.character()));
        add(mix(mix(l3.character(), l2.character()), l1.character()));
        add(mix(mix(r1.character(), r2.character()), r3.character()));
        add(mix(mix(l3.character(), l2.character()), left));
        add(mix(mix(l2.character(), left), r1.character()));
        add(mix(mix(left, r1.character()), r2.character()));
        add(mix(mix(right, r2.character()), r3.character()));
        // Classes of characters.
        let classes = l1.class() << 8 | here.class() << 4 | r1.class();
        add(classes);
        add(l2.class() << 16 | classes << 4 | r2.class());
        // The dictionary's words.
        let shape = here.place() << 8 | word.length;
        add(mix(shape, word.text));
        add(mix(shape, word.pos));
        add(mix(here.place(), before.text));
        add(mix(here.place(), after.text));
        add(mix(shape, mix(before.pos, word.pos)));
        add(mix(shape, mix(word.pos, after.pos)));
        add(mix(here.place(), mix(before.pos, mix(word.pos, after.pos))));
        add(mix(here.place(), mix(before.text, word.text)));
        add(mix(here.place(), mix(word.text, after.text)));
        add(mix(shape, mix(before.last, word.pos)));
        add(mix(shape, mix(after.last, word.pos)));
        add(mix(here.place(), mix(before2.text, before.text)));
        add(mix(here.place(), mix(after.text, after2.text)));
        add(mix(
            here.place(),
            mix(mix(before2.pos, before.pos), word.pos),
        ));
        add(mix(here.place(), mix(mix(word.pos, after.pos), after2.pos)));
        // All dictionary words around, not only those that the dictionary would choose.
        let lengths =
            u64::from(here.starting) << 16 | u64::from(here.ending) << 8 | u64::from(here.covering);
        add(lengths);
        add(lengths << 24 | u64::from(l1.ending) << 8 | u64::from(r1.starting));
        add(mix(lengths, here.character()));
        add(mix(lengths, here.place()));
        // How well the characters fit a name.
        add(here.first() << 16 | r1.second() << 8 | surname(r1));
        add(surname(l1) | here.first() << 16 | r1.second() << 8);
        add(l1.first() << 16 | here.second() << 8 | surname(l2));
        add(surname(here) | r1.first() << 16 | r2.second() << 8);
        add(here.single() << 16 | surname(l1) | r1.class() << 8);
        add(r1.single() << 16 | surname(here) | r2.class() << 8);
        // The gazetteer: all classes together, and each alone; of the neighbours those that meet here.
        let mut add = |template: u64, content: u64| emit(mix(content, template));
        if here.begin | here.end | here.inside | here.whole != 0 {
            let every = mix(mix(here.begin, here.end), mix(here.inside, here.whole));
            add(100, every);
            add(101, mix(every, here.place()));
            each(here.begin, |class| add(102, class));
            each(here.inside, |class| add(103, class));
            each(here.end, |class| add(104, class));
            each(here.whole, |class| add(105, class));
        }
        each(r1.begin | r1.whole, |class| {
            add(106, class << 8 | here.place())
        });
        each(l1.end | l1.whole, |class| {
            add(107, class << 8 | here.place())
        });
        each(r2.begin | r2.whole, |class| {
            add(108, class << 8 | here.place())
        });
        each(l2.end | l2.whole, |class| {
            add(109, class << 8 | here.place())
        });
        // The rules.
        if here.tagged() | l1.tagged() | r1.tagged() != 0 {
            add(120, here.tagged());
            add(121, here.tagged() << 8 | l1.tagged());
            add(122, here.tagged() << 8 | r1.tagged());
            add(123, mix(here.tagged(), here.rule));
            add(124, mix(here.tagged(), mix(l1.rule, here.place())));
            add(125, mix(here.tagged(), mix(r1.rule, here.place())));
            add(126, mix(here.tagged(), mix(shape, word.pos)));
            add(
                127,
                here.tagged() << 24 | l2.tagged() << 16 | l1.tagged() << 8 | r1.tagged(),
            );
            add(128, mix(here.tagged(), here.character()));
        }
    }
}

/// Calls `visit` with the number of each bit that is set.
#[inline]
fn each(mut set: u64, mut visit: impl FnMut(u64)) {
    while set != 0 {
        visit(u64::from(set.trailing_zeros()));
        set &= set - 1;
    }
}

/// Joins two values to a hash that depends on their order (the multiplier is that of Steele and Vigna 2021).
#[inline]
pub const fn mix(one: u64, other: u64) -> u64 {
    let sum = (one ^ (one >> 32))
        .wrapping_mul(0xD134_2543_DE82_EF95)
        .wrapping_add(other);
    (sum ^ (sum >> 29)).wrapping_mul(0xAF25_1AF3_B0F0_25B5)
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
