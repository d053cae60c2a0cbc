//! Making an article anew from its source. The old version goes to the trash with all the work on it, so nothing is lost by it.

use super::Keeper;
use super::add::{AddError, Added, Work};
use crate::app::jobs::{Imported, ReviseJob, StoredIn};
use crate::app::record::{DocumentHeader, key};
use crate::domain::article::draft::Draft;
use crate::domain::id::{DocumentId, ProjectId};
use crate::web::fresh;
use crate::web::storage::{StorageError, Store, Write};
use crate::web::worker::{Program, Stopped};

/// Why an article was not made anew.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviseError {
    /// Edits of it are not on disk yet.
    Unsaved,
    /// It is gone, or its records can't be read.
    Gone,
    /// There is an article with that text already.
    Known,
    /// It could not be done.
    NotDone(AddError),
}

impl From<AddError> for ReviseError {
    fn from(error: AddError) -> Self {
        Self::NotDone(error)
    }
}

impl Keeper {
    /// Makes an article of the shown project anew; tells under which name it is now, and what of the work on it found no place.
    ///
    /// # Errors
    /// If it was not; everything is as it was then, but for one case: if the old version can't be moved to the trash, both are there.
    pub async fn revise(&self, id: &DocumentId, draft: Draft) -> Result<(DocumentId, Added), ReviseError> {
        if !self.all_saved() {
            return Err(ReviseError::Unsaved);
        }
        let project = self.state().project.id.clone();
        let unwritten = |error| AddError::NotWritten(error, 0);
        let document = self.stored_document(&project, id).await.map_err(unwritten)?.ok_or(ReviseError::Gone)?;
        let heads: Vec<Vec<u8>> = document.sets.iter().map(|set| set.head.clone()).collect();
        let others = self.texts_of_others(&project, id).await.map_err(unwritten)?;
        let fresh = DocumentId::new(fresh::name());
        let now = fresh::now().to_string();
        let job = ReviseJob { project: project.clone(), document, draft, fresh: fresh.clone(), others, now };
        let work = Work::default();
        let outcome = work.run(Program::Jobs, || job.write(), |_| ()).await.map_err(|stopped| match stopped {
            Stopped::Cancelled => AddError::Cancelled(0),
            Stopped::Broken(words) => AddError::Broken(words),
        })?;
        let imported = Imported::read(&outcome).ok_or(ReviseError::Gone)?;
        if !imported.duplicates.is_empty() {
            return Err(ReviseError::Known);
        }
        // Somebody may have gone on working on it, here or in another tab: that must not stay behind in the trash.
        let now = self.stored_document(&project, id).await.map_err(unwritten)?.ok_or(ReviseError::Gone)?;
        if !self.all_saved() || !now.sets.iter().map(|set| &set.head).eq(&heads) {
            return Err(ReviseError::Unsaved);
        }
        if imported.added > 0 {
            let target = imported.target.clone();
            let added = self.add(imported, &work, |_| ()).await?;
            self.move_to_trash(&project, std::slice::from_ref(id)).await.map_err(unwritten)?;
            self.show_added(&[target]).await;
            return Ok((fresh, added));
        }
        let place = key::document(&project, id);
        let (from, to) = key::below(&place);
        let old = self.storage().between(Store::Chunks, &from, &to).await.map_err(unwritten)?;
        let mut writes: Vec<Write> = old.into_iter().map(|(key, _)| Write::Delete(Store::Chunks, key)).collect();
        writes.extend(imported.documents.into_iter().flatten().map(|(store, key, bytes)| match store {
            StoredIn::Documents => Write::Put(Store::Documents, key, bytes),
            _ => Write::Put(Store::Chunks, key, bytes),
        }));
        self.storage().write(&writes, None).await.map_err(unwritten)?;
        self.tell("");
        self.refresh().await;
        self.open_anew(id).await;
        Ok((id.clone(), Added::default()))
    }

    /// The other articles of a project, each with the hash of its text; what is in the trash may come up again.
    async fn texts_of_others(
        &self,
        project: &ProjectId,
        id: &DocumentId,
    ) -> Result<Vec<(DocumentId, String)>, StorageError> {
        let (from, to) = key::below(&key::project(project));
        let headers = self.storage().between(Store::Documents, &from, &to).await?.into_iter();
        let headers = headers.filter_map(|(_, bytes)| DocumentHeader::read(&bytes.unwrap_or_default()).ok());
        Ok(headers.filter(|header| header.id != *id).map(|header| (header.id, header.sha256)).collect())
    }
}
