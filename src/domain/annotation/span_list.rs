//! Spans in reading order, shared between versions: an edit copies one chunk, whatever the number of spans.

use std::cmp::Reverse;
use std::sync::Arc;

use super::Span;
use crate::domain::id::SpanId;
use crate::domain::text::{Offset, Range};

/// A chunk that grows past this is halved. At 50,000 spans an edit then copies about 400 + 128 pointers.
const FULL_CHUNK: usize = 256;

/// Where a span stands in reading order: what starts first, then what ends last, then by name.
fn place(span: &Span) -> (Offset, Reverse<Offset>, &SpanId) {
    let hull = span.hull();
    (hull.start(), Reverse(hull.end()), &span.id)
}

/// Spans in reading order. A clone shares all chunks.
#[derive(Clone, Debug, Default)]
pub struct SpanList {
    chunks: Vec<Arc<Chunk>>,
    len: usize,
}

#[derive(Clone, Debug)]
struct Chunk {
    /// Never empty, by [`place`].
    spans: Vec<Arc<Span>>,
    /// The furthest end of any of them.
    reach: Offset,
}

impl Chunk {
    fn new(spans: Vec<Arc<Span>>) -> Option<Arc<Self>> {
        let reach = spans.iter().map(|span| span.hull().end()).max()?;
        Some(Arc::new(Self { spans, reach }))
    }

    fn find(&self, sought: &Span) -> Result<usize, usize> {
        self.spans.binary_search_by(|span| place(span).cmp(&place(sought)))
    }
}

impl FromIterator<Arc<Span>> for SpanList {
    fn from_iter<I: IntoIterator<Item = Arc<Span>>>(spans: I) -> Self {
        let mut spans: Vec<_> = spans.into_iter().collect();
        spans.sort_by(|one, other| place(one).cmp(&place(other)));
        let chunks = spans.chunks(FULL_CHUNK / 2).filter_map(|chunk| Chunk::new(chunk.to_vec())).collect();
        Self { chunks, len: spans.len() }
    }
}

impl SpanList {
    /// How many spans there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The spans in reading order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Span>> {
        self.chunks.iter().flat_map(|chunk| &chunk.spans)
    }

    /// The spans in reading order, from the one at `rank` (from 0) on.
    pub fn iter_from(&self, rank: usize) -> impl Iterator<Item = &Arc<Span>> {
        let mut before = 0;
        let first = self.chunks.iter().position(|chunk| {
            let here = rank < before + chunk.spans.len();
            before += if here { 0 } else { chunk.spans.len() };
            here
        });
        self.chunks[first.unwrap_or(self.chunks.len())..]
            .iter()
            .flat_map(|chunk| &chunk.spans)
            .skip(rank.saturating_sub(before))
    }

    /// How many spans stand before the given one, which need not be in the list.
    pub fn rank(&self, span: &Span) -> usize {
        let at = self.chunk_for(span);
        let before: usize = self.chunks[..at].iter().map(|chunk| chunk.spans.len()).sum();
        before + self.chunks.get(at).map_or(0, |chunk| chunk.find(span).unwrap_or_else(|insertion| insertion))
    }

    /// The spans with a fragment that shares a character with the range, in reading order.
    pub fn overlapping(&self, range: Range) -> impl Iterator<Item = &Arc<Span>> {
        self.chunks
            .iter()
            .take_while(move |chunk| chunk.spans[0].hull().start() < range.end())
            .filter(move |chunk| chunk.reach > range.start())
            .flat_map(|chunk| &chunk.spans)
            .filter(move |span| span.fragments.overlaps(range))
    }

    /// The chunks, so that what was made from an unchanged chunk need not be made again.
    pub fn chunks(&self) -> impl ExactSizeIterator<Item = &[Arc<Span>]> {
        self.chunks.iter().map(|chunk| chunk.spans.as_slice())
    }

    /// Adds a span that is not in the list.
    pub(super) fn insert(&mut self, span: Arc<Span>) {
        self.len += 1;
        let at = self.chunk_for(&span).min(self.chunks.len().saturating_sub(1));
        let Some(shared) = self.chunks.get_mut(at) else {
            self.chunks.extend(Chunk::new(vec![span]));
            return;
        };
        let chunk = Arc::make_mut(shared);
        chunk.reach = chunk.reach.max(span.hull().end());
        let position = chunk.find(&span).unwrap_or_else(|insertion| insertion);
        chunk.spans.insert(position, span);
        if chunk.spans.len() > FULL_CHUNK {
            let later = chunk.spans.split_off(FULL_CHUNK / 2);
            let halves = [Chunk::new(std::mem::take(&mut chunk.spans)), Chunk::new(later)];
            self.chunks.splice(at..=at, halves.into_iter().flatten());
        }
    }

    /// Takes away the span, if it is in the list.
    pub(super) fn remove(&mut self, span: &Span) {
        let at = self.chunk_for(span);
        let Some(Ok(position)) = self.chunks.get(at).map(|chunk| chunk.find(span)) else {
            return;
        };
        self.len -= 1;
        let mut spans = self.chunks[at].spans.clone();
        spans.remove(position);
        self.chunks.splice(at..=at, Chunk::new(spans));
    }

    /// The chunk whose last span is not before the given one, or one past the last chunk.
    fn chunk_for(&self, span: &Span) -> usize {
        self.chunks.partition_point(|chunk| chunk.spans.last().is_some_and(|last| place(last) < place(span)))
    }
}
