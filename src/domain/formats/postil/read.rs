//! Reading Postil JSON.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::de::IgnoredAny;

use super::gold::{conflict_with, shared_provenance};
use super::{VERSION, names};
use crate::domain::annotation::{
    AnnotationSet, AttributeValue, Conflict, Fragments, Number, Origin, Relation, Span, Status,
};
use crate::domain::article::plain;
use crate::domain::document::{Block, Document, LeftOut, Metadata};
use crate::domain::formats::json::{Record, WrongField, read_string, strings};
use crate::domain::formats::problem::{Problem, Warning, Whereabouts};
use crate::domain::formats::unique::Unique;
use crate::domain::id::{
    Annotator, AttributeId, DocumentId, EntryId, LabelId, ProjectId, RelationId, RelationTypeId, SetId, SpanId,
};
use crate::domain::project::Project;
use crate::domain::schema::register::{Entry, Link};
use crate::domain::schema::{Attribute, AttributeKind, Colour, Label, Names, RelationType, Schema};
use crate::domain::text::{Canonical, Offset, Range, Text, words};

/// What was read of a file.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The project, or the part of one.
    pub project: Project,
    /// Whether the file has a label set of its own.
    pub has_schema: bool,
    /// What could not be read as it stands.
    pub warnings: Vec<Warning>,
    /// The file's version, if it is newer than [`VERSION`]: it may say more than was read, so it must not be written over.
    pub newer: Option<u64>,
}

/// Why a file can't be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It is no UTF-8 text; the first bad byte, from 0.
    NotText(usize),
    /// It is no JSON, or cut off.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is JSON, but not of this format.
    NotPostil,
}

/// Whether the bytes look like a Postil file, by content.
pub fn looks_like(bytes: &[u8]) -> bool {
    let Ok(json) = std::str::from_utf8(bytes) else {
        return false;
    };
    // Tools that sort fields put the format far behind the documents.
    json.trim_start_matches('\u{feff}').trim_start().starts_with('{') && json.contains("\"postil\"")
}

/// Reads a file.
///
/// # Errors
/// If nothing can be made of it.
pub fn read(bytes: &[u8]) -> Result<Imported, ReadError> {
    let json = std::str::from_utf8(bytes).map_err(|error| ReadError::NotText(error.valid_up_to()))?;
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    serde_json::from_str::<IgnoredAny>(json)
        .map_err(|error| ReadError::NotJson { line: error.line(), column: error.column() })?;
    let mut file = Record::parse(json).map_err(|_| ReadError::NotPostil)?;
    if file.string("format") != Ok(Some("postil".into())) {
        return Err(ReadError::NotPostil);
    }
    let version = file.number("version").ok().flatten().unwrap_or(1) as u64;
    let mut reader = Reader::default();
    let project = reader.project(file);
    Ok(Imported {
        project,
        has_schema: reader.has_schema,
        warnings: reader.warnings,
        newer: (version > VERSION).then_some(version),
    })
}

/// What stops a record.
pub(super) type Stopped = Problem;

pub(super) fn needed<T>(value: Result<Option<T>, WrongField>, field: &'static str) -> Result<T, Stopped> {
    value?.ok_or(Problem::Missing(field))
}

/// The unit offsets of a file are counted in.
#[derive(Clone, Copy, Default)]
enum Unit {
    #[default]
    CodePoint,
    Utf16,
    Byte,
}

#[derive(Default)]
struct Reader {
    warnings: Vec<Warning>,
    unit: Unit,
    has_schema: bool,
    /// The names in the label set.
    known: Names,
}

/// What the field `blocks` lists.
enum Listed {
    Block(Block),
    LeftOut(LeftOut),
}

/// A document with what is needed to place offsets in it.
struct Readable {
    document: Arc<Document>,
    /// Where each code point of the text as it stands in the file is in the canonical text; only if they differ.
    moved: Option<Vec<usize>>,
}

impl Reader {
    fn warn(&mut self, at: &str, problem: Problem, left_out: Option<&str>) {
        self.warnings.push(Warning { at: Whereabouts(at.into()), problem, left_out: left_out.map(str::to_owned) });
    }

    /// The value, or what stands in for it where the field is wrong.
    fn lenient<T: Default>(&mut self, at: &str, value: Result<T, WrongField>) -> T {
        value.unwrap_or_else(|wrong| {
            self.warn(at, wrong.into(), None);
            T::default()
        })
    }

    fn project(&mut self, mut file: Record<'_>) -> Project {
        // What wrote the file and when is of no use to the project.
        for passing in ["generator", "exported"] {
            file.take(passing);
        }
        let unit = self.lenient("", file.string("offset_unit"));
        self.unit = match unit.as_deref() {
            None | Some("codepoint") => Unit::CodePoint,
            Some("utf16") => Unit::Utf16,
            Some("byte") => Unit::Byte,
            Some(other) => {
                self.warn("offset_unit", Problem::Unknown("offset_unit", other.into()), None);
                Unit::CodePoint
            }
        };
        let mut about = self.lenient("", file.record("project"));
        let id = self.lenient("project", about.string("id")).unwrap_or_default();
        let name = self.lenient("project", about.string("name")).unwrap_or_default();
        let schema = self.lenient("", file.record("label_set"));
        let mut schema = self.schema(schema);
        self.has_schema = !schema.labels.is_empty();
        schema.guidelines = self.lenient("", file.string("guidelines")).unwrap_or_default();

        let mut documents: Vec<Readable> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut names = Unique::default();
        for (n, json) in self.lenient("", file.list("documents")).into_iter().enumerate() {
            let at = format!("documents[{n}]");
            if let Some(document) = self.document(&at, json, &mut names) {
                places.insert(document.document.id().to_string(), documents.len());
                documents.push(document);
            }
        }
        let find = |id: &str| places.get(id).map(|place| &documents[*place]);
        let mut sets: Vec<Arc<AnnotationSet>> = Vec::new();
        let mut names = Unique::default();
        for (n, json) in self.lenient("", file.list("annotation_sets")).into_iter().enumerate() {
            let at = format!("annotation_sets[{n}]");
            match self.set(&at, json, &find, &mut names, &mut schema) {
                Ok(set) => sets.push(Arc::new(set)),
                Err(problem) => self.warn(&at, problem, Some(json)),
            }
        }
        Project {
            id: ProjectId::new(id),
            name,
            schema: Arc::new(schema),
            documents: documents.into_iter().map(|readable| readable.document).collect(),
            sets,
            unknown: file.rest(),
        }
    }

    fn schema(&mut self, mut record: Record<'_>) -> Schema {
        let mut schema = Schema::default();
        let mut taken = Unique::default();
        for (n, json) in self.lenient("label_set", record.list("labels")).into_iter().enumerate() {
            let at = format!("label_set.labels[{n}]");
            match self.label(&at, json, n) {
                Ok(label) if taken.take(label.id.as_str()) => schema.labels.push(label),
                Ok(label) => {
                    let id = label.id.to_string();
                    self.warn(&at, Problem::DuplicateId { id: id.clone(), renamed: id }, Some(json));
                }
                Err(problem) => self.warn(&at, problem, Some(json)),
            }
        }
        for (n, json) in self.lenient("label_set", record.list("relations")).into_iter().enumerate() {
            match relation_type(json) {
                Ok(relation) => schema.relations.push(relation),
                Err(problem) => self.warn(&format!("label_set.relations[{n}]"), problem, Some(json)),
            }
        }
        for (n, json) in self.lenient("label_set", record.list("document_labels")).into_iter().enumerate() {
            match attribute(json) {
                Ok(attribute) => schema.document_labels.push(attribute),
                Err(problem) => self.warn(&format!("label_set.document_labels[{n}]"), problem, Some(json)),
            }
        }
        let mut taken = Unique::default();
        for (n, json) in self.lenient("label_set", record.list("register")).into_iter().enumerate() {
            let at = format!("label_set.register[{n}]");
            match self.entry(&at, json) {
                Ok(entry) if taken.take(entry.id.as_str()) => schema.register.push(Arc::new(entry)),
                Ok(entry) => {
                    let id = entry.id.to_string();
                    self.warn(&at, Problem::DuplicateId { id: id.clone(), renamed: id }, Some(json));
                }
                Err(problem) => self.warn(&at, problem, Some(json)),
            }
        }
        schema.unknown = record.rest();
        schema
    }

    fn entry(&mut self, at: &str, json: &str) -> Result<Entry, Stopped> {
        let mut record = parse(json)?;
        let id = needed(record.string("id"), "id")?;
        let label = LabelId::new(needed(record.string("label"), "label")?);
        let link = self.lenient(at, record.string("link")).and_then(|written| {
            let link = Link::parse(&written);
            if link.is_none() {
                self.warn(at, Problem::Unknown("link", written), None);
            }
            link
        });
        Ok(Entry {
            name: self.lenient(at, record.string("name")).unwrap_or_else(|| id.clone()),
            id: EntryId::new(id),
            label,
            aliases: self.lenient(at, record.strings("aliases")),
            link,
            note: self.lenient(at, record.string("note")).unwrap_or_default(),
            merged: self.lenient(at, record.strings("merged")).into_iter().map(EntryId::new).collect(),
            unknown: record.rest(),
        })
    }

    fn label(&mut self, at: &str, json: &str, place: usize) -> Result<Label, Stopped> {
        let mut record = parse(json)?;
        let id = needed(record.string("id"), "id")?;
        let name = self.lenient(at, record.string("name")).unwrap_or_else(|| id.clone());
        let colour = self.lenient(at, record.string("colour"));
        let colour = colour.and_then(|name| {
            let known = names::colour_named(&name);
            if known.is_none() {
                self.warn(at, Problem::Unknown("colour", name), None);
            }
            known
        });
        let overlap = self.lenient(at, record.string("overlap"));
        let overlap = overlap.and_then(|name| {
            let known = names::overlap_named(&name);
            if known.is_none() {
                self.warn(at, Problem::Unknown("overlap", name), None);
            }
            known
        });
        let mut attributes = Vec::new();
        for (n, json) in self.lenient(at, record.list("attributes")).into_iter().enumerate() {
            match attribute(json) {
                Ok(attribute) => attributes.push(attribute),
                Err(problem) => self.warn(&format!("{at}.attributes[{n}]"), problem, Some(json)),
            }
        }
        Ok(Label {
            id: LabelId::new(id),
            name,
            colour: colour.unwrap_or(Colour::new(place)),
            key: self.lenient(at, record.string("key")).and_then(|key| key.chars().next()),
            definition: self.lenient(at, record.string("definition")).unwrap_or_default(),
            examples: self.lenient(at, record.strings("examples")),
            attributes,
            overlap: overlap.unwrap_or_default(),
            unknown: record.rest(),
        })
    }

    /// The document, unless nothing can be made of it.
    fn document(&mut self, at: &str, json: &str, names: &mut Unique) -> Option<Readable> {
        let mut record = match parse(json) {
            Ok(record) => record,
            Err(problem) => {
                self.warn(at, problem, Some(json));
                return None;
            }
        };
        let raw = match needed(record.string("text"), "text") {
            Ok(raw) => raw,
            Err(problem) => {
                self.warn(at, problem, Some(json));
                return None;
            }
        };
        let Canonical { text, repairs } = Canonical::from(raw.as_str());
        let moved = (!repairs.is_empty()).then(|| moved_code_points(&raw));
        if !repairs.is_empty() {
            self.warn(at, Problem::TextMadeCanonical(repairs), None);
        }
        let hash = self.lenient(at, record.string("sha256"));
        if hash.is_some_and(|hash| !hash.eq_ignore_ascii_case(text.sha256())) && repairs.is_empty() {
            self.warn(at, Problem::HashDiffers, None);
        }
        let id = self.lenient(at, record.string("id")).unwrap_or_else(|| format!("document-{}", names.len() + 1));
        let id = self.unique(at, id, names);
        let metadata = self.lenient(at, record.record("metadata"));
        let mut metadata = self.metadata(at, metadata);
        let added = self.lenient(at, record.string("added")).unwrap_or_default();
        let assignee = self.lenient(at, record.string("assignee")).filter(|name| !name.trim().is_empty());
        let listed = self.lenient(at, record.list("blocks"));
        let has_blocks = !listed.is_empty();
        let read: Option<Vec<Listed>> =
            listed.into_iter().map(|json| self.block(json, &text, moved.as_deref())).collect();
        let (mut blocks, mut left_out) = (read.is_some().then(Vec::new), Vec::new());
        for listed in read.into_iter().flatten() {
            match listed {
                Listed::Block(block) => blocks.get_or_insert_default().push(block),
                Listed::LeftOut(piece) => left_out.push(piece),
            }
        }
        let name = DocumentId::new(id);
        let fitting = blocks
            .filter(|_| has_blocks)
            .and_then(|blocks| Document::new(name.clone(), text.clone(), &blocks, metadata.clone()).ok());
        let mut document = fitting.unwrap_or_else(|| {
            if has_blocks {
                self.warn(at, Problem::BlocksReplaced, None);
            }
            let found = plain::article(&text);
            if metadata == Metadata::default() {
                metadata = found.metadata;
            }
            Document::new(name, text.clone(), &found.blocks, metadata).expect("found blocks cover the text in order")
        });
        document.added = added;
        document.assignee = assignee.map(Annotator::new);
        left_out.sort_by_key(|piece: &LeftOut| piece.at);
        document.left_out = left_out.into();
        document.unknown = record.rest();
        Some(Readable { document: Arc::new(document), moved })
    }

    fn block(&self, json: &str, text: &Text, moved: Option<&[usize]>) -> Option<Listed> {
        let mut record = Record::parse(json).ok()?;
        let start = self.offset(record.number("start").ok()??, text, moved)?;
        let end = self.offset(record.number("end").ok()??, text, moved)?;
        let role = names::role_named(&record.string("role").ok()??)?;
        if record.yes_no("kept").ok()? == Some(false) {
            let words = Canonical::from(record.string("text").ok()??.as_str()).text;
            return Some(Listed::LeftOut(LeftOut { at: start, role, text: words.as_str().into() }));
        }
        Some(Listed::Block(Block { range: Range::new(start, end)?, role }))
    }

    fn metadata(&mut self, at: &str, mut record: Record<'_>) -> Metadata {
        Metadata {
            title: self.lenient(at, record.string("title")),
            byline: self.lenient(at, record.string("byline")),
            published: self.lenient(at, record.string("published")),
            source: self.lenient(at, record.string("source")),
            site: self.lenient(at, record.string("site")),
            language: self.lenient(at, record.string("language")),
            unknown: record.rest(),
        }
    }

    fn set<'d>(
        &mut self,
        at: &str,
        json: &str,
        find: &dyn Fn(&str) -> Option<&'d Readable>,
        names: &mut Unique,
        schema: &mut Schema,
    ) -> Result<AnnotationSet, Stopped> {
        let mut record = parse(json)?;
        let about = needed(record.string("document"), "document")?;
        let readable = find(&about).ok_or(Problem::NoDocument(about))?;
        let annotator = self.lenient(at, record.string("annotator")).unwrap_or_default();
        let id = self.lenient(at, record.string("id")).unwrap_or_else(|| format!("set-{}", names.len() + 1));
        let id = self.unique(at, id, names);
        let status = self.lenient(at, record.string("status"));
        let status = status.map_or(Status::default(), |name| {
            names::status_named(&name).unwrap_or_else(|| {
                self.warn(at, Problem::Unknown("status", name), None);
                Status::default()
            })
        });
        let mut taken = Unique::default();
        let mut spans = Vec::new();
        for (n, json) in self.lenient(at, record.list("spans")).into_iter().enumerate() {
            let at = format!("{at}.spans[{n}]");
            match self.span(&at, json, readable, &mut taken) {
                Ok(span) => {
                    self.know_label(&at, schema, &span.label);
                    spans.push(Arc::new(span));
                }
                Err(problem) => self.warn(&at, problem, Some(json)),
            }
        }
        let mut taken_relations = Unique::default();
        let mut relations = Vec::new();
        for (n, json) in self.lenient(at, record.list("relations")).into_iter().enumerate() {
            let at = format!("{at}.relations[{n}]");
            match read_relation(json) {
                Ok(relation) if !taken.contains(relation.from.as_str()) || !taken.contains(relation.to.as_str()) => {
                    self.warn(&at, Problem::LooseRelation, Some(json));
                }
                Ok(mut relation) => {
                    relation.id = RelationId::new(self.unique(&at, relation.id.to_string(), &mut taken_relations));
                    relations.push(Arc::new(relation));
                }
                Err(problem) => self.warn(&at, problem, Some(json)),
            }
        }
        let document_labels = self.lenient(at, record.record("document_labels"));
        let document_labels = read_values(document_labels).unwrap_or_else(|problem| {
            self.warn(at, problem, None);
            BTreeMap::new()
        });
        let mut conflicts = BTreeMap::new();
        for (n, json) in self.lenient(at, record.list("conflicts")).into_iter().enumerate() {
            let (text, moved) = (readable.document.text(), readable.moved.as_deref());
            match conflict_with(json, &mut |record| self.placed(record, text, moved)) {
                Ok(conflict) => drop(conflicts.insert(conflict.id.clone(), Arc::new(conflict))),
                Err(problem) => self.warn(&format!("{at}.conflicts[{n}]"), problem, Some(json)),
            }
        }
        let document = readable.document.id().clone();
        let mut set = AnnotationSet::new(SetId::new(id), document, Annotator::new(annotator));
        set.status = status;
        set.document_labels = document_labels;
        set.conflicts = Arc::new(conflicts);
        set.unknown = record.rest();
        Ok(set.with(spans, relations))
    }

    fn span(&mut self, at: &str, json: &str, readable: &Readable, taken: &mut Unique) -> Result<Span, Stopped> {
        let text = readable.document.text();
        let moved = readable.moved.as_deref();
        let mut cuts = false;
        let mut span = span_with(json, |record| {
            let range = self.placed(record, text, moved)?;
            cuts |= words::whole_graphemes(text, range) != range;
            Ok(range)
        })?;
        span.id = SpanId::new(self.unique(at, span.id.to_string(), taken));
        if cuts {
            self.warn(at, Problem::CutsGrapheme, None);
        }
        Ok(span)
    }

    /// The range a record tells by `start`, `end` and `quote`.
    fn placed(&self, record: &mut Record<'_>, text: &Text, moved: Option<&[usize]>) -> Result<Range, Stopped> {
        let start = needed(record.number("start"), "start")?;
        let end = needed(record.number("end"), "end")?;
        let quote = record.string("quote")?;
        if end <= start {
            return Err(Problem::Empty);
        }
        let offset = |n| self.offset(n, text, moved).ok_or_else(|| self.misplaced(n, text));
        let range = Range::new(offset(start)?, offset(end)?).filter(|range| !range.is_empty()).ok_or(Problem::Empty)?;
        match quote {
            Some(quote)
                if quote != text.quote(range)
                    && (moved.is_none() || Text::new(&quote).as_str() != text.quote(range)) =>
            {
                Err(Problem::QuoteDiffers { quote, found: text.quote(range).chars().take(200).collect() })
            }
            _ => Ok(range),
        }
    }

    fn misplaced(&self, n: usize, text: &Text) -> Problem {
        let length = match self.unit {
            Unit::CodePoint => text.code_points(),
            Unit::Utf16 => text.utf16(text.end()),
            Unit::Byte => text.len(),
        };
        if n > length { Problem::OutOfRange } else { Problem::InsideCharacter }
    }

    fn offset(&self, n: usize, text: &Text, moved: Option<&[usize]>) -> Option<Offset> {
        match (self.unit, moved) {
            (Unit::CodePoint, None) => text.at_code_point(n),
            (Unit::CodePoint, Some(moved)) => text.at_code_point(*moved.get(n)?),
            (Unit::Utf16, _) => text.at_utf16(n),
            (Unit::Byte, _) => text.offset(n),
        }
    }

    /// The name, or the next free one like it.
    fn unique(&mut self, at: &str, id: String, names: &mut Unique) -> String {
        let Some(renamed) = names.rename(&id) else {
            return id;
        };
        self.warn(at, Problem::DuplicateId { id, renamed: renamed.clone() }, None);
        renamed
    }

    fn know_label(&mut self, at: &str, schema: &mut Schema, label: &LabelId) {
        self.known.catch_up(schema);
        if !self.known.has_label(label.as_str()) {
            schema.labels.push(Label::plain(label.as_str(), label.as_str(), schema.labels.len()));
            self.warn(at, Problem::LabelAdded(label.to_string()), None);
        }
    }
}

pub(super) fn parse(json: &str) -> Result<Record<'_>, Stopped> {
    Record::parse(json).map_err(|_| Problem::Wrong(WrongField { field: "", expected: "an object" }))
}

fn attribute(json: &str) -> Result<Attribute, Stopped> {
    let mut record = parse(json)?;
    let id = needed(record.string("id"), "id")?;
    let options = record.strings("options")?;
    let kind = record.string("type")?.unwrap_or_else(|| "text".into());
    let kind =
        names::kind_named(&kind, options).ok_or(Problem::Unknown("type", kind)).or_else(|problem| match problem {
            Problem::Unknown(..) => Ok::<AttributeKind, Problem>(AttributeKind::Text),
            other => Err(other),
        })?;
    Ok(Attribute {
        name: record.string("name")?.unwrap_or_else(|| id.clone()),
        id: AttributeId::new(id),
        kind,
        required: record.yes_no("required")?.unwrap_or_default(),
        unknown: record.rest(),
    })
}

fn relation_type(json: &str) -> Result<RelationType, Stopped> {
    let mut record = parse(json)?;
    let id = needed(record.string("id"), "id")?;
    let labels = |names: Vec<String>| names.into_iter().map(LabelId::new).collect();
    Ok(RelationType {
        name: record.string("name")?.unwrap_or_else(|| id.clone()),
        id: RelationTypeId::new(id),
        from: labels(record.strings("from")?),
        to: labels(record.strings("to")?),
        unknown: record.rest(),
    })
}

/// Reads a label set that was written by this program, without the guidelines.
pub fn read_schema(record: Record<'_>) -> (Schema, Vec<Warning>) {
    let mut reader = Reader::default();
    let schema = reader.schema(record);
    (schema, reader.warnings)
}

/// Reads what is known about a document; what should be a string and is none stays as it is.
pub fn read_metadata(mut record: Record<'_>) -> Metadata {
    Metadata {
        title: record.text("title"),
        byline: record.text("byline"),
        published: record.text("published"),
        source: record.text("source"),
        site: record.text("site"),
        language: record.text("language"),
        unknown: record.rest(),
    }
}

/// Reads the name of a status.
pub fn read_status(name: &str) -> Option<Status> {
    names::status_named(name)
}

/// Reads a span whose offsets are code points of the text.
///
/// # Errors
/// If it can't be placed.
pub fn read_span(json: &str, text: &Text) -> Result<Span, Problem> {
    let reader = Reader::default();
    span_with(json, |record| reader.placed(record, text, None))
}

/// Reads a span, placing each range it tells.
fn span_with(json: &str, mut place: impl FnMut(&mut Record<'_>) -> Result<Range, Stopped>) -> Result<Span, Stopped> {
    let mut record = parse(json)?;
    let hull = place(&mut record)?;
    let mut fragments = Vec::new();
    for json in record.list("fragments")? {
        fragments.push(place(&mut parse(json)?)?);
    }
    let fragments = if fragments.is_empty() { vec![hull] } else { fragments };
    let provenance = shared_provenance(record.take("provenance"), &mut place)?;
    Ok(Span {
        id: SpanId::new(needed(record.string("id"), "id")?),
        label: LabelId::new(needed(record.string("label"), "label")?),
        fragments: Fragments::new(&fragments).ok_or(Problem::Empty)?,
        attributes: read_values(record.record("attributes")?)?,
        // What is no string is another program's field, as older records have it.
        entry: record.text("entry").map(EntryId::new),
        note: record.string("note")?.unwrap_or_default(),
        origin: Origin(record.string("origin")?.unwrap_or_default().into()),
        created: record.string("created")?.unwrap_or_default().into(),
        modified: record.string("modified")?.unwrap_or_default().into(),
        provenance,
        unknown: record.rest(),
    })
}

/// Reads a conflict whose offsets are code points of the text.
///
/// # Errors
/// If it can't be placed, or a field is missing or wrong.
pub fn read_conflict(json: &str, text: &Text) -> Result<Conflict, Problem> {
    let reader = Reader::default();
    conflict_with(json, &mut |record| reader.placed(record, text, None))
}

/// Reads a relation.
///
/// # Errors
/// If a field is missing or wrong.
pub fn read_relation(json: &str) -> Result<Relation, Problem> {
    let mut record = parse(json)?;
    Ok(Relation {
        id: RelationId::new(needed(record.string("id"), "id")?),
        kind: RelationTypeId::new(needed(record.string("type"), "type")?),
        from: SpanId::new(needed(record.string("from"), "from")?),
        to: SpanId::new(needed(record.string("to"), "to")?),
        note: record.string("note")?.unwrap_or_default(),
        origin: Origin(record.string("origin")?.unwrap_or_default().into()),
        created: record.string("created")?.unwrap_or_default().into(),
        modified: record.string("modified")?.unwrap_or_default().into(),
        unknown: record.rest(),
    })
}

/// Reads values of attributes.
///
/// # Errors
/// If one is neither string, strings, number nor truth value.
pub fn read_values(record: Record<'_>) -> Result<BTreeMap<AttributeId, AttributeValue>, Problem> {
    let mut values = BTreeMap::new();
    for (name, json) in record.rest().into_iter().filter(|(_, json)| json != "null") {
        let value = read_value(&json).ok_or(Problem::Unknown("attributes", json))?;
        values.insert(AttributeId::new(name), value);
    }
    Ok(values)
}

/// Reads the value of an attribute; nothing if it is neither string, strings, number nor truth value.
pub fn read_value(json: &str) -> Option<AttributeValue> {
    match json {
        "true" | "false" => Some(AttributeValue::YesNo(json == "true")),
        _ => read_string(json)
            .map(AttributeValue::Text)
            .or_else(|| strings(json).map(AttributeValue::Texts))
            .or_else(|| Number::parse(json).map(AttributeValue::Number)),
    }
}

/// Where each code point of a text, and its end, comes to stand when the text is made canonical.
fn moved_code_points(raw: &str) -> Vec<usize> {
    let mut moved = Vec::with_capacity(raw.len() + 1);
    let mut place = 0;
    let mut before = None;
    let byte_order_marks = raw.len() - raw.trim_start_matches('\u{feff}').len();
    for (at, character) in raw.char_indices() {
        if character == '\n' && before == Some('\r') {
            // The line end has been counted at its CR.
            moved.push(place);
        } else {
            moved.push(place);
            place += usize::from(at >= byte_order_marks);
        }
        before = Some(character);
    }
    moved.push(place);
    moved
}
