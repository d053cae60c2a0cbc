//! The words of single keys and of the sheet where they are changed.

use crate::app::keys::single::{Place, Single, Taken};

/// The words of single keys.
#[derive(Debug)]
pub(crate) struct KeyWords {
    pub(crate) change: &'static str,
    pub(crate) named: fn(&str, Option<char>) -> String,
    pub(crate) work: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) always: &'static str,
    pub(crate) place: fn(Place) -> &'static str,
    pub(crate) meaning: fn(Single) -> &'static str,
    pub(crate) key_of: fn(&str) -> String,
    pub(crate) back: fn(char) -> String,
    pub(crate) all_back: &'static str,
    pub(crate) label_has_it: fn(&str) -> String,
    pub(crate) taken: fn(&Taken) -> String,
    pub(crate) list_hint: fn([Option<char>; 3]) -> String,
}

/// English.
pub(super) const ENGLISH: KeyWords = KeyWords {
    change: "Keyboard shortcuts",
    named: |name, key| key.map_or_else(|| name.to_owned(), |key| format!("{name} ({key})")),
    work: "Single keys work",
    hint: "Write another key in its place, or none. Off, no letter, digit or sign does anything by itself; keys with Ctrl or Alt, \
           Enter, Delete, Escape and arrows still do. This browser remembers it.",
    always: "Always",
    place: |place| match place {
        Place::Article => "In the article",
        Place::Library => "In the list of articles",
        Place::Review => "While the gold is settled",
    },
    meaning,
    key_of: |meaning| format!("Key for: {meaning}"),
    back: |key| format!("Back to {key}"),
    all_back: "All back to what they were",
    label_has_it: |label| format!("In this project the key is the label {label}’s."),
    taken: |taken| match taken {
        Taken::By(other) => {
            format!("That key has a meaning already: {}. Give that another key first.", meaning(*other))
        }
        Taken::ByLabel(label) => format!("That key is the label {label}’s. Take it away in the label set first."),
        Taken::Digit => "Digits choose labels, relations and proposals; take another key.".into(),
        Taken::NoKey => "That is no key that can be seen; take another one.".into(),
    },
    list_hint: |[below, above, choose]| {
        let mut going = vec!["↑ and ↓".to_owned()];
        going.extend(below.zip(above).map(|(below, above)| format!("{above} and {below}")));
        let chosen = choose.map(|key| format!(", {key} chooses, Shift+{key} chooses all in between"));
        format!(
            "In the list, {} go from article to article, Enter opens{}.",
            going.join(" or "),
            chosen.unwrap_or_default()
        )
    },
};

fn meaning(single: Single) -> &'static str {
    match single {
        Single::NextSpan => "Next span",
        Single::PreviousSpan => "Previous span",
        Single::Relate => "Relate the selected span to another one: click it, or walk to it and press Enter",
        Single::AddFragment => "Add text to the selected span, which may stand apart from it",
        Single::SecondLabel => "Give the selected span’s text another label besides",
        Single::TagAll => "Tag other mentions of the selected span’s text",
        Single::Mention => "Say whom or what the selected span mentions",
        Single::Untagged => "Untagged mentions of what is tagged",
        Single::Join => "Join the selected span with another one",
        Single::Split => "Split the selected span at the caret",
        Single::Find => "Find in the article",
        Single::AsList => "Show the text as a list, or no longer",
        Single::Shortcuts => "Show these keys",
        Single::ArticleBelow => "The article below",
        Single::ArticleAbove => "The article above",
        Single::ChooseArticle => "Choose the article; with Shift, all in between",
        Single::NoneIsRight => "None is right",
        Single::Edit => "Edit",
        Single::Defer => "Put off",
        Single::Reopen => "Open the conflict again",
        Single::Reason => "Say why",
        Single::MergeByRule => "Merge by the rule",
        Single::NextConflict => "Next conflict",
        Single::PreviousConflict => "Previous conflict",
    }
}
