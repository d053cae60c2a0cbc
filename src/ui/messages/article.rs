//! The words of the article and what stands around it.

use super::{EN, counted};
use crate::app::article::FindError;
use crate::domain::text::pattern::{LONGEST, PatternError};
use crate::web::intl;

/// The words of the article and what stands around it.
#[derive(Debug)]
pub(crate) struct ArticleWords {
    pub(crate) spans: fn(usize) -> String,
    pub(crate) armed_hint: fn(&str) -> String,
    pub(crate) palette_hint: &'static str,
    pub(crate) tag_selection: &'static str,
    pub(crate) filter_by_label: &'static str,
    pub(crate) all_labels: &'static str,
    pub(crate) group_by_label: &'static str,
    pub(crate) no_spans: &'static str,
    pub(crate) no_spans_of_label: &'static str,
    pub(crate) spans_list: &'static str,
    pub(crate) label: &'static str,
    pub(crate) not_said: &'static str,
    pub(crate) yes: &'static str,
    pub(crate) no: &'static str,
    pub(crate) document_labels: &'static str,
    pub(crate) whole_words: &'static str,
    pub(crate) pattern: &'static str,
    pub(crate) pattern_hint: &'static str,
    pub(crate) looking: &'static str,
    pub(crate) find_error: fn(&FindError) -> String,
    pub(crate) not_found: &'static str,
    pub(crate) match_of: fn(usize, usize) -> String,
    pub(crate) find_in_article: &'static str,
    pub(crate) previous_match: &'static str,
    pub(crate) next_match: &'static str,
    pub(crate) close_find: &'static str,
    pub(crate) labels_and_spans: &'static str,
    pub(crate) show_label_names: &'static str,
    pub(crate) article_text: &'static str,
    pub(crate) undo: &'static str,
    pub(crate) redo: &'static str,
    pub(crate) tools: &'static str,
    pub(crate) reopen: &'static str,
    pub(crate) done: &'static str,
    pub(crate) done_and_next: &'static str,
    pub(crate) not_saved: fn(usize) -> String,
    pub(crate) saving: &'static str,
    pub(crate) saved: &'static str,
    pub(crate) no_such_article: &'static str,
    pub(crate) back_to_library: &'static str,
}

/// English.
pub(super) const ENGLISH: ArticleWords = ArticleWords {
    spans: |n| counted(n, "span", "spans"),
    armed_hint: |name| format!("Select text to tag it as {name}. Esc stops."),
    palette_hint: "Select text, then choose a label; or choose a label first and it stays.",
    tag_selection: "Tag the selection as",
    filter_by_label: "Show spans of",
    all_labels: "All labels",
    group_by_label: "Group by label",
    no_spans: "No spans yet. Drag over words in the article, or double-click one.",
    no_spans_of_label: "No spans of this label yet.",
    spans_list: "Spans",
    label: "Label",
    not_said: "not said",
    yes: "Yes",
    no: "No",
    document_labels: "The whole article",
    whole_words: "Whole words",
    pattern: "Regular expression",
    pattern_hint: "Upper and lower case differ; (?i) at the start makes them the same. ^ and $ are the ends of lines.",
    looking: "Looking…",
    find_error,
    not_found: "Not found",
    match_of: |n, count| format!("{} of {}", intl::number(EN, n), intl::number(EN, count)),
    find_in_article: "Find in the article",
    previous_match: "Previous match (↑)",
    next_match: "Next match (↓)",
    close_find: "Close find (Esc)",
    labels_and_spans: "Labels and spans",
    show_label_names: "Show label names in the text",
    article_text: "Text of the article",
    undo: "Undo (Ctrl+Z)",
    redo: "Redo (Ctrl+Shift+Z)",
    tools: "Tools",
    reopen: "Reopen",
    done: "Done",
    done_and_next: "Done, next",
    not_saved: |n| format!("{} not saved", counted(n, "edit", "edits")),
    saving: "Saving…",
    saved: "Saved in this browser",
    no_such_article: "There is no such article in this project.",
    back_to_library: "Back to the library",
};

fn find_error(error: &FindError) -> String {
    match error {
        FindError::Pattern(PatternError::TooLong) => {
            format!("This expression is too long: {} characters are the most.", intl::number(EN, LONGEST))
        }
        FindError::Pattern(PatternError::TooBig) => {
            "This expression describes too much: repeat less within repetitions.".to_owned()
        }
        FindError::Pattern(PatternError::Malformed(why)) => format!("This is no regular expression: {why}."),
        FindError::Broken(said) => format!("The search broke down ({said}). Change the expression to try again."),
    }
}
