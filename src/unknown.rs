//! Words that the dictionary lacks: where single characters stand side by side, a hidden Markov model says which of them
//! are one word.
//!
//! The model is jieba's: how likely each character begins a word, ends one, stands inside or is one, and how likely one
//! of the four follows another. jieba-rs has it built in, four doubles a character, 105 kB of what a page has to
//! download. Here they are rounded, half of that, and jieba-rs is asked for its dictionary alone.

use std::ops::Range;

use crate::pack::Section;

/// Name of the pack's section: scores to begin with, one for each state; of each state after each, a row for each that
/// goes before; then those of all characters, one for each state. A score is the natural logarithm of a probability in
/// 64ths, without its sign, or `NEVER`; first come the low bytes of all, then the high ones.
pub const SECTION: &str = "unknown";
/// The logarithm of zero.
pub(crate) const NEVER: u16 = u16::MAX;
/// The first character that the model knows, and how many there are.
pub(crate) const FIRST: u32 = 0x4E00;
pub(crate) const CHARACTERS: usize = 0x51D6;
/// What a character can be: the first of a word, the last, one between them, or a word.
pub(crate) const STATES: usize = 4;
const BEGIN: usize = 0;
const END: usize = 1;
const MIDDLE: usize = 2;
const SINGLE: usize = 3;
/// Which two states each can follow.
const BEFORE: [[usize; 2]; STATES] = [
    [END, SINGLE],
    [BEGIN, MIDDLE],
    [BEGIN, MIDDLE],
    [END, SINGLE],
];
/// Scores before those of the characters, and of all.
pub(crate) const HEADER: usize = STATES + STATES * STATES;
pub(crate) const SCORES: usize = HEADER + STATES * CHARACTERS;

/// The model.
#[derive(Clone, Debug)]
pub struct UnknownWords {
    section: Section,
}

impl UnknownWords {
    /// Takes the section over; `None` where it is of another size.
    pub fn new(section: Section) -> Option<Self> {
        (section.as_ref().len() == 2 * SCORES).then_some(Self { section })
    }

    /// Cuts `characters`, which the dictionary leaves single, into words, and hands these to `visit` in order.
    pub fn cut(&self, characters: &[char], mut visit: impl FnMut(Range<usize>)) {
        let mut rest = 0;
        for run in characters.chunk_by(|&one, &next| is_known(one) == is_known(next)) {
            let (first, start) = (run[0], rest);
            rest += run.len();
            if is_known(first) {
                self.cut_known(run, |word| visit(start + word.start..start + word.end));
            } else {
                cut_other(run, |word| visit(start + word.start..start + word.end));
            }
        }
    }

    /// The most likely words of characters all of which the model knows (Viterbi 1967).
    fn cut_known(&self, characters: &[char], mut visit: impl FnMut(Range<usize>)) {
        let bytes = self.section.as_ref();
        let score = |place: usize| match u16::from_le_bytes([bytes[place], bytes[SCORES + place]]) {
            NEVER => IMPOSSIBLE,
            units => -i32::from(units),
        };
        let emission = |character: char, state: usize| {
            let index = (character as u32 - FIRST) as usize;
            score(HEADER + index * STATES + state)
        };
        let mut best: [i32; STATES] =
            std::array::from_fn(|state| score(state) + emission(characters[0], state));
        let mut back: Vec<[u8; STATES]> = Vec::with_capacity(characters.len());
        for &character in &characters[1..] {
            let largest = best.iter().copied().fold(2 * IMPOSSIBLE, i32::max);
            let mut from = [0; STATES];
            best = std::array::from_fn(|state| {
                let through = |before: usize| {
                    let step = score(STATES + before * STATES + state);
                    (best[before] - largest).max(IMPOSSIBLE) + step
                };
                let [one, other] = BEFORE[state];
                let (score, before) = if through(one) > through(other) {
                    (through(one), one)
                } else {
                    (through(other), other)
                };
                from[state] = before as u8;
                score + emission(character, state)
            });
            back.push(from);
        }
        let last = if best[END] > best[SINGLE] {
            END
        } else {
            SINGLE
        };
        let mut states = vec![last; characters.len()];
        for (place, from) in back.iter().enumerate().rev() {
            states[place] = usize::from(from[states[place + 1]]);
        }
        let mut start = 0;
        for (place, &state) in states.iter().enumerate() {
            if state == END || state == SINGLE {
                visit(start..place + 1);
                start = place + 1;
            }
        }
    }
}

/// Less than what one step can add, and far from the least number.
const IMPOSSIBLE: i32 = -1 << 20;

/// Whether the model covers a character.
const fn is_known(character: char) -> bool {
    matches!(character as u32, FIRST..0x9FD6)
}

/// Cuts what is no Han character as jieba does: letters and digits are one word, with the points, hyphens and underscores
/// between them and a percent sign behind; all that stands between two such words is one.
fn cut_other(characters: &[char], mut visit: impl FnMut(Range<usize>)) {
    let is_part = |place: usize| {
        characters
            .get(place)
            .is_some_and(char::is_ascii_alphanumeric)
    };
    let mut start = 0;
    while start < characters.len() {
        let mut end = start + 1;
        if is_part(start) {
            let joins = |place: usize| matches!(characters.get(place), Some('.' | '_' | '-'));
            while is_part(end) || joins(end) && is_part(end + 1) {
                end += 1;
            }
            end += usize::from(characters.get(end) == Some(&'%'));
        } else {
            while end < characters.len() && !is_part(end) {
                end += 1;
            }
        }
        visit(start..end);
        start = end;
    }
}

/// Whether jieba looks for words at a character at all.
pub(crate) const fn may_be_in_word(character: char) -> bool {
    matches!(character,
        'a'..='z' | 'A'..='Z' | '0'..='9' | '+' | '#' | '&' | '.' | '_' | '%' | '-'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2EBEF}' | '\u{2F800}'..='\u{2FA1F}')
}
