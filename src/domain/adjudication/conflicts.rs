//! What is to be settled, and what has been.

use std::sync::Arc;

use super::candidates::{Pool, annotators_sets};
use super::gold::{attribute_answers, document_answers, relations, sources, taken};
use super::merge::{count, decided, standing, takes_relation, value_proposals};
use super::rule::Rule;
use crate::domain::annotation::{AnnotationSet, Conflict, Proposal, Resolution, Said, Subject};
use crate::domain::document::Unknown;
use crate::domain::id::{Annotator, ConflictId};
use crate::domain::text::Range;

/// A conflict as the annotators' sets have it now.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The conflict, with what is proposed now.
    pub conflict: Conflict,
    /// Whether something is proposed that was not when it was settled.
    pub joined: bool,
}

/// A kind of difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Only one version of it, which some don't have.
    OnlyOne,
    /// The same label with other borders.
    Border,
    /// The same text with another label.
    Label,
    /// Other borders and another label.
    BorderAndLabel,
    /// Something said of a span.
    Attribute,
    /// A link between two spans.
    Relation,
    /// Something said of the article as a whole.
    DocumentLabel,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::OnlyOne,
        Self::Border,
        Self::Label,
        Self::BorderAndLabel,
        Self::Attribute,
        Self::Relation,
        Self::DocumentLabel,
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::OnlyOne => "only-one",
            Self::Border => "border",
            Self::Label => "label",
            Self::BorderAndLabel => "border-and-label",
            Self::Attribute => "attribute",
            Self::Relation => "relation",
            Self::DocumentLabel => "document-label",
        }
    }

    /// What kind of difference a conflict is.
    pub fn of(conflict: &Conflict) -> Self {
        match conflict.subject {
            Subject::Attribute(..) => return Self::Attribute,
            Subject::Relation(..) => return Self::Relation,
            Subject::DocumentLabel(_) => return Self::DocumentLabel,
            Subject::Span => {}
        }
        let mut spans = conflict.proposals.iter().filter_map(|proposal| match &proposal.said {
            Said::Span { label, fragments, .. } => Some((label, fragments)),
            _ => None,
        });
        let Some((label, fragments)) = spans.next() else {
            return Self::OnlyOne;
        };
        let (mut same_label, mut same_text, mut alone) = (true, true, true);
        for (other, stretches) in spans {
            alone = false;
            same_label &= other == label;
            same_text &= stretches == fragments;
        }
        match (alone, same_label, same_text) {
            (true, ..) => Self::OnlyOne,
            (false, true, _) => Self::Border,
            (false, false, true) => Self::Label,
            (false, false, false) => Self::BorderAndLabel,
        }
    }
}

/// What is open, put off or settled, in reading order; what the article as a whole is said to be comes first.
pub fn conflicts(sets: &[Arc<AnnotationSet>], gold: &AnnotationSet, rule: Rule) -> Vec<Listed> {
    let pool = Pool::of(sets);
    let plan = pool.plan(rule, &gold.conflicts);
    let mut listed = Vec::new();
    for (known, about, before) in &plan.decided {
        // A decision about nothing that is still proposed is history.
        if !about.is_empty() {
            let proposals = pool.proposals(about);
            let place = pool.place(about);
            let conflict = Conflict { proposals, place, ..Conflict::clone(known) };
            listed.push(Listed { conflict, joined: about.len() > *before });
        }
    }
    for about in &plan.open {
        let first = about.iter().min().map(|place| pool.candidates[*place].name()).unwrap_or_default();
        let conflict = open(format!("span {first}"), Subject::Span, pool.place(about), pool.proposals(about));
        // What was drawn into the gold by hand needs no settling.
        let is_in_gold = |proposal: &Proposal| match &proposal.said {
            Said::Span { label, fragments, .. } => {
                let hull = fragments.hull();
                gold.spans().overlapping(hull).any(|span| span.label == *label && span.fragments == *fragments)
            }
            _ => false,
        };
        if !conflict.proposals.iter().any(is_in_gold) {
            listed.push(Listed { conflict, joined: false });
        }
    }
    listed.extend(attribute_conflicts(&pool, gold, rule));
    listed.extend(relation_conflicts(sets, gold, rule));
    for (attribute, answers) in document_answers(sets) {
        let subject = Subject::DocumentLabel(attribute.clone());
        let is_split = answers.len() > 1 && taken(rule, &answers).is_none();
        if is_split || decided(gold, &subject).is_some() {
            let id = format!("document {attribute}");
            listed.push(known_or_open(gold, id, subject, None, value_proposals(answers)));
        }
    }
    let order = |listed: &Listed| {
        let place =
            listed.conflict.place.map_or((0, 0), |place| (place.start().byte() + 1, usize::MAX - place.end().byte()));
        (place, listed.conflict.subject.clone(), listed.conflict.id.clone())
    };
    listed.sort_by_cached_key(order);
    listed
}

fn open(id: String, subject: Subject, place: Option<Range>, proposals: Vec<Proposal>) -> Conflict {
    Conflict {
        id: ConflictId::new(id),
        subject,
        place,
        proposals,
        resolution: Resolution::Open,
        outcome: Vec::new(),
        by: None,
        at: "".into(),
        reason: String::new(),
        note: String::new(),
        unknown: Unknown::new(),
    }
}

/// The conflict as somebody has settled it, with what is proposed now, or an open one.
fn known_or_open(
    gold: &AnnotationSet,
    id: String,
    subject: Subject,
    place: Option<Range>,
    proposals: Vec<Proposal>,
) -> Listed {
    match decided(gold, &subject) {
        Some(known) => {
            let joined = proposals.iter().any(|now| known.proposals.iter().all(|then| then.said != now.said));
            Listed { conflict: Conflict { proposals, place, ..Conflict::clone(known) }, joined }
        }
        None => Listed { conflict: open(id, subject, place, proposals), joined: false },
    }
}

fn attribute_conflicts(pool: &Pool, gold: &AnnotationSet, rule: Rule) -> Vec<Listed> {
    let mut listed = Vec::new();
    for span in gold.spans().iter() {
        for (attribute, answers) in attribute_answers(&sources(pool, span)) {
            let subject = Subject::Attribute(span.id.clone(), attribute.clone());
            let is_split = answers.len() > 1 && taken(rule, &answers).is_none();
            if is_split || (answers.len() > 1 && decided(gold, &subject).is_some()) {
                let id = format!("attribute {} {attribute}", span.id);
                listed.push(known_or_open(gold, id, subject, Some(span.hull()), value_proposals(answers)));
            }
        }
    }
    listed
}

fn relation_conflicts(sets: &[Arc<AnnotationSet>], gold: &AnnotationSet, rule: Rule) -> Vec<Listed> {
    let annotators = count(sets);
    let everybody: Vec<&Annotator> = annotators_sets(sets).into_iter().map(|set| &set.annotator).collect();
    let mut listed = Vec::new();
    for ((kind, from, to), by) in relations(sets, &standing(gold)) {
        let place = gold.span(&from).map(|from| from.hull());
        let id = format!("relation {kind} {from} {to}");
        let is_taken = takes_relation(rule, &by, annotators);
        let without: Vec<Annotator> = everybody
            .iter()
            .filter(|annotator| !by.contains(annotator))
            .map(|annotator| (*annotator).clone())
            .collect();
        let subject = Subject::Relation(kind, from, to);
        let is_split = !is_taken && !without.is_empty();
        if is_split || (!without.is_empty() && decided(gold, &subject).is_some()) {
            let proposals = vec![
                Proposal { annotators: by, said: Said::There },
                Proposal { annotators: without, said: Said::Nothing },
            ];
            listed.push(known_or_open(gold, id, subject, place, proposals));
        }
    }
    listed
}
