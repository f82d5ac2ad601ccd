//! What each text node shows once edits and mentions are applied: the part of painting that
//! needs no DOM.
//!
//! The text nodes hold the raw text; mentions lie in the clean text. One walk over both, with
//! the edits between them, cuts every node into pieces. A mention that runs across nodes gives
//! one piece in each. Positions are UTF-16 units, as the DOM and the wire count.
//!
//! The walk goes node by node and takes in edits, mentions and readings as it reaches them, so
//! that whoever drives it can stop after any node and go on later.

use std::rc::Rc;

use serde::Deserialize;

use crate::markup::Stretch;

pub mod places;

use places::Run;

/// What painting needs of an article and of how it is to look.
#[derive(Debug)]
pub struct Plan {
    /// The clean text, in UTF-16 units.
    pub text: Rc<[u16]>,
    /// What is shown of it: the clean text, or as many units of another script.
    pub shown: Rc<[u16]>,
    /// The edits, in order of the raw text.
    pub edits: Feed<PlanEdit>,
    /// The mentions to mark, in order of the clean text.
    pub mentions: Feed<PlanMention>,
    /// The readings to show, in order of the clean text.
    pub readings: Feed<PlanReading>,
}

/// An edit on the wire.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanEdit {
    /// `reading`, `straddle`, `damaged`, `boilerplate`, or a kind of a later release, which is
    /// shown as a replacement.
    pub kind: String,
    /// First position in the raw text.
    pub raw_start: usize,
    /// Position behind the last in the raw text.
    pub raw_end: usize,
    /// First position in the clean text.
    pub start: usize,
    /// Position behind the last in the clean text.
    pub end: usize,
    /// Whether the clean text has it applied.
    pub active: bool,
}

/// A mention on the wire.
#[derive(Clone, Debug, Deserialize)]
pub struct PlanMention {
    /// Identifier.
    pub id: String,
    /// First position in the clean text.
    pub start: usize,
    /// Position behind the last in the clean text.
    pub end: usize,
    /// `PERSON`, `ORG` …
    #[serde(rename = "type")]
    pub kind: String,
    /// `COM`, `GOV` or `OTH`.
    #[serde(default)]
    pub subtype: Option<String>,
    /// Identifier of the entity.
    pub entity: String,
}

/// How a character is read, on the wire.
#[derive(Clone, Debug, Deserialize)]
pub struct PlanReading {
    /// First position of the character in the clean text.
    pub start: usize,
    /// Position behind the character in the clean text.
    pub end: usize,
    /// The reading, as it is to be shown.
    pub reading: String,
}

/// A list that is taken in item by item, when an item is first asked for: one of tens of
/// thousands costs nothing before its turn.
pub struct Feed<T> {
    items: Vec<T>,
    rest: Box<dyn Iterator<Item = T>>,
}

impl<T: 'static> Feed<T> {
    /// A feed of what `rest` gives.
    pub fn new(rest: impl Iterator<Item = T> + 'static) -> Self {
        Self {
            items: Vec::new(),
            rest: Box::new(rest),
        }
    }

    /// The item of that index, which is taken in if it has not been.
    pub fn reach(&mut self, index: usize) -> Option<&T> {
        while self.items.len() <= index {
            self.items.push(self.rest.next()?);
        }
        self.items.get(index)
    }

    /// The item of that index, if it has been taken in.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.items.get(index)
    }
}

impl<T: 'static> Default for Feed<T> {
    fn default() -> Self {
        Self::new(std::iter::empty())
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Feed<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(&self.items).finish()
    }
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Text as it is.
    Plain,
    /// Part or whole of the mention of this index.
    Mention(usize),
    /// Page furniture that the edit of this index sets apart.
    SetApart(usize),
}

/// Text inside a piece.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// What shows.
    pub text: String,
    /// The edit that put it there or that warns of it.
    pub edit: Option<usize>,
    /// How the text, one character then, is read, where that is to be shown.
    pub reading: Option<String>,
}

/// A stretch of what one node shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub mark: Mark,
    /// Its text.
    pub parts: Vec<Part>,
    /// Length of its text in UTF-16 units.
    pub length: usize,
}

/// What one node shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
    /// Where the clean text lies in them, in order; pieces are counted from the node's first.
    pub runs: Vec<Run>,
}

impl Cut {
    /// Whether the pieces are nothing but `text`, so that a node that holds it can stay.
    pub fn shows(&self, text: &str) -> bool {
        match self.pieces.as_slice() {
            [] => text.is_empty(),
            [piece] if piece.mark == Mark::Plain => matches!(
                piece.parts.as_slice(),
                [Part { text: shown, edit: None, reading: None }] if shown == text
            ),
            _ => false,
        }
    }
}

/// An edit, less what the walk does not need.
#[derive(Clone, Copy)]
struct Step {
    raw_start: usize,
    raw_end: usize,
    start: usize,
    end: usize,
    active: bool,
    way: Way,
}

/// How an edit shows.
#[derive(Clone, Copy)]
enum Way {
    AsItIs,
    SetApart,
    Replaced,
}

impl From<&PlanEdit> for Step {
    fn from(edit: &PlanEdit) -> Self {
        Self {
            raw_start: edit.raw_start,
            raw_end: edit.raw_end,
            start: edit.start,
            end: edit.end,
            active: edit.active,
            way: match edit.kind.as_str() {
                "damaged" => Way::AsItIs,
                "boilerplate" => Way::SetApart,
                _ => Way::Replaced,
            },
        }
    }
}

/// The walk: where it is in the edits, the mentions, the readings and the clean text.
#[derive(Debug)]
pub struct Cutter {
    plan: Plan,
    /// Index of the first edit that does not end before the walk.
    edit: usize,
    /// Ends of the last active edit that lies before the walk, in raw and clean text.
    raw_end: usize,
    clean_end: usize,
    /// The edit whose replacement has been shown.
    replaced: Option<usize>,
    /// Index of the first mention that does not end before the walk.
    mention: usize,
    /// Index of the first reading that does not start before the walk.
    reading: usize,
    /// Where the walk is in the clean text.
    clean: usize,
    cut: Cut,
}

impl Cutter {
    /// A walk before the first node.
    pub fn new(plan: Plan) -> Self {
        Self {
            plan,
            edit: 0,
            raw_end: 0,
            clean_end: 0,
            replaced: None,
            mention: 0,
            reading: 0,
            clean: 0,
            cut: Cut::default(),
        }
    }

    /// The plan, with what has been taken in of it.
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Cuts the next node, whose text is `node`; `stretches` are those of the raw text that lie
    /// in it.
    pub fn node(&mut self, node: &str, stretches: &[Stretch]) -> Cut {
        let units: Vec<u16> = node.encode_utf16().collect();
        let mut position = 0;
        for stretch in stretches {
            self.gap(slice(&units, position, stretch.offset));
            position = stretch.offset + stretch.length;
            self.stretch(slice(&units, stretch.offset, position), stretch.raw);
        }
        self.gap(slice(&units, position, units.len()));
        std::mem::take(&mut self.cut)
    }

    /// White space of a node that the raw text does not have: shown where it is.
    fn gap(&mut self, units: &[u16]) {
        if units.is_empty() {
            return;
        }
        let mark = match self.mention_from(self.clean) {
            Some((start, _)) if start < self.clean => Mark::Mention(self.mention),
            _ => Mark::Plain,
        };
        self.push(mark, units, None, None);
    }

    /// Units of a node that are the raw text from `raw` on.
    fn stretch(&mut self, units: &[u16], raw: usize) {
        let end = raw + units.len();
        let mut position = raw;
        while position < end {
            let edit = self.edit_from(position);
            let stop = match edit {
                Some(edit) if edit.raw_start > position => edit.raw_start.min(end),
                Some(edit) => edit.raw_end.min(end),
                None => end,
            };
            let here = slice(units, position - raw, stop - raw);
            match edit.filter(|edit| edit.raw_start <= position) {
                None => {
                    let clean = self.clean_end + (position - self.raw_end);
                    self.visible(clean, here, None);
                }
                Some(edit) => match edit.way {
                    Way::AsItIs => {
                        let clean = edit.start + (position - edit.raw_start);
                        self.visible(clean, here, Some(self.edit));
                    }
                    Way::SetApart => {
                        self.clean = edit.end;
                        self.push(Mark::SetApart(self.edit), here, None, None);
                    }
                    Way::Replaced => {
                        if self.replaced != Some(self.edit) {
                            self.replaced = Some(self.edit);
                            let text = Rc::clone(&self.plan.text);
                            let replacement = slice(&text, edit.start, edit.end);
                            self.visible(edit.start, replacement, Some(self.edit));
                        }
                        self.clean = edit.end;
                    }
                },
            }
            position = stop;
        }
    }

    /// Shows units that are the clean text from `clean` on, cut at the ends of mentions.
    fn visible(&mut self, clean: usize, units: &[u16], edit: Option<usize>) {
        let end = clean + units.len();
        let mut position = clean;
        while position < end {
            let (mark, stop) = match self.mention_from(position) {
                Some((start, stop)) if start <= position => (Mark::Mention(self.mention), stop),
                Some((start, _)) => (Mark::Plain, start),
                None => (Mark::Plain, end),
            };
            let stop = stop.min(end);
            let here = slice(units, position - clean, stop - clean);
            self.read(mark, position, here, edit);
            position = stop;
        }
        self.clean = end;
    }

    /// Shows units that are the clean text from `clean` on, each character with its reading.
    fn read(&mut self, mark: Mark, clean: usize, units: &[u16], edit: Option<usize>) {
        let end = clean + units.len();
        let mut position = clean;
        while position < end {
            let (stop, reading) = match self.reading_from(position) {
                Some((start, stop)) if start == position => {
                    let reading = self.plan.readings.get(self.reading);
                    (stop, reading.map(|reading| reading.reading.clone()))
                }
                Some((start, _)) => (start, None),
                None => (end, None),
            };
            let stop = stop.min(end);
            let here = slice(units, position - clean, stop - clean);
            self.show(mark, position, here, edit, reading);
            position = stop;
        }
    }

    /// Shows units that are the clean text from `clean` on, in the script that is asked for.
    fn show(
        &mut self,
        mark: Mark,
        clean: usize,
        units: &[u16],
        edit: Option<usize>,
        reading: Option<String>,
    ) {
        // Where nothing is converted the node's own units show: its blanks may be others.
        let shown: Vec<u16> = units
            .iter()
            .zip(clean..)
            .map(|(&unit, position)| {
                let converted = self.plan.shown.get(position);
                match converted.filter(|&unit| self.plan.text.get(position) != Some(unit)) {
                    Some(&converted) => converted,
                    None => unit,
                }
            })
            .collect();
        let Some((piece, offset)) = self.push(mark, &shown, edit, reading) else {
            return;
        };
        let run = Run {
            piece,
            offset,
            clean,
            length: shown.len(),
        };
        match self.cut.runs.last_mut() {
            Some(last) if last.goes_on_with(&run) => last.length += run.length,
            _ => self.cut.runs.push(run),
        }
    }

    /// The first active edit that ends behind `raw`; those before it are left behind.
    fn edit_from(&mut self, raw: usize) -> Option<Step> {
        loop {
            let edit = Step::from(self.plan.edits.reach(self.edit)?);
            if edit.active {
                if edit.raw_end > raw {
                    return Some(edit);
                }
                (self.raw_end, self.clean_end) = (edit.raw_end, edit.end);
            }
            self.edit += 1;
        }
    }

    /// Start and end of the first mention that ends behind `clean`; those before it are left
    /// behind.
    fn mention_from(&mut self, clean: usize) -> Option<(usize, usize)> {
        loop {
            let mention = self.plan.mentions.reach(self.mention)?;
            if mention.end > clean {
                return Some((mention.start, mention.end));
            }
            self.mention += 1;
        }
    }

    /// Start and end of the first reading that starts at `clean` or behind.
    fn reading_from(&mut self, clean: usize) -> Option<(usize, usize)> {
        loop {
            let reading = self.plan.readings.reach(self.reading)?;
            let is_empty = reading.end <= reading.start || reading.reading.is_empty();
            if reading.start >= clean && !is_empty {
                return Some((reading.start, reading.end));
            }
            self.reading += 1;
        }
    }

    /// Adds text; gives the piece that it came to lie in and its first position there.
    fn push(
        &mut self,
        mark: Mark,
        units: &[u16],
        edit: Option<usize>,
        reading: Option<String>,
    ) -> Option<(usize, usize)> {
        if units.is_empty() {
            return None;
        }
        let text = String::from_utf16_lossy(units);
        let pieces = &mut self.cut.pieces;
        // Furniture that holds readings of its own comes as several edits, and is one stretch.
        let mark = match (mark, pieces.last().map(|piece| piece.mark)) {
            (Mark::SetApart(_), Some(Mark::SetApart(first))) => Mark::SetApart(first),
            _ => mark,
        };
        let part = Part {
            text,
            edit,
            reading,
        };
        match pieces.last_mut() {
            Some(piece) if piece.mark == mark => {
                let offset = piece.length;
                piece.length += units.len();
                match piece.parts.last_mut() {
                    Some(last) if last.joins(&part) => last.text.push_str(&part.text),
                    _ => piece.parts.push(part),
                }
                Some((pieces.len() - 1, offset))
            }
            _ => {
                pieces.push(Piece {
                    mark,
                    parts: vec![part],
                    length: units.len(),
                });
                Some((pieces.len() - 1, 0))
            }
        }
    }
}

impl Part {
    /// Whether `next`, which stands behind it, is more of the same.
    fn joins(&self, next: &Self) -> bool {
        self.edit == next.edit && self.reading.is_none() && next.reading.is_none()
    }
}

fn slice(units: &[u16], start: usize, end: usize) -> &[u16] {
    units.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
