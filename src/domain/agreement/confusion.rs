//! Labels against labels: what the second annotator gave where the first gave something, and the other way round.

use super::pair::{Likeness, pairs};
use super::unit::Unit;

/// Rows are the first annotator's labels, columns the second's; the last of either stands for no span. Sums of rows are the first annotator's numbers of
/// spans by label, sums of columns the second's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confusion {
    size: usize,
    cells: Vec<usize>,
}

impl Confusion {
    /// An empty matrix of so many labels.
    pub fn new(labels: usize) -> Self {
        Self { size: labels + 1, cells: vec![0; (labels + 1) * (labels + 1)] }
    }

    /// Counts the spans of two annotators in one document; `overlapping` takes pairs with other borders for pairs too.
    pub fn add(&mut self, a: &[Unit], b: &[Unit], overlapping: bool) {
        let none = self.size - 1;
        let (mut free_a, mut free_b) = (vec![true; a.len()], vec![true; b.len()]);
        for (n, m, likeness) in pairs(a, b) {
            if overlapping || likeness != Likeness::OtherBorder {
                free_a[n] = false;
                free_b[m] = false;
                self.cells[a[n].label * self.size + b[m].label] += 1;
            }
        }
        for (unit, _) in a.iter().zip(free_a).filter(|(_, free)| *free) {
            self.cells[unit.label * self.size + none] += 1;
        }
        for (unit, _) in b.iter().zip(free_b).filter(|(_, free)| *free) {
            self.cells[none * self.size + unit.label] += 1;
        }
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: &Self) {
        for (sum, cell) in self.cells.iter_mut().zip(&other.cells) {
            *sum += cell;
        }
    }

    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = &[usize]> {
        self.cells.chunks(self.size.max(1))
    }
}
