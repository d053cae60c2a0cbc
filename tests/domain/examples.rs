//! Examples on a label's card that are pinned from what is marked in articles.

use std::sync::Arc;

use postil::app::action::{Action, LabelsAction};
use postil::app::reduce::reduce;
use postil::app::state::Notice;
use postil::domain::annotation::Fragments;
use postil::domain::id::LabelId;
use postil::domain::schema::edit::{Edit, LabelEdit, Refused};
use postil::domain::schema::examples::{example_of, parts};
use postil::domain::text::{Range, Text};
use proptest::prelude::*;

use crate::reduce::state_with;
use crate::support::cases;
use crate::support::marked::parse;
use crate::support::samples::document;
use crate::support::texts::{awkward, graphemes_in};

#[track_caller]
fn is_pinned_as(notation: &str, expected: &str) {
    let marked = parse(notation);
    let parts: Vec<Range> = marked.spans.iter().flat_map(|span| span.fragments.iter().collect::<Vec<_>>()).collect();
    let fragments = Fragments::new(&parts).expect("something is marked");
    assert_eq!(example_of(&document("document", &marked.text), &fragments), expected, "{notation}");
}

#[test]
fn an_example_has_some_words_around_what_is_marked() {
    is_pinned_as("The [cat|actor] sat.", "The [cat] sat.");
    is_pinned_as(
        "one two three four five six seven eight [nine ten|actor] one two three four five six seven eight",
        "… three four five six seven eight [nine ten] one two three four five six …",
    );
    is_pinned_as("Both [Seoul|actor] and\n[Tokyo|actor] signed", "Both [Seoul] and [Tokyo] signed");
    is_pinned_as("A block.\n\nAnother [block|actor] here.\n\nA third one.", "Another [block] here.");
    is_pinned_as("서울에서 [한국|actor]과 만났다.", "서울에서 [한국]과 만났다.");
}

#[test]
fn what_stands_in_brackets_is_marked() {
    assert_eq!(parts("South Korea"), [(false, "South Korea")]);
    assert_eq!(parts("met [Seoul] and [Tokyo]"), [(false, "met "), (true, "Seoul"), (false, " and "), (true, "Tokyo")]);
    for uneven in ["a [b", "a] b", "[a [b] c]", "]a["] {
        assert_eq!(parts(uneven), [(false, uneven)]);
    }
}

#[test]
fn pinning_is_a_step_of_undo_and_offered_to_be_undone_until_the_label_set_changes_again() {
    let state = state_with("a b");
    let pin = |label: &str| {
        let edit = LabelEdit::Pin("a [b]".into());
        Action::Labels(LabelsAction::Edit(Edit::Label(LabelId::new(label), edit)))
    };
    let pinned = reduce(&state, pin("actor"));
    assert_eq!(pinned.project.schema.labels[0].examples.last().map(String::as_str), Some("a [b]"));
    assert!(pinned.notices.iter().any(|(_, notice)| *notice == Notice::Pinned("Actor".into())));
    let undone = reduce(&pinned, Action::Labels(LabelsAction::Undo));
    assert_eq!(undone.project.schema, state.project.schema);
    assert!(undone.notices.is_empty());
    let again = reduce(&pinned, pin("actor"));
    assert!(Arc::ptr_eq(&again.project.schema, &pinned.project.schema), "the same example stands there once");
    assert_eq!(again.said.1, Some(Notice::LabelRefused(Refused::SameExample)));
    let gone = reduce(&pinned, pin("no-such-label"));
    assert_eq!(gone.said.1, Some(Notice::LabelRefused(Refused::Missing)));
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn an_example_is_one_line_that_holds_what_is_marked(text in awkward(), one in any::<usize>(), other in any::<usize>()) {
        let text = Text::new(&format!("Seoul {} signed.", text.replace(['[', ']'], " ")));
        prop_assume!(graphemes_in(&text, (one, other)).is_some());
        let range = graphemes_in(&text, (one, other)).expect("just seen");
        let fragments = Fragments::one(range).expect("it has text");
        let example = example_of(&document("document", &text), &fragments);
        prop_assert_eq!(example.lines().count(), 1);
        let squeezed = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
        let marked: Vec<&str> = parts(&example).into_iter().filter(|(is_marked, _)| *is_marked).map(|part| part.1).collect();
        if range.len() <= 300 {
            prop_assert_eq!(squeezed(&marked.concat()), squeezed(text.quote(range)));
        }
    }
}
