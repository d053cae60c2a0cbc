//! The words that every place shares: its names, messages, and what went wrong.

use super::{EN, counted, short};
use super::{across, examples, labels, register, rules, settle, span};
use crate::app::record::Unreadable;
use crate::app::state::{Impossible, Notice, SaveFailure};
use crate::domain::adjudication::Verdict;
use crate::ui::keeper::StartError;
use crate::web::intl;
use crate::web::storage::StorageError;

/// The words that every place shares: its names, messages, and what went wrong.
#[derive(Debug)]
pub(crate) struct ProgramWords {
    pub(crate) name: &'static str,
    pub(crate) opening: &'static str,
    pub(crate) start_failed: &'static str,
    pub(crate) start_error: fn(&StartError) -> String,
    pub(crate) reload: &'static str,
    pub(crate) start_anew: &'static str,
    pub(crate) notices: &'static str,
    pub(crate) dismiss: &'static str,
    pub(crate) notice: fn(&Notice) -> String,
    pub(crate) take_back: &'static str,
    pub(crate) download_now: &'static str,
    pub(crate) failing: fn(&SaveFailure) -> String,
    pub(crate) language: &'static str,
    pub(crate) places: &'static str,
    pub(crate) library: &'static str,
    pub(crate) export: &'static str,
    pub(crate) cancel: &'static str,
    pub(crate) close: &'static str,
    pub(crate) labels: &'static str,
    pub(crate) review: &'static str,
}

/// English.
pub(super) const ENGLISH: ProgramWords = ProgramWords {
    name: "Postil",
    opening: "Opening…",
    start_failed: "Postil can’t start",
    start_error: |error| {
        match error {
        StartError::Lost(spans) => format!(
            "This browser has lost its copy of your work: the database is empty, though work was saved here{}. Postil has deleted \
             nothing. If you have a downloaded Postil file, start anew and open it.",
            match spans {
                0 => String::new(),
                n => format!(", last an article with {}", counted(*n, "span", "spans")),
            }
        ),
        StartError::Storage(StorageError::Newer) => {
            "A newer version of Postil has been used in this browser. Reload the page to get it; your work is untouched.".into()
        }
        StartError::Storage(StorageError::Unavailable(words)) => format!(
            "The browser gives this page no storage, so nothing could be saved. Leave private browsing, or allow this site to \
             store data, and reload. (The browser says: {words})"
        ),
        StartError::Storage(error) => format!("The stored work can’t be read now; it is untouched. Reload the page. {}", storage(error)),
    }
    },
    reload: "Reload",
    start_anew: "Start anew",
    notices: "Messages",
    dismiss: "Dismiss",
    notice,
    take_back: "Undo",
    download_now: "Download what is not saved",
    failing: |why| {
        match why {
        SaveFailure::NoSpace => {
            "Not saved: the browser has no space left. Your edits are kept in this tab; download them, or free some space and \
             they will be saved."
                .into()
        }
        SaveFailure::NewerVersion => {
            "Not saved: a newer version of Postil took over in another tab. Download what is not saved, then reload.".into()
        }
        SaveFailure::Other(words) => format!(
            "Not saved: the browser refuses to write ({words}). Your edits are kept in this tab and saving is tried again; \
             download them to be safe."
        ),
    }
    },
    language: "Language",
    places: "Places",
    library: "Library",
    export: "Export",
    cancel: "Cancel",
    close: "Close",
    labels: "Labels",
    review: "Review",
};

/// What the storage says, and what to do.
pub(super) fn storage(error: &StorageError) -> String {
    match error {
        StorageError::NoSpace => "The browser has no space left: free some, then try again.".into(),
        StorageError::Conflict => "Another tab changed the same thing at the same time: try again.".into(),
        StorageError::Newer => "A newer version of Postil is at work in another tab: reload.".into(),
        StorageError::Unavailable(words) | StorageError::Other(words) => format!("(The browser says: {words})"),
    }
}

fn notice(notice: &Notice) -> String {
    match notice {
        Notice::Tagged { label, quote } => format!("{label}: {}", short(quote)),
        Notice::TaggedAll(n) => format!("{} tagged", counted(*n, "place", "places")),
        Notice::TaggedAllBut(n, passed_over) => {
            (rules::ENGLISH.tagged_but)(&counted(*n, "place", "places"), &counted(*passed_over, "place", "places"))
        }
        Notice::AlreadyTagged { label } => format!("Already tagged as {label}"),
        Notice::Selected(quote) => format!("Selected: {}", short(quote)),
        Notice::Picked { label, quote } => format!("{label}, {}", short(quote)),
        Notice::Relabelled(label) => format!("Now {label}"),
        Notice::Resized(quote) => format!("Now {}", short(quote)),
        Notice::Split(quote) => format!("Split before {}", short(quote)),
        Notice::Joined(quote) => format!("Joined: {}", short(quote)),
        Notice::FragmentAdded(quote) => format!("Added {}", short(quote)),
        Notice::FragmentRemoved(quote) => format!("Taken away: {}", short(quote)),
        Notice::Related { kind, from, to } => (span::ENGLISH.relation_between)(from, kind, to),
        Notice::Unrelated(kind) => format!("Relation deleted: {kind}"),
        Notice::NotPossible(why) => match why {
            Impossible::NothingLeft => "Nothing would be left of the span",
            Impossible::NotWithin => "A span is split between two of its words",
            Impossible::SameSpan => "Another span marks that text with the same label already",
            Impossible::NoRelationFits => "No type of relation goes between these two labels",
            Impossible::SameRelation => "These two are related so already",
            Impossible::OneSpan => "A relation goes to another span",
        }
        .into(),
        Notice::InTheWay { label, quote } => (rules::ENGLISH.in_the_way)(&short(quote), label),
        Notice::Deleted(quote) => format!("Deleted: {}", short(quote)),
        Notice::Undone => "Undone".into(),
        Notice::Redone => "Redone".into(),
        Notice::NothingToUndo => "Nothing to undo".into(),
        Notice::NothingToRedo => "Nothing to redo".into(),
        Notice::Armed(label) => format!("{label} is ready: select text to tag it"),
        Notice::Disarmed => "No label is ready".into(),
        Notice::Found(0) => "Not found".into(),
        Notice::Found(n) => counted(*n, "match", "matches"),
        Notice::GaveUp(n) => format!(
            "{} of this tab could not be kept: another tab changed the same spans in the meantime.",
            counted(*n, "edit", "edits")
        ),
        Notice::SetAside(n) => format!(
            "{} could not be read and were set aside, unchanged. Everything else is here.",
            counted(*n, "stored record", "stored records")
        ),
        Notice::Unreadable(Unreadable::TooNew(_)) => {
            "This article was written by a newer version of Postil. Reload the page to get it; the article is untouched.".into()
        }
        Notice::Unreadable(_) => {
            "The stored records of this article are damaged, so it can’t be opened. They are left as they are.".into()
        }
        Notice::NotRead(words) => format!("This article can’t be read now; it is untouched. Try again. (The browser says: {words})"),
        Notice::Trashed(articles) => format!("{} moved to the trash.", counted(articles.len(), "article", "articles")),
        Notice::BroughtBack(n) => format!("{} brought back.", counted(*n, "article", "articles")),
        Notice::Merged(0) => "Nothing more to take into the gold".into(),
        Notice::Merged(n) => format!("{} taken into the gold", counted(*n, "span", "spans")),
        Notice::Conflict(kind, quote) => format!("{}: {}", (settle::ENGLISH.kind)(*kind), short(quote)),
        Notice::Settled(verdict, left) => {
            let what = match verdict {
                Verdict::Take(_) | Verdict::Span { .. } | Verdict::Value(_) => "Settled",
                Verdict::NoneIsRight => "None was right",
                Verdict::Defer => "Put off",
                Verdict::Reopen => "Open again",
            };
            format!("{what}, {} left", intl::number(EN, *left))
        }
        Notice::Mentions(name) => (register::ENGLISH.mentions_now)(name),
        Notice::Unmentioned => register::ENGLISH.mentions_nothing.into(),
        Notice::Across(across) => (across::ENGLISH.done)(across),
        Notice::TakenBack { spans, articles, left } => (across::ENGLISH.taken_back)(*spans, *articles, *left),
        Notice::Pinned(label) => (examples::ENGLISH.pinned)(label),
        Notice::LabelRefused(why) => (labels::ENGLISH.refused)(why),
        Notice::NoLabelSet(name) => (labels::ENGLISH.no_label_set)(name),
        Notice::Resettled(spans, articles, label) => (labels::ENGLISH.resettled)(*spans, *articles, label.as_deref()),
        Notice::NotWritten(words) => {
            format!("That was not saved; what was there before is unchanged. (The browser says: {words})")
        }
    }
}
