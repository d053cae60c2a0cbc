//! What is known of the documents that are there, while an import adds to them.

use std::collections::{BTreeSet, HashMap};

use super::KnownDocument;
use crate::domain::id::{Annotator, DocumentId, ProjectId};
use crate::domain::project::Project;

/// The documents that are there, by project.
pub(super) struct Library(HashMap<ProjectId, Known>);

/// The documents of a project.
#[derive(Default)]
pub(super) struct Known {
    /// Each by the hash of its text.
    pub(super) by_text: HashMap<String, DocumentId>,
    /// Who has annotated each.
    pub(super) annotators: HashMap<DocumentId, BTreeSet<Annotator>>,
}

impl Library {
    /// The documents in a shape in which they are found.
    pub(super) fn of(known: Vec<KnownDocument>) -> Self {
        let mut library = Self(HashMap::new());
        for KnownDocument { project, id, sha256, annotators } in known {
            let known = library.0.entry(project).or_default();
            known.by_text.insert(sha256, id.clone());
            known.annotators.entry(id).or_default().extend(annotators);
        }
        library
    }

    /// The documents of the project.
    pub(super) fn of_project(&mut self, project: &ProjectId) -> &mut Known {
        self.0.entry(project.clone()).or_default()
    }

    /// Whether a document of the file is in the project: then the file may be another's work on that project.
    pub(super) fn shares_text(&self, project: &ProjectId, read: &Project) -> bool {
        let has_text = |known: &Known, hash: &str| known.by_text.contains_key(hash);
        let known = self.0.get(project);
        known.is_some_and(|known| read.documents.iter().any(|document| has_text(known, document.text().sha256())))
    }
}
