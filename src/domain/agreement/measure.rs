//! A figure, or why there is none.

/// A figure; where it is undefined, why. Never 0 or 1 in its place.
pub type Measure = Result<f64, Undefined>;

/// Why a measure says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Undefined {
    /// No annotator marked anything.
    NothingMarked,
    /// One annotator marked nothing.
    OneMarkedNothing,
    /// Everything has the same value, so that chance alone would agree wholly.
    OneValue,
    /// There is nothing both have something to say of.
    NothingShared,
    /// Fewer than two annotators.
    OneAnnotator,
    /// The measure is one of two annotators.
    NotTwo,
    /// Fewer than two documents, from which nothing can be drawn again.
    OneDocument,
}

impl Undefined {
    /// The short name by which files give the reason.
    pub fn name(self) -> &'static str {
        match self {
            Self::NothingMarked => "nothing marked",
            Self::OneMarkedNothing => "one annotator marked nothing",
            Self::OneValue => "only one value",
            Self::NothingShared => "nothing shared",
            Self::OneAnnotator => "only one annotator",
            Self::NotTwo => "a measure of two annotators",
            Self::OneDocument => "only one document",
        }
    }
}
