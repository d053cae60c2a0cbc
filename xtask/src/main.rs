//! `cargo xtask`: the one door to every tool of the project.

mod bench;
mod browser;
mod dist;
mod fuzz;
mod interop;
mod server;
mod steps;
mod test;
mod tools;

use std::process::ExitCode;

use steps::{Failure, say};

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N] [--release]   build and serve on 127.0.0.1 (port 8080 unless told)
  build                          release build: leaves dist/, which any host can serve from any sub-path
  test [--fast]                  every check; --fast stops after the native tests
  interop [FORMAT… | agreement]  has other programs load our exports and measure agreement, and compares what they find
  fuzz [FORMAT] [--seconds N]    feeds the importers and readers, or one of them, whatever libFuzzer thinks of (60 seconds each)
  bench                          release build, then measures opening and editing long articles in Chromium
  bench agreement                measures comparing annotators, beside pygamma-agreement
  bench convert                  measures conversions between formats, beside other programs' own libraries
  bench extract FOLDER           measures finding articles in web pages, beside what Readability.js finds in them
  help                           this text

What is missing is installed first, into a cache folder of the user.
";

/// What the command line asks for.
#[derive(Debug, PartialEq, Eq)]
enum Task {
    Serve { port: u16, release: bool },
    Build,
    Test { fast: bool },
    Interop { formats: Vec<String> },
    Fuzz { format: Option<String>, seconds: u32 },
    Bench,
    BenchAgreement,
    BenchConvert,
    BenchExtract { folder: String },
    Help,
}

impl Task {
    /// Reads the arguments after `cargo xtask`.
    ///
    /// # Errors
    /// Names the argument that is not understood.
    fn parse(arguments: &[String]) -> Result<Self, Failure> {
        let (name, options) = arguments.split_first().map_or(("help", arguments), |(name, rest)| (name.as_str(), rest));
        let mut options = options.iter().map(String::as_str);
        let task = match name {
            "serve" => {
                let (mut port, mut release) = (8080, false);
                while let Some(option) = options.next() {
                    match option {
                        "--release" => release = true,
                        "--port" => port = parse_port(options.next())?,
                        other => return Err(misunderstood(other)),
                    }
                }
                Self::Serve { port, release }
            }
            "build" => Self::Build,
            "test" => {
                let mut fast = false;
                for option in options.by_ref() {
                    match option {
                        "--fast" => fast = true,
                        other => return Err(misunderstood(other)),
                    }
                }
                Self::Test { fast }
            }
            "interop" => Self::Interop { formats: options.by_ref().map(str::to_owned).collect() },
            "fuzz" => {
                let (mut format, mut seconds) = (None, 60);
                while let Some(option) = options.next() {
                    match option {
                        "--seconds" => seconds = parse_seconds(options.next())?,
                        other if other.starts_with('-') || format.is_some() => return Err(misunderstood(other)),
                        other => format = Some(other.to_owned()),
                    }
                }
                Self::Fuzz { format, seconds }
            }
            "bench" => match options.next() {
                None => Self::Bench,
                Some("convert") => Self::BenchConvert,
                Some("agreement") => Self::BenchAgreement,
                Some("extract") => Self::BenchExtract {
                    folder: options.next().map(str::to_owned).ok_or_else(|| {
                        Failure::new("no folder of pages", "name one: cargo xtask bench extract FOLDER")
                    })?,
                },
                Some(other) => return Err(misunderstood(other)),
            },
            "help" | "--help" | "-h" => Self::Help,
            other => return Err(misunderstood(other)),
        };
        options.next().map_or(Ok(task), |extra| Err(misunderstood(extra)))
    }
}

fn parse_port(value: Option<&str>) -> Result<u16, Failure> {
    value
        .and_then(|value| value.parse().ok())
        .filter(|&port| port != 0)
        .ok_or_else(|| Failure::new("--port has no usable number", "give a number from 1 to 65535: --port 8081"))
}

fn parse_seconds(value: Option<&str>) -> Result<u32, Failure> {
    value
        .and_then(|value| value.parse().ok())
        .filter(|&seconds| seconds != 0)
        .ok_or_else(|| Failure::new("--seconds has no usable number", "give a number from 1: --seconds 600"))
}

fn misunderstood(argument: &str) -> Failure {
    Failure::new(format!("`{argument}` is not understood"), "see `cargo xtask help`")
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = Task::parse(&arguments).and_then(|task| match task {
        Task::Serve { port, release } => server::serve_page(port, release).map(|()| ExitCode::SUCCESS),
        Task::Build => dist::build_and_report().map(|()| ExitCode::SUCCESS),
        Task::Test { fast } => test::run_all(fast),
        Task::Interop { formats } => interop::run_all(&formats).map(|agrees| match agrees {
            false => ExitCode::FAILURE,
            true => ExitCode::SUCCESS,
        }),
        Task::Fuzz { format, seconds } => fuzz::run_all(format.as_deref(), seconds).map(|()| ExitCode::SUCCESS),
        Task::Bench => bench::page::measure().map(|()| ExitCode::SUCCESS),
        Task::BenchAgreement => bench::agreement::measure().map(|()| ExitCode::SUCCESS),
        Task::BenchConvert => bench::convert::measure().map(|()| ExitCode::SUCCESS),
        Task::BenchExtract { folder } => bench::extract::measure(folder.as_ref()).map(|()| ExitCode::SUCCESS),
        Task::Help => {
            say(HELP);
            Ok(ExitCode::SUCCESS)
        }
    });
    outcome.unwrap_or_else(|failure| {
        say(&failure.to_string());
        ExitCode::FAILURE
    })
}

#[cfg(test)]
mod tests {
    use super::Task;

    fn parse(line: &str) -> Result<Task, String> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Task::parse(&arguments).map_err(|failure| failure.to_string())
    }

    #[test]
    fn reads_commands_and_their_options() {
        assert_eq!(parse(""), Ok(Task::Help));
        assert_eq!(parse("serve"), Ok(Task::Serve { port: 8080, release: false }));
        assert_eq!(parse("serve --release --port 9000"), Ok(Task::Serve { port: 9000, release: true }));
        assert_eq!(parse("test"), Ok(Task::Test { fast: false }));
        assert_eq!(parse("test --fast"), Ok(Task::Test { fast: true }));
        assert_eq!(parse("build"), Ok(Task::Build));
        assert_eq!(parse("bench"), Ok(Task::Bench));
        assert_eq!(parse("bench convert"), Ok(Task::BenchConvert));
        assert_eq!(parse("bench agreement"), Ok(Task::BenchAgreement));
        assert_eq!(parse("bench extract pages"), Ok(Task::BenchExtract { folder: "pages".into() }));
        assert_eq!(parse("fuzz"), Ok(Task::Fuzz { format: None, seconds: 60 }));
        assert_eq!(parse("fuzz brat --seconds 5"), Ok(Task::Fuzz { format: Some("brat".into()), seconds: 5 }));
        assert_eq!(parse("interop"), Ok(Task::Interop { formats: Vec::new() }));
        assert_eq!(parse("interop brat w3c"), Ok(Task::Interop { formats: vec!["brat".into(), "w3c".into()] }));
    }

    #[test]
    fn names_what_it_does_not_understand() {
        for (line, word) in [("sevre", "sevre"), ("build --fast", "--fast"), ("test --fats", "--fats")] {
            assert!(parse(line).unwrap_err().contains(word), "{line}");
        }
        assert!(parse("bench extract").unwrap_err().contains("folder"));
        for line in ["serve --port", "serve --port 0", "serve --port 70000", "serve --port x"] {
            assert!(parse(line).unwrap_err().contains("--port"), "{line}");
        }
    }
}
