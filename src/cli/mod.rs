//! The command line.

mod check;

use std::io::{self, ErrorKind, Read, Write};
use std::process::ExitCode;

const HELP: &str = "\
Article annotation in the browser: this is its command line.

Usage: postil check FILE…
       postil --help | --version

Commands:
  check FILE…  Read Postil JSON and report everything that is not as it should be;
               `-` reads standard input

Options:
  -h, --help     Print this help
  -V, --version  Print the version

Exit status: 0 if nothing is wrong, 1 if something was reported, 2 for wrong usage.
";

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// Something was reported.
    Reported,
    /// The arguments make no command.
    WrongUsage,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Reported => 1,
            Outcome::WrongUsage => 2,
        })
    }
}

/// Where a command reads and writes.
pub struct Streams<'a> {
    /// What `-` reads.
    pub input: &'a mut dyn Read,
    /// What was asked for.
    pub output: &'a mut dyn Write,
    /// What stopped it.
    pub errors: &'a mut dyn Write,
}

/// Runs the command named by the arguments (without the program's own name).
pub fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    let mut errors = io::stderr().lock();
    let outcome = command(
        arguments,
        &mut Streams { input: &mut io::stdin().lock(), output: &mut io::stdout().lock(), errors: &mut errors },
    );
    match outcome {
        Ok(outcome) => outcome.into(),
        // Who reads the output has seen enough (`| head`); there is no one left to tell.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Outcome::Reported.into(),
        Err(error) => {
            // If even this can't be written, the exit status says it.
            let _ = writeln!(errors, "postil: the output can't be written: {error}");
            Outcome::Reported.into()
        }
    }
}

/// Runs the command named by the arguments on the given streams.
///
/// # Errors
/// If a stream can't be written; input that can't be read is reported instead.
pub fn command(mut arguments: impl Iterator<Item = String>, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let outcome = match arguments.next().as_deref() {
        Some("-h" | "--help") => {
            streams.output.write_all(HELP.as_bytes())?;
            Outcome::Clean
        }
        Some("-V" | "--version") => {
            writeln!(streams.output, "postil {}", env!("CARGO_PKG_VERSION"))?;
            Outcome::Clean
        }
        Some("check") => {
            let files: Vec<String> = arguments.collect();
            if let Some(option) = files.iter().find(|file| file.len() > 1 && file.starts_with('-')) {
                wrong_usage(streams, &format!("`check` has no option {option:?}; for a file write ./{option}"))?
            } else if files.is_empty() {
                wrong_usage(streams, "`check` needs at least one file")?
            } else {
                check::check(&files, streams)?
            }
        }
        Some(other) => wrong_usage(streams, &format!("there is no command {other:?}"))?,
        None => wrong_usage(streams, "no command given")?,
    };
    streams.output.flush()?;
    Ok(outcome)
}

fn wrong_usage(streams: &mut Streams<'_>, what: &str) -> io::Result<Outcome> {
    writeln!(streams.errors, "postil: {what}. `postil --help` lists what there is.")?;
    Ok(Outcome::WrongUsage)
}
