//! Reading files and making the records of their documents.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

mod library;
mod outcome;
mod similar;

use super::{draft, frame, manifest, unframe};
use library::Library;
use similar::Similar;

use crate::app::record::{Checkpoint, CheckpointWriter, Version, document_records, key, read_project, write_project};
use crate::app::state::ProjectInfo;
use crate::domain::annotation::{AnnotationSet, Span};
use crate::domain::article::draft::{Decoding, Draft};
use crate::domain::article::{complete, plain};
use crate::domain::dataset::near_duplicates::Sketch;
use crate::domain::document::{Document, Metadata};
use crate::domain::formats::Format;
use crate::domain::formats::files::{Files, InMemory};
use crate::domain::formats::groups::{Group, Only, groups};
use crate::domain::formats::intake::{Collected, Unreadable};
use crate::domain::formats::json::{Record, object};
use crate::domain::formats::postil::{self, ReadError};
use crate::domain::formats::problem::Warning;
use crate::domain::id::{Annotator, DocumentId, LabelId, ProjectId};
use crate::domain::project::Project;
use crate::domain::text::LONGEST_TEXT;

/// Files in memory, each by its path; a clone is the same ones.
pub type SharedFiles = Arc<Vec<(String, Vec<u8>)>>;

/// Files to be read together: one that was opened, all that were dropped, or pasted text.
#[derive(Clone, Debug)]
pub struct ImportJob {
    /// Each by its path; pasted text has none.
    pub files: SharedFiles,
    /// How texts among them were read that were not in UTF-8, by their paths.
    pub decodings: Vec<(String, Decoding)>,
    /// Articles that were read already, each by its path and as its frames.
    pub drafts: SharedFiles,
    /// What somebody says of files that are not what they look like, or of whom they are.
    pub choices: Vec<Choice>,
    /// The project they come into unless they name their own.
    pub project: ProjectInfo,
    /// The projects there are.
    pub projects: Vec<ProjectInfo>,
    /// The documents there are.
    pub known: Vec<KnownDocument>,
    /// The shown project's documents as they are stored, header and chunks, so that work on nearly the same text finds its place;
    /// not needed as long as no file has work on a text that isn't known.
    pub texts: Vec<(Vec<u8>, Vec<Vec<u8>>)>,
    /// The time, as RFC 3339.
    pub now: String,
    /// A fresh name, from which those of new documents are made.
    pub seed: String,
}

/// What files are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The text of an article.
    Article,
    /// Annotated documents.
    Format(Format),
}

impl Reading {
    /// Its short name: that of the format, or `article`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => ARTICLE,
            Self::Format(format) => format.name(),
        }
    }

    /// What has this name.
    pub fn named(name: &str) -> Option<Self> {
        if name == ARTICLE { Some(Self::Article) } else { Format::named(name).map(Self::Format) }
    }
}

const ARTICLE: &str = "article";

/// What somebody says of files that belong together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The path of the first of them.
    pub name: String,
    /// What they are read as, if not as what they look like.
    pub reading: Option<Reading>,
    /// Whose work it is, where the files don't say.
    pub annotator: Option<String>,
    /// The encoding its text is in, by the WHATWG's name, if it isn't the one it looks like. The reader goes by it.
    pub encoding: Option<String>,
}

/// What became of files that belong together.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedGroup {
    /// The path of the first of them.
    pub name: String,
    /// What they were read as.
    pub reading: Reading,
    /// What was made of them, or why nothing.
    pub outcome: Result<Imported, Refusal>,
    /// The article as it was found, if it is the only one that was read.
    pub draft: Option<Draft>,
}

/// A document that is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDocument {
    /// Its project.
    pub project: ProjectId,
    /// Its name.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// The hash of its text.
    pub sha256: String,
    /// The sketch of its text, by which it is compared with others; empty if it has none.
    pub sketch: String,
    /// Who has annotated it.
    pub annotators: Vec<Annotator>,
}

/// What was made of files.
#[derive(Clone, Debug, PartialEq)]
pub struct Imported {
    /// The project they came into, with the record to be written if it is new or has new labels.
    pub target: Target,
    /// The records to be written, those of one document together.
    pub documents: Vec<Vec<Stored>>,
    /// How many new documents there are.
    pub added: usize,
    /// How many annotation sets there are.
    pub sets: usize,
    /// How many spans those have.
    pub spans: usize,
    /// Whose sets they are.
    pub annotators: Vec<Annotator>,
    /// Whether the files don't say whose, so that somebody should.
    pub is_nameless: bool,
    /// Whether there is work on texts that aren't known.
    pub is_on_new_texts: bool,
    /// Documents that were there already; sets may have been added to them.
    pub duplicates: Vec<DocumentId>,
    /// What could not be read as it stands: place, what, details.
    pub warnings: Vec<(String, String, String)>,
    /// How many pieces of the sources are left out of the articles.
    pub left_out: usize,
    /// What is known of the article, if one was read.
    pub metadata: Option<Metadata>,
}

impl Imported {
    /// Nothing yet.
    pub(super) fn nothing(target: Target) -> Self {
        Self {
            target,
            documents: Vec::new(),
            added: 0,
            sets: 0,
            spans: 0,
            annotators: Vec::new(),
            is_nameless: false,
            is_on_new_texts: false,
            duplicates: Vec::new(),
            warnings: Vec::new(),
            left_out: 0,
            metadata: None,
        }
    }
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
    /// It is JSON of no known kind.
    OtherJson,
    /// It is not of the format somebody said it is; why.
    OtherFormat(String),
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
                fields.strings("paths", self.files.iter().map(|(path, _)| path.as_str()));
                fields.strings("decoded", self.decodings.iter().map(|(path, _)| path.as_str()));
                fields.strings("drafts", self.drafts.iter().map(|(path, _)| path.as_str()));
                fields.string("now", &self.now);
                fields.string("seed", &self.seed);
                fields.list("choices", "", self.choices.iter(), |out, choice| {
                    object(out, |fields| {
                        fields.string("name", &choice.name);
                        fields.text("reading", choice.reading.map_or("", Reading::name));
                        fields.text("annotator", choice.annotator.as_deref().unwrap_or_default());
                    });
                });
                fields.list("known", "", self.known.iter(), |out, known| {
                    object(out, |fields| {
                        fields.string("project", known.project.as_str());
                        fields.string("id", known.id.as_str());
                        fields.string("title", &known.title);
                        fields.string("sha256", &known.sha256);
                        fields.text("sketch", &known.sketch);
                        fields.strings("annotators", known.annotators.iter().map(Annotator::as_str));
                    });
                });
            }),
            frame(&self.files.iter().map(|(_, bytes)| bytes.clone()).collect::<Vec<_>>()),
            frame(
                &self.texts.iter().map(|(header, chunks)| frame(&[header.clone(), frame(chunks)])).collect::<Vec<_>>(),
            ),
            frame(&self.drafts.iter().map(|(_, draft)| draft.clone()).collect::<Vec<_>>()),
            frame(&self.decodings.iter().map(|(_, decoding)| draft::write_decoding(decoding)).collect::<Vec<_>>()),
            write_project(&self.project),
        ];
        frames.extend(self.projects.iter().map(write_project));
        frame(&frames)
    }

    fn read(mut record: Record<'_>, frames: &[&[u8]]) -> Option<Self> {
        let [files, texts, drafts, decodings, projects @ ..] = frames else {
            return None;
        };
        let texts = unframe(texts).into_iter().filter_map(|text| {
            let [header, chunks] = unframe(text).try_into().ok()?;
            Some((header.to_vec(), unframe(chunks).into_iter().map(<[u8]>::to_vec).collect()))
        });
        let mut projects = projects.iter().filter_map(|sealed| read_project(sealed).ok());
        let known = record.list("known").ok()?.into_iter().filter_map(|json| {
            let mut record = Record::parse(json).ok()?;
            Some(KnownDocument {
                project: ProjectId::new(record.string("project").ok()??),
                id: DocumentId::new(record.string("id").ok()??),
                title: record.string("title").ok()??,
                sha256: record.string("sha256").ok()??,
                sketch: record.string("sketch").ok()?.unwrap_or_default(),
                annotators: record.strings("annotators").ok()?.into_iter().map(Annotator::new).collect(),
            })
        });
        let known = known.collect();
        let choices = record.list("choices").ok()?.into_iter().filter_map(|json| {
            let mut record = Record::parse(json).ok()?;
            Some(Choice {
                name: record.string("name").ok()??,
                reading: record.string("reading").ok()?.and_then(|name| Reading::named(&name)),
                annotator: record.string("annotator").ok()?,
                encoding: None,
            })
        });
        let choices = choices.collect();
        let decoded = record.strings("decoded").ok()?;
        let decodings = unframe(decodings).into_iter().filter_map(draft::read_decoding);
        let decodings = decoded.into_iter().zip(decodings).collect();
        let mut named = |names, frames| -> Option<SharedFiles> {
            let paths = record.strings(names).ok()?;
            Some(Arc::new(paths.into_iter().zip(unframe(frames).into_iter().map(<[u8]>::to_vec)).collect()))
        };
        Some(Self {
            files: named("paths", files)?,
            drafts: named("drafts", drafts)?,
            decodings,
            choices,
            known,
            texts: texts.collect(),
            project: projects.next()?,
            projects: projects.collect(),
            now: record.string("now").ok()??,
            seed: record.string("seed").ok()??,
        })
    }
}

pub(super) fn run(record: Record<'_>, frames: &[&[u8]], progress: &mut dyn FnMut(f64)) -> Vec<u8> {
    let groups = ImportJob::read(record, frames).map(|job| job.run(progress)).unwrap_or_default();
    frame(&groups.iter().map(outcome::write).collect::<Vec<_>>())
}

impl ImportJob {
    fn run(mut self, progress: &mut dyn FnMut(f64)) -> Vec<ImportedGroup> {
        progress(0.0);
        let similar = Similar::of(&self.texts);
        let mut library = Library::of(std::mem::take(&mut self.known));
        let mut done = Vec::new();
        let files = InMemory(Arc::unwrap_or_clone(std::mem::take(&mut self.files)));
        let groups = self.regrouped(groups(&files, None));
        let drafts = std::mem::take(&mut self.drafts);
        let decodings: BTreeMap<String, Decoding> = std::mem::take(&mut self.decodings).into_iter().collect();
        let count = groups.len() + drafts.len();
        let chosen = std::mem::take(&mut self.choices).into_iter().rev();
        let choices: BTreeMap<String, Choice> = chosen.map(|choice| (choice.name.clone(), choice)).collect();
        for (n, group) in groups.into_iter().enumerate() {
            let mut told = |part: f64| progress((n as f64 + part) / count as f64);
            let name = group.paths.first().cloned().unwrap_or_default();
            let choice = choices.get(&name).cloned().unwrap_or_default();
            let reading = choice.reading.unwrap_or_else(|| reading_of(&files, &group));
            let only = Only { files: &files, paths: &group.paths };
            let mut article = None;
            let outcome = match reading {
                Reading::Article => article_in(&name, &only, decodings.get(&name))
                    .and_then(|draft| self.add_article(article.insert(draft), &name, &mut library, &mut told)),
                Reading::Format(Format::Postil) => self.read_postil(&only, &similar, &mut library, &mut told),
                Reading::Format(format) => self.read_format(format, &only, &choice, &similar, &mut library, &mut told),
            };
            if let Ok(imported) = &outcome {
                self.learn(imported);
            }
            done.push(ImportedGroup { name, reading, outcome, draft: article.filter(|_| count == 1) });
        }
        for (n, (name, frames)) in drafts.iter().enumerate() {
            let mut told = |part: f64| progress(((count - drafts.len() + n) as f64 + part) / count as f64);
            let draft = draft::read(frames);
            let outcome = match &draft {
                Some(draft) => self.add_article(draft, name, &mut library, &mut told),
                None => Err(Refusal::NoAnswer),
            };
            let draft = draft.filter(|_| count == 1);
            done.push(ImportedGroup { name: name.clone(), reading: Reading::Article, outcome, draft });
        }
        done
    }

    /// The groups, those apart of which somebody says that they are articles.
    fn regrouped(&self, groups: Vec<Group>) -> Vec<Group> {
        let is_article = |group: &Group| {
            let choice = self.choices.iter().find(|choice| group.paths.first() == Some(&choice.name));
            choice.is_some_and(|choice| choice.reading == Some(Reading::Article))
        };
        let apart = |group: Group| -> Vec<Group> {
            if !is_article(&group) {
                return vec![group];
            }
            group.paths.into_iter().map(|path| Group { paths: vec![path], format: None }).collect()
        };
        groups.into_iter().flat_map(apart).collect()
    }

    /// Lets later groups know what earlier ones brought.
    fn learn(&mut self, imported: &Imported) {
        if let Some(project) = imported.target.record.as_ref().and_then(|record| read_project(record).ok()) {
            if project.id == self.project.id {
                self.project = project.clone();
            }
            self.projects.retain(|known| known.id != project.id);
            self.projects.push(project);
        }
    }

    /// Makes a document of an article; what it is nearly the same as is told.
    fn add_article(
        &self,
        draft: &Draft,
        name: &str,
        library: &mut Library,
        progress: &mut dyn FnMut(f64),
    ) -> Result<Imported, Refusal> {
        if draft.text().len() > LONGEST_TEXT {
            return Err(Refusal::TooLong);
        }
        let mut document = draft.document(DocumentId::new(self.seed.as_str()));
        if document.blocks().is_empty() {
            return Err(Refusal::Empty);
        }
        complete(&mut document, name);
        let metadata = document.metadata.clone();
        let mut project = Project::new(self.project.id.clone(), "");
        let like = library.like(&self.project.id, document.title(), document.text());
        project.documents.push(Arc::new(document));
        let mut imported =
            self.records(&project, &Target { id: self.project.id.clone(), record: None }, library, progress);
        imported.left_out = draft.left_out();
        imported.metadata = Some(metadata);
        let remarks = draft.remarks.iter().map(|remark| {
            let (what, details) = remark.described();
            let encoding = || draft.encoding.clone().unwrap_or_default();
            (String::new(), what.to_owned(), if details.is_empty() { encoding() } else { details })
        });
        imported.warnings.extend(remarks);
        if let Some((title, share)) = like.filter(|_| imported.added > 0) {
            imported.warnings.push((title, "near-duplicate".to_owned(), format!("{share} %")));
        }
        Ok(imported)
    }

    fn read_postil(
        &self,
        files: &dyn Files,
        similar: &Similar,
        library: &mut Library,
        progress: &mut dyn FnMut(f64),
    ) -> Result<Imported, Refusal> {
        let path = files.paths().into_iter().next().unwrap_or_default();
        let bytes = files.read(&path).map_err(|_| Refusal::TooLong)?;
        let read = postil::read(&bytes).map_err(|error| match error {
            ReadError::NotText(_) => Refusal::Binary,
            ReadError::NotPostil => Refusal::OtherJson,
            ReadError::NotJson { .. } if !postil::looks_like(&bytes) => Refusal::OtherJson,
            ReadError::NotJson { line, column } => Refusal::BrokenJson(line, column),
        })?;
        if let Some(version) = read.newer {
            return Err(Refusal::Newer(version as usize));
        }
        progress(0.4);
        let mut project = read.project;
        let target = self.target(&project, library);
        let moved = similar.take_over(&mut project, &target.id);
        let mut imported = self.records(&project, &target, library, progress);
        imported.warnings.splice(..0, moved);
        imported.warnings.splice(..0, read.warnings.iter().map(described));
        Ok(imported)
    }

    fn read_format(
        &self,
        format: Format,
        files: &dyn Files,
        choice: &Choice,
        similar: &Similar,
        library: &mut Library,
        progress: &mut dyn FnMut(f64),
    ) -> Result<Imported, Refusal> {
        let read = Collected::read(format, files).map_err(|error| match error {
            Unreadable::Json(_) => Refusal::OtherJson,
            Unreadable::OtherFormat(why) | Unreadable::Io(_, why) => Refusal::OtherFormat(why),
        })?;
        progress(0.4);
        let mut project = read.project();
        let is_nameless = project.sets.iter().any(|set| set.annotator.as_str().is_empty());
        let path = files.paths().into_iter().next().unwrap_or_default();
        let stem = path.rsplit('/').next().unwrap_or(&path);
        let stem = stem.split_once('.').map_or(stem, |(stem, _)| stem);
        let annotator = Annotator::new(choice.annotator.as_deref().unwrap_or(stem));
        for set in project.sets.iter_mut().filter(|set| set.annotator.as_str().is_empty()) {
            Arc::make_mut(set).annotator = annotator.clone();
        }
        // A document nobody has marked anything in is not somebody's work.
        project.sets.retain(|set| !is_nameless || !set.spans().is_empty() || !set.document_labels.is_empty());
        let relabelled = self.take_known_labels(&mut project);
        let target = self.target(&project, library);
        let moved = similar.take_over(&mut project, &target.id);
        let mut imported = self.records(&project, &target, library, progress);
        imported.warnings.splice(..0, relabelled.into_iter().chain(moved));
        imported.is_nameless = is_nameless;
        imported.warnings.splice(..0, read.warnings.iter().map(described));
        Ok(imported)
    }

    /// Takes labels that only differ in how they are written from the shown project's for those; tells which.
    fn take_known_labels(&self, read: &mut Project) -> Vec<(String, String, String)> {
        let shown = &self.project.schema;
        let like = |label: &LabelId| match shown.label(label) {
            None => shown.label_like(label.as_str()).map(|known| known.id.clone()),
            Some(_) => None,
        };
        let same: BTreeMap<LabelId, LabelId> =
            read.schema.labels.iter().filter_map(|label| Some((label.id.clone(), like(&label.id)?))).collect();
        if same.is_empty() {
            return Vec::new();
        }
        Arc::make_mut(&mut read.schema).labels.retain(|label| !same.contains_key(&label.id));
        for set in &mut read.sets {
            let relabelled = set.spans().iter().map(|span| match same.get(&span.label) {
                Some(label) => Arc::new(Span { label: label.clone(), ..Span::clone(span) }),
                None => span.clone(),
            });
            let (spans, relations) = (relabelled.collect(), set.relations().cloned().collect());
            *set = Arc::new(AnnotationSet::clone(set).with(spans, relations));
        }
        let told = |(from, to): (LabelId, LabelId)| (String::new(), "label-as".to_owned(), format!("{from} → {to}"));
        same.into_iter().map(told).collect()
    }

    /// The project the file names, or the one that is shown if the file names none or is work on its documents; with the
    /// labels the file has and the project hasn't.
    fn target(&self, read: &Project, library: &Library) -> Target {
        let named = (!read.id.as_str().is_empty()).then_some(&read.id);
        let existing = match named.and_then(|id| self.projects.iter().find(|project| project.id == *id)) {
            None if named.is_none() || library.shares_text(&self.project.id, read) => Some(&self.project),
            found => found,
        };
        let mut project = existing.cloned().unwrap_or_else(|| ProjectInfo {
            id: read.id.clone(),
            name: if read.name.is_empty() { self.project.name.clone() } else { read.name.clone() },
            schema: read.schema.clone(),
            unknown: Vec::new(),
        });
        let learned = project.learn(&read.schema, &read.unknown);
        let changed = existing.is_none() || learned;
        Target { id: project.id.clone(), record: changed.then(|| write_project(&project)) }
    }

    fn records(
        &self,
        read: &Project,
        target: &Target,
        library: &mut Library,
        progress: &mut dyn FnMut(f64),
    ) -> Imported {
        let known = library.of_project(&target.id);
        let sets = read.sets_by_document();
        let mut brought_texts = Vec::new();
        let mut annotators = BTreeSet::new();
        let mut imported = Imported::nothing(target.clone());
        for (n, document) in read.documents.iter().enumerate() {
            progress(0.4 + 0.6 * n as f64 / read.documents.len() as f64);
            let there = known.by_text.get(document.text().sha256()).cloned();
            let mut stored = Vec::new();
            let id = match &there {
                Some(known) => known.clone(),
                None => {
                    let is_free = |id: &DocumentId| !id.as_str().is_empty() && !known.annotators.contains_key(id);
                    let own = Some(document.id().clone()).filter(is_free);
                    let made = || {
                        let numbered = |n| DocumentId::new(format!("{}-{n}", self.seed));
                        (known.annotators.len()..).map(numbered).find(is_free)
                    };
                    own.or_else(made).unwrap_or_else(|| document.id().clone())
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
            let worked = known.annotators.entry(document.id().clone()).or_default();
            for set in sets.get(original).into_iter().flatten() {
                if worked.insert(set.annotator.clone()) {
                    store_set(&mut stored, set, &document, &target.id, &self.now);
                    imported.sets += 1;
                    imported.spans += set.spans().len();
                    imported.is_on_new_texts |= there.is_none() && !set.spans().is_empty();
                    if annotators.insert(set.annotator.clone()) {
                        imported.annotators.push(set.annotator.clone());
                    }
                } else {
                    imported.warnings.push((
                        document.title().to_owned(),
                        "set-exists".into(),
                        set.annotator.to_string(),
                    ));
                }
            }
            brought_texts.push((document.text().sha256().to_owned(), document.id().clone()));
            if there.is_some() {
                imported.duplicates.push(document.id().clone());
            }
            if !stored.is_empty() {
                imported.documents.push(stored);
            }
        }
        // Two documents of one file may well have the same text.
        known.by_text.extend(brought_texts);
        imported
    }
}

pub(super) fn store_document(stored: &mut Vec<Stored>, document: &Document, project: &ProjectId) {
    let (mut header, chunks) = document_records(document, project, document.text().sha256());
    header.sketch = Sketch::of(document.text()).to_string();
    let key = key::document(project, document.id());
    let chunks = chunks.into_iter().enumerate();
    stored.push((StoredIn::Documents, key.clone(), header.write()));
    stored.extend(chunks.map(|(n, chunk)| (StoredIn::Chunks, key::chunk(&key, n), chunk)));
}

pub(super) fn store_set(
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

/// The article in a text.
fn article_in(name: &str, files: &dyn Files, decoding: Option<&Decoding>) -> Result<Draft, Refusal> {
    let bytes = files.read(name).map_err(|_| Refusal::TooLong)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| Refusal::Binary)?;
    if text.trim_start().starts_with("<?xml") {
        return Err(Refusal::OtherFormat("it is XML, but no page and of no format that is known".into()));
    }
    // A text has no NUL: files of other kinds do, and nearly all of them early.
    if text.contains('\0') {
        return Err(Refusal::Binary);
    }
    if text.len() > LONGEST_TEXT {
        return Err(Refusal::TooLong);
    }
    plain::decoded(text, decoding.cloned().unwrap_or_default()).ok_or(Refusal::Empty)
}

/// A warning as the interface takes it: place, what, details.
pub(super) fn described(warning: &Warning) -> (String, String, String) {
    let (what, details) = warning.problem.described();
    (warning.at.to_string(), what.to_owned(), details)
}

/// What the files look like. JSON of no known kind is not taken for an article's text.
fn reading_of(files: &InMemory, group: &Group) -> Reading {
    if let Some(format) = group.format {
        return Reading::Format(format);
    }
    let path = group.paths.first().map_or("", String::as_str);
    let head = files.head(path, 64).unwrap_or_default();
    let text = String::from_utf8_lossy(&head);
    let is_json =
        path.to_lowercase().ends_with(".json") || text.trim_start_matches('\u{feff}').trim_start().starts_with("{\"");
    if is_json { Reading::Format(Format::Postil) } else { Reading::Article }
}
