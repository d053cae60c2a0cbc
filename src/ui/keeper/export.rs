//! Taking annotations away: the stored records go to the worker, which makes a file of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Keeper;
use super::add::Work;
use crate::app::jobs::{ExportJob, Exported, StoredDocument, StoredSet, Wanted};
use crate::app::open::OpenArticle;
use crate::app::record::{Checkpoint, CheckpointWriter, Head, document_records};
use crate::app::state::{AppState, DocumentSummary};
use crate::app::views::{Listed, Sort, listed};
use crate::domain::annotation::Status;
use crate::domain::id::{DocumentId, ProjectId};
use crate::web::fresh;
use crate::web::storage::StorageError;
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
    /// Those that are chosen in the library.
    Chosen,
    /// Those that are open or not wholly on disk, as they stand in memory.
    InMemory,
}

impl Scope {
    /// The articles of the library that are taken.
    pub fn articles(&self, state: &AppState) -> Vec<Arc<DocumentSummary>> {
        let wanted = match self {
            Self::All | Self::InMemory | Self::Chosen => Listed::default(),
            Self::Done => Listed { status: Some(Status::Done), ..Listed::default() },
            Self::Titled(words) => Listed { search: words.clone(), ..Listed::default() },
        };
        let wanted = Listed { sort: Sort::Oldest, ..wanted };
        let mut articles = listed(&state.library, &state.annotator, &wanted, &BTreeMap::new());
        if *self == Self::Chosen {
            articles.retain(|summary| state.chosen.contains(&summary.id));
        }
        articles
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
            Scope::All | Scope::Done | Scope::Titled(_) | Scope::Chosen => {
                let ids: Vec<DocumentId> =
                    scope.articles(&self.state()).into_iter().map(|summary| summary.id.clone()).collect();
                let read = self.stored_documents(&project.id, &ids, work).await.map_err(ExportError::Storage)?;
                read.ok_or(ExportError::Cancelled)?
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
