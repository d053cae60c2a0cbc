//! Edits of labels.

use super::{Refused, Way, fresh_id, name, shift};
use crate::domain::id::LabelId;
use crate::domain::schema::colours::proposed;
use crate::domain::schema::{Colour, Label, Overlap, Schema};

/// An edit of a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LabelEdit {
    /// Another name on the screen.
    Rename(String),
    /// Another colour.
    Recolour(Colour),
    /// Another key, or none.
    Key(Option<char>),
    /// Another definition.
    Define(String),
    /// Other examples; those without words are left out.
    Examples(Vec<String>),
    /// One more example, taken from an article.
    Pin(String),
    /// Other spans to share text with.
    Overlap(Overlap),
    /// Another place in the palette.
    Move(Way),
    /// The label goes away.
    Remove,
}

impl LabelEdit {
    /// Whether it is made letter by letter.
    pub(super) fn is_writing(&self) -> bool {
        matches!(self, Self::Rename(_) | Self::Define(_) | Self::Examples(_))
    }
}

/// Adds a label with a name in files made of its name, the first number that is no label's key, and a colour told apart from the others'.
pub(super) fn add(labels: &mut Vec<Label>, written: &str) -> Result<(), Refused> {
    let name = name(written)?;
    let id = fresh_id(&name, |id| labels.iter().any(|label| label.id.as_str() == id));
    let key = ('1'..='9').find(|key| labels.iter().all(|label| label.key != Some(*key)));
    let colour = proposed(labels);
    labels.push(Label { key, colour, ..Label::plain(&id, &name, 0) });
    Ok(())
}

pub(super) fn edit(schema: &mut Schema, id: &LabelId, edit: &LabelEdit) -> Result<(), Refused> {
    let place = schema.labels.iter().position(|label| label.id == *id).ok_or(Refused::Missing)?;
    if let LabelEdit::Key(Some(key)) = edit {
        let is_command = matches!(key, '/' | '?');
        if key.is_whitespace() || key.is_control() || is_command {
            return Err(Refused::NoKey);
        }
        if let Some(other) = schema.label_for_key(*key).filter(|other| other.id != *id) {
            return Err(Refused::KeyTaken(*key, other.name.clone()));
        }
    }
    let label = &mut schema.labels[place];
    match edit {
        LabelEdit::Rename(written) => label.name = name(written)?,
        LabelEdit::Recolour(colour) => label.colour = *colour,
        LabelEdit::Key(key) => label.key = *key,
        LabelEdit::Define(words) => label.definition.clone_from(words),
        LabelEdit::Examples(examples) => {
            let examples = examples.iter().map(|example| example.trim()).filter(|example| !example.is_empty());
            label.examples = examples.map(str::to_owned).collect();
        }
        LabelEdit::Pin(example) if label.examples.contains(example) => return Err(Refused::SameExample),
        LabelEdit::Pin(example) => label.examples.push(example.clone()),
        LabelEdit::Overlap(overlap) => label.overlap = *overlap,
        LabelEdit::Move(way) => shift(&mut schema.labels, place, *way),
        LabelEdit::Remove => remove(schema, place),
    }
    Ok(())
}

/// Takes a label away, and out of the ends of relation types. Where it is the only one of an end it stays named there: an end
/// without names would take any label.
fn remove(schema: &mut Schema, place: usize) {
    let id = schema.labels.remove(place).id;
    let ends = schema.relations.iter_mut().flat_map(|relation| [&mut relation.from, &mut relation.to]);
    for end in ends.filter(|end| end.len() > 1) {
        end.retain(|label| *label != id);
    }
}

/// Takes from each label the key that one before it has.
pub(super) fn free_doubled_keys(labels: &mut [Label]) {
    let mut taken = Vec::new();
    for label in labels {
        match label.key {
            Some(key) if taken.contains(&key) => label.key = None,
            key => taken.extend(key),
        }
    }
}
