//! Where a name begins that is found by its ending: 有限公司, 产业园, 大会.
//!
//! From the ending the search goes left, word by word, until a wall: punctuation, a function word
//! or verb of the stop list, or a mention that no name contains. A place on the way is where names
//! most often begin.

use super::{Context, is_break, is_han};
use crate::lexicon::{Class, Classes, PLACES};

/// Longest name in characters.
const MAX_LENGTH: usize = 36;

/// Characters that no name found by its ending reaches over.
#[derive(Debug)]
pub struct Walls(Vec<bool>);

impl Walls {
    /// Walls at every character of `spans`, in shadow characters.
    pub fn new(length: usize, spans: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut walls = vec![false; length];
        for (start, end) in spans {
            walls[start.min(length)..end.min(length)].fill(true);
        }
        Self(walls)
    }

    /// Whether the character at `index` is a wall.
    pub fn at(&self, index: usize) -> bool {
        self.0.get(index).copied().unwrap_or(true)
    }
}

/// What names of one kind may contain.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// Quotation marks around a part: “天枢杯”时空智能创新大赛.
    pub quotes: bool,
    /// A year or an ordinal in front: 2021中国…, 第六届….
    pub edition: bool,
    /// 和, 与 or 及 between parts: 文化和旅游局.
    pub joined: bool,
    /// Most words between the beginning and the ending where no place marks the beginning.
    pub words: usize,
}

/// A name's beginning and what speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// First character of the name.
    pub start: usize,
    /// Whether a place, brackets, marks or an edition number begins or stands in it.
    pub anchored: bool,
    /// Whether a word of it is a proper name or unknown to the dictionary.
    pub proper: bool,
    /// Words before the ending.
    pub words: usize,
}

/// Finds where the name begins whose ending starts at `suffix`.
pub fn beginning(context: &Context, walls: &Walls, suffix: usize, shape: Shape) -> Beginning {
    let mut position = suffix;
    let mut found = Beginning {
        start: suffix,
        anchored: false,
        proper: false,
        words: 0,
    };
    let mut anchor = None;
    while position > 0 && suffix - position < MAX_LENGTH {
        let before = context.before(position);
        if let Some(open) = bracketed(context, position) {
            found.anchored = true;
            position = open;
            continue;
        }
        if before == '”' && shape.quotes {
            if let Some(open) = opening(context, position - 1, '“', 16) {
                found.anchored = true;
                found.proper = true;
                position = open;
                continue;
            }
            break;
        }
        if shape.edition
            && let Some(start) = edition(context, position)
        {
            // A year or ordinal begins the name; 2021中国 has nothing of it to the left.
            position = start;
            anchor = Some(start);
            found.anchored = true;
            break;
        }
        if is_break(before) && !(before == '—' || before == ' ')
            || before == ' '
            || walls.at(position - 1)
        {
            break;
        }
        if let Some(left) = joined(context, position, shape) {
            position = left;
            found.words += 1;
            continue;
        }
        let Some(word) = context.word(position - 1) else {
            break;
        };
        if word.end > position && word.start >= position {
            break;
        }
        if let Some(place) = place_ending(context, position) {
            position = place;
            anchor = Some(place);
            found.anchored = true;
            found.proper = true;
            found.words += 1;
            continue;
        }
        if is_stop(context, word.start, position) {
            break;
        }
        if anchor.is_some() && !leads_place(context, word.start, position) {
            // What stands left of a place seldom belongs to the name.
            break;
        }
        let verb = matches!(
            word.pos.as_str(),
            "p" | "c" | "u" | "uj" | "ul" | "y" | "r" | "d"
        );
        if verb
            && word.end - word.start >= 1
            && !(is_han(before) && word.pos.as_str() == "d" && word.end - word.start > 1)
        {
            break;
        }
        found.proper |= matches!(
            word.pos.as_str(),
            "x" | "nr" | "ns" | "nt" | "nz" | "nrt" | "eng" | "j"
        );
        found.words += 1;
        position = word.start;
        if anchor.is_none() && found.words > shape.words {
            break;
        }
    }
    found.start = anchor.unwrap_or(position).min(suffix);
    if anchor.is_some_and(|anchor| position < anchor && leads_place(context, position, anchor)) {
        found.start = position;
    }
    found
}

/// Words that may stand before a place inside a name: 国家, 首届.
fn leads_place(context: &Context, start: usize, end: usize) -> bool {
    matches!(
        context.text(start, end).as_str(),
        "中共" | "国网" | "国家" | "国立" | "全国" | "驻" | "大" | "新"
    )
}

/// The start of the place that ends at `end`.
fn place_ending(context: &Context, end: usize) -> Option<usize> {
    let weak = Classes::of(&[Class::ShortDistrict, Class::ShortCounty]);
    let place = context
        .matches
        .ending(end)
        .filter(|place| place.end - place.start >= 2 && !place.classes.has(Class::PlaceNot))
        .filter(|place| {
            place.classes.any(PLACES) || place.classes.any(weak) && context.word_starts(place.start)
        })
        .min_by_key(|place| place.start)?;
    let inside = context
        .word(place.start)
        .is_some_and(|word| word.start < place.start && place.end - place.start < 3);
    (!inside).then_some(place.start)
}

/// Whether `start..end` is on the stop list, as a word or as the tail of one.
fn is_stop(context: &Context, start: usize, end: usize) -> bool {
    context.matches.exactly(start, end).has(Class::Stop)
        || context.matches.ending(end).any(|stop| {
            stop.classes.has(Class::Stop) && stop.end - stop.start >= 2 && stop.start <= start
        })
}

/// Where the left part begins of a name joined by 和, 与 or 及 right before `end`.
fn joined(context: &Context, end: usize, shape: Shape) -> Option<usize> {
    if !shape.joined || !matches!(context.before(end), '和' | '与' | '及' | '暨') {
        return None;
    }
    let left = context.longest_ending(end - 1, Class::JoinedLeft)?;
    Some(left.start)
}

/// Where the bracket opens that closes right before `end`, if a short piece of a name is in it.
fn bracketed(context: &Context, end: usize) -> Option<usize> {
    if context.before(end) != ')' {
        return None;
    }
    let open = opening(context, end - 1, '(', 12)?;
    let inside = context.text(open + 1, end - 1);
    let number = inside.chars().all(|character| character.is_ascii_digit());
    let plain = inside
        .chars()
        .all(|character| is_han(character) || matches!(character, '·' | '、'));
    (open > 0 && !inside.is_empty() && !number && plain && is_han(context.before(open)))
        .then_some(open)
}

/// Where the mark `open` stands that `close` closes, at most `reach` characters before it.
fn opening(context: &Context, close: usize, open: char, reach: usize) -> Option<usize> {
    (close.saturating_sub(reach)..close)
        .rev()
        .take_while(|&index| context.char(index) != '\n')
        .find(|&index| context.char(index) == open)
}

/// Where an edition begins that ends at `end`: 第六届, 2021, 2023年, 首届.
fn edition(context: &Context, end: usize) -> Option<usize> {
    if matches!(context.before(end), '届' | '次' | '期') {
        let start = (end.saturating_sub(8)..end - 1)
            .rev()
            .find(|&index| context.char(index) == '第')?;
        let number = context.text(start + 1, end - 1);
        let ordinal = !number.is_empty()
            && number.chars().all(|character| {
                character.is_ascii_digit() || "一二三四五六七八九十百零〇两".contains(character)
            });
        return ordinal.then_some(before_ordinal(context, start));
    }
    let start = (end.saturating_sub(4)..end)
        .find(|&index| (index..end).all(|digit| context.char(digit).is_ascii_digit()))?;
    let year = end - start == 4
        && matches!(context.char(start), '1' | '2')
        && !context.before(start).is_ascii_alphanumeric();
    year.then_some(start)
}

/// 2023年第六届, 2023第六届: the year before the ordinal belongs to the name.
fn before_ordinal(context: &Context, start: usize) -> usize {
    let year = start
        .checked_sub(4)
        .filter(|&year| (year..start).all(|index| context.char(index).is_ascii_digit()));
    year.unwrap_or(start)
}
