//! Work on nearly the same text as a document that is there: it is taken over to that document.

use std::sync::Arc;

use crate::app::record::{DocumentHeader, read_document};
use crate::domain::dataset::near_duplicates::Sketch;
use crate::domain::document::Document;
use crate::domain::formats::problem::Problem;
use crate::domain::formats::reanchor::reanchor;
use crate::domain::id::ProjectId;
use crate::domain::project::Project;

/// The documents that are there, in a shape in which similar ones are found.
pub(super) struct Similar(Vec<(ProjectId, Arc<Document>, Sketch)>);

/// A warning: place, what, details.
type Told = (String, String, String);

impl Similar {
    /// The documents as they are stored; a damaged one resembles none.
    pub(super) fn of(texts: &[(Vec<u8>, Vec<Vec<u8>>)]) -> Self {
        let known = texts.iter().filter_map(|(header, chunks)| {
            let header = DocumentHeader::read(header).ok()?;
            let document = Arc::new(read_document(&header, chunks).ok()?);
            let sketch = Sketch::of(document.text());
            Some((header.project, document, sketch))
        });
        Self(known.collect())
    }

    /// Puts known documents of the project in place of nearly the same ones that somebody worked on, with that work on
    /// their texts. Tells for which documents, and which spans and relations found no place.
    pub(super) fn take_over(&self, read: &mut Project, target: &ProjectId) -> Vec<Told> {
        let mut told = Vec::new();
        for place in 0..read.documents.len() {
            let document = read.documents[place].clone();
            if read.sets_of(document.id()).all(|set| set.spans().is_empty()) {
                continue;
            }
            let Some(known) = self.like(&document, target) else {
                continue;
            };
            let title = known.title().to_owned();
            told.push((title.clone(), "near-identical".to_owned(), String::new()));
            for set in read.sets.iter_mut().filter(|set| set.document == *document.id()) {
                let moved = reanchor(set, document.text(), known.text());
                for orphan in &moved.orphans {
                    let quote = document.text().quote(orphan.hull()).to_owned();
                    let (what, details) = Problem::Orphan { label: orphan.label.to_string(), quote }.described();
                    told.push((title.clone(), what.to_owned(), details));
                }
                for relation in &moved.loose {
                    let (what, _) = Problem::LooseRelation.described();
                    told.push((title.clone(), what.to_owned(), relation.kind.to_string()));
                }
                *set = Arc::new(moved.set);
            }
            // Under its own name, so that the sets still find it; by its text it is known.
            read.documents[place] = Arc::new(known.renamed(document.id().clone()));
        }
        told
    }

    fn like(&self, document: &Document, target: &ProjectId) -> Option<&Arc<Document>> {
        let known = || self.0.iter().filter(|(project, ..)| project == target);
        if known().any(|(_, known, _)| known.text() == document.text()) {
            return None;
        }
        let sketch = Sketch::of(document.text());
        known().find(|(_, _, other)| sketch.resembles(other)).map(|(_, known, _)| known)
    }
}
