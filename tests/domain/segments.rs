//! Flattening overlapping stretches, against a model that looks at every byte.

use postil::domain::text::segments::{Segment, flatten};
use postil::domain::text::{Range, Text};
use proptest::prelude::*;

use crate::support::cases;
use crate::support::marked::parse;

/// Flattens the marks of a text; `a{xy}` is the piece `a` under the marks x (outermost) and y.
#[track_caller]
fn flattens(notation: &str, expected: &str) {
    let marked = parse(notation);
    let stretches: Vec<Range> = marked.spans.iter().map(|span| span.hull()).collect();
    let mut shown = String::new();
    for segment in flatten(marked.text.whole(), &stretches) {
        shown += marked.text.quote(segment.range);
        if !segment.layers.is_empty() {
            let labels = segment.layers.iter().map(|layer| marked.spans[layer.item].label.as_str());
            shown += &format!("{{{}}}", labels.collect::<String>());
        }
    }
    assert_eq!(shown, expected);
}

#[test]
fn overlaps_of_every_kind_are_cut_into_pieces() {
    flattens("none", "none");
    flattens("[all|x]", "all{x}");
    flattens("a[b|x]c", "ab{x}c");
    flattens("[a [b|x] c|y]", "a {y}b{yx} c{y}");
    flattens("[a [b|x^] c|y]", "a {x}b{xy} c{y}");
    flattens("[[a|x]|y]", "a{yx}");
    flattens("[a|x][b|y]", "a{x}b{y}");
    flattens("[a[b[c|x]|y]|z]", "a{z}b{zy}c{zyx}");
    flattens("", "");
}

/// What [`flatten`] promises, checked byte by byte.
fn holds(within: Range, stretches: &[Range], segments: &[Segment]) {
    let mut at = within.start();
    for segment in segments {
        assert_eq!(segment.range.start(), at, "the segments follow one another");
        assert!(!segment.range.is_empty());
        at = segment.range.end();
        let is_border = stretches.iter().any(|range| range.start() == at || range.end() == at);
        assert!(at == within.end() || is_border, "a cut at {at:?} where nothing starts or ends");
        for byte in segment.range.start().byte()..segment.range.end().byte() {
            let over: Vec<usize> = (0..stretches.len())
                .filter(|item| (stretches[*item].start().byte()..stretches[*item].end().byte()).contains(&byte))
                .collect();
            let mut layers: Vec<usize> = segment.layers.iter().map(|layer| layer.item).collect();
            layers.sort_unstable();
            assert_eq!(layers, over, "what lies over byte {byte}");
        }
        for (outer, inner) in segment.layers.iter().zip(segment.layers.iter().skip(1)) {
            let place = |item: usize| (stretches[item].start(), std::cmp::Reverse(stretches[item].end()), item);
            assert!(place(outer.item) < place(inner.item), "the outermost comes first");
        }
        for layer in &segment.layers {
            assert_eq!(layer.starts, stretches[layer.item].start() == segment.range.start());
            assert_eq!(layer.ends, stretches[layer.item].end() == segment.range.end());
        }
    }
    assert_eq!(at, within.end(), "the segments are all of it");
    let layers = || segments.iter().flat_map(|segment| &segment.layers);
    for one in layers() {
        for other in layers() {
            let shares = stretches[one.item]
                .intersection(within)
                .zip(stretches[other.item].intersection(within))
                .is_some_and(|(one, other)| one.overlaps(other));
            if one.item == other.item {
                assert_eq!(one.lane, other.lane, "a stretch keeps its lane");
            } else if shares {
                assert_ne!(one.lane, other.lane, "{} and {} share a character and a lane", one.item, other.item);
            }
        }
    }
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn flattening_agrees_with_looking_at_every_byte(
        within in (0..=24usize, 0..=24usize),
        ends in proptest::collection::vec((0..=24usize, 0..=24usize), 0..10),
    ) {
        let text = Text::new("abcdefghijklmnopqrstuvwx");
        let range = |(one, other): (usize, usize)| text.range(one.min(other), one.max(other)).unwrap();
        let stretches: Vec<Range> = ends.into_iter().map(range).collect();
        let within = range(within);
        holds(within, &stretches, &flatten(within, &stretches));
    }
}
