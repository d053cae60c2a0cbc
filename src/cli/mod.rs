//! The command line.

mod annotators;
mod check;
mod compare;
mod convert;
mod extract;
mod inputs;
mod joined;
mod merge;
mod outputs;
mod report;
mod words;

use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use words::split_in_words;

use clap::error::ErrorKind as Misuse;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::domain::adjudication::Rule;
use crate::domain::article::reader::ENCODINGS;
use crate::domain::dataset::ratios::Ratios;
use crate::domain::formats::Format;
use crate::domain::formats::outlet::Options;
use crate::domain::id::Annotator;

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is wrong.
    Clean,
    /// Something was reported.
    Reported,
    /// The arguments make no command.
    WrongUsage,
    /// An input can't be read.
    Unreadable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Reported => 1,
            Outcome::WrongUsage | Outcome::Unreadable => 2,
        })
    }
}

/// Where a command reads and writes.
pub struct Streams<'a> {
    /// What `-` reads.
    pub input: &'a mut dyn Read,
    /// What was asked for.
    pub output: &'a mut dyn Write,
    /// What stopped it, and how far it is.
    pub errors: &'a mut dyn Write,
    /// Whether somebody watches how far it is.
    pub shows_progress: bool,
}

/// What stops a command.
enum Stop {
    /// The arguments fit the command, but not each other.
    Usage(String),
    /// An input can't be read.
    Input(String),
    /// The output can't be written.
    Output(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs the command named by the arguments (without the program's own name).
pub fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    let mut errors = io::stderr().lock();
    let shows_progress = errors.is_terminal();
    let outcome = command(
        arguments,
        &mut Streams {
            input: &mut io::stdin().lock(),
            output: &mut io::stdout().lock(),
            errors: &mut errors,
            shows_progress,
        },
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
pub fn command(arguments: impl Iterator<Item = String>, streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let words = std::iter::once("postil".to_owned()).chain(arguments);
    let matches = match grammar().try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(told) if matches!(told.kind(), Misuse::DisplayHelp | Misuse::DisplayVersion) => {
            write!(streams.output, "{told}")?;
            return Ok(Outcome::Clean);
        }
        Err(wrong) => {
            write!(streams.errors, "{wrong}")?;
            return Ok(Outcome::WrongUsage);
        }
    };
    let outcome = match matches.subcommand() {
        Some(("convert", matches)) => convert_request(matches).and_then(|request| convert::convert(&request, streams)),
        Some(("extract", matches)) => extract::extract(
            &extract::Request {
                inputs: texts(matches, "inputs"),
                output: matches.get_one::<PathBuf>("output").cloned(),
                encoding: matches.get_one::<String>("encoding").cloned(),
            },
            streams,
        ),
        Some(("compare", matches)) => compare::compare(
            &compare::Request {
                inputs: texts(matches, "inputs"),
                from: format(matches, "from"),
                json: matches.get_flag("json"),
                seed: matches.get_one::<u64>("seed").copied().unwrap_or_default(),
                report: matches.get_one::<PathBuf>("report").cloned(),
            },
            streams,
        ),
        Some(("merge", matches)) => merge::merge(
            &merge::Request {
                inputs: texts(matches, "inputs"),
                from: format(matches, "from"),
                rule: rule(matches),
                output: matches.get_one::<PathBuf>("output").cloned(),
            },
            streams,
        ),
        Some(("check", matches)) => check::check(&texts(matches, "inputs"), format(matches, "from"), streams),
        _ => Ok(Outcome::WrongUsage),
    };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(Stop::Usage(what)) => {
            writeln!(streams.errors, "postil: {what}. `postil --help` lists what there is.")?;
            Outcome::WrongUsage
        }
        Err(Stop::Input(what)) => {
            writeln!(streams.errors, "{what}")?;
            Outcome::Unreadable
        }
        Err(Stop::Output(error)) => return Err(error),
    };
    streams.output.flush()?;
    Ok(outcome)
}

fn grammar() -> Command {
    let inputs = Arg::new("inputs")
        .value_name("INPUT")
        .num_args(1..)
        .required(true)
        .help("Files, folders or zips; `-` reads standard input");
    let from = Arg::new("from")
        .long("from")
        .value_name("FORMAT")
        .value_parser(named_format)
        .help("What the inputs are, if they are not what they look like");
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    Command::new("postil")
        .about("Article annotation in the browser: this is its command line.")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .after_help(format!(
            "Formats: {}\n\nExit status: 0 if nothing is wrong, 1 if `check` found something or `extract` could not read a file, 2 for wrong usage or input that can't be read.",
            names.join(", ")
        ))
        .subcommand(
            Command::new("check")
                .about("Reads files of any format and reports everything that is not as it should be")
                .arg(inputs.clone())
                .arg(from.clone()),
        )
        .subcommand(
            Command::new("extract")
                .about("Finds the articles in web pages, PDF, DOCX, EPUB, Markdown and text, and writes them as Postil JSON")
                .arg(inputs.clone())
                .arg(path("output", "PATH", "A file, a folder, or a .zip; standard output if nothing is said").short('o'))
                .arg(
                    Arg::new("encoding")
                        .long("encoding")
                        .value_name("NAME")
                        .value_parser(named_encoding)
                        .help("The encoding of texts and pages, if it is not the one it looks like"),
                ),
        )
        .subcommand(
            Command::new("compare")
                .about("Measures how far annotators agree: a file or folder for each, or one file with several sets")
                .arg(inputs.clone())
                .arg(from.clone())
                .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).help("Prints every figure as JSON"))
                .arg(
                    Arg::new("seed")
                        .long("seed")
                        .value_name("N")
                        .value_parser(clap::value_parser!(u64))
                        .default_value("0")
                        .help("What chance is drawn from, for gamma and intervals"),
                )
                .arg(path("report", "FILE", "Writes a report as one HTML file")),
        )
        .subcommand(
            Command::new("merge")
                .about("Merges annotators' work into a gold version by a rule, and lists the conflicts that are left")
                .arg(inputs.clone())
                .arg(from.clone())
                .arg(
                    Arg::new("rule")
                        .long("rule")
                        .value_name("RULE")
                        .value_parser(Rule::NAMES)
                        .default_value("majority")
                        .help("What is taken without asking"),
                )
                .arg(number("votes", "N", "With `threshold`: so many must say it").value_parser(clap::value_parser!(usize)))
                .arg(
                    number("confidence", "X", "With `threshold`: the share of the voices at its place it must have, from 0 to 1")
                        .value_parser(clap::value_parser!(f64)),
                )
                .arg(
                    number("top", "N", "With `threshold`: how many of those with most voices are taken, 0 for all")
                        .value_parser(clap::value_parser!(usize)),
                )
                .arg(path("output", "PATH", "The Postil file; standard output if nothing is said").short('o')),
        )
        .subcommand(
            Command::new("convert")
                .about("Converts files of any format to another")
                .arg(inputs)
                .arg(
                    Arg::new("to")
                        .long("to")
                        .value_name("FORMAT")
                        .required(true)
                        .value_parser(named_format)
                        .help("The format to write"),
                )
                .arg(from)
                .arg(path("output", "PATH", "A file, a folder, or a .zip; standard output if nothing is said").short('o'))
                .arg(path("report", "FILE", "Lists as JSON what could not be read and what the format can't hold"))
                .arg(
                    Arg::new("annotator")
                        .long("annotator")
                        .value_name("NAME")
                        .help("Only this annotator's work; otherwise everybody's, each by itself"),
                )
                .arg(
                    Arg::new("split")
                        .long("split")
                        .value_name("RATIOS")
                        .help("Splits the documents into train, dev and test, as in 0.8,0.1,0.1"),
                )
                .arg(
                    Arg::new("seed")
                        .long("seed")
                        .value_name("N")
                        .requires("split")
                        .value_parser(clap::value_parser!(u64))
                        .default_value("0")
                        .help("What the split is drawn from"),
                )
                .arg(
                    Arg::new("triples")
                        .long("doccano-triples")
                        .action(ArgAction::SetTrue)
                        .help("Writes doccano's `label` triples, for projects without relations"),
                )
                .arg(
                    Arg::new("licence")
                        .long("license")
                        .visible_alias("licence")
                        .value_name("SPDX")
                        .default_value("")
                        .hide_default_value(true)
                        .help("The licence of the data, for formats that name one"),
                ),
        )
}

fn number(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

/// The rule that is asked for.
fn rule(matches: &ArgMatches) -> Rule {
    let named = matches.get_one::<String>("rule").and_then(|name| Rule::named(name)).unwrap_or_default();
    match named {
        Rule::Threshold { votes, confidence, top } => Rule::Threshold {
            votes: matches.get_one::<usize>("votes").copied().unwrap_or(votes),
            confidence: matches.get_one::<f64>("confidence").copied().unwrap_or(confidence),
            top: matches.get_one::<usize>("top").copied().unwrap_or(top),
        },
        other => other,
    }
}

fn path(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .action(ArgAction::Set)
        .value_parser(clap::value_parser!(PathBuf))
        .help(help)
}

fn named_format(name: &str) -> Result<Format, String> {
    Format::named(name).ok_or_else(|| "`postil --help` lists the formats".to_owned())
}

fn named_encoding(name: &str) -> Result<String, String> {
    let known = ENCODINGS.iter().find(|known| known.eq_ignore_ascii_case(name));
    known.map(|known| (*known).to_owned()).ok_or_else(|| format!("there are {}", ENCODINGS.join(", ")))
}

fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
}

fn format(matches: &ArgMatches, name: &str) -> Option<Format> {
    matches.get_one::<Format>(name).copied()
}

fn convert_request(matches: &ArgMatches) -> Result<convert::Request, Stop> {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let ratios = text("split").map(|written| Ratios::parse(&written).map_err(|why| Stop::Usage(split_in_words(&why))));
    let seed = matches.get_one::<u64>("seed").copied().unwrap_or_default();
    let to = format(matches, "to").ok_or_else(|| Stop::Usage("`convert` needs --to".into()))?;
    Ok(convert::Request {
        inputs: texts(matches, "inputs"),
        from: format(matches, "from"),
        to,
        output: matches.get_one::<PathBuf>("output").cloned(),
        report: matches.get_one::<PathBuf>("report").cloned(),
        annotator: text("annotator").map(Annotator::new),
        split: ratios.transpose()?.map(|ratios| (ratios, seed)),
        options: Options {
            licence: text("licence").unwrap_or_default(),
            doccano_triples: matches.get_flag("triples"),
            ..Options::default()
        },
    })
}
