//! Doing something with many articles at once: naming who should annotate them, saying how far they are.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Keeper;
use super::article::OpenError;
use super::writing::Writing;
use crate::app::action::Action;
use crate::app::open::Stamp;
use crate::app::record::{DocumentHeader, key};
use crate::app::reduce::summary_of;
use crate::app::state::{DocumentSummary, SetSummary};
use crate::domain::annotation::Status;
use crate::domain::change::{Change, Diff, Transaction};
use crate::domain::history::Step;
use crate::domain::id::{Annotator, DocumentId};
use crate::web::storage::{StorageError, Store, Write};

impl Keeper {
    /// Names who should annotate articles of the shown project, or that nobody in particular should.
    pub async fn assign(&self, ids: Vec<DocumentId>, assignee: Option<Annotator>) {
        if let Err(error) = self.write_assignee(&ids, assignee).await {
            self.report(&error);
        }
    }

    async fn write_assignee(&self, ids: &[DocumentId], assignee: Option<Annotator>) -> Result<(), StorageError> {
        let state = self.state();
        let wanted: BTreeSet<String> = ids.iter().map(|id| key::document(&state.project.id, id)).collect();
        let (from, to) = key::below(&key::project(&state.project.id));
        let mut writes = Vec::with_capacity(ids.len());
        for (place, bytes) in self.storage().between(Store::Documents, &from, &to).await? {
            // What can't be read is set aside when the articles are listed.
            let header = bytes.filter(|_| wanted.contains(&place)).and_then(|bytes| DocumentHeader::read(&bytes).ok());
            if let Some(mut header) = header {
                header.assignee.clone_from(&assignee);
                writes.push(Write::Put(Store::Documents, place, header.write()));
            }
        }
        self.storage().write(&writes, None).await?;
        self.tell("");
        let known = ids.iter().filter_map(|id| state.library.get(id));
        let assigned = known.map(|summary| DocumentSummary { assignee: assignee.clone(), ..(**summary).clone() });
        self.dispatch(Action::PutDocuments(assigned.collect()));
        Ok(())
    }

    /// Says of articles of the shown project how far the annotator is with them.
    pub async fn set_status(&self, ids: Vec<DocumentId>, status: Status, stamp: &Stamp) {
        let state = self.state();
        let annotator = &state.annotator;
        let other =
            |id: &DocumentId| state.library.get(id).filter(|summary| summary.status_for(annotator) != status).cloned();
        for summary in ids.iter().filter_map(other) {
            match self.write_status(&summary, annotator, status, stamp).await {
                Ok(now) => {
                    let mut summary = (*summary).clone();
                    summary.sets.retain(|set| set.annotator != *annotator);
                    summary.sets.push(now);
                    self.dispatch(Action::PutDocuments(vec![summary]));
                }
                Err(OpenError::Storage(error)) => return self.report(&error),
                // It says so itself when it is opened.
                Err(OpenError::Missing | OpenError::Unreadable(_)) => {}
            }
        }
    }

    async fn write_status(
        &self,
        summary: &DocumentSummary,
        annotator: &Annotator,
        status: Status,
        stamp: &Stamp,
    ) -> Result<SetSummary, OpenError> {
        let place = key::document(&self.state().project.id, &summary.id);
        let key = key::head(&place, annotator);
        let writing: Rc<Writing> = match self.writing(&key) {
            Some(writing) => writing,
            None => {
                let read = self.read_article(&place, key, annotator).await?;
                read.set_left(true);
                self.0.writings.borrow_mut().push(read.clone());
                read
            }
        };
        let set = {
            let mut open = writing.open.borrow_mut();
            let change = Change::Status(Diff::replaced(open.set().status, status));
            open.take(Step::Do, Transaction::new(vec![change]), stamp);
            open.set().clone()
        };
        self.work(writing);
        Ok(SetSummary { modified: stamp.now.to_string(), ..summary_of(&set) })
    }
}
