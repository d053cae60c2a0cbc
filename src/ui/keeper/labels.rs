//! Keeping the label set, and what becomes of the spans of a label that goes.

use std::cell::{Cell, RefCell};

use gloo::timers::future::TimeoutFuture;

use super::writing::LONGEST_WAIT;
use super::{Keeper, failure};
use crate::app::action::{Action, LabelsAction};
use crate::app::labels::resettle;
use crate::app::open::{OpenArticle, Stamp};
use crate::app::record::{key, read_project};
use crate::app::state::{AppState, ProjectInfo, Saving};
use crate::domain::history::Step;
use crate::domain::id::{Annotator, DocumentId, LabelId};
use crate::web::storage::{StorageError, Store};

/// Projects whose label sets are not on disk as they are now.
#[derive(Default)]
pub(super) struct LabelsWriting {
    /// For each of them the number of the change and what is to be written.
    waiting: RefCell<Vec<(u64, ProjectInfo)>>,
    /// The last change that was seen.
    seen: Cell<u64>,
    busy: Cell<bool>,
}

impl LabelsWriting {
    pub(super) fn is_saved(&self) -> bool {
        self.waiting.borrow().is_empty()
    }
}

/// Where a label is used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// How many spans have it.
    pub spans: usize,
    /// The annotation sets these are in.
    pub sets: Vec<(DocumentId, Annotator)>,
}

impl Uses {
    /// In how many articles the label is used.
    pub fn articles(&self) -> usize {
        // The sets of an article stand one after another.
        self.sets.chunk_by(|one, other| one.0 == other.0).count()
    }
}

impl Keeper {
    /// Writes the label set, if it has changed.
    pub(super) fn sync_labels(&self, state: &AppState) {
        let labels = &self.0.labels;
        let Some(revision) = state.editing.unsaved().filter(|revision| *revision > labels.seen.get()) else {
            return;
        };
        labels.seen.set(revision);
        {
            let mut waiting = labels.waiting.borrow_mut();
            waiting.retain(|(_, project)| project.id != state.project.id);
            waiting.push((revision, state.project.clone()));
        }
        if !labels.busy.replace(true) {
            let keeper = self.clone();
            wasm_bindgen_futures::spawn_local(async move {
                keeper.write_labels().await;
                keeper.0.labels.busy.set(false);
            });
        }
    }

    async fn write_labels(&self) {
        let mut wait = 500;
        loop {
            let Some((revision, project)) = self.0.labels.waiting.borrow().first().cloned() else {
                return;
            };
            match self.put_project(&project).await {
                Ok(()) => {
                    wait = 500;
                    self.0.labels.waiting.borrow_mut().retain(|(waiting, _)| *waiting != revision);
                    self.dispatch(Action::Labels(LabelsAction::Saved(revision)));
                    self.dispatch(Action::Saving(Saving::Working));
                    self.tell(&key::project(&project.id));
                }
                Err(error) => {
                    self.dispatch(Action::Saving(failure(&error)));
                    TimeoutFuture::new(wait).await;
                    wait = (wait * 2).min(LONGEST_WAIT);
                }
            }
        }
    }

    /// Writes the label set of a project anew, if an edit of it has been or is going to be written that did not know of what is in it now.
    pub(super) async fn put_labels_again(&self, project: &ProjectInfo) {
        for (_, waiting) in
            self.0.labels.waiting.borrow_mut().iter_mut().filter(|(_, waiting)| waiting.id == project.id)
        {
            *waiting = project.clone();
        }
        if let Err(error) = self.put_project(project).await {
            self.report(&error);
        }
    }

    /// Reads name and label set of the shown project again, since another tab changed them; what is changed here and not on disk yet will
    /// be written over that.
    pub(super) async fn refresh_labels(&self) {
        let key = key::project(&self.state().project.id);
        let Ok(Some(bytes)) = self.storage().get(Store::Projects, &key).await else {
            return;
        };
        let changed = read_project(&bytes).ok().filter(|project| *project != self.state().project);
        if let Some(project) = changed.filter(|_| self.0.labels.is_saved()) {
            self.dispatch(Action::ChangeProject(project));
        }
    }

    /// Where a label of the shown project is used.
    ///
    /// # Errors
    /// If records can't be read.
    pub async fn uses_of(&self, label: &LabelId) -> Result<Uses, StorageError> {
        let state = self.state();
        let mut uses = Uses::default();
        let with_spans = state.library.iter().filter(|summary| summary.sets.iter().any(|set| set.spans > 0));
        for summary in with_spans {
            let stored = self.stored_document(&state.project.id, &summary.id).await?;
            for set in stored.and_then(|stored| stored.restored()).into_iter().flat_map(|item| item.sets) {
                if let Some(spans) = set.spans_with(label).filter(|spans| !spans.is_empty()) {
                    uses.spans += spans.len();
                    uses.sets.push((summary.id.clone(), set.annotator.clone()));
                }
            }
        }
        Ok(uses)
    }

    /// Gives all spans of a label another one, or deletes them: in each annotation set one step, which can be undone in its article.
    ///
    /// # Errors
    /// If a set can't be read or written; those before it are done.
    pub async fn resettle(
        &self,
        uses: &Uses,
        label: &LabelId,
        to: Option<&LabelId>,
        stamp: &Stamp,
    ) -> Result<(), StorageError> {
        let state = self.state();
        let mut done = Ok(());
        for (document, annotator) in &uses.sets {
            let make = |open: &OpenArticle| Some((Step::Do, resettle(open.set(), label, to, &state.project.schema)?));
            done = self.step_in(&state.project, document, annotator, stamp, make).await.map(drop);
            if done.is_err() {
                break;
            }
        }
        self.refresh().await;
        done
    }
}
