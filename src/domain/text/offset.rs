//! A position in a text, and a range between two.

/// A byte position that stands on a character boundary of its text.
///
/// Only a [`Text`](super::Text) makes offsets, after checking the boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(u32);

impl Offset {
    pub(super) fn unchecked(byte: usize) -> Self {
        Self(u32::try_from(byte).expect("a text is shorter than 4 GiB"))
    }

    /// The position in bytes.
    pub fn byte(self) -> usize {
        self.0 as usize
    }
}

/// A stretch of text, `start <= end`, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    start: Offset,
    end: Offset,
}

impl Range {
    /// The range between two offsets, unless they are out of order.
    pub fn new(start: Offset, end: Offset) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// The range between two offsets given in either order.
    pub fn ordered(one: Offset, other: Offset) -> Self {
        Self { start: one.min(other), end: one.max(other) }
    }

    /// Where the range starts.
    pub fn start(self) -> Offset {
        self.start
    }

    /// Where the range ends, exclusive.
    pub fn end(self) -> Offset {
        self.end
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        self.end.byte() - self.start.byte()
    }

    /// Whether nothing stands between start and end.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two ranges share at least one character.
    pub fn overlaps(self, other: Self) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// Whether every character of the other range is in this one.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The characters both ranges have, if any.
    pub fn intersection(self, other: Self) -> Option<Self> {
        let range = Self::new(self.start.max(other.start), self.end.min(other.end))?;
        (!range.is_empty()).then_some(range)
    }

    /// The smallest range that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
