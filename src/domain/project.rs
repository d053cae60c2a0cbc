//! A project: documents, the label set they are annotated with, and the annotation sets.

use std::collections::HashMap;
use std::sync::Arc;

use super::annotation::AnnotationSet;
use super::document::{Document, Unknown};
use super::id::{DocumentId, ProjectId};
use super::schema::Schema;

/// A project, or the part of one that a file holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Its name in files.
    pub id: ProjectId,
    /// Its name on the screen.
    pub name: String,
    /// The label set and guidelines.
    pub schema: Arc<Schema>,
    /// The documents, in order.
    pub documents: Vec<Arc<Document>>,
    /// Whose work on which document, in order; each about one of the documents.
    pub sets: Vec<Arc<AnnotationSet>>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

impl Project {
    /// An empty project with the label set a new project starts with.
    pub fn new(id: ProjectId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            schema: Arc::new(Schema::actors_agreements_focus_areas()),
            documents: Vec::new(),
            sets: Vec::new(),
            unknown: Unknown::new(),
        }
    }

    /// The document with this name.
    pub fn document(&self, id: &DocumentId) -> Option<&Arc<Document>> {
        self.documents.iter().find(|document| document.id() == id)
    }

    /// The annotation sets of each document that has any.
    pub fn sets_by_document(&self) -> HashMap<DocumentId, Vec<Arc<AnnotationSet>>> {
        let mut sets: HashMap<DocumentId, Vec<Arc<AnnotationSet>>> = HashMap::new();
        for set in &self.sets {
            sets.entry(set.document.clone()).or_default().push(set.clone());
        }
        sets
    }

    /// The annotation sets about the document.
    pub fn sets_of<'a>(&'a self, document: &'a DocumentId) -> impl Iterator<Item = &'a Arc<AnnotationSet>> {
        self.sets.iter().filter(move |set| set.document == *document)
    }
}
