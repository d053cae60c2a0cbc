//! Graphemes, words, and what a selection drawn by hand becomes.

use postil::domain::text::unspaced::{Dictionary, guessed_language};
use postil::domain::text::words::{self, Words};
use postil::domain::text::{Offset, Range, Text};
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

fn next_end(text: &Text, at: Offset) -> Offset {
    Words::of(text).next_end(at)
}

fn previous_start(text: &Text, at: Offset) -> Offset {
    Words::of(text).previous_start(at)
}

#[test]
fn the_caret_walks_by_grapheme_and_by_word() {
    stops("e\u{301}👍🏽🇩🇪🇫🇷\r\n한", words::next_grapheme, "e\u{301}|👍🏽|🇩🇪|🇫🇷|\n|한|");
    stops_backwards("e\u{301}👍🏽🇩🇪🇫🇷한", words::previous_grapheme, "|e\u{301}|👍🏽|🇩🇪|🇫🇷|한");
    stops("One, two-three.\n\nFour 👍", next_end, "One|, two-three|.\n\nFour| 👍|");
    stops_backwards("“One”, two-three.\n\nFour 👍", previous_start, "|“|One”, |two-three.\n\n|Four 👍");
    let far = format!("a{}b", " ".repeat(5000));
    stops(&far, next_end, &format!("a|{}b|", " ".repeat(5000)));
    stops_backwards(&far, previous_start, &format!("|a{}|b", " ".repeat(5000)));
}

/// Knows words of two characters in one language, and none in any other.
struct Pairs(&'static str);

impl Dictionary for Pairs {
    fn starts(&self, language: &'static str, run: &str) -> Vec<usize> {
        if language != self.0 {
            return Vec::new();
        }
        run.char_indices().map(|(at, _)| at).step_by(2).collect()
    }
}

/// The words a dictionary finds in a text of which a language is told.
#[track_caller]
fn cuts(text: &str, knows: &'static str, told: Option<&str>, expected: &str) {
    let text = Text::new(text);
    let dictionary = Pairs(knows);
    let found = Words::known_by(&dictionary, &text, told).within(text.whole());
    assert_eq!(found.map(|word| text.quote(word)).collect::<Vec<_>>().join("|"), expected);
}

#[test]
fn a_dictionary_is_asked_for_what_has_no_spaces() {
    cuts("東京都知事、G7会議 at 3.14", "zh", None, "東京|都知|事|G7|会議|at|3.14");
    cuts("ไทยand中文字", "th", None, "ไท|ย|and|中|文|字");
    cuts("한국과 미국, the well-known", "zh", None, "한국과|미국|the|well-known");
}

#[test]
fn the_language_of_han_is_what_is_told_or_likeliest() {
    cuts("東京都", "ja", Some("ja-JP"), "東京|都");
    cuts("東京都は", "ja", None, "東京|都は");
    cuts("東京都は", "zh", Some("zh-TW"), "東京|都は");
    cuts("東京都", "ja", None, "東|京|都");
}

#[test]
fn a_language_is_guessed_by_its_script_or_not_at_all() {
    for (text, language) in [
        ("協定に署名した", Some("ja")),
        ("签署了协议", Some("zh")),
        ("美 대통령", Some("ko")),
        ("한국 大統領", Some("ko")),
        ("«ลงนาม»", Some("th")),
        ("ראש הממשלה", Some("he")),
        ("وزير الخارجية", None),
        ("The minister", None),
        ("123 …", None),
        ("", None),
    ] {
        assert_eq!(guessed_language(text), language, "{text}");
    }
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
    fn a_dictionary_never_makes_a_selection_cut_a_grapheme(raw in "[東京都をが\u{3099}ไทยที่\u{fe00}ab .-]{0,30}", ends: (usize, usize)) {
        let text = Text::new(&raw);
        let selection = range_in(&text, ends);
        let boundaries = grapheme_boundaries(&text);
        let dictionary = Pairs("zh");
        let words = Words::known_by(&dictionary, &text, Some("zh"));
        if let Some(snapped) = words.snap(selection) {
            prop_assert!(boundaries.contains(&snapped.start().byte()), "{snapped:?} of {text:?}");
            prop_assert!(boundaries.contains(&snapped.end().byte()), "{snapped:?} of {text:?}");
        }
        let found: Vec<Range> = words.within(text.whole()).collect();
        prop_assert!(found.iter().all(|word| !word.is_empty()));
        prop_assert!(found.is_sorted_by(|one, next| one.end() <= next.start()));
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
            let next = Words::of(&text).next_end(at);
            prop_assert!(next > at);
            at = next;
        }
        while at > text.start() {
            let previous = Words::of(&text).previous_start(at);
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
