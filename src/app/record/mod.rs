//! Stored records: what the database holds, as bytes. Pure, so that it is tested without a browser.
//!
//! Every value is sealed with a version and a CRC; inside, most are JSON in the words of the exchange format.

mod crc32;
mod document;
mod envelope;
pub mod key;
mod project;
mod set;

pub use document::{DocumentHeader, document_records, read_document};
pub use envelope::{Unreadable, open, seal};
pub use project::{read_project, write_project};
pub use set::{Checkpoint, CheckpointWriter, Damage, Entry, Head, Restored, Version, restore};
