//! `postil check`: what is in a file, and what is not as it should be.

use std::fs;
use std::io::{self, Write};

use super::{Outcome, Streams};
use crate::domain::formats::postil::{self, Imported, Problem, ReadError, VERSION, Warning};
use crate::domain::text::Repairs;

/// Reads each file and reports.
pub(super) fn check(files: &[String], streams: &mut Streams<'_>) -> io::Result<Outcome> {
    let mut outcome = Outcome::Clean;
    for file in files {
        let read = match bytes_of(file, streams) {
            Ok(bytes) => postil::read(&bytes).map_err(|error| unreadable(&error)),
            Err(error) => Err(error.to_string()),
        };
        match read {
            Ok(imported) => {
                report(file, &imported, streams.output)?;
                if imported.newer.is_some() || !imported.warnings.is_empty() {
                    outcome = Outcome::Reported;
                }
            }
            Err(why) => {
                writeln!(streams.errors, "{file}: {why}")?;
                outcome = Outcome::Reported;
            }
        }
    }
    Ok(outcome)
}

fn bytes_of(file: &str, streams: &mut Streams<'_>) -> io::Result<Vec<u8>> {
    if file != "-" {
        return fs::read(file);
    }
    let mut bytes = Vec::new();
    streams.input.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(error: &ReadError) -> String {
    match error {
        ReadError::NotText(byte) => format!("not UTF-8 text: the first wrong byte is number {byte}, from 0"),
        ReadError::NotJson { line, column } => {
            format!("not JSON, or cut off: line {line}, column {column}")
        }
        ReadError::NotPostil => "JSON, but not Postil's: the field `format` is not \"postil\"".to_owned(),
    }
}

fn report(file: &str, imported: &Imported, output: &mut dyn Write) -> io::Result<()> {
    let project = &imported.project;
    let spans = project.sets.iter().map(|set| set.spans().len()).sum();
    let relations = project.sets.iter().map(|set| set.relations().len()).sum();
    writeln!(
        output,
        "{file}: {}, {}, {}, {}; {}",
        count(project.documents.len(), "document"),
        count(project.sets.len(), "annotation set"),
        count(spans, "span"),
        count(relations, "relation"),
        match imported.warnings.len() {
            0 => "nothing wrong".to_owned(),
            n => count(n, "problem"),
        }
    )?;
    if let Some(version) = imported.newer {
        writeln!(
            output,
            "  version {version} is newer than {VERSION}, the newest known here: the file may say more than was read"
        )?;
    }
    for warning in &imported.warnings {
        let place = match warning.at.to_string() {
            top if top.is_empty() => "the file".to_owned(),
            place => place,
        };
        writeln!(output, "  {place}: {}", in_words(warning))?;
    }
    Ok(())
}

fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// What is wrong and what was done. Words of the file are quoted with control characters escaped: they go to a terminal.
fn in_words(warning: &Warning) -> String {
    let done = |otherwise: &'static str| {
        if warning.left_out.is_some() { "left out" } else { otherwise }
    };
    match &warning.problem {
        Problem::Wrong(wrong) if wrong.field.is_empty() => {
            format!("should be {}; {}", wrong.expected, done("passed over"))
        }
        Problem::Wrong(wrong) => {
            format!("`{}` should be {}; {}", wrong.field, wrong.expected, done("the field was passed over"))
        }
        Problem::Missing(field) => format!("`{field}` is missing; {}", done("passed over")),
        Problem::Unknown(field, value) => {
            format!("`{field}` has the unknown value {value:?}; {}", done("the usual one was taken"))
        }
        Problem::DuplicateId { id, .. } if warning.left_out.is_some() => {
            format!("the id {id:?} is taken; left out")
        }
        Problem::DuplicateId { id, renamed } => format!("the id {id:?} is taken; renamed {renamed:?}"),
        Problem::LabelAdded(label) => format!("the label set has no label {label:?}; it was added"),
        Problem::TextMadeCanonical(repairs) => {
            format!("the text was not canonical ({}); offsets were moved with it", repaired(*repairs))
        }
        Problem::HashDiffers => "the text is not the one `sha256` was made of".to_owned(),
        Problem::BlocksReplaced => "the blocks don't fit the text; new ones were found".to_owned(),
        Problem::NoDocument(id) => format!("the document {id:?} is not in the file; left out"),
        Problem::Empty => "the end is not after the start; left out".to_owned(),
        Problem::OutOfRange => "lies beyond the end of the text; left out".to_owned(),
        Problem::InsideCharacter => "starts or ends inside a character; left out".to_owned(),
        Problem::QuoteDiffers { quote, found } => {
            format!("the quote is {quote:?}, but the text there is {found:?}; left out")
        }
        Problem::CutsGrapheme => "cuts what is seen as one character; kept".to_owned(),
        Problem::LooseRelation => "links a span that isn't there; left out".to_owned(),
    }
}

fn repaired(repairs: Repairs) -> String {
    let mut parts = Vec::new();
    if repairs.byte_order_mark {
        parts.push("a byte order mark".to_owned());
    }
    let counted = [
        (repairs.line_ends, "CR line end"),
        (repairs.nul_characters, "NUL character"),
        (repairs.lone_surrogates, "lone surrogate"),
    ];
    parts.extend(counted.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| count(n, what)));
    parts.join(", ")
}
