//! Where the gold comes from: whose spans it took, what it left, and what is still to be settled.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{AttributeValue, Fragments};
use crate::domain::document::Unknown;
use crate::domain::id::{Annotator, AttributeId, ConflictId, LabelId, RelationTypeId, SpanId};
use crate::domain::text::Range;

/// How a span came into the gold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// Whose span it is; nobody's if the adjudicator drew it.
    pub from: Vec<Annotator>,
    /// The rule that took it, or how an adjudicator came to it: `unanimous`, `majority`, `threshold`, `union`, `taken` or `edited`.
    pub rule: Arc<str>,
    /// Who settled it; nobody if the rule took it by itself.
    pub by: Option<Annotator>,
    /// When, as RFC 3339; empty where that isn't known.
    pub at: Arc<str>,
    /// Why, as a short code; empty if nothing was said.
    pub reason: String,
    /// What the adjudicator remarked.
    pub note: String,
    /// What others proposed in its place.
    pub rejected: Vec<Proposal>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

/// What some annotators say of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Who, in the order of their names.
    pub annotators: Vec<Annotator>,
    /// What.
    pub said: Said,
}

/// What is said of one thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// There is this span.
    Span {
        /// Its label.
        label: LabelId,
        /// Which text it marks.
        fragments: Fragments,
        /// What else all of them say of it.
        attributes: BTreeMap<AttributeId, AttributeValue>,
    },
    /// The attribute has this value, or none.
    Value(Option<AttributeValue>),
    /// There is the relation.
    There,
    /// There is no such thing.
    Nothing,
}

/// What annotators differ in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// What is evidently one thing in the text.
    Span,
    /// What is said of a span of the gold.
    Attribute(SpanId, AttributeId),
    /// A link between two spans of the gold: its type, where it starts and where it goes.
    Relation(RelationTypeId, SpanId, SpanId),
    /// What is said of the article as a whole.
    DocumentLabel(AttributeId),
}

/// How far a conflict is settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resolution {
    /// Not yet.
    #[default]
    Open,
    /// Put off.
    Deferred,
    /// None of the proposals is right.
    Rejected,
    /// One of the proposals was taken, or another put in their place.
    Taken,
}

/// Something annotators differ in, and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Its name within its set.
    pub id: ConflictId,
    /// What it is about.
    pub subject: Subject,
    /// Where it stands: from the first to the last character of any proposal; nowhere for what is about the article as a whole.
    pub place: Option<Range>,
    /// What the annotators say, those with most voices first.
    pub proposals: Vec<Proposal>,
    /// How far it is settled.
    pub resolution: Resolution,
    /// The spans of the gold it led to.
    pub outcome: Vec<SpanId>,
    /// Who settled it.
    pub by: Option<Annotator>,
    /// When, as RFC 3339; empty where that isn't known.
    pub at: Arc<str>,
    /// Why, as a short code; empty if nothing was said.
    pub reason: String,
    /// What the adjudicator remarked.
    pub note: String,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

impl Conflict {
    /// Whether somebody has decided.
    pub fn is_settled(&self) -> bool {
        matches!(self.resolution, Resolution::Taken | Resolution::Rejected)
    }
}
