//! Finds readings that a machine put behind characters, and decides by the whole document
//! whether a machine did.
//!
//! What counts as proof is said in [`proof`]. In a proven document a character annotated once
//! and bare elsewhere keeps its gloss, where tones are written: there the machine annotates a
//! character everywhere or nowhere.

mod proof;

use rustc_hash::{FxHashMap, FxHashSet};

use super::readings::{Reading, Readings};
use crate::span::Span;

/// Longest spelling of a reading in bytes, blanks included.
const LONGEST_SPELLING: usize = 20;

/// How a bracket writes its reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// With a tone mark.
    Toned,
    /// Without, but the character has a neutral tone: `們(men)` fits both other styles.
    Neutral,
    /// Without, though the character has a tone.
    Toneless,
}

/// A reading in brackets behind a character that may be read so.
#[derive(Clone, Debug)]
pub(super) struct Insertion {
    /// The character that is annotated.
    pub(super) character: char,
    /// The brackets, and the blanks that came with them.
    pub(super) span: Span,
    /// What stands in the brackets, without blanks.
    pub(super) content: Span,
    reading: Reading,
    style: Style,
    /// Whether it is the first bracket behind its character.
    first: bool,
    /// Whether it is the character's first reading.
    usual: bool,
    /// Whether the character stands alone between what is no Han character.
    isolated: bool,
    blank_before: bool,
    /// Whether it is written as only machines write: with a blank within, or behind another.
    odd: bool,
}

/// An insertion whose opening bracket was swallowed: `?yōu)`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Torn {
    /// From the question mark to the closing bracket, and the blank that came with it.
    pub(super) span: Span,
    /// What it reads.
    pub(super) reading: Reading,
}

/// What a document shows of the machine that went over it.
pub(super) struct Diagnosis {
    /// The machine's insertions that are whole, in order.
    pub(super) insertions: Vec<Insertion>,
    /// Its insertions that are torn, in order.
    pub(super) torn: Vec<Torn>,
    /// Whether readings have tones; then a character is annotated everywhere or nowhere.
    pub(super) toned: bool,
    /// Whether each insertion ends in a blank.
    pub(super) blank_after: bool,
    /// How often each character is annotated and how often it occurs.
    pub(super) counts: FxHashMap<char, Count>,
    /// Which readings each annotated character is annotated with.
    listed: FxHashSet<(char, Reading)>,
    /// Whether the list holds only characters that a converter changed, as most lists do.
    pub(super) converted_only: bool,
}

/// Occurrences of a character.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    pub(super) annotated: u32,
    pub(super) total: u32,
}

impl Count {
    /// Occurrences without a reading behind them.
    pub(super) const fn bare(self) -> u32 {
        self.total.saturating_sub(self.annotated)
    }
}

impl Diagnosis {
    /// How often `character` is annotated, and how often it occurs.
    pub(super) fn count(&self, character: char) -> Count {
        self.counts.get(&character).copied().unwrap_or_default()
    }

    /// Whether `character` is seen to be on the machine's list under `reading`.
    pub(super) fn lists(&self, character: char, reading: Reading) -> bool {
        self.listed.contains(&(character, reading))
    }

    /// Whether `character` may be on the machine's list under `reading`: either it is seen to be,
    /// or it is not seen at all, and may be read so.
    pub(super) fn may_list(&self, character: char, reading: Reading, readings: &Readings) -> bool {
        let count = self.count(character);
        if count.annotated > 0 {
            self.lists(character, reading)
        } else if self.toned {
            count.total == 0 && readings.has(character, reading)
        } else {
            readings.has_syllable(character, reading)
        }
    }
}

/// Finds the machine's insertions; nothing where the document does not prove a machine.
pub(super) fn diagnose(raw: &str, readings: &Readings) -> Option<Diagnosis> {
    if !raw.contains(')') || !raw.contains(['(', '?']) {
        return None;
    }
    let (mut candidates, mut torn) = scan(raw, readings);
    if candidates.is_empty() {
        return None;
    }
    drop_odd_blanks(&mut candidates);
    let mut counts: FxHashMap<char, Count> = FxHashMap::default();
    let mut han = 0;
    for character in raw.chars().filter(|character| !character.is_ascii()) {
        counts.entry(character).or_default().total += 1;
        han += usize::from(is_han(character));
    }
    let toned = proof::with_tones(&candidates, &torn, &counts, han, readings);
    let toneless = !toned && proof::without_tones(raw, &candidates, han, readings);
    if !toned && !toneless {
        return None;
    }
    let other = if toned { Style::Toneless } else { Style::Toned };
    candidates.retain(|candidate| candidate.style != other);
    torn.retain(|torn| toned || torn.reading.tone() == 0);
    for candidate in candidates.iter().filter(|candidate| candidate.first) {
        counts.entry(candidate.character).or_default().annotated += 1;
    }
    if toned {
        candidates.retain(|candidate| {
            let count = counts
                .get(&candidate.character)
                .copied()
                .unwrap_or_default();
            count.annotated > 1 || count.bare() == 0
        });
        for count in counts.values_mut() {
            if count.annotated == 1 && count.bare() > 0 {
                count.annotated = 0;
            }
        }
    }
    let listed: FxHashSet<_> = candidates
        .iter()
        .map(|candidate| (candidate.character, candidate.reading))
        .collect();
    let converted = listed
        .iter()
        .filter(|(one, _)| is_converted(*one, readings))
        .count();
    let converted_only = converted * 20 >= listed.len() * 19;
    let blank_after = take_blanks_after(raw, &mut candidates, &mut torn);
    Some(Diagnosis {
        insertions: candidates,
        torn,
        toned,
        blank_after,
        counts,
        listed,
        converted_only,
    })
}

/// All brackets that hold a legal reading, and all that look like torn insertions.
fn scan(raw: &str, readings: &Readings) -> (Vec<Insertion>, Vec<Torn>) {
    let mut candidates: Vec<Insertion> = Vec::new();
    let mut torn = Vec::new();
    // The character that a bracket here would belong to, and the blank behind it.
    let mut owner: Option<char> = None;
    let mut blank = None;
    // Whether a Han character stands before the owner, and before the current place.
    let mut owner_joined = false;
    let mut joined = false;
    let mut first = true;
    let mut position = 0;
    while let Some(character) = raw.get(position..).and_then(|rest| rest.chars().next()) {
        let next = position + character.len_utf8();
        match character {
            '(' => {
                let found = owner
                    .zip(bracket(raw, position))
                    .and_then(|(owner, bracket)| {
                        let manner = manner(owner, bracket.spelling(raw), readings)?;
                        Some((owner, bracket, manner))
                    });
                if let Some((character, bracket, (reading, style, usual))) = found {
                    let follower = raw
                        .get(bracket.end..)
                        .map(|rest| rest.trim_start_matches(' '));
                    let follower = follower.and_then(|rest| rest.chars().next());
                    candidates.push(Insertion {
                        character,
                        span: Span::new(blank.unwrap_or(position), bracket.end),
                        content: bracket.content,
                        reading,
                        style,
                        first,
                        usual,
                        isolated: !owner_joined
                            && !follower
                                .is_some_and(|follower| is_han(follower) || follower == '?'),
                        blank_before: blank.is_some(),
                        odd: !first || bracket.content.len() + 2 < bracket.end - position,
                    });
                    position = bracket.end;
                    (blank, first, joined) = (None, false, true);
                    continue;
                }
                (owner, blank, joined) = (None, None, false);
            }
            '?' if position > 0 => {
                let found = bracket(raw, position)
                    .and_then(|bracket| Some((bracket, readings.parse(bracket.spelling(raw))?)));
                (owner, blank, joined) = (None, None, found.is_some());
                if let Some((bracket, reading)) = found {
                    torn.push(Torn {
                        span: Span::new(position, bracket.end),
                        reading,
                    });
                    position = bracket.end;
                    continue;
                }
            }
            ' ' if blank.is_none() && raw.as_bytes().get(next) == Some(&b'(') => {
                blank = Some(position);
            }
            // Behind a bracket a blank may belong to the insertion.
            ' ' if !first => (owner, blank) = (None, None),
            _ => {
                owner = is_han(character).then_some(character);
                (owner_joined, blank, first) = (joined, None, true);
                joined = owner.is_some();
            }
        }
        position = next;
    }
    (candidates, torn)
}

/// Brackets behind a blank are the machine's way in a whole document or not at all.
fn drop_odd_blanks(candidates: &mut Vec<Insertion>) {
    let with_blank = candidates
        .iter()
        .filter(|candidate| candidate.blank_before)
        .count();
    if with_blank * 2 < candidates.len() {
        candidates.retain(|candidate| !candidate.blank_before);
    }
}

/// Gives the blank behind each bracket to the insertion where nearly all have one.
fn take_blanks_after(raw: &str, insertions: &mut [Insertion], torn: &mut [Torn]) -> bool {
    let has_blank = |span: Span| raw.as_bytes().get(span.end) == Some(&b' ');
    let ends: Vec<_> = (0..insertions.len())
        .filter(|&index| {
            // Only the last of several brackets can have it.
            let next = insertions.get(index + 1).map(|next| next.span.start);
            next != insertions.get(index).map(|insertion| insertion.span.end)
        })
        .collect();
    let with_blank = ends
        .iter()
        .filter(|&&index| insertions.get(index).is_some_and(|one| has_blank(one.span)))
        .count();
    if ends.len() < 2 || with_blank * 10 < ends.len() * 9 {
        return false;
    }
    for index in ends {
        if let Some(insertion) = insertions.get_mut(index)
            && has_blank(insertion.span)
        {
            insertion.span.end += 1;
        }
    }
    for torn in torn.iter_mut().filter(|torn| has_blank(torn.span)) {
        torn.span.end += 1;
    }
    true
}

/// A bracket and what it may hold.
#[derive(Clone, Copy)]
struct Bracket {
    content: Span,
    end: usize,
}

impl Bracket {
    fn spelling(self, raw: &str) -> &str {
        self.content.of(raw)
    }
}

/// What stands between the one-byte character at `open` and the next closing bracket, if that
/// is near.
fn bracket(raw: &str, open: usize) -> Option<Bracket> {
    let start = open + 1;
    let window = &raw.as_bytes()[start.min(raw.len())..];
    let window = &window[..window.len().min(LONGEST_SPELLING)];
    let length = window.iter().position(|&byte| byte == b')')?;
    let content = raw.get(start..start + length)?;
    let trimmed = content.trim_matches([' ', '\u{A0}']);
    let offset = content.len() - content.trim_start_matches([' ', '\u{A0}']).len();
    Some(Bracket {
        content: Span::new(start + offset, start + offset + trimmed.len()),
        end: start + length + 1,
    })
}

/// The reading of `character` that `spelling` writes, if it does, how, and whether it is the
/// first one.
fn manner(character: char, spelling: &str, readings: &Readings) -> Option<(Reading, Style, bool)> {
    let reading = readings.parse(spelling)?;
    let mut of_character = readings.of(character);
    let first = of_character.next()?;
    if readings.has(character, reading) {
        let style = if reading.tone() == 0 {
            Style::Neutral
        } else {
            Style::Toned
        };
        return Some((reading, style, first == reading));
    }
    (reading.tone() == 0 && readings.has_syllable(character, reading))
        .then(|| (reading, Style::Toneless, first.same_syllable(reading)))
}

/// Whether GBK's Han characters include this one, by its block.
pub(super) const fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Whether GBK has the character but GB 2312 has not, so that Simplified text has another in its
/// place.
pub(super) fn is_converted(character: char, readings: &Readings) -> bool {
    let pair = readings.gbk().pair(character);
    pair.is_some_and(|pair| !matches!(pair, [0xA1..=0xF7, 0xA1..=0xFE]))
}

/// The end of the brackets with legal readings of `character` that start at `position`, in the
/// manner of `diagnosis`.
pub(super) fn reading_at(
    raw: &str,
    position: usize,
    character: char,
    diagnosis: &Diagnosis,
    readings: &Readings,
) -> Option<(Span, Span)> {
    if raw.as_bytes().get(position) != Some(&b'(') {
        return None;
    }
    let bracket = bracket(raw, position)?;
    let reading = readings.parse(bracket.spelling(raw))?;
    let legal = if diagnosis.toned {
        readings.has(character, reading)
    } else {
        reading.tone() == 0 && readings.has_syllable(character, reading)
    };
    let mut end = bracket.end;
    if diagnosis.blank_after && raw.as_bytes().get(end) == Some(&b' ') {
        end += 1;
    }
    legal.then(|| (Span::new(position, end), bracket.content))
}
