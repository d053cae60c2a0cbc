//! What is said of spans and documents, held against the label set. What the label set doesn't know, it has no rule for.

use std::collections::BTreeMap;

use super::report::{Check, Finding, Notes};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Number, Span};
use crate::domain::document::Document;
use crate::domain::formats::intake::beginning;
use crate::domain::formats::outlet::quote_of;
use crate::domain::id::AttributeId;
use crate::domain::schema::{Attribute, AttributeKind, Schema};

type Values = BTreeMap<AttributeId, AttributeValue>;

/// Checks what is said of a span.
pub(super) fn check_attributes(
    document: &Document,
    set: &AnnotationSet,
    span: &Span,
    schema: &Schema,
    notes: &mut Notes,
) {
    let attributes = schema.label(&span.label).map_or(&[][..], |label| &label.attributes);
    check_values(attributes, &span.attributes, notes, |details| Finding::of_span(document, set, span, details));
}

/// Checks what is said of the document as a whole.
pub(super) fn check_document_labels(document: &Document, set: &AnnotationSet, schema: &Schema, notes: &mut Notes) {
    check_values(&schema.document_labels, &set.document_labels, notes, |details| Finding {
        document: document.id().clone(),
        annotator: set.annotator.clone(),
        of: String::new(),
        quote: String::new(),
        details,
    });
}

/// Checks that relations link what they may link.
pub(super) fn check_relations(document: &Document, set: &AnnotationSet, schema: &Schema, notes: &mut Notes) {
    for relation in set.relations() {
        let (Some(kind), Some(from), Some(to)) =
            (schema.relation(&relation.kind), set.span(&relation.from), set.span(&relation.to))
        else {
            continue;
        };
        if !kind.allows(&from.label, &to.label) {
            notes.add(Check::WrongEnds, || Finding {
                document: document.id().clone(),
                annotator: set.annotator.clone(),
                of: relation.id.to_string(),
                quote: [from, to].map(|span| beginning(&quote_of(document, span))).join(" → "),
                details: format!("{}: {} → {}", kind.id, from.label, to.label),
            });
        }
    }
}

/// Checks that spans share text only as the rules of their labels let them; the later of two in reading order is told.
pub(super) fn check_overlaps(document: &Document, set: &AnnotationSet, schema: &Schema, notes: &mut Notes) {
    if !schema.has_overlap_rules() {
        return;
    }
    for span in set.spans().iter() {
        let rank = set.spans().rank(span);
        let before = set.in_the_way_of(span, schema).find(|other| set.spans().rank(other) < rank);
        if let Some(before) = before {
            notes.add(Check::OverlapRule, || Finding::of_span(document, set, span, before.id.to_string()));
        }
    }
}

fn check_values(attributes: &[Attribute], values: &Values, notes: &mut Notes, finding: impl Fn(String) -> Finding) {
    for attribute in attributes {
        match values.get(&attribute.id) {
            Some(value) if !is_empty(value) => {
                if let Some(wrong) = wrong_in(&attribute.kind, value) {
                    notes.add(Check::WrongValue, || finding(format!("{}: {}", attribute.id, beginning(&wrong))));
                }
            }
            _ if attribute.required => notes.add(Check::MissingAttribute, || finding(attribute.id.to_string())),
            _ => {}
        }
    }
}

fn is_empty(value: &AttributeValue) -> bool {
    match value {
        AttributeValue::Text(text) => text.trim().is_empty(),
        AttributeValue::Texts(texts) => texts.is_empty(),
        AttributeValue::Number(_) | AttributeValue::YesNo(_) => false,
    }
}

/// What of a value doesn't fit. Formats without types give numbers and yes and no back as text, and one option as a list of one.
fn wrong_in(kind: &AttributeKind, value: &AttributeValue) -> Option<String> {
    let written = written(value);
    let single = written.len() == 1;
    match kind {
        AttributeKind::Choice(options) | AttributeKind::Choices(options) => {
            let one = matches!(kind, AttributeKind::Choice(_));
            if one && !single {
                return Some(written.join(", "));
            }
            written.into_iter().find(|text| !options.contains(text))
        }
        AttributeKind::Text => None,
        AttributeKind::Number => (!single || Number::parse(&written[0]).is_none()).then(|| written.join(", ")),
        AttributeKind::YesNo => {
            (!single || !matches!(written[0].as_str(), "true" | "false")).then(|| written.join(", "))
        }
    }
}

/// The value in words.
fn written(value: &AttributeValue) -> Vec<String> {
    match value {
        AttributeValue::Text(text) => vec![text.clone()],
        AttributeValue::Texts(texts) => texts.clone(),
        AttributeValue::Number(number) => vec![number.as_str().to_owned()],
        AttributeValue::YesNo(yes) => vec![yes.to_string()],
    }
}
