//! Edits of what can be said of the spans of a label, or of an article as a whole.

use super::{Refused, Way, fresh_id, name, shift};
use crate::domain::document::Unknown;
use crate::domain::id::{AttributeId, LabelId};
use crate::domain::schema::{Attribute, AttributeKind, Schema};

/// What an attribute says something of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Spans with this label.
    Label(LabelId),
    /// Articles.
    Article,
}

/// An edit of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeEdit {
    /// Another name on the screen.
    Rename(String),
    /// Another kind; options of the one before are taken over where the new one has options.
    Kind(AttributeKind),
    /// Other options; those without words and those said before are left out. A kind without options stays as it is.
    Options(Vec<String>),
    /// Whether everything should have it.
    Require(bool),
    /// Another place in the list.
    Move(Way),
    /// The attribute goes away.
    Remove,
}

impl AttributeEdit {
    /// Whether it is made letter by letter.
    pub(super) fn is_writing(&self) -> bool {
        matches!(self, Self::Rename(_) | Self::Options(_))
    }
}

impl Owner {
    /// The attributes there are.
    ///
    /// # Errors
    /// If the label is not there.
    pub(super) fn attributes<'a>(&self, schema: &'a mut Schema) -> Result<&'a mut Vec<Attribute>, Refused> {
        match self {
            Self::Article => Ok(&mut schema.document_labels),
            Self::Label(id) => {
                let label = schema.labels.iter_mut().find(|label| label.id == *id);
                label.map(|label| &mut label.attributes).ok_or(Refused::Missing)
            }
        }
    }
}

pub(super) fn add(attributes: &mut Vec<Attribute>, written: &str) -> Result<(), Refused> {
    let name = name(written)?;
    let id = fresh_id(&name, |id| attributes.iter().any(|attribute| attribute.id.as_str() == id));
    attributes.push(Attribute {
        id: AttributeId::new(id),
        name,
        kind: AttributeKind::Text,
        required: false,
        unknown: Unknown::new(),
    });
    Ok(())
}

pub(super) fn edit(attributes: &mut Vec<Attribute>, id: &AttributeId, edit: &AttributeEdit) -> Result<(), Refused> {
    let place = attributes.iter().position(|attribute| attribute.id == *id).ok_or(Refused::Missing)?;
    let attribute = &mut attributes[place];
    match edit {
        AttributeEdit::Rename(written) => attribute.name = name(written)?,
        AttributeEdit::Kind(kind) => {
            let before = attribute.kind.options().map(<[String]>::to_vec);
            attribute.kind = kind.clone();
            if let (Some(options), Some(before)) = (attribute.kind.options_mut(), before) {
                *options = before;
            }
        }
        AttributeEdit::Options(written) => {
            if let Some(options) = attribute.kind.options_mut() {
                options.clear();
                for option in written.iter().map(|option| option.trim()).filter(|option| !option.is_empty()) {
                    if !options.iter().any(|known| known == option) {
                        options.push(option.to_owned());
                    }
                }
            }
        }
        AttributeEdit::Require(required) => attribute.required = *required,
        AttributeEdit::Move(way) => shift(attributes, place, *way),
        AttributeEdit::Remove => drop(attributes.remove(place)),
    }
    Ok(())
}
