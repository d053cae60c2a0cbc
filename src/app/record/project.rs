//! The record of a project: name and label set.

use std::sync::Arc;

use super::envelope::{Unreadable, open_text, seal};
use crate::app::state::ProjectInfo;
use crate::domain::formats::json::{Record, object};
use crate::domain::formats::postil::{read_schema, write_schema};
use crate::domain::id::ProjectId;

/// The record of a project.
pub fn write_project(project: &ProjectInfo) -> Vec<u8> {
    let mut json = Vec::new();
    object(&mut json, |fields| {
        fields.string("id", project.id.as_str());
        fields.string("name", &project.name);
        fields.object("label_set", |fields| write_schema(fields, &project.schema));
        fields.text("guidelines", &project.schema.guidelines);
        fields.object("unknown", |fields| fields.unknown(&project.unknown));
    });
    seal(&json)
}

/// Reads the record of a project.
///
/// # Errors
/// If it is damaged, newer or no such record.
pub fn read_project(sealed: &[u8]) -> Result<ProjectInfo, Unreadable> {
    let mut record = Record::parse(open_text(sealed)?).map_err(|_| Unreadable::Malformed)?;
    let id = record.string("id").ok().flatten().ok_or(Unreadable::Malformed)?;
    let (mut schema, _) = read_schema(record.record("label_set").map_err(|_| Unreadable::Malformed)?);
    schema.guidelines = record.string("guidelines").ok().flatten().unwrap_or_default();
    Ok(ProjectInfo {
        id: ProjectId::new(id),
        name: record.string("name").ok().flatten().unwrap_or_default(),
        schema: Arc::new(schema),
        unknown: record.record("unknown").map(Record::rest).unwrap_or_default(),
    })
}
