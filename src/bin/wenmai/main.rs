//! The command line.

mod eval;
mod pack;

use clap::{Parser, Subcommand};

#[derive(Parser, Debug)]
#[command(name = "wenmai", version = wenmai::RELEASE)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Compile the pack
    Pack(pack::Arguments),
    /// Score against annotated articles
    Eval(eval::Arguments),
}

fn main() {
    let result = match CommandLine::parse().command {
        Command::Pack(arguments) => pack::run(&arguments),
        Command::Eval(arguments) => std::fs::read("dist/wenmai.pack")
            .map_err(|source| wenmai::error::Error::Io {
                path: "dist/wenmai.pack".into(),
                source,
            })
            .and_then(wenmai::engine::Engine::new)
            .and_then(|engine| eval::run(&arguments, &engine)),
    };
    if let Err(error) = result {
        eprintln!("wenmai: {error}: {}", error.cure());
        std::process::exit(1);
    }
}
