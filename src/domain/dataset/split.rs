//! Splitting a dataset into train, dev and test: each gets its share of every label, and documents that are nearly the same stay together.

use std::collections::{BTreeMap, BTreeSet};

use super::hash;
use super::near_duplicates::{self, Sketch};
use super::ratios::Ratios;
use super::stratify::{Unit, stratify};
use crate::domain::formats::json::{object, string};
use crate::domain::formats::outlet::Item;
use crate::domain::id::{DocumentId, LabelId};

/// How documents are split, for the file that tells it.
const METHOD: &str = "Iterative stratification over the numbers of spans of each label (Sechidis, Tsoumakas and Vlahavas \
    2011). Documents of which four fifths of the word 5-shingles are the same, or of the shorter one's, are kept together; \
    resemblance and containment are estimated from the 128 smallest hashes of their shingles (Broder 1997).";

/// What is kept of each document to split them all: some hundred bytes.
#[derive(Clone, Debug, Default)]
pub struct Profiles {
    documents: Vec<Profile>,
    labels: BTreeMap<LabelId, usize>,
}

#[derive(Clone, Debug)]
struct Profile {
    id: DocumentId,
    /// How many spans it has of each label, by the label's number; each label once.
    labels: Vec<(usize, u64)>,
    sketch: Sketch,
}

/// Which document belongs to which split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The splits and the shares they should have.
    pub ratios: Ratios,
    /// What chance was drawn from.
    pub seed: u64,
    /// The name of each document's split.
    pub splits: BTreeMap<DocumentId, String>,
    /// Documents that are nearly the same, in groups of two or more; the documents of a group are in the same split.
    pub near_duplicates: Vec<Vec<DocumentId>>,
}

impl Profiles {
    /// Takes a document with the spans it will be exported with.
    pub fn add(&mut self, item: &Item<'_>) {
        let mut counts: BTreeMap<&LabelId, u64> = BTreeMap::new();
        for set in item.sets {
            for label in set.labels_in_use() {
                *counts.entry(label).or_default() += set.spans_with(label).map_or(0, |spans| spans.len() as u64);
            }
        }
        let mut labels = Vec::with_capacity(counts.len());
        for (label, count) in counts {
            let number = match self.labels.get(label) {
                Some(number) => *number,
                None => {
                    let number = self.labels.len();
                    self.labels.insert(label.clone(), number);
                    number
                }
            };
            labels.push((number, count));
        }
        let sketch = Sketch::of(item.document.text());
        self.documents.push(Profile { id: item.document.id().clone(), labels, sketch });
    }

    /// Splits the documents. The same documents, ratios and seed give the same splits, in whatever order the documents came.
    pub fn split(&self, ratios: &Ratios, seed: u64) -> Split {
        let texts: Vec<(&DocumentId, &Sketch)> =
            self.documents.iter().map(|profile| (&profile.id, &profile.sketch)).collect();
        let groups = near_duplicates::groups(&texts);
        let grouped: BTreeSet<usize> = groups.iter().flatten().copied().collect();
        let alone = (0..self.documents.len()).filter(|place| !grouped.contains(place)).map(|place| vec![place]);
        let members: Vec<Vec<usize>> = groups.iter().cloned().chain(alone).collect();
        let numbers = self.numbers_by_name();
        let mut units: Vec<(Unit, &[usize])> =
            members.iter().map(|members| (self.unit(members, &numbers, seed), members.as_slice())).collect();
        // The order must not tell in which order the documents came.
        units.sort_by_key(|(unit, members)| (unit.chance, &self.documents[members[0]].id));
        let (units, members): (Vec<Unit>, Vec<&[usize]>) = units.into_iter().unzip();
        let shares: Vec<u64> = ratios.shares().iter().map(|share| share.parts).collect();
        let piles = stratify(&units, self.labels.len(), &shares);
        let mut splits = BTreeMap::new();
        for (members, pile) in members.into_iter().zip(piles) {
            for place in members {
                splits.insert(self.documents[*place].id.clone(), ratios.shares()[pile].name.clone());
            }
        }
        let named = |group: Vec<usize>| group.into_iter().map(|place| self.documents[place].id.clone()).collect();
        Split { ratios: ratios.clone(), seed, splits, near_duplicates: groups.into_iter().map(named).collect() }
    }

    /// The numbers the labels have when they are in the order of their names, by the numbers they have here.
    fn numbers_by_name(&self) -> Vec<usize> {
        let mut numbers = vec![0; self.labels.len()];
        for (by_name, number) in self.labels.values().enumerate() {
            numbers[*number] = by_name;
        }
        numbers
    }

    fn unit(&self, members: &[usize], numbers: &[usize], seed: u64) -> Unit {
        let mut weights: BTreeMap<usize, u64> = BTreeMap::new();
        for (number, count) in members.iter().flat_map(|place| &self.documents[*place].labels) {
            *weights.entry(numbers[*number]).or_default() += count;
        }
        let first = self.documents[members[0]].id.as_str();
        Unit {
            chance: hash::mixed(hash::mixed(seed) ^ hash::of_text(first)),
            weights: weights.into_iter().collect(),
            documents: members.len() as u64,
        }
    }
}

impl Split {
    /// The file `splits.json`: how it was split, and where each document went.
    pub fn to_json(&self) -> Vec<u8> {
        let mut out = Vec::new();
        object(&mut out, |fields| {
            fields.string("method", METHOD);
            fields.number("seed", self.seed);
            fields.object("ratios", |fields| {
                for share in self.ratios.shares() {
                    fields.json(&share.name, share.written.as_str());
                }
            });
            fields.object("documents", |fields| {
                for share in self.ratios.shares() {
                    let of_split = self.splits.iter().filter(|(_, name)| **name == share.name);
                    fields.list(&share.name, "\n", of_split, |out, (id, _)| string(out, id.as_str()));
                }
            });
            fields.list("near_duplicates", "\n", self.near_duplicates.iter(), |out, group| {
                for (n, id) in group.iter().enumerate() {
                    out.push(if n == 0 { b'[' } else { b',' });
                    string(out, id.as_str());
                }
                out.push(b']');
            });
        });
        out.push(b'\n');
        out
    }
}
