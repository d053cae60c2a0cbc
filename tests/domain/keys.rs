//! What key presses mean.

use postil::app::action::{Action, ArticleAction, LabelsAction};
use postil::app::article::Motion;
use postil::app::keys::single::Keys;
use postil::app::keys::{Command, Focus, Press, ReviewCommand, command, labels_command, review_command};
use postil::app::reduce::reduce;
use postil::app::state::AppState;
use postil::domain::id::LabelId;

use crate::reduce::{article, state_with};

/// What the press means in the article as it is marked, with the label armed; `Ctrl+Shift+z` and the like.
#[track_caller]
fn means_armed(armed: Option<&str>, notation: &str, focus: Focus, keys: &str, expected: Option<Command>) {
    let state = state_with(notation);
    let state = reduce(&state, Action::Article(ArticleAction::Arm(armed.map(LabelId::new))));
    assert_eq!(
        (keys, command(&press(keys), focus, article(&state), &state.project.schema, &state.keys)),
        (keys, expected),
        "in {notation}"
    );
}

/// What the press on the text means as it is shown.
pub(crate) fn meant_in(state: &AppState, keys: &str) -> Option<Command> {
    command(&press(keys), Focus::Text, article(state), &state.project.schema, &state.keys)
}

fn press(keys: &str) -> Press {
    let mut press = Press::default();
    let mut rest = keys;
    while let Some((modifier, key)) = rest.split_once('+').filter(|(_, key)| !key.is_empty()) {
        match modifier {
            "Ctrl" => press.command = true,
            "Alt" => press.alt = true,
            "Shift" => press.shift = true,
            other => panic!("no modifier {other}"),
        }
        rest = key;
    }
    press.key = rest.to_owned();
    press
}

#[track_caller]
fn means(notation: &str, focus: Focus, keys: &str, expected: Option<Command>) {
    means_armed(None, notation, focus, keys, expected);
}

fn label(id: &str) -> LabelId {
    LabelId::new(id)
}

#[test]
fn a_label_key_does_the_next_thing_there_is_an_object_for() {
    means("a «b»", Focus::Text, "1", Some(Command::Tag(label("actor"))));
    means("a [b|*actor]", Focus::Text, "2", Some(Command::Relabel(label("agreement"))));
    means("a b", Focus::Nothing, "3", Some(Command::Arm(Some(label("focus-area")))));
    means_armed(Some("actor"), "a b", Focus::Text, "1", Some(Command::Arm(None)));
    means_armed(Some("actor"), "a [b|*actor]", Focus::Text, "2", Some(Command::Arm(Some(label("agreement")))));
    means_armed(Some("actor"), "a «b»", Focus::Text, "2", Some(Command::Tag(label("agreement"))));
    means("a «b»", Focus::Text, "9", None);
    means("a «b»", Focus::Text, "Ctrl+1", None);
    means("a «b»", Focus::Text, "Alt+1", None);
    means_armed(Some("actor"), "a «b»", Focus::Text, "Enter", Some(Command::Tag(label("actor"))));
    means("a «b»", Focus::Text, "Enter", None);
    means_armed(Some("actor"), "a «b»", Focus::Control, "Enter", None);
}

#[test]
fn a_field_keeps_its_keys() {
    for keys in ["1", "n", "/", "?", "Delete", "Ctrl+z", "Ctrl+a", "ArrowLeft", "Home"] {
        means("a [b|*actor]", Focus::Field, keys, None);
    }
    means("a b", Focus::Field, "Escape", Some(Command::LetGo));
    means("a b", Focus::Field, "Ctrl+f", Some(Command::Find));
    means("a b", Focus::Field, "Ctrl+Enter", Some(Command::DoneAndNext));
}

#[test]
fn keys_for_the_whole_article() {
    for (keys, expected) in [
        ("Ctrl+z", Some(Command::Undo)),
        ("Ctrl+Shift+Z", Some(Command::Redo)),
        ("Ctrl+y", Some(Command::Redo)),
        ("Ctrl+k", Some(Command::Commands)),
        ("/", Some(Command::Find)),
        ("Shift+?", Some(Command::Shortcuts)),
        ("n", Some(Command::Neighbour { forward: true })),
        ("p", Some(Command::Neighbour { forward: false })),
        ("Escape", Some(Command::LetGo)),
        ("Delete", None),
        ("q", None),
        ("F5", None),
        ("Ctrl+n", None),
    ] {
        means("a b", Focus::Nothing, keys, expected.clone());
        means("a b", Focus::Control, keys, expected);
    }
    means("[a|*actor]", Focus::Nothing, "Delete", Some(Command::Delete));
    means("[a|*actor]", Focus::Nothing, "Backspace", Some(Command::Delete));
    means("a b", Focus::Text, "Ctrl+a", Some(Command::SelectAll));
    means("a b", Focus::Control, "Ctrl+a", None);
}

#[test]
fn the_arrows_move_the_caret_in_the_text_only() {
    for (keys, motion, extend) in [
        ("ArrowRight", Motion::NextGrapheme, false),
        ("Shift+ArrowLeft", Motion::PreviousGrapheme, true),
        ("Ctrl+ArrowRight", Motion::NextWord, false),
        ("Ctrl+Shift+ArrowLeft", Motion::PreviousWord, true),
        ("Home", Motion::BlockStart, false),
        ("Shift+End", Motion::BlockEnd, true),
    ] {
        means("a b", Focus::Text, keys, Some(Command::Caret { motion, extend }));
        means("a b", Focus::Control, keys, None);
    }
    means("a b", Focus::Text, "Shift+ArrowDown", Some(Command::CaretLine { down: true, extend: true }));
    means("a b", Focus::Text, "ArrowUp", Some(Command::CaretLine { down: false, extend: false }));
    means("a b", Focus::Text, "Alt+ArrowLeft", None);
}

#[test]
fn the_gold_is_settled_by_single_keys() {
    let press = |key: &str| Press { key: key.into(), ..Press::default() };
    let command = |key: &str| review_command(&press(key), Focus::Nothing, &Keys::default());
    assert_eq!(command("1"), Some(ReviewCommand::Take(0)));
    assert_eq!(command("9"), Some(ReviewCommand::Take(8)));
    assert_eq!(command("x"), Some(ReviewCommand::NoneIsRight));
    assert_eq!(command("d"), Some(ReviewCommand::Defer));
    assert_eq!(command("n"), Some(ReviewCommand::Step { forward: true }));
    assert_eq!(command("q"), None);
    // Who types a remark settles nothing by it.
    assert_eq!(review_command(&press("x"), Focus::Field, &Keys::default()), None);
    let undo = Press { key: "z".into(), command: true, ..Press::default() };
    assert_eq!(review_command(&undo, Focus::Nothing, &Keys::default()), Some(ReviewCommand::Undo));
    assert_eq!(review_command(&Press { command: true, ..press("1") }, Focus::Nothing, &Keys::default()), None);
}

#[test]
fn edits_of_the_label_set_are_undone_by_the_keys_that_undo_elsewhere() {
    let press = |key: &str, shift| Press { key: key.into(), command: true, shift, ..Press::default() };
    assert!(matches!(labels_command(&press("z", false), Focus::Control), Some(LabelsAction::Undo)));
    assert!(matches!(labels_command(&press("Z", true), Focus::Nothing), Some(LabelsAction::Redo)));
    assert!(labels_command(&press("z", false), Focus::Field).is_none());
    assert!(labels_command(&Press { key: "x".into(), ..Press::default() }, Focus::Nothing).is_none());
}
