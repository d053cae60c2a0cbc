//! Agreement on what is said besides spans: attributes, links between spans, and what an article as a whole is said to be.

use std::collections::{BTreeMap, BTreeSet};

use super::bootstrap::f1;
use super::measure::Measure;
use super::nominal::{self, Item};
use super::study::{Studied, Study, stretches};
use crate::domain::annotation::{AttributeValue, Span};
use crate::domain::id::{AttributeId, LabelId, RelationTypeId};

/// Agreement on the values of one attribute.
#[derive(Clone, Debug)]
pub struct Values {
    /// Whose attribute it is; nothing for what is said of articles.
    pub label: Option<LabelId>,
    /// The attribute.
    pub attribute: AttributeId,
    /// How many spans, or articles, at least two annotators could give it to.
    pub items: usize,
    /// The share of pairs of annotators who say the same; to say nothing is a value too.
    pub observed: Measure,
    /// Krippendorff's alpha, nominal.
    pub alpha: Measure,
}

/// Agreement on links: they are the same where type and both ends are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// How many links the first annotators of all pairs have.
    pub n_a: usize,
    /// How many the second have.
    pub n_b: usize,
    /// How many are the same.
    pub matched: usize,
}

impl Links {
    /// The strict F1.
    ///
    /// # Errors
    /// If there are no links.
    pub fn f1(&self) -> Measure {
        f1(self.matched as f64, self.n_a, self.n_b)
    }
}

/// What each annotator says of one thing: a value or none; nothing from who could not say.
type Row = Vec<Option<Option<AttributeValue>>>;

/// A span by its label and where it stands, in code points.
type End = (LabelId, Box<[(usize, usize)]>);

/// Agreement on attributes of spans that annotators marked alike: borders and label.
pub fn attributes(study: &Study, annotators: &[usize]) -> Vec<Values> {
    let mut items: BTreeMap<(LabelId, AttributeId), Vec<Row>> = BTreeMap::new();
    for document in &study.documents {
        let mut alike: BTreeMap<End, Vec<Option<&Span>>> = BTreeMap::new();
        for (n, place) in annotators.iter().enumerate() {
            for span in document.sets[*place].iter().flat_map(|set| set.spans().iter()) {
                let key = (span.label.clone(), stretches(document.document.text(), &span.fragments));
                let row = alike.entry(key).or_insert_with(|| vec![None; annotators.len()]);
                row[n].get_or_insert(span);
            }
        }
        for ((label, _), row) in alike.into_iter().filter(|(_, row)| row.iter().flatten().count() > 1) {
            let used: BTreeSet<&AttributeId> = row.iter().flatten().flat_map(|span| span.attributes.keys()).collect();
            for attribute in used {
                let values = row.iter().map(|span| span.map(|span| span.attributes.get(attribute).cloned()));
                items.entry((label.clone(), attribute.clone())).or_default().push(values.collect());
            }
        }
    }
    items.into_iter().map(|((label, attribute), rows)| values(Some(label), attribute, &rows)).collect()
}

/// Agreement on what articles as a whole are said to be.
pub fn document_labels(study: &Study, annotators: &[usize]) -> Vec<Values> {
    let sets =
        |document: &Studied| -> Vec<_> { annotators.iter().map(|place| document.sets[*place].clone()).collect() };
    let used: BTreeSet<AttributeId> = study
        .documents
        .iter()
        .flat_map(sets)
        .flatten()
        .flat_map(|set| set.document_labels.keys().cloned().collect::<Vec<_>>())
        .collect();
    let of = |attribute: AttributeId| {
        let row = |document: &Studied| {
            let said =
                sets(document).into_iter().map(|set| set.map(|set| set.document_labels.get(&attribute).cloned()));
            said.collect::<Vec<_>>()
        };
        let rows: Vec<_> = study.documents.iter().map(row).filter(|row| row.iter().flatten().count() > 1).collect();
        values(None, attribute.clone(), &rows)
    };
    used.into_iter().map(of).collect()
}

fn values(label: Option<LabelId>, attribute: AttributeId, rows: &[Row]) -> Values {
    let mut known: Vec<Option<AttributeValue>> = Vec::new();
    let mut number = |value: &Option<AttributeValue>| match known.iter().position(|known| known == value) {
        Some(place) => place,
        None => {
            known.push(value.clone());
            known.len() - 1
        }
    };
    let items: Vec<Item> =
        rows.iter().map(|row| row.iter().map(|value| value.as_ref().map(&mut number)).collect()).collect();
    Values { label, attribute, items: items.len(), observed: nominal::observed(&items), alpha: nominal::alpha(&items) }
}

/// Agreement on links, over every two of the annotators.
pub fn relations(study: &Study, annotators: &[usize]) -> Links {
    let mut links = Links::default();
    for document in &study.documents {
        let of: Vec<Option<BTreeSet<(RelationTypeId, End, End)>>> =
            annotators.iter().map(|place| relations_of(document, *place)).collect();
        for (n, one) in of.iter().enumerate() {
            for other in of[n + 1..].iter().flatten() {
                if let Some(one) = one {
                    links.n_a += one.len();
                    links.n_b += other.len();
                    links.matched += one.intersection(other).count();
                }
            }
        }
    }
    links
}

fn relations_of(document: &Studied, place: usize) -> Option<BTreeSet<(RelationTypeId, End, End)>> {
    let set = document.sets[place].as_ref()?;
    let end = |span: &Span| (span.label.clone(), stretches(document.document.text(), &span.fragments));
    let found = set.relations().filter_map(|relation| {
        let (from, to) = (set.span(&relation.from)?, set.span(&relation.to)?);
        Some((relation.kind.clone(), end(from), end(to)))
    });
    Some(found.collect())
}
