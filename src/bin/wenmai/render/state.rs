//! What an archive says of itself: one line for each article, one for each other file. From it a
//! later run knows what has changed and what it may replace, and the indexes are made.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use wenmai::error::Result;

use super::output::failed;

/// The list in a finished archive.
pub const LIST: &str = "wenmai/archive.jsonl";
/// The list while it is written: all that it names may have been written.
pub const JOURNAL: &str = "wenmai/archive.jsonl.new";
/// The lists of runs that were broken off.
pub const BROKEN: &str = "wenmai/archive.jsonl.broken";
/// Name and version of the shape.
pub const SCHEMA: &str = "wenmai-archive/1";

/// A line of the list.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Line {
    /// The first: with what the rest was made.
    Archive(Header),
    /// An article.
    Article(Summary),
    /// Another file, relative to the archive's folder.
    File(String),
}

impl Line {
    /// The line as JSON, without its end.
    pub fn write(&self) -> String {
        // Strings and integers only: nothing that JSON lacks.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// With what an archive was made.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// [`SCHEMA`].
    pub schema: String,
    /// The release that read the articles.
    pub release: String,
    /// Digest of all that pages depend on beside their article.
    pub settings: String,
}

/// What the indexes need of an article.
#[derive(Debug, Serialize, Deserialize)]
pub struct Summary {
    /// Its path in the folder that was given.
    pub source: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its page, relative to the archive's folder.
    pub page: String,
    /// Its headline, or how it begins.
    pub title: String,
    /// The day that it is of: `2021-10-08`, or as much as is known of it.
    pub date: Option<String>,
    /// How its text begins, behind the headline.
    pub lead: String,
    /// `hans`, `hant`, `mixed` or `none`.
    pub script: String,
    /// The people, organisations and places that it names, in order of first mention.
    pub named: Vec<Named>,
}

/// Somebody or something that an article names.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Named {
    /// `PERSON`, `ORG` or `PLACE`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The name, as the article has it.
    pub name: String,
    /// Identifier in the archive, the same wherever the same is named: sixteen hexadecimal digits.
    pub entry: String,
    /// How the name is read, for sorting: `chen jin hu`.
    pub order: String,
    /// How often it is mentioned.
    pub count: usize,
    /// For a place the divisions it lies in, from small to large.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
}

/// What runs before left behind.
#[derive(Debug, Default)]
pub struct Before {
    /// Every file that they may have written.
    pub files: HashSet<String>,
    /// Where the lines of articles lie that were made as this run would make them.
    articles: HashMap<String, (usize, u64)>,
    lists: Vec<PathBuf>,
}

/// As much of a line as is needed to find it again.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Glance {
    Archive(Header),
    Article { source: String, page: String },
    File(String),
}

impl Before {
    /// Reads the lists in the archive at `root`: that of the last finished run, and of those that were
    /// broken off. Articles count as known if `header` is theirs.
    ///
    /// # Errors
    /// [`wenmai::error::Error::Io`] where the list of a run that was broken off cannot be put aside.
    pub fn read(root: &Path, header: &Header) -> Result<Self> {
        put_aside(root)?;
        let mut before = Self::default();
        for list in [LIST, BROKEN] {
            let path = root.join(list);
            let Ok(file) = File::open(&path) else {
                continue;
            };
            let number = before.lists.len();
            before.lists.push(path);
            before.take(number, file, header);
        }
        Ok(before)
    }

    fn take(&mut self, number: usize, file: File, header: &Header) {
        let mut known = false;
        let mut start = 0;
        for line in Lines::new(file) {
            // A run that was broken off may have left half a line.
            match serde_json::from_str(&line) {
                Ok(Glance::Archive(found)) => known = found == *header,
                Ok(Glance::Article { source, page }) => {
                    self.files.insert(page);
                    if known {
                        self.articles.insert(source, (number, start));
                    }
                }
                Ok(Glance::File(path)) => {
                    self.files.insert(path);
                }
                Err(_) => {}
            }
            start += line.len() as u64;
        }
    }

    /// Opens the lists for looking up.
    pub fn lookup(&self) -> Lookup<'_> {
        Lookup {
            before: self,
            files: self
                .lists
                .iter()
                .map(|path| File::open(path).ok().map(BufReader::new))
                .collect(),
        }
    }
}

/// Looks up what was known of articles.
pub struct Lookup<'a> {
    before: &'a Before,
    files: Vec<Option<BufReader<File>>>,
}

impl Lookup<'_> {
    /// The line of an article, if it is known.
    pub fn article(&mut self, source: &str) -> Option<Summary> {
        let &(number, start) = self.before.articles.get(source)?;
        let file = self.files.get_mut(number)?.as_mut()?;
        read_at(file, start)
    }
}

/// The article whose line lies at `start` of a list.
pub fn read_at(file: &mut BufReader<File>, start: u64) -> Option<Summary> {
    let here = file.stream_position().ok()?;
    // Within the buffer, if it can be: lines are mostly asked for in order.
    file.seek_relative(start as i64 - here as i64).ok()?;
    let mut line = String::new();
    file.read_line(&mut line).ok()?;
    match serde_json::from_str(&line) {
        Ok(Line::Article(summary)) => Some(summary),
        _ => None,
    }
}

/// The lines of a file with their ends, whatever bytes they hold.
pub struct Lines<R>(BufReader<R>);

impl<R: Read> Lines<R> {
    /// The lines of `file`.
    pub fn new(file: R) -> Self {
        Self(BufReader::new(file))
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut bytes = Vec::new();
        let length = self.0.read_until(b'\n', &mut bytes).ok()?;
        // Never of another length: places are counted by it.
        (length > 0).then(|| {
            String::from_utf8(bytes).unwrap_or_else(|error| " ".repeat(error.as_bytes().len()))
        })
    }
}

/// Makes place for a new list: what one that was broken off names was written all the same.
fn put_aside(root: &Path) -> Result<()> {
    let (journal, broken) = (root.join(JOURNAL), root.join(BROKEN));
    let Ok(mut from) = File::open(&journal) else {
        return Ok(());
    };
    let mut append = || {
        let mut to = File::options().append(true).create(true).open(&broken)?;
        std::io::copy(&mut from, &mut to)?;
        // Its last line may have no end.
        to.write_all(b"\n")
    };
    append().map_err(|source| failed(&broken, source))?;
    std::fs::remove_file(&journal).map_err(|source| failed(&journal, source))
}
