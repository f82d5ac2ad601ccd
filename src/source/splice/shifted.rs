//! Marks stretches whose bytes are lost: nothing is changed there.

use super::{Diagnosis, damaged};
use crate::source::Draft;
use crate::source::gbk::is_private;
use crate::source::pinyin::is_han;
use crate::span::Span;

/// Bytes up to the next ASCII character.
pub(super) fn length(rest: &str) -> usize {
    rest.find(|character: char| character.is_ascii())
        .unwrap_or(rest.len())
}

/// Marks runs whose bytes are lost: two question marks behind an insertion, and a line that
/// starts with a question mark and what no line starts with.
pub(super) fn mark(raw: &str, diagnosis: &Diagnosis, drafts: &mut Vec<Draft>) {
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
        let length = length(rest);
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
