//! What an export consists of: named files that grow, and a list of what the format could not hold.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::{Document, Unknown};
use crate::domain::id::{Annotator, DocumentId, ProjectId, SetId};
use crate::domain::project::Project;
use crate::domain::schema::Schema;

/// A document with what annotators say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotated {
    /// The document.
    pub document: Arc<Document>,
    /// Whose work there is on it, in order.
    pub sets: Vec<Arc<AnnotationSet>>,
    /// The split of a dataset it came in; empty where there was none.
    pub split: String,
}

/// The name of the split that a file is, by its path, if it is called like one.
pub fn split_named(path: &str) -> Option<&str> {
    const NAMES: [&str; 7] = ["train", "dev", "test", "validation", "val", "valid", "eval"];
    let name = path.rsplit('/').next()?;
    let stem = name.split('.').next()?;
    NAMES.contains(&stem).then_some(stem)
}

impl Annotated {
    /// The document with all its sets, as a part of the split.
    pub fn item<'a>(&'a self, split: &'a str) -> Item<'a> {
        Item { document: &self.document, sets: &self.sets, split }
    }
}

/// What is written of one document.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The document.
    pub document: &'a Document,
    /// The sets that were asked for.
    pub sets: &'a [Arc<AnnotationSet>],
    /// The split it belongs to; empty where the export isn't split.
    pub split: &'a str,
}

impl Item<'_> {
    /// The sets, or one without spans where there are none: a document nobody marked is still an example.
    pub fn layers(&self) -> Vec<Arc<AnnotationSet>> {
        if self.sets.is_empty() {
            let nobody = AnnotationSet::new(SetId::new(""), self.document.id().clone(), Annotator::new(""));
            return vec![Arc::new(nobody)];
        }
        self.sets.to_vec()
    }

    /// The path of a file that holds many documents: named after the split, or `data`.
    pub fn path(&self, ending: &str) -> String {
        format!("{}.{ending}", if self.split.is_empty() { "data" } else { self.split })
    }
}

/// What is known about the whole of an export.
#[derive(Clone, Debug)]
pub struct About {
    /// The project's name in files.
    pub project: ProjectId,
    /// The project's name on the screen.
    pub name: String,
    /// The label set with every label that was met; at the end, it is complete.
    pub schema: Arc<Schema>,
    /// Fields of a project file this version does not know.
    pub unknown: Unknown,
}

impl About {
    /// What is known about a project.
    pub fn of(project: &Project) -> Self {
        Self {
            project: project.id.clone(),
            name: project.name.clone(),
            schema: project.schema.clone(),
            unknown: project.unknown.clone(),
        }
    }
}

/// What an export should be like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The time, as RFC 3339, or empty where it shouldn't be told.
    pub exported: String,
    /// The licence of the data, as an SPDX identifier, or empty.
    pub licence: String,
    /// Whether doccano's files have `label` triples, as projects without relations want them, in place of entities.
    pub doccano_triples: bool,
}

/// A part of a file. The parts stand one after another in it, whatever the order they were written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What stands before the documents.
    Head,
    /// The documents.
    Body,
    /// What stands after them.
    Tail,
}

/// Takes an export as it is written.
pub trait Outlet {
    /// Appends to a part of a file, which is made if it isn't there.
    fn append_to(&mut self, path: &str, part: Part, bytes: &[u8]);

    /// Takes note of something the format can't hold.
    fn lose(&mut self, loss: Loss);

    /// Appends to a file.
    fn append(&mut self, path: &str, bytes: &[u8]) {
        self.append_to(path, Part::Body, bytes);
    }
}

/// Writes one format.
pub trait Writer {
    /// Writes one document. Every label of its spans is in the label set.
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet);

    /// Writes what stands before and after the documents, and the files about all of them.
    fn finish(&mut self, about: &About, out: &mut dyn Outlet);
}

/// Something of a set that a format can't hold, or not as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The document.
    pub document: DocumentId,
    /// Whose work.
    pub annotator: Annotator,
    /// The name of the span or relation; empty where it is the document's.
    pub of: String,
    /// What is lost.
    pub what: Lost,
    /// The text of the span, or what else tells which it is.
    pub quote: String,
    /// What exactly.
    pub details: String,
}

/// What is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lost {
    /// The span: it overlaps one that is kept.
    Overlap,
    /// The text between its fragments is marked too.
    Fragments,
    /// The span stands for longer or shorter text than it did.
    Border,
    /// The span: the format can't hold it for another reason.
    Span,
    /// The values of attributes.
    Attributes,
    /// Which entry of the register the span mentions.
    Mention,
    /// The note.
    Note,
    /// The relation.
    Relation,
    /// What was said of the document as a whole.
    DocumentLabels,
    /// The label's name is written otherwise.
    Label,
    /// Characters of the text are written otherwise.
    Text,
}

impl Lost {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Overlap,
        Self::Fragments,
        Self::Border,
        Self::Span,
        Self::Attributes,
        Self::Mention,
        Self::Note,
        Self::Relation,
        Self::DocumentLabels,
        Self::Label,
        Self::Text,
    ];

    /// The kind with this short name.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lost| lost.code() == code)
    }

    /// Its short name, the same in every version.
    pub fn code(self) -> &'static str {
        match self {
            Self::Overlap => "overlap",
            Self::Fragments => "fragments",
            Self::Border => "border",
            Self::Span => "span",
            Self::Attributes => "attributes",
            Self::Mention => "mention",
            Self::Note => "note",
            Self::Relation => "relation",
            Self::DocumentLabels => "document-labels",
            Self::Label => "label",
            Self::Text => "text",
        }
    }
}

impl Loss {
    /// Something of a span.
    pub fn of_span(
        document: &Document,
        set: &AnnotationSet,
        span: &Span,
        what: Lost,
        details: impl Into<String>,
    ) -> Self {
        Self {
            document: document.id().clone(),
            annotator: set.annotator.clone(),
            of: span.id.to_string(),
            what,
            quote: quote_of(document, span),
            details: details.into(),
        }
    }

    /// Something of a set that is no span's; `of` names what it is.
    pub fn of_set(
        document: &Document,
        set: &AnnotationSet,
        of: &str,
        what: Lost,
        quote: impl Into<String>,
        details: impl Into<String>,
    ) -> Self {
        Self {
            document: document.id().clone(),
            annotator: set.annotator.clone(),
            of: of.to_owned(),
            what,
            quote: quote.into(),
            details: details.into(),
        }
    }
}

/// The text of a span's fragments, with one space between any two.
pub fn quote_of(document: &Document, span: &Span) -> String {
    let quotes: Vec<&str> = span.fragments.iter().map(|fragment| document.text().quote(fragment)).collect();
    quotes.join(" ")
}

/// An export in memory.
#[derive(Debug, Default)]
pub struct InMemoryOutlet {
    parts: BTreeMap<(String, Part), Vec<u8>>,
    /// What was lost, in order.
    pub losses: Vec<Loss>,
}

impl Outlet for InMemoryOutlet {
    fn append_to(&mut self, path: &str, part: Part, bytes: &[u8]) {
        match self.parts.get_mut(&(path.to_owned(), part)) {
            Some(known) => known.extend_from_slice(bytes),
            None => {
                self.parts.insert((path.to_owned(), part), bytes.to_vec());
            }
        }
    }

    fn lose(&mut self, loss: Loss) {
        self.losses.push(loss);
    }
}

impl InMemoryOutlet {
    /// The files, by path.
    pub fn files(self) -> Vec<(String, Vec<u8>)> {
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for ((path, _), bytes) in self.parts {
            match files.last_mut() {
                Some((known, whole)) if *known == path => whole.extend(bytes),
                _ => files.push((path, bytes)),
            }
        }
        files
    }
}
