//! Making a file of stored records.

use std::sync::Arc;

use super::{frame, manifest, unframe};
use crate::app::record::{DocumentHeader, Head, read_document, read_project, restore, write_project};
use crate::app::state::ProjectInfo;
use crate::domain::formats::json::Record;
use crate::domain::formats::postil;
use crate::domain::project::Project;

/// A project to be written as Postil JSON.
#[derive(Clone, Debug)]
pub struct ExportJob {
    /// The project.
    pub project: ProjectInfo,
    /// Its documents, as they are stored.
    pub documents: Vec<StoredDocument>,
    /// The time, as RFC 3339.
    pub now: String,
}

/// A document and the sets about it, as they are stored.
#[derive(Clone, Debug)]
pub struct StoredDocument {
    /// Its header.
    pub header: Vec<u8>,
    /// Its chunks.
    pub chunks: Vec<Vec<u8>>,
    /// The sets.
    pub sets: Vec<StoredSet>,
}

/// An annotation set as it is stored.
#[derive(Clone, Debug)]
pub struct StoredSet {
    /// Its head.
    pub head: Vec<u8>,
    /// The chunks of its checkpoint.
    pub checkpoint: Vec<Vec<u8>>,
    /// Its journal.
    pub journal: Vec<Vec<u8>>,
}

/// The file, and how many records could not be used for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many records are damaged.
    pub damaged: usize,
}

impl ExportJob {
    /// The frames of the job.
    pub fn write(&self) -> Vec<u8> {
        let head = manifest(|fields| {
            fields.string("job", "export");
            fields.string("now", &self.now);
        });
        let mut frames = vec![head, write_project(&self.project)];
        for document in &self.documents {
            let mut parts = vec![document.header.clone(), frame(&document.chunks)];
            parts.extend(
                document.sets.iter().map(|set| frame(&[set.head.clone(), frame(&set.checkpoint), frame(&set.journal)])),
            );
            frames.push(frame(&parts));
        }
        frame(&frames)
    }
}

pub(super) fn run(mut record: Record<'_>, frames: &[&[u8]], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    let Some((project, documents)) = frames.split_first() else {
        return frame(&[]);
    };
    let Ok(info) = read_project(project) else {
        return frame(&[]);
    };
    let now = record.string("now").ok().flatten().unwrap_or_default();
    let mut project = Project { schema: info.schema, unknown: info.unknown, ..Project::new(info.id, info.name) };
    let mut damaged = 0;
    for (n, parts) in documents.iter().enumerate() {
        progress(n as f64 / documents.len() as f64);
        damaged += add_document(&mut project, &unframe(parts)).unwrap_or(1);
    }
    let file = postil::write(&project, &now);
    frame(&[manifest(|fields| fields.number("damaged", damaged as u64)), file])
}

/// Adds a document and its sets to the project; returns how many records were damaged, or nothing if the document itself is.
fn add_document(project: &mut Project, parts: &[&[u8]]) -> Option<usize> {
    let [header, chunks, sets @ ..] = parts else {
        return None;
    };
    let owned = |frames: &[u8]| -> Vec<Vec<u8>> { unframe(frames).into_iter().map(<[u8]>::to_vec).collect() };
    let document = Arc::new(read_document(&DocumentHeader::read(header).ok()?, &owned(chunks)).ok()?);
    let mut damaged = 0;
    for set in sets {
        let parts = unframe(set);
        let [head, checkpoint, journal] = parts.as_slice() else {
            damaged += 1;
            continue;
        };
        let Ok(head) = Head::read(head) else {
            damaged += 1;
            continue;
        };
        let nameless =
            |frames: &[u8]| owned(frames).into_iter().map(|bytes| (String::new(), bytes)).collect::<Vec<_>>();
        let restored = restore(&head, &document, &nameless(checkpoint), &nameless(journal));
        damaged += restored.damaged.len();
        project.sets.push(restored.version.set);
    }
    project.documents.push(document);
    Some(damaged)
}

impl Exported {
    /// Reads the outcome of a job; nothing if the worker gave no answer.
    pub fn read(outcome: &[u8]) -> Option<Self> {
        let frames = unframe(outcome);
        let [manifest, bytes] = frames.as_slice() else {
            return None;
        };
        let mut record = Record::parse(std::str::from_utf8(manifest).ok()?).ok()?;
        Some(Self { bytes: bytes.to_vec(), damaged: record.number("damaged").ok()?? })
    }
}
