//! Documents and sets as they are stored, on their way to the worker.

use std::sync::Arc;

use super::{frame, unframe};
use crate::app::record::{DocumentHeader, Head, read_document, restore};
use crate::domain::formats::outlet::Annotated;

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

impl StoredDocument {
    /// The document with its sets, as far as its records can be read.
    pub fn restored(&self) -> Option<Annotated> {
        restored(&self.write()).map(|(item, _)| item)
    }

    /// Its frames.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut parts = vec![self.header.clone(), frame(&self.chunks)];
        let set = |set: &StoredSet| frame(&[set.head.clone(), frame(&set.checkpoint), frame(&set.journal)]);
        parts.extend(self.sets.iter().map(set));
        frame(&parts)
    }
}

/// A document with its sets, and how many records of them were damaged; nothing if the document itself is.
pub(super) fn restored(frames: &[u8]) -> Option<(Annotated, usize)> {
    let parts = unframe(frames);
    let [header, chunks, sets @ ..] = parts.as_slice() else {
        return None;
    };
    let owned = |frames: &[u8]| -> Vec<Vec<u8>> { unframe(frames).into_iter().map(<[u8]>::to_vec).collect() };
    let document = Arc::new(read_document(&DocumentHeader::read(header).ok()?, &owned(chunks)).ok()?);
    let mut damaged = 0;
    let mut restored_sets = Vec::new();
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
        restored_sets.push(restored.version.set);
    }
    Some((Annotated { document, sets: restored_sets, split: String::new() }, damaged))
}
