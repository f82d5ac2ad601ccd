//! The command line: one module a subcommand.

mod engine;
mod eval;
mod pack;
mod render;
mod report;
mod tag;
#[cfg(feature = "train")]
mod train;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use report::Failure;

/// Reads Chinese news: repairs scraped text, and tags who, what, where, when and how much.
#[derive(Parser, Debug)]
#[command(name = "wenmai", version = wenmai::RELEASE)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Tag(tag::Arguments),
    Render(render::Arguments),
    Pack(pack::Arguments),
    Eval(eval::Arguments),
    #[cfg(feature = "train")]
    Train(train::Arguments),
}

fn main() -> ExitCode {
    // Bad use ends here, with clap's sentence and exit code 2.
    let command = CommandLine::parse().command;
    let conflict = match &command {
        Command::Tag(arguments) => arguments.conflict().map(|conflict| ("tag", conflict)),
        Command::Render(arguments) => arguments.conflict().map(|conflict| ("render", conflict)),
        _ => None,
    };
    if let Some((name, (kind, sentence))) = conflict {
        let mut usage = CommandLine::command();
        usage.build();
        let mut used = usage.find_subcommand(name).cloned().unwrap_or(usage);
        used.error(kind, sentence).exit();
    }
    run(&command).unwrap_or_else(|failure| {
        failure.report();
        ExitCode::FAILURE
    })
}

fn run(command: &Command) -> Result<ExitCode, Failure> {
    match command {
        Command::Tag(arguments) => return tag::run(arguments),
        Command::Render(arguments) => return render::run(arguments),
        Command::Pack(arguments) => pack::run(arguments)?,
        Command::Eval(arguments) => {
            eval::run(arguments, &mut engine::load(arguments.pack.as_deref())?)?;
        }
        #[cfg(feature = "train")]
        Command::Train(arguments) => {
            train::run(
                arguments,
                &engine::load_untrained(arguments.pack.as_deref())?,
            )?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
