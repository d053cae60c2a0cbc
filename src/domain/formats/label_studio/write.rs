//! Writing tasks.

use std::collections::{BTreeMap, BTreeSet};

use super::controls::{Controls, Kind, LABELS, TEXT, in_xml};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Number, Origin, Span, Status};
use crate::domain::document::{Document, Metadata, Unknown};
use crate::domain::formats::json::{Object, object, read_string, string};
use crate::domain::formats::outlet::{About, Item, Loss, Lost, Outlet, Part, Writer};
use crate::domain::formats::postil::{write_metadata, write_status};
use crate::domain::id::SpanId;
use crate::domain::schema::Schema;

/// Writes one task for each document, and the configuration in the end.
#[derive(Default)]
pub(super) struct LabelStudioWriter {
    controls: Controls,
    tasks: u64,
    paths: BTreeSet<String>,
}

impl Writer for LabelStudioWriter {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        self.tasks += 1;
        let path = format!("{}.json", if item.split.is_empty() { "tasks" } else { item.split });
        let mut task = Vec::new();
        task.extend_from_slice(if self.paths.insert(path.clone()) { b"[\n" } else { b",\n" });
        let mut results = Results { controls: &mut self.controls, schema: &about.schema, document: item.document, out };
        object(&mut task, |fields| {
            fields.number("id", self.tasks);
            write_data(fields, item.document);
            let (predictions, annotations): (Vec<_>, Vec<_>) = item.sets.iter().partition(|set| is_prediction(set));
            fields.list("annotations", "\n ", annotations.into_iter(), |out, set| results.annotation(out, set));
            if !predictions.is_empty() {
                fields.list("predictions", "\n ", predictions.into_iter(), |out, set| results.prediction(out, set));
            }
        });
        out.append(&path, &task);
    }

    fn finish(&mut self, about: &About, out: &mut dyn Outlet) {
        if self.paths.is_empty() {
            out.append("tasks.json", b"[");
            self.paths.insert("tasks.json".to_owned());
        }
        for path in &self.paths {
            out.append_to(path, Part::Tail, b"\n]\n");
        }
        out.append("config.xml", self.controls.config(about).as_bytes());
    }
}

/// Whether a program said all of it.
fn is_prediction(set: &AnnotationSet) -> bool {
    let by_itself = |origin: &Origin| *origin.0 == *set.annotator.as_str() && *origin != Origin::manual();
    let mut spans = set.spans().iter().peekable();
    !set.annotator.as_str().is_empty() && spans.peek().is_some() && spans.all(|span| by_itself(&span.origin))
}

/// Writes the text and what is known about it, which the configuration of an interface may show.
fn write_data(fields: &mut Object<'_>, document: &Document) {
    let is_taken = |name: &str| name == "text" || name == "id";
    let (taken, unknown): (Unknown, Unknown) =
        document.metadata.unknown.iter().cloned().partition(|(name, _)| is_taken(name));
    fields.object("data", |fields| {
        fields.string("text", document.text().as_str());
        fields.string("id", document.id().as_str());
        write_metadata(fields, &Metadata { unknown, ..document.metadata.clone() });
    });
    if !taken.is_empty() || !document.unknown.is_empty() {
        fields.object("meta", |fields| {
            fields.object("postil", |fields| {
                fields.unknown(&taken);
                fields.unknown(&document.unknown);
            });
        });
    }
}

/// Writes the results of the sets of one document.
struct Results<'a, 'o> {
    controls: &'a mut Controls,
    schema: &'a Schema,
    document: &'a Document,
    out: &'o mut dyn Outlet,
}

impl Results<'_, '_> {
    fn annotation(&mut self, out: &mut Vec<u8>, set: &AnnotationSet) {
        object(out, |fields| {
            fields.text("annotator", set.annotator.as_str());
            if set.status != Status::Done {
                write_status(fields, set.status);
            }
            fields.json("was_cancelled", "false");
            // Without it, the importer takes an annotation for the truth.
            let is_truth = set.unknown.iter().any(|field| *field == ("ground_truth".to_owned(), "true".to_owned()));
            fields.json("ground_truth", if is_truth { "true" } else { "false" });
            self.rest(fields, set, &["annotator", "status", "was_cancelled", "ground_truth", "completed_by"]);
        });
    }

    fn prediction(&mut self, out: &mut Vec<u8>, set: &AnnotationSet) {
        object(out, |fields| {
            fields.string("model_version", set.annotator.as_str());
            self.rest(fields, set, &["model_version"]);
        });
    }

    fn rest(&mut self, fields: &mut Object<'_>, set: &AnnotationSet, written: &[&str]) {
        let is_other = |name: &str| !written.contains(&name) && name != "result" && name != "id";
        fields.unknown(&set.unknown.iter().filter(|(name, _)| is_other(name)).cloned().collect());
        let mut results = Vec::new();
        for span in set.spans().iter() {
            self.span(&mut results, set, span);
        }
        self.document_labels(&mut results, set);
        self.relations(&mut results, set);
        fields.list("result", "\n  ", results.into_iter(), |out, result| out.extend_from_slice(&result));
    }

    fn span(&mut self, results: &mut Vec<Vec<u8>>, set: &AnnotationSet, span: &Span) {
        let (text, hull) = (self.document.text(), span.hull());
        let (start, end) = (text.code_point(hull.start()) as u64, text.code_point(hull.end()) as u64);
        let id = region_name(&span.id);
        let label = in_xml(span.label.as_str());
        if label != span.label.as_str() {
            self.out.lose(Loss::of_span(self.document, set, span, Lost::Label, "XML can't hold its name"));
        }
        let mut region = Vec::new();
        object(&mut region, |fields| {
            write_tags(fields, &id, LABELS, "labels");
            fields.string("origin", origin(&span.origin));
            let (beside, within): (Unknown, Unknown) = span.unknown.iter().cloned().partition(is_of_region);
            fields.unknown(&beside);
            write_meta(fields, text, span, &within);
            fields.object("value", |fields| {
                write_place(fields, start, end);
                fields.string("text", text.quote(hull));
                fields.strings("labels", std::iter::once(&*label));
            });
        });
        results.push(region);
        if span.fragments.count() > 1 {
            let why = "Label Studio marks what is between them too";
            self.out.lose(Loss::of_span(self.document, set, span, Lost::Fragments, why));
        }
        for (attribute, value) in &span.attributes {
            let (name, kind) = self.controls.for_span(self.schema, &span.label, attribute, value);
            let mut region = Vec::new();
            object(&mut region, |fields| {
                write_tags(fields, &id, name, kind.result());
                fields.string("origin", origin(&span.origin));
                fields.object("value", |fields| {
                    write_place(fields, start, end);
                    if kind != Kind::TextArea {
                        fields.string("text", text.quote(hull));
                    }
                    write_value(fields, kind, value);
                });
            });
            results.push(region);
        }
    }

    fn document_labels(&mut self, results: &mut Vec<Vec<u8>>, set: &AnnotationSet) {
        for (attribute, value) in &set.document_labels {
            let (name, kind) = self.controls.for_document(self.schema, attribute, value);
            let mut names = (1..).map(|n| format!("document-{name}-{n}"));
            let id = names.find(|id| set.span(&SpanId::new(id.as_str())).is_none()).unwrap_or_default();
            let mut result = Vec::new();
            object(&mut result, |fields| {
                write_tags(fields, &id, name, kind.result());
                fields.string("origin", "manual");
                fields.object("value", |fields| write_value(fields, kind, value));
            });
            results.push(result);
        }
    }

    /// Writes one relation for each pair of spans, with all of its types, since Label Studio keeps only one.
    fn relations(&mut self, results: &mut Vec<Vec<u8>>, set: &AnnotationSet) {
        let mut places: BTreeMap<(&SpanId, &SpanId), usize> = BTreeMap::new();
        let mut pairs: Vec<(&SpanId, &SpanId, Vec<&str>)> = Vec::new();
        for relation in set.relations() {
            let mut lose = |what, why: &str| {
                let loss = Loss::of_set(self.document, set, relation.id.as_str(), what, relation.kind.as_str(), why);
                self.out.lose(loss);
            };
            if !relation.note.is_empty() {
                lose(Lost::Note, "Label Studio has none for relations");
            }
            if in_xml(relation.kind.as_str()) != relation.kind.as_str() {
                lose(Lost::Label, "XML can't hold its name");
            }
            let place = *places.entry((&relation.from, &relation.to)).or_insert_with(|| {
                pairs.push((&relation.from, &relation.to, Vec::new()));
                pairs.len() - 1
            });
            let kinds = &mut pairs[place].2;
            if kinds.contains(&relation.kind.as_str()) {
                lose(Lost::Relation, "the same relation stands twice");
            } else {
                kinds.push(relation.kind.as_str());
            }
        }
        for (from, to, kinds) in pairs {
            let mut result = Vec::new();
            object(&mut result, |fields| {
                fields.string("type", "relation");
                fields.string("from_id", &region_name(from));
                fields.string("to_id", &region_name(to));
                fields.string("direction", "right");
                fields.list("labels", "", kinds.into_iter(), |out, kind| string(out, &in_xml(kind)));
            });
            results.push(result);
        }
    }
}

/// The name of a span; what follows a number sign would be cut off.
fn region_name(id: &SpanId) -> String {
    id.as_str().replace('#', "%23")
}

/// Label Studio knows these origins only.
fn origin(origin: &Origin) -> &str {
    match &*origin.0 {
        "" | Origin::MANUAL => Origin::MANUAL,
        "prediction-changed" => "prediction-changed",
        _ => "prediction",
    }
}

/// Whether the field is one of a region itself, and what it should be.
fn is_of_region((name, json): &(String, String)) -> bool {
    match name.as_str() {
        "score" => Number::parse(json).is_some(),
        "readonly" | "hidden" | "locked" => json == "true" || json == "false",
        "parentID" => read_string(json).is_some(),
        _ => false,
    }
}

fn write_tags(fields: &mut Object<'_>, id: &str, from: &str, kind: &str) {
    fields.string("id", id);
    fields.string("from_name", from);
    fields.string("to_name", TEXT);
    fields.string("type", kind);
}

/// Writes the note where Label Studio has it, and what it has no place for beside it.
fn write_meta(fields: &mut Object<'_>, text: &crate::domain::text::Text, span: &Span, unknown: &Unknown) {
    if span.note.is_empty() && span.fragments.count() == 1 && unknown.is_empty() {
        return;
    }
    fields.object("meta", |fields| {
        fields.unknown(&unknown.iter().filter(|(name, _)| name != "text" && name != "fragments").cloned().collect());
        if !span.note.is_empty() {
            fields.strings("text", std::iter::once(span.note.as_str()));
        }
        if span.fragments.count() > 1 {
            fields.list("fragments", "", span.fragments.iter(), |out, fragment| {
                let (start, end) = (text.code_point(fragment.start()), text.code_point(fragment.end()));
                object(out, |fields| {
                    write_place(fields, start as u64, end as u64);
                    fields.string("text", text.quote(fragment));
                });
            });
        }
    });
}

fn write_place(fields: &mut Object<'_>, start: u64, end: u64) {
    fields.number("start", start);
    fields.number("end", end);
}

fn write_value(fields: &mut Object<'_>, kind: Kind, value: &AttributeValue) {
    let texts = match value {
        AttributeValue::Text(text) => vec![text.as_str()],
        AttributeValue::Texts(texts) => texts.iter().map(String::as_str).collect(),
        AttributeValue::YesNo(yes) => vec![if *yes { "true" } else { "false" }],
        AttributeValue::Number(number) => {
            fields.json("number", number.as_str());
            return;
        }
    };
    let name = if kind == Kind::TextArea { "text" } else { "choices" };
    fields.list(name, "", texts.into_iter(), string);
}
