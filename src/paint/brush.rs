//! Nodes of pieces.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use web_sys::{Document, Element, Node};

use super::Result;
use crate::pieces::{Mark, Part, Piece, Plan};

/// Makes the nodes of one painting, in order of the text.
#[derive(Debug)]
pub struct Brush {
    document: Document,
    /// What the accessible name says behind the mention, by type.
    labels: HashMap<String, String>,
    /// Number of mentions that have had their first piece.
    begun: usize,
}

/// What the element of a mention's piece says of it.
#[derive(Debug, Hash)]
pub struct Name {
    mention: String,
    kind: String,
    subtype: Option<String>,
    entity: String,
    adjacent: bool,
    /// The accessible name of the first piece. Only that takes part in the keyboard's round and
    /// is announced; the others are text that can be clicked.
    label: Option<String>,
}

impl Name {
    /// Writes all of it on `element`, which bears another name.
    pub fn write(&self, element: &Element) -> Result<()> {
        for (attribute, value) in self.attributes() {
            match value {
                // One that is in the keyboard's round stays there.
                Some(_) if attribute == "tabindex" && element.has_attribute(attribute) => {}
                Some(value) => element.set_attribute(attribute, value)?,
                None => element.remove_attribute(attribute)?,
            }
        }
        Ok(())
    }

    /// Writes all of it on `element`, which bears no name yet.
    fn write_first(&self, element: &Element) -> Result<()> {
        for (attribute, value) in self.attributes() {
            if let Some(value) = value {
                element.set_attribute(attribute, value)?;
            }
        }
        Ok(())
    }

    fn attributes(&self) -> [(&'static str, Option<&str>); 9] {
        let begins = self.label.is_some();
        [
            ("data-mention", Some(&self.mention)),
            ("data-type", Some(&self.kind)),
            ("data-subtype", self.subtype.as_deref()),
            ("data-entity", Some(&self.entity)),
            ("data-adjacent", self.adjacent.then_some("")),
            ("data-continued", (!begins).then_some("")),
            ("role", begins.then_some("button")),
            ("tabindex", begins.then_some("-1")),
            ("aria-label", self.label.as_deref()),
        ]
    }
}

/// A digest of what has been drawn for a text node: equal digests, equal nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Of elements and texts; 0 where nothing has been drawn.
    nodes: u64,
    /// Of what they say of mentions.
    names: u64,
}

impl Drawing {
    /// The digest of pieces and their names.
    pub fn new(pieces: &[Piece], names: &[Option<Name>], plan: &Plan) -> Self {
        let mut nodes = DefaultHasher::new();
        for piece in pieces {
            match piece.mark {
                Mark::Plain => 0_u8.hash(&mut nodes),
                Mark::Mention(_) => 1_u8.hash(&mut nodes),
                Mark::SetApart(edit) => (2_u8, edit).hash(&mut nodes),
            }
            piece.parts.hash(&mut nodes);
            for edit in piece.parts.iter().filter_map(|part| part.edit) {
                plan.edits.get(edit).map(|edit| &edit.kind).hash(&mut nodes);
            }
        }
        let mut said = DefaultHasher::new();
        names.hash(&mut said);
        Self {
            nodes: nodes.finish() | 1,
            names: said.finish(),
        }
    }

    /// Whether `other` has the same nodes, and they say something else.
    pub const fn differs_in_names(&self, other: &Self) -> bool {
        self.nodes == other.nodes && self.names != other.names
    }
}

impl Brush {
    /// A brush before the first piece.
    pub const fn new(document: Document, labels: HashMap<String, String>) -> Self {
        Self {
            document,
            labels,
            begun: 0,
        }
    }

    /// The names of the next pieces; of each mention's first piece it is remembered that it
    /// has been.
    pub fn names(&mut self, pieces: &[Piece], plan: &Plan) -> Vec<Option<Name>> {
        let mut name = |piece: &Piece| {
            let Mark::Mention(index) = piece.mark else {
                return None;
            };
            let mention = plan.mentions.get(index)?;
            let before = index.checked_sub(1).and_then(|at| plan.mentions.get(at));
            let begins = index >= self.begun;
            self.begun = self.begun.max(index + 1);
            // What is read out is what shows, in either script.
            let label = || {
                let shown = plan.shown.get(mention.start..mention.end);
                let shown = String::from_utf16_lossy(shown.unwrap_or_default());
                let kind = self.labels.get(&mention.kind).unwrap_or(&mention.kind);
                shown + kind
            };
            Some(Name {
                mention: mention.id.clone(),
                kind: mention.kind.clone(),
                subtype: mention.subtype.clone(),
                entity: mention.entity.clone(),
                adjacent: begins && before.is_some_and(|before| before.end == mention.start),
                label: begins.then(label),
            })
        };
        pieces.iter().map(&mut name).collect()
    }

    /// The node of a piece, with its name if it is a mention's.
    pub fn node(&self, piece: &Piece, name: Option<&Name>, plan: &Plan) -> Result<Node> {
        let parts = &piece.parts;
        match piece.mark {
            Mark::Plain => {
                let mut nodes = self.parts(parts, plan)?;
                if nodes.len() == 1 {
                    return nodes.pop().ok_or_else(|| "a piece is empty".into());
                }
                let span = self.span("wenmai-text")?;
                fill(&span, &nodes)?;
                Ok(span.into())
            }
            Mark::Mention(_) => {
                let span = self.span("wenmai-mention")?;
                if let Some(name) = name {
                    name.write_first(&span)?;
                }
                fill(&span, &self.parts(parts, plan)?)?;
                Ok(span.into())
            }
            Mark::SetApart(edit) => {
                let span = self.span("wenmai-boilerplate")?;
                span.set_attribute("data-edit", &edit.to_string())?;
                fill(&span, &self.parts(parts, plan)?)?;
                span.set_attribute("title", span.text_content().unwrap_or_default().trim())?;
                Ok(span.into())
            }
        }
    }

    /// The nodes of parts; parts of one edit are in one element.
    fn parts(&self, parts: &[Part], plan: &Plan) -> Result<Vec<Node>> {
        let mut nodes = Vec::with_capacity(parts.len());
        for group in parts.chunk_by(|one, next| one.edit == next.edit) {
            let texts = group.iter().map(|part| self.text(part));
            let texts: Vec<Node> = texts.collect::<Result<_>>()?;
            match group.first().and_then(|part| part.edit) {
                None => nodes.extend(texts),
                Some(index) => {
                    let span = self.span("wenmai-repair")?;
                    span.set_attribute("data-edit", &index.to_string())?;
                    if let Some(edit) = plan.edits.get(index) {
                        span.set_attribute("data-kind", &edit.kind)?;
                    }
                    fill(&span, &texts)?;
                    nodes.push(span.into());
                }
            }
        }
        Ok(nodes)
    }

    /// The text of a part, with its reading.
    fn text(&self, part: &Part) -> Result<Node> {
        let text = self.document.create_text_node(&part.text);
        let Some(reading) = &part.reading else {
            return Ok(text.into());
        };
        let span = self.span("wenmai-reading")?;
        span.set_attribute("data-reading", reading)?;
        span.append_child(&text)?;
        Ok(span.into())
    }

    fn span(&self, class: &str) -> Result<Element> {
        let span = self.document.create_element("span")?;
        span.set_attribute("class", class)?;
        Ok(span)
    }
}

fn fill(span: &Element, nodes: &[Node]) -> Result<()> {
    for node in nodes {
        span.append_child(node)?;
    }
    Ok(())
}
