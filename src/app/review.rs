//! What is on the screen while the gold of an article is settled.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::app::lanes::Lanes;
use crate::domain::adjudication::{self, Kind, Listed, Rule};
use crate::domain::annotation::{AnnotationSet, Conflict, Proposal, Resolution, Said, Span};
use crate::domain::id::{Annotator, ConflictId, DocumentId, LabelId};
use crate::domain::text::Range;

/// An article whose gold is settled; the gold itself is the open article's set.
#[derive(Clone, Debug)]
pub struct Review {
    /// Everybody's sets, by name, without the gold.
    pub sets: Arc<[Arc<AnnotationSet>]>,
    /// What is open, put off or settled, in reading order.
    pub conflicts: Arc<[Listed]>,
    /// The conflict that is shown.
    pub current: Option<ConflictId>,
    /// The gold the conflicts were found for.
    gold: Arc<AnnotationSet>,
    rule: Rule,
}

/// How conflicts are looked at; stays from article to article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Looking {
    /// By which rule spans are taken without being asked for.
    pub rule: Rule,
    /// Whose lanes are not shown.
    pub hidden: BTreeSet<Annotator>,
    /// Whether names are kept back.
    pub blind: bool,
    /// What the order of conflicts and of proposals is drawn from, if it is shuffled.
    pub shuffled: Option<u64>,
    /// Only conflicts of this kind.
    pub kind: Option<Kind>,
    /// Only conflicts in which somebody gave this label.
    pub label: Option<LabelId>,
    /// Only conflicts in which this annotator says something that not all say.
    pub annotator: Option<Annotator>,
    /// Whether settled ones are listed too.
    pub with_settled: bool,
}

impl Review {
    /// Puts the sets beside the gold.
    pub fn new(mut sets: Vec<Arc<AnnotationSet>>, gold: &Arc<AnnotationSet>, rule: Rule) -> Self {
        sets.retain(|set| !set.annotator.is_gold());
        sets.sort_by(|one, other| one.annotator.cmp(&other.annotator));
        let conflicts = adjudication::conflicts(&sets, gold, rule).into();
        Self { sets: sets.into(), conflicts, current: None, gold: gold.clone(), rule }
    }

    /// Looks for conflicts again, if the gold or the rule is another than before.
    pub fn reconsider(&mut self, gold: &Arc<AnnotationSet>, rule: Rule) {
        if !Arc::ptr_eq(&self.gold, gold) || self.rule != rule {
            self.conflicts = adjudication::conflicts(&self.sets, gold, rule).into();
            self.gold = gold.clone();
            self.rule = rule;
        }
    }

    /// The conflict that is shown.
    pub fn current(&self) -> Option<&Listed> {
        let id = self.current.as_ref()?;
        self.conflicts.iter().find(|listed| listed.conflict.id == *id)
    }

    /// The conflicts that are wanted, in the order they are wanted in.
    pub fn queue(&self, looking: &Looking) -> Vec<&Listed> {
        let mut queue: Vec<&Listed> = self.conflicts.iter().filter(|listed| self.is_wanted(listed, looking)).collect();
        if let Some(seed) = looking.shuffled {
            queue.sort_by_cached_key(|listed| shuffled(seed, listed.conflict.id.as_str()));
        }
        queue
    }

    fn is_wanted(&self, listed: &Listed, looking: &Looking) -> bool {
        let conflict = &listed.conflict;
        let has_label = |label: &LabelId| {
            let gives =
                |proposal: &Proposal| matches!(&proposal.said, Said::Span { label: given, .. } if given == label);
            conflict.proposals.iter().any(gives)
        };
        let has_annotator = |annotator: &Annotator| {
            let says = |proposal: &Proposal| proposal.said != Said::Nothing && proposal.annotators.contains(annotator);
            conflict.proposals.iter().any(says)
        };
        let is_shown = self.current.as_ref() == Some(&conflict.id);
        (is_shown || looking.with_settled || !conflict.is_settled() || listed.joined)
            && looking.kind.is_none_or(|kind| Kind::of(conflict) == kind)
            && looking.label.as_ref().is_none_or(has_label)
            && looking.annotator.as_ref().is_none_or(has_annotator)
    }

    /// The places of a conflict's proposals in the order they are shown.
    pub fn order(conflict: &Conflict, looking: &Looking) -> Vec<usize> {
        let mut order: Vec<usize> = (0..conflict.proposals.len()).collect();
        if let Some(seed) = looking.shuffled {
            order.sort_by_cached_key(|place| shuffled(seed, &format!("{} {place}", conflict.id)));
        }
        order
    }

    /// The conflict after the shown one that is neither settled nor put off, round at the end; those put off come last.
    pub fn next_open(&self, looking: &Looking) -> Option<&Listed> {
        let queue = self.queue(looking);
        let shown = queue.iter().position(|listed| Some(&listed.conflict.id) == self.current.as_ref());
        let after = shown.map_or(0, |place| place + 1);
        let (before, behind) = queue.split_at(after.min(queue.len()));
        let mut round = behind.iter().chain(before).filter(|listed| Some(&listed.conflict.id) != self.current.as_ref());
        let is = |listed: &&&Listed, resolution| listed.conflict.resolution == resolution || listed.joined;
        let open = round.clone().find(|listed| is(listed, Resolution::Open));
        open.or_else(|| round.find(|listed| is(listed, Resolution::Deferred))).copied()
    }

    /// The conflict before or after the shown one in the queue, round at the ends.
    pub fn neighbour(&self, forward: bool, looking: &Looking) -> Option<&Listed> {
        let queue = self.queue(looking);
        let count = queue.len();
        let shown = queue.iter().position(|listed| Some(&listed.conflict.id) == self.current.as_ref());
        let place = match (shown, forward) {
            (Some(place), true) => place + 1,
            (Some(place), false) => place + count - 1,
            (None, true) => 0,
            (None, false) => count.checked_sub(1)?,
        };
        queue.get(place.checked_rem(count)?).copied()
    }

    /// How many conflicts are settled, and how many there are.
    pub fn settled(&self) -> (usize, usize) {
        let settled = self.conflicts.iter().filter(|listed| listed.conflict.is_settled() && !listed.joined).count();
        (settled, self.conflicts.len())
    }

    /// The lanes of those who are shown, and all their spans.
    pub fn lanes(
        &self,
        document: &DocumentId,
        names: &dyn Fn(usize, &Annotator) -> String,
        looking: &Looking,
    ) -> (Lanes, AnnotationSet) {
        let shown = self.sets.iter().enumerate().filter(|(_, set)| !looking.hidden.contains(&set.annotator));
        let sets: Vec<(String, Arc<AnnotationSet>)> =
            shown.map(|(n, set)| (names(n, &set.annotator), set.clone())).collect();
        let disputed = |annotator: &Annotator, span: &Span| {
            self.conflicts.iter().any(|listed| {
                let is_this = |proposal: &Proposal| match &proposal.said {
                    Said::Span { label, fragments, .. } => {
                        *label == span.label && *fragments == span.fragments && proposal.annotators.contains(annotator)
                    }
                    _ => false,
                };
                listed.conflict.proposals.iter().any(is_this)
            })
        };
        Lanes::of(document, &sets, |annotator, span| !disputed(annotator, span))
    }

    /// The conflict a place in the text belongs to.
    pub fn conflict_at(&self, byte: usize) -> Option<&Listed> {
        let holds = |listed: &&Listed| {
            let place = listed.conflict.place;
            place.is_some_and(|place| place.start().byte() <= byte && byte < place.end().byte())
        };
        let smallest = |listed: &&Listed| listed.conflict.place.map_or(0, Range::len);
        self.conflicts.iter().filter(holds).min_by_key(smallest)
    }
}

/// A number that looks random, the same for the same seed and name (FNV-1a, then a round of SplitMix64).
fn shuffled(seed: u64, name: &str) -> u64 {
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ (mixed >> 31)
}
