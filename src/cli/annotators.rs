//! What several annotators made of the same articles: read from one file or folder for each, or from one file with all of them.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use super::inputs::Input;
use super::joined::{Shared, read_all};
use super::words::{count, in_words};
use super::{Stop, Streams};
use crate::domain::annotation::AnnotationSet;
use crate::domain::dataset::near_duplicates::{self, Sketch};
use crate::domain::formats::Format;
use crate::domain::formats::outlet::{About, Annotated};
use crate::domain::formats::problem::Warning;
use crate::domain::formats::reanchor::reanchor;
use crate::domain::id::{Annotator, DocumentId};
use crate::domain::schema::Schema;

/// Articles with everybody's sets.
pub(super) struct Gathered {
    pub(super) items: Vec<Annotated>,
    pub(super) about: About,
}

/// Reads the inputs and brings together what is about the same text, or nearly the same. What is wrong is told.
///
/// # Errors
/// If an input can't be read, fewer than two people annotated anything, or no two of them the same article.
pub(super) fn gather(inputs: &[String], format: Option<Format>, streams: &mut Streams<'_>) -> Result<Gathered, Stop> {
    let inputs = Input::open(inputs, format, streams)?;
    let shared = Shared::among(&inputs)?;
    let told: Mutex<Vec<String>> = Mutex::default();
    let tell = |input: &Input, warning: Warning| {
        if let Ok(mut told) = told.lock() {
            told.push(format!("{}: {}: {}", input.name, warning.at, in_words(&warning)));
        }
    };
    let mut items: Vec<Annotated> = Vec::new();
    let about = read_all(&inputs, shared, &tell, &mut |item, _| {
        items.push(item);
        ControlFlow::Continue(())
    })?;
    for line in told.into_inner().unwrap_or_default() {
        writeln!(streams.errors, "{line}")?;
    }
    bring_together(&mut items, streams)?;
    explain(&items, &about.schema, streams)?;
    Ok(Gathered { items, about })
}

/// Moves work on nearly the same text to the first article that has it.
fn bring_together(items: &mut Vec<Annotated>, streams: &mut Streams<'_>) -> Result<(), Stop> {
    let sketches: Vec<(DocumentId, Sketch)> =
        items.iter().map(|item| (item.document.id().clone(), Sketch::of(item.document.text()))).collect();
    let named: Vec<(&DocumentId, &Sketch)> = sketches.iter().map(|(id, sketch)| (id, sketch)).collect();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    for group in near_duplicates::groups(&named) {
        let mut group = group;
        group.sort_unstable();
        let Some((first, others)) = group.split_first() else {
            continue;
        };
        for other in others {
            let target = items[*first].document.clone();
            let from = items[*other].document.clone();
            let is_somebody_elses =
                |set: &Arc<AnnotationSet>| items[*first].sets.iter().all(|known| known.annotator != set.annotator);
            if !items[*other].sets.iter().all(is_somebody_elses) || items[*other].sets.is_empty() {
                continue;
            }
            for set in std::mem::take(&mut items[*other].sets) {
                let moved = reanchor(&set, from.text(), target.text());
                writeln!(
                    streams.errors,
                    "{}: the text is nearly that of {}; {} of {} moved there",
                    from.id(),
                    target.id(),
                    count(moved.set.spans().len(), "span"),
                    set.annotator,
                )?;
                for orphan in &moved.orphans {
                    let quote = from.text().quote(orphan.hull());
                    writeln!(
                        streams.errors,
                        "{}: no place in {} for “{quote}” ({})",
                        from.id(),
                        target.id(),
                        orphan.label
                    )?;
                }
                let mut set = moved.set;
                set.document = target.id().clone();
                items[*first].sets.push(Arc::new(set));
            }
            gone.insert(*other);
        }
    }
    let mut place = 0;
    items.retain(|_| {
        place += 1;
        !gone.contains(&(place - 1))
    });
    Ok(())
}

/// Says what can't be compared, and why.
fn explain(items: &[Annotated], schema: &Schema, streams: &mut Streams<'_>) -> Result<(), Stop> {
    let of = |item: &Annotated| -> Vec<Annotator> {
        item.sets.iter().filter(|set| !set.annotator.is_gold()).map(|set| set.annotator.clone()).collect()
    };
    let everybody: BTreeSet<Annotator> = items.iter().flat_map(of).collect();
    if everybody.len() < 2 {
        let who = everybody.first().map_or("nobody".to_owned(), ToString::to_string);
        return Err(Stop::Input(format!(
            "there is work of only one annotator ({who}); give a file or folder for each annotator, or one file with several sets"
        )));
    }
    let alone = items.iter().filter(|item| of(item).len() < 2).count();
    if alone == items.len() {
        return Err(Stop::Input(format!(
            "no article was annotated by two: {} have no text in common; are they about the same version of it?",
            everybody.iter().map(Annotator::as_str).collect::<Vec<_>>().join(", ")
        )));
    }
    if alone > 0 {
        writeln!(streams.errors, "{} left out, annotated by fewer than two", count(alone, "article"))?;
    }
    for item in items {
        for set in item.sets.iter().filter(|set| set.spans().is_empty()) {
            writeln!(streams.errors, "{}: {} has no spans", item.document.id(), set.annotator)?;
        }
    }
    for label in &schema.labels {
        let users: BTreeSet<&Annotator> = items
            .iter()
            .flat_map(|item| &item.sets)
            .filter(|set| set.spans_with(&label.id).is_some())
            .map(|set| &set.annotator)
            .collect();
        if users.len() == 1 && everybody.len() > 1 {
            let user = users.iter().next().map_or("", |user| user.as_str());
            writeln!(streams.errors, "label {}: only {user} uses it", label.id)?;
        }
    }
    Ok(())
}
