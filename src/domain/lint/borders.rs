//! Borders of spans where no border should be: beside white space, inside words, inside tokens.

use super::report::{Check, Finding, Notes};
use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::formats::intake::beginning;
use crate::domain::formats::tokens::Token;
use crate::domain::text::{Offset, Range, Text};

/// Checks the borders of a span's fragments; `words` and `tokens` are those of the whole document.
pub(super) fn check(
    document: &Document,
    set: &AnnotationSet,
    span: &Span,
    words: &[Range],
    tokens: &[Token],
    notes: &mut Notes,
) {
    let text = document.text();
    let has_edge = |fragment: Range| {
        let quote = text.quote(fragment);
        quote.starts_with(char::is_whitespace) || quote.ends_with(char::is_whitespace)
    };
    if span.fragments.iter().any(has_edge) {
        notes.add(Check::EdgeSpace, || Finding::of_span(document, set, span, ""));
    }
    let half_words = broken(span, |at, border| {
        let word = around(words, at, |word| *word)?;
        (!is_fair(text, word, at, border)).then_some(word)
    });
    if !half_words.is_empty() {
        notes.add(Check::HalfWord, || Finding::of_span(document, set, span, quoted(text, &half_words)));
    }
    let cut_tokens = broken(span, |at, _| around(tokens, at, |token| token.range));
    if !cut_tokens.is_empty() {
        notes.add(Check::CutToken, || Finding::of_span(document, set, span, quoted(text, &cut_tokens)));
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Border {
    Start,
    End,
}

/// What the borders of a span break, each once.
fn broken(span: &Span, what: impl Fn(Offset, Border) -> Option<Range>) -> Vec<Range> {
    let mut broken: Vec<Range> = span
        .fragments
        .iter()
        .flat_map(|fragment| [what(fragment.start(), Border::Start), what(fragment.end(), Border::End)])
        .flatten()
        .collect();
    broken.dedup();
    broken
}

fn quoted(text: &Text, ranges: &[Range]) -> String {
    let quotes: Vec<String> = ranges.iter().map(|range| beginning(text.quote(*range))).collect();
    quotes.join(", ")
}

/// The one among stretches in order that has the offset inside.
fn around<T>(stretches: &[T], at: Offset, range: impl Fn(&T) -> Range) -> Option<Range> {
    let next = stretches.partition_point(|stretch| range(stretch).start() < at);
    let before = range(&stretches[next.checked_sub(1)?]);
    (at < before.end()).then_some(before)
}

/// Whether a span may well start or end here inside the word.
fn is_fair(text: &Text, word: Range, at: Offset, border: Border) -> bool {
    let head = text.quote(Range::ordered(word.start(), at));
    let tail = text.quote(Range::ordered(at, word.end()));
    let (Some(before), Some(after)) = (head.chars().next_back(), tail.chars().next()) else {
        return true;
    };
    // Elsewhere words aren't set off from each other, or have particles written onto them.
    if is_written_together(before) || is_written_together(after) {
        return true;
    }
    match border {
        // “l’[Union]”, “US-[Japan] dialogue”, and prefixes of Hebrew and Arabic.
        Border::Start => {
            is_apostrophe(before)
                || is_hyphen(before) && begins_word(after)
                || head.chars().all(is_hebrew_or_arabic) && head.chars().count() <= 3
        }
        // “[Japan]’s”, “[US]-Japan dialogue”.
        Border::End => is_apostrophe(after) || is_hyphen(after) && tail.chars().nth(1).is_some_and(begins_word),
    }
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’')
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// After a hyphen: “US-Japan” is two names, “Yun-jong” is one, as “state-of-the-art” is one word.
fn begins_word(character: char) -> bool {
    !character.is_lowercase()
}

fn is_hebrew_or_arabic(character: char) -> bool {
    matches!(character, '\u{591}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}')
}

/// Whether the character is of a script that puts no spaces between words, or of Hangul, which writes particles onto
/// words: Thai, Lao, Tibetan, Myanmar, Khmer and their neighbours; Chinese and Japanese; Hangul.
fn is_written_together(character: char) -> bool {
    matches!(
        character,
        '\u{e00}'..='\u{fff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1100}'..='\u{11ff}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{1950}'..='\u{19ff}'
            | '\u{1a20}'..='\u{1aaf}'
            | '\u{2e80}'..='\u{2fdf}'
            | '\u{3005}'..='\u{3007}'
            | '\u{3021}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{a960}'..='\u{a97f}'
            | '\u{a980}'..='\u{a9ff}'
            | '\u{aa60}'..='\u{aadf}'
            | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff66}'..='\u{ffdc}'
            | '\u{1b000}'..='\u{1b16f}'
            | '\u{20000}'..='\u{3ffff}'
    )
}
