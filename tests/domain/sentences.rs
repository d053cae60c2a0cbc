//! Sentences, as they are listed.

use postil::domain::text::sentences::sentences;
use postil::domain::text::{Text, words};
use proptest::prelude::*;

use crate::support::cases;
use crate::support::texts::awkward;

#[track_caller]
fn are(written: &str, expected: &[&str]) {
    let text = Text::new(written);
    let found: Vec<&str> = sentences(&text, text.whole()).into_iter().map(|range| text.quote(range)).collect();
    assert_eq!(found, expected);
}

#[test]
fn sentences_end_where_the_script_ends_them() {
    are("Seoul signed. Tokyo did, too!  Why?", &["Seoul signed.", "Tokyo did, too!", "Why?"]);
    are("한국이 서명했다. 일본도 했다.", &["한국이 서명했다.", "일본도 했다."]);
    are("日本が署名した。韓国も。", &["日本が署名した。", "韓国も。"]);
    are("A line\nand the next", &["A line", "and the next"]);
    are(" \n ", &[]);
}

#[test]
fn what_is_too_long_is_cut_between_words() {
    let long = "word ".repeat(1_000);
    let text = Text::new(&long);
    let found = sentences(&text, text.whole());
    assert!(found.iter().all(|range| range.len() <= 600 && text.quote(*range).ends_with("word")));
    assert_eq!(found.iter().map(|range| words::words(&text, *range).count()).sum::<usize>(), 1_000);
    let joined = Text::new(&"가".repeat(1_000));
    let found = sentences(&joined, joined.whole());
    assert!(found.len() > 1 && found.iter().map(|range| range.len()).sum::<usize>() == joined.len());
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn sentences_are_in_order_and_leave_out_white_space_only(written in awkward(), times in 1..40usize) {
        let text = Text::new(&format!("{written} ").repeat(times));
        let mut at = text.start();
        for sentence in sentences(&text, text.whole()) {
            let between = text.range(at.byte(), sentence.start().byte());
            prop_assert!(between.is_some_and(|between| text.quote(between).trim().is_empty()));
            prop_assert!(!sentence.is_empty());
            at = sentence.end();
        }
        let rest = text.range(at.byte(), text.len());
        prop_assert!(rest.is_some_and(|rest| text.quote(rest).trim().is_empty()));
    }
}
