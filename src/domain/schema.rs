//! The label set of a project: labels, their attributes, relation types, the register of what spans mention, guidelines.

pub mod colours;
pub mod edit;
pub mod examples;
pub mod register;

use std::collections::HashSet;
use std::sync::Arc;

use super::document::Unknown;
use super::id::{AttributeId, EntryId, LabelId, RelationTypeId};
use register::Entry;

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
    /// Whom and what spans mention.
    pub register: Vec<Arc<Entry>>,
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
    /// With which other spans its spans may share text.
    pub overlap: Overlap,
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

/// With which other spans those of a label may share text. The rules of both labels hold: what either forbids is not allowed.
///
/// Two spans share text if a stretch of the one and a stretch of the other have a character in common. Ends are exclusive,
/// so spans that touch share nothing; nor do spans of which one stands between the stretches of the other. One span lies
/// within another if each of its stretches lies within one of the other's; of two spans over the same text, either does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// With any, in any way.
    #[default]
    Anything,
    /// With those of other labels, in any way.
    OtherLabels,
    /// With any, if the one lies within the other.
    Nested,
    /// With none.
    Nothing,
}

impl Overlap {
    /// Every rule, the widest first.
    pub const ALL: [Self; 4] = [Self::Anything, Self::OtherLabels, Self::Nested, Self::Nothing];

    /// Whether a span may share text with another one of the same label or not, of which one lies within the other or not.
    pub fn allows(self, is_same_label: bool, is_nested: bool) -> bool {
        match self {
            Self::Anything => true,
            Self::OtherLabels => !is_same_label,
            Self::Nested => is_nested,
            Self::Nothing => false,
        }
    }
}

/// Which way a relation goes between two spans that are named one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the first to the second.
    Forward,
    /// From the second to the first.
    Backward,
}

impl AttributeKind {
    /// The values to choose from, where there are any.
    pub fn options(&self) -> Option<&[String]> {
        match self {
            Self::Choice(options) | Self::Choices(options) => Some(options),
            Self::Text | Self::Number | Self::YesNo => None,
        }
    }

    fn options_mut(&mut self) -> Option<&mut Vec<String>> {
        match self {
            Self::Choice(options) | Self::Choices(options) => Some(options),
            Self::Text | Self::Number | Self::YesNo => None,
        }
    }
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

    /// The label that is written like this in other words: upper or lower case, hyphens, underscores or spaces aside, by its
    /// name in files or on the screen.
    pub fn label_like(&self, written: &str) -> Option<&Label> {
        let plain = |words: &str| -> String {
            words.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let sought = plain(written);
        let is_like = |label: &&Label| plain(label.id.as_str()) == sought || plain(&label.name) == sought;
        self.labels.iter().find(is_like).filter(|_| !sought.is_empty())
    }

    /// The label the key arms.
    pub fn label_for_key(&self, key: char) -> Option<&Label> {
        self.labels.iter().find(|label| label.key == Some(key))
    }

    /// Whether any label forbids its spans to share text with others.
    pub fn has_overlap_rules(&self) -> bool {
        self.labels.iter().any(|label| label.overlap != Overlap::Anything)
    }

    /// The relation type with this name.
    pub fn relation(&self, id: &RelationTypeId) -> Option<&RelationType> {
        self.relations.iter().find(|relation| relation.id == *id)
    }

    /// The relation types that fit between spans with these labels, in either direction.
    pub fn relations_between<'a>(
        &'a self,
        one: &'a LabelId,
        other: &'a LabelId,
    ) -> impl Iterator<Item = (&'a RelationType, Direction)> {
        self.relations.iter().flat_map(move |kind| {
            let forward = kind.allows(one, other).then_some((kind, Direction::Forward));
            let backward = kind.allows(other, one).then_some((kind, Direction::Backward));
            forward.into_iter().chain(backward)
        })
    }

    /// Takes over the labels, relation types, document labels and register of another label set that this one has not; whether
    /// there were any.
    pub fn learn(&mut self, other: &Self) -> bool {
        Names::of(self).learn(self, other, Size::default())
    }

    /// How much there is in it.
    pub fn size(&self) -> Size {
        Size {
            labels: self.labels.len(),
            relations: self.relations.len(),
            document_labels: self.document_labels.len(),
            register: self.register.len(),
        }
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
            register: Vec::new(),
            guidelines: String::new(),
            unknown: Unknown::new(),
        }
    }
}

/// How much there is in a label set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    labels: usize,
    relations: usize,
    document_labels: usize,
    register: usize,
}

/// The names in a label set that only grows, kept beside it: to look through the whole set for each new one would cost
/// the square of their number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    size: Size,
    labels: HashSet<LabelId>,
    relations: HashSet<RelationTypeId>,
    document_labels: HashSet<AttributeId>,
    /// Those of merged entries too.
    register: HashSet<EntryId>,
}

impl Names {
    /// The names in the label set.
    pub fn of(schema: &Schema) -> Self {
        let mut names = Self::default();
        names.catch_up(schema);
        names
    }

    /// Takes in what has come behind since the last time.
    pub fn catch_up(&mut self, schema: &Schema) {
        self.labels.extend(behind(&schema.labels, self.size.labels).map(|label| label.id.clone()));
        self.relations.extend(behind(&schema.relations, self.size.relations).map(|relation| relation.id.clone()));
        let attributes = behind(&schema.document_labels, self.size.document_labels);
        self.document_labels.extend(attributes.map(|attribute| attribute.id.clone()));
        let entries = behind(&schema.register, self.size.register);
        self.register.extend(entries.flat_map(|entry| entry.ids()).cloned());
        self.size = schema.size();
    }

    /// Whether there is a label of this name.
    pub fn has_label(&self, id: &str) -> bool {
        self.labels.contains(id)
    }

    /// Whether there is a relation type of this name.
    pub fn has_relation(&self, id: &str) -> bool {
        self.relations.contains(id)
    }

    /// Whether there is an entry of this name in the register.
    pub fn has_entry(&self, id: &str) -> bool {
        self.register.contains(id)
    }

    /// Puts into the label set, whose names these are, what stands in another one behind what was learned of that before;
    /// whether any of it was new.
    pub fn learn(&mut self, schema: &mut Schema, other: &Schema, learned: Size) -> bool {
        let before = self.size;
        let labels = behind(&other.labels, learned.labels);
        schema.labels.extend(labels.filter(|label| self.labels.insert(label.id.clone())).cloned());
        let relations = behind(&other.relations, learned.relations);
        schema.relations.extend(relations.filter(|relation| self.relations.insert(relation.id.clone())).cloned());
        let attributes = behind(&other.document_labels, learned.document_labels);
        let is_new = |attribute: &&Attribute| self.document_labels.insert(attribute.id.clone());
        schema.document_labels.extend(attributes.filter(is_new).cloned());
        for entry in behind(&other.register, learned.register) {
            if !self.register.contains(&entry.id) {
                self.register.extend(entry.ids().cloned());
                schema.register.push(entry.clone());
            }
        }
        self.size = schema.size();
        self.size != before
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
            overlap: Overlap::Anything,
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

fn behind<T>(all: &[T], n: usize) -> std::slice::Iter<'_, T> {
    all.get(n..).unwrap_or_default().iter()
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
