//! Adding articles: files or pasted text go to the worker, and what comes back is written document by document.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::Keeper;
use super::sources::Sources;
use crate::app::action::Action;
use crate::app::jobs::{Choice, ImportJob, Imported, ImportedGroup, KnownDocument, Refusal, Stored, StoredIn, Target};
use crate::app::record::{DocumentHeader, key, read_project, write_project};
use crate::app::state::ProjectInfo;
use crate::domain::article::reader::Unread;
use crate::domain::id::{Annotator, DocumentId, ProjectId};
use crate::web::fetch::NotFetched;
use crate::web::fresh;
use crate::web::storage::{StorageError, Store, Write};
use crate::web::worker::{Job, Program, Stopped};

/// Work that takes a while: how far it is, and a way to stop it. A clone is the same one.
#[derive(Clone, Default)]
pub struct Work(Rc<WorkInner>);

#[derive(Default)]
struct WorkInner {
    job: RefCell<Option<Rc<Job>>>,
    cancelled: Cell<bool>,
}

impl Work {
    /// Whether it is the same work.
    pub fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Stops the work; what is written already stays.
    pub fn cancel(&self) {
        self.0.cancelled.set(true);
        if let Some(job) = self.0.job.take() {
            job.cancel();
        }
    }

    /// Whether somebody has stopped it.
    pub fn is_cancelled(&self) -> bool {
        self.0.cancelled.get()
    }

    /// Does a job in the worker; if the work was stopped before, the job is not even made.
    pub(super) async fn run(
        &self,
        program: Program,
        job: impl FnOnce() -> Vec<u8>,
        progress: impl Fn(f64) + 'static,
    ) -> Result<Vec<u8>, Stopped> {
        if self.is_cancelled() {
            return Err(Stopped::Cancelled);
        }
        let job = Rc::new(Job::start(program, job(), progress).map_err(Stopped::Broken)?);
        self.0.job.replace(Some(job.clone()));
        let outcome = job.outcome().await;
        self.0.job.replace(None);
        outcome
    }
}

/// What became of files that were read together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Added {
    /// The new documents.
    pub new: Vec<DocumentId>,
    /// Documents that were there already.
    pub known: Vec<DocumentId>,
    /// How many annotation sets came with them.
    pub sets: usize,
    /// What could not be read as it stands: place, what, details.
    pub warnings: Vec<(String, String, String)>,
    /// How many pieces of the sources are left out of the articles.
    pub left_out: usize,
    /// The name of the project it went into, if that is not the one that was shown.
    pub elsewhere: Option<String>,
}

/// Why nothing, or not everything, of a file was added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddError {
    /// There is nothing in it that can be added.
    Refused(Refusal),
    /// The browser refused to write; so many documents were written before.
    NotWritten(StorageError, usize),
    /// The browser could not read the file.
    Unread(String),
    /// Nothing can be made of the source.
    Source(Unread),
    /// The file is passed over; why.
    PassedOver(String),
    /// The page can't be had.
    NotFetched(NotFetched),
    /// The worker broke down.
    Broken(String),
    /// The annotator stopped it; so many documents were written before.
    Cancelled(usize),
}

impl Keeper {
    /// Reads what was found in sources, without adding anything yet. `progress` is told how much is done, from 0 to 1.
    ///
    /// # Errors
    /// If nothing was read; what became of each of the files is told in what comes back.
    pub async fn read(
        &self,
        found: &Sources,
        choices: &[Choice],
        work: &Work,
        progress: impl Fn(f64) + Clone + 'static,
    ) -> Result<Vec<ImportedGroup>, AddError> {
        let state = self.state();
        let mut job = ImportJob {
            files: found.files.clone(),
            decodings: found.decodings.clone(),
            drafts: found.drafts.clone(),
            choices: choices.to_vec(),
            project: state.project.clone(),
            projects: state.projects.to_vec(),
            known: self.known_documents().await.map_err(|error| AddError::NotWritten(error, 0))?,
            now: fresh::now().to_string(),
            texts: Vec::new(),
            seed: fresh::name(),
        };
        let groups = self.run_import(&job, work, progress.clone()).await?;
        let is_on_new_texts =
            |group: &ImportedGroup| group.outcome.as_ref().is_ok_and(|imported| imported.is_on_new_texts);
        if !groups.iter().any(is_on_new_texts) || state.library.is_empty() {
            return Ok(groups);
        }
        job.texts = self.stored_texts(&job.project.id, work).await.map_err(|error| AddError::NotWritten(error, 0))?;
        self.run_import(&job, work, progress).await
    }

    async fn run_import(
        &self,
        job: &ImportJob,
        work: &Work,
        progress: impl Fn(f64) + 'static,
    ) -> Result<Vec<ImportedGroup>, AddError> {
        let outcome = work.run(Program::Jobs, || job.write(), progress).await.map_err(|stopped| match stopped {
            Stopped::Cancelled => AddError::Cancelled(0),
            Stopped::Broken(words) => AddError::Broken(words),
        })?;
        ImportedGroup::read_all(&outcome).map_err(AddError::Refused)
    }

    /// The documents of a project, header and chunks of each; not all of them if the work is stopped.
    async fn stored_texts(
        &self,
        project: &ProjectId,
        work: &Work,
    ) -> Result<Vec<(Vec<u8>, Vec<Vec<u8>>)>, StorageError> {
        let mut texts = Vec::new();
        let (from, to) = key::below(&key::project(project));
        for (key, header) in self.storage().between(Store::Documents, &from, &to).await? {
            if work.is_cancelled() {
                break;
            }
            let (from, to) = key::below(&key);
            let chunks = self.storage().between(Store::Chunks, &from, &to).await?;
            let chunks = chunks.into_iter().map(|(_, chunk)| chunk.unwrap_or_default()).collect();
            texts.push((header.unwrap_or_default(), chunks));
        }
        Ok(texts)
    }

    /// Adds what was read; it is shown once [`show_added`](Self::show_added) is called. `progress` is told how much is done, from 0 to 1.
    ///
    /// # Errors
    /// If not everything was added; nothing that was there before has changed.
    pub async fn add(&self, imported: Imported, work: &Work, progress: impl Fn(f64)) -> Result<Added, AddError> {
        let unwritten = |error| AddError::NotWritten(error, 0);
        let mut new = Vec::new();
        let mut project = imported.target.record.as_deref().and_then(|record| read_project(record).ok());
        let count = imported.documents.len();
        for (n, records) in imported.documents.into_iter().enumerate() {
            if work.is_cancelled() {
                return Err(AddError::Cancelled(n));
            }
            let is_new = records.first().filter(|record| record.0 == StoredIn::Documents);
            let id = is_new.map(|(_, key, _)| DocumentId::new(key::last_name(key)));
            let mut writes: Vec<Write> = records.into_iter().map(write_of).collect();
            writes.extend(project.take().map(|record| self.put_learned(&record)));
            if let Err(error) = self.storage().write(&writes, None).await {
                return Err(AddError::NotWritten(error, n));
            }
            new.extend(id);
            progress((n + 1) as f64 / count as f64);
        }
        if let Some(project) = project {
            self.storage().write(&[self.put_learned(&project)], None).await.map_err(unwritten)?;
        }
        for known in &imported.duplicates {
            self.bring_back_if_trashed(&imported.target.id, known).await;
        }
        Ok(Added {
            new,
            known: imported.duplicates,
            sets: imported.sets,
            warnings: imported.warnings,
            left_out: imported.left_out,
            elsewhere: None,
        })
    }

    /// A project as it is by now, with what an import has found to be said in it: its label set may have been edited since the import began.
    fn learned(&self, imported: &ProjectInfo) -> ProjectInfo {
        let state = self.state();
        let mut known = [&state.project].into_iter().chain(state.projects.iter());
        match known.find(|known| known.id == imported.id) {
            Some(known) => {
                let mut known = known.clone();
                known.learn(&imported.schema, &imported.unknown);
                known
            }
            None => imported.clone(),
        }
    }

    fn put_learned(&self, imported: &ProjectInfo) -> Write {
        Write::Put(Store::Projects, key::project(&imported.id), write_project(&self.learned(imported)))
    }

    /// Shows what was added, in the project the last of it went into; returns that project's name if another was shown.
    pub async fn show_added(&self, targets: &[Target]) -> Option<String> {
        let last = targets.last()?;
        self.tell("");
        // An article that is open may have got a set now.
        let writings = self.0.writings.borrow().clone();
        for writing in writings {
            writing.hint();
            self.work(writing);
        }
        let state = self.state();
        let mut all = state.projects.to_vec();
        let written = targets.iter().filter_map(|target| target.record.as_deref());
        for project in written.filter_map(|record| read_project(record).ok()) {
            let project = self.learned(&project);
            self.put_labels_again(&project).await;
            all.retain(|known| known.id != project.id);
            all.push(project);
        }
        let target = all.iter().find(|known| known.id == last.id).cloned()?;
        if targets.iter().any(|target| target.record.is_some()) {
            self.dispatch(Action::ListProjects(all));
        }
        if target.id == state.project.id {
            self.dispatch(Action::ChangeProject(target));
            self.refresh().await;
            return None;
        }
        let name = target.name.clone();
        if let Err(error) = self.show_project(target).await {
            self.report(&error);
        }
        Some(name)
    }

    /// Every document there is in any project, those in the trash too.
    async fn known_documents(&self) -> Result<Vec<KnownDocument>, StorageError> {
        let everything = ("", key::END);
        let heads = self.storage().between(Store::Heads, everything.0, everything.1).await?;
        let annotators_of = |document: &str| -> Vec<Annotator> {
            let (from, to) = key::below(document);
            let first = heads.partition_point(|(key, _)| key::order(key, &from).is_lt());
            let below = heads[first..].iter().take_while(|(key, _)| key::order(key, &to).is_lt());
            below.map(|(key, _)| Annotator::new(key::last_name(key))).collect()
        };
        let mut known = Vec::new();
        for store in [Store::Documents, Store::Trash] {
            for (key, bytes) in self.storage().between(store, everything.0, everything.1).await? {
                let Ok(header) = DocumentHeader::read(&bytes.unwrap_or_default()) else {
                    continue;
                };
                known.push(KnownDocument {
                    project: header.project,
                    id: header.id,
                    title: header.title,
                    sha256: header.sha256,
                    // What is in the trash is not shown as nearly the same.
                    sketch: if store == Store::Trash { String::new() } else { header.sketch },
                    annotators: annotators_of(&key),
                });
            }
        }
        Ok(known)
    }
}

/// Records of new things must not replace anything.
fn write_of((store, key, bytes): Stored) -> Write {
    match store {
        StoredIn::Documents => Write::Add(Store::Documents, key, bytes),
        StoredIn::Chunks => Write::Add(Store::Chunks, key, bytes),
        StoredIn::Heads => Write::Add(Store::Heads, key, bytes),
        StoredIn::Checkpoints => Write::Put(Store::Checkpoints, key, bytes),
    }
}
