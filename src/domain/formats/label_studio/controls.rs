//! The tags of the configuration that is written: which there are, what each is called, and the configuration itself.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::config::{ATTRIBUTE, TITLE};
use crate::domain::annotation::AttributeValue;
use crate::domain::formats::outlet::About;
use crate::domain::formats::palette;
use crate::domain::id::{AttributeId, LabelId};
use crate::domain::schema::{Attribute, AttributeKind, Schema};

/// The kinds of control that are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Choices,
    TextArea,
    Number,
}

/// What a control belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Scope {
    /// The labels that define the attribute as this one does.
    Label(LabelId),
    /// Every span: some have values that their label does not define.
    Spans,
    /// The document, as the label set defines it.
    Document,
    /// The document, with values the label set does not define.
    AnyDocument,
}

type Key = (Scope, AttributeId, Kind);

/// The controls that results were given with so far.
#[derive(Debug, Default)]
pub(super) struct Controls {
    names: BTreeMap<Key, String>,
    taken: BTreeSet<String>,
    /// The first of the labels that define an attribute alike.
    firsts: BTreeMap<(LabelId, AttributeId), LabelId>,
}

impl Controls {
    /// The control for a value of a span's attribute.
    pub(super) fn for_span(
        &mut self,
        schema: &Schema,
        label: &LabelId,
        id: &AttributeId,
        value: &AttributeValue,
    ) -> (&str, Kind) {
        let defined = schema.label(label).and_then(|label| label.attribute(id));
        let (kind, is_defined) = kind_for(defined, value);
        let scope = match defined {
            Some(attribute) if is_defined => Scope::Label(self.first(schema, label, attribute)),
            _ => Scope::Spans,
        };
        (self.name((scope, id.clone(), kind)), kind)
    }

    /// The control for what is said of a document.
    pub(super) fn for_document(&mut self, schema: &Schema, id: &AttributeId, value: &AttributeValue) -> (&str, Kind) {
        let defined = schema.document_labels.iter().find(|attribute| attribute.id == *id);
        let (kind, is_defined) = kind_for(defined, value);
        let scope = if is_defined { Scope::Document } else { Scope::AnyDocument };
        (self.name((scope, id.clone(), kind)), kind)
    }

    fn first(&mut self, schema: &Schema, label: &LabelId, attribute: &Attribute) -> LabelId {
        let known = self.firsts.entry((label.clone(), attribute.id.clone()));
        known.or_insert_with(|| alike(schema, attribute).next().unwrap_or(label).clone()).clone()
    }

    fn name(&mut self, key: Key) -> &str {
        let taken = &mut self.taken;
        self.names.entry(key).or_insert_with_key(|(scope, id, kind)| {
            let plain = tag_name(id.as_str());
            let longer = match scope {
                Scope::Label(label) => format!("{}-{plain}", tag_name(label.as_str())),
                Scope::Spans => format!("{plain}-{}", kind.tag().to_lowercase()),
                Scope::Document | Scope::AnyDocument => format!("document-{plain}"),
            };
            let numbered = (2..).map(|n| format!("{longer}-{n}"));
            let mut names = [plain, longer.clone()].into_iter().chain(numbered);
            names.find(|name| !RESERVED.contains(&name.as_str()) && taken.insert(name.clone())).unwrap_or_default()
        })
    }

    /// The configuration. Labels, attributes and relation types are in it whether they are used or not.
    pub(super) fn config(&mut self, about: &About) -> String {
        let schema = &about.schema;
        let mut defined: Vec<(Key, &Attribute)> = Vec::new();
        for label in &schema.labels {
            for attribute in &label.attributes {
                let scope = Scope::Label(self.first(schema, &label.id, attribute));
                let key = (scope, attribute.id.clone(), natural(&attribute.kind));
                if defined.iter().all(|(known, _)| *known != key) {
                    defined.push((key, attribute));
                }
            }
        }
        let of_document = schema.document_labels.iter();
        defined.extend(
            of_document.map(|attribute| ((Scope::Document, attribute.id.clone(), natural(&attribute.kind)), attribute)),
        );
        let mut xml = String::from("<View>\n  <Style>.htx-text { white-space: pre-wrap; }</Style>\n");
        write_relations(&mut xml, schema);
        write_labels(&mut xml, schema);
        let text = [("name", TEXT), ("value", "$text"), ("granularity", "symbol"), ("saveTextResult", "yes")];
        tag(&mut xml, 1, "Text", &text, true);
        for (key, attribute) in &defined {
            let name = self.name(key.clone()).to_owned();
            write_control(&mut xml, &name, key, Some(attribute), schema);
        }
        for (key, name) in &self.names {
            if defined.iter().all(|(known, _)| known != key) {
                write_control(&mut xml, name, key, None, schema);
            }
        }
        xml.push_str("</View>\n");
        xml
    }
}

/// The name of the tag with the labels.
pub(super) const LABELS: &str = "label";
/// The name of the tag with the text.
pub(super) const TEXT: &str = "text";
const RESERVED: [&str; 3] = [LABELS, TEXT, ""];

impl Kind {
    /// The type of its results.
    pub(super) fn result(self) -> &'static str {
        match self {
            Self::Choices => "choices",
            Self::TextArea => "textarea",
            Self::Number => "number",
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Choices => "Choices",
            Self::TextArea => "TextArea",
            Self::Number => "Number",
        }
    }
}

/// The labels that have the attribute with the same values.
fn alike<'a>(schema: &'a Schema, attribute: &'a Attribute) -> impl Iterator<Item = &'a LabelId> {
    let is_alike = |other: &Attribute| other.kind == attribute.kind && other.required == attribute.required;
    let has_it = move |other: Option<&Attribute>| other.is_some_and(is_alike);
    schema.labels.iter().filter(move |label| has_it(label.attribute(&attribute.id))).map(|label| &label.id)
}

/// The control by which an attribute is asked for.
fn natural(kind: &AttributeKind) -> Kind {
    match kind {
        AttributeKind::Choice(options) | AttributeKind::Choices(options) => {
            if options.iter().any(|option| can_be_option(option)) { Kind::Choices } else { Kind::TextArea }
        }
        AttributeKind::YesNo => Kind::Choices,
        AttributeKind::Text => Kind::TextArea,
        AttributeKind::Number => Kind::Number,
    }
}

/// The control a value is given by, and whether it is the one by which its attribute is asked for.
fn kind_for(defined: Option<&Attribute>, value: &AttributeValue) -> (Kind, bool) {
    let kind = defined.map(|attribute| &attribute.kind);
    let is_option = |options: &[String], text: &String| can_be_option(text) && options.contains(text);
    let is_defined = match (kind, value) {
        (Some(AttributeKind::Choice(options) | AttributeKind::Choices(options)), AttributeValue::Text(text))
            if is_option(options, text) =>
        {
            return (Kind::Choices, true);
        }
        (Some(kind @ AttributeKind::Choices(options)), AttributeValue::Texts(texts))
            if natural(kind) == Kind::Choices && texts.iter().all(|text| is_option(options, text)) =>
        {
            return (Kind::Choices, true);
        }
        (Some(kind), AttributeValue::Text(_) | AttributeValue::Texts(_)) => natural(kind) == Kind::TextArea,
        (Some(AttributeKind::Number), AttributeValue::Number(_))
        | (Some(AttributeKind::YesNo), AttributeValue::YesNo(_)) => true,
        _ => false,
    };
    let kind = match value {
        AttributeValue::Text(_) | AttributeValue::Texts(_) => Kind::TextArea,
        AttributeValue::Number(_) => Kind::Number,
        AttributeValue::YesNo(_) => Kind::Choices,
    };
    (kind, is_defined)
}

/// Whether a value can be declared as an option: Label Studio puts data in the place of what begins with a dollar sign.
fn can_be_option(text: &str) -> bool {
    !text.is_empty() && !text.contains('$') && in_xml(text) == text
}

/// The text without characters XML can't hold.
pub(super) fn in_xml(text: &str) -> Cow<'_, str> {
    let is_bad = |character: char| matches!(character, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(is_bad) { Cow::Owned(text.replace(is_bad, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// A name for a tag that is like the given one.
fn tag_name(like: &str) -> String {
    let fitting = |character: char| character.is_alphanumeric() || character == '_';
    let name: String = like.chars().map(|character| if fitting(character) { character } else { '-' }).collect();
    let name = name.trim_matches(['-', '_']);
    if name.is_empty() { "attribute".to_owned() } else { name.to_owned() }
}

fn write_relations(xml: &mut String, schema: &Schema) {
    if schema.relations.is_empty() {
        return;
    }
    xml.push_str("  <Relations>\n");
    for relation in &schema.relations {
        tag(xml, 2, "Relation", &[("value", relation.id.as_str())], true);
    }
    xml.push_str("  </Relations>\n");
}

fn write_labels(xml: &mut String, schema: &Schema) {
    if schema.labels.is_empty() {
        return;
    }
    tag(xml, 1, "Labels", &[("name", LABELS), ("toName", TEXT)], false);
    for label in &schema.labels {
        let background = palette::hex(label.colour);
        let key = label.key.filter(char::is_ascii_alphanumeric).map(String::from).unwrap_or_default();
        let given =
            [("value", label.id.as_str()), ("background", &background), ("hotkey", &key), ("hint", &label.definition)];
        tag(xml, 2, "Label", &given, true);
    }
    xml.push_str("  </Labels>\n");
}

fn write_control(xml: &mut String, name: &str, (scope, id, kind): &Key, defined: Option<&Attribute>, schema: &Schema) {
    let mut given = vec![("name", name), ("toName", TEXT)];
    let labels = match (scope, defined) {
        (Scope::Label(_), Some(attribute)) => {
            let labels: Vec<&str> = alike(schema, attribute).map(LabelId::as_str).collect();
            // A comma separates labels, so that one with a comma can only stand alone.
            let is_clear = labels.len() == 1 || labels.iter().all(|label| !label.contains(','));
            if is_clear { labels.join(",") } else { String::new() }
        }
        _ => String::new(),
    };
    if matches!(scope, Scope::Label(_) | Scope::Spans) {
        given.extend([("perRegion", "true"), ("whenTagName", LABELS), ("whenLabelValue", labels.as_str())]);
    }
    let options = match defined.map(|attribute| &attribute.kind) {
        Some(AttributeKind::Choice(options) | AttributeKind::Choices(options)) => options.as_slice(),
        _ => &[],
    };
    match (kind, defined.map(|attribute| &attribute.kind)) {
        (Kind::Choices, Some(AttributeKind::Choices(_))) => given.push(("choice", "multiple")),
        (Kind::Choices, _) => given.push(("choice", "single")),
        (Kind::TextArea, _) => given.push(("editable", "true")),
        (Kind::Number, _) => {}
    }
    if let Some(attribute) = defined {
        given.push(("required", if attribute.required { "true" } else { "" }));
        given.push((TITLE, if attribute.name == name { "" } else { &attribute.name }));
    }
    given.push((ATTRIBUTE, if id.as_str() == name { "" } else { id.as_str() }));
    if *kind != Kind::Choices {
        tag(xml, 1, kind.tag(), &given, true);
        return;
    }
    tag(xml, 1, kind.tag(), &given, false);
    let mut written = BTreeSet::new();
    let yes_no = ["true".to_owned(), "false".to_owned()];
    let is_yes_no = options.is_empty();
    let options = if is_yes_no { &yes_no } else { options };
    for option in options.iter().filter(|option| can_be_option(option) && written.insert(option.as_str())) {
        tag(xml, 2, "Choice", &[("value", option)], true);
    }
    xml.push_str("  </Choices>\n");
}

/// Writes a tag on a line of its own; attributes without a value are left out.
fn tag(xml: &mut String, depth: usize, name: &str, attributes: &[(&str, &str)], is_empty: bool) {
    let given = attributes.iter().filter(|(_, value)| !value.is_empty());
    let written: String = given.map(|(name, value)| format!(" {name}=\"{}\"", escaped(value))).collect();
    let slash = if is_empty { "/" } else { "" };
    writeln!(xml, "{:1$}<{name}{written}{slash}>", "", depth * 2).expect("a string takes all");
}

/// The value as it stands in an attribute; white space is kept from becoming spaces.
fn escaped(value: &str) -> String {
    let safe = in_xml(value);
    quick_xml::escape::escape(safe).replace('\n', "&#10;").replace('\t', "&#9;").replace('\r', "&#13;")
}
