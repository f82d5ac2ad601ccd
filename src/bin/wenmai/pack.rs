//! `wenmai pack`: compiles the pack.

use std::path::PathBuf;

use clap::ValueEnum;
use wenmai::error::{Error, Result};
use wenmai::pack::compile::{self, Sources};

/// The packs.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Part {
    /// What reading a text needs
    Base,
    /// Readings of phrases, for reading aids
    Readings,
    /// Definitions of words (CC-CEDICT, under its own licence)
    Definitions,
    /// Phrases for showing Simplified text in Traditional characters
    Phrases,
}

/// Compiles a pack from the pinned data packages and data/
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The project's folder, with data/, node_modules/ and Cargo.toml
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Which pack
    #[arg(long, value_enum, default_value = "base")]
    part: Part,
    /// Where to write the pack; as dist/site/wenmai.pack or dist/site/wenmai-readings.pack if absent
    #[arg(short, long)]
    output: Option<PathBuf>,
}

/// Compiles the pack and writes it.
///
/// # Errors
/// Whatever [`compile::compile`] finds, and [`Error::Io`] for the output.
pub fn run(arguments: &Arguments) -> Result<()> {
    let sources = Sources {
        root: arguments.root.clone(),
    };
    let (part, usual) = match arguments.part {
        Part::Base => (compile::Part::Base, "dist/site/wenmai.pack"),
        Part::Readings => (compile::Part::Readings, "dist/site/wenmai-readings.pack"),
        Part::Definitions => (
            compile::Part::Definitions,
            "dist/site/wenmai-definitions.pack",
        ),
        Part::Phrases => (compile::Part::Phrases, "dist/site/wenmai-phrases.pack"),
    };
    let output = arguments.output.clone().unwrap_or_else(|| usual.into());
    let bytes = compile::compile_part(&sources, part)?;
    let written = wenmai::pack::Pack::read(bytes.clone())?;
    std::fs::write(&output, &bytes).map_err(|source| Error::Io {
        path: output.display().to_string(),
        source,
    })?;
    for (name, length) in written.sections() {
        println!("{name:<12}{length:>10} bytes");
    }
    println!(
        "{:<12}{:>10} bytes, release {}",
        "all",
        bytes.len(),
        written.release()
    );
    Ok(())
}
