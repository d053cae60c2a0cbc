//! How often numbers and names occur.

use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Numbers from this one on are counted as this one, so that memory stays bounded.
const GREATEST: usize = 100_000;
/// How many different names are counted by themselves.
const MOST_NAMES: usize = 10_000;

/// How often each number occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    by_number: BTreeMap<usize, usize>,
    total: usize,
    sum: usize,
}

impl Counts {
    /// Counts a number.
    pub fn add(&mut self, number: usize) {
        *self.by_number.entry(number.min(GREATEST)).or_default() += 1;
        self.total += 1;
        self.sum += number;
    }

    /// How many numbers were counted.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Each number with how often it occurs, in order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.by_number.iter().map(|(number, count)| (*number, *count))
    }

    /// The number that at least so many hundredths of all are not greater than; nothing if there are none. 50 gives the median.
    pub fn percentile(&self, hundredths: usize) -> Option<usize> {
        let wanted = (self.total * hundredths).div_ceil(100).max(1);
        let mut before = 0;
        self.iter()
            .find(|(_, count)| {
                before += count;
                before >= wanted
            })
            .map(|(number, _)| number)
    }

    /// The mean with one digit after the point, rounded down; nothing if there are none.
    pub fn mean(&self) -> Option<String> {
        let tenths = (self.sum * 10).checked_div(self.total)?;
        Some(format!("{}.{}", tenths / 10, tenths % 10))
    }

    /// The greatest number.
    pub fn greatest(&self) -> Option<usize> {
        self.by_number.last_key_value().map(|(number, _)| *number)
    }
}

/// How often each name occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    by_name: BTreeMap<String, usize>,
    /// How many times a further name occurred after there were too many different ones.
    pub others: usize,
}

impl Names {
    /// Counts a name.
    pub fn add(&mut self, name: &str) {
        if let Some(count) = self.by_name.get_mut(name) {
            *count += 1;
        } else if self.by_name.len() < MOST_NAMES {
            self.by_name.insert(name.to_owned(), 1);
        } else {
            self.others += 1;
        }
    }

    /// How many different names there are.
    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The most frequent names with how often they occur, at most so many; of equally frequent ones the first by name.
    pub fn most_frequent(&self, most: usize) -> Vec<(&str, usize)> {
        let mut names: Vec<(&str, usize)> = self.by_name.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        names.sort_by_key(|(_, count)| Reverse(*count));
        names.truncate(most);
        names
    }
}
