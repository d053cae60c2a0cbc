//! Moving annotations from one version of a text to another that is nearly the same.
//!
//! A span moves only where its exact quote stands once, or where what stands before and after it tells the one place of
//! several; and never to a place with nothing of its surroundings. What does not move is handed back.

use std::sync::Arc;

use crate::domain::annotation::{AnnotationSet, Conflict, Fragments, Proposal, Provenance, Relation, Said, Span};
use crate::domain::id::SpanId;
use crate::domain::text::{Range, Text};

/// So many characters on each side of a quote are compared.
const CONTEXT: usize = 48;
/// A place must share so many characters of its surroundings with the old one.
const LEAST_SHARED: usize = 6;
/// A quote of so many characters needs no surroundings.
const LONG: usize = 40;

/// A set on another text, and what could not be moved there.
#[derive(Clone, Debug)]
pub struct Reanchored {
    /// The set with what was moved.
    pub set: AnnotationSet,
    /// The spans that have no place in the other text.
    pub orphans: Vec<Arc<Span>>,
    /// The relations that lost one of their ends.
    pub loose: Vec<Arc<Relation>>,
}

/// Moves a set about the one text to the other.
pub fn reanchor(set: &AnnotationSet, from: &Text, to: &Text) -> Reanchored {
    moved(set, &|range| place(from, range, to))
}

/// Moves a set to another text, in which `place` finds the ranges of this one.
pub fn moved(set: &AnnotationSet, place: &dyn Fn(Range) -> Option<Range>) -> Reanchored {
    let (mut moved, mut orphans) = (Vec::new(), Vec::new());
    for span in set.spans().iter() {
        match moved_fragments(&span.fragments, place) {
            Some(fragments) => {
                let provenance = span.provenance.as_ref().map(|provenance| {
                    let rejected = moved_proposals(&provenance.rejected, place);
                    Arc::new(Provenance { rejected, ..Provenance::clone(provenance) })
                });
                moved.push(Arc::new(Span { fragments, provenance, ..Span::clone(span) }));
            }
            None => orphans.push(span.clone()),
        }
    }
    let is_lost = |id: &SpanId| orphans.iter().any(|orphan| orphan.id == *id);
    let (loose, kept): (Vec<_>, Vec<_>) =
        set.relations().cloned().partition(|relation| is_lost(&relation.from) || is_lost(&relation.to));
    let mut set = set.clone().with(moved, kept);
    let conflicts = set.conflicts.iter().filter_map(|(id, conflict)| {
        let proposals = moved_proposals(&conflict.proposals, place);
        let moved = Conflict { place: conflict.place.and_then(place), proposals, ..Conflict::clone(conflict) };
        // What is about a place that is gone is settled by that.
        (moved.place.is_some() == conflict.place.is_some()).then(|| (id.clone(), Arc::new(moved)))
    });
    set.conflicts = Arc::new(conflicts.collect());
    Reanchored { set, orphans, loose }
}

/// The same stretches in the other text; fragments that changed their order are not the same span.
fn moved_fragments(fragments: &Fragments, place: &dyn Fn(Range) -> Option<Range>) -> Option<Fragments> {
    let ranges: Vec<Range> = fragments.iter().map(place).collect::<Option<_>>()?;
    let in_order = ranges.windows(2).all(|pair| pair[0].end() <= pair[1].start());
    Fragments::new(&ranges).filter(|_| in_order)
}

/// What was proposed, but for spans that have no place in the other text.
fn moved_proposals(proposals: &[Proposal], place: &dyn Fn(Range) -> Option<Range>) -> Vec<Proposal> {
    let moved = proposals.iter().filter_map(|proposal| {
        let mut moved = proposal.clone();
        if let Said::Span { fragments, .. } = &mut moved.said {
            *fragments = moved_fragments(fragments, place)?;
        }
        Some(moved)
    });
    moved.collect()
}

/// The one place of the other text where the quote stands in the same surroundings.
fn place(from: &Text, range: Range, to: &Text) -> Option<Range> {
    let quote = from.quote(range);
    let (before, after) = around(from.as_str(), range.start().byte(), range.end().byte());
    let mut best: Option<(usize, usize)> = None;
    let mut is_only = true;
    for (at, _) in to.as_str().match_indices(quote) {
        let (there_before, there_after) = around(to.as_str(), at, at + quote.len());
        let shared = same(before.chars().rev(), there_before.chars().rev()) + same(after.chars(), there_after.chars());
        // A text's own beginning or end is as good as words.
        let is_same_edge = (before == there_before && before.chars().count() < CONTEXT)
            || (after == there_after && after.chars().count() < CONTEXT);
        let shared = if is_same_edge { shared + LEAST_SHARED } else { shared };
        match best {
            Some((_, most)) if shared < most => {}
            Some((_, most)) if shared == most => is_only = false,
            _ => {
                best = Some((at, shared));
                is_only = true;
            }
        }
    }
    let (at, shared) = best.filter(|_| is_only)?;
    let is_sure = shared >= LEAST_SHARED || quote.chars().count() >= LONG;
    is_sure.then(|| to.range(at, at + quote.len()))?
}

fn around(text: &str, start: usize, end: usize) -> (&str, &str) {
    let before = text[..start].char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let after = text[end..].char_indices().nth(CONTEXT).map_or(text.len(), |(at, _)| end + at);
    (&text[before..start], &text[end..after])
}

fn same(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
}
