//! Which of the gold's spans stands for which span of an annotator, and what they say of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::candidates::{Pool, annotators_sets, name_of};
use super::rule::Rule;
use crate::domain::annotation::{AnnotationSet, AttributeValue, Conflict, Proposal, Said, Span};
use crate::domain::id::{Annotator, AttributeId, RelationTypeId, SpanId};

/// One answer to a question, and who gives it.
pub(super) type Answer<T> = (T, Vec<Annotator>);

/// The spans of the gold by what annotators' spans they stand for.
pub(super) struct Standing {
    /// By annotator and a name made of what the annotator marked.
    gold: BTreeMap<(Annotator, String), SpanId>,
}

impl Standing {
    /// Finds out from what the gold's spans say of their origin, and from what was settled.
    pub(super) fn of<'a>(
        spans: impl Iterator<Item = &'a Arc<Span>>,
        settled: impl Iterator<Item = &'a Arc<Conflict>>,
    ) -> Self {
        let mut gold = BTreeMap::new();
        let mut stand = |proposal: &Proposal, id: &SpanId| {
            if let Said::Span { label, fragments, .. } = &proposal.said {
                for annotator in &proposal.annotators {
                    gold.entry((annotator.clone(), name_of(label, fragments))).or_insert_with(|| id.clone());
                }
            }
        };
        let mut exact = Vec::new();
        for span in spans {
            let said = Said::Span {
                label: span.label.clone(),
                fragments: span.fragments.clone(),
                attributes: BTreeMap::new(),
            };
            let from = span.provenance.as_ref().map_or_else(Vec::new, |provenance| provenance.from.clone());
            exact.push((Proposal { annotators: from, said }, span));
        }
        for (proposal, span) in &exact {
            stand(proposal, &span.id);
        }
        for (_, span) in &exact {
            for proposal in span.provenance.iter().flat_map(|provenance| &provenance.rejected) {
                stand(proposal, &span.id);
            }
        }
        for conflict in settled {
            if let Some(id) = conflict.outcome.first() {
                conflict.proposals.iter().for_each(|proposal| stand(proposal, id));
            }
        }
        Self { gold }
    }

    /// The span of the gold that stands for an annotator's.
    pub(super) fn for_span(&self, annotator: &Annotator, span: &Span) -> Option<&SpanId> {
        self.gold.get(&(annotator.clone(), name_of(&span.label, &span.fragments)))
    }
}

/// What those whose span it is say by each attribute that any of them uses: the values, each with who gives it.
pub(super) fn attribute_answers(
    spans: &[(&Annotator, &Span)],
) -> BTreeMap<AttributeId, Vec<Answer<Option<AttributeValue>>>> {
    let used: BTreeSet<&AttributeId> = spans.iter().flat_map(|(_, span)| span.attributes.keys()).collect();
    let answers = used.into_iter().map(|attribute| {
        let values = spans.iter().map(|(annotator, span)| (span.attributes.get(attribute).cloned(), *annotator));
        (attribute.clone(), answers(values))
    });
    answers.collect()
}

/// What annotators say of the document as a whole, by each attribute that any of them uses.
pub(super) fn document_answers(
    sets: &[Arc<AnnotationSet>],
) -> BTreeMap<AttributeId, Vec<Answer<Option<AttributeValue>>>> {
    let sets = annotators_sets(sets);
    let used: BTreeSet<&AttributeId> = sets.iter().flat_map(|set| set.document_labels.keys()).collect();
    let answers = used.into_iter().map(|attribute| {
        let values = sets.iter().map(|set| (set.document_labels.get(attribute).cloned(), &set.annotator));
        (attribute.clone(), answers(values))
    });
    answers.collect()
}

/// The different answers, those with most voices first.
fn answers<'a, T: PartialEq>(given: impl Iterator<Item = (T, &'a Annotator)>) -> Vec<Answer<T>> {
    let mut answers: Vec<Answer<T>> = Vec::new();
    for (value, annotator) in given {
        match answers.iter_mut().find(|(known, _)| *known == value) {
            Some((_, by)) => by.push(annotator.clone()),
            None => answers.push((value, vec![annotator.clone()])),
        }
    }
    // A stable sort: of answers with as many voices, the one of the first annotator comes first.
    answers.sort_by_key(|(_, by)| usize::MAX - by.len());
    answers
}

/// The answer the rule takes; by [`Rule::Union`] the only one that says anything.
pub(super) fn taken<T>(rule: Rule, answers: &[Answer<Option<T>>]) -> Option<&Option<T>> {
    if rule == Rule::Union {
        let mut saying = answers.iter().filter(|(value, _)| value.is_some());
        let first = saying.next();
        return first.filter(|_| saying.next().is_none()).map(|(value, _)| value);
    }
    let votes: Vec<usize> = answers.iter().map(|(_, by)| by.len()).collect();
    rule.answer(&votes, votes.iter().sum()).map(|place| &answers[place].0)
}

/// The links annotators make between spans that stand in the gold: type, ends in the gold, and who has it.
pub(super) fn relations(
    sets: &[Arc<AnnotationSet>],
    standing: &Standing,
) -> BTreeMap<(RelationTypeId, SpanId, SpanId), Vec<Annotator>> {
    let mut found: BTreeMap<_, Vec<Annotator>> = BTreeMap::new();
    for set in annotators_sets(sets) {
        for relation in set.relations() {
            let end = |id: &SpanId| standing.for_span(&set.annotator, set.span(id)?).cloned();
            let (Some(from), Some(to)) = (end(&relation.from), end(&relation.to)) else {
                continue;
            };
            let by = found.entry((relation.kind.clone(), from, to)).or_default();
            if by.last() != Some(&set.annotator) {
                by.push(set.annotator.clone());
            }
        }
    }
    found
}

/// What annotators' own spans a span of the gold was taken from.
pub(super) fn sources<'a>(pool: &'a Pool, span: &Span) -> Vec<(&'a Annotator, &'a Span)> {
    let Some(provenance) = &span.provenance else {
        return Vec::new();
    };
    let candidate = pool.candidates.iter().find(|known| known.label == span.label && known.fragments == span.fragments);
    let spans = candidate.into_iter().flat_map(|candidate| &candidate.spans);
    let named = spans.map(|(by, span)| (&pool.annotators[*by], &**span));
    named.filter(|(annotator, _)| provenance.from.contains(annotator)).collect()
}
