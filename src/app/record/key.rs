//! Under which keys records are stored: the names of what they belong to, from the project down.

use crate::domain::id::{Annotator, DocumentId, ProjectId};

/// Stands between the names of a key, and in none of them.
const SEPARATOR: char = '\u{1f}';
/// The character after [`SEPARATOR`]: where the keys below a name end.
const AFTER: char = '\u{20}';

fn escaped(name: &str) -> String {
    name.replace('%', "%25").replace(SEPARATOR, "%1F")
}

/// A key after all others.
pub const END: &str = "\u{ffff}";

/// The order of keys in the database, which compares UTF-16 code units.
pub fn order(one: &str, other: &str) -> std::cmp::Ordering {
    one.encode_utf16().cmp(other.encode_utf16())
}

/// The key of a project.
pub fn project(project: &ProjectId) -> String {
    escaped(project.as_str())
}

/// The key of a document's header.
pub fn document(project: &ProjectId, document: &DocumentId) -> String {
    format!("{}{SEPARATOR}{}", self::project(project), escaped(document.as_str()))
}

/// The key of a chunk of a document, by its number from 0.
pub fn chunk(document: &str, number: usize) -> String {
    format!("{document}{SEPARATOR}{number:06}")
}

/// The key of a set's head, within a document's key.
pub fn head(document: &str, annotator: &Annotator) -> String {
    format!("{document}{SEPARATOR}{}", escaped(annotator.as_str()))
}

/// The key of an entry in the journal, within a head's key; in the order of revisions.
pub fn entry(head: &str, revision: u64) -> String {
    format!("{head}{SEPARATOR}{revision:012}")
}

/// The key of a chunk of a checkpoint made at a revision, within a head's key.
pub fn checkpoint(head: &str, revision: u64, number: usize) -> String {
    chunk(&entry(head, revision), number)
}

/// The revision a checkpoint was made at, by the key of one of its chunks.
pub fn revision_of_checkpoint(chunk: &str) -> Option<u64> {
    chunk.rsplit(SEPARATOR).nth(1)?.parse().ok()
}

/// From which key to just before which all keys below the given one stand.
pub fn below(key: &str) -> (String, String) {
    (format!("{key}{SEPARATOR}"), format!("{key}{AFTER}"))
}

/// The last name of a key, as it was given.
pub fn last_name(key: &str) -> String {
    let last = key.rsplit(SEPARATOR).next().unwrap_or_default();
    last.replace("%1F", "\u{1f}").replace("%25", "%")
}

/// The document's key within the key of something that belongs to it.
pub fn document_of(key: &str) -> &str {
    let end = key.match_indices(SEPARATOR).nth(1).map_or(key.len(), |(at, _)| at);
    &key[..end]
}
