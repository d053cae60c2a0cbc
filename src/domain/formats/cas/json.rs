//! UIMA CAS as JSON, version 0.4.
//!
//! `{"%TYPES", "%FEATURE_STRUCTURES", "%VIEWS"}`; in a structure `%ID` and `%TYPE` come first, and a feature that refers to
//! another structure has `@` before its name. `begin` and `end` are written plainly, since dkpro-cassis knows no other
//! form, and read with the `^` of the specification as well.

use super::read::{Reader, Said, Structure};
use super::types::Types;
use super::write::{Mapping, SOFA, Value, array_of, each_structure};
use super::{FRAGMENT, STRINGS, VIEW};
use crate::domain::annotation::{AnnotationSet, Number};
use crate::domain::document::Document;
use crate::domain::formats::detect::Looked;
use crate::domain::formats::files::Files;
use crate::domain::formats::inception::{Layout, Source, each_file};
use crate::domain::formats::intake::{Intake, Unreadable, beginning};
use crate::domain::formats::json::{Object, Record, WrongField, object, read_list, read_string, string};
use crate::domain::formats::outlet::{About, Item, Options, Outlet, Writer};
use crate::domain::formats::problem::Problem;

/// Whether what was looked at is of this format.
pub fn fits(looked: &Looked<'_>) -> bool {
    looked.heads().any(|(_, head)| is_cas(head))
}

fn is_cas(head: &str) -> bool {
    let is_keyword = head.strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with("\"%"));
    is_keyword && ["\"%TYPES\"", "\"%FEATURE_STRUCTURES\"", "\"%VIEWS\""].iter().any(|name| head.contains(name))
}

/// Reads files of this format.
///
/// # Errors
/// If a file can't be read by the machine.
pub fn read(files: &dyn Files, intake: &mut Intake<'_>) -> Result<(), Unreadable> {
    let mut reader = Reader::default();
    each_file(files, ".json", intake, |intake, source, json| match cas(intake, source, json) {
        Ok((types, structures)) => reader.document(intake, source, &types, structures),
        Err(problem) => intake.warn(source.at(""), problem, Some(&beginning(json))),
    })
}

fn cas(intake: &mut Intake<'_>, source: &Source<'_>, json: &str) -> Result<(Types, Vec<Structure>), Problem> {
    serde_json::from_str::<serde::de::IgnoredAny>(json).map_err(|error| {
        Problem::Malformed(format!("not JSON from line {}, column {}", error.line(), error.column()))
    })?;
    let mut record = Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))?;
    let types = types(&mut record)?;
    let json = record.take("%FEATURE_STRUCTURES").ok_or(Problem::Missing("%FEATURE_STRUCTURES"))?;
    let listed: Vec<(Option<String>, &str)> = match Record::parse(json) {
        Ok(by_number) => by_number.into_fields().map(|(id, json)| (Some(id), json)).collect(),
        Err(_) => {
            let wrong = WrongField { field: "%FEATURE_STRUCTURES", expected: "a list" };
            read_list(json).ok_or(wrong)?.into_iter().map(|json| (None, json)).collect()
        }
    };
    let mut structures = Vec::with_capacity(listed.len());
    for (n, (id, json)) in listed.into_iter().enumerate() {
        match structure(id.as_deref(), json) {
            Ok(structure) => structures.push(structure),
            Err(problem) => {
                intake.warn(source.at(&format!("%FEATURE_STRUCTURES[{n}]")), problem, Some(&beginning(json)));
            }
        }
    }
    Ok((types, structures))
}

fn types(record: &mut Record<'_>) -> Result<Types, Problem> {
    let mut types = Types::default();
    for (name, json) in record.record("%TYPES")?.into_fields() {
        let Ok(mut described) = Record::parse(json) else {
            continue;
        };
        types.add(&name, described.string("%SUPER_TYPE")?.unwrap_or_default());
        for (feature, json) in described.into_fields().filter(|(feature, _)| !feature.starts_with('%')) {
            if let Ok(mut described) = Record::parse(json) {
                let range = described.string("%RANGE")?.unwrap_or_default();
                types.add_feature(&name, feature, range, described.string("%DESCRIPTION")?.unwrap_or_default());
            }
        }
    }
    Ok(types)
}

/// Reads a structure; `id` is its number where it stands before it.
fn structure(id: Option<&str>, json: &str) -> Result<Structure, Problem> {
    let mut record = Record::parse(json).map_err(|_| Problem::Malformed("not an object".into()))?;
    let before = id.and_then(|id| id.parse().ok());
    let id = record.number("%ID")?.or(before).ok_or(Problem::Missing("%ID"))?;
    let kind = record.string("%TYPE")?.ok_or(Problem::Missing("%TYPE"))?;
    let sofa = record.number("@sofa")?;
    let begin = record.number("begin")?.or(record.number("^begin")?);
    let end = record.number("end")?.or(record.number("^end")?);
    let mut features = Vec::new();
    if let Some(json) = record.take("%ELEMENTS") {
        features.push(("elements".to_owned(), elements(json)));
    }
    for (name, json) in record.into_fields().filter(|(name, json)| !name.starts_with('%') && *json != "null") {
        let said = match name.strip_prefix('@') {
            Some(name) => (name.to_owned(), json.parse().map_or(Said::Other, |id| Said::Structures(vec![id]))),
            None => (name.trim_start_matches(['#', '^']).to_owned(), value(json)),
        };
        features.push(said);
    }
    Ok(Structure { id, kind, sofa, begin, end, features })
}

/// The elements of an array; one that is missing is an empty string, or no structure.
fn elements(json: &str) -> Said {
    let Some(items) = read_list(json) else {
        return Said::Other;
    };
    let text = |item: &&str| if *item == "null" { Some(String::new()) } else { read_string(item) };
    if let Some(texts) = items.iter().map(text).collect() {
        return Said::Texts(texts);
    }
    let numbers: Option<Vec<usize>> =
        items.iter().filter(|item| **item != "null").map(|item| item.parse().ok()).collect();
    numbers.map_or(Said::Other, Said::Structures)
}

fn value(json: &str) -> Said {
    match json {
        "true" => Said::YesNo(true),
        "false" => Said::YesNo(false),
        _ => {
            (read_string(json).map(Said::Text)).or_else(|| Number::parse(json).map(Said::Number)).unwrap_or(Said::Other)
        }
    }
}

/// A writer of this format.
pub fn writer(_: &Options) -> Box<dyn Writer> {
    Box::new(JsonWriter::default())
}

#[derive(Default)]
struct JsonWriter {
    layout: Layout,
    mapping: Mapping,
}

impl Writer for JsonWriter {
    fn document(&mut self, item: &Item<'_>, about: &About, out: &mut dyn Outlet) {
        self.mapping.declare(&about.schema);
        for (path, set) in self.layout.paths(item, "json").iter().zip(item.layers()) {
            self.mapping.learn(&set, "");
            out.append(path, &cas_of(item.document, &set, &self.mapping));
        }
    }

    fn finish(&mut self, _: &About, _: &mut dyn Outlet) {}
}

fn cas_of(document: &Document, set: &AnnotationSet, mapping: &Mapping) -> Vec<u8> {
    let mut structures = Vec::new();
    object(&mut structures, |fields| {
        fields.number("%ID", SOFA as u64);
        fields.string("%TYPE", "uima.cas.Sofa");
        fields.number("sofaNum", 1);
        fields.string("sofaID", VIEW);
        fields.string("mimeType", "text");
        fields.string("sofaString", document.text().as_str());
    });
    let mut members: Vec<usize> = Vec::new();
    each_structure(document, set, mapping, "", |structure| {
        members.push(structure.id);
        structures.extend_from_slice(b",\n");
        object(&mut structures, |fields| {
            begin_structure(fields, structure.id, structure.kind);
            fields.number("@sofa", SOFA as u64);
            if let Some((begin, end)) = structure.range {
                fields.number("begin", begin as u64);
                fields.number("end", end as u64);
            }
            structure.features.iter().for_each(|(name, value)| write_feature(fields, name, value));
        });
        for (_, value) in structure.features {
            write_array(&mut structures, value);
        }
    });
    members.sort_unstable();
    let mut out = Vec::with_capacity(structures.len() + 4096);
    object(&mut out, |cas| {
        cas.object("%TYPES", |fields| write_types(fields, mapping));
        let written = std::iter::once(structures.as_slice());
        cas.list("%FEATURE_STRUCTURES", "\n", written, Vec::extend_from_slice);
        cas.object("%VIEWS", |views| {
            views.object(VIEW, |view| {
                view.number("%SOFA", SOFA as u64);
                view.list("%MEMBERS", "", members.iter(), |out, id| write_number(out, *id));
            });
        });
    });
    out.push(b'\n');
    out
}

fn begin_structure(fields: &mut Object<'_>, id: usize, kind: &str) {
    fields.number("%ID", id as u64);
    fields.string("%TYPE", kind);
}

fn write_feature(fields: &mut Object<'_>, name: &str, value: &Value<'_>) {
    match value {
        Value::Text(text) => fields.string(name, text),
        Value::Number(number) => fields.json(name, number),
        Value::YesNo(yes) => fields.json(name, if *yes { "true" } else { "false" }),
        Value::Texts(id, _) | Value::Structures(id, _) | Value::Structure(id) => {
            fields.number(&format!("@{name}"), *id as u64);
        }
    }
}

/// Writes the structure a list is.
fn write_array(structures: &mut Vec<u8>, value: &Value<'_>) {
    let mut array = |id: usize, kind: &str, write: &dyn Fn(&mut Object<'_>)| {
        structures.extend_from_slice(b",\n");
        object(structures, |fields| {
            begin_structure(fields, id, kind);
            write(fields);
        });
    };
    match value {
        Value::Texts(id, texts) => array(*id, STRINGS, &|fields| {
            fields.list("%ELEMENTS", "", texts.iter(), |out, text| string(out, text));
        }),
        Value::Structures(id, parts) => array(*id, &array_of(FRAGMENT), &|fields| {
            fields.list("%ELEMENTS", "", parts.iter(), |out, id| write_number(out, *id));
        }),
        _ => {}
    }
}

fn write_number(out: &mut Vec<u8>, number: usize) {
    out.extend_from_slice(number.to_string().as_bytes());
}

fn write_types(fields: &mut Object<'_>, mapping: &Mapping) {
    for described in mapping.types() {
        fields.object(described.name, |fields| {
            fields.string("%NAME", described.name);
            fields.string("%SUPER_TYPE", described.parent);
            for feature in &described.features {
                fields.object(feature.name, |fields| {
                    fields.string("%NAME", feature.name);
                    match feature.range.ends_with("Array") {
                        true => fields.string("%RANGE", &array_of(feature.element)),
                        false => fields.string("%RANGE", feature.range),
                    }
                    fields.text("%DESCRIPTION", &feature.description);
                });
            }
        });
    }
}
