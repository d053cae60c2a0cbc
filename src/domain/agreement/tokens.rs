//! What annotators marked, as the label of each token.

use std::cmp::Reverse;

use super::nominal::Item;
use super::unit::{Case, Unit};

/// The label of each token by each of the annotators at the given places, over all documents in which at least two of them are; 0 stands for no label.
///
/// Where spans overlap, a token has the label of the longest that shares a character with it, then of the one that starts first, then of the first label.
pub fn items<'a>(cases: impl Iterator<Item = &'a Case>, annotators: &[usize]) -> Vec<Item> {
    let mut items = Vec::new();
    for case in cases {
        let rows: Vec<Option<Vec<usize>>> = annotators
            .iter()
            .map(|place| case.annotators.get(*place)?.as_deref().map(|units| labels(case, units)))
            .collect();
        if rows.iter().flatten().count() < 2 {
            continue;
        }
        for token in 0..case.tokens.len() {
            items.push(rows.iter().map(|row| row.as_ref().map(|row| row[token])).collect());
        }
    }
    items
}

fn labels(case: &Case, units: &[Unit]) -> Vec<usize> {
    let mut labels = vec![0; case.tokens.len()];
    let mut order: Vec<&Unit> = units.iter().collect();
    // The last to write wins.
    order.sort_by_key(|unit| Reverse((Reverse(unit.length()), (*unit).clone())));
    for unit in order {
        for (start, end) in &unit.stretches {
            let first = case.tokens.partition_point(|token| token.1 <= *start);
            for (place, token) in case.tokens.iter().enumerate().skip(first) {
                if token.0 >= *end {
                    break;
                }
                labels[place] = unit.label + 1;
            }
        }
    }
    labels
}
