//! Exchange formats, one module each. Wire names stand here and nowhere else, so that a rename in the model can't break a saved file.
//!
//! ```text
//! Files → detect → a format's `read` → Raw documents → Intake (places, repairs, reports) → Annotated → Sink
//! Annotated → a format's Writer → Outlet (named files and what was lost)
//! ```
//!
//! Both ways go document by document, so that a file of any length is converted in bounded memory.

pub mod anchors;
pub mod brat;
pub mod card;
pub mod cas;
pub mod chat;
pub mod conll;
pub mod csv;
pub mod decoded;
pub mod detect;
pub mod doccano;
pub mod export;
pub mod file_names;
pub mod files;
pub mod format;
pub mod gliner;
pub mod groups;
pub mod hf;
mod inception;
pub mod intake;
pub mod items;
pub mod json;
pub mod jsonl;
pub mod label_studio;
pub mod outlet;
pub mod palette;
pub mod placing;
pub mod postil;
pub mod problem;
pub mod prodigy;
pub mod reanchor;
pub mod spacy;
mod tags;
pub mod tokens;
pub mod unique;
pub mod values;
pub mod w3c;
pub mod webanno_tsv;
pub mod zip;

pub use detect::detect;
pub use format::{Format, Shape};
