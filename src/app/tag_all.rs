//! Places that may get a label together, for the annotator to judge.

use std::collections::HashMap;

use crate::app::article::{Article, Find, Query};
use crate::domain::annotation::AnnotationSet;
use crate::domain::document::Document;
use crate::domain::id::{LabelId, SpanId};
use crate::domain::lint;
use crate::domain::text::mentions::{Variant, mentions};
use crate::domain::text::{Range, Text, words};

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

/// What may be looked for in other articles than the open one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// What mentions this text, for the label.
    Mentions(String, LabelId),
    /// What matches these words, or this expression.
    Matches(Query),
    /// What reads like one of these texts, each with the label it has elsewhere.
    Untagged(Vec<(String, LabelId)>),
}

impl Sought {
    /// What of the open article is to be looked for in others. The texts for [`Alike::Untagged`] are still to be found.
    pub fn of(article: &Article, alike: &Alike) -> Option<Self> {
        Some(match alike {
            Alike::Mentions(span) => {
                let span = article.open.set().span(span)?;
                Self::Mentions(article.text().quote(span.hull()).to_owned(), span.label.clone())
            }
            Alike::Matches => Self::Matches(article.find.as_ref()?.sought.clone()),
            Alike::Untagged => Self::Untagged(Vec::new()),
        })
    }
}

/// The places of the open article, in order, without those that have the label.
pub fn candidates(article: &Article, alike: &Alike) -> Vec<Candidate> {
    let (document, set) = (article.open.document(), article.open.set());
    match alike {
        Alike::Matches => {
            let matches = article.find.as_ref().map(Find::matches).unwrap_or_default();
            of_matches(document.text(), set, matches)
        }
        Alike::Untagged => {
            let places = lint::untagged_repeats(document, set).into_iter();
            places.filter_map(|(range, span)| candidate(set, range, Some(&span.label), Variant::Same)).collect()
        }
        Alike::Mentions(_) => {
            Sought::of(article, alike).map(|sought| candidates_in(document, set, &sought)).unwrap_or_default()
        }
    }
}

/// The places of any article, in order, without those that have the label. Those that fit an expression are found by others, since its engine is
/// not in the first load.
pub fn candidates_in(document: &Document, set: &AnnotationSet, sought: &Sought) -> Vec<Candidate> {
    let text = document.text();
    match sought {
        Sought::Mentions(marked, label) => {
            let found = mentions(text, marked).into_iter();
            found.filter_map(|found| candidate(set, found.range, Some(label), found.variant)).collect()
        }
        Sought::Matches(query) => of_matches(text, set, Find::new(text, query.clone(), text.start()).matches()),
        Sought::Untagged(texts) => {
            let places = lint::untagged_mentions(document, set, texts).into_iter();
            places.filter_map(|(range, label)| candidate(set, range, Some(&label), Variant::Same)).collect()
        }
    }
}

/// Matches, in order.
pub fn of_matches(text: &Text, set: &AnnotationSet, matches: &[Range]) -> Vec<Candidate> {
    let whole = matches.iter().map(|range| words::whole_graphemes(text, *range));
    whole.filter_map(|range| candidate(set, range, None, Variant::Same)).collect()
}

fn candidate(set: &AnnotationSet, range: Range, label: Option<&LabelId>, variant: Variant) -> Option<Candidate> {
    let over = || set.spans().overlapping(range);
    if over().any(|span| Some(&span.label) == label) {
        return None;
    }
    let overlapped = over().next().map(|span| span.label.clone());
    Some(Candidate { range, label: label.cloned(), variant, overlapped })
}

/// Texts with their labels, those used most often first; for equal ones in the order of the letters.
pub fn by_use(counts: HashMap<(String, LabelId), usize>) -> Vec<(String, LabelId)> {
    let mut counted: Vec<((String, LabelId), usize)> = counts.into_iter().collect();
    counted.sort_by(|(one, of_one), (other, of_other)| of_other.cmp(of_one).then_with(|| one.cmp(other)));
    counted.into_iter().map(|(text, _)| text).collect()
}
