//! Reading a file and making the records of its documents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{frame, manifest, unframe};
use crate::app::record::{Checkpoint, CheckpointWriter, Version, document_records, key, write_project};
use crate::app::state::ProjectInfo;
use crate::domain::annotation::AnnotationSet;
use crate::domain::article::plain;
use crate::domain::document::Document;
use crate::domain::formats::json::{Record, object};
use crate::domain::formats::postil::{self, ReadError};
use crate::domain::id::{Annotator, DocumentId, ProjectId};
use crate::domain::project::Project;
use crate::domain::text::{Canonical, LONGEST_TEXT, Repairs};

/// A file to be read.
#[derive(Clone, Debug)]
pub struct ImportJob {
    /// Its name, or nothing for pasted text.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// The project it comes into unless it names its own.
    pub project: ProjectInfo,
    /// The projects there are.
    pub projects: Vec<ProjectInfo>,
    /// The documents there are.
    pub known: Vec<KnownDocument>,
    /// The time, as RFC 3339.
    pub now: String,
    /// A fresh name, from which those of new documents are made.
    pub seed: String,
}

/// A document that is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDocument {
    /// Its project.
    pub project: ProjectId,
    /// Its name.
    pub id: DocumentId,
    /// The hash of its text.
    pub sha256: String,
    /// Who has annotated it.
    pub annotators: Vec<Annotator>,
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The project it came into, with the record to be written if it is new or has new labels.
    pub target: Target,
    /// The records to be written, those of one document together.
    pub documents: Vec<Vec<Stored>>,
    /// How many new documents there are.
    pub added: usize,
    /// How many annotation sets there are.
    pub sets: usize,
    /// Documents that were there already; sets may have been added to them.
    pub duplicates: Vec<DocumentId>,
    /// What could not be read as it stands: place, what, details.
    pub warnings: Vec<(String, String, String)>,
    /// What was changed to make a plain text canonical.
    pub repaired: bool,
}

/// Where documents go.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The project's name.
    pub id: ProjectId,
    /// The project's record, if it is to be written.
    pub record: Option<Vec<u8>>,
}

/// A record to be written: the store it belongs to, its key, its bytes.
pub type Stored = (StoredIn, String, Vec<u8>);

/// Which store a record belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoredIn {
    /// Headers of documents.
    Documents,
    /// Chunks of texts and blocks.
    Chunks,
    /// Heads of sets.
    Heads,
    /// Chunks of checkpoints.
    Checkpoints,
}

/// Why nothing was made of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing but white space in it.
    Empty,
    /// It is neither text nor a file of a known kind.
    Binary,
    /// It is JSON of another kind.
    OtherJson,
    /// It is longer than a document can be.
    TooLong,
    /// It looks like Postil JSON but is broken or cut off; line and column, from 1.
    BrokenJson(usize, usize),
    /// It was written by a newer version.
    Newer(usize),
    /// The worker gave no answer.
    NoAnswer,
}

impl ImportJob {
    /// The frames of the job.
    pub fn write(&self) -> Vec<u8> {
        let mut frames = vec![
            manifest(|fields| {
                fields.string("job", "import");
                fields.string("name", &self.name);
                fields.string("now", &self.now);
                fields.string("seed", &self.seed);
                fields.list("known", "", self.known.iter(), |out, known| {
                    object(out, |fields| {
                        fields.string("project", known.project.as_str());
                        fields.string("id", known.id.as_str());
                        fields.string("sha256", &known.sha256);
                        fields.strings("annotators", known.annotators.iter().map(Annotator::as_str));
                    });
                });
            }),
            self.bytes.clone(),
            write_project(&self.project),
        ];
        frames.extend(self.projects.iter().map(write_project));
        frame(&frames)
    }

    fn read(mut record: Record<'_>, frames: &[&[u8]]) -> Option<Self> {
        let (bytes, projects) = frames.split_first()?;
        let mut projects = projects.iter().filter_map(|sealed| crate::app::record::read_project(sealed).ok());
        let known = record.list("known").ok()?.into_iter().filter_map(|json| {
            let mut record = Record::parse(json).ok()?;
            Some(KnownDocument {
                project: ProjectId::new(record.string("project").ok()??),
                id: DocumentId::new(record.string("id").ok()??),
                sha256: record.string("sha256").ok()??,
                annotators: record.strings("annotators").ok()?.into_iter().map(Annotator::new).collect(),
            })
        });
        Some(Self {
            known: known.collect(),
            name: record.string("name").ok()??,
            bytes: bytes.to_vec(),
            project: projects.next()?,
            projects: projects.collect(),
            now: record.string("now").ok()??,
            seed: record.string("seed").ok()??,
        })
    }
}

pub(super) fn run(record: Record<'_>, frames: &[&[u8]], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    let outcome = ImportJob::read(record, frames).ok_or(Refusal::NoAnswer).and_then(|job| job.run(progress));
    write_outcome(&outcome)
}

impl ImportJob {
    fn run(&self, progress: &mut dyn FnMut(f64)) -> Result<Imported, Refusal> {
        progress(0.0);
        if postil::looks_like(&self.bytes) || self.name.to_lowercase().ends_with(".json") {
            return self.read_postil(progress);
        }
        let Canonical { text, repairs } = decoded(&self.bytes)?;
        if text.as_str().trim().is_empty() {
            return Err(Refusal::Empty);
        }
        if text.len() > LONGEST_TEXT {
            return Err(Refusal::TooLong);
        }
        let mut document = plain::document(DocumentId::new(self.seed.as_str()), text);
        if !self.name.is_empty() {
            document.metadata.source = Some(self.name.clone());
            if document.metadata.title.is_none() {
                let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
                document.metadata.title = Some(stem.to_owned());
            }
        }
        let mut project = Project::new(self.project.id.clone(), "");
        project.documents.push(Arc::new(document));
        let mut imported = self.records(&project, &Target { id: self.project.id.clone(), record: None }, progress);
        imported.repaired = repairs != Repairs::default();
        Ok(imported)
    }

    fn read_postil(&self, progress: &mut dyn FnMut(f64)) -> Result<Imported, Refusal> {
        let read = postil::read(&self.bytes).map_err(|error| match error {
            ReadError::NotText(_) => Refusal::Binary,
            ReadError::NotPostil => Refusal::OtherJson,
            ReadError::NotJson { line, column } => Refusal::BrokenJson(line, column),
        })?;
        if let Some(version) = read.newer {
            return Err(Refusal::Newer(version as usize));
        }
        progress(0.4);
        let mut imported = self.records(&read.project, &self.target(&read.project), progress);
        let misread = read.warnings.iter().map(|warning| {
            let (what, details) = warning.problem.described();
            (warning.at.to_string(), what.to_owned(), details)
        });
        imported.warnings.splice(..0, misread);
        Ok(imported)
    }

    /// Whether a document of the file is in the project that is shown: then the file is another's work on that project.
    fn shown_shares_text_with(&self, read: &Project) -> bool {
        let shown = self.known.iter().filter(|known| known.project == self.project.id);
        let hashes: BTreeSet<&str> = shown.map(|known| known.sha256.as_str()).collect();
        read.documents.iter().any(|document| hashes.contains(document.text().sha256()))
    }

    /// The project the file names, or the one that is shown if the file names none or is work on its documents; with the
    /// labels the file has and the project hasn't.
    fn target(&self, read: &Project) -> Target {
        let named = (!read.id.as_str().is_empty()).then_some(&read.id);
        let existing = match named.and_then(|id| self.projects.iter().find(|project| project.id == *id)) {
            None if named.is_none() || self.shown_shares_text_with(read) => Some(&self.project),
            found => found,
        };
        let mut project = existing.cloned().unwrap_or_else(|| ProjectInfo {
            id: read.id.clone(),
            name: if read.name.is_empty() { self.project.name.clone() } else { read.name.clone() },
            schema: read.schema.clone(),
            unknown: Vec::new(),
        });
        let known = project.unknown.len();
        for field in &read.unknown {
            if project.unknown.iter().all(|(name, _)| *name != field.0) {
                project.unknown.push(field.clone());
            }
        }
        let mut schema = (*project.schema).clone();
        schema
            .labels
            .extend(read.schema.labels.iter().filter(|label| project.schema.label(&label.id).is_none()).cloned());
        schema
            .relations
            .extend(read.schema.relations.iter().filter(|kind| project.schema.relation(&kind.id).is_none()).cloned());
        let changed = existing.is_none() || schema != *project.schema || project.unknown.len() > known;
        project.schema = Arc::new(schema);
        Target { id: project.id.clone(), record: changed.then(|| write_project(&project)) }
    }

    fn records(&self, read: &Project, target: &Target, progress: &mut dyn FnMut(f64)) -> Imported {
        let known: Vec<&KnownDocument> = self.known.iter().filter(|known| known.project == target.id).collect();
        let by_hash: BTreeMap<&str, &KnownDocument> =
            known.iter().map(|known| (known.sha256.as_str(), *known)).collect();
        let mut names: BTreeSet<DocumentId> = known.iter().map(|known| known.id.clone()).collect();
        let mut imported = Imported {
            target: target.clone(),
            documents: Vec::new(),
            added: 0,
            sets: 0,
            duplicates: Vec::new(),
            warnings: Vec::new(),
            repaired: false,
        };
        for (n, document) in read.documents.iter().enumerate() {
            progress(0.4 + 0.6 * n as f64 / read.documents.len() as f64);
            let there = by_hash.get(document.text().sha256()).copied();
            let mut stored = Vec::new();
            let id = match there {
                Some(known) => known.id.clone(),
                None => {
                    let taken = names.contains(document.id()) || document.id().as_str().is_empty();
                    let id = if taken { DocumentId::new(format!("{}-{n}", self.seed)) } else { document.id().clone() };
                    names.insert(id.clone());
                    id
                }
            };
            let mut document = document.renamed(id);
            if there.is_none() {
                if document.added.is_empty() {
                    document.added = self.now.clone();
                }
                store_document(&mut stored, &document, &target.id);
                imported.added += 1;
            }
            let document = Arc::new(document);
            let original = read.documents[n].id();
            let mut worked: BTreeSet<Annotator> =
                there.map(|known| known.annotators.iter().cloned().collect()).unwrap_or_default();
            for set in read.sets_of(original) {
                if worked.insert(set.annotator.clone()) {
                    store_set(&mut stored, set, &document, &target.id, &self.now);
                    imported.sets += 1;
                } else {
                    imported.warnings.push((
                        document.title().to_owned(),
                        "set-exists".into(),
                        set.annotator.to_string(),
                    ));
                }
            }
            if there.is_some() {
                imported.duplicates.push(document.id().clone());
            }
            if !stored.is_empty() {
                imported.documents.push(stored);
            }
        }
        imported
    }
}

fn store_document(stored: &mut Vec<Stored>, document: &Document, project: &ProjectId) {
    let (header, chunks) = document_records(document, project, document.text().sha256());
    let key = key::document(project, document.id());
    let chunks = chunks.into_iter().enumerate();
    stored.push((StoredIn::Documents, key.clone(), header.write()));
    stored.extend(chunks.map(|(n, chunk)| (StoredIn::Chunks, key::chunk(&key, n), chunk)));
}

fn store_set(
    stored: &mut Vec<Stored>,
    set: &Arc<AnnotationSet>,
    document: &Arc<Document>,
    project: &ProjectId,
    now: &str,
) {
    let mut set = AnnotationSet::clone(set);
    set.document = document.id().clone();
    let version = Version::of(Arc::new(set));
    let key = key::head(&key::document(project, document.id()), &version.set.annotator);
    let chunks: Vec<Vec<u8>> = CheckpointWriter::new(version.set.clone(), document.clone()).collect();
    let checkpoint = Checkpoint { revision: 0, lamport: 0, chunks: chunks.len() };
    stored.push((StoredIn::Heads, key.clone(), version.head(now, Some(checkpoint)).write()));
    let chunks = chunks.into_iter().enumerate();
    stored.extend(chunks.map(|(n, chunk)| (StoredIn::Checkpoints, key::checkpoint(&key, 0, n), chunk)));
}

/// The text in the bytes: UTF-16 behind its byte order mark, else strict UTF-8.
fn decoded(bytes: &[u8]) -> Result<Canonical, Refusal> {
    let units = |read: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes[2..].as_chunks::<2>().0.iter().map(|unit| read(*unit)).collect()
    };
    let canonical = match bytes {
        [0xff, 0xfe, ..] => Canonical::from(units(u16::from_le_bytes).as_slice()),
        [0xfe, 0xff, ..] => Canonical::from(units(u16::from_be_bytes).as_slice()),
        _ => Canonical::from(std::str::from_utf8(bytes).map_err(|_| Refusal::Binary)?),
    };
    // A text has no NUL: files of other kinds do, and nearly all of them early.
    if canonical.repairs.nul_characters > 0 {
        return Err(Refusal::Binary);
    }
    Ok(canonical)
}

fn write_outcome(outcome: &Result<Imported, Refusal>) -> Vec<u8> {
    let mut frames = vec![manifest(|fields| match outcome {
        Err(refusal) => {
            let (code, one, two) = match refusal {
                Refusal::Empty => ("empty", 0, 0),
                Refusal::Binary => ("binary", 0, 0),
                Refusal::OtherJson => ("other-json", 0, 0),
                Refusal::TooLong => ("too-long", 0, 0),
                Refusal::BrokenJson(line, column) => ("broken-json", *line, *column),
                Refusal::Newer(version) => ("newer", *version, 0),
                Refusal::NoAnswer => ("no-answer", 0, 0),
            };
            fields.string("refused", code);
            fields.number("one", one as u64);
            fields.number("two", two as u64);
        }
        Ok(imported) => {
            fields.string("project", imported.target.id.as_str());
            fields.flag("project_changed", imported.target.record.is_some());
            fields.number("added", imported.added as u64);
            fields.number("sets", imported.sets as u64);
            fields.flag("repaired", imported.repaired);
            fields.strings("duplicates", imported.duplicates.iter().map(DocumentId::as_str));
            fields.list("warnings", "", imported.warnings.iter(), |out, (at, what, details)| {
                object(out, |fields| {
                    fields.string("at", at);
                    fields.string("what", what);
                    fields.text("details", details);
                });
            });
        }
    })];
    if let Ok(imported) = outcome {
        frames.extend(imported.target.record.clone());
        for document in &imported.documents {
            let records = document
                .iter()
                .flat_map(|(store, key, bytes)| [vec![*store as u8], key.clone().into_bytes(), bytes.clone()]);
            frames.push(frame(&records.collect::<Vec<_>>()));
        }
    }
    frame(&frames)
}

impl Imported {
    /// Reads the outcome of a job.
    ///
    /// # Errors
    /// If nothing was made of the file.
    pub fn read(outcome: &[u8]) -> Result<Self, Refusal> {
        let frames = unframe(outcome);
        let (manifest, rest) = frames.split_first().ok_or(Refusal::NoAnswer)?;
        let mut record =
            std::str::from_utf8(manifest).ok().and_then(|json| Record::parse(json).ok()).ok_or(Refusal::NoAnswer)?;
        let mut number = |name| record.number(name).ok().flatten().unwrap_or_default();
        let (one, two, added, sets) = (number("one"), number("two"), number("added"), number("sets"));
        if let Ok(Some(code)) = record.string("refused") {
            return Err(match code.as_str() {
                "empty" => Refusal::Empty,
                "binary" => Refusal::Binary,
                "other-json" => Refusal::OtherJson,
                "too-long" => Refusal::TooLong,
                "broken-json" => Refusal::BrokenJson(one, two),
                "newer" => Refusal::Newer(one),
                _ => Refusal::NoAnswer,
            });
        }
        let changed = record.yes_no("project_changed").ok().flatten().unwrap_or_default();
        let (project, documents) = rest.split_at(usize::from(changed).min(rest.len()));
        let warnings = record.list("warnings").unwrap_or_default().into_iter().filter_map(|json| {
            let mut record = Record::parse(json).ok()?;
            let mut text = |name| record.string(name).ok().flatten();
            Some((text("at")?, text("what")?, text("details").unwrap_or_default()))
        });
        let warnings = warnings.collect();
        Ok(Self {
            target: Target {
                id: ProjectId::new(record.string("project").ok().flatten().ok_or(Refusal::NoAnswer)?),
                record: project.first().map(|record| record.to_vec()),
            },
            documents: documents.iter().map(|frames| read_stored(frames)).collect(),
            added,
            sets,
            duplicates: record.strings("duplicates").unwrap_or_default().into_iter().map(DocumentId::new).collect(),
            warnings,
            repaired: record.yes_no("repaired").ok().flatten().unwrap_or_default(),
        })
    }
}

fn read_stored(frames: &[u8]) -> Vec<Stored> {
    const STORES: [StoredIn; 4] = [StoredIn::Documents, StoredIn::Chunks, StoredIn::Heads, StoredIn::Checkpoints];
    let frames = unframe(frames);
    let records = frames.as_chunks::<3>().0.iter().filter_map(|[store, key, bytes]| {
        let store = *STORES.get(usize::from(*store.first()?))?;
        Some((store, std::str::from_utf8(key).ok()?.to_owned(), bytes.to_vec()))
    });
    records.collect()
}
