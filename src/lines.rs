//! What is remembered of lines that were read: of a text that is read again, only what changed is.
//!
//! Three things depend on a line alone, and are most of the work: the words that the dictionary proposes and the
//! candidates that the rules find at first, on its characters and the reader's own words in it; what the model decodes,
//! on these and on what the rules make of the line in the light of the whole text. What joins lines is done anew each
//! time. A reading by heart is the same as one afresh, which is tested.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::entity::EntityKind;
use crate::own_words::Occurrences;
use crate::rules::Candidate;
use crate::segment::{Cut, Word};

/// Characters of which lines are remembered, at most: some sixty bytes each.
const MOST_CHARACTERS: usize = 500_000;

/// Characters that the model reads together, at least: what is noted of them is forgotten before the next are noted, so
/// that a book needs no more room, and the memory that is used stays near.
const STRETCH: usize = 2048;

/// What the lines of texts that were read gave.
#[derive(Debug, Default)]
pub struct Memory {
    lines: FxHashMap<Line, Remembered>,
    /// Characters of all lines.
    characters: usize,
    /// Counts the texts that were read.
    readings: u32,
}

/// All that a line's words and first candidates depend on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    characters: Box<[char]>,
    /// The reader's own words in it, from its start.
    own: Box<[(usize, usize, Option<EntityKind>)]>,
}

/// What a line gave, from its start.
#[derive(Debug)]
struct Remembered {
    /// The last reading that needed it.
    reading: u32,
    words: Box<[Word]>,
    candidates: Box<[Candidate]>,
    decoded: Option<Decoded>,
}

/// What the model made of a line, from its start.
#[derive(Debug)]
struct Decoded {
    /// What the rules had made of it.
    rules: Box<[Candidate]>,
    found: Box<[Candidate]>,
    cuts: Box<[Cut]>,
}

/// The lines of one text.
#[derive(Debug)]
pub struct Lines<'a> {
    /// Where they are, in characters of the shadow, with their ends.
    ranges: Vec<Range<usize>>,
    /// Empty where nothing is to be remembered.
    keys: Vec<Line>,
    memory: Option<&'a mut Memory>,
}

impl Memory {
    /// Forgets the lines that the text which is read now does not have.
    fn forget(&mut self) {
        self.lines.retain(|_, line| line.reading == self.readings);
        self.characters = self.lines.keys().map(|line| line.characters.len()).sum();
    }
}

impl<'a> Lines<'a> {
    /// The lines of a text by its shadow's characters, of which nothing is known, and nothing will be.
    pub fn new(characters: &[char]) -> Self {
        let mut ranges = Vec::new();
        let mut start = 0;
        while start < characters.len() {
            let rest = &characters[start..];
            let end = rest.iter().position(|&character| character == '\n');
            let end = end.map_or(characters.len(), |end| start + end + 1);
            ranges.push(start..end);
            start = end;
        }
        Self {
            ranges,
            keys: Vec::new(),
            memory: None,
        }
    }

    /// The same, with what `memory` knows of them, and to be remembered there, unless the text is too long for it. What
    /// other texts gave is forgotten where there is no room for both.
    pub fn remembered(characters: &[char], own: &Occurrences, memory: &'a mut Memory) -> Self {
        let lines = Self::new(characters);
        if characters.len() > MOST_CHARACTERS {
            return lines;
        }
        memory.readings = memory.readings.wrapping_add(1);
        let mut own = own.iter().peekable();
        let key = |range: &Range<usize>| {
            let mut here = Vec::new();
            while let Some(own) = own.next_if(|own| own.start < range.end) {
                here.push((
                    own.start - range.start,
                    own.end - range.start,
                    own.word.kind,
                ));
            }
            Line {
                characters: characters[range.clone()].into(),
                own: here.into(),
            }
        };
        let keys: Vec<Line> = lines.ranges.iter().map(key).collect();
        for key in &keys {
            if let Some(line) = memory.lines.get_mut(key) {
                line.reading = memory.readings;
            }
        }
        if memory.characters + characters.len() > MOST_CHARACTERS {
            memory.forget();
        }
        Self {
            keys,
            memory: Some(memory),
            ..lines
        }
    }

    fn line(&self, index: usize) -> Option<&Remembered> {
        let memory = self.memory.as_ref()?;
        memory.lines.get(self.keys.get(index)?)
    }

    /// The lines of which nothing is known, where there are others: what has to be read of a text that is not new.
    pub fn unread(&self) -> Option<Vec<Range<usize>>> {
        let unread = (0..self.ranges.len()).filter(|&index| self.line(index).is_none());
        let unread: Vec<_> = unread.map(|index| self.ranges[index].clone()).collect();
        (unread.len() < self.ranges.len()).then_some(unread)
    }

    /// Remembers the words and first candidates of all lines.
    pub fn learn_all(&mut self, words: &[Word], candidates: &[Candidate]) {
        if self.memory.is_some() {
            self.learn(&self.ranges.clone(), words, candidates);
        }
    }

    /// Remembers the words and first candidates of the lines at `places`, which follow each other in the text that these
    /// are of.
    pub fn learn(&mut self, places: &[Range<usize>], words: &[Word], candidates: &[Candidate]) {
        let Some(memory) = &mut self.memory else {
            return;
        };
        let mut starts = Vec::with_capacity(places.len() + 1);
        starts.push(0);
        for place in places {
            starts.push(starts[starts.len() - 1] + place.len());
        }
        // The candidates of each line, in the order in which the rules found them.
        let mut by_line: Vec<Vec<Candidate>> = vec![Vec::new(); places.len()];
        for candidate in candidates {
            let line = starts.partition_point(|&start| start <= candidate.start) - 1;
            if let Some(found) = by_line.get_mut(line) {
                found.push(shifted(candidate, 0, starts[line]));
            }
        }
        let mut rest = words;
        for ((place, found), edges) in places.iter().zip(by_line).zip(starts.windows(2)) {
            let count = rest.partition_point(|word| word.start < edges[1]);
            let (here, others) = rest.split_at(count);
            rest = others;
            let index = self
                .ranges
                .partition_point(|range| range.start < place.start);
            let Some(key) = self.keys.get(index) else {
                break;
            };
            let word = |word: &Word| Word {
                start: word.start - edges[0],
                end: word.end - edges[0],
                ..*word
            };
            let remembered = Remembered {
                reading: memory.readings,
                words: here.iter().map(word).collect(),
                candidates: found.into(),
                decoded: None,
            };
            if memory.lines.insert(key.clone(), remembered).is_none() {
                memory.characters += place.len();
            }
        }
    }

    /// Words and first candidates of the whole text, if all its lines are known.
    pub fn recall(&self) -> Option<(Vec<Word>, Vec<Candidate>)> {
        let (mut words, mut candidates) = (Vec::new(), Vec::new());
        for (index, range) in self.ranges.iter().enumerate() {
            let line = self.line(index)?;
            words.extend(line.words.iter().map(|word| Word {
                start: word.start + range.start,
                end: word.end + range.start,
                ..*word
            }));
            let here = line.candidates.iter();
            candidates.extend(here.map(|candidate| shifted(candidate, range.start, 0)));
        }
        Some((words, candidates))
    }

    /// Gives what the model once made of lines for which the rules had said what `rules`, those of the text, in order,
    /// say now: mentions to `found`, the ends of words to `cuts`. Returns the rest of the text in stretches of whole
    /// lines.
    pub fn decoded(
        &self,
        rules: &[Candidate],
        found: &mut Vec<Candidate>,
        cuts: &mut [Cut],
    ) -> Vec<Range<usize>> {
        let mut stretches: Vec<Range<usize>> = Vec::new();
        for (index, range) in self.ranges.iter().enumerate() {
            let decoded = self.line(index).and_then(|line| line.decoded.as_ref());
            let here = within(rules, range);
            let same = |decoded: &&Decoded| {
                let before = decoded.rules.iter();
                decoded.rules.len() == here.len()
                    && before
                        .zip(here)
                        .all(|(before, now)| *before == shifted(now, 0, range.start))
            };
            if let Some(decoded) = decoded.filter(same) {
                let mentions = decoded.found.iter();
                found.extend(mentions.map(|mention| shifted(mention, range.start, 0)));
                cuts[range.clone()].copy_from_slice(&decoded.cuts);
            } else if let Some(last) = stretches.last_mut()
                && last.end == range.start
                && last.len() < STRETCH
            {
                last.end = range.end;
            } else {
                stretches.push(range.clone());
            }
        }
        stretches
    }

    /// Remembers what the model made of a stretch: the mentions in it, in order, and the ends of words of the text.
    pub fn learn_decoded(
        &mut self,
        stretch: &Range<usize>,
        rules: &[Candidate],
        found: &[Candidate],
        cuts: &[Cut],
    ) {
        let Some(memory) = &mut self.memory else {
            return;
        };
        let first = self
            .ranges
            .partition_point(|range| range.start < stretch.start);
        let lines = self.ranges.iter().zip(&self.keys).skip(first);
        for (range, key) in lines.take_while(|(range, _)| range.start < stretch.end) {
            let here = |mentions: &[Candidate]| {
                let here = within(mentions, range).iter();
                here.map(|mention| shifted(mention, 0, range.start))
                    .collect()
            };
            if let Some(line) = memory.lines.get_mut(key) {
                line.decoded = Some(Decoded {
                    rules: here(rules),
                    found: here(found),
                    cuts: cuts[range.clone()].into(),
                });
            }
        }
    }
}

/// Those of `mentions`, in order, that start in `range`.
fn within<'a>(mentions: &'a [Candidate], range: &Range<usize>) -> &'a [Candidate] {
    let first = mentions.partition_point(|mention| mention.start < range.start);
    let end = mentions.partition_point(|mention| mention.start < range.end);
    &mentions[first..end]
}

/// A candidate that much further, and that much nearer.
fn shifted(candidate: &Candidate, further: usize, nearer: usize) -> Candidate {
    let shift = |position: usize| position.wrapping_add(further).wrapping_sub(nearer);
    Candidate {
        start: shift(candidate.start),
        end: shift(candidate.end),
        evidence: (shift(candidate.evidence.0), shift(candidate.evidence.1)),
        ..candidate.clone()
    }
}
