//! Writing tasks that are answered already, so that `prodigy db-in` takes them.

use std::collections::BTreeSet;

use super::super::json::{Object, object, string};
use super::super::jsonl::write_span;
use super::super::outlet::{About, Item, Loss, Lost, Options, Outlet, Writer};
use super::super::postil::{write_metadata, write_values};
use super::super::tokens::{Token, covered, tokens};
use super::super::values::categories;
use crate::domain::annotation::{AnnotationSet, Relation, Span, Status};
use crate::domain::document::{Document, Unknown};
use crate::domain::schema::Schema;
use crate::domain::text::Text;

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(ProdigyWriter::default())
}

#[derive(Default)]
struct ProdigyWriter {
    /// The line that is being written, kept for its room.
    line: Vec<u8>,
}

impl Writer for ProdigyWriter {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        for set in item.layers() {
            self.line.clear();
            object(&mut self.line, |fields| write_task(fields, item.document, &set, &about.schema));
            self.line.push(b'\n');
            out.append(&item.path("jsonl"), &self.line);
            for span in set.spans().iter().filter(|span| span.fragments.count() > 1) {
                let details = "Prodigy shows the text between them as marked too";
                out.lose(Loss::of_span(item.document, &set, span, Lost::Fragments, details));
            }
        }
    }

    fn finish(&mut self, _: &About, _: &mut dyn Outlet) {}
}

fn write_task(fields: &mut Object<'_>, document: &Document, set: &AnnotationSet, schema: &Schema) {
    let text = document.text();
    let tokens = tokens(text, set.spans().iter().flat_map(|span| span.fragments.iter()));
    fields.string("id", document.id().as_str());
    fields.string("text", text.as_str());
    write_tokens(fields, text, &tokens);
    fields.list("spans", "", set.spans().iter(), |out, span| {
        object(out, |fields| {
            write_span(fields, document, span);
            write_token_numbers(fields, &tokens, span);
        });
    });
    if set.relations().len() > 0 {
        fields.list("relations", "", set.relations(), |out, relation| {
            object(out, |fields| write_relation(fields, text, &tokens, set, relation));
        });
    }
    if !set.document_labels.is_empty() {
        let categories = categories(&set.document_labels, schema);
        let holding = categories.iter().filter(|(_, holds)| *holds);
        fields.list("options", "", categories.iter(), |out, (name, _)| {
            object(out, |fields| {
                fields.string("id", name);
                fields.string("text", name);
            });
        });
        fields.list("accept", "", holding, |out, (name, _)| string(out, name));
        fields.object("doc_labels", |fields| write_values(fields, &set.document_labels));
    }
    fields.object("meta", |fields| write_metadata(fields, &document.metadata));
    let others = others(document, set);
    let annotator = set.annotator.as_str();
    fields.text("_annotator_id", annotator);
    if others.iter().all(|(name, _)| name != "_session_id") {
        fields.text("_session_id", annotator);
    }
    fields.string("_view_id", interface(set));
    if set.status == Status::Done {
        fields.string("answer", "accept");
    }
    fields.unknown(&others);
}

fn write_tokens(fields: &mut Object<'_>, text: &Text, tokens: &[Token]) {
    let mut start = 0_u64;
    fields.list("tokens", "", tokens.iter().enumerate(), |out, (n, token)| {
        let word = text.quote(token.range);
        let end = start + word.chars().count() as u64;
        object(out, |fields| {
            fields.string("text", word);
            fields.number("start", start);
            fields.number("end", end);
            fields.number("id", n as u64);
            fields.json("ws", if token.space_after { "true" } else { "false" });
        });
        start = end + u64::from(token.space_after);
    });
}

fn write_token_numbers(fields: &mut Object<'_>, tokens: &[Token], span: &Span) {
    if let Some((first, after)) = covered(tokens, span.hull()) {
        fields.number("token_start", first as u64);
        fields.number("token_end", after as u64 - 1);
    }
}

fn write_relation(fields: &mut Object<'_>, text: &Text, tokens: &[Token], set: &AnnotationSet, relation: &Relation) {
    let ends = [("head", "head_span", &relation.from), ("child", "child_span", &relation.to)];
    for (last_token, place, id) in ends {
        let Some(span) = set.span(id) else {
            continue;
        };
        if let Some((_, after)) = covered(tokens, span.hull()) {
            fields.number(last_token, after as u64 - 1);
        }
        fields.object(place, |fields| {
            fields.number("start", text.code_point(span.hull().start()) as u64);
            fields.number("end", text.code_point(span.hull().end()) as u64);
            write_token_numbers(fields, tokens, span);
            fields.string("label", span.label.as_str());
        });
    }
    fields.string("label", relation.kind.as_str());
    fields.string("id", relation.id.as_str());
    fields.string("from", relation.from.as_str());
    fields.string("to", relation.to.as_str());
    fields.text("note", &relation.note);
    fields.unknown(&relation.unknown);
}

/// The plainest interface that can show the set.
fn interface(set: &AnnotationSet) -> &'static str {
    if set.relations().len() > 0 {
        return "relations";
    }
    let mut reach = None;
    let overlaps = set.spans().iter().any(|span| {
        let hull = span.hull();
        let overlaps = reach.is_some_and(|reach| hull.start() < reach);
        reach = reach.max(Some(hull.end()));
        overlaps
    });
    if overlaps { "spans_manual" } else { "ner_manual" }
}

/// The fields an earlier reading did not know, each name once and none that is written here.
fn others(document: &Document, set: &AnnotationSet) -> Unknown {
    const OWN: [&str; 12] = [
        "id",
        "text",
        "tokens",
        "spans",
        "relations",
        "options",
        "accept",
        "doc_labels",
        "meta",
        "_annotator_id",
        "_view_id",
        "answer",
    ];
    let mut names: BTreeSet<&str> = OWN.into();
    let fields = document.unknown.iter().chain(&set.unknown);
    fields.filter(|(name, _)| names.insert(name)).cloned().collect()
}
