//! A folder for Hugging Face datasets: one document a row with its spans, relations and document labels.
//!
//! `load_dataset("folder")` reads it as it is. The card gives every column a fixed type, so every row has every column, and
//! values of any kind are lists of strings with the name of their kind. Offsets are code points, ends exclusive. A document with
//! several annotators' sets is as many rows. Source: huggingface.co/docs/datasets, run with datasets 5.2.0.

mod card;
mod names;
mod read;
pub mod tokens;
mod write;

pub use read::{fits, read};
pub use write::writer;
