//! The words of commands and keys.

use super::{examples, listing};
use crate::app::article::Awaited;
use crate::app::keys::Command;
use crate::app::tag_all::Alike;

/// The words of commands and keys.
#[derive(Debug)]
pub(crate) struct CommandsWords {
    pub(crate) escape_key: &'static str,
    pub(crate) enter_key: &'static str,
    pub(crate) commands: &'static str,
    pub(crate) command_search: &'static str,
    pub(crate) no_command: &'static str,
    pub(crate) command: fn(&Command) -> &'static str,
    pub(crate) label_command: fn(&Command, &str) -> String,
    /// Commands that need nothing, with the keys they have besides single ones.
    pub(crate) command_keys: &'static [(Command, &'static str)],
    pub(crate) delete_key: &'static str,
    /// Keys, and what they do.
    pub(crate) fixed_keys: &'static [(&'static [&'static str], &'static str)],
    pub(crate) done_key: &'static str,
}

/// English.
pub(super) const ENGLISH: CommandsWords = CommandsWords {
    escape_key: "Esc",
    enter_key: "Enter",
    commands: "Commands",
    command_search: "Type what you want to do",
    no_command: "No command is called that.",
    command: |command| match command {
        Command::Await(Awaited::OtherEnd(..)) => "Relate the selected span",
        Command::Await(Awaited::Fragment(_)) => "Add text to the selected span",
        Command::Await(Awaited::SecondLabel(_)) => "Give its text another label besides",
        Command::Await(_) => "Join the selected span with another one",
        Command::TagAll(Alike::Untagged) => "Untagged mentions",
        Command::TagAll(_) => "Tag all mentions of the selected span",
        Command::Mention => "Say what the selected span mentions",
        Command::Pin => examples::ENGLISH.pin_command,
        Command::AsList => listing::ENGLISH.switch,
        Command::Delete => "Delete the selected span",
        Command::Neighbour { forward: true } => "Next span",
        Command::Neighbour { forward: false } => "Previous span",
        Command::Undo => "Undo",
        Command::Redo => "Redo",
        Command::Find => "Find in the article",
        Command::DoneAndNext => "Done, and on to the next article",
        Command::SelectAll => "Select the whole text",
        _ => "All keys",
    },
    label_command: |command, label| match command {
        Command::Tag(_) => format!("Tag the selection as {label}"),
        Command::Duplicate(..) => format!("Give it the label {label} besides"),
        Command::Relabel(_) => format!("Make the selected span {label}"),
        Command::Arm(None) => format!("Put {label} away"),
        _ => format!("Keep {label} ready"),
    },
    command_keys: &[
        (Command::Find, "Ctrl+F"),
        (Command::Undo, "Ctrl+Z"),
        (Command::Redo, "Ctrl+Shift+Z"),
        (Command::DoneAndNext, "Ctrl+Enter"),
        (Command::SelectAll, "Ctrl+A"),
    ],
    delete_key: "Delete",
    fixed_keys: &[
        (
            &["1", "…", "9"],
            "Tag the selected text with a label; with nothing selected, keep that label ready, or give it to the selected span",
        ),
        (&["Enter"], "Tag the selected text with the label kept ready"),
        (&["Delete"], "Delete the selected span"),
        (&["Alt+← →"], "Move the end of the selected span by words, with Ctrl by characters"),
        (&["Alt+Shift+← →"], "Move its start"),
        (&["Ctrl+Z", "Ctrl+Shift+Z"], "Undo, redo"),
        (&["Ctrl+F"], "Find in the article; Enter selects the match, ↑ and ↓ go to others"),
        (&["← → ↑ ↓"], "Move the caret, once the text has the focus"),
        (&["Ctrl+← →"], "Move the caret by words"),
        (&["Home", "End"], "Start and end of the paragraph"),
        (&["Shift+← → ↑ ↓"], "Select with the caret"),
        (&["Shift+click"], "Extend the selection"),
        (&["Alt+drag"], "Select exact characters, no whole words"),
        (&["Ctrl+Enter"], "Done, and on to the next article"),
        (&["Esc"], "Let go: of the selection, the span, the search, the label"),
        (&["Ctrl+K"], "Find any command by its name"),
    ],
    done_key: "Ctrl+Enter",
};
