//! Read-only shapes of the state for the interface.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::app::jobs::{Found, Sought};
use crate::app::library::Library;
use crate::app::state::DocumentSummary;
use crate::domain::annotation::Status;
use crate::domain::id::{Annotator, DocumentId, LabelId};
use crate::domain::text::find;

/// Which articles the library lists, and in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Only those with these words.
    pub search: String,
    /// Only those the annotator is so far with.
    pub status: Option<Status>,
    /// Only those that are assigned so.
    pub assigned: Assigned,
    /// Only those somebody has used this label in.
    pub label: Option<LabelId>,
    /// The order.
    pub sort: Sort,
}

impl Listed {
    /// What has to be looked for in the articles themselves.
    pub fn sought(&self) -> Sought {
        Sought { words: self.search.trim().to_owned(), label: self.label.clone() }
    }
}

/// Who should annotate an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Assigned {
    /// Whoever.
    #[default]
    Anyone,
    /// The annotator.
    Me,
    /// Nobody has been named.
    Nobody,
    /// Somebody.
    To(Annotator),
}

impl Assigned {
    /// Whether an article is assigned so, as seen by the annotator.
    fn fits(&self, summary: &DocumentSummary, annotator: &Annotator) -> bool {
        match self {
            Self::Anyone => true,
            Self::Me => summary.assignee.as_ref() == Some(annotator),
            Self::Nobody => summary.assignee.is_none(),
            Self::To(somebody) => summary.assignee.as_ref() == Some(somebody),
        }
    }
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
    /// Those the annotator worked on last come first.
    WorkedOn,
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

/// Whether a title contains each of the words, whatever their case.
pub fn has_words(title: &str, words: &str) -> bool {
    let title: String = find::folded(title).collect();
    let words: String = find::folded(words).collect();
    words.split_whitespace().all(|word| title.contains(word))
}

/// The articles that are listed, in their order: those whose title or, as far as is known by now, whose text and annotations
/// have what is looked for. `found` says where that was found.
pub fn listed(
    library: &Library,
    annotator: &Annotator,
    wanted: &Listed,
    found: &BTreeMap<DocumentId, Found>,
) -> Vec<Arc<DocumentSummary>> {
    let mut all: Vec<_> = library.iter().cloned().collect();
    all.retain(|summary| {
        // Only who has read the article knows of its labels.
        let is_titled = || wanted.label.is_none() && has_words(&summary.title, &wanted.search);
        wanted.status.is_none_or(|status| summary.status_for(annotator) == status)
            && wanted.assigned.fits(summary, annotator)
            && (found.contains_key(&summary.id) || is_titled())
    });
    let spans = |summary: &DocumentSummary| summary.set_of(annotator).map_or(0, |set| set.spans);
    match wanted.sort {
        Sort::Oldest => {}
        Sort::Newest => all.reverse(),
        Sort::Title => all = sorted_by(all, |summary| find::folded(&summary.title).collect()),
        Sort::Length => all = sorted_by(all, |summary| descending(summary.code_points)),
        Sort::Spans => all = sorted_by(all, |summary| descending(spans(summary))),
        Sort::WorkedOn => {
            all = sorted_by(all, |summary| {
                summary.set_of(annotator).map_or_else(String::new, |set| set.modified.clone())
            });
            all.reverse();
        }
    }
    all
}

/// The article after the given one, in the order they were added and round at the end, that the annotator is not done with; one that
/// is assigned to somebody else only if there is no other.
pub fn next_undone(library: &Library, annotator: &Annotator, after: &DocumentId) -> Option<DocumentId> {
    let place = library.iter().position(|summary| summary.id == *after).map_or(0, |place| place + 1);
    let waiting = || {
        let round = library.iter().skip(place).chain(library.iter().take(place));
        round.filter(|summary| summary.id != *after && summary.status_for(annotator) != Status::Done)
    };
    let is_mine =
        |summary: &&Arc<DocumentSummary>| summary.assignee.as_ref().is_none_or(|assignee| assignee == annotator);
    Some(waiting().find(is_mine).or_else(|| waiting().next())?.id.clone())
}

/// Whether the annotator is not done with some article besides the given one.
pub fn is_another_undone(library: &Library, annotator: &Annotator, besides: &DocumentId) -> bool {
    library.iter().any(|summary| summary.id != *besides && summary.status_for(annotator) != Status::Done)
}

/// How far the annotator is with the articles: how many are done, in progress, new. Those assigned to somebody else count only if the
/// annotator has begun them.
pub fn progress(library: &Library, annotator: &Annotator) -> [usize; 3] {
    let mut counts = [0; 3];
    for summary in library.iter() {
        let is_elses = summary.assignee.as_ref().is_some_and(|assignee| assignee != annotator);
        match summary.status_for(annotator) {
            Status::Done => counts[0] += 1,
            Status::InProgress => counts[1] += 1,
            Status::New if is_elses => {}
            Status::New => counts[2] += 1,
        }
    }
    counts
}

/// Everyone who has annotated an article or should, by name.
pub fn known_people(library: &Library) -> Vec<Annotator> {
    let sets = library.iter().flat_map(|summary| summary.sets.iter().map(|set| &set.annotator));
    let people: BTreeSet<&Annotator> =
        sets.chain(library.iter().filter_map(|summary| summary.assignee.as_ref())).collect();
    people.into_iter().filter(|annotator| !annotator.is_gold()).cloned().collect()
}
