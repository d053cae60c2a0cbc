//! Heavy work that the worker does: bytes in, bytes out. Pure, so that it is tested without a browser.
//!
//! A job and its outcome are frames: the first is a manifest in JSON, the others are files or stored records as they are.

mod compare;
mod draft;
mod export;
mod import;
mod mentions;
mod pattern;
mod read;
mod revise;
mod search;
mod stored;

pub use compare::{
    Asked, Behind, CompareJob, Compared, ComparedDocument, ComparedPair, ListedRow, ListedSpans, Matrix, Numbers,
    Question, Task, Version, read_report,
};
pub use draft::write as write_draft;
pub use export::{ExportJob, Exported, Plot, Wanted};
pub use import::{
    Choice, ImportJob, Imported, ImportedGroup, KnownDocument, Reading, Refusal, SharedFiles, Stored, StoredIn, Target,
};
pub use mentions::{FoundMentions, FoundPlace, MarkedSpan, MentionsJob, WantedMentions, reads_like_any};
pub use pattern::PatternJob;
pub use read::{ReadFile, ReadJob, ReadOutcome, run_reader};
pub use revise::ReviseJob;
pub use search::{Found, SearchJob, Sought};
pub use stored::{StoredDocument, StoredSet};

use crate::domain::formats::json::{Record, object};

/// Does a job; `progress` is told how much of it is done, from 0 to 1.
///
/// A job nobody knows has no outcome: no frames.
pub fn run(job: &[u8], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    let frames = unframe(job);
    let Some((manifest, rest)) = frames.split_first() else {
        return frame(&[]);
    };
    let Some(mut record) = std::str::from_utf8(manifest).ok().and_then(|json| Record::parse(json).ok()) else {
        return frame(&[]);
    };
    match record.string("job").ok().flatten().as_deref() {
        Some("import") => import::run(record, rest, progress),
        Some("revise") => revise::run(record, rest, progress),
        Some("compare") => compare::run(record, rest, progress),
        Some("export") => export::run(record, rest, progress),
        Some("pattern") => pattern::run(record, rest, progress),
        Some("mentions") => mentions::run(record, rest, progress),
        Some("search") => search::run(record, rest, progress),
        _ => frame(&[]),
    }
}

/// Puts frames one after another, each behind its length (u32, little-endian).
fn frame(frames: &[Vec<u8>]) -> Vec<u8> {
    let mut all = Vec::with_capacity(frames.iter().map(|frame| frame.len() + 4).sum());
    for frame in frames {
        all.extend((frame.len() as u32).to_le_bytes());
        all.extend(frame);
    }
    all
}

/// Takes frames apart; what is cut off is left out.
fn unframe(mut all: &[u8]) -> Vec<&[u8]> {
    let mut frames = Vec::new();
    while let Some((length, rest)) = all.split_first_chunk::<4>() {
        let Some((frame, rest)) = rest.split_at_checked(u32::from_le_bytes(*length) as usize) else {
            break;
        };
        frames.push(frame);
        all = rest;
    }
    frames
}

fn manifest(fill: impl FnOnce(&mut crate::domain::formats::json::Object<'_>)) -> Vec<u8> {
    let mut json = Vec::new();
    object(&mut json, fill);
    json
}
