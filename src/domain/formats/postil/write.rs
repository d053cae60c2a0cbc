//! Writing Postil JSON.

use std::collections::BTreeMap;

use super::gold::{write_conflict, write_provenance};
use super::{VERSION, names};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Relation, Span, Status};
use crate::domain::document::{Block, Document, LeftOut, Metadata};
use crate::domain::formats::json::{Object, object, string};
use crate::domain::formats::outlet::About;
use crate::domain::id::{Annotator, AttributeId, EntryId, LabelId};
use crate::domain::project::Project;
use crate::domain::schema::register::{Entry, Link};
use crate::domain::schema::{Attribute, Label, Overlap, RelationType, Schema};
use crate::domain::text::{Range, Text};

/// Writes a project; `exported` is the time, as RFC 3339, or empty.
pub fn write(project: &Project, exported: &str) -> Vec<u8> {
    let about = About::of(project);
    let mut out = before_documents(&about, exported);
    for (n, document) in project.documents.iter().enumerate() {
        document_in_list(&mut out, document, "", n == 0);
    }
    out.extend(between_lists());
    let sets = project.sets.iter().filter_map(|set| Some((set, project.document(&set.document)?)));
    for (n, (set, document)) in sets.enumerate() {
        set_in_list(&mut out, set, document.text(), n == 0);
    }
    out.extend(after_sets(&about));
    out
}

/// The beginning of a file, up to the first document.
pub(super) fn before_documents(about: &About, exported: &str) -> Vec<u8> {
    let mut out = Vec::new();
    object(&mut out, |file| {
        file.string("format", "postil");
        file.number("version", VERSION);
        file.string("offset_unit", "codepoint");
        file.string("generator", concat!("Postil ", env!("CARGO_PKG_VERSION")));
        file.text("exported", exported);
        file.object("project", |fields| {
            fields.string("id", about.project.as_str());
            fields.string("name", &about.name);
        });
        file.object("label_set", |fields| write_schema(fields, &about.schema));
        file.text("guidelines", &about.schema.guidelines);
        file.json("documents", "[");
    });
    // The list goes on.
    out.pop();
    out
}

/// What stands between the documents and the annotation sets.
pub(super) fn between_lists() -> &'static [u8] {
    b"],\"annotation_sets\":["
}

/// The end of a file, from the last annotation set.
pub(super) fn after_sets(about: &About) -> Vec<u8> {
    let mut out = Vec::new();
    object(&mut out, |file| file.unknown(&about.unknown));
    // The object has begun long before.
    let rest = out.split_off(1);
    let comma = if about.unknown.is_empty() { "" } else { "," };
    [b"]", comma.as_bytes(), rest.as_slice(), b"\n"].concat()
}

/// Writes a document as one of the list.
pub(super) fn document_in_list(out: &mut Vec<u8>, document: &Document, split: &str, is_first: bool) {
    out.extend_from_slice(if is_first { b"\n" } else { b",\n" });
    write_document(out, document, split);
}

/// Writes an annotation set as one of the list.
pub(super) fn set_in_list(out: &mut Vec<u8>, set: &AnnotationSet, text: &Text, is_first: bool) {
    out.extend_from_slice(if is_first { b"\n" } else { b",\n" });
    write_set(out, set, text);
}

/// Writes the fields of a label set, without the guidelines.
pub fn write_schema(fields: &mut Object<'_>, schema: &Schema) {
    fields.list("labels", "\n", schema.labels.iter(), write_label);
    fields.list("relations", "\n", schema.relations.iter(), write_relation_type);
    if !schema.document_labels.is_empty() {
        fields.list("document_labels", "\n", schema.document_labels.iter(), write_attribute);
    }
    if !schema.register.is_empty() {
        fields.list("register", "\n", schema.register.iter(), |out, entry| write_entry(out, entry));
    }
    fields.unknown(&schema.unknown);
}

fn write_entry(out: &mut Vec<u8>, entry: &Entry) {
    object(out, |fields| {
        fields.string("id", entry.id.as_str());
        fields.string("label", entry.label.as_str());
        fields.string("name", &entry.name);
        fields.strings("aliases", entry.aliases.iter().map(String::as_str));
        fields.text("link", entry.link.as_ref().map_or("", Link::as_str));
        fields.text("note", &entry.note);
        fields.strings("merged", entry.merged.iter().map(EntryId::as_str));
        fields.unknown(&entry.unknown);
    });
}

fn write_label(out: &mut Vec<u8>, label: &Label) {
    object(out, |fields| {
        fields.string("id", label.id.as_str());
        fields.string("name", &label.name);
        fields.string("colour", names::colour(label.colour));
        if let Some(key) = label.key {
            fields.string("key", key.encode_utf8(&mut [0; 4]));
        }
        fields.text("definition", &label.definition);
        fields.strings("examples", label.examples.iter().map(String::as_str));
        if !label.attributes.is_empty() {
            fields.list("attributes", "", label.attributes.iter(), write_attribute);
        }
        if label.overlap != Overlap::Anything {
            fields.string("overlap", names::overlap(label.overlap));
        }
        fields.unknown(&label.unknown);
    });
}

fn write_attribute(out: &mut Vec<u8>, attribute: &Attribute) {
    let (kind, options) = names::kind(&attribute.kind);
    object(out, |fields| {
        fields.string("id", attribute.id.as_str());
        fields.string("name", &attribute.name);
        fields.string("type", kind);
        fields.strings("options", options.iter().map(String::as_str));
        fields.flag("required", attribute.required);
        fields.unknown(&attribute.unknown);
    });
}

fn write_relation_type(out: &mut Vec<u8>, relation: &RelationType) {
    object(out, |fields| {
        fields.string("id", relation.id.as_str());
        fields.string("name", &relation.name);
        fields.strings("from", relation.from.iter().map(LabelId::as_str));
        fields.strings("to", relation.to.iter().map(LabelId::as_str));
        fields.unknown(&relation.unknown);
    });
}

fn write_document(out: &mut Vec<u8>, document: &Document, split: &str) {
    let text = document.text();
    object(out, |fields| {
        fields.string("id", document.id().as_str());
        fields.string("text", text.as_str());
        fields.string("sha256", text.sha256());
        fields.text("added", &document.added);
        fields.text("assignee", document.assignee.as_ref().map_or("", Annotator::as_str));
        write_blocks(fields, document);
        fields.object("metadata", |fields| write_metadata(fields, &document.metadata));
        fields.text("split", split);
        let others = document.unknown.iter().filter(|(name, _)| split.is_empty() || name != "split");
        fields.unknown(&others.cloned().collect());
    });
}

/// Writes the field `blocks`: what is left out stands among them with its own words, at the place where it would be.
fn write_blocks(fields: &mut Object<'_>, document: &Document) {
    let text = document.text();
    let mut left_out = document.left_out.iter().peekable();
    let mut all: Vec<Result<&Block, &LeftOut>> = Vec::new();
    for block in document.blocks() {
        while let Some(piece) = left_out.next_if(|piece| piece.at <= block.range.start()) {
            all.push(Err(piece));
        }
        all.push(Ok(block));
    }
    all.extend(left_out.map(Err));
    fields.list("blocks", "", all.iter(), |out, listed| {
        object(out, |fields| match listed {
            Ok(block) => {
                write_range(fields, block.range, text);
                fields.string("role", names::role(block.role));
            }
            Err(piece) => {
                write_range(fields, Range::ordered(piece.at, piece.at), text);
                fields.string("role", names::role(piece.role));
                fields.json("kept", "false");
                fields.string("text", &piece.text);
            }
        });
    });
}

/// Writes the fields of what is known about a document.
pub fn write_metadata(fields: &mut Object<'_>, metadata: &Metadata) {
    let known = [
        ("title", &metadata.title),
        ("byline", &metadata.byline),
        ("published", &metadata.published),
        ("source", &metadata.source),
        ("site", &metadata.site),
        ("language", &metadata.language),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            fields.string(name, value);
        }
    }
    fields.unknown(&metadata.unknown);
}

fn write_set(out: &mut Vec<u8>, set: &AnnotationSet, text: &Text) {
    object(out, |fields| {
        fields.string("id", set.id.as_str());
        fields.string("document", set.document.as_str());
        fields.string("annotator", set.annotator.as_str());
        write_status(fields, set.status);
        fields.list("spans", "\n", set.spans().iter(), |out, span| {
            write_span(out, span, text);
        });
        fields.list("relations", "\n", set.relations(), |out, relation| {
            write_relation(out, relation);
        });
        if !set.document_labels.is_empty() {
            fields.object("document_labels", |fields| write_values(fields, &set.document_labels));
        }
        if !set.conflicts.is_empty() {
            fields.list("conflicts", "\n", set.conflicts.values(), |out, conflict| write_conflict(out, conflict, text));
        }
        fields.unknown(&set.unknown);
    });
}

/// Writes the field `status`.
pub fn write_status(fields: &mut Object<'_>, status: Status) {
    fields.string("status", names::status(status));
}

/// Writes a span; with several fragments, `start`, `end` and `quote` tell from the first to the last character.
pub fn write_span(out: &mut Vec<u8>, span: &Span, text: &Text) {
    object(out, |fields| {
        fields.string("id", span.id.as_str());
        fields.string("label", span.label.as_str());
        write_quoted(fields, span.hull(), text);
        if span.fragments.count() > 1 {
            fields.list("fragments", "", span.fragments.iter(), |out, fragment| {
                object(out, |fields| write_quoted(fields, fragment, text));
            });
        }
        if !span.attributes.is_empty() {
            fields.object("attributes", |fields| write_values(fields, &span.attributes));
        }
        fields.text("entry", span.entry.as_ref().map_or("", EntryId::as_str));
        fields.text("note", &span.note);
        fields.text("origin", &span.origin.0);
        fields.text("created", &span.created);
        fields.text("modified", &span.modified);
        if let Some(provenance) = &span.provenance {
            fields.object("provenance", |fields| write_provenance(fields, provenance, text));
        }
        fields.unknown(&span.unknown);
    });
}

/// Writes a relation.
pub fn write_relation(out: &mut Vec<u8>, relation: &Relation) {
    object(out, |fields| {
        fields.string("id", relation.id.as_str());
        fields.string("type", relation.kind.as_str());
        fields.string("from", relation.from.as_str());
        fields.string("to", relation.to.as_str());
        fields.text("note", &relation.note);
        fields.text("origin", &relation.origin.0);
        fields.text("created", &relation.created);
        fields.text("modified", &relation.modified);
        fields.unknown(&relation.unknown);
    });
}

/// Writes values of attributes, each under its attribute's name.
pub fn write_values(fields: &mut Object<'_>, values: &BTreeMap<AttributeId, AttributeValue>) {
    for (attribute, value) in values {
        write_value(fields, attribute.as_str(), value);
    }
}

/// Writes the value of an attribute.
pub fn write_value(fields: &mut Object<'_>, name: &str, value: &AttributeValue) {
    match value {
        AttributeValue::Text(text) => fields.string(name, text),
        AttributeValue::Texts(texts) => fields.list(name, "", texts.iter(), |out, text| string(out, text)),
        AttributeValue::Number(number) => fields.json(name, number.as_str()),
        AttributeValue::YesNo(yes) => fields.json(name, if *yes { "true" } else { "false" }),
    }
}

fn write_range(fields: &mut Object<'_>, range: Range, text: &Text) {
    fields.number("start", text.code_point(range.start()) as u64);
    fields.number("end", text.code_point(range.end()) as u64);
}

pub(super) fn write_quoted(fields: &mut Object<'_>, range: Range, text: &Text) {
    write_range(fields, range, text);
    fields.string("quote", text.quote(range));
}
