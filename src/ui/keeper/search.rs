//! Looking through the stored articles, batch after batch, so that what is found shows while the search goes on.

use super::Keeper;
use super::add::Work;
use super::export::ExportError;
use crate::app::jobs::{Found, FoundMentions, MentionsJob, SearchJob, Sought, StoredDocument, WantedMentions};
use crate::app::state::DocumentSummary;
use crate::app::views::sorted_by;
use crate::domain::id::DocumentId;
use crate::web::worker::{Program, Stopped};

/// So many articles are read at once at most, and so many code points: what is read of them is held in memory twice.
const BATCH: usize = 400;
const BATCH_CODE_POINTS: usize = 4_000_000;

impl Keeper {
    /// Looks through all articles of the shown project. `told` is given what was found, and how much is done from 0 to 1, after each
    /// batch.
    ///
    /// # Errors
    /// If the records can't be read, the worker breaks down or the search was stopped.
    pub async fn search(
        &self,
        sought: &Sought,
        work: &Work,
        told: impl Fn(Vec<Found>, f64),
    ) -> Result<(), ExportError> {
        let project = self.state().project.clone();
        let job = |documents| SearchJob { project: project.clone(), documents, sought: sought.clone() }.write();
        self.in_batches(|_| true, job, Found::read_all, work, told).await
    }

    /// Looks through the annotator's own work on those articles of the shown project that are wanted, as [`Self::search`] does.
    ///
    /// # Errors
    /// If the records can't be read, the worker breaks down or the work was stopped.
    pub async fn find_mentions(
        &self,
        wanted: &WantedMentions,
        is_wanted: impl Fn(&DocumentSummary) -> bool,
        work: &Work,
        told: impl Fn(FoundMentions, f64),
    ) -> Result<(), ExportError> {
        let annotator = self.state().annotator.clone();
        let job = |documents| MentionsJob { annotator: annotator.clone(), documents, wanted: wanted.clone() }.write();
        self.in_batches(is_wanted, job, FoundMentions::read, work, told).await
    }

    async fn in_batches<T>(
        &self,
        is_wanted: impl Fn(&DocumentSummary) -> bool,
        job: impl Fn(Vec<StoredDocument>) -> Vec<u8>,
        read: impl Fn(&[u8]) -> Option<T>,
        work: &Work,
        told: impl Fn(T, f64),
    ) -> Result<(), ExportError> {
        let state = self.state();
        // In the order of their keys, since articles that stand one after another are read together.
        let wanted = state.library.iter().filter(|summary| is_wanted(summary)).cloned();
        let articles = sorted_by(wanted, |summary| summary.id.to_string());
        let mut done = 0;
        while done < articles.len() {
            let mut code_points = 0;
            let batch = articles[done..].iter().take(BATCH).take_while(|summary| {
                let is_room = code_points < BATCH_CODE_POINTS;
                code_points += summary.code_points;
                is_room
            });
            let ids: Vec<DocumentId> = batch.map(|summary| summary.id.clone()).collect();
            done += ids.len();
            let stored = self.stored_documents(&state.project.id, &ids, work).await.map_err(ExportError::Storage)?;
            let documents = stored.ok_or(ExportError::Cancelled)?;
            let outcome =
                work.run(Program::Jobs, || job(documents), |_| ()).await.map_err(|stopped| match stopped {
                    Stopped::Cancelled => ExportError::Cancelled,
                    Stopped::Broken(words) => ExportError::Broken(words),
                })?;
            let found = read(&outcome).ok_or_else(|| ExportError::Broken("no answer came back".into()))?;
            told(found, done as f64 / articles.len() as f64);
        }
        Ok(())
    }
}
