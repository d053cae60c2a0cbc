//! Texts that are marked in one place of a document and not in another.

use std::collections::HashMap;
use std::sync::Arc;

use super::report::{Check, Finding, Notes};
use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::id::LabelId;
use crate::domain::text::{Offset, Range, Text, words};

/// The longest text that is looked for, in words.
const MOST_WORDS: usize = 16;
/// A longer span, in bytes, is a passage: it doesn't count as marking the names that stand in it.
const LONGEST_NAME: usize = 200;
/// How many places are told of each text.
const MOST_PLACES: usize = 5;

/// A document's words by number, so that what is compared is numbers. Made when it is first needed.
#[derive(Debug, Default)]
pub(super) struct Looked {
    words: Vec<Word>,
    /// How many different words there are.
    different: usize,
}

/// A word with and without its possessive ending: the two are the same where it has none.
#[derive(Clone, Copy, Debug)]
struct Word {
    start: Offset,
    forms: [Form; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    end: Offset,
    number: usize,
}

/// A text that is looked for.
#[derive(Debug)]
struct Sought<'a, T> {
    /// What it stands for.
    of: T,
    /// How it reads.
    quote: &'a str,
    /// Where it stands unmarked.
    places: Vec<Range>,
}

impl Looked {
    /// Looks for what the annotator marked in the rest of the document. `words` are those of the whole document.
    ///
    /// Only the very same words count, upper and lower case included, however they are spaced. A place counts as marked if
    /// any span that is no passage has a part of it; of marked texts that begin at the same place the longest is looked at.
    pub(super) fn check(&mut self, document: &Document, set: &AnnotationSet, words: &[Range], notes: &mut Notes) {
        if set.spans().is_empty() {
            return;
        }
        if self.words.is_empty() {
            self.number(document.text(), words);
        }
        let text = document.text();
        for sought in self.find(text, set, self.marked_texts(text, set)) {
            if sought.places.is_empty() {
                continue;
            }
            notes.add(Check::UntaggedRepeat, || {
                let place =
                    |range: &Range| format!("{}-{}", text.code_point(range.start()), text.code_point(range.end()));
                let mut details: Vec<String> = sought.places.iter().take(MOST_PLACES).map(place).collect();
                let rest = sought.places.len() - details.len();
                if rest > 0 {
                    details.push(format!("+{rest}"));
                }
                Finding::of_span(document, set, sought.of, details.join(", "))
            });
        }
    }

    /// Gives each word of the document a number, and returns the numbers.
    fn number<'a>(&mut self, text: &'a Text, words: &[Range]) -> HashMap<&'a str, usize> {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut number = |range: Range| {
            let next = numbers.len();
            Form { end: range.end(), number: *numbers.entry(text.quote(range)).or_insert(next) }
        };
        for word in words {
            let stem = words::possessive_stem(text, *word).map_or(*word, |end| Range::ordered(word.start(), end));
            self.words.push(Word { start: word.start(), forms: [number(*word), number(stem)] });
        }
        self.different = numbers.len();
        numbers
    }

    /// What the spans mark: each with its words by number and how they read.
    fn marked_texts<'a>(
        &self,
        text: &'a Text,
        set: &'a AnnotationSet,
    ) -> impl Iterator<Item = (&'a Arc<Span>, Vec<usize>, &'a str)> {
        set.spans().iter().filter_map(move |span| {
            let (numbers, words) = self.words_of(text, span)?;
            Some((span, numbers, text.quote(words)))
        })
    }

    /// Where the texts stand unmarked. Of texts of the same words the first is looked for.
    fn find<'a, T>(
        &self,
        text: &Text,
        set: &AnnotationSet,
        texts: impl Iterator<Item = (T, Vec<usize>, &'a str)>,
    ) -> Vec<Sought<'a, T>> {
        let mut sought: Vec<Sought<'a, T>> = Vec::new();
        let mut by_words: HashMap<Vec<usize>, usize> = HashMap::new();
        // For each word how long the texts are that begin with it, bit by bit.
        let mut lengths: Vec<u32> = vec![0; self.different];
        for (of, numbers, quote) in texts {
            let Some(first) = numbers.first() else {
                continue;
            };
            lengths[*first] |= 1 << numbers.len();
            by_words.entry(numbers).or_insert_with(|| {
                sought.push(Sought { of, quote, places: Vec::new() });
                sought.len() - 1
            });
        }
        let marked = marked(set);
        let mut numbers = Vec::with_capacity(MOST_WORDS);
        let mut at = 0;
        while let Some(word) = self.words.get(at) {
            let possible = lengths[word.forms[0].number] | lengths[word.forms[1].number];
            let found = (1..=MOST_WORDS).rev().filter(|length| possible & (1 << length) != 0).find_map(|length| {
                let (last, before) = self.words.get(at..at + length)?.split_last()?;
                last.forms.iter().find_map(|form| {
                    numbers.clear();
                    numbers.extend(before.iter().map(|word| word.forms[0].number).chain([form.number]));
                    let which = *by_words.get(&numbers)?;
                    let place = Range::ordered(word.start, form.end);
                    reads_like(text.quote(place), sought[which].quote).then_some((length, place, which))
                })
            });
            at += match found {
                Some((length, place, which)) => {
                    if !overlaps_any(&marked, place) {
                        sought[which].places.push(place);
                    }
                    length
                }
                None => 1,
            };
        }
        sought
    }

    /// The words of a span by number, and from where to where they stand; nothing if it is cut from a word, is one character,
    /// has too many words, or is not in one piece.
    fn words_of(&self, text: &Text, span: &Span) -> Option<(Vec<usize>, Range)> {
        let range = span.hull();
        if span.fragments.count() > 1 || text.quote(range).chars().nth(1).is_none() {
            return None;
        }
        let first = self.words.partition_point(|word| word.start < range.start());
        let after = self.words.partition_point(|word| word.start < range.end());
        let starts_inside = first > 0 && self.words[first - 1].forms[0].end > range.start();
        let (last, before) = self.words.get(first..after)?.split_last()?;
        let form = last.forms.iter().find(|form| form.end <= range.end())?;
        let ends_inside = form.end < range.end() && last.forms[0].end > range.end();
        if starts_inside || ends_inside || before.len() >= MOST_WORDS {
            return None;
        }
        let numbers: Vec<usize> = before.iter().map(|word| word.forms[0].number).chain([form.number]).collect();
        Some((numbers, Range::ordered(self.words[first].start, form.end)))
    }
}

/// The places that read like a text that is marked elsewhere in the document, each with the first span over that text, in
/// order.
pub fn untagged_repeats(document: &Document, set: &AnnotationSet) -> Vec<(Range, Arc<Span>)> {
    let text = document.text();
    let mut looked = Looked::default();
    looked.number(text, &words::words(text, text.whole()).collect::<Vec<_>>());
    places_of(looked.find(text, set, looked.marked_texts(text, set)), Arc::clone)
}

/// The places that read like one of the texts, each with the label that goes with the text, in order. What counts as reading
/// like it, and as marked, is what counts for [`untagged_repeats`].
pub fn untagged_mentions(
    document: &Document,
    set: &AnnotationSet,
    texts: &[(String, LabelId)],
) -> Vec<(Range, LabelId)> {
    let text = document.text();
    let mut looked = Looked::default();
    let numbers = looked.number(text, &words::words(text, text.whole()).collect::<Vec<_>>());
    let sought = texts.iter().filter_map(|(quote, label)| {
        let own = Text::new(quote);
        let mut pieces = words::words(&own, own.whole()).take(MOST_WORDS + 1);
        let by_number: Option<Vec<usize>> = pieces.by_ref().map(|word| numbers.get(own.quote(word)).copied()).collect();
        let by_number = by_number.filter(|numbers| (1..=MOST_WORDS).contains(&numbers.len()))?;
        quote.chars().nth(1).is_some().then_some((label, by_number, quote.as_str()))
    });
    places_of(looked.find(text, set, sought), LabelId::clone)
}

/// The places of all texts, in order.
fn places_of<T, U>(found: Vec<Sought<'_, &T>>, own: impl Fn(&T) -> U) -> Vec<(Range, U)> {
    let mut places: Vec<(Range, U)> = Vec::new();
    for sought in found {
        places.extend(sought.places.into_iter().map(|place| (place, own(sought.of))));
    }
    places.sort_by_key(|(place, _)| *place);
    places
}

/// Whether the same stands in both places, however it is spaced.
fn reads_like(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

/// What is marked, in order, disjoint.
fn marked(set: &AnnotationSet) -> Vec<Range> {
    let names = set.spans().iter().flat_map(|span| span.fragments.iter()).filter(|range| range.len() <= LONGEST_NAME);
    let mut ranges: Vec<Range> = names.collect();
    ranges.sort_unstable();
    let mut marked: Vec<Range> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match marked.last_mut() {
            Some(last) if range.start() <= last.end() => *last = last.hull(range),
            _ => marked.push(range),
        }
    }
    marked
}

fn overlaps_any(ranges: &[Range], place: Range) -> bool {
    let next = ranges.partition_point(|range| range.end() <= place.start());
    ranges.get(next).is_some_and(|range| range.overlaps(place))
}
