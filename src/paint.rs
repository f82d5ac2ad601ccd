//! Mentions into the light DOM, and back out.
//!
//! The markup that is there stays: text nodes are replaced by pieces of themselves, everything
//! else is left alone, and the very nodes that were replaced are kept, so that undoing puts
//! back not an equal document but the same one. Only text nodes and attributes are written,
//! never markup.

use std::collections::HashMap;

use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Node, Text, Window};

use crate::markup::{Gatherer, Markup};
use crate::pieces::{Mark, Part, Piece, Plan, PlanMention, cut};

type Result<T> = std::result::Result<T, JsValue>;

/// Elements whose text is no part of an article: code for machines, controls, readings above
/// the line, drawings, and articles that are read for themselves.
const SKIPPED: [&str; 20] = [
    "audio",
    "button",
    "canvas",
    "iframe",
    "input",
    "math",
    "noscript",
    "object",
    "option",
    "rp",
    "rt",
    "script",
    "select",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
    "wenmai-article",
];

/// How marks are to look.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Look {
    /// The types to mark; `None` for all.
    #[serde(default)]
    pub types: Option<Vec<String>>,
    /// What the accessible name says behind the mention, by type: `PERSON` → `，人名`.
    #[serde(default)]
    pub labels: HashMap<String, String>,
}

/// A text node that was replaced, and what stands in its place.
#[derive(Debug)]
struct Painted {
    original: Text,
    shown: Vec<Node>,
}

/// Paints one element.
#[derive(Debug)]
pub struct Painter {
    root: Element,
    nodes: Vec<Text>,
    markup: Markup,
    painted: Vec<Painted>,
}

impl Painter {
    /// A painter that has neither read nor painted yet.
    pub const fn new(root: Element) -> Self {
        Self {
            root,
            nodes: Vec::new(),
            markup: Markup {
                raw: String::new(),
                stretches: Vec::new(),
            },
            painted: Vec::new(),
        }
    }

    /// Reads the text of the element, unpainted. `raw` is the file that its paragraphs were
    /// made from: if the two differ in white space only, `raw` is what was read.
    ///
    /// # Errors
    /// What the DOM throws; it has no reason to.
    pub fn read(&mut self, raw: Option<&str>) -> Result<&str> {
        self.unpaint()?;
        self.nodes.clear();
        let window = web_sys::window().ok_or("there is no window")?;
        let mut gatherer = Gatherer::default();
        self.gather(&window, &mut gatherer)?;
        let markup = gatherer.finish();
        self.markup = raw.and_then(|raw| markup.aligned_to(raw)).unwrap_or(markup);
        Ok(&self.markup.raw)
    }

    /// Shows `plan`, which was made from the text last read, in place of whatever was painted.
    ///
    /// # Errors
    /// Where `plan` was made from another text, and what the DOM throws.
    pub fn paint(&mut self, plan: &Plan, look: &Look) -> Result<()> {
        if plan.source.length != self.markup.raw.encode_utf16().count() {
            return Err("the article was made from another text".into());
        }
        self.unpaint()?;
        let document = self.root.owner_document().ok_or("there is no document")?;
        let mut plan = plan.clone();
        if let Some(types) = &look.types {
            plan.mentions
                .retain(|mention| types.contains(&mention.kind));
        }
        let texts: Vec<String> = self.nodes.iter().map(|node| node.data()).collect();
        let cuts = cut(&texts, &self.markup.stretches, &plan);
        let mut brush = Brush {
            document,
            plan: &plan,
            look,
            begun: 0,
        };
        for (node, pieces) in self.nodes.iter().zip(cuts) {
            let (Some(pieces), Some(parent)) = (pieces, node.parent_node()) else {
                continue;
            };
            let mut shown = Vec::with_capacity(pieces.len().max(1));
            for piece in &pieces {
                shown.push(brush.node(piece)?);
            }
            if shown.is_empty() {
                // Nothing is left of it: an empty node keeps the place.
                shown.push(brush.document.create_text_node("").into());
            }
            for new in &shown {
                parent.insert_before(new, Some(node))?;
            }
            parent.remove_child(node)?;
            self.painted.push(Painted {
                original: node.clone(),
                shown,
            });
        }
        Ok(())
    }

    /// Puts back the text nodes that were replaced. A node whose place the host page has taken
    /// away meanwhile is let go.
    ///
    /// # Errors
    /// What the DOM throws; it has no reason to.
    pub fn unpaint(&mut self) -> Result<()> {
        for Painted { original, shown } in self.painted.drain(..) {
            let place = shown
                .iter()
                .find_map(|node| Some((node.parent_node()?, node)));
            if let Some((parent, node)) = place {
                parent.insert_before(&original, Some(node))?;
            }
            for node in &shown {
                if let Some(parent) = node.parent_node() {
                    parent.remove_child(node)?;
                }
            }
        }
        Ok(())
    }

    /// Walks the element without recursion: markup can be nested as deep as somebody likes.
    fn gather(&mut self, window: &Window, gatherer: &mut Gatherer) -> Result<()> {
        /// An element that the walk is inside of.
        struct Open {
            next: Option<Node>,
            preformatted: bool,
            block: bool,
        }
        let mut path = vec![Open {
            next: self.root.first_child(),
            preformatted: Style::of(window, &self.root)?.preformatted,
            block: true,
        }];
        while let Some(open) = path.last_mut() {
            let Some(node) = open.next.take() else {
                if open.block {
                    gatherer.line_break();
                }
                path.pop();
                continue;
            };
            open.next = node.next_sibling();
            match node.node_type() {
                Node::TEXT_NODE => {
                    let text: Text = node.unchecked_into();
                    gatherer.text(self.nodes.len(), &text.data(), open.preformatted);
                    self.nodes.push(text);
                }
                Node::ELEMENT_NODE => {
                    let element: Element = node.unchecked_into();
                    let name = element.local_name();
                    if name == "br" || name == "hr" {
                        gatherer.line_break();
                        continue;
                    }
                    let style = Style::of(window, &element)?;
                    if SKIPPED.contains(&name.as_str()) || style.absent {
                        continue;
                    }
                    if style.block {
                        gatherer.line_break();
                    }
                    path.push(Open {
                        next: element.first_child(),
                        preformatted: style.preformatted,
                        block: style.block,
                    });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// What an element's style says about the text inside it.
struct Style {
    absent: bool,
    block: bool,
    preformatted: bool,
}

impl Style {
    fn of(window: &Window, element: &Element) -> Result<Self> {
        let style = window
            .get_computed_style(element)?
            .ok_or("there is no style")?;
        let display = style.get_property_value("display")?;
        let white_space = style.get_property_value("white-space")?;
        Ok(Self {
            absent: display == "none",
            block: !(display.starts_with("inline")
                || display.starts_with("ruby")
                || display == "contents"
                || display.is_empty()),
            // `pre-line` keeps line ends only, which is near enough to all.
            preformatted: white_space.starts_with("pre") || white_space == "break-spaces",
        })
    }
}

/// Makes nodes of pieces.
struct Brush<'a> {
    document: Document,
    plan: &'a Plan,
    look: &'a Look,
    /// Number of mentions that have had their first piece.
    begun: usize,
}

impl Brush<'_> {
    fn node(&mut self, piece: &Piece) -> Result<Node> {
        match piece.mark {
            Mark::Plain => match piece.parts.as_slice() {
                [part] => self.part(part),
                parts => {
                    let span = self.span("wenmai-text")?;
                    self.fill(&span, parts)?;
                    Ok(span.into())
                }
            },
            Mark::Mention(index) => {
                let span = self.span("wenmai-mention")?;
                if let Some(mention) = self.plan.mentions.get(index) {
                    self.name(&span, mention, index)?;
                }
                self.fill(&span, &piece.parts)?;
                Ok(span.into())
            }
            Mark::SetApart(edit) => {
                let span = self.span("wenmai-boilerplate")?;
                span.set_attribute("data-edit", &edit.to_string())?;
                self.fill(&span, &piece.parts)?;
                span.set_attribute("title", span.text_content().unwrap_or_default().trim())?;
                Ok(span.into())
            }
        }
    }

    /// Says what a mention is. Only its first piece takes part in the keyboard's round and is
    /// announced; the others are text that can be clicked.
    fn name(&mut self, span: &Element, mention: &PlanMention, index: usize) -> Result<()> {
        span.set_attribute("data-mention", &mention.id)?;
        span.set_attribute("data-type", &mention.kind)?;
        if let Some(subtype) = &mention.subtype {
            span.set_attribute("data-subtype", subtype)?;
        }
        span.set_attribute("data-entity", &mention.entity)?;
        let before = index
            .checked_sub(1)
            .and_then(|at| self.plan.mentions.get(at));
        if index >= self.begun && before.is_some_and(|before| before.end == mention.start) {
            span.set_attribute("data-adjacent", "")?;
        }
        if index < self.begun {
            span.set_attribute("data-continued", "")?;
            return Ok(());
        }
        self.begun = index + 1;
        let kind = self.look.labels.get(&mention.kind);
        let kind = kind.map_or(mention.kind.as_str(), String::as_str);
        span.set_attribute("role", "button")?;
        span.set_attribute("tabindex", if index == 0 { "0" } else { "-1" })?;
        span.set_attribute("aria-label", &format!("{}{kind}", mention.text))
    }

    fn fill(&self, span: &Element, parts: &[Part]) -> Result<()> {
        for part in parts {
            span.append_child(&self.part(part)?)?;
        }
        Ok(())
    }

    fn part(&self, part: &Part) -> Result<Node> {
        let text = self.document.create_text_node(&part.text);
        let Some(index) = part.edit else {
            return Ok(text.into());
        };
        let span = self.span("wenmai-repair")?;
        span.set_attribute("data-edit", &index.to_string())?;
        if let Some(edit) = self.plan.edits.get(index) {
            span.set_attribute("data-kind", &edit.kind)?;
        }
        span.append_child(&text)?;
        Ok(span.into())
    }

    fn span(&self, class: &str) -> Result<Element> {
        let span = self.document.create_element("span")?;
        span.set_attribute("class", class)?;
        Ok(span)
    }
}
