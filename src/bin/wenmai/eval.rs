//! `wenmai eval`: scores against annotated articles.

use std::path::PathBuf;

use wenmai::engine::Engine;
use wenmai::error::Result;
use wenmai::evaluate::evaluate;

/// Scores against annotated articles
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Folder of .ann files, with .raw.txt files beside them where the raw text differs
    #[arg(long, value_name = "DIR")]
    gold: PathBuf,
    /// How to print the scores
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Also list every missed and spurious mention
    #[arg(long)]
    differences: bool,
    /// The pack to load, instead of $WENMAI_PACK or the one found near the program
    #[arg(long, value_name = "FILE")]
    pub pack: Option<PathBuf>,
}

/// How scores are printed.
#[derive(clap::ValueEnum, Clone, Copy, Debug)]
enum Format {
    /// An aligned table
    Table,
    /// One JSON object
    Json,
}

/// Scores `engine` and prints the result.
///
/// # Errors
/// Whatever [`evaluate`] finds.
pub fn run(arguments: &Arguments, engine: &Engine) -> Result<()> {
    let report = evaluate(engine, &arguments.gold)?;
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
    match arguments.format {
        Format::Table => print!("{}", report.table()),
        Format::Json => println!(
            "{}",
            serde_json::to_string(&report.json()).unwrap_or_default()
        ),
    }
    if !report.texts_unlike_gold.is_empty() {
        eprintln!(
            "repaired text unlike the gold text: {}",
            report.texts_unlike_gold.join(", ")
        );
    }
    Ok(())
}
