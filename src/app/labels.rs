//! The label set while it is edited: what can be undone, what is not on disk yet, and what becomes of the spans of a label that goes.

use std::sync::Arc;

use crate::app::state::ProjectInfo;
use crate::domain::annotation::{AnnotationSet, Span, SpanList};
use crate::domain::change::{Change, Diff, Transaction};
use crate::domain::document::Unknown;
use crate::domain::formats::json::Record;
use crate::domain::formats::postil::{self, read_schema};
use crate::domain::id::{EntryId, LabelId, RelationId};
use crate::domain::project::Project;
use crate::domain::schema::edit::Edit;
use crate::domain::schema::{Label, Schema};

/// So many steps can be undone.
const STEPS: usize = 200;

/// The steps of editing the shown project's label set.
#[derive(Clone, Debug, Default)]
pub struct LabelEditing {
    undone: Vec<Arc<Schema>>,
    done: Vec<Arc<Schema>>,
    /// The edit made last, as long as nothing else was done since.
    last: Option<Edit>,
    /// How many times the label set has changed here.
    revision: u64,
    /// Which of the changes is on disk.
    saved: u64,
}

impl LabelEditing {
    /// Whether there is a step to undo.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// The number of the last change, if it is not on disk yet.
    pub fn unsaved(&self) -> Option<u64> {
        (self.revision > self.saved).then_some(self.revision)
    }

    /// Notes that all changes up to this one are on disk.
    pub(super) fn acknowledge(&mut self, revision: u64) {
        self.saved = self.saved.max(revision);
    }

    /// Notes an edit of a label set.
    pub(super) fn edited(&mut self, before: &Arc<Schema>, edit: Edit) {
        let goes_on = self.last.as_ref().is_some_and(|last| edit.continues(last));
        if !goes_on {
            self.done.push(before.clone());
            if self.done.len() > STEPS {
                self.done.remove(0);
            }
        }
        self.undone.clear();
        self.last = Some(edit);
        self.revision += 1;
    }

    /// The label set before the last step.
    pub(super) fn undo(&mut self, now: &Arc<Schema>) -> Option<Arc<Schema>> {
        let before = self.done.pop()?;
        self.undone.push(now.clone());
        self.last = None;
        self.revision += 1;
        Some(before)
    }

    /// The label set after the step that was undone last.
    pub(super) fn redo(&mut self, now: &Arc<Schema>) -> Option<Arc<Schema>> {
        let after = self.undone.pop()?;
        self.done.push(now.clone());
        self.last = None;
        self.revision += 1;
        Some(after)
    }

    /// Forgets all steps, since the label set was changed elsewhere.
    pub(super) fn forget(&mut self) {
        self.done.clear();
        self.undone.clear();
        self.last = None;
    }
}

/// Gives a span a label, and takes from it what can't be said of that label's spans: so too what it mentions, if that is known
/// to be of another label.
pub fn give_label(span: &mut Span, label: &LabelId, schema: &Schema) {
    let fitting = schema.label(label).map_or(&[][..], |label| &label.attributes);
    span.attributes.retain(|id, _| fitting.iter().any(|attribute| attribute.id == *id));
    let is_of_other = |id: &EntryId| {
        schema.entry(id).is_some_and(|entry| entry.label != *label && schema.label(&entry.label).is_some())
    };
    span.entry.take_if(|id| is_of_other(id));
    span.label = label.clone();
}

/// One step that gives all spans of a label another one, or deletes them with their relations; nothing if there are none.
pub fn resettle(set: &AnnotationSet, label: &LabelId, to: Option<&LabelId>, schema: &Schema) -> Option<Transaction> {
    let spans: Vec<&Arc<Span>> = set.spans_with(label).into_iter().flat_map(SpanList::iter).collect();
    if spans.is_empty() {
        return None;
    }
    let changes = match to {
        Some(to) => {
            let change = |span: &Arc<Span>| {
                let mut after = Span::clone(span);
                give_label(&mut after, to, schema);
                Change::Span(Diff::replaced(span.clone(), Arc::new(after)))
            };
            spans.into_iter().map(change).collect()
        }
        None => {
            let mut changes = Vec::new();
            let mut gone: Vec<&RelationId> = Vec::new();
            for relation in spans.iter().flat_map(|span| set.relations_of(&span.id)) {
                // Both of its ends may go.
                if !gone.contains(&&relation.id) {
                    gone.push(&relation.id);
                    changes.push(Change::Relation(Diff::removed(relation.clone())));
                }
            }
            changes.extend(spans.into_iter().map(|span| Change::Span(Diff::removed(span.clone()))));
            changes
        }
    };
    Some(Transaction::new(changes))
}

/// A file with the label set alone; `now` is the time, as RFC 3339.
pub fn write_label_set(project: &ProjectInfo, now: &str) -> Vec<u8> {
    let alone = Project {
        id: project.id.clone(),
        name: project.name.clone(),
        schema: Arc::clone(&project.schema),
        documents: Vec::new(),
        sets: Vec::new(),
        unknown: Unknown::new(),
    };
    postil::write(&alone, now)
}

/// A file with the register alone, as a label set that has nothing else but the labels its entries are of.
pub fn write_register(project: &ProjectInfo, now: &str) -> Vec<u8> {
    let schema = &project.schema;
    let is_used = |label: &&Label| schema.register.iter().any(|entry| entry.label == label.id);
    let alone = Schema {
        labels: schema.labels.iter().filter(is_used).cloned().collect(),
        register: schema.register.clone(),
        ..Schema::default()
    };
    write_label_set(&ProjectInfo { schema: Arc::new(alone), ..project.clone() }, now)
}

/// The label set in a Postil file, whatever else is in it; nothing if it is no such file or there are no labels in it.
pub fn read_label_set(bytes: &[u8]) -> Option<Schema> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut record = Record::parse(text.trim_start_matches('\u{feff}')).ok()?;
    let is_postil = record.string("format").ok()?.as_deref() == Some("postil");
    let (mut schema, _) = read_schema(record.record("label_set").ok()?);
    schema.guidelines = record.string("guidelines").ok().flatten().unwrap_or_default();
    (is_postil && !schema.labels.is_empty()).then_some(schema)
}
