//! What a key press means.

pub mod single;

use crate::app::action::LabelsAction;
use crate::app::article::{Article, Awaited, Motion};
use crate::app::tag_all::Alike;
use crate::domain::annotation::Edge;
use crate::domain::id::{LabelId, SpanId};
use crate::domain::schema::Schema;
use crate::domain::text::{Offset, Range};
use single::{Keys, Place, Single};

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
    /// Pin the picked span as an example of its label.
    Pin,
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
    /// Show the text as a list of sentences, or no longer.
    AsList,
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

/// What the press means, if anything.
///
/// A label's key does the next thing there is an object for: it tags the selected text; else, while a label is armed, it
/// arms the other one (or disarms the same); else it gives the picked span its label; else it arms.
pub fn command(press: &Press, focus: Focus, article: &Article, schema: &Schema, keys: &Keys) -> Option<Command> {
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
        "Delete" | "Backspace" => article.picked.as_ref().map(|_| Command::Delete),
        "Enter" if focus != Focus::Control && article.awaited.as_ref().is_some_and(Awaited::is_span) => {
            article.picked.clone().map(Command::Complete)
        }
        "Enter" if focus != Focus::Control && matches!(article.awaited, Some(Awaited::Fragment(_))) => {
            article.selection.map(Command::AddFragment)
        }
        "Enter" if focus != Focus::Control => article.selection.and(article.armed.clone()).map(Command::Tag),
        key => {
            let key = single_character(key).filter(|_| !keys.are_off())?;
            if let (Some(Awaited::Kind(..)), Some(n @ 1..)) = (&article.awaited, key.to_digit(10)) {
                return Some(Command::ChooseKind(n as usize - 1));
            }
            match schema.label_for_key(key) {
                Some(label) => Some(label_command(&label.id, article)),
                None => single_command(keys.called(Place::Article, key)?, article),
            }
        }
    }
}

fn single_command(single: Single, article: &Article) -> Option<Command> {
    match single {
        Single::Find => return Some(Command::Find),
        Single::AsList => return Some(Command::AsList),
        Single::Shortcuts => return Some(Command::Shortcuts),
        Single::NextSpan => return Some(Command::Neighbour { forward: true }),
        Single::PreviousSpan => return Some(Command::Neighbour { forward: false }),
        Single::Untagged => return Some(Command::TagAll(Alike::Untagged)),
        _ => {}
    }
    let picked = article.picked.clone().filter(|_| article.awaited.is_none())?;
    match single {
        Single::TagAll => Some(Command::TagAll(Alike::Mentions(picked))),
        Single::Mention => Some(Command::Mention),
        Single::AddFragment => Some(Command::Await(Awaited::Fragment(picked))),
        Single::Join => Some(Command::Await(Awaited::Merge(picked))),
        Single::Relate => Some(Command::Await(Awaited::OtherEnd(picked, None))),
        Single::SecondLabel => Some(Command::Await(Awaited::SecondLabel(picked))),
        Single::Split => article.caret.map(|caret| Command::Split(caret.head)),
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

/// What the press means while the gold is settled, if anything.
pub fn review_command(press: &Press, focus: Focus, keys: &Keys) -> Option<ReviewCommand> {
    if focus == Focus::Field {
        return None;
    }
    match press.key.as_str() {
        "z" | "Z" if press.command && press.shift => return Some(ReviewCommand::Redo),
        "z" | "Z" if press.command => return Some(ReviewCommand::Undo),
        "y" | "Y" if press.command => return Some(ReviewCommand::Redo),
        _ if press.command || press.alt || keys.are_off() => return None,
        _ => {}
    }
    let key = single_character(&press.key)?;
    if let '1'..='9' = key {
        return Some(ReviewCommand::Take(key as usize - '1' as usize));
    }
    Some(match keys.called(Place::Review, key)? {
        Single::NoneIsRight => ReviewCommand::NoneIsRight,
        Single::Edit => ReviewCommand::Edit,
        Single::Defer => ReviewCommand::Defer,
        Single::Reopen => ReviewCommand::Reopen,
        Single::Reason => ReviewCommand::Reason,
        Single::MergeByRule => ReviewCommand::Merge,
        Single::NextConflict => ReviewCommand::Step { forward: true },
        Single::PreviousConflict => ReviewCommand::Step { forward: false },
        _ => return None,
    })
}

/// What the press means while the label set is edited: undoing and doing again, by the keys that do so elsewhere.
pub fn labels_command(press: &Press, focus: Focus) -> Option<LabelsAction> {
    match review_command(press, focus, &Keys::default())? {
        ReviewCommand::Undo => Some(LabelsAction::Undo),
        ReviewCommand::Redo => Some(LabelsAction::Redo),
        _ => None,
    }
}

fn single_character(key: &str) -> Option<char> {
    let mut characters = key.chars();
    characters.next().filter(|_| characters.next().is_none())
}
