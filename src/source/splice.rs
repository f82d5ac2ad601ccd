//! Puts back the characters that an insertion tore apart at byte level.
//!
//! In GBK a character is two bytes. Where the second byte of X and the first of Y happen to be a
//! listed character C, the machine put C's reading between the bytes of Y. Decoded leniently,
//! the first byte of Y swallows the opening bracket (`X?py)`), and from its second byte on all
//! is read one byte off, until the bytes are in step again. Here the bytes are written down
//! again: the lost one is the second byte of C, of which the first byte and the reading are
//! known. The proof is that the repaired run, damaged again, gives what was seen.

mod choice;
mod letter;
mod shifted;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::gbk::Gbk;
use super::pinyin::{Diagnosis, Torn, reading_at};
use super::readings::{Reading, Readings};
use super::{Draft, EditKind, in_order};
use crate::span::Span;

/// How many candidates are shown where none is chosen.
const SHOWN: usize = 4;

/// All drafts for a document that the machine went over: readings, repaired runs, damage.
pub(super) fn repair(
    raw: &str,
    readings: &Readings,
    diagnosis: &Diagnosis,
    is_word: &dyn Fn(&str) -> bool,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    let letters = letter::places(raw);
    if !diagnosis.torn.is_empty() || !letters.is_empty() {
        let gbk = readings.gbk();
        let document = Document {
            raw,
            readings,
            diagnosis,
            gbk,
            is_word,
            listed: RefCell::default(),
            neighbours: OnceCell::new(),
            line_ends: OnceCell::new(),
        };
        document.repair_torn(&mut drafts);
        document.repair_behind_letters(&letters, &mut drafts);
    }
    shifted::mark(raw, diagnosis, &mut drafts);
    in_order(&mut drafts);
    let mut taken = drafts.iter().map(|draft| draft.raw).peekable();
    let mut whole = Vec::new();
    for insertion in &diagnosis.insertions {
        while taken
            .next_if(|taken| taken.end <= insertion.span.start)
            .is_some()
        {}
        if !taken
            .peek()
            .is_some_and(|taken| taken.overlaps(insertion.span))
        {
            whole.push(reading(
                insertion.character,
                insertion.span,
                insertion.content,
                raw,
            ));
        }
    }
    drafts.append(&mut whole);
    in_order(&mut drafts);
    drafts
}

fn reading(character: char, span: Span, content: Span, raw: &str) -> Draft {
    Draft {
        kind: EditKind::Reading,
        raw: span,
        text: String::new(),
        evidence: format!("{character} ({})", content.of(raw)),
    }
}

fn damaged(raw: Span, evidence: String) -> Draft {
    Draft {
        kind: EditKind::Damaged,
        raw,
        text: String::new(),
        evidence,
    }
}

/// The second byte of a pair, with the points for it.
type Weighed = (u8, u32);
/// All second bytes that make a lead byte a listed character.
type Listed = Rc<[Weighed]>;

/// A document with what its repairs go by.
struct Document<'a> {
    raw: &'a str,
    readings: &'a Readings,
    diagnosis: &'a Diagnosis,
    gbk: &'a Gbk,
    is_word: &'a dyn Fn(&str) -> bool,
    /// What may be listed, by lead byte and reading: second bytes with their points.
    listed: RefCell<FxHashMap<(u8, Reading), Listed>>,
    /// How often one character follows another, insertions aside.
    neighbours: OnceCell<FxHashMap<(char, char), u32>>,
    /// How often each character ends a line.
    line_ends: OnceCell<FxHashMap<char, u32>>,
}

/// The next piece of raw text, as the walk along the bytes sees it.
enum Token {
    Pair([u8; 2], usize),
    Ascii(u8, usize),
    Torn(Torn),
    Inserted(Span),
    Other,
}

/// A run of bytes read one off, written down again.
struct Run {
    /// The bytes from the torn character on. The first is not known yet, nor is the last if
    /// `end` says so.
    bytes: Vec<u8>,
    /// The readings within, each behind so many bytes.
    brackets: Vec<(usize, Vec<Span>)>,
    last: Last,
    /// Where it ends in the raw text.
    end: usize,
}

/// How a run comes into step again.
enum Last {
    /// Its last byte is ASCII, or lies where a character ends.
    Known,
    /// Its last byte swallowed a bracket too; the character has these readings.
    Read(Vec<Reading>),
    /// Its last byte stood alone at the end of a line.
    LineEnd,
}

impl Document<'_> {
    fn repair_torn(&self, drafts: &mut Vec<Draft>) {
        let mut done = 0;
        // The character that the last repair ended with.
        let mut before = None;
        for torn in &self.diagnosis.torn {
            if torn.span.start < done {
                continue;
            }
            let owner = before
                .filter(|_| torn.span.start == done)
                .or_else(|| self.owner(torn.span.start));
            before = None;
            match owner.and_then(|owner| self.repair_one(owner, *torn)) {
                Some(Ok((draft, last))) => {
                    done = draft.raw.end;
                    drafts.push(draft);
                    let found =
                        |done| reading_at(self.raw, done, last, self.diagnosis, self.readings);
                    while let Some((span, content)) = found(done) {
                        drafts.push(reading(last, span, content, self.raw));
                        done = span.end;
                    }
                    before = Some(last);
                }
                failure => {
                    let evidence = match failure {
                        Some(Err(evidence)) => evidence,
                        _ => torn.span.of(self.raw).to_owned(),
                    };
                    done = self.shifted_end(torn.span.end);
                    drafts.push(damaged(Span::new(torn.span.start, done), evidence));
                }
            }
        }
    }

    /// The character that ends at `position`, insertions aside.
    fn owner(&self, position: usize) -> Option<char> {
        let insertions = &self.diagnosis.insertions;
        let index = insertions.partition_point(|insertion| insertion.span.end < position);
        match insertions.get(index) {
            Some(insertion) if insertion.span.end == position => Some(insertion.character),
            _ => self.raw.get(..position)?.chars().next_back(),
        }
    }

    fn token(&self, position: usize) -> Token {
        let torn = &self.diagnosis.torn;
        if let Ok(index) = torn.binary_search_by_key(&position, |torn| torn.span.start) {
            return Token::Torn(torn[index]);
        }
        let insertions = &self.diagnosis.insertions;
        if let Ok(index) =
            insertions.binary_search_by_key(&position, |insertion| insertion.span.start)
        {
            return Token::Inserted(insertions[index].span);
        }
        let character = self
            .raw
            .get(position..)
            .and_then(|rest| rest.chars().next());
        let Some(character) = character else {
            return Token::Other;
        };
        let end = position + character.len_utf8();
        match self.gbk.pair(character) {
            Some(pair) => Token::Pair(pair, end),
            None if character.is_ascii() => Token::Ascii(character as u8, end),
            None => Token::Other,
        }
    }

    /// The brackets of a torn insertion, their readings and their end: one, or several in a row.
    fn torn_brackets(&self, torn: Torn) -> (Vec<Span>, Vec<Reading>, usize) {
        let (mut spans, mut read, mut end) = (vec![torn.span], vec![torn.reading], torn.span.end);
        while self.raw.as_bytes().get(end) == Some(&b'(') {
            let window = self.raw.get(end + 1..).unwrap_or_default();
            let Some((content, _)) = window
                .split_once(')')
                .filter(|(content, _)| content.len() <= 12)
            else {
                break;
            };
            let Some(reading) = self.readings.parse(content.trim()) else {
                break;
            };
            let mut next = end + content.len() + 2;
            if self.diagnosis.blank_after && self.raw.as_bytes().get(next) == Some(&b' ') {
                next += 1;
            }
            spans.push(Span::new(end, next));
            read.push(reading);
            end = next;
        }
        (spans, read, end)
    }

    /// Writes the bytes down from a torn insertion to where they are in step again; nothing if
    /// some are lost on the way.
    fn walk(&self, torn: Torn) -> Option<(Run, Vec<Reading>)> {
        let (spans, read, mut position) = self.torn_brackets(torn);
        let mut run = Run {
            bytes: vec![0],
            brackets: vec![(1, spans)],
            last: Last::Known,
            end: 0,
        };
        loop {
            // The last byte of the run leads a pair. The first is not known, but leads one too.
            let pending = run.bytes.last().copied().filter(|_| run.bytes.len() > 1);
            let completes = |byte: u8| {
                pending.is_none_or(|pending| self.gbk.character([pending, byte]).is_some())
            };
            match self.token(position) {
                Token::Pair([lead, trail], end) if completes(lead) => {
                    run.bytes.extend([lead, trail]);
                    position = end;
                    if trail < 0x80 {
                        break;
                    }
                    if !(0x81..=0xFE).contains(&trail) {
                        return None;
                    }
                }
                Token::Ascii(byte @ 0x40..=0x7E, end) if completes(byte) => {
                    run.bytes.push(byte);
                    position = end;
                    break;
                }
                Token::Ascii(b'?', end)
                    if matches!(self.raw.as_bytes().get(end), None | Some(b'\n' | b'\r')) =>
                {
                    run.bytes.push(0);
                    run.last = Last::LineEnd;
                    position = end;
                    break;
                }
                Token::Torn(torn) => {
                    run.bytes.push(0);
                    let (spans, read, end) = self.torn_brackets(torn);
                    run.brackets.push((run.bytes.len(), spans));
                    run.last = Last::Read(read);
                    position = end;
                    break;
                }
                // The character of a whole insertion within lies across the border as well.
                Token::Inserted(span) if run.bytes.len() > 1 => {
                    run.brackets.push((run.bytes.len(), vec![span]));
                    position = span.end;
                }
                _ => return None,
            }
        }
        run.end = position;
        Some((run, read))
    }

    /// The repair of one run, and the character it ends with; or what is to be said of it.
    fn repair_one(&self, owner: char, torn: Torn) -> Option<Result<(Draft, char), String>> {
        let owner_pair = self.gbk.pair(owner)?;
        let (mut run, read) = self.walk(torn)?;
        let choices = self.choices(owner, owner_pair[1], &run, &read);
        let start = torn.span.start;
        let Some(best) = choice::decided(&choices) else {
            let texts = choices.iter().take(SHOWN);
            let texts: Vec<_> = texts
                .map(|choice| self.gbk.decode(&choice.bytes).0)
                .collect();
            let seen = Span::new(start, run.end).of(self.raw);
            let said = format!("{owner}{seen} ← {owner}? {}", texts.join(" | "));
            return (!choices.is_empty()).then_some(Err(said));
        };
        run.bytes.clone_from(&best.bytes);
        let (text, None) = self.gbk.decode(&run.bytes) else {
            return None;
        };
        if self.damage(&run) != Span::new(start, run.end).of(self.raw) {
            return None;
        }
        let last = text.chars().next_back()?;
        let draft = Draft {
            kind: EditKind::Straddle,
            raw: Span::new(start, run.end),
            evidence: self.evidence(owner, owner_pair, &run, start, &text),
            text,
        };
        Some(Ok((draft, last)))
    }

    /// What the machine makes of the repaired run.
    fn damage(&self, run: &Run) -> String {
        let mut seen = String::new();
        let mut from = 0;
        for (behind, spans) in &run.brackets {
            let (text, dangling) = self
                .gbk
                .decode(run.bytes.get(from..*behind).unwrap_or_default());
            seen.push_str(&text);
            from = *behind;
            for (index, span) in spans.iter().enumerate() {
                let bracket = span.of(self.raw);
                let swallows = index == 0 && dangling.is_some();
                seen.push(if swallows { '?' } else { '(' });
                seen.push_str(bracket.get(1..).unwrap_or_default());
            }
        }
        let (text, dangling) = self.gbk.decode(run.bytes.get(from..).unwrap_or_default());
        seen.push_str(&text);
        if dangling.is_some() {
            seen.push('?');
        }
        seen
    }

    /// `變?yōu)閼?zhàn) ← 變為戰(zhàn): D783 9EE9, 839E = 優 (yōu)`.
    fn evidence(&self, owner: char, pair: [u8; 2], run: &Run, start: usize, text: &str) -> String {
        let seen = Span::new(start, run.end).of(self.raw);
        let hex = |pair: [u8; 2]| format!("{:02X}{:02X}", pair[0], pair[1]);
        let spelling = |spans: &[Span]| -> String {
            spans
                .iter()
                .map(|span| {
                    format!(
                        "({}",
                        span.of(self.raw).get(1..).unwrap_or_default().trim_end()
                    )
                })
                .collect()
        };
        let mut evidence = format!("{owner}{seen} ← {owner}{text}");
        if let (Last::Read(_), Some((_, spans))) = (&run.last, run.brackets.last()) {
            evidence.push_str(&spelling(spans));
        }
        let first = run
            .bytes
            .get(..2)
            .map_or([0, 0], |first| [first[0], first[1]]);
        evidence.push_str(&format!(": {} {}", hex(pair), hex(first)));
        let across = match run.last {
            Last::Read(_) => run.brackets.len() - 1,
            _ => run.brackets.len(),
        };
        for (behind, spans) in run.brackets.iter().take(across) {
            let lead = match behind.checked_sub(2) {
                Some(place) => run.bytes.get(place).copied().unwrap_or(0),
                None => pair[1],
            };
            let listed = [lead, run.bytes.get(behind - 1).copied().unwrap_or(0)];
            if let Some(character) = self.gbk.character(listed) {
                let spelling = spelling(spans);
                evidence.push_str(&format!(", {} = {character} {spelling}", hex(listed)));
            }
        }
        evidence
    }

    /// Where a run that cannot be restored is in step again at the latest.
    fn shifted_end(&self, position: usize) -> usize {
        let end = position + shifted::length(self.raw.get(position..).unwrap_or_default());
        match self.token(end) {
            Token::Torn(torn) => torn.span.end,
            _ => end,
        }
    }
}
