//! Opening an article: puts its text and the annotator's set together from their records.

use std::rc::Rc;
use std::sync::Arc;

use super::writing::Writing;
use super::{Afterwards, Keeper, in_words};
use crate::app::action::Action;
use crate::app::open::OpenArticle;
use crate::app::record::{Checkpoint, Damage, DocumentHeader, Head, Unreadable, key, read_document, restore};
use crate::app::state::Notice;
use crate::domain::annotation::Status;
use crate::domain::document::Document;
use crate::domain::id::{Annotator, DocumentId, SetId};
use crate::web::fresh;
use crate::web::storage::{StorageError, Store};

/// A record as it is stored, under its key.
pub(super) type Stored = (String, Vec<u8>);

impl Keeper {
    /// Reads an article and shows it, if it is still wanted then: `wanted` is asked once everything is read.
    ///
    /// Returns whether there is such an article.
    pub async fn open_article(&self, id: &DocumentId, wanted: impl Fn() -> bool) -> bool {
        let annotator = self.state().annotator.clone();
        self.open_set(id, &annotator, wanted, |open| Action::Open(Box::new(open))).await
    }

    /// Reads a set on an article and has it shown by the action `show` makes of it.
    pub(super) async fn open_set(
        &self,
        id: &DocumentId,
        annotator: &Annotator,
        wanted: impl Fn() -> bool,
        show: impl FnOnce(OpenArticle) -> Action,
    ) -> bool {
        let state = self.state();
        let place = key::document(&state.project.id, id);
        let key = key::head(&place, annotator);
        let known = self.writing(&key);
        let key_of_set = key.clone();
        let read = match known {
            // Edits that could not be saved are still in memory.
            Some(writing) if writing.has_unsaved() => Ok(writing),
            _ => self.read_article(&place, key, annotator).await,
        };
        if !wanted() || self.state().project.id != state.project.id {
            return true;
        }
        // Another opening of the same article may have been quicker.
        let read = match self.writing(&key_of_set) {
            Some(writing) if writing.is_shown() || writing.has_unsaved() => Ok(writing),
            _ => read,
        };
        match read {
            Ok(writing) => {
                writing.set_left(false);
                let open = writing.open.borrow().clone();
                {
                    let mut writings = self.0.writings.borrow_mut();
                    writings.retain(|other| other.key != writing.key);
                    writings.push(writing.clone());
                }
                self.dispatch(show(open));
                self.work(writing);
                true
            }
            Err(OpenError::Missing) => false,
            Err(OpenError::Unreadable(why)) => {
                self.dispatch(Action::Notify(Notice::Unreadable(why)));
                false
            }
            Err(OpenError::Storage(error)) => {
                self.dispatch(Action::Notify(Notice::NotRead(in_words(&error))));
                false
            }
        }
    }

    /// Opens the shown article again, since what is known of it has changed; unless it was edited meanwhile.
    pub(super) async fn open_anew(&self, id: &DocumentId) {
        let state = self.state();
        let key = key::head(&key::document(&state.project.id, id), &state.annotator);
        self.0.writings.borrow_mut().retain(|writing| writing.key != key || writing.has_unsaved());
        self.open_article(id, || true).await;
    }

    pub(super) async fn read_article(
        &self,
        place: &str,
        key: String,
        annotator: &Annotator,
    ) -> Result<Rc<Writing>, OpenError> {
        let document = Arc::new(self.read_document(place).await?);
        let records = self.read_set(&key).await?;
        let head = match &records.head {
            Some(bytes) => Head::read(bytes).map_err(OpenError::Unreadable)?,
            None => remade_head(&records, document.id(), annotator),
        };
        let restored = restore(&head, &document, records.of_checkpoint(&key, &head), &records.journal);
        let writing =
            Writing::new(key, OpenArticle::new(document, restored.version), records.head.clone(), head.checkpoint);
        if let Some(newer) = restored.damaged.iter().find(|damage| matches!(damage.why, Unreadable::TooNew(_))) {
            return Err(OpenError::Unreadable(newer.why.clone()));
        }
        if !restored.damaged.is_empty() {
            self.set_damage_aside(restored.damaged, &records).await;
            writing.renew();
        } else if records.head.is_none() && !records.is_empty() {
            writing.renew();
        }
        Ok(Rc::new(writing))
    }

    async fn read_document(&self, place: &str) -> Result<Document, OpenError> {
        let header = self.storage().get(Store::Documents, place).await?.ok_or(OpenError::Missing)?;
        let (from, to) = key::below(place);
        let chunks = self.storage().between(Store::Chunks, &from, &to).await?;
        let chunks: Vec<Vec<u8>> = chunks.into_iter().map(|(_, chunk)| chunk.unwrap_or_default()).collect();
        let read = DocumentHeader::read(&header).and_then(|header| read_document(&header, &chunks));
        read.map_err(OpenError::Unreadable)
    }

    /// Everything that is stored of a set, as it was at one moment: read again if another tab writes meanwhile.
    pub(super) async fn read_set(&self, key: &str) -> Result<SetRecords, StorageError> {
        let (from, to) = key::below(key);
        let there = |all: Vec<(String, Option<Vec<u8>>)>| {
            all.into_iter().map(|(key, bytes)| (key, bytes.unwrap_or_default())).collect()
        };
        let mut head = self.storage().get(Store::Heads, key).await?;
        loop {
            let checkpoints = there(self.storage().between(Store::Checkpoints, &from, &to).await?);
            let journal = there(self.storage().between(Store::Journal, &from, &to).await?);
            let now = self.storage().get(Store::Heads, key).await?;
            if now == head {
                return Ok(SetRecords { head, checkpoints, journal });
            }
            head = now;
        }
    }

    async fn set_damage_aside(&self, damaged: Vec<Damage>, records: &SetRecords) {
        let is_in = |stored: &[Stored], key: &str| stored.iter().any(|(there, _)| there == key);
        let (journal, rest): (Vec<_>, Vec<_>) = damaged
            .into_iter()
            .map(|damage| (damage.key, damage.bytes))
            .partition(|(key, _)| is_in(&records.journal, key));
        self.set_aside(Store::Journal, journal, Afterwards::Delete).await;
        // What can still be read of a damaged checkpoint is needed until the next one is written, which deletes it.
        self.set_aside(Store::Checkpoints, rest, Afterwards::Keep).await;
    }
}

/// Everything that is stored of a set.
pub(super) struct SetRecords {
    pub(super) head: Option<Vec<u8>>,
    /// The chunks of all checkpoints, whole or half-written.
    pub(super) checkpoints: Vec<Stored>,
    pub(super) journal: Vec<Stored>,
}

impl SetRecords {
    fn is_empty(&self) -> bool {
        self.checkpoints.is_empty() && self.journal.is_empty()
    }

    /// The chunks of the checkpoint the head points at.
    pub(super) fn of_checkpoint(&self, key: &str, head: &Head) -> &[Stored] {
        let Some(checkpoint) = head.checkpoint else {
            return &[];
        };
        let (from, to) = key::below(&key::entry(key, checkpoint.revision));
        let start = self.checkpoints.partition_point(|(key, _)| *key < from);
        let end = self.checkpoints.partition_point(|(key, _)| *key < to);
        &self.checkpoints[start..end]
    }
}

/// A head for a set that has none: nobody has worked on the article yet, or the head was lost.
///
/// Of several checkpoints the oldest is whole, but for the very first: it is deleted only when the head points at a newer one.
fn remade_head(records: &SetRecords, document: &DocumentId, annotator: &Annotator) -> Head {
    let revisions = || records.checkpoints.iter().filter_map(|(chunk, _)| key::revision_of_checkpoint(chunk));
    let oldest = revisions().next();
    let chunks = |oldest| revisions().filter(|revision| *revision == oldest).count();
    // A journal that goes back to the first edit needs no checkpoint, and the first checkpoint may be half-written.
    let first_entry = records.journal.first().and_then(|(key, _)| key::last_name(key).parse::<u64>().ok());
    let oldest = oldest.filter(|_| first_entry != Some(1));
    let last_entry = records.journal.last().and_then(|(key, _)| key::last_name(key).parse().ok());
    Head {
        set: SetId::new(fresh::name()),
        document: document.clone(),
        annotator: annotator.clone(),
        status: Status::New,
        revision: last_entry.unwrap_or_default(),
        spans: 0,
        relations: 0,
        modified: fresh::now().to_string(),
        checkpoint: oldest.map(|revision| Checkpoint { revision, lamport: 0, chunks: chunks(revision) }),
    }
}

/// Why an article does not open.
pub(super) enum OpenError {
    /// There is none of that name.
    Missing,
    /// Its records can't be used.
    Unreadable(Unreadable),
    /// The browser does not read them.
    Storage(StorageError),
}

impl From<StorageError> for OpenError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}
