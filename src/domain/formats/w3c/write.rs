//! Writing Web Annotations.

use std::collections::BTreeMap;

use super::{CONTEXT, iri};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Origin, Relation, Span};
use crate::domain::document::{Document, Metadata, Unknown};
use crate::domain::formats::intake::RawEntry;
use crate::domain::formats::json::{Object, object, string};
use crate::domain::formats::outlet::{About, Item, Outlet, Part, Writer};
use crate::domain::formats::postil::write_value;
use crate::domain::formats::values::raw_entry;
use crate::domain::id::AttributeId;
use crate::domain::schema::register::Resolved;
use crate::domain::text::Range;

/// So many characters before and after a span tell where it stands.
const AROUND: usize = 32;
/// The fields of an annotation that are written, so that no unknown field stands in for one.
const FIELDS: [&str; 10] =
    ["id", "type", "motivation", "created", "modified", "creator", "generator", "bodyValue", "body", "target"];

/// Writes annotations as they come, what stands around them at the end.
#[derive(Default)]
pub(super) struct W3cWriter {
    /// How many annotations each file has.
    pages: BTreeMap<String, u64>,
}

impl Writer for W3cWriter {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        let path = item.path("jsonld");
        let count = self.pages.entry(path.clone()).or_default();
        let register = Resolved::of(&about.schema);
        let mut page = Page { bytes: Vec::new(), count };
        for (n, set) in item.layers().iter().enumerate() {
            let (project, register) = (about.project.as_str(), &register);
            Set { item, set, project, register, has_text: n == 0 }.write(&mut page);
        }
        out.append(&path, &page.bytes);
    }

    fn finish(&mut self, about: &About, out: &mut dyn Outlet) {
        if self.pages.is_empty() {
            self.pages.insert("data.jsonld".to_owned(), 0);
        }
        for (path, count) in &self.pages {
            let split = path.trim_end_matches(".jsonld");
            let mut head = Vec::new();
            object(&mut head, |fields| {
                fields.string("@context", CONTEXT);
                fields.string("id", &iri(&[about.project.as_str(), "page", split]));
                fields.string("type", "AnnotationPage");
                fields.object("partOf", |fields| {
                    fields.string("id", &iri(&[about.project.as_str(), "collection", split]));
                    fields.string("type", "AnnotationCollection");
                    fields.text("label", &about.name);
                    fields.number("total", *count);
                });
                fields.json("items", "[");
            });
            // The list goes on.
            head.pop();
            out.append_to(path, Part::Head, &head);
            out.append_to(path, Part::Tail, b"\n]}\n");
        }
    }
}

/// The annotations of one page.
struct Page<'a> {
    bytes: Vec<u8>,
    count: &'a mut u64,
}

impl Page<'_> {
    fn annotation(&mut self, id: &str, motivation: &str, write: impl FnOnce(&mut Object<'_>)) {
        self.bytes.extend_from_slice(if *self.count == 0 { b"\n" } else { b",\n" });
        *self.count += 1;
        object(&mut self.bytes, |fields| {
            fields.string("id", id);
            fields.string("type", "Annotation");
            fields.string("motivation", motivation);
            write(fields);
        });
    }
}

/// One annotator's work on a document.
struct Set<'a> {
    item: &'a Item<'a>,
    set: &'a AnnotationSet,
    project: &'a str,
    register: &'a Resolved<'a>,
    /// Whether its first annotation has the text in it.
    has_text: bool,
}

impl Set<'_> {
    fn write(&self, page: &mut Page<'_>) {
        let document = self.item.document;
        let source = iri(&[self.project, document.id().as_str()]);
        page.annotation(&self.iri(&[]), "describing", |fields| {
            self.creator(fields);
            if !self.set.document_labels.is_empty() {
                fields.list("body", "", self.set.document_labels.iter(), write_property);
            }
            if self.has_text {
                fields.object("target", |fields| write_text(fields, document, &source));
            } else {
                fields.string("target", &source);
            }
        });
        for span in self.set.spans().iter() {
            page.annotation(&self.iri(&["span", span.id.as_str()]), "classifying", |fields| {
                self.write_span(fields, span, &source);
            });
        }
        for relation in self.set.relations() {
            page.annotation(&self.iri(&["relation", relation.id.as_str()]), "linking", |fields| {
                self.write_relation(fields, relation);
            });
        }
    }

    /// The name of something of the set.
    fn iri(&self, names: &[&str]) -> String {
        let of_set = [self.project, self.item.document.id().as_str(), self.set.id.as_str()];
        iri(&[&of_set, names].concat())
    }

    fn creator(&self, fields: &mut Object<'_>) {
        let annotator = self.set.annotator.as_str();
        if !annotator.is_empty() {
            fields.object("creator", |fields| {
                fields.string("type", "Person");
                fields.string("name", annotator);
            });
        }
    }

    /// Writes who made it, when, and by what.
    fn write_origin(&self, fields: &mut Object<'_>, created: &str, modified: &str, origin: &Origin) {
        self.creator(fields);
        fields.text("created", created);
        fields.text("modified", modified);
        if *origin.0 != *Origin::MANUAL && !origin.0.is_empty() {
            fields.object("generator", |fields| {
                fields.string("type", "Software");
                fields.string("name", &origin.0);
            });
        }
    }

    fn write_span(&self, fields: &mut Object<'_>, span: &Span, source: &str) {
        self.write_origin(fields, &span.created, &span.modified, &span.origin);
        let mut bodies = vec![Body::Tag(span.label.as_str())];
        bodies.extend(span.attributes.iter().map(Body::Property));
        let entry = raw_entry(span, self.register);
        let entry_iri = iri(&[self.project, "register", &entry.id]);
        bodies.extend((!entry.id.is_empty()).then_some(Body::Entry(&entry, &entry_iri)));
        bodies.extend(Some(Body::Note(&span.note)).filter(|_| !span.note.is_empty()));
        fields.list("body", "", bodies.into_iter(), write_body);
        if span.fragments.count() == 1 {
            fields.object("target", |fields| self.write_place(fields, source, span.hull()));
        } else {
            fields.list("target", "", span.fragments.iter(), |out, fragment| {
                object(out, |fields| self.write_place(fields, source, fragment));
            });
        }
        write_unknown(fields, &span.unknown);
    }

    fn write_relation(&self, fields: &mut Object<'_>, relation: &Relation) {
        self.write_origin(fields, &relation.created, &relation.modified, &relation.origin);
        let to = self.iri(&["span", relation.to.as_str()]);
        let mut bodies = vec![Body::Tag(relation.kind.as_str())];
        bodies.extend(Some(Body::Note(&relation.note)).filter(|_| !relation.note.is_empty()));
        bodies.push(Body::Other(&to));
        fields.list("body", "", bodies.into_iter(), write_body);
        fields.string("target", &self.iri(&["span", relation.from.as_str()]));
        write_unknown(fields, &relation.unknown);
    }

    fn write_place(&self, fields: &mut Object<'_>, source: &str, range: Range) {
        let text = self.item.document.text();
        let (before, after) = (&text.as_str()[..range.start().byte()], &text.as_str()[range.end().byte()..]);
        let prefix = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
        let suffix = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        fields.string("source", source);
        fields.list("selector", "", [true, false].into_iter(), |out, is_quote| {
            object(out, |fields| {
                if is_quote {
                    fields.string("type", "TextQuoteSelector");
                    fields.string("exact", text.quote(range));
                    fields.text("prefix", &before[prefix..]);
                    fields.text("suffix", &after[..suffix]);
                } else {
                    fields.string("type", "TextPositionSelector");
                    fields.number("start", text.code_point(range.start()) as u64);
                    fields.number("end", text.code_point(range.end()) as u64);
                }
            });
        });
    }
}

/// One of the things an annotation says.
#[derive(Clone, Copy)]
enum Body<'a> {
    Tag(&'a str),
    Property((&'a AttributeId, &'a AttributeValue)),
    Note(&'a str),
    /// An entry of the register, by its name here.
    Entry(&'a RawEntry, &'a str),
    /// Another annotation.
    Other(&'a str),
}

fn write_body(out: &mut Vec<u8>, body: Body<'_>) {
    let textual = |out: &mut Vec<u8>, purpose: &str, value: &str| {
        object(out, |fields| {
            fields.string("type", "TextualBody");
            fields.string("purpose", purpose);
            fields.string("value", value);
        });
    };
    match body {
        Body::Tag(label) => textual(out, "tagging", label),
        Body::Note(note) => textual(out, "commenting", note),
        Body::Entry(entry, iri) => object(out, |fields| {
            fields.string("type", "SpecificResource");
            fields.string("purpose", "identifying");
            fields.string("source", if entry.link.is_empty() { iri } else { &entry.link });
            fields.string("dc:identifier", &entry.id);
            fields.text("dc:title", &entry.name);
        }),
        Body::Property(property) => write_property(out, property),
        Body::Other(iri) => string(out, iri),
    }
}

fn write_property(out: &mut Vec<u8>, (attribute, value): (&AttributeId, &AttributeValue)) {
    object(out, |fields| {
        fields.string("type", "schema:PropertyValue");
        fields.string("purpose", "describing");
        fields.string("schema:propertyID", attribute.as_str());
        write_value(fields, "schema:value", value);
    });
}

/// Writes a document: what it says and what is known about it, in terms of Dublin Core.
fn write_text(fields: &mut Object<'_>, document: &Document, source: &str) {
    let Metadata { title, byline, published, source: address, site, language, unknown } = &document.metadata;
    fields.string("id", source);
    fields.string("type", "Text");
    fields.string("format", "text/plain");
    let known = [
        ("language", language),
        ("dc:title", title),
        ("dc:creator", byline),
        ("dc:date", published),
        ("dc:source", address),
        ("dc:publisher", site),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            fields.string(name, value);
        }
    }
    fields.string("value", document.text().as_str());
    let is_known =
        |name: &str| matches!(name, "id" | "type" | "format" | "value") || known.iter().any(|known| known.0 == name);
    let others: Unknown =
        unknown.iter().filter(|(name, _)| !is_known(name) && !name.starts_with('@')).cloned().collect();
    fields.unknown(&others);
}

/// Writes the fields an earlier reading did not know, but for what means something else here.
fn write_unknown(fields: &mut Object<'_>, unknown: &Unknown) {
    for (name, json) in unknown {
        if !FIELDS.contains(&name.as_str()) && !name.starts_with('@') {
            fields.json(name, json);
        }
    }
}
