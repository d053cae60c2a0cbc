//! Finding what was typed, in any text.

use postil::domain::text::Text;
use postil::domain::text::find::{MOST_MATCHES, find};
use proptest::prelude::*;

use crate::support::cases;
use crate::support::texts::{awkward, range_in};

/// Case and white space folded away.
fn folded(words: &str) -> String {
    let spaced: Vec<&str> = words.split_whitespace().collect();
    spaced.join(" ").to_lowercase()
}

#[test]
fn a_match_may_cross_lines_and_case() {
    let text = Text::new("South\n  Korea’s  ÉTÉ, south korea");
    let quotes = |typed: &str| -> Vec<String> {
        find(&text, typed).into_iter().map(|range| text.quote(range).to_owned()).collect()
    };
    assert_eq!(quotes(" south  KOREA"), ["South\n  Korea", "south korea"]);
    assert_eq!(quotes("été"), ["ÉTÉ"]);
    assert_eq!(quotes("north"), [""; 0]);
    assert_eq!(quotes(" \n"), [""; 0]);
}

#[test]
fn there_is_a_last_match() {
    let text = Text::new(&"x".repeat(MOST_MATCHES + 10));
    assert_eq!(find(&text, "x").len(), MOST_MATCHES);
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn matches_are_in_order_and_read_like_what_was_typed(raw in awkward(), ends: (usize, usize)) {
        let text = Text::new(&raw);
        let typed = text.quote(range_in(&text, ends)).to_owned();
        let matches = find(&text, &typed);
        let mut free_from = text.start();
        for range in &matches {
            prop_assert!(!range.is_empty() && range.start() >= free_from);
            free_from = range.end();
            let (found, typed) = (folded(text.quote(*range)), folded(&typed));
            // A final sigma is folded by its place in the word, which differs.
            prop_assert_eq!(found.replace('ς', "σ"), typed.replace('ς', "σ"));
        }
        prop_assert_eq!(matches.is_empty(), typed.trim().is_empty(), "what was typed stands in the text");
    }
}
