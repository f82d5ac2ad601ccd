//! `wenmai pack`: compiles the pack.

use std::path::PathBuf;

use wenmai::error::{Error, Result};
use wenmai::pack::compile::{self, Sources};

/// Compiles the pack from the pinned data packages and data/
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The project's folder, with data/, node_modules/ and Cargo.toml
    #[arg(long, default_value = ".")]
    root: PathBuf,
    /// Where to write the pack
    #[arg(short, long, default_value = "dist/wenmai.pack")]
    output: PathBuf,
}

/// Compiles the pack and writes it.
///
/// # Errors
/// Whatever [`compile::compile`] finds, and [`Error::Io`] for the output.
pub fn run(arguments: &Arguments) -> Result<()> {
    let bytes = compile::compile(&Sources {
        root: arguments.root.clone(),
    })?;
    let written = wenmai::pack::Pack::read(bytes.clone())?;
    std::fs::write(&arguments.output, &bytes).map_err(|source| Error::Io {
        path: arguments.output.display().to_string(),
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
