//! `wenmai tag`: reads articles, writes what they mention.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use wenmai::article::Article;
use wenmai::corrections::{Correction, file};
use wenmai::engine::{Engine, Options};
use wenmai::error::{Error, Result};
use wenmai::export::{self, Format, csv};
use wenmai::input;
use wenmai::own_words::{self, OwnWord};
use wenmai::utf16::OffsetUnit;

use crate::engine;
use crate::report::Failure;

/// Tags every person, post, organisation, place, event, date and amount of an article
///
/// Reads UTF-8, UTF-16 with a byte order mark, GB18030 and Big5. Several files are written one
/// after the other as they are read; a file that cannot be read is reported and left out, and
/// the exit code is 1. In CSV a first column then names the file; TEI takes one file at a time. The same
/// goes for corrections that an article has no place for: each is reported, the article is written without
/// it, and the exit code is 1.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// What to write: json or jsonl (one object a line), csv, csv-entities or csv-relations (one
    /// mention, entity or relation a row), conll (one character and its BIO label a line), tei
    /// (TEI P5), webanno (W3C Web Annotation, JSON-LD, one collection a line), markdown (the text and
    /// what is known of it, for notes)
    #[arg(long, value_name = "FORMAT", default_value = "json", value_parser = format_parser())]
    format: Format,
    /// What positions count in json and csv; webanno counts code points, as its standard says
    #[arg(long, value_name = "UNIT", default_value = "utf-16", value_parser = unit_parser())]
    offset_unit: OffsetUnit,
    /// Take the text as it is: repair nothing, set no page furniture apart
    #[arg(long)]
    no_clean: bool,
    /// What a reader put right in these articles, as the README describes it; applied to each file
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    /// Words of your own, one a line, behind a tab their type, such as ORG.COM, behind another their
    /// full name; a word with a type is marked wherever it stands, in either script
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// The pack to load, instead of $WENMAI_PACK or the one found near the program
    #[arg(long, value_name = "FILE")]
    pack: Option<PathBuf>,
    /// Articles; “-” is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    files: Vec<PathBuf>,
}

/// The formats by name. JSON is one object a line already, hence its second name.
fn format_parser() -> impl TypedValueParser<Value = Format> {
    let names = Format::ALL.map(|format| match format {
        Format::Json => PossibleValue::new("json").alias("jsonl"),
        format => PossibleValue::new(format.name()),
    });
    PossibleValuesParser::new(names).map(|name| Format::parse(&name).unwrap_or(Format::Json))
}

fn unit_parser() -> impl TypedValueParser<Value = OffsetUnit> {
    PossibleValuesParser::new(OffsetUnit::ALL.map(OffsetUnit::name))
        .map(|name| OffsetUnit::parse(&name).unwrap_or_default())
}

impl Arguments {
    /// Says what cannot go together, as a sentence with the cure.
    pub fn conflict(&self) -> Option<(ErrorKind, &'static str)> {
        (self.format == Format::Tei && self.files.len() > 1).then_some((
            ErrorKind::TooManyValues,
            "--format tei takes one FILE, since an XML document holds one article: run wenmai tag once a file",
        ))
    }
}

/// Tags each file and writes it before the next is read.
///
/// # Errors
/// A pack that cannot be loaded, an output that cannot be written. What is wrong with single
/// files is reported here, and makes the exit code 1.
pub fn run(arguments: &Arguments) -> std::result::Result<ExitCode, Failure> {
    let corrections = match &arguments.corrections {
        Some(path) => read_corrections(path)
            .map_err(|error| Failure::new(&path.display().to_string(), error))?,
        None => Vec::new(),
    };
    let lexicon = match &arguments.lexicon {
        Some(path) => {
            read_lexicon(path).map_err(|error| Failure::new(&path.display().to_string(), error))?
        }
        None => Vec::new(),
    };
    let options = Options {
        clean: !arguments.no_clean,
        corrections,
        lexicon,
        ..Options::default()
    };
    let engine = engine::load(arguments.pack.as_deref())?;
    let mut written = 0;
    let mut code = ExitCode::SUCCESS;
    for file in &arguments.files {
        let name = if file == Path::new("-") {
            "standard input".to_owned()
        } else {
            file.display().to_string()
        };
        let article = match read(&engine, file, &name, &options) {
            Ok(article) => article,
            Err(error) => {
                Failure::new(&name, error).report();
                code = ExitCode::FAILURE;
                continue;
            }
        };
        if report_unplaced(&article, &name) {
            code = ExitCode::FAILURE;
        }
        let output = write_article(&article, &name, written == 0, arguments);
        // A whole article at once: an error later on leaves nothing half-written behind.
        match write(&output) {
            Ok(()) => written += 1,
            // The reader of the pipe has what it wanted.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(code),
            Err(source) => {
                let path = "standard output".to_owned();
                return Err(Error::Io { path, source }.into());
            }
        }
    }
    Ok(code)
}

fn write(output: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(output.as_bytes())?;
    stdout.flush()
}

fn read_corrections(path: &Path) -> Result<Vec<Correction>> {
    file::read(&input::read_file(path)?)
}

fn read_lexicon(path: &Path) -> Result<Vec<OwnWord>> {
    match input::read_file(path) {
        // A list from which everything was taken out.
        Err(Error::InputEmpty) => Ok(Vec::new()),
        text => own_words::file::read(&text?),
    }
}

fn read(engine: &Engine, file: &Path, name: &str, options: &Options) -> Result<Article> {
    let text = if file == Path::new("-") {
        input::read(io::stdin().lock(), name)?
    } else {
        input::read_file(file)?
    };
    Ok(engine.analyse(&text, options))
}

/// Reports the corrections that `article` has no place for, one line each; says whether there
/// are any.
fn report_unplaced(article: &Article, name: &str) -> bool {
    for unplaced in &article.unplaced {
        let number = unplaced.index + 1;
        let action = unplaced.correction.action.name();
        // One line, whatever the quote holds.
        let quote = unplaced
            .correction
            .target
            .exact
            .replace(char::is_control, " ");
        let reason = unplaced.reason.sentence();
        eprintln!(
            "wenmai: {name}: correction {number}, {action} “{quote}”, is left out: {reason}: \
             make it again where it belongs, or take it out of the file"
        );
    }
    !article.unplaced.is_empty()
}

/// One article's part of the output; `first` where nothing stands before it.
fn write_article(article: &Article, name: &str, first: bool, arguments: &Arguments) -> String {
    let several = arguments.files.len() > 1;
    let unit = arguments.offset_unit;
    match arguments.format.table() {
        Some(table) if several => {
            let rows = csv::rows(article, table, unit, Some(name));
            if first {
                csv::header(table, true) + &rows
            } else {
                rows
            }
        }
        _ if arguments.format == Format::Markdown && !first => {
            // A rule parts an article from the one before.
            "\n---\n\n".to_owned() + &export::write(article, arguments.format, unit)
        }
        _ => export::write(article, arguments.format, unit),
    }
}
