//! The same text under two labels, anywhere in the data.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::report::{Check, Finding, Notes};
use crate::domain::annotation::Span;
use crate::domain::dataset::hash;
use crate::domain::document::Document;
use crate::domain::formats::intake::beginning;
use crate::domain::formats::outlet::quote_of;
use crate::domain::id::{Annotator, DocumentId, LabelId};
use crate::domain::text::find::folded;

/// How many different texts are watched: some 40 MB. Spans with others are counted.
const MOST_TEXTS: usize = 1 << 20;

/// Which labels each text has. Upper and lower case are the same, and so is any white space.
#[derive(Debug, Default)]
pub(super) struct Surfaces {
    /// By the hash of the text; an entry with one label is as small as can be, since nearly all have one.
    texts: HashMap<u64, Labels>,
    labels: Vec<LabelId>,
    numbers: HashMap<LabelId, u32>,
    unwatched: usize,
}

#[derive(Debug)]
enum Labels {
    One(Tally),
    Several(Box<Several>),
}

#[derive(Debug)]
struct Several {
    quote: String,
    tallies: Vec<Tally>,
}

/// How often a text has a label.
#[derive(Clone, Copy, Debug)]
struct Tally {
    label: u32,
    count: u32,
    /// The number of the document where it first has it.
    document: u32,
}

impl Surfaces {
    /// Takes a span of the document with that number.
    pub(super) fn add(&mut self, document: &Document, number: usize, span: &Span) {
        let label = *self.numbers.entry(span.label.clone()).or_insert_with(|| {
            self.labels.push(span.label.clone());
            self.labels.len() as u32 - 1
        });
        let quote = quote_of(document, span);
        let text = hash::of_characters(folded(quote.trim()));
        let tally = Tally { label, count: 1, document: number as u32 };
        if self.texts.len() >= MOST_TEXTS && !self.texts.contains_key(&text) {
            self.unwatched += 1;
            return;
        }
        let labels = self.texts.entry(text).or_insert(Labels::One(Tally { count: 0, ..tally }));
        match labels {
            Labels::One(one) if one.label == label => one.count += 1,
            Labels::One(one) => {
                *labels =
                    Labels::Several(Box::new(Several { quote: beginning(quote.trim()), tallies: vec![*one, tally] }));
            }
            Labels::Several(several) => match several.tallies.iter_mut().find(|tally| tally.label == label) {
                Some(tally) => tally.count += 1,
                None => several.tallies.push(tally),
            },
        }
    }

    /// How many spans were not looked at.
    pub(super) fn left_out(&self) -> usize {
        self.unwatched
    }

    /// Tells each text that has several labels, with the document where the rarest of them first stands; the most frequent text first.
    pub(super) fn tell(&mut self, document: impl Fn(usize) -> DocumentId, notes: &mut Notes) {
        let texts = std::mem::take(&mut self.texts);
        let several = texts.into_values().filter_map(|labels| match labels {
            Labels::One(_) => None,
            Labels::Several(several) => Some(*several),
        });
        let mut several: Vec<Several> = several.collect();
        several.sort_by_cached_key(|text| {
            let count: u64 = text.tallies.iter().map(|tally| u64::from(tally.count)).sum();
            (Reverse(count), text.quote.clone())
        });
        for Several { quote, mut tallies } in several {
            tallies.sort_by_key(|tally| (Reverse(tally.count), &self.labels[tally.label as usize]));
            let name = |tally: &Tally| document(tally.document as usize);
            let Some(rarest) = tallies.last() else {
                continue;
            };
            notes.add(Check::TwoLabels, || {
                let label =
                    |tally: &Tally| format!("{} {} ({})", self.labels[tally.label as usize], tally.count, name(tally));
                Finding {
                    document: name(rarest),
                    annotator: Annotator::new(""),
                    of: String::new(),
                    quote,
                    details: tallies.iter().map(label).collect::<Vec<_>>().join(", "),
                }
            });
        }
    }
}
