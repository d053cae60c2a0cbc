//! Finding quotes that stand in a text only once, however many of them.

use std::collections::HashMap;

use crate::domain::text::{Range, Text, words};

/// So many bytes of a quote are enough to look for it at few places.
const BEGINNING: usize = 4;

/// A text in which some quotes are looked for. It is read once for all of them.
pub struct Anchors<'a> {
    text: &'a Text,
    /// Where the beginnings of the quotes stand, by byte.
    beginnings: HashMap<[u8; BEGINNING], Vec<u32>>,
}

impl<'a> Anchors<'a> {
    /// Reads the text for these quotes.
    pub fn new<'q>(text: &'a Text, quotes: impl Iterator<Item = &'q str>) -> Self {
        let mut beginnings: HashMap<[u8; BEGINNING], Vec<u32>> =
            quotes.filter_map(|quote| Some((*quote.as_bytes().first_chunk()?, Vec::new()))).collect();
        if !beginnings.is_empty() {
            for (at, piece) in text.as_str().as_bytes().windows(BEGINNING).enumerate() {
                let known = piece.first_chunk().and_then(|beginning| beginnings.get_mut(beginning));
                if let Some(places) = known {
                    places.push(at as u32);
                }
            }
        }
        Self { text, beginnings }
    }

    /// Where the quote stands, if it does so exactly once, and not as part of other characters.
    pub fn only_place(&self, quote: &str) -> Option<Range> {
        let content = self.text.as_str();
        let known = quote.as_bytes().first_chunk().and_then(|beginning| self.beginnings.get(beginning));
        let (first, second) = match known {
            Some(places) => {
                let stands = |at: &usize| content.as_bytes()[*at..].starts_with(quote.as_bytes());
                let mut places = places.iter().map(|at| *at as usize).filter(stands);
                (places.next(), places.next())
            }
            None => {
                let first = content.find(quote);
                let next = first.and_then(|at| Some(at + content[at..].chars().next()?.len_utf8()));
                (first, next.and_then(|next| content[next..].find(quote)))
            }
        };
        let range = first.filter(|_| second.is_none()).and_then(|at| self.text.range(at, at + quote.len()))?;
        (!range.is_empty() && words::whole_graphemes(self.text, range) == range).then_some(range)
    }
}
