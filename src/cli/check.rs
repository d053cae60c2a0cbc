//! `postil check`: what is in files, what is not as it should be, and what a dataset had better not have.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::sync::{Mutex, PoisonError};

use super::convert::Totals;
use super::inputs::Input;
use super::joined::{Merge, Shared};
use super::words::{check_in_words, count, in_words, place};
use super::{Outcome, Stop, Streams};
use crate::domain::formats::Format;
use crate::domain::formats::problem::Warning;
use crate::domain::lint::{Lint, Report};

/// Reads the inputs and reports. An input that can't be read doesn't keep the others from being checked.
///
/// # Errors
/// If the report can't be written, or the arguments make no sense.
pub(super) fn check(names: &[String], format: Option<Format>, streams: &mut Streams<'_>) -> Result<Outcome, Stop> {
    let mut outcome = Outcome::Clean;
    let mut lint = Lint::default();
    let mut something_read = false;
    // Not the same text in several inputs as one document: that it stands twice is something to be told.
    let mut merge = Merge::new(Shared::default());
    if names.iter().filter(|name| *name == "-").count() > 1 {
        return Err(Stop::Usage("standard input can be read only once".into()));
    }
    for (number, name) in names.iter().enumerate() {
        let mut totals = Totals::default();
        let problems = Mutex::new(Problems::default());
        let read = Input::open(std::slice::from_ref(name), format, streams).and_then(|inputs| {
            let tell = |_: &Input, warning: Warning| {
                problems.lock().unwrap_or_else(PoisonError::into_inner).add(warning);
            };
            for input in &inputs {
                input.passed_over().into_iter().for_each(|warning| tell(input, warning));
                merge.read(input, number, &tell, &mut |annotated, about| {
                    let item = annotated.item(&annotated.split);
                    totals.add(&item);
                    lint.add(&item, &about.schema);
                    ControlFlow::Continue(())
                })?;
            }
            Ok(())
        });
        let problems = problems.into_inner().unwrap_or_else(PoisonError::into_inner);
        match read {
            Ok(()) => {
                something_read = true;
                problems.tell(name, &totals, streams.output)?;
                if !problems.kept.is_empty() && outcome == Outcome::Clean {
                    outcome = Outcome::Reported;
                }
            }
            Err(Stop::Input(why)) => {
                writeln!(streams.errors, "{why}")?;
                outcome = Outcome::Unreadable;
            }
            Err(other) => return Err(other),
        }
    }
    let report = lint.finish();
    if something_read {
        tell_lint(&report, streams.output)?;
    }
    if !report.is_clean() && outcome == Outcome::Clean {
        outcome = Outcome::Reported;
    }
    Ok(outcome)
}

/// Of each kind of problem so many are kept, the rest is counted: every line of a long file may have one.
const MOST_PROBLEMS: usize = 1000;

/// What could not be read as it stands.
#[derive(Default)]
struct Problems {
    kept: Vec<Warning>,
    /// How many there are of each kind, whether kept or not.
    counts: BTreeMap<&'static str, usize>,
}

impl Problems {
    fn add(&mut self, warning: Warning) {
        let count = self.counts.entry(warning.problem.code()).or_default();
        *count += 1;
        if *count <= MOST_PROBLEMS {
            // What was left out may be long, and is not told.
            let left_out = warning.left_out.map(|_| String::new());
            self.kept.push(Warning { left_out, ..warning });
        }
    }

    fn tell(&self, name: &str, totals: &Totals, output: &mut dyn Write) -> io::Result<()> {
        let summary = match self.counts.values().sum() {
            0 => "read without a problem".to_owned(),
            n => count(n, "problem"),
        };
        writeln!(output, "{name}: {totals}; {summary}")?;
        for warning in &self.kept {
            writeln!(output, "  {}: {}", place(warning), in_words(warning))?;
        }
        for (code, n) in self.counts.iter().filter(|(_, n)| **n > MOST_PROBLEMS) {
            writeln!(output, "  {code}: and {} more", n - MOST_PROBLEMS)?;
        }
        Ok(())
    }
}

/// What the checks found in all inputs together.
fn tell_lint(lint: &Report, output: &mut dyn Write) -> io::Result<()> {
    let findings: usize = lint.by_check().map(|(_, kept, more)| kept.len() + more).sum();
    writeln!(
        output,
        "checks: {}",
        if findings == 0 { "nothing found".to_owned() } else { count(findings, "finding") }
    )?;
    for (check, kept, more) in lint.by_check() {
        writeln!(output, "  {} ({}): {}", check.code(), kept.len() + more, check_in_words(check))?;
        for finding in kept {
            write!(output, "    {:?}", finding.document.as_str())?;
            for part in [finding.annotator.as_str(), &finding.of].into_iter().filter(|part| !part.is_empty()) {
                write!(output, " {part:?}")?;
            }
            let said: Vec<String> = [&finding.quote, &finding.details]
                .into_iter()
                .filter(|part| !part.is_empty())
                .map(|part| format!("{part:?}"))
                .collect();
            writeln!(output, "{}{}", if said.is_empty() { "" } else { ": " }, said.join(", "))?;
        }
        if more > 0 {
            writeln!(output, "    and {more} more")?;
        }
    }
    if lint.unwatched > 0 {
        let spans = count(lint.unwatched, "span");
        writeln!(output, "  too many different texts: {spans} not looked at for two-labels")?;
    }
    Ok(())
}
