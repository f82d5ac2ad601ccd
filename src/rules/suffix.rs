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
    /// A company's own name before a place.
    pub brand: bool,
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

impl Beginning {
    const fn none(start: usize) -> Self {
        Self {
            start,
            anchored: false,
            proper: false,
            words: 0,
        }
    }
}

/// Finds where the name begins whose ending starts at `suffix`.
pub fn beginning(context: &Context, walls: &Walls, suffix: usize, shape: Shape) -> Beginning {
    let mut search = Search {
        context,
        walls,
        shape,
        position: suffix,
        anchor: None,
        soft: None,
        found: Beginning::none(suffix),
    };
    while search.position > 0 && suffix - search.position < MAX_LENGTH && search.step() {}
    search.finish(suffix)
}

/// A search for a name's beginning, going left.
struct Search<'a, 'c> {
    context: &'a Context<'c>,
    walls: &'a Walls,
    shape: Shape,
    position: usize,
    /// The leftmost place, body or edition so far.
    anchor: Option<usize>,
    /// Where the name begins if nothing further left begins one: right of the first soft stop.
    soft: Option<Beginning>,
    found: Beginning,
}

impl Search<'_, '_> {
    /// Takes in what stands left of the position; false at a wall.
    fn step(&mut self) -> bool {
        let context = self.context;
        let position = self.position;
        let before = context.before(position);
        if let Some(open) = bracketed(context, position) {
            self.found.proper = true;
            self.found.anchored = true;
            self.position = open;
            return true;
        }
        if before == '”' && self.shape.quotes {
            let Some(open) = opening(context, position - 1, '“', 16) else {
                return false;
            };
            // Marks begin a name; only an edition number stands before them.
            self.anchor(open);
            return self.shape.edition && edition(context, open).is_some();
        }
        if self.shape.edition
            && let Some(start) = edition(context, position)
        {
            // A year or ordinal begins the name: nothing of 2021中国… stands further left.
            self.anchor(start);
            return false;
        }
        if is_break(before) && before != '—' || self.walls.at(position - 1) {
            return false;
        }
        // 某某有限公司重大事故: an event or project does not begin with a company's full name.
        let company = context.longest_ending(position, Class::Company);
        if self.shape.quotes && company.is_some_and(|company| position - company.start >= 3) {
            return false;
        }
        let Some(word) = context
            .word(position - 1)
            .filter(|word| word.end <= position || word.start < position)
        else {
            return false;
        };
        let start = word.start;
        let exactly = context.matches.exactly(start, position);
        if let Some(left) = joined(context, position, self.shape) {
            self.found.words += 1;
            self.position = left;
            return true;
        }
        if self.shape.quotes
            && matches!(before, '与' | '和')
            && position == start + 1
            && self.anchor.is_none()
        {
            // 智慧制造与循环经济论坛: events join anything, where a place or edition begins them.
            self.soft.get_or_insert(Beginning {
                start: position,
                ..self.found
            });
            self.position = start;
            return true;
        }
        if self.shape.edition && edition(context, start).is_some() {
            // 第十五届全国运动会: 全国 stops a name, but not before its edition.
            self.position = start;
            return true;
        }
        if exactly.has(Class::Stop) {
            return false;
        }
        if let Some(anchor) = anchor_ending(context, position) {
            if self.anchor.is_some() && self.anchor != Some(position) {
                return false;
            }
            self.found.words += 1;
            self.anchor(anchor);
            return true;
        }
        if let Some(anchor) = self.anchor {
            // What stands left of a place seldom belongs to the name: 国家, or a company's own name.
            // 中国铁路上海局集团: a noun between two places.
            let noun = matches!(word.pos.as_str(), "n" | "nz" | "vn" | "j")
                && !exactly.any(Classes::of(&[
                    Class::StopSoft,
                    Class::Title,
                    Class::TitleWeak,
                ]));
            if let Some(further) = anchor_ending(context, start)
                .filter(|_| anchor == position && noun && self.shape.brand)
            {
                self.anchor(further);
                return true;
            }
            if anchor == position
                && (leads_place(context, start, position)
                    || self.shape.brand && is_brand(context, start, position))
            {
                self.anchor(start);
                return true;
            }
            return false;
        }
        if is_function_word(word.pos.as_str(), position - start) {
            return false;
        }
        if let Some(stop) = glued_stop(context, start, position, word.pos.as_str()) {
            self.found.words += 1;
            self.found.proper = true;
            self.position = stop;
            return false;
        }
        if exactly.has(Class::StopSoft) {
            // 合作建设: two in a row are a clause, not a name.
            let second = context.word(start.wrapping_sub(1)).is_some_and(|before| {
                context
                    .matches
                    .exactly(before.start, start)
                    .any(Classes::of(&[Class::StopSoft, Class::Stop]))
            });
            if second
                && self.soft.is_none()
                && context
                    .word(position)
                    .is_some_and(|next| next.pos.as_str() != "n")
            {
                return false;
            }
            self.soft.get_or_insert(Beginning {
                start: position,
                ..self.found
            });
        }
        self.found.proper |= matches!(
            word.pos.as_str(),
            "x" | "nr" | "ns" | "nt" | "nz" | "nrt" | "eng" | "j"
        );
        self.found.words += 1;
        if self.found.words > self.shape.words && self.soft.is_none() {
            // Too long for a name without a place; a place further left may still begin it.
            self.soft = Some(Beginning {
                start: position,
                words: self.found.words - 1,
                ..self.found
            });
        }
        self.position = start;
        true
    }

    fn anchor(&mut self, start: usize) {
        self.anchor = Some(start);
        self.position = start;
        self.found.anchored = true;
        self.found.proper = true;
    }

    fn finish(self, suffix: usize) -> Beginning {
        let mut found = match (self.anchor, self.soft) {
            (Some(anchor), _) => Beginning {
                start: anchor.min(suffix),
                ..self.found
            },
            (None, Some(soft)) => soft,
            _ => Beginning {
                start: self.position.min(suffix),
                ..self.found
            },
        };
        // 北京人民大会堂 is one word of the dictionary: the place in it anchors as well.
        let place = |place: &crate::gazetteer::Match| {
            place.end < suffix && place.end - place.start >= 2 && place.classes.any(PLACES)
        };
        if self.context.matches.starting(found.start).iter().any(place) {
            found.anchored = true;
            found.proper = true;
        }
        found
    }
}

/// Prepositions, conjunctions, particles, pronouns and adverbs.
fn is_function_word(pos: &str, length: usize) -> bool {
    matches!(
        pos,
        "p" | "c" | "u" | "uj" | "ul" | "uz" | "ug" | "ud" | "uv" | "y" | "r" | "e" | "o"
    ) || pos == "d" && length > 1
}

/// Where the name begins in a word that the model of unknown words glued from a function word and a
/// part of it: 由嘉陵, 另据椰城.
fn glued_stop(context: &Context, start: usize, end: usize, pos: &str) -> Option<usize> {
    const GLUED: [char; 22] = [
        '由', '据', '应', '如', '在', '与', '和', '对', '向', '从', '于', '的', '将', '把', '被',
        '及', '是', '了', '为', '至', '到', '经',
    ];
    if pos != "x" || end - start < 2 {
        return None;
    }
    (start..end - 1)
        .rev()
        .find(|&index| GLUED.contains(&context.char(index)))
        .map(|index| index + 1)
}

/// Whether an unknown word may be a company's own name before a place: 中垦 in 中垦黄河集团.
fn is_brand(context: &Context, start: usize, end: usize) -> bool {
    let word = context.word(start);
    let unknown =
        word.is_some_and(|word| word.start == start && word.end == end && word.pos.as_str() == "x");
    unknown
        && end - start == 2
        && (start == 0
            || is_break(context.before(start))
            || context.longest_ending(start, Class::Stop).is_some())
}

/// Whether `start` lies inside quotation marks that opened before it: what stands in a coinage
/// (“一园两平台三云四中心”) is no name.
pub fn inside_marks(context: &Context, start: usize) -> bool {
    let clause = (start.saturating_sub(16)..start)
        .rev()
        .map(|index| (index, context.char(index)));
    let mark = clause
        .take_while(|(_, character)| *character != '\n')
        .find(|(_, character)| matches!(character, '“' | '”'));
    mark.is_some_and(|(index, character)| character == '“' && index + 1 < start)
}

/// Words that may stand before a place inside a name: 国家, 首届.
fn leads_place(context: &Context, start: usize, end: usize) -> bool {
    matches!(
        context.text(start, end),
        "中共"
            | "国网"
            | "国家"
            | "国立"
            | "全国"
            | "大"
            | "国际"
            | "世界"
            | "全球"
            | "环"
            | "泛"
    )
}

/// The start of the place or known body that ends at `end`.
fn anchor_ending(context: &Context, end: usize) -> Option<usize> {
    let weak = Classes::of(&[Class::ShortDistrict, Class::ShortCounty, Class::WordPlace]);
    let bodies = Classes::of(&[Class::BodyCompany, Class::BodyGovernment, Class::BodyOther]);
    let place = context
        .matches
        .ending(end)
        .filter(|place| place.end - place.start >= 2 && !place.classes.has(Class::PlaceNot))
        .filter(|place| {
            place.classes.any(PLACES)
                || place.classes.any(bodies) && context.word_starts(place.start)
                || place.classes.any(weak)
                    && context.word_starts(place.start)
                    && (is_place_word(context, place.start, end)
                        || matches!(context.char(end), '区' | '县'))
        })
        .min_by_key(|place| place.start)?;
    let inside = context
        .word(place.start)
        .is_some_and(|word| word.start < place.start && place.end - place.start < 3);
    (!inside).then_some(place.start)
}

/// Whether the dictionary has `start..end` as a place and nothing else.
fn is_place_word(context: &Context, start: usize, end: usize) -> bool {
    context
        .word(start)
        .is_some_and(|word| word.end != end || word.pos.as_str() == "ns")
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
pub fn edition(context: &Context, end: usize) -> Option<usize> {
    let last = context.before(end);
    if matches!(last, '届' | '次' | '期') {
        let numeral = |index: &usize| {
            let character = context.char(*index);
            character.is_ascii_digit() || "一二三四五六七八九十百零〇两首".contains(character)
        };
        let first = (0..end - 1).rev().take_while(numeral).last()?;
        if context.before(first) == '第' {
            return Some(before_ordinal(context, first - 1));
        }
        // 首届, 十四届全国人大二次会议
        return (last == '届').then(|| before_ordinal(context, first));
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
