//! What is made of the feature structures of a CAS, whatever form they came in.
//!
//! An annotation with Governor and Dependent is a relation, any other one a span, labelled by one of its features or else
//! by its type. Tokens, sentences and what else only holds a CAS together is passed over.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::types::Types;
use super::{DOCUMENT, FRAGMENT, ILLEGAL, METADATA, RELATION, SPAN, VIEW};
use crate::domain::annotation::{AttributeValue, Number};
use crate::domain::document::Metadata;
use crate::domain::formats::inception::{LABEL_FEATURES, Layers, Source, short_name};
use crate::domain::formats::intake::{Intake, RawDocument, RawRelation, RawSet, RawSpan};
use crate::domain::formats::placing::Unit;
use crate::domain::formats::problem::Problem;
use crate::domain::id::AttributeId;

/// Where types are of which only the housekeeping of INCEpTION, DKPro and UIMA is made.
const HOUSEKEEPING: [&str; 5] = [
    "uima.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "de.tudarmstadt.ukp.dkpro.core.api.xml.type.",
    "org.dkpro.core.api.xml.type.",
];
/// Where DKPro has its tokens and sentences, and what of that are layers people annotate.
const SEGMENTATION: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.";
const SEGMENTATION_LAYERS: [&str; 2] = ["Lemma", "Stem"];
/// What INCEpTION tells of a file's origin.
const CAS_METADATA: &str = "de.tudarmstadt.ukp.clarin.webanno.api.type.CASMetadata";

/// A feature structure as it is read.
#[derive(Debug)]
pub(super) struct Structure {
    pub(super) id: usize,
    pub(super) kind: String,
    pub(super) sofa: Option<usize>,
    pub(super) begin: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) features: Vec<(String, Said)>,
}

/// What a feature says.
#[derive(Clone, Debug)]
pub(super) enum Said {
    Text(String),
    Texts(Vec<String>),
    Number(Number),
    YesNo(bool),
    Structures(Vec<usize>),
    /// Something else, which has no place in an annotation set.
    Other,
}

impl Structure {
    fn take(&mut self, name: &str) -> Option<Said> {
        let place = self.features.iter().position(|(known, _)| known == name)?;
        Some(self.features.remove(place).1)
    }

    fn text(&mut self, name: &str) -> Option<String> {
        match self.take(name)? {
            Said::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The only structure the feature refers to.
    fn reference(&mut self, name: &str) -> Option<usize> {
        match self.take(name)? {
            Said::Structures(ids) => ids.first().copied(),
            _ => None,
        }
    }

    fn has(&self, name: &str) -> bool {
        self.features.iter().any(|(known, _)| known == name)
    }

    /// What it is called, and which feature says so, unless its type does.
    fn label(&mut self) -> (String, Labelled) {
        let is_said = |said: &Said| matches!(said, Said::Text(text) if !text.is_empty());
        let says = |name: &&str| self.features.iter().any(|(known, said)| known == name && is_said(said));
        let mut texts = self.features.iter().filter(|(_, said)| matches!(said, Said::Text(_)));
        // What else is said of a relation has no place, so what it says alone is its label.
        let only = texts.next().filter(|(_, said)| self.has("Governor") && texts.next().is_none() && is_said(said));
        let name = LABEL_FEATURES.iter().find(|name| says(name)).map(|name| (*name).to_owned());
        match name.or_else(|| only.map(|(name, _)| name.clone())) {
            Some(name) => (self.text(&name).unwrap_or_default(), Some(name)),
            None => (short_name(&self.kind).to_owned(), None),
        }
    }
}

/// Reads one CAS after another.
#[derive(Debug, Default)]
pub(super) struct Reader {
    layers: Layers,
}

impl Reader {
    /// Makes a document of a CAS.
    pub(super) fn document(
        &mut self,
        intake: &mut Intake<'_>,
        source: &Source<'_>,
        types: &Types,
        mut structures: Vec<Structure>,
    ) {
        let Some((sofa, mut text)) = take_text(&mut structures) else {
            intake.warn(source.at(""), Problem::Missing("sofaString"), Some(""));
            return;
        };
        let arrays = take_arrays(&mut structures);
        let reading = Reading::of(&structures, arrays, types);
        let mut found = Found::default();
        let mut ids = HashSet::new();
        for structure in structures {
            let at = |structure: &Structure| source.at(&format!("feature structure {}", structure.id));
            if !ids.insert(structure.id) {
                let twice = "a number that is there twice; who refers to it means the last".to_owned();
                intake.warn(at(&structure), Problem::ReadAs(twice), None);
            }
            let is_elsewhere = structure.sofa.is_some_and(|other| other != sofa);
            match reading.role(&structure) {
                Ok(Role::Nothing) => {}
                Ok(Role::Metadata) => found.metadata(structure),
                Ok(_) if is_elsewhere => found.leave_out("in another view", &structure.kind),
                Ok(Role::Document) => {
                    if structure.kind != DOCUMENT {
                        self.layers.tell(intake, source, &structure.kind, "read as labels of the document");
                    }
                    reading.document(structure, &mut found);
                }
                Ok(Role::Relation) => {
                    let layer = structure.kind.clone();
                    let by = reading.relation(at(&structure), structure, &mut found);
                    self.layers.tell_label(intake, source, &layer, by.as_deref());
                }
                Ok(Role::Span(range)) => {
                    let layer = structure.kind.clone();
                    let by = reading.span(at(&structure), structure, range, &mut found);
                    self.layers.tell_label(intake, source, &layer, by.as_deref());
                }
                Ok(Role::Other) => found.leave_out("no annotation of text", &structure.kind),
                Err(problem) => intake.warn(at(&structure), problem, Some(&structure.kind)),
            }
        }
        for ((why, what), count) in &found.left_out {
            intake.warn(source.at(""), Problem::NotKept(format!("{what}, {why}: {count}")), Some(what));
        }
        restore(&mut text, &found.illegal);
        let document = found.id.or(found.source_document).or_else(|| source.document().map(str::to_owned));
        let document = document.or(found.document_id).unwrap_or_else(|| source.stem().to_owned());
        let annotator = source.annotator().map(|name| found.annotator.unwrap_or_else(|| name.to_owned()));
        intake.document(RawDocument {
            at: source.at(""),
            id: Some(document),
            text,
            metadata: found.metadata,
            unit: Unit::Utf16,
            sets: annotator.map(|annotator| RawSet { annotator, ..found.set }).into_iter().collect(),
            ..RawDocument::default()
        });
    }
}

/// Takes the text out, with the number of its structure: that of the view every CAS has, or else of the first that has one.
fn take_text(structures: &mut [Structure]) -> Option<(usize, String)> {
    let has_text = |structure: &Structure| structure.kind == "uima.cas.Sofa" && structure.has("sofaString");
    let is_initial = |structure: &Structure| {
        structure.features.iter().any(|(name, said)| name == "sofaID" && matches!(said, Said::Text(id) if id == VIEW))
    };
    let initial = structures.iter().position(|structure| has_text(structure) && is_initial(structure));
    let place = initial.or_else(|| structures.iter().position(has_text))?;
    let sofa = &mut structures[place];
    Some((sofa.id, sofa.text("sofaString")?))
}

/// Takes the arrays out, each by its number.
fn take_arrays(structures: &mut Vec<Structure>) -> HashMap<usize, Said> {
    let mut arrays = HashMap::new();
    structures.retain_mut(|structure| {
        let is_array = structure.kind.ends_with("[]")
            || structure.kind.starts_with("uima.cas.") && structure.kind.ends_with("Array");
        if is_array {
            arrays.insert(structure.id, structure.take("elements").unwrap_or(Said::Texts(Vec::new())));
        }
        !is_array
    });
    arrays
}

/// Puts characters back that XML can't hold, each told as its place in UTF-16 units and its number.
fn restore(text: &mut String, illegal: &str) {
    let mut characters = illegal.split(' ').filter_map(|told| {
        let (at, number) = told.split_once(':')?;
        Some((at.parse::<usize>().ok()?, char::from_u32(u32::from_str_radix(number, 16).ok()?)?))
    });
    let mut next = characters.next();
    if next.is_none() {
        return;
    }
    let mut at = 0;
    *text = text
        .chars()
        .map(|character| {
            let place = at;
            at += character.len_utf16();
            match next {
                Some((told, original)) if told == place => {
                    next = characters.next();
                    if character == char::REPLACEMENT_CHARACTER { original } else { character }
                }
                _ => character,
            }
        })
        .collect();
}

/// What a structure is to an annotation set.
enum Role {
    Document,
    Metadata,
    Relation,
    Span((usize, usize)),
    /// It holds others together.
    Nothing,
    Other,
}

/// The feature that labelled a span or relation, if it wasn't its type.
type Labelled = Option<String>;

/// What was found in a CAS.
#[derive(Default)]
struct Found {
    id: Option<String>,
    annotator: Option<String>,
    source_document: Option<String>,
    document_id: Option<String>,
    metadata: Metadata,
    illegal: String,
    set: RawSet,
    /// What has no place in an annotation set, by why and what it is, and how often.
    left_out: BTreeMap<(&'static str, String), usize>,
}

impl Found {
    fn leave_out(&mut self, why: &'static str, what: &str) {
        *self.left_out.entry((why, what.to_owned())).or_default() += 1;
    }

    fn metadata(&mut self, mut structure: Structure) {
        let mut text = |name| structure.text(name).filter(|text| !text.is_empty());
        // A server's own path is of no use to anybody else.
        let uri = text("documentUri").filter(|uri| !uri.starts_with("file:"));
        let language = text("language").filter(|language| language != "x-unspecified");
        let metadata = &mut self.metadata;
        metadata.title = metadata.title.take().or(text("documentTitle"));
        metadata.source = metadata.source.take().or(uri);
        metadata.language = metadata.language.take().or(language);
        self.document_id = self.document_id.take().or(text("documentId"));
        self.source_document = self.source_document.take().or(text("sourceDocumentName"));
        self.annotator = self.annotator.take().or(text("username"));
    }
}

/// What is needed to understand a structure.
struct Reading<'a> {
    types: &'a Types,
    arrays: HashMap<usize, Said>,
    /// The names of the spans.
    names: HashMap<usize, String>,
    /// Where fragments stand.
    places: HashMap<usize, (usize, usize)>,
}

impl<'a> Reading<'a> {
    fn of(structures: &[Structure], arrays: HashMap<usize, Said>, types: &'a Types) -> Self {
        let (mut names, mut taken) = (HashMap::new(), HashSet::new());
        for structure in structures.iter().filter(|structure| structure.kind == SPAN) {
            let id = structure.features.iter().find_map(|(name, said)| match said {
                Said::Text(id) if name == "id" && !id.is_empty() => Some(id),
                _ => None,
            });
            if let Some(id) = id
                && taken.insert(id.clone())
            {
                names.insert(structure.id, id.clone());
            }
        }
        for structure in structures.iter().filter(|structure| structure.end.is_some()) {
            names.entry(structure.id).or_insert_with(|| {
                let mut name = structure.id.to_string();
                while !taken.insert(name.clone()) {
                    name.push('_');
                }
                name
            });
        }
        let fragments = structures.iter().filter(|structure| structure.kind == FRAGMENT);
        let places =
            fragments.filter_map(|structure| Some((structure.id, (structure.begin?, structure.end?)))).collect();
        Self { types, arrays, names, places }
    }

    fn role(&self, structure: &Structure) -> Result<Role, Problem> {
        let kind = structure.kind.as_str();
        let is_segment = kind.strip_prefix(SEGMENTATION).is_some_and(|name| !SEGMENTATION_LAYERS.contains(&name));
        Ok(match kind {
            METADATA | CAS_METADATA => Role::Metadata,
            _ if self.types.is_a(kind, "uima.tcas.DocumentAnnotation") => Role::Metadata,
            DOCUMENT => Role::Document,
            FRAGMENT => Role::Nothing,
            "uima.tcas.Annotation" => Role::Span(range_of(structure)?),
            _ if is_segment || HOUSEKEEPING.iter().any(|package| kind.starts_with(package)) => Role::Nothing,
            _ if structure.has("Governor") && structure.has("Dependent") => Role::Relation,
            _ if structure.begin.or(structure.end).is_some() => Role::Span(range_of(structure)?),
            _ if self.types.is_a(kind, "uima.cas.AnnotationBase") => Role::Document,
            _ => Role::Other,
        })
    }

    fn span(&self, at: String, mut structure: Structure, range: (usize, usize), found: &mut Found) -> Labelled {
        let (label, labelled) = structure.label();
        let is_own = structure.kind == SPAN;
        let mut span = RawSpan {
            at,
            id: self.names.get(&structure.id).cloned(),
            label,
            fragments: vec![range],
            ..RawSpan::default()
        };
        if is_own {
            structure.take("id");
            span.note = structure.text("note").unwrap_or_default();
            if let Some(Said::Structures(parts)) = structure.take("fragments").map(|said| self.resolved(said)) {
                let parts: Option<Vec<_>> = parts.iter().map(|id| self.places.get(id).copied()).collect();
                match parts {
                    Some(parts) if !parts.is_empty() => span.fragments = parts,
                    _ => found.leave_out("not there", FRAGMENT),
                }
            }
        }
        self.values(structure, &mut span.attributes, found);
        found.set.spans.push(span);
        labelled
    }

    fn relation(&self, at: String, mut structure: Structure, found: &mut Found) -> Labelled {
        let (kind, labelled) = structure.label();
        let mut name = |end| {
            let id = structure.reference(end).unwrap_or_default();
            self.names.get(&id).cloned().unwrap_or_else(|| id.to_string())
        };
        let mut relation =
            RawRelation { at, kind, from: name("Governor"), to: name("Dependent"), ..RawRelation::default() };
        if structure.kind == RELATION {
            relation.id = structure.text("id");
            relation.note = structure.text("note").unwrap_or_default();
        }
        for (feature, _) in structure.features {
            found.leave_out("feature of a relation", &format!("{}:{feature}", structure.kind));
        }
        found.set.relations.push(relation);
        labelled
    }

    fn document(&self, mut structure: Structure, found: &mut Found) {
        if structure.kind == DOCUMENT {
            found.id = structure.text("id");
            found.annotator = structure.text("annotator");
            found.metadata.byline = structure.text("byline");
            found.metadata.published = structure.text("published");
            found.metadata.site = structure.text("site");
            found.illegal = structure.text(ILLEGAL).unwrap_or_default();
        }
        let mut labels = std::mem::take(&mut found.set.document_labels);
        self.values(structure, &mut labels, found);
        found.set.document_labels = labels;
    }

    /// What the rest of the features say.
    fn values(&self, structure: Structure, values: &mut BTreeMap<AttributeId, AttributeValue>, found: &mut Found) {
        for (name, said) in structure.features {
            let attribute = AttributeId::new(self.types.attribute(&structure.kind, &name));
            let value = match self.resolved(said) {
                Said::Text(text) => AttributeValue::Text(text),
                Said::Texts(texts) => AttributeValue::Texts(texts),
                Said::Number(number) => AttributeValue::Number(number),
                Said::YesNo(yes) => AttributeValue::YesNo(yes),
                Said::Structures(_) | Said::Other => {
                    found.leave_out("feature that refers to others", &format!("{}:{name}", structure.kind));
                    continue;
                }
            };
            match values.entry(attribute) {
                Entry::Vacant(free) => drop(free.insert(value)),
                // Two labels of a document, say.
                Entry::Occupied(mut known) => {
                    let both = [texts(known.get()), texts(&value)].concat();
                    known.insert(AttributeValue::Texts(both));
                }
            }
        }
    }

    /// What is said, where it is said by an array.
    fn resolved(&self, said: Said) -> Said {
        match &said {
            Said::Structures(ids) if ids.len() == 1 => self.arrays.get(&ids[0]).cloned().unwrap_or(said),
            _ => said,
        }
    }
}

fn texts(value: &AttributeValue) -> Vec<String> {
    match value {
        AttributeValue::Text(text) => vec![text.clone()],
        AttributeValue::Texts(texts) => texts.clone(),
        AttributeValue::Number(number) => vec![number.as_str().to_owned()],
        AttributeValue::YesNo(yes) => vec![yes.to_string()],
    }
}

/// Where an annotation stands; what isn't told of its start is 0, as UIMA has it.
fn range_of(structure: &Structure) -> Result<(usize, usize), Problem> {
    Ok((structure.begin.unwrap_or_default(), structure.end.ok_or(Problem::Missing("end"))?))
}
