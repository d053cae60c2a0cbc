//! Exporting documents: whose work, in which split, in which format.

use std::sync::Arc;

use super::outlet::{About, Annotated, Item, Options, Outlet, Writer};
use super::values::lose_mentions;
use super::{Format, Shape};
use crate::domain::annotation::AnnotationSet;
use crate::domain::dataset::split::Split;
use crate::domain::id::Annotator;
use crate::domain::project::Project;

/// The file that tells how documents were split.
pub const SPLITS: &str = "splits.json";

/// What is taken of documents.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Whose work; everybody's, each by itself, if nothing is said.
    pub annotator: Option<Annotator>,
    /// Which split each document belongs to; documents that are in none go without one.
    pub split: Option<Split>,
    /// Whether documents stay in the splits they came in, where they are not split anew.
    pub keeps_splits: bool,
}

impl Selection {
    /// The sets that are taken.
    pub fn sets_of(&self, item: &Annotated) -> Vec<Arc<AnnotationSet>> {
        let is_taken = |set: &&Arc<AnnotationSet>| self.annotator.as_ref().is_none_or(|name| set.annotator == *name);
        item.sets.iter().filter(is_taken).cloned().collect()
    }

    /// The document with the sets that are taken.
    pub fn item<'a>(&'a self, item: &'a Annotated, sets: &'a [Arc<AnnotationSet>]) -> Item<'a> {
        let split = match &self.split {
            Some(split) => split.splits.get(item.document.id()).map_or("", String::as_str),
            None if self.keeps_splits => &item.split,
            None => "",
        };
        Item { document: &item.document, sets, split }
    }
}

/// An export that is being written.
pub struct Export {
    format: Format,
    documents: usize,
    writer: Box<dyn Writer>,
    split: Option<Vec<u8>>,
}

impl Export {
    /// Begins an export; `split` is told in a file of its own.
    pub fn new(format: Format, options: &Options, split: Option<&Split>) -> Self {
        Self { format, documents: 0, writer: format.writer(options), split: split.map(Split::to_json) }
    }

    /// Writes a document and the sets that are taken.
    pub fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        self.documents += 1;
        self.writer.document(item, about, out);
        if !self.format.keeps_mentions() {
            item.sets.iter().for_each(|set| lose_mentions(item.document, set, &about.schema, out));
        }
    }

    /// Writes what remains. Nothing can be written after it.
    pub fn finish(mut self, about: &About, out: &mut dyn Outlet) {
        self.writer.finish(about, out);
        if self.documents == 0
            && let Shape::File(ending) = self.format.shape()
        {
            // A file without anything in it is still the file that was asked for.
            out.append(&format!("data.{ending}"), b"");
        }
        if let Some(split) = &self.split {
            out.append(SPLITS, split);
        }
    }
}

/// Exports a whole project.
pub fn project(project: &Project, format: Format, options: &Options, out: &mut dyn Outlet) {
    let about = About::of(project);
    let mut export = Export::new(format, options, None);
    for document in &project.documents {
        let sets: Vec<Arc<AnnotationSet>> = project.sets_of(document.id()).cloned().collect();
        export.document(&Item { document, sets: &sets, split: "" }, &about, out);
    }
    export.finish(&about, out);
}
