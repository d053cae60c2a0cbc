//! One annotation, taken apart: who says what of which place.

use std::collections::BTreeMap;

use crate::domain::annotation::AttributeValue;
use crate::domain::document::{Metadata, Unknown};
use crate::domain::formats::intake::RawEntry;
use crate::domain::formats::json::{Record, read_list, read_string, whole_number};
use crate::domain::formats::postil::read_value;
use crate::domain::id::AttributeId;
use crate::domain::schema::register::Link;

/// An annotation in its own words.
#[derive(Clone, Debug, Default)]
pub(super) struct Annotation {
    pub(super) id: Option<String>,
    pub(super) motivation: String,
    pub(super) creator: String,
    pub(super) created: String,
    pub(super) modified: String,
    pub(super) generator: String,
    pub(super) bodies: Vec<Body>,
    pub(super) targets: Vec<Target>,
    /// Bodies and targets that are none.
    pub(super) faults: Vec<String>,
    pub(super) unknown: Unknown,
}

/// Something an annotation says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Body {
    /// What it is for; the annotation's motivation where it doesn't say.
    pub(super) purpose: String,
    pub(super) says: Says,
}

/// What a body says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Says {
    /// A text, or the address of what tells it.
    Text(String),
    /// A named value.
    Property(String, AttributeValue),
    /// An address alone.
    Iri(String),
    /// An entry of the register.
    Entry(RawEntry),
}

/// What an annotation is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Target {
    /// The address of the text, or of another annotation.
    pub(super) source: String,
    /// The text itself, if it is there, and what is known about it.
    pub(super) text: Option<(String, Metadata)>,
    pub(super) place: Option<Place>,
}

/// A part of a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Place {
    pub(super) position: Option<(usize, usize)>,
    pub(super) quote: Option<String>,
    pub(super) prefix: String,
    pub(super) suffix: String,
    /// A way to tell the place that can't be followed here.
    pub(super) other: Option<String>,
}

/// Takes an annotation apart. A text without address has the name that is given for it.
pub(super) fn annotation(mut record: Record<'_>, nameless: &str) -> Annotation {
    record.take("@context");
    record.take("type").or_else(|| record.take("@type"));
    let id = word(record.take("id").or_else(|| record.take("@id")));
    let motivation = word(record.take("motivation")).unwrap_or_default();
    let (mut bodies, mut targets, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    let tell = |json: &str, found: Option<()>, faults: &mut Vec<String>| {
        if found.is_none() {
            faults.push(json.to_owned());
        }
    };
    for json in items(record.take("body")).into_iter().flat_map(parts) {
        tell(json, add_body(json, &motivation, &mut bodies), &mut faults);
    }
    if let Some(value) = word(record.take("bodyValue")) {
        bodies.push(Body { purpose: motivation.clone(), says: Says::Text(value) });
    }
    for json in items(record.take("target")).into_iter().flat_map(parts) {
        tell(json, add_target(json, nameless, &mut targets), &mut faults);
    }
    Annotation {
        id,
        creator: name(record.take("creator")),
        created: word(record.take("created")).unwrap_or_default(),
        modified: word(record.take("modified")).unwrap_or_default(),
        generator: name(record.take("generator")),
        motivation,
        bodies,
        targets,
        faults,
        unknown: record.rest(),
    }
}

/// The values of a field that may have one or a list.
fn items(json: Option<&str>) -> Vec<&str> {
    json.map_or_else(Vec::new, |json| read_list(json).unwrap_or_else(|| vec![json]))
}

/// A string, or the first of a list.
fn word(json: Option<&str>) -> Option<String> {
    read_string(items(json).first()?)
}

/// The name of a person or program, which may be given by an address alone.
fn name(json: Option<&str>) -> String {
    let Some(json) = items(json).first().copied() else {
        return String::new();
    };
    let named = Record::parse(json).ok().and_then(|mut record| {
        ["name", "nickname", "email", "id"].into_iter().find_map(|field| word(record.take(field)))
    });
    named.or_else(|| read_string(json)).unwrap_or_default()
}

/// The parts of a set of bodies or targets, which is written as an object with items; else what it is.
fn parts(json: &str) -> Vec<&str> {
    let parts = Record::parse(json).ok().and_then(|mut record| read_list(record.take("items")?));
    parts.unwrap_or_else(|| vec![json])
}

fn add_body(json: &str, motivation: &str, bodies: &mut Vec<Body>) -> Option<()> {
    if let Some(iri) = read_string(json) {
        bodies.push(Body { purpose: motivation.to_owned(), says: Says::Iri(iri) });
        return Some(());
    }
    let mut record = Record::parse(json).ok()?;
    let purpose = word(record.take("purpose")).unwrap_or_else(|| motivation.to_owned());
    let identified = word(record.take("dc:identifier")).filter(|id| purpose == "identifying" && !id.is_empty());
    let property = word(record.take("schema:propertyID")).or_else(|| word(record.take("schema:name")));
    let value = record.take("schema:value").and_then(read_value);
    let text = ["value", "chars", "rdf:value"].into_iter().find_map(|field| word(record.take(field)));
    let source = record.take("source").map(|json| source_of(json).0).filter(|source| !source.is_empty());
    let iri = source.or_else(|| word(record.take("id").or_else(|| record.take("@id"))));
    if let Some(id) = identified {
        let name = word(record.take("dc:title")).unwrap_or_default();
        let link = iri.filter(|iri| Link::parse(iri).is_some()).unwrap_or_default();
        bodies.push(Body { purpose, says: Says::Entry(RawEntry { id, name, link }) });
        return Some(());
    }
    let says = match (property, value, text, iri) {
        (Some(property), Some(value), ..) => Says::Property(property, value),
        (_, _, Some(text), _) => Says::Text(text),
        (_, _, None, Some(iri)) => Says::Iri(iri),
        _ => return None,
    };
    bodies.push(Body { purpose, says });
    Some(())
}

fn add_target(json: &str, nameless: &str, targets: &mut Vec<Target>) -> Option<()> {
    if let Some(iri) = read_string(json) {
        targets.push(target(&iri, None, None, nameless));
        return Some(());
    }
    let mut record = Record::parse(json).ok()?;
    match record.take("source") {
        Some(json) => {
            let (source, text) = source_of(json);
            let selectors = items(record.take("selector"));
            let mut place = Place::default();
            selectors.iter().for_each(|json| select(json, true, &mut place));
            targets.push(target(&source, text, (!selectors.is_empty()).then_some(place), nameless));
        }
        None => {
            let (source, text) = source_of(json);
            targets.push(target(&source, text, None, nameless));
        }
    }
    Some(())
}

fn target(source: &str, text: Option<(String, Metadata)>, place: Option<Place>, nameless: &str) -> Target {
    // `#char=4,9` is a place too.
    let (address, position) = match source.split_once('#') {
        Some((address, fragment)) if positions(fragment).is_some() => (address, positions(fragment)),
        _ => (source, None),
    };
    let place = place.or_else(|| position.map(|position| Place { position: Some(position), ..Place::default() }));
    let source = if address.is_empty() { nameless } else { address };
    Target { source: source.to_owned(), text, place }
}

/// The address of a resource, and its text with what is known about it, if the resource is one.
pub(super) fn source_of(json: &str) -> (String, Option<(String, Metadata)>) {
    if let Some(iri) = read_string(json) {
        return (iri, None);
    }
    let Ok(mut record) = Record::parse(json) else {
        return (String::new(), None);
    };
    let iri = word(record.take("id").or_else(|| record.take("@id"))).unwrap_or_default();
    let Some(text) = word(record.take("value")) else {
        return (iri, None);
    };
    record.take("type").or_else(|| record.take("@type"));
    record.take("format");
    let metadata = Metadata {
        title: word(record.take("dc:title")),
        byline: word(record.take("dc:creator")),
        published: word(record.take("dc:date")),
        source: word(record.take("dc:source")),
        site: word(record.take("dc:publisher")),
        language: word(record.take("language")),
        unknown: record.rest(),
    };
    (iri, Some((text, metadata)))
}

/// Takes over what a selector tells. What stands within another selector's part has positions of its own.
fn select(json: &str, is_outer: bool, place: &mut Place) {
    let Ok(mut record) = Record::parse(json) else {
        return;
    };
    let refined = record.take("refinedBy");
    let kind = word(record.take("type").or_else(|| record.take("@type"))).unwrap_or_default();
    match kind.trim_start_matches("oa:") {
        "TextQuoteSelector" => {
            place.quote = word(record.take("exact"));
            place.prefix = word(record.take("prefix")).unwrap_or_default();
            place.suffix = word(record.take("suffix")).unwrap_or_default();
        }
        "TextPositionSelector" if is_outer => {
            let mut end = |field| record.number(field).ok().flatten();
            place.position = end("start").zip(end("end"));
        }
        "FragmentSelector" if is_outer => match word(record.take("value")) {
            Some(fragment) if positions(&fragment).is_some() => place.position = positions(&fragment),
            fragment => place.other = fragment,
        },
        _ => place.other = Some(kind),
    }
    if let Some(json) = refined.filter(|_| is_outer) {
        items(Some(json)).into_iter().for_each(|json| select(json, false, place));
    }
}

/// The positions of a fragment of plain text, `char=4,9` (RFC 5147).
fn positions(fragment: &str) -> Option<(usize, usize)> {
    let (start, end) = fragment.strip_prefix("char=")?.split_once(',')?;
    let end = end.split(';').next()?;
    Some((whole_number(start)?, whole_number(end)?))
}

/// What the bodies of an annotation say of its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Said {
    pub(super) tags: Vec<String>,
    pub(super) notes: Vec<String>,
    pub(super) attributes: BTreeMap<AttributeId, AttributeValue>,
    pub(super) entry: RawEntry,
}

impl Annotation {
    /// What is said of a place. Tags come first; remarks are notes, what has another purpose is an attribute of that name.
    pub(super) fn said(&self) -> Said {
        let mut said = Said::default();
        for Body { purpose, says } in &self.bodies {
            match says {
                Says::Property(name, value) => {
                    said.attributes.insert(AttributeId::new(name.as_str()), value.clone());
                }
                Says::Entry(entry) => said.entry = entry.clone(),
                Says::Text(text) | Says::Iri(text) if matches!(purpose.as_str(), "tagging" | "classifying") => {
                    said.tags.push(text.clone());
                }
                Says::Text(text) if matches!(purpose.as_str(), "commenting" | "replying" | "describing" | "") => {
                    said.notes.push(text.clone());
                }
                Says::Text(text) | Says::Iri(text) => {
                    let purpose = if purpose.is_empty() { "body" } else { purpose };
                    add(&mut said.attributes, purpose, text);
                }
            }
        }
        said
    }

    /// What is said of a document as a whole, by what it is for.
    pub(super) fn document_labels(&self) -> BTreeMap<AttributeId, AttributeValue> {
        let mut labels = BTreeMap::new();
        for Body { purpose, says } in &self.bodies {
            match says {
                Says::Property(name, value) => {
                    labels.insert(AttributeId::new(name.as_str()), value.clone());
                }
                Says::Entry(entry) => add(&mut labels, purpose, &entry.id),
                Says::Text(text) | Says::Iri(text) => {
                    add(&mut labels, if purpose.is_empty() { "commenting" } else { purpose }, text);
                }
            }
        }
        labels
    }
}

/// Adds a value to those the attribute has.
pub(super) fn add(attributes: &mut BTreeMap<AttributeId, AttributeValue>, name: &str, text: &str) {
    let name = AttributeId::new(name);
    let value = match attributes.remove(&name) {
        None => AttributeValue::Text(text.to_owned()),
        Some(AttributeValue::Text(first)) => AttributeValue::Texts(vec![first, text.to_owned()]),
        Some(AttributeValue::Texts(mut texts)) => {
            texts.push(text.to_owned());
            AttributeValue::Texts(texts)
        }
        Some(other) => other,
    };
    attributes.insert(name, value);
}
