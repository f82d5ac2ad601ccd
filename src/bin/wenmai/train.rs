//! `wenmai train`: trains a model.

use std::path::{Path, PathBuf};

use wenmai::corpus::{Format, Part, articles, read_file};
use wenmai::engine::Engine;
use wenmai::entity::EntityKind;
use wenmai::error::{Error, Result};
use wenmai::model::labels::Labels;
use wenmai::model::train::crf::Settings;
use wenmai::model::train::{Plan, recipe, train_alone, train_together};
use wenmai::model::write::{HeadWeights, Rounding, write};

/// Trains a model on annotated corpora
#[derive(clap::Args, Debug)]
#[command(group = clap::ArgGroup::new("corpora").required(true))]
pub struct Arguments {
    /// Corpora of entities, one character and one BIO or BIOES label a line
    #[arg(long, value_name = "FILE", num_args = 1.., group = "corpora")]
    ner: Vec<PathBuf>,
    /// Corpora of words, one sentence a line
    #[arg(long, value_name = "FILE", num_args = 1.., group = "corpora")]
    seg: Vec<PathBuf>,
    /// List of corpora with other conventions than ours, one a line, as in data/recipe.tsv
    #[arg(long, value_name = "FILE", group = "corpora")]
    recipe: Option<PathBuf>,
    /// Folders that hold the corpora of the recipe
    #[arg(long, value_name = "DIR", num_args = 1.., requires = "recipe")]
    from: Vec<PathBuf>,
    /// Where to write the model
    #[arg(short, long, value_name = "FILE")]
    out: PathBuf,
    /// Times that every sentence is seen
    #[arg(long, default_value_t = 10)]
    epochs: usize,
    /// Size of a step
    #[arg(long, default_value_t = 0.05)]
    rate: f32,
    /// L1 term: the larger, the fewer weights
    #[arg(long, default_value_t = 0.05)]
    l1: f32,
    /// L2 term
    #[arg(long, default_value_t = 2.0)]
    l2: f32,
    /// Occurrences from which a feature is kept
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..))]
    cutoff: u32,
    /// Weights of an entity head that are kept, the largest
    #[arg(long, value_name = "NUMBER")]
    keep: Option<usize>,
    /// Weights of a word head that are kept, the largest
    #[arg(long, value_name = "NUMBER")]
    keep_words: Option<usize>,
    /// Times that every sentence is seen again with the weights that are kept
    #[arg(long, default_value_t = 2)]
    epochs_after: usize,
    /// Levels of a rounded weight on either side of zero, at most 127
    #[arg(long, default_value_t = 127, value_parser = clap::value_parser!(u8).range(1..=127))]
    levels: u8,
    /// Bits of a feature's fingerprint, 8 or 16
    #[arg(long, default_value_t = 16, value_parser = fingerprint_bits)]
    fingerprint: u8,
    /// Sentences that stand one after the other and are read together
    #[arg(long, default_value_t = 20)]
    lines: usize,
    /// Keep one article in so many apart, for scores with wenmai eval --held-out
    #[arg(long, value_name = "NUMBER")]
    held_out: Option<usize>,
    /// Seed of the order of sentences
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The pack to load, instead of $WENMAI_PACK or the one found near the program
    #[arg(long, value_name = "FILE")]
    pub pack: Option<PathBuf>,
}

/// A model keeps whole bytes of fingerprints.
fn fingerprint_bits(text: &str) -> std::result::Result<u8, &'static str> {
    match text {
        "8" => Ok(8),
        "16" => Ok(16),
        _ => Err("give 8 or 16"),
    }
}

/// Trains and writes the model.
///
/// # Errors
/// [`Error::Io`] and [`Error::Annotation`] for the corpora, [`Error::Io`] for the output.
pub fn run(arguments: &Arguments, engine: &Engine) -> Result<()> {
    let mut report = |line: &str| eprintln!("{line}");
    let heads = match &arguments.recipe {
        Some(recipe) => together(arguments, engine, recipe, &mut report)?,
        None => vec![alone(arguments, engine, &mut report)?],
    };
    let rounding = Rounding {
        levels: f32::from(arguments.levels),
        fingerprint_bits: arguments.fingerprint,
        ..Rounding::default()
    };
    let bytes = write(&heads, &rounding);
    std::fs::write(&arguments.out, bytes).map_err(|source| Error::Io {
        path: arguments.out.display().to_string(),
        source,
    })
}

fn plan(arguments: &Arguments, keep: Option<usize>) -> Plan {
    Plan {
        settings: Settings {
            epochs: arguments.epochs,
            rate: arguments.rate,
            l1: arguments.l1,
            l2: arguments.l2,
            seed: arguments.seed,
        },
        cutoff: arguments.cutoff,
        keep,
        epochs_after: arguments.epochs_after,
    }
}

fn alone(
    arguments: &Arguments,
    engine: &Engine,
    report: &mut dyn FnMut(&str),
) -> Result<HeadWeights> {
    let words = arguments.ner.is_empty();
    let (paths, format, keep) = if words {
        (&arguments.seg, Format::Words, arguments.keep_words)
    } else {
        (&arguments.ner, Format::Conll, arguments.keep)
    };
    let mut sentences = Vec::new();
    for path in paths {
        sentences.extend(read_file(path, format)?);
    }
    let articles = articles(
        &sentences,
        arguments.lines,
        arguments.held_out,
        Part::Training,
    );
    let plan = plan(arguments, keep);
    train_alone(engine, &articles, words, &plan, report).ok_or_else(|| Error::Annotation {
        path: paths
            .iter()
            .map(|path| path.display().to_string())
            .collect(),
        line: 0,
        reason: format!("the corpus has no type or more than {}", Labels::MAX_TYPES),
    })
}

fn together(
    arguments: &Arguments,
    engine: &Engine,
    recipe: &Path,
    report: &mut dyn FnMut(&str),
) -> Result<Vec<HeadWeights>> {
    let types = EntityKind::ALL
        .into_iter()
        .filter(|kind| *kind != EntityKind::Term);
    let entities = Labels::entities(types.map(|kind| kind.full_name().to_owned()).collect());
    let mut heads = Vec::new();
    for (labels, keep) in [
        (Some(Labels::words()), arguments.keep_words),
        (entities, arguments.keep),
    ] {
        let Some(labels) = labels else { continue };
        let ingredients = recipe::read(recipe, &arguments.from, &labels, arguments.held_out)?;
        if !ingredients.is_empty() {
            heads.push(train_together(
                engine,
                &ingredients,
                &labels,
                &plan(arguments, keep),
                report,
            ));
        }
    }
    Ok(heads)
}
