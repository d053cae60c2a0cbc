//! Values of attributes in words, for formats that have no types for them.

use std::collections::BTreeMap;

use super::intake::RawEntry;
use super::outlet::{Loss, Lost, Outlet};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Span};
use crate::domain::document::Document;
use crate::domain::id::AttributeId;
use crate::domain::schema::register::{Link, Resolved};
use crate::domain::schema::{AttributeKind, Schema};

/// What the value says, each option by itself.
pub fn words(value: &AttributeValue) -> Vec<&str> {
    match value {
        AttributeValue::Text(text) => vec![text],
        AttributeValue::Texts(texts) => texts.iter().map(String::as_str).collect(),
        AttributeValue::Number(number) => vec![number.as_str()],
        AttributeValue::YesNo(true) => vec!["true"],
        AttributeValue::YesNo(false) => vec!["false"],
    }
}

/// The attribute whose options are categories by themselves: that is how they come out of a program that has only one list
/// of categories, and how they go back.
pub const BARE: &str = "accept";

/// What is said of a document as categories of a text classifier, and whether each holds: `topic=trade` for an option, the
/// attribute's name alone for yes or no. The options the label set offers for what was answered are named too.
pub fn categories(values: &BTreeMap<AttributeId, AttributeValue>, schema: &Schema) -> Vec<(String, bool)> {
    let mut categories = Vec::new();
    for (attribute, value) in values {
        if let AttributeValue::YesNo(yes) = value {
            categories.push((attribute.to_string(), *yes));
            continue;
        }
        let name = |option: &str| match attribute.as_str() {
            BARE => option.to_owned(),
            attribute => format!("{attribute}={option}"),
        };
        let said = words(value);
        let known = schema.document_labels.iter().find(|known| known.id == *attribute);
        let offered = match known.map(|known| &known.kind) {
            Some(AttributeKind::Choice(options) | AttributeKind::Choices(options)) => options.as_slice(),
            _ => &[],
        };
        categories.extend(offered.iter().map(|option| (name(option), said.contains(&option.as_str()))));
        let others = said.into_iter().filter(|said| offered.iter().all(|option| option != said));
        categories.extend(others.map(|said| (name(said), true)));
    }
    categories
}

/// The values that categories which hold stand for; the reverse of [`categories`] but for what type a value has.
pub fn from_categories(categories: impl IntoIterator<Item = String>) -> BTreeMap<AttributeId, AttributeValue> {
    let mut options: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for category in categories {
        let (attribute, option) = match category.split_once('=') {
            Some((attribute, option)) if !attribute.is_empty() => (attribute.to_owned(), option.to_owned()),
            _ => (BARE.to_owned(), category),
        };
        options.entry(attribute).or_default().push(option);
    }
    let value = |mut options: Vec<String>| match options.len() {
        1 => AttributeValue::Text(options.remove(0)),
        _ => AttributeValue::Texts(options),
    };
    options.into_iter().map(|(attribute, options)| (AttributeId::new(attribute), value(options))).collect()
}

/// Tells that a format has no place for the attributes of a span.
pub fn lose_attributes(document: &Document, set: &AnnotationSet, span: &Span, out: &mut dyn Outlet) {
    if !span.attributes.is_empty() {
        out.lose(Loss::of_span(document, set, span, Lost::Attributes, said(&span.attributes)));
    }
}

/// What the span mentions, for files without a register. An entry that was merged goes by the name of the one it became part of.
pub fn raw_entry(span: &Span, register: &Resolved<'_>) -> RawEntry {
    let Some(id) = &span.entry else {
        return RawEntry::default();
    };
    match register.entry(id) {
        Some(entry) => RawEntry {
            id: entry.id.to_string(),
            name: entry.name.clone(),
            link: entry.link.as_ref().map_or("", Link::as_str).to_owned(),
        },
        None => RawEntry { id: id.to_string(), ..RawEntry::default() },
    }
}

/// Tells that a format has no place for which entries of the register spans mention.
pub fn lose_mentions(document: &Document, set: &AnnotationSet, schema: &Schema, out: &mut dyn Outlet) {
    let register = Resolved::of(schema);
    for span in set.spans().iter() {
        if let Some(id) = &span.entry {
            let name = register.entry(id).map_or(id.as_str(), |entry| &entry.name);
            out.lose(Loss::of_span(document, set, span, Lost::Mention, name));
        }
    }
}

/// Tells that a format has no place for the notes of a set's spans and relations.
pub fn lose_notes(document: &Document, set: &AnnotationSet, out: &mut dyn Outlet) {
    for span in set.spans().iter().filter(|span| !span.note.is_empty()) {
        out.lose(Loss::of_span(document, set, span, Lost::Note, span.note.as_str()));
    }
    for relation in set.relations().filter(|relation| !relation.note.is_empty()) {
        let kind = relation.kind.as_str();
        out.lose(Loss::of_set(document, set, relation.id.as_str(), Lost::Note, kind, relation.note.as_str()));
    }
}

/// Tells that a format has no place for what is said of the document as a whole.
pub fn lose_document_labels(document: &Document, set: &AnnotationSet, out: &mut dyn Outlet) {
    if !set.document_labels.is_empty() {
        out.lose(Loss::of_set(document, set, "", Lost::DocumentLabels, document.title(), said(&set.document_labels)));
    }
}

fn said(values: &BTreeMap<AttributeId, AttributeValue>) -> String {
    let said: Vec<String> = values.iter().map(|(name, value)| format!("{name}: {}", words(value).join(", "))).collect();
    said.join("; ")
}
