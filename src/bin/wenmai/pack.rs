//! `wenmai pack`: compiles the pack.

use std::path::PathBuf;

use wenmai::error::{Error, Result};
use wenmai::pack::PackWriter;

/// Compiles the pack from the pinned data packages and data/
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Where to write it
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Compiles the pack and writes it.
///
/// # Errors
/// [`Error::Io`] for the output.
pub fn run(arguments: &Arguments) -> Result<()> {
    let pack = PackWriter::new().write(wenmai::RELEASE);
    std::fs::write(&arguments.output, pack).map_err(|source| Error::Io {
        path: arguments.output.display().to_string(),
        source,
    })
}
