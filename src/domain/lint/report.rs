//! What checks find, and how much of it is kept.

use std::collections::BTreeMap;

use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::formats::intake::beginning;
use crate::domain::formats::outlet::quote_of;
use crate::domain::id::{Annotator, DocumentId};

/// What is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// A document has no text but white space.
    EmptyText,
    /// Nobody marked or said anything in a document.
    NoSpans,
    /// A span starts or ends with white space.
    EdgeSpace,
    /// A span starts or ends inside a word; which word.
    HalfWord,
    /// A span starts or ends inside a token, so that formats that count in tokens can't hold it; which token.
    CutToken,
    /// A span stands where one with the same label stands; its name.
    DuplicateSpan,
    /// A text that is marked stands elsewhere in the document unmarked; where, in code points.
    UntaggedRepeat,
    /// The same text has different labels; which, how often, and in which document first.
    TwoLabels,
    /// A span, or a document, has no value for an attribute that is required; which.
    MissingAttribute,
    /// A value is none of its attribute's options, or of another kind; the attribute and the value.
    WrongValue,
    /// A relation links spans its type doesn't allow; the type, and the labels of the spans.
    WrongEnds,
    /// A span shares text with one before it that its label's rule, or that one's, forbids; that one's name.
    OverlapRule,
    /// A document is nearly the same as another, or a part of it; as which.
    NearDuplicate,
    /// A document is nearly the same as one in another split; both splits and the other document.
    AcrossSplits,
}

impl Check {
    /// Every check.
    pub const ALL: [Self; 14] = [
        Self::EmptyText,
        Self::NoSpans,
        Self::EdgeSpace,
        Self::HalfWord,
        Self::CutToken,
        Self::DuplicateSpan,
        Self::UntaggedRepeat,
        Self::TwoLabels,
        Self::MissingAttribute,
        Self::WrongValue,
        Self::WrongEnds,
        Self::OverlapRule,
        Self::NearDuplicate,
        Self::AcrossSplits,
    ];

    /// The check with this short name.
    pub fn named(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|check| check.code() == code)
    }

    /// Its short name, the same in every version.
    pub fn code(self) -> &'static str {
        match self {
            Self::EmptyText => "empty-text",
            Self::NoSpans => "no-spans",
            Self::EdgeSpace => "edge-space",
            Self::HalfWord => "half-word",
            Self::CutToken => "cut-token",
            Self::DuplicateSpan => "duplicate-span",
            Self::UntaggedRepeat => "untagged-repeat",
            Self::TwoLabels => "two-labels",
            Self::MissingAttribute => "missing-attribute",
            Self::WrongValue => "wrong-value",
            Self::WrongEnds => "wrong-ends",
            Self::OverlapRule => "overlap-rule",
            Self::NearDuplicate => "near-duplicate",
            Self::AcrossSplits => "near-duplicate-across-splits",
        }
    }
}

/// Something a check found; what exactly stands in the details depends on the [`Check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The document.
    pub document: DocumentId,
    /// Whose work; empty where it is about the document or about several annotators.
    pub annotator: Annotator,
    /// The name of the span or relation; empty where it is about none.
    pub of: String,
    /// The text of the span, or its beginning.
    pub quote: String,
    /// What exactly.
    pub details: String,
}

impl Finding {
    /// Something about a span.
    pub(super) fn of_span(document: &Document, set: &AnnotationSet, span: &Span, details: impl Into<String>) -> Self {
        Self {
            document: document.id().clone(),
            annotator: set.annotator.clone(),
            of: span.id.to_string(),
            quote: beginning(&quote_of(document, span)),
            details: details.into(),
        }
    }
}

/// Everything that was found, or of each check as much as was wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    found: BTreeMap<Check, Found>,
    /// How many spans were not looked at for [`Check::TwoLabels`], since there were too many different texts.
    pub unwatched: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Found {
    kept: Vec<Finding>,
    count: usize,
}

impl Report {
    /// The checks that found something, each with the findings that were kept and how many there are besides.
    pub fn by_check(&self) -> impl Iterator<Item = (Check, &[Finding], usize)> {
        self.found.iter().map(|(check, found)| (*check, found.kept.as_slice(), found.count - found.kept.len()))
    }

    /// How much a check found.
    pub fn count(&self, check: Check) -> usize {
        self.found.get(&check).map_or(0, |found| found.count)
    }

    /// Whether nothing was found.
    pub fn is_clean(&self) -> bool {
        self.found.is_empty()
    }
}

/// Takes findings down, up to a number of each check.
#[derive(Debug)]
pub(super) struct Notes {
    most: usize,
    found: BTreeMap<Check, Found>,
}

impl Notes {
    pub(super) fn new(most: usize) -> Self {
        Self { most, found: BTreeMap::new() }
    }

    /// Counts a finding, and makes and keeps it if there are not enough yet.
    pub(super) fn add(&mut self, check: Check, finding: impl FnOnce() -> Finding) {
        let found = self.found.entry(check).or_default();
        found.count += 1;
        if found.kept.len() < self.most {
            found.kept.push(finding());
        }
    }

    pub(super) fn finish(self, unwatched: usize) -> Report {
        Report { found: self.found, unwatched }
    }
}
