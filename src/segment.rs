//! Word segmentation of the shadow.

use crate::lexicon::Lexicon;
use crate::script::Shadow;
use crate::token::PartOfSpeech;

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

/// Cuts the whole shadow into words; blanks stand alone as punctuation.
///
/// The user's words come first and whole; between them jieba's dictionary and its model of
/// unknown words decide.
pub fn segment(shadow: &Shadow, lexicon: &Lexicon) -> Vec<Word> {
    let mut words = Vec::new();
    let text = shadow.text();
    if !lexicon.has_user_words() {
        cut(text, 0, lexicon, &mut words);
        return words;
    }
    // Byte and character position of the text that is not cut yet.
    let (mut open, mut open_char) = (0, 0);
    let (mut position, mut position_char) = (0, 0);
    while let Some(character) = text[position..].chars().next() {
        if let Some((word, kind)) = lexicon.user_word_at(&text[position..]) {
            cut(&text[open..position], open_char, lexicon, &mut words);
            let end = position_char + word.chars().count();
            words.push(Word {
                start: position_char,
                end,
                pos: user_part_of_speech(kind),
            });
            position += word.len();
            position_char = end;
            (open, open_char) = (position, position_char);
        } else {
            position += character.len_utf8();
            position_char += 1;
        }
    }
    cut(&text[open..], open_char, lexicon, &mut words);
    words
}

fn user_part_of_speech(kind: Option<crate::entity::EntityKind>) -> PartOfSpeech {
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
    for tag in lexicon.jieba().tag(text, true) {
        let pos = match tag.tag {
            "" | "x"
                if tag
                    .word
                    .chars()
                    .all(|character| !character.is_alphanumeric()) =>
            {
                PartOfSpeech::PUNCTUATION
            }
            "" | "x"
                if tag
                    .word
                    .starts_with(|character: char| character.is_ascii_digit()) =>
            {
                PartOfSpeech::NUMBER
            }
            pos => PartOfSpeech::new(pos),
        };
        words.push(Word {
            start: offset + tag.start,
            end: offset + tag.end,
            pos,
        });
    }
}
