//! What a key press in the open article means.

use crate::app::action::LabelsAction;
use crate::app::article::{Article, Awaited, Motion};
use crate::app::tag_all::Alike;
use crate::domain::annotation::Edge;
use crate::domain::id::{LabelId, SpanId};
use crate::domain::schema::Schema;
use crate::domain::text::{Offset, Range};

/// A key press.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Press {
    /// The key as `KeyboardEvent.key` names it.
    pub key: String,
    /// Whether Ctrl, or Command on a Mac, is held.
    pub command: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// Whether Shift is held.
    pub shift: bool,
}

/// What has the keyboard's focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// The article's text.
    Text,
    /// A field one types in.
    Field,
    /// A button, a list, a choice.
    Control,
    /// Nothing in particular.
    Nothing,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Make the selected text a span with the label.
    Tag(LabelId),
    /// Give the picked span the label.
    Relabel(LabelId),
    /// Arm the label, or none.
    Arm(Option<LabelId>),
    /// Say which entry of the register the picked span mentions.
    Mention,
    /// Delete the picked span.
    Delete,
    /// See places that may get a label together.
    TagAll(Alike),
    /// Begin an edit at the picked span that takes another pick or selection.
    Await(Awaited),
    /// Pick the span that an edit waits for.
    Complete(SpanId),
    /// Mark the selected text too with the span that waits for it.
    AddFragment(Range),
    /// Choose, among the relations that fit, the one at this place from 0.
    ChooseKind(usize),
    /// Move where the picked span starts or ends.
    Resize {
        /// Its start or its end.
        edge: Edge,
        /// How far.
        motion: Motion,
    },
    /// Make two spans of the picked one, at the caret.
    Split(Offset),
    /// Mark the text of the span once more, with the label.
    Duplicate(SpanId, LabelId),
    /// Undo the last step.
    Undo,
    /// Do the last undone step again.
    Redo,
    /// Pick the next span, or the one before.
    Neighbour {
        /// Next or before.
        forward: bool,
    },
    /// Let go of the selection, else of the picked span, else of the armed label.
    LetGo,
    /// Look for words.
    Find,
    /// Declare the article done and open the next one.
    DoneAndNext,
    /// Show all keys.
    Shortcuts,
    /// Show all commands by name.
    Commands,
    /// Select the whole text.
    SelectAll,
    /// Move the caret.
    Caret {
        /// How far.
        motion: Motion,
        /// Whether to select what it passes over.
        extend: bool,
    },
    /// Move the caret to the line below, or above.
    CaretLine {
        /// Below or above.
        down: bool,
        /// Whether to select what it passes over.
        extend: bool,
    },
}

/// The keys of edits at the picked span, as they are shown and pressed.
pub mod span_keys {
    /// Mark more text with it.
    pub const FRAGMENT: char = 'f';
    /// Join it with another one.
    pub const MERGE: char = 'm';
    /// Link it with another one.
    pub const RELATE: char = 'r';
    /// Split it at the caret.
    pub const SPLIT: char = 's';
    /// Mark its text once more with another label.
    pub const SECOND_LABEL: char = 'd';
    /// See what else mentions its text.
    pub const TAG_ALL: char = 'a';
    /// Say what it mentions.
    pub const MENTION: char = 'e';
    /// See what reads like a marked text and is not marked.
    pub const UNTAGGED: char = 'u';
    /// Pick the next one.
    pub const NEXT: char = 'n';
    /// Pick the one before.
    pub const PREVIOUS: char = 'p';
}

/// What the press means, if anything.
///
/// A label's key does the next thing there is an object for: it tags the selected text; else, while a label is armed, it
/// arms the other one (or disarms the same); else it gives the picked span its label; else it arms.
pub fn command(press: &Press, focus: Focus, article: &Article, schema: &Schema) -> Option<Command> {
    let plain = !press.command && !press.alt;
    match (press.key.as_str(), focus) {
        ("Escape", _) => return Some(Command::LetGo),
        ("f" | "F", _) if press.command && !press.shift => return Some(Command::Find),
        ("k" | "K", _) if press.command => return Some(Command::Commands),
        ("Enter", _) if press.command => return Some(Command::DoneAndNext),
        (_, Focus::Field) => return None,
        ("z" | "Z", _) if press.command => return Some(if press.shift { Command::Redo } else { Command::Undo }),
        ("y" | "Y", _) if press.command => return Some(Command::Redo),
        ("ArrowLeft" | "ArrowRight", _) if press.alt && article.picked.is_some() => return Some(resize_command(press)),
        ("a" | "A", Focus::Text | Focus::Nothing) if press.command => return Some(Command::SelectAll),
        (_, Focus::Text) => {
            if let Some(command) = caret_command(press) {
                return Some(command);
            }
        }
        _ => {}
    }
    if !plain {
        return None;
    }
    match press.key.as_str() {
        "/" => Some(Command::Find),
        "?" => Some(Command::Shortcuts),
        "Delete" | "Backspace" => article.picked.as_ref().map(|_| Command::Delete),
        "Enter" if focus != Focus::Control && article.awaited.as_ref().is_some_and(Awaited::is_span) => {
            article.picked.clone().map(Command::Complete)
        }
        "Enter" if focus != Focus::Control && matches!(article.awaited, Some(Awaited::Fragment(_))) => {
            article.selection.map(Command::AddFragment)
        }
        "Enter" if focus != Focus::Control => article.selection.and(article.armed.clone()).map(Command::Tag),
        key => {
            let key = single_character(key)?;
            if let (Some(Awaited::Kind(..)), Some(n @ 1..)) = (&article.awaited, key.to_digit(10)) {
                return Some(Command::ChooseKind(n as usize - 1));
            }
            match schema.label_for_key(key) {
                Some(label) => Some(label_command(&label.id, article)),
                None => span_command(key, article),
            }
        }
    }
}

fn span_command(key: char, article: &Article) -> Option<Command> {
    match key {
        span_keys::NEXT => return Some(Command::Neighbour { forward: true }),
        span_keys::PREVIOUS => return Some(Command::Neighbour { forward: false }),
        span_keys::UNTAGGED => return Some(Command::TagAll(Alike::Untagged)),
        _ => {}
    }
    let picked = article.picked.clone().filter(|_| article.awaited.is_none())?;
    match key {
        span_keys::TAG_ALL => Some(Command::TagAll(Alike::Mentions(picked))),
        span_keys::MENTION => Some(Command::Mention),
        span_keys::FRAGMENT => Some(Command::Await(Awaited::Fragment(picked))),
        span_keys::MERGE => Some(Command::Await(Awaited::Merge(picked))),
        span_keys::RELATE => Some(Command::Await(Awaited::OtherEnd(picked, None))),
        span_keys::SECOND_LABEL => Some(Command::Await(Awaited::SecondLabel(picked))),
        span_keys::SPLIT => article.caret.map(|caret| Command::Split(caret.head)),
        _ => None,
    }
}

/// Alt moves the end of the span, with Shift its start; by words, with Ctrl by characters.
fn resize_command(press: &Press) -> Command {
    let forward = press.key == "ArrowRight";
    let motion = match (forward, press.command) {
        (true, false) => Motion::NextWord,
        (false, false) => Motion::PreviousWord,
        (true, true) => Motion::NextGrapheme,
        (false, true) => Motion::PreviousGrapheme,
    };
    Command::Resize { edge: if press.shift { Edge::Start } else { Edge::End }, motion }
}

/// What the label's key does next.
pub fn label_command(label: &LabelId, article: &Article) -> Command {
    if let Some(Awaited::SecondLabel(span)) = &article.awaited {
        return Command::Duplicate(span.clone(), label.clone());
    }
    if article.selection.is_some() {
        return Command::Tag(label.clone());
    }
    match (&article.armed, &article.picked) {
        (Some(armed), _) if armed == label => Command::Arm(None),
        (None, Some(_)) => Command::Relabel(label.clone()),
        _ => Command::Arm(Some(label.clone())),
    }
}

fn caret_command(press: &Press) -> Option<Command> {
    if press.alt {
        return None;
    }
    let extend = press.shift;
    let caret = |motion| Some(Command::Caret { motion, extend });
    match (press.key.as_str(), press.command) {
        ("ArrowRight", false) => caret(Motion::NextGrapheme),
        ("ArrowLeft", false) => caret(Motion::PreviousGrapheme),
        ("ArrowRight", true) => caret(Motion::NextWord),
        ("ArrowLeft", true) => caret(Motion::PreviousWord),
        ("Home", false) => caret(Motion::BlockStart),
        ("End", false) => caret(Motion::BlockEnd),
        ("ArrowDown", false) => Some(Command::CaretLine { down: true, extend }),
        ("ArrowUp", false) => Some(Command::CaretLine { down: false, extend }),
        _ => None,
    }
}

/// What is to be done while the gold is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReviewCommand {
    /// Take the proposal at this place of those shown, from 0.
    Take(usize),
    /// None of the proposals is right.
    NoneIsRight,
    /// Put something else in their place.
    Edit,
    /// Put the conflict off.
    Defer,
    /// Open the conflict again.
    Reopen,
    /// Go to the field for the reason.
    Reason,
    /// Take into the gold what the rule takes.
    Merge,
    /// Show the next conflict, or the one before.
    Step {
        /// Next or before.
        forward: bool,
    },
    /// Undo the last step.
    Undo,
    /// Do the last undone step again.
    Redo,
}

/// The keys by which the gold is settled, as they are shown and pressed.
pub mod review_keys {
    /// None of the proposals is right.
    pub const NONE_IS_RIGHT: char = 'x';
    /// Put something else in their place.
    pub const EDIT: char = 'e';
    /// Put the conflict off.
    pub const DEFER: char = 'd';
    /// Open it again.
    pub const REOPEN: char = 'o';
    /// Go to the reason.
    pub const REASON: char = 'r';
}

/// What the press means while the gold is settled, if anything.
pub fn review_command(press: &Press, focus: Focus) -> Option<ReviewCommand> {
    match (press.key.as_str(), focus) {
        (_, Focus::Field) => return None,
        ("z" | "Z", _) if press.command && press.shift => return Some(ReviewCommand::Redo),
        ("z" | "Z", _) if press.command => return Some(ReviewCommand::Undo),
        ("y" | "Y", _) if press.command => return Some(ReviewCommand::Redo),
        _ if press.command || press.alt => return None,
        _ => {}
    }
    Some(match single_character(&press.key)? {
        digit @ '1'..='9' => ReviewCommand::Take(digit as usize - '1' as usize),
        review_keys::NONE_IS_RIGHT => ReviewCommand::NoneIsRight,
        review_keys::EDIT => ReviewCommand::Edit,
        review_keys::DEFER => ReviewCommand::Defer,
        review_keys::REOPEN => ReviewCommand::Reopen,
        review_keys::REASON => ReviewCommand::Reason,
        'm' => ReviewCommand::Merge,
        'n' => ReviewCommand::Step { forward: true },
        'p' => ReviewCommand::Step { forward: false },
        _ => return None,
    })
}

/// What the press means while the label set is edited: undoing and doing again, by the keys that do so elsewhere.
pub fn labels_command(press: &Press, focus: Focus) -> Option<LabelsAction> {
    match review_command(press, focus)? {
        ReviewCommand::Undo => Some(LabelsAction::Undo),
        ReviewCommand::Redo => Some(LabelsAction::Redo),
        _ => None,
    }
}

fn single_character(key: &str) -> Option<char> {
    let mut characters = key.chars();
    characters.next().filter(|_| characters.next().is_none())
}
