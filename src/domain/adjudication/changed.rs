//! What the gold made of an annotator's work.

use std::sync::Arc;

use super::candidates::{length, shared_bytes};
use crate::domain::annotation::{AnnotationSet, Span};

/// What became of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// It stands in the gold as it is.
    Kept,
    /// Something else is said of it.
    Attributes,
    /// Its borders moved.
    Border,
    /// It has another label.
    Label,
    /// Its borders moved, and it has another label.
    BorderAndLabel,
    /// It is not in the gold.
    Removed,
    /// The annotator had nothing there.
    Added,
}

impl What {
    /// Everything that can become of a span.
    pub const ALL: [Self; 7] =
        [Self::Kept, Self::Attributes, Self::Border, Self::Label, Self::BorderAndLabel, Self::Removed, Self::Added];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Attributes => "attributes",
            Self::Border => "border",
            Self::Label => "label",
            Self::BorderAndLabel => "border-and-label",
            Self::Removed => "removed",
            Self::Added => "added",
        }
    }
}

/// What became of one span.
#[derive(Clone, Debug, PartialEq)]
pub struct GoldChange {
    /// What.
    pub what: What,
    /// The annotator's span, if there is one.
    pub own: Option<Arc<Span>>,
    /// The gold's span, if there is one.
    pub gold: Option<Arc<Span>>,
}

/// What became of each of the annotator's spans, and what the annotator missed; in reading order.
pub fn what_the_gold_changed(set: &AnnotationSet, gold: &AnnotationSet) -> Vec<GoldChange> {
    let own: Vec<&Arc<Span>> = set.spans().iter().collect();
    let theirs: Vec<&Arc<Span>> = gold.spans().iter().collect();
    let mut partner: Vec<Option<usize>> = vec![None; own.len()];
    let mut is_taken = vec![false; theirs.len()];
    // What is the same goes before what is nearly so, and the nearest before the others.
    let mut pairs: Vec<(u64, usize, usize)> = Vec::new();
    for (n, span) in own.iter().enumerate() {
        let rank = |other: &Span| gold.spans().rank(other);
        for other in gold.spans().overlapping(span.hull()) {
            pairs.extend(nearness(span, other).map(|far| (far, n, rank(other))));
        }
    }
    pairs.sort_unstable();
    for (_, n, m) in pairs {
        if partner[n].is_none() && !is_taken[m] {
            partner[n] = Some(m);
            is_taken[m] = true;
        }
    }
    let mut changes: Vec<GoldChange> = own
        .iter()
        .zip(&partner)
        .map(|(span, partner)| {
            let gold = partner.map(|m| theirs[m].clone());
            let what = gold.as_ref().map_or(What::Removed, |gold| what_of(span, gold));
            GoldChange { what, own: Some((*span).clone()), gold }
        })
        .collect();
    let missed = theirs.iter().zip(&is_taken).filter(|(_, taken)| !**taken);
    changes.extend(missed.map(|(gold, _)| GoldChange { what: What::Added, own: None, gold: Some((*gold).clone()) }));
    changes.sort_by_key(|change| {
        let span = change.own.as_ref().or(change.gold.as_ref());
        span.map_or((0, 0), |span| (span.hull().start().byte(), span.hull().end().byte()))
    });
    changes
}

/// How far two spans are from being the same: 0 if they are; nothing if they share no text, or not half of it with another label.
fn nearness(one: &Span, other: &Span) -> Option<u64> {
    let shared = shared_bytes(&one.fragments, &other.fragments);
    let all = length(&one.fragments) + length(&other.fragments) - shared;
    let has_other_label = one.label != other.label;
    if shared == 0 || (has_other_label && 2 * shared < all) {
        return None;
    }
    // By millionths of the text of both, any other label behind any other border.
    let apart = (all - shared) as u64 * 1_000_000 / all as u64;
    Some(apart + u64::from(has_other_label) * 2_000_000)
}

fn what_of(own: &Span, gold: &Span) -> What {
    match (own.fragments == gold.fragments, own.label == gold.label) {
        (true, true) if own.attributes == gold.attributes => What::Kept,
        (true, true) => What::Attributes,
        (false, true) => What::Border,
        (true, false) => What::Label,
        (false, false) => What::BorderAndLabel,
    }
}
