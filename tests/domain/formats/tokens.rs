//! Tokens: what they are, that they rebuild the text, that spans are whole numbers of them.

use proptest::prelude::*;

use crate::support::texts::{awkward, range_in};
use crate::support::{cases, marked, samples};
use postil::domain::formats::tokens::{covered, is_space, sentences, tokens, touched, without_overlaps};
use postil::domain::text::Text;

/// The tokens with a bar after each; a space that belongs to a token stands before its bar.
fn barred(text: &str, cut_at: &[(usize, usize)]) -> String {
    let text = Text::new(text);
    let ranges = cut_at.iter().map(|(start, end)| marked::range(&text, *start, *end));
    let tokens = tokens(&text, ranges);
    let written = tokens.iter().map(|token| {
        let after = if token.space_after { " " } else { "" };
        format!("{}{after}|", text.quote(token.range))
    });
    written.collect()
}

#[test]
fn words_marks_and_white_space() {
    assert_eq!(barred("The Union signed.", &[]), "The |Union |signed|.|");
    assert_eq!(barred("It’s a 3.5% rise, e.g. here", &[]), "It’s |a |3.5|% |rise|, |e.g|. |here|");
    assert_eq!(barred("", &[]), "");
}

#[test]
fn one_space_belongs_to_the_token_before_it_and_other_white_space_is_a_token() {
    assert_eq!(barred("a b", &[]), "a |b|");
    assert_eq!(barred("a  b   c", &[]), "a | |b |  |c|");
    assert_eq!(barred("a\nb \n c\n\n", &[]), "a|\n|b |\n |c|\n\n|");
    assert_eq!(barred(" a ", &[]), " |a |");
    assert_eq!(barred("a\tb\u{a0}c", &[]), "a|\t|b|\u{a0}|c|");
}

#[test]
fn no_token_has_white_space_inside() {
    assert_eq!(barred("10\u{202f}000 km", &[]), "10|\u{202f}|000 |km|");
    assert_eq!(barred("x \u{301}y", &[]), "x |\u{301}|y|");
    assert_eq!(barred("x\u{1c}y", &[]), "x|\u{1c}|y|");
}

#[test]
fn a_span_cuts_tokens_where_it_starts_and_ends() {
    assert_eq!(barred("unbelievable", &[(2, 9)]), "un|believa|ble|");
    assert_eq!(barred("a b c", &[(1, 2)]), "a| |b |c|");
    assert_eq!(barred("a b c", &[(0, 2)]), "a| |b |c|");
    assert_eq!(barred("a b c", &[(1, 3)]), "a| |b |c|");
    assert_eq!(barred("a   b", &[(2, 3)]), "a | | |b|");
}

#[test]
fn what_a_range_covers_and_what_it_touches() {
    let text = Text::new("The Union signed.");
    let tokens = tokens(&text, []);
    let range = |start, end| marked::range(&text, start, end);
    assert_eq!(covered(&tokens, range(4, 16)), Some((1, 3)));
    assert_eq!(covered(&tokens, range(5, 8)), None);
    assert_eq!(touched(&tokens, range(5, 8)), Some((1, 2)));
    assert_eq!(touched(&tokens, range(3, 4)), None);
    assert_eq!(touched(&tokens, range(2, 11)), Some((0, 3)));
}

#[test]
fn of_overlapping_spans_the_longest_stays_then_the_first() {
    let marked = marked::parse("[a [b c|inner]|outer] [d [e|left^] f|right] [g|z][h|y]");
    let (kept, dropped) = without_overlaps(&marked.text, &marked.spans);
    let labels = |spans: &[&std::sync::Arc<postil::domain::annotation::Span>]| -> Vec<String> {
        spans.iter().map(|span| span.label.to_string()).collect()
    };
    assert_eq!(labels(&kept), ["outer", "left", "z", "y"]);
    assert_eq!(labels(&dropped), ["inner", "right"]);
}

#[test]
fn sentences_do_not_end_within_a_span() {
    let marked = marked::parse("One. [Two. Three.|x] Four.");
    let whole: Vec<_> = marked.spans.iter().map(|span| span.hull()).collect();
    let quotes: Vec<_> = sentences(&marked.text, marked.text.whole(), &whole)
        .into_iter()
        .map(|range| marked.text.quote(range))
        .collect();
    assert_eq!(quotes, ["One. ", "Two. Three. ", "Four."]);
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn tokens_with_their_spaces_are_the_text(raw in awkward(), cuts in proptest::collection::vec(any::<(usize, usize)>(), 0..6)) {
        let text = Text::new(&raw);
        let ranges: Vec<_> = cuts.into_iter().map(|ends| range_in(&text, ends)).filter(|range| !range.is_empty()).collect();
        let tokens = tokens(&text, ranges.iter().copied());
        let mut rebuilt = String::new();
        for token in &tokens {
            prop_assert!(!token.range.is_empty());
            rebuilt.push_str(text.quote(token.range));
            rebuilt.push_str(if token.space_after { " " } else { "" });
        }
        prop_assert_eq!(rebuilt, text.as_str());
        for range in ranges {
            let (first, after) = covered(&tokens, range).expect("a range is a whole number of tokens");
            prop_assert_eq!(tokens[first].range.hull(tokens[after - 1].range), range);
            prop_assert_eq!(touched(&tokens, range), Some((first, after)));
        }
    }

    #[test]
    fn white_space_goes_by_the_rule_of_spacy(raw in awkward()) {
        let text = Text::new(&raw);
        let tokens = tokens(&text, []);
        for (token, next) in tokens.iter().zip(tokens.iter().skip(1).map(Some).chain([None])) {
            let quote = text.quote(token.range);
            let is_blank = token.is_space(&text);
            prop_assert!(is_blank || !quote.contains(is_space), "{quote:?}");
            let followed = text.as_str()[token.range.end().byte()..].starts_with(' ');
            prop_assert_eq!(token.space_after, followed && !is_blank);
            prop_assert!(!(is_blank && next.is_some_and(|next| next.is_space(&text))));
        }
    }

    #[test]
    fn what_stays_of_overlapping_spans_does_not_overlap(project in samples::any_project()) {
        for set in &project.sets {
            let text = project.document(&set.document).expect("a set is about a document").text();
            let (kept, dropped) = without_overlaps(text, set.spans().iter());
            prop_assert_eq!(kept.len() + dropped.len(), set.spans().len());
            for pair in kept.windows(2) {
                prop_assert!(pair[0].hull().end() <= pair[1].hull().start());
            }
            for span in dropped {
                prop_assert!(kept.iter().any(|kept| kept.hull().overlaps(span.hull())));
            }
        }
    }
}
