//! What the model sees: things, and how each character meets them.
//!
//! Both heads and every corpus share the extraction. A thing is what a template reads, such as a character, a word or
//! three parts of speech, hashed to 64 bits; a model keeps hashes only (Weinberger et al. 2009), so that no string and
//! no list travels with it. A feature is a thing and a slot: a character is met as the one before, as the one itself or
//! as the one behind. So what the model knows of a thing is looked up once, and each character that meets it only asks
//! whether its slot is taken.

use std::ops::Range;

use super::observations::{Observations, Seen};
use crate::lexicon::{Class, Classes};

/// Raised by every change after which an older model would read other features.
/// 1: first. 2: things and slots; of lines nothing but themselves.
pub const VERSION: u32 = 2;

/// Slots that a thing may have.
pub const SLOTS: u32 = 32;

/// Classes of the gazetteer, each of which is a thing: the first of all.
pub const CLASSES: usize = 64;

/// The things of a character, by number: of it, and of it with those around or behind it.
mod of_character {
    pub const ONE: usize = 0;
    pub const TWO: usize = 1;
    pub const THREE: usize = 2;
    pub const FOUR: usize = 3;
    pub const AROUND: usize = 4;
    pub const CLASSES: usize = 5;
    pub const MORE_CLASSES: usize = 6;
    pub const LENGTHS: usize = 7;
    pub const MORE_LENGTHS: usize = 8;
    pub const LENGTHS_AND_ONE: usize = 9;
    pub const GIVEN: usize = 10;
    pub const GIVEN_OR_SURNAME: usize = 11;
    pub const SINGLE: usize = 12;
    pub const EVERY_CLASS: usize = 13;
    pub const COUNT: usize = 14;
}

/// The things of a character in or beside what the rules found.
mod of_rules {
    pub const TAG: usize = 0;
    pub const TAGS: usize = 1;
    pub const MORE_TAGS: usize = 2;
    pub const RULE: usize = 3;
    pub const RULE_BEFORE: usize = 4;
    pub const RULE_BEHIND: usize = 5;
    pub const TAG_AND_WORD: usize = 6;
    pub const TAG_AND_ONE: usize = 7;
    pub const COUNT: usize = 8;
}

/// The things of a word, by number: of it, and of it with those beside it.
mod of_word {
    pub const TEXT: usize = 0;
    pub const TEXTS: usize = 1;
    pub const POS: usize = 2;
    pub const TWO_POS: usize = 3;
    pub const THREE_POS: usize = 4;
    pub const LAST_BEFORE: usize = 5;
    pub const LAST_BEHIND: usize = 6;
    pub const COUNT: usize = 7;
}

/// The thing that a class of the gazetteer is.
pub const fn class(number: usize) -> u64 {
    mix(number as u64, 1)
}

/// One line, or a part of one, as the model sees it.
#[derive(Debug)]
pub struct Line<'a> {
    observations: &'a Observations,
    /// What of it is seen, with what stands around it.
    seen: Range<usize>,
    words: Range<usize>,
    /// Whether the rules found something in it.
    tagged: bool,
}

impl<'a> Line<'a> {
    /// The line of `observations` whose characters are `range`.
    pub fn new(observations: &'a Observations, range: Range<usize>) -> Self {
        let seen = observations.around(range);
        let here = &observations.seen[seen.clone()];
        let words = || here.iter().map(|seen| seen.word as usize);
        let first = words().filter(|&word| word > 0).min().unwrap_or_default();
        let last = words().max().unwrap_or_default();
        Self {
            observations,
            tagged: here.iter().any(|seen| seen.tagged != 0),
            words: first.saturating_sub(2)..(last + 3).min(observations.words.len()),
            seen,
        }
    }

    /// Hands all its things to `visit`, as hashes; 0 for none. They are numbered in this order, from [`CLASSES`].
    #[inline]
    pub fn things(&self, mut visit: impl FnMut(u64)) {
        for index in self.seen.clone() {
            let things = self.observations.things_of_character(index);
            things.into_iter().for_each(&mut visit);
        }
        for index in self.words.clone() {
            let things = self.observations.things_of_word(index);
            things.into_iter().for_each(&mut visit);
        }
        if self.tagged {
            for index in self.seen.clone() {
                let things = self.observations.things_of_rules(index);
                things.into_iter().for_each(&mut visit);
            }
        }
    }

    /// How many numbers its things have, the classes' among them.
    pub fn count(&self) -> usize {
        let of_rules = if self.tagged { of_rules::COUNT } else { 0 };
        let of_character = self.seen.len() * (of_character::COUNT + of_rules);
        CLASSES + of_character + self.words.len() * of_word::COUNT
    }

    /// Hands the features of the character at `index` to `emit`: the number of a thing, and a slot, which is below
    /// [`SLOTS`].
    #[inline]
    pub fn features(&self, index: usize, mut emit: impl FnMut(usize, u32)) {
        use {of_character as kind, of_rules as rules, of_word as words};
        let observations = self.observations;
        let middle = observations.place(index);
        let at = |position: usize| &observations.seen[position];
        let (l2, l1) = (at(middle - 2), at(middle - 1));
        let (here, r1, r2) = (at(middle), at(middle + 1), at(middle + 2));
        let place = u32::from(here.place);
        let seen = self.seen.start;
        let character =
            |position: usize, kind: usize| CLASSES + (position - seen) * kind::COUNT + kind;

        // Characters: one, two, three and four of them.
        for slot in 0..5 {
            emit(character(middle - 2 + slot, kind::ONE), slot as u32);
        }
        for slot in 0..4 {
            emit(character(middle - 2 + slot, kind::TWO), slot as u32);
        }
        for slot in 0..5 {
            emit(character(middle - 3 + slot, kind::THREE), slot as u32);
        }
        for slot in 0..4 {
            emit(character(middle - 3 + slot, kind::FOUR), slot as u32);
        }
        emit(character(middle, kind::AROUND), 0);
        emit(character(middle, kind::CLASSES), 0);
        emit(character(middle, kind::MORE_CLASSES), 0);
        // The dictionary's words. Beyond the first and the last of a line stands nothing.
        let word = here.word as usize;
        let first = CLASSES + self.seen.len() * kind::COUNT;
        let of_word = |word: usize, kind: usize| {
            first + word.saturating_sub(self.words.start) * words::COUNT + kind
        };
        let (before, before2) = (word.saturating_sub(1), word.saturating_sub(2));
        let after = word + 1;
        let shape = shape(place, observations.words[word].length);
        emit(of_word(word, words::TEXT), place);
        emit(of_word(before, words::TEXT), 4 | place);
        emit(of_word(after, words::TEXT), 8 | place);
        emit(of_word(word, words::POS), place);
        emit(of_word(before, words::TWO_POS), shape);
        emit(of_word(word, words::TWO_POS), 16 | shape);
        emit(of_word(word, words::THREE_POS), place);
        emit(of_word(before, words::THREE_POS), 4 | place);
        emit(of_word(after, words::THREE_POS), 8 | place);
        emit(of_word(before, words::TEXTS), place);
        emit(of_word(word, words::TEXTS), 4 | place);
        emit(of_word(before2, words::TEXTS), 8 | place);
        emit(of_word(after, words::TEXTS), 12 | place);
        emit(of_word(word, words::LAST_BEFORE), shape);
        emit(of_word(word, words::LAST_BEHIND), shape);
        // All dictionary words around.
        emit(character(middle, kind::LENGTHS), 0);
        emit(character(middle, kind::LENGTHS), 4 | place);
        emit(character(middle, kind::MORE_LENGTHS), 0);
        emit(character(middle, kind::LENGTHS_AND_ONE), 0);
        // How well the characters fit a name.
        emit(character(middle, kind::GIVEN_OR_SURNAME), 0);
        emit(character(middle, kind::GIVEN), 0);
        emit(character(middle - 1, kind::GIVEN), 1);
        emit(character(middle + 1, kind::GIVEN), 2);
        emit(character(middle, kind::SINGLE), 0);
        emit(character(middle + 1, kind::SINGLE), 1);
        // The gazetteer: all classes together, and each alone; of the neighbours those that meet here.
        if here.begin | here.end | here.inside | here.whole != 0 {
            emit(character(middle, kind::EVERY_CLASS), 0);
            emit(character(middle, kind::EVERY_CLASS), 4 | place);
            each(here.begin, |class| emit(class, 0));
            each(here.inside, |class| emit(class, 1));
            each(here.end, |class| emit(class, 2));
            each(here.whole, |class| emit(class, 3));
        }
        each(r1.begin | r1.whole, |class| emit(class, 4 | place));
        each(l1.end | l1.whole, |class| emit(class, 8 | place));
        each(r2.begin | r2.whole, |class| emit(class, 12 | place));
        each(l2.end | l2.whole, |class| emit(class, 16 | place));
        // The rules.
        if here.tagged | l1.tagged | r1.tagged != 0 {
            let first = first + self.words.len() * words::COUNT;
            let of_rules =
                |position: usize, kind: usize| first + (position - seen) * rules::COUNT + kind;
            emit(of_rules(middle, rules::TAG), 0);
            emit(of_rules(middle - 1, rules::TAGS), 0);
            emit(of_rules(middle, rules::TAGS), 1);
            emit(of_rules(middle, rules::MORE_TAGS), 0);
            emit(of_rules(middle, rules::RULE), 0);
            emit(of_rules(middle, rules::RULE_BEFORE), place);
            emit(of_rules(middle, rules::RULE_BEHIND), place);
            emit(of_rules(middle, rules::TAG_AND_WORD), place);
            emit(of_rules(middle, rules::TAG_AND_ONE), 0);
        }
    }
}

impl Observations {
    // The first and the last are nothing, as all beyond them.
    fn left(&self, index: usize, far: usize) -> &Seen {
        &self.seen[index.saturating_sub(far)]
    }

    fn right(&self, index: usize, far: usize) -> &Seen {
        &self.seen[(index + far).min(self.seen.len() - 1)]
    }

    #[inline]
    fn things_of_character(&self, index: usize) -> [u64; of_character::COUNT] {
        use of_character as kind;
        let (l1, here, r1) = (
            self.left(index, 1),
            self.left(index, 0),
            self.right(index, 1),
        );
        let (r2, r3) = (self.right(index, 2), self.right(index, 3));
        let surname = |seen: &Seen| u64::from(Classes(seen.whole).has(Class::Surname));
        let mut things = [0; kind::COUNT];
        let mut set = |kind: usize, thing: u64| things[kind] = mix(thing, 2 + kind as u64);
        // Characters: one, two, three and four of them, from this one on.
        let two = mix(here.character(), r1.character());
        let three = mix(two, r2.character());
        set(kind::ONE, here.character());
        set(kind::TWO, two);
        set(kind::THREE, three);
        set(kind::FOUR, mix(three, r3.character()));
        // How well this one and the next fit a name.
        let given = here.first() << 16 | r1.second() << 8;
        set(kind::GIVEN, given | surname(l1));
        set(
            kind::SINGLE,
            here.single() << 16 | r1.class() << 8 | surname(l1),
        );
        if here.character == 0 {
            return things;
        }
        let l2 = self.left(index, 2);
        set(kind::AROUND, mix(l1.character(), r1.character()));
        set(kind::GIVEN_OR_SURNAME, given | surname(r1));
        // Classes of characters.
        let classes = l1.class() << 8 | here.class() << 4 | r1.class();
        set(kind::CLASSES, classes);
        let more = l2.class() << 16 | classes << 4 | r2.class();
        set(kind::MORE_CLASSES, more);
        // All dictionary words around, not only those that the dictionary would choose.
        let lengths =
            u64::from(here.starting) << 16 | u64::from(here.ending) << 8 | u64::from(here.covering);
        set(kind::LENGTHS, lengths);
        let more = u64::from(l1.ending) << 8 | u64::from(r1.starting);
        set(kind::MORE_LENGTHS, lengths << 24 | more);
        set(kind::LENGTHS_AND_ONE, mix(lengths, here.character()));
        // The gazetteer's classes together.
        if here.begin | here.end | here.inside | here.whole != 0 {
            let every = mix(mix(here.begin, here.end), mix(here.inside, here.whole));
            set(kind::EVERY_CLASS, every);
        }
        things
    }

    #[inline]
    fn things_of_rules(&self, index: usize) -> [u64; of_rules::COUNT] {
        use of_rules as kind;
        let (l2, l1) = (self.left(index, 2), self.left(index, 1));
        let (here, r1) = (self.left(index, 0), self.right(index, 1));
        let mut things = [0; kind::COUNT];
        let mut set = |kind: usize, thing: u64| things[kind] = mix(thing, 16 + kind as u64);
        let tagged = here.tagged();
        let r2 = self.right(index, 2);
        if l1.tagged | here.tagged | r1.tagged | r2.tagged != 0 {
            set(kind::TAGS, tagged << 8 | r1.tagged());
        }
        if here.character != 0 && tagged | l1.tagged() | r1.tagged() != 0 {
            let word = &self.words[here.word as usize];
            let all = l2.tagged() << 24 | l1.tagged() << 16 | tagged << 8 | r1.tagged();
            set(kind::TAG, tagged);
            set(kind::MORE_TAGS, all);
            set(kind::RULE, mix(tagged, here.rule));
            set(kind::RULE_BEFORE, mix(tagged, l1.rule));
            set(kind::RULE_BEHIND, mix(tagged, r1.rule));
            set(kind::TAG_AND_WORD, mix(mix(tagged, word.length), word.pos));
            set(kind::TAG_AND_ONE, mix(tagged, here.character()));
        }
        things
    }

    #[inline]
    fn things_of_word(&self, index: usize) -> [u64; of_word::COUNT] {
        use of_word as kind;
        let word = &self.words[index];
        // The first and the last are nothing, as all beyond them.
        let after = &self.words[(index + 1).min(self.words.len() - 1)];
        let before = &self.words[index.saturating_sub(1)];
        let mut things = [0; kind::COUNT];
        let mut set = |kind: usize, thing: u64| things[kind] = mix(thing, 64 + kind as u64);
        set(kind::TEXT, word.text);
        set(kind::TEXTS, mix(word.text, after.text));
        set(kind::POS, mix(word.length, word.pos));
        set(kind::TWO_POS, mix(word.pos, after.pos));
        set(kind::THREE_POS, mix(mix(before.pos, word.pos), after.pos));
        set(kind::LAST_BEFORE, mix(before.last, word.pos));
        set(kind::LAST_BEHIND, mix(after.last, word.pos));
        things
    }
}

/// A place in a word together with the word's length of up to six: fifteen that can be, below 16.
const fn shape(place: u32, length: u64) -> u32 {
    match (place, length) {
        (3, _) => 0,
        (_, ..=2) => 1 + place / 2,
        _ => place + 3 * (length as u32 - 2),
    }
}

/// The number of a feature: of its thing the top, and the slot below.
#[inline]
pub const fn feature(thing: u64, slot: u32) -> u64 {
    thing & !(SLOTS as u64 - 1) | slot as u64
}

/// Calls `visit` with the number of each bit that is set.
#[inline]
fn each(mut set: u64, mut visit: impl FnMut(usize)) {
    while set != 0 {
        visit(set.trailing_zeros() as usize);
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
