//! Chat messages for fine-tuning: one `{"messages": [system, user, assistant]}` a line. It is only written.
//!
//! The system message says what is to be marked, from the label set; the user message is the text and nothing else; the
//! assistant's is the answer in JSON, which is empty but complete where nothing is marked. Offsets in it are code points, ends
//! exclusive, and each span has its text too, since models count badly. The label set is written as far as it is known when
//! a document is, which is wholly where it came with the documents. Sources: the conversational form of TRL's dataset formats,
//! which is the one of the OpenAI API.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::json::{Object, object};
use super::outlet::{About, Item, Options, Outlet, Writer, quote_of};
use super::postil::write_values;
use super::values::lose_notes;
use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::id::LabelId;
use crate::domain::schema::{Attribute, AttributeKind, Schema};
use crate::domain::text::{Range, Text};

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(ChatWriter::default())
}

#[derive(Default)]
struct ChatWriter {
    /// The system message and the label set it was made from.
    prompt: Option<(Arc<Schema>, String)>,
}

impl Writer for ChatWriter {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        let (_, prompt) = match self.prompt.take() {
            Some((schema, prompt)) if Arc::ptr_eq(&schema, &about.schema) => self.prompt.insert((schema, prompt)),
            _ => self.prompt.insert((about.schema.clone(), prompt(&about.schema))),
        };
        for set in item.layers() {
            let mut answer = Vec::new();
            object(&mut answer, |fields| write_answer(fields, item.document, &set, &about.schema));
            let answer = String::from_utf8_lossy(&answer);
            let messages = [("system", &**prompt), ("user", item.document.text().as_str()), ("assistant", &*answer)];
            let mut line = Vec::new();
            object(&mut line, |fields| {
                fields.list("messages", "", messages.into_iter(), |out, (role, content)| {
                    object(out, |fields| {
                        fields.string("role", role);
                        fields.string("content", content);
                    });
                });
            });
            line.push(b'\n');
            out.append(&item.path("jsonl"), &line);
            lose_notes(item.document, &set, out);
        }
    }

    fn finish(&mut self, _: &About, _: &mut dyn Outlet) {}
}

fn write_answer(fields: &mut Object<'_>, document: &Document, set: &AnnotationSet, schema: &Schema) {
    let has_relations = !schema.relations.is_empty() || set.relations().len() > 0;
    let spans: Vec<&Arc<Span>> = set.spans().iter().collect();
    fields.list("spans", "", spans.iter().enumerate(), |out, (n, span)| {
        object(out, |fields| {
            if has_relations {
                fields.number("id", n as u64 + 1);
            }
            write_place(fields, document.text(), span.hull());
            fields.string("text", &quote_of(document, span));
            fields.string("label", span.label.as_str());
            if span.fragments.count() > 1 {
                fields.list("fragments", "", span.fragments.iter(), |out, fragment| {
                    object(out, |fields| {
                        write_place(fields, document.text(), fragment);
                        fields.string("text", document.text().quote(fragment));
                    });
                });
            }
            if !span.attributes.is_empty() {
                fields.object("attributes", |fields| write_values(fields, &span.attributes));
            }
        });
    });
    if has_relations {
        let places: BTreeMap<_, _> = spans.iter().zip(1..).map(|(span, n)| (&span.id, n)).collect();
        fields.list("relations", "", set.relations(), |out, relation| {
            object(out, |fields| {
                fields.string("label", relation.kind.as_str());
                for (name, end) in [("from", &relation.from), ("to", &relation.to)] {
                    fields.number(name, places.get(end).copied().unwrap_or_default());
                }
            });
        });
    }
    if !schema.document_labels.is_empty() || !set.document_labels.is_empty() {
        fields.object("document", |fields| write_values(fields, &set.document_labels));
    }
}

fn write_place(fields: &mut Object<'_>, text: &Text, range: Range) {
    fields.number("start", text.code_point(range.start()) as u64);
    fields.number("end", text.code_point(range.end()) as u64);
}

/// What is asked for.
fn prompt(schema: &Schema) -> String {
    let mut lines = vec![
        "You mark passages in articles. The user sends an article; answer with one JSON object and nothing else.".to_owned(),
        String::new(),
        "\"spans\" lists the passages in reading order and is empty where there is nothing to mark. Each has \"start\" and \"end\" \
         in Unicode code points of the article, from 0, the end exclusive; \"text\", which is what stands there; and \"label\". \
         Passages may overlap. One that is interrupted has its parts in \"fragments\", each with start, end and text."
            .to_owned(),
        String::new(),
        "Labels:".to_owned(),
    ];
    for label in &schema.labels {
        let mut line = format!("- {}", named(label.id.as_str(), &label.name));
        sentence(&mut line, &label.definition);
        if !label.examples.is_empty() {
            sentence(&mut line, &format!("Examples: {}", label.examples.join("; ")));
        }
        if !label.attributes.is_empty() {
            sentence(&mut line, &format!("In \"attributes\": {}", described(&label.attributes)));
        }
        lines.push(line);
    }
    if !schema.relations.is_empty() {
        lines.push(String::new());
        lines.push(
            "Each span has an \"id\". \"relations\" lists the links between spans, each with \"label\" and the ids \"from\" and \
             \"to\". Relations:"
                .to_owned(),
        );
        for kind in &schema.relations {
            let ends = |labels: &[LabelId]| match labels {
                [] => "any".to_owned(),
                labels => labels.iter().map(LabelId::as_str).collect::<Vec<_>>().join(" or "),
            };
            let ends = format!("From {} to {}", ends(&kind.from), ends(&kind.to));
            let mut line = format!("- {}", named(kind.id.as_str(), &kind.name));
            sentence(&mut line, &ends);
            lines.push(line);
        }
    }
    if !schema.document_labels.is_empty() {
        lines.push(String::new());
        lines.push(format!("\"document\" says of the article as a whole: {}.", described(&schema.document_labels)));
    }
    lines.join("\n")
}

/// The name in files, with that on the screen where it says more.
fn named(id: &str, name: &str) -> String {
    if name.is_empty() || name == id { id.to_owned() } else { format!("{id} ({name})") }
}

/// Adds a sentence, which ends with a full stop if with nothing else.
fn sentence(line: &mut String, said: &str) {
    let said = said.trim();
    if said.is_empty() {
        return;
    }
    line.push_str(if line.ends_with(['.', '!', '?', '…']) { " " } else { ": " });
    line.push_str(said);
    if !said.ends_with(['.', '!', '?', '…']) {
        line.push('.');
    }
}

fn described(attributes: &[Attribute]) -> String {
    let described = |attribute: &Attribute| {
        let values = match &attribute.kind {
            AttributeKind::Choice(options) => format!("one of {}", options.join(" | ")),
            AttributeKind::Choices(options) => format!("a list of any of {}", options.join(" | ")),
            AttributeKind::Text => "text".to_owned(),
            AttributeKind::Number => "a number".to_owned(),
            AttributeKind::YesNo => "true or false".to_owned(),
        };
        format!("{}, {values}", named(attribute.id.as_str(), &attribute.name))
    };
    attributes.iter().map(described).collect::<Vec<_>>().join("; ")
}
