//! What an article tells of when, in the order of the calendar.

use crate::article::Article;
use crate::span::Span;
use crate::value::ValueKind;

/// A dated statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Index of the mention of the date.
    pub mention: usize,
    /// The sentence that the date stands in: bytes of the clean text.
    pub sentence: Span,
}

/// Every sentence with a date whose year is known, by date, and in the order of the text where dates are one.
/// A sentence stands once for each of its dates.
pub fn timeline(article: &Article) -> Vec<Entry> {
    let text = article.text();
    let mut dated: Vec<(Key, Entry)> = Vec::new();
    for (index, mention) in article.mentions.iter().enumerate() {
        let value = mention
            .value
            .as_ref()
            .filter(|value| value.kind == ValueKind::Date);
        if let Some(key) = value
            .and_then(|value| value.iso.as_deref())
            .and_then(Key::of)
        {
            let entry = Entry {
                mention: index,
                sentence: sentence_around(text, mention.span),
            };
            let again = dated
                .iter()
                .rev()
                .take_while(|(_, other)| other.sentence == entry.sentence);
            if !again.into_iter().any(|(other, _)| *other == key) {
                dated.push((key, entry));
            }
        }
    }
    dated.sort_by(|(left, one), (right, other)| {
        left.cmp(right).then(one.mention.cmp(&other.mention))
    });
    dated.into_iter().map(|(_, entry)| entry).collect()
}

/// Where a date stands in the calendar: its beginning, what it leaves open counted as the first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    year: i32,
    month: u32,
    day: u32,
    rest: String,
}

impl Key {
    /// Reads a date in EDTF; `None` where its year is unknown. Seasons, quarters and halves of the year (the
    /// months 21 to 41 of ISO 8601-2) begin with their first month.
    fn of(edtf: &str) -> Option<Self> {
        let begin = edtf.split('/').next()?;
        let begin = if begin.is_empty() || begin == ".." {
            edtf.rsplit('/').next()?
        } else {
            begin
        };
        let (sign, begin) = begin
            .strip_prefix('-')
            .map_or((1, begin), |rest| (-1, rest));
        let (date, time) = begin.split_once('T').unwrap_or((begin, ""));
        let mut parts = date.split('-');
        let year = parts.next()?;
        if year.starts_with('X') {
            return None;
        }
        let mut number = || parts.next().and_then(|part| part.parse::<u32>().ok());
        let year: i32 = year.replace('X', "0").parse().ok()?;
        let (month, day) = (number().unwrap_or_default(), number().unwrap_or_default());
        let month = match month {
            21..=24 => 3 * (month - 20),
            33..=36 => 3 * (month - 33) + 1,
            40 | 41 => 6 * (month - 40) + 1,
            month => month,
        };
        Some(Self {
            year: sign * year,
            month,
            day,
            rest: time.to_owned(),
        })
    }
}

/// The sentence that `span` stands in, blanks around it left out.
fn sentence_around(text: &str, span: Span) -> Span {
    let ends = |character: char| {
        matches!(
            character,
            '。' | '！' | '？' | '!' | '?' | '；' | ';' | '\n' | '\r'
        )
    };
    let before = &text[..span.start];
    let start = before
        .char_indices()
        .rev()
        .find(|(_, character)| ends(*character))
        .map_or(0, |(at, character)| at + character.len_utf8());
    let behind = &text[span.end..];
    let end = behind
        .char_indices()
        .find(|(_, character)| ends(*character))
        .map_or(text.len(), |(at, character)| {
            let mark = if character.is_control() {
                0
            } else {
                character.len_utf8()
            };
            span.end + at + mark
        });
    let blank = text[start..span.start].len() - text[start..span.start].trim_start().len();
    Span::new(start + blank, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_put_in_order() {
        let dates = [
            "-0221",
            "1985",
            "199X",
            "2016/2022",
            "2021",
            "2021-33",
            "2021-03",
            "2021-10-08",
            "2021-10-09T08:30",
            "2021-10-09T09:00",
        ];
        let keys: Vec<_> = dates.iter().map(|date| Key::of(date).unwrap()).collect();
        let mut sorted = keys.clone();
        sorted.sort();
        assert_eq!(keys, sorted);
        assert_eq!(Key::of("XXXX-10-08"), None);
        assert_eq!(Key::of("../2021-05").unwrap().year, 2021);
    }

    #[test]
    fn sentences_end_at_their_marks() {
        let text = "一。\r\n 😀二〇二一年,𠮷e\u{301}！三";
        let start = text.find('二').unwrap();
        let span = Span::new(start, start + "二〇二一年".len());
        assert_eq!(
            sentence_around(text, span).of(text),
            "😀二〇二一年,𠮷e\u{301}！"
        );
        assert_eq!(sentence_around(text, Span::new(0, 3)).of(text), "一。");
    }
}
