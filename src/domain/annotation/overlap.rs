//! Which spans stand in each other's way, by the rules of their labels.

use std::sync::Arc;

use super::{AnnotationSet, Span};
use crate::domain::id::LabelId;
use crate::domain::schema::{Overlap, Schema};

/// Whether the rules of both labels let the spans mark what they mark. Spans that share no character always may.
pub fn may_share(one: &Span, other: &Span, schema: &Schema) -> bool {
    let rule = |label: &LabelId| schema.label(label).map_or(Overlap::Anything, |label| label.overlap);
    let rules = [rule(&one.label), rule(&other.label)];
    if rules == [Overlap::Anything; 2] || !one.fragments.shares(&other.fragments) {
        return true;
    }
    let is_same_label = one.label == other.label;
    let is_nested = one.fragments.lies_within(&other.fragments) || other.fragments.lies_within(&one.fragments);
    rules.iter().all(|rule| rule.allows(is_same_label, is_nested))
}

impl AnnotationSet {
    /// The other spans that the span may not share text with, though it does, in reading order.
    pub fn in_the_way_of<'a>(&'a self, span: &'a Span, schema: &'a Schema) -> impl Iterator<Item = &'a Arc<Span>> {
        let has_rules = schema.has_overlap_rules();
        let near = has_rules.then(|| self.spans().overlapping(span.hull()));
        near.into_iter().flatten().filter(|other| other.id != span.id && !may_share(span, other, schema))
    }
}
