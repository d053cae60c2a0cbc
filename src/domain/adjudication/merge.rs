//! What a rule takes without asking.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::candidates::{Plan, Pool};
use super::gold::{Standing, attribute_answers, document_answers, relations, sources, taken};
use super::rule::Rule;
use crate::domain::annotation::{
    AnnotationSet, AttributeValue, Conflict, Origin, Proposal, Provenance, Relation, Resolution, Said, Span, Subject,
};
use crate::domain::change::{Change, Diff};
use crate::domain::document::Unknown;
use crate::domain::id::{Annotator, RelationId, SpanId};

/// Where what a rule took comes from, as its origin says.
const MERGED: &str = "merged";

/// The changes that bring the gold to what the rule takes of the annotators' sets. What somebody has settled or put off stays as it is, and so does
/// what was drawn into the gold by hand; what the rule took before and would not take now goes. Doing it twice changes nothing.
pub fn premerge(sets: &[Arc<AnnotationSet>], gold: &AnnotationSet, rule: Rule, now: &Arc<str>) -> Vec<Change> {
    let pool = Pool::of(sets);
    let plan = pool.plan(rule, &gold.conflicts);
    let mut changes = Vec::new();
    let wanted = wanted_spans(&pool, &plan, gold, rule, now);
    let goes = |span: &Span| is_merged(span) && !wanted.contains_key(&span.id);
    for relation in gold.relations() {
        let loses_end = [&relation.from, &relation.to].iter().any(|end| gold.span(end).is_some_and(|span| goes(span)));
        if loses_end {
            changes.push(Change::Relation(Diff::removed(relation.clone())));
        }
    }
    for span in gold.spans().iter().filter(|span| goes(span)) {
        changes.push(Change::Span(Diff::removed(span.clone())));
    }
    for (id, span) in &wanted {
        match gold.span(id) {
            None => changes.push(Change::Span(Diff::added(span.clone()))),
            Some(before) if !is_the_same(before, span) => {
                changes.push(Change::Span(Diff::replaced(before.clone(), span.clone())));
            }
            Some(_) => {}
        }
    }
    let mut merged = gold.clone();
    for change in &changes {
        // Each was made for the gold as it is by then.
        if change.apply(&mut merged).is_err() {
            return Vec::new();
        }
    }
    changes.extend(relation_changes(sets, &merged, rule, now));
    changes.extend(document_label_changes(sets, &merged, rule));
    changes
}

/// Whether a rule alone took the span.
fn is_merged(span: &Span) -> bool {
    span.provenance.as_ref().is_some_and(|provenance| provenance.by.is_none() && span.origin.0.as_ref() == MERGED)
}

/// Whether both say the same, whenever that was.
fn is_the_same(one: &Span, other: &Span) -> bool {
    let timeless = |span: &Span| {
        let provenance = span.provenance.as_ref().map(|known| Provenance { at: "".into(), ..Provenance::clone(known) });
        Span { created: "".into(), modified: "".into(), provenance: provenance.map(Arc::new), ..span.clone() }
    };
    timeless(one) == timeless(other)
}

fn wanted_spans(
    pool: &Pool,
    plan: &Plan,
    gold: &AnnotationSet,
    rule: Rule,
    now: &Arc<str>,
) -> BTreeMap<SpanId, Arc<Span>> {
    let mut wanted = BTreeMap::new();
    for (place, aside) in &plan.taken {
        let candidate = &pool.candidates[*place];
        let is_there = |span: &&Arc<Span>| span.label == candidate.label && span.fragments == candidate.fragments;
        let same = gold.spans().overlapping(candidate.fragments.hull()).find(is_there);
        if same.is_some_and(|span| !is_merged(span)) {
            continue;
        }
        let id = same.map_or_else(|| SpanId::new(candidate.name()), |span| span.id.clone());
        let proposals = pool.proposals(aside);
        let provenance = Provenance {
            from: candidate.proposal(&pool.annotators).annotators,
            rule: rule.name().into(),
            at: now.clone(),
            rejected: proposals.into_iter().filter(|proposal| proposal.said != Said::Nothing).collect(),
            ..Provenance::default()
        };
        let mut span = Span {
            origin: Origin(MERGED.into()),
            provenance: Some(Arc::new(provenance)),
            ..Span::manual(id.clone(), candidate.label.clone(), candidate.fragments.clone(), now)
        };
        let sources = sources(pool, &span);
        let notes: Vec<&str> =
            sources.iter().map(|(_, span)| span.note.as_str()).filter(|note| !note.is_empty()).collect();
        let note = notes.join("\n");
        for (attribute, answers) in attribute_answers(&sources) {
            let settled = decided(gold, &Subject::Attribute(id.clone(), attribute.clone()));
            let value = match (settled, same) {
                (Some(_), Some(before)) => before.attributes.get(&attribute).cloned(),
                _ => taken(rule, &answers).cloned().flatten(),
            };
            span.attributes.extend(value.map(|value| (attribute, value)));
        }
        span.note = note;
        span.entry = sources.iter().find_map(|(_, span)| span.entry.clone());
        wanted.insert(id, Arc::new(span));
    }
    wanted
}

/// What somebody has decided about a subject that is no span.
pub(super) fn decided<'a>(gold: &'a AnnotationSet, subject: &Subject) -> Option<&'a Arc<Conflict>> {
    gold.conflicts.values().find(|conflict| conflict.subject == *subject && conflict.resolution != Resolution::Open)
}

/// Whether a rule takes a link that so many of all have.
pub(super) fn takes_relation(rule: Rule, by: &[Annotator], annotators: usize) -> bool {
    rule.taken(&[by.len(), annotators - by.len()], annotators)[0]
}

/// A name for a link made of what it is.
pub(super) fn relation_name(subject: &Subject) -> RelationId {
    match subject {
        Subject::Relation(kind, from, to) => RelationId::new(format!("{kind}:{from}>{to}")),
        _ => RelationId::new(""),
    }
}

/// A link of the gold.
pub(super) fn relation_of(subject: &Subject, origin: &str, now: &Arc<str>) -> Option<Relation> {
    let Subject::Relation(kind, from, to) = subject else {
        return None;
    };
    Some(Relation {
        id: relation_name(subject),
        kind: kind.clone(),
        from: from.clone(),
        to: to.clone(),
        note: String::new(),
        origin: Origin(origin.into()),
        created: now.clone(),
        modified: now.clone(),
        unknown: Unknown::new(),
    })
}

/// How many annotators there are beside the gold.
pub(super) fn count(sets: &[Arc<AnnotationSet>]) -> usize {
    sets.iter().filter(|set| !set.annotator.is_gold()).count()
}

/// What stands in the gold for the annotators' spans.
pub(super) fn standing(gold: &AnnotationSet) -> Standing {
    Standing::of(gold.spans().iter(), gold.conflicts.values())
}

fn relation_changes(sets: &[Arc<AnnotationSet>], gold: &AnnotationSet, rule: Rule, now: &Arc<str>) -> Vec<Change> {
    let annotators = count(sets);
    let mut changes = Vec::new();
    let found = relations(sets, &standing(gold));
    let mut wanted: BTreeMap<RelationId, Relation> = BTreeMap::new();
    for ((kind, from, to), by) in found {
        let subject = Subject::Relation(kind, from, to);
        if decided(gold, &subject).is_none() && takes_relation(rule, &by, annotators) {
            wanted.extend(relation_of(&subject, MERGED, now).map(|relation| (relation.id.clone(), relation)));
        }
    }
    for relation in gold.relations() {
        if relation.origin.0.as_ref() == MERGED && !wanted.contains_key(&relation.id) {
            changes.push(Change::Relation(Diff::removed(relation.clone())));
        }
    }
    let is_there = |wanted: &Relation| {
        let same =
            |known: &Arc<Relation>| (&known.kind, &known.from, &known.to) == (&wanted.kind, &wanted.from, &wanted.to);
        gold.relations().any(same)
    };
    for relation in wanted.into_values().filter(|relation| !is_there(relation)) {
        changes.push(Change::Relation(Diff::added(Arc::new(relation))));
    }
    changes
}

fn document_label_changes(sets: &[Arc<AnnotationSet>], gold: &AnnotationSet, rule: Rule) -> Vec<Change> {
    let mut changes = Vec::new();
    for (attribute, answers) in document_answers(sets) {
        if decided(gold, &Subject::DocumentLabel(attribute.clone())).is_some() {
            continue;
        }
        let before: Option<AttributeValue> = gold.document_labels.get(&attribute).cloned();
        let after = taken(rule, &answers).cloned().flatten();
        if after.is_some() && before != after {
            changes.push(Change::DocumentLabel(attribute, Diff { before, after }));
        }
    }
    changes
}

/// The proposals of those who answer a question.
pub(super) fn value_proposals(answers: Vec<(Option<AttributeValue>, Vec<Annotator>)>) -> Vec<Proposal> {
    answers.into_iter().map(|(value, annotators)| Proposal { annotators, said: Said::Value(value) }).collect()
}
