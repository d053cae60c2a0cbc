//! The words of what is done in several articles at once.

use super::{EN, counted};
use crate::app::across::{Across, Deed};
use crate::web::intl;

/// The words of what is done in several articles at once.
#[derive(Debug)]
pub(crate) struct AcrossWords {
    pub(crate) where_to_look: &'static str,
    pub(crate) this_article: &'static str,
    pub(crate) whole_project: &'static str,
    pub(crate) own_only: &'static str,
    pub(crate) looking: &'static str,
    pub(crate) stopped: &'static str,
    pub(crate) writing: &'static str,
    pub(crate) stop_writing: &'static str,
    pub(crate) in_article: fn(&str, usize) -> String,
    pub(crate) nothing_in_project: &'static str,
    pub(crate) done: fn(&Across) -> String,
    pub(crate) taken_back: fn(usize, usize, usize) -> String,
}

/// In English.
pub(super) const ENGLISH: AcrossWords = AcrossWords {
    where_to_look: "Where to look",
    this_article: "This article",
    whole_project: "Whole project",
    own_only: "In other articles, only your own annotations are looked at and changed.",
    looking: "Looking through the articles",
    stopped: "Not all articles were looked through.",
    writing: "Writing",
    stop_writing: "Stop; what is written stays and can be undone",
    in_article: |title, n| format!("{title} · {}", counted(n, "place", "places")),
    nothing_in_project: "There is no further place in any article.",
    done: |across| {
        let (spans, articles) = (across.spans(), across.steps.len());
        let articles = counted(articles, "article", "articles");
        match &across.deed {
            Deed::Tagged => format!("{} in {articles} tagged.", counted(spans, "place", "places")),
            Deed::Linked(name) => format!("{} in {articles} linked to {name}.", counted(spans, "span", "spans")),
        }
    },
    taken_back: |spans, articles, left| {
        let done =
            format!("Taken back: {} in {}.", counted(spans, "span", "spans"), counted(articles, "article", "articles"));
        if left == 0 {
            return done;
        }
        let were = if intl::is_one(EN, left) { "was" } else { "were" };
        format!("{done} {} {were} changed since, and left as they are.", counted(left, "span", "spans"))
    },
};
