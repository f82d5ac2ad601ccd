//! The lists of people, organisations and places: every name with its articles, each of which opens
//! at the name; and for the cards of articles, where else a name stands.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;

use serde::Serialize;
use wenmai::error::Result;
use wenmai::export::html::escape;

use super::archive::Archive;
use super::frame::{Frame, List, page_names, pages};
use super::index::later;
use super::output::failed;
use super::places::{address, fragment, root};
use super::state::{Line, Lines, Named};
use super::words::Word;

/// A list of so many names is one page.
const WHOLE: usize = 300;
/// So many names are on any page of a longer one.
const MOST: usize = 300;
/// So many of the commonest are on its first page.
const COMMONEST: usize = 60;
/// A name in more articles gets a page of its own; so many stand beside it in the list.
const BESIDE: usize = 8;
/// So many articles are on a page of a name.
const ARTICLES: usize = 400;
/// A card tells of so many.
const ON_CARD: usize = 20;
/// About so many names are in one file for cards.
const TOGETHER: usize = 256;
/// No more files for cards than this, a power of sixteen.
const FILES: usize = 4096;

/// The lists of names, with the type of what is in them.
const LISTS: [(List, &str); 3] = [
    (List::People, "PERSON"),
    (List::Organisations, "ORG"),
    (List::Places, "PLACE"),
];

/// An article that has a name.
struct Place {
    article: u32,
    count: u32,
    /// Index into [`Entry::names`].
    name: u16,
}

/// A name, with all its articles.
struct Entry {
    /// Forms of the name, each with the number of its articles.
    names: Vec<(Box<str>, u32)>,
    order: Box<str>,
    within: Box<str>,
    places: Vec<Place>,
}

impl Entry {
    /// The form that most articles have.
    fn name(&self) -> &str {
        let mut best = ("", 0);
        for (name, count) in &self.names {
            if *count > best.1 {
                best = (name, *count);
            }
        }
        best.0
    }

    /// The letter that it stands under; a hash sign for those under none.
    fn letter(&self) -> char {
        let first = self.order.chars().next().unwrap_or('#');
        if first.is_ascii_lowercase() {
            first.to_ascii_uppercase()
        } else {
            '#'
        }
    }
}

/// Identifier of a name, and the name.
type Entries = Vec<(String, Entry)>;

/// Writes all lists of names, and what cards load.
///
/// # Errors
/// Of the output.
pub fn write(archive: &mut Archive) -> Result<()> {
    let mut files = BTreeMap::new();
    // One list at a time: there are many names.
    for (list, kind) in LISTS {
        let entries = collect(archive, kind)?;
        let scroll = Scroll {
            list,
            kind,
            entries: &entries,
            pages: layout(&entries, list),
        };
        scroll.write(archive)?;
        files.insert(kind, scroll.cards(archive)?);
    }
    #[derive(Serialize)]
    struct Files<'a> {
        files: BTreeMap<&'a str, usize>,
    }
    let script = script(&Files { files });
    archive.output.file("wenmai/names.js", script.as_bytes())
}

/// A script that hands over what it holds: from disk nothing else can be loaded.
fn script(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    format!("wenmaiArchive({json});\n")
}

/// All names of a type, in the order of the list.
fn collect(archive: &mut Archive, kind: &str) -> Result<Entries> {
    let path = archive.output.flush()?;
    let journal = File::open(&path).map_err(|source| failed(&path, source))?;
    let mut entries: HashMap<String, Entry> = HashMap::new();
    let mut article = 0;
    for line in Lines::new(journal) {
        let Ok(Line::Article(summary)) = serde_json::from_str(&line) else {
            continue;
        };
        let named = summary.named.into_iter();
        for one in named.filter(|one| one.kind == kind) {
            take(&mut entries, one, article);
        }
        article += 1;
    }
    let mut entries: Entries = entries.into_iter().collect();
    entries.sort_by(|(left, one), (right, other)| {
        let letters = (one.letter() == '#').cmp(&(other.letter() == '#'));
        letters
            .then_with(|| one.order.cmp(&other.order))
            .then_with(|| one.name().cmp(other.name()))
            .then_with(|| left.cmp(right))
    });
    for (_, entry) in &mut entries {
        entry.places.sort_by(|left, right| {
            later(
                &archive.articles,
                left.article as usize,
                right.article as usize,
            )
        });
        entry.places.shrink_to_fit();
    }
    Ok(entries)
}

fn take(entries: &mut HashMap<String, Entry>, named: Named, article: u32) {
    let entry = entries.entry(named.entry).or_insert_with(|| Entry {
        names: Vec::new(),
        order: named.order.into(),
        within: named.within.join(" ‹ ").into(),
        places: Vec::new(),
    });
    let name = match entry
        .names
        .iter()
        .position(|(name, _)| **name == *named.name)
    {
        Some(index) => index,
        None => {
            entry.names.push((named.name.into(), 0));
            entry.names.len() - 1
        }
    };
    if let Some((_, count)) = entry.names.get_mut(name) {
        *count += 1;
    }
    entry.places.push(Place {
        article,
        count: u32::try_from(named.count).unwrap_or(u32::MAX),
        name: u16::try_from(name).unwrap_or(u16::MAX),
    });
}

/// A page of a list: the letter that it goes on with, and the names on it.
struct Page {
    letter: char,
    path: String,
    names: std::ops::Range<usize>,
}

/// The pages that the names of a list take: one, or for each letter one or more.
fn layout(entries: &Entries, list: List) -> Vec<Page> {
    if entries.len() <= WHOLE {
        return vec![Page {
            letter: '#',
            path: list.page().to_owned(),
            names: 0..entries.len(),
        }];
    }
    let mut pages = Vec::new();
    let mut start = 0;
    for group in entries.chunk_by(|(_, one), (_, other)| one.letter() == other.letter()) {
        let letter = group.first().map_or('#', |(_, entry)| entry.letter());
        let end = start + group.len();
        for path in page_names(&stem(list, letter), group.len(), MOST) {
            let next = (start + MOST).min(end);
            pages.push(Page {
                letter,
                path,
                names: start..next,
            });
            start = next;
        }
    }
    pages
}

fn stem(list: List, letter: char) -> String {
    let folder = list.folder();
    match letter {
        '#' => format!("{folder}/other"),
        letter => format!("{folder}/{}", letter.to_ascii_lowercase()),
    }
}

/// A list of names, laid out.
struct Scroll<'a> {
    list: List,
    kind: &'static str,
    entries: &'a Entries,
    pages: Vec<Page>,
}

impl Scroll<'_> {
    fn write(&self, archive: &mut Archive) -> Result<()> {
        let language = archive.language;
        let title = language.word(self.list.word());
        let mut head = format!(
            "<h1>{}</h1>\n<p class=\"count\">{}</p>\n",
            escape(title),
            escape(&language.names(self.entries.len()))
        );
        if self.list == List::People && !self.entries.is_empty() {
            let note = escape(language.word(Word::Namesakes));
            head += &format!("<p class=\"note\">{note}</p>\n");
        }
        if let [only] = self.pages.as_slice()
            && only.path == self.list.page()
        {
            head += &self.names(archive, only);
            self.put(archive, &only.path, "", title, &head)?;
        } else {
            head += &self.letters(archive, self.list.page(), None);
            head += &self.commonest(archive);
            self.put(archive, self.list.page(), "", title, &head)?;
            for (index, page) in self.pages.iter().enumerate() {
                self.write_page(archive, index, page, title)?;
            }
        }
        for (id, entry) in self.entries {
            if entry.places.len() > BESIDE {
                self.write_name(archive, id, entry)?;
            }
        }
        Ok(())
    }

    fn write_page(
        &self,
        archive: &mut Archive,
        index: usize,
        page: &Page,
        title: &str,
    ) -> Result<()> {
        let language = archive.language;
        let same: Vec<(usize, String)> = self
            .pages
            .iter()
            .enumerate()
            .filter(|(_, other)| other.letter == page.letter)
            .map(|(index, other)| (index, other.path.clone()))
            .collect();
        let here = same.iter().position(|&(other, _)| other == index);
        let paths: Vec<String> = same.into_iter().map(|(_, path)| path).collect();
        let turn = pages(&paths, here.unwrap_or_default(), language);
        let letter = match page.letter {
            '#' => language.word(Word::NoLetter).to_owned(),
            letter => letter.to_string(),
        };
        let main = format!(
            "<h1>{} <span class=\"letter\">{}</span></h1>\n{}{}{turn}",
            escape(title),
            escape(&letter),
            self.letters(archive, &page.path, Some(page.letter)),
            self.names(archive, page),
        );
        self.put(archive, &page.path, &letter, title, &main)
    }

    fn put(
        &self,
        archive: &mut Archive,
        page: &str,
        part: &str,
        title: &str,
        main: &str,
    ) -> Result<()> {
        let title = match part {
            "" => title.to_owned(),
            part => format!("{title} {part}"),
        };
        let frame = Frame {
            page,
            language: archive.language,
            lang: archive.language.tag(),
            archive: archive.title,
            title: &title,
            list: Some(self.list),
            script: None,
            date: archive.date,
        };
        let html = frame.around(main, "", "");
        archive.output.file(page, html.as_bytes())
    }

    /// Links to the pages of all letters.
    fn letters(&self, archive: &Archive, page: &str, here: Option<char>) -> String {
        let root = root(page);
        let language = archive.language;
        let name = escape(language.word(Word::ByLetter));
        let mut html = format!("<nav class=\"letters\" aria-label=\"{name}\">\n");
        let first = self
            .pages
            .chunk_by(|one, other| one.letter == other.letter)
            .filter_map(|pages| pages.first());
        for page in first {
            let letter = match page.letter {
                '#' => language.word(Word::NoLetter).to_owned(),
                letter => letter.to_string(),
            };
            let current = if here == Some(page.letter) {
                " aria-current=\"true\""
            } else {
                ""
            };
            html += &format!(
                "<a href=\"{root}{}\"{current}>{}</a>\n",
                address(&page.path),
                escape(&letter)
            );
        }
        html + "</nav>\n"
    }

    /// The names that most articles have, most of them first.
    fn commonest(&self, archive: &Archive) -> String {
        let mut entries: Vec<(usize, &(String, Entry))> = self.entries.iter().enumerate().collect();
        entries.sort_by_key(|(index, (_, entry))| (usize::MAX - entry.places.len(), *index));
        entries.truncate(COMMONEST);
        let language = archive.language;
        let mut html = format!(
            "<h2>{}</h2>\n<ol class=\"commonest\">\n",
            escape(language.word(Word::Commonest))
        );
        for (index, (id, entry)) in entries {
            html += &format!(
                "<li><a lang=\"zh\" href=\"{}\">{}</a> <span class=\"number\">{}</span></li>\n",
                self.address(index, id, entry),
                escape(entry.name()),
                entry.places.len()
            );
        }
        html + "</ol>\n"
    }

    /// Where a name stands, from the archive's folder.
    fn address(&self, index: usize, id: &str, entry: &Entry) -> String {
        if entry.places.len() > BESIDE {
            return format!("{}/{id}.html", self.list.folder());
        }
        let number = self.pages.partition_point(|page| page.names.end <= index);
        let page = self.pages.get(number);
        format!("{}#e-{id}", page.map_or("", |page| &page.path))
    }

    /// The names of a page, under their letters where it has several.
    fn names(&self, archive: &Archive, page: &Page) -> String {
        let entries = self.entries.get(page.names.clone()).unwrap_or_default();
        if entries.is_empty() {
            let none = escape(archive.language.word(Word::NoNames));
            return format!("<p class=\"note\">{none}</p>\n");
        }
        let mut html = "<div class=\"columns\">\n".to_owned();
        let alone = page.path != self.list.page();
        for group in entries.chunk_by(|(_, one), (_, other)| one.letter() == other.letter()) {
            if let (false, Some((_, first))) = (alone, group.first()) {
                let letter = match first.letter() {
                    '#' => archive.language.word(Word::NoLetter).to_owned(),
                    letter => letter.to_string(),
                };
                html += &format!("<h2 class=\"letter\">{}</h2>\n", escape(&letter));
            }
            html += "<dl class=\"names\">\n";
            for (id, entry) in group {
                self.name(archive, &mut html, id, entry, &page.path);
            }
            html += "</dl>\n";
        }
        html + "</div>\n"
    }

    fn name(&self, archive: &Archive, html: &mut String, id: &str, entry: &Entry, page: &str) {
        let root = root(page);
        *html += &format!(
            "<div id=\"e-{id}\"><dt lang=\"zh\">{}",
            escape(entry.name())
        );
        if !entry.within.is_empty() {
            *html += &format!(" <span class=\"within\">{}</span>", escape(&entry.within));
        }
        *html += "</dt>\n";
        for place in entry.places.iter().take(BESIDE) {
            *html += &format!("<dd>{}</dd>\n", self.place(archive, entry, place, &root));
        }
        let count = entry.places.len();
        if count > BESIDE {
            *html += &format!(
                "<dd class=\"all\"><a href=\"{root}{}/{id}.html\">{}</a></dd>\n",
                self.list.folder(),
                escape(&archive.language.all(count))
            );
        }
        *html += "</div>\n";
    }

    /// A link to where an article has a name.
    fn place(&self, archive: &Archive, entry: &Entry, place: &Place, root: &str) -> String {
        let Some(article) = archive.articles.get(place.article as usize) else {
            return String::new();
        };
        let name = entry.names.get(usize::from(place.name));
        let name = name.map_or("", |(name, _)| name);
        let date = article.date.as_deref().map_or_else(String::new, |date| {
            format!("<time>{}</time> ", escape(date))
        });
        format!(
            "{date}<a lang=\"zh\" href=\"{root}{}#{}\">{}</a>",
            address(&article.page),
            fragment(self.kind, name),
            escape(article.name())
        )
    }

    /// The pages of a name that many articles have.
    fn write_name(&self, archive: &mut Archive, id: &str, entry: &Entry) -> Result<()> {
        let language = archive.language;
        let count = entry.places.len();
        let names = page_names(&format!("{}/{id}", self.list.folder()), count, ARTICLES);
        for (index, (page, places)) in names.iter().zip(entry.places.chunks(ARTICLES)).enumerate() {
            let root = root(page);
            let mut main = format!("<h1 lang=\"zh\">{}</h1>\n", escape(entry.name()));
            if !entry.within.is_empty() {
                let within = escape(&entry.within);
                main += &format!("<p class=\"within\" lang=\"zh\">{within}</p>\n");
            }
            main += &format!(
                "<p class=\"count\">{}</p>\n<ol class=\"places\">\n",
                escape(&language.articles(count))
            );
            for place in places {
                main += &format!("<li>{}</li>\n", self.place(archive, entry, place, &root));
            }
            main += "</ol>\n";
            main += &pages(&names, index, language);
            self.put(archive, page, "", entry.name(), &main)?;
        }
        Ok(())
    }

    /// Writes what cards load: where else a name stands. Names of one article are left out, and each
    /// name is in the file of the first digits of its identifier. Gives the number of files.
    fn cards(&self, archive: &mut Archive) -> Result<usize> {
        #[derive(Serialize)]
        struct Card {
            /// Its page, from the archive's folder.
            at: String,
            /// In how many articles it stands.
            count: usize,
            /// Some of them: title, address, and how often it stands there.
            places: Vec<(String, String, u32)>,
        }
        #[derive(Serialize)]
        struct Cards {
            names: BTreeMap<String, Card>,
        }
        let shared = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.places.len() > 1);
        let wanted = shared.count() / TOGETHER;
        let mut files = 1;
        while files < FILES && files < wanted {
            files *= 16;
        }
        let digits = files.ilog2() as usize / 4;
        let mut parts: BTreeMap<String, Vec<usize>> = (0..files)
            .map(|number| (format!("{number:0digits$x}"), Vec::new()))
            .map(|(name, part)| (if digits == 0 { String::new() } else { name }, part))
            .collect();
        for (index, (id, entry)) in self.entries.iter().enumerate() {
            let part = parts.get_mut(id.get(..digits).unwrap_or_default());
            if let (true, Some(part)) = (entry.places.len() > 1, part) {
                part.push(index);
            }
        }
        for (part, indices) in parts {
            let mut names = BTreeMap::new();
            for index in indices {
                let Some((id, entry)) = self.entries.get(index) else {
                    continue;
                };
                let places = entry.places.iter().take(ON_CARD).filter_map(|place| {
                    let article = archive.articles.get(place.article as usize)?;
                    let (name, _) = entry.names.get(usize::from(place.name))?;
                    let fragment = fragment(self.kind, name);
                    let address = format!("{}#{fragment}", address(&article.page));
                    Some((article.name().to_owned(), address, place.count))
                });
                names.insert(
                    id.clone(),
                    Card {
                        at: self.address(index, id, entry),
                        count: entry.places.len(),
                        places: places.collect(),
                    },
                );
            }
            let script = script(&Cards { names });
            let file = format!("wenmai/names/{}{part}.js", self.list.folder());
            archive.output.file(&file, script.as_bytes())?;
        }
        Ok(files)
    }
}
