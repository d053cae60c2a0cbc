//! Reading the configuration of a labelling interface: which data is the text, what the labels are, what can be said.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use crate::domain::document::Unknown;
use crate::domain::formats::palette;
use crate::domain::id::{AttributeId, LabelId, RelationTypeId};
use crate::domain::schema::{Attribute, AttributeKind, Label, RelationType, Schema};

/// What a configuration says; nothing where there is none.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The names of the tags that show a text, each with the field of the data it shows, in order.
    pub(super) texts: Vec<(String, String)>,
    controls: BTreeMap<String, Control>,
    labels: Vec<Label>,
    relations: Vec<String>,
}

/// A tag by which something is said that is no label.
#[derive(Debug)]
pub(super) struct Control {
    /// What it says.
    pub(super) attribute: Attribute,
    /// Whether it says it of a span.
    pub(super) per_region: bool,
    /// The labels it belongs to; none means all.
    labels: Option<String>,
    /// Its place among the controls.
    place: usize,
}

/// A tag that is open.
enum Open {
    Labels,
    Control(String),
    Other,
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    /// Why it is none.
    pub(super) fn read(xml: &str) -> Result<Self, String> {
        let mut config = Self::default();
        let mut open: Vec<Open> = Vec::new();
        let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
        loop {
            match reader.read_event().map_err(|error| error.to_string())? {
                Event::Start(tag) => {
                    let opened = config.tag(&tag, &open);
                    open.push(opened);
                }
                Event::Empty(tag) => {
                    config.tag(&tag, &open);
                }
                Event::End(_) => {
                    open.pop();
                }
                Event::Eof => break,
                _ => {}
            }
        }
        for control in config.controls.values_mut() {
            if let AttributeKind::Choice(options) = &control.attribute.kind
                && options == &["true", "false"]
            {
                control.attribute.kind = AttributeKind::YesNo;
            }
        }
        Ok(config)
    }

    fn tag(&mut self, tag: &BytesStart<'_>, open: &[Open]) -> Open {
        let kind = tag.name().as_ref().to_ascii_lowercase();
        let mut given = attributes(tag);
        let mut take = |name: &str| given.remove(name).filter(|value| !value.is_empty());
        match (kind.as_str(), take("name"), take("toname")) {
            ("label", _, _) if open.iter().any(|tag| matches!(tag, Open::Labels)) => {
                if let Some(value) = take("alias").or(take("value")) {
                    self.label(&value, take("background").as_deref(), take("hint"));
                }
            }
            ("choice", _, _) => {
                let within =
                    open.iter().rev().find_map(|tag| if let Open::Control(name) = tag { Some(name) } else { None });
                let control = within.and_then(|name| self.controls.get_mut(name));
                if let Some(AttributeKind::Choice(options) | AttributeKind::Choices(options)) =
                    control.map(|control| &mut control.attribute.kind)
                {
                    options.extend(take("alias").or(take("value")));
                }
            }
            ("relation", _, _) => self.relations.extend(take("alias").or(take("value"))),
            ("text" | "hypertext", Some(name), None) => {
                let field = take("value").unwrap_or_default();
                self.texts.push((name, field.trim_start_matches('$').to_owned()));
            }
            (kind, Some(_), Some(_)) if kind.ends_with("labels") => return Open::Labels,
            (kind, Some(name), Some(_)) => {
                let kind = match kind {
                    "choices" if take("choice").as_deref() == Some("multiple") => AttributeKind::Choices(Vec::new()),
                    "choices" => AttributeKind::Choice(Vec::new()),
                    "number" | "rating" => AttributeKind::Number,
                    "textarea" | "datetime" | "taxonomy" => AttributeKind::Text,
                    _ => return Open::Other,
                };
                let attribute = Attribute {
                    id: AttributeId::new(take(ATTRIBUTE).unwrap_or_else(|| name.clone())),
                    name: take(TITLE).unwrap_or_else(|| name.clone()),
                    kind,
                    required: take("required").as_deref() == Some("true"),
                    unknown: Unknown::new(),
                };
                let per_region = take("perregion").as_deref() == Some("true");
                let place = self.controls.len();
                let control = Control { attribute, per_region, labels: take("whenlabelvalue"), place };
                self.controls.insert(name.clone(), control);
                return Open::Control(name);
            }
            _ => {}
        }
        Open::Other
    }

    fn label(&mut self, id: &str, background: Option<&str>, hint: Option<String>) {
        if self.labels.iter().any(|label| label.id.as_str() == id) {
            return;
        }
        let mut label = Label::plain(id, id, self.labels.len());
        label.colour = background.and_then(palette::with_hex).unwrap_or(label.colour);
        label.definition = hint.unwrap_or_default();
        self.labels.push(label);
    }

    /// The control with this name.
    pub(super) fn control(&self, name: &str) -> Option<&Control> {
        self.controls.get(name)
    }

    /// Adds labels, attributes, relation types and document labels to a label set, where it doesn't have them.
    pub(super) fn add_to(&self, schema: &mut Schema) {
        schema.learn(&Schema { labels: self.labels.clone(), ..Schema::default() });
        let mut controls: Vec<&Control> = self.controls.values().collect();
        controls.sort_by_key(|control| control.place);
        for control in controls {
            let attribute = &control.attribute;
            let add = |attributes: &mut Vec<Attribute>| {
                if attributes.iter().all(|known| known.id != attribute.id) {
                    attributes.push(attribute.clone());
                }
            };
            if !control.per_region {
                add(&mut schema.document_labels);
                continue;
            }
            // A label may have a comma itself; otherwise one separates labels.
            let is_of = |label: &LabelId| match control.labels.as_deref() {
                None => true,
                Some(all) => all == label.as_str() || all.split(',').any(|one| one == label.as_str()),
            };
            schema.labels.iter_mut().filter(|label| is_of(&label.id)).for_each(|label| add(&mut label.attributes));
        }
        for kind in &self.relations {
            let id = RelationTypeId::new(kind.as_str());
            if schema.relation(&id).is_none() {
                let (name, from, to) = (kind.clone(), Vec::new(), Vec::new());
                schema.relations.push(RelationType { id, name, from, to, unknown: Unknown::new() });
            }
        }
    }
}

/// Where the name of an attribute stands that is no fitting name of a tag; Label Studio passes over it.
pub(super) const ATTRIBUTE: &str = "data-attribute";
/// Where what an attribute is called on the screen stands.
pub(super) const TITLE: &str = "data-title";

/// The attributes of a tag; their names in lower case, as Label Studio takes them.
fn attributes(tag: &BytesStart<'_>) -> BTreeMap<String, String> {
    let value = |attribute: &quick_xml::events::attributes::Attribute<'_>| {
        attribute.normalized_value(XmlVersion::Implicit1_0).map_or_else(|_| attribute.value.to_string(), Into::into)
    };
    tag.attributes()
        .with_checks(false)
        .filter_map(Result::ok)
        .map(|attribute| (attribute.key.as_ref().to_ascii_lowercase(), value(&attribute)))
        .collect()
}
