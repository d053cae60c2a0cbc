//! What one command does in several articles: a step in each, which can be taken back together.

use std::sync::Arc;

use crate::app::action::Tag;
use crate::app::open::{OpenArticle, Stamp};
use crate::app::reduce::begun;
use crate::app::state::AppState;
use crate::domain::annotation::{AnnotationSet, Fragments, Span, may_share};
use crate::domain::change::{Change, Diff, Transaction};
use crate::domain::history::Step;
use crate::domain::id::{Annotator, DocumentId, EntryId, LabelId, ProjectId, SpanId};
use crate::domain::schema::Schema;
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

/// What becomes of places that are to get labels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tagging {
    /// The step that makes spans of them; nothing if there is none to be made.
    pub step: Option<Transaction>,
    /// How many spans it makes.
    pub made: usize,
    /// How many places are passed over because a rule of the label set forbids a span there.
    pub passed_over: usize,
    /// A span that is in the way of one of those.
    pub in_the_way: Option<Arc<Span>>,
}

/// Makes spans of the places, but for those that have the label already, and those the label set's rules forbid.
pub fn tagging(set: &AnnotationSet, places: &[(Range, LabelId)], tag: &Tag, schema: &Schema) -> Tagging {
    let is_new = |range: Range, label: &LabelId, fragments: &Fragments| {
        !set.spans().overlapping(range).any(|span| span.label == *label && span.fragments == *fragments)
    };
    let new = places
        .iter()
        .filter_map(|(range, label)| Some((Fragments::one(*range).filter(|one| is_new(*range, label, one))?, label)))
        .enumerate()
        .map(|(n, (fragments, label))| {
            let id = SpanId::new(format!("{}-{n}", tag.id));
            Arc::new(Span::manual(id, label.clone(), fragments, &tag.stamp.now))
        });
    let has_rules = schema.has_overlap_rules();
    let mut made: Vec<Arc<Span>> = Vec::new();
    let mut tagging = Tagging::default();
    for span in new {
        let of_set = set.in_the_way_of(&span, schema).next().cloned();
        let of_new = || made.iter().find(|other| has_rules && !may_share(&span, other, schema)).cloned();
        match of_set.or_else(of_new) {
            None => made.push(span),
            Some(other) => {
                tagging.passed_over += 1;
                tagging.in_the_way.get_or_insert(other);
            }
        }
    }
    tagging.made = made.len();
    if tagging.made > 0 {
        let spans = made.into_iter().map(|span| Change::Span(Diff::added(span)));
        tagging.step = Some(Transaction::new(spans.chain(begun(set)).collect()));
    }
    tagging
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
