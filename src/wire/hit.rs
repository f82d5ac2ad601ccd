//! Hits of a search on the wire.

use serde::Serialize;

use crate::search::Hit;
use crate::utf16::{OffsetUnit, Offsets};

/// A place where a query was found; see [`Hit`].
#[derive(Debug, Serialize)]
pub struct WireHit {
    /// First position.
    pub start: usize,
    /// Position behind the last.
    pub end: usize,
    /// `text` or `reading`.
    pub how: &'static str,
}

impl WireHit {
    /// `hits` in `text`, positions in `unit`.
    pub fn all(text: &str, hits: &[Hit], unit: OffsetUnit) -> Vec<Self> {
        let offsets = Offsets::new(text, unit);
        let hits = hits.iter().map(|hit| Self {
            start: offsets.at(hit.span.start),
            end: offsets.at(hit.span.end),
            how: hit.how.name(),
        });
        hits.collect()
    }
}
