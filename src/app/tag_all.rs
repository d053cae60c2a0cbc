//! Places that may get a label together, for the annotator to judge.

use crate::app::article::{Article, Find};
use crate::domain::id::{LabelId, SpanId};
use crate::domain::lint;
use crate::domain::text::mentions::{Variant, mentions};
use crate::domain::text::{Range, words};

/// What the places have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alike {
    /// They mention what the span marks.
    Mentions(SpanId),
    /// They match what is looked for.
    Matches,
    /// They read like any text that is marked elsewhere in the article.
    Untagged,
}

/// A place that may get a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where.
    pub range: Range,
    /// With which label; none for the annotator to choose.
    pub label: Option<LabelId>,
    /// How it is written, compared with what is marked.
    pub variant: Variant,
    /// The label of a span that overlaps it.
    pub overlapped: Option<LabelId>,
}

/// The places, in order, without those that have the label.
pub fn candidates(article: &Article, alike: &Alike) -> Vec<Candidate> {
    let (text, set) = (article.text(), article.open.set());
    let candidate = |range: Range, label: Option<&LabelId>, variant: Variant| {
        let over = || set.spans().overlapping(range);
        if over().any(|span| Some(&span.label) == label) {
            return None;
        }
        let overlapped = over().next().map(|span| span.label.clone());
        Some(Candidate { range, label: label.cloned(), variant, overlapped })
    };
    match alike {
        Alike::Mentions(span) => {
            let Some(span) = set.span(span) else {
                return Vec::new();
            };
            let found = mentions(text, text.quote(span.hull())).into_iter();
            found.filter_map(|found| candidate(found.range, Some(&span.label), found.variant)).collect()
        }
        Alike::Matches => {
            let matches = article.find.as_ref().map(Find::matches).unwrap_or_default();
            let whole = matches.iter().map(|range| words::whole_graphemes(text, *range));
            whole.filter_map(|range| candidate(range, None, Variant::Same)).collect()
        }
        Alike::Untagged => {
            let places = lint::untagged_repeats(article.open.document(), set).into_iter();
            places.filter_map(|(range, span)| candidate(range, Some(&span.label), Variant::Same)).collect()
        }
    }
}
