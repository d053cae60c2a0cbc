//! Dealing out things that carry several labels, so that each pile gets its share of each label.
//!
//! Iterative stratification: K. Sechidis, G. Tsoumakas and I. Vlahavas, “On the Stratification of Multi-label Data”, ECML
//! PKDD 2011, LNAI 6913, pp. 145–158. Counts take the place of its zeros and ones, and being a document counts as one
//! more label, which every thing has and which therefore comes last; that deals out what has no label, and settles ties.

use std::collections::BTreeSet;

use super::hash::mixed;

/// Something to be dealt out as a whole.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// A number of its own, which decides what only chance could decide.
    pub(super) chance: u64,
    /// Its labels, by number, with how much of each it has; each label once.
    pub(super) weights: Vec<(usize, u64)>,
    /// How many documents it is.
    pub(super) documents: u64,
}

/// Deals out the units; returns the pile of each. What a pile has of a label exceeds its share by less than one unit's
/// weight, as long as the units are not bound by a rarer label. No pile stays empty if there are as many units as piles.
pub(super) fn stratify(units: &[Unit], labels: usize, shares: &[u64]) -> Vec<usize> {
    let mut piles = Piles::new(units, labels, shares);
    let mut with_label: Vec<Vec<usize>> = vec![Vec::new(); labels + 1];
    for (n, unit) in units.iter().enumerate() {
        piles.weights_of(unit).for_each(|(label, _)| with_label[label].push(n));
    }
    // Each label with how many units that have it wait. The documents' number is the greatest, so it comes after any equal.
    let mut waiting: Vec<usize> = with_label.iter().map(Vec::len).collect();
    let mut rarest: BTreeSet<(usize, usize)> = (0..=labels).map(|label| (waiting[label], label)).collect();
    let mut pile_of: Vec<Option<usize>> = vec![None; units.len()];
    while let Some((_, label)) = rarest.pop_first() {
        let mut dealt: Vec<usize> = std::mem::take(&mut with_label[label]);
        dealt.retain(|n| pile_of[*n].is_none());
        dealt.sort_by_key(|n| (units[*n].chance, *n));
        for n in dealt {
            pile_of[n] = Some(piles.take(&units[n], label));
            for (other, _) in piles.weights_of(&units[n]).filter(|(other, _)| *other != label) {
                if rarest.remove(&(waiting[other], other)) {
                    waiting[other] -= 1;
                    rarest.insert((waiting[other], other));
                }
            }
        }
    }
    let mut pile_of: Vec<usize> = pile_of.into_iter().flatten().collect();
    fill_empty(units, &mut pile_of, shares.len());
    pile_of
}

/// What each pile still needs of each label, in units of one part of a share: whole numbers, so that nothing is rounded.
struct Piles {
    needs: Vec<Vec<i128>>,
    /// What all shares add up to.
    whole: i128,
    /// The number that stands for being a document.
    documents: usize,
}

impl Piles {
    fn new(units: &[Unit], labels: usize, shares: &[u64]) -> Self {
        let mut piles = Self { needs: Vec::new(), whole: 0, documents: labels };
        let mut totals = vec![0_i128; labels + 1];
        for (label, weight) in units.iter().flat_map(|unit| piles.weights_of(unit)) {
            totals[label] += i128::from(weight);
        }
        piles.whole = shares.iter().map(|share| i128::from(*share)).sum();
        piles.needs =
            shares.iter().map(|share| totals.iter().map(|total| total * i128::from(*share)).collect()).collect();
        piles
    }

    fn weights_of<'a>(&self, unit: &'a Unit) -> impl Iterator<Item = (usize, u64)> + use<'a> {
        unit.weights.iter().copied().chain([(self.documents, unit.documents)])
    }

    /// Puts the unit on the pile that needs the label most.
    fn take(&mut self, unit: &Unit, label: usize) -> usize {
        let need = |pile: usize| {
            let needs = &self.needs[pile];
            (needs[label], needs[self.documents], mixed(unit.chance.wrapping_add(pile as u64)))
        };
        let pile = (0..self.needs.len()).max_by_key(|pile| need(*pile)).unwrap_or_default();
        for (label, weight) in self.weights_of(unit) {
            self.needs[pile][label] -= i128::from(weight) * self.whole;
        }
        pile
    }
}

/// Gives each pile that got nothing the smallest unit of the pile with most of them.
fn fill_empty(units: &[Unit], pile_of: &mut [usize], piles: usize) {
    let mut counts = vec![0_usize; piles];
    pile_of.iter().for_each(|pile| counts[*pile] += 1);
    for pile in 0..piles {
        let fullest = (0..piles).max_by_key(|other| counts[*other]).unwrap_or_default();
        if counts[pile] > 0 || counts[fullest] < 2 {
            continue;
        }
        let given = (0..units.len())
            .filter(|n| pile_of[*n] == fullest)
            .min_by_key(|n| (units[*n].documents, units[*n].chance, *n));
        if let Some(given) = given {
            pile_of[given] = pile;
            counts[fullest] -= 1;
            counts[pile] += 1;
        }
    }
}
