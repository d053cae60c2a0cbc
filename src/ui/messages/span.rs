//! The words of the selected span.

use super::{isolated, short};
use crate::app::article::Awaited;
use crate::domain::annotation::Edge;

/// The words of the selected span.
#[derive(Debug)]
pub(crate) struct SpanWords {
    pub(crate) selected_span: &'static str,
    pub(crate) delete_span: &'static str,
    pub(crate) close_details: &'static str,
    pub(crate) offsets: fn(&str, &str) -> String,
    pub(crate) offsets_explained: &'static str,
    pub(crate) required: fn(&str) -> String,
    pub(crate) note: &'static str,
    pub(crate) note_hint: &'static str,
    pub(crate) same_place: &'static str,
    pub(crate) relations: &'static str,
    pub(crate) relation_to: fn(&str, &str) -> String,
    pub(crate) relation_from: fn(&str, &str) -> String,
    pub(crate) relation_between: fn(&str, &str, &str) -> String,
    pub(crate) relation_type: &'static str,
    pub(crate) reverse_relation: &'static str,
    pub(crate) delete_relation: fn(&str) -> String,
    pub(crate) change_span: &'static str,
    pub(crate) edge: fn(Edge) -> &'static str,
    pub(crate) move_edge: fn(Edge, bool) -> &'static str,
    pub(crate) fragments: &'static str,
    pub(crate) add_fragment: &'static str,
    pub(crate) remove_fragment: fn(&str) -> String,
    pub(crate) merge_span: &'static str,
    pub(crate) second_label: &'static str,
    pub(crate) relate: &'static str,
    pub(crate) split_span: &'static str,
    pub(crate) cut_before: fn(&str) -> String,
    pub(crate) awaiting: &'static str,
    pub(crate) awaited: fn(&Awaited, &str) -> String,
    pub(crate) add_this: fn(&str) -> String,
    pub(crate) this_span: fn(&str) -> String,
}

/// English.
pub(super) const ENGLISH: SpanWords = SpanWords {
    selected_span: "Selected span",
    delete_span: "Delete this span (Delete)",
    close_details: "Close details (Esc)",
    offsets: |start, end| format!("Characters {start}–{end}"),
    offsets_explained: "Unicode code points from the start of the article, as in exported files; the end is not included.",
    required: |name| format!("{name} (needed)"),
    note: "Note",
    note_hint: "A remark for yourself or the reviewer",
    same_place: "At the same place",
    relations: "Relations",
    relation_to: |name, quote| format!("{} → {}", isolated(name), isolated(quote)),
    relation_from: |name, quote| format!("{} → {} → this span", isolated(quote), isolated(name)),
    relation_between: |from, name, to| format!("{} → {} → {}", short(from), isolated(name), short(to)),
    relation_type: "Type of the relation",
    reverse_relation: "Turn the relation round",
    delete_relation: |described| format!("Delete the relation {}", short(described)),
    change_span: "Change",
    edge: |edge| match edge {
        Edge::Start => "Start",
        Edge::End => "End",
    },
    move_edge: |edge, forward| match (edge, forward) {
        (Edge::Start, false) => "Start one word earlier",
        (Edge::Start, true) => "Start one word later",
        (Edge::End, false) => "End one word earlier",
        (Edge::End, true) => "End one word later",
    },
    fragments: "The parts of the span",
    add_fragment: "Add text",
    remove_fragment: |quote| format!("Take away {}", short(quote)),
    merge_span: "Join",
    second_label: "Another label",
    relate: "Relate",
    split_span: "Split",
    cut_before: |quote| format!("Split before {quote}"),
    awaiting: "One more step",
    awaited: |awaited, quote| {
        let quote = short(quote);
        match awaited {
            Awaited::Fragment(_) => format!("Select the text that belongs to {quote} too."),
            Awaited::Merge(_) => format!("Pick the span to be joined with {quote}: click it, or walk to it."),
            Awaited::SecondLabel(_) => format!("Which label does {quote} get besides?"),
            Awaited::OtherEnd(..) => format!("Pick the span to relate {quote} to: click it, walk to it or find it."),
            Awaited::Kind(..) => format!("Which relation has {quote}?"),
        }
    },
    add_this: |quote| format!("Add {}", short(quote)),
    this_span: |quote| format!("This one: {}", short(quote)),
};
