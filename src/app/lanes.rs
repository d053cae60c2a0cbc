//! Several annotators' spans in one text, each annotator's in a lane of its own.

use std::collections::HashMap;
use std::sync::Arc;

use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::id::{Annotator, DocumentId, SetId, SpanId};

/// Stands between the lane's number and the span's name in the names that spans have here.
const SEPARATOR: char = '\u{1f}';

/// Which lane each span stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lanes {
    /// What the lanes are called, from the top.
    pub names: Vec<String>,
    lanes: HashMap<SpanId, Lane>,
}

/// Where a span stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// The number of its lane, from 0.
    pub number: usize,
    /// What its annotator is called.
    pub annotator: Arc<str>,
    /// Whether there is nothing to be settled about it.
    pub agreed: bool,
}

impl Lanes {
    /// Puts the sets above each other, each under the name it is shown by. The set that comes with the lanes holds all their spans, each under a
    /// name that says whose it is; `agreed` tells of which there is nothing to be settled.
    pub fn of(
        document: &DocumentId,
        sets: &[(String, Arc<AnnotationSet>)],
        agreed: impl Fn(&Annotator, &Span) -> bool,
    ) -> (Self, AnnotationSet) {
        let mut lanes = Self::default();
        let mut spans = Vec::new();
        for (number, (name, set)) in sets.iter().enumerate() {
            let annotator: Arc<str> = name.as_str().into();
            lanes.names.push(name.clone());
            for span in set.spans().iter() {
                let id = SpanId::new(format!("{number}{SEPARATOR}{}", span.id));
                let agreed = agreed(&set.annotator, span);
                lanes.lanes.insert(id.clone(), Lane { number, annotator: annotator.clone(), agreed });
                spans.push(Arc::new(Span { id, ..Span::clone(span) }));
            }
        }
        let all = AnnotationSet::new(SetId::new(""), document.clone(), Annotator::new(""));
        (lanes, all.with(spans, Vec::new()))
    }

    /// Where the span stands.
    pub fn of_span(&self, id: &SpanId) -> Option<&Lane> {
        self.lanes.get(id)
    }
}
