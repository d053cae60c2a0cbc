//! What one command does in several articles: a step in each, which can be taken back together.

use std::sync::Arc;

use crate::app::action::Tag;
use crate::app::open::{OpenArticle, Stamp};
use crate::app::reduce::begun;
use crate::app::state::AppState;
use crate::domain::annotation::{AnnotationSet, Fragments, Span};
use crate::domain::change::{Change, Diff, Transaction};
use crate::domain::history::Step;
use crate::domain::id::{Annotator, DocumentId, EntryId, LabelId, ProjectId, SpanId};
use crate::domain::text::Range;

/// What was done in several articles.
#[derive(Clone, Debug, PartialEq)]
pub struct Across {
    /// The project they are in.
    pub project: ProjectId,
    /// Whose sets were changed.
    pub annotator: Annotator,
    /// What was done.
    pub deed: Deed,
    /// The step in each article.
    pub steps: Arc<[(DocumentId, Arc<Transaction>)]>,
}

/// What is done in several articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Places got labels.
    Tagged,
    /// Spans mention the entry of the register of this name.
    Linked(String),
}

impl Across {
    /// How many spans were made or changed.
    pub fn spans(&self) -> usize {
        self.steps.iter().flat_map(|(_, step)| &step.changes).filter(|change| matches!(change, Change::Span(_))).count()
    }
}

/// The last command that was done in several articles, and where it is undone like any other step.
#[derive(Clone, Debug)]
pub struct LastAcross {
    /// What was done.
    pub across: Across,
    /// The article that was open, and its last step then.
    anchor: Option<(DocumentId, Option<Transaction>)>,
}

impl LastAcross {
    /// Notes what was done while this is the state.
    pub(super) fn new(state: &AppState, across: Across) -> Self {
        let anchor = state.article.as_ref().map(|article| {
            let open = &article.open;
            (open.document().id().clone(), open.history().undo())
        });
        Self { across, anchor }
    }
}

impl AppState {
    /// What was done in several articles, if undoing here means taking that back: the article it was done in is open, by the same
    /// annotator, and nothing was done there since.
    pub fn across_to_undo(&self) -> Option<&Across> {
        let LastAcross { across, anchor } = self.across.as_ref()?;
        let (document, last) = anchor.as_ref()?;
        let open = &self.article.as_ref()?.open;
        let is_there = open.document().id() == document
            && open.set().annotator == across.annotator
            && self.project.id == across.project;
        (is_there && open.history().undo() == *last).then_some(across)
    }
}

/// Makes spans of the places, but for those that have the label already; nothing if that is all of them.
pub fn tagging(set: &AnnotationSet, places: &[(Range, LabelId)], tag: &Tag) -> Option<Transaction> {
    let is_new = |range: Range, label: &LabelId, fragments: &Fragments| {
        !set.spans().overlapping(range).any(|span| span.label == *label && span.fragments == *fragments)
    };
    let mut changes: Vec<Change> = places
        .iter()
        .filter_map(|(range, label)| Some((Fragments::one(*range).filter(|one| is_new(*range, label, one))?, label)))
        .enumerate()
        .map(|(n, (fragments, label))| {
            let id = SpanId::new(format!("{}-{n}", tag.id));
            Change::Span(Diff::added(Arc::new(Span::manual(id, label.clone(), fragments, &tag.stamp.now))))
        })
        .collect();
    if changes.is_empty() {
        return None;
    }
    changes.extend(begun(set));
    Some(Transaction::new(changes))
}

/// Lets the spans mention an entry; nothing if all of them do, or are gone.
pub fn linking(set: &AnnotationSet, spans: &[SpanId], entry: &EntryId, stamp: &Stamp) -> Option<Transaction> {
    let change = |id: &SpanId| {
        let before = set.span(id).filter(|span| span.entry.as_ref() != Some(entry))?;
        let after = Span { entry: Some(entry.clone()), modified: stamp.now.clone(), ..Span::clone(before) };
        Some(Change::Span(Diff::replaced(before.clone(), Arc::new(after))))
    };
    let changes: Vec<Change> = spans.iter().filter_map(change).collect();
    (!changes.is_empty()).then(|| Transaction::new(changes))
}

/// How a step is taken back in an article where something else may have been done since, and how many of its spans stay: those that
/// were changed since, or got relations.
pub fn taking_back(open: &OpenArticle, done: &Transaction) -> (Option<(Step, Transaction)>, usize) {
    if open.history().undo().is_some_and(|last| last == done.inverse()) {
        return (Some((Step::Undo, done.inverse())), 0);
    }
    let set = open.set();
    let (mut changes, mut left) = (Vec::new(), 0);
    for change in done.inverse().changes {
        // How far the article is has become another matter.
        if let Change::Span(diff) = &change {
            let is_as_it_was = diff.before.as_ref().is_some_and(|span| {
                let has_relations = diff.after.is_none() && set.relations_of(&span.id).next().is_some();
                set.span(&span.id) == Some(span) && !has_relations
            });
            if is_as_it_was {
                changes.push(change);
            } else {
                left += 1;
            }
        }
    }
    ((!changes.is_empty()).then(|| (Step::Do, Transaction::new(changes))), left)
}
