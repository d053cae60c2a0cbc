//! Graphemes, words, and what a selection drawn by hand becomes.

use postil::domain::text::{Offset, Range, Text, words};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::support::cases;
use crate::support::marked::{Marked, parse};
use crate::support::texts::{awkward, offset_in, range_in};

/// Snaps the selection of one text and holds it against that of the other.
#[track_caller]
fn snaps(selected: &str, expected: &str) {
    let marked = parse(selected);
    let selection = marked.selection.expect("the first text has a selection");
    let snapped = Marked { selection: words::snap(&marked.text, selection), ..marked };
    assert_eq!(snapped.print(), expected);
}

#[test]
fn a_selection_becomes_whole_words() {
    snaps("The c«a»t sat", "The «cat» sat");
    snaps("The c«at s»at", "The «cat sat»");
    snaps("The« cat »sat", "The «cat» sat");
    snaps("The «»cat sat", "The cat sat");
    snaps("«a »  b", "«a»   b");
    snaps("in 20«2»4, at", "in «2024», at");
}

#[test]
fn punctuation_around_words_is_left_out() {
    snaps("He said “«go home!»” twice", "He said “«go home»!” twice");
    snaps("(«the accord»), signed", "(«the accord»), signed");
    snaps("at 3.«1»4 exactly", "at «3.14» exactly");
    snaps("Korea«.» Next", "Korea«.» Next");
    snaps("in «Washington, D.C.»", "in «Washington, D.C.»");
    snaps("the «U.S.» said", "the «U.S.» said");
    snaps("the «U.S». said", "the «U.S». said");
    snaps("of «3.14.» Next", "of «3.14». Next");
}

#[test]
fn hyphens_join_words() {
    snaps("Wang Yun-jo«n»g spoke", "Wang «Yun-jong» spoke");
    snaps("well‑kn«o»wn", "«well‑known»");
    snaps("a «state-of-the-a»rt car", "a «state-of-the-art» car");
    snaps("a - «b»", "a - «b»");
    snaps("pre- «a»nd post-war", "pre- «and» post-war");
}

#[test]
fn a_possessive_ending_is_left_out_unless_gone_beyond() {
    snaps("Jap«a»n’s plan", "«Japan»’s plan");
    snaps("Japan«'s» plan", "«Japan»'s plan");
    snaps("«Japan’s» plan", "«Japan»’s plan");
    snaps("«Japan’s pl»an", "«Japan’s plan»");
}

#[test]
fn other_scripts_have_words_of_their_own() {
    snaps("привет м«и»р", "привет «мир»");
    snaps("שלום ע«ו»לם", "שלום «עולם»");
    snaps("مرحبا ب«ك»م", "مرحبا «بكم»");
    snaps("한국과 «미»국", "한국과 «미국»");
    snaps("漢«字»です", "漢«字»です");
    snaps("カタ«カ»ナです", "«カタカナ»です");
    snaps("नम«स्»ते दुनिया", "«नमस्ते» दुनिया");
}

#[test]
fn what_is_no_word_keeps_whole_graphemes() {
    snaps("ok «👩‍👩‍👧‍👦» ok", "ok «👩‍👩‍👧‍👦» ok");
    snaps("a «👩»\u{200d}👩 b", "a «👩\u{200d}👩» b");
    snaps("« 👍🏽 »", " «👍🏽» ");
    snaps("caf«e»\u{301} ok", "«cafe\u{301}» ok");
    snaps("«🇩🇪 »x", "«🇩🇪» x");
}

#[test]
fn white_space_alone_is_nothing() {
    let marked = parse("a «\n \u{3000}» b");
    assert_eq!(words::snap(&marked.text, marked.selection.unwrap()), None);
}

#[test]
fn a_word_is_found_in_a_line_as_long_as_a_book() {
    let words_before = "word ".repeat(2000);
    let notation = format!("{words_before}ne«ed»le {words_before}");
    snaps(&notation, &format!("{words_before}«needle» {words_before}"));
}

/// The caret's places from the start by one motion, as `|` in the text.
#[track_caller]
fn stops(text: &str, next: impl Fn(&Text, Offset) -> Offset, expected: &str) {
    let text = Text::new(text);
    let mut at = text.start();
    let mut shown = String::new();
    while at < text.end() {
        let to = next(&text, at);
        assert!(to > at, "the caret moves");
        shown += text.quote(Range::ordered(at, to));
        shown.push('|');
        at = to;
    }
    assert_eq!(shown, expected);
}

#[track_caller]
fn stops_backwards(text: &str, previous: impl Fn(&Text, Offset) -> Offset, expected: &str) {
    let text = Text::new(text);
    let mut at = text.end();
    let mut shown = String::new();
    while at > text.start() {
        let to = previous(&text, at);
        assert!(to < at, "the caret moves");
        shown.insert_str(0, &format!("|{}", text.quote(Range::ordered(to, at))));
        at = to;
    }
    assert_eq!(shown, expected);
}

#[test]
fn the_caret_walks_by_grapheme_and_by_word() {
    stops("e\u{301}👍🏽🇩🇪🇫🇷\r\n한", words::next_grapheme, "e\u{301}|👍🏽|🇩🇪|🇫🇷|\n|한|");
    stops_backwards("e\u{301}👍🏽🇩🇪🇫🇷한", words::previous_grapheme, "|e\u{301}|👍🏽|🇩🇪|🇫🇷|한");
    stops("One, two-three.\n\nFour 👍", words::next_word_end, "One|, two-three|.\n\nFour| 👍|");
    stops_backwards("“One”, two-three.\n\nFour 👍", words::previous_word_start, "|“|One”, |two-three.\n\n|Four 👍");
    let far = format!("a{}b", " ".repeat(5000));
    stops(&far, words::next_word_end, &format!("a|{}b|", " ".repeat(5000)));
    stops_backwards(&far, words::previous_word_start, &format!("|a{}|b", " ".repeat(5000)));
}

/// Every byte where a grapheme starts or ends, by the library's own list.
fn grapheme_boundaries(text: &Text) -> Vec<usize> {
    let mut boundaries: Vec<usize> = text.as_str().grapheme_indices(true).map(|(at, _)| at).collect();
    boundaries.push(text.len());
    boundaries
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_snapped_selection_never_cuts_a_grapheme(raw in awkward(), ends: (usize, usize)) {
        let text = Text::new(&raw);
        let selection = range_in(&text, ends);
        let boundaries = grapheme_boundaries(&text);
        if let Some(snapped) = words::snap(&text, selection) {
            prop_assert!(!snapped.is_empty());
            prop_assert!(boundaries.contains(&snapped.start().byte()), "{snapped:?} of {text:?}");
            prop_assert!(boundaries.contains(&snapped.end().byte()), "{snapped:?} of {text:?}");
        } else {
            prop_assert!(text.quote(selection).trim().is_empty());
        }
    }

    #[test]
    fn whole_graphemes_are_the_smallest_that_hold_the_range(raw in awkward(), ends: (usize, usize)) {
        let text = Text::new(&raw);
        let range = range_in(&text, ends);
        let boundaries = grapheme_boundaries(&text);
        let whole = words::whole_graphemes(&text, range);
        let start = boundaries.iter().rfind(|at| **at <= range.start().byte());
        let end = boundaries.iter().find(|at| **at >= range.end().byte());
        prop_assert_eq!((start, end), (Some(&whole.start().byte()), Some(&whole.end().byte())));
    }

    #[test]
    fn the_caret_stops_where_graphemes_meet(raw in awkward(), n: usize) {
        let text = Text::new(&raw);
        let at = offset_in(&text, n);
        let boundaries = grapheme_boundaries(&text);
        let after = boundaries.iter().find(|end| **end > at.byte()).copied().unwrap_or(text.len());
        let before = boundaries.iter().rfind(|start| **start < at.byte()).copied().unwrap_or(0);
        prop_assert_eq!(words::next_grapheme(&text, at).byte(), after);
        prop_assert_eq!(words::previous_grapheme(&text, at).byte(), before);
        prop_assert_eq!(words::is_grapheme_boundary(&text, at), boundaries.contains(&at.byte()));
    }

    #[test]
    fn the_caret_reaches_both_ends_word_by_word(raw in awkward(), n: usize) {
        let text = Text::new(&raw);
        let mut at = offset_in(&text, n);
        while at < text.end() {
            let next = words::next_word_end(&text, at);
            prop_assert!(next > at);
            at = next;
        }
        while at > text.start() {
            let previous = words::previous_word_start(&text, at);
            prop_assert!(previous < at);
            at = previous;
        }
    }

    #[test]
    fn trimming_takes_white_space_and_nothing_else(raw in awkward(), ends: (usize, usize)) {
        let text = Text::new(&raw);
        let range = range_in(&text, ends);
        let trimmed = words::trimmed(&text, range).map_or("", |range| text.quote(range));
        prop_assert_eq!(trimmed, text.quote(range).trim());
    }
}
