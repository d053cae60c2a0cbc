//! Edits of relation types.

use super::{Refused, fresh_id, name};
use crate::domain::document::Unknown;
use crate::domain::id::{LabelId, RelationTypeId};
use crate::domain::schema::RelationType;

/// One end of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where it starts.
    From,
    /// Where it goes.
    To,
}

/// An edit of a relation type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RelationEdit {
    /// Another name on the screen.
    Rename(String),
    /// Whether the label may stand at this end.
    Allow(End, LabelId, bool),
    /// The relation type goes away.
    Remove,
}

pub(super) fn add(relations: &mut Vec<RelationType>, written: &str) -> Result<(), Refused> {
    let name = name(written)?;
    let id = fresh_id(&name, |id| relations.iter().any(|relation| relation.id.as_str() == id));
    let (from, to) = (Vec::new(), Vec::new());
    relations.push(RelationType { id: RelationTypeId::new(id), name, from, to, unknown: Unknown::new() });
    Ok(())
}

pub(super) fn edit(relations: &mut Vec<RelationType>, id: &RelationTypeId, edit: &RelationEdit) -> Result<(), Refused> {
    let place = relations.iter().position(|relation| relation.id == *id).ok_or(Refused::Missing)?;
    let relation = &mut relations[place];
    match edit {
        RelationEdit::Rename(written) => relation.name = name(written)?,
        RelationEdit::Allow(end, label, allowed) => {
            let labels = match end {
                End::From => &mut relation.from,
                End::To => &mut relation.to,
            };
            labels.retain(|known| known != label);
            labels.extend(allowed.then(|| label.clone()));
        }
        RelationEdit::Remove => drop(relations.remove(place)),
    }
    Ok(())
}
