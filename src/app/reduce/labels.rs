//! What becomes of the label set.

use std::sync::Arc;

use crate::app::action::LabelsAction;
use crate::app::state::{AppState, Notice};
use crate::domain::schema::Schema;
use crate::domain::schema::edit::{Edit, EntryEdit, LabelEdit, Refused};

/// Does something with the shown project's label set.
pub(super) fn reduce(state: &mut AppState, action: LabelsAction) {
    let before = state.project.schema.clone();
    // What it offers to undo would be another step.
    state
        .notices
        .retain(|(_, notice)| !matches!(notice, Notice::Pinned(_)) || matches!(action, LabelsAction::Saved(_)));
    match action {
        LabelsAction::Edit(edit) => match edit.apply(&before) {
            Ok(after) if after == *before => {}
            Ok(after) => {
                if let Edit::Entry(id, EntryEdit::Remove) = &edit {
                    state.say(before.entry(id).map(|entry| Notice::Deleted(entry.name.clone())));
                }
                let pinned = pinned_to(&edit, &after);
                state.editing.edited(&before, edit);
                take(state, Arc::new(after));
                if let Some(label) = pinned {
                    state.notify(Notice::Pinned(label));
                }
            }
            // A name is empty for a moment while another one is written.
            Err(Refused::NoName) if !is_new(&edit) => {}
            Err(why) => state.notify(Notice::LabelRefused(why)),
        },
        LabelsAction::Undo => travel(state, true),
        LabelsAction::Redo => travel(state, false),
        LabelsAction::Saved(revision) => state.editing.acknowledge(revision),
    }
}

/// The name of the label to whose card the edit pins something.
fn pinned_to(edit: &Edit, schema: &Schema) -> Option<String> {
    match edit {
        Edit::Label(id, LabelEdit::Pin(_)) => Some(schema.label(id)?.name.clone()),
        _ => None,
    }
}

fn is_new(edit: &Edit) -> bool {
    matches!(edit, Edit::AddLabel(_) | Edit::AddAttribute(..) | Edit::AddRelation(_))
}

fn travel(state: &mut AppState, back: bool) {
    let now = state.project.schema.clone();
    let there = if back { state.editing.undo(&now) } else { state.editing.redo(&now) };
    let said = match (&there, back) {
        (Some(_), true) => Notice::Undone,
        (Some(_), false) => Notice::Redone,
        (None, true) => Notice::NothingToUndo,
        (None, false) => Notice::NothingToRedo,
    };
    state.say(Some(said));
    if let Some(schema) = there {
        take(state, schema);
    }
}

/// Puts the label set in place.
fn take(state: &mut AppState, schema: Arc<Schema>) {
    state.project.schema = schema;
    state.relist();
    state.disarm_unknown();
}
