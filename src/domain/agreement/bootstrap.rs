//! How sure a figure is: documents are drawn again and again, with replacement, since spans of one document depend on each other.

use super::chance::Chance;
use super::measure::{Measure, Undefined};
use super::pair::Counts;

/// So many times documents are drawn.
const DRAWS: usize = 2_000;

/// F1 by the counts of a sum of documents: twice what is the same by what there is on either side.
///
/// # Errors
/// If there is nothing on either side.
pub fn f1(same: f64, n_a: usize, n_b: usize) -> Measure {
    if n_a + n_b == 0 { Err(Undefined::NothingMarked) } else { Ok(2.0 * same / (n_a + n_b) as f64) }
}

/// The interval that holds the strict F1 with a confidence of 95 %: the 2.5th and the 97.5th percentile of [`DRAWS`] draws of documents, those without any span
/// left out (percentile bootstrap, Efron 1979; percentiles as numpy interpolates them).
///
/// # Errors
/// If there are fewer than two documents, or no spans.
pub fn interval(documents: &[&Counts], seed: u64) -> Result<(f64, f64), Undefined> {
    if documents.len() < 2 {
        return Err(Undefined::OneDocument);
    }
    let mut chance = Chance::new(seed);
    let mut drawn: Vec<f64> = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        let (mut same, mut n_a, mut n_b) = (0, 0, 0);
        for _ in documents {
            let counts = documents[chance.below(documents.len())];
            same += counts.matched;
            n_a += counts.n_a;
            n_b += counts.n_b;
        }
        drawn.extend(f1(same as f64, n_a, n_b));
    }
    if drawn.is_empty() {
        return Err(Undefined::NothingMarked);
    }
    drawn.sort_by(f64::total_cmp);
    Ok((percentile(&drawn, 0.025), percentile(&drawn, 0.975)))
}

fn percentile(sorted: &[f64], part: f64) -> f64 {
    let place = part * (sorted.len() - 1) as f64;
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    below + (above - below) * place.fract()
}
