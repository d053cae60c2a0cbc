//! Finding what a regular expression describes, and what becomes of it in the open article.

use postil::app::action::{Action, ArticleAction};
use postil::app::article::{FindError, FindState, Query};
use postil::app::jobs::{PatternJob, run};
use postil::app::reduce::reduce;
use postil::app::state::{AppState, Notice};
use postil::domain::text::Text;
use postil::domain::text::find::MOST_MATCHES;
use postil::domain::text::pattern::{LONGEST, PatternError, find_pattern};
use proptest::prelude::*;

use crate::reduce::{article, state_with};
use crate::support::cases;
use crate::support::texts::awkward;

/// Marks what fits the pattern in the text, which is given with the marks.
#[track_caller]
fn check(pattern: &str, marked: &str) {
    let text = Text::new(&marked.replace(['[', ']'], ""));
    let found = find_pattern(&text, pattern).expect("there is such an expression");
    let mut shown = String::new();
    let mut at = text.start();
    for range in found {
        let gap = text.range(at.byte(), range.start().byte()).expect("in order");
        shown += &format!("{}[{}]", text.quote(gap), text.quote(range));
        at = range.end();
    }
    shown += &text.as_str()[at.byte()..];
    assert_eq!(shown, marked);
}

#[test]
fn what_fits_is_found() {
    check(r"\d{4}", "In [2019] and [2024], not 24");
    check("accord|treaty", "The Accord, a [treaty], an [accord]");
    check("(?i)accord", "The [Accord], an [accord]");
    check(r"^\w+", "[First] line\n[Second] line");
    check(r"\p{Lu}\w+( \p{Lu}\w+)+", "the [Oslo Fishing Accord] of Oslo");
    check(r"\w+署", "[東京都知事は協定に署]名した");
    check("x*", "no [xx], no [x]");
}

#[test]
fn no_match_cuts_what_is_seen_as_one_character() {
    check("e", "caf[e\u{301}]");
    check("👨", "[👨‍👩‍👧] and [👨]");
}

#[test]
fn expressions_over_a_limit_are_refused() {
    let text = Text::new("aaaa");
    assert_eq!(find_pattern(&text, &"a".repeat(LONGEST + 1)), Err(PatternError::TooLong));
    assert_eq!(find_pattern(&text, r"((\w{50}){50}){50}"), Err(PatternError::TooBig));
    let malformed = |pattern: &str| match find_pattern(&text, pattern) {
        Err(PatternError::Malformed(why)) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(malformed("(a"), "unclosed group");
    assert!(malformed(r"(a)\1").contains("backreferences"), "{}", malformed(r"(a)\1"));
    assert!(malformed("(?=a)").contains("look-around"), "{}", malformed("(?=a)"));
    let deep = "(".repeat(200) + "a" + &")".repeat(200);
    assert!(malformed(&deep).contains("nest"), "{}", malformed(&deep));
}

#[test]
fn there_is_a_last_match() {
    let text = Text::new(&"x ".repeat(MOST_MATCHES + 10));
    assert_eq!(find_pattern(&text, "x").map(|found| found.len()), Ok(MOST_MATCHES));
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn the_worker_finds_the_same(text in awkward(), pattern in r"[\\\[\](){}.*+?|^$a-c\-]{0,12}|\PC{0,8}") {
        let text = Text::new(&text);
        let job = PatternJob { text: &text, pattern: &pattern };
        let found = job.read(&run(&job.write(), &mut |_| ()));
        prop_assert_eq!(found, Some(find_pattern(&text, &pattern)));
    }

    #[test]
    fn matches_stand_in_order_and_are_whole(text in awkward(), pattern in "[a-z.]{1,3}[+*]?") {
        let text = Text::new(&text);
        for pair in find_pattern(&text, &pattern).unwrap_or_default().windows(2) {
            prop_assert!(!pair[0].is_empty() && pair[0].end() <= pair[1].start());
        }
    }
}

fn in_article(state: &AppState, action: ArticleAction) -> AppState {
    reduce(state, Action::Article(action))
}

#[test]
fn what_an_expression_fits_is_shown_when_it_comes_and_nothing_older() {
    let state = state_with("Signed 2019, in force 2024, ended 24");
    let state = in_article(&state, ArticleAction::Find(Some("20".into())));
    let state = in_article(&state, ArticleAction::FindPattern(true));
    let state = in_article(&state, ArticleAction::Find(Some(r"\d+".into())));
    let find = |state: &AppState| article(state).find.clone().expect("something is looked for");
    assert_eq!(find(&state).state, FindState::Underway);
    let text = article(&state).text().clone();
    let sought = find(&state).sought;
    let found = find_pattern(&text, &sought.typed).map_err(FindError::Pattern);

    let older = Query { typed: r"\d".into(), ..sought.clone() };
    let still = in_article(&state, ArticleAction::Found(older, Ok(vec![text.whole()])));
    assert_eq!(find(&still).state, FindState::Underway);

    let state = in_article(&state, ArticleAction::Found(sought.clone(), found));
    assert_eq!(state.said.1, Some(Notice::Found(3)));
    let state = in_article(&state, ArticleAction::FindStep { forward: true });
    let state = in_article(&state, ArticleAction::SelectMatch);
    assert_eq!(article(&state).selection.map(|range| text.quote(range)), Some("2024"));

    let too_big = FindError::Pattern(PatternError::TooBig);
    let refused = in_article(&state, ArticleAction::Found(sought, Err(too_big.clone())));
    assert_eq!(find(&refused).state, FindState::Failed(too_big));
    let words = in_article(&refused, ArticleAction::FindPattern(false));
    assert!(find(&words).matches().is_empty(), "the expression's letters stand nowhere");
}
