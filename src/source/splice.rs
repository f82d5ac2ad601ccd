//! Puts back the characters that an insertion tore apart at byte level.
//!
//! In GBK a character is two bytes. Where the second byte of X and the first of Y happen to be a
//! listed character C, the machine put C's reading between the bytes of Y. Decoded leniently,
//! the first byte of Y swallows the opening bracket (`X?py)`), and from its second byte on all
//! is read one byte off, until the bytes are in step again. Here the bytes are written down
//! again: the lost one is the second byte of C, of which the first byte and the reading are
//! known. The proof is that the repaired run, damaged again, gives what was seen.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::gbk::{Gbk, is_private};
use super::pinyin::{Diagnosis, Torn, is_converted, is_han, reading_at};
use super::readings::{Reading, Readings};
use super::{Draft, EditKind, in_order};
use crate::span::Span;

/// By how much the best of several candidates must lead.
const MARGIN: u32 = 20;

/// All drafts for a document that the machine went over: readings, repaired runs, damage.
pub(super) fn repair(raw: &str, readings: &Readings, diagnosis: &Diagnosis) -> Vec<Draft> {
    let mut drafts = Vec::new();
    if !diagnosis.torn.is_empty() {
        let gbk = Gbk::new();
        let document = Document {
            raw,
            readings,
            diagnosis,
            gbk: &gbk,
            listed: RefCell::default(),
            neighbours: OnceCell::new(),
            line_ends: OnceCell::new(),
        };
        document.repair_torn(&mut drafts);
    }
    mark_shifted(raw, diagnosis, &mut drafts);
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

/// A document with what its repairs go by.
struct Document<'a> {
    raw: &'a str,
    readings: &'a Readings,
    diagnosis: &'a Diagnosis,
    gbk: &'a Gbk,
    /// What may be listed, by lead byte and reading: second bytes with their points.
    listed: RefCell<HashMap<(u8, Reading), Rc<[(u8, u32)]>>>,
    /// How often one character follows another, insertions aside.
    neighbours: OnceCell<HashMap<(char, char), u32>>,
    /// How often each character ends a line.
    line_ends: OnceCell<HashMap<char, u32>>,
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

/// A byte that may stand in a place, with the points for it.
struct Choice {
    bytes: Vec<u8>,
    points: u32,
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
        let texts = |choices: &[Choice]| {
            let texts: Vec<_> = choices
                .iter()
                .take(4)
                .map(|choice| self.gbk.decode(&choice.bytes).0)
                .collect();
            texts.join(" | ")
        };
        let best = match choices.as_slice() {
            [] => return None,
            [only] => only,
            [best, next, ..] if best.points >= next.points + MARGIN => best,
            _ => {
                let seen = Span::new(start, run.end).of(self.raw);
                return Some(Err(format!("{owner}{seen} ← {owner}? {}", texts(&choices))));
            }
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

    /// What the run's unknown bytes may be, the likeliest first.
    fn choices(&self, owner: char, lead: u8, run: &Run, read: &[Reading]) -> Vec<Choice> {
        let mut choices = Vec::new();
        for (first, first_points) in self.listed(lead, read) {
            let mut bytes = run.bytes.clone();
            bytes[0] = first;
            let (before_last, known) = (bytes[bytes.len() - 2], bytes[bytes.len() - 1]);
            let lasts = match &run.last {
                Last::Known => vec![(known, 0)],
                Last::Read(read) => self.listed(before_last, read),
                Last::LineEnd => self.line_ends(before_last),
            };
            for (last, last_points) in lasts {
                let length = bytes.len();
                bytes[length - 1] = last;
                if self.gbk.character([bytes[0], bytes[1]]).is_some() {
                    choices.push(Choice {
                        points: first_points + last_points,
                        bytes: bytes.clone(),
                    });
                }
            }
        }
        if choices.len() > 1 {
            let follower = self.raw.get(run.end..).and_then(|rest| rest.chars().next());
            for choice in &mut choices {
                choice.points += self.points_in_place(owner, &choice.bytes, &run.last, follower);
            }
            choices.sort_by(|one, other| other.points.cmp(&one.points));
        }
        choices
    }

    /// The second bytes that make `lead` a character with all of the readings that may be on
    /// the machine's list, with the points for it.
    fn listed(&self, lead: u8, read: &[Reading]) -> Vec<(u8, u32)> {
        let Some((&first, others)) = read.split_first() else {
            return Vec::new();
        };
        let may_list = |byte, reading| {
            self.gbk
                .character([lead, byte])
                .filter(|&character| self.diagnosis.may_list(character, reading, self.readings))
        };
        let known = self.listed.borrow().get(&(lead, first)).cloned();
        let listed = known.unwrap_or_else(|| {
            let listed: Rc<[(u8, u32)]> = (0x40..=0xFE)
                .filter_map(|byte| {
                    Some((byte, self.points_as_listed(may_list(byte, first)?, first)))
                })
                .collect();
            let key = (lead, first);
            self.listed.borrow_mut().insert(key, Rc::clone(&listed));
            listed
        });
        let mut listed = listed.to_vec();
        listed.retain(|&(byte, _)| others.iter().all(|&other| may_list(byte, other).is_some()));
        listed
    }

    /// How well the characters at both ends of a run, which depend on the choice, fit in.
    fn points_in_place(
        &self,
        owner: char,
        bytes: &[u8],
        last: &Last,
        follower: Option<char>,
    ) -> u32 {
        let at = |place: usize| match bytes.get(place..) {
            None | Some([]) => follower,
            Some(&[lead, trail, ..]) if lead >= 0x80 => self.gbk.character([lead, trail]),
            Some(rest) => rest.first().map(|&byte| char::from(byte)),
        };
        let first = at(0).map_or(0, |torn| self.points(Some(owner), torn, at(2)));
        let end = bytes.len() - 2;
        let last = match (last, at(end)) {
            (Last::Read(_), Some(last)) if end > 0 => {
                let before = self.gbk.decode(&bytes[..end]).0.chars().next_back();
                self.points(before, last, follower)
            }
            _ => 0,
        };
        first + last
    }

    /// How likely a character is to be on the machine's list.
    fn points_as_listed(&self, character: char, reading: Reading) -> u32 {
        let seen = if self.diagnosis.lists(character, reading) {
            200
        } else {
            0
        };
        let converted = if self.diagnosis.converted_only && is_converted(character) {
            200
        } else {
            0
        };
        let first = self.readings.of(character).next();
        let usual = first.is_some_and(|first| match self.diagnosis.toned {
            true => first == reading,
            false => first.same_syllable(reading),
        });
        seen + converted + 25 * u32::from(usual) + self.commonness(character)
    }

    /// How likely a character is to stand between two others.
    fn points(&self, before: Option<char>, character: char, behind: Option<char>) -> u32 {
        let together = |one: Option<char>, other: Option<char>| {
            let count = one.zip(other).and_then(|pair| self.neighbours().get(&pair));
            30 * count.copied().unwrap_or(0).min(3)
        };
        let total = self.diagnosis.count(character).total;
        15 * total.checked_ilog2().map_or(0, |log| log + 1).min(4)
            + self.commonness(character)
            + together(before, Some(character))
            + together(Some(character), behind)
    }

    fn commonness(&self, character: char) -> u32 {
        if is_han(character) {
            15 * u32::from(self.readings.commonness(character))
        } else {
            // Punctuation is usual where the document has it; other signs are odd.
            30 * u32::from(self.diagnosis.count(character).total > 0)
        }
    }

    fn neighbours(&self) -> &HashMap<(char, char), u32> {
        self.neighbours.get_or_init(|| {
            let mut neighbours = HashMap::new();
            let mut spans = self
                .diagnosis
                .insertions
                .iter()
                .map(|insertion| insertion.span);
            let mut skip = spans.next();
            let mut before = None;
            for (position, character) in self.raw.char_indices() {
                while skip.is_some_and(|span| span.end <= position) {
                    skip = spans.next();
                }
                if skip.is_some_and(|span| span.start <= position) {
                    continue;
                }
                if let Some(before) = before {
                    *neighbours.entry((before, character)).or_insert(0) += 1;
                }
                before = Some(character);
            }
            neighbours
        })
    }

    /// The characters with lead byte `lead` that end other lines of the document, if it is
    /// one only.
    fn line_ends(&self, lead: u8) -> Vec<(u8, u32)> {
        let ends = self.line_ends.get_or_init(|| {
            let mut ends = HashMap::new();
            for end in self.raw.lines().filter_map(|line| line.chars().next_back()) {
                *ends.entry(end).or_insert(0) += 1;
            }
            ends
        });
        let fitting: Vec<_> = ends
            .keys()
            .filter_map(|&end| self.gbk.pair(end))
            .filter(|pair| pair[0] == lead)
            .collect();
        match fitting.as_slice() {
            [only] => vec![(only[1], 0)],
            _ => Vec::new(),
        }
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
        let end = position + shifted_length(self.raw.get(position..).unwrap_or_default());
        match self.token(end) {
            Token::Torn(torn) => torn.span.end,
            _ => end,
        }
    }
}

/// Bytes up to the next ASCII character.
fn shifted_length(rest: &str) -> usize {
    rest.find(|character: char| character.is_ascii())
        .unwrap_or(rest.len())
}

/// Marks runs whose bytes are lost: two question marks behind an insertion, and a line that
/// starts with a question mark and what no line starts with.
fn mark_shifted(raw: &str, diagnosis: &Diagnosis, drafts: &mut Vec<Draft>) {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for insertion in &diagnosis.insertions {
        let start = insertion.span.end;
        let rest = raw.get(start..).unwrap_or_default();
        let marks = ["??", "?？"].iter().find(|marks| rest.starts_with(**marks));
        if let Some(marks) = marks
            && rest[marks.len()..].starts_with(is_han)
        {
            starts.push((start, marks.len()));
        }
    }
    let mut line_start = 0;
    for line in raw.split_inclusive('\n') {
        let odd = |character: char| {
            is_private(character) || matches!(character, '。' | '\u{3100}'..='\u{312F}')
        };
        if line
            .strip_prefix('?')
            .is_some_and(|rest| rest.starts_with(odd))
        {
            starts.push((line_start, 1));
        }
        line_start += line.len();
    }
    starts.sort_unstable();
    let mut done = 0;
    let mut marked = Vec::new();
    for (start, marks) in starts {
        let rest = raw.get(start + marks..).unwrap_or_default();
        let length = shifted_length(rest);
        let swallowed = usize::from(rest[length..].starts_with('?'));
        let span = Span::new(start, start + marks + length + swallowed);
        let next = drafts.partition_point(|draft| draft.raw.end <= start);
        if start >= done
            && !drafts
                .get(next)
                .is_some_and(|draft| draft.raw.overlaps(span))
        {
            done = span.end;
            marked.push(damaged(span, span.of(raw).to_owned()));
        }
    }
    drafts.append(&mut marked);
}
