//! Finding the annotations in files, whatever stands around them.

use super::gather::Gathered;
use super::parse::{annotation, source_of};
use crate::domain::formats::files::Files;
use crate::domain::formats::intake::{Intake, Unreadable, beginning};
use crate::domain::formats::json::{Record, read_list, read_string};
use crate::domain::formats::problem::Problem;

/// The endings of files that may hold annotations.
const ENDINGS: [&str; 4] = [".jsonld", ".json", ".jsonl", ".ndjson"];
/// So deep may annotations lie in pages and collections.
const DEEPEST: usize = 6;

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let paths = files.paths();
    let alone = paths.len() == 1;
    let mut contents = Vec::new();
    for path in paths.iter().filter(|path| alone || ENDINGS.iter().any(|ending| path.ends_with(ending))) {
        let bytes = files.read(path).map_err(|error| Unreadable::io(path, &error))?;
        match String::from_utf8(bytes) {
            Ok(content) => contents.push((if alone { String::new() } else { format!("{path}: ") }, content)),
            Err(error) => {
                let byte = error.utf8_error().valid_up_to();
                intake.warn(path, Problem::Malformed(format!("not UTF-8 from byte {byte}")), Some(""));
            }
        }
    }
    let mut gathered = Gathered::default();
    for (at, content) in &contents {
        let content = content.trim_start_matches('\u{feff}');
        let mut values = serde_json::Deserializer::from_str(content).into_iter::<serde::de::IgnoredAny>();
        let mut n = 0;
        loop {
            let start = values.byte_offset();
            match values.next() {
                None => break,
                Some(Ok(_)) => {
                    let json = content[start..values.byte_offset()].trim_start();
                    let alone = n == 0 && content[values.byte_offset()..].trim_start().is_empty();
                    let at = if alone { at.clone() } else { format!("{at}[{n}]") };
                    visit(json, &at, DEEPEST, &mut gathered, intake);
                }
                Some(Err(_)) => {
                    let problem = Problem::Malformed(format!("not JSON from byte {start}"));
                    intake.warn(format!("{at}[{n}]"), problem, Some(&beginning(&content[start..])));
                    break;
                }
            }
            n += 1;
        }
    }
    gathered.finish(files, &paths, intake)
}

/// Takes the annotations out of a value: itself, a list, a page, a collection or a graph.
fn visit<'a>(json: &'a str, at: &str, depth: usize, gathered: &mut Gathered<'a>, intake: &mut Intake<'_>) {
    let not_kept = |what: &str, intake: &mut Intake<'_>| {
        intake.warn(at, Problem::Malformed(what.to_owned()), Some(json));
    };
    if depth == 0 {
        return not_kept("too deep", intake);
    }
    if let Some(items) = read_list(json) {
        for (n, item) in items.into_iter().enumerate() {
            visit(item, &format!("{at}[{n}]"), depth - 1, gathered, intake);
        }
        return;
    }
    let Ok(mut record) = Record::parse(json) else {
        return not_kept("not an object", intake);
    };
    for field in ["items", "@graph", "first"] {
        // A target or body may have items, but no annotation has.
        match record.take(field) {
            Some(inner) if read_string(inner).is_some() => return not_kept("its page stands elsewhere", intake),
            Some(inner) => return visit(inner, &join(at, field), depth - 1, gathered, intake),
            None => {}
        }
    }
    let annotation = annotation(record, at);
    if !annotation.targets.is_empty() || !annotation.faults.is_empty() {
        return gathered.add(at.to_owned(), json, annotation);
    }
    match source_of(json) {
        (iri, Some(text)) => gathered.add_text(if iri.is_empty() { at } else { &iri }, text),
        _ => not_kept("neither an annotation nor a text", intake),
    }
}

fn join(at: &str, field: &str) -> String {
    if at.is_empty() || at.ends_with(' ') { format!("{at}{field}") } else { format!("{at}.{field}") }
}
