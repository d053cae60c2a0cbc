//! Edits of the register.

use std::sync::Arc;

use super::{Refused, name};
use crate::domain::id::{EntryId, LabelId};
use crate::domain::schema::Schema;
use crate::domain::schema::register::{Entry, Link};

/// An edit of an entry of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryEdit {
    /// Another name on the screen.
    Rename(String),
    /// Other aliases; those without words are left out.
    Aliases(Vec<String>),
    /// Another address, as it is written; none if there is nothing written.
    Link(String),
    /// Another remark.
    Note(String),
    /// Another label.
    Relabel(LabelId),
    /// The other entry becomes part of this one.
    Merge(EntryId),
    /// The entry goes away. Spans that name it mention nothing known until it comes back.
    Remove,
}

impl EntryEdit {
    /// Whether it is made letter by letter.
    pub(super) fn is_writing(&self) -> bool {
        matches!(self, Self::Rename(_) | Self::Aliases(_) | Self::Link(_) | Self::Note(_))
    }
}

/// Adds an entry, whose name in files must stand for none.
pub(super) fn add(schema: &mut Schema, id: &EntryId, label: &LabelId, written: &str) -> Result<(), Refused> {
    let name = name(written)?;
    if schema.entry(id).is_some() {
        return Err(Refused::EntryThere(name));
    }
    schema.register.push(Arc::new(Entry::new(id.clone(), label.clone(), name)));
    Ok(())
}

pub(super) fn edit(schema: &mut Schema, id: &EntryId, edit: &EntryEdit) -> Result<(), Refused> {
    let place = place_of(schema, id)?;
    let mut entry = Entry::clone(&schema.register[place]);
    match edit {
        EntryEdit::Rename(written) => entry.name = name(written)?,
        EntryEdit::Aliases(aliases) => {
            let aliases = aliases.iter().map(|alias| alias.trim()).filter(|alias| !alias.is_empty());
            entry.aliases = aliases.map(str::to_owned).collect();
        }
        EntryEdit::Link(written) if written.trim().is_empty() => entry.link = None,
        EntryEdit::Link(written) => entry.link = Some(Link::parse(written).ok_or(Refused::NoLink)?),
        EntryEdit::Note(note) => entry.note.clone_from(note),
        EntryEdit::Relabel(label) => entry.label = label.clone(),
        EntryEdit::Merge(other) => {
            let other = place_of(schema, other)?;
            if other == place {
                return Err(Refused::Missing);
            }
            take_in(&mut entry, &schema.register[other]);
            schema.register[place] = Arc::new(entry);
            schema.register.remove(other);
            return Ok(());
        }
        EntryEdit::Remove => {
            schema.register.remove(place);
            return Ok(());
        }
    }
    schema.register[place] = Arc::new(entry);
    Ok(())
}

fn place_of(schema: &Schema, id: &EntryId) -> Result<usize, Refused> {
    schema.register.iter().position(|entry| entry.id == *id).ok_or(Refused::Missing)
}

/// Adds to an entry what another one has; what both have otherwise stays as the entry has it.
fn take_in(entry: &mut Entry, other: &Entry) {
    for alias in other.names() {
        if !entry.is_called(alias) {
            entry.aliases.push(alias.to_owned());
        }
    }
    match (&entry.link, &other.link) {
        (None, link) => entry.link.clone_from(link),
        (Some(own), Some(link)) if own != link => entry.note = paragraphs(&entry.note, link.as_str()),
        _ => {}
    }
    entry.note = paragraphs(&entry.note, &other.note);
    entry.merged.extend(other.ids().cloned());
    let is_new = |field: &&(String, String)| entry.unknown.iter().all(|(name, _)| *name != field.0);
    let unknown: Vec<_> = other.unknown.iter().filter(is_new).cloned().collect();
    entry.unknown.extend(unknown);
}

fn paragraphs(one: &str, other: &str) -> String {
    let both = [one, other].into_iter().filter(|words| !words.is_empty());
    both.collect::<Vec<_>>().join("\n")
}
