//! Read-only shapes of the state for the interface.

use std::sync::Arc;

use imbl::OrdMap;

use crate::app::state::DocumentSummary;
use crate::domain::annotation::Status;
use crate::domain::id::{Annotator, DocumentId};

/// Which articles the library lists, and in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Only those whose titles contain each of these words, whatever their case.
    pub search: String,
    /// Only those the annotator is so far with.
    pub status: Option<Status>,
    /// The order.
    pub sort: Sort,
}

/// An order of articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Those added last come first.
    #[default]
    Newest,
    /// Those added first come first.
    Oldest,
    /// By title.
    Title,
    /// The longest come first.
    Length,
    /// Those with the most spans of the annotator come first.
    Spans,
}

/// The articles in the order in which they were added.
pub fn in_order(library: &OrdMap<DocumentId, Arc<DocumentSummary>>) -> Vec<Arc<DocumentSummary>> {
    let mut all: Vec<_> = library.values().cloned().collect();
    all.sort_by(|a, b| (&a.added, &a.id).cmp(&(&b.added, &b.id)));
    all
}

/// The articles that are listed, in their order.
pub fn listed(
    library: &OrdMap<DocumentId, Arc<DocumentSummary>>,
    annotator: &Annotator,
    wanted: &Listed,
) -> Vec<Arc<DocumentSummary>> {
    let search = wanted.search.to_lowercase();
    let mut all = in_order(library);
    all.retain(|summary| {
        let title = summary.title.to_lowercase();
        search.split_whitespace().all(|word| title.contains(word))
            && wanted.status.is_none_or(|status| summary.status_for(annotator) == status)
    });
    let spans = |summary: &DocumentSummary| summary.set_of(annotator).map_or(0, |set| set.spans);
    match wanted.sort {
        Sort::Oldest => {}
        Sort::Newest => all.reverse(),
        Sort::Title => all.sort_by_cached_key(|summary| summary.title.to_lowercase()),
        Sort::Length => all.sort_by_key(|summary| std::cmp::Reverse(summary.code_points)),
        Sort::Spans => all.sort_by_key(|summary| std::cmp::Reverse(spans(summary))),
    }
    all
}

/// The article after the given one, in the order they were added and round at the end, that the annotator is not done with.
pub fn next_undone(
    library: &OrdMap<DocumentId, Arc<DocumentSummary>>,
    annotator: &Annotator,
    after: &DocumentId,
) -> Option<DocumentId> {
    let order = in_order(library);
    let place = order.iter().position(|summary| summary.id == *after).map_or(0, |place| place + 1);
    let mut waiting = order[place..].iter().chain(&order[..place]);
    let next = waiting.find(|summary| summary.id != *after && summary.status_for(annotator) != Status::Done)?;
    Some(next.id.clone())
}
