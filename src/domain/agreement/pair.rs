//! Two annotators in one document: which of their spans are the same, and which are nearly so.

use std::cmp::Reverse;

use super::assignment;
use super::unit::Unit;

/// How two spans that belong together differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// The same borders and the same label.
    Same,
    /// The same borders, another label.
    OtherLabel,
    /// Other borders that overlap; the label may differ too.
    OtherBorder,
}

/// Which spans of two annotators belong together, by their places; each in at most one pair.
///
/// What is the same goes first, then what has the same borders, then what overlaps most; where that is even, the same label, then the place in the text.
/// Neither the order of spans nor which annotator is the first matters (SemEval-2013 task 9.1 does not say how pairs are made).
pub fn pairs(a: &[Unit], b: &[Unit]) -> Vec<(usize, usize, Likeness)> {
    let mut pairs = Vec::with_capacity(a.len().min(b.len()));
    let (mut free_a, mut free_b) = (vec![true; a.len()], vec![true; b.len()]);
    let mut take = |n: usize, m: usize, likeness, free_a: &mut [bool], free_b: &mut [bool]| {
        free_a[n] = false;
        free_b[m] = false;
        pairs.push((n, m, likeness));
    };
    let mut m = 0;
    for (n, unit) in a.iter().enumerate() {
        while m < b.len() && b[m] < *unit {
            m += 1;
        }
        if m < b.len() && b[m] == *unit {
            take(n, m, Likeness::Same, &mut free_a, &mut free_b);
            m += 1;
        }
    }
    let mut m = 0;
    for n in 0..a.len() {
        if !free_a[n] {
            continue;
        }
        while m < b.len() && (b[m].stretches < a[n].stretches || (b[m].stretches == a[n].stretches && !free_b[m])) {
            m += 1;
        }
        if m < b.len() && b[m].stretches == a[n].stretches {
            take(n, m, Likeness::OtherLabel, &mut free_a, &mut free_b);
            m += 1;
        }
    }
    let mut overlapping = Vec::new();
    for (n, m) in overlaps(a, b) {
        if free_a[n] && free_b[m] {
            let (one, other) = if a[n] <= b[m] { (&a[n], &b[m]) } else { (&b[m], &a[n]) };
            overlapping.push((Reverse(one.shared(other)), one.label != other.label, one, other, n, m));
        }
    }
    overlapping.sort_unstable();
    for (.., n, m) in overlapping {
        if free_a[n] && free_b[m] {
            take(n, m, Likeness::OtherBorder, &mut free_a, &mut free_b);
        }
    }
    pairs
}

/// Every pair of spans whose hulls overlap and that share a character, by their places.
fn overlaps(a: &[Unit], b: &[Unit]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    // Units are in the order of their starts: those of `b` that may reach a unit of `a` begin behind what ends before all that follow.
    let mut reach = Vec::with_capacity(b.len());
    let mut furthest = 0;
    for unit in b {
        furthest = furthest.max(unit.end());
        reach.push(furthest);
    }
    for (n, unit) in a.iter().enumerate() {
        let first = reach.partition_point(|end| *end <= unit.start());
        for (m, other) in b.iter().enumerate().skip(first) {
            if other.start() >= unit.end() {
                break;
            }
            if unit.shared(other) > 0 {
                found.push((n, m));
            }
        }
    }
    found
}

/// So many tolerances are tried: the share of the text of two spans that must be in both, from all of it down to anything.
pub const TOLERANCES: [f64; 11] = [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.0];

/// What is counted for two annotators, in one document or in all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// How many spans the first has.
    pub n_a: usize,
    /// How many spans the second has.
    pub n_b: usize,
    /// How many spans are the same: borders and label.
    pub matched: usize,
    /// How many pairs have the same borders and another label.
    pub other_label: usize,
    /// How many pairs overlap with other borders and the same label.
    pub other_border: usize,
    /// How many pairs overlap with other borders and another label.
    pub other_both: usize,
    /// How many spans only the first has anything for.
    pub only_a: usize,
    /// How many spans only the second has anything for.
    pub only_b: usize,
    /// How many borders are the same, whatever the label: a multiset intersection.
    pub boundary: usize,
    /// How many spans with the same label overlap, matched one to one as often as possible.
    pub relaxed: usize,
    /// The greatest sum of Dice's coefficients of spans with the same label that are matched one to one.
    pub dice: f64,
    /// The same of intersections over unions.
    pub iou: f64,
    /// How many spans with the same label share so much of their text, for each of [`TOLERANCES`].
    pub tolerant: [usize; TOLERANCES.len()],
}

impl Counts {
    /// Counts what two annotators have in a document; `fully` also weighs overlaps and tries tolerances.
    pub fn of(a: &[Unit], b: &[Unit], fully: bool) -> Self {
        let mut counts = Self { n_a: a.len(), n_b: b.len(), ..Self::default() };
        counts.count_pairs(a, b, |_| true);
        counts.boundary = boundaries(a, b);
        let same_label = overlaps(a, b).into_iter().filter(|(n, m)| a[*n].label == b[*m].label);
        let same_label: Vec<(usize, usize)> = same_label.collect();
        let matching = |gain: &dyn Fn(&Unit, &Unit) -> f64| -> Vec<(usize, usize)> {
            let gains = same_label.iter().map(|(n, m)| (*n, *m, gain(&a[*n], &b[*m])));
            let gains: Vec<_> = gains.filter(|(.., gain)| *gain > 0.0).collect();
            assignment::best(a.len(), b.len(), &gains)
        };
        let is_plain = is_one_to_one(&same_label, a.len(), b.len());
        counts.relaxed = if is_plain { same_label.len() } else { matching(&|_, _| 1.0).len() };
        if fully {
            let weigh = |gain: &dyn Fn(&Unit, &Unit) -> f64| -> f64 {
                matching(gain).iter().map(|(n, m)| gain(&a[*n], &b[*m])).sum()
            };
            counts.dice = weigh(&Unit::dice);
            counts.iou = weigh(&Unit::iou);
            for (found, least) in counts.tolerant.iter_mut().zip(TOLERANCES) {
                *found = matching(&|one, other| f64::from(one.iou(other) >= least)).len();
            }
        }
        counts
    }

    /// What is counted of one label: its spans on either side, and pairs in which either side has it.
    pub fn of_label(a: &[Unit], b: &[Unit], label: usize) -> Self {
        let only = |units: &[Unit]| -> Vec<Unit> { units.iter().filter(|unit| unit.label == label).cloned().collect() };
        let mut counts = Self::of(&only(a), &only(b), true);
        (counts.matched, counts.other_label, counts.other_border, counts.other_both) = (0, 0, 0, 0);
        counts.count_pairs(a, b, |unit| unit.label == label);
        counts
    }

    /// Counts the pairs of which a side is wanted, and the wanted spans that are in none.
    fn count_pairs(&mut self, a: &[Unit], b: &[Unit], is_wanted: impl Fn(&Unit) -> bool) {
        let (mut free_a, mut free_b) = (vec![true; a.len()], vec![true; b.len()]);
        for (n, m, likeness) in pairs(a, b) {
            free_a[n] = false;
            free_b[m] = false;
            if is_wanted(&a[n]) || is_wanted(&b[m]) {
                match likeness {
                    Likeness::Same => self.matched += 1,
                    Likeness::OtherLabel => self.other_label += 1,
                    Likeness::OtherBorder if a[n].label == b[m].label => self.other_border += 1,
                    Likeness::OtherBorder => self.other_both += 1,
                }
            }
        }
        let alone = |units: &[Unit], free: &[bool]| {
            units.iter().zip(free).filter(|(unit, free)| **free && is_wanted(unit)).count()
        };
        (self.only_a, self.only_b) = (alone(a, &free_a), alone(b, &free_b));
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: &Self) {
        self.n_a += other.n_a;
        self.n_b += other.n_b;
        self.matched += other.matched;
        self.other_label += other.other_label;
        self.other_border += other.other_border;
        self.other_both += other.other_both;
        self.only_a += other.only_a;
        self.only_b += other.only_b;
        self.boundary += other.boundary;
        self.relaxed += other.relaxed;
        self.dice += other.dice;
        self.iou += other.iou;
        for (sum, one) in self.tolerant.iter_mut().zip(other.tolerant) {
            *sum += one;
        }
    }
}

fn is_one_to_one(pairs: &[(usize, usize)], rows: usize, columns: usize) -> bool {
    let (mut used_a, mut used_b) = (vec![false; rows], vec![false; columns]);
    pairs.iter().all(|(n, m)| !std::mem::replace(&mut used_a[*n], true) && !std::mem::replace(&mut used_b[*m], true))
}

/// How many borders are in both, whatever the label.
fn boundaries(a: &[Unit], b: &[Unit]) -> usize {
    let (mut n, mut m, mut same) = (0, 0, 0);
    while n < a.len() && m < b.len() {
        match a[n].stretches.cmp(&b[m].stretches) {
            std::cmp::Ordering::Less => n += 1,
            std::cmp::Ordering::Greater => m += 1,
            std::cmp::Ordering::Equal => {
                same += 1;
                n += 1;
                m += 1;
            }
        }
    }
    same
}
