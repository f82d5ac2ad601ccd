//! What is known of readings beyond the table of characters: phrases, and how a character is read where.
//!
//! One sorted list of lines, key, tab, readings separated by blanks; a search halves it. Keys are in Simplified
//! characters; what is no plain phrase starts with a sign that no phrase starts with:
//!
//! | key | reading of |
//! |---|---|
//! | `银行` | a phrase, character by character |
//! | `长` | a character, where nothing else is said |
//! | `=地` | a character that is a word by itself |
//! | `<重`, `>量` | the first, the last character of a longer word |
//! | `#只` | a word by itself behind a number or a demonstrative |
//! | `^为`, `$为` | a word by itself right behind a verb, right before a number |
//! | `@单` | a surname |
//! | `/乾干` | a Traditional character (乾) where it stands for the Simplified one (干); nothing: the same as that |

use crate::error::{Error, Result};
use crate::pack::Pack;

/// Name of the pack's section.
pub const SECTION: &str = "phrases";

/// The list.
#[derive(Debug, Default)]
pub struct Book {
    text: Box<str>,
    /// Where each line starts.
    lines: Vec<u32>,
}

impl Book {
    /// Reads the section `phrases` of a pack.
    ///
    /// # Errors
    /// [`Error::PackSection`] where it is missing or not such a list, in order.
    pub fn from_pack(pack: &Pack) -> Result<Self> {
        let malformed = || Error::PackSection(SECTION.to_owned());
        Self::new(pack.text(SECTION)?).ok_or_else(malformed)
    }

    /// Takes a list; `None` where a line has no tab or the keys are not in order.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut lines = Vec::new();
        let mut start = 0;
        let mut before = "";
        for line in text.split_inclusive('\n') {
            let (key, _) = line.split_once('\t')?;
            if key <= before {
                return None;
            }
            before = key;
            lines.push(start);
            start += line.len() as u32;
        }
        Some(Self {
            text: text.into(),
            lines,
        })
    }

    fn line(&self, start: u32) -> (&str, &str) {
        let rest = self.text.get(start as usize..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        line.split_once('\t').unwrap_or_default()
    }

    /// The line of the last key that is not behind `key`.
    fn before(&self, key: &str) -> Option<(&str, &str)> {
        let count = self.lines.partition_point(|&line| self.line(line).0 <= key);
        Some(self.line(*self.lines.get(count.checked_sub(1)?)?))
    }

    /// What stands behind exactly this key.
    pub fn get(&self, key: &str) -> Option<&str> {
        let (found, readings) = self.before(key)?;
        (found == key).then_some(readings)
    }

    /// The longest phrase at the start of `text`, and its readings. Single characters are no phrases.
    pub fn longest<'a>(&'a self, text: &str) -> Option<(&'a str, &'a str)> {
        let first = text.chars().next()?.len_utf8();
        let mut text = text;
        // What text and the nearest key share is all that a shorter phrase can be.
        while text.len() > first {
            let (key, readings) = self.before(text)?;
            if text.starts_with(key) {
                return (key.len() > first).then_some((key, readings));
            }
            let shared = text.char_indices().zip(key.chars());
            let end = shared
                .take_while(|((_, one), other)| one == other)
                .map(|((position, one), _)| position + one.len_utf8())
                .last()?;
            text = &text[..end];
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Book {
        Book::new("=地\tde\n大\tdà\n大夫\tdài fu\n大夫们\tdài fu men\n大王\tdài wáng\n长\tcháng\n")
            .unwrap()
    }

    #[test]
    fn the_longest_phrase_is_found() {
        let book = book();
        for (text, expected) in [
            ("大夫们来", Some("大夫们")),
            ("大夫来", Some("大夫")),
            ("大夫", Some("大夫")),
            ("大王", Some("大王")),
            ("大学", None),
            ("大", None),
            ("地方", None),
            ("一", None),
            ("龘", None),
            ("", None),
            ("😀大夫", None),
        ] {
            assert_eq!(book.longest(text).map(|(key, _)| key), expected, "{text}");
        }
        assert_eq!(book.get("=地"), Some("de"));
        assert_eq!(book.get("大"), Some("dà"));
        assert_eq!(book.get("大学"), None);
        assert_eq!(book.get(""), None);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for text in [
            "大",
            "大\tdà\n\n",
            "长\tcháng\n大\tdà\n",
            "大\tdà\n大\tdài\n",
        ] {
            assert!(Book::new(text).is_none(), "{text:?}");
        }
        assert!(Book::new("").is_some_and(|book| book.get("大").is_none()));
    }
}
