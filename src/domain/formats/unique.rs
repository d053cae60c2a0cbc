//! Names that are given away, each once.

use std::collections::{HashMap, HashSet};

/// Names that were given away. However often a name is wanted, the next free one like it is found at once.
#[derive(Clone, Debug, Default)]
pub struct Unique {
    taken: HashSet<String>,
    /// For each name that was wanted again, the number to go on from.
    next: HashMap<String, usize>,
}

impl Unique {
    /// How many names were given away.
    pub fn len(&self) -> usize {
        self.taken.len()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// Whether the name was given away.
    pub fn contains(&self, name: &str) -> bool {
        self.taken.contains(name)
    }

    /// Gives the name away, if it is free; whether it was.
    pub fn take(&mut self, name: &str) -> bool {
        !self.taken.contains(name) && self.taken.insert(name.to_owned())
    }

    /// Gives the name away, or else the next free one like it, `name-2` and on, which is returned.
    pub fn rename(&mut self, name: &str) -> Option<String> {
        let numbered = |n: usize| format!("{name}-{n}");
        self.number(name, numbered).map(numbered)
    }

    /// Gives the name away, or else the next free one with a number, from 2, which is returned.
    pub fn number(&mut self, name: &str, numbered: impl Fn(usize) -> String) -> Option<usize> {
        if self.take(name) {
            return None;
        }
        let mut n = self.next.get(name).copied().unwrap_or(2);
        while !self.taken.insert(numbered(n)) {
            n += 1;
        }
        self.next.insert(name.to_owned(), n + 1);
        Some(n)
    }
}
