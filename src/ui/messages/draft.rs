//! The words for what was found in a source.

use super::adding::why_not_read;
use super::{EN, counted};
use crate::domain::document::Role;
use crate::ui::keeper::ReviseError;
use crate::web::intl;

/// The words for what was found in a source.
#[derive(Debug)]
pub(crate) struct DraftWords {
    pub(crate) article_preview: &'static str,
    pub(crate) add_article: &'static str,
    pub(crate) near_duplicate: fn(&str, &str) -> String,
    pub(crate) encoding: &'static str,
    pub(crate) pieces: &'static str,
    pub(crate) pieces_kept: fn(usize, usize) -> String,
    pub(crate) keep_all: &'static str,
    pub(crate) show_left_out: fn(usize, &str) -> String,
    pub(crate) show_kept: fn(usize, &str) -> String,
    pub(crate) keep_piece: fn(&str) -> String,
    pub(crate) left_out: &'static str,
    pub(crate) role_of: &'static str,
    pub(crate) role: fn(Role) -> &'static str,
    pub(crate) title: &'static str,
    pub(crate) byline: &'static str,
    pub(crate) published: &'static str,
    pub(crate) site: &'static str,
    pub(crate) source: &'static str,
    pub(crate) language_of_article: &'static str,
    pub(crate) revise: &'static str,
    pub(crate) revise_hint: &'static str,
    pub(crate) save_revised: &'static str,
    pub(crate) revised: &'static str,
    pub(crate) not_revised: fn(&ReviseError) -> String,
}

/// English.
pub(super) const ENGLISH: DraftWords = DraftWords {
    article_preview: "Is this the article?",
    add_article: "Add the article",
    near_duplicate: |title, share| {
        format!("Nearly the same as “{title}”, which is here already: {share} of the shorter text is in both.")
    },
    encoding: "Encoding",
    pieces: "What was found",
    pieces_kept: |kept, left_out| match left_out {
        0 => format!("{} kept", counted(kept, "piece", "pieces")),
        n => format!("{} kept, {} left out", counted(kept, "piece", "pieces"), intl::number(EN, n)),
    },
    keep_all: "Keep everything",
    show_left_out: |n, first| format!("Show {} left out: {first} …", counted(n, "piece", "pieces")),
    show_kept: |n, first| format!("Show {} more that are kept: {first} …", counted(n, "piece", "pieces")),
    keep_piece: |words| format!("Keep “{words}”"),
    left_out: "Left out",
    role_of: "What it is",
    role: |role| match role {
        Role::Title => "Title",
        Role::Byline => "Byline",
        Role::Date => "Date",
        Role::Heading => "Heading",
        Role::Paragraph => "Paragraph",
        Role::ListItem => "List item",
    },
    title: "Title",
    byline: "Byline",
    published: "Published",
    site: "Site",
    source: "Source",
    language_of_article: "Language",
    revise: "What belongs to the article",
    revise_hint: "If other pieces are kept, the article gets a new text and everybody’s annotations move to it; those whose words \
                  are gone are listed. The old version goes to the trash with all its annotations.",
    save_revised: "Save",
    revised: "The article was made anew",
    not_revised: |error| match error {
        ReviseError::Unsaved => "Nothing was changed: some edits are not saved yet. Try again in a moment.".into(),
        ReviseError::Gone => "Nothing was changed: the article can’t be read. Open it again.".into(),
        ReviseError::Known => "Nothing was changed: there is an article with just this text already.".into(),
        ReviseError::NotDone(error) => format!("Nothing was changed. {}", why_not_read(error)),
    },
};
