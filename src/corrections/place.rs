//! Where a correction belongs in the text as it is now.
//!
//! The quoted text is looked for, in either script; of several places the one whose surroundings
//! fit best is taken, and of equally good ones that at the recorded position. A place whose
//! surroundings say nothing is taken only where the position is the recorded one: a name that
//! stands elsewhere too must not take the place of one whose paragraph is gone.
//!
//! A repair that is switched on or off changes the clean text. What is not found in it as it is
//! is therefore looked for in the text with all repairs and with none, and carried over by the
//! edits: only a quote around a repair and an unrepaired stretch at once is beyond that.

use std::cell::OnceCell;

use crate::corrections::{Obstacle, Target};
use crate::script::{Converter, Shadow};
use crate::source::Source;
use crate::utf16::{OffsetUnit, Offsets};

/// Characters of surroundings that must fit where the position does not. Fewer are often the same
/// by chance: a comma before, 说 behind.
const ENOUGH: usize = 4;

/// First character, and character behind the last, of the shadow.
pub type Range = (usize, usize);

/// A text as it stands and as its shadow has it: the same number of characters.
#[derive(Clone, Debug)]
pub struct Letters {
    original: Vec<char>,
    folded: Vec<char>,
}

impl Letters {
    /// Reads `text`.
    pub fn new(text: &str, converter: &Converter) -> Self {
        Self {
            original: text.chars().collect(),
            folded: converter.shadow(text).chars().to_vec(),
        }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.original.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.original.is_empty()
    }
}

/// A target, prepared for looking.
#[derive(Debug)]
pub struct Wanted {
    exact: Letters,
    prefix: Letters,
    suffix: Letters,
    start: usize,
    unit: OffsetUnit,
}

impl Wanted {
    fn surroundings(&self) -> usize {
        self.prefix.len() + self.suffix.len()
    }
}

/// New bounds, relative to the old ones.
#[derive(Debug)]
pub struct Change {
    /// Characters from the old start to the new one.
    shift: isize,
    text: Letters,
}

/// A target in the text as it is now.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    /// The target itself.
    pub range: Range,
    /// The new bounds, if they were asked for and their text stands there.
    pub changed: Option<Range>,
}

/// One text to look in.
#[derive(Debug)]
struct Page<'a> {
    text: &'a str,
    shadow: &'a Shadow,
    /// By unit, in the order of [`OffsetUnit::ALL`]; counted once each.
    offsets: [OnceCell<Offsets<'a>>; 3],
}

impl<'a> Page<'a> {
    const fn new(text: &'a str, shadow: &'a Shadow) -> Self {
        Self {
            text,
            shadow,
            offsets: [const { OnceCell::new() }; 3],
        }
    }

    fn original(&self, index: usize) -> Option<char> {
        let span = self.shadow.span(index, index + 1);
        span.of(self.text).chars().next()
    }

    /// The character at a recorded position, if one starts there.
    fn index(&self, position: usize, unit: OffsetUnit) -> Option<usize> {
        let offsets = self
            .offsets
            .get(unit as usize)?
            .get_or_init(|| Offsets::new(self.text, unit));
        let byte = offsets.byte(position)?;
        let at = crate::span::Span::new(byte, byte);
        Some(self.shadow.range(at).1)
    }

    /// Whether `letters` stand at `start`, as they are or as the shadow has them.
    fn stands(&self, start: usize, letters: &Letters) -> bool {
        let end = start + letters.len();
        let folded = self.shadow.chars().get(start..end);
        folded.is_some_and(|folded| {
            folded == letters.folded
                || (start..end)
                    .zip(&letters.original)
                    .all(|(index, &letter)| self.original(index) == Some(letter))
        })
    }

    /// Where `letters` stand, in order.
    fn occurrences(&self, letters: &Letters) -> Vec<usize> {
        let chars = self.shadow.chars();
        let Some(&first) = letters.folded.first() else {
            return Vec::new();
        };
        let mut starts: Vec<usize> = (0..(chars.len() + 1).saturating_sub(letters.len()))
            .filter(|&start| chars[start] == first && chars[start..].starts_with(&letters.folded))
            .collect();
        // A phrase may be folded otherwise in a sentence than alone.
        let exact: String = letters.original.iter().collect();
        for (byte, _) in self.text.match_indices(&exact) {
            let at = crate::span::Span::new(byte, byte + exact.len());
            starts.push(self.shadow.range(at).0);
        }
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// How many characters of the surroundings, counted from the quote outwards, are as recorded.
    fn fit(&self, start: usize, wanted: &Wanted) -> usize {
        let same = |index: Option<usize>, letters: &Letters, letter: usize| {
            index.is_some_and(|index| {
                self.shadow
                    .chars()
                    .get(index)
                    .is_some_and(|folded| letters.folded.get(letter) == Some(folded))
                    || self.original(index).is_some()
                        && self.original(index).as_ref() == letters.original.get(letter)
            })
        };
        let (prefix, suffix) = (&wanted.prefix, &wanted.suffix);
        let before = (1..=prefix.len())
            .take_while(|&back| same(start.checked_sub(back), prefix, prefix.len() - back))
            .count();
        let end = start + wanted.exact.len();
        let behind = (0..suffix.len())
            .take_while(|&ahead| same(Some(end + ahead), suffix, ahead))
            .count();
        before + behind
    }

    /// The place at the recorded position, where nothing around it has changed.
    fn unchanged(&self, wanted: &Wanted) -> Option<usize> {
        self.index(wanted.start, wanted.unit).filter(|&start| {
            !wanted.exact.is_empty()
                && self.stands(start, &wanted.exact)
                && self.fit(start, wanted) == wanted.surroundings()
        })
    }

    /// The place whose surroundings fit best.
    fn best(&self, wanted: &Wanted) -> Result<usize, Obstacle> {
        let starts = self.occurrences(&wanted.exact);
        let fits: Vec<usize> = starts
            .iter()
            .map(|&start| self.fit(start, wanted))
            .collect();
        let most = fits.iter().copied().max().ok_or(Obstacle::QuoteMissing)?;
        let here = self
            .index(wanted.start, wanted.unit)
            .filter(|start| starts.binary_search(start).is_ok());
        if most < wanted.surroundings().min(ENOUGH) {
            return here.ok_or(Obstacle::ContextDiffers);
        }
        let mut best = starts
            .iter()
            .zip(&fits)
            .filter(|(_, fit)| **fit == most)
            .map(|(start, _)| *start);
        match (best.next(), best.next()) {
            (Some(only), None) => Ok(only),
            _ => here
                .filter(|&start| self.fit(start, wanted) == most)
                .ok_or(Obstacle::QuoteAmbiguous),
        }
    }

    fn changed(&self, start: usize, change: &Change) -> Option<Range> {
        let start = start.checked_add_signed(change.shift)?;
        self.stands(start, &change.text)
            .then_some((start, start + change.text.len()))
    }
}

/// The text of an article, in which corrections look for their places.
pub struct Places<'a> {
    source: &'a Source,
    page: Page<'a>,
    converter: &'a Converter,
    repaired: &'a dyn Fn() -> Source,
    others: OnceCell<Vec<(Source, Shadow)>>,
}

impl<'a> Places<'a> {
    /// The clean text of `source` and its `shadow`; `repaired` gives the same text with every
    /// repair switched on, and is asked only where something is not found.
    pub fn new(
        source: &'a Source,
        shadow: &'a Shadow,
        converter: &'a Converter,
        repaired: &'a dyn Fn() -> Source,
    ) -> Self {
        Self {
            source,
            page: Page::new(source.clean(), shadow),
            converter,
            repaired,
            others: OnceCell::new(),
        }
    }

    /// The shadow of the clean text.
    pub const fn shadow(&self) -> &'a Shadow {
        self.page.shadow
    }

    /// The clean text.
    pub const fn text(&self) -> &'a str {
        self.page.text
    }

    /// Prepares `target`, whose positions count `unit`.
    pub fn wanted(&self, target: &Target, unit: OffsetUnit) -> Wanted {
        Wanted {
            exact: Letters::new(&target.exact, self.converter),
            prefix: Letters::new(&target.prefix, self.converter),
            suffix: Letters::new(&target.suffix, self.converter),
            start: target.start,
            unit,
        }
    }

    /// What leads from `target` to the new bounds `to`, both in `unit`.
    pub fn change(&self, target: &Target, to: &Target, unit: OffsetUnit) -> Change {
        let characters = |text: &str, units: usize| {
            let byte = Offsets::new(text, unit).byte(units).unwrap_or(text.len());
            text.get(..byte).unwrap_or_default().chars().count() as isize
        };
        let shift = match to.start.checked_sub(target.start) {
            Some(ahead) => characters(&target.exact, ahead),
            None => -characters(&to.exact, target.start - to.start),
        };
        Change {
            shift,
            text: Letters::new(&to.exact, self.converter),
        }
    }

    /// Where `wanted` stands now, and the bounds that `change` leads to.
    ///
    /// # Errors
    /// What is in the way.
    pub fn find(&self, wanted: &Wanted, change: Option<&Change>) -> Result<Found, Obstacle> {
        if let Some(start) = self.page.unchanged(wanted) {
            return Ok(self.found(start, wanted, change));
        }
        let others = || {
            self.others().iter().map(|(source, shadow)| {
                let page = Page::new(source.clean(), shadow);
                (source, page)
            })
        };
        if wanted.surroundings() > 0 {
            for (source, page) in others() {
                let found = page
                    .unchanged(wanted)
                    .and_then(|start| self.carried(source, &page, start, wanted, change));
                if let Some(found) = found {
                    return Ok(found);
                }
            }
        }
        let obstacle = match self.page.best(wanted) {
            Ok(start) => return Ok(self.found(start, wanted, change)),
            Err(obstacle) => obstacle,
        };
        for (source, page) in others() {
            if let Ok(start) = page.best(wanted)
                && let Some(found) = self.carried(source, &page, start, wanted, change)
            {
                return Ok(found);
            }
        }
        Err(obstacle)
    }

    fn found(&self, start: usize, wanted: &Wanted, change: Option<&Change>) -> Found {
        Found {
            range: (start, start + wanted.exact.len()),
            changed: change.and_then(|change| self.page.changed(start, change)),
        }
    }

    /// A place in another state of the text, carried over to this one by the edits.
    fn carried(
        &self,
        source: &Source,
        page: &Page,
        start: usize,
        wanted: &Wanted,
        change: Option<&Change>,
    ) -> Option<Found> {
        let here = |(start, end): Range| {
            let raw = source.to_raw(page.shadow.span(start, end));
            let clean = self.source.to_clean(raw);
            (!clean.is_empty()).then(|| self.page.shadow.range(clean))
        };
        Some(Found {
            range: here((start, start + wanted.exact.len()))?,
            changed: change
                .and_then(|change| page.changed(start, change))
                .and_then(here),
        })
    }

    /// The text with all repairs and with none, where they differ from the text as it is.
    fn others(&self) -> &[(Source, Shadow)] {
        self.others.get_or_init(|| {
            let raw = Source::untouched(self.source.raw());
            [(self.repaired)(), raw]
                .into_iter()
                .filter(|other| other.clean() != self.source.clean())
                .map(|other| {
                    let shadow = self.converter.shadow(other.clean());
                    (other, shadow)
                })
                .collect()
        })
    }

    /// Every place of the quoted text of `wanted`, in order; they may overlap.
    pub fn occurrences(&self, wanted: &Wanted) -> Vec<Range> {
        let length = wanted.exact.len();
        let starts = self.page.occurrences(&wanted.exact);
        starts
            .into_iter()
            .map(|start| (start, start + length))
            .collect()
    }

    /// Whether the text of `range` is that of `wanted`, in either script.
    pub fn is(&self, range: Range, wanted: &Wanted) -> bool {
        range.1 - range.0 == wanted.exact.len() && self.page.stands(range.0, &wanted.exact)
    }

    /// Whether two ranges have the same text, in either script.
    pub fn same(&self, one: Range, other: Range) -> bool {
        let chars = self.page.shadow.chars();
        chars.get(one.0..one.1) == chars.get(other.0..other.1)
    }

    /// The bounds that `change` leads to from a range that starts at `start`, if their text
    /// stands there.
    pub fn changed(&self, start: usize, change: &Change) -> Option<Range> {
        self.page.changed(start, change)
    }

    /// `range` without the blanks at its ends, which belong to no token; `None` where there is
    /// nothing else.
    pub fn trimmed(&self, range: Range) -> Option<Range> {
        let chars = self.page.shadow.chars().get(range.0..range.1)?;
        let is_text = |character: &char| !character.is_whitespace();
        let start = chars.iter().position(is_text)?;
        let end = chars.iter().rposition(is_text)?;
        Some((range.0 + start, range.0 + end + 1))
    }
}
