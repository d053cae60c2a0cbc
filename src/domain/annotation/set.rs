//! One annotator's work on one document.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;

use super::{AttributeValue, Relation, Span, SpanList};
use crate::domain::document::Unknown;
use crate::domain::id::{Annotator, AttributeId, DocumentId, LabelId, RelationId, SetId, SpanId};

/// How far an annotator is with a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nothing done yet.
    #[default]
    New,
    /// Begun.
    InProgress,
    /// Declared finished.
    Done,
}

/// One annotator's work on one document. A clone shares everything; a change copies a path.
///
/// Each span and relation has a name of its own; both ends of every relation are in the set.
#[derive(Clone, Debug)]
pub struct AnnotationSet {
    /// Its name.
    pub id: SetId,
    /// The document it is about.
    pub document: DocumentId,
    /// Whose work it is.
    pub annotator: Annotator,
    /// How far it is.
    pub status: Status,
    /// What is said of the article as a whole.
    pub document_labels: BTreeMap<AttributeId, AttributeValue>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
    spans: SpanList,
    span_by_id: OrdMap<SpanId, Arc<Span>>,
    spans_by_label: BTreeMap<LabelId, SpanList>,
    relations: OrdMap<RelationId, Arc<Relation>>,
    relations_by_span: OrdMap<SpanId, Vec<RelationId>>,
}

impl AnnotationSet {
    /// An empty set.
    pub fn new(id: SetId, document: DocumentId, annotator: Annotator) -> Self {
        Self {
            id,
            document,
            annotator,
            status: Status::default(),
            document_labels: BTreeMap::new(),
            unknown: Unknown::new(),
            spans: SpanList::default(),
            span_by_id: OrdMap::new(),
            spans_by_label: BTreeMap::new(),
            relations: OrdMap::new(),
            relations_by_span: OrdMap::new(),
        }
    }

    /// The same set with the given spans and relations in place of its own. Of spans with the same name the first is
    /// kept; a relation with a taken name or a missing end is left out.
    #[must_use]
    pub fn with(self, spans: Vec<Arc<Span>>, relations: Vec<Arc<Relation>>) -> Self {
        let mut span_by_id = OrdMap::new();
        let mut kept = Vec::with_capacity(spans.len());
        for span in spans {
            if !span_by_id.contains_key(&span.id) {
                span_by_id.insert(span.id.clone(), span.clone());
                kept.push(span);
            }
        }
        let mut labelled: BTreeMap<LabelId, Vec<Arc<Span>>> = BTreeMap::new();
        for span in &kept {
            match labelled.get_mut(&span.label) {
                Some(same) => same.push(span.clone()),
                None => drop(labelled.insert(span.label.clone(), vec![span.clone()])),
            }
        }
        let mut set = Self {
            spans: kept.into_iter().collect(),
            span_by_id,
            spans_by_label: labelled.into_iter().map(|(label, spans)| (label, spans.into_iter().collect())).collect(),
            relations: OrdMap::new(),
            relations_by_span: OrdMap::new(),
            ..self
        };
        for relation in relations {
            if !set.relations.contains_key(&relation.id) && set.has_ends_of(&relation) {
                set.insert_relation(relation);
            }
        }
        set
    }

    /// The spans, in reading order.
    pub fn spans(&self) -> &SpanList {
        &self.spans
    }

    /// The spans with the label, in reading order.
    pub fn spans_with(&self, label: &LabelId) -> Option<&SpanList> {
        self.spans_by_label.get(label)
    }

    /// The labels that spans of this set have.
    pub fn labels_in_use(&self) -> impl Iterator<Item = &LabelId> {
        self.spans_by_label.keys()
    }

    /// The span with this name.
    pub fn span(&self, id: &SpanId) -> Option<&Arc<Span>> {
        self.span_by_id.get(id)
    }

    /// The relation with this name.
    pub fn relation(&self, id: &RelationId) -> Option<&Arc<Relation>> {
        self.relations.get(id)
    }

    /// The relations, by name.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = &Arc<Relation>> {
        self.relations.values()
    }

    /// The relations that start from or go to the span.
    pub fn relations_of(&self, span: &SpanId) -> impl Iterator<Item = &Arc<Relation>> {
        self.relations_by_span.get(span).into_iter().flatten().filter_map(|id| self.relations.get(id))
    }

    /// Whether both spans the relation links are in the set.
    pub fn has_ends_of(&self, relation: &Relation) -> bool {
        self.span_by_id.contains_key(&relation.from) && self.span_by_id.contains_key(&relation.to)
    }

    pub(in crate::domain) fn insert_span(&mut self, span: Arc<Span>) {
        self.spans.insert(span.clone());
        self.span_by_id.insert(span.id.clone(), span.clone());
        self.spans_by_label.entry(span.label.clone()).or_default().insert(span);
    }

    pub(in crate::domain) fn remove_span(&mut self, span: &Span) {
        self.spans.remove(span);
        self.span_by_id.remove(&span.id);
        if let Some(same) = self.spans_by_label.get_mut(&span.label) {
            same.remove(span);
            if same.is_empty() {
                self.spans_by_label.remove(&span.label);
            }
        }
    }

    pub(in crate::domain) fn insert_relation(&mut self, relation: Arc<Relation>) {
        for end in [&relation.from, &relation.to] {
            let ids = self.relations_by_span.entry(end.clone()).or_default();
            if !ids.contains(&relation.id) {
                ids.push(relation.id.clone());
            }
        }
        self.relations.insert(relation.id.clone(), relation);
    }

    pub(in crate::domain) fn remove_relation(&mut self, relation: &Relation) {
        for end in [&relation.from, &relation.to] {
            if let Some(ids) = self.relations_by_span.get_mut(end) {
                ids.retain(|id| *id != relation.id);
                if ids.is_empty() {
                    self.relations_by_span.remove(end);
                }
            }
        }
        self.relations.remove(&relation.id);
    }
}

impl PartialEq for AnnotationSet {
    /// Whether both say the same; the order in which it was said doesn't count.
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
            && self.document == other.document
            && self.annotator == other.annotator
            && self.status == other.status
            && self.document_labels == other.document_labels
            && self.unknown == other.unknown
            && self.spans.iter().eq(other.spans.iter())
            && self.relations.values().eq(other.relations.values())
    }
}
