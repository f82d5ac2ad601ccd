//! `wenmai eval`: scores against annotated articles.

use std::path::PathBuf;

use wenmai::engine::Engine;
use wenmai::error::Result;
use wenmai::evaluate::evaluate;

/// Scores against annotated articles
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Folder of .ann files, with .raw.txt files beside them where the raw text differs
    #[arg(long, value_name = "DIR", required_unless_present_any = ["conll", "seg"])]
    gold: Option<PathBuf>,
    /// Corpus of entities, one character and one BIO or BIOES label a line
    #[arg(long, value_name = "FILE")]
    conll: Option<PathBuf>,
    /// Corpus of words, one sentence a line
    #[arg(long, value_name = "FILE")]
    seg: Option<PathBuf>,
    /// A model that wenmai train wrote, instead of the whole engine
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
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
    if let Some(model) = &arguments.model {
        return model_scores(arguments, model, engine);
    }
    let Some(gold) = &arguments.gold else { return Ok(()) };
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

fn model_scores(arguments: &Arguments, model: &std::path::Path, engine: &Engine) -> Result<()> {
    use wenmai::corpus::{self, Format as F};
    let model = wenmai::model::Model::read(std::fs::read(model).unwrap())?;
    let (path, f) = match (&arguments.conll, &arguments.seg) { (Some(p), _) => (p, F::Conll), (_, Some(p)) => (p, F::Words), _ => return Ok(()) };
    let sentences = corpus::read("x", &std::fs::read_to_string(path).unwrap(), f)?;
    let mut counts = std::collections::BTreeMap::<String, (usize, usize, usize)>::new();
    let head = &model.heads()[0];
    for sentence in &sentences {
        let observations = engine.observe(&sentence.text);
        let decoded = model.decode(&observations, 0..observations.len());
        let labels = &decoded[0].labels;
        let found: std::collections::BTreeSet<_> = head.labels().spans(labels).into_iter().map(|(s, e, k)| (s, e, if f == F::Words { String::new() } else { head.labels().types()[k].clone() })).collect();
        let gold: std::collections::BTreeSet<_> = sentence.spans.iter().cloned().collect();
        for x in &found { counts.entry(x.2.clone()).or_default().1 += 1; if gold.contains(x) { counts.entry(x.2.clone()).or_default().0 += 1; } }
        for x in &gold { counts.entry(x.2.clone()).or_default().2 += 1; }
    }
    let mut all = (0, 0, 0);
    for (k, c) in &counts { all.0 += c.0; all.1 += c.1; all.2 += c.2; println!("{k:10} P {:.2} R {:.2} F {:.2} gold {}", 100.0 * c.0 as f64 / c.1 as f64, 100.0 * c.0 as f64 / c.2 as f64, 200.0 * c.0 as f64 / (c.1 + c.2) as f64, c.2); }
    println!("all P {:.2} R {:.2} F {:.2}", 100.0 * all.0 as f64 / all.1 as f64, 100.0 * all.0 as f64 / all.2 as f64, 200.0 * all.0 as f64 / (all.1 + all.2) as f64);
    Ok(())
}
