//! Prodigy tasks, one a line: `{"text", "tokens", "spans", "relations", "meta", "answer"}`. Names, attributes, notes, fragments
//! and the values of document labels stand in further fields, which Prodigy keeps and passes over.
//!
//! Offsets are code points, ends exclusive; `token_end` is the last token, inclusive. Tokens are cut where a span starts or
//! ends, so that each span is a whole number of them. `head` and `child` of a relation are the last token of its spans, as
//! in what Prodigy itself writes; `head_span` and `child_span` tell which spans. A document with several annotators' sets is
//! as many lines. Sources: prodi.gy/docs/api-interfaces, support.prodi.gy/t/6467, datasets that Prodigy 1.11 wrote.

mod ends;
mod read;
mod write;

pub use read::read;
pub use write::writer;

use super::detect::Looked;
use super::json::Record;

/// What only Prodigy adds to a task.
const MARKS: [&str; 6] = ["_view_id", "_input_hash", "_task_hash", "_session_id", "_annotator_id", "_is_binary"];

/// Whether what was looked at is of this format.
pub fn fits(looked: &Looked<'_>) -> bool {
    looked.records().into_iter().any(is_task)
}

fn is_task(mut record: Record<'_>) -> bool {
    // spaCy numbers its tokens too.
    let is_doc = record.peek("ents").is_some();
    let has = |items: Result<Vec<&str>, _>, field| {
        let first = items.ok().and_then(|items| Record::parse(items.first()?).ok());
        first.is_some_and(|mut first| first.take(field).is_some())
    };
    record.string("text").is_ok_and(|text| text.is_some())
        && (MARKS.iter().any(|mark| record.take(mark).is_some())
            || (!is_doc && has(record.list("tokens"), "start"))
            || has(record.list("spans"), "token_start")
            || matches!(record.take("answer"), Some("\"accept\"" | "\"reject\"" | "\"ignore\"")))
}
