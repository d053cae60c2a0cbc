//! `postil merge`: what a rule takes of annotators' work, as the gold, and the conflicts that are left.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::annotators::gather;
use super::outputs::DiskOutlet;
use super::words::count;
use super::{Outcome, Stop, Streams};
use crate::domain::adjudication::{Kind, Rule, conflicts, premerge};
use crate::domain::annotation::{AnnotationSet, Status};
use crate::domain::change::Transaction;
use crate::domain::formats::Format;
use crate::domain::formats::export::Export;
use crate::domain::formats::outlet::{Annotated, Item, Options};
use crate::domain::id::{Annotator, SetId};

/// What is asked for.
pub(super) struct Request {
    pub(super) inputs: Vec<String>,
    pub(super) from: Option<Format>,
    /// By which rule.
    pub(super) rule: Rule,
    /// Where to; standard output if nothing is said.
    pub(super) output: Option<PathBuf>,
}

/// Merges the inputs and writes them with the gold.
///
/// # Errors
/// If the inputs can't be merged, or the output can't be written.
pub(super) fn merge(request: &Request, streams: &mut Streams<'_>) -> Result<Outcome, Stop> {
    let gathered = gather(&request.inputs, request.from, streams)?;
    let target = request.output.as_deref().filter(|path| *path != Path::new("-"));
    let mut lose = |_| ();
    let mut outlet = DiskOutlet::beside(target, &mut lose)?;
    let mut export = Export::new(Format::Postil, &Options::default(), None);
    let mut merged = 0;
    let mut left: BTreeMap<Kind, usize> = BTreeMap::new();
    for item in &gathered.items {
        let (gold, open) = gold_of(item, request.rule)?;
        merged += gold.spans().len();
        for kind in open {
            *left.entry(kind).or_default() += 1;
        }
        let mut sets: Vec<Arc<AnnotationSet>> =
            item.sets.iter().filter(|set| !set.annotator.is_gold()).cloned().collect();
        sets.push(Arc::new(gold));
        export.document(
            &Item { document: &item.document, sets: &sets, split: &item.split },
            &gathered.about,
            &mut outlet,
        );
    }
    export.finish(&gathered.about, &mut outlet);
    let whole = outlet.whole()?;
    match target {
        Some(target) => drop(whole.place(Format::Postil, target)?),
        None => drop(whole.copy_to(Format::Postil, streams.output)?),
    }
    let open: usize = left.values().sum();
    write!(
        streams.errors,
        "{} in the gold by the rule “{}”, {} left",
        count(merged, "span"),
        request.rule.name(),
        count(open, "conflict")
    )?;
    let kinds: Vec<String> = left.iter().map(|(kind, n)| format!("{n} {}", kind.name())).collect();
    writeln!(streams.errors, "{}", if kinds.is_empty() { String::new() } else { format!(" ({})", kinds.join(", ")) })?;
    Ok(Outcome::Clean)
}

/// The gold of an article with its conflicts, and what kinds are still open.
fn gold_of(item: &Annotated, rule: Rule) -> Result<(AnnotationSet, Vec<Kind>), Stop> {
    let known = item.sets.iter().find(|set| set.annotator.is_gold());
    let before = known.map_or_else(
        || {
            let id = SetId::new(format!("gold-{}", item.document.id()));
            AnnotationSet::new(id, item.document.id().clone(), Annotator::gold())
        },
        |set| AnnotationSet::clone(set),
    );
    let now: Arc<str> = "".into();
    let changes = premerge(&item.sets, &before, rule, &now);
    let misfit = |error| Stop::Input(format!("{}: the gold does not fit: {error:?}", item.document.id()));
    let mut gold = Transaction::new(changes).apply(&before).map_err(misfit)?;
    let listed = conflicts(&item.sets, &gold, rule);
    let open = listed.iter().filter(|listed| !listed.conflict.is_settled()).map(|listed| Kind::of(&listed.conflict));
    let open: Vec<Kind> = open.collect();
    let mut stored = BTreeMap::clone(&gold.conflicts);
    // What was open before may have been taken by now.
    stored.retain(|_, conflict| conflict.is_settled());
    stored.extend(listed.into_iter().map(|listed| (listed.conflict.id.clone(), Arc::new(listed.conflict))));
    gold.conflicts = Arc::new(stored);
    if gold.status == Status::New && !(gold.spans().is_empty() && open.is_empty()) {
        gold.status = if open.is_empty() { Status::Done } else { Status::InProgress };
    }
    Ok((gold, open))
}
