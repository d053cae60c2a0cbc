//! What every reader hands its documents to: there texts become canonical, offsets are placed, names made unique, labels known.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use super::files::{Files, Line, Lines};
use super::json::Record;
use super::outlet::{About, Annotated};
use super::placing::{self, Unit};
use super::problem::{Problem, Warning, Whereabouts};
use crate::domain::annotation::{AnnotationSet, AttributeValue, Origin, Relation, Span, Status};
use crate::domain::article::plain;
use crate::domain::document::{Document, Metadata, Unknown};
use crate::domain::formats::postil::ReadError;
use crate::domain::formats::unique::Unique;
use crate::domain::id::{
    Annotator, AttributeId, DocumentId, EntryId, LabelId, ProjectId, RelationId, RelationTypeId, SetId, SpanId,
};
use crate::domain::project::Project;
use crate::domain::schema::register::{Entry, Link};
use crate::domain::schema::{Label, Names, RelationType, Schema};
use crate::domain::text::{Canonical, LONGEST_TEXT};

/// A document as a file tells it; offsets are still the file's own.
#[derive(Clone, Debug, Default)]
pub struct RawDocument {
    /// Where it stands in the file.
    pub at: String,
    /// Its name, if it has one.
    pub id: Option<String>,
    /// The text, as the file has it.
    pub text: String,
    /// What is known about it.
    pub metadata: Metadata,
    /// Fields this version does not know.
    pub unknown: Unknown,
    /// What offsets of the format count.
    pub unit: Unit,
    /// Whose work there is on it.
    pub sets: Vec<RawSet>,
}

/// One annotator's work, as a file tells it.
#[derive(Clone, Debug, Default)]
pub struct RawSet {
    /// Whose work it is; empty where the file doesn't say.
    pub annotator: String,
    /// How far it is.
    pub status: Status,
    /// The spans.
    pub spans: Vec<RawSpan>,
    /// The relations.
    pub relations: Vec<RawRelation>,
    /// What is said of the document as a whole.
    pub document_labels: BTreeMap<AttributeId, AttributeValue>,
    /// Fields this version does not know.
    pub unknown: Unknown,
}

/// A span, as a file tells it.
#[derive(Clone, Debug, Default)]
pub struct RawSpan {
    /// Where it stands in the file.
    pub at: String,
    /// Its name, if it has one.
    pub id: Option<String>,
    /// Its label.
    pub label: String,
    /// Start and end of each of its fragments, in the unit of the document.
    pub fragments: Vec<(usize, usize)>,
    /// What the file says it marks; of several fragments, with one space between any two.
    pub quote: Option<String>,
    /// The values of its attributes.
    pub attributes: BTreeMap<AttributeId, AttributeValue>,
    /// What it mentions, if it mentions an entry of the register.
    pub mentioned: RawEntry,
    /// What the annotator remarked.
    pub note: String,
    /// Where it came from; empty where the file doesn't say.
    pub origin: String,
    /// When it was made, as RFC 3339, or empty.
    pub created: String,
    /// When it was last changed, as RFC 3339, or empty.
    pub modified: String,
    /// Fields this version does not know.
    pub unknown: Unknown,
}

/// An entry of the register, as a file that has no register tells it where it is mentioned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawEntry {
    /// Its name in files; empty where nothing is mentioned.
    pub id: String,
    /// Its name on the screen, or empty.
    pub name: String,
    /// The page about it, or empty.
    pub link: String,
}

/// A relation, as a file tells it.
#[derive(Clone, Debug, Default)]
pub struct RawRelation {
    /// Where it stands in the file.
    pub at: String,
    /// Its name, if it has one.
    pub id: Option<String>,
    /// Its type.
    pub kind: String,
    /// The name of the span it starts from.
    pub from: String,
    /// The name of the span it goes to.
    pub to: String,
    /// What the annotator remarked.
    pub note: String,
    /// Fields this version does not know.
    pub unknown: Unknown,
}

/// Takes documents as they are read.
pub trait Sink {
    /// Is told before files that belong together are read; by the path of the first, where there are others.
    fn group(&mut self, _path: &str) {}

    /// Takes a document; every label of its spans is in the label set.
    fn document(&mut self, item: Annotated, about: &About);

    /// Takes note of something that could not be read as it stands.
    fn warning(&mut self, warning: Warning);

    /// Takes what is known about the whole when everything has been read.
    fn ended(&mut self, about: &About);

    /// Whether reading should stop.
    fn is_cancelled(&self) -> bool {
        false
    }
}

/// Why nothing, or nothing more, can be read of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A file is Postil JSON, or should be, and can't be read.
    Json(ReadError),
    /// A file is not of the format; why.
    OtherFormat(String),
    /// A file can't be read by the machine; which, and why.
    Io(String, String),
}

impl Unreadable {
    /// The machine can't read the file.
    pub fn io(path: &str, error: &io::Error) -> Self {
        Self::Io(path.to_owned(), error.to_string())
    }
}

/// The names that fields of Postil JSON have; a foreign field of the same name is kept under another.
mod own {
    pub(super) const DOCUMENT: [&str; 6] = ["id", "text", "sha256", "added", "blocks", "metadata"];
    pub(super) const SET: [&str; 8] =
        ["id", "document", "annotator", "status", "spans", "relations", "document_labels", "conflicts"];
    pub(super) const SPAN: [&str; 12] = [
        "id",
        "label",
        "start",
        "end",
        "quote",
        "fragments",
        "attributes",
        "note",
        "origin",
        "created",
        "modified",
        "provenance",
    ];
    pub(super) const RELATION: [&str; 8] = ["id", "type", "from", "to", "note", "origin", "created", "modified"];
}

/// Makes documents of what readers find, in order, and hands them on.
pub struct Intake<'a> {
    /// The project the files are of, with the labels met so far.
    pub about: About,
    /// The split that is being read; empty where there is none.
    pub split: String,
    sink: &'a mut dyn Sink,
    documents: Unique,
    /// The names in the label set.
    known: Names,
    sets: usize,
    /// The last document, to which the next record may add another annotator's set.
    pending: Option<Annotated>,
    counting: placing::Memory,
}

impl<'a> Intake<'a> {
    /// An intake that hands its documents to the sink.
    pub fn new(sink: &'a mut dyn Sink) -> Self {
        Self {
            about: About {
                project: ProjectId::new(""),
                name: String::new(),
                schema: Arc::default(),
                unknown: Unknown::new(),
            },
            split: String::new(),
            sink,
            documents: Unique::default(),
            known: Names::default(),
            sets: 0,
            pending: None,
            counting: placing::Memory::default(),
        }
    }

    /// Whether reading should stop.
    pub fn is_cancelled(&self) -> bool {
        self.sink.is_cancelled()
    }

    /// The label set, to be added to at its end.
    pub fn schema(&mut self) -> &mut Schema {
        Arc::make_mut(&mut self.about.schema)
    }

    /// Takes note of something that could not be read as it stands; `left_out` is it in the file's own words, if it was
    /// not taken in.
    pub fn warn(&mut self, at: impl Into<String>, problem: Problem, left_out: Option<&str>) {
        self.sink.warning(Warning { at: Whereabouts(at.into()), problem, left_out: left_out.map(str::to_owned) });
    }

    /// The value, or none where the field is wrong, which is told.
    pub fn lenient<T: Default>(&mut self, at: &str, value: Result<T, impl Into<Problem>>) -> T {
        value.unwrap_or_else(|wrong| {
            self.warn(at, wrong.into(), Some(""));
            T::default()
        })
    }

    /// Takes a document that is complete already.
    pub fn annotated(&mut self, item: Annotated) {
        self.flush();
        self.documents.take(item.document.id().as_str());
        self.sink.document(item, &self.about);
    }

    /// Takes a document. Where it is the same as the last one, with another annotator's work, that is added to it.
    pub fn document(&mut self, raw: RawDocument) {
        if raw.text.len() > LONGEST_TEXT {
            self.warn(raw.at, Problem::Malformed("the text is longer than 64 MB".into()), Some(""));
            return;
        }
        let canonical = Canonical::from(raw.text.as_str());
        let same = self.pending.as_ref().filter(|pending| {
            raw.id.as_deref().is_none_or(|id| id == pending.document.id().as_str())
                && !raw.sets.is_empty()
                && pending.document.text() == &canonical.text
                && !raw
                    .sets
                    .iter()
                    .any(|set| pending.sets.iter().any(|known| known.annotator.as_str() == set.annotator))
        });
        let document = match same {
            Some(pending) => pending.document.clone(),
            None => {
                self.flush();
                Arc::new(self.new_document(&raw, &canonical))
            }
        };
        let sets: Vec<Arc<AnnotationSet>> =
            raw.sets.into_iter().map(|set| Arc::new(self.set(set, &document, &raw.text, raw.unit, &raw.at))).collect();
        match &mut self.pending {
            Some(pending) => pending.sets.extend(sets),
            None => self.pending = Some(Annotated { document, sets, split: self.split.clone() }),
        }
    }

    /// Ends the intake after the last document.
    pub fn finish(mut self) {
        self.flush();
        self.sink.ended(&self.about);
    }

    fn flush(&mut self) {
        if let Some(item) = self.pending.take() {
            self.sink.document(item, &self.about);
        }
    }

    /// The fields under names that mean nothing else, which is told of those that get another.
    fn apart(&mut self, at: &str, unknown: Unknown, own: &[&str]) -> Unknown {
        let mut renamed = Vec::with_capacity(unknown.len());
        for (name, json) in unknown {
            if own.contains(&name.as_str()) {
                let other = format!("x-{name}");
                self.warn(at, Problem::ReadAs(format!("{name}: {other}")), None);
                renamed.push((other, json));
            } else {
                renamed.push((name, json));
            }
        }
        renamed
    }

    fn new_document(&mut self, raw: &RawDocument, canonical: &Canonical) -> Document {
        if !canonical.repairs.is_empty() {
            self.warn(raw.at.as_str(), Problem::TextMadeCanonical(canonical.repairs), None);
        }
        let wanted = raw.id.clone().filter(|id| !id.is_empty());
        let id = wanted.unwrap_or_else(|| format!("document-{}", self.documents.len() + 1));
        let id = unique(id, &mut self.documents, |problem| {
            self.sink.warning(Warning { at: Whereabouts(raw.at.clone()), problem, left_out: None });
        });
        let mut document = plain::document(DocumentId::new(id), canonical.text.clone());
        // A title that the file doesn't have would come out as if it had.
        document.metadata = raw.metadata.clone();
        document.unknown = self.apart(&raw.at, raw.unknown.clone(), &own::DOCUMENT);
        document
    }

    fn set(&mut self, raw: RawSet, document: &Arc<Document>, text: &str, unit: Unit, at: &str) -> AnnotationSet {
        self.sets += 1;
        let placed = placing::place(text, document.text(), unit, &raw.spans, &mut self.counting);
        if let Some((how, spans)) = placed.counted {
            self.warn(at, Problem::Counted { how, spans }, None);
        }
        let mut names = Unique::default();
        // A name of the file's own goes before one that is made here.
        let own: BTreeSet<&str> = raw.spans.iter().filter_map(|span| span.id.as_deref()).collect();
        let mut made = (1..).map(|n| format!("s{n}")).filter(|name| !own.contains(name.as_str()));
        let mut spans = Vec::with_capacity(raw.spans.len());
        for (span, place) in raw.spans.iter().zip(placed.places) {
            let fragments = match place {
                Ok((fragments, None)) => fragments,
                Ok((fragments, Some(problem))) => {
                    self.warn(span.at.as_str(), problem, None);
                    fragments
                }
                Err(problem) => {
                    let what = format!("{}: {}", span.label, span.quote.as_deref().unwrap_or_default());
                    self.warn(span.at.as_str(), problem, Some(&what));
                    continue;
                }
            };
            if span.label.is_empty() {
                self.warn(span.at.as_str(), Problem::Missing("label"), Some(span.quote.as_deref().unwrap_or_default()));
                continue;
            }
            let wanted = span.id.clone().filter(|id| !id.is_empty()).or_else(|| made.next()).unwrap_or_default();
            let id = unique(wanted, &mut names, |problem| {
                self.sink.warning(Warning { at: Whereabouts(span.at.clone()), problem, left_out: None });
            });
            self.know_label(&span.label);
            let entry = self.know_entry(span);
            spans.push(Arc::new(Span {
                id: SpanId::new(id),
                label: LabelId::new(span.label.as_str()),
                fragments,
                attributes: span.attributes.clone(),
                entry,
                note: span.note.clone(),
                origin: Origin(span.origin.as_str().into()),
                created: span.created.as_str().into(),
                modified: span.modified.as_str().into(),
                provenance: None,
                unknown: self.apart(&span.at, span.unknown.clone(), &own::SPAN),
            }));
        }
        let mut relation_names = Unique::default();
        let mut relations = Vec::new();
        for (n, relation) in raw.relations.into_iter().enumerate() {
            if !names.contains(&relation.from) || !names.contains(&relation.to) {
                let what = format!("{} {} → {}", relation.kind, relation.from, relation.to);
                self.warn(relation.at, Problem::LooseRelation, Some(&what));
                continue;
            }
            let wanted = relation.id.filter(|id| !id.is_empty()).unwrap_or_else(|| format!("r{}", n + 1));
            let id = unique(wanted, &mut relation_names, |problem| {
                self.sink.warning(Warning { at: Whereabouts(relation.at.clone()), problem, left_out: None });
            });
            self.know_relation(&relation.kind);
            relations.push(Arc::new(Relation {
                id: RelationId::new(id),
                kind: RelationTypeId::new(relation.kind),
                from: SpanId::new(relation.from),
                to: SpanId::new(relation.to),
                note: relation.note,
                origin: Origin("".into()),
                created: "".into(),
                modified: "".into(),
                unknown: self.apart(&relation.at, relation.unknown, &own::RELATION),
            }));
        }
        let id = SetId::new(format!("set-{}", self.sets));
        let mut set = AnnotationSet::new(id, document.id().clone(), Annotator::new(raw.annotator));
        set.status = raw.status;
        set.document_labels = raw.document_labels;
        set.unknown = self.apart(at, raw.unknown, &own::SET);
        set.with(spans, relations)
    }

    /// Puts the label into the label set, if it isn't there.
    pub fn know_label(&mut self, label: &str) {
        self.known.catch_up(&self.about.schema);
        if !self.known.has_label(label) {
            let schema = self.schema();
            schema.labels.push(Label::plain(label, label, schema.labels.len()));
        }
    }

    /// Puts what the span mentions into the register, if it isn't there.
    fn know_entry(&mut self, span: &RawSpan) -> Option<EntryId> {
        let RawEntry { id, name, link } = &span.mentioned;
        if id.is_empty() {
            return None;
        }
        self.known.catch_up(&self.about.schema);
        let entry = EntryId::new(id.as_str());
        if !self.known.has_entry(id) {
            let name = if name.is_empty() { id } else { name };
            let read = Link::parse(link);
            if read.is_none() && !link.is_empty() {
                self.warn(span.at.as_str(), Problem::Unknown("link", link.clone()), None);
            }
            let label = LabelId::new(span.label.as_str());
            let new = Entry { link: read, ..Entry::new(entry.clone(), label, name.as_str()) };
            self.schema().register.push(Arc::new(new));
        }
        Some(entry)
    }

    fn know_relation(&mut self, kind: &str) {
        self.known.catch_up(&self.about.schema);
        if !self.known.has_relation(kind) {
            self.schema().relations.push(RelationType {
                id: RelationTypeId::new(kind),
                name: kind.to_owned(),
                from: Vec::new(),
                to: Vec::new(),
                unknown: Unknown::new(),
            });
        }
    }
}

/// The name, or the next free one like it, which is told.
fn unique(id: String, names: &mut Unique, tell: impl FnOnce(Problem)) -> String {
    let Some(renamed) = names.rename(&id) else {
        return id;
    };
    tell(Problem::DuplicateId { id, renamed: renamed.clone() });
    renamed
}

/// Reads every line of a file as JSON; `before` stands before its place in reports.
///
/// # Errors
/// If the file can't be read by the machine.
pub(super) fn read_json_lines(
    files: &dyn Files,
    path: &str,
    before: &str,
    intake: &mut Intake<'_>,
    read: &mut dyn FnMut(&mut Intake<'_>, &str, String),
) -> Result<(), Unreadable> {
    let mut lines = Lines::new(files.open(path).map_err(|error| Unreadable::io(path, &error))?);
    while let Some((number, line)) = lines.next_line().map_err(|error| Unreadable::io(path, &error))? {
        if intake.is_cancelled() {
            return Ok(());
        }
        read_json(intake, &format!("{before}line {number}"), line, read);
    }
    Ok(())
}

/// Reads a line or item as JSON, or reports that it is none.
pub(super) fn read_json(
    intake: &mut Intake<'_>,
    at: &str,
    line: Line,
    read: &mut dyn FnMut(&mut Intake<'_>, &str, String),
) {
    match line {
        Line::Text(json) if json.trim().is_empty() => {}
        Line::Text(json) => match check_json(&json) {
            Ok(()) => read(intake, at, json),
            Err(column) => {
                let problem = Problem::Malformed(format!("not JSON from column {column}"));
                intake.warn(at, problem, Some(&beginning(&json)));
            }
        },
        Line::NotText(byte) => {
            intake.warn(at, Problem::Malformed(format!("not UTF-8 from byte {byte}")), Some(""));
        }
        Line::TooLong => intake.warn(at, Problem::Malformed("longer than 256 MB".into()), Some("")),
    }
}

/// Whether the text is one JSON value.
///
/// # Errors
/// The column from which it isn't, from 1.
pub fn check_json(json: &str) -> Result<(), usize> {
    serde_json::from_str::<serde::de::IgnoredAny>(json).map(drop).map_err(|error| error.column())
}

/// The beginning of something long, for a report.
pub fn beginning(long: &str) -> String {
    match long.char_indices().nth(200) {
        Some((cut, _)) => format!("{}…", &long[..cut]),
        None => long.to_owned(),
    }
}

/// The field as a name: a string, or a number as it is written.
pub fn name_in(record: &mut Record<'_>, field: &str) -> Option<String> {
    let json = record.take(field)?;
    super::json::read_string(json).or_else(|| crate::domain::annotation::Number::parse(json).map(|_| json.to_owned()))
}

/// Everything that was read, in memory.
#[derive(Debug, Default)]
pub struct Collected {
    /// The documents and their sets.
    pub items: Vec<Annotated>,
    /// The project they are of.
    pub about: Option<About>,
    /// What could not be read as it stands.
    pub warnings: Vec<Warning>,
}

impl Sink for Collected {
    fn document(&mut self, item: Annotated, _: &About) {
        self.items.push(item);
    }

    fn ended(&mut self, about: &About) {
        self.about = Some(about.clone());
    }

    fn warning(&mut self, warning: Warning) {
        self.warnings.push(warning);
    }
}

impl Collected {
    /// Reads files of a format.
    ///
    /// # Errors
    /// If nothing can be made of them.
    pub fn read(format: super::Format, files: &dyn Files) -> Result<Self, Unreadable> {
        let mut collected = Self::default();
        let mut intake = Intake::new(&mut collected);
        format.read(files, &mut intake)?;
        intake.finish();
        Ok(collected)
    }

    /// The project that was read.
    pub fn project(&self) -> Project {
        let mut project = Project::new(ProjectId::new(""), "");
        if let Some(about) = self.about.clone() {
            project.id = about.project;
            project.name = about.name;
            project.schema = about.schema;
            project.unknown = about.unknown;
        }
        project.documents = self.items.iter().map(|item| item.document.clone()).collect();
        project.sets = self.items.iter().flat_map(|item| item.sets.iter().cloned()).collect();
        project
    }
}
