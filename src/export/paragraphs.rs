//! A plain text as headline, dateline and paragraphs: the rules of the page's `paragraphs.js` and
//! `titles.js`, for what is written without a page.

use crate::span::Span;

/// Longest headline, in characters.
const HEADLINE: usize = 40;
/// Longest dateline, in characters.
const DATELINE: usize = 60;
/// A title that is no headline is cut to so many characters.
const TITLE: usize = 30;
/// What a dateline may begin with, before a colon or a bar.
const IMPRINT: [&str; 15] = [
    "來源", "来源", "作者", "記者", "记者", "發布", "发布", "發佈", "编辑", "編輯", "责编", "責編",
    "時間", "时间", "日期",
];

/// A line of a text that is not blank, without the blanks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Bytes of the text.
    pub span: Span,
    /// Whether it is the headline: a short first line without a full stop, over longer ones.
    pub headline: bool,
    /// Whether it says, beneath the headline, when, where or by whom the text was published.
    pub dateline: bool,
}

/// The lines of `text` that are not blank, in order.
pub fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(is_line_end) {
        let inner = line.trim_matches(|character| is_line_end(character) || is_blank(character));
        if !inner.is_empty() {
            let blank = line.len() - line.trim_start_matches(is_blank).len();
            let start = start + blank;
            found.push(Line {
                span: Span {
                    start,
                    end: start + inner.len(),
                },
                headline: false,
                dateline: false,
            });
        }
        start += line.len();
    }
    let said: Vec<&str> = found.iter().map(|line| line.span.of(text)).collect();
    let headline = is_headline(&said);
    let dateline = headline && said.get(1).is_some_and(|line| is_dateline(line));
    if let Some(first) = found.first_mut() {
        first.headline = headline;
    }
    if let Some(second) = found.get_mut(1) {
        second.dateline = dateline;
    }
    found
}

/// What a text is called: its headline, or how it begins; empty for a text without any.
pub fn title(text: &str) -> String {
    let lines = lines(text);
    let Some(first) = lines.first() else {
        return String::new();
    };
    let line = first.span.of(text);
    if first.headline || line.chars().count() <= TITLE {
        return line.to_owned();
    }
    line.chars().take(TITLE).chain(['…']).collect()
}

/// Whether a character ends a line.
pub(super) const fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character is blank, as the page's script takes it.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

/// Whether the first line is a headline: short, without a full stop, over longer ones.
pub(super) fn is_headline(lines: &[&str]) -> bool {
    let Some((first, others)) = lines.split_first() else {
        return false;
    };
    let closing = ['"', '’', '”', '』', '」', '）', ')'];
    let ends = "。！？；;…!?.，,：:";
    // The page's script counts UTF-16 units.
    let units = |line: &str| line.encode_utf16().count();
    first.chars().count() <= HEADLINE
        && !first
            .trim_end_matches(closing)
            .ends_with(|last| ends.contains(last))
        && others.iter().any(|line| units(line) > units(first))
}

fn is_dateline(line: &str) -> bool {
    line.chars().count() <= DATELINE
        && !line.contains(['。', '！', '？', '!', '?'])
        && (begins_with_month(line).is_some() || begins_with_imprint(line))
}

/// `2021-10-`, `2021年10月`, `2021 / 10 /`
fn begins_with_month(line: &str) -> Option<()> {
    let parts = ['-', '.', '/'];
    let rest = digits(line, 4, 4)?.trim_start_matches(is_blank);
    let rest = rest.strip_prefix(|sign| sign == '年' || parts.contains(&sign))?;
    let rest = digits(rest.trim_start_matches(is_blank), 1, 2)?.trim_start_matches(is_blank);
    rest.strip_prefix(|sign| sign == '月' || parts.contains(&sign))?;
    Some(())
}

/// `line` behind the digits that it begins with, of which there must be so many; more are left.
fn digits(line: &str, least: usize, most: usize) -> Option<&str> {
    let count = line.bytes().take(most).take_while(u8::is_ascii_digit);
    let count = count.count();
    (count >= least).then(|| line.get(count..)).flatten()
}

fn begins_with_imprint(line: &str) -> bool {
    IMPRINT.iter().any(|word| {
        line.strip_prefix(word).is_some_and(|rest| {
            rest.trim_start_matches(is_blank)
                .starts_with([':', '：', '｜', '|'])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_first_line_over_longer_ones_is_the_headline() {
        let headline = |lines: &[&str]| is_headline(lines);
        assert!(headline(&["常州開會", "今天常州開了一個會。"]));
        assert!(!headline(&["常州開會。", "今天常州開了一個會。"]));
        assert!(!headline(&[
            "他說：「常州開會。」",
            "今天常州開了一個會，很多人都來了。"
        ]));
        assert!(!headline(&["今天常州開了一個會", "常州"]));
        assert!(!headline(&["常州開會"]));
        assert!(!headline(&[]));
        let long = "長".repeat(41);
        assert!(!headline(&[&long, &long.repeat(2)]));
    }

    #[test]
    fn lines_slice_to_their_text_whatever_ends_them() {
        let text = "\r\n\u{3000}😀開會\u{feff}\r\n2021年 10月8日　來源：日報\u{2028}𠮷野家e\u{301}今天在這裡開了一個會。\u{85} \n";
        let said: Vec<(&str, bool, bool)> = lines(text)
            .into_iter()
            .map(|line| (line.span.of(text), line.headline, line.dateline))
            .collect();
        assert_eq!(
            said,
            [
                ("😀開會", true, false),
                ("2021年 10月8日　來源：日報", false, true),
                ("𠮷野家e\u{301}今天在這裡開了一個會。", false, false),
            ]
        );
        assert!(lines(" \r\n\u{3000}").is_empty());
    }

    #[test]
    fn datelines_say_when_where_or_by_whom() {
        for line in [
            "2021-10-08 常州",
            "2021 / 1 / 8",
            "来源: 新华社",
            "記者｜王小明",
        ] {
            assert!(is_dateline(line), "{line}");
        }
        for line in [
            "20211008",
            "2021年",
            "來源不明",
            "2021年10月8日，常州開會。",
            "十月八日",
        ] {
            assert!(!is_dateline(line), "{line}");
        }
    }

    #[test]
    fn a_title_is_the_headline_or_how_the_text_begins() {
        assert_eq!(title("常州開會\n今天常州開了一個會。"), "常州開會");
        assert_eq!(title("短句。"), "短句。");
        assert_eq!(title(&"😀".repeat(31)), format!("{}…", "😀".repeat(30)));
        assert_eq!(title(" \n"), "");
    }
}
