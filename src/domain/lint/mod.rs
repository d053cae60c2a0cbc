//! Checks of a dataset before it is used: what annotators overlook and models stumble over.
//!
//! Documents come one after another and are forgotten; what is kept of each is what finds near-duplicates, some hundred
//! bytes, and of the spans which text has which labels, up to a limit.

mod borders;
mod repeats;
mod report;
mod schema;
mod surfaces;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use repeats::{untagged_mentions, untagged_repeats};
pub use report::{Check, Finding, Report};

use self::report::Notes;
use self::surfaces::Surfaces;
use super::annotation::{AnnotationSet, Span};
use super::dataset::near_duplicates::{self, Sketch};
use super::document::Document;
use super::formats::outlet::Item;
use super::formats::tokens::tokens;
use super::id::{Annotator, DocumentId};
use super::schema::Schema;
use super::text::{Range, words};

/// How many findings of each check are kept, unless another number is wanted: what a person may read.
pub const MOST_FINDINGS: usize = 100;

/// Checks that are going on.
#[derive(Debug)]
pub struct Lint {
    notes: Notes,
    surfaces: Surfaces,
    documents: Vec<(DocumentId, Sketch)>,
    /// The name of each document's split.
    splits: Vec<Arc<str>>,
}

impl Default for Lint {
    fn default() -> Self {
        Self::new(MOST_FINDINGS)
    }
}

impl Lint {
    /// Begins; of each check at most so many findings are kept, the rest is counted.
    pub fn new(most: usize) -> Self {
        Self { notes: Notes::new(most), surfaces: Surfaces::default(), documents: Vec::new(), splits: Vec::new() }
    }

    /// Checks a document and what annotators say about it.
    pub fn add(&mut self, item: &Item<'_>, schema: &Schema) {
        let document = item.document;
        let text = document.text();
        let tokens = tokens(text, []);
        let pieces = tokens.iter().map(|token| token.range);
        let words: Vec<Range> = words::joined(text, text.whole(), pieces).collect();
        let number = self.documents.len();
        self.documents.push((document.id().clone(), Sketch::new(text, words.iter().copied())));
        let same_split = self.splits.last().filter(|last| ***last == *item.split);
        self.splits.push(same_split.cloned().unwrap_or_else(|| item.split.into()));
        if text.as_str().trim().is_empty() {
            self.notes.add(Check::EmptyText, || about_document(document));
        } else if item.layers().iter().all(|set| set.spans().is_empty() && set.document_labels.is_empty()) {
            self.notes.add(Check::NoSpans, || about_document(document));
        }
        let mut looked = repeats::Looked::default();
        for set in item.sets {
            for span in set.spans().iter() {
                borders::check(document, set, span, &words, &tokens, &mut self.notes);
                schema::check_attributes(document, set, span, schema, &mut self.notes);
                self.surfaces.add(document, number, span);
            }
            check_duplicates(document, set, &mut self.notes);
            schema::check_relations(document, set, schema, &mut self.notes);
            schema::check_overlaps(document, set, schema, &mut self.notes);
            schema::check_document_labels(document, set, schema, &mut self.notes);
            looked.check(document, set, &words, &mut self.notes);
        }
    }

    /// What was found.
    pub fn finish(mut self) -> Report {
        let name = |number: usize| self.documents[number].0.clone();
        self.surfaces.tell(name, &mut self.notes);
        self.tell_near_duplicates();
        self.notes.finish(self.surfaces.left_out())
    }

    fn tell_near_duplicates(&mut self) {
        let texts: Vec<(&DocumentId, &Sketch)> = self.documents.iter().map(|(id, sketch)| (id, sketch)).collect();
        for group in near_duplicates::groups(&texts) {
            let first = group[0];
            for later in &group[1..] {
                let (id, split) = (&self.documents[*later].0, &self.splits[*later]);
                let about = |details: String| Finding {
                    document: id.clone(),
                    annotator: Annotator::new(""),
                    of: String::new(),
                    quote: String::new(),
                    details,
                };
                self.notes.add(Check::NearDuplicate, || about(self.documents[first].0.to_string()));
                let has_split = !split.is_empty() && !self.splits[first].is_empty();
                if has_split && *split != self.splits[first] {
                    let details = || format!("{split}; {}: {}", self.splits[first], self.documents[first].0);
                    self.notes.add(Check::AcrossSplits, || about(details()));
                }
            }
        }
    }
}

fn about_document(document: &Document) -> Finding {
    Finding {
        document: document.id().clone(),
        annotator: Annotator::new(""),
        of: String::new(),
        quote: String::new(),
        details: String::new(),
    }
}

/// Spans of one annotator in the same place with the same label.
fn check_duplicates(document: &Document, set: &AnnotationSet, notes: &mut Notes) {
    let spans: Vec<&Arc<Span>> = set.spans().iter().collect();
    for same_hull in spans.chunk_by(|one, other| one.hull() == other.hull()).filter(|spans| spans.len() > 1) {
        let mut first_of = BTreeMap::new();
        for span in same_hull {
            let fragments: Vec<Range> = span.fragments.iter().collect();
            let first = first_of.entry((&span.label, fragments)).or_insert(*span);
            if first.id != span.id {
                notes.add(Check::DuplicateSpan, || Finding::of_span(document, set, span, first.id.to_string()));
            }
        }
    }
}
