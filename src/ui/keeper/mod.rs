//! Keeps everything in the browser's storage: the glue between the pure records and the database.

mod across;
mod add;
mod article;
mod bulk;
mod export;
mod labels;
mod library;
mod pattern;
mod review;
mod revise;
mod search;
mod sources;
mod start;
mod stored;
mod trash;
mod writing;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use web_sys::BroadcastChannel;
use yew::UseReducerDispatcher;

use crate::app::action::Action;
use crate::app::record::open;
use crate::app::state::{AppState, Notice, SaveFailure, Saving};
use crate::domain::id::Annotator;
use crate::ui::store::Store as StateStore;
use crate::web::fresh;
use crate::web::storage::{Storage, StorageError, Store, Write};
use labels::LabelsWriting;
use writing::Writing;

pub use across::Plan;
pub use add::{AddError, Added, Work};
pub use export::{ExportError, Scope};
pub use labels::Uses;
pub use revise::ReviseError;
pub use sources::Sources;
pub use start::StartError;
pub use trash::Trashed;

/// Reads and writes what is kept. A clone is the same one.
#[derive(Clone)]
pub struct Keeper(Rc<Inner>);

struct Inner {
    storage: Storage,
    dispatcher: UseReducerDispatcher<StateStore>,
    /// The state as it was last drawn.
    state: RefCell<Arc<AppState>>,
    /// The sets that are open or not wholly on disk; seldom more than one.
    writings: RefCell<Vec<Rc<Writing>>>,
    /// The projects whose label sets are not on disk as they are now.
    labels: LabelsWriting,
    /// Where tabs tell each other that there is something new to read.
    channel: Option<BroadcastChannel>,
    /// Whether the browser was asked to keep what is stored.
    asked_to_keep: Cell<bool>,
}

impl PartialEq for Keeper {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Keeper {
    fn dispatch(&self, action: Action) {
        self.0.dispatcher.dispatch(action);
    }

    fn state(&self) -> Arc<AppState> {
        self.0.state.borrow().clone()
    }

    /// The set with the given head, if it is open or not wholly on disk.
    fn writing(&self, key: &str) -> Option<Rc<Writing>> {
        self.0.writings.borrow().iter().find(|writing| writing.key == key).cloned()
    }

    /// Whose work the edits are.
    pub fn annotator(&self) -> Annotator {
        self.state().annotator.clone()
    }

    fn storage(&self) -> &Storage {
        &self.0.storage
    }

    /// Tells other tabs that there is something new under a key.
    fn tell(&self, key: &str) {
        if let Some(channel) = &self.0.channel {
            // Only a hint: a tab that misses it finds out when it writes.
            let _ = channel.post_message(&key.into());
        }
    }

    /// Tells the annotator that something could not be written.
    pub fn report(&self, error: &StorageError) {
        self.dispatch(Action::Notify(Notice::NotWritten(in_words(error))));
    }

    /// Sets records aside that could not be read, as they were found, and tells the annotator.
    async fn set_aside(&self, store: Store, damaged: Vec<(String, Vec<u8>)>, afterwards: Afterwards) {
        // What could not even be read is left for a better day.
        let damaged: Vec<_> = damaged.into_iter().filter(|(_, bytes)| !bytes.is_empty()).collect();
        let count = damaged.len();
        if count == 0 {
            return;
        }
        let now = fresh::now();
        let writes: Vec<Write> = damaged
            .into_iter()
            .flat_map(|(key, bytes)| {
                let delete = afterwards == Afterwards::Delete;
                let aside = Write::Put(Store::Quarantine, format!("{now} {key}"), bytes);
                [Some(aside), delete.then_some(Write::Delete(store, key))]
            })
            .flatten()
            .collect();
        // Records that can't be set aside stay where they are, and are found again at the next start.
        if self.storage().write(&writes, None).await.is_ok() {
            self.dispatch(Action::Notify(Notice::SetAside(count)));
        }
    }

    async fn setting(&self, name: &str) -> Option<String> {
        let sealed = self.storage().get(Store::Settings, name).await.ok().flatten()?;
        String::from_utf8(open(&sealed).ok()?.to_vec()).ok()
    }

    async fn set_setting(&self, name: &str, value: &str) {
        let sealed = crate::app::record::seal(value.as_bytes());
        if let Err(error) = self.storage().write(&[Write::Put(Store::Settings, name.into(), sealed)], None).await {
            self.report(&error);
        }
    }
}

/// What becomes of a record that was set aside.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Afterwards {
    /// It is deleted from where it stood.
    Delete,
    /// It stays there too.
    Keep,
}

/// Why an edit is not saved.
fn failure(error: &StorageError) -> Saving {
    Saving::Failing(match error {
        StorageError::NoSpace => SaveFailure::NoSpace,
        StorageError::Newer => SaveFailure::NewerVersion,
        other => SaveFailure::Other(in_words(other)),
    })
}

/// What the browser said.
fn in_words(error: &StorageError) -> String {
    match error {
        StorageError::Unavailable(words) | StorageError::Other(words) => words.clone(),
        StorageError::Newer => "VersionError".into(),
        StorageError::NoSpace => "QuotaExceededError".into(),
        StorageError::Conflict => "ConstraintError".into(),
    }
}
