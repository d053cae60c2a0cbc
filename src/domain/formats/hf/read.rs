//! Reading rows of documents.

use std::collections::BTreeMap;

use super::names;
use crate::domain::annotation::{AttributeValue, Number};
use crate::domain::document::Unknown;
use crate::domain::formats::detect::{Looked, records};
use crate::domain::formats::files::Files;
use crate::domain::formats::intake::{
    Intake, RawDocument, RawRelation, RawSet, RawSpan, Unreadable, beginning, check_json, name_in,
};
use crate::domain::formats::items::each_json_item;
use crate::domain::formats::json::{Record, read_list, read_string, strings};
use crate::domain::formats::placing::Unit;
use crate::domain::formats::postil;
use crate::domain::formats::problem::Problem;
use crate::domain::id::AttributeId;

/// The endings of files with rows.
const ENDINGS: [&str; 3] = [".jsonl", ".ndjson", ".json"];

/// Whether what was looked at is of this format: a card that says so, or rows as they are written here.
pub fn fits(looked: &Looked<'_>) -> bool {
    card_has(looked, "spans")
        || first_rows(looked).into_iter().any(|mut row| {
            row.text("text").is_some()
                && row.take("spans").is_some_and(|json| json.starts_with('['))
                && row.take("doc_labels").is_some_and(|json| json.starts_with('['))
        })
}

/// Whether a card has a feature of the name.
pub(super) fn card_has(looked: &Looked<'_>, feature: &str) -> bool {
    let is_card = |path: &str| path.rsplit('/').next() == Some(super::card::PATH);
    looked.heads().any(|(path, head)| is_card(path) && names::has_feature(names::front_matter_of(head), feature))
}

/// The first rows of the first file with rows.
pub(super) fn first_rows<'a>(looked: &'a Looked<'_>) -> Vec<Record<'a>> {
    let alone = looked.paths.len() == 1;
    let file = looked.heads().find(|(path, _)| alone || ENDINGS.iter().any(|ending| path.ends_with(ending)));
    file.map_or_else(Vec::new, |(_, head)| records(head))
}

/// Reads every row of the files, with the front matter of their card.
pub(super) fn each_row(
    files: &dyn Files,
    intake: &mut Intake<'_>,
    mut read: impl FnMut(&mut Intake<'_>, &str, String),
) -> Result<(), Unreadable> {
    let paths = files.paths();
    let has_ending = |path: &str, endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
    // Where there are rows in JSON lines, other JSON tells about them.
    let has_lines = paths.iter().any(|path| has_ending(path, &ENDINGS[..2]));
    let endings = if has_lines { &ENDINGS[..2] } else { &ENDINGS[..] };
    if paths.len() > 1 {
        for path in paths.iter().filter(|path| !has_ending(path, endings) && !path.ends_with(super::card::PATH)) {
            intake.warn(path.as_str(), Problem::Malformed("no JSON lines".into()), Some(""));
        }
        if !paths.iter().any(|path| has_ending(path, endings)) {
            return Err(Unreadable::OtherFormat("no JSON lines".into()));
        }
    }
    each_json_item(files, endings, intake, |intake, _, at, json| read(intake, at, json))
}

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let labels = names::names(&names::front_matter(files), "label").unwrap_or_default();
    names::declare(intake, labels.iter().map(String::as_str));
    each_row(files, intake, |intake, at, json| match row(intake, at, &json, &labels) {
        Ok(raw) => intake.document(raw),
        Err(problem) => intake.warn(at, problem, Some(&beginning(&json))),
    })
}

fn parse(json: &str) -> Result<Record<'_>, Problem> {
    Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))
}

fn row(intake: &mut Intake<'_>, at: &str, json: &str, labels: &[String]) -> Result<RawDocument, Problem> {
    let mut record = parse(json)?;
    let text = record.string("text")?.ok_or(Problem::Missing("text"))?;
    let id = name_in(&mut record, "id");
    let mut set = RawSet { annotator: record.string("annotator")?.unwrap_or_default(), ..RawSet::default() };
    for (n, json) in record.list("spans")?.into_iter().enumerate() {
        let at = format!("{at}: spans[{n}]");
        match span(intake, &at, json, labels) {
            Ok(span) => set.spans.push(span),
            Err(problem) => intake.warn(at, problem, Some(json)),
        }
    }
    for (n, json) in record.list("relations")?.into_iter().enumerate() {
        let at = format!("{at}: relations[{n}]");
        match relation(&at, json) {
            Ok(relation) => set.relations.push(relation),
            Err(problem) => intake.warn(at, problem, Some(json)),
        }
    }
    let doc_labels = record.take("doc_labels");
    set.document_labels = values(intake, &format!("{at}: doc_labels"), doc_labels);
    let unknown = further(&mut record);
    let metadata = postil::read_metadata(record);
    Ok(RawDocument { at: at.to_owned(), id, text, metadata, unknown, unit: Unit::CodePoint, sets: vec![set] })
}

fn span(intake: &mut Intake<'_>, at: &str, json: &str, labels: &[String]) -> Result<RawSpan, Problem> {
    let mut record = parse(json)?;
    let hull = ends(&mut record)?;
    let mut fragments = Vec::new();
    for json in record.list("fragments")? {
        fragments.push(ends(&mut parse(json)?)?);
    }
    if fragments.is_empty() {
        fragments.push(hull);
    }
    let written = record.take("label").ok_or(Problem::Missing("label"))?;
    let label = match read_string(written) {
        Some(label) => label,
        // The library writes the number of a class label.
        None => {
            let named = written.parse().ok().and_then(|n: usize| labels.get(n));
            named.cloned().ok_or_else(|| Problem::Unknown("label", written.to_owned()))?
        }
    };
    let attributes = record.take("attributes");
    let attributes = values(intake, &format!("{at}.attributes"), attributes);
    Ok(RawSpan {
        at: at.to_owned(),
        id: name_in(&mut record, "id"),
        label,
        fragments,
        quote: record.string("text")?,
        attributes,
        note: record.string("note")?.unwrap_or_default(),
        unknown: further(&mut record).into_iter().chain(record.rest()).collect(),
        ..RawSpan::default()
    })
}

fn ends(record: &mut Record<'_>) -> Result<(usize, usize), Problem> {
    let start = record.number("start")?.ok_or(Problem::Missing("start"))?;
    let end = record.number("end")?.ok_or(Problem::Missing("end"))?;
    Ok((start, end))
}

fn relation(at: &str, json: &str) -> Result<RawRelation, Problem> {
    let mut record = parse(json)?;
    Ok(RawRelation {
        at: at.to_owned(),
        id: name_in(&mut record, "id"),
        kind: record.string("type")?.ok_or(Problem::Missing("type"))?,
        from: name_in(&mut record, "head").ok_or(Problem::Missing("head"))?,
        to: name_in(&mut record, "tail").ok_or(Problem::Missing("tail"))?,
        note: record.string("note")?.unwrap_or_default(),
        unknown: record.rest(),
    })
}

/// The values in a list of name, kind and strings, or in an object; one that is neither is reported and left out.
fn values(intake: &mut Intake<'_>, at: &str, json: Option<&str>) -> BTreeMap<AttributeId, AttributeValue> {
    let mut values = BTreeMap::new();
    let Some(json) = json else {
        return values;
    };
    if let Ok(record) = Record::parse(json) {
        return postil::read_values(record).unwrap_or_else(|problem| {
            intake.warn(at, problem, Some(json));
            values
        });
    }
    let Some(items) = read_list(json) else {
        intake.warn(at, Problem::Malformed("no list of values".into()), Some(json));
        return values;
    };
    for item in items {
        match value(item) {
            Ok((name, value)) => {
                values.insert(AttributeId::new(name), value);
            }
            Err(problem) => intake.warn(at, problem, Some(item)),
        }
    }
    values
}

fn value(json: &str) -> Result<(String, AttributeValue), Problem> {
    let mut record = parse(json)?;
    let name = record.string("name")?.ok_or(Problem::Missing("name"))?;
    let kind = record.string("type")?;
    let written = record.take("value").ok_or(Problem::Missing("value"))?;
    let texts = read_string(written).map(|text| vec![text]).or_else(|| strings(written));
    let texts = texts.ok_or_else(|| Problem::Unknown("value", written.to_owned()))?;
    let value = match (kind.as_deref(), texts.as_slice()) {
        (Some("number"), [text]) => Number::parse(text).map(AttributeValue::Number),
        (Some("yes-no"), [text]) => text.parse().ok().map(AttributeValue::YesNo),
        (Some("texts"), _) => None,
        (_, [text]) => Some(AttributeValue::Text(text.clone())),
        _ => None,
    };
    Ok((name, value.unwrap_or(AttributeValue::Texts(texts))))
}

/// The fields in the column `meta`: a string of JSON. Anything else there is left for the unknown fields.
fn further(record: &mut Record<'_>) -> Unknown {
    let Some(written) = record.take("meta") else {
        return Unknown::new();
    };
    let json = read_string(written).unwrap_or_else(|| written.to_owned());
    let fields = check_json(&json).ok().and_then(|()| Record::parse(&json).ok().map(Record::rest));
    match fields {
        Some(fields) => fields,
        None if json.is_empty() => Unknown::new(),
        None => vec![("meta".to_owned(), written.to_owned())],
    }
}
