//! Writing doccano's JSONL.

use std::collections::BTreeMap;

use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::formats::json::{Object, object, string};
use crate::domain::formats::jsonl::write_details;
use crate::domain::formats::outlet::{About, Item, Loss, Lost, Outlet, Writer};
use crate::domain::formats::postil::{write_metadata, write_values};
use crate::domain::id::SpanId;

/// Writes one line for each document and annotator.
pub(super) struct DoccanoWriter {
    triples: bool,
    /// How many there are in the export: earlier versions of doccano take names of one line for those of another.
    entities: u64,
    relations: u64,
}

impl DoccanoWriter {
    pub(super) fn new(triples: bool) -> Self {
        Self { triples, entities: 0, relations: 0 }
    }

    fn write_line(&mut self, fields: &mut Object<'_>, document: &Document, set: &AnnotationSet) {
        fields.string("text", document.text().as_str());
        if self.triples {
            fields.list("label", "", set.spans().iter(), |out, span| {
                let (start, end) = ends(document, span);
                out.extend_from_slice(format!("[{start},{end},").as_bytes());
                string(out, span.label.as_str());
                out.push(b']');
            });
        } else {
            self.write_entities(fields, document, set);
        }
        fields.string("id", document.id().as_str());
        fields.object("meta", |fields| {
            write_metadata(fields, &document.metadata);
            fields.text("annotator", set.annotator.as_str());
            fields.object("postil", |fields| write_beside(fields, document, set));
        });
    }

    fn write_entities(&mut self, fields: &mut Object<'_>, document: &Document, set: &AnnotationSet) {
        let mut numbers: BTreeMap<&SpanId, u64> = BTreeMap::new();
        fields.list("entities", "", set.spans().iter(), |out, span| {
            let (start, end) = ends(document, span);
            self.entities += 1;
            numbers.insert(&span.id, self.entities);
            object(out, |fields| {
                fields.number("id", self.entities);
                fields.string("label", span.label.as_str());
                fields.number("start_offset", start);
                fields.number("end_offset", end);
                fields.string("name", span.id.as_str());
            });
        });
        fields.list("relations", "", set.relations(), |out, relation| {
            self.relations += 1;
            object(out, |fields| {
                fields.number("id", self.relations);
                fields.number("from_id", numbers[&relation.from]);
                fields.number("to_id", numbers[&relation.to]);
                fields.string("type", relation.kind.as_str());
                fields.string("name", relation.id.as_str());
                fields.text("note", &relation.note);
            });
        });
    }

    fn tell_losses(&self, document: &Document, set: &AnnotationSet, out: &mut dyn Outlet) {
        for span in set.spans().iter() {
            let mut lose = |what, why: &str| out.lose(Loss::of_span(document, set, span, what, why));
            if span.fragments.count() > 1 {
                lose(Lost::Fragments, "doccano marks what is between them too");
            }
            if !span.attributes.is_empty() {
                lose(Lost::Attributes, "doccano does not show them");
            }
            if !span.note.is_empty() {
                lose(Lost::Note, "doccano does not show it");
            }
        }
        for relation in set.relations() {
            let mut lose = |what, why: &str| {
                out.lose(Loss::of_set(document, set, relation.id.as_str(), what, relation.kind.as_str(), why));
            };
            if self.triples {
                lose(Lost::Relation, "this form has none");
            } else if !relation.note.is_empty() {
                lose(Lost::Note, "doccano does not keep it");
            }
        }
        if !set.document_labels.is_empty() {
            let names: Vec<&str> = set.document_labels.keys().map(crate::domain::id::AttributeId::as_str).collect();
            let why = "doccano does not show them";
            out.lose(Loss::of_set(document, set, "", Lost::DocumentLabels, names.join(", "), why));
        }
    }
}

impl Writer for DoccanoWriter {
    fn document(&mut self, item: &Item<'_>, _: &About, out: &mut dyn Outlet) {
        for set in item.layers() {
            let mut line = Vec::new();
            object(&mut line, |fields| self.write_line(fields, item.document, &set));
            line.push(b'\n');
            out.append(&item.path("jsonl"), &line);
            self.tell_losses(item.document, &set, out);
        }
    }

    fn finish(&mut self, _: &About, _: &mut dyn Outlet) {}
}

/// The code points a span starts and ends at.
fn ends(document: &Document, span: &Span) -> (u64, u64) {
    let (hull, text) = (span.hull(), document.text());
    (text.code_point(hull.start()) as u64, text.code_point(hull.end()) as u64)
}

/// Writes what doccano has no place for. Spans are named by their place and by what they are, since doccano gives them back
/// in another order and under other names.
fn write_beside(fields: &mut Object<'_>, document: &Document, set: &AnnotationSet) {
    let has_more = |span: &Span| {
        span.fragments.count() > 1 || !span.attributes.is_empty() || !span.note.is_empty() || !span.unknown.is_empty()
    };
    let text = document.text();
    let mut more = set.spans().iter().enumerate().filter(|(_, span)| has_more(span)).peekable();
    if more.peek().is_some() {
        fields.list("spans", "", more, |out, (index, span)| {
            let (start, end) = ends(document, span);
            object(out, |fields| {
                fields.unknown(&span.unknown);
                fields.number("index", index as u64);
                fields.number("start", start);
                fields.number("end", end);
                fields.string("label", span.label.as_str());
                write_details(fields, text, span);
            });
        });
    }
    if !set.document_labels.is_empty() {
        fields.object("doc_labels", |fields| write_values(fields, &set.document_labels));
    }
    if !document.unknown.is_empty() {
        fields.object("document", |fields| fields.unknown(&document.unknown));
    }
}
