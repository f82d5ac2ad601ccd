//! Word segmentation of the shadow.

use jieba_rs::{Jieba, Tag};

use crate::lexicon::Lexicon;
use crate::own_words::Occurrences;
use crate::rules::Context;
use crate::script::Shadow;
use crate::token::PartOfSpeech;
use crate::unknown;

/// One word of a shadow, in shadow characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First character.
    pub start: usize,
    /// Character behind the last.
    pub end: usize,
    /// Part of speech.
    pub pos: PartOfSpeech,
}

/// Cuts the whole shadow into words as the dictionary has them; blanks stand alone as punctuation.
///
/// The reader's own words come first and whole; between them jieba's dictionary and its model of
/// unknown words decide, this as [`unknown`] has it.
pub fn propose(shadow: &Shadow, lexicon: &Lexicon, own: &Occurrences) -> Vec<Word> {
    let mut words = Vec::new();
    if own.is_empty() {
        cut(shadow.text(), 0, lexicon, &mut words);
        return words;
    }
    let mut open = 0;
    let between = |open: usize, end: usize, words: &mut Vec<Word>| {
        let chars = shadow.chars().get(open..end).unwrap_or_default();
        cut(&chars.iter().collect::<String>(), open, lexicon, words);
    };
    for own in own.iter() {
        between(open, own.start, &mut words);
        words.push(Word {
            start: own.start,
            end: own.end,
            pos: own_part_of_speech(own.word.kind),
        });
        open = own.end;
    }
    between(open, shadow.chars().len(), &mut words);
    words
}

/// What the model says of the place behind a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// A word ends here.
    Behind,
    /// The word goes on.
    Inside,
}

/// The words that the model's `cuts` make, one for each character of the context; the proposed words where there are none.
///
/// The reader's own words stay whole. A word's part of speech is that of the proposed word, or of the dictionary's; of
/// several proposed words in one the last decides, which in Chinese is the head.
pub fn segment(context: &Context, cuts: &[Cut]) -> Vec<Word> {
    if cuts.is_empty() {
        return context.words.to_vec();
    }
    let mut words = Vec::with_capacity(context.words.len());
    let mut start = 0;
    for proposed in context.words {
        if context.own.has(proposed.start, proposed.end) {
            if start < proposed.start {
                words.push(word(context, start, proposed.start));
            }
            words.push(*proposed);
            start = proposed.end;
            continue;
        }
        for end in proposed.start + 1..=proposed.end {
            if cuts[end - 1] == Cut::Behind {
                words.push(word(context, start, end));
                start = end;
            }
        }
    }
    if start < context.chars().len() {
        words.push(word(context, start, context.chars().len()));
    }
    words
}

fn word(context: &Context, start: usize, end: usize) -> Word {
    let last = context.word(end - 1).filter(|proposed| proposed.end == end);
    let same = last.filter(|proposed| proposed.start == start);
    let listed = || {
        let text = context.text(start, end);
        context.lexicon.dictionary().of(text, |jieba| {
            let mut tags = jieba.tag(text, false).into_iter();
            let only = tags.next().filter(|tag| tag.end == end - start);
            only.map(|tag| PartOfSpeech::new(tag.tag))
                .filter(|pos| *pos != PartOfSpeech::UNKNOWN)
        })
    };
    let pos = same
        .map(|word| word.pos)
        .or_else(listed)
        .or(last.map(|word| word.pos));
    Word {
        start,
        end,
        pos: pos.unwrap_or(PartOfSpeech::UNKNOWN),
    }
}

fn own_part_of_speech(kind: Option<crate::entity::EntityKind>) -> PartOfSpeech {
    use crate::entity::EntityKind;
    PartOfSpeech::new(match kind {
        Some(EntityKind::Person) => "nr",
        Some(EntityKind::Place) => "ns",
        Some(EntityKind::Organisation(_) | EntityKind::Facility) => "nt",
        Some(EntityKind::Time) => "t",
        Some(EntityKind::Money | EntityKind::Quantity) => "mq",
        Some(EntityKind::Event | EntityKind::Project | EntityKind::Work) => "nz",
        Some(EntityKind::Title | EntityKind::Term) | None => "n",
    })
}

/// Cuts `text`, whose first character is number `offset` of the shadow.
fn cut(text: &str, offset: usize, lexicon: &Lexicon, words: &mut Vec<Word>) {
    lexicon.dictionary().of(text, |jieba| {
        let tags = jieba.tag(text, false);
        let mut left = 0;
        for (index, tag) in tags.iter().enumerate() {
            if is_left(tag) {
                continue;
            }
            join(jieba, text, &tags[left..index], offset, lexicon, words);
            words.push(listed(tag, offset));
            left = index + 1;
        }
        join(jieba, text, &tags[left..], offset, lexicon, words);
    });
}

/// Whether the dictionary leaves what is tagged to whatever joins single characters.
fn is_left(tag: &Tag) -> bool {
    let bytes = tag.word.as_bytes();
    if tag.end - tag.start > 1 {
        // Letters and digits come joined, unless the dictionary has them as a word: then they are one as well.
        return bytes.iter().all(u8::is_ascii_alphanumeric);
    }
    tag.word.chars().all(unknown::may_be_in_word)
}

/// Joins what the dictionary left single.
fn join(
    jieba: &Jieba,
    text: &str,
    left: &[Tag],
    offset: usize,
    lexicon: &Lexicon,
    words: &mut Vec<Word>,
) {
    let (Some(first), Some(last)) = (left.first(), left.last()) else {
        return;
    };
    let run = &text[first.byte_start..last.byte_end];
    // What is one word, but less likely than its characters, stays single.
    if left.len() == 1 || jieba.has_word(run) {
        return words.extend(left.iter().map(|tag| listed(tag, offset)));
    }
    let characters: Vec<char> = run.chars().collect();
    let mut left = left.iter().peekable();
    lexicon.unknown_words().cut(&characters, |word| {
        let (start, end) = (first.start + word.start, first.start + word.end);
        while left.next_if(|tag| tag.end <= start).is_some() {}
        match left
            .peek()
            .filter(|tag| (tag.start, tag.end) == (start, end))
        {
            Some(tag) => words.push(listed(tag, offset)),
            None => {
                let text: String = characters[word].iter().collect();
                let listed = jieba
                    .has_word(&text)
                    .then(|| lexicon.dictionary().tag(&text));
                let tag = match listed.flatten() {
                    Some(tag) => tag,
                    None if text.bytes().all(|byte| !byte.is_ascii_alphanumeric()) => "x",
                    None if text.bytes().any(|byte| byte.is_ascii_alphabetic()) => "eng",
                    None => "m",
                };
                words.push(Word {
                    start: offset + start,
                    end: offset + end,
                    pos: part_of_speech(&text, tag),
                });
            }
        }
    });
}

fn listed(tag: &Tag, offset: usize) -> Word {
    Word {
        start: offset + tag.start,
        end: offset + tag.end,
        pos: part_of_speech(tag.word, tag.tag),
    }
}

/// What a tag of jieba's says of a word.
fn part_of_speech(word: &str, tag: &str) -> PartOfSpeech {
    match tag {
        "" | "x" if !word.contains(char::is_alphanumeric) => PartOfSpeech::PUNCTUATION,
        "" | "x" if word.starts_with(|character: char| character.is_ascii_digit()) => {
            PartOfSpeech::NUMBER
        }
        pos => PartOfSpeech::new(pos),
    }
}
