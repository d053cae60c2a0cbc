//! The words of tagging many places together.

use super::{EN, counted};
use crate::app::tag_all::Alike;
use crate::domain::text::mentions::Variant;
use crate::web::intl;

/// The words of tagging many places together.
#[derive(Debug)]
pub(crate) struct TagAllWords {
    pub(crate) tag_all: &'static str,
    pub(crate) tag_all_title: fn(&Alike) -> &'static str,
    pub(crate) nothing_to_tag: &'static str,
    pub(crate) places_ticked: fn(usize, usize) -> String,
    pub(crate) tag_places: fn(usize) -> String,
    pub(crate) variant: fn(Variant) -> &'static str,
    pub(crate) overlapped_by: fn(&str) -> String,
    pub(crate) untagged: &'static str,
    pub(crate) untagged_hint: &'static str,
    pub(crate) tag_matches: &'static str,
}

/// English.
pub(super) const ENGLISH: TagAllWords = TagAllWords {
    tag_all: "Tag all",
    tag_all_title: |alike| match alike {
        Alike::Mentions(_) => "Other mentions",
        Alike::Matches => "Tag the matches",
        Alike::Untagged => "Untagged mentions",
    },
    nothing_to_tag: "There is no further place in this article.",
    places_ticked: |ticked, all| format!("{} of {} ticked", intl::number(EN, ticked), counted(all, "place", "places")),
    tag_places: |n| format!("Tag {}", counted(n, "place", "places")),
    variant: |variant| match variant {
        Variant::Same => "same words",
        Variant::Case => "other case or line",
        Variant::Ending => "other ending",
    },
    overlapped_by: |label| format!("overlaps {label}"),
    untagged: "Untagged",
    untagged_hint: "What reads like a tagged text and is not tagged",
    tag_matches: "Tag them",
};
