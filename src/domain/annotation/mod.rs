//! What one annotator says about one document: spans, relations, and the set that holds them.

mod overlap;
mod provenance;
mod set;
mod span;
mod span_list;

pub use overlap::may_share;
pub use provenance::{Conflict, Proposal, Provenance, Resolution, Said, Subject};
pub use set::{AnnotationSet, Status};
pub use span::{AttributeValue, Edge, Fragments, Number, Origin, Relation, Span};
pub use span_list::SpanList;
