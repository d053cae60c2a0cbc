//! `postil convert`: from any format to any other, document by document.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::inputs::Input;
use super::joined::{Shared, read_all};
use super::outputs::DiskOutlet;
use super::report::Report;
use super::words::{count, in_words, place};
use super::{Outcome, Stop, Streams};
use crate::domain::dataset::ratios::Ratios;
use crate::domain::dataset::split::{Profiles, Split};
use crate::domain::formats::Format;
use crate::domain::formats::export::{Export, Selection};
use crate::domain::formats::outlet::{About, Annotated, Item, Loss, Options};
use crate::domain::id::Annotator;

/// What is asked for.
pub(super) struct Request {
    pub(super) inputs: Vec<String>,
    pub(super) from: Option<Format>,
    pub(super) to: Format,
    /// Where to; standard output if nothing is said.
    pub(super) output: Option<PathBuf>,
    pub(super) report: Option<PathBuf>,
    pub(super) annotator: Option<Annotator>,
    pub(super) split: Option<(Ratios, u64)>,
    pub(super) options: Options,
}

/// So many documents are handed from the reading to the writing thread at once.
const BATCH: usize = 32;

/// How often progress is told.
const EVERY: Duration = Duration::from_millis(500);

/// Converts the inputs.
///
/// # Errors
/// If an input can't be read or the output can't be written; nothing is in its place then.
pub(super) fn convert(request: &Request, streams: &mut Streams<'_>) -> Result<Outcome, Stop> {
    let inputs = Input::open(&request.inputs, request.from, streams)?;
    let report = Report::create(request.report.as_deref())?;
    for input in &inputs {
        for warning in input.passed_over() {
            writeln!(streams.errors, "{}: {}: {}", input.name, place(&warning), in_words(&warning))?;
            report.problem(&input.name, &warning);
        }
    }
    let shared = Shared::among(&inputs)?;
    let mut selection =
        Selection { annotator: request.annotator.clone(), split: None, keeps_splits: request.to.keeps_splits() };
    if let Some((ratios, seed)) = &request.split {
        selection.split = Some(split(&inputs, &shared, &selection, ratios, *seed)?);
    }
    let mut lose = |loss: Loss| report.loss(&loss);
    let target = request.output.as_deref().filter(|path| *path != Path::new("-"));
    let mut outlet = DiskOutlet::beside(target, &mut lose)?;
    let mut export = Export::new(request.to, &request.options, selection.split.as_ref());
    let mut progress = Progress { totals: Totals::default(), told: Instant::now(), is_shown: streams.shows_progress };
    let tell = |input: &Input, warning| report.problem(&input.name, &warning);
    let mut annotators: BTreeSet<Annotator> = BTreeSet::new();
    let about = beside(
        |send| {
            let mut batch = Vec::with_capacity(BATCH);
            let about = read_all(&inputs, shared, &tell, &mut |annotated, about| {
                batch.push(annotated);
                let is_full = batch.len() >= BATCH;
                if !is_full || send((std::mem::replace(&mut batch, Vec::with_capacity(BATCH)), about.clone())) {
                    ControlFlow::Continue(())
                } else {
                    ControlFlow::Break(())
                }
            })?;
            send((batch, about.clone()));
            Ok(about)
        },
        |(batch, about)| {
            for annotated in batch {
                annotators.extend(annotated.sets.iter().map(|set| set.annotator.clone()));
                let sets = selection.sets_of(&annotated);
                let item = selection.item(&annotated, &sets);
                progress.count(&item, streams.errors);
                export.document(&item, &about, &mut outlet);
            }
            !outlet.has_failed()
        },
    )?;
    if let Some(wanted) = request.annotator.as_ref().filter(|wanted| !annotators.contains(*wanted)) {
        let names: Vec<String> = annotators.iter().map(|name| format!("{:?}", name.as_str())).collect();
        return Err(Stop::Usage(format!("nobody is called {:?}; there are {}", wanted.as_str(), names.join(", "))));
    }
    let (problems, _) = report.problems();
    if progress.totals.documents == 0 && problems > 0 {
        report.end()?;
        return Err(Stop::Input(format!("no document could be read: {}", count(problems, "problem"))));
    }
    export.finish(&about, &mut outlet);
    let whole = outlet.whole()?;
    let placed = match target {
        Some(target) => whole.place(request.to, target)?,
        None => {
            let left = whole.copy_to(request.to, streams.output)?;
            for path in left {
                writeln!(streams.errors, "{path} is left out; -o FOLDER writes it")?;
            }
            Vec::new()
        }
    };
    tell_totals(&progress.totals, &report, &placed, streams.errors)?;
    report.end()?;
    Ok(Outcome::Clean)
}

/// Documents, with what was known of the whole when the last of them was read.
type Batch = (Vec<Annotated>, About);

/// Reads in a thread of its own and writes in this one; few batches wait between. `read` is given whom to send batches to,
/// which is told whether more are wanted; `write` says whether they are.
fn beside<T: Send>(
    read: impl FnOnce(&dyn Fn(Batch) -> bool) -> Result<T, Stop> + Send,
    mut write: impl FnMut(Batch) -> bool,
) -> Result<T, Stop> {
    const WAITING: usize = 4;
    std::thread::scope(|scope| {
        let (sender, receiver) = mpsc::sync_channel(WAITING);
        let reading = scope.spawn(move || read(&|batch| sender.send(batch).is_ok()));
        while let Ok(batch) = receiver.recv() {
            if !write(batch) {
                break;
            }
        }
        // A reader that goes on finds nobody listening, and ends.
        drop(receiver);
        reading.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Which split each document belongs to; reads the inputs once more.
fn split(inputs: &[Input], shared: &Shared, selection: &Selection, ratios: &Ratios, seed: u64) -> Result<Split, Stop> {
    let mut profiles = Profiles::default();
    read_all(inputs, shared.clone(), &|_, _| (), &mut |annotated, _| {
        profiles.add(&selection.item(&annotated, &selection.sets_of(&annotated)));
        ControlFlow::Continue(())
    })?;
    Ok(profiles.split(ratios, seed))
}

/// How much there was.
#[derive(Default)]
pub(super) struct Totals {
    documents: usize,
    sets: usize,
    spans: usize,
    relations: usize,
}

impl Totals {
    pub(super) fn add(&mut self, item: &Item<'_>) {
        self.documents += 1;
        self.sets += item.sets.len();
        self.spans += item.sets.iter().map(|set| set.spans().len()).sum::<usize>();
        self.relations += item.sets.iter().map(|set| set.relations().len()).sum::<usize>();
    }
}

impl std::fmt::Display for Totals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts = [
            count(self.documents, "document"),
            count(self.sets, "annotation set"),
            count(self.spans, "span"),
            count(self.relations, "relation"),
        ];
        f.write_str(&parts.join(", "))
    }
}

struct Progress {
    totals: Totals,
    told: Instant,
    is_shown: bool,
}

impl Progress {
    fn count(&mut self, item: &Item<'_>, errors: &mut dyn Write) {
        self.totals.add(item);
        if self.is_shown && self.told.elapsed() > EVERY {
            self.told = Instant::now();
            // A terminal that has gone away is no reason to stop.
            let _ = write!(errors, "\r\x1b[K{}\r", count(self.totals.documents, "document"));
        }
    }
}

/// Tells what there was, what could not be read and what is lost.
fn tell_totals(totals: &Totals, report: &Report, placed: &[PathBuf], errors: &mut dyn Write) -> io::Result<()> {
    match placed {
        [] => writeln!(errors, "{totals}")?,
        [only] => writeln!(errors, "{totals} → {}", only.display())?,
        [first, ..] => {
            writeln!(errors, "{totals} → {} and {}", first.display(), count(placed.len() - 1, "more file"))?;
        }
    }
    let (problems, left_out) = report.problems();
    if problems > 0 {
        writeln!(errors, "reading: {}, {left_out} left out", count(problems, "problem"))?;
    }
    let losses = report.losses();
    if !losses.is_empty() {
        let kinds: Vec<String> = losses.iter().map(|(what, n)| format!("{} {n}", what.code())).collect();
        writeln!(errors, "not held by the format: {}", kinds.join(", "))?;
    }
    if (problems > 0 || !losses.is_empty()) && !report.has_file() {
        writeln!(errors, "each one is listed with --report FILE")?;
    }
    Ok(())
}
