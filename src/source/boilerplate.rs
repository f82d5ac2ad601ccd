//! Sets page furniture apart: share bars, editor lines, navigation.
//!
//! Conservative on purpose, as a line cut wrongly is an article's line lost: only whole lines,
//! only near the head or the end of the text, only phrases of `data/boilerplate.txt`, and never
//! all there is.

use std::sync::OnceLock;

use super::{Draft, EditKind, in_order};
use crate::span::Span;

/// Our own list; its head says how it is written.
const LIST: &str = include_str!("../../data/boilerplate.txt");
/// Lines at the head of a text that may be furniture, blank ones not counted.
const HEAD_LINES: usize = 4;
/// Lines at the end of a text that may be furniture, blank ones not counted.
const TAIL_LINES: usize = 8;
/// Longest line in bytes that may be furniture.
const LONGEST_LINE: usize = 600;
/// Longest name or title behind a phrase, in letters.
const LONGEST_NAME: usize = 40;
/// Longest part of a navigation trail, in characters.
const LONGEST_PART: usize = 12;

/// The phrases by the way they are used.
#[derive(Default)]
struct Phrases {
    line: Vec<&'static str>,
    name: Vec<&'static str>,
    count: Vec<&'static str>,
    word: Vec<&'static str>,
    trail: Vec<&'static str>,
    place: Vec<&'static str>,
}

fn phrases() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(|| {
        let mut phrases = Phrases::default();
        let mut section = "";
        for line in LIST.lines().filter(|line| !line.starts_with('#')) {
            if let Some(heading) = line.strip_prefix('[') {
                section = heading.split_once(']').map_or("", |(name, _)| name);
                continue;
            }
            let list = match section {
                "line" => &mut phrases.line,
                "name" => &mut phrases.name,
                "count" => &mut phrases.count,
                "word" => &mut phrases.word,
                "trail" => &mut phrases.trail,
                "place" => &mut phrases.place,
                _ => continue,
            };
            list.extend(line.split_whitespace());
        }
        phrases
    })
}

/// Adds the cuts to the drafts found so far. Readings inside furniture stay edits of their own,
/// other drafts there give way.
pub(super) fn set_apart(raw: &str, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut cuts = Vec::new();
    let mut kept = false;
    for (line, tried) in lines(raw) {
        let found = tried
            .then(|| {
                let text = cleaned(raw, line, &drafts);
                furniture(text.trim()).map(|phrase| (line, phrase))
            })
            .flatten();
        kept |= found.is_none();
        cuts.extend(found);
    }
    if !kept || cuts.is_empty() {
        return drafts;
    }
    let inside = |span: Span| {
        let index = cuts.partition_point(|(line, _)| line.end <= span.start);
        cuts.get(index).is_some_and(|(line, _)| line.overlaps(span))
    };
    let mut drafts = drafts;
    drafts.retain(|draft| draft.kind == EditKind::Reading || !inside(draft.raw));
    let mut pieces = Vec::new();
    for (line, phrase) in &cuts {
        let first = drafts.partition_point(|draft| draft.raw.end <= line.start);
        let readings = drafts.iter().skip(first).map(|draft| draft.raw);
        let mut start = line.start;
        for reading in readings.take_while(|span| span.start < line.end) {
            pieces.push((Span::new(start, reading.start), *phrase));
            start = reading.end;
        }
        pieces.push((Span::new(start, line.end), *phrase));
    }
    let pieces = pieces.into_iter().filter(|(span, _)| !span.is_empty());
    drafts.extend(pieces.map(|(raw, phrase)| Draft {
        kind: EditKind::Boilerplate,
        raw,
        text: String::new(),
        evidence: phrase.to_owned(),
    }));
    in_order(&mut drafts);
    drafts
}

/// The lines of the text with their line breaks, blank ones left out, each with whether it is
/// near enough to an end to be furniture.
fn lines(raw: &str) -> Vec<(Span, bool)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in raw.split_inclusive('\n') {
        let span = Span::new(start, start + line.len());
        start = span.end;
        if !line.trim().is_empty() {
            lines.push((span, lines.len() < HEAD_LINES));
        }
    }
    for (_, tried) in lines.iter_mut().rev().take(TAIL_LINES) {
        *tried = true;
    }
    lines
}

/// A line as it reads once the drafts in it are applied.
fn cleaned(raw: &str, line: Span, drafts: &[Draft]) -> String {
    if line.len() > LONGEST_LINE {
        return String::new();
    }
    let mut text = String::new();
    let mut start = line.start;
    let first = drafts.partition_point(|draft| draft.raw.end <= line.start);
    let inside = drafts.iter().skip(first);
    for draft in inside.take_while(|draft| draft.raw.start < line.end) {
        if draft.kind != EditKind::Damaged {
            text.push_str(Span::new(start, draft.raw.start).of(raw));
            text.push_str(&draft.text);
            start = draft.raw.end;
        }
    }
    text.push_str(Span::new(start, line.end).of(raw));
    text
}

/// The phrase that makes a line furniture, if one does.
fn furniture(line: &str) -> Option<&'static str> {
    let phrases = phrases();
    let letters: String = line
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    if letters.is_empty() || line.contains('。') {
        return None;
    }
    let whole = phrases.line.iter().find(|&&phrase| letters == phrase);
    whole
        .copied()
        .or_else(|| named(line, &letters, &phrases.name))
        .or_else(|| {
            phrases.count.iter().copied().find(|phrase| {
                letters.strip_prefix(phrase).is_some_and(|rest| {
                    let number = rest.trim_end_matches(['次', '人']);
                    !number.is_empty() && number.chars().all(|digit| digit.is_ascii_digit())
                })
            })
        })
        .or_else(|| bar(&letters, &phrases.word))
        .or_else(|| trail(line, phrases))
}

/// `責任編輯:張三`, `上一篇:……`.
fn named(line: &str, letters: &str, names: &[&'static str]) -> Option<&'static str> {
    let opened = line.trim_start_matches(['(', '（', '[', '【', '<', '《']);
    names.iter().copied().find(|name| {
        opened.strip_prefix(name).is_some_and(|rest| {
            let apart = rest.starts_with([':', '：', ' ', '\u{3000}', '\u{A0}', '|', '】', ']']);
            (apart || rest.is_empty()) && letters.chars().count() <= LONGEST_NAME
        })
    })
}

/// `字體:大 中 小 打印 關閉`: cut into words of the list from the left, the longest first.
fn bar(letters: &str, words: &[&'static str]) -> Option<&'static str> {
    let mut rest = letters;
    let mut count = 0;
    let mut longest = "";
    while !rest.is_empty() {
        let fitting = words.iter().filter(|word| rest.starts_with(**word));
        let word = fitting.max_by_key(|word| word.len())?;
        rest = &rest[word.len()..];
        count += 1;
        if word.len() > longest.len() {
            longest = word;
        }
    }
    (count > 1 && longest.chars().count() > 1).then_some(longest)
}

/// `首頁 > 新聞 > 本地`.
fn trail(line: &str, phrases: &Phrases) -> Option<&'static str> {
    let mut rest = line;
    for place in &phrases.place {
        if let Some(found) = line.strip_prefix(place) {
            rest = found.trim_start_matches([':', '：', ' ']);
        }
    }
    let parts: Vec<_> = rest
        .split(['>', '＞', '»', '›', '→'])
        .map(str::trim)
        .collect();
    let short = parts
        .iter()
        .all(|part| part.chars().count() <= LONGEST_PART);
    let first = parts.first()?;
    (short && parts.len() > 1)
        .then(|| phrases.trail.iter().copied().find(|start| start == first))
        .flatten()
}
