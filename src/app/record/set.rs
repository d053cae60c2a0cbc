//! The records of an annotation set: a small head, a journal of what was done, and now and then a checkpoint of all spans.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::envelope::{Unreadable, open_text, seal};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Status};
use crate::domain::change::{Change, Diff, Transaction};
use crate::domain::document::{Document, Unknown};
use crate::domain::formats::json::{Object, Record, object};
use crate::domain::formats::postil::{
    read_conflict, read_relation, read_span, read_status, read_values, write_conflict, write_relation, write_span,
    write_status, write_values,
};
use crate::domain::history::{History, Step};
use crate::domain::id::{Annotator, AttributeId, DocumentId, SetId};
use crate::domain::text::Text;

/// The longest payload of a checkpoint's chunk in bytes, but for a single longer record.
const CHUNK: usize = 48_000;

/// A version of an annotation set with the steps that led to it.
#[derive(Clone, Debug)]
pub struct Version {
    /// The set.
    pub set: Arc<AnnotationSet>,
    /// What can be undone and done again.
    pub history: History,
    /// How many journal entries the set is made of.
    pub revision: u64,
    /// The highest logical time of any of them.
    pub lamport: u64,
}

/// One step in the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Which step of its set it is, from 1.
    pub revision: u64,
    /// Its logical time: higher than that of every step known when it was taken.
    pub lamport: u64,
    /// The browser tab that took it.
    pub actor: Arc<str>,
    /// When, as RFC 3339, for display.
    pub at: Arc<str>,
    /// Whether something new was done, undone or done again.
    pub step: Step,
    /// What was applied: for [`Step::Undo`] the inverse of what is undone.
    pub transaction: Arc<Transaction>,
}

/// What is known of a set without reading its spans; one for each document and annotator.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The set's name.
    pub set: SetId,
    /// The document.
    pub document: DocumentId,
    /// Whose work it is.
    pub annotator: Annotator,
    /// How far it is.
    pub status: Status,
    /// The last entry in the journal.
    pub revision: u64,
    /// How many spans there are.
    pub spans: usize,
    /// How many relations there are.
    pub relations: usize,
    /// When it was last changed, as RFC 3339.
    pub modified: String,
    /// The newest whole checkpoint.
    pub checkpoint: Option<Checkpoint>,
}

/// Where a checkpoint is and what it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The last journal entry in it; no two checkpoints of a set have the same.
    pub revision: u64,
    /// The highest logical time in it.
    pub lamport: u64,
    /// How many chunks it has.
    pub chunks: usize,
}

impl Version {
    /// The version a document has before anyone worked on it.
    pub fn empty(set: SetId, document: DocumentId, annotator: Annotator) -> Self {
        Self::of(Arc::new(AnnotationSet::new(set, document, annotator)))
    }

    /// A version that is a set as it was read from a file, with no steps.
    pub fn of(set: Arc<AnnotationSet>) -> Self {
        Self { set, history: History::default(), revision: 0, lamport: 0 }
    }

    /// The version the entry leads to, unless its transaction doesn't fit.
    pub fn after(&self, entry: &Entry) -> Option<Self> {
        let set = entry.transaction.apply(&self.set).ok()?;
        Some(Self {
            set: Arc::new(set),
            history: self.history.after(entry.step, &entry.transaction),
            revision: entry.revision,
            lamport: self.lamport.max(entry.lamport),
        })
    }

    /// The head of this version.
    pub fn head(&self, modified: &str, checkpoint: Option<Checkpoint>) -> Head {
        Head {
            set: self.set.id.clone(),
            document: self.set.document.clone(),
            annotator: self.set.annotator.clone(),
            status: self.set.status,
            revision: self.revision,
            spans: self.set.spans().len(),
            relations: self.set.relations().len(),
            modified: modified.to_owned(),
            checkpoint,
        }
    }
}

impl Head {
    /// The record of the head.
    pub fn write(&self) -> Vec<u8> {
        let mut json = Vec::new();
        object(&mut json, |fields| {
            fields.string("set", self.set.as_str());
            fields.string("document", self.document.as_str());
            fields.string("annotator", self.annotator.as_str());
            write_status(fields, self.status);
            fields.number("revision", self.revision);
            fields.number("spans", self.spans as u64);
            fields.number("relations", self.relations as u64);
            fields.text("modified", &self.modified);
            if let Some(checkpoint) = &self.checkpoint {
                fields.object("checkpoint", |fields| {
                    fields.number("revision", checkpoint.revision);
                    fields.number("lamport", checkpoint.lamport);
                    fields.number("chunks", checkpoint.chunks as u64);
                });
            }
        });
        seal(&json)
    }

    /// Reads the record of a head.
    ///
    /// # Errors
    /// If it is damaged, newer or no such record.
    pub fn read(sealed: &[u8]) -> Result<Self, Unreadable> {
        let mut record = Record::parse(open_text(sealed)?).map_err(|_| Unreadable::Malformed)?;
        let set = needed_text(&mut record, "set")?;
        let document = needed_text(&mut record, "document")?;
        let annotator = needed_text(&mut record, "annotator")?;
        let status = needed_text(&mut record, "status")?;
        let checkpoint = match record.take("checkpoint") {
            None => None,
            Some(json) => {
                let mut record = Record::parse(json).map_err(|_| Unreadable::Malformed)?;
                Some(Checkpoint {
                    revision: needed_number(&mut record, "revision")?,
                    lamport: needed_number(&mut record, "lamport")?,
                    chunks: needed_number(&mut record, "chunks")? as usize,
                })
            }
        };
        Ok(Self {
            set: SetId::new(set),
            document: DocumentId::new(document),
            annotator: Annotator::new(annotator),
            status: read_status(&status).ok_or(Unreadable::Malformed)?,
            revision: needed_number(&mut record, "revision")?,
            spans: needed_number(&mut record, "spans")? as usize,
            relations: needed_number(&mut record, "relations")? as usize,
            modified: record.string("modified").ok().flatten().unwrap_or_default(),
            checkpoint,
        })
    }
}

impl Entry {
    /// The record of the entry; `text` is the document's.
    pub fn write(&self, text: &Text) -> Vec<u8> {
        let mut json = Vec::new();
        object(&mut json, |fields| {
            fields.number("revision", self.revision);
            fields.number("lamport", self.lamport);
            fields.string("actor", &self.actor);
            fields.string("at", &self.at);
            fields.string("step", step_name(self.step));
            fields.flag("continues", self.transaction.continues);
            fields.list("changes", "", self.transaction.changes.iter(), |out, change| {
                object(out, |fields| write_change(fields, change, text));
            });
        });
        seal(&json)
    }

    /// Reads the record of an entry; `text` is the document's.
    ///
    /// # Errors
    /// If it is damaged, newer or no such record, or tells of a span that doesn't fit the text.
    pub fn read(sealed: &[u8], text: &Text) -> Result<Self, Unreadable> {
        let mut record = Record::parse(open_text(sealed)?).map_err(|_| Unreadable::Malformed)?;
        let step = needed_text(&mut record, "step")?;
        let changes = record.list("changes").map_err(|_| Unreadable::Malformed)?;
        let changes = changes.into_iter().map(|json| read_change(json, text).ok_or(Unreadable::Malformed));
        let changes = changes.collect::<Result<_, _>>()?;
        let continues = record.yes_no("continues").ok().flatten().unwrap_or_default();
        Ok(Self {
            revision: needed_number(&mut record, "revision")?,
            lamport: needed_number(&mut record, "lamport")?,
            actor: needed_text(&mut record, "actor")?.into(),
            at: needed_text(&mut record, "at")?.into(),
            step: [Step::Do, Step::Undo, Step::Redo]
                .into_iter()
                .find(|known| step_name(*known) == step)
                .ok_or(Unreadable::Malformed)?,
            transaction: Arc::new(Transaction { changes, continues }),
        })
    }
}

fn step_name(step: Step) -> &'static str {
    match step {
        Step::Do => "do",
        Step::Undo => "undo",
        Step::Redo => "redo",
    }
}

fn write_change(fields: &mut Object<'_>, change: &Change, text: &Text) {
    fn sides<T>(fields: &mut Object<'_>, diff: &Diff<T>, write: impl Fn(&T) -> Vec<u8>) {
        for (name, side) in [("before", &diff.before), ("after", &diff.after)] {
            if let Some(value) = side {
                fields.json(name, &String::from_utf8_lossy(&write(value)));
            }
        }
    }
    match change {
        Change::Span(diff) => {
            fields.string("of", "span");
            sides(fields, diff, |span| written(|out| write_span(out, span, text)));
        }
        Change::Relation(diff) => {
            fields.string("of", "relation");
            sides(fields, diff, |relation| written(|out| write_relation(out, relation)));
        }
        Change::DocumentLabel(id, diff) => {
            fields.string("of", "document-label");
            fields.string("id", id.as_str());
            sides(fields, diff, |value| {
                let value = BTreeMap::from([(id.clone(), value.clone())]);
                written(|out| object(out, |fields| write_values(fields, &value)))
            });
        }
        Change::Conflict(diff) => {
            fields.string("of", "conflict");
            sides(fields, diff, |conflict| written(|out| write_conflict(out, conflict, text)));
        }
        Change::Status(diff) => {
            fields.string("of", "status");
            sides(fields, diff, |status| written(|out| object(out, |fields| write_status(fields, *status))));
        }
    }
}

fn written(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    write(&mut out);
    out
}

fn read_change(json: &str, text: &Text) -> Option<Change> {
    fn sides<T>(record: &mut Record<'_>, read: impl Fn(&str) -> Option<T>) -> Option<Diff<T>> {
        let mut side = |name| match record.take(name) {
            None => Some(None),
            Some(json) => read(json).map(Some),
        };
        Some(Diff { before: side("before")?, after: side("after")? })
    }
    let mut record = Record::parse(json).ok()?;
    match record.string("of").ok()??.as_str() {
        "span" => sides(&mut record, |json| read_span(json, text).ok().map(Arc::new)).map(Change::Span),
        "conflict" => sides(&mut record, |json| read_conflict(json, text).ok().map(Arc::new)).map(Change::Conflict),
        "relation" => sides(&mut record, |json| read_relation(json).ok().map(Arc::new)).map(Change::Relation),
        "document-label" => {
            let id = AttributeId::new(record.string("id").ok()??);
            let value =
                |json: &str| -> Option<AttributeValue> { read_values(Record::parse(json).ok()?).ok()?.remove(&id) };
            sides(&mut record, value).map(|diff| Change::DocumentLabel(id.clone(), diff))
        }
        "status" => sides(&mut record, |json| read_status(&Record::parse(json).ok()?.string("status").ok()??))
            .map(Change::Status),
        _ => None,
    }
}

fn needed_text(record: &mut Record<'_>, field: &'static str) -> Result<String, Unreadable> {
    record.string(field).ok().flatten().ok_or(Unreadable::Malformed)
}

fn needed_number(record: &mut Record<'_>, field: &'static str) -> Result<u64, Unreadable> {
    record.number(field).ok().flatten().map(|n| n as u64).ok_or(Unreadable::Malformed)
}

/// Writes a checkpoint chunk by chunk, so that the page can do other things in between.
///
/// A chunk is a list of records, one a line: what concerns the whole set first, then the spans, the relations and the conflicts.
#[derive(Debug)]
pub struct CheckpointWriter {
    set: Arc<AnnotationSet>,
    document: Arc<Document>,
    begun: bool,
    next_span: usize,
    next_relation: usize,
    next_conflict: usize,
    finished: bool,
}

impl CheckpointWriter {
    /// Begins a checkpoint of the set.
    pub fn new(set: Arc<AnnotationSet>, document: Arc<Document>) -> Self {
        Self { set, document, begun: false, next_span: 0, next_relation: 0, next_conflict: 0, finished: false }
    }
}

impl Iterator for CheckpointWriter {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        if self.finished {
            return None;
        }
        let mut chunk = Vec::new();
        if !std::mem::replace(&mut self.begun, true) {
            object(&mut chunk, |fields| {
                fields.object("document_labels", |fields| {
                    write_values(fields, &self.set.document_labels);
                });
                fields.object("unknown", |fields| fields.unknown(&self.set.unknown));
                write_status(fields, self.set.status);
            });
            chunk.push(b'\n');
        }
        for span in self.set.spans().iter_from(self.next_span) {
            if chunk.len() > CHUNK {
                return Some(seal(&chunk));
            }
            write_span(&mut chunk, span, self.document.text());
            chunk.push(b'\n');
            self.next_span += 1;
        }
        for relation in self.set.relations().skip(self.next_relation) {
            if chunk.len() > CHUNK {
                return Some(seal(&chunk));
            }
            write_relation(&mut chunk, relation);
            chunk.push(b'\n');
            self.next_relation += 1;
        }
        for conflict in self.set.conflicts.values().skip(self.next_conflict) {
            if chunk.len() > CHUNK {
                return Some(seal(&chunk));
            }
            write_conflict(&mut chunk, conflict, self.document.text());
            chunk.push(b'\n');
            self.next_conflict += 1;
        }
        self.finished = true;
        Some(seal(&chunk))
    }
}

/// A record that can't be used, with its bytes, for the quarantine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Which record.
    pub key: String,
    /// What is wrong with it.
    pub why: Unreadable,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A set put together from its records.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The newest version the records lead to.
    pub version: Version,
    /// What could not be used.
    pub damaged: Vec<Damage>,
}

/// Puts a set together: the checkpoint, then the journal entries after it. Entries before it only tell what can be undone.
///
/// Each record comes with its key, in order. What can't be read, and entries after a gap, are handed back as damaged.
pub fn restore(
    head: &Head,
    document: &Document,
    checkpoint: &[(String, Vec<u8>)],
    journal: &[(String, Vec<u8>)],
) -> Restored {
    let mut damaged = Vec::new();
    let empty = AnnotationSet::new(head.set.clone(), head.document.clone(), head.annotator.clone());
    let set = read_checkpoint(empty, document.text(), checkpoint, &mut damaged);
    for missing in checkpoint.len()..head.checkpoint.map_or(0, |checkpoint| checkpoint.chunks) {
        damaged.push(Damage { key: format!("chunk {missing}"), why: Unreadable::Damaged, bytes: Vec::new() });
    }
    let start = head.checkpoint.map_or((0, 0), |checkpoint| (checkpoint.revision, checkpoint.lamport));
    let mut version = Version { set: Arc::new(set), history: History::default(), revision: start.0, lamport: start.1 };
    for (key, bytes) in journal {
        let damage = |why| Damage { key: key.clone(), why, bytes: bytes.clone() };
        match Entry::read(bytes, document.text()) {
            Ok(entry) if entry.revision <= start.0 => {
                version.history = version.history.after(entry.step, &entry.transaction);
            }
            Ok(entry) if entry.revision == version.revision + 1 => match version.after(&entry) {
                Some(after) => version = after,
                None => damaged.push(damage(Unreadable::Malformed)),
            },
            Ok(_) => damaged.push(damage(Unreadable::Malformed)),
            Err(why) => damaged.push(damage(why)),
        }
    }
    // The next edit must not take the name of an entry that was written once, even if that can't be read.
    version.revision = version.revision.max(head.revision);
    Restored { version, damaged }
}

fn read_checkpoint(
    mut set: AnnotationSet,
    text: &Text,
    chunks: &[(String, Vec<u8>)],
    damaged: &mut Vec<Damage>,
) -> AnnotationSet {
    let mut spans = Vec::new();
    let mut relations = Vec::new();
    let mut conflicts = BTreeMap::new();
    for (key, bytes) in chunks {
        let lines = match open_text(bytes) {
            Ok(lines) => lines,
            Err(why) => {
                damaged.push(Damage { key: key.clone(), why, bytes: bytes.clone() });
                continue;
            }
        };
        let before = damaged.len();
        for line in lines.lines() {
            if line.starts_with("{\"document_labels\"") {
                read_set_fields(&mut set, line);
            } else if let Ok(span) = read_span(line, text) {
                spans.push(Arc::new(span));
            } else if let Ok(conflict) = read_conflict(line, text) {
                conflicts.insert(conflict.id.clone(), Arc::new(conflict));
            } else if let Ok(relation) = read_relation(line) {
                relations.push(Arc::new(relation));
            } else if damaged.len() == before {
                damaged.push(Damage { key: key.clone(), why: Unreadable::Malformed, bytes: bytes.clone() });
            }
        }
    }
    set.conflicts = Arc::new(conflicts);
    set.with(spans, relations)
}

fn read_set_fields(set: &mut AnnotationSet, line: &str) {
    let Ok(mut record) = Record::parse(line) else {
        return;
    };
    set.document_labels =
        record.record("document_labels").ok().and_then(|values| read_values(values).ok()).unwrap_or_default();
    set.unknown = record.record("unknown").map_or_else(|_| Unknown::new(), Record::rest);
    set.status = record.string("status").ok().flatten().and_then(|name| read_status(&name)).unwrap_or_default();
}
