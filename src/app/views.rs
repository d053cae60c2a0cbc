//! Read-only shapes of the state for the interface.

use std::sync::Arc;

use crate::app::library::Library;
use crate::app::state::DocumentSummary;
use crate::domain::annotation::Status;
use crate::domain::id::{Annotator, DocumentId};
use crate::domain::text::find;

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

/// Things in the order of their keys; those with the same key stay as they were.
///
/// Every sort of the program's lists goes through here: each type that is sorted by itself adds eight kilobytes to the first load.
pub fn sorted_by<T>(things: impl IntoIterator<Item = T>, key: impl Fn(&T) -> String) -> Vec<T> {
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    let keys = things.iter().flatten().map(key).enumerate();
    let mut order: Vec<(String, usize)> = keys.map(|(place, key)| (key, place)).collect();
    order.sort_unstable();
    order.into_iter().filter_map(|(_, place)| things[place].take()).collect()
}

/// A key that puts the greatest number first.
fn descending(n: usize) -> String {
    format!("{:020}", usize::MAX - n)
}

/// The articles that are listed, in their order.
pub fn listed(library: &Library, annotator: &Annotator, wanted: &Listed) -> Vec<Arc<DocumentSummary>> {
    let search: String = find::folded(&wanted.search).collect();
    let mut all: Vec<_> = library.iter().cloned().collect();
    all.retain(|summary| {
        let title: String = find::folded(&summary.title).collect();
        search.split_whitespace().all(|word| title.contains(word))
            && wanted.status.is_none_or(|status| summary.status_for(annotator) == status)
    });
    let spans = |summary: &DocumentSummary| summary.set_of(annotator).map_or(0, |set| set.spans);
    match wanted.sort {
        Sort::Oldest => {}
        Sort::Newest => all.reverse(),
        Sort::Title => all = sorted_by(all, |summary| find::folded(&summary.title).collect()),
        Sort::Length => all = sorted_by(all, |summary| descending(summary.code_points)),
        Sort::Spans => all = sorted_by(all, |summary| descending(spans(summary))),
    }
    all
}

/// The article after the given one, in the order they were added and round at the end, that the annotator is not done with.
pub fn next_undone(library: &Library, annotator: &Annotator, after: &DocumentId) -> Option<DocumentId> {
    let place = library.iter().position(|summary| summary.id == *after).map_or(0, |place| place + 1);
    let mut waiting = library.iter().skip(place).chain(library.iter().take(place));
    let next = waiting.find(|summary| summary.id != *after && summary.status_for(annotator) != Status::Done)?;
    Some(next.id.clone())
}

/// Whether the annotator is not done with some article besides the given one.
pub fn is_another_undone(library: &Library, annotator: &Annotator, besides: &DocumentId) -> bool {
    library.iter().any(|summary| summary.id != *besides && summary.status_for(annotator) != Status::Done)
}
