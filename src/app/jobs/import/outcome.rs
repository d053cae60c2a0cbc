//! What became of an import, as it comes back from the worker.

use super::{Imported, ImportedGroup, Reading, Refusal, Stored, StoredIn, Target};
use crate::app::jobs::{draft, frame, manifest, unframe};
use crate::domain::formats::json::{Object, Record, object};
use crate::domain::formats::postil::{read_metadata, write_metadata};
use crate::domain::id::{Annotator, DocumentId, ProjectId};

/// The frames of one group: what became of it, the article that was found, the project, the records.
pub(super) fn write(group: &ImportedGroup) -> Vec<u8> {
    let mut frames = vec![manifest(|fields| {
        fields.string("name", &group.name);
        fields.string("reading", group.reading.name());
        match &group.outcome {
            Err(refusal) => write_refusal(fields, refusal),
            Ok(imported) => write_imported(fields, imported),
        }
        fields.flag("has_draft", group.draft.is_some());
    })];
    frames.extend(group.draft.as_ref().map(draft::write));
    if let Ok(imported) = &group.outcome {
        frames.extend(write_records(imported));
    }
    frame(&frames)
}

/// The project, if it is to be written, and the records of each document.
fn write_records(imported: &Imported) -> impl Iterator<Item = Vec<u8>> {
    let documents = imported.documents.iter().map(|document| {
        let records = document
            .iter()
            .flat_map(|(store, key, bytes)| [vec![*store as u8], key.clone().into_bytes(), bytes.clone()]);
        frame(&records.collect::<Vec<_>>())
    });
    imported.target.record.clone().into_iter().chain(documents)
}

impl Imported {
    /// The frames of what was made of a single document.
    pub(in crate::app::jobs) fn write(&self) -> Vec<u8> {
        let mut frames = vec![manifest(|fields| write_imported(fields, self))];
        frames.extend(write_records(self));
        frame(&frames)
    }

    /// Reads them; nothing if the worker gave no answer.
    pub fn read(outcome: &[u8]) -> Option<Self> {
        let frames = unframe(outcome);
        let (manifest, rest) = frames.split_first()?;
        read_imported(Record::parse(std::str::from_utf8(manifest).ok()?).ok()?, rest)
    }
}

fn write_refusal(fields: &mut Object<'_>, refusal: &Refusal) {
    let (code, one, two) = match refusal {
        Refusal::Empty => ("empty", 0, 0),
        Refusal::Binary => ("binary", 0, 0),
        Refusal::OtherJson => ("other-json", 0, 0),
        Refusal::OtherFormat(_) => ("other-format", 0, 0),
        Refusal::TooLong => ("too-long", 0, 0),
        Refusal::BrokenJson(line, column) => ("broken-json", *line, *column),
        Refusal::Newer(version) => ("newer", *version, 0),
        Refusal::NoAnswer => ("no-answer", 0, 0),
    };
    fields.string("refused", code);
    fields.number("one", one as u64);
    fields.number("two", two as u64);
    if let Refusal::OtherFormat(why) = refusal {
        fields.string("why", why);
    }
}

fn read_refusal(code: &str, one: usize, two: usize, why: String) -> Refusal {
    match code {
        "empty" => Refusal::Empty,
        "binary" => Refusal::Binary,
        "other-json" => Refusal::OtherJson,
        "other-format" => Refusal::OtherFormat(why),
        "too-long" => Refusal::TooLong,
        "broken-json" => Refusal::BrokenJson(one, two),
        "newer" => Refusal::Newer(one),
        _ => Refusal::NoAnswer,
    }
}

fn write_imported(fields: &mut Object<'_>, imported: &Imported) {
    fields.string("project", imported.target.id.as_str());
    fields.flag("project_changed", imported.target.record.is_some());
    fields.number("added", imported.added as u64);
    fields.number("sets", imported.sets as u64);
    fields.number("spans", imported.spans as u64);
    fields.strings("annotators", imported.annotators.iter().map(Annotator::as_str));
    fields.flag("nameless", imported.is_nameless);
    fields.flag("new_texts", imported.is_on_new_texts);
    fields.number("left_out", imported.left_out as u64);
    if let Some(metadata) = &imported.metadata {
        fields.object("metadata", |fields| write_metadata(fields, metadata));
    }
    fields.strings("duplicates", imported.duplicates.iter().map(DocumentId::as_str));
    fields.list("warnings", "", imported.warnings.iter(), |out, (at, what, details)| {
        object(out, |fields| {
            fields.string("at", at);
            fields.string("what", what);
            fields.text("details", details);
        });
    });
}

impl ImportedGroup {
    /// Reads the outcome of a job, group by group.
    ///
    /// # Errors
    /// If the worker gave no answer.
    pub fn read_all(outcome: &[u8]) -> Result<Vec<Self>, Refusal> {
        let groups = unframe(outcome);
        let read: Option<Vec<Self>> = groups.into_iter().map(Self::read).collect();
        read.filter(|groups| !groups.is_empty()).ok_or(Refusal::NoAnswer)
    }

    fn read(group: &[u8]) -> Option<Self> {
        let frames = unframe(group);
        let (manifest, rest) = frames.split_first()?;
        let mut record = Record::parse(std::str::from_utf8(manifest).ok()?).ok()?;
        let name = record.string("name").ok()??;
        let reading = Reading::named(&record.string("reading").ok()??)?;
        let has_draft = record.yes_no("has_draft").ok()?.unwrap_or_default();
        let (draft, rest) = rest.split_at_checked(usize::from(has_draft))?;
        let draft = draft.first().and_then(|frames| draft::read(frames));
        let outcome = match record.string("refused").ok()? {
            Some(code) => {
                let mut number = |name| record.number(name).ok().flatten().unwrap_or_default();
                let (one, two) = (number("one"), number("two"));
                Err(read_refusal(&code, one, two, record.string("why").ok()?.unwrap_or_default()))
            }
            None => Ok(read_imported(record, rest)?),
        };
        Some(Self { name, reading, outcome, draft })
    }
}

fn read_imported(mut record: Record<'_>, rest: &[&[u8]]) -> Option<Imported> {
    let changed = record.yes_no("project_changed").ok()?.unwrap_or_default();
    let (project, documents) = rest.split_at_checked(usize::from(changed))?;
    let warnings = record.list("warnings").ok()?.into_iter().filter_map(|json| {
        let mut record = Record::parse(json).ok()?;
        let mut text = |name| record.string(name).ok().flatten();
        Some((text("at")?, text("what")?, text("details").unwrap_or_default()))
    });
    let warnings = warnings.collect();
    Some(Imported {
        target: Target {
            id: ProjectId::new(record.string("project").ok()??),
            record: project.first().map(|record| record.to_vec()),
        },
        documents: documents.iter().map(|frames| read_stored(frames)).collect(),
        added: record.number("added").ok()??,
        sets: record.number("sets").ok()??,
        spans: record.number("spans").ok()??,
        annotators: record.strings("annotators").ok()?.into_iter().map(Annotator::new).collect(),
        is_on_new_texts: record.yes_no("new_texts").ok()?.unwrap_or_default(),
        is_nameless: record.yes_no("nameless").ok()?.unwrap_or_default(),
        duplicates: record.strings("duplicates").ok()?.into_iter().map(DocumentId::new).collect(),
        warnings,
        left_out: record.number("left_out").ok()??,
        metadata: record.peek("metadata").and_then(|json| Record::parse(json).ok()).map(read_metadata),
    })
}

fn read_stored(frames: &[u8]) -> Vec<Stored> {
    const STORES: [StoredIn; 4] = [StoredIn::Documents, StoredIn::Chunks, StoredIn::Heads, StoredIn::Checkpoints];
    let frames = unframe(frames);
    let records = frames.as_chunks::<3>().0.iter().filter_map(|[store, key, bytes]| {
        let store = *STORES.get(usize::from(*store.first()?))?;
        Some((store, std::str::from_utf8(key).ok()?.to_owned(), bytes.to_vec()))
    });
    records.collect()
}
