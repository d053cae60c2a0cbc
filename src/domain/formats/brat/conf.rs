//! brat's configuration: `annotation.conf` tells what types there are, `visual.conf` how they are called on the screen.
//!
//! Source: brat.nlplab.org/configuration.html, and `projectconfig.py` of brat.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::write::Kind;
use crate::domain::document::Unknown;
use crate::domain::id::{AttributeId, LabelId, RelationTypeId};
use crate::domain::schema::{Attribute, AttributeKind, Label, RelationType, Schema};

/// So many values of an attribute are offered, beside the options of the label set.
const MOST_VALUES: usize = 200;

/// What was written, which the configuration must have.
#[derive(Debug, Default)]
pub(super) struct Used {
    relations: BTreeSet<String>,
    attributes: BTreeMap<String, Offered>,
}

/// What brat offers of an attribute: for which labels, and which values, in brat's form.
#[derive(Clone, Debug, Default)]
struct Offered {
    labels: Vec<LabelId>,
    values: Vec<String>,
}

impl Offered {
    fn add(&mut self, label: &LabelId, values: impl IntoIterator<Item = String>) {
        if !self.labels.contains(label) {
            self.labels.push(label.clone());
        }
        for value in values {
            if !self.values.contains(&value) {
                self.values.push(value);
            }
        }
    }
}

impl Used {
    /// Takes note of a relation.
    pub(super) fn relation(&mut self, id: &str) {
        if !self.relations.contains(id) {
            self.relations.insert(id.to_owned());
        }
    }

    /// Takes note of an attribute of a label, and of its value in brat's form.
    pub(super) fn attribute(&mut self, id: &str, label: &LabelId, value: Option<&str>) {
        if !self.attributes.contains_key(id) {
            self.attributes.insert(id.to_owned(), Offered::default());
        }
        if let Some(offered) = self.attributes.get_mut(id) {
            let has_room = offered.values.len() < MOST_VALUES;
            offered.add(label, value.filter(|_| has_room).map(str::to_owned));
        }
    }

    /// `annotation.conf`: every type of the label set, and every one that was used.
    pub(super) fn annotation_conf(&self, schema: &Schema, mut name: impl FnMut(Kind<'_>, &str) -> String) -> String {
        let mut conf = "[entities]\n".to_owned();
        for label in &schema.labels {
            let _ = writeln!(conf, "{}", name(Kind::Label, label.id.as_str()));
        }
        conf.push_str("\n[relations]\n");
        for relation in &schema.relations {
            let mut ends = |labels: &[LabelId]| alternatives(labels, &mut name);
            let (from, to) = (ends(&relation.from), ends(&relation.to));
            let _ = writeln!(conf, "{}\tArg1:{from}, Arg2:{to}", name(Kind::Relation, relation.id.as_str()));
        }
        let is_known = |id: &str| schema.relations.iter().any(|relation| relation.id.as_str() == id);
        for id in self.relations.iter().filter(|id| !is_known(id)) {
            let _ = writeln!(conf, "{}\tArg1:<ENTITY>, Arg2:<ENTITY>", name(Kind::Relation, id));
        }
        // Spans may lie in each other and cross.
        conf.push_str("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n");
        for (id, Offered { labels, values }) in self.offered(schema, &mut name) {
            let labels = alternatives(&labels, &mut name);
            let _ = write!(conf, "{}\tArg:{labels}", name(Kind::Attribute, &id));
            if !values.is_empty() {
                let _ = write!(conf, ", Value:{}", values.join("|"));
            }
            conf.push('\n');
        }
        conf
    }

    /// The attributes, those of the label set first.
    fn offered(&self, schema: &Schema, name: &mut dyn FnMut(Kind<'_>, &str) -> String) -> Vec<(String, Offered)> {
        let mut all: Vec<(String, Offered)> = Vec::new();
        for label in &schema.labels {
            for attribute in &label.attributes {
                let id = attribute.id.as_str();
                let options: &[String] = match &attribute.kind {
                    AttributeKind::Choice(options) | AttributeKind::Choices(options) => options,
                    AttributeKind::YesNo => &[],
                    // brat has attributes only with options, or without any value.
                    AttributeKind::Text | AttributeKind::Number => continue,
                };
                let values: Vec<String> = options.iter().map(|option| name(Kind::Option(id), option)).collect();
                match all.iter_mut().find(|(known, _)| known == id) {
                    Some((_, offered)) => offered.add(&label.id, values),
                    None => all.push((id.to_owned(), Offered { labels: vec![label.id.clone()], values })),
                }
            }
        }
        for (id, used) in &self.attributes {
            match all.iter_mut().find(|(known, _)| known == id) {
                Some((_, offered)) => used.labels.iter().for_each(|label| offered.add(label, used.values.clone())),
                None => all.push((id.clone(), used.clone())),
            }
        }
        all
    }
}

fn alternatives(labels: &[LabelId], name: &mut dyn FnMut(Kind<'_>, &str) -> String) -> String {
    if labels.is_empty() {
        return "<ENTITY>".to_owned();
    }
    let names: Vec<String> = labels.iter().map(|label| name(Kind::Label, label.as_str())).collect();
    names.join("|")
}

/// `visual.conf`: what types are called on the screen.
pub(super) fn visual_conf(schema: &Schema, mut name: impl FnMut(Kind<'_>, &str) -> String) -> String {
    let mut conf = "[labels]\n".to_owned();
    let mut line = |name: String, shown: &str| {
        // A bar begins a shorter name, angle brackets mark what brat replaces, a leading exclamation mark what is out of use.
        let is_mark = |character: char| character.is_control() || "|<>".contains(character);
        let shown = shown.replace(is_mark, " ");
        let shown =
            shown.trim_start_matches(|character: char| character == '!' || character.is_whitespace()).trim_end();
        if !shown.is_empty() && shown != name {
            let _ = writeln!(conf, "{name} | {shown}");
        }
    };
    for label in &schema.labels {
        line(name(Kind::Label, label.id.as_str()), &label.name);
    }
    for relation in &schema.relations {
        line(name(Kind::Relation, relation.id.as_str()), &relation.name);
    }
    let mut told = BTreeSet::new();
    for attribute in schema.labels.iter().flat_map(|label| &label.attributes) {
        if told.insert(&attribute.id) {
            line(name(Kind::Attribute, attribute.id.as_str()), &attribute.name);
        }
    }
    conf.push_str(
        "\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\n\
         ARC_DEFAULT\tcolor:black, arrowHead:triangle-5\nATTRIBUTE_DEFAULT\tglyph:*\n",
    );
    conf
}

/// The label set that a configuration describes. What in it is no type, relation or attribute is passed over.
pub(super) fn read(annotation: &str, visual: &str) -> Schema {
    let shown: BTreeMap<&str, &str> = visual
        .lines()
        .skip_while(|line| line.trim() != "[labels]")
        .skip(1)
        .take_while(|line| !line.trim_start().starts_with('['))
        .filter_map(|line| {
            let mut terms = line.split('\t').next()?.split('|').map(str::trim);
            Some((terms.next()?, terms.next()?))
        })
        .collect();
    let name = |id: &str| shown.get(id).map_or_else(|| id.to_owned(), |name| (*name).to_owned());
    let mut schema = Schema::default();
    let mut attributes: Vec<(Vec<String>, Attribute)> = Vec::new();
    let mut macros: Vec<(String, String)> = Vec::new();
    let mut section = "";
    for line in annotation.lines() {
        let line = line.trim();
        if let Some(title) = line.strip_prefix('[').and_then(|title| title.strip_suffix(']')) {
            section = title;
            macros.clear();
            continue;
        }
        if line.starts_with('#') || line.chars().all(|character| character == '-') {
            continue;
        }
        if let Some((before, after)) = line.split_once(">=").filter(|(before, _)| before.starts_with('<')) {
            macros.push((format!("{before}>"), after.trim().to_owned()));
            continue;
        }
        let line = macros.iter().fold(line.to_owned(), |line, (name, value)| line.replace(name, value));
        let (terms, arguments) = line.split_once(char::is_whitespace).unwrap_or((&line, ""));
        let id = terms.split('|').next().unwrap_or_default().trim_start_matches('!');
        let argument = |wanted: &str| alternatives_of(arguments, wanted);
        match section {
            "entities" | "spans" | "events" if schema.labels.iter().all(|label| label.id.as_str() != id) => {
                schema.labels.push(Label::plain(id, &name(id), schema.labels.len()));
            }
            "relations" if !id.starts_with('<') && id != "ENTITY-NESTING" => schema.relations.push(RelationType {
                id: RelationTypeId::new(id),
                name: name(id),
                from: argument("Arg1").into_iter().map(LabelId::new).collect(),
                to: argument("Arg2").into_iter().map(LabelId::new).collect(),
                unknown: Unknown::new(),
            }),
            "attributes" => {
                let options = argument("Value");
                let kind = if options.is_empty() { AttributeKind::YesNo } else { AttributeKind::Choice(options) };
                let attribute = Attribute {
                    id: AttributeId::new(id),
                    name: name(id),
                    kind,
                    required: false,
                    unknown: Unknown::new(),
                };
                attributes.push((argument("Arg"), attribute));
            }
            _ => {}
        }
    }
    for (labels, attribute) in attributes {
        let has = |label: &Label| labels.is_empty() || labels.iter().any(|id| id == label.id.as_str());
        for label in schema.labels.iter_mut().filter(|label| has(label)) {
            label.attributes.push(attribute.clone());
        }
    }
    schema
}

/// The alternatives of an argument, `Arg1:Person|Organization`; none where any will do.
fn alternatives_of(arguments: &str, wanted: &str) -> Vec<String> {
    let named = arguments.split(',').filter_map(|argument| argument.trim().split_once(':'));
    let found = named.into_iter().find(|(name, _)| name.trim_end_matches(['?', '*', '+']) == wanted);
    let all: Vec<&str> = found.map_or_else(Vec::new, |(_, alternatives)| alternatives.split('|').collect());
    if all.iter().any(|one| one.starts_with('<')) {
        return Vec::new();
    }
    all.into_iter().filter(|one| !one.is_empty()).map(str::to_owned).collect()
}
