//! The browser's database: bytes under keys, written in small transactions that are on disk when they are acknowledged.

mod database;

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::IdbDatabase;

pub use database::Lost;

/// The stores of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// Projects, by name.
    Projects,
    /// Headers of documents.
    Documents,
    /// Texts and blocks of documents in chunks.
    Chunks,
    /// One small record for each document and annotator.
    Heads,
    /// What was done, step by step.
    Journal,
    /// All spans of a set now and then, in chunks.
    Checkpoints,
    /// What the annotator chose.
    Settings,
    /// What was deleted and can come back.
    Trash,
    /// What could not be read, as it was found.
    Quarantine,
}

impl Store {
    const ALL: [Self; 9] = [
        Self::Projects,
        Self::Documents,
        Self::Chunks,
        Self::Heads,
        Self::Journal,
        Self::Checkpoints,
        Self::Settings,
        Self::Trash,
        Self::Quarantine,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Projects => "projects",
            Self::Documents => "documents",
            Self::Chunks => "chunks",
            Self::Heads => "heads",
            Self::Journal => "journal",
            Self::Checkpoints => "checkpoints",
            Self::Settings => "settings",
            Self::Trash => "trash",
            Self::Quarantine => "quarantine",
        }
    }
}

/// Why something was not read or not written. Nothing of a refused write is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser has no database, or does not give it.
    Unavailable(String),
    /// A newer version of the program has upgraded the database.
    Newer,
    /// There is no space left.
    NoSpace,
    /// Someone else wrote in between.
    Conflict,
    /// Anything else, in the browser's words.
    Other(String),
}

/// One thing to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Write {
    /// Put the value under the key.
    Put(Store, String, Vec<u8>),
    /// Put the value under the key, which must be free.
    Add(Store, String, Vec<u8>),
    /// Delete the value under the key.
    Delete(Store, String),
    /// Delete all values whose keys are from the first to just before the second.
    DeleteBetween(Store, String, String),
}

/// What must still be as it was for a write to be made: the value under a key, or that there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unchanged(pub Store, pub String, pub Option<Vec<u8>>);

/// The open database. A clone is the same one.
#[derive(Clone, Debug)]
pub struct Storage(Rc<IdbDatabase>);

/// The database, and what its opening told.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The database.
    pub storage: Storage,
    /// Whether the browser said that it had lost the old one.
    pub data_loss: bool,
}

impl Storage {
    /// Opens the database of the given name, making it where there is none; `on_lost` is called if it is taken away later.
    ///
    /// # Errors
    /// If the browser has none, or a newer one.
    pub async fn open(name: &str, on_lost: Rc<dyn Fn(Lost)>) -> Result<Opening, StorageError> {
        let mut tries = 0;
        loop {
            tries += 1;
            match database::open(name, &Store::ALL.map(Store::name), on_lost.clone()).await {
                // Chromium fails to open now and then while another tab closes; it is gone a moment later.
                Err(error) if tries < 3 && database::is_passing(&error) => {
                    gloo::timers::future::TimeoutFuture::new(100 * tries).await;
                }
                Err(error) => return Err(database::explain_opening(&error)),
                Ok((opened, data_loss)) => {
                    return Ok(Opening { storage: Self(Rc::new(opened)), data_loss });
                }
            }
        }
    }

    /// Lets go of the database, so that it can be upgraded or deleted.
    pub fn close(&self) {
        self.0.close();
    }

    /// The value under the key.
    ///
    /// # Errors
    /// If it can't be read.
    pub async fn get(&self, store: Store, key: &str) -> Result<Option<Vec<u8>>, StorageError> {
        database::get(&self.0, store.name(), key).await.map_err(|error| database::explain(&error))
    }

    /// Keys from the first to just before the second, in order.
    ///
    /// # Errors
    /// If they can't be read.
    pub async fn keys_between(&self, store: Store, from: &str, to: &str) -> Result<Vec<String>, StorageError> {
        database::keys(&self.0, store.name(), from, to).await.map_err(|error| database::explain(&error))
    }

    /// Keys and values from the first key to just before the second, in order. Values that can't be read come as `None`.
    ///
    /// # Errors
    /// If not even the keys can be read.
    pub async fn between(
        &self,
        store: Store,
        from: &str,
        to: &str,
    ) -> Result<Vec<(String, Option<Vec<u8>>)>, StorageError> {
        match database::get_all(&self.0, store.name(), from, to).await {
            Ok(all) => Ok(all.into_iter().map(|(key, value)| (key, Some(value))).collect()),
            // One value that can't be read fails all of them; the others are read one by one.
            Err(_) => {
                let keys = self.keys_between(store, from, to).await?;
                let mut all = Vec::with_capacity(keys.len());
                for key in keys {
                    let value = database::get(&self.0, store.name(), &key).await.ok().flatten();
                    all.push((key, value));
                }
                Ok(all)
            }
        }
    }

    /// Writes all or nothing, in one transaction that is on disk when this returns.
    ///
    /// # Errors
    /// If the browser refuses, or something is no longer as it was ([`StorageError::Conflict`]). Nothing is written then.
    pub async fn write(&self, writes: &[Write], only_if: Option<&Unchanged>) -> Result<(), StorageError> {
        let done =
            database::write(&self.0, writes, only_if).await.map_err(|error: JsValue| database::explain(&error))?;
        if done { Ok(()) } else { Err(StorageError::Conflict) }
    }
}
