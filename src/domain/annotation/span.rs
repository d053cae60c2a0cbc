//! Spans and relations.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Provenance;
use crate::domain::document::Unknown;
use crate::domain::id::{AttributeId, EntryId, LabelId, RelationId, RelationTypeId, SpanId};
use crate::domain::text::{Offset, Range, order};

/// The stretches of text a span marks: at least one, none empty, in order, with text between any two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragments {
    first: Range,
    rest: Box<[Range]>,
}

impl Fragments {
    /// The single stretch of an ordinary span, unless it is empty.
    pub fn one(range: Range) -> Option<Self> {
        (!range.is_empty()).then(|| Self { first: range, rest: Box::default() })
    }

    /// Puts the stretches in order and joins those that touch or overlap; nothing if there are none or one is empty.
    pub fn new(ranges: &[Range]) -> Option<Self> {
        if ranges.iter().any(|range| range.is_empty()) {
            return None;
        }
        let places = ranges.iter().enumerate();
        let order = order::sorted(places.map(|(n, range)| [range.start().byte(), range.end().byte(), n, 0]));
        let mut joined: Vec<Range> = Vec::with_capacity(ranges.len());
        for [.., n, _] in order {
            let range = ranges[n];
            match joined.last_mut() {
                Some(last) if range.start() <= last.end() => *last = last.hull(range),
                _ => joined.push(range),
            }
        }
        let (first, rest) = joined.split_first()?;
        Some(Self { first: *first, rest: rest.into() })
    }

    /// The stretches, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Range> + '_ {
        std::iter::once(self.first).chain(self.rest.iter().copied())
    }

    /// How many stretches there are; never 0.
    pub fn count(&self) -> usize {
        1 + self.rest.len()
    }

    /// From the start of the first to the end of the last.
    pub fn hull(&self) -> Range {
        self.rest.last().map_or(self.first, |last| self.first.hull(*last))
    }

    /// The same stretches and this one.
    #[must_use]
    pub fn with(&self, range: Range) -> Option<Self> {
        Self::new(&self.iter().chain([range]).collect::<Vec<_>>())
    }

    /// What of them lies outside the range; nothing if all lies in it.
    pub fn without(&self, range: Range) -> Option<Self> {
        let outside = |part: Range| {
            let before = Range::new(part.start(), range.start().min(part.end()));
            let after = Range::new(range.end().max(part.start()), part.end());
            [before, after]
        };
        let left: Vec<Range> = self.iter().flat_map(outside).flatten().filter(|part| !part.is_empty()).collect();
        Self::new(&left)
    }

    /// What of them lies within the range; nothing if they share no character.
    pub fn within(&self, range: Range) -> Option<Self> {
        Self::new(
            &self
                .iter()
                .filter_map(|part| part.intersection(range))
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>(),
        )
    }

    /// The same stretches, but with the outer edge at another place: the stretch at that edge grows, or what lies beyond is
    /// left out; nothing if nothing is left.
    pub fn with_edge(&self, edge: Edge, to: Offset) -> Option<Self> {
        let hull = self.hull();
        match edge {
            Edge::Start if to < hull.start() => self.with(Range::ordered(to, hull.start())),
            Edge::End if to > hull.end() => self.with(Range::ordered(hull.end(), to)),
            Edge::Start => self.within(Range::new(to, hull.end())?),
            Edge::End => self.within(Range::new(hull.start(), to)?),
        }
    }

    /// The parts before and after the offset; nothing if one of them would be empty.
    pub fn split(&self, at: Offset) -> Option<(Self, Self)> {
        let hull = self.hull();
        Some((self.within(Range::new(hull.start(), at)?)?, self.within(Range::new(at, hull.end())?)?))
    }

    /// Whether one of them and one of the others have a character in common. The text between two stretches is not theirs.
    pub fn shares(&self, other: &Self) -> bool {
        other.iter().any(|fragment| self.overlaps(fragment))
    }

    /// Whether each of them lies within one of the others.
    pub fn lies_within(&self, other: &Self) -> bool {
        self.iter().all(|fragment| other.iter().any(|outer| outer.contains(fragment)))
    }

    /// Whether one of them shares a character with the range.
    pub fn overlaps(&self, range: Range) -> bool {
        self.iter().any(|fragment| fragment.overlaps(range))
    }
}

/// Where a span begins, or where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// Before its first character.
    Start,
    /// After its last character.
    End,
}

/// What is said of a span by one of its label's attributes.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeValue {
    /// One option or free text.
    Text(String),
    /// Several options.
    Texts(Vec<String>),
    /// A number.
    Number(Number),
    /// Yes or no.
    YesNo(bool),
}

/// A decimal number as it was written, so that it comes out of a file as it went in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(Box<str>);

impl Number {
    /// The number, if it is written as JSON writes numbers (RFC 8259, section 6).
    pub fn parse(written: &str) -> Option<Self> {
        fn digits(written: &str) -> Option<&str> {
            let rest = written.trim_start_matches(|character: char| character.is_ascii_digit());
            (rest.len() < written.len()).then_some(rest)
        }
        let unsigned = written.strip_prefix('-').unwrap_or(written);
        let mut rest = match unsigned.strip_prefix('0') {
            Some(rest) => rest,
            None => digits(unsigned)?,
        };
        if let Some(fraction) = rest.strip_prefix('.') {
            rest = digits(fraction)?;
        }
        if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
            rest = digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))?;
        }
        rest.is_empty().then(|| Self(written.into()))
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a span came from: `manual`, or what wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(pub Arc<str>);

impl Origin {
    /// Marked by the annotator's own hand.
    pub const MANUAL: &str = "manual";

    /// Marked by the annotator's own hand.
    pub fn manual() -> Self {
        Self(Self::MANUAL.into())
    }
}

/// A labelled piece of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// Its name within its set.
    pub id: SpanId,
    /// Its label.
    pub label: LabelId,
    /// Which text it marks.
    pub fragments: Fragments,
    /// What its label's attributes say of it.
    pub attributes: BTreeMap<AttributeId, AttributeValue>,
    /// Which entry of the register it mentions; one that isn't there any more counts as none.
    pub entry: Option<EntryId>,
    /// What the annotator remarked.
    pub note: String,
    /// Where it came from.
    pub origin: Origin,
    /// When it was made, as RFC 3339; empty where that isn't known.
    pub created: Arc<str>,
    /// When it was last changed, as RFC 3339; empty where that isn't known.
    pub modified: Arc<str>,
    /// How it came into the gold, if it is of the gold.
    pub provenance: Option<Arc<Provenance>>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

impl Span {
    /// A span the annotator marks now, with nothing said of it yet.
    pub fn manual(id: SpanId, label: LabelId, fragments: Fragments, now: &Arc<str>) -> Self {
        Self {
            id,
            label,
            fragments,
            attributes: BTreeMap::new(),
            entry: None,
            note: String::new(),
            origin: Origin::manual(),
            created: now.clone(),
            modified: now.clone(),
            provenance: None,
            unknown: Unknown::new(),
        }
    }

    /// From its first to its last character.
    pub fn hull(&self) -> Range {
        self.fragments.hull()
    }
}

/// A directed, typed link between two spans of one set.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Its name within its set.
    pub id: RelationId,
    /// Its type.
    pub kind: RelationTypeId,
    /// The span it starts from.
    pub from: SpanId,
    /// The span it goes to.
    pub to: SpanId,
    /// What the annotator remarked.
    pub note: String,
    /// Where it came from.
    pub origin: Origin,
    /// When it was made, as RFC 3339; empty where that isn't known.
    pub created: Arc<str>,
    /// When it was last changed, as RFC 3339; empty where that isn't known.
    pub modified: Arc<str>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}
