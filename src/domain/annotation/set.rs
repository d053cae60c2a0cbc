//! One annotator's work on one document.

use std::collections::BTreeMap;
use std::sync::Arc;

use imbl::OrdMap;

use super::{AttributeValue, Conflict, Relation, Span, SpanList};
use crate::domain::document::Unknown;
use crate::domain::id::{Annotator, AttributeId, ConflictId, DocumentId, LabelId, RelationId, SetId, SpanId};

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
    /// What annotators differ in, where this is the gold and somebody has decided or put it off.
    pub conflicts: Arc<BTreeMap<ConflictId, Arc<Conflict>>>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
    spans: SpanList,
    span_by_id: OrdMap<SpanId, Arc<Span>>,
    /// Each label in use with its spans, in the order of labels; there are few.
    spans_by_label: Vec<(LabelId, SpanList)>,
    /// In the order of their names; far fewer than spans, and seldom changed.
    relations: Arc<Vec<Arc<Relation>>>,
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
            conflicts: Arc::default(),
            unknown: Unknown::new(),
            spans: SpanList::default(),
            span_by_id: OrdMap::new(),
            spans_by_label: Vec::new(),
            relations: Arc::default(),
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
        let mut labelled: Vec<(LabelId, Vec<Arc<Span>>)> = Vec::new();
        for span in &kept {
            match place_of(&labelled, &span.label) {
                Ok(place) => labelled[place].1.push(span.clone()),
                Err(place) => labelled.insert(place, (span.label.clone(), vec![span.clone()])),
            }
        }
        let mut set = Self {
            spans: kept.into_iter().collect(),
            span_by_id,
            spans_by_label: Vec::new(),
            relations: Arc::default(),
            ..self
        };
        for (label, spans) in labelled {
            set.spans_by_label.push((label, spans.into_iter().collect()));
        }
        for relation in relations {
            if set.relation(&relation.id).is_none() && set.has_ends_of(&relation) {
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
        let place = place_of(&self.spans_by_label, label).ok()?;
        Some(&self.spans_by_label[place].1)
    }

    /// The labels that spans of this set have.
    pub fn labels_in_use(&self) -> impl Iterator<Item = &LabelId> {
        self.spans_by_label.iter().map(|(label, _)| label)
    }

    /// The span with this name.
    pub fn span(&self, id: &SpanId) -> Option<&Arc<Span>> {
        self.span_by_id.get(id)
    }

    /// The relation with this name.
    pub fn relation(&self, id: &RelationId) -> Option<&Arc<Relation>> {
        Some(&self.relations[self.place_of_relation(id).ok()?])
    }

    /// The relations, by name.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = &Arc<Relation>> {
        self.relations.iter()
    }

    /// The relations that start from or go to the span.
    pub fn relations_of<'a>(&'a self, span: &'a SpanId) -> impl Iterator<Item = &'a Arc<Relation>> {
        self.relations.iter().filter(move |relation| relation.from == *span || relation.to == *span)
    }

    /// Whether both spans the relation links are in the set.
    pub fn has_ends_of(&self, relation: &Relation) -> bool {
        self.span_by_id.contains_key(&relation.from) && self.span_by_id.contains_key(&relation.to)
    }

    pub(in crate::domain) fn insert_span(&mut self, span: Arc<Span>) {
        self.spans.insert(span.clone());
        self.span_by_id.insert(span.id.clone(), span.clone());
        let place = place_of(&self.spans_by_label, &span.label).unwrap_or_else(|place| {
            self.spans_by_label.insert(place, (span.label.clone(), SpanList::default()));
            place
        });
        self.spans_by_label[place].1.insert(span);
    }

    pub(in crate::domain) fn remove_span(&mut self, span: &Span) {
        self.spans.remove(span);
        self.span_by_id.remove(&span.id);
        if let Ok(place) = place_of(&self.spans_by_label, &span.label) {
            let same = &mut self.spans_by_label[place].1;
            same.remove(span);
            if same.is_empty() {
                self.spans_by_label.remove(place);
            }
        }
    }

    pub(in crate::domain) fn insert_relation(&mut self, relation: Arc<Relation>) {
        let place = self.place_of_relation(&relation.id);
        let relations = Arc::make_mut(&mut self.relations);
        match place {
            Ok(place) => relations[place] = relation,
            Err(place) => relations.insert(place, relation),
        }
    }

    pub(in crate::domain) fn remove_relation(&mut self, relation: &Relation) {
        if let Ok(place) = self.place_of_relation(&relation.id) {
            Arc::make_mut(&mut self.relations).remove(place);
        }
    }

    fn place_of_relation(&self, id: &RelationId) -> Result<usize, usize> {
        self.relations.binary_search_by(|relation| relation.id.cmp(id))
    }
}

/// Where the label stands in a list in the order of labels, or would stand.
fn place_of<T>(labelled: &[(LabelId, T)], label: &LabelId) -> Result<usize, usize> {
    labelled.binary_search_by(|(known, _)| known.cmp(label))
}

impl PartialEq for AnnotationSet {
    /// Whether both say the same; the order in which it was said doesn't count.
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
            && self.document == other.document
            && self.annotator == other.annotator
            && self.status == other.status
            && self.document_labels == other.document_labels
            && self.conflicts == other.conflicts
            && self.unknown == other.unknown
            && self.spans.iter().eq(other.spans.iter())
            && self.relations == other.relations
    }
}
