//! Mentions into the light DOM, and back out.
//!
//! The markup that is there stays: text nodes are replaced by pieces of themselves, everything
//! else is left alone, and the very nodes that were replaced are kept, so that undoing puts
//! back not an equal document but the same one. Only text nodes and attributes are written,
//! never markup.
//!
//! Painting goes in slices, node by node in the order of the document; a text node is painted
//! in one go, however long. A node that shows what it is to show already is not touched, and
//! one where only names change keeps its nodes, so that repainting is cheap and focus stays.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Node, Text, Window};

use crate::markup::{Gatherer, Markup};
use crate::pieces::Cutter;
use crate::pieces::places::Places;

mod brush;
mod order;
mod place;

use brush::{Brush, Drawing};
use order::{Failure, Order};

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

/// Class of the stretches that a long text's paragraphs stand in. `paragraphs.js` makes them:
/// paragraphs of one name and class look alike.
const STRETCH: &str = "wenmai-stretch";

/// A text node of the host's, and what stands in its place.
#[derive(Debug)]
struct Slot {
    original: Text,
    /// What stands in its place; nothing where it stands there itself.
    shown: Vec<Node>,
    drawing: Drawing,
    /// Its first piece, counted through all nodes.
    first_piece: usize,
}

/// Painting that is under way.
#[derive(Debug)]
struct Job {
    document: Document,
    cutter: Cutter,
    brush: Brush,
    failure: Failure,
    /// Index of the next text node.
    next: usize,
    /// Index of the first stretch that does not lie before it.
    stretch: usize,
    /// Whether anything has changed on the page.
    touched: bool,
}

/// Paints one element.
#[derive(Debug)]
pub struct Painter {
    root: Element,
    markup: Markup,
    /// Length of the text that was read, in UTF-16 units.
    length: usize,
    /// The text nodes, in order of the document.
    slots: Vec<Slot>,
    job: Option<Job>,
    /// Where the clean text lies in the first nodes, those that have been painted.
    places: Places,
    /// Number of these nodes.
    placed: usize,
    /// The text that they show.
    shown: Rc<[u16]>,
    /// The mention that was last known to be in the keyboard's round.
    stop: Option<Element>,
}

impl Painter {
    /// A painter that has neither read nor painted yet.
    pub fn new(root: Element) -> Self {
        Self {
            root,
            markup: Markup::default(),
            length: 0,
            slots: Vec::new(),
            job: None,
            places: Places::default(),
            placed: 0,
            shown: Rc::default(),
            stop: None,
        }
    }

    /// Reads the text of the element, unpainted. `raw` is the file that its paragraphs were
    /// made from: if the two differ in white space only, `raw` is what was read.
    ///
    /// # Errors
    /// What the DOM throws; it has no reason to.
    pub fn read(&mut self, raw: Option<&str>) -> Result<&str> {
        self.walk()?;
        Ok(self.align(raw))
    }

    /// The first half of [`Painter::read`]: the page may do something else before the second.
    ///
    /// # Errors
    /// What the DOM throws; it has no reason to.
    pub fn walk(&mut self) -> Result<()> {
        self.unpaint()?;
        self.slots.clear();
        let window = web_sys::window().ok_or("there is no window")?;
        let mut gatherer = Gatherer::default();
        self.gather(&window, &mut gatherer)?;
        self.markup = gatherer.finish();
        Ok(())
    }

    /// The second half of [`Painter::read`].
    pub fn align(&mut self, raw: Option<&str>) -> &str {
        if let Some(aligned) = raw.and_then(|raw| self.markup.aligned_to(raw)) {
            self.markup = aligned;
        }
        self.length = self.markup.raw.encode_utf16().count();
        &self.markup.raw
    }

    /// Shows `article`, which was made from the text last read, in place of whatever was
    /// painted: [`Painter::begin`] and [`Painter::advance`] in one.
    ///
    /// # Errors
    /// Those of the two.
    pub fn paint(&mut self, article: &JsValue, look: &JsValue) -> Result<()> {
        self.begin(article, look)?;
        self.advance(f64::INFINITY).map(drop)
    }

    /// Begins to show `article`, which was made from the text last read, in place of whatever
    /// was painted or had begun to be. Nothing changes before [`Painter::advance`]; the article's
    /// lists and those of `look` are read as it reaches them, and must not change meanwhile.
    ///
    /// # Errors
    /// Where `article` was made from another text, or either object is not in the documented
    /// shape.
    pub fn begin(&mut self, article: &JsValue, look: &JsValue) -> Result<()> {
        let document = self.root.owner_document().ok_or("there is no document")?;
        let Order {
            plan,
            labels,
            failure,
        } = Order::read(article, look, self.length)?;
        self.shown = Rc::clone(&plan.shown);
        self.places = Places::default();
        self.placed = 0;
        self.job = Some(Job {
            brush: Brush::new(document.clone(), labels),
            document,
            cutter: Cutter::new(plan),
            failure,
            next: 0,
            stretch: 0,
            touched: false,
        });
        self.stop = self.stops()?.into_iter().next();
        Ok(())
    }

    /// Goes on painting for about that many milliseconds, at least one text node; says whether
    /// all is painted.
    ///
    /// # Errors
    /// Where an item of the article is not in the documented shape, and what the DOM throws.
    /// What has been painted stays; where it lies cannot be asked any more.
    pub fn advance(&mut self, milliseconds: f64) -> Result<bool> {
        let Some(mut job) = self.job.take() else {
            return Ok(true);
        };
        let clock = web_sys::window().and_then(|window| window.performance());
        let now = || clock.as_ref().map_or(0.0, web_sys::Performance::now);
        let end = now() + milliseconds;
        while job.next < self.slots.len() {
            match self.step(&mut job) {
                Ok(touched) => job.touched |= touched,
                Err(error) => {
                    // Half a table would give wrong places.
                    self.places = Places::default();
                    self.placed = 0;
                    return Err(error);
                }
            }
            if now() >= end && job.next < self.slots.len() {
                self.job = Some(job);
                return Ok(false);
            }
        }
        if job.touched {
            self.settle_stop()?;
        }
        Ok(true)
    }

    /// Paints the next text node; says whether anything changed.
    fn step(&mut self, job: &mut Job) -> Result<bool> {
        let Some(slot) = self.slots.get_mut(job.next) else {
            return Ok(false);
        };
        let rest = self.markup.stretches.get(job.stretch..).unwrap_or_default();
        let count = rest.partition_point(|stretch| stretch.node <= job.next);
        let text = slot.original.data();
        let cut = job
            .cutter
            .node(&text, rest.get(..count).unwrap_or_default());
        job.stretch += count;
        job.next += 1;
        if let Some(failure) = job.failure.take() {
            return Err(failure);
        }
        slot.first_piece = self.places.pieces();
        self.placed = job.next;
        let lengths = cut.pieces.iter().map(|piece| piece.length);
        // A node without text is a piece too.
        self.places
            .add(lengths.chain(cut.pieces.is_empty().then_some(0)), &cut.runs);
        if cut.shows(&text) {
            return slot.restore();
        }
        let names = job.brush.names(&cut.pieces, job.cutter.plan());
        let drawing = Drawing::new(&cut.pieces, &names, job.cutter.plan());
        if slot.drawing == drawing {
            return Ok(false);
        }
        if slot.drawing.differs_in_names(&drawing) {
            for (node, name) in slot.shown.iter().zip(&names) {
                if let (Some(element), Some(name)) = (node.dyn_ref(), name) {
                    name.write(element)?;
                }
            }
            slot.drawing = drawing;
            return Ok(true);
        }
        let mut shown = Vec::with_capacity(cut.pieces.len().max(1));
        for (piece, name) in cut.pieces.iter().zip(&names) {
            shown.push(job.brush.node(piece, name.as_ref(), job.cutter.plan())?);
        }
        if shown.is_empty() {
            // Nothing is left of it: an empty node keeps the place.
            shown.push(job.document.create_text_node("").into());
        }
        if !slot.replace(&job.document, &shown)? {
            return Ok(false);
        }
        slot.shown = shown;
        slot.drawing = drawing;
        // Mentions come without a place in the keyboard's round; one must have it all the time.
        if !self.stop.as_ref().is_some_and(|stop| stop.is_connected()) {
            let mut mentions = slot
                .shown
                .iter()
                .filter_map(|node| node.dyn_ref::<Element>());
            self.stop = mentions.find(|one| one.has_attribute("tabindex")).cloned();
            if let Some(stop) = &self.stop {
                stop.set_attribute("tabindex", "0")?;
            }
        }
        Ok(true)
    }

    /// Sees to it that exactly one mention is in the keyboard's round: the one that was, while
    /// it is there, else the first.
    fn settle_stop(&self) -> Result<()> {
        let mut stops = self.stops()?.into_iter();
        if stops.next().is_some() {
            return stops.try_for_each(|other| other.set_attribute("tabindex", "-1"));
        }
        let shown = self.slots.iter().flat_map(|slot| &slot.shown);
        let first = shown
            .filter_map(|node| node.dyn_ref::<Element>())
            .find(|element| element.has_attribute("tabindex"));
        first.map_or(Ok(()), |first| first.set_attribute("tabindex", "0"))
    }

    /// The mentions in the keyboard's round. Looks at all that is painted: not for every slice.
    fn stops(&self) -> Result<Vec<Element>> {
        let found = self
            .root
            .query_selector_all(".wenmai-mention[tabindex='0']")?;
        Ok((0..found.length())
            .filter_map(|index| found.item(index)?.dyn_into::<Element>().ok())
            .filter(|element| self.is_own(element))
            .collect())
    }

    /// Whether an element inside is not one of an article inside, which is painted for itself.
    fn is_own(&self, element: &Element) -> bool {
        match element.closest("wenmai-article") {
            Ok(Some(article)) => article.contains(Some(&self.root)),
            _ => true,
        }
    }

    /// Puts back the text nodes that were replaced. A node whose place the host page has taken
    /// away meanwhile is let go.
    ///
    /// # Errors
    /// What the DOM throws; it has no reason to.
    pub fn unpaint(&mut self) -> Result<()> {
        self.job = None;
        self.stop = None;
        self.places = Places::default();
        self.placed = 0;
        self.slots
            .iter_mut()
            .try_for_each(|slot| slot.restore().map(drop))
    }

    /// Walks the element without recursion: markup can be nested as deep as somebody likes.
    fn gather(&mut self, window: &Window, gatherer: &mut Gatherer) -> Result<()> {
        /// An element that the walk is inside of.
        struct Open {
            next: Option<Node>,
            preformatted: bool,
            block: bool,
            /// Whether it is a stretch of our own paragraphs.
            stretch: bool,
        }
        let mut path = vec![Open {
            next: self.root.first_child(),
            preformatted: Style::of(window, &self.root)?.preformatted,
            block: true,
            stretch: false,
        }];
        let mut paragraphs = HashMap::new();
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
                    gatherer.text(self.slots.len(), &text.data(), open.preformatted);
                    self.slots.push(Slot::new(text));
                }
                Node::ELEMENT_NODE => {
                    let element: Element = node.unchecked_into();
                    let name = element.local_name();
                    if name == "br" || name == "hr" {
                        gatherer.line_break();
                        continue;
                    }
                    // To ask for a style where the browser has put layout off costs a layout.
                    let style = if open.stretch {
                        match paragraphs.entry((name.clone(), element.class_name())) {
                            Entry::Occupied(known) => *known.get(),
                            Entry::Vacant(free) => *free.insert(Style::of(window, &element)?),
                        }
                    } else {
                        Style::of(window, &element)?
                    };
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
                        stretch: element.class_name() == STRETCH,
                    });
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// What an element's style says about the text inside it.
#[derive(Clone, Copy)]
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

impl Slot {
    /// A text node that stands where it stood.
    fn new(original: Text) -> Self {
        Self {
            original,
            shown: Vec::new(),
            drawing: Drawing::default(),
            first_piece: 0,
        }
    }

    /// The node that shows a piece, counted from the slot's first.
    fn piece(&self, index: usize) -> Option<&Node> {
        if self.shown.is_empty() && index == 0 {
            return Some(&self.original);
        }
        self.shown.get(index)
    }

    /// Puts the original back; says whether anything else stood there.
    fn restore(&mut self) -> Result<bool> {
        if self.shown.is_empty() {
            return Ok(false);
        }
        self.drawing = Drawing::default();
        let shown = std::mem::take(&mut self.shown);
        let place = shown
            .iter()
            .find_map(|node| Some((node.parent_node()?, node)));
        if let Some((parent, node)) = place {
            parent.insert_before(&self.original, Some(node))?;
        }
        remove(&shown)?;
        Ok(true)
    }

    /// Puts `nodes` where what is shown stands, unless the host page has taken the place away.
    fn replace(&self, document: &Document, nodes: &[Node]) -> Result<bool> {
        let original: [Node; 1] = [self.original.clone().into()];
        let old = if self.shown.is_empty() {
            &original[..]
        } else {
            &self.shown
        };
        let place = old
            .iter()
            .find_map(|node| Some((node.parent_node()?, node)));
        let Some((parent, node)) = place else {
            return Ok(false);
        };
        let fragment = document.create_document_fragment();
        for node in nodes {
            fragment.append_child(node)?;
        }
        parent.insert_before(&fragment, Some(node))?;
        remove(old)?;
        Ok(true)
    }
}

fn remove(nodes: &[Node]) -> Result<()> {
    for node in nodes {
        if let Some(parent) = node.parent_node() {
            parent.remove_child(node)?;
        }
    }
    Ok(())
}
