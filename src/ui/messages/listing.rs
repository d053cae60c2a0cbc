//! The words of the article as a list of sentences.

use super::EN;
use crate::web::intl;

/// The words of the list.
#[derive(Debug)]
pub(crate) struct ListingWords {
    pub(crate) switch: &'static str,
    pub(crate) name: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) shown: fn(usize, usize, usize) -> String,
    pub(crate) earlier: &'static str,
    pub(crate) further: &'static str,
    pub(crate) words_of: fn(usize) -> String,
    pub(crate) words: &'static str,
    pub(crate) marks_of: fn(usize) -> String,
    pub(crate) mark: fn(&str, &str) -> String,
    pub(crate) first_word: fn(&str) -> String,
    pub(crate) labels: &'static str,
}

/// English.
pub(super) const ENGLISH: ListingWords = ListingWords {
    switch: "Show the text as a list",
    name: "Text of the article as a list of sentences",
    hint: "Open a sentence to its words, press the first word and the last, then a label.",
    shown: |from, to, all| {
        let [from, to, all] = [from, to, all].map(|n| intl::number(EN, n));
        format!("Sentences {from} to {to} of {all}")
    },
    earlier: "Earlier sentences",
    further: "Further sentences",
    words_of: |n| format!("Words of sentence {}", intl::number(EN, n)),
    words: "Words",
    marks_of: |n| format!("Spans of sentence {}", intl::number(EN, n)),
    mark: |label, quote| format!("{label}: {quote}"),
    first_word: |word| format!("From {word}. Now press the last word; for this one alone press it again."),
    labels: "Label what is selected",
};
