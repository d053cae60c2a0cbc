//! What is on the screen while an article is open.

use std::sync::Arc;

use crate::app::open::OpenArticle;
use crate::domain::annotation::{Edge, Span};
use crate::domain::id::{LabelId, RelationTypeId, SpanId};
use crate::domain::schema::Direction;
use crate::domain::text::pattern::PatternError;
use crate::domain::text::words::{self, Words};
use crate::domain::text::{Offset, Range, Text, find};

/// The open article and how the annotator looks at it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Document, annotation set, history, unsaved edits.
    pub open: OpenArticle,
    /// The label that a selection gets at once, and that stays armed.
    pub armed: Option<LabelId>,
    /// The text selected to be tagged.
    pub selection: Option<Range>,
    /// The span whose details are shown.
    pub picked: Option<SpanId>,
    /// What the next pick or selection is for, if not for itself.
    pub awaited: Option<Awaited>,
    /// Where the keyboard's caret stands.
    pub caret: Option<Caret>,
    /// The words looked for, and where they are.
    pub find: Option<Find>,
    /// Which spans the list shows.
    pub listing: Listing,
    /// The place last asked to be shown, and how many times one was asked for.
    pub reveal: Option<(Range, u64)>,
}

/// Which spans the list shows, and in what order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Only those with this label.
    pub label: Option<LabelId>,
    /// Whether those of one label stand together.
    pub grouped: bool,
}

/// What an edit that has been begun at a span still waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// Text to be marked by the span too.
    Fragment(SpanId),
    /// The span to be joined with it.
    Merge(SpanId),
    /// A further label for the same text.
    SecondLabel(SpanId),
    /// The span at the other end of a relation: of this type and in this direction, or of whichever fits.
    OtherEnd(SpanId, Option<(RelationTypeId, Direction)>),
    /// Which relation there is between the span and another one; several fit.
    Kind(SpanId, SpanId),
}

impl Awaited {
    /// The span at which it was begun.
    pub fn span(&self) -> &SpanId {
        match self {
            Self::Fragment(span)
            | Self::Merge(span)
            | Self::SecondLabel(span)
            | Self::OtherEnd(span, _)
            | Self::Kind(span, _) => span,
        }
    }

    /// Whether another span is to be picked.
    pub fn is_span(&self) -> bool {
        matches!(self, Self::Merge(_) | Self::OtherEnd(..))
    }
}

/// The keyboard's caret. Text between anchor and head is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caret {
    /// Where the selection began.
    pub anchor: Offset,
    /// Where the caret stands.
    pub head: Offset,
}

/// How far one key press moves the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// To the next grapheme.
    NextGrapheme,
    /// To the previous grapheme.
    PreviousGrapheme,
    /// To the end of the word.
    NextWord,
    /// To the start of the word.
    PreviousWord,
    /// To the start of the block, or of the one before.
    BlockStart,
    /// To the end of the block, or of the one after.
    BlockEnd,
    /// To a place found on the screen: the line above or below.
    To(Offset),
}

impl Motion {
    /// Where a motion by words leads, and an edge of a span goes with it; nothing for any other motion.
    ///
    /// Towards the inside of its span an edge goes to where the next word begins, or the last one ends.
    pub fn by_words(self, words: Words<'_>, from: Offset, edge: Option<Edge>) -> Option<Offset> {
        match (self, edge) {
            (Self::NextWord, Some(Edge::Start)) => Some(words.next_start(from)),
            (Self::PreviousWord, Some(Edge::End)) => Some(words.previous_end(from)),
            (Self::NextWord, _) => Some(words.next_end(from)),
            (Self::PreviousWord, _) => Some(words.previous_start(from)),
            _ => None,
        }
    }
}

/// What is looked for in the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// What was typed.
    pub typed: String,
    /// Whether it is a regular expression.
    pub pattern: bool,
    /// Whether only whole words count.
    pub whole_words: bool,
}

/// How far looking is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindState {
    /// What was typed stands in these places.
    Found(Arc<[Range]>),
    /// An expression is being looked for.
    Underway,
    /// Nothing can be found.
    Failed(FindError),
}

/// Why an expression is not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindError {
    /// There is no such expression.
    Pattern(PatternError),
    /// What looks for it broke down, in the browser's words.
    Broken(String),
}

/// Something looked for in the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// What.
    pub sought: Query,
    /// Where it is.
    pub state: FindState,
    /// Which match is shown, from 0.
    pub current: usize,
    /// From where on the first match is shown.
    from: Offset,
}

impl Find {
    /// Looks for words, and shows the first match at or after `from`. An expression is looked for by others, since that may take long.
    pub fn new(text: &Text, sought: Query, from: Offset) -> Self {
        let is_words = !sought.pattern || sought.typed.is_empty();
        let mut sought_for = Self { sought, state: FindState::Underway, current: 0, from };
        if is_words {
            sought_for.settle(text, Ok(find::find(text, &sought_for.sought.typed)));
        }
        sought_for
    }

    /// Shows these places, the first of them.
    pub fn at(matches: Arc<[Range]>, from: Offset) -> Self {
        let sought = Query { typed: String::new(), pattern: false, whole_words: false };
        Self { sought, state: FindState::Found(matches), current: 0, from }
    }

    /// Takes in what was found.
    pub fn settle(&mut self, text: &Text, found: Result<Vec<Range>, FindError>) {
        let is_whole = |range: &Range| words::snap(text, *range).is_none_or(|snapped| range.contains(snapped));
        self.state = match found {
            Ok(mut found) => {
                if self.sought.whole_words {
                    found.retain(is_whole);
                }
                let after = found.partition_point(|range| range.start() < self.from);
                self.current = if after == found.len() { 0 } else { after };
                FindState::Found(found.into())
            }
            Err(error) => FindState::Failed(error),
        };
    }

    /// Where it stands, as far as that is known.
    pub fn matches(&self) -> &[Range] {
        match &self.state {
            FindState::Found(matches) => matches,
            FindState::Underway | FindState::Failed(_) => &[],
        }
    }

    /// The place from which on the first match is shown.
    pub fn start(&self) -> Offset {
        self.shown().map_or(self.from, Range::start)
    }

    /// The match that is shown.
    pub fn shown(&self) -> Option<Range> {
        self.matches().get(self.current).copied()
    }

    /// Goes on to the next match, or back to the one before; round at the ends.
    pub fn step(&mut self, forward: bool) {
        let count = self.matches().len().max(1);
        self.current = (self.current + if forward { 1 } else { count - 1 }) % count;
    }
}

impl Article {
    /// Shows an article with nothing selected.
    pub fn new(open: OpenArticle) -> Self {
        Self {
            open,
            armed: None,
            selection: None,
            picked: None,
            awaited: None,
            caret: None,
            find: None,
            listing: Listing::default(),
            reveal: None,
        }
    }

    /// The text.
    pub fn text(&self) -> &Text {
        self.open.document().text()
    }

    /// The span whose details are shown.
    pub fn picked_span(&self) -> Option<&Arc<Span>> {
        self.open.set().span(self.picked.as_ref()?)
    }

    /// Asks for a place to be scrolled to.
    pub fn show(&mut self, range: Range) {
        let times = self.reveal.map_or(0, |(_, times)| times);
        self.reveal = Some((range, times + 1));
    }

    /// Where a motion takes the caret.
    pub fn moved(&self, head: Offset, motion: Motion) -> Offset {
        let text = self.text();
        match motion {
            Motion::NextGrapheme => words::next_grapheme(text, head),
            Motion::PreviousGrapheme => words::previous_grapheme(text, head),
            Motion::NextWord | Motion::PreviousWord => motion.by_words(Words::of(text), head, None).unwrap_or(head),
            Motion::BlockStart => {
                let blocks = self.open.document().blocks();
                let before = blocks.partition_point(|block| block.range.start() < head);
                before.checked_sub(1).map_or(head, |block| blocks[block].range.start())
            }
            Motion::BlockEnd => {
                let blocks = self.open.document().blocks();
                let block = blocks.partition_point(|block| block.range.end() <= head);
                blocks.get(block).map_or(head, |block| block.range.end())
            }
            Motion::To(offset) => offset,
        }
    }

    /// The span after (or before) the picked one in reading order, among those the list shows; round at the ends.
    pub fn neighbour(&self, forward: bool) -> Option<Arc<Span>> {
        let set = self.open.set();
        let list = match &self.listing.label {
            Some(label) => set.spans_with(label)?,
            None => set.spans(),
        };
        let count = list.len();
        if count == 0 {
            return None;
        }
        let rank = match self.picked_span() {
            Some(span) => {
                let rank = list.rank(span);
                let is_listed = list.iter_from(rank).next().is_some_and(|listed| listed.id == span.id);
                match (forward, is_listed) {
                    (true, true) => rank + 1,
                    (true, false) => rank,
                    (false, _) => rank + count - 1,
                }
            }
            None if forward => 0,
            None => count - 1,
        };
        list.iter_from(rank % count).next().cloned()
    }
}
