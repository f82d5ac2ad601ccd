//! `wenmai render`: reads articles ahead, and writes pages that need no engine to be read.

mod archive;
mod article;
mod assets;
mod frame;
mod index;
mod inputs;
mod names;
mod output;
mod places;
mod state;
mod words;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use wenmai::engine::Options;
use wenmai::error::{Error, Result};
use wenmai::input;
use wenmai::own_words::{self, OwnWord};

use crate::engine;
use crate::report::Failure;
use words::Language;

/// Writes finished pages: text with its marks, card and panel, without an engine
///
/// With -o PAGE.html one article becomes one file that needs nothing else. With -o DIR every FILE, and
/// every .txt file in a folder that is given, becomes a page of an archive with an index of articles,
/// people, organisations and places. Run again, it reads only what has changed, and takes out what is
/// gone. It touches no file in DIR that it did not write. A file that cannot be read is reported and
/// left out, and the exit code is 1.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The page to write, if it ends in .html, or the folder of the archive
    #[arg(short, long, value_name = "PAGE.html|DIR")]
    output: PathBuf,
    /// What the archive is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Language of what stands around the articles; that of their script if absent
    #[arg(long, value_name = "LANGUAGE", value_parser = language_parser())]
    ui_lang: Option<Language>,
    /// The day that pages say they were made on, such as 2026-11-28; none if absent, so that the same
    /// articles give the same pages on any day
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Leave the engine out: 14 MB less, but no search, corrections or other texts in the archive
    #[arg(long)]
    no_engine: bool,
    /// Take the text as it is: repair nothing, set no page furniture apart
    #[arg(long)]
    no_clean: bool,
    /// Words of your own, as for wenmai tag
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// How many articles are read at a time; as many as there are processors if absent
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
    /// The pack to load, instead of $WENMAI_PACK or the one found near the program
    #[arg(long, value_name = "FILE")]
    pack: Option<PathBuf>,
    /// The built site that scripts and styles are taken from, instead of the one found near pack or program
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Articles, or folders of .txt files; “-” is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

fn language_parser() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::tag))
        .map(|tag| Language::parse(&tag).unwrap_or(Language::English))
}

impl Arguments {
    /// Says what cannot go together, as a sentence with the cure.
    pub fn conflict(&self) -> Option<(ErrorKind, &'static str)> {
        let date = self.date.as_deref();
        if date.is_some_and(|date| !places::is_day(date)) {
            return Some((
                ErrorKind::ValueValidation,
                "--date takes a day such as 2026-11-28",
            ));
        }
        let single = matches!(self.files.as_slice(), [file] if !file.is_dir());
        (self.is_page() && !single).then_some((
            ErrorKind::TooManyValues,
            "-o PAGE.html takes one FILE: name a folder, as in -o archive, for several",
        ))
    }

    /// Whether the output is one page.
    fn is_page(&self) -> bool {
        let extension = self.output.extension().and_then(|one| one.to_str());
        extension.is_some_and(|one| one.eq_ignore_ascii_case("html")) && !self.output.is_dir()
    }
}

/// Everything that decides on how a page looks, and what it is made with.
struct Settings {
    options: Options,
    lexicon: Vec<OwnWord>,
    language: Option<Language>,
    title: Option<String>,
    date: Option<String>,
    engine: bool,
}

/// Reads the articles and writes their pages.
///
/// # Errors
/// A pack or site that cannot be loaded, an output that cannot be written. What is wrong with single
/// files is reported here, and makes the exit code 1.
pub fn run(arguments: &Arguments) -> std::result::Result<ExitCode, Failure> {
    let lexicon = match &arguments.lexicon {
        Some(path) => {
            read_lexicon(path).map_err(|error| Failure::new(&path.display().to_string(), error))?
        }
        None => Vec::new(),
    };
    let settings = Settings {
        options: Options {
            clean: !arguments.no_clean,
            lexicon: lexicon.clone(),
            ..Options::default()
        },
        lexicon,
        language: arguments.ui_lang,
        title: arguments.title.clone(),
        date: arguments.date.clone(),
        engine: !arguments.no_engine,
    };
    let pack = engine::find(arguments.pack.as_deref());
    let site = assets::Site::find(arguments.site.as_deref(), pack.as_deref())?;
    if !arguments.is_page() {
        return archive::write(arguments, &settings, &site);
    }
    let [file] = arguments.files.as_slice() else {
        return Ok(ExitCode::SUCCESS);
    };
    let name = file.display().to_string();
    let text = read(file).map_err(|error| Failure::new(&name, error))?;
    let engine = engine::load(arguments.pack.as_deref())?;
    let article = engine.analyse(&text, &settings.options);
    let page = article::single(&article, &settings, &site)?;
    output::replace(&arguments.output, page.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> Result<String> {
    if file == Path::new("-") {
        input::read(std::io::stdin().lock(), "standard input")
    } else {
        input::read_file(file)
    }
}

fn read_lexicon(path: &Path) -> Result<Vec<OwnWord>> {
    match input::read_file(path) {
        // A list from which everything was taken out.
        Err(Error::InputEmpty) => Ok(Vec::new()),
        text => own_words::file::read(&text?),
    }
}
