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
mod tests {
    use super::*;
    use crate::markup::{Gatherer, Markup};

    fn units(text: &str) -> usize {
        text.encode_utf16().count()
    }

    /// A plan over `raw`: edits as (kind, raw text, clean text) and mentions, both found by
    /// their text from left to right.
    fn plan(raw: &str, edits: &[(&str, &str, &str)], mentions: &[&str]) -> Plan {
        let mut text = String::new();
        let mut rest = raw;
        let mut wire = Vec::new();
        for (kind, from, to) in edits {
            let at = rest.find(from).expect("the edit's raw text");
            text.push_str(&rest[..at]);
            let raw_start = units(raw) - units(&rest[at..]);
            let start = units(&text);
            text.push_str(to);
            wire.push(PlanEdit {
                kind: (*kind).to_owned(),
                raw_start,
                raw_end: raw_start + units(from),
                start,
                end: units(&text),
                active: true,
            });
            rest = &rest[at + from.len()..];
        }
        text.push_str(rest);
        let mut from = 0;
        let mentions = mentions.iter().enumerate().map(|(index, name)| {
            let at = from + text[from..].find(name).expect("the mention");
            from = at + name.len();
            PlanMention {
                id: format!("m{}", index + 1),
                start: units(&text[..at]),
                end: units(&text[..from]),
                text: (*name).to_owned(),
                kind: "ORG".to_owned(),
                subtype: None,
                entity: "e".to_owned(),
            }
        });
        Plan {
            mentions: mentions.collect(),
            source: PlanSource { length: units(raw) },
            edits: wire,
            text,
        }
    }

    /// Nodes as strings, `None` a break between blocks.
    fn gather(parts: &[Option<&str>]) -> (Vec<String>, Markup) {
        let mut gatherer = Gatherer::default();
        let mut nodes = Vec::new();
        for part in parts {
            match part {
                Some(text) => {
                    gatherer.text(nodes.len(), text, false);
                    nodes.push((*text).to_owned());
                }
                None => gatherer.line_break(),
            }
        }
        (nodes, gatherer.finish())
    }

    /// Nodes in one line: pieces in `[]` for mentions and `<>` for what is set apart, `{}` for
    /// parts with an edit, `|` between nodes, `=` before a node left alone.
    fn show(parts: &[Option<&str>], edits: &[(&str, &str, &str)], mentions: &[&str]) -> String {
        let (nodes, markup) = gather(parts);
        let plan = plan(&markup.raw, edits, mentions);
        let cut = cut(&nodes, &markup.stretches, &plan);
        let mut found = vec![String::new(); plan.mentions.len()];
        let shown: Vec<String> = cut
            .iter()
            .zip(&nodes)
            .map(|(pieces, node)| {
                let Some(pieces) = pieces else {
                    return format!("={node}");
                };
                let mut line = String::new();
                for piece in pieces {
                    let text: String = piece
                        .parts
                        .iter()
                        .map(|part| match part.edit {
                            Some(_) => format!("{{{}}}", part.text),
                            None => part.text.clone(),
                        })
                        .collect();
                    match piece.mark {
                        Mark::Plain => line.push_str(&text),
                        Mark::Mention(index) => {
                            for part in &piece.parts {
                                found[index].push_str(&part.text);
                            }
                            line.push_str(&format!("[{text}]"));
                        }
                        Mark::SetApart(_) => line.push_str(&format!("<{text}>")),
                    }
                }
                line
            })
            .collect();
        // The pieces of a mention show the mention, whatever else is on the page.
        for (mention, found) in plan.mentions.iter().zip(&found) {
            let blank = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(blank(found), blank(&mention.text));
        }
        shown.join("|")
    }

    #[test]
    fn a_mention_is_one_piece_a_node() {
        assert_eq!(
            show(
                &[Some("來到京東"), Some("智能產業園參觀")],
                &[],
                &["京東智能產業園"]
            ),
            "來到[京東]|[智能產業園]參觀"
        );
        assert_eq!(show(&[Some("沒有"), Some("")], &[], &[]), "=沒有|=");
        assert_eq!(
            show(&[Some("常州鐘樓區")], &[], &["常州", "鐘樓區"]),
            "[常州][鐘樓區]"
        );
    }

    #[test]
    fn edits_show_and_mentions_run_across_them() {
        assert_eq!(
            show(
                &[Some("電子產業(yè)集團(tuán)。"), None, Some("掃一掃 |")],
                &[
                    ("reading", "(yè)", ""),
                    ("reading", "(tuán)", ""),
                    ("boilerplate", "\n掃一掃 |", ""),
                ],
                &["電子產業集團"]
            ),
            "[電子產業集團]。|<掃一掃 |>"
        );
        assert_eq!(
            show(
                &[Some("數據變?yōu)閼?zhàn)略資源")],
                &[("straddle", "變?yōu)閼?zhàn)略", "變為戰略")],
                &["戰略資源"]
            ),
            "數據{變為}[{戰略}資源]"
        );
        assert_eq!(
            show(
                &[Some("以環"), Some("??萍加"), Some("限")],
                &[("damaged", "??萍加", "??萍加")],
                &[]
            ),
            "=以環|{??萍加}|=限"
        );
    }

    #[test]
    fn furniture_with_readings_is_one_stretch() {
        assert_eq!(
            show(
                &[Some("完。"), None, Some("手機(jī)打開 |")],
                &[
                    ("boilerplate", "\n手機", ""),
                    ("reading", "(jī)", ""),
                    ("boilerplate", "打開 |", ""),
                ],
                &[]
            ),
            "=完。|<手機打開 |>"
        );
    }

    #[test]
    fn a_replacement_across_nodes_shows_once() {
        assert_eq!(
            show(
                &[Some("變?yōu)"), Some("閼?zhàn)略"), Some("(x)")],
                &[
                    ("straddle", "變?yōu)閼?zhàn)略", "變為戰略"),
                    ("reading", "(x)", "")
                ],
                &[]
            ),
            "{變為戰略}||"
        );
    }

    #[test]
    fn a_switched_off_edit_changes_nothing() {
        let (nodes, markup) = gather(&[Some("業(yè)內")]);
        let mut plan = plan(&markup.raw, &[("reading", "(yè)", "")], &[]);
        plan.text.clone_from(&markup.raw);
        plan.edits[0].active = false;
        plan.edits[0].end = plan.edits[0].raw_end;
        assert_eq!(cut(&nodes, &markup.stretches, &plan), [None]);
    }

    #[test]
    fn positions_are_utf16_units() {
        assert_eq!(
            show(
                &[Some("😀𠮷野家(jiā)e\u{301}"), None, Some("👨‍👩‍👧在常州")],
                &[("reading", "(jiā)", "")],
                &["𠮷野家", "常州"]
            ),
            "😀[𠮷野家]e\u{301}|👨‍👩‍👧在[常州]"
        );
        // The source wraps inside a name: its white space stays, inside the mark.
        assert_eq!(
            show(&[Some("\n  在常州\n  市鐘樓區\n")], &[], &["常州市鐘樓區"]),
            "\n  在[常州\n  市鐘樓區]\n"
        );
    }

    #[test]
    fn line_ends_of_a_file_shift_nothing() {
        let (nodes, markup) = gather(&[Some("一"), None, Some("在常州")]);
        let file = "一\r\n\r\n　　在常州\r\n";
        let markup = markup.aligned_to(file).expect("only white space differs");
        let plan = plan(file, &[], &["常州"]);
        let cut = cut(&nodes, &markup.stretches, &plan);
        assert_eq!(cut[0], None);
        let marks: Vec<_> = cut[1].iter().flatten().map(|piece| piece.mark).collect();
        assert_eq!(marks, [Mark::Plain, Mark::Mention(0)]);
    }
}
