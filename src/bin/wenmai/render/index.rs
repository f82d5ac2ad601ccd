//! The lists of articles: the latest first, by month, and those without a date.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;

use wenmai::error::Result;
use wenmai::export::html::escape;

use super::archive::{Archive, Listed};
use super::frame::{Frame, List, page_names, pages};
use super::output::failed;
use super::places::{address, root};
use super::state::read_at;
use super::words::{Language, Word};

/// An archive of so many articles has them all on its first page.
const WHOLE: usize = 200;
/// A larger one has so many of the latest there.
const LATEST: usize = 12;
/// So many are on any other page.
const MOST: usize = 200;

/// The month of a date: year and month.
type Month = (String, String);

/// Writes `index.html` and, where the articles are many, a page or more for each month.
///
/// # Errors
/// Of the output.
pub fn write(archive: &mut Archive) -> Result<()> {
    let mut months: BTreeMap<Month, Vec<usize>> = BTreeMap::new();
    let mut undated = Vec::new();
    for (index, article) in archive.articles.iter().enumerate() {
        match article.date.as_deref().and_then(month) {
            Some(month) => months.entry(month).or_default().push(index),
            None => undated.push(index),
        }
    }
    for articles in months.values_mut() {
        articles.sort_by(|&left, &right| later(&archive.articles, left, right));
    }
    let mut list = Lister::open(archive)?;
    let language = archive.language;
    let count = archive.articles.len();
    // The masthead names the archive already, for those who see it.
    let mut main = format!(
        "<h1 class=\"unseen\">{}</h1>\n<p class=\"count\">{}</p>\n",
        escape(archive.title),
        escape(&language.articles(count))
    );
    let newest = months.iter().rev();
    if count <= WHOLE {
        for (month, articles) in newest {
            let list = list.articles(archive, articles, "index.html");
            main += &section(&month_name(language, month), &list);
        }
        if !undated.is_empty() {
            let list = list.articles(archive, &undated, "index.html");
            main += &section(language.word(Word::Undated), &list);
        }
    } else {
        let mut left = LATEST;
        for (month, articles) in newest {
            let shown = articles.get(..left.min(articles.len())).unwrap_or_default();
            if shown.is_empty() {
                break;
            }
            left -= shown.len();
            let list = list.articles(archive, shown, "index.html");
            main += &section(&month_name(language, month), &list);
        }
        if months.is_empty() {
            let shown = undated.get(..LATEST.min(undated.len())).unwrap_or_default();
            let list = list.articles(archive, shown, "index.html");
            main += &section(language.word(Word::Undated), &list);
        }
        main += &calendar(&months, undated.len(), language);
        for (month, articles) in &months {
            let stem = format!("articles/{}-{}", month.0, month.1);
            list.pages(archive, articles, &stem, &month_name(language, month))?;
        }
        list.pages(
            archive,
            &undated,
            "articles/undated",
            language.word(Word::Undated),
        )?;
    }
    put(archive, "index.html", "", &main)
}

fn put(archive: &mut Archive, page: &str, title: &str, main: &str) -> Result<()> {
    let frame = Frame {
        page,
        language: archive.language,
        lang: archive.language.tag(),
        archive: archive.title,
        title,
        list: Some(List::Articles),
        script: None,
        date: archive.date,
    };
    let html = frame.around(main, "", "");
    archive.output.file(page, html.as_bytes())
}

/// A list under its heading.
fn section(heading: &str, list: &str) -> String {
    let heading = escape(heading);
    format!("<section class=\"month\">\n<h2>{heading}</h2>\n{list}</section>\n")
}

fn month(date: &str) -> Option<Month> {
    Some((date.get(..4)?.to_owned(), date.get(5..7)?.to_owned()))
}

fn month_name(language: Language, (year, month): &Month) -> String {
    language.month(year, month)
}

/// Orders articles from late to early; those of one day by their files.
pub fn later(articles: &[Listed], left: usize, right: usize) -> std::cmp::Ordering {
    let date = |index: usize| articles.get(index).and_then(|one| one.date.as_deref());
    date(right).cmp(&date(left)).then(left.cmp(&right))
}

/// Links to the months, a line a year.
fn calendar(months: &BTreeMap<Month, Vec<usize>>, undated: usize, language: Language) -> String {
    let mut years: BTreeMap<&str, Vec<(&Month, usize)>> = BTreeMap::new();
    for (month, articles) in months {
        let year = years.entry(month.0.as_str()).or_default();
        year.push((month, articles.len()));
    }
    let mut html = format!(
        "<section class=\"calendar\">\n<h2>{}</h2>\n<dl>\n",
        escape(language.word(Word::ByMonth))
    );
    for (year, months) in years.iter().rev() {
        html += &format!("<div><dt>{}</dt><dd>", escape(&language.year(year)));
        for ((year, month), count) in months {
            html += &format!(
                "<a href=\"articles/{year}-{month}.html\">{}<span class=\"number\">{count}</span></a>\n",
                escape(&language.month_alone(month))
            );
        }
        html += "</dd></div>\n";
    }
    if undated > 0 {
        html += &format!(
            "<div><dt>{name}</dt><dd><a href=\"articles/undated.html\">{all}</a></dd></div>\n",
            name = escape(language.word(Word::Undated)),
            all = escape(&language.articles(undated)),
        );
    }
    html + "</dl>\n</section>\n"
}

/// Writes lists of articles, with what the journal tells of each.
pub struct Lister {
    journal: BufReader<File>,
}

impl Lister {
    /// Opens the journal, as far as it is written.
    ///
    /// # Errors
    /// [`wenmai::error::Error::Io`].
    pub fn open(archive: &mut Archive) -> Result<Self> {
        let path = archive.output.flush()?;
        let journal = File::open(&path).map_err(|source| failed(&path, source))?;
        Ok(Self {
            journal: BufReader::new(journal),
        })
    }

    /// A list, as it stands on `page`.
    fn articles(&mut self, archive: &Archive, articles: &[usize], page: &str) -> String {
        let root = root(page);
        let mut html = "<ol class=\"articles\">\n".to_owned();
        for article in articles
            .iter()
            .filter_map(|&index| archive.articles.get(index))
        {
            let summary = read_at(&mut self.journal, article.start);
            let (lead, lang) = summary.map_or_else(Default::default, |summary| {
                (summary.lead, lang(&summary.script))
            });
            html += "<li>";
            html += &day(article.date.as_deref());
            html += &format!(
                "<a lang=\"{lang}\" href=\"{root}{}\">{}</a>",
                address(&article.page),
                escape(article.name())
            );
            // A text without a headline is named by how it begins.
            let begun = article.name().trim_end_matches('…');
            if !lead.is_empty() && !lead.starts_with(begun) {
                html += &format!("<p lang=\"{lang}\">{}</p>", escape(&lead));
            }
            html += "</li>\n";
        }
        html + "</ol>\n"
    }

    /// A list of its own, on as many pages as it takes.
    fn pages(
        &mut self,
        archive: &mut Archive,
        articles: &[usize],
        stem: &str,
        title: &str,
    ) -> Result<()> {
        if articles.is_empty() {
            return Ok(());
        }
        let names = page_names(stem, articles.len(), MOST);
        let language = archive.language;
        for (index, (page, part)) in names.iter().zip(articles.chunks(MOST)).enumerate() {
            let turn = pages(&names, index, language);
            let main = format!(
                "<h1>{}</h1>\n<p class=\"count\">{}</p>\n{}{turn}",
                escape(title),
                escape(&language.articles(articles.len())),
                self.articles(archive, part, page)
            );
            put(archive, page, title, &main)?;
        }
        Ok(())
    }
}

/// The day of a month, at the side of an article.
fn day(date: Option<&str>) -> String {
    let Some(date) = date else {
        return String::new();
    };
    let day = date.get(8..).unwrap_or_default().trim_start_matches('0');
    format!("<time datetime=\"{}\">{}</time>", escape(date), escape(day))
}

fn lang(script: &str) -> &'static str {
    match script {
        "hant" => "zh-Hant",
        "hans" => "zh-Hans",
        _ => "zh",
    }
}
