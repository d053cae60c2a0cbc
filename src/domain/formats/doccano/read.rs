//! Reading doccano's JSONL, and what this program puts beside it.

use std::collections::BTreeMap;

use super::SPANS;
use crate::domain::annotation::AttributeValue;
use crate::domain::formats::intake::{Intake, RawDocument, RawRelation, RawSet, RawSpan, name_in};
use crate::domain::formats::json::{Record, WrongField, read_list, read_string, strings, whole_number};
use crate::domain::formats::placing::Unit;
use crate::domain::formats::postil::{read_metadata, read_values};
use crate::domain::formats::problem::Problem;
use crate::domain::id::AttributeId;

/// Reads one example; `annotator` is who the file is named after.
pub(super) fn example(intake: &mut Intake<'_>, at: &str, json: &str, annotator: &str) -> Result<RawDocument, Problem> {
    let mut record = parse(json)?;
    let text = record.string("text")?.ok_or(Problem::Missing("text"))?;
    let mut meta = record.object("meta").unwrap_or_default();
    let mut beside = meta.object("postil").unwrap_or_default();
    let annotator = meta.text("annotator").unwrap_or_else(|| annotator.to_owned());
    let mut set = RawSet { annotator, ..RawSet::default() };
    let mut names = BTreeMap::new();
    for field in SPANS {
        spans(intake, at, &mut record, field, &mut set, &mut names);
    }
    for (n, json) in intake.lenient(at, record.list("relations")).into_iter().enumerate() {
        let at = format!("{at}: relations[{n}]");
        match relation(&at, json, &names) {
            Ok(relation) => set.relations.push(relation),
            Err(problem) => intake.warn(at, problem, Some(json)),
        }
    }
    for json in intake.lenient(at, beside.list("spans")) {
        if let Err(problem) = add_beside(&mut set.spans, json) {
            intake.warn(at, problem, Some(json));
        }
    }
    let labels = intake.lenient(at, beside.record("doc_labels"));
    set.document_labels.append(&mut intake.lenient(at, read_values(labels)));
    if let Some(categories) = record.take("cats").and_then(strings) {
        set.document_labels.insert(AttributeId::new("cats"), AttributeValue::Texts(categories));
    }
    if record.peek("Comments") == Some("[]") {
        record.take("Comments");
    }
    let id = name_in(&mut record, "id");
    // Others keep what is known about a document beside its text.
    let top = read_metadata(record);
    let mut metadata = read_metadata(meta);
    metadata.title = metadata.title.or(top.title);
    metadata.byline = metadata.byline.or(top.byline);
    metadata.published = metadata.published.or(top.published);
    metadata.source = metadata.source.or(top.source);
    metadata.site = metadata.site.or(top.site);
    metadata.language = metadata.language.or(top.language);
    let mut unknown = top.unknown;
    unknown.extend(beside.object("document").unwrap_or_default().rest());
    Ok(RawDocument { at: at.to_owned(), id, text, metadata, unknown, unit: Unit::CodePoint, sets: vec![set] })
}

fn parse(json: &str) -> Result<Record<'_>, Problem> {
    Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))
}

fn needed<T>(value: Result<Option<T>, WrongField>, field: &'static str) -> Result<T, Problem> {
    value?.ok_or(Problem::Missing(field))
}

/// Reads the field if it is a list: triples and objects are spans, words are categories of the document.
fn spans(
    intake: &mut Intake<'_>,
    at: &str,
    record: &mut Record<'_>,
    field: &str,
    set: &mut RawSet,
    names: &mut BTreeMap<String, String>,
) {
    let Some(items) = record.peek(field).and_then(read_list) else {
        return;
    };
    record.take(field);
    let mut categories = Vec::new();
    for (n, json) in items.into_iter().enumerate() {
        let at = format!("{at}: {field}[{n}]");
        if let Some(category) = read_string(json) {
            categories.push(category);
            continue;
        }
        match read_list(json).map_or_else(|| entity(&at, json, names), |triple| span(&at, &triple)) {
            Ok(span) => set.spans.push(span),
            Err(problem) => intake.warn(at, problem, Some(json)),
        }
    }
    if !categories.is_empty() {
        set.document_labels.insert(AttributeId::new(field), AttributeValue::Texts(categories));
    }
}

fn span(at: &str, triple: &[&str]) -> Result<RawSpan, Problem> {
    let wrong = Problem::Malformed("not [start, end, label]".into());
    let &[start, end, label] = triple else {
        return Err(wrong);
    };
    let offset = |json: &str| whole_number(json).ok_or_else(|| wrong.clone());
    Ok(RawSpan {
        at: at.to_owned(),
        label: read_string(label).unwrap_or_else(|| label.to_owned()),
        fragments: vec![(offset(start)?, offset(end)?)],
        ..RawSpan::default()
    })
}

fn entity(at: &str, json: &str, names: &mut BTreeMap<String, String>) -> Result<RawSpan, Problem> {
    let mut record = parse(json)?;
    let start = record.number("start_offset")?.or(record.number("start")?);
    let end = record.number("end_offset")?.or(record.number("end")?);
    let ends = (start.ok_or(Problem::Missing("start_offset"))?, end.ok_or(Problem::Missing("end_offset"))?);
    let id = name_in(&mut record, "id");
    let name = record.text("name").or_else(|| id.clone());
    if let (Some(id), Some(name)) = (id, &name) {
        names.entry(id).or_insert_with(|| name.clone());
    }
    Ok(RawSpan {
        at: at.to_owned(),
        id: name,
        label: name_in(&mut record, "label").ok_or(Problem::Missing("label"))?,
        fragments: vec![ends],
        unknown: record.rest(),
        ..RawSpan::default()
    })
}

fn relation(at: &str, json: &str, names: &BTreeMap<String, String>) -> Result<RawRelation, Problem> {
    let mut record = parse(json)?;
    let id = name_in(&mut record, "id");
    let mut end = |field| {
        let id = name_in(&mut record, field).ok_or(Problem::Missing(field))?;
        Ok::<String, Problem>(names.get(&id).cloned().unwrap_or(id))
    };
    let (from, to) = (end("from_id")?, end("to_id")?);
    Ok(RawRelation {
        at: at.to_owned(),
        id: record.text("name").or(id),
        kind: needed(record.string("type"), "type")?,
        from,
        to,
        note: record.text("note").unwrap_or_default(),
        unknown: record.rest(),
    })
}

/// Adds what doccano has no place for to the span it was written for, or to another one that is like it: doccano puts spans
/// in an order of its own.
fn add_beside(spans: &mut [RawSpan], json: &str) -> Result<(), Problem> {
    let mut record = parse(json)?;
    let index = record.number("index")?.unwrap_or(usize::MAX);
    let ends = (needed(record.number("start"), "start")?, needed(record.number("end"), "end")?);
    let label = needed(record.string("label"), "label")?;
    let is_it = |span: &RawSpan| span.label == label && span.fragments == [ends];
    let at = if spans.get(index).is_some_and(is_it) { Some(index) } else { spans.iter().position(is_it) };
    let span = &mut spans[at.ok_or_else(|| Problem::NotKept("on a span that is not there any more".into()))?];
    let mut fragments = Vec::new();
    for json in record.list("fragments")? {
        let mut fragment = parse(json)?;
        fragments.push((needed(fragment.number("start"), "start")?, needed(fragment.number("end"), "end")?));
    }
    span.attributes = read_values(record.record("attributes")?)?;
    span.note = record.string("note")?.unwrap_or_default();
    span.unknown.append(&mut record.rest());
    if !fragments.is_empty() {
        span.fragments = fragments;
    }
    Ok(())
}
