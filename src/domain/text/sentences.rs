//! Sentences (UAX #29), each short enough to be shown word by word.

use unicode_segmentation::UnicodeSegmentation;

use super::{Offset, Range, Text, words};

/// What is longer, in bytes, is cut between two words: a text without a full stop is one sentence.
const LONGEST: usize = 600;

/// The sentences in a stretch of text, in order, without white space around them. Whatever is not white space is in one of them.
pub fn sentences(text: &Text, within: Range) -> Vec<Range> {
    let base = within.start().byte();
    let pieces = text.quote(within).split_sentence_bound_indices();
    let ranges = pieces
        .map(|(at, piece)| Range::ordered(Offset::unchecked(base + at), Offset::unchecked(base + at + piece.len())));
    ranges.flat_map(|sentence| short(text, sentence)).filter_map(|range| words::trimmed(text, range)).collect()
}

/// The sentence in parts that are short enough.
fn short(text: &Text, sentence: Range) -> Vec<Range> {
    let mut parts = Vec::new();
    let mut rest = sentence;
    while rest.len() > LONGEST {
        let start = rest.start().byte();
        let furthest = text.as_str().floor_char_boundary(start + LONGEST);
        let reach = Range::ordered(rest.start(), Offset::unchecked(furthest));
        // Without a space it is cut between two characters as they are seen.
        let space = text.quote(reach).rfind(char::is_whitespace).filter(|at| *at > 0);
        let cut = space.map_or_else(
            || words::whole_graphemes(text, Range::ordered(reach.end(), reach.end())).end(),
            |at| Offset::unchecked(start + at),
        );
        parts.push(Range::ordered(rest.start(), cut.min(rest.end())));
        rest = Range::ordered(cut.min(rest.end()), rest.end());
    }
    parts.push(rest);
    parts
}
