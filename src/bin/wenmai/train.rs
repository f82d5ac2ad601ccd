//! `wenmai train`: trains a model.

use std::path::{Path, PathBuf};

use wenmai::corpus::{self, Format, Sentence};
use wenmai::engine::Engine;
use wenmai::error::{Error, Result};
use wenmai::model::train::crf::Settings;
use wenmai::model::train::{Plan, train_one};
use wenmai::model::write::{Rounding, write};

/// Trains a model on annotated corpora
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Corpora of entities, one character and one BIO or BIOES label a line
    #[arg(long, value_name = "FILE", num_args = 1.., required_unless_present = "seg", conflicts_with = "seg")]
    ner: Vec<PathBuf>,
    /// Corpora of words, one sentence a line
    #[arg(long, value_name = "FILE", num_args = 1..)]
    seg: Vec<PathBuf>,
    /// Where to write the model
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Times that every sentence is seen
    #[arg(long, default_value_t = 10)]
    epochs: usize,
    /// Size of a step
    #[arg(long, default_value_t = 0.1)]
    rate: f32,
    /// L1 term: the larger, the fewer weights
    #[arg(long, default_value_t = 0.05)]
    l1: f32,
    /// L2 term
    #[arg(long, default_value_t = 1.0)]
    l2: f32,
    /// Share of features left out each time a character is seen
    #[arg(long, default_value_t = 0.0)]
    dropout: f32,
    /// Occurrences from which a feature is kept
    #[arg(long, default_value_t = 2)]
    cutoff: u32,
    /// Seed of the order of sentences
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The pack to load, instead of $WENMAI_PACK or the one found near the program
    #[arg(long, value_name = "FILE")]
    pub pack: Option<PathBuf>,
}

/// Trains and writes the model.
///
/// # Errors
/// [`Error::Io`] and [`Error::Annotation`] for the corpora, [`Error::Io`] for the output.
pub fn run(arguments: &Arguments, engine: &Engine) -> Result<()> {
    let words = arguments.ner.is_empty();
    let (paths, format) = if words { (&arguments.seg, Format::Words) } else { (&arguments.ner, Format::Conll) };
    let mut sentences = Vec::new();
    for path in paths {
        sentences.extend(read(path, format)?);
    }
    let plan = Plan {
        settings: Settings {
            epochs: arguments.epochs,
            rate: arguments.rate,
            l1: arguments.l1,
            l2: arguments.l2,
            dropout: arguments.dropout,
            seed: arguments.seed,
        },
        cutoff: arguments.cutoff,
    };
    let head = train_one(engine, &sentences, words, &plan, |line| eprintln!("{line}"))
        .ok_or_else(|| Error::Annotation {
            path: paths[0].display().to_string(),
            line: 0,
            reason: "the corpus has no type or more than 31".to_owned(),
        })?;
    let bytes = write(&[head], &Rounding::default());
    std::fs::write(&arguments.out, bytes).map_err(|source| Error::Io {
        path: arguments.out.display().to_string(),
        source,
    })
}

/// Reads a corpus.
///
/// # Errors
/// [`Error::Io`] and [`Error::Annotation`].
pub fn read(path: &Path, format: Format) -> Result<Vec<Sentence>> {
    let name = path.display().to_string();
    let content = std::fs::read_to_string(path).map_err(|source| Error::Io { path: name.clone(), source })?;
    corpus::read(&name, &content, format)
}
