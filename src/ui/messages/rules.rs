//! The words of the rules by which spans may share text.

use crate::domain::schema::Overlap;

/// The words of the rules.
#[derive(Debug)]
pub(crate) struct RuleWords {
    pub(crate) overlap: &'static str,
    pub(crate) overlap_hint: &'static str,
    pub(crate) overlap_name: fn(Overlap) -> &'static str,
    pub(crate) in_the_way: fn(&str, &str) -> String,
    pub(crate) tagged_but: fn(&str, &str) -> String,
    pub(crate) check: &'static str,
}

/// English.
pub(super) const ENGLISH: RuleWords = RuleWords {
    overlap: "May share text with other spans",
    overlap_hint: "The rules of both labels hold. Spans that break a new rule stay; the checks before an export list them.",
    overlap_name: |overlap| match overlap {
        Overlap::Anything => "With any",
        Overlap::OtherLabels => "With spans of other labels only",
        Overlap::Nested => "Only where one lies within the other",
        Overlap::Nothing => "With none",
    },
    in_the_way: |quote, label| {
        format!(
            "Not done: {quote} ({label}) is in the way, and the label set’s rules don’t let the two share text like that."
        )
    },
    tagged_but: |done, passed_over| {
        format!("{done} tagged, {passed_over} passed over, where the label set’s rules don’t let spans share text")
    },
    check: "Spans that share text though their labels’ rules forbid it",
};
