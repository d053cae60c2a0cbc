//! Documents with all their sets as they are stored, on their way to the worker.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::Keeper;
use super::add::Work;
use super::article::{SetRecords, Stored};
use super::writing::Writing;
use crate::app::jobs::{StoredDocument, StoredSet};
use crate::app::record::{Head, key};
use crate::domain::id::{DocumentId, ProjectId};
use crate::web::storage::{StorageError, Store};

/// So many documents that stand one after another are asked for at once: a question costs more than what it brings, but the page must not
/// stand still.
const BATCH: usize = 24;

impl Keeper {
    /// Documents with all their sets as they are stored, with the edits that are still on their way, in the given order; those that are
    /// gone are left out. Nothing if the work was stopped.
    pub(super) async fn stored_documents(
        &self,
        project: &ProjectId,
        ids: &[DocumentId],
        work: &Work,
    ) -> Result<Option<Vec<StoredDocument>>, StorageError> {
        let wanted: BTreeSet<&DocumentId> = ids.iter().collect();
        let (from, to) = key::below(&key::project(project));
        let there = self.storage().keys_between(Store::Documents, &from, &to).await?;
        let mut documents = BTreeMap::new();
        let mut run: Vec<String> = Vec::new();
        let ends = std::iter::once(None);
        for next in there.into_iter().map(Some).chain(ends) {
            if work.is_cancelled() {
                return Ok(None);
            }
            let next = next.filter(|key| wanted.contains(&DocumentId::new(key::last_name(key))));
            if (next.is_none() || run.len() == BATCH) && !run.is_empty() {
                documents.extend(self.stored_run(project, &std::mem::take(&mut run)).await?);
            }
            run.extend(next);
        }
        Ok(Some(ids.iter().filter_map(|id| documents.remove(&key::document(project, id))).collect()))
    }

    /// Documents whose keys stand one after another, by their keys.
    async fn stored_run(
        &self,
        project: &ProjectId,
        keys: &[String],
    ) -> Result<Vec<(String, StoredDocument)>, StorageError> {
        let (Some(first), Some(last)) = (keys.first(), keys.last()) else {
            return Ok(Vec::new());
        };
        let to = key::below(last).1;
        let heads = self.storage().between(Store::Heads, first, &to).await?;
        let headers = self.storage().between(Store::Documents, first, &to).await?;
        let mut chunks = by_document(self.storage().between(Store::Chunks, first, &to).await?);
        let mut checkpoints = by_document(self.storage().between(Store::Checkpoints, first, &to).await?);
        let mut journals = by_document(self.storage().between(Store::Journal, first, &to).await?);
        let mut heads_before = by_document(heads);
        let mut heads_now = by_document(self.storage().between(Store::Heads, first, &to).await?);
        let mut documents = Vec::with_capacity(keys.len());
        for (place, header) in headers {
            let (before, now) = (heads_before.remove(&place), heads_now.remove(&place));
            if before != now {
                // Another tab writes meanwhile.
                let id = DocumentId::new(key::last_name(&place));
                documents.extend(self.stored_document(project, &id).await?.map(|document| (place, document)));
                continue;
            }
            let checkpoints = checkpoints.remove(&place).unwrap_or_default();
            let journal = journals.remove(&place).unwrap_or_default();
            let below = |records: &[Stored], set: &str| -> Vec<Stored> {
                let (from, to) = key::below(set);
                let first = records.partition_point(|(key, _)| key::order(key, &from).is_lt());
                records[first..].iter().take_while(|(key, _)| key::order(key, &to).is_lt()).cloned().collect()
            };
            let mut sets = Vec::new();
            let mut with_head = Vec::new();
            for (key, head) in now.unwrap_or_default() {
                let records = SetRecords {
                    head: Some(head),
                    checkpoints: below(&checkpoints, &key),
                    journal: below(&journal, &key),
                };
                sets.push(self.set_of(&key, records));
                with_head.push(key);
            }
            sets.extend(self.unsaved_sets_without_head(&place, &with_head));
            let chunks = chunks.remove(&place).unwrap_or_default();
            let chunks = chunks.into_iter().map(|(_, chunk)| chunk).collect();
            documents.push((place, StoredDocument { header: header.unwrap_or_default(), chunks, sets }));
        }
        Ok(documents)
    }

    /// A document and all its sets as they are stored, with the edits that are still on their way; nothing if it is gone.
    pub(super) async fn stored_document(
        &self,
        project: &ProjectId,
        id: &DocumentId,
    ) -> Result<Option<StoredDocument>, StorageError> {
        let place = key::document(project, id);
        let (from, to) = key::below(&place);
        let Some(header) = self.storage().get(Store::Documents, &place).await? else {
            return Ok(None);
        };
        let chunks = self.storage().between(Store::Chunks, &from, &to).await?;
        let chunks = chunks.into_iter().map(|(_, chunk)| chunk.unwrap_or_default()).collect();
        let mut sets = Vec::new();
        let mut keys = Vec::new();
        for (key, head) in self.storage().between(Store::Heads, &from, &to).await? {
            let mut records = self.read_set(&key).await?;
            records.head.get_or_insert(head.unwrap_or_default());
            sets.push(self.set_of(&key, records));
            keys.push(key);
        }
        sets.extend(self.unsaved_sets_without_head(&place, &keys));
        Ok(Some(StoredDocument { header, chunks, sets }))
    }

    /// A set as it is stored, with the edits that are still on their way.
    fn set_of(&self, key: &str, records: SetRecords) -> StoredSet {
        let bytes = records.head.clone().unwrap_or_default();
        let Ok(head) = Head::read(&bytes) else {
            return StoredSet { head: bytes, checkpoint: Vec::new(), journal: Vec::new() };
        };
        let checkpoint = records.of_checkpoint(key, &head).iter().map(|(_, chunk)| chunk.clone()).collect();
        let first = key::entry(key, head.checkpoint.map_or(0, |checkpoint| checkpoint.revision) + 1);
        let later = records.journal.into_iter().filter(|(key, _)| *key >= first).map(|(_, entry)| entry);
        let mut journal: Vec<Vec<u8>> = later.collect();
        journal.extend(self.unsaved_entries(key));
        StoredSet { head: bytes, checkpoint, journal }
    }

    fn unsaved_entries(&self, key: &str) -> Vec<Vec<u8>> {
        let Some(writing) = self.writing(key) else {
            return Vec::new();
        };
        let open = writing.open.borrow();
        open.unsaved().map(|entry| entry.write(open.document().text())).collect()
    }

    /// The sets of the document of which not even the first edit is on disk.
    fn unsaved_sets_without_head(&self, place: &str, with_head: &[String]) -> Vec<StoredSet> {
        let writings = self.0.writings.borrow();
        let without_head = writings.iter().filter(|writing| {
            key::document_of(&writing.key) == place && !with_head.contains(&writing.key) && writing.has_unsaved()
        });
        let set = |writing: &Rc<Writing>| {
            let head = writing.open.borrow().saved().head("", None).write();
            StoredSet { head, checkpoint: Vec::new(), journal: self.unsaved_entries(&writing.key) }
        };
        without_head.map(set).collect()
    }
}

/// Records of each document, in the order of their keys.
fn by_document(records: Vec<(String, Option<Vec<u8>>)>) -> BTreeMap<String, Vec<Stored>> {
    let mut by_document: BTreeMap<String, Vec<Stored>> = BTreeMap::new();
    for (key, bytes) in records {
        let of_document = by_document.entry(key::document_of(&key).to_owned()).or_default();
        of_document.push((key, bytes.unwrap_or_default()));
    }
    by_document
}
