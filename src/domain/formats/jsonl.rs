//! JSONL, one document a line: `{"text", "spans": [{"start", "end", "label"}], "meta"}`, the form that spaCy and Prodigy
//! share, with names, attributes, notes, fragments and relations in further fields that readers of it pass over.
//!
//! Offsets are code points, ends exclusive. A document with several annotators' sets is as many lines. A list of such objects
//! is read too, and so is what spaCy's `Doc.to_json` gives: `{"text", "ents": [span], "spans": {key: [span]}, "cats", "tokens"}`.
//! Sources: prodi.gy/docs/api-interfaces, spacy.io/api/doc#to_json; the further fields are ours.

use std::collections::BTreeSet;

use super::detect::Looked;
use super::files::Files;
use super::intake::{Intake, RawDocument, RawEntry, RawRelation, RawSet, RawSpan, Unreadable, beginning, name_in};
use super::items::each_json_item;
use super::json::{Object, Record, WrongField, object, read_list, whole_number};
use super::outlet::{About, Item, Options, Outlet, Writer, quote_of};
use super::placing::Unit;
use super::postil::{read_metadata, read_values, write_metadata, write_values};
use super::problem::Problem;
use super::values::{from_categories, raw_entry};
use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::document::Document;
use crate::domain::schema::register::Resolved;
use crate::domain::text::Text;

/// Whether what was looked at is of this format.
pub fn fits(looked: &Looked<'_>) -> bool {
    looked.records().into_iter().any(|mut record| record.text("text").is_some())
}

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    each_json_item(files, &[".jsonl", ".ndjson", ".json"], intake, |intake, _, at, json| {
        match line(intake, at, &json) {
            Ok(raw) => intake.document(raw),
            Err(problem) => intake.warn(at, problem, Some(&beginning(&json))),
        }
    })
}

fn line(intake: &mut Intake<'_>, at: &str, json: &str) -> Result<RawDocument, Problem> {
    let mut record = Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))?;
    let text = record.string("text")?.ok_or(Problem::Missing("text"))?;
    let mut meta = record.record("meta").unwrap_or_default();
    let annotator = meta.string("annotator").ok().flatten().unwrap_or_default();
    let mut set = RawSet { annotator, ..RawSet::default() };
    if record.peek("ents").and_then(read_list).is_some() {
        let ents = record.list("ents")?;
        spans(intake, &mut set, &format!("{at}: ents"), ents);
        // They are cut from the text again.
        record.take("tokens");
    }
    if let Some(groups) = record.object("spans") {
        for (key, json) in groups.into_fields() {
            let at = format!("{at}: spans.{key}");
            match read_list(json) {
                Some(group) => spans(intake, &mut set, &at, group),
                None => intake.warn(at, Problem::Malformed("not a list".into()), Some(json)),
            }
        }
        only_once(&mut set.spans);
    }
    let listed = record.list("spans")?;
    spans(intake, &mut set, &format!("{at}: spans"), listed);
    for (n, json) in record.list("relations")?.into_iter().enumerate() {
        let at = format!("{at}: relations[{n}]");
        match relation(&at, json) {
            Ok(relation) => set.relations.push(relation),
            Err(problem) => intake.warn(at, problem, Some(json)),
        }
    }
    set.document_labels = read_values(record.record("doc_labels")?)?;
    if let Some(cats) = record.object("cats") {
        // 0 is what spaCy gives a category that doesn't hold.
        let is_positive = |number: &str| {
            number.bytes().take_while(|byte| !b"eE".contains(byte)).any(|byte| (b'1'..=b'9').contains(&byte))
        };
        let holds = |score: &str| {
            score == "true" || (score.starts_with(|first: char| first.is_ascii_digit()) && is_positive(score))
        };
        let held = cats.into_fields().filter(|(_, score)| holds(score)).map(|(name, _)| name);
        for (name, value) in from_categories(held) {
            set.document_labels.entry(name).or_insert(value);
        }
    }
    let id = name_in(&mut record, "id");
    let unknown = record.rest();
    for (field, json) in unknown.iter().filter(|(_, json)| are_like_spans(json)) {
        let problem = Problem::NotKept("spans in another form than this format has".into());
        intake.warn(format!("{at}: {field}"), problem, Some(&beginning(json)));
    }
    Ok(RawDocument {
        at: at.to_owned(),
        id,
        text,
        metadata: read_metadata(meta),
        unit: Unit::CodePoint,
        sets: vec![set],
        unknown,
    })
}

/// Reads spans; one that is wrong is reported.
fn spans(intake: &mut Intake<'_>, set: &mut RawSet, at: &str, items: Vec<&str>) {
    for (n, json) in items.into_iter().enumerate() {
        let at = format!("{at}[{n}]");
        match span(&at, json) {
            Ok(span) => set.spans.push(span),
            Err(problem) => intake.warn(at, problem, Some(json)),
        }
    }
}

/// Takes out what stands in several groups; only the first of equal ones stays.
fn only_once(spans: &mut Vec<RawSpan>) {
    let mut seen = BTreeSet::new();
    spans.retain(|span| seen.insert((span.fragments.clone(), span.label.clone())));
}

/// Whether it is a list of what other formats have for spans: `[start, end, label]`, or objects with ends and a label.
fn are_like_spans(json: &str) -> bool {
    let Some(first) = read_list(json).and_then(|items| items.first().copied()) else {
        return false;
    };
    if let Some(triple) = read_list(first) {
        let is_number = |json: &&str| whole_number(json).is_some();
        return triple.len() == 3
            && triple.iter().filter(|json| is_number(json)).count() == 2
            && triple.iter().any(|json| json.starts_with('"'));
    }
    Record::parse(first).is_ok_and(|record| {
        let has = |names: &[&str]| names.iter().any(|name| record.peek(name).is_some());
        has(&["start", "start_offset", "begin", "start_char"])
            && has(&["end", "end_offset", "stop", "end_char"])
            && has(&["label", "labels", "type", "entity", "tag"])
    })
}

fn needed<T>(value: Result<Option<T>, WrongField>, field: &'static str) -> Result<T, Problem> {
    value?.ok_or(Problem::Missing(field))
}

/// Reads a span; an unknown field is kept.
///
/// # Errors
/// If a field is missing or wrong.
pub fn span(at: &str, json: &str) -> Result<RawSpan, Problem> {
    let mut record = Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))?;
    let hull = (needed(record.number("start"), "start")?, needed(record.number("end"), "end")?);
    let quote = record.string("text")?;
    let mut fragments = Vec::new();
    for json in record.list("fragments")? {
        let mut fragment = Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))?;
        fragments.push((needed(fragment.number("start"), "start")?, needed(fragment.number("end"), "end")?));
    }
    if fragments.is_empty() {
        fragments.push(hull);
    }
    Ok(RawSpan {
        at: at.to_owned(),
        id: name_in(&mut record, "id"),
        label: needed(record.string("label"), "label")?,
        fragments,
        quote,
        attributes: read_values(record.record("attributes")?)?,
        mentioned: mentioned(&mut record)?,
        note: record.string("note")?.unwrap_or_default(),
        unknown: record.rest(),
        ..RawSpan::default()
    })
}

/// Takes the field `entry`, where it is an object with a name.
fn mentioned(record: &mut Record<'_>) -> Result<RawEntry, Problem> {
    let Some(json) = record.peek("entry") else {
        return Ok(RawEntry::default());
    };
    let Some((mut fields, id)) = Record::parse(json).ok().and_then(|mut fields| {
        let id = fields.string("id").ok()??;
        Some((fields, id))
    }) else {
        // Another program's field of this name.
        return Ok(RawEntry::default());
    };
    record.take("entry");
    let mut field = |name| fields.string(name).map(Option::unwrap_or_default);
    Ok(RawEntry { id, name: field("name")?, link: field("link")? })
}

fn relation(at: &str, json: &str) -> Result<RawRelation, Problem> {
    let mut record = Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))?;
    Ok(RawRelation {
        at: at.to_owned(),
        id: name_in(&mut record, "id"),
        kind: needed(record.string("label"), "label")?,
        from: name_in(&mut record, "from").ok_or(Problem::Missing("from"))?,
        to: name_in(&mut record, "to").ok_or(Problem::Missing("to"))?,
        note: record.string("note")?.unwrap_or_default(),
        unknown: record.rest(),
    })
}

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(JsonlWriter)
}

struct JsonlWriter;

impl Writer for JsonlWriter {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        let register = Resolved::of(&about.schema);
        for set in item.layers() {
            let mut line = Vec::new();
            object(&mut line, |fields| write_line(fields, item.document, &set, &register));
            line.push(b'\n');
            out.append(&item.path("jsonl"), &line);
        }
    }

    fn finish(&mut self, _: &About, _: &mut dyn Outlet) {}
}

fn write_line(fields: &mut Object<'_>, document: &Document, set: &AnnotationSet, register: &Resolved<'_>) {
    fields.string("id", document.id().as_str());
    fields.string("text", document.text().as_str());
    fields.list("spans", "", set.spans().iter(), |out, span| {
        object(out, |fields| {
            write_span(fields, document, span);
            let entry = raw_entry(span, register);
            if !entry.id.is_empty() {
                fields.object("entry", |fields| {
                    fields.string("id", &entry.id);
                    fields.text("name", &entry.name);
                    fields.text("link", &entry.link);
                });
            }
        });
    });
    if set.relations().len() > 0 {
        fields.list("relations", "", set.relations(), |out, relation| {
            object(out, |fields| {
                fields.string("id", relation.id.as_str());
                fields.string("label", relation.kind.as_str());
                fields.string("from", relation.from.as_str());
                fields.string("to", relation.to.as_str());
                fields.text("note", &relation.note);
            });
        });
    }
    if !set.document_labels.is_empty() {
        fields.object("doc_labels", |fields| write_values(fields, &set.document_labels));
    }
    fields.object("meta", |fields| {
        fields.text("annotator", set.annotator.as_str());
        write_metadata(fields, &document.metadata);
    });
    fields.unknown(&document.unknown);
}

/// Writes the fields of a span.
pub fn write_span(fields: &mut Object<'_>, document: &Document, span: &Span) {
    let text = document.text();
    let hull = span.hull();
    fields.string("id", span.id.as_str());
    fields.number("start", text.code_point(hull.start()) as u64);
    fields.number("end", text.code_point(hull.end()) as u64);
    fields.string("label", span.label.as_str());
    fields.string("text", &quote_of(document, span));
    write_details(fields, text, span);
    fields.unknown(&span.unknown);
}

/// Writes the fields `fragments`, `attributes` and `note` of a span, where it has them.
pub fn write_details(fields: &mut Object<'_>, text: &Text, span: &Span) {
    if span.fragments.count() > 1 {
        fields.list("fragments", "", span.fragments.iter(), |out, fragment| {
            object(out, |fields| {
                fields.number("start", text.code_point(fragment.start()) as u64);
                fields.number("end", text.code_point(fragment.end()) as u64);
            });
        });
    }
    if !span.attributes.is_empty() {
        fields.object("attributes", |fields| write_values(fields, &span.attributes));
    }
    fields.text("note", &span.note);
}
