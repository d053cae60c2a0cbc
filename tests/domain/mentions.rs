//! Where else a text mentions what was marked in one place.

use postil::app::action::{Action, ArticleAction, Tag};
use postil::app::reduce::reduce;
use postil::app::state::Notice;
use postil::app::tag_all::{Alike, Candidate, candidates};
use postil::domain::id::{LabelId, SpanId};
use postil::domain::text::Text;
use postil::domain::text::mentions::{Variant, mentions};
use proptest::prelude::*;

use crate::reduce::{article, shown, stamp, state_with};
use crate::support::cases;
use crate::support::texts::{awkward, graphemes_in};

/// Finds what is marked: the same in `[ ]`, in another case in `( )`, with another ending in `{ }`.
#[track_caller]
fn finds(marked: &str, expected: &str) {
    let text = Text::new(&expected.replace(['[', ']', '(', ')', '{', '}'], ""));
    let mut found = String::new();
    let mut at = 0;
    for mention in mentions(&text, marked) {
        let around = match mention.variant {
            Variant::Same => ["[", "]"],
            Variant::Case => ["(", ")"],
            Variant::Ending => ["{", "}"],
        };
        found += &text.as_str()[at..mention.range.start().byte()];
        found.extend([around[0], text.quote(mention.range), around[1]]);
        at = mention.range.end().byte();
    }
    found += &text.as_str()[at..];
    assert_eq!(found, expected, "for {marked}");
}

#[test]
fn whole_words_are_found_whatever_their_case() {
    finds("Korea", "[Korea] and (KOREA), not Koreatown or NorthKorea");
    finds("supply chain", "A [supply chain], a (Supply chain), a (supply\nchain); supplychain");
    finds("Yun", "[Yun] is not Yun-jong");
    finds("U.S.", "the [U.S.] and the U.S");
    finds("", "nothing");
    finds("  ", "nothing");
    finds("😀", "a [😀] b[😀]");
}

#[test]
fn endings_are_variants() {
    finds("accord", "[accord], {accords}, [accord]’s, {accords}’ end, accordion");
    finds("treaties", "[treaties] and a {treaty}");
    finds("treaty", "{treaties}, [treaty]");
    finds("glass", "[glass], {glasses}");
    finds("taxes", "[taxes], one {tax}");
    finds("day", "{days} and [day]");
    finds("Japan", "[Japan]'s and [Japan]’s");
}

#[test]
fn scripts_without_spaces_and_with_particles() {
    finds("한국", "[한국] {한국}은 {한국}에서 한국인들에게는");
    finds("漢字", "[漢字]です、[漢字]");
}

fn found(notation: &str, alike: &Alike) -> Vec<String> {
    let state = state_with(notation);
    let text = article(&state).text().clone();
    let told = |candidate: &Candidate| {
        let label = candidate.label.as_ref().map_or("?", LabelId::as_str);
        let over = candidate.overlapped.as_ref().map_or(String::new(), |over| format!(" in {over}"));
        format!("{} {label}{over}", text.quote(candidate.range))
    };
    candidates(article(&state), alike).iter().map(told).collect()
}

#[test]
fn what_has_the_label_is_no_candidate() {
    let notation = "[Seoul|*actor] SEOUL [Seoul|actor] [Seoul trade|focus-area]";
    assert_eq!(found(notation, &Alike::Mentions(SpanId::new("s1"))), ["SEOUL actor", "Seoul actor in focus-area"]);
    assert_eq!(
        found("[Seoul|actor] Seoul tokyo [trade|focus-area] trade", &Alike::Untagged),
        ["Seoul actor", "trade focus-area"]
    );
    assert_eq!(found("Seoul", &Alike::Untagged), [""; 0]);
}

#[test]
fn all_places_are_tagged_in_one_step() {
    let state = state_with("[Seoul|*actor] and Seoul or Seoul");
    let places = candidates(article(&state), &Alike::Mentions(SpanId::new("s1")));
    let places: Vec<_> = places.iter().map(|place| (place.range, LabelId::new("actor"))).collect();
    let tag = Tag { id: SpanId::new("new"), stamp: stamp() };
    let again = places.clone();
    let tagged = reduce(&state, Action::Article(ArticleAction::TagAll(places, tag.clone())));
    assert_eq!(shown(&tagged), "[Seoul|*actor] and [Seoul|actor] or [Seoul|actor]");
    assert_eq!(tagged.said.1, Some(Notice::TaggedAll(2)));
    let undone = reduce(&tagged, Action::Article(ArticleAction::Undo(stamp())));
    assert_eq!(article(&undone).open.set(), article(&state).open.set());
    let nothing = reduce(&tagged, Action::Article(ArticleAction::TagAll(again, tag)));
    assert_eq!(shown(&nothing), shown(&tagged), "nothing is tagged twice");
}

#[test]
fn whole_words_can_be_asked_for() {
    let state = state_with("Korea and Koreans");
    let find = |state, action| reduce(state, Action::Article(action));
    let state = find(&state, ArticleAction::Find(Some("korea".into())));
    assert_eq!(state.said.1, Some(Notice::Found(2)));
    let state = find(&state, ArticleAction::FindWholeWords(true));
    assert_eq!(state.said.1, Some(Notice::Found(1)));
    let state = find(&state, ArticleAction::Find(Some("koreans".into())));
    assert_eq!(state.said.1, Some(Notice::Found(1)), "the wish stays while one types");
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn mentions_are_in_order_and_apart(content in awkward(), ends in any::<(usize, usize)>()) {
        let text = Text::new(&content);
        if let Some(range) = graphemes_in(&text, ends) {
            let found = mentions(&text, text.quote(range));
            prop_assert!(found.windows(2).all(|pair| pair[0].range.end() <= pair[1].range.start()));
            prop_assert!(found.iter().all(|mention| !mention.range.is_empty()));
        }
    }
}
