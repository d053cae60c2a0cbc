//! What is known of the documents that are there, while an import adds to them.

use std::collections::{BTreeSet, HashMap};

use super::KnownDocument;
use crate::domain::dataset::near_duplicates::Sketch;
use crate::domain::id::{Annotator, DocumentId, ProjectId};
use crate::domain::project::Project;
use crate::domain::text::Text;

/// The documents that are there, by project.
pub(super) struct Library(HashMap<ProjectId, Known>);

/// The documents of a project.
#[derive(Default)]
pub(super) struct Known {
    /// Each by the hash of its text.
    pub(super) by_text: HashMap<String, DocumentId>,
    /// Who has annotated each.
    pub(super) annotators: HashMap<DocumentId, BTreeSet<Annotator>>,
    /// The title of each that has one, and the sketch of its text.
    sketches: Vec<(String, Sketch)>,
}

impl Library {
    /// The documents in a shape in which they are found.
    pub(super) fn of(known: Vec<KnownDocument>) -> Self {
        let mut library = Self(HashMap::new());
        for KnownDocument { project, id, title, sha256, sketch, annotators } in known {
            let known = library.0.entry(project).or_default();
            known.sketches.extend(sketch.parse().ok().map(|sketch| (title, sketch)));
            known.by_text.insert(sha256, id.clone());
            known.annotators.entry(id).or_default().extend(annotators);
        }
        library
    }

    /// The documents of the project.
    pub(super) fn of_project(&mut self, project: &ProjectId) -> &mut Known {
        self.0.entry(project.clone()).or_default()
    }

    /// The title of the document that is most like the text, and how much of both is the same, in per cent; nothing if none is nearly the same.
    /// The text is known from now on.
    pub(super) fn like(&mut self, project: &ProjectId, title: &str, text: &Text) -> Option<(String, u32)> {
        let known = self.of_project(project);
        let sketch = Sketch::of(text);
        let alike = known.sketches.iter().filter(|(_, other)| sketch.resembles(other));
        let most = alike.map(|(title, other)| (sketch.shared_with(other), title)).max_by_key(|(share, _)| *share);
        let most = most.map(|(share, title)| (title.clone(), share));
        known.sketches.push((title.to_owned(), sketch));
        most
    }

    /// Whether a document of the file is in the project: then the file may be another's work on that project.
    pub(super) fn shares_text(&self, project: &ProjectId, read: &Project) -> bool {
        let has_text = |known: &Known, hash: &str| known.by_text.contains_key(hash);
        let known = self.0.get(project);
        known.is_some_and(|known| read.documents.iter().any(|document| has_text(known, document.text().sha256())))
    }
}
