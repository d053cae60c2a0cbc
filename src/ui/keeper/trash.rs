//! Deleting articles, and bringing them back: only the header moves to the trash; everything else stays in its place.

use super::Keeper;
use super::library::summary_of;
use crate::app::action::Action;
use crate::app::record::{DocumentHeader, key};
use crate::app::state::Notice;
use crate::app::views::sorted_by;
use crate::domain::id::{DocumentId, ProjectId};
use crate::web::fresh;
use crate::web::storage::{StorageError, Store, Write};

/// How long what was deleted stays in the trash, in days.
const DAYS_KEPT: f64 = 30.0;

/// An article in the trash.
#[derive(Clone, Debug, PartialEq)]
pub struct Trashed {
    /// Its name.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// When it was deleted, as RFC 3339.
    pub deleted: String,
}

/// The key under which it is noted when an article was deleted.
fn time_key(document: &str) -> String {
    key::below(document).0 + "deleted"
}

impl Keeper {
    /// Moves articles of the shown project to the trash.
    pub async fn trash(&self, ids: Vec<DocumentId>) {
        let project = self.state().project.id.clone();
        match self.move_to_trash(&project, &ids).await {
            Ok(()) => self.dispatch(Action::Notify(Notice::Trashed(ids))),
            Err(error) => self.report(&error),
        }
    }

    /// Moves articles of a project to the trash, without a word.
    ///
    /// # Errors
    /// If the browser refuses to write; they are where they were then.
    pub(super) async fn move_to_trash(&self, project: &ProjectId, ids: &[DocumentId]) -> Result<(), StorageError> {
        let now = fresh::now();
        let mut writes = Vec::new();
        for id in ids {
            let place = key::document(project, id);
            let header = self.storage().get(Store::Documents, &place).await?;
            if let Some(header) = header {
                let time = crate::app::record::seal(now.as_bytes());
                writes.push(Write::Put(Store::Trash, time_key(&place), time));
                writes.push(Write::Put(Store::Trash, place.clone(), header));
                writes.push(Write::Delete(Store::Documents, place));
            }
        }
        self.storage().write(&writes, None).await?;
        self.tell("");
        if self.state().project.id == *project {
            self.dispatch(Action::TakeDocuments(ids.to_vec()));
        }
        Ok(())
    }

    /// Brings articles of the shown project back from the trash.
    pub async fn bring_back(&self, ids: Vec<DocumentId>) {
        let project = self.state().project.id.clone();
        for id in &ids {
            if let Err(error) = self.restore_header(&project, id).await {
                return self.report(&error);
            }
        }
        self.tell("");
        self.refresh().await;
        self.dispatch(Action::Notify(Notice::BroughtBack(ids.len())));
    }

    /// Brings an article back if it is in the trash.
    pub(super) async fn bring_back_if_trashed(&self, project: &ProjectId, id: &DocumentId) {
        if let Err(error) = self.restore_header(project, id).await {
            self.report(&error);
        }
    }

    async fn restore_header(&self, project: &ProjectId, id: &DocumentId) -> Result<(), StorageError> {
        let place = key::document(project, id);
        let Some(header) = self.storage().get(Store::Trash, &place).await? else {
            return Ok(());
        };
        let writes = [
            Write::Put(Store::Documents, place.clone(), header),
            Write::Delete(Store::Trash, time_key(&place)),
            Write::Delete(Store::Trash, place),
        ];
        self.storage().write(&writes, None).await
    }

    /// The articles of the shown project that are in the trash, the last deleted first.
    pub async fn trashed(&self) -> Vec<Trashed> {
        let (from, to) = key::below(&key::project(&self.state().project.id));
        let all = self.storage().between(Store::Trash, &from, &to).await.unwrap_or_default();
        let mut trashed = Vec::new();
        for (place, bytes) in all {
            if let Ok(header) = DocumentHeader::read(&bytes.unwrap_or_default()) {
                let deleted = self.deleted_at(&place).await.unwrap_or_default();
                let summary = summary_of(header);
                trashed.push(Trashed { id: summary.id, title: summary.title, deleted });
            }
        }
        let mut trashed = sorted_by(trashed, |article| article.deleted.clone());
        trashed.reverse();
        trashed
    }

    async fn deleted_at(&self, place: &str) -> Option<String> {
        let sealed = self.storage().get(Store::Trash, &time_key(place)).await.ok()??;
        String::from_utf8(crate::app::record::open(&sealed).ok()?.to_vec()).ok()
    }

    /// Deletes for good what has been in the trash for thirty days.
    pub(super) async fn empty_trash(&self) {
        let all = self.storage().between(Store::Trash, "", key::END).await.unwrap_or_default();
        for (place, bytes) in all {
            if DocumentHeader::read(&bytes.unwrap_or_default()).is_err() {
                continue;
            }
            let Some(deleted) = self.deleted_at(&place).await else {
                continue;
            };
            if fresh::days_since(&deleted) > DAYS_KEPT {
                let (from, to) = key::below(&place);
                let below = |store| Write::DeleteBetween(store, from.clone(), to.clone());
                let writes = [
                    below(Store::Chunks),
                    below(Store::Heads),
                    below(Store::Journal),
                    below(Store::Checkpoints),
                    below(Store::Trash),
                    Write::Delete(Store::Trash, place),
                ];
                if let Err(error) = self.storage().write(&writes, None).await {
                    return self.report(&error);
                }
            }
        }
    }
}
