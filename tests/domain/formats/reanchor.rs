//! Annotations on another version of their text.

use postil::domain::formats::reanchor::reanchor;
use postil::domain::text::Text;

use crate::support::marked::{Marked, parse};

#[track_caller]
fn check(before: &str, after: &str, orphans: &[&str]) {
    let (before, after) = (parse(before), parse(after));
    let moved = reanchor(&before.set(), &before.text, &after.text);
    assert_eq!(Marked::of(&after.text, &moved.set).print(), after.print());
    let quotes: Vec<&str> = moved.orphans.iter().map(|span| before.text.quote(span.hull())).collect();
    assert_eq!(quotes, orphans);
}

#[test]
fn spans_move_with_their_words() {
    check("The [Union|actor] signed the accord.", "Updated: The [Union|actor] signed the accord.", &[]);
    check("🙂 The [[Oslo|place] accord|agreement] holds.", "The [[Oslo|place] accord|agreement] holds.", &[]);
}

#[test]
fn surroundings_tell_one_place_of_several() {
    check("The [Union|actor] signed. The Union paid.", "The Union met. The [Union|actor] signed. The Union paid.", &[]);
    check("[ha|x] ha ha", "ha ha ha ha", &["ha"]);
}

#[test]
fn what_is_gone_or_stands_elsewhere_is_handed_back() {
    check("The [Union|actor] signed the accord.", "Nobody signed the accord.", &["Union"]);
    check("Then the [EU|actor] agreed to pay.", "Nobody agreed. Later, EUR 5 was paid.", &["EU"]);
    check("The [Union|actor] signed the accord.", "The [Union|actor] paid for the accord.", &[]);
}

#[test]
fn a_relation_goes_with_its_ends() {
    use crate::support::samples::relation;
    let before = parse("The [Union|actor] signed the [accord|agreement] in Oslo.");
    let link = relation("r1", &before.spans[0].id, &before.spans[1].id);
    let set = before.set().with(before.spans.clone(), vec![link]);
    let stays = reanchor(&set, &before.text, &Text::new("Today the Union signed the accord in Oslo."));
    assert_eq!((stays.set.relations().len(), stays.loose.len()), (1, 0));
    let goes = reanchor(&set, &before.text, &Text::new("Today the Union signed the treaty in Oslo."));
    assert_eq!((goes.set.relations().len(), goes.loose.len(), goes.orphans.len()), (0, 1, 1));
}
