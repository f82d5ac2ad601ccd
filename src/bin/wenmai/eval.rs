//! `wenmai eval`: scores against annotated articles and corpora.

use std::path::{Path, PathBuf};

use wenmai::corpus::map::Map;
use wenmai::corpus::{self, Format, Part, Sentence, read_file, read_text};
use wenmai::engine::Engine;
use wenmai::error::{Error, Result};
use wenmai::evaluate::corpus::{Reader, Task, evaluate_corpus};
use wenmai::evaluate::evaluate;
use wenmai::model::Model;

/// Scores against annotated articles or a corpus
#[derive(clap::Args, Debug)]
#[command(group = clap::ArgGroup::new("texts").required(true))]
pub struct Arguments {
    /// Folder of .ann files, with .raw.txt files beside them where the raw text differs
    #[arg(long, value_name = "DIR", group = "texts")]
    gold: Option<PathBuf>,
    /// Corpus of entities, one character and one BIO or BIOES label a line
    #[arg(long, value_name = "FILE", group = "texts")]
    conll: Option<PathBuf>,
    /// Corpus of words, one sentence a line
    #[arg(long, value_name = "FILE", group = "texts")]
    seg: Option<PathBuf>,
    /// What the corpus calls the types, as in data/maps
    #[arg(long, value_name = "FILE", requires = "conll")]
    map: Option<PathBuf>,
    /// A model that wenmai train wrote: for a corpus it reads alone, for articles in the place of the pack's
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Sentences of the corpus that stand one after the other and are read together
    #[arg(long, default_value_t = 20)]
    lines: usize,
    /// Read only the articles of the corpus that wenmai train --held-out kept apart
    #[arg(long, value_name = "NUMBER")]
    held_out: Option<usize>,
    /// How to print the scores
    #[arg(long, value_enum, default_value_t = Output::Table)]
    format: Output,
    /// Also list every missed and spurious mention, link and relation
    #[arg(long)]
    differences: bool,
    /// The pack to load, instead of $WENMAI_PACK or the one found near the program
    #[arg(long, value_name = "FILE")]
    pub pack: Option<PathBuf>,
}

/// How scores are printed.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Output {
    /// An aligned table
    Table,
    /// One JSON object
    Json,
}

/// Scores the engine, or a model alone, and prints the result.
///
/// # Errors
/// Whatever is wrong with the gold, the corpus, the map or the model.
pub fn run(arguments: &Arguments, engine: &mut Engine) -> Result<()> {
    let model = arguments.model.as_deref().map(read_bytes).transpose()?;
    if let Some(gold) = &arguments.gold {
        if let Some(model) = model {
            engine.set_model(Model::read(&model)?);
        }
        return articles(arguments, engine, gold);
    }
    let model = model.as_deref().map(Model::read).transpose()?;
    let reader = match &model {
        Some(model) => Reader::Model(engine, model),
        None => Reader::Engine(engine),
    };
    let scored = |sentences: &[Sentence], task| {
        let articles = corpus::articles(
            sentences,
            arguments.lines,
            arguments.held_out,
            Part::HeldOut,
        );
        evaluate_corpus(reader, &articles, task)
    };
    let report = match (&arguments.conll, &arguments.seg) {
        (Some(path), _) => {
            let types = reader.types(false)?;
            let map = arguments
                .map
                .as_ref()
                .map(|path| Map::parse(&path.display().to_string(), &read_text(path)?, &types));
            let task = Task::Entities(&map.transpose()?.unwrap_or_else(|| Map::identity(&types)));
            scored(&read_file(path, Format::Conll)?, task)?
        }
        (_, Some(path)) => scored(&read_file(path, Format::Words)?, Task::Words)?,
        _ => return Ok(()),
    };
    print(arguments, &report.table(), &report.json());
    Ok(())
}

fn print(arguments: &Arguments, table: &str, json: &impl serde::Serialize) {
    match arguments.format {
        Output::Table => print!("{table}"),
        Output::Json => println!("{}", serde_json::to_string(json).unwrap_or_default()),
    }
}

fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|source| Error::Io {
        path: path.display().to_string(),
        source,
    })
}

fn articles(arguments: &Arguments, engine: &Engine, gold: &Path) -> Result<()> {
    let report = evaluate(engine, gold)?;
    if arguments.differences {
        for difference in &report.differences {
            let sign = if difference.missed {
                "missed  "
            } else {
                "spurious"
            };
            println!(
                "{sign} {:<9}{:<9}{}  {}",
                difference.article, difference.label, difference.context, difference.rule
            );
        }
    }
    if arguments.differences {
        for found in &report.knowledge.disagreements {
            let sign = if found.missed { "missed  " } else { "spurious" };
            println!(
                "{sign} {:<9}{:<11}{}",
                found.article, found.label, found.text
            );
        }
    }
    print(arguments, &report.table(), &report.json());
    if !report.texts_unlike_gold.is_empty() {
        eprintln!(
            "repaired text unlike the gold text: {}",
            report.texts_unlike_gold.join(", ")
        );
    }
    Ok(())
}
