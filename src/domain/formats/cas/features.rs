//! Attributes as features of a UIMA type, and types as they are described in both forms.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::annotation::AttributeValue;
use crate::domain::id::AttributeId;
use crate::domain::schema::{Attribute, AttributeKind};

/// What the description of an attribute's feature begins with; the attribute's own name follows.
const ATTRIBUTE: &str = "Postil attribute ";

/// Names a feature can't have: Python's keywords, since dkpro-cassis makes parameters of features, one of its own, and what
/// XML takes for something else.
const RESERVED: [&str; 37] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", "xmiID", "xmlns",
];

/// What values a feature takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Text,
    Texts,
    Number,
    YesNo,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Text, Self::Texts, Self::Number, Self::YesNo];

    pub(super) fn of_value(value: &AttributeValue) -> Self {
        match value {
            AttributeValue::Text(_) => Self::Text,
            AttributeValue::Texts(_) => Self::Texts,
            AttributeValue::Number(_) => Self::Number,
            AttributeValue::YesNo(_) => Self::YesNo,
        }
    }

    fn of_attribute(kind: &AttributeKind) -> Self {
        match kind {
            AttributeKind::Choice(_) | AttributeKind::Text => Self::Text,
            AttributeKind::Choices(_) => Self::Texts,
            AttributeKind::Number => Self::Number,
            AttributeKind::YesNo => Self::YesNo,
        }
    }

    fn range(self) -> &'static str {
        match self {
            Self::Text => "uima.cas.String",
            Self::Texts => "uima.cas.StringArray",
            Self::Number => "uima.cas.Double",
            Self::YesNo => "uima.cas.Boolean",
        }
    }
}

/// The features of one type that attributes became. An attribute with values of several kinds has a feature for each, since
/// a feature has one range.
#[derive(Debug)]
pub(crate) struct Features {
    taken: BTreeSet<String>,
    names: BTreeMap<AttributeId, [Option<String>; 4]>,
}

impl Features {
    /// No attributes yet, and the names the type has features of its own by.
    pub(crate) fn new(own: &[&str]) -> Self {
        Self { taken: RESERVED.iter().chain(own).map(|name| (*name).to_owned()).collect(), names: BTreeMap::new() }
    }

    /// Makes a feature for an attribute of the label set.
    pub(super) fn declare(&mut self, attribute: &Attribute) {
        self.learn(&attribute.id, Kind::of_attribute(&attribute.kind));
    }

    /// Makes features for values.
    pub(super) fn learn_values(&mut self, values: &BTreeMap<AttributeId, AttributeValue>) {
        for (attribute, value) in values {
            self.learn(attribute, Kind::of_value(value));
        }
    }

    fn learn(&mut self, attribute: &AttributeId, kind: Kind) {
        if self.names.get(attribute).is_none_or(|names| names[kind as usize].is_none()) {
            let name = self.fresh(attribute.as_str());
            self.names.entry(attribute.clone()).or_default()[kind as usize] = Some(name);
        }
    }

    /// The name of the feature for the attribute, whatever its values.
    pub(crate) fn for_text(&mut self, attribute: &AttributeId) -> &str {
        self.learn(attribute, Kind::Text);
        self.name(attribute, Kind::Text)
    }

    /// The name of the feature for such values of the attribute; empty if none was made.
    pub(super) fn name(&self, attribute: &AttributeId, kind: Kind) -> &str {
        let name = self.names.get(attribute).and_then(|names| names[kind as usize].as_deref());
        name.unwrap_or_default()
    }

    /// A free name of ASCII letters, digits and `_` that starts with a letter, as like the given one as can be.
    fn fresh(&mut self, attribute: &str) -> String {
        let mut name = String::with_capacity(attribute.len());
        for character in attribute.chars() {
            match character {
                'a'..='z' | 'A'..='Z' => name.push(character),
                '0'..='9' if name.is_empty() => name.extend(['n', character]),
                '0'..='9' => name.push(character),
                _ if name.is_empty() || name.ends_with('_') => {}
                _ => name.push('_'),
            }
        }
        if name.is_empty() {
            name.push_str("attribute");
        }
        // Names of other things than features begin so in WebAnno TSV.
        if name.starts_with("ROLE_") || name.starts_with("BT_") {
            name.insert(0, 'n');
        }
        if self.taken.contains(&name) {
            let numbered = (2..).map(|n| format!("{name}_{n}")).find(|name| !self.taken.contains(name));
            name = numbered.unwrap_or_default();
        }
        self.taken.insert(name.clone());
        name
    }

    fn described(&self) -> impl Iterator<Item = Feature<'_>> {
        self.names.iter().flat_map(|(attribute, names)| {
            let of_kind = |kind: Kind| Some((kind, names[kind as usize].as_deref()?));
            Kind::ALL.into_iter().filter_map(of_kind).map(move |(kind, name)| Feature {
                name,
                range: kind.range(),
                element: "",
                description: format!("{ATTRIBUTE}{attribute}"),
            })
        })
    }
}

/// The name of the attribute a feature was made for, by its description.
pub(super) fn attribute_in(description: &str) -> Option<&str> {
    description.strip_prefix(ATTRIBUTE)
}

/// A feature of a type that is described.
#[derive(Debug)]
pub(super) struct Feature<'a> {
    pub(super) name: &'a str,
    pub(super) range: &'a str,
    /// The type of an array's elements, where it isn't plain from the range.
    pub(super) element: &'a str,
    pub(super) description: String,
}

/// A type that is described.
#[derive(Debug)]
pub(super) struct Type<'a> {
    pub(super) name: &'a str,
    pub(super) parent: &'a str,
    pub(super) features: Vec<Feature<'a>>,
}

impl<'a> Type<'a> {
    /// A type with features for strings.
    pub(super) fn new(name: &'a str, parent: &'a str, texts: &[&'a str]) -> Self {
        let features = texts.iter().map(|name| Feature::of(name, "uima.cas.String", "")).collect();
        Self { name, parent, features }
    }

    /// The same with the features of attributes.
    pub(super) fn with(mut self, attributes: &'a Features) -> Self {
        self.features.extend(attributes.described());
        self
    }
}

impl<'a> Feature<'a> {
    pub(super) fn of(name: &'a str, range: &'a str, element: &'a str) -> Self {
        Self { name, range, element, description: String::new() }
    }
}
