//! Agreement on how annotators divide a text into units: the u-alpha family (Krippendorff, Mathet, Bouvry and Widlöcher 2016; Krippendorff 2019,
//! section 12.6).
//!
//! Documents are laid end to end; no unit and no gap crosses the border between two. Units of one annotator that overlap are flattened first: a character has the
//! label of the longest unit over it, then of the one that starts first, then of the first label; neighbours that are left with the same label stay apart.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::measure::{Measure, Undefined};
use super::unit::{Case, Unit};

/// Stands for the value of a gap.
const GAP: usize = 0;

/// A stretch of the text that an annotator gives one value: from, to, label + 1 or [`GAP`].
type Segment = (usize, usize, usize);

/// What annotators make of the documents, as unbroken rows of segments; one row for each annotator in each document.
#[derive(Clone, Debug, Default)]
pub struct Continuum {
    /// Of each document its length and the rows of those who annotated it.
    documents: Vec<Vec<Vec<Segment>>>,
}

impl Continuum {
    /// Divides the documents in which at least two of the annotators at the given places are.
    pub fn of<'a>(cases: impl Iterator<Item = &'a Case>, annotators: &[usize]) -> Self {
        let mut documents = Vec::new();
        for case in cases {
            let sets = annotators.iter().filter_map(|place| case.annotators.get(*place)?.as_deref());
            let rows: Vec<Vec<Segment>> = sets.map(|units| partition(case.length, units)).collect();
            if rows.len() > 1 && case.length > 0 {
                documents.push(rows);
            }
        }
        Self { documents }
    }

    /// u-alpha for nominal values.
    ///
    /// # Errors
    /// If nobody marked anything.
    pub fn nominal(&self) -> Measure {
        self.alpha(|value| value)
    }

    /// The same for whether something is marked at all: |u-alpha.
    ///
    /// # Errors
    /// If nobody marked anything.
    pub fn binary(&self) -> Measure {
        self.alpha(|value| usize::from(value != GAP))
    }

    fn alpha(&self, value_of: impl Fn(usize) -> usize) -> Measure {
        let mut lengths: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        let mut squares: BTreeMap<usize, f64> = BTreeMap::new();
        let mut is_marked = false;
        for rows in &self.documents {
            for_each_pair(rows, |one, other, weight| {
                let key = (value_of(one.2), value_of(other.2));
                *lengths.entry(key).or_default() += weight * overlap(one, other);
            });
            for segment in rows.iter().flatten() {
                let length = (segment.1 - segment.0) as f64;
                is_marked |= segment.2 != GAP;
                let square = if segment.2 == GAP { length } else { length * length };
                *squares.entry(value_of(segment.2)).or_default() += square;
            }
        }
        if self.documents.is_empty() {
            return Err(Undefined::NothingShared);
        }
        if !is_marked {
            return Err(Undefined::NothingMarked);
        }
        ratio(&lengths, &squares)
    }

    /// Agreement on labels where both marked something: cu-alpha.
    ///
    /// # Errors
    /// If no text is marked by two, or all of that has one label.
    pub fn coded(&self) -> Measure {
        self.coded_as(|value| value)
    }

    /// Agreement on one label (its number) where at least one of two gave it and both marked something: (k)u-alpha.
    ///
    /// # Errors
    /// If no text is marked by two, or all of that has one value.
    pub fn for_label(&self, label: usize) -> Measure {
        self.coded_as(|value| if value == label + 1 { 1 } else { 2 })
    }

    fn coded_as(&self, value_of: impl Fn(usize) -> usize) -> Measure {
        let mut lengths: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        let mut squares: BTreeMap<usize, f64> = BTreeMap::new();
        for rows in &self.documents {
            let others = (rows.len() - 1) as f64;
            for_each_pair(rows, |one, other, weight| {
                if one.2 != GAP && other.2 != GAP {
                    *lengths.entry((value_of(one.2), value_of(other.2))).or_default() += weight * overlap(one, other);
                }
            });
            for (n, row) in rows.iter().enumerate() {
                for segment in row.iter().filter(|segment| segment.2 != GAP) {
                    let theirs = rows.iter().enumerate().filter(|(m, _)| *m != n).flat_map(|(_, row)| row);
                    let shared: f64 =
                        theirs.filter(|other| other.2 != GAP).map(|other| overlap(segment, other)).sum::<f64>()
                            / others;
                    *squares.entry(value_of(segment.2)).or_default() += shared * shared;
                }
            }
        }
        if lengths.values().sum::<f64>() == 0.0 {
            return Err(Undefined::NothingShared);
        }
        let values: BTreeSet<usize> =
            lengths.iter().filter(|(_, length)| **length > 0.0).flat_map(|((c, k), _)| [*c, *k]).collect();
        if values.len() < 2 {
            return Err(Undefined::OneValue);
        }
        ratio(&lengths, &squares)
    }
}

/// 1 − Σ l_ck / Σ e_ck over c ≠ k, with e_ck = l_c· l_·k / (l_·· − S / l_··).
fn ratio(lengths: &BTreeMap<(usize, usize), f64>, squares: &BTreeMap<usize, f64>) -> Measure {
    let all: f64 = lengths.values().sum();
    let mut of_value: BTreeMap<usize, f64> = BTreeMap::new();
    for ((value, _), length) in lengths {
        *of_value.entry(*value).or_default() += length;
    }
    let observed: f64 = lengths.iter().filter(|((c, k), _)| c != k).map(|(_, length)| length).sum();
    let same: f64 = of_value.values().map(|length| length * length).sum();
    let pairs: f64 = all - squares.values().sum::<f64>() / all;
    if pairs <= 0.0 || all * all <= same {
        return Err(Undefined::OneValue);
    }
    Ok(1.0 - observed * pairs / (all * all - same))
}

fn overlap(one: &Segment, other: &Segment) -> f64 {
    one.1.min(other.1).saturating_sub(one.0.max(other.0)) as f64
}

/// Every two segments of two annotators that share text, in either order, with the weight 1 / (m − 1).
fn for_each_pair(rows: &[Vec<Segment>], mut each: impl FnMut(&Segment, &Segment, f64)) {
    let weight = 1.0 / (rows.len() - 1) as f64;
    for (n, row) in rows.iter().enumerate() {
        for other in &rows[n + 1..] {
            let (mut a, mut b) = (0, 0);
            while let (Some(one), Some(two)) = (row.get(a), other.get(b)) {
                if overlap(one, two) > 0.0 {
                    each(one, two, weight);
                    each(two, one, weight);
                }
                if one.1 <= two.1 {
                    a += 1;
                } else {
                    b += 1;
                }
            }
        }
    }
}

/// The text as an unbroken row of segments.
fn partition(length: usize, units: &[Unit]) -> Vec<Segment> {
    let mut row = Vec::new();
    let mut end = 0;
    for (start, stop, label) in flattened(units) {
        if start > end {
            row.push((end, start, GAP));
        }
        row.push((start, stop, label + 1));
        end = stop;
    }
    if end < length {
        row.push((end, length, GAP));
    }
    row
}

/// The stretches of units with their labels, in order; what several cover belongs to the longest, then the first.
pub(super) fn flattened(units: &[Unit]) -> Vec<(usize, usize, usize)> {
    let mut order: Vec<&Unit> = units.iter().collect();
    order.sort_by_key(|unit| (Reverse(unit.length()), (*unit).clone()));
    let mut free: Vec<(usize, usize, usize)> = Vec::new();
    for unit in order {
        for &(start, end) in &unit.stretches {
            let mut at = start;
            let mut new = Vec::new();
            let first = free.partition_point(|taken| taken.1 <= start);
            for taken in free[first..].iter().take_while(|taken| taken.0 < end) {
                if taken.0 > at {
                    new.push((at, taken.0, unit.label));
                }
                at = at.max(taken.1);
            }
            if at < end {
                new.push((at, end, unit.label));
            }
            for piece in new {
                let place = free.partition_point(|taken| taken.0 < piece.0);
                free.insert(place, piece);
            }
        }
    }
    free
}
