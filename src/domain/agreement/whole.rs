//! What is counted over all documents and every two annotators.

use super::bootstrap::interval;
use super::confusion::Confusion;
use super::measure::Undefined;
use super::pair::Counts;
use super::study::Study;

/// What is counted of two annotators.
#[derive(Clone, Debug)]
pub struct PairAgreement {
    /// The places of the two among the annotators.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// How many documents both annotated.
    pub documents: usize,
    /// What is counted over these.
    pub counts: Counts,
    /// The same of each label.
    pub labels: Vec<Counts>,
    /// The interval of the strict F1.
    pub interval: Result<(f64, f64), Undefined>,
    /// Labels against labels, of spans with the same borders.
    pub confusion: Confusion,
    /// The same of spans that overlap.
    pub overlapping: Confusion,
}

/// What is counted of all.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// Every two annotators who have a document in common.
    pub pairs: Vec<PairAgreement>,
    /// What is counted over all of them.
    pub all: Counts,
    /// The same of each label.
    pub labels: Vec<Counts>,
    /// The same of each document.
    pub documents: Vec<Counts>,
    /// The interval of the strict F1.
    pub interval: Result<(f64, f64), Undefined>,
    /// Labels against labels, of spans with the same borders.
    pub confusion: Confusion,
    /// The same of spans that overlap.
    pub overlapping: Confusion,
}

/// How much is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Strict, relaxed and boundary counts.
    Plain,
    /// Weighted overlaps, tolerances, labels and confusion too.
    Full,
}

impl Agreement {
    /// Counts. `progress` is told how much is done, and stops it by `false`; nothing comes of it then.
    pub fn of(study: &Study, depth: Depth, seed: u64, progress: &mut dyn FnMut(f64) -> bool) -> Option<Self> {
        let places = study.pairs();
        let labels = study.labels.len();
        let is_full = depth == Depth::Full;
        let mut documents = vec![Counts::default(); study.documents.len()];
        let mut pairs = Vec::with_capacity(places.len());
        for (n, (a, b)) in places.iter().copied().enumerate() {
            let mut pair = PairAgreement {
                a,
                b,
                documents: 0,
                counts: Counts::default(),
                labels: vec![Counts::default(); labels],
                interval: Err(Undefined::OneDocument),
                confusion: Confusion::new(labels),
                overlapping: Confusion::new(labels),
            };
            let mut of_documents = Vec::new();
            for (document, counted) in study.documents.iter().zip(&mut documents) {
                let Some((one, other)) = document.case.both(a, b) else {
                    continue;
                };
                let counts = Counts::of(one, other, is_full);
                pair.documents += 1;
                pair.counts.add(&counts);
                counted.add(&counts);
                of_documents.push(counts);
                if is_full {
                    pair.confusion.add(one, other, false);
                    pair.overlapping.add(one, other, true);
                    for (label, of_label) in pair.labels.iter_mut().enumerate() {
                        of_label.add(&Counts::of_label(one, other, label));
                    }
                }
            }
            if is_full {
                pair.interval = interval(&of_documents.iter().collect::<Vec<_>>(), seed);
            }
            pairs.push(pair);
            if !progress((n + 1) as f64 / places.len() as f64) {
                return None;
            }
        }
        let mut whole = Self {
            all: Counts::default(),
            labels: vec![Counts::default(); labels],
            interval: interval(&documents.iter().collect::<Vec<_>>(), seed),
            documents,
            confusion: Confusion::new(labels),
            overlapping: Confusion::new(labels),
            pairs,
        };
        for pair in &whole.pairs {
            whole.all.add(&pair.counts);
            whole.confusion.merge(&pair.confusion);
            whole.overlapping.merge(&pair.overlapping);
            for (sum, of_label) in whole.labels.iter_mut().zip(&pair.labels) {
                sum.add(of_label);
            }
        }
        Some(whole)
    }
}
