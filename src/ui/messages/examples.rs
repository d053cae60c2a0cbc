//! The words of examples that are pinned from articles.

/// The words of pinned examples.
#[derive(Debug)]
pub(crate) struct ExampleWords {
    pub(crate) pin: &'static str,
    pub(crate) pin_command: &'static str,
    pub(crate) pin_to: fn(&str, &str) -> String,
    pub(crate) pinned: fn(&str) -> String,
    pub(crate) same: &'static str,
    pub(crate) hint: &'static str,
}

/// English.
pub(super) const ENGLISH: ExampleWords = ExampleWords {
    pin: "Pin as an example",
    pin_command: "Pin the selected span as an example of its label",
    pin_to: |quote, label| format!("Pin {quote} to the card of {label}"),
    pinned: |label| format!("Pinned to the card of {label}"),
    same: "That example is on the card already.",
    hint: "What stands in [square brackets] is what is marked; an example pinned from an article has it.",
};
