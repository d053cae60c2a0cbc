//! Edits of a label set. Names in files are given once and stay, whatever becomes of the names on the screen.

mod attributes;
mod labels;
mod register;
mod relations;

pub use attributes::{AttributeEdit, Owner};
pub use labels::LabelEdit;
pub use register::EntryEdit;
pub use relations::{End, RelationEdit};

use std::mem::discriminant;

use super::Schema;
use crate::domain::id::{AttributeId, EntryId, LabelId, RelationTypeId};

/// An edit of a label set.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// A new label of this name.
    AddLabel(String),
    /// Another label.
    Label(LabelId, LabelEdit),
    /// A new attribute of this name, with free text.
    AddAttribute(Owner, String),
    /// Another attribute.
    Attribute(Owner, AttributeId, AttributeEdit),
    /// A new relation type of this name, between any labels.
    AddRelation(String),
    /// Another relation type.
    Relation(RelationTypeId, RelationEdit),
    /// A new entry of the register with this name in files, label and name.
    AddEntry(EntryId, LabelId, String),
    /// Another entry of the register.
    Entry(EntryId, EntryEdit),
    /// Other guidelines, in Markdown.
    Guidelines(String),
    /// What another label set has and this one has not.
    Learn(Box<Schema>),
    /// Another label set in place of this one; the register only grows.
    Replace(Box<Schema>),
}

/// Which way something goes in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// One place towards the beginning.
    Up,
    /// One place towards the end.
    Down,
}

/// Why an edit is not made. The label set is then as before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// What is edited is not there any more.
    Missing,
    /// A name has at least one character that is no space.
    NoName,
    /// A label of this name has the key already.
    KeyTaken(char, String),
    /// An entry of the register has this name in files already.
    EntryThere(String),
    /// A link is the address of a web page.
    NoLink,
    /// A key is one character that can be seen, and neither `/` nor `?`, which look for words and show the shortcuts.
    NoKey,
    /// The label has the example already.
    SameExample,
}

impl Edit {
    /// The label set after the edit.
    ///
    /// # Errors
    /// If the edit doesn't fit the label set.
    pub fn apply(&self, schema: &Schema) -> Result<Schema, Refused> {
        let mut edited = schema.clone();
        match self {
            Self::AddLabel(name) => labels::add(&mut edited.labels, name)?,
            Self::Label(id, edit) => labels::edit(&mut edited, id, edit)?,
            Self::AddAttribute(owner, name) => attributes::add(owner.attributes(&mut edited)?, name)?,
            Self::Attribute(owner, id, edit) => attributes::edit(owner.attributes(&mut edited)?, id, edit)?,
            Self::AddRelation(name) => relations::add(&mut edited.relations, name)?,
            Self::Relation(id, edit) => relations::edit(&mut edited.relations, id, edit)?,
            Self::AddEntry(id, label, name) => register::add(&mut edited, id, label, name)?,
            Self::Entry(id, edit) => register::edit(&mut edited, id, edit)?,
            Self::Guidelines(words) => edited.guidelines.clone_from(words),
            Self::Learn(other) => {
                edited.learn(other);
                if edited.guidelines.trim().is_empty() {
                    edited.guidelines.clone_from(&other.guidelines);
                }
                labels::free_doubled_keys(&mut edited.labels);
            }
            Self::Replace(other) => {
                edited = Schema { register: std::mem::take(&mut edited.register), ..(**other).clone() };
                edited.learn(&Schema { register: other.register.clone(), ..Schema::default() });
                labels::free_doubled_keys(&mut edited.labels);
            }
        }
        Ok(edited)
    }

    /// Whether this edit writes on in the field that the one before wrote in, so that both are one step of undo.
    pub fn continues(&self, before: &Self) -> bool {
        match (self, before) {
            (Self::Guidelines(_), Self::Guidelines(_)) => true,
            (Self::Label(id, edit), Self::Label(other, before)) => {
                id == other && edit.is_writing() && discriminant(edit) == discriminant(before)
            }
            (Self::Attribute(owner, id, edit), Self::Attribute(other_owner, other, before)) => {
                (owner, id) == (other_owner, other) && edit.is_writing() && discriminant(edit) == discriminant(before)
            }
            (Self::Relation(id, RelationEdit::Rename(_)), Self::Relation(other, RelationEdit::Rename(_))) => {
                id == other
            }
            (Self::Entry(id, edit), Self::Entry(other, before)) => {
                id == other && edit.is_writing() && discriminant(edit) == discriminant(before)
            }
            _ => false,
        }
    }
}

/// The name as it is taken: without spaces around it.
fn name(written: &str) -> Result<String, Refused> {
    let name = written.trim();
    if name.is_empty() { Err(Refused::NoName) } else { Ok(name.to_owned()) }
}

/// A name in files made of one on the screen, which nothing has yet: its letters and digits in lower case, with hyphens between words.
pub(super) fn fresh_id(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    let slug = if slug.is_empty() { "unnamed".to_owned() } else { slug };
    if !is_taken(&slug) {
        return slug;
    }
    let mut number = 2;
    while is_taken(&format!("{slug}-{number}")) {
        number += 1;
    }
    format!("{slug}-{number}")
}

/// Moves one of a list; at the end of the list it stays where it is.
fn shift<T>(list: &mut [T], place: usize, way: Way) {
    match way {
        Way::Up if place > 0 => list.swap(place, place - 1),
        Way::Down if place + 1 < list.len() => list.swap(place, place + 1),
        Way::Up | Way::Down => {}
    }
}
