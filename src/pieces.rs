//! What each text node shows once edits and mentions are applied: the part of painting that
//! needs no DOM.
//!
//! The text nodes hold the raw text; mentions lie in the clean text. One walk over both, with
//! the edits between them, cuts every node into pieces. A mention that runs across nodes gives
//! one piece in each. Positions are UTF-16 units, as the DOM and the wire count.

use serde::Deserialize;

use crate::markup::Stretch;

/// What painting needs of an article: the wire object, less what does not show.
#[derive(Clone, Debug, Deserialize)]
pub struct Plan {
    /// The clean text.
    pub text: String,
    /// The text that was read, in short.
    pub source: PlanSource,
    /// The edits, in order of the raw text.
    pub edits: Vec<PlanEdit>,
    /// The mentions, in order of the clean text.
    pub mentions: Vec<PlanMention>,
}

/// What tells whether an article belongs to a text.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct PlanSource {
    /// Length of the raw text.
    pub length: usize,
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
    /// The mention itself.
    pub text: String,
    /// `PERSON`, `ORG` …
    #[serde(rename = "type")]
    pub kind: String,
    /// `COM`, `GOV` or `OTH`.
    #[serde(default)]
    pub subtype: Option<String>,
    /// Identifier of the entity.
    pub entity: String,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What shows.
    pub text: String,
    /// The edit that put it there or that warns of it.
    pub edit: Option<usize>,
}

/// A stretch of what one node shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub mark: Mark,
    /// Its text.
    pub parts: Vec<Part>,
}

/// Cuts text nodes into pieces; `None` for a node that shows what it holds already. `stretches`
/// are those of the raw text that `plan` was made from, in order.
pub fn cut(nodes: &[String], stretches: &[Stretch], plan: &Plan) -> Vec<Option<Vec<Piece>>> {
    let mut cutter = Cutter::new(plan);
    let mut rest = stretches;
    nodes
        .iter()
        .enumerate()
        .map(|(index, node)| {
            let count = rest.partition_point(|stretch| stretch.node <= index);
            let (own, behind) = rest.split_at(count);
            rest = behind;
            let units: Vec<u16> = node.encode_utf16().collect();
            let mut position = 0;
            for stretch in own {
                cutter.gap(slice(&units, position, stretch.offset));
                position = stretch.offset + stretch.length;
                cutter.stretch(slice(&units, stretch.offset, position), stretch.raw);
            }
            cutter.gap(slice(&units, position, units.len()));
            let pieces = std::mem::take(&mut cutter.pieces);
            (!shows(&pieces, node)).then_some(pieces)
        })
        .collect()
}

fn slice(units: &[u16], start: usize, end: usize) -> &[u16] {
    units.get(start..end).unwrap_or_default()
}

/// Whether `pieces` are nothing but `text`.
fn shows(pieces: &[Piece], text: &str) -> bool {
    match pieces {
        [] => text.is_empty(),
        [piece] if piece.mark == Mark::Plain => {
            matches!(piece.parts.as_slice(), [part] if part.edit.is_none() && part.text == text)
        }
        _ => false,
    }
}

/// The walk: where it is in the edits, the mentions and the clean text.
struct Cutter<'a> {
    plan: &'a Plan,
    clean_text: Vec<u16>,
    /// Index of the first edit that does not end before the walk.
    edit: usize,
    /// Ends of the last active edit that lies before the walk, in raw and clean text.
    raw_end: usize,
    clean_end: usize,
    /// The edit whose replacement has been shown.
    replaced: Option<usize>,
    /// Index of the first mention that does not end before the walk.
    mention: usize,
    /// Where the walk is in the clean text.
    clean: usize,
    pieces: Vec<Piece>,
}

impl<'a> Cutter<'a> {
    fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            clean_text: plan.text.encode_utf16().collect(),
            edit: 0,
            raw_end: 0,
            clean_end: 0,
            replaced: None,
            mention: 0,
            clean: 0,
            pieces: Vec::new(),
        }
    }

    /// White space of a node that the raw text does not have: shown where it is.
    fn gap(&mut self, units: &[u16]) {
        if units.is_empty() {
            return;
        }
        self.skip_mentions(self.clean);
        let mark = match self.plan.mentions.get(self.mention) {
            Some(mention) if mention.start < self.clean => Mark::Mention(self.mention),
            _ => Mark::Plain,
        };
        self.push(mark, units, None);
    }

    /// Units of a node that are the raw text from `raw` on.
    fn stretch(&mut self, units: &[u16], raw: usize) {
        let plan = self.plan;
        let end = raw + units.len();
        let mut position = raw;
        while position < end {
            while let Some(edit) = plan.edits.get(self.edit) {
                if edit.active {
                    if edit.raw_end > position {
                        break;
                    }
                    (self.raw_end, self.clean_end) = (edit.raw_end, edit.end);
                }
                self.edit += 1;
            }
            let edit = plan.edits.get(self.edit);
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
                Some(edit) if edit.kind == "damaged" => {
                    let clean = edit.start + (position - edit.raw_start);
                    self.visible(clean, here, Some(self.edit));
                }
                Some(edit) if edit.kind == "boilerplate" => {
                    self.clean = edit.end;
                    self.push(Mark::SetApart(self.edit), here, None);
                }
                Some(edit) => {
                    if self.replaced != Some(self.edit) {
                        self.replaced = Some(self.edit);
                        let replacement = slice(&self.clean_text, edit.start, edit.end).to_vec();
                        self.visible(edit.start, &replacement, Some(self.edit));
                    }
                    self.clean = edit.end;
                }
            }
            position = stop;
        }
    }

    /// Shows units that are the clean text from `clean` on, cut at the ends of mentions.
    fn visible(&mut self, clean: usize, units: &[u16], edit: Option<usize>) {
        let end = clean + units.len();
        let mut position = clean;
        while position < end {
            self.skip_mentions(position);
            let (mark, stop) = match self.plan.mentions.get(self.mention) {
                Some(mention) if mention.start <= position => {
                    (Mark::Mention(self.mention), mention.end)
                }
                Some(mention) => (Mark::Plain, mention.start),
                None => (Mark::Plain, end),
            };
            let stop = stop.min(end);
            self.push(mark, slice(units, position - clean, stop - clean), edit);
            position = stop;
        }
        self.clean = end;
    }

    fn skip_mentions(&mut self, clean: usize) {
        while self
            .plan
            .mentions
            .get(self.mention)
            .is_some_and(|mention| mention.end <= clean)
        {
            self.mention += 1;
        }
    }

    fn push(&mut self, mark: Mark, units: &[u16], edit: Option<usize>) {
        if units.is_empty() {
            return;
        }
        let text = String::from_utf16_lossy(units);
        // Furniture that holds readings of its own comes as several edits, and is one stretch.
        let mark = match (mark, self.pieces.last().map(|piece| piece.mark)) {
            (Mark::SetApart(_), Some(Mark::SetApart(first))) => Mark::SetApart(first),
            _ => mark,
        };
        match self.pieces.last_mut() {
            Some(piece) if piece.mark == mark => match piece.parts.last_mut() {
                Some(part) if part.edit == edit => part.text.push_str(&text),
                _ => piece.parts.push(Part { text, edit }),
            },
            _ => self.pieces.push(Piece {
                mark,
                parts: vec![Part { text, edit }],
            }),
        }
    }
}

#[cfg(test)]
mod tests;
