//! Tokens for the formats that count in them, and what is left of overlapping spans in a row of tags.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use crate::domain::annotation::Span;
use crate::domain::text::{Offset, Range, Text};

/// A token. The tokens of a text, each with the space after it where it has one, together are the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub range: Range,
    /// Whether a single space follows that belongs to no token.
    pub space_after: bool,
}

impl Token {
    /// Whether it is nothing but white space.
    pub fn is_space(&self, text: &Text) -> bool {
        text.quote(self.range).chars().all(is_space)
    }
}

/// Whether the character is white space to Python (`str.isspace`, `str.split` and `\s`), in which the readers of tokens are
/// written: Unicode's white space and four control characters.
pub fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// Cuts a text into tokens: words and punctuation marks by UAX #29, none with white space inside, and white space by spaCy's
/// rule, where one space after a token belongs to it and any other white space is a token of its own.
///
/// A token is cut where one of the given ranges starts or ends, so that each of them is a whole number of tokens.
pub fn tokens(text: &Text, ranges: impl IntoIterator<Item = Range>) -> Vec<Token> {
    let (mut starts, mut ends): (Vec<usize>, Vec<usize>) =
        ranges.into_iter().map(|range| (range.start().byte(), range.end().byte())).unzip();
    starts.sort_unstable();
    ends.sort_unstable();
    let mut cuts = [starts.as_slice(), ends.as_slice()].concat();
    cuts.sort_unstable();
    let mut cuts = cuts.into_iter().peekable();
    let content = text.as_str();
    let mut tokens: Vec<Token> = Vec::new();
    for piece in pieces(content) {
        let mut from = piece.start;
        if piece.is_space
            && content[from..].starts_with(' ')
            && starts.binary_search(&from).is_err()
            && ends.binary_search(&(from + 1)).is_err()
            && let Some(last) = tokens.last_mut()
        {
            last.space_after = true;
            from += 1;
        }
        let mut add = |from, to| tokens.extend(text.range(from, to).map(|range| Token { range, space_after: false }));
        while let Some(cut) = cuts.next_if(|cut| *cut < piece.end) {
            if cut > from {
                add(from, cut);
                from = cut;
            }
        }
        if from < piece.end {
            add(from, piece.end);
        }
    }
    tokens
}

/// A word, a punctuation mark, or white space that stands together.
struct Piece {
    start: usize,
    end: usize,
    is_space: bool,
}

fn pieces(content: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, word) in content.split_word_bound_indices() {
        let (mut start, mut rest) = (at, word);
        // To UAX #29, a narrow no-break space may stand inside a word, and a mark after a space belongs to the space.
        while let Some(first) = rest.chars().next() {
            let is_space = is_space(first);
            let length = rest.find(|character| self::is_space(character) != is_space).unwrap_or(rest.len());
            let end = start + length;
            match pieces.last_mut() {
                Some(last) if is_space && last.is_space => last.end = end,
                _ => pieces.push(Piece { start, end, is_space }),
            }
            (start, rest) = (end, &rest[length..]);
        }
    }
    pieces
}

/// The tokens a range covers, as the index of the first and the one after the last; nothing if it covers none whole.
pub fn covered(tokens: &[Token], range: Range) -> Option<(usize, usize)> {
    let first = tokens.partition_point(|token| token.range.start() < range.start());
    let after = tokens.partition_point(|token| token.range.end() <= range.end());
    (first < after).then_some((first, after))
}

/// The tokens a range touches, as the index of the first and the one after the last.
pub fn touched(tokens: &[Token], range: Range) -> Option<(usize, usize)> {
    let first = tokens.partition_point(|token| token.range.end() <= range.start());
    let after = tokens.partition_point(|token| token.range.start() < range.end());
    (first < after).then_some((first, after))
}

/// Spans that don't overlap: the longest goes first, of equally long ones the first, then by label, much as
/// `spacy.util.filter_spans` does it by tokens. A discontinuous span counts from its first to its last character. The others
/// are handed back as well.
pub fn without_overlaps<'a>(
    text: &Text,
    spans: impl IntoIterator<Item = &'a Arc<Span>>,
) -> (Vec<&'a Arc<Span>>, Vec<&'a Arc<Span>>) {
    let mut order: Vec<_> = spans.into_iter().collect();
    order.sort_by_cached_key(|span| {
        let hull = span.hull();
        let length = text.code_point(hull.end()) - text.code_point(hull.start());
        (Reverse(length), hull.start(), span.label.clone(), span.id.clone())
    });
    // Kept spans don't overlap, so the one that starts last before a place is the only one that can reach over it.
    let mut taken: BTreeMap<Offset, Offset> = BTreeMap::new();
    let (mut kept, mut dropped) = (Vec::new(), Vec::new());
    for span in order {
        let hull = span.hull();
        let before = taken.range(..hull.end()).next_back();
        if before.is_some_and(|(_, end)| *end > hull.start()) {
            dropped.push(span);
        } else {
            taken.insert(hull.start(), hull.end());
            kept.push(span);
        }
    }
    kept.sort_by_key(|span| span.hull().start());
    dropped.sort_by_key(|span| span.hull().start());
    (kept, dropped)
}

/// Where sentences end within a range, by UAX #29; none of the ends lies inside one of the ranges that must stay whole,
/// which are in order and don't overlap.
pub fn sentences(text: &Text, within: Range, whole: &[Range]) -> Vec<Range> {
    let base = within.start().byte();
    let mut sentences = Vec::new();
    let mut start = within.start();
    for (at, sentence) in text.quote(within).split_sentence_bound_indices() {
        let Some(end) = text.offset(base + at + sentence.len()) else {
            continue;
        };
        let before = whole.partition_point(|range| range.start() < end);
        let is_inside = before > 0 && whole[before - 1].end() > end;
        if !is_inside {
            sentences.push(Range::ordered(start, end));
            start = end;
        }
    }
    if start < within.end() {
        sentences.push(Range::ordered(start, within.end()));
    }
    sentences
}
