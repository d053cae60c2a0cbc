//! Comparing annotators, and opening the gold of an article beside everybody's sets.

use std::sync::Arc;

use super::Keeper;
use super::add::Work;
use super::export::ExportError;
use crate::app::action::Action;
use crate::app::jobs::{Asked, CompareJob, Compared, ListedSpans, Question, Task, read_report};
use crate::domain::annotation::AnnotationSet;
use crate::domain::id::{Annotator, DocumentId};
use crate::web::worker::{Program, Stopped};

impl Keeper {
    /// Shows the gold of an article and everybody's sets beside it, if it is still wanted then. `at` is the place to begin with, in code points.
    ///
    /// Returns whether there is such an article.
    pub async fn open_review(&self, id: &DocumentId, at: Option<usize>, wanted: impl Fn() -> bool) -> bool {
        let project = self.state().project.id.clone();
        let stored = self.stored_document(&project, id).await.ok().flatten();
        let sets: Vec<Arc<AnnotationSet>> =
            stored.and_then(|stored| stored.restored()).map_or_else(Vec::new, |item| item.sets);
        self.open_set(id, &Annotator::gold(), wanted, |open| Action::OpenReview(Box::new(open), sets, at)).await
    }

    /// Compares the annotators of the shown project. `progress` is told how much is done, from 0 to 1.
    ///
    /// # Errors
    /// If the records can't be read or the worker breaks down.
    pub async fn compare(
        &self,
        asked: &Asked,
        task: Task,
        work: &Work,
        progress: impl Fn(f64) + 'static,
    ) -> Result<Compared, ExportError> {
        let outcome = self.run_comparison(asked, task, work, progress).await?;
        Compared::read(&outcome).ok_or_else(|| ExportError::Broken("no comparison came back".into()))
    }

    /// Lists the spans behind a figure. `progress` is told how much is done, from 0 to 1.
    ///
    /// # Errors
    /// If the records can't be read or the worker breaks down.
    pub async fn behind(
        &self,
        asked: &Asked,
        question: &Question,
        work: &Work,
        progress: impl Fn(f64) + 'static,
    ) -> Result<ListedSpans, ExportError> {
        let outcome = self.run_comparison(asked, Task::List(question.clone()), work, progress).await?;
        ListedSpans::read(&outcome).ok_or_else(|| ExportError::Broken("no list came back".into()))
    }

    /// Makes a report of the comparison. `progress` is told how much is done, from 0 to 1.
    ///
    /// # Errors
    /// If the records can't be read or the worker breaks down.
    pub async fn comparison_report(
        &self,
        asked: &Asked,
        work: &Work,
        progress: impl Fn(f64) + 'static,
    ) -> Result<Vec<u8>, ExportError> {
        let outcome = self.run_comparison(asked, Task::Report, work, progress).await?;
        read_report(&outcome).ok_or_else(|| ExportError::Broken("no report came back".into()))
    }

    async fn run_comparison(
        &self,
        asked: &Asked,
        task: Task,
        work: &Work,
        progress: impl Fn(f64) + 'static,
    ) -> Result<Vec<u8>, ExportError> {
        let state = self.state();
        let project = state.project.clone();
        // An article that only one annotator has worked on has nothing to compare.
        let shared = state.library.iter().filter(|summary| summary.sets.len() > 1);
        let ids: Vec<DocumentId> = shared.map(|summary| summary.id.clone()).collect();
        let read = self.stored_documents(&project.id, &ids, work).await.map_err(ExportError::Storage)?;
        let documents = read.ok_or(ExportError::Cancelled)?;
        let job = CompareJob { project, documents, asked: asked.clone(), task };
        work.run(Program::Jobs, || job.write(), progress).await.map_err(|stopped| match stopped {
            Stopped::Cancelled => ExportError::Cancelled,
            Stopped::Broken(words) => ExportError::Broken(words),
        })
    }
}
