//! Examples of a label that are taken from articles: the text of a span in square brackets, with some words around it.
//!
//! An example is a plain string, in files as here; where its brackets come in pairs, what stands in them is what is marked.

use crate::domain::annotation::Fragments;
use crate::domain::document::Document;
use crate::domain::text::words::{self, Words};
use crate::domain::text::{Offset, Range, Text};

/// So many words of the same block stand on either side.
const AROUND: usize = 6;
/// A stretch or a gap that is longer, in bytes, is cut.
const LONGEST: usize = 300;

/// The marked text with some words around it, on one line.
pub fn example_of(document: &Document, fragments: &Fragments) -> String {
    let text = document.text();
    let hull = fragments.hull();
    let (before, after) = (before(document, hull.start()), after(document, hull.end()));
    let mut example = String::new();
    let mut at = before.start();
    for fragment in fragments.iter() {
        let gap = Range::ordered(at, fragment.start());
        example.push_str(&cut(text.quote(gap)));
        example.push('[');
        example.push_str(&cut(text.quote(fragment)));
        example.push(']');
        at = fragment.end();
    }
    example.push_str(text.quote(after));
    let block = |offset: Offset| document.blocks().get(document.block_at(offset)).map(|block| block.range);
    let begins = block(hull.start()).is_some_and(|block| starts_in(text, block, before.start()));
    let ends = block(before_end(text, hull)).is_some_and(|block| ends_in(text, block, after.end()));
    let line = example.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}{line}{}", if begins { "… " } else { "" }, if ends { " …" } else { "" })
}

/// The words before the offset in its block.
fn before(document: &Document, offset: Offset) -> Range {
    let text = document.text();
    let from = document.blocks().get(document.block_at(offset)).map_or(offset, |block| block.range.start());
    let start = (0..AROUND).fold(offset, |at, _| Words::of(text).previous_start(at));
    Range::ordered(start.max(from.min(offset)), offset)
}

/// The words after the offset in the block that ends there or goes on.
fn after(document: &Document, offset: Offset) -> Range {
    let text = document.text();
    let last = words::previous_grapheme(text, offset);
    let to = document.blocks().get(document.block_at(last)).map_or(offset, |block| block.range.end());
    let end = (0..AROUND).fold(offset, |at, _| Words::of(text).next_end(at));
    Range::ordered(offset, end.min(to.max(offset)))
}

/// The place before the last character of the range.
fn before_end(text: &Text, range: Range) -> Offset {
    words::previous_grapheme(text, range.end())
}

/// Whether there are words of the block before the place.
fn starts_in(text: &Text, block: Range, place: Offset) -> bool {
    Range::new(block.start(), place).is_some_and(|left| words::trimmed(text, left).is_some())
}

/// Whether there are words of the block after the place.
fn ends_in(text: &Text, block: Range, place: Offset) -> bool {
    Range::new(place, block.end()).is_some_and(|left| !text.quote(left).trim().is_empty())
}

/// The beginning of what is too long.
fn cut(quote: &str) -> String {
    let short = &quote[..quote.floor_char_boundary(LONGEST)];
    if short.len() < quote.len() { format!("{short} … ") } else { quote.to_owned() }
}

/// The parts of an example, each with whether it is what is marked. Where brackets don't come in pairs, nothing is.
pub fn parts(example: &str) -> Vec<(bool, &str)> {
    let mut parts = Vec::new();
    let mut rest = example;
    let mut is_marked = false;
    while let Some(at) = rest.find(['[', ']']) {
        if rest[at..].starts_with(']') != is_marked {
            return vec![(false, example)];
        }
        parts.push((is_marked, &rest[..at]));
        rest = &rest[at + 1..];
        is_marked = !is_marked;
    }
    if is_marked {
        return vec![(false, example)];
    }
    parts.push((false, rest));
    parts.retain(|(_, words)| !words.is_empty());
    parts
}
