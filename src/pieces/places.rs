//! Where the clean text lies in what is shown: a sorted table with one entry for each stretch,
//! searched by halves in either direction.
//!
//! Pieces are counted through all nodes, in the order of the document. What the clean text does
//! not have, such as page furniture or the white space of a source, lies in no stretch.

/// Clean text that one piece shows, unit for unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The piece.
    pub piece: usize,
    /// First position in the text of the piece, in UTF-16 units.
    pub offset: usize,
    /// First position in the clean text, in UTF-16 units.
    pub clean: usize,
    /// Number of UTF-16 units, never 0.
    pub length: usize,
}

impl Run {
    /// Whether `next` is the rest of the same stretch.
    pub const fn goes_on_with(&self, next: &Self) -> bool {
        self.piece == next.piece
            && self.offset + self.length == next.offset
            && self.end() == next.clean
    }

    /// Position behind the last in the clean text.
    pub const fn end(&self) -> usize {
        self.clean + self.length
    }
}

/// A place in the text of a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The piece.
    pub piece: usize,
    /// Position in its text, in UTF-16 units.
    pub offset: usize,
}

/// All that is shown of a clean text, or as much of it as has been painted.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Lengths of the pieces in UTF-16 units.
    lengths: Vec<usize>,
    runs: Vec<Run>,
}

impl Places {
    /// Adds the pieces of the next node, by their lengths, with the clean text in them.
    pub fn add(&mut self, lengths: impl IntoIterator<Item = usize>, runs: &[Run]) {
        let first = self.lengths.len();
        self.lengths.extend(lengths);
        self.runs.extend(runs.iter().map(|run| Run {
            piece: first + run.piece,
            ..*run
        }));
    }

    /// Number of pieces.
    pub const fn pieces(&self) -> usize {
        self.lengths.len()
    }

    /// Length of a piece's text in UTF-16 units; 0 for one that there is not.
    pub fn length(&self, piece: usize) -> usize {
        self.lengths.get(piece).copied().unwrap_or_default()
    }

    /// The clean text in a piece.
    pub fn runs(&self, piece: usize) -> &[Run] {
        let first = self.runs.partition_point(|run| run.piece < piece);
        let end = self.runs.partition_point(|run| run.piece <= piece);
        self.runs.get(first..end).unwrap_or_default()
    }

    /// The spots where the clean text `start..end` begins and ends.
    ///
    /// A beginning that is not shown, such as a line break between blocks, is where the text
    /// before it ends, else where the next begins; an end that is not shown is where the text
    /// before it ends. `None` where `start` is behind `end`, or nothing at or behind `start` is
    /// there.
    pub fn spots(&self, start: usize, end: usize) -> Option<(Spot, Spot)> {
        if start > end {
            return None;
        }
        let next = self.runs.partition_point(|run| run.end() <= start);
        let before = next.checked_sub(1).and_then(|index| self.runs.get(index));
        let first = match self.runs.get(next) {
            Some(run) if run.clean <= start => Spot {
                piece: run.piece,
                offset: run.offset + (start - run.clean),
            },
            next => match (before.filter(|run| run.end() == start), next) {
                (Some(run), _) => Spot {
                    piece: run.piece,
                    offset: run.offset + run.length,
                },
                (None, Some(run)) => Spot {
                    piece: run.piece,
                    offset: run.offset,
                },
                (None, None) => return None,
            },
        };
        let behind = self.runs.partition_point(|run| run.clean < end);
        let last = behind.checked_sub(1).and_then(|index| self.runs.get(index));
        let last = last.filter(|run| run.end() > start).map(|run| Spot {
            piece: run.piece,
            offset: run.offset + (end.min(run.end()) - run.clean),
        });
        Some((first, last.filter(|_| end > start).unwrap_or(first)))
    }

    /// The position in the clean text that is at a spot, or nearest to it. `None` where no text
    /// is shown at all.
    pub fn clean(&self, spot: Spot) -> Option<usize> {
        let behind = self
            .runs
            .partition_point(|run| (run.piece, run.offset) <= (spot.piece, spot.offset));
        let before = behind.checked_sub(1).and_then(|index| self.runs.get(index));
        let next = self.runs.get(behind);
        match (before, next) {
            (Some(run), _) if run.piece == spot.piece => {
                Some((run.clean + (spot.offset - run.offset)).min(run.end()))
            }
            (_, Some(run)) if run.piece == spot.piece => Some(run.clean),
            (Some(run), _) => Some(run.end()),
            (None, Some(run)) => Some(run.clean),
            (None, None) => None,
        }
    }

    /// Where the clean text that `piece` or one behind it shows begins.
    pub fn start_from(&self, piece: usize) -> Option<usize> {
        let next = self.runs.partition_point(|run| run.piece < piece);
        self.runs.get(next).map(|run| run.clean)
    }

    /// Where the clean text that is shown before `piece` ends.
    pub fn end_before(&self, piece: usize) -> Option<usize> {
        let next = self.runs.partition_point(|run| run.piece < piece);
        let before = next.checked_sub(1).and_then(|index| self.runs.get(index));
        before.map(Run::end)
    }
}
