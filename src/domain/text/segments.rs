//! Flattening overlapping stretches into disjoint segments, so that each piece of text is drawn once.

use super::{Offset, Range, order};

/// A piece of text under one unchanging set of marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Where the piece stands.
    pub range: Range,
    /// The marks over it, the outermost first.
    pub layers: Vec<Layer>,
}

/// One mark over a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layer {
    /// Which of the given stretches it is, by its place in the input.
    pub item: usize,
    /// Which underline it has, from 0: no two stretches that share a character have the same.
    pub lane: usize,
    /// Whether the stretch starts with this segment.
    pub starts: bool,
    /// Whether the stretch ends with this segment.
    pub ends: bool,
}

/// Cuts `within` wherever one of the stretches starts or ends.
///
/// The segments are disjoint, in order, not empty, and together are exactly `within`. Stretches are clipped to it; those that
/// have nothing in it are passed over. Outermost is what starts first, then what ends last, then what is given first.
pub fn flatten(within: Range, stretches: &[Range]) -> Vec<Segment> {
    let outermost_first = stretches.iter().enumerate().map(|(item, stretch)| {
        let ends_last = usize::MAX - stretch.end().byte();
        [stretch.start().byte(), ends_last, item, 0]
    });
    let order: Vec<(usize, Range)> = order::sorted(outermost_first)
        .into_iter()
        .filter_map(|[.., item, _]| Some((item, stretches[item].intersection(within)?)))
        .collect();

    let ends = order.iter().flat_map(|(_, clipped)| [clipped.start(), clipped.end()]);
    let cuts = order::sorted(ends.chain([within.start(), within.end()]).map(|cut| [cut.byte(), 0, 0, 0]));
    let mut cuts: Vec<Offset> = cuts.into_iter().map(|[cut, ..]| Offset::unchecked(cut)).collect();
    cuts.dedup();

    let mut waiting = order.iter().copied().peekable();
    let mut open: Vec<(usize, Range, usize)> = Vec::new();
    let mut segments = Vec::with_capacity(cuts.len());
    for pair in cuts.windows(2) {
        let piece = Range::ordered(pair[0], pair[1]);
        open.retain(|(_, clipped, _)| clipped.end() > piece.start());
        while let Some((item, clipped)) = waiting.next_if(|(_, clipped)| clipped.start() <= piece.start()) {
            let lane = (0..).find(|lane| open.iter().all(|(_, _, taken)| taken != lane)).unwrap_or_default();
            open.push((item, clipped, lane));
        }
        let layers = open
            .iter()
            .map(|&(item, _, lane)| Layer {
                item,
                lane,
                starts: stretches[item].start() == piece.start(),
                ends: stretches[item].end() == piece.end(),
            })
            .collect();
        segments.push(Segment { range: piece, layers });
    }
    segments
}
