//! What measures see of annotations: places and labels as numbers.

/// A span: the stretches it marks, in code points, end exclusive, in order, none empty, text between any two; and its label's number.
///
/// Units are ordered by where they stand, then by label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// Which text it marks.
    pub stretches: Box<[(usize, usize)]>,
    /// The number of its label.
    pub label: usize,
}

impl Unit {
    /// Where it starts.
    pub fn start(&self) -> usize {
        self.stretches.first().map_or(0, |stretch| stretch.0)
    }

    /// Where it ends.
    pub fn end(&self) -> usize {
        self.stretches.last().map_or(0, |stretch| stretch.1)
    }

    /// How many code points it marks.
    pub fn length(&self) -> usize {
        self.stretches.iter().map(|(start, end)| end - start).sum()
    }

    /// How many code points both mark.
    pub fn shared(&self, other: &Self) -> usize {
        let (mut n, mut m, mut shared) = (0, 0, 0);
        while let (Some(one), Some(two)) = (self.stretches.get(n), other.stretches.get(m)) {
            shared += one.1.min(two.1).saturating_sub(one.0.max(two.0));
            if one.1 <= two.1 {
                n += 1;
            } else {
                m += 1;
            }
        }
        shared
    }

    /// Dice's coefficient: twice what both mark by what each marks.
    pub fn dice(&self, other: &Self) -> f64 {
        2.0 * self.shared(other) as f64 / (self.length() + other.length()) as f64
    }

    /// What both mark by what either marks.
    pub fn iou(&self, other: &Self) -> f64 {
        let shared = self.shared(other);
        shared as f64 / (self.length() + other.length() - shared) as f64
    }
}

/// One document with what each annotator marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// How long the text is, in code points.
    pub length: usize,
    /// The tokens of the text (UAX #29), in code points, end exclusive.
    pub tokens: Vec<(usize, usize)>,
    /// Each annotator's units in order, without exact duplicates; `None` for who has not annotated the document.
    pub annotators: Vec<Option<Vec<Unit>>>,
}

impl Case {
    /// What two annotators marked, if both have annotated the document.
    pub fn both(&self, a: usize, b: usize) -> Option<(&[Unit], &[Unit])> {
        let of = |place: usize| self.annotators.get(place)?.as_deref();
        of(a).zip(of(b))
    }
}
