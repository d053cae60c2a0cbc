//! What an adjudicator makes of a conflict.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::candidates::name_of;
use super::merge::relation_of;
use crate::domain::annotation::{
    AnnotationSet, AttributeValue, Conflict, Fragments, Origin, Proposal, Provenance, Relation, Resolution, Said, Span,
    Subject,
};
use crate::domain::change::{Change, Diff};
use crate::domain::id::{Annotator, AttributeId, LabelId, SpanId};

/// Where what an adjudicator put into the gold comes from, as its origin says.
const ADJUDICATED: &str = "adjudicated";
/// How an adjudicator came to something, as its provenance says.
const TAKEN: &str = "taken";
const EDITED: &str = "edited";

/// Short names of why annotators differ.
pub const REASONS: [&str; 7] = ["border", "label", "missed", "spurious", "unclear guideline", "slip", "other"];

/// What becomes of a conflict.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// This one of its proposals, from 0, is right.
    Take(usize),
    /// None is; this span is right.
    Span {
        /// Its label.
        label: LabelId,
        /// Which text it marks.
        fragments: Fragments,
        /// What else is said of it.
        attributes: BTreeMap<AttributeId, AttributeValue>,
    },
    /// None is; this value is right.
    Value(AttributeValue),
    /// None is, and nothing comes in their place.
    NoneIsRight,
    /// It is put off.
    Defer,
    /// It is open again.
    Reopen,
}

/// Who decides, when and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Who.
    pub by: Annotator,
    /// When, as RFC 3339.
    pub at: Arc<str>,
    /// Why, by one of [`REASONS`]; empty if nothing is said.
    pub reason: String,
    /// What is remarked.
    pub note: String,
}

/// The changes that settle a conflict as [`conflicts`](super::conflicts) lists it. What it was settled as before is taken back.
///
/// A verdict that doesn't fit the conflict changes nothing.
pub fn settle(gold: &AnnotationSet, conflict: &Conflict, verdict: &Verdict, decision: &Decision) -> Vec<Change> {
    let Some((said, resolution, rule, from)) = outcome(conflict, verdict) else {
        return Vec::new();
    };
    let stored = gold.conflicts.get(&conflict.id).cloned();
    let mut changes = Vec::new();
    let mut after = Conflict {
        resolution,
        outcome: Vec::new(),
        by: Some(decision.by.clone()),
        at: decision.at.clone(),
        reason: decision.reason.clone(),
        note: decision.note.clone(),
        ..conflict.clone()
    };
    match &conflict.subject {
        Subject::Span => {
            let outcomes = stored.iter().flat_map(|known| &known.outcome);
            let former: Vec<Arc<Span>> = outcomes.filter_map(|id| gold.span(id).cloned()).collect();
            let span = said.and_then(|said| span_of(gold, &former, conflict, said, rule, from, decision));
            after.outcome.extend(span.iter().map(|span| span.id.clone()));
            for before in former.iter().filter(|before| span.as_ref().is_none_or(|span| span.id != before.id)) {
                let relations = gold.relations_of(&before.id);
                changes.extend(relations.map(|relation| Change::Relation(Diff::removed(relation.clone()))));
                changes.push(Change::Span(Diff::removed(before.clone())));
            }
            if let Some(span) = span {
                let before = former.iter().find(|before| before.id == span.id).cloned();
                changes.push(Change::Span(Diff { before, after: Some(Arc::new(span)) }));
            }
        }
        Subject::Attribute(id, attribute) => {
            let Some(before) = gold.span(id).cloned() else {
                return Vec::new();
            };
            let mut span = Span { modified: decision.at.clone(), ..Span::clone(&before) };
            match value_of(said) {
                Some(value) => drop(span.attributes.insert(attribute.clone(), value)),
                None => drop(span.attributes.remove(attribute)),
            }
            if span.attributes != before.attributes {
                changes.push(Change::Span(Diff::replaced(before, Arc::new(span))));
            }
        }
        Subject::Relation(kind, from, to) => {
            let is_same = |known: &&Arc<Relation>| (&known.kind, &known.from, &known.to) == (kind, from, to);
            let before = gold.relations().find(is_same).cloned();
            let is_wanted = said == Some(Said::There);
            match (before, is_wanted) {
                (Some(before), false) => changes.push(Change::Relation(Diff::removed(before))),
                (None, true) if gold.span(from).is_some() && gold.span(to).is_some() => {
                    let relation = relation_of(&conflict.subject, ADJUDICATED, &decision.at);
                    changes.extend(relation.map(|relation| Change::Relation(Diff::added(Arc::new(relation)))));
                }
                _ => {}
            }
        }
        Subject::DocumentLabel(attribute) => {
            let (before, after) = (gold.document_labels.get(attribute).cloned(), value_of(said));
            if before != after {
                changes.push(Change::DocumentLabel(attribute.clone(), Diff { before, after }));
            }
        }
    }
    let after = (resolution != Resolution::Open).then(|| Arc::new(after));
    if stored.is_some() || after.is_some() {
        changes.push(Change::Conflict(Diff { before: stored, after }));
    }
    changes
}

/// Lets spans that come into the gold from annotators mention what those let them mention: the first of them, where they differ, since
/// what a span mentions is not compared.
pub fn take_mentions(changes: &mut [Change], sets: &[Arc<AnnotationSet>]) {
    for change in changes {
        let Change::Span(Diff { after: Some(span), .. }) = change else {
            continue;
        };
        let Some(provenance) = span.provenance.as_ref().filter(|_| span.entry.is_none()) else {
            continue;
        };
        let of_sources = sets.iter().filter(|set| provenance.from.contains(&set.annotator));
        let is_same = |other: &&Arc<Span>| other.label == span.label && other.fragments == span.fragments;
        let mut same = of_sources.flat_map(|set| set.spans().overlapping(span.hull()).filter(is_same));
        let entry = same.find_map(|other| other.entry.clone());
        if entry.is_some() {
            Arc::make_mut(span).entry = entry;
        }
    }
}

/// What is said from then on, how the conflict stands, by which rule and from whom; nothing if the verdict doesn't fit.
fn outcome(conflict: &Conflict, verdict: &Verdict) -> Option<(Option<Said>, Resolution, &'static str, Vec<Annotator>)> {
    let is_about_span = conflict.subject == Subject::Span;
    let is_about_value = matches!(conflict.subject, Subject::Attribute(..) | Subject::DocumentLabel(_));
    Some(match verdict {
        Verdict::Take(place) => {
            let Proposal { annotators, said } = conflict.proposals.get(*place)?.clone();
            match said {
                Said::Nothing => (None, Resolution::Rejected, TAKEN, Vec::new()),
                said => (Some(said), Resolution::Taken, TAKEN, annotators),
            }
        }
        Verdict::Span { label, fragments, attributes } if is_about_span => {
            let (label, fragments, attributes) = (label.clone(), fragments.clone(), attributes.clone());
            (Some(Said::Span { label, fragments, attributes }), Resolution::Taken, EDITED, Vec::new())
        }
        Verdict::Value(value) if is_about_value => {
            (Some(Said::Value(Some(value.clone()))), Resolution::Taken, EDITED, Vec::new())
        }
        Verdict::Span { .. } | Verdict::Value(_) => return None,
        Verdict::NoneIsRight => (None, Resolution::Rejected, TAKEN, Vec::new()),
        Verdict::Defer => (None, Resolution::Deferred, TAKEN, Vec::new()),
        Verdict::Reopen => (None, Resolution::Open, TAKEN, Vec::new()),
    })
}

fn value_of(said: Option<Said>) -> Option<AttributeValue> {
    match said {
        Some(Said::Value(value)) => value,
        _ => None,
    }
}

/// The span that comes into the gold; nothing if it is there already by another way.
fn span_of(
    gold: &AnnotationSet,
    former: &[Arc<Span>],
    conflict: &Conflict,
    said: Said,
    rule: &str,
    from: Vec<Annotator>,
    decision: &Decision,
) -> Option<Span> {
    let Said::Span { label, fragments, attributes } = said else {
        return None;
    };
    let is_same = |span: &&Arc<Span>| span.label == label && span.fragments == fragments;
    if let Some(same) = gold.spans().overlapping(fragments.hull()).find(is_same)
        && former.iter().all(|known| known.id != same.id)
    {
        return None;
    }
    let is_other = |proposal: &&Proposal| match &proposal.said {
        Said::Span { label: other, fragments: stretches, .. } => *other != label || *stretches != fragments,
        _ => false,
    };
    let provenance = Provenance {
        from,
        rule: rule.into(),
        by: Some(decision.by.clone()),
        at: decision.at.clone(),
        reason: decision.reason.clone(),
        note: decision.note.clone(),
        rejected: conflict.proposals.iter().filter(is_other).cloned().collect(),
        ..Provenance::default()
    };
    let id = SpanId::new(name_of(&label, &fragments));
    Some(Span {
        attributes,
        origin: Origin(ADJUDICATED.into()),
        provenance: Some(Arc::new(provenance)),
        ..Span::manual(id, label, fragments, &decision.at)
    })
}
