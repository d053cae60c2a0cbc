//! Every check of the project, in the order in which a mistake is cheapest to find.

use std::path::Path;
use std::process::{Command, ExitCode};

use crate::browser::{self, Stage};
use crate::dist;
use crate::steps::{Failure, cargo, run, run_and_read, say};
use crate::tools::{self, TARGET, Tools};
use crate::{fuzz, interop};

const READ_ABOVE: &str = "the reason stands above";

/// How many checks and tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Totals {
    passed: usize,
    failed: usize,
}

/// The totals so far, and the failures to repeat at the end, where they are seen.
#[derive(Default)]
struct Report {
    totals: Totals,
    failures: Vec<String>,
}

/// Runs the checks, each one even after a failure of another, and ends with one line of totals. `fast` stops after
/// the native tests.
///
/// # Errors
/// If a tool is missing and cannot be installed.
pub(crate) fn run_all(fast: bool) -> Result<ExitCode, Failure> {
    Tools::target()?;
    let wanted = if fast { None } else { Some((Tools::for_page(true)?, browser::driver()?)) };
    let mut report = Report::default();

    report.check("formatting", "seconds", || run_cargo(&["fmt", "--all", "--check"], "run `cargo fmt --all`"));
    let strict = ["--", "-D", "warnings"];
    report.check("clippy, native", "a minute the first time", || {
        run_cargo(&[["clippy", "--workspace", "--all-targets"].as_slice(), &strict].concat(), READ_ABOVE)
    });
    report.check("clippy, browser", "a minute the first time", || {
        let options = ["clippy", "--package", "postil", "--all-targets", "--target", TARGET];
        run_cargo(&[options.as_slice(), &strict].concat(), READ_ABOVE)
    });
    report.tests("native tests", "two minutes the first time", || {
        let mut command = cargo();
        // Named one by one, because the end-to-end tests are native too and need a page.
        command.args(["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--test", "domain"]);
        command
    });

    if !fast {
        report.check("fuzzing, each importer for a few seconds", "five minutes the first time", fuzz::smoke);
        report.interop();
    }

    if let Some((tools, driver)) = &wanted {
        report.tests("browser tests", "two minutes the first time", || {
            let mut command = tools.equip(cargo());
            command.args(["test", "--package", "postil", "--target", TARGET, "--test", "browser"]);
            command.env("CHROMEDRIVER", driver).env("WASM_BINDGEN_TEST_TIMEOUT", "300");
            command
        });
        if report.check("release build", "three minutes the first time", || dist::build(tools, true)) {
            report.check("first-load size", "seconds", dist::check_size);
            report.check("page without inline code and fixed addresses", "seconds", dist::check_page);
            report.staged(driver);
        }
    }
    Ok(report.end())
}

fn run_cargo(arguments: &[&str], advice: &str) -> Result<(), Failure> {
    run(cargo().args(arguments), advice)
}

impl Report {
    /// Runs a check that either holds or not; whether it held.
    fn check(&mut self, name: &str, time: &str, check: impl FnOnce() -> Result<(), Failure>) -> bool {
        begin(name, time);
        match check() {
            Ok(()) => {
                self.totals.passed += 1;
                true
            }
            Err(failure) => {
                self.fail(name, &failure.to_string());
                false
            }
        }
    }

    /// Runs a command of tests and counts them.
    fn tests(&mut self, name: &str, time: &str, command: impl FnOnce() -> Command) {
        begin(name, time);
        self.count(name, &mut command());
    }

    /// Has other programs read our exports, and counts what they found as it should be.
    fn interop(&mut self) {
        let name = "other programs read our exports";
        begin(name, "ten minutes the first time");
        match interop::run(&[]) {
            Ok(Some((output, succeeded))) => self.take(name, &output, succeeded),
            // Said already; the program itself needs no Python.
            Ok(None) => {}
            Err(failure) => self.fail(name, &failure.to_string()),
        }
        let name = "measures of agreement beside independent ones";
        begin(name, "four minutes the first time");
        match interop::agreement() {
            Ok(Some((output, succeeded))) => self.take(name, &output, succeeded),
            Ok(None) => {}
            Err(failure) => self.fail(name, &failure.to_string()),
        }
    }

    /// Runs the end-to-end tests against the built page.
    fn staged(&mut self, driver: &Path) {
        let name = "end-to-end tests";
        begin(name, "a few minutes");
        match Stage::open(driver).and_then(|stage| Ok((stage, tools::axe()?))) {
            Ok((stage, axe)) => {
                let mut command = cargo();
                command.args(["test", "--package", "postil", "--test", "e2e"]).env("POSTIL_AXE", axe);
                stage.tell(&mut command);
                self.count(name, &mut command);
            }
            Err(failure) => self.fail(name, &failure.to_string()),
        }
    }

    fn count(&mut self, name: &str, command: &mut Command) {
        match run_and_read(command, READ_ABOVE) {
            Ok((output, succeeded)) => self.take(name, &output, succeeded),
            Err(failure) => self.fail(name, &failure.to_string()),
        }
    }

    /// Counts the tests a run tells of.
    fn take(&mut self, name: &str, output: &str, succeeded: bool) {
        let totals = totals_in(output);
        self.totals.passed += totals.passed;
        self.totals.failed += totals.failed;
        if totals.failed > 0 {
            self.failures.push(format!("{name}: {} failed", totals.failed));
        } else if !succeeded {
            self.fail(name, "could not be built or broke off; the reason stands above");
        } else if totals.passed == 0 {
            self.fail(name, "no test ran");
        }
    }

    fn fail(&mut self, name: &str, reason: &str) {
        self.totals.failed += 1;
        self.failures.push(format!("{name}: {reason}"));
    }

    /// Prints the failures again, then the line of totals.
    fn end(self) -> ExitCode {
        say("");
        for failure in &self.failures {
            say(failure);
        }
        say(&format!("{} passed, {} failed", self.totals.passed, self.totals.failed));
        if self.totals.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

fn begin(name: &str, time: &str) {
    say(&format!("\n== {name} ({time})"));
}

/// Adds up the summary lines of test runs, native and in the browser alike.
fn totals_in(output: &str) -> Totals {
    output.lines().filter_map(|line| line.split_once("test result: ")).fold(Totals::default(), |sum, (_, summary)| {
        Totals { passed: sum.passed + before(summary, " passed"), failed: sum.failed + before(summary, " failed") }
    })
}

/// The number that stands right before a word.
fn before(summary: &str, word: &str) -> usize {
    let number = summary.split_once(word).and_then(|(text, _)| text.rsplit(' ').next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::process::Stdio;

    use super::{Report, Totals, totals_in};
    use crate::steps::{Failure, cargo};

    #[test]
    fn adds_up_the_summaries_of_all_runs() {
        let output = "running 3 tests\ntest a ... ok\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\n\
            test b ... FAILED\n\
            test result: FAILED. 12 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.20s\n\
            test result: ok. 7 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.31s\n";
        assert_eq!(totals_in(output), Totals { passed: 22, failed: 2 });
        assert_eq!(totals_in("running 0 tests\n"), Totals::default());
    }

    #[test]
    fn a_failed_check_counts_and_is_named() {
        let mut report = Report::default();
        assert!(report.check("first", "no time", || Ok(())));
        assert!(!report.check("second", "no time", || Err(Failure::new("broken", "mend it"))));
        assert_eq!(report.totals, Totals { passed: 1, failed: 1 });
        assert!(report.failures[0].starts_with("second: failed: broken"), "{:?}", report.failures);
    }

    #[test]
    fn a_run_without_tests_or_without_an_end_is_a_failure() {
        let mut report = Report::default();
        report.tests("silent", "no time", || {
            let mut command = cargo();
            command.arg("--version");
            command
        });
        report.tests("broken", "no time", || {
            let mut command = cargo();
            command.arg("no-such-command").stderr(Stdio::null());
            command
        });
        assert_eq!(report.totals, Totals { passed: 0, failed: 2 });
    }
}
