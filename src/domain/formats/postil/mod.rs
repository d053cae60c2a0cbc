//! Postil JSON, version 1: a project or part of it in one file. `schemas/postil-1.schema.json` describes it.
//!
//! Offsets are code points, ends exclusive, and every span carries its quote, so that `text[start:end] == quote` can be checked by any
//! reader. Reading is tolerant: what is wrong with one record is reported and the others are read.

mod gold;
mod names;
mod read;
mod write;

pub use gold::write_conflict;
pub use names::COLOUR_NAMES;
pub use read::{
    Imported, ReadError, looks_like, read, read_conflict, read_metadata, read_relation, read_schema, read_span,
    read_status, read_value, read_values,
};
pub use write::{
    write, write_metadata, write_relation, write_schema, write_span, write_status, write_value, write_values,
};

/// The version that is written, and the newest that is fully read.
pub const VERSION: u64 = 1;

use super::detect::Looked;
use super::files::Files;
use super::intake::{Intake, Unreadable};
use super::json::read_string;
use super::outlet::{About, Annotated, Item, Options, Outlet, Part, Writer};
use super::problem::Problem;

/// Whether what was looked at is of this format.
pub fn fits(looked: &Looked<'_>) -> bool {
    let head = looked.head();
    // Tools that sort fields put the annotation sets first and the format far behind.
    head.starts_with('{') && (is_named(head) || head[1..].trim_start().starts_with("\"annotation_sets\""))
}

/// Whether the object that begins there has the format's name itself, not in something inside it.
fn is_named(object: &str) -> bool {
    let says_so = |field: &str| {
        let value = field.strip_prefix("\"format\"").and_then(|after| after.trim_start().strip_prefix(':'));
        value.is_some_and(|value| value.trim_start().starts_with("\"postil\""))
    };
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, byte) in object.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => {
                if !in_string && depth == 1 && says_so(&object[at..]) {
                    return true;
                }
                in_string = !in_string;
            }
            _ if in_string => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return false,
            b'}' | b']' => depth -= 1,
            _ => {}
        }
    }
    false
}

/// Reads the file into the intake.
///
/// # Errors
/// If nothing can be made of it.
pub fn read_into(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    for (n, path) in files.paths().into_iter().enumerate() {
        let bytes = files.read(&path).map_err(|error| Unreadable::io(&path, &error))?;
        let read = read(&bytes).map_err(Unreadable::Json)?;
        if let Some(version) = read.newer {
            intake.warn("", Problem::Newer(version), None);
        }
        for warning in read.warnings {
            intake.warn(warning.at.0, warning.problem, warning.left_out.as_deref());
        }
        let project = read.project;
        // The label set may only grow, so that who follows it need not read it anew each time.
        if n == 0 {
            intake.about = About::of(&project);
        } else {
            intake.schema().learn(&project.schema);
        }
        let mut sets = project.sets_by_document();
        for document in &project.documents {
            if intake.is_cancelled() {
                return Ok(());
            }
            let sets = sets.remove(document.id()).unwrap_or_default();
            let split = document.unknown.iter().find(|(name, _)| name == "split");
            let split = split.and_then(|(_, json)| read_string(json)).unwrap_or_default();
            intake.annotated(Annotated { document: document.clone(), sets, split });
        }
    }
    Ok(())
}

/// A writer of this format.
pub fn writer(options: &Options) -> Box<dyn Writer> {
    Box::new(PostilWriter { exported: options.exported.clone(), documents: 0, sets: None })
}

struct PostilWriter {
    exported: String,
    documents: usize,
    /// How many there are; nothing before the list has begun.
    sets: Option<usize>,
}

impl PostilWriter {
    fn begin_sets(&mut self, out: &mut dyn Outlet) -> &mut usize {
        self.sets.get_or_insert_with(|| {
            out.append_to(PATH, Part::Tail, write::between_lists());
            0
        })
    }
}

/// The path of the file.
const PATH: &str = "data.json";

impl Writer for PostilWriter {
    fn document(&mut self, item: &Item<'_>, _: &About, out: &mut dyn Outlet) {
        let mut bytes = Vec::new();
        write::document_in_list(&mut bytes, item.document, item.split, self.documents == 0);
        out.append_to(PATH, Part::Body, &bytes);
        self.documents += 1;
        for set in item.sets {
            let before = self.begin_sets(out);
            bytes.clear();
            write::set_in_list(&mut bytes, set, item.document.text(), *before == 0);
            *before += 1;
            out.append_to(PATH, Part::Tail, &bytes);
        }
    }

    fn finish(&mut self, about: &About, out: &mut dyn Outlet) {
        out.append_to(PATH, Part::Head, &write::before_documents(about, &self.exported));
        self.begin_sets(out);
        out.append_to(PATH, Part::Tail, &write::after_sets(about));
    }
}
