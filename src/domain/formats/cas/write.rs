//! What becomes of a document and an annotator's work: feature structures, whatever form they are written in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::features::{Feature as Described, Features, Kind, Type};
use super::{DOCUMENT, FRAGMENT, ILLEGAL, METADATA, RELATION, SPAN, STRING, STRUCTURES};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Fragments, Span};
use crate::domain::document::Document;
use crate::domain::id::{AttributeId, SpanId};
use crate::domain::schema::Schema;
use crate::domain::text::{Range, Text};

/// The number of the text's own structure; it is the first.
pub(super) const SOFA: usize = 1;

/// A feature structure that is written. Its numbers are unique in the file.
pub(super) struct Structure<'a> {
    pub(super) id: usize,
    pub(super) kind: &'a str,
    /// Where it stands, in UTF-16 units, if it is an annotation of text.
    pub(super) range: Option<(usize, usize)>,
    pub(super) features: &'a [(&'a str, Value<'a>)],
}

/// What a feature says. Lists have a number of their own, for where they are structures.
pub(super) enum Value<'a> {
    Text(&'a str),
    Texts(usize, &'a [String]),
    Number(&'a str),
    YesNo(bool),
    Structure(usize),
    Structures(usize, Vec<usize>),
}

/// The features that attributes became so far.
#[derive(Debug)]
pub(super) struct Mapping {
    span: Features,
    document: Features,
    /// Whether a span of several fragments was met.
    has_fragments: bool,
    /// Whether a text with characters was met that XML can't hold.
    has_illegal: bool,
    /// The label set whose attributes are known.
    schema: Option<Arc<Schema>>,
}

impl Default for Mapping {
    fn default() -> Self {
        Self {
            span: Features::new(&["sofa", "begin", "end", "id", "label", "note", "fragments"]),
            document: Features::new(&[
                "sofa",
                "begin",
                "end",
                "id",
                "annotator",
                "byline",
                "published",
                "site",
                ILLEGAL,
            ]),
            has_fragments: false,
            has_illegal: false,
            schema: None,
        }
    }
}

impl Mapping {
    /// Makes features for what a label set declares.
    pub(super) fn declare(&mut self, schema: &Arc<Schema>) {
        if self.schema.as_ref().is_some_and(|known| Arc::ptr_eq(known, schema)) {
            return;
        }
        schema.labels.iter().flat_map(|label| &label.attributes).for_each(|attribute| self.span.declare(attribute));
        schema.document_labels.iter().for_each(|attribute| self.document.declare(attribute));
        self.schema = Some(schema.clone());
    }

    /// Makes features for whatever is said; `illegal` tells which characters XML can't hold.
    pub(super) fn learn(&mut self, set: &AnnotationSet, illegal: &str) {
        self.has_illegal |= !illegal.is_empty();
        for span in set.spans().iter() {
            self.has_fragments |= span.fragments.count() > 1;
            self.span.learn_values(&span.attributes);
        }
        self.document.learn_values(&set.document_labels);
    }

    /// The types the structures are of.
    pub(super) fn types(&self) -> Vec<Type<'_>> {
        let annotation = "uima.tcas.Annotation";
        let mut span = Type::new(SPAN, annotation, &["id", "label", "note"]);
        if self.has_fragments {
            // Only where it is needed: dkpro-cassis can't check types where an array isn't there.
            span.features.push(Described::of("fragments", STRUCTURES, FRAGMENT));
        }
        let mut relation = Type::new(RELATION, annotation, &["id", "label", "note"]);
        relation.features.extend(["Governor", "Dependent"].map(|end| Described::of(end, SPAN, "")));
        let mut document =
            Type::new(DOCUMENT, "uima.cas.AnnotationBase", &["id", "annotator", "byline", "published", "site"]);
        if self.has_illegal {
            document.features.push(Described::of(ILLEGAL, STRING, ""));
        }
        let metadata = ["documentTitle", "documentId", "documentUri"];
        let mut types = vec![document.with(&self.document), relation, span.with(&self.span)];
        if self.has_fragments {
            types.push(Type::new(FRAGMENT, annotation, &[]));
        }
        types.push(Type::new(METADATA, "uima.tcas.DocumentAnnotation", &metadata));
        types
    }
}

/// Hands on the structures of a document and an annotator's work, all but the text's own.
pub(super) fn each_structure(
    document: &Document,
    set: &AnnotationSet,
    mapping: &Mapping,
    illegal: &str,
    mut each: impl FnMut(&Structure<'_>),
) {
    let text = document.text();
    let metadata = &document.metadata;
    let mut numbers = SOFA + 1..;
    let mut next = || numbers.next().unwrap_or_default();

    let told = [
        ("language", metadata.language.as_deref()),
        ("documentTitle", metadata.title.as_deref()),
        ("documentId", Some(document.id().as_str())),
        ("documentUri", metadata.source.as_deref()),
    ];
    let told: Vec<_> = told.into_iter().filter_map(|(name, text)| Some((name, Value::Text(text?)))).collect();
    let whole = range_in(text, text.whole());
    each(&Structure { id: next(), kind: METADATA, range: Some(whole), features: &told });

    let id = next();
    let told = [
        ("id", Some(document.id().as_str())),
        ("annotator", Some(set.annotator.as_str())),
        ("byline", metadata.byline.as_deref()),
        ("published", metadata.published.as_deref()),
        ("site", metadata.site.as_deref()),
        (ILLEGAL, Some(illegal).filter(|illegal| !illegal.is_empty())),
    ];
    let mut told: Vec<_> = told.into_iter().filter_map(|(name, text)| Some((name, Value::Text(text?)))).collect();
    add_values(&mut told, &set.document_labels, &mapping.document, &mut next);
    each(&Structure { id, kind: DOCUMENT, range: None, features: &told });

    let mut ids: BTreeMap<&SpanId, (usize, &Span)> = BTreeMap::new();
    for span in set.spans().iter() {
        let id = next();
        if set.relations().len() > 0 {
            ids.insert(&span.id, (id, span));
        }
        let mut told = vec![("id", Value::Text(span.id.as_str())), ("label", Value::Text(span.label.as_str()))];
        add_values(&mut told, &span.attributes, &mapping.span, &mut next);
        if !span.note.is_empty() {
            told.push(("note", Value::Text(&span.note)));
        }
        if span.fragments.count() > 1 {
            let parts = write_fragments(text, &span.fragments, &mut next, &mut each);
            told.push(("fragments", Value::Structures(next(), parts)));
        }
        each(&Structure { id, kind: SPAN, range: Some(range_in(text, span.hull())), features: &told });
    }
    for relation in set.relations() {
        let ends = ids.get(&relation.from).zip(ids.get(&relation.to));
        let Some(((from, _), (to, target))) = ends else {
            continue;
        };
        let mut told = vec![
            ("id", Value::Text(relation.id.as_str())),
            ("label", Value::Text(relation.kind.as_str())),
            ("Governor", Value::Structure(*from)),
            ("Dependent", Value::Structure(*to)),
        ];
        if !relation.note.is_empty() {
            told.push(("note", Value::Text(&relation.note)));
        }
        each(&Structure { id: next(), kind: RELATION, range: Some(range_in(text, target.hull())), features: &told });
    }
}

fn range_in(text: &Text, range: Range) -> (usize, usize) {
    (text.utf16(range.start()), text.utf16(range.end()))
}

fn write_fragments(
    text: &Text,
    fragments: &Fragments,
    next: &mut impl FnMut() -> usize,
    each: &mut impl FnMut(&Structure<'_>),
) -> Vec<usize> {
    let mut ids = Vec::with_capacity(fragments.count());
    for fragment in fragments.iter() {
        let id = next();
        each(&Structure { id, kind: FRAGMENT, range: Some(range_in(text, fragment)), features: &[] });
        ids.push(id);
    }
    ids
}

fn add_values<'a>(
    told: &mut Vec<(&'a str, Value<'a>)>,
    values: &'a BTreeMap<AttributeId, AttributeValue>,
    features: &'a Features,
    next: &mut impl FnMut() -> usize,
) {
    for (attribute, value) in values {
        let name = features.name(attribute, Kind::of_value(value));
        let said = match value {
            AttributeValue::Text(text) => Value::Text(text),
            AttributeValue::Texts(texts) => Value::Texts(next(), texts),
            AttributeValue::Number(number) => Value::Number(number.as_str()),
            AttributeValue::YesNo(yes) => Value::YesNo(*yes),
        };
        told.push((name, said));
    }
}

/// The name of an array of a type, as JSON has it.
pub(super) fn array_of(element: &str) -> String {
    format!("{}[]", if element.is_empty() { STRING } else { element })
}
