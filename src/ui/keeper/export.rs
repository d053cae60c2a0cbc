//! Taking annotations away: the stored records go to the worker, which makes a file of them.

use std::rc::Rc;
use std::sync::Arc;

use super::Keeper;
use super::add::Work;
use super::writing::Writing;
use crate::app::jobs::{ExportJob, Exported, StoredDocument, StoredSet, Wanted};
use crate::app::open::OpenArticle;
use crate::app::record::{Checkpoint, CheckpointWriter, Head, document_records, key};
use crate::app::state::{AppState, DocumentSummary};
use crate::app::views::{Listed, Sort, listed};
use crate::domain::annotation::Status;
use crate::domain::id::{DocumentId, ProjectId};
use crate::web::fresh;
use crate::web::storage::{StorageError, Store};
use crate::web::worker::{Program, Stopped};

/// Which articles are taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of the project.
    #[default]
    All,
    /// Those the annotator is done with.
    Done,
    /// Those whose titles contain these words.
    Titled(String),
    /// Those that are open or not wholly on disk, as they stand in memory.
    InMemory,
}

impl Scope {
    /// The articles of the library that are taken.
    pub fn articles(&self, state: &AppState) -> Vec<Arc<DocumentSummary>> {
        let wanted = match self {
            Self::All | Self::InMemory => Listed::default(),
            Self::Done => Listed { status: Some(Status::Done), ..Listed::default() },
            Self::Titled(words) => Listed { search: words.clone(), ..Listed::default() },
        };
        listed(&state.library, &state.annotator, &Listed { sort: Sort::Oldest, ..wanted })
    }
}

/// Why there is no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportError {
    /// Records can't be read.
    Storage(StorageError),
    /// The worker broke down.
    Broken(String),
    /// The annotator stopped it.
    Cancelled,
}

impl Keeper {
    /// Makes files of the shown project. `progress` is told how much is done, from 0 to 1.
    ///
    /// # Errors
    /// If the records can't be read or the worker breaks down.
    pub async fn export(
        &self,
        scope: &Scope,
        wanted: Wanted,
        work: &Work,
        progress: impl Fn(f64) + 'static,
    ) -> Result<Exported, ExportError> {
        // Another project may be shown before all is read.
        let project = self.state().project.clone();
        let documents = match scope {
            Scope::InMemory => self.documents_in_memory(&project.id),
            Scope::All | Scope::Done | Scope::Titled(_) => {
                let mut documents = Vec::new();
                for id in scope.articles(&self.state()).into_iter().map(|summary| summary.id.clone()) {
                    if work.is_cancelled() {
                        return Err(ExportError::Cancelled);
                    }
                    documents.extend(self.stored_document(&project.id, &id).await.map_err(ExportError::Storage)?);
                }
                documents
            }
        };
        let job = ExportJob { project, documents, now: fresh::now().to_string(), wanted };
        let outcome = work.run(Program::Jobs, || job.write(), progress).await.map_err(|stopped| match stopped {
            Stopped::Cancelled => ExportError::Cancelled,
            Stopped::Broken(words) => ExportError::Broken(words),
        })?;
        Exported::read(&outcome).ok_or_else(|| ExportError::Broken("no file came back".into()))
    }

    /// The articles that are open or not wholly on disk, as they stand in memory, without asking the database.
    fn documents_in_memory(&self, project: &ProjectId) -> Vec<StoredDocument> {
        let writings = self.0.writings.borrow();
        let wanted = writings.iter().filter(|writing| writing.is_shown() || writing.has_unsaved());
        wanted.map(|writing| in_memory(&writing.open.borrow(), project)).collect()
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
            sets.push(self.stored_set(&key, head.unwrap_or_default()).await?);
            keys.push(key);
        }
        sets.extend(self.unsaved_sets_without_head(&place, &keys));
        Ok(Some(StoredDocument { header, chunks, sets }))
    }

    async fn stored_set(&self, key: &str, bytes: Vec<u8>) -> Result<StoredSet, StorageError> {
        let records = self.read_set(key).await?;
        // As of the same moment as the records.
        let bytes = records.head.clone().unwrap_or(bytes);
        let Ok(head) = Head::read(&bytes) else {
            return Ok(StoredSet { head: bytes, checkpoint: Vec::new(), journal: Vec::new() });
        };
        let checkpoint = records.of_checkpoint(key, &head).iter().map(|(_, chunk)| chunk.clone()).collect();
        let first = key::entry(key, head.checkpoint.map_or(0, |checkpoint| checkpoint.revision) + 1);
        let later = records.journal.into_iter().filter(|(key, _)| *key >= first).map(|(_, entry)| entry);
        let mut journal: Vec<Vec<u8>> = later.collect();
        journal.extend(self.unsaved_entries(key));
        Ok(StoredSet { head: bytes, checkpoint, journal })
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

fn in_memory(open: &OpenArticle, project: &ProjectId) -> StoredDocument {
    let (header, chunks) = document_records(open.document(), project, "");
    let checkpoint: Vec<Vec<u8>> = CheckpointWriter::new(open.set().clone(), open.document().clone()).collect();
    let revision = open.unsaved().last().map_or(open.saved().revision, |entry| entry.revision);
    let marker = Checkpoint { revision, lamport: 0, chunks: checkpoint.len() };
    let head = Head { revision, ..open.saved().head("", Some(marker)) };
    let set = StoredSet { head: head.write(), checkpoint, journal: Vec::new() };
    StoredDocument { header: header.write(), chunks, sets: vec![set] }
}
