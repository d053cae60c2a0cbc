//! Documents that several annotators have marked, made ready to be measured.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::unit::{Case, Unit};
use crate::domain::annotation::{AnnotationSet, Fragments};
use crate::domain::document::Document;
use crate::domain::formats::outlet::Annotated;
use crate::domain::formats::tokens::tokens;
use crate::domain::id::{Annotator, DocumentId, LabelId};
use crate::domain::text::Text;

/// Documents with what annotators marked in them.
#[derive(Clone, Debug, Default)]
pub struct Study {
    /// Everybody, by name.
    pub annotators: Vec<Annotator>,
    /// Every label that was given, by name.
    pub labels: Vec<LabelId>,
    /// The documents that at least two have annotated, in the order they came.
    pub documents: Vec<Studied>,
    /// How many documents fewer than two have annotated.
    pub left_out: usize,
}

/// A document.
#[derive(Clone, Debug)]
pub struct Studied {
    /// The document.
    pub document: Arc<Document>,
    /// Everybody's set, by the annotators' places.
    pub sets: Vec<Option<Arc<AnnotationSet>>>,
    /// What measures see of it.
    pub case: Case,
}

/// Who and what is looked at.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// Annotators that are left out.
    pub left_out: BTreeSet<Annotator>,
    /// Labels that count as another, each with that.
    pub aliases: BTreeMap<LabelId, LabelId>,
    /// Whether the gold is an annotator too.
    pub with_gold: bool,
}

impl Study {
    /// Makes documents ready. The order of documents' sets doesn't matter.
    pub fn of(items: &[Annotated], scope: &Scope) -> Self {
        let is_in = |set: &&Arc<AnnotationSet>| {
            !scope.left_out.contains(&set.annotator) && (scope.with_gold || !set.annotator.is_gold())
        };
        let shared = |item: &&Annotated| item.sets.iter().filter(is_in).count() > 1;
        let sets = || items.iter().filter(shared).flat_map(|item| item.sets.iter().filter(is_in));
        let annotators: BTreeSet<&Annotator> = sets().map(|set| &set.annotator).collect();
        let label_of = |label: &LabelId| scope.aliases.get(label).unwrap_or(label).clone();
        let labels: BTreeSet<LabelId> = sets().flat_map(|set| set.labels_in_use()).map(label_of).collect();
        let mut study = Self {
            annotators: annotators.into_iter().cloned().collect(),
            labels: labels.into_iter().collect(),
            documents: Vec::new(),
            left_out: items.iter().filter(|item| !shared(item)).count(),
        };
        for item in items.iter().filter(shared) {
            let mut by_place = vec![None; study.annotators.len()];
            for set in item.sets.iter().filter(is_in) {
                if let Ok(place) = study.annotators.binary_search(&set.annotator) {
                    by_place[place] = Some(set.clone());
                }
            }
            let text = item.document.text();
            let units = |set: &AnnotationSet| {
                let unit = |label: &LabelId, fragments: &Fragments| Unit {
                    stretches: stretches(text, fragments),
                    label: study.labels.binary_search(&label_of(label)).unwrap_or_default(),
                };
                let mut units: Vec<Unit> = set.spans().iter().map(|span| unit(&span.label, &span.fragments)).collect();
                units.sort_unstable();
                units.dedup();
                units
            };
            let case = Case {
                length: text.code_points(),
                tokens: token_places(text),
                annotators: by_place.iter().map(|set| set.as_deref().map(units)).collect(),
            };
            study.documents.push(Studied { document: item.document.clone(), sets: by_place, case });
        }
        study
    }

    /// Every two annotators who have a document in common, by their places.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let count = self.annotators.len();
        let all = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
        all.filter(|(a, b)| self.documents.iter().any(|document| document.case.both(*a, *b).is_some())).collect()
    }

    /// The documents' cases.
    pub fn cases(&self) -> impl Iterator<Item = &Case> {
        self.documents.iter().map(|document| &document.case)
    }
}

impl Studied {
    /// The document's name.
    pub fn id(&self) -> &DocumentId {
        self.document.id()
    }
}

/// Where fragments stand, in code points.
pub(super) fn stretches(text: &Text, fragments: &Fragments) -> Box<[(usize, usize)]> {
    fragments.iter().map(|stretch| (text.code_point(stretch.start()), text.code_point(stretch.end()))).collect()
}

/// The words and punctuation marks of a text, in code points.
fn token_places(text: &Text) -> Vec<(usize, usize)> {
    let all = tokens(text, []).into_iter().filter(|token| !token.is_space(text));
    all.map(|token| (text.code_point(token.range.start()), text.code_point(token.range.end()))).collect()
}
