//! The browser edge: storage, files, workers, the page's selection, its language. Knows the domain, and nothing of the program above it.

pub mod canary;
pub mod clipboard;
pub mod fetch;
pub mod files;
pub mod forms;
pub mod fresh;
pub mod handed;
pub mod intl;
pub mod language;
pub mod local;
pub mod permanence;
pub mod segmenter;
pub mod selection;
pub mod storage;
pub mod worker;
