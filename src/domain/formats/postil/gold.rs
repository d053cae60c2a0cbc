//! Reading and writing what the gold has beyond other sets: where its spans come from, and what annotators differ in.

use std::sync::Arc;

use super::names;
use super::read::{Stopped, needed, parse, read_value, read_values};
use super::write::{write_quoted, write_value, write_values};
use crate::domain::annotation::{Conflict, Fragments, Proposal, Provenance, Said, Subject};
use crate::domain::formats::json::{Object, Record, object};
use crate::domain::formats::problem::Problem;
use crate::domain::id::{Annotator, AttributeId, ConflictId, LabelId, RelationTypeId, SpanId};
use crate::domain::text::{Range, Text};

/// How a range is found by what a record tells.
type Place<'a> = dyn FnMut(&mut Record<'_>) -> Result<Range, Stopped> + 'a;

/// Writes the fields of how a span came into the gold.
pub(super) fn write_provenance(fields: &mut Object<'_>, provenance: &Provenance, text: &Text) {
    fields.strings("from", provenance.from.iter().map(Annotator::as_str));
    fields.text("rule", &provenance.rule);
    fields.text("by", provenance.by.as_ref().map_or("", Annotator::as_str));
    fields.text("at", &provenance.at);
    fields.text("reason", &provenance.reason);
    fields.text("note", &provenance.note);
    write_proposals(fields, "rejected", &provenance.rejected, text);
    fields.unknown(&provenance.unknown);
}

pub(super) fn read_provenance(json: &str, place: &mut Place<'_>) -> Result<Provenance, Stopped> {
    let mut record = parse(json)?;
    Ok(Provenance {
        from: annotators(record.strings("from")?),
        rule: record.string("rule")?.unwrap_or_default().into(),
        by: record.string("by")?.map(Annotator::new),
        at: record.string("at")?.unwrap_or_default().into(),
        reason: record.string("reason")?.unwrap_or_default(),
        note: record.string("note")?.unwrap_or_default(),
        rejected: read_proposals(&mut record, "rejected", place)?,
        unknown: record.rest(),
    })
}

/// Writes something annotators differ in; `text` is the document's.
pub fn write_conflict(out: &mut Vec<u8>, conflict: &Conflict, text: &Text) {
    object(out, |fields| {
        fields.string("id", conflict.id.as_str());
        match &conflict.subject {
            Subject::Span => fields.string("subject", "span"),
            Subject::Attribute(span, attribute) => {
                fields.string("subject", "attribute");
                fields.string("span", span.as_str());
                fields.string("attribute", attribute.as_str());
            }
            Subject::Relation(kind, from, to) => {
                fields.string("subject", "relation");
                fields.string("type", kind.as_str());
                fields.string("from", from.as_str());
                fields.string("to", to.as_str());
            }
            Subject::DocumentLabel(attribute) => {
                fields.string("subject", "document-label");
                fields.string("attribute", attribute.as_str());
            }
        }
        fields.string("state", names::resolution(conflict.resolution));
        if let Some(place) = conflict.place {
            write_quoted(fields, place, text);
        }
        write_proposals(fields, "proposals", &conflict.proposals, text);
        if !conflict.outcome.is_empty() {
            fields.strings("outcome", conflict.outcome.iter().map(SpanId::as_str));
        }
        fields.text("by", conflict.by.as_ref().map_or("", Annotator::as_str));
        fields.text("at", &conflict.at);
        fields.text("reason", &conflict.reason);
        fields.text("note", &conflict.note);
        fields.unknown(&conflict.unknown);
    });
}

pub(super) fn conflict_with(json: &str, place: &mut Place<'_>) -> Result<Conflict, Stopped> {
    let mut record = parse(json)?;
    let mut name = |field| needed(record.string(field), field);
    let id = ConflictId::new(name("id")?);
    let subject = match name("subject")?.as_str() {
        "span" => Subject::Span,
        "attribute" => Subject::Attribute(SpanId::new(name("span")?), AttributeId::new(name("attribute")?)),
        "relation" => {
            Subject::Relation(RelationTypeId::new(name("type")?), SpanId::new(name("from")?), SpanId::new(name("to")?))
        }
        "document-label" => Subject::DocumentLabel(AttributeId::new(name("attribute")?)),
        other => return Err(Problem::Unknown("subject", other.to_owned())),
    };
    let state = record.string("state")?.unwrap_or_default();
    let resolution = names::resolution_named(&state).ok_or(Problem::Unknown("state", state))?;
    let has_place = record.peek("start").is_some();
    Ok(Conflict {
        id,
        subject,
        place: if has_place { Some(place(&mut record)?) } else { None },
        proposals: read_proposals(&mut record, "proposals", place)?,
        resolution,
        outcome: record.strings("outcome")?.into_iter().map(SpanId::new).collect(),
        by: record.string("by")?.map(Annotator::new),
        at: record.string("at")?.unwrap_or_default().into(),
        reason: record.string("reason")?.unwrap_or_default(),
        note: record.string("note")?.unwrap_or_default(),
        unknown: record.rest(),
    })
}

fn write_proposals(fields: &mut Object<'_>, name: &str, proposals: &[Proposal], text: &Text) {
    if proposals.is_empty() {
        return;
    }
    fields.list(name, "", proposals.iter(), |out, proposal| {
        object(out, |fields| {
            fields.strings("annotators", proposal.annotators.iter().map(Annotator::as_str));
            match &proposal.said {
                Said::Span { label, fragments, attributes } => {
                    fields.string("label", label.as_str());
                    write_quoted(fields, fragments.hull(), text);
                    if fragments.count() > 1 {
                        fields.list("fragments", "", fragments.iter(), |out, fragment| {
                            object(out, |fields| write_quoted(fields, fragment, text));
                        });
                    }
                    if !attributes.is_empty() {
                        fields.object("attributes", |fields| write_values(fields, attributes));
                    }
                }
                Said::Value(Some(value)) => write_value(fields, "value", value),
                Said::Value(None) => fields.json("no_value", "true"),
                Said::There => fields.json("there", "true"),
                Said::Nothing => fields.json("there", "false"),
            }
        });
    });
}

fn read_proposals(
    record: &mut Record<'_>,
    name: &'static str,
    place: &mut Place<'_>,
) -> Result<Vec<Proposal>, Stopped> {
    record.list(name)?.into_iter().map(|json| read_proposal(json, place)).collect()
}

fn read_proposal(json: &str, place: &mut Place<'_>) -> Result<Proposal, Stopped> {
    let mut record = parse(json)?;
    let annotators = annotators(record.strings("annotators")?);
    let said = if let Some(value) = record.take("value") {
        Said::Value(Some(read_value(value).ok_or_else(|| Problem::Unknown("value", value.to_owned()))?))
    } else if record.yes_no("no_value")?.unwrap_or_default() {
        Said::Value(None)
    } else if let Some(there) = record.yes_no("there")? {
        if there { Said::There } else { Said::Nothing }
    } else {
        let hull = place(&mut record)?;
        let mut fragments = Vec::new();
        for json in record.list("fragments")? {
            fragments.push(place(&mut parse(json)?)?);
        }
        let fragments = if fragments.is_empty() { vec![hull] } else { fragments };
        Said::Span {
            label: LabelId::new(needed(record.string("label"), "label")?),
            fragments: Fragments::new(&fragments).ok_or(Problem::Empty)?,
            attributes: read_values(record.record("attributes")?)?,
        }
    };
    Ok(Proposal { annotators, said })
}

fn annotators(names: Vec<String>) -> Vec<Annotator> {
    names.into_iter().map(Annotator::new).collect()
}

/// What `json` tells of how a span came into the gold, shared.
pub(super) fn shared_provenance(json: Option<&str>, place: &mut Place<'_>) -> Result<Option<Arc<Provenance>>, Stopped> {
    json.map(|json| read_provenance(json, place).map(Arc::new)).transpose()
}
