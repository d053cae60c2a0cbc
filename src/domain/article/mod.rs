//! From what the annotator has to an article: blocks with roles, what is left out, and what is known about it.

pub mod byline;
pub mod date;
pub mod draft;
mod furniture;
mod head;
pub mod language;
mod lines;
mod phrases;
pub mod plain;
pub mod reader;

use super::document::Document;

/// Fills in what the source of a document doesn't say: the title and the source by its path, which may be empty, the language by its
/// words.
pub fn complete(document: &mut Document, path: &str) {
    if document.metadata.language.is_none() {
        document.metadata.language = language::language(document.text()).map(str::to_owned);
    }
    if path.is_empty() {
        return;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    document.metadata.title.get_or_insert_with(|| stem.to_owned());
    document.metadata.source.get_or_insert_with(|| name.to_owned());
}
