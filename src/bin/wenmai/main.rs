//! The command line: one module a subcommand.

mod engine;
mod pack;
mod report;
mod tag;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads Chinese news: repairs scraped text, and tags who, what, where, when and how much.
#[derive(Parser)]
#[command(name = "wenmai", version = wenmai::RELEASE)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Tag(tag::Arguments),
    Pack(pack::Arguments),
}

fn main() -> ExitCode {
    // Bad use ends here, with clap's sentence and exit code 2.
    match Arguments::parse().command {
        Command::Tag(arguments) => tag::run(&arguments),
        Command::Pack(arguments) => pack::run(&arguments),
    }
}
