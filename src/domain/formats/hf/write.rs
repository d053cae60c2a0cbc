//! Writing rows of documents.

use std::collections::BTreeMap;

use super::card::{self, Card};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Span};
use crate::domain::document::{Document, Unknown};
use crate::domain::formats::Format;
use crate::domain::formats::json::{Object, object, string};
use crate::domain::formats::outlet::{About, Item, Options, Outlet, Writer, quote_of};
use crate::domain::id::AttributeId;

/// A writer of this format.
pub fn writer(options: &Options) -> Box<dyn Writer> {
    Box::new(Rows { card: Card::new(options) })
}

struct Rows {
    card: Card,
}

impl Writer for Rows {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        let layers = item.layers();
        let path = self.card.document(item, layers.len(), about);
        for set in layers {
            let mut line = Vec::new();
            object(&mut line, |fields| write_row(fields, item.document, &set));
            line.push(b'\n');
            out.append(&path, &line);
        }
    }

    fn finish(&mut self, about: &About, out: &mut dyn Outlet) {
        self.card.know(about);
        let labels = self.card.labels();
        let label = if labels.is_empty() {
            "    - name: label\n      dtype: string\n".to_owned()
        } else {
            let names = labels.iter().map(ToString::to_string);
            format!("    - name: label\n      dtype:\n{}", card::class_label(names, 8))
        };
        let features = FEATURES.replace("LABEL\n", &label);
        let card = self.card.written(Format::Hf, about, &features, COLUMNS);
        out.append(card::PATH, card.as_bytes());
    }
}

/// The columns in YAML; `LABEL` stands for the label of a span.
const FEATURES: &str = "  - name: id
    dtype: string
  - name: text
    dtype: string
  - name: spans
    list:
    - name: id
      dtype: string
    - name: start
      dtype: int64
    - name: end
      dtype: int64
LABEL
    - name: text
      dtype: string
    - name: fragments
      list:
      - name: start
        dtype: int64
      - name: end
        dtype: int64
    - name: attributes
      list:
      - name: name
        dtype: string
      - name: type
        dtype: string
      - name: value
        list: string
    - name: note
      dtype: string
    - name: meta
      dtype: string
  - name: relations
    list:
    - name: id
      dtype: string
    - name: type
      dtype: string
    - name: head
      dtype: string
    - name: tail
      dtype: string
    - name: note
      dtype: string
  - name: doc_labels
    list:
    - name: name
      dtype: string
    - name: type
      dtype: string
    - name: value
      list: string
  - name: annotator
    dtype: string
  - name: title
    dtype: string
  - name: byline
    dtype: string
  - name: published
    dtype: string
  - name: source
    dtype: string
  - name: site
    dtype: string
  - name: language
    dtype: string
  - name: meta
    dtype: string
";

/// What is in the columns.
const COLUMNS: &str = "* `text`: the document. A document that several people annotated has a row for each of them.
* `spans`: `text[start:end]` in Python, from the first to the last character of the span; `fragments` lists the pieces of a span that has
  gaps and is empty for others. A value of an attribute is a list of strings; `type` says what it was.
* `relations`: links from the span with the id `head` to the one with the id `tail`.
* `doc_labels`: what is said of the document as a whole.
* `meta`: further fields, as JSON.
";

fn write_row(fields: &mut Object<'_>, document: &Document, set: &AnnotationSet) {
    fields.string("id", document.id().as_str());
    fields.string("text", document.text().as_str());
    fields.list("spans", "", set.spans().iter(), |out, span| {
        object(out, |fields| write_span(fields, document, span));
    });
    fields.list("relations", "", set.relations(), |out, relation| {
        object(out, |fields| {
            fields.string("id", relation.id.as_str());
            fields.string("type", relation.kind.as_str());
            fields.string("head", relation.from.as_str());
            fields.string("tail", relation.to.as_str());
            fields.string("note", &relation.note);
        });
    });
    write_values(fields, "doc_labels", &set.document_labels);
    fields.string("annotator", set.annotator.as_str());
    let metadata = &document.metadata;
    for (name, value) in [
        ("title", &metadata.title),
        ("byline", &metadata.byline),
        ("published", &metadata.published),
        ("source", &metadata.source),
        ("site", &metadata.site),
        ("language", &metadata.language),
    ] {
        match value {
            Some(value) => fields.string(name, value),
            None => fields.json(name, "null"),
        }
    }
    let is_new = |field: &&(String, String)| metadata.unknown.iter().all(|(name, _)| *name != field.0);
    let further = metadata.unknown.iter().chain(document.unknown.iter().filter(is_new));
    write_further(fields, &further.cloned().collect());
}

fn write_span(fields: &mut Object<'_>, document: &Document, span: &Span) {
    let text = document.text();
    let ends = |fields: &mut Object<'_>, range: crate::domain::text::Range| {
        fields.number("start", text.code_point(range.start()) as u64);
        fields.number("end", text.code_point(range.end()) as u64);
    };
    fields.string("id", span.id.as_str());
    ends(fields, span.hull());
    fields.string("label", span.label.as_str());
    fields.string("text", &quote_of(document, span));
    let pieces = span.fragments.iter().filter(|_| span.fragments.count() > 1);
    fields.list("fragments", "", pieces, |out, fragment| object(out, |fields| ends(fields, fragment)));
    write_values(fields, "attributes", &span.attributes);
    fields.string("note", &span.note);
    write_further(fields, &span.unknown);
}

/// Writes values as a list of name, kind and strings.
fn write_values(fields: &mut Object<'_>, name: &str, values: &BTreeMap<AttributeId, AttributeValue>) {
    fields.list(name, "", values.iter(), |out, (attribute, value)| {
        object(out, |fields| {
            fields.string("name", attribute.as_str());
            let (kind, strings) = match value {
                AttributeValue::Text(text) => ("text", std::slice::from_ref(text)),
                AttributeValue::Texts(texts) => ("texts", texts.as_slice()),
                AttributeValue::Number(number) => ("number", &[number.as_str().to_owned()][..]),
                AttributeValue::YesNo(yes) => ("yes-no", &[yes.to_string()][..]),
            };
            fields.string("type", kind);
            fields.list("value", "", strings.iter(), |out, text| string(out, text));
        });
    });
}

/// Writes fields this version does not know as a string of JSON, so that the column has one type.
fn write_further(fields: &mut Object<'_>, further: &Unknown) {
    let mut json = Vec::new();
    if !further.is_empty() {
        object(&mut json, |fields| fields.unknown(further));
    }
    fields.string("meta", &String::from_utf8_lossy(&json));
}
