//! Random edits of an annotation set, made to fit whatever is there.

use std::sync::Arc;

use proptest::prelude::*;

use super::marked::span;
use super::samples::relation;
use super::texts::graphemes_in;
use postil::domain::annotation::{AnnotationSet, AttributeValue, Relation, Span, Status};
use postil::domain::change::{Change, Diff};
use postil::domain::id::{AttributeId, LabelId};
use postil::domain::text::Text;

/// An edit that doesn't know yet what it will meet.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    Add(usize, usize, usize),
    Relabel(usize, usize),
    Move(usize, usize, usize),
    Note(usize, String),
    Remove(usize),
    Relate(usize, usize),
    Redirect(usize, usize),
    Part(usize),
    Say(usize, Option<bool>),
    Progress(usize),
}

/// Any edit; more spans come than go.
pub(crate) fn any_edit() -> impl Strategy<Value = Edit> {
    let n = any::<usize>;
    prop_oneof![
        6 => (n(), n(), 0..4usize).prop_map(|(one, other, label)| Edit::Add(one, other, label)),
        2 => (n(), 0..4usize).prop_map(|(n, label)| Edit::Relabel(n, label)),
        2 => (n(), n(), n()).prop_map(|(n, one, other)| Edit::Move(n, one, other)),
        1 => (n(), "[a-z\n\"]{0,4}").prop_map(|(n, note)| Edit::Note(n, note)),
        3 => n().prop_map(Edit::Remove),
        2 => (n(), n()).prop_map(|(from, to)| Edit::Relate(from, to)),
        1 => (n(), n()).prop_map(|(n, to)| Edit::Redirect(n, to)),
        1 => n().prop_map(Edit::Part),
        1 => (0..2usize, any::<Option<bool>>()).prop_map(|(n, yes)| Edit::Say(n, yes)),
        1 => (0..3usize).prop_map(Edit::Progress),
    ]
}

fn some_span(set: &AnnotationSet, n: usize) -> Option<Arc<Span>> {
    set.spans().iter_from(n.checked_rem(set.spans().len())?).next().cloned()
}

fn some_relation(set: &AnnotationSet, n: usize) -> Option<Arc<Relation>> {
    set.relations().nth(n.checked_rem(set.relations().len())?).cloned()
}

fn label(n: usize) -> LabelId {
    LabelId::new(["actor", "agreement", "focus-area", "other"][n])
}

fn changed(before: Arc<Span>, change: impl FnOnce(&mut Span)) -> Vec<Change> {
    let mut after = Span::clone(&before);
    change(&mut after);
    vec![Change::Span(Diff::replaced(before, Arc::new(after)))]
}

impl Edit {
    /// The changes that make this edit on the set; none if there is nothing it could be made on. `n` names what is new.
    pub(crate) fn on(&self, set: &AnnotationSet, text: &Text, n: usize) -> Vec<Change> {
        self.fitting(set, text, n).unwrap_or_default()
    }

    fn fitting(&self, set: &AnnotationSet, text: &Text, fresh: usize) -> Option<Vec<Change>> {
        Some(match self {
            Self::Add(one, other, n) => {
                let range = graphemes_in(text, (*one, *other))?;
                let added = span(&format!("new-{fresh}"), label(*n).as_str(), range);
                vec![Change::Span(Diff::added(added))]
            }
            Self::Relabel(n, to) => changed(some_span(set, *n)?, |span| span.label = label(*to)),
            Self::Move(n, one, other) => {
                let range = graphemes_in(text, (*one, *other))?;
                let moved = span("", "", range).fragments.clone();
                changed(some_span(set, *n)?, |span| span.fragments = moved)
            }
            Self::Note(n, note) => changed(some_span(set, *n)?, |span| span.note.clone_from(note)),
            Self::Remove(n) => {
                let span = some_span(set, *n)?;
                let relations = set.relations_of(&span.id).cloned();
                relations
                    .map(|relation| Change::Relation(Diff::removed(relation)))
                    .chain([Change::Span(Diff::removed(span.clone()))])
                    .collect()
            }
            Self::Relate(from, to) => {
                let (from, to) = (some_span(set, *from)?, some_span(set, *to)?);
                let added = relation(&format!("new-{fresh}"), &from.id, &to.id);
                vec![Change::Relation(Diff::added(added))]
            }
            Self::Redirect(n, to) => {
                let before = some_relation(set, *n)?;
                let mut after = Relation::clone(&before);
                after.to = some_span(set, *to)?.id.clone();
                vec![Change::Relation(Diff::replaced(before, Arc::new(after)))]
            }
            Self::Part(n) => vec![Change::Relation(Diff::removed(some_relation(set, *n)?))],
            Self::Say(n, yes) => {
                let id = AttributeId::new(["topic", "tone"][*n]);
                let before = set.document_labels.get(&id).cloned();
                let after = yes.map(AttributeValue::YesNo);
                vec![Change::DocumentLabel(id, Diff { before, after })]
            }
            Self::Progress(n) => {
                let after = [Status::New, Status::InProgress, Status::Done][*n];
                vec![Change::Status(Diff::replaced(set.status, after))]
            }
        })
    }
}
