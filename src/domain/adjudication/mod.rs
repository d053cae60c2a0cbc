//! Settling where annotators differ: what a rule merges by itself, the conflicts it leaves, and what an adjudicator makes of them.
//!
//! The gold is an annotation set of its own, that of [`Annotator::gold`](super::id::Annotator::gold). What a rule took can be made anew at any time
//! ([`premerge`]); what somebody has decided stays, whoever joins later. Annotators' own sets are only read.

mod candidates;
mod changed;
mod conflicts;
mod gold;
mod merge;
mod rule;
mod settle;

pub use changed::{GoldChange, What, what_the_gold_changed};
pub use conflicts::{Kind, Listed, conflicts};
pub use merge::premerge;
pub use rule::Rule;
pub use settle::{Decision, REASONS, Verdict, settle, take_mentions};
