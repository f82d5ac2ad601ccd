//! Where pages lie in an archive, how they are linked, and which day they are of.

use std::collections::HashSet;
use std::fmt::Write;

/// What the archive's own pages and folders are called; no article may be.
const RESERVED: [&str; 6] = [
    "index",
    "articles",
    "people",
    "organisations",
    "places",
    "wenmai",
];
/// Longest name of a page or folder, in bytes; file systems allow 255.
const LONGEST: usize = 180;

/// Gives each article its page.
#[derive(Debug, Default)]
pub struct Pages {
    /// The pages that are taken, in lower case: some file systems know no other.
    taken: HashSet<String>,
}

impl Pages {
    /// The page for an article of that relative path: `a/b.txt` becomes `a/b.html`; one whose page
    /// is taken gets a number. What files on other systems may not be called becomes `-`.
    pub fn take(&mut self, path: &str) -> String {
        let mut segments: Vec<String> = path.split('/').map(safe).collect();
        let mut name = segments.pop().unwrap_or_default();
        if let Some(stem) = name
            .len()
            .checked_sub(4)
            .and_then(|end| {
                name.get(..end)
                    .filter(|_| name.to_ascii_lowercase().ends_with(".txt"))
            })
            .filter(|stem| !stem.is_empty())
        {
            name = stem.to_owned();
        }
        let reserved = |name: &str| RESERVED.contains(&name.to_lowercase().as_str());
        match segments.first_mut() {
            Some(first) if reserved(first) => first.push_str("-articles"),
            None if reserved(&name) => name.push_str("-article"),
            _ => {}
        }
        segments.push(name);
        let stem = segments.join("/");
        let mut page = format!("{stem}.html");
        let mut number = 2;
        while !self.taken.insert(page.to_lowercase()) {
            page = format!("{stem}-{number}.html");
            number += 1;
        }
        page
    }
}

/// A part of a path that any file system takes.
fn safe(segment: &str) -> String {
    let mut name: String = segment
        .chars()
        .map(|character| match character {
            '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{fffd}' => '-',
            control if control.is_control() => '-',
            other => other,
        })
        .collect();
    while name.len() > LONGEST {
        name.pop();
    }
    let end = name.trim_end_matches(['.', ' ']).len();
    name.truncate(end);
    // A leading dot hides a file; hosts leave such files out.
    if name.starts_with('.') {
        name.replace_range(..1, "-");
    }
    if name.is_empty() {
        "-".to_owned()
    } else {
        name
    }
}

/// The way from `page` up to the archive's folder: `../` once a folder.
pub fn root(page: &str) -> String {
    "../".repeat(page.matches('/').count())
}

/// A path as an address, relative to the archive's folder.
pub fn address(path: &str) -> String {
    encoded(path, b"/-_.~")
}

/// The fragment that opens the card of a name: `entity=PERSON:陳金虎`, as the page's addresses.
pub fn fragment(kind: &str, name: &str) -> String {
    format!("entity={kind}:{}", encoded(name, b"-_.~"))
}

fn encoded(text: &str, plain: &[u8]) -> String {
    let mut address = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            address.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

/// Whether `text` is a day as `2021-10-08`.
pub fn is_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let part = |range: std::ops::Range<usize>| {
        let part = text.get(range).unwrap_or_default();
        part.parse::<u32>().unwrap_or_default()
    };
    shape && (1..=12).contains(&part(5..7)) && (1..=31).contains(&part(8..10))
}

/// The day that a file's name tells: `2021-10-08-開會.txt`, `20211008_3.txt`.
pub fn day_in(name: &str) -> Option<String> {
    let parted = name
        .char_indices()
        .filter_map(|(start, _)| name.get(start..start + 10))
        .find(|text| is_day(text));
    if let Some(day) = parted {
        return Some(day.to_owned());
    }
    let mut runs = name.split(|character: char| !character.is_ascii_digit());
    let run =
        runs.find(|run| run.len() == 8 && (run.starts_with("19") || run.starts_with("20")))?;
    let day = format!("{}-{}-{}", run.get(..4)?, run.get(4..6)?, run.get(6..)?);
    is_day(&day).then_some(day)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named_after_their_files() {
        let mut pages = Pages::default();
        for (path, page) in [
            ("a.txt", "a.html"),
            ("A.TXT", "A-2.html"),
            ("a", "a-3.html"),
            ("index.txt", "index-article.html"),
            ("People/x.txt", "People-articles/x.html"),
            ("wenmai.txt", "wenmai-article.html"),
            ("年/月 1.txt", "年/月 1.html"),
            (".txt", "-txt.html"),
            ("a?b:c.md", "a-b-c.md.html"),
            ("..", "-.html"),
            ("../x.txt", "-/x.html"),
        ] {
            assert_eq!(pages.take(path), page, "{path}");
        }
        let long = pages.take(&format!("{}.txt", "長".repeat(300)));
        assert!(long.len() < 255);
    }

    #[test]
    fn addresses_are_encoded_and_lead_back() {
        assert_eq!(address("年/a b#?%.html"), "%E5%B9%B4/a%20b%23%3F%25.html");
        assert_eq!(root("a/b/c.html"), "../../");
        assert_eq!(root("c.html"), "");
        assert_eq!(
            fragment("PERSON", "&<\">😀"),
            "entity=PERSON:%26%3C%22%3E%F0%9F%98%80"
        );
    }

    #[test]
    fn days_are_read_from_names() {
        assert_eq!(
            day_in("x/2021-10-08-開會.txt").as_deref(),
            Some("2021-10-08")
        );
        assert_eq!(day_in("日報20211008_3").as_deref(), Some("2021-10-08"));
        assert_eq!(day_in("20211308"), None);
        assert_eq!(day_in("120211008"), None);
        assert_eq!(day_in("開會"), None);
        assert!(is_day("2026-11-28") && !is_day("2026-13-01") && !is_day("2026-1-28"));
    }
}
