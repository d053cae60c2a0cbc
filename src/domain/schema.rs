//! The label set of a project: labels, their attributes, relation types, guidelines.

use super::document::Unknown;
use super::id::{AttributeId, LabelId, RelationTypeId};

/// How many colours there are to choose from; each has a light and a dark form in the stylesheet.
pub const COLOURS: u8 = 12;

/// One of the [`COLOURS`] of the palette, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Colour(u8);

impl Colour {
    /// The colour at a place in the palette, which is gone round as often as needed.
    pub fn new(place: usize) -> Self {
        Self((place % usize::from(COLOURS)) as u8)
    }

    /// Its place in the palette.
    pub fn place(self) -> u8 {
        self.0
    }
}

/// What annotators may say about an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// The labels, in the order of the palette.
    pub labels: Vec<Label>,
    /// The relation types.
    pub relations: Vec<RelationType>,
    /// What can be said of an article as a whole.
    pub document_labels: Vec<Attribute>,
    /// How to use the labels, in Markdown.
    pub guidelines: String,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

/// A label a span can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its name in files.
    pub id: LabelId,
    /// Its name on the screen.
    pub name: String,
    /// Its colour.
    pub colour: Colour,
    /// The key that arms it.
    pub key: Option<char>,
    /// What it means.
    pub definition: String,
    /// What it fits.
    pub examples: Vec<String>,
    /// What can be said of its spans.
    pub attributes: Vec<Attribute>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

/// Something that can be said of the spans of one label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name in files.
    pub id: AttributeId,
    /// Its name on the screen.
    pub name: String,
    /// What values it takes.
    pub kind: AttributeKind,
    /// Whether every span should have it.
    pub required: bool,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

/// What values an attribute takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// One of these.
    Choice(Vec<String>),
    /// Any of these.
    Choices(Vec<String>),
    /// Free text.
    Text,
    /// A number.
    Number,
    /// Yes or no.
    YesNo,
}

/// A kind of directed link between two spans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationType {
    /// Its name in files.
    pub id: RelationTypeId,
    /// Its name on the screen.
    pub name: String,
    /// The labels it may start from; none means any.
    pub from: Vec<LabelId>,
    /// The labels it may go to; none means any.
    pub to: Vec<LabelId>,
    /// Fields of a file this version does not know.
    pub unknown: Unknown,
}

impl Schema {
    /// The label with this name.
    pub fn label(&self, id: &LabelId) -> Option<&Label> {
        self.labels.iter().find(|label| label.id == *id)
    }

    /// The label the key arms.
    pub fn label_for_key(&self, key: char) -> Option<&Label> {
        self.labels.iter().find(|label| label.key == Some(key))
    }

    /// The relation type with this name.
    pub fn relation(&self, id: &RelationTypeId) -> Option<&RelationType> {
        self.relations.iter().find(|relation| relation.id == *id)
    }

    /// The label set a new project starts with.
    pub fn actors_agreements_focus_areas() -> Self {
        let actor_kinds = ["State", "International organisation", "Company", "Person", "Civil society", "Other"];
        let agreement_states = ["Proposed", "Under negotiation", "Signed", "In force", "Ended"];
        Self {
            labels: vec![
                Label {
                    key: Some('1'),
                    definition: "A person, state, organisation or group that acts or takes part.".into(),
                    examples: vec!["South Korea".into(), "Wang Yun-jong".into()],
                    attributes: vec![choice("kind", "Kind", &actor_kinds)],
                    ..Label::plain("actor", "Actor", 0)
                },
                Label {
                    key: Some('2'),
                    definition: "A treaty, accord, dialogue, programme or commitment between actors.".into(),
                    examples: vec!["Economic Security Dialogue".into(), "the 2024 accord".into()],
                    attributes: vec![choice("status", "Status", &agreement_states)],
                    ..Label::plain("agreement", "Agreement", 1)
                },
                Label {
                    key: Some('3'),
                    definition: "A subject the actors deal with or an agreement covers.".into(),
                    examples: vec!["supply chains".into(), "data protection".into()],
                    ..Label::plain("focus-area", "Focus area", 2)
                },
            ],
            relations: vec![
                RelationType::between("party-to", "party to", "actor", "agreement"),
                RelationType::between("covers", "covers", "agreement", "focus-area"),
            ],
            document_labels: Vec::new(),
            guidelines: String::new(),
            unknown: Unknown::new(),
        }
    }
}

impl Label {
    /// A label with a name and a colour and nothing else.
    pub fn plain(id: &str, name: &str, colour: usize) -> Self {
        Self {
            id: LabelId::new(id),
            name: name.into(),
            colour: Colour::new(colour),
            key: None,
            definition: String::new(),
            examples: Vec::new(),
            attributes: Vec::new(),
            unknown: Unknown::new(),
        }
    }

    /// The attribute with this name.
    pub fn attribute(&self, id: &AttributeId) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id == *id)
    }
}

impl RelationType {
    /// A relation type from one label to another.
    pub fn between(id: &str, name: &str, from: &str, to: &str) -> Self {
        Self {
            id: RelationTypeId::new(id),
            name: name.into(),
            from: vec![LabelId::new(from)],
            to: vec![LabelId::new(to)],
            unknown: Unknown::new(),
        }
    }

    /// Whether a relation of this type may go from a span with the one label to a span with the other.
    pub fn allows(&self, from: &LabelId, to: &LabelId) -> bool {
        let fits = |allowed: &[LabelId], label: &LabelId| allowed.is_empty() || allowed.contains(label);
        fits(&self.from, from) && fits(&self.to, to)
    }
}

fn choice(id: &str, name: &str, options: &[&str]) -> Attribute {
    Attribute {
        id: AttributeId::new(id),
        name: name.into(),
        kind: AttributeKind::Choice(options.iter().map(|option| (*option).into()).collect()),
        required: false,
        unknown: Unknown::new(),
    }
}
