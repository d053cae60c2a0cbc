//! Writing one annotation set: each edit in a transaction of its own, now and then a checkpoint.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use gloo::timers::future::TimeoutFuture;

use super::{Keeper, failure};
use crate::app::action::Action;
use crate::app::open::OpenArticle;
use crate::app::record::{Checkpoint, CheckpointWriter, Entry, Head, key, restore};
use crate::app::state::{AppState, Notice, Saving};
use crate::domain::document::Document;
use crate::web::storage::{StorageError, Store, Unchanged, Write};
use crate::web::{canary, permanence};

/// After so many edits a checkpoint is written, so that opening never replays more.
const EDITS_TO_CHECKPOINT: u64 = 300;
/// After so many edits a checkpoint is written when the article is left.
const EDITS_TO_CHECKPOINT_ON_LEAVING: u64 = 32;
/// So many entries before a checkpoint stay in the journal, to be undone.
const KEPT_ENTRIES: u64 = 1_000;
/// The longest wait before a refused write is tried again, in milliseconds.
pub(super) const LONGEST_WAIT: u32 = 15_000;

/// An annotation set that is being written.
pub(super) struct Writing {
    /// The key of its head.
    pub(super) key: String,
    /// The article as this tab has it: what is on disk, and what isn't yet.
    pub(super) open: RefCell<OpenArticle>,
    /// The head on disk.
    head: RefCell<Option<Vec<u8>>>,
    checkpoint: Cell<Option<Checkpoint>>,
    /// Whether a checkpoint is due whatever the number of edits.
    checkpoint_due: Cell<bool>,
    /// Whether edits are being written now.
    busy: Cell<bool>,
    /// Whether another tab says it has written something.
    hinted: Cell<bool>,
    /// Whether the article is no longer shown.
    left: Cell<bool>,
}

impl Writing {
    pub(super) fn new(key: String, open: OpenArticle, head: Option<Vec<u8>>, checkpoint: Option<Checkpoint>) -> Self {
        Self {
            key,
            open: RefCell::new(open),
            head: RefCell::new(head),
            checkpoint: Cell::new(checkpoint),
            checkpoint_due: Cell::new(false),
            busy: Cell::new(false),
            hinted: Cell::new(false),
            left: Cell::new(false),
        }
    }

    pub(super) fn document(&self) -> Arc<Document> {
        self.open.borrow().document().clone()
    }

    /// Notes that another tab says it has written something.
    pub(super) fn hint(&self) {
        self.hinted.set(true);
    }

    /// Wants a checkpoint soon, since records it would replace are damaged.
    pub(super) fn renew(&self) {
        self.checkpoint_due.set(true);
    }

    /// Notes whether the article is shown.
    pub(super) fn set_left(&self, left: bool) {
        self.left.set(left);
    }

    pub(super) fn is_shown(&self) -> bool {
        !self.left.get()
    }

    pub(super) fn has_unsaved(&self) -> bool {
        self.open.borrow().unsaved().len() > 0
    }

    pub(super) fn next_unsaved(&self) -> Option<Arc<Entry>> {
        self.open.borrow().unsaved().next().cloned()
    }

    fn wants_checkpoint(&self) -> bool {
        let since =
            self.open.borrow().saved().revision - self.checkpoint.get().map_or(0, |checkpoint| checkpoint.revision);
        let enough = if self.left.get() { EDITS_TO_CHECKPOINT_ON_LEAVING } else { EDITS_TO_CHECKPOINT };
        self.checkpoint_due.get() || since >= enough
    }

    fn unchanged_head(&self) -> Unchanged {
        Unchanged(Store::Heads, self.key.clone(), self.head.borrow().clone())
    }
}

impl Keeper {
    /// Takes over what was edited in the state, and writes it.
    pub fn sync(&self, state: &Arc<AppState>) {
        self.0.state.replace(state.clone());
        self.sync_labels(state);
        let Some(article) = &state.article else {
            self.leave(None);
            return;
        };
        let key = state.head_key().unwrap_or_default();
        self.leave(Some(&key));
        let Some(writing) = self.writing(&key) else {
            if article.open.unsaved().len() > 0 {
                self.dispatch(Action::Saving(failure(&StorageError::Conflict)));
            }
            return;
        };
        // A state drawn before the last answer from the database is out of date; a newer one is on its way.
        let up_to_date = writing.open.borrow().epoch() == article.open.epoch();
        if up_to_date {
            writing.open.replace(article.open.clone());
        }
        self.work(writing);
    }

    /// Notes which sets are no longer shown; those wholly on disk are let go of.
    fn leave(&self, shown: Option<&str>) {
        let writings = self.0.writings.borrow().clone();
        for writing in writings {
            let is_shown = shown == Some(writing.key.as_str());
            if !is_shown && !writing.left.get() {
                writing.set_left(true);
                self.work(writing);
            }
        }
    }

    /// Whether every edit is on disk.
    pub fn all_saved(&self) -> bool {
        self.0.writings.borrow().iter().all(|writing| !writing.has_unsaved()) && self.0.labels.is_saved()
    }

    /// Writes what there is to write, unless that is being done already.
    pub(super) fn work(&self, writing: Rc<Writing>) {
        if writing.busy.replace(true) {
            return;
        }
        let keeper = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            keeper.write_all(&writing).await;
            writing.busy.set(false);
            if writing.left.get() && !writing.has_unsaved() {
                keeper.0.writings.borrow_mut().retain(|kept| !Rc::ptr_eq(kept, &writing));
            }
        });
    }

    async fn write_all(&self, writing: &Writing) {
        let mut wait = 500;
        loop {
            let done = if writing.hinted.take() {
                let caught_up = self.catch_up(writing).await.map(drop);
                writing.hinted.set(caught_up.is_err() || writing.hinted.get());
                caught_up
            } else if let Some(entry) = writing.next_unsaved() {
                self.write_entry(writing, &entry).await
            } else if writing.wants_checkpoint() {
                // Every edit is on disk without it; the next edits ask for it again.
                writing.checkpoint_due.set(false);
                match self.write_checkpoint(writing).await {
                    Ok(()) => Ok(()),
                    // An edit was made meanwhile, or was what failed: that is tried again, and said if it fails again.
                    Err(_) if writing.has_unsaved() || writing.hinted.get() => Ok(()),
                    Err(_) => return,
                }
            } else {
                return;
            };
            match done {
                Ok(()) => {
                    wait = 500;
                    if self.is_failing() {
                        self.dispatch(Action::Saving(Saving::Working));
                    }
                }
                Err(error) => {
                    self.dispatch(Action::Saving(failure(&error)));
                    TimeoutFuture::new(wait).await;
                    wait = (wait * 2).min(LONGEST_WAIT);
                }
            }
        }
    }

    /// Writes an edit: its journal entry and the new head, if nobody else wrote in between.
    pub(super) async fn write_entry(&self, writing: &Writing, entry: &Arc<Entry>) -> Result<(), StorageError> {
        let (after, document) = {
            let open = writing.open.borrow();
            (open.saved().after(entry), open.document().clone())
        };
        let Some(after) = after else {
            return Err(StorageError::Other("the edit does not fit what is on disk".into()));
        };
        let head = after.head(&entry.at, writing.checkpoint.get()).write();
        let writes = [
            Write::Add(Store::Journal, key::entry(&writing.key, entry.revision), entry.write(document.text())),
            Write::Put(Store::Heads, writing.key.clone(), head.clone()),
        ];
        match self.storage().write(&writes, Some(&writing.unchanged_head())).await {
            Ok(()) => {
                writing.head.replace(Some(head));
                writing.open.borrow_mut().acknowledge(entry.revision);
                self.dispatch(Action::Saved(writing.key.clone(), entry.revision));
                canary::note(after.set.spans().len());
                self.tell(&writing.key);
                self.ask_to_keep();
                Ok(())
            }
            Err(StorageError::Conflict) if self.catch_up(writing).await? => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Reads what other tabs wrote and puts it beneath the edits made here; tells whether there was anything.
    async fn catch_up(&self, writing: &Writing) -> Result<bool, StorageError> {
        let Some(bytes) = self.storage().get(Store::Heads, &writing.key).await? else {
            return Ok(false);
        };
        if writing.head.borrow().as_ref() == Some(&bytes) {
            return Ok(false);
        }
        let head = Head::read(&bytes).map_err(|_| StorageError::Other("another tab's head can't be read".into()))?;
        let saved = writing.open.borrow().saved().clone();
        let is_ahead = head.checkpoint.is_some_and(|checkpoint| checkpoint.revision > saved.revision);
        if head.set != saved.set.id || is_ahead {
            self.read_again(writing).await?;
            return Ok(true);
        }
        let document = writing.document();
        let from = key::entry(&writing.key, writing.open.borrow().saved().revision + 1);
        let (_, to) = key::below(&writing.key);
        let newer = self.storage().between(Store::Journal, &from, &to).await?;
        let entries: Vec<Arc<Entry>> = newer
            .iter()
            .filter_map(|(_, bytes)| Entry::read(bytes.as_deref()?, document.text()).ok())
            .filter(|entry| entry.revision <= head.revision)
            .map(Arc::new)
            .collect();
        let given_up = writing.open.borrow_mut().rebase(&entries);
        if given_up > 0 && writing.left.get() {
            self.dispatch(Action::Notify(Notice::GaveUp(given_up)));
        }
        if writing.open.borrow().saved().revision != head.revision {
            return Err(StorageError::Other("another tab's edits can't be read; reload the page".into()));
        }
        writing.head.replace(Some(bytes));
        writing.checkpoint.set(head.checkpoint);
        self.dispatch(Action::Written(writing.key.clone(), entries));
        Ok(true)
    }

    /// Reads the whole set again, since it is another one than was opened: from a file, or begun anew. The edits made here
    /// are put on top of it.
    async fn read_again(&self, writing: &Writing) -> Result<(), StorageError> {
        let records = self.read_set(&writing.key).await?;
        let unreadable = || StorageError::Other("another tab's head can't be read".into());
        let head = records.head.as_deref().and_then(|head| Head::read(head).ok()).ok_or_else(unreadable)?;
        let document = writing.document();
        let restored = restore(&head, &document, records.of_checkpoint(&writing.key, &head), &records.journal);
        let unsaved: Vec<Arc<Entry>> = writing.open.borrow().unsaved().cloned().collect();
        let open = OpenArticle::resume(document, restored.version, unsaved);
        writing.open.replace(open.clone());
        writing.head.replace(records.head);
        writing.checkpoint.set(head.checkpoint);
        if self.state().head_key().as_deref() == Some(writing.key.as_str()) {
            self.dispatch(Action::Open(Box::new(open)));
        }
        Ok(())
    }

    /// Writes a checkpoint aside, chunk by chunk, edits in between first, and then makes the head point at it.
    async fn write_checkpoint(&self, writing: &Writing) -> Result<(), StorageError> {
        let version = writing.open.borrow().saved().clone();
        let document = writing.document();
        let mut chunks = 0;
        for chunk in CheckpointWriter::new(version.set.clone(), document) {
            let place = key::checkpoint(&writing.key, version.revision, chunks);
            self.storage().write(&[Write::Put(Store::Checkpoints, place, chunk)], None).await?;
            chunks += 1;
            while let Some(entry) = writing.next_unsaved() {
                self.write_entry(writing, &entry).await?;
            }
        }
        let checkpoint = Checkpoint { revision: version.revision, lamport: version.lamport, chunks };
        let modified =
            writing.head.borrow().as_deref().and_then(|head| Head::read(head).ok()).map(|head| head.modified);
        let now = writing.open.borrow().saved().head(&modified.unwrap_or_default(), Some(checkpoint)).write();
        let (first, _) = key::below(&writing.key);
        let writes = [
            Write::Put(Store::Heads, writing.key.clone(), now.clone()),
            Write::DeleteBetween(Store::Checkpoints, first.clone(), key::entry(&writing.key, version.revision)),
            Write::DeleteBetween(
                Store::Journal,
                first,
                key::entry(&writing.key, version.revision.saturating_sub(KEPT_ENTRIES)),
            ),
        ];
        self.storage().write(&writes, Some(&writing.unchanged_head())).await?;
        writing.head.replace(Some(now));
        writing.checkpoint.set(Some(checkpoint));
        self.tell(&writing.key);
        Ok(())
    }

    /// Asks the browser, once there is something to lose, not to clear its storage by itself.
    fn ask_to_keep(&self) {
        if !self.0.asked_to_keep.replace(true) && self.state().kept != Some(true) {
            let keeper = self.clone();
            wasm_bindgen_futures::spawn_local(async move {
                if let Some(kept) = permanence::ask().await {
                    keeper.dispatch(Action::Kept(kept));
                }
            });
        }
    }

    /// Finds out whether the browser has promised to keep what is stored.
    pub(super) fn look_whether_kept(&self) {
        let keeper = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            if let Some(kept) = permanence::is_promised().await {
                keeper.dispatch(Action::Kept(kept));
            }
        });
    }

    /// Whether saving failed when the state was drawn last.
    fn is_failing(&self) -> bool {
        matches!(self.state().saving, Saving::Failing(_))
    }
}
