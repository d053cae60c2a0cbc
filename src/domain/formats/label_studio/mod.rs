//! Label Studio: a list of tasks with annotations and predictions, and the configuration of the labelling interface.
//!
//! Offsets count code points in the data of a `Text` tag, ends exclusive; exports made before that was so count UTF-16.
//! Values of a span's attributes are results of their own under the span's name, what is said of the document is a result
//! without a place, and a result names the tag of the configuration it was given with. An annotator is named where the
//! importer does not look: it takes nobody but users of the server. Source: label-studio (tasks/serializers.py,
//! web/libs/editor), label-studio-sdk 2.1.2 (label_interface), labelstud.io/tags and labelstud.io/guide/export.

mod config;
mod controls;
mod read;
mod smallest;
mod write;

use super::detect::Looked;
use super::files::Files;
use super::intake::{Intake, Unreadable, beginning};
use super::items::each_json_item;
use super::json::{Record, read_list};
use super::outlet::{Options, Writer};
use super::problem::Problem;

use config::Config;

/// Whether what was looked at is of this format.
pub fn fits(looked: &Looked<'_>) -> bool {
    looked.all_records().any(is_task) || looked.heads().any(|(_, head)| is_long_task(head))
}

fn is_task(mut record: Record<'_>) -> bool {
    let has_lists = ["annotations", "predictions", "completions"].iter().any(|field| record.peek(field).is_some());
    let is_smallest = record.peek("annotation_id").is_some() && record.peek("annotator").is_some();
    match record.object("data") {
        Some(data) => has_lists || data.peek("text").is_some(),
        None => is_smallest || (record.object("task").is_some() && record.peek("result").and_then(read_list).is_some()),
    }
}

/// Whether it is a task that is longer than what was looked at.
fn is_long_task(head: &str) -> bool {
    let marks = ["\"from_name\"", "\"to_name\"", "\"result\""];
    head.starts_with(['[', '{']) && marks.into_iter().all(|mark| head.contains(mark))
}

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let mut config = Config::default();
    for path in files.paths().iter().filter(|path| path.ends_with(".xml")) {
        let bytes = files.read(path).map_err(|error| Unreadable::io(path, &error))?;
        let found = String::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned()).and_then(|xml| Config::read(&xml));
        match found {
            Ok(found) => config = found,
            Err(why) => intake.warn(path.as_str(), Problem::Malformed(why), Some("")),
        }
    }
    config.add_to(intake.schema());
    each_json_item(files, &[".json", ".jsonl", ".ndjson"], intake, |intake, _, at, json| {
        match read::task(intake, &config, at, &json) {
            Ok(raw) => intake.document(raw),
            Err(problem) => intake.warn(at, problem, Some(&beginning(&json))),
        }
    })
}

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(write::LabelStudioWriter::default())
}
