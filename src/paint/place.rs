//! Places of the clean text in the DOM, and of the DOM in the clean text.
//!
//! The pieces stand in the order of the document, so either is a search by halves. Whoever may
//! have changed the page meanwhile, a translator, an extension: a piece that does not show what
//! was painted gives no answer rather than a wrong one.

use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Range};

use super::{Painter, SKIPPED};
use crate::markup::is_blank;
use crate::pieces::places::Spot;

/// A place between nodes.
enum Place<'a> {
    /// In a text, a comment or the like.
    In(&'a Node),
    /// Before a node.
    Before(Node),
    /// Behind all that an element holds.
    End(&'a Node),
}

/// Where a piece stands, seen from a place.
enum Side {
    Before,
    Around,
    Behind,
}

impl Painter {
    /// The range over what shows the clean text `start..end`, in UTF-16 units; `None` where
    /// that is not, or not yet, painted, or no longer stands as it was painted.
    pub fn range(&self, start: usize, end: usize) -> Option<Range> {
        if end > self.shown.len() {
            return None;
        }
        let (first, last) = self.places.spots(start, end)?;
        // Of a stretch that is only half painted one cannot tell where it will end.
        if self.job.is_some() && self.places.end_before(self.places.pieces())? < end {
            return None;
        }
        let range = self.root.owner_document()?.create_range().ok()?;
        let (node, offset) = self.text_at(first, start < end)?;
        range.set_start(&node, offset).ok()?;
        let (node, offset) = self.text_at(last, false)?;
        range.set_end(&node, offset).ok()?;
        Some(range)
    }

    /// The position in the clean text, in UTF-16 units, of a place in the DOM, or the nearest
    /// where the clean text does not have what is there; `None` outside the element, in what is
    /// not painted yet, and in what no longer stands as it was painted.
    pub fn position(&self, node: &Node, offset: usize) -> Option<usize> {
        if !self.root.contains(Some(node)) {
            return None;
        }
        let place = Place::new(node, offset);
        let (mut low, mut high) = (0, self.places.pieces());
        while low < high {
            let middle = low + (high - low) / 2;
            let piece = self.piece(middle)?;
            match place.side(piece)? {
                Side::Before => low = middle + 1,
                Side::Behind => high = middle,
                Side::Around => return self.position_in(middle, node, offset),
            }
        }
        // Text that is in no piece: it came later, or is no part of the article.
        if node.node_type() == Node::TEXT_NODE && !self.is_skipped(node) {
            return None;
        }
        let stands = |piece: usize| {
            self.piece(piece)
                .is_none_or(|piece| self.root.contains(Some(piece)))
        };
        if !stands(low) || !low.checked_sub(1).is_none_or(stands) {
            return None;
        }
        let (before, behind) = (self.places.end_before(low), self.places.start_from(low));
        if self.job.is_some() && behind.is_none() {
            return None;
        }
        match place {
            Place::End(_) => before.or(behind),
            _ => behind.or(before),
        }
    }

    /// The position of a place inside a piece.
    fn position_in(&self, index: usize, node: &Node, offset: usize) -> Option<usize> {
        let piece = self.intact(index)?;
        // Added up rather than asked of a range: until it is collected, each one that was made
        // slows every change of the page.
        let (end, more) = match Place::new(node, offset) {
            Place::In(node) if node.node_type() == Node::TEXT_NODE => {
                (Some(node.clone()), offset.min(length(node)))
            }
            Place::In(node) => (Some(node.clone()), 0),
            Place::Before(child) => (Some(child), 0),
            Place::End(node) => (behind(node, piece), 0),
        };
        let mut offset = more;
        let mut next = Some(piece.clone());
        while let Some(node) = next.filter(|node| Some(node) != end.as_ref()) {
            if node.node_type() == Node::TEXT_NODE {
                offset += length(&node);
            }
            next = following(&node, piece);
        }
        self.places.clean(Spot {
            piece: index,
            offset,
        })
    }

    /// The text node that a spot lies in, with the position there: where two meet, the end of
    /// the first, or the beginning of the second where `forward` says so.
    fn text_at(&self, spot: Spot, forward: bool) -> Option<(Node, u32)> {
        let piece = self.intact(spot.piece)?;
        if !self.root.contains(Some(piece)) {
            return None;
        }
        let mut rest = spot.offset;
        let mut last = None;
        let mut next = Some(piece.clone());
        while let Some(node) = next {
            if node.node_type() == Node::TEXT_NODE {
                let length = length(&node);
                if rest < length || (rest == length && !forward) {
                    return Some((node, u32::try_from(rest).ok()?));
                }
                rest -= length;
                last = Some((node.clone(), u32::try_from(length).ok()?));
            }
            next = following(&node, piece);
        }
        last.filter(|_| rest == 0)
    }

    /// A piece that shows what was painted.
    fn intact(&self, index: usize) -> Option<&Node> {
        let piece = self.piece(index)?;
        let text: Vec<u16> = piece.text_content()?.encode_utf16().collect();
        let shows = |run: &crate::pieces::places::Run| {
            let there = text.get(run.offset..run.offset + run.length);
            let meant = self.shown.get(run.clean..run.end());
            there.zip(meant).is_some_and(|(there, meant)| {
                there
                    .iter()
                    .zip(meant)
                    .all(|(&there, &meant)| there == meant || (is_blank(there) && is_blank(meant)))
            })
        };
        let is_intact =
            text.len() == self.places.length(index) && self.places.runs(index).iter().all(shows);
        is_intact.then_some(piece)
    }

    /// The node that shows a piece.
    fn piece(&self, index: usize) -> Option<&Node> {
        let placed = self.slots.get(..self.placed)?;
        let behind = placed.partition_point(|slot| slot.first_piece <= index);
        let slot = placed.get(behind.checked_sub(1)?)?;
        slot.piece(index - slot.first_piece)
    }

    /// Whether a node lies in an element whose text is no part of the article.
    fn is_skipped(&self, node: &Node) -> bool {
        let mut above = node.parent_element();
        while let Some(element) = above.filter(|element| *element != self.root) {
            if SKIPPED.contains(&element.local_name().as_str()) {
                return true;
            }
            above = element.parent_element();
        }
        false
    }
}

impl<'a> Place<'a> {
    fn new(node: &'a Node, offset: usize) -> Self {
        if node.dyn_ref::<Element>().is_none() {
            return Self::In(node);
        }
        let children = node.child_nodes();
        match u32::try_from(offset).ok().and_then(|at| children.item(at)) {
            Some(child) => Self::Before(child),
            None => Self::End(node),
        }
    }

    /// Where `piece` stands; `None` where it is no longer on the page.
    fn side(&self, piece: &Node) -> Option<Side> {
        let (Self::In(node) | Self::End(node)) = self else {
            let Self::Before(child) = self else {
                return None;
            };
            // Before the piece itself is not in it.
            if piece == child {
                return Some(Side::Behind);
            }
            return Self::compare(piece, child, Side::Behind);
        };
        if piece == *node {
            return Some(Side::Around);
        }
        Self::compare(piece, node, Side::Before)
    }

    /// Where `piece` stands, seen from another node; `inside` if it is in there.
    fn compare(piece: &Node, node: &Node, inside: Side) -> Option<Side> {
        let place = piece.compare_document_position(node);
        let is = |bit: u16| place & bit != 0;
        if is(Node::DOCUMENT_POSITION_DISCONNECTED) {
            None
        } else if is(Node::DOCUMENT_POSITION_CONTAINED_BY) {
            Some(Side::Around)
        } else if is(Node::DOCUMENT_POSITION_CONTAINS) {
            Some(inside)
        } else if is(Node::DOCUMENT_POSITION_FOLLOWING) {
            Some(Side::Before)
        } else {
            Some(Side::Behind)
        }
    }
}

/// Length of a text in UTF-16 units; of another node 0.
fn length(node: &Node) -> usize {
    let data = node.dyn_ref::<web_sys::CharacterData>();
    let length = data.map_or(0, web_sys::CharacterData::length);
    usize::try_from(length).unwrap_or(usize::MAX)
}

/// The node behind `node` in the order of the document, as long as it is inside `limit`.
fn following(node: &Node, limit: &Node) -> Option<Node> {
    node.first_child().or_else(|| behind(node, limit))
}

/// The node behind `node` and all that it holds, as long as it is inside `limit`.
fn behind(node: &Node, limit: &Node) -> Option<Node> {
    let mut node = node.clone();
    while node != *limit {
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent_node()?;
    }
    None
}
