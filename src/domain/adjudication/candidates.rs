//! What annotators marked, the same spans of several taken together, and which of them are evidently about the same thing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::rule::Rule;
use crate::domain::annotation::{
    AnnotationSet, AttributeValue, Conflict, Fragments, Proposal, Resolution, Said, Span, Subject,
};
use crate::domain::id::{Annotator, AttributeId, ConflictId, LabelId};
use crate::domain::text::Range;

/// Spans of which so much of either's text is in both are about the same thing, whatever their labels.
const SAME_THING: f64 = 0.5;

/// A span that one or more annotators made: the same label on the same text.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) label: LabelId,
    pub(super) fragments: Fragments,
    /// The annotators, by their places, each with the span.
    pub(super) spans: Vec<(usize, Arc<Span>)>,
}

/// Everything annotators marked in one document.
#[derive(Clone, Debug)]
pub(super) struct Pool {
    /// The annotators, by name.
    pub(super) annotators: Vec<Annotator>,
    /// What they marked, in reading order.
    pub(super) candidates: Vec<Candidate>,
}

/// What becomes of the candidates.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// Those the rule takes, each with those that are put aside for it.
    pub(super) taken: Vec<(usize, Vec<usize>)>,
    /// What somebody has decided or put off, with the candidates it is about; first those it was about then, and how many these are.
    pub(super) decided: Vec<(Arc<Conflict>, Vec<usize>, usize)>,
    /// The others, those about the same thing together.
    pub(super) open: Vec<Vec<usize>>,
}

/// The sets of annotators, by name and without the gold.
pub(super) fn annotators_sets(sets: &[Arc<AnnotationSet>]) -> Vec<&Arc<AnnotationSet>> {
    let mut others: Vec<&Arc<AnnotationSet>> = sets.iter().filter(|set| !set.annotator.is_gold()).collect();
    others.sort_by(|one, other| one.annotator.cmp(&other.annotator));
    others
}

type Key = (usize, usize, Vec<(usize, usize)>, LabelId);

fn key(label: &LabelId, fragments: &Fragments) -> Key {
    let hull = fragments.hull();
    let stretches = fragments.iter().map(|stretch| (stretch.start().byte(), stretch.end().byte())).collect();
    (hull.start().byte(), usize::MAX - hull.end().byte(), stretches, label.clone())
}

impl Pool {
    /// Takes together what is in the sets, without the gold.
    pub(super) fn of(sets: &[Arc<AnnotationSet>]) -> Self {
        let sets = annotators_sets(sets);
        let mut candidates: BTreeMap<Key, Candidate> = BTreeMap::new();
        for (annotator, set) in sets.iter().enumerate() {
            for span in set.spans().iter() {
                let candidate = candidates.entry(key(&span.label, &span.fragments)).or_insert_with(|| Candidate {
                    label: span.label.clone(),
                    fragments: span.fragments.clone(),
                    spans: Vec::new(),
                });
                // The same twice by one annotator is said once.
                if candidate.spans.last().is_none_or(|(last, _)| *last != annotator) {
                    candidate.spans.push((annotator, span.clone()));
                }
            }
        }
        Self {
            annotators: sets.iter().map(|set| set.annotator.clone()).collect(),
            candidates: candidates.into_values().collect(),
        }
    }

    /// What becomes of the candidates by the rule, given what is decided already.
    pub(super) fn plan(&self, rule: Rule, decided: &BTreeMap<ConflictId, Arc<Conflict>>) -> Plan {
        let mut plan = Plan::default();
        let mut is_free = vec![true; self.candidates.len()];
        for conflict in
            decided.values().filter(|known| known.subject == Subject::Span && known.resolution != Resolution::Open)
        {
            let proposed: BTreeSet<Key> =
                conflict.proposals.iter().filter_map(|proposal| said_key(&proposal.said)).collect();
            let about = (0..self.candidates.len()).filter(|place| {
                let candidate = &self.candidates[*place];
                is_free[*place] && proposed.contains(&key(&candidate.label, &candidate.fragments))
            });
            let about: Vec<usize> = about.collect();
            about.iter().for_each(|place| is_free[*place] = false);
            let known = about.len();
            plan.decided.push((conflict.clone(), about, known));
        }
        let related = self.related();
        let free_neighbours = |place: usize, is_free: &[bool]| -> Vec<usize> {
            related[place].iter().copied().filter(|other| is_free[*other]).collect()
        };
        // Whoever says later what was put aside joins what was decided then.
        for (_, about, _) in &mut plan.decided {
            for place in about.clone() {
                for other in free_neighbours(place, &is_free) {
                    is_free[other] = false;
                    about.push(other);
                }
            }
        }
        let taken: Vec<usize> = self.taken_by(rule).into_iter().filter(|place| is_free[*place]).collect();
        taken.iter().for_each(|place| is_free[*place] = false);
        for place in taken {
            let aside = free_neighbours(place, &is_free);
            aside.iter().for_each(|other| is_free[*other] = false);
            plan.taken.push((place, aside));
        }
        for place in 0..self.candidates.len() {
            if !is_free[place] {
                continue;
            }
            is_free[place] = false;
            let mut group = vec![place];
            let mut next = 0;
            while next < group.len() {
                for other in free_neighbours(group[next], &is_free) {
                    is_free[other] = false;
                    group.push(other);
                }
                next += 1;
            }
            plan.open.push(group);
        }
        plan
    }

    /// The candidates the rule takes, in order.
    fn taken_by(&self, rule: Rule) -> Vec<usize> {
        let mut places: BTreeMap<Vec<(usize, usize)>, Vec<usize>> = BTreeMap::new();
        for (n, candidate) in self.candidates.iter().enumerate() {
            places.entry(key(&candidate.label, &candidate.fragments).2).or_default().push(n);
        }
        let mut taken = Vec::new();
        for labels in places.values() {
            let votes: Vec<usize> = labels.iter().map(|n| self.candidates[*n].spans.len()).collect();
            let chosen = rule.taken(&votes, self.annotators.len());
            taken.extend(labels.iter().zip(chosen).filter(|(_, chosen)| *chosen).map(|(n, _)| *n));
        }
        taken.sort_unstable();
        taken
    }

    /// Of each candidate those of other annotators that are evidently about the same thing.
    fn related(&self) -> Vec<Vec<usize>> {
        let mut related = vec![Vec::new(); self.candidates.len()];
        for (n, one) in self.candidates.iter().enumerate() {
            let end = one.fragments.hull().end();
            let behind = self.candidates.iter().enumerate().skip(n + 1);
            for (m, other) in behind.take_while(|(_, other)| other.fragments.hull().start() < end) {
                if one.is_about_the_same_as(other) {
                    related[n].push(m);
                    related[m].push(n);
                }
            }
        }
        related
    }

    /// What the candidates propose, those with most voices first, and that the others have nothing there.
    pub(super) fn proposals(&self, about: &[usize]) -> Vec<Proposal> {
        let mut order: Vec<&Candidate> = about.iter().map(|place| &self.candidates[*place]).collect();
        order
            .sort_by_key(|candidate| (usize::MAX - candidate.spans.len(), key(&candidate.label, &candidate.fragments)));
        let mut proposals: Vec<Proposal> = order.iter().map(|candidate| candidate.proposal(&self.annotators)).collect();
        let has_nothing =
            |annotator: &usize| order.iter().all(|candidate| candidate.spans.iter().all(|(by, _)| by != annotator));
        let silent: Vec<Annotator> =
            (0..self.annotators.len()).filter(has_nothing).map(|place| self.annotators[place].clone()).collect();
        if !silent.is_empty() {
            proposals.push(Proposal { annotators: silent, said: Said::Nothing });
        }
        proposals
    }

    /// From the first to the last character of any of the candidates.
    pub(super) fn place(&self, about: &[usize]) -> Option<Range> {
        about.iter().map(|place| self.candidates[*place].fragments.hull()).reduce(Range::hull)
    }
}

impl Candidate {
    fn is_about_the_same_as(&self, other: &Self) -> bool {
        // Who made both meant two things.
        let is_shared = |(by, _): &(usize, Arc<Span>)| other.spans.iter().any(|(others, _)| others == by);
        if self.spans.iter().any(is_shared) {
            return false;
        }
        let shared = shared_bytes(&self.fragments, &other.fragments);
        let all = length(&self.fragments) + length(&other.fragments) - shared;
        shared > 0 && (self.label == other.label || shared as f64 >= SAME_THING * all as f64)
    }

    pub(super) fn proposal(&self, annotators: &[Annotator]) -> Proposal {
        Proposal {
            annotators: self.spans.iter().map(|(by, _)| annotators[*by].clone()).collect(),
            said: Said::Span {
                label: self.label.clone(),
                fragments: self.fragments.clone(),
                attributes: self.agreed_attributes(),
            },
        }
    }

    /// What all of its annotators say of it.
    fn agreed_attributes(&self) -> BTreeMap<AttributeId, AttributeValue> {
        let Some((_, first)) = self.spans.first() else {
            return BTreeMap::new();
        };
        let is_agreed = |(id, value): &(&AttributeId, &AttributeValue)| {
            self.spans.iter().all(|(_, span)| span.attributes.get(*id) == Some(*value))
        };
        let agreed = first.attributes.iter().filter(is_agreed);
        agreed.map(|(id, value)| (id.clone(), value.clone())).collect()
    }

    /// A name made of what it is.
    pub(super) fn name(&self) -> String {
        name_of(&self.label, &self.fragments)
    }
}

/// A name for a span made of what it is, so that the same span always has the same.
pub(super) fn name_of(label: &LabelId, fragments: &Fragments) -> String {
    let stretches: Vec<String> =
        fragments.iter().map(|stretch| format!("{}-{}", stretch.start().byte(), stretch.end().byte())).collect();
    format!("{}:{label}", stretches.join("+"))
}

fn said_key(said: &Said) -> Option<Key> {
    match said {
        Said::Span { label, fragments, .. } => Some(key(label, fragments)),
        _ => None,
    }
}

/// How many bytes both mark.
pub(super) fn shared_bytes(one: &Fragments, other: &Fragments) -> usize {
    let common = |stretch: Range| -> usize {
        other.iter().filter_map(|there| stretch.intersection(there)).map(Range::len).sum()
    };
    one.iter().map(common).sum()
}

/// How many bytes it marks.
pub(super) fn length(fragments: &Fragments) -> usize {
    fragments.iter().map(Range::len).sum()
}
