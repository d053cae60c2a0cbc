//! doccano's JSONL, in both of its forms: `{"text", "label": [[start, end, label]]}`, and for projects with relations
//! `{"text", "entities": [{"id", "label", "start_offset", "end_offset"}], "relations": [{"id", "from_id", "to_id", "type"}]}`.
//!
//! Offsets are code points, ends exclusive. A file is of one form throughout, and each line has the same fields: doccano
//! reads them as the columns of a table, and what is missing in one line is no valid JSON in its database. It keeps fields it
//! does not know with the document and gives them back, so what it has no place for stands in `meta.postil`. Source:
//! doccano 1.8.4, backend/data_import/pipeline and backend/data_export/pipeline.

mod read;
mod write;

use super::detect::Looked;
use super::files::Files;
use super::intake::{Intake, Unreadable};
use super::items::each_json_item;
use super::json::{Record, read_list};
use super::outlet::{Options, Writer};

/// The fields that hold spans: those of both forms, and those of earlier versions.
const SPANS: [&str; 5] = ["label", "entities", "labels", "spans", "annotations"];

/// Whether what was looked at is of this format.
pub fn fits(looked: &Looked<'_>) -> bool {
    let records = looked.records();
    if !records.is_empty() {
        return records.into_iter().any(|mut record| {
            record.text("text").is_some() && SPANS.iter().any(|field| has_spans(&mut record, field))
        });
    }
    // The first record is longer than what was looked at.
    let head: String = looked.head().chars().filter(|character| !character.is_whitespace()).collect();
    let begins = |mark: &str| head.contains(mark);
    head.starts_with('{')
        && begins("\"text\":\"")
        && ["\"start_offset\":", "\"label\":[[", "\"labels\":[[", "\"entities\":[["].into_iter().any(begins)
}

fn has_spans(record: &mut Record<'_>, field: &str) -> bool {
    let Some(items) = record.take(field).and_then(read_list) else {
        return false;
    };
    // Of an empty list only the name tells what it is for.
    let Some(first) = items.first() else {
        return matches!(field, "label" | "entities");
    };
    let is_triple = read_list(first).is_some_and(|triple| triple.len() == 3);
    let is_object = Record::parse(first).is_ok_and(|mut entity| entity.take("start_offset").is_some());
    let is_category = field == "label" && first.starts_with('"');
    is_triple || is_object || is_category
}

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let several = files.paths().len() > 1;
    each_json_item(files, &[".jsonl", ".ndjson", ".json"], intake, |intake, path, at, json| {
        // doccano exports a file for each annotator, or one for all.
        let annotator = if several { annotator_of(path) } else { "" };
        match read::example(intake, at, &json, annotator) {
            Ok(raw) => intake.document(raw),
            Err(problem) => intake.warn(at, problem, Some(&super::intake::beginning(&json))),
        }
    })
}

fn annotator_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if ["all", "data", "train", "dev", "test"].contains(&stem) { "" } else { stem }
}

/// A writer of this format.
pub fn writer(options: &Options) -> Box<dyn Writer> {
    Box::new(write::DoccanoWriter::new(options.doccano_triples))
}
