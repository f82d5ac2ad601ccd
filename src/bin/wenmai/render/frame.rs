//! What every page of an archive has: its head, the masthead with the ways to the lists, the foot.

use wenmai::export::html::escape;

use super::places::{address, root};
use super::words::{Language, Word};

/// The lists of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Of articles.
    Articles,
    /// Of people.
    People,
    /// Of organisations.
    Organisations,
    /// Of places.
    Places,
}

impl List {
    /// The lists, in the order of the masthead.
    pub const ALL: [Self; 4] = [
        Self::Articles,
        Self::People,
        Self::Organisations,
        Self::Places,
    ];

    /// Its first page.
    pub const fn page(self) -> &'static str {
        match self {
            Self::Articles => "index.html",
            Self::People => "people.html",
            Self::Organisations => "organisations.html",
            Self::Places => "places.html",
        }
    }

    /// The folder of its other pages.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Articles => "articles",
            Self::People => "people",
            Self::Organisations => "organisations",
            Self::Places => "places",
        }
    }

    /// What it is called.
    pub const fn word(self) -> Word {
        match self {
            Self::Articles => Word::Articles,
            Self::People => Word::People,
            Self::Organisations => Word::Organisations,
            Self::Places => Word::Places,
        }
    }
}

/// A page before its content is in it.
pub struct Frame<'a> {
    /// Where it lies, relative to the archive's folder.
    pub page: &'a str,
    /// Of what stands around the article, or of the whole page.
    pub language: Language,
    /// Of the page's subject.
    pub lang: &'a str,
    /// What the archive is called.
    pub archive: &'a str,
    /// What the page is called; empty for the archive's first page.
    pub title: &'a str,
    /// The list that it is part of, if any.
    pub list: Option<List>,
    /// Whether it has a script, and whether the script may load the engine.
    pub script: Option<bool>,
    /// The day that it bears.
    pub date: Option<&'a str>,
}

impl Frame<'_> {
    /// The page around `main`; `blocks` stand at its end.
    pub fn around(&self, main: &str, foot: &str, blocks: &str) -> String {
        let root = root(self.page);
        let archive = escape(self.archive);
        let title = match self.title {
            "" => archive.clone(),
            title => format!("{} – {archive}", escape(title)),
        };
        let policy = match self.script {
            None => "default-src 'none'; style-src 'self'; img-src data:",
            Some(false) => "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:",
            Some(true) => {
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                 img-src 'self' data:; connect-src 'self'; worker-src 'self'"
            }
        };
        let date = self.date.map_or_else(String::new, |date| {
            format!("<meta name=\"date\" content=\"{}\">\n", escape(date))
        });
        let script = match self.script {
            None => String::new(),
            Some(_) => format!("<script src=\"{root}wenmai/archive.js\"></script>\n"),
        };
        let language = self.language.tag();
        // Around an article another language may be spoken than in it.
        let spoken = if language == self.lang {
            String::new()
        } else {
            format!(" lang=\"{language}\"")
        };
        let tools = if self.script == Some(true) {
            "<div class=\"tools\" hidden></div>\n"
        } else {
            ""
        };
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <title>{title}</title>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <meta name=\"generator\" content=\"Wenmai {release}\">\n{date}\
             <link rel=\"icon\" href=\"data:,\">\n\
             <link rel=\"stylesheet\" href=\"{root}wenmai/archive.css\">\n</head>\n<body>\n\
             <header class=\"masthead\"{spoken}>\n\
             <p class=\"archive\"><a href=\"{root}index.html\">{archive}</a></p>\n\
             <nav aria-label=\"{contents}\">\n{ways}</nav>\n{tools}</header>\n\
             <main>\n{main}</main>\n\
             <footer{spoken}>\n{foot}<p class=\"made\">{made}</p>\n</footer>\n\
             {blocks}{script}</body>\n</html>\n",
            lang = self.lang,
            release = wenmai::RELEASE,
            contents = escape(self.language.word(Word::Contents)),
            ways = self.ways(&root),
            made = escape(&self.language.made(self.date)),
        )
    }

    fn ways(&self, root: &str) -> String {
        let ways = List::ALL.iter().map(|&list| {
            let current = match self.list {
                Some(here) if here == list && self.page == list.page() => " aria-current=\"page\"",
                Some(here) if here == list => " aria-current=\"true\"",
                _ => "",
            };
            let name = escape(self.language.word(list.word()));
            format!("<a href=\"{root}{}\"{current}>{name}</a>\n", list.page())
        });
        ways.collect()
    }
}

/// Links to the pages that a list goes on on; nothing for a list of one.
pub fn pages(pages: &[String], here: usize, language: Language) -> String {
    if pages.len() < 2 {
        return String::new();
    }
    let root = root(pages.get(here).map_or("", String::as_str));
    let links = pages.iter().enumerate().map(|(index, page)| {
        let number = index + 1;
        if index == here {
            format!("<span aria-current=\"page\">{number}</span>\n")
        } else {
            format!("<a href=\"{root}{}\">{number}</a>\n", address(page))
        }
    });
    format!(
        "<nav class=\"pages\" aria-label=\"{}\">\n{}</nav>\n",
        escape(language.word(Word::Pages)),
        links.collect::<String>()
    )
}

/// The names of the pages that a list of `count` things takes, `most` on a page: `people/c.html`,
/// `people/c-2.html`.
pub fn page_names(stem: &str, count: usize, most: usize) -> Vec<String> {
    (1..=count.div_ceil(most).max(1))
        .map(|number| match number {
            1 => format!("{stem}.html"),
            number => format!("{stem}-{number}.html"),
        })
        .collect()
}
