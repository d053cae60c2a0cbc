//! Postil JSON, version 1: a project or part of it in one file. `schemas/postil-1.schema.json` describes it.
//!
//! Offsets are code points, ends exclusive, and every span carries its quote, so that `text[start:end] == quote` can be checked by any
//! reader. Reading is tolerant: what is wrong with one record is reported and the others are read.

mod names;
mod read;
mod write;

pub use names::COLOUR_NAMES;
pub use read::{
    Imported, Problem, ReadError, Warning, Whereabouts, looks_like, read, read_metadata, read_relation, read_schema,
    read_span, read_status, read_values,
};
pub use write::{
    write, write_blocks, write_metadata, write_relation, write_schema, write_span, write_status, write_values,
};

/// The version that is written, and the newest that is fully read.
pub const VERSION: u64 = 1;
