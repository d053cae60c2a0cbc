//! Changes to an annotation set. A change carries before and after, so its inverse needs no look-up.

use std::sync::Arc;

use super::annotation::{AnnotationSet, AttributeValue, Conflict, Relation, Span, Status};
use super::id::{AttributeId, ConflictId, RelationId, SpanId};

/// What a thing was and what it becomes; `None` on one side where it is added or taken away.
#[derive(Clone, Debug, PartialEq)]
pub struct Diff<T> {
    /// What it was.
    pub before: Option<T>,
    /// What it becomes.
    pub after: Option<T>,
}

impl<T> Diff<T> {
    /// The thing is new.
    pub fn added(after: T) -> Self {
        Self { before: None, after: Some(after) }
    }

    /// The thing goes away.
    pub fn removed(before: T) -> Self {
        Self { before: Some(before), after: None }
    }

    /// The thing becomes another.
    pub fn replaced(before: T, after: T) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    fn inverse(self) -> Self {
        Self { before: self.after, after: self.before }
    }
}

/// One change to an annotation set.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A span is added, replaced by another version of itself, or taken away.
    Span(Diff<Arc<Span>>),
    /// A relation is added, replaced by another version of itself, or taken away.
    Relation(Diff<Arc<Relation>>),
    /// Something said of the whole article is added, replaced or taken away.
    DocumentLabel(AttributeId, Diff<AttributeValue>),
    /// The annotator is further, or back.
    Status(Diff<Status>),
    /// Something annotators differ in is settled, put off, or opened again.
    Conflict(Diff<Arc<Conflict>>),
}

/// Why a change doesn't fit the set it was meant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeError {
    /// The span to change is not what the change says it was.
    SpanDiffers(SpanId),
    /// The relation to change is not what the change says it was.
    RelationDiffers(RelationId),
    /// The article's label is not what the change says it was.
    DocumentLabelDiffers(AttributeId),
    /// The conflict is not what the change says it was.
    ConflictDiffers(ConflictId),
    /// The status is not what the change says it was.
    StatusDiffers,
    /// The relation would link a span that isn't there.
    LooseRelation(RelationId),
    /// The span still has relations.
    SpanInUse(SpanId),
}

impl Change {
    /// The change that undoes this one.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Span(diff) => Self::Span(diff.inverse()),
            Self::Relation(diff) => Self::Relation(diff.inverse()),
            Self::DocumentLabel(id, diff) => Self::DocumentLabel(id, diff.inverse()),
            Self::Status(diff) => Self::Status(diff.inverse()),
            Self::Conflict(diff) => Self::Conflict(diff.inverse()),
        }
    }

    /// Makes the change.
    ///
    /// # Errors
    /// If the set is not as the change says it was; the set is then as before.
    pub fn apply(&self, set: &mut AnnotationSet) -> Result<(), ChangeError> {
        match self {
            Self::Span(diff) => apply_span(diff, set),
            Self::Relation(diff) => apply_relation(diff, set),
            Self::DocumentLabel(id, diff) => {
                if set.document_labels.get(id) != diff.before.as_ref() {
                    return Err(ChangeError::DocumentLabelDiffers(id.clone()));
                }
                match &diff.after {
                    Some(value) => drop(set.document_labels.insert(id.clone(), value.clone())),
                    None => drop(set.document_labels.remove(id)),
                }
                Ok(())
            }
            Self::Status(diff) => {
                if diff.before.unwrap_or_default() != set.status {
                    return Err(ChangeError::StatusDiffers);
                }
                set.status = diff.after.unwrap_or_default();
                Ok(())
            }
            Self::Conflict(diff) => apply_conflict(diff, set),
        }
    }
}

fn apply_span(diff: &Diff<Arc<Span>>, set: &mut AnnotationSet) -> Result<(), ChangeError> {
    let Some(id) = diff.before.as_ref().or(diff.after.as_ref()).map(|span| span.id.clone()) else {
        return Ok(());
    };
    let renames = diff.after.as_ref().is_some_and(|after| after.id != id);
    if renames || set.span(&id) != diff.before.as_ref() {
        return Err(ChangeError::SpanDiffers(id));
    }
    if diff.after.is_none() && set.relations_of(&id).next().is_some() {
        return Err(ChangeError::SpanInUse(id));
    }
    if let Some(before) = &diff.before {
        set.remove_span(before);
    }
    if let Some(after) = &diff.after {
        set.insert_span(after.clone());
    }
    Ok(())
}

fn apply_relation(diff: &Diff<Arc<Relation>>, set: &mut AnnotationSet) -> Result<(), ChangeError> {
    let Some(id) = diff.before.as_ref().or(diff.after.as_ref()).map(|relation| relation.id.clone()) else {
        return Ok(());
    };
    let renames = diff.after.as_ref().is_some_and(|after| after.id != id);
    if renames || set.relation(&id) != diff.before.as_ref() {
        return Err(ChangeError::RelationDiffers(id));
    }
    if diff.after.as_ref().is_some_and(|after| !set.has_ends_of(after)) {
        return Err(ChangeError::LooseRelation(id));
    }
    if let Some(before) = &diff.before {
        set.remove_relation(before);
    }
    if let Some(after) = &diff.after {
        set.insert_relation(after.clone());
    }
    Ok(())
}

fn apply_conflict(diff: &Diff<Arc<Conflict>>, set: &mut AnnotationSet) -> Result<(), ChangeError> {
    let Some(id) = diff.before.as_ref().or(diff.after.as_ref()).map(|conflict| conflict.id.clone()) else {
        return Ok(());
    };
    let renames = diff.after.as_ref().is_some_and(|after| after.id != id);
    if renames || set.conflicts.get(&id) != diff.before.as_ref() {
        return Err(ChangeError::ConflictDiffers(id));
    }
    let conflicts = Arc::make_mut(&mut set.conflicts);
    match &diff.after {
        Some(after) => drop(conflicts.insert(id, after.clone())),
        None => drop(conflicts.remove(&id)),
    }
    Ok(())
}

/// What one command does to an annotation set: one step of undo.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    /// The changes, in order.
    pub changes: Vec<Change>,
    /// Whether it goes on with the step before it (another letter of the same note), so that both are undone together.
    pub continues: bool,
}

impl Transaction {
    /// A step of its own.
    pub fn new(changes: Vec<Change>) -> Self {
        Self { changes, continues: false }
    }

    /// Makes all changes on a copy of the set.
    ///
    /// # Errors
    /// If one of them doesn't fit; none is made then.
    pub fn apply(&self, set: &AnnotationSet) -> Result<AnnotationSet, ChangeError> {
        let mut changed = set.clone();
        for change in &self.changes {
            change.apply(&mut changed)?;
        }
        Ok(changed)
    }

    /// The transaction that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { changes: self.changes.iter().rev().cloned().map(Change::inverse).collect(), continues: self.continues }
    }
}
