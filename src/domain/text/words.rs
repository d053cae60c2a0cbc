//! Where graphemes and words begin and end (UAX #29), and how a hand-drawn selection becomes whole words.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::unspaced::{self, Dictionary};
use super::{Offset, Range, Text};

/// How far around a position words are looked for, in bytes: a line may be a whole book.
const NEIGHBOURHOOD: usize = 1024;

/// The smallest range of whole graphemes that holds the given one.
pub fn whole_graphemes(text: &Text, range: Range) -> Range {
    Range::ordered(
        if is_grapheme_boundary(text, range.start()) { range.start() } else { previous_grapheme(text, range.start()) },
        if is_grapheme_boundary(text, range.end()) { range.end() } else { next_grapheme(text, range.end()) },
    )
}

/// Whether a span may start or end at the offset without cutting a grapheme.
pub fn is_grapheme_boundary(text: &Text, offset: Offset) -> bool {
    GraphemeCursor::new(offset.byte(), text.len(), true)
        .is_boundary(text.as_str(), 0)
        .expect("the cursor has the whole text")
}

/// The grapheme boundary after the offset; the end of the text has none and is returned as it is.
pub fn next_grapheme(text: &Text, offset: Offset) -> Offset {
    GraphemeCursor::new(offset.byte(), text.len(), true)
        .next_boundary(text.as_str(), 0)
        .expect("the cursor has the whole text")
        .map_or(offset, Offset::unchecked)
}

/// The grapheme boundary before the offset; the start of the text has none and is returned as it is.
pub fn previous_grapheme(text: &Text, offset: Offset) -> Offset {
    GraphemeCursor::new(offset.byte(), text.len(), true)
        .prev_boundary(text.as_str(), 0)
        .expect("the cursor has the whole text")
        .map_or(offset, Offset::unchecked)
}

/// The words of a text: by UAX #29, and by a dictionary, if there is one, where words are written without spaces.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    text: &'a Text,
    language: Option<&'a str>,
    dictionary: Option<&'a dyn Dictionary>,
}

impl<'a> Words<'a> {
    /// By UAX #29 alone.
    pub fn of(text: &'a Text) -> Self {
        Self { text, language: None, dictionary: None }
    }

    /// With a dictionary for a text that is said to be in a language (BCP 47).
    pub fn known_by(dictionary: &'a dyn Dictionary, text: &'a Text, language: Option<&'a str>) -> Self {
        Self { text, language, dictionary: Some(dictionary) }
    }

    /// The words in a stretch of text, those joined by hyphens taken together.
    pub fn within(self, within: Range) -> impl Iterator<Item = Range> + use<'a> {
        let text = self.text;
        let pieces: Box<dyn Iterator<Item = Range> + 'a> = match self.dictionary {
            Some(dictionary) => Box::new(self.pieces(within, dictionary).into_iter()),
            None => Box::new(pieces(text, within)),
        };
        joined(text, within, pieces)
    }

    fn pieces(self, within: Range, dictionary: &dyn Dictionary) -> Vec<Range> {
        let stretch = self.text.quote(within);
        let mut found = Vec::new();
        let mut start = within.start().byte();
        for (script, run) in unspaced::runs(stretch) {
            let here = range_of(start, start + run.len());
            start += run.len();
            let language = script.map(|script| script.language(stretch, self.language));
            let starts = language.map_or_else(Vec::new, |language| dictionary.starts(language, run));
            if starts.is_empty() {
                found.extend(pieces(self.text, here));
                continue;
            }
            let ends = starts.iter().skip(1).copied().chain([run.len()]);
            found.extend(
                starts
                    .iter()
                    .zip(ends)
                    .map(|(from, to)| range_of(here.start().byte() + from, here.start().byte() + to)),
            );
        }
        found
    }

    /// The end of the word at or after the offset, or the end of the text.
    pub fn next_end(self, offset: Offset) -> Offset {
        let text = self.text;
        let mut from = offset;
        loop {
            let around = neighbourhood(text, Range::ordered(from, from));
            let found = self.within(around).map(Range::end).find(|end| *end > offset);
            match found {
                Some(end) => return end,
                None if around.end() == text.end() => return text.end(),
                None => from = next_grapheme(text, around.end()),
            }
        }
    }

    /// The start of the word at or before the offset, or the start of the text.
    pub fn previous_start(self, offset: Offset) -> Offset {
        let text = self.text;
        let mut from = offset;
        loop {
            let around = neighbourhood(text, Range::ordered(from, from));
            let found = self.within(around).map(Range::start).take_while(|start| *start < offset).last();
            match found {
                Some(start) => return start,
                None if around.start() == text.start() => return text.start(),
                None => from = previous_grapheme(text, around.start()),
            }
        }
    }

    /// The start of the word after the offset, or the end of the text.
    pub fn next_start(self, offset: Offset) -> Offset {
        let end = self.next_end(offset);
        let start = self.previous_start(end);
        if start > offset {
            return start;
        }
        let next = self.next_end(end);
        if next == end { end } else { self.previous_start(next).max(end) }
    }

    /// The end of the word before the offset, or the start of the text.
    pub fn previous_end(self, offset: Offset) -> Offset {
        let start = self.previous_start(offset);
        let end = self.next_end(start);
        if end < offset {
            return end;
        }
        let previous = self.previous_start(start);
        if previous == start { start } else { self.next_end(previous).min(start) }
    }

    /// The whole words a selection touches, or nothing if it holds only white space.
    ///
    /// Words joined by hyphens count as one. Surrounding punctuation is left out, but for the last stop of “U.S.”, and so is a possessive ’s the selection
    /// does not go beyond. A selection that touches no word (an emoji, a currency sign) becomes what it has of whole graphemes
    /// without white space. Korean particles are part of their word, which ends at a space.
    pub fn snap(self, selection: Range) -> Option<Range> {
        let text = self.text;
        let around = neighbourhood(text, selection);
        let touched = |word: &Range| word.overlaps(selection);
        let mut touching = self.within(around).filter(touched);
        let Some(first) = touching.next() else {
            return trimmed(text, whole_graphemes(text, selection)).map(|kept| whole_graphemes(text, kept));
        };
        let last = touching.last().unwrap_or(first);
        let end = possessive_stem(text, last).filter(|_| last.end() >= selection.end()).unwrap_or(last.end());
        let end = with_abbreviating_stop(text, Range::ordered(last.start(), end), selection);
        // A word can end inside a grapheme: a number sign takes the mark after it along.
        Range::new(first.start(), end).map(|found| whole_graphemes(text, found))
    }
}

/// The whole words a selection touches, by UAX #29; see [`Words::snap`].
pub fn snap(text: &Text, selection: Range) -> Option<Range> {
    Words::of(text).snap(selection)
}

/// The end of the word, after the full stop of an abbreviation such as “D.C.” if the selection has that stop too.
fn with_abbreviating_stop(text: &Text, word: Range, selection: Range) -> Offset {
    let letters = text.quote(word);
    let is_spelt = letters.contains('.') && letters.chars().all(|letter| letter.is_alphabetic() || letter == '.');
    let is_abbreviation = is_spelt && text.as_str()[word.end().byte()..].starts_with('.');
    let with_stop = Offset::unchecked(word.end().byte() + usize::from(is_abbreviation));
    if selection.end() >= with_stop { with_stop } else { word.end() }
}

/// The range without white space at either end, or nothing if it has nothing else.
pub fn trimmed(text: &Text, range: Range) -> Option<Range> {
    let quote = text.quote(range);
    let start = range.start().byte() + (quote.len() - quote.trim_start().len());
    let kept = quote.trim();
    (!kept.is_empty()).then(|| Range::ordered(Offset::unchecked(start), Offset::unchecked(start + kept.len())))
}

/// The words in a stretch of text, by UAX #29, those joined by hyphens taken together.
pub fn words(text: &Text, within: Range) -> impl Iterator<Item = Range> {
    Words::of(text).within(within)
}

/// What UAX #29 cuts a stretch of text into: words and all that stands between them.
fn pieces(text: &Text, within: Range) -> impl Iterator<Item = Range> {
    let base = within.start().byte();
    text.quote(within).split_word_bound_indices().map(move |(at, piece)| range_of(base + at, base + at + piece.len()))
}

/// The range between two bytes that are known to be character boundaries.
fn range_of(start: usize, end: usize) -> Range {
    Range::ordered(Offset::unchecked(start), Offset::unchecked(end))
}

/// The words among the pieces of a stretch of text, in order, those joined by hyphens taken together.
pub fn joined(text: &Text, within: Range, pieces: impl Iterator<Item = Range>) -> impl Iterator<Item = Range> {
    let mut pieces = pieces.peekable();
    std::iter::from_fn(move || {
        let mut word = pieces.find(|piece| is_word(text.quote(*piece)))?;
        while let Some(next) = pieces.peek().copied().filter(|next| next.start() == word.end()) {
            let piece = text.quote(next);
            let joins = matches!(piece, "-" | "\u{2010}" | "\u{2011}");
            if !joins && !is_word(piece) {
                break;
            }
            if joins {
                let after = text.quote(Range::ordered(next.end(), within.end()));
                if !after.starts_with(char::is_alphanumeric) {
                    break;
                }
            } else if !text.quote(word).ends_with(['-', '\u{2010}', '\u{2011}']) {
                break;
            }
            word = word.hull(next);
            pieces.next();
        }
        Some(word)
    })
}

fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// Where the word ends without its possessive ending, if it has one.
pub fn possessive_stem(text: &Text, word: Range) -> Option<Offset> {
    let quote = text.quote(word);
    let stem = ["'s", "’s"].iter().find_map(|ending| quote.strip_suffix(ending))?;
    (!stem.is_empty()).then(|| Offset::unchecked(word.start().byte() + stem.len()))
}

/// The range with what stands around it on its line, but no further than [`NEIGHBOURHOOD`] either way.
fn neighbourhood(text: &Text, range: Range) -> Range {
    let content = text.as_str();
    let nearest = content.floor_char_boundary(range.start().byte().saturating_sub(NEIGHBOURHOOD));
    let furthest = content.ceil_char_boundary((range.end().byte() + NEIGHBOURHOOD).min(content.len()));
    let start = content[nearest..range.start().byte()].rfind('\n').map_or(nearest, |at| nearest + at);
    let end = content[range.end().byte()..furthest].find('\n').map_or(furthest, |at| range.end().byte() + at);
    Range::ordered(Offset::unchecked(start), Offset::unchecked(end))
}
