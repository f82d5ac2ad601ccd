//! `wenmai pack`: compiles the pack.

use std::path::PathBuf;
use std::process::ExitCode;

use wenmai::error::Error;
use wenmai::pack::PackWriter;

use crate::report::report;

/// Compiles the pack from the pinned data packages and data/
#[derive(clap::Args)]
pub struct Arguments {
    /// Where to write it
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Runs the subcommand.
pub fn run(arguments: &Arguments) -> ExitCode {
    let pack = PackWriter::new().write(wenmai::RELEASE);
    match std::fs::write(&arguments.output, pack) {
        Ok(()) => ExitCode::SUCCESS,
        Err(source) => {
            let path = arguments.output.display().to_string();
            report(None, &Error::Io { path, source });
            ExitCode::FAILURE
        }
    }
}
